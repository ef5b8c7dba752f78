// Layout by graphviz: nodes and labels go in with fixed sizes, positions come back as numbers.
#include "report/diagram/layout.h"

#include <graphviz/gvc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "base/strings.h"

namespace merlon {
namespace {

constexpr double kPointsPerInch = 72;

// Hundredths, without the decimal sign of anybody's country.
void AppendDecimal(std::string& out, double value) {
  int64_t hundredths = static_cast<int64_t>(value * 100 + 0.5);
  AppendNumber(out, hundredths / 100);
  out += '.';
  if (hundredths % 100 < 10) out += '0';
  AppendNumber(out, hundredths % 100);
}

// A label that is only room: an empty table of this size. No font is asked.
void AppendRoom(std::string& out, const Box& box) {
  out += "label=<<TABLE FIXEDSIZE=\"TRUE\" BORDER=\"0\" CELLBORDER=\"0\" CELLPADDING=\"0\" CELLSPACING=\"0\" WIDTH=\"";
  AppendNumber(out, static_cast<int64_t>(box.width + 1));
  out += "\" HEIGHT=\"";
  AppendNumber(out, static_cast<int64_t>(box.height + 1));
  out += "\"><TR><TD></TD></TR></TABLE>>";
}

// The picture for graphviz: numbers instead of names, so nothing of the model is ever parsed.
class LayoutText {
 public:
  LayoutText(const Picture& picture, const Layout& layout) : picture_(picture), layout_(layout), nodes_in_(picture.zones.size() + 1), zones_in_(picture.zones.size() + 1) {
    for (uint32_t i = 0; i < picture.nodes.size(); ++i) nodes_in_[Row(picture.nodes[i].zone)].push_back(i);
    for (uint32_t i = 0; i < picture.zones.size(); ++i) zones_in_[Row(picture.zones[i].parent)].push_back(i);
  }

  std::string Write() {
    bool large = picture_.nodes.size() + picture_.edges.size() > kLarge;
    out_ = "digraph {\nlabeljust=l; nodesep=0.45; ranksep=0.55; searchsize=30; ";
    out_ += picture_.arrangement == Arrangement::downwards ? "rankdir=TB; " : "rankdir=LR; ";
    // Bounds on the network simplex and on crossing reduction, and straight pieces: seconds instead of minutes.
    out_ += large ? "nslimit=2; nslimit1=2; mclimit=0.3; splines=polyline;\n" : "nslimit=20; nslimit1=20; splines=true;\n";
    out_ += "node [shape=box, fixedsize=true, label=\"\"]; edge [arrowsize=0.8];\n";
    Inside(Row(kNone));
    for (uint32_t i = 0; i < picture_.edges.size(); ++i) Edge(i);
    return out_ + "}\n";
  }

 private:
  static constexpr size_t kLarge = 400;
  size_t Row(uint32_t zone) const { return zone == kNone ? picture_.zones.size() : zone; }

  // Zones stand behind the zone around them, so this ends.
  void Inside(size_t row) {
    for (uint32_t node : nodes_in_[row]) Node(node);
    for (uint32_t zone : zones_in_[row]) {
      out_ += "subgraph cluster" + std::to_string(zone) + " { margin=16; ";
      AppendRoom(out_, layout_.zones[zone].heading);
      out_ += ";\n";
      Inside(zone);
      out_ += "}\n";
    }
  }

  void Node(uint32_t node) {
    const Box& box = layout_.nodes[node].box;
    out_ += "n" + std::to_string(node) + " [width=";
    AppendDecimal(out_, box.width / kPointsPerInch);
    out_ += ", height=";
    AppendDecimal(out_, box.height / kPointsPerInch);
    out_ += "];\n";
  }

  void Edge(uint32_t row) {
    const PictureEdge& edge = picture_.edges[row];
    out_ += "n" + std::to_string(edge.source) + " -> n" + std::to_string(edge.target) + " [id=" + std::to_string(row);
    if (edge.plain) out_ += ", dir=none";
    else if (edge.both_ways) out_ += ", dir=both";
    if (layout_.edges[row].label.width > 0) out_ += ", ", AppendRoom(out_, layout_.edges[row].label);
    out_ += "];\n";
  }

  const Picture& picture_;
  const Layout& layout_;
  std::vector<std::vector<uint32_t>> nodes_in_, zones_in_;
  std::string out_;
};

// Positions out of a graph that has been laid out.
class LayoutReader {
 public:
  LayoutReader(Agraph_t* graph, Layout& layout) : graph_(graph), layout_(layout), left_(GD_bb(graph).LL.x), top_(GD_bb(graph).UR.y) {}

  void Read() {
    layout_.width = GD_bb(graph_).UR.x - left_;
    layout_.height = top_ - GD_bb(graph_).LL.y;
    for (size_t i = 0; i < layout_.nodes.size(); ++i) {
      Agnode_t* node = agnode(graph_, Name("n", i).data(), 0);
      if (node) Centre(layout_.nodes[i].box, ND_coord(node));
    }
    for (size_t i = 0; i < layout_.zones.size(); ++i) Zone(layout_.zones[i], i);
    for (Agnode_t* node = agfstnode(graph_); node; node = agnxtnode(graph_, node)) {
      for (Agedge_t* edge = agfstout(graph_, node); edge; edge = agnxtout(graph_, edge)) Edge(edge);
    }
  }

