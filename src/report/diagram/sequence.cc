// A use case as a sequence: lifelines, and its flows in the order in which it lists them.
#include "report/diagram/parts.h"

namespace merlon {

Sketch SketchSequence(const Workspace& workspace, const DiagramOptions& options) {
  const Model& model = workspace.model();
  uint32_t row = model.use_cases.size() == 1 && options.use_case.empty() ? 0 : RowOfId(model.use_cases, options.use_case);
  if (row == kNone || model.use_cases.empty()) {
    Sketch sketch = Unknown(model.use_cases, "use case", options.use_case);
    if (model.use_cases.empty()) sketch.error = "the model has no use case", sketch.hint = "write one under `use-cases:`, with its `flows:` in order";
    else if (options.use_case.empty()) sketch.error = "a sequence is that of one use case, and the model has several", sketch.hint = "name one with `--use-case`, as in `--use-case " + std::string(model.use_cases[0].id.view()) + "`";
    return sketch;
  }
  Parts parts(workspace, options);
  const UseCase& use_case = model.use_cases[row];
  Sketch sketch{parts.Blank("Sequence, use case " + Printable(use_case.title.empty() ? use_case.id.view() : use_case.title.view())), {}, {}};
  Picture& picture = sketch.picture;
  picture.badge = {};
  picture.arrangement = Arrangement::lanes;
  std::vector<uint32_t> nodes(model.element_count(), kNone);
  auto lane = [&](uint32_t element) {
    if (nodes[element] != kNone) return nodes[element];
    PictureNode node = parts.ElementNode(element);
    std::erase_if(node.details, [](const std::string& detail) { return detail.starts_with("holds "); });
    if (uint32_t zone = parts.facts.element_zone[element]; zone != kNone) node.details.push_back("in " + parts.TitleOf({Domain::zone, zone}));
    picture.nodes.push_back(std::move(node));
    return nodes[element] = static_cast<uint32_t>(picture.nodes.size() - 1);
  };
  for (const Text& key : use_case.flows) {
    std::optional<Place> place = workspace.names().FindPlace(key.view());
    if (!place || place->domain != Domain::flow || !parts.Shows(*place)) continue;
    PictureEdge edge = parts.FlowEdge(place->row);
    edge.source = lane(parts.facts.flow_source[place->row]);
    edge.target = lane(parts.facts.flow_target[place->row]);
    picture.edges.push_back(std::move(edge));
  }
  if (picture.edges.empty()) sketch.error = "there is nothing to draw: the use case `" + std::string(use_case.id.view()) + "` lists no flow", sketch.hint = "write its `flows:` in the order in which they happen";
  return sketch;
}

}  // namespace merlon
