// The matrix that traces each threat from what it is to what is done about it, and the tiers of assurance.
#include <algorithm>

#include "engine/worksheets/cells.h"
#include "judge/evidence.h"

namespace merlon::worksheets {
namespace {

std::string ZoneOf(const Workspace& workspace, uint32_t element) {
  uint32_t zone = element == kNone ? kNone : workspace.facts().element_zone[element];
  return zone == kNone ? std::string("no zone") : std::string(workspace.model().zones[zone].id.view());
}

// The element's flows; a few are enough to find it.
std::string InteractionsAt(const Workspace& workspace, const std::vector<uint32_t>& twins, Place place) {
  if (place.domain == Domain::flow) return Interaction(workspace.model(), twins, place.row);
  std::string list;
  if (place.domain != Domain::element) return list;
  std::vector<std::string> all;
  for (uint32_t flow : workspace.facts().flows_of.Row(place.row)) {
    std::string text = Interaction(workspace.model(), twins, flow);
    if (std::find(all.begin(), all.end(), text) == all.end()) all.push_back(std::move(text));
  }
  constexpr size_t kMostListed = 3;
  for (size_t i = 0; i < std::min(all.size(), kMostListed); ++i) AddTo(list, all[i], "; ");
  if (all.size() > kMostListed) list += "; and " + std::to_string(all.size() - kMostListed) + " more";
  return list;
}

std::string SurfaceOf(const Workspace& workspace, Place place) {
  const Model& model = workspace.model();
  const Facts& facts = workspace.facts();
  if (place.domain == Domain::flow) {
    std::string from = ZoneOf(workspace, facts.flow_source[place.row]), to = ZoneOf(workspace, facts.flow_target[place.row]);
    std::string over(model.flows[place.row].over.view());
    return (from == to ? "within " + from : from + " to " + to) + (over.empty() ? "" : ", over " + over);
  }
  if (place.domain != Domain::element) return PlaceTitle(model, place);
  std::string technology(model.element(place.row).technology.view());
  std::string reach = facts.exposed_directly.yes.Get(place.row) ? ", reached from less trust" : facts.exposed.yes.Get(place.row) ? ", reached in steps" : "";
  return ZoneOf(workspace, place.row) + (technology.empty() ? "" : ": " + technology) + reach;
}

std::string AssetsAt(const Workspace& workspace, Place place) {
  const Facts& facts = workspace.facts();
  std::string list;
  auto add = [&](uint32_t asset) { AddTo(list, workspace.model().assets[asset].id.view()); };
  if (place.domain == Domain::asset) add(place.row);
  if (place.domain == Domain::flow) {
    for (uint32_t asset : facts.carries.Row(place.row)) add(asset);
  }
  if (place.domain == Domain::element) {
    for (uint32_t asset : facts.assets_of.Row(place.row)) add(asset);
  }
  return list;
}

}  // namespace

Tables Traceability(const Workspace& workspace, const MethodDeclaration& method) {
  Table table{"traceability", "Traceability", "Each threat that counts, from how it happens to what is done about it.",
              {"Category", "Interaction", "Exploitation", "Attack surface", "Impact", "Mitigation", "Evidence", "Score", "Threat"}, {}};
  const Scheme* scheme = ScoringOf(workspace.model(), method);
  std::vector<uint32_t> twins = TwinsOf(workspace.model());
  for (const Threat& threat : workspace.assessment().threats) {
    if (threat.set_aside) continue;
    std::string answer = AnswerTo(workspace, threat), assets = AssetsAt(workspace, threat.place);
    std::string impact = std::string(Name(threat.severity)) + (assets.empty() ? "" : ": " + assets);
    const Decision* decision = workspace.assessment().DecisionOn(threat);
    std::string evidence;
    if (decision && AnswersByControls(*decision)) {
      MitigationEvidence shown = EvidenceOf(workspace.model(), *decision);
      evidence = shown.given ? std::string(Name(shown.tier)) : "none";
    }
    const ThreatScore* score = scheme ? workspace.ScoreOf(threat, *scheme) : nullptr;
    std::string scored = score ? score->result.score + (score->result.score.empty() || score->result.label.empty() ? "" : " ") + score->result.label : scheme ? "" : std::to_string(threat.score);
    table.rows.push_back({OfText(threat.category), {InteractionsAt(workspace, twins, threat.place), PlaceId(workspace.model(), threat.place), {}}, OfText(workspace.ThreatTitle(threat)),
                          OfText(SurfaceOf(workspace, threat.place)), OfText(impact), OfText(answer.empty() ? "none yet" : answer), OfText(evidence), OfText(scored), OfThreat(workspace, threat)});
  }
  return {table};
}

Tables Tiers(const Workspace& workspace, const MethodDeclaration& method) {
  Table table{"tiers", "Tiers of assurance", "How much the method asks of scores and of proof. `tier:` at the top of the model chooses.", {"Tier", "What is done", "Scores by", "Proof of a mitigation", "Chosen"}, {}};
  const TierDeclaration* chosen = TierOf(workspace.model(), method);
  for (const TierDeclaration& tier : method.tiers) {
    std::string proof = tier.evidence == EvidenceTier::none ? "none" : "at least " + std::string(Name(tier.evidence));
    table.rows.push_back({OfText(tier.id.view()), OfText(tier.title.view()), OfText(tier.scoring.view()), OfText(proof), OfText(&tier == chosen ? "yes" : "")});
  }
  return {table};
}

}  // namespace merlon::worksheets