 private:
  static std::string Name(std::string_view letter, size_t row) { return std::string(letter) + std::to_string(row); }
  Point At(const pointf& point) const { return {point.x - left_, top_ - point.y}; }
  void Centre(Box& box, const pointf& point) const {
    Point at = At(point);
    box.x = at.x - box.width / 2, box.y = at.y - box.height / 2;
  }

  void Zone(ZonePlace& place, size_t row) const {
    Agraph_t* graph = agsubg(graph_, Name("cluster", row).data(), 0);
    if (!graph) return;
    Point corner = At({GD_bb(graph).LL.x, GD_bb(graph).UR.y});
    place.box = {corner.x, corner.y, GD_bb(graph).UR.x - GD_bb(graph).LL.x, GD_bb(graph).UR.y - GD_bb(graph).LL.y};
    place.heading.x = place.box.x + 10, place.heading.y = place.box.y + 6;
  }

  void Edge(Agedge_t* edge) {
    char id[] = "id";
    const char* written = agget(edge, id);
    size_t row = written ? static_cast<size_t>(std::atoi(written)) : layout_.edges.size();
    if (row >= layout_.edges.size()) return;
    EdgePlace& place = layout_.edges[row];
    if (ED_label(edge)) Centre(place.label, ED_label(edge)->pos);
    const splines* lines = ED_spl(edge);
    if (!lines) return;
    for (size_t i = 0; i < static_cast<size_t>(lines->size); ++i) {
      const bezier& piece = lines->list[i];
      if (i == 0 && piece.sflag) place.tail = true, place.tail_tip = At(piece.sp);
      if (piece.eflag) place.head = true, place.head_tip = At(piece.ep);
      for (size_t j = i == 0 ? 0 : 1; j < static_cast<size_t>(piece.size); ++j) place.curve.push_back(At(piece.list[j]));
    }
  }

  Agraph_t* graph_;
  Layout& layout_;
  double left_, top_;
};

// Where graphviz found no way, a straight one.
void Straighten(const Picture& picture, Layout& layout) {
  for (size_t i = 0; i < layout.edges.size(); ++i) {
    EdgePlace& edge = layout.edges[i];
    if (edge.curve.size() >= 4 && edge.curve.size() % 3 == 1) continue;
    Point from = layout.nodes[picture.edges[i].source].box.middle(), to = layout.nodes[picture.edges[i].target].box.middle();
    edge.curve = {from, from, to, to};
    edge.head = edge.tail = false;
  }
}

// What lies outside the box that graphviz speaks of: labels at the rim.
void Enclose(Layout& layout) {
  double left = 0, top = 0;
  auto take = [&](const Box& box) {
    left = std::min(left, box.x), top = std::min(top, box.y);
    layout.width = std::max(layout.width, box.right()), layout.height = std::max(layout.height, box.bottom());
  };
  for (const NodePlace& node : layout.nodes) take(node.box);
  for (const EdgePlace& edge : layout.edges) {
    if (edge.label.width > 0) take(edge.label);
    for (const Point& point : edge.curve) take({point.x, point.y, 0, 0});
  }
  auto move = [&](Point& point) { point.x -= left, point.y -= top; };
  auto move_box = [&](Box& box) { box.x -= left, box.y -= top; };
  for (NodePlace& node : layout.nodes) move_box(node.box);
  for (ZonePlace& zone : layout.zones) move_box(zone.box), move_box(zone.heading);
  for (EdgePlace& edge : layout.edges) {
    move_box(edge.label), move(edge.head_tip), move(edge.tail_tip);
    for (Point& point : edge.curve) move(point);
  }
  layout.width -= left, layout.height -= top;
}

int Silent(char*) { return 0; }

struct CloseGraph {
  void operator()(Agraph_t* graph) const { agclose(graph); }
};
struct FreeContext {
  void operator()(GVC_t* context) const { gvFreeContext(context); }
};

}  // namespace

Layout LayOut(const Picture& picture) {
  Layout layout = Dress(picture);
  if (picture.arrangement == Arrangement::lanes) {
    LayOutLanes(picture, layout);
    return layout;
  }
  agseterr(AGMAX);
  agseterrf(Silent);
  std::unique_ptr<GVC_t, FreeContext> context(gvContext());
  std::unique_ptr<Agraph_t, CloseGraph> graph(agmemread(LayoutText(picture, layout).Write().c_str()));
  if (!context || !graph || gvLayout(context.get(), graph.get(), "dot") != 0) {
    layout.error = "the picture cannot be laid out: graphviz has no `dot` layout here";
    return layout;
  }
  LayoutReader(graph.get(), layout).Read();
  gvFreeLayout(context.get(), graph.get());
  Straighten(picture, layout);
  Enclose(layout);
  return layout;
}

}  // namespace merlon
