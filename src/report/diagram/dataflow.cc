// The data flow diagram, whole or narrowed to a use case, a zone or an asset.
#include "report/diagram/parts.h"

namespace merlon {
namespace {

// Which elements and flows are drawn. Each view takes away what does not belong to it.
struct Selection {
  std::vector<bool> elements, flows;
};

void KeepUseCase(const Parts& parts, const UseCase& use_case, Selection& selection) {
  std::vector<bool> elements(selection.elements.size()), flows(selection.flows.size());
  for (const Text& key : use_case.flows) {
    std::optional<Place> place = parts.workspace.names().FindPlace(key.view());
    if (place && place->domain == Domain::flow) flows[place->row] = true;
    if (place && place->domain == Domain::element) elements[place->row] = true;
  }
  for (size_t i = 0; i < flows.size(); ++i) selection.flows[i] = selection.flows[i] && flows[i];
  for (size_t i = 0; i < elements.size(); ++i) selection.elements[i] = selection.elements[i] && elements[i];
}

void KeepAsset(const Parts& parts, uint32_t asset, Selection& selection) {
  std::vector<bool> flows(selection.flows.size());
  for (uint32_t flow : parts.facts.carried_by.Row(asset)) flows[flow] = selection.flows[flow];
  selection.flows = std::move(flows);
  std::vector<bool> elements(selection.elements.size());
  for (uint32_t element : parts.facts.held_by_elements.Row(asset)) elements[element] = true;
  selection.elements = std::move(elements);
}

bool Within(const Facts& facts, uint32_t element, uint32_t wanted) {
  for (uint32_t zone = facts.element_zone[element]; zone != kNone; zone = facts.zone_parent[zone]) {
    if (zone == wanted) return true;
  }
  return false;
}

// What touches the zone stays: flows with an end in it, and their other ends.
void KeepZone(const Facts& facts, uint32_t zone, Selection& selection) {
  for (uint32_t i = 0; i < selection.elements.size(); ++i) selection.elements[i] = selection.elements[i] && Within(facts, i, zone);
  for (uint32_t i = 0; i < selection.flows.size(); ++i) {
    selection.flows[i] = selection.flows[i] && (Within(facts, facts.flow_source[i], zone) || Within(facts, facts.flow_target[i], zone));
  }
}

// An element on which a view turns up only because a flow of the view ends there.
void AddEnds(const Facts& facts, Selection& selection) {
  for (size_t i = 0; i < selection.flows.size(); ++i) {
    if (selection.flows[i]) selection.elements[facts.flow_source[i]] = selection.elements[facts.flow_target[i]] = true;
  }
}

}  // namespace

Sketch SketchDataflow(const Workspace& workspace, const DiagramOptions& options) {
  Parts parts(workspace, options);
  const Model& model = parts.model;
  Selection selection{std::vector<bool>(model.element_count(), true), std::vector<bool>(model.flows.size(), true)};
  std::string view;
  uint32_t zone = kNone, asset = kNone;
  if (!options.use_case.empty()) {
    uint32_t row = RowOfId(model.use_cases, options.use_case);
    if (row == kNone || !parts.Shows(model.use_cases[row])) return Unknown(model.use_cases, "use case", options.use_case);
    const UseCase& use_case = model.use_cases[row];
    KeepUseCase(parts, use_case, selection);
    view = "use case " + Printable(use_case.title.empty() ? use_case.id.view() : use_case.title.view());
  }
  if (!options.asset.empty()) {
    asset = RowOfId(model.assets, options.asset);
    if (asset == kNone || !parts.Shows(Place{Domain::asset, asset})) return Unknown(model.assets, "asset", options.asset);
    KeepAsset(parts, asset, selection);
    view += (view.empty() ? "asset " : ", asset ") + parts.TitleOf({Domain::asset, asset});
  }
  if (!options.zone.empty()) {
    zone = RowOfId(model.zones, options.zone);
    if (zone == kNone || !parts.Shows(Place{Domain::zone, zone})) return Unknown(model.zones, "zone", options.zone);
    KeepZone(parts.facts, zone, selection);
    view += (view.empty() ? "zone " : ", zone ") + parts.TitleOf({Domain::zone, zone});
  }
  if (!view.empty()) AddEnds(parts.facts, selection);
  Sketch sketch{parts.Blank(view.empty() ? "Data flow diagram" : "Data flow, " + view), {}, {}};
  Picture& picture = sketch.picture;
  std::vector<uint32_t> nodes = parts.AddElements(picture, selection.elements);
  parts.AddFlows(picture, selection.flows, nodes);
  if (!view.empty()) picture.badge = {};
  for (uint32_t row = 0; row < nodes.size(); ++row) {
    if (nodes[row] == kNone) continue;
    PictureNode& node = picture.nodes[nodes[row]];
    if (zone != kNone && !Within(parts.facts, row, zone)) node.faded = node.outside = true, node.details.push_back("outside this view");
  }
  if (asset != kNone) {
    for (uint32_t row : parts.facts.held_by_elements.Row(asset)) {
      if (nodes[row] != kNone) picture.nodes[nodes[row]].marked = true;
    }
    picture.badge = parts.BadgeAt({Domain::asset, asset});
  }
  if (picture.nodes.empty()) {
    sketch.error = view.empty() ? "there is nothing to draw: the model has no elements" : "there is nothing to draw: nothing in the model belongs to this view (" + view + ")";
    sketch.hint = view.empty() ? "write `actors:`, `processes:` or `stores:` and `flows:`" : "say in `carries:`, `holds:`, `in:` or the use case's `flows:` what belongs to it";
  }
  return sketch;
}

}  // namespace merlon
