// Zones and conduits with their security levels, and where these fall short.
#include "engine/worksheets/cells.h"
#include "judge/levels.h"

namespace merlon::worksheets {
namespace {

// `3 3 2 1 3 2 2`, in the order of the requirements; `?` where nobody said.
std::string VectorText(const LevelVector& levels) {
  std::string text;
  for (int level : levels) text += (text.empty() ? "" : " ") + (level == kNoLevel ? std::string("?") : std::to_string(level));
  return text.find_first_not_of("? ") == std::string::npos ? "not said" : text;
}

LevelVector GapsOf(const LevelVector& target, const LevelVector& achieved) {
  LevelVector gaps;
  for (size_t i = 0; i < kRequirements; ++i) gaps[i] = Gap(target[i], achieved[i]);
  return gaps;
}

void AddGaps(Table& table, const Cell& where, std::string_view kind, const LevelVector& target, const LevelVector& achieved) {
  for (size_t i = 0; i < kRequirements; ++i) {
    int gap = Gap(target[i], achieved[i]);
    if (gap == 0) continue;
    const FoundationalRequirement& requirement = FoundationalRequirements()[i];
    table.rows.push_back({where, OfText(kind), OfText(requirement.id), OfText(requirement.title), OfText(std::to_string(target[i])), OfText(achieved[i] == kNoLevel ? "not said" : std::to_string(achieved[i])), OfText(gap == kNoLevel ? "not known" : std::to_string(gap))});
  }
}

}  // namespace

Tables ZonesAndConduits(const Workspace& workspace, const MethodDeclaration&) {
  AssessInput input = workspace.input();
  const Model& model = workspace.model();
  std::string order = "Levels stand in the order iac, uc, si, dc, rdf, tre, ra.";
  Table zones{"zones", "Zones", "What lies where, and how well it is to be protected. A zone without levels of its own has those of the zone around it. " + order, {"Zone", "In", "Holds", "Target", "Achieved", "Gap"}, {}};
  Table conduits{"conduits", "Conduits", "What flows between zones. " + order, {"Conduit", "Between", "Flows", "Target", "Achieved", "Gap"}, {}};
  Table gaps{"gaps", "Gaps", "Where what is achieved falls short of the target: the difference, never below 0.", {"Where", "Kind", "Requirement", "Name", "Target", "Achieved", "Gap"}, {}};
  for (uint32_t zone = 0; zone < model.zones.size(); ++zone) {
    std::string holds;
    for (uint32_t element : input.facts.zone_elements.Row(zone)) AddTo(holds, model.element(element).id.view());
    LevelVector target = TargetOf(input, zone), achieved = AchievedOf(input, zone);
    Cell place = OfPlace(workspace, {Domain::zone, zone});
    zones.rows.push_back({place, OfText(model.zones[zone].parent.view()), OfText(holds), OfText(VectorText(target)), OfText(VectorText(achieved)), OfText(VectorText(GapsOf(target, achieved)))});
    AddGaps(gaps, place, "zone", target, achieved);
  }
  std::vector<std::string> flows(model.conduits.size());
  std::vector<uint32_t> bare;
  for (uint32_t flow = 0; flow < model.flows.size(); ++flow) {
    if (!JoinsZones(input.facts, flow)) continue;
    uint32_t conduit = ConduitOf(input, flow);
    if (conduit == kNone) bare.push_back(flow);
    else AddTo(flows[conduit], PlaceId(model, {Domain::flow, flow}));
  }
  for (size_t i = 0; i < model.conduits.size(); ++i) {
    const Conduit& conduit = model.conduits[i];
    std::string between;
    for (const Ref& zone : conduit.between) AddTo(between, zone.view());
    LevelVector target = LevelsOf(conduit.target), achieved = LevelsOf(conduit.achieved);
    Cell name = OfText(TitleOr(conduit.title, conduit.id));
    conduits.rows.push_back({name, OfText(between), OfText(flows[i].empty() ? "none" : flows[i]), OfText(VectorText(target)), OfText(VectorText(achieved)), OfText(VectorText(GapsOf(target, achieved)))});
    AddGaps(gaps, name, "conduit", target, achieved);
  }
  for (uint32_t flow : bare) {
    const Facts& facts = input.facts;
    std::string between(model.zones[facts.element_zone[facts.flow_source[flow]]].id.view());
    AddTo(between, model.zones[facts.element_zone[facts.flow_target[flow]]].id.view());
    conduits.rows.push_back({OfText("none"), OfText(between), {PlaceId(model, {Domain::flow, flow}), PlaceId(model, {Domain::flow, flow}), {}}, OfText(""), OfText(""), OfText("")});
  }
  return {zones, conduits, gaps};
}

}  // namespace merlon::worksheets
