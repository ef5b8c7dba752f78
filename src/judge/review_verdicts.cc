#include "judge/review_verdicts.h"

#include <algorithm>
#include <unordered_map>

#include "base/strings.h"
#include "judge/adversaries.h"
#include "judge/codes.h"
#include "judge/duties.h"
#include "judge/verdict.h"

namespace merlon {
namespace {

// Whoever decides who gets in stands before the system and could as well limit how much gets in; whoever keeps something from being read has it
// in their hands and could keep it from being changed, and the other way round. Taking one duty and not the other needs a reason.
struct Neighbours {
  std::string_view trusted, not_trusted;
};
constexpr Neighbours kNeighbours[] = {
    {"spoofing", "denial-of-service"},
    {"elevation-of-privilege", "denial-of-service"},
    {"information-disclosure", "tampering"},
    {"tampering", "information-disclosure"},
};

class VerdictReviewer {
 public:
  VerdictReviewer(const AssessInput& input, const Assessment& assessment, const Document& document, Diagnostics& diagnostics)
      : input_(input), model_(input.model), assessment_(assessment), document_(document), diagnostics_(diagnostics), verdicts_(JudgeCategories(input, assessment)) {}

  void Run() {
    for (const CategoryVerdict& verdict : verdicts_) {
      if (!verdict.contested.empty()) Add(codes::kContestedVerdict, verdict.declared->id, verdict.contested, "change the verdict, or the part of the model that is wrong; `merlon verdict` shows both sides");
    }
    for (const Trust& trust : model_.trust) Uneven(trust);
    Escalations();
    Copies();
    Rungs();
  }

 private:
  void Add(const Code& code, const Text& at, std::string message, std::string hint) { diagnostics_.Add(code, document_.span(at.node), std::move(message), std::move(hint)); }

  static bool Answered(const std::vector<Challenge>& challenges) {
    return std::any_of(challenges.begin(), challenges.end(), [](const Challenge& challenge) { return !challenge.what.empty(); });
  }

  // One doubt for each statement, however many duties it leaves out. A challenge that is there counts: without an answer it is reported itself.
  void Uneven(const Trust& trust) {
    if (Answered(trust.challenges) || !trust.on.empty()) return;
    for (const Neighbours& pair : kNeighbours) {
      if (!HasDuty(trust, pair.trusted) || TrustedWith(model_, trust.whom.view(), pair.not_trusted)) continue;
      const Expectation* other = ExpectationFor(model_, pair.not_trusted, nullptr);
      if (!other || EffectiveVerdict(model_, input_.names, *other) != Verdict::expected) continue;
      Add(codes::kUnevenTrust, trust.id, "`" + std::string(trust.whom.view()) + "` is trusted with " + std::string(pair.trusted) + " and not with " + std::string(pair.not_trusted) + ": what tells the two apart?",
          "add `challenges:` with this question and your `answer:`");
      return;
    }
  }

  // Where demands contradict each other, somebody else must decide; a developer alone cannot close a threat there.
  void Escalations() {
    for (const Threat& threat : assessment_.threats) {
      const Decision* decision = assessment_.DecisionOn(threat);
      if (!decision || threat.status != Status::decided) continue;
      auto verdict = std::find_if(verdicts_.begin(), verdicts_.end(), [&](const CategoryVerdict& found) { return found.category == threat.category; });
      if (verdict == verdicts_.end() || verdict->verdict != Verdict::complicated || !verdict->declared) continue;
      std::vector<std::string> words = Words(decision->by.view());
      bool developer = std::any_of(words.begin(), words.end(), [](const std::string& word) { return word == "developer" || word == "developers" || word == "dev" || word == "engineer"; });
      if (!words.empty() && !developer) continue;
      Add(codes::kNeedsEscalation, decision->id, "`" + std::string(threat.category) + "` is complicated here, and a developer alone cannot close this", "let `" + std::string(verdict->declared->escalate.view()) + "` decide, and say so in `by:`");
    }
  }

  // The same words for things of different kinds: at least one of them was not thought about.
  void Copies() {
    for (const Trust& trust : model_.trust) Reason(trust.why, "trust in " + std::string(trust.whom.view()));
    for (const Expectation& expectation : model_.expects) Reason(expectation.why, "verdict on " + std::string(expectation.id.view()));
    for (const Decision& decision : model_.decisions) Reason(decision.why, "decision on " + std::string(decision.id.view().substr(0, decision.id.view().find('@'))));
    for (const HandThreat& threat : model_.threats) Reason(threat.why, "plausibility of " + std::string(threat.id.view().substr(0, threat.id.view().find('@'))));
    for (const Claim& claim : model_.claims) Reason(claim.why, "claim " + std::string(claim.id.view()));
  }
  void Reason(const Why& why, std::string topic) {
    if (why.empty()) return;
    std::string words;
    for (const std::string& word : Words(why.view())) words += word + " ";
    auto [entry, added] = reasons_.try_emplace(std::move(words), topic, why.node);
    if (added || entry->second.first == topic) return;
    diagnostics_.Add(codes::kCopiedWhy, document_.span(why.node), "this reason for the " + topic + " stands word for word at the " + entry->second.first, "say what makes it so here; a reason that fits everything explains nothing")
        .related.push_back({"first here", document_.span(entry->second.second)});
  }

  void Rungs() {
    if (model_.adversaries.size() == 1) {
      Add(codes::kLoneAdversary, model_.adversaries.begin()->id, "only one adversary is named, and whoever comes to mind first is rarely the only one", "ask who else would want one of the assets; `merlon blindspots` says who is missing");
    }
    std::vector<std::string_view> missing = MissingRungs(model_, input_.library);
    if (missing.empty()) return;
    std::string list;
    for (std::string_view id : missing) list += (list.empty() ? "`" : ", `") + std::string(id) + "`";
    Add(codes::kMissingRung, model_.adversaries.begin()->id, "nobody stands for " + list, "a list of adversaries blinds to whoever is not on it: add those who fit, or leave them out knowingly");
  }

  const AssessInput& input_;
  const Model& model_;
  const Assessment& assessment_;
  const Document& document_;
  Diagnostics& diagnostics_;
  std::vector<CategoryVerdict> verdicts_;
  std::unordered_map<std::string, std::pair<std::string, NodeId>> reasons_;
};

}  // namespace

void ReviewVerdicts(const AssessInput& input, const Assessment& assessment, const Document& document, Diagnostics& diagnostics) {
  VerdictReviewer(input, assessment, document, diagnostics).Run();
}

}  // namespace merlon
