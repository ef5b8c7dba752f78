// The one door to the engine: text in, answers out. Everything below (command line, reports, importers, later the browser) uses it.
//
// A workspace owns the texts, the library and everything derived from them. It reads no file, no clock and no environment: files come through
// the functions it is given, today's date as a number.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "judge/assess.h"
#include "judge/policy.h"
#include "judge/responsibility.h"
#include "judge/review.h"
#include "judge/steps.h"
#include "judge/verdict.h"
#include "judge/threat_scores.h"
#include "judge/verify.h"
#include "language/reader.h"
#include "rules/evaluate_if.h"
#include "rules/match.h"

namespace merlon {

struct SourceText {
  std::string path;  // as it is to be shown
  std::string text;
};

// All `.md` files of a library folder, with paths relative to it. Nothing: the folder cannot be read.
using LoadFolder = std::function<std::optional<std::vector<LibraryFile>>(std::string_view folder)>;

struct Host {
  LoadFile load_file = [](std::string_view, std::string_view) { return std::nullopt; };
  LoadFolder load_folder = [](std::string_view) { return std::nullopt; };
};

// A question that is worth asking, with what it would settle.
struct RankedQuestion {
  std::string id;      // `fact@place`
  std::string_view fact;
  Place place;
  std::string ask;
  std::vector<uint32_t> settles;  // threats (indices into the assessment) that wait for this alone
  std::vector<uint32_t> touches;  // threats that wait for this and for something else
};

// One change of a fact that would clear a threat, and the controls that make it.
struct Clearance {
  std::string fact;    // `property@place`
  std::string set_to;
  std::vector<std::string_view> controls;
  std::vector<std::string> raises;  // threats at the same place that this change would open: two aims are at odds
};

// "Do this there, and so many threats are gone."
struct ControlEffect {
  std::string_view control;
  Place place;
  std::vector<uint32_t> clears;  // indices into the assessment
  int64_t hours = 0;             // the typical work to put it in place
};

// The reason without the name that belongs to it: `written`, `set by control`.
std::string_view ReasonWords(const DecidingFact& fact, const Reason& reason);
// A fact for people: `encrypted of browser..web is no`.
std::string FactSentence(const Model& model, const DecidingFact& fact);

class Workspace {
 public:
  // Reads the built-in library and further library folders' files. Their errors are in `library_diagnostics()`.
  explicit Workspace(std::span<const LibraryFile> builtin);
  void AddLibrary(std::span<const LibraryFile> files);

  // Reads a model: the first text is its root, further ones belong to it as if included. Call once.
  void Load(std::vector<SourceText> sources, const Host& host);
  // Reads policy files, each a policy of its own; their errors are among the model's. Call after Load and before MatchModel.
  void LoadPolicies(std::vector<SourceText> sources);
  // Compiles the rules; Analyse does it too.
  void CompileRules();
  // Facts and matches. Call after Load, and only when the model is not malformed.
  void MatchModel();
  // Matches and what people decided about them: the list of threats. With a use case, its own verdicts and decisions come before the system's.
  void Analyse(int32_t today, const UseCase* use_case = nullptr);
  // Adds the findings of `check`. Call after Analyse.
  void ReviewModel(const ReviewOptions& options);

  bool malformed() const { return diagnostics_.malformed() || library_diagnostics_.malformed(); }
  Diagnostics& diagnostics() { return diagnostics_; }
  const Diagnostics& diagnostics() const { return diagnostics_; }
  const Diagnostics& library_diagnostics() const { return library_diagnostics_; }
  const Document& document() const { return document_; }
  const std::vector<NodeId>& roots() const { return roots_; }
  // Of each policy file that holds anything.
  const std::vector<NodeId>& policy_roots() const { return policy_roots_; }
  const std::vector<Policy>& policies() const { return policies_; }
  const Model& model() const { return model_; }
  Model& mutable_model() { return model_; }
  const Names& names() const { return names_; }
  const Library& library() const { return library_; }
  const RuleSet& rules() const { return rules_; }
  const Facts& facts() const { return facts_; }
  const Assessment& assessment() const { return assessment_; }
  const std::vector<Match>& matches() const { return matches_; }
  // There once the model has been matched; the conditions of rules and policies are computed in it.
  const Columns& columns() const { return *columns_; }

