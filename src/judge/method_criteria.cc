#include "judge/method_criteria.h"

#include <algorithm>
#include <set>

#include "judge/evidence.h"
#include "judge/levels.h"
#include "judge/review.h"
#include "judge/tree_cost.h"

namespace merlon {
namespace {

// Counts what is wanted and keeps the first as the example.
class Tally {
 public:
  void Add(std::string example) {
    if (count_++ == 0) example_ = std::move(example);
  }
  std::string Told(std::string_view one, std::string_view many) const { return Some(count_, one, many, example_); }

 private:
  size_t count_ = 0;
  std::string example_;
};

// --- Use cases ---

std::string UseCasesNamed(const AssessInput& input, const Assessment&, bool) {
  if (input.model.use_cases.empty()) return "no use case is written under `use-cases:`";
  Tally bare;
  for (const UseCase& use_case : input.model.use_cases) {
    if (use_case.flows.empty()) bare.Add(std::string(use_case.id.view()));
  }
  return bare.Told("a use case names no flow", "use cases name no flow");
}

// --- Objectives ---

std::string ObjectivesStated(const AssessInput& input, const Assessment&, bool) {
  std::string missing;
  if (input.model.requirements.empty()) missing = "no objective is written under `requirements:`";
  Tally unrated;
  for (const Asset& asset : input.model.assets) {
    if (asset.properties.count == 0) unrated.Add(std::string(asset.id.view()));
  }
  if (input.model.assets.empty()) return missing.empty() ? "no asset is named" : missing + ", and no asset is named";
  std::string rates = unrated.Told("an asset has no rating", "assets have no rating");
  return missing.empty() ? rates : rates.empty() ? missing : missing + "; " + rates;
}

std::string TechnologiesNamed(const AssessInput& input, const Assessment&, bool) {
  Tally bare;
  for (size_t row = 0; row < input.model.element_count(); ++row) {
    if (input.model.element(row).technology.empty() && input.model.element_kind(row) != PlaceKind::actor) bare.Add(std::string(input.model.element(row).id.view()));
  }
  return input.model.element_count() == 0 ? "nothing is drawn yet" : bare.Told("a process or store names no technology", "processes and stores name no technology");
}

// --- Trees ---

std::string TreesDrawn(const AssessInput& input, const Assessment&, bool) {
  if (input.model.trees.empty()) return "no attack tree is written under `trees:`";
  Tally bare;
  for (const Tree& tree : input.model.trees) {
    if (tree.any.empty() && tree.all.empty()) bare.Add(std::string(tree.id.view()));
  }
  return bare.Told("an attack tree has no step", "attack trees have no step");
}

std::string TreesPriced(const AssessInput& input, const Assessment&, bool) {
  Tally open;
  for (const Tree& tree : input.model.trees) {
    if (CountLeaves(tree).unpriced > 0) open.Add(std::string(tree.id.view()));
  }
  return open.Told("a tree has a step without `effort` or `threat`", "trees have steps without `effort` or `threat`");
}

std::string TreesBroken(const AssessInput& input, const Assessment& assessment, bool) {
  Tally open;
  for (const Tree& tree : input.model.trees) {
    if (CheapestWay(input, assessment, tree, true)) open.Add(std::string(tree.id.view()));
  }
  return open.Told("a tree has a way to its goal that nothing stands in", "trees have a way to their goal that nothing stands in");
}

// --- Intended actions ---

std::string ActionsStated(const AssessInput& input, const Assessment&, bool) {
  const Model& model = input.model;
  if (model.actors.empty() || model.assets.empty()) return "there is nobody to act, or nothing to act on: name actors and assets";
  std::set<std::pair<std::string_view, std::string_view>> stated;
  for (const IntendedAction& action : model.actions) stated.emplace(action.actor.view(), action.asset.view());
  Tally missing;
  for (const Actor& actor : model.actors) {
    for (const Asset& asset : model.assets) {
      if (!stated.contains({actor.id.view(), asset.id.view()})) missing.Add(std::string(actor.id.view()) + "@" + std::string(asset.id.view()));
    }
  }
  return missing.Told("an actor and an asset have no line under `actions:`", "pairs of actor and asset have no line under `actions:`");
}

std::string ActionsComplete(const AssessInput& input, const Assessment&, bool) {
  Tally missing;
  for (const IntendedAction& action : input.model.actions) {
    HowOften all[] = {action.create, action.read, action.update, action.remove};
    bool unsaid = std::any_of(std::begin(all), std::end(all), [](HowOften often) { return often == HowOften::unknown; });
    bool sometimes = std::any_of(std::begin(all), std::end(all), [](HowOften often) { return often == HowOften::sometimes; });
    if (unsaid || (sometimes && action.when.empty())) missing.Add(std::string(action.id.view()));
  }
  return missing.Told("a line does not say all four actions, or says `sometimes` without `when`", "lines do not say all four actions, or say `sometimes` without `when`");
}

// --- Damages ---

std::string DamagesStated(const AssessInput& input, const Assessment&, bool) {
  if (input.model.damages.empty()) return "no damage is written under `damages:`";
  Tally unrated;
  for (const Damage& damage : input.model.damages) {
    Harm harms[] = {damage.safety, damage.financial, damage.operational, damage.privacy};
    if (std::all_of(std::begin(harms), std::end(harms), [](Harm harm) { return harm == Harm::unknown; })) unrated.Add(std::string(damage.id.view()));
  }
  return unrated.Told("a damage has no impact in any respect", "damages have no impact in any respect");
}

std::string DamagesLinked(const AssessInput& input, const Assessment&, bool) {
  Tally bare;
  for (const Damage& damage : input.model.damages) {
    if (damage.threats.empty()) bare.Add(std::string(damage.id.view()));
  }
  return bare.Told("a damage names no threat", "damages name no threat");
}

// The threats that have an input of this scheme. Being compared with is being placed in an order, too.
std::set<std::string_view> ScoredBy(const Model& model, std::string_view scheme) {
  std::set<std::string_view> scored;
  for (const WrittenScores& scores : model.scores) {
    for (const WrittenScore& score : scores.schemes) {
      if (score.id != scheme) continue;
      scored.insert(scores.id.view());
      for (const Text& milder : score.worse_than) scored.insert(milder.view());
    }
  }
  return scored;
}

std::string FeasibilityRated(const AssessInput& input, const Assessment&, bool) {
  std::set<std::string_view> scored = ScoredBy(input.model, kAttackPotential.id);
  Tally bare;
  for (const Damage& damage : input.model.damages) {
    for (const Text& threat : damage.threats) {
      if (!scored.contains(threat.view())) bare.Add(std::string(threat.view()));
    }
  }
  return bare.Told("a threat of a damage has no attack potential under `scores:`", "threats of damages have no attack potential under `scores:`");
}

std::string DamagesTreated(const AssessInput& input, const Assessment& assessment, bool) {
  std::set<std::string_view> treated;
  for (const Threat& threat : assessment.threats) {
    if (threat.decision != kNone || threat.status == Status::handled) treated.insert(threat.id);
  }
  Tally bare;
  for (const Damage& damage : input.model.damages) {
    for (const Text& threat : damage.threats) {
      if (!treated.contains(threat.view()) && !IsSilenced(input, assessment, threat.view())) bare.Add(std::string(threat.view()));
    }
  }
  return bare.Told("a threat of a damage has no decision", "threats of damages have no decision");
}

// --- Zones and conduits ---

std::string LevelsAimedAt(const AssessInput& input, const Assessment&, bool) {
  Tally bare;
  for (uint32_t zone = 0; zone < input.model.zones.size(); ++zone) {
    if (input.facts.zone_elements.Row(zone).empty() || !input.model.zones[zone].out_of_scope.empty()) continue;
    LevelVector target = TargetOf(input, zone);
    if (std::any_of(target.begin(), target.end(), [](int level) { return level == kNoLevel; })) bare.Add(std::string(input.model.zones[zone].id.view()));
  }
  return input.model.zones.empty() ? "no zone is named" : bare.Told("a zone has no target level for each of the seven requirements", "zones have no target level for each of the seven requirements");
}

std::string ConduitsNamed(const AssessInput& input, const Assessment&, bool) {
  Tally bare;
  for (uint32_t row = 0; row < input.model.flows.size(); ++row) {
    if (JoinsZones(input.facts, row) && ConduitOf(input, row) == kNone) bare.Add(PlaceId(input.model, {Domain::flow, row}));
  }
  return bare.Told("a flow between zones goes through no conduit", "flows between zones go through no conduit");
}

std::string LevelsReached(const AssessInput& input, const Assessment&, bool) {
  Tally short_of;
  auto look = [&](std::string_view id, const LevelVector& target, const LevelVector& achieved) {
    for (size_t i = 0; i < kRequirements; ++i) {
      if (Gap(target[i], achieved[i]) == 0) continue;
      short_of.Add(std::string(id) + " (" + std::string(FoundationalRequirements()[i].id) + ")");
      return;
    }
  };
  for (uint32_t zone = 0; zone < input.model.zones.size(); ++zone) look(input.model.zones[zone].id.view(), TargetOf(input, zone), AchievedOf(input, zone));
  for (const Conduit& conduit : input.model.conduits) look(conduit.id.view(), LevelsOf(conduit.target), LevelsOf(conduit.achieved));
  return short_of.Told("a zone or conduit falls short of its target, or nobody said what it reaches", "zones and conduits fall short of their target, or nobody said what they reach");
}

// --- Tiers ---

const MethodDeclaration* TieredMethod(const AssessInput& input) {
  for (const Ref& method : input.model.methods) {
    if (method.target == kNone) continue;
    const MethodDeclaration& declared = input.library.methods()[Unpack(method.target).index];
    if (!declared.tiers.empty()) return &declared;
  }
  return nullptr;
}
const TierDeclaration* ChosenTier(const AssessInput& input) {
  const MethodDeclaration* method = TieredMethod(input);
  return method ? TierOf(input.model, *method) : nullptr;
}

std::string TierChosen(const AssessInput& input, const Assessment&, bool) { return ChosenTier(input) ? std::string() : "no tier is chosen: write `tier: 1`, `2` or `3` at the top"; }

std::string ScoredByTier(const AssessInput& input, const Assessment& assessment, bool) {
  const MethodDeclaration* method = TieredMethod(input);
  const Scheme* scheme = method ? ScoringOf(input.model, *method) : nullptr;
  if (!scheme) return {};
  std::set<std::string_view> scored = ScoredBy(input.model, scheme->id);
  Tally bare;
  size_t open = 0;
  for (const Threat& threat : assessment.threats) {
    if (threat.set_aside || threat.status != Status::open) continue;
    ++open;
    if (!scored.contains(threat.id)) bare.Add(std::string(threat.id));
  }
  if (open < 2 && scheme->form == InputForm::comparisons) return {};  // one alone has no order
  std::string by = " by " + std::string(scheme->id) + ", which this tier asks for";
  return bare.Told("an open threat has no score" + by, "open threats have no score" + by);
}

std::string ValidatedByTier(const AssessInput& input, const Assessment&, bool) {
  const TierDeclaration* tier = ChosenTier(input);
  if (!tier) return "no tier is chosen, so it is not said how strong evidence must be";
  Tally weak;
  for (const Decision& decision : input.model.decisions) {
    if (!AnswersByControls(decision)) continue;
    MitigationEvidence evidence = EvidenceOf(input.model, decision);
    if (!evidence.given || evidence.tier < tier->evidence) weak.Add(std::string(decision.id.view()));
  }
  std::string than = " less than `" + std::string(Name(tier->evidence)) + "`, which this tier asks for";
  return weak.Told("a mitigation shows" + than, "mitigations show" + than);
}

constexpr Criterion kCriteria[] = {
    {"use-cases-named", "there are use cases, and each names its flows", UseCasesNamed},
    {"objectives-stated", "objectives are written as requirements, and each asset is rated", ObjectivesStated},
    {"technologies-named", "each process and store names its technology", TechnologiesNamed},
    {"trees-drawn", "there is an attack tree, and each has steps", TreesDrawn},
    {"trees-priced", "each step at the end of an attack tree says its work or its threat", TreesPriced},
    {"trees-broken", "no attack tree has a way to its goal that nothing stands in", TreesBroken},
    {"actions-stated", "each actor and asset have a line of intended actions", ActionsStated},
    {"actions-complete", "each line says all four actions, and when", ActionsComplete},
    {"damages-stated", "there is a damage, and each has an impact", DamagesStated},
    {"damages-linked", "each damage names the threats that lead to it", DamagesLinked},
    {"feasibility-rated", "each threat of a damage has an attack potential", FeasibilityRated},
    {"damages-treated", "each threat of a damage has a decision", DamagesTreated},
    {"levels-aimed-at", "each zone has a target level for each of the seven requirements", LevelsAimedAt},
    {"conduits-named", "each flow between zones goes through a conduit", ConduitsNamed},
    {"levels-reached", "no zone or conduit falls short of its target level", LevelsReached},
    {"tier-chosen", "a tier is chosen", TierChosen},
    {"scored-by-tier", "each open threat has a score by the scheme of the tier", ScoredByTier},
    {"validated-by-tier", "each mitigation shows as much as the tier asks for", ValidatedByTier},
};

}  // namespace

std::span<const Criterion> MethodCriteria() { return kCriteria; }

}  // namespace merlon
