#include "judge/method_checks.h"

#include <algorithm>
#include <set>

#include "base/strings.h"
#include "judge/codes.h"
#include "judge/levels.h"
#include "judge/review.h"
#include "judge/tree_cost.h"

namespace merlon {
namespace {

std::string Quoted(std::string_view text) { return "`" + std::string(text) + "`"; }

// IEC 62443-3-2: what goes between zones goes through a conduit.
void Conduits(const AssessInput& input, const Document& document, Diagnostics& diagnostics) {
  for (uint32_t row = 0; row < input.model.flows.size(); ++row) {
    const Flow& flow = input.model.flows[row];
    if (!flow.out_of_scope.empty() || !JoinsZones(input.facts, row) || ConduitOf(input, row) != kNone) continue;
    const Facts& facts = input.facts;
    auto zone = [&](uint32_t element) { return Quoted(input.model.zones[facts.element_zone[element]].id.view()); };
    diagnostics.Add(codes::kNoConduit, document.span(flow.id.node), "no conduit joins zone " + zone(facts.flow_source[row]) + " of " + Quoted(flow.source.view()) + " and zone " + zone(facts.flow_target[row]) + " of " + Quoted(flow.target.view()),
                    "name it under `conduits:`, as in `" + std::string(flow.source.view()) + "-link: { between: [one zone, the other] }`, or take the flow away");
  }
}

// IEC 62443-3-2, ZCR 3: what keeps people safe is kept apart from what runs the business, which is whatever belongs to neither plant nor field. The rule of
// this name asks the same; here it is no question of odds.
void SafetyApart(const AssessInput& input, const Document& document, Diagnostics& diagnostics) {
  auto is = [&](uint32_t element, std::string_view name) {
    uint32_t property = input.library.FindProperty(name);
    return property != kNone && input.facts.Value({Domain::element, element}, PropertyId(property)) == static_cast<uint8_t>(Tri::yes);
  };
  for (uint32_t zone = 0; zone < input.model.zones.size(); ++zone) {
    std::string guards, trades;
    for (uint32_t element : input.facts.zone_elements.Row(zone)) {
      std::string name = Quoted(input.model.element(element).id.view());
      bool safety = is(element, "safety-function"), plant = is(element, "industrial") || is(element, "device");
      bool business = !safety && !plant && input.model.element_kind(element) != PlaceKind::actor;
      if (safety) guards += (guards.empty() ? "" : ", ") + name;
      if (business) trades += (trades.empty() ? "" : ", ") + name;
    }
    if (guards.empty() || trades.empty()) continue;
    diagnostics.Add(codes::kSafetyNotApart, document.span(input.model.zones[zone].id.node), "zone " + Quoted(input.model.zones[zone].id.view()) + " holds what keeps people safe (" + guards + ") beside what runs the business (" + trades + ")",
                    "put them into zones of their own, joined by a conduit");
  }
}

constexpr MethodCheck kChecks[] = {
    {"conduits", "each flow between zones goes through a conduit that has a name", Conduits},
    {"safety-apart", "no zone holds safety functions beside business functions", SafetyApart},
};

bool Contradicts(const AssumptionDeclaration& one, const AssumptionDeclaration& other) {
  auto names = [](const AssumptionDeclaration& a, const AssumptionDeclaration& b) { return std::any_of(a.contradicts.begin(), a.contradicts.end(), [&](const Text& id) { return id == b.id.view(); }); };
  return names(one, other) || names(other, one);
}

void Assumptions(const AssessInput& input, const Document& document, Diagnostics& diagnostics) {
  std::vector<std::pair<uint32_t, const Ref*>> assumed = AssumedBy(input.model, input.library);
  std::set<std::pair<const Ref*, const Ref*>> told;
  for (size_t later = 0; later < assumed.size(); ++later) {
    for (size_t first = 0; first < later; ++first) {
      const AssumptionDeclaration& one = input.library.assumptions()[assumed[first].first];
      const AssumptionDeclaration& other = input.library.assumptions()[assumed[later].first];
      const Ref *a = assumed[first].second, *b = assumed[later].second;
      if (!Contradicts(one, other) || a == b || !told.emplace(std::min(a, b), std::max(a, b)).second) continue;
      std::string because;
      if (one.id != a->view()) because += "; " + Quoted(a->view()) + " implies " + Quoted(one.id.view());
      if (other.id != b->view()) because += "; " + Quoted(b->view()) + " implies " + Quoted(other.id.view());
      diagnostics.Add(codes::kContradictoryAssumptions, document.span(b->node), Quoted(one.id.view()) + " and " + Quoted(other.id.view()) + " cannot both hold" + because, "drop one of them, or make two models of it");
    }
  }
  for (const Claim& claim : input.model.claims) {
    for (const Ref& under : claim.under) {
      if (under.target == kNone) continue;
      bool declared = std::any_of(assumed.begin(), assumed.end(), [&](const auto& one) { return one.first == Unpack(under.target).index; });
      if (!declared) diagnostics.Add(codes::kUndeclaredAssumption, document.span(under.node), "claim " + Quoted(claim.id.view()) + " leans on " + Quoted(under.view()) + ", which the model does not assume", "add it to `assumes:`, or take it away here");
    }
  }
}

void ThreatNames(const AssessInput& input, const Assessment& assessment, const Document& document, Diagnostics& diagnostics) {
  if (input.model.trees.empty() && input.model.damages.empty()) return;
  std::set<std::string_view> known;
  for (const Threat& threat : assessment.threats) known.insert(threat.id);
  std::vector<std::string_view> all(known.begin(), known.end());
  size_t comparisons = 0;
  auto check = [&](const Text& named, std::string_view where) {
    if (known.contains(named.view()) || IsSilenced(input, assessment, named.view())) return;
    constexpr size_t kMostComparisons = 400000;
    std::string_view near = comparisons <= kMostComparisons && !diagnostics.Full() ? Nearest(named.view(), all) : std::string_view();
    comparisons += all.size();
    diagnostics.Add(codes::kUnknownThreat, document.span(named.node), "there is no threat " + Quoted(named.view()) + ", so this " + std::string(where) + " leads nowhere",
                    near.empty() ? "name a threat as `merlon threats --all` prints it, or write it under `threats:`" : "did you mean " + Quoted(near) + "?");
  };
  for (const Tree& tree : input.model.trees) {
    for (const Text* named : ThreatsNamed(tree)) check(*named, "step");
  }
  for (const Damage& damage : input.model.damages) {
    for (const Text& named : damage.threats) check(named, "damage");
  }
}

}  // namespace

std::span<const MethodCheck> MethodChecks() { return kChecks; }

std::vector<std::pair<uint32_t, const Ref*>> AssumedBy(const Model& model, const Library& library) {
  std::vector<std::pair<uint32_t, const Ref*>> all;
  std::set<uint32_t> seen;
  for (const Ref& written : model.assumes) {
    if (written.target != kNone && seen.insert(Unpack(written.target).index).second) all.emplace_back(Unpack(written.target).index, &written);
  }
  for (size_t i = 0; i < all.size(); ++i) {
    for (const Text& implied : library.assumptions()[all[i].first].implies) {
      uint32_t index = library.FindAssumption(implied.view());
      if (index != kNone && seen.insert(index).second) all.emplace_back(index, all[i].second);
    }
  }
  return all;
}

void ReviewMethods(const AssessInput& input, const Assessment& assessment, const Document& document, Diagnostics& diagnostics) {
  Assumptions(input, document, diagnostics);
  ThreatNames(input, assessment, document, diagnostics);
  for (const MethodCheck& check : kChecks) {
    bool wanted = std::any_of(input.model.methods.begin(), input.model.methods.end(), [&](const Ref& method) {
      if (method.target == kNone) return false;
      const std::vector<Text>& checks = input.library.methods()[Unpack(method.target).index].checks;
      return std::any_of(checks.begin(), checks.end(), [&](const Text& id) { return id == check.id; });
    });
    if (wanted) check.run(input, document, diagnostics);
  }
}

}  // namespace merlon
