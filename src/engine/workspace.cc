#include "engine/workspace.h"

#include <algorithm>
#include <deque>
#include <map>

#include "base/strings.h"
#include "judge/codes.h"
#include "language/codes.h"
#include "text/codes.h"

namespace merlon {

Workspace::Workspace(std::span<const LibraryFile> builtin) { library_.Add(builtin, library_diagnostics_); }

void Workspace::AddLibrary(std::span<const LibraryFile> files) { library_.Add(files, library_diagnostics_); }

void Workspace::Load(std::vector<SourceText> sources, const Host& host) {
  for (SourceText& source : sources) {
    FileId file = document_.AddFile(std::move(source.path), std::move(source.text), diagnostics_);
    std::vector<NodeId> roots = ParseWithIncludes(document_, file, host.load_file, diagnostics_);
    roots_.insert(roots_.end(), roots.begin(), roots.end());
  }
  if (roots_.empty() && !diagnostics_.malformed()) {
    uint32_t base = document_.file_count() ? document_.base(FileId(0)) : 0;
    diagnostics_.Add(codes::kEmptyModel, {base, base}, "this file holds no model", "start with `system: …`, or let `merlon new` write a first model");
  }
  for (const Text& folder : LibraryFolders(document_, roots_, diagnostics_)) {
    std::optional<std::vector<LibraryFile>> files = host.load_folder(*PlainPath("", folder.view()));
    if (files) {
      AddLibrary(*files);
      continue;
    }
    diagnostics_.Add(codes::kLibraryFolder, document_.span(folder.node), "the library folder `" + std::string(folder.view()) + "` cannot be read", "check the path; it is relative to the model's folder");
  }
  ReadModel(document_, roots_, library_, model_, names_, diagnostics_);
}

void Workspace::LoadPolicies(std::vector<SourceText> sources) {
  for (SourceText& source : sources) {
    size_t before = diagnostics_.kept().size() + diagnostics_.left_out();
    FileId file = document_.AddFile(std::move(source.path), std::move(source.text), diagnostics_);
    NodeId root = document_.Parse(file, diagnostics_);
    // What could not be parsed is told already.
    if (!root && diagnostics_.kept().size() + diagnostics_.left_out() > before) continue;
    if (root) policy_roots_.push_back(root);
    policies_.push_back(ReadPolicy(document_, file, root, library_, rules_, diagnostics_));
  }
  // Each costs time for all places of its kind.
  constexpr size_t kMostInvariants = 1000;
  size_t count = 0;
  for (const Policy& policy : policies_) {
    for (const Invariant& invariant : policy.invariants) {
      if (++count != kMostInvariants + 1) continue;
      diagnostics_.Add(codes::kTooManyInvariants, document_.span(invariant.id.node), "there are more than 1,000 invariants", "ask several policies one after another");
    }
  }
  // All policies share the names of invariants: an exemption may stand in another file.
  std::map<std::string_view, NodeId> invariants, exemptions;
  auto once = [&](std::map<std::string_view, NodeId>& known, const Text& id) {
    auto [first, added] = known.try_emplace(id.view(), id.node);
    if (added) return;
    diagnostics_.Add(codes::kDuplicateId, document_.span(id.node), "`" + std::string(id.view()) + "` is defined already", "give one of them another id, or remove it")
        .related.push_back({"first here", document_.span(first->second)});
  };
  for (const Policy& policy : policies_) {
    for (const Invariant& invariant : policy.invariants) once(invariants, invariant.id);
    for (const Exemption& exemption : policy.exempt) once(exemptions, exemption.id);
    exemptions.clear();
  }
}

void Workspace::CompileRules() {
  if (!rules_compiled_) rules_.Compile(library_, library_diagnostics_);
  rules_compiled_ = true;
}

void Workspace::MatchModel() {
  CompileRules();
  facts_ = DeriveFacts(model_, names_, library_, document_, diagnostics_);
  columns_ = std::make_unique<Columns>(rules_, facts_);
  matches_ = MatchRules(rules_, facts_, names_.methods(), *columns_);
  std::vector<ExprId> conditions;
  for (const Policy& policy : policies_) {
    for (const Invariant& invariant : policy.invariants) {
      for (ExprId node : {invariant.must_node, invariant.when_node}) {
        if (node) conditions.push_back(node);
      }
    }
  }
  columns_->Compute(conditions);
}

void Workspace::Analyse(int32_t today, const UseCase* use_case) {
  if (!columns_) MatchModel();
  today_ = today;
  use_case_ = use_case;
  assessment_ = Assess(Input(today));
  scores_ = ScoreThreats(Input(today), assessment_);
}

void Workspace::ReviewModel(const ReviewOptions& options) {
  Review(Input(options.today), assessment_, document_, options, diagnostics_);
  ReviewScores(scores_, assessment_, document_, diagnostics_);
}

const Threat* Workspace::FindThreat(std::string_view id) const {
  std::string wanted(id);
  size_t at = id.find('@');
  if (at != std::string_view::npos) {
    if (std::optional<Place> place = names_.FindPlace(id.substr(at + 1))) wanted = std::string(id.substr(0, at + 1)) + PlaceId(model_, *place);
  }
  for (const Threat& threat : assessment_.threats) {
    if (threat.id == wanted) return &threat;
  }
  return nullptr;
}

std::string Workspace::FillIn(std::string_view text, Place place) const {
  std::string out;
  AppendFilledIn(out, text, place);
  return out;
}

void Workspace::AppendFilledIn(std::string& out, std::string_view text, Place place) const {
  for (size_t at = 0; at < text.size();) {
    size_t open = text.find('{', at);
    size_t close = open == std::string_view::npos ? open : text.find('}', open);
    if (close == std::string_view::npos) {
      out.append(text.substr(at));
      break;
    }
    out.append(text.substr(at, open - at));
    std::string_view name = text.substr(open + 1, close - open - 1);
    at = close + 1;
    auto end_of_flow = [&](const std::vector<uint32_t>& ends) {
      if (ends[place.row] == kNone) out += "?";
      else AppendPlaceTitle(out, model_, {Domain::element, ends[place.row]});
    };
    if (name == "source" && place.domain == Domain::flow) end_of_flow(facts_.flow_source);
    else if (name == "target" && place.domain == Domain::flow) end_of_flow(facts_.flow_target);
    else if (name == "place" || std::find(kPlaceKindNames.begin(), kPlaceKindNames.end(), name) != kPlaceKindNames.end()) AppendPlaceTitle(out, model_, place);
    else out.append(text.substr(open, close - open + 1));
  }
}

std::string Workspace::ThreatTitle(const Threat& threat) const {
  std::string title;
  AppendThreatTitle(title, threat);
  return title;
}

void Workspace::AppendThreatTitle(std::string& out, const Threat& threat) const {
  if (threat.rule != kNone) return AppendFilledIn(out, library_.rules()[rules_.rules()[threat.rule].declaration].title.view(), threat.place);
  const HandThreat& hand = model_.threats[threat.hand];
  out += hand.title.empty() ? threat.id : hand.title.view();
}

Explanation Workspace::Explain(const Threat& threat) const {
  Explanation result;
  ExplainInto(threat, result);
  return result;
}

void Workspace::ExplainInto(const Threat& threat, Explanation& out) const {
  out.facts.clear();
  out.asks.clear();
  if (threat.rule == kNone) return;
  const CompiledRule& rule = rules_.rules()[threat.rule];
  Evaluator evaluator(rules_, facts_, *columns_);
  evaluator.Explain(rule.when, threat.place.row, out);
  evaluator.Explain(rule.handled, threat.place.row, out);
  bool waits = evaluator.Evaluate(rule.when, threat.place.row) != Tri::no && (threat.status == Status::undetermined || evaluator.Evaluate(rule.handled, threat.place.row) != Tri::yes);
  if (!waits) out.asks.clear();
}

// Whether the control makes a property what it should be, and is one for such a place.
bool Workspace::Makes(const ControlDeclaration& control, const Assumption& way) const {
  bool sets = std::any_of(control.sets.begin(), control.sets.end(), [&](const PropertySetting& setting) { return setting.property == way.property && setting.value == way.value; });
  auto holds = [&](const PropertySetting& wanted) { return facts_.Value(way.place, wanted.property) == wanted.value; };
  return sets && (control.suits.empty() || std::any_of(control.suits.begin(), control.suits.end(), holds));
}

std::vector<Clearance> Workspace::Clears(const Threat& threat) const {
  std::vector<Clearance> clears;
  if (threat.rule == kNone) return clears;
  constexpr size_t kMostWays = 8;
  const CompiledRule& rule = rules_.rules()[threat.rule];
  for (const Assumption& way : WaysToHold(rules_, facts_, *columns_, rule.handled, threat.place.row, kMostWays)) {
    const PropertyDeclaration& property = library_.property(way.property);
    Clearance clearance{std::string(property.id.view()) + "@" + PlaceId(model_, way.place), std::string(PropertyValueName(property, way.value)), {}};
    for (const ControlDeclaration& control : library_.controls()) {
      if (Makes(control, way)) clearance.controls.push_back(control.id.view());
    }
    for (const OwnControl& control : model_.controls) {
      for (uint32_t i = control.sets.first; i < control.sets.first + control.sets.count; ++i) {
        if (model_.properties[i].property == way.property && model_.properties[i].value == way.value) clearance.controls.push_back(control.id.view());
      }
    }
    clearance.raises = Raises(way);
    clears.push_back(std::move(clearance));
  }
  return clears;
}

std::vector<std::string> Workspace::Raises(const Assumption& change) const {
  std::vector<std::string> raised;
  PlaceKind kind = KindOf(model_, change.place);
  for (const CompiledRule& rule : rules_.rules()) {
    const RuleDeclaration& declared = library_.rules()[rule.declaration];
    if (rule.kind != kind || !declared.SpeaksIn(names_.methods())) continue;
    Evaluator now(rules_, facts_, *columns_);
    uint32_t row = change.place.row;
    bool open_now = now.Evaluate(rule.when, row) == Tri::yes && now.Evaluate(rule.handled, row) != Tri::yes;
    if (open_now) continue;
    bool open_then = EvaluateIf(rules_, facts_, *columns_, rule.when, row, change) == Tri::yes && EvaluateIf(rules_, facts_, *columns_, rule.handled, row, change) != Tri::yes;
    if (open_then) raised.push_back(std::string(declared.id.view()) + "@" + PlaceId(model_, change.place));
  }
  return raised;
}

std::string Workspace::QuestionId(const OpenQuestion& question) const { return std::string(question.fact).append("@").append(PlaceIdOf(question.place)); }

std::vector<RankedQuestion> Workspace::Questions() const {
  std::vector<RankedQuestion> questions;
  std::deque<std::string> ids;
  StringMap by_id;
  for (uint32_t i = 0; i < assessment_.threats.size(); ++i) {
    const Threat& threat = assessment_.threats[i];
    if (threat.status != Status::undetermined || threat.set_aside) continue;
    std::vector<OpenQuestion> asks = Explain(threat).asks;
    for (const OpenQuestion& ask : asks) {
      const std::string& id = ids.emplace_back(QuestionId(ask));
      uint32_t index = by_id.Insert(id, static_cast<uint32_t>(questions.size()));
      if (index == questions.size()) questions.push_back({id, ask.fact, ask.place, FillIn(ask.ask, ask.place), {}, {}});
      (asks.size() == 1 ? questions[index].settles : questions[index].touches).push_back(i);
    }
  }
  std::sort(questions.begin(), questions.end(), [](const RankedQuestion& a, const RankedQuestion& b) {
    if (a.settles.size() != b.settles.size()) return a.settles.size() > b.settles.size();
    if (a.touches.size() != b.touches.size()) return a.touches.size() > b.touches.size();
    return a.id < b.id;
  });
  return questions;
}

std::vector<ControlEffect> Workspace::ControlEffects() const {
  std::vector<ControlEffect> effects;
  std::deque<std::string> keys;
  StringMap by_key;
  constexpr size_t kMostWays = 8;
  for (uint32_t i = 0; i < assessment_.threats.size(); ++i) {
    const Threat& threat = assessment_.threats[i];
    bool counts = threat.rule != kNone && !threat.set_aside && (threat.status == Status::open || threat.status == Status::undetermined);
    if (!counts) continue;
    for (const Assumption& way : WaysToHold(rules_, facts_, *columns_, rules_.rules()[threat.rule].handled, threat.place.row, kMostWays)) {
      for (const ControlDeclaration& control : library_.controls()) {
        if (!Makes(control, way)) continue;
        const std::string& key = keys.emplace_back(std::string(control.id.view()) + "@" + PlaceId(model_, way.place));
        uint32_t index = by_key.Insert(key, static_cast<uint32_t>(effects.size()));
        if (index == effects.size()) effects.push_back({control.id.view(), way.place, {}, control.effort.hours});
        if (effects[index].clears.empty() || effects[index].clears.back() != i) effects[index].clears.push_back(i);
      }
    }
  }
  std::stable_sort(effects.begin(), effects.end(), [](const ControlEffect& a, const ControlEffect& b) {
    if (a.clears.size() != b.clears.size()) return a.clears.size() > b.clears.size();
    return a.clears != b.clears ? a.clears < b.clears : a.hours < b.hours;
  });
  return effects;
}

std::string Workspace::PrintTerm(const Term& term, const Threat& threat) const {
  if (!term.argument) return term.text;
  Evaluator evaluator(rules_, facts_, *columns_);
  Domain domain = rules_.node(term.argument).items;
  std::string out(Name(term.position));
  out += "(";
  bool first = true;
  for (uint32_t row : evaluator.Items(term.argument, threat.place.row)) {
    out += (first ? "" : ", ") + PlaceId(model_, {domain, row});
    first = false;
  }
  return out + ")";
}

// Whatever says something about a property makes it known.
Reason Workspace::ReasonOf(const DecidingFact& fact) const { return fact.property && !fact.unknown ? ReasonFor(facts_, fact.place, fact.property) : Reason{}; }

NodeId Workspace::NodeOf(const DecidingFact& fact, const Reason& reason) const {
  return reason.node ? reason.node : PlaceNode(model_, fact.place);
}

std::string Workspace::ReasonText(const DecidingFact& fact, const Reason& reason) const {
  std::string text;
  AppendReasonText(text, fact, reason);
  return text;
}

void Workspace::AppendReasonText(std::string& out, const DecidingFact& fact, const Reason& reason) const {
  out += ReasonWords(fact, reason);
  if (!reason.name.empty()) out.append(" `").append(reason.name).append("`");
}

std::string FactSentence(const Model& model, const DecidingFact& fact) { return std::string(fact.fact) + " of " + PlaceId(model, fact.place) + " is " + fact.value; }

std::string_view ReasonWords(const DecidingFact& fact, const Reason& reason) {
  if (!fact.property) return "follows from the model";
  switch (reason.kind) {
    case ReasonKind::nobody_said: return "nobody said";
    case ReasonKind::property_default: return "nobody said otherwise";
    case ReasonKind::written: return "written";
    case ReasonKind::control: return "set by control";
    case ReasonKind::technology: return "default of technology";
    case ReasonKind::zone: return "inherited from zone";
  }
  return {};
}

}  // namespace merlon
