// Two views of one product: what it does step by step, and what it runs on.
#include <array>

#include "engine/worksheets/cells.h"

namespace merlon::worksheets {
namespace {

// What threatens each place, counted once for all.
class ThreatsByPlace {
 public:
  explicit ThreatsByPlace(const Workspace& workspace) {
    for (const Threat& threat : workspace.assessment().threats) {
      std::vector<Tally>& rows = tallies_[static_cast<size_t>(threat.place.domain)];
      if (rows.size() <= threat.place.row) rows.resize(threat.place.row + 1);
      rows[threat.place.row].Add(threat);
    }
  }
  std::string At(Place place) const {
    const std::vector<Tally>& rows = tallies_[static_cast<size_t>(place.domain)];
    Tally tally = place.row < rows.size() ? rows[place.row] : Tally{};
    if (tally.standing == 0) return tally.closed == 0 ? "none" : "none of " + std::to_string(tally.closed);
    return std::to_string(tally.standing) + " of " + std::to_string(tally.standing + tally.closed) + ", up to " + std::string(Name(tally.worst));
  }

 private:
  std::array<std::vector<Tally>, kDomains> tallies_;
};

std::string AssetsOf(const Workspace& workspace, std::span<const uint32_t> assets) {
  std::string list;
  for (uint32_t asset : assets) AddTo(list, workspace.model().assets[asset].id.view());
  return list;
}

}  // namespace

Tables ApplicationView(const Workspace& workspace, const MethodDeclaration&) {
  const Model& model = workspace.model();
  Table table{"application-view", "Application view", "What people do with it, step by step: one row for each flow of a use case, in its order.",
              {"Use case", "Step", "From", "Does", "To", "Over", "Carries", "Threats that stand"}, {}};
  std::vector<bool> used(model.flows.size());
  std::vector<uint32_t> twins = TwinsOf(model);
  ThreatsByPlace threats(workspace);
  auto row = [&](std::string_view use_case, size_t step, uint32_t flow) {
    const Flow& one = model.flows[flow];
    std::string_view action = one.label.empty() ? one.title.view() : one.label.view();
    const Facts& facts = workspace.facts();
    auto end = [&](uint32_t element, const Ref& name) { return element == kNone ? OfText(name.view()) : OfPlace(workspace, {Domain::element, element}); };
    used[flow] = true;
    if (twins[flow] != kNone) used[twins[flow]] = true;
    table.rows.push_back({OfText(use_case), step ? OfNumber(step) : OfText(""), end(facts.flow_source[flow], one.source), {std::string(action), PlaceId(model, {Domain::flow, flow}), {}}, end(facts.flow_target[flow], one.target),
                          OfText(one.over.view()), OfText(AssetsOf(workspace, facts.carries.Row(flow))), OfText(threats.At({Domain::flow, flow}))});
  };
  for (const UseCase& use_case : model.use_cases) {
    size_t step = 0;
    for (const Text& key : use_case.flows) {
      std::optional<Place> place = workspace.names().FindPlace(key.view());
      if (place && place->domain == Domain::flow) row(TitleOr(use_case.title, use_case.id), ++step, place->row);
    }
  }
  for (uint32_t flow = 0; flow < model.flows.size(); ++flow) {
    if (!used[flow]) row("in no use case", 0, flow);
  }
  return {table};
}

Tables OperationalView(const Workspace& workspace, const MethodDeclaration&) {
  const Model& model = workspace.model();
  const Facts& facts = workspace.facts();
  Table table{"operational-view", "Operational view", "What it runs on: zones with those who run them, and what lies in each.",
              {"Zone", "Trust", "Run by", "Element", "Kind", "Technology", "Keeps", "Flows across the border", "Threats that stand"}, {}};
  ThreatsByPlace threats(workspace);
  uint32_t trust = workspace.library().FindProperty("trust");
  auto rows_of = [&](uint32_t zone) {
    for (size_t element = 0; element < model.element_count(); ++element) {
      uint32_t row = static_cast<uint32_t>(element);
      if (facts.element_zone[row] != zone) continue;
      const Element& entry = model.element(row);
      size_t crossing = 0;
      for (uint32_t flow : facts.flows_of.Row(row)) crossing += facts.crosses_boundary.yes.Get(flow);
      std::string_view party = !entry.party.empty() ? entry.party.view() : zone != kNone ? model.zones[zone].party.view() : std::string_view();
      std::string level = zone == kNone || trust == kNone ? std::string() : std::string(PropertyValueName(workspace.library().property(PropertyId(trust)), facts.GetOrdered({Domain::zone, zone}, PropertyId(trust))));
      table.rows.push_back({zone == kNone ? OfText("in no zone") : OfPlace(workspace, {Domain::zone, zone}), OfText(level), OfText(party.empty() ? "us" : party), OfPlace(workspace, {Domain::element, row}),
                            OfText(Name(model.element_kind(row))), OfText(entry.technology.view()), OfText(AssetsOf(workspace, facts.holds.Row(row))), OfNumber(crossing), OfText(threats.At({Domain::element, row}))});
    }
  };
  for (uint32_t zone = 0; zone < model.zones.size(); ++zone) rows_of(zone);
  rows_of(kNone);
  return {table};
}

}  // namespace merlon::worksheets
