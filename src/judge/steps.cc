#include "judge/steps.h"

#include <algorithm>

#include "judge/method_criteria.h"
#include "judge/verdict.h"

namespace merlon {

std::string Some(size_t count, std::string_view one, std::string_view many, std::string_view example) {
  if (count == 0) return {};
  std::string text = count == 1 ? std::string(one) : std::to_string(count) + " " + std::string(many);
  if (!example.empty()) text.append(count == 1 ? ": `" : ", such as `").append(example).append("`");
  return text;
}

namespace {

// How many of `count` rows are wanted, and the name of the first.
template <class Wanted, class NameOf>
std::string Count(size_t count, std::string_view one, std::string_view many, Wanted wanted, NameOf name_of) {
  size_t found = 0;
  std::string_view example;
  for (uint32_t i = 0; i < count; ++i) {
    if (wanted(i) && found++ == 0) example = name_of(i);
  }
  return Some(found, one, many, example);
}
template <class Wanted>
std::string CountElements(const AssessInput& input, std::string_view one, std::string_view many, Wanted wanted) {
  return Count(input.model.element_count(), one, many, wanted, [&](uint32_t row) { return input.model.element(row).id.view(); });
}
template <class Wanted>
std::string CountShown(const Assessment& assessment, std::string_view one, std::string_view many, Wanted wanted) {
  const std::vector<Threat>& threats = assessment.threats;
  return Count(threats.size(), one, many, [&](uint32_t i) { return !threats[i].set_aside && wanted(threats[i]); }, [&](uint32_t i) { return threats[i].id; });
}

std::string ScopeStated(const AssessInput& input, const Assessment&, bool) {
  const Model& model = input.model;
  std::string missing;
  auto add = [&](bool there, std::string_view what) {
    if (!there) missing.append(missing.empty() ? "not stated: " : ", ").append(what);
  };
  add(!model.about.empty(), "what the system does (`about`)");
  add(model.stakes != Stakes::unknown, "what is at stake (`stakes`)");
  add(!model.owner.empty(), "who answers for it (`owner`)");
  return missing;
}

std::string RequirementsStated(const AssessInput& input, const Assessment&, bool) {
  bool rated = std::any_of(input.model.assets.begin(), input.model.assets.end(), [](const Asset& asset) { return asset.properties.count > 0; });
  return rated || !input.model.requirements.empty() ? std::string() : "nothing says what must hold: rate an asset, or write `requirements:`";
}

std::string AdversariesNamed(const AssessInput& input, const Assessment&, bool) { return input.model.adversaries.empty() ? "nobody is named under `adversaries:`" : std::string(); }

std::string SystemDrawn(const AssessInput& input, const Assessment&, bool) {
  const Model& model = input.model;
  if (model.element_count() == 0 && model.states.empty()) return "nothing is drawn yet: actors, processes, stores and flows, or a state machine";
  return CountElements(input, "an element has no flow", "elements have no flow", [&](uint32_t row) { return input.facts.flows_of.Row(row).empty(); });
}

std::string ElementsPlaced(const AssessInput& input, const Assessment&, bool) {
  return CountElements(input, "an element lies in no zone", "elements lie in no zone", [&](uint32_t row) { return input.facts.element_zone[row] == kNone; });
}

std::string ThreatsListed(const AssessInput&, const Assessment& assessment, bool) { return assessment.threats.empty() ? "no threat is known, from the rules or by hand" : std::string(); }

std::string VerdictsGiven(const AssessInput& input, const Assessment&, bool) {
  const std::vector<const CategoryDeclaration*>& categories = input.names.categories();
  return Count(categories.size(), "a category has no verdict", "categories have no verdict",
               [&](uint32_t i) { return !ExpectationFor(input.model, categories[i]->id.view(), input.use_case); }, [&](uint32_t i) { return categories[i]->id.view(); });
}

std::string QuestionsAnswered(const AssessInput&, const Assessment& assessment, bool) {
  return CountShown(assessment, "a threat waits for a fact", "threats wait for facts", [](const Threat& threat) { return threat.status == Status::undetermined; });
}

std::string ThreatsDecided(const AssessInput&, const Assessment& assessment, bool) {
  return CountShown(assessment, "an open threat has no decision", "open threats have no decision", [](const Threat& threat) { return threat.status == Status::open && threat.decision == kNone; });
}

std::string DecisionsCarriedOut(const AssessInput&, const Assessment& assessment, bool) {
  return CountShown(assessment, "a threat is still open", "threats are still open", [](const Threat& threat) { return threat.status == Status::open; });
}

std::string MitigationsProven(const AssessInput& input, const Assessment&, bool evidence_holds) {
  size_t all = 0, bare = 0;
  std::string_view example;
  for (const Decision& decision : input.model.decisions) {
    if (!AnswersByControls(decision)) continue;
    ++all;
    if (decision.evidence.given()) continue;
    if (bare++ == 0) example = decision.id.view();
  }
  if (bare > 0) return Some(bare, "a mitigation names no evidence", "mitigations name no evidence", example);
  return all == 0 || evidence_holds ? std::string() : "no results were looked at that show the mitigations to work: give them with `--results`";
}

std::string SessionHeld(const AssessInput& input, const Assessment&, bool) { return input.model.sessions.empty() ? "no session is written down under `sessions:`" : std::string(); }

std::string LookedBack(const AssessInput& input, const Assessment&, bool) {
  bool acted = std::any_of(input.model.sessions.begin(), input.model.sessions.end(), [](const Session& session) { return !session.actions.empty() || session.next.given(); });
  return acted ? std::string() : "no session has written down what to do differently (`actions`) or when to look again (`next`)";
}

constexpr Criterion kCriteria[] = {
    {"scope-stated", "what the system does, what is at stake and who answers for it are stated", ScopeStated},
    {"requirements-stated", "an asset is rated, or a requirement is written down", RequirementsStated},
    {"adversaries-named", "somebody is named against whom it is to hold", AdversariesNamed},
    {"system-drawn", "there are elements, and each has a flow", SystemDrawn},
    {"elements-placed", "each element lies in a zone", ElementsPlaced},
    {"threats-listed", "there is a threat", ThreatsListed},
    {"verdicts-given", "each category has a verdict", VerdictsGiven},
    {"questions-answered", "no threat waits for a fact", QuestionsAnswered},
    {"threats-decided", "each open threat has a decision", ThreatsDecided},
    {"decisions-carried-out", "no threat is open", DecisionsCarriedOut},
    {"mitigations-proven", "each mitigation has evidence, and the results pass", MitigationsProven},
    {"session-held", "a session is written down", SessionHeld},
    {"looked-back", "a session says what to do differently, or when to look again", LookedBack},
};

const MethodDeclaration* MethodOf(const AssessInput& input, std::string_view id) {
  uint32_t index = input.library.FindMethod(id);
  return index == kNone ? nullptr : &input.library.methods()[index];
}

}  // namespace

std::span<const Criterion> Criteria() {
  static const std::vector<Criterion> kAll = [] {
    std::vector<Criterion> all(std::begin(kCriteria), std::end(kCriteria));
    all.insert(all.end(), MethodCriteria().begin(), MethodCriteria().end());
    return all;
  }();
  return kAll;
}

const Criterion* FindCriterion(std::string_view id) {
  std::span<const Criterion> all = Criteria();
  auto found = std::find_if(all.begin(), all.end(), [&](const Criterion& known) { return known.id == id; });
  return found == all.end() ? nullptr : &*found;
}

const TierDeclaration* TierOf(const Model& model, const MethodDeclaration& method) {
  for (const TierDeclaration& tier : method.tiers) {
    if (model.tier.given() && tier.id == model.tier.text.view()) return &tier;
  }
  return nullptr;
}

const Scheme* ScoringOf(const Model& model, const MethodDeclaration& method) {
  const TierDeclaration* tier = TierOf(model, method);
  return FindScheme(tier && !tier->scoring.empty() ? tier->scoring.view() : method.scoring.view());
}

std::vector<StepState> StepsOfMethod(const AssessInput& input, const Assessment& assessment, const MethodDeclaration& method, bool evidence_holds) {
  std::vector<StepState> states;
  bool before = true;
  for (const StepDeclaration& step : method.steps) {
    StepState state{method.id.view(), step.id.view(), step.title.view(), step.work.view(), false, false, {}};
    for (const Text& wanted : step.done_when) {
      const Criterion* criterion = FindCriterion(wanted.view());
      std::string missing = !criterion ? "`" + std::string(wanted.view()) + "` is no criterion" : criterion->missing(input, assessment, evidence_holds);
      if (!missing.empty()) state.missing.push_back(std::move(missing));
    }
    state.checked = !step.done_when.empty();
    state.done = before && state.checked && state.missing.empty();
    state.here = before && !state.missing.empty();
    before = before && state.missing.empty();
    states.push_back(std::move(state));
  }
  return states;
}

std::vector<StepState> StepsOf(const AssessInput& input, const Assessment& assessment, bool evidence_holds) {
  std::vector<StepState> states;
  std::vector<std::string_view> methods;
  for (const Ref& method : input.model.methods) methods.push_back(method.view());
  if (methods.empty()) methods = input.names.methods();
  for (std::string_view id : methods) {
    const MethodDeclaration* method = MethodOf(input, id);
    if (!method) continue;
    for (StepState& state : StepsOfMethod(input, assessment, *method, evidence_holds)) states.push_back(std::move(state));
  }
  return states;
}

}  // namespace merlon