  // --- Answers ---
  // The threat with this id (also written with `->`), or null.
  const Threat* FindThreat(std::string_view id) const;
  // Whether a decision (an index into Model::decisions) decides nothing.
  bool IsOrphaned(uint32_t decision) const { return merlon::IsOrphaned(Input(0), assessment_, decision); }
  // What people's inputs give for a threat of the assessment, by the schemes of `judge/scoring`.
  std::span<const ThreatScore> ScoresOf(const Threat& threat) const { return scores_.Of(IndexOf(threat)); }
  // The score by this scheme, or null.
  const ThreatScore* ScoreOf(const Threat& threat, const Scheme& scheme) const { return scores_.Of(IndexOf(threat), scheme); }
  std::string ThreatTitle(const Threat& threat) const;
  // The rule behind it; null for one written by hand.
  const RuleDeclaration* RuleOf(const Threat& threat) const { return threat.rule == kNone ? nullptr : &library_.rules()[rules_.rules()[threat.rule].declaration]; }
  void AppendThreatTitle(std::string& out, const Threat& threat) const;
  Explanation Explain(const Threat& threat) const;
  // The same into an explanation whose memory is used again.
  void ExplainInto(const Threat& threat, Explanation& out) const;
  std::vector<Clearance> Clears(const Threat& threat) const;
  std::vector<RankedQuestion> Questions() const;
  // Controls not yet in place, by the number of open and undetermined threats that each would clear at one place, most first. Among
  // equals what clears the more serious threat, then what is less work. Those that are not for such a place are not proposed.
  std::vector<ControlEffect> ControlEffects() const;
  // The verdicts on all categories, within the use case of the last `Analyse`. Empty without adversaries.
  std::vector<CategoryVerdict> Verdicts() const { return JudgeCategories(Input(today_), assessment_, use_case_); }
  // Where the model stands in the steps of its methods.
  std::vector<StepState> Steps(bool evidence_holds) const { return StepsOf(Input(today_), assessment_, evidence_holds); }
  std::vector<Duty> Duties() const { return Responsibilities(Input(today_)); }
  const UseCase* use_case() const { return use_case_; }
  // What the functions of `judge` take, as of the last `Analyse`.
  AssessInput input() const { return Input(today_); }
  // What the evidence in the model comes to, given results of tests and scans. Load is enough before it.
  Verification Verify(std::span<const TestResult> results) const { return VerifyEvidence(model_, results); }
  // `{place}`, `{source}` and the like in a text of the library, filled in.
  std::string FillIn(std::string_view text, Place place) const;
  void AppendFilledIn(std::string& out, std::string_view text, Place place) const;
  std::string_view PlaceIdOf(Place place) const { return assessment_.place_ids(place); }
  // A term of `needs` or `gives` with the names of this model: `read(card, orders)`.
  std::string PrintTerm(const Term& term, const Threat& threat) const;
  // Where a fact comes from, as `line` and the like need it: the node, or the place's own.
  NodeId NodeOf(const DecidingFact& fact, const Reason& reason) const;
  Reason ReasonOf(const DecidingFact& fact) const;
  std::string QuestionId(const OpenQuestion& question) const;
  // The reason in words: "from technology `postgresql`", "written", "nobody said".
  std::string ReasonText(const DecidingFact& fact, const Reason& reason) const;
  void AppendReasonText(std::string& out, const DecidingFact& fact, const Reason& reason) const;

 private:
  std::vector<std::string> Raises(const Assumption& change) const;
  bool Makes(const ControlDeclaration& control, const Assumption& way) const;
  AssessInput Input(int32_t today) const { return {model_, names_, library_, facts_, rules_, *columns_, matches_, today, use_case_}; }
  size_t IndexOf(const Threat& threat) const { return static_cast<size_t>(&threat - assessment_.threats.data()); }

  Document document_;
  Library library_;
  Diagnostics diagnostics_, library_diagnostics_;
  std::vector<NodeId> roots_, policy_roots_;
  std::vector<Policy> policies_;
  Model model_;
  Names names_;
  RuleSet rules_;
  bool rules_compiled_ = false;
  Facts facts_;
  std::unique_ptr<Columns> columns_;
  std::vector<Match> matches_;
  Assessment assessment_;
  int32_t today_ = 0;
  const UseCase* use_case_ = nullptr;
  ThreatScores scores_;
};

}  // namespace merlon
