// The context: the system as one process, and all that it deals with around it.
#include <algorithm>
#include <map>

#include "report/diagram/parts.h"

namespace merlon {
namespace {

// All flows between two nodes in one direction, as one edge.
struct Bundle {
  PictureEdge edge;
  NameList over, carries;
  size_t flows = 0;
};

// What the reader must fear most stands for all.
Protection Weaker(Protection a, Protection b) {
  constexpr Protection kOrder[] = {Protection::unencrypted, Protection::unknown, Protection::encrypted};
  for (Protection each : kOrder) {
    if (a == each || b == each) return each;
  }
  return Protection::none;
}

void Add(Bundle& bundle, const PictureEdge& flow) {
  PictureEdge& edge = bundle.edge;
  bool first = bundle.flows++ == 0;
  bundle.over.Add(flow.over);
  bundle.carries.Add(flow.carries);
  edge.protection = first ? flow.protection : Weaker(edge.protection, flow.protection);
  edge.sender_known = flow.sender_known && (first || edge.sender_known);
  edge.faded = flow.faded && (first || edge.faded);
  edge.place = first ? flow.place : std::string();
  constexpr size_t kLongEnough = 2000;
  if (edge.about.size() < kLongEnough) edge.about += (first ? "" : "; ") + flow.about;
  Merge(edge.badge, flow.badge);
}

}  // namespace

Sketch SketchContext(const Workspace& workspace, const DiagramOptions& options) {
  Parts parts(workspace, options);
  const Model& model = parts.model;
  Sketch sketch{parts.Blank("Context"), {}, {}};
  Picture& picture = sketch.picture;
  if (model.element_count() == 0) {
    sketch.error = "there is nothing to draw: the model has no elements";
    sketch.hint = "write `actors:`, `processes:` or `stores:` and `flows:`";
    return sketch;
  }
  PictureNode system;
  system.id = system.place = "system";
  system.title = picture.title;
  system.marked = true;
  system.badge = picture.badge;
  picture.badge = {};
  picture.nodes.push_back(system);
  std::vector<uint32_t> nodes(model.element_count(), 0);
  size_t processes = 0, stores = 0;
  for (uint32_t row = 0; row < nodes.size(); ++row) {
    PlaceKind kind = model.element_kind(row);
    if (!parts.Shows(Place{Domain::element, row})) continue;
    if (kind == PlaceKind::actor || parts.OutOfScope(row)) {
      nodes[row] = static_cast<uint32_t>(picture.nodes.size());
      picture.nodes.push_back(parts.ElementNode(row));
      continue;
    }
    (kind == PlaceKind::process ? processes : stores) += 1;
    Merge(picture.nodes[0].badge, parts.BadgeAt({Domain::element, row}));
  }
  std::map<std::pair<uint32_t, uint32_t>, size_t> found;
  std::vector<Bundle> bundles;
  for (uint32_t row = 0; row < model.flows.size(); ++row) {
    if (!parts.Shows(Place{Domain::flow, row})) continue;
    PictureEdge flow = parts.FlowEdge(row);
    flow.source = nodes[parts.facts.flow_source[row]], flow.target = nodes[parts.facts.flow_target[row]];
    if (flow.source == 0 && flow.target == 0) {
      Merge(picture.nodes[0].badge, flow.badge);
      continue;
    }
    auto [place, fresh] = found.try_emplace({flow.source, flow.target}, bundles.size());
    if (fresh) bundles.emplace_back().edge.source = flow.source, bundles.back().edge.target = flow.target;
    Add(bundles[place->second], flow);
  }
  for (Bundle& bundle : bundles) {
    bundle.edge.over = bundle.over.text();
    bundle.edge.carries = bundle.carries.text();
    if (bundle.flows > 1) bundle.edge.title = std::to_string(bundle.flows) + " flows";
    picture.edges.push_back(std::move(bundle.edge));
  }
  auto count = [](size_t number, std::string_view one, std::string_view many) { return std::to_string(number) + " " + std::string(number == 1 ? one : many); };
  picture.nodes[0].details = {count(processes, "process", "processes") + ", " + count(stores, "store", "stores")};
  picture.nodes[0].about = picture.title + ": " + picture.nodes[0].details[0] + (picture.nodes[0].badge.shown() ? ". In all of it: " + BadgeWords(picture.nodes[0].badge) : "");
  return sketch;
}

}  // namespace merlon
