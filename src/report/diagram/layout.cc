// Layout by graphviz: nodes and labels go in with fixed sizes, positions come back as numbers.
#include "report/diagram/layout.h"

#include <graphviz/gvc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "base/strings.h"
#include "report/diagram/graph_reading.h"
#include "report/diagram/orient.h"
#include "report/shared_library.h"

namespace merlon {
namespace {

// What is used of graphviz.
struct Graphviz {
  SharedLibrary library{MERLON_GVC};
  MERLON_IMPORT(agseterr);
  MERLON_IMPORT(agseterrf);
  MERLON_IMPORT(agclose);
  MERLON_IMPORT(agsubg);
  MERLON_IMPORT(agnode);
  MERLON_IMPORT(agfstnode);
  MERLON_IMPORT(agnxtnode);
  MERLON_IMPORT(agfstout);
  MERLON_IMPORT(agnxtout);
  MERLON_IMPORT(agnameof);
  MERLON_IMPORT(agget);
  MERLON_IMPORT(gvContext);
  MERLON_IMPORT(gvLayout);
  MERLON_IMPORT(gvFreeLayout);
  MERLON_IMPORT(gvFreeContext);
};

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
//
// A label is a node on its way from the source to the target, in the innermost zone around both. So labels overlap neither nodes nor borders. Labels
// of edges would do neither, and graphviz 2.42 frees memory twice where a labelled edge has both ends in one rank.
class LayoutText {
 public:
  LayoutText(const Picture& picture, const Layout& layout, const std::vector<bool>& backwards) : picture_(picture), layout_(layout), backwards_(backwards), nodes_in_(picture.zones.size() + 1), labels_in_(picture.zones.size() + 1), zones_in_(picture.zones.size() + 1) {
    for (uint32_t i = 0; i < picture.nodes.size(); ++i) nodes_in_[Row(picture.nodes[i].zone)].push_back(i);
    for (uint32_t i = 0; i < picture.zones.size(); ++i) zones_in_[Row(picture.zones[i].parent)].push_back(i);
    for (uint32_t i = 0; i < picture.edges.size(); ++i) {
      if (HasLabelNode(picture.edges[i], layout.edges[i])) labels_in_[Row(Around(picture.edges[i]))].push_back(i);
    }
  }

  std::string Write() {
    bool large = picture_.nodes.size() + picture_.edges.size() > kLarge, tree = picture_.arrangement == Arrangement::downwards;
    out_ = "digraph {\nlabeljust=l; nodesep=0.4; searchsize=30; ";
    out_ += tree ? "rankdir=TB; ranksep=0.45; " : "rankdir=LR; ranksep=0.36; ";
    // Bounds on the network simplex and on the reduction of crossings; without them large pictures take minutes.
    out_ += large ? "nslimit=0.3; nslimit1=1; mclimit=0.2; splines=true;\n" : "nslimit=20; nslimit1=20; splines=true;\n";
    out_ += "node [shape=box, fixedsize=true, label=\"\"]; edge [arrowsize=0.8];\n";
    Inside(Row(kNone));
    for (uint32_t i = 0; i < picture_.edges.size(); ++i) Edge(i);
    return out_ + "}\n";
  }

  static bool HasLabelNode(const PictureEdge& edge, const EdgePlace& place) { return place.label.width > 0 && edge.source != edge.target; }

 private:
  static constexpr size_t kLarge = 400;
  size_t Row(uint32_t zone) const { return zone == kNone ? picture_.zones.size() : zone; }

  // The innermost zone that holds both ends. A zone's row is larger than that of the zone around it.
  uint32_t Around(const PictureEdge& edge) const {
    uint32_t a = picture_.nodes[edge.source].zone, b = picture_.nodes[edge.target].zone;
    while (a != b && a != kNone && b != kNone) (a > b ? a : b) = picture_.zones[a > b ? a : b].parent;
    return a == b ? a : kNone;
  }

  // Zones stand behind the zone around them, so this ends.
  void Inside(size_t row) {
    for (uint32_t node : nodes_in_[row]) Node('n', node, layout_.nodes[node].box);
    for (uint32_t edge : labels_in_[row]) Node('l', edge, layout_.edges[edge].label);
    for (uint32_t zone : zones_in_[row]) {
      out_ += "subgraph cluster" + std::to_string(zone) + " { margin=16; ";
      AppendRoom(out_, layout_.zones[zone].heading);
      out_ += ";\n";
      Inside(zone);
      out_ += "}\n";
    }
  }

  void Node(char letter, uint32_t row, const Box& box) {
    out_ += letter + std::to_string(row) + " [width=";
    AppendDecimal(out_, box.width / kPointsPerInch);
    out_ += ", height=";
    AppendDecimal(out_, box.height / kPointsPerInch);
    out_ += "];\n";
  }

  // Where an arrow's tips are, seen from the end at which graphviz begins.
  static std::string_view Tips(bool at_begin, bool at_end) { return at_begin ? (at_end ? "both" : "back") : at_end ? "forward" : "none"; }

  void Edge(uint32_t row) {
    const PictureEdge& edge = picture_.edges[row];
    bool back = backwards_[row], at_source = edge.both_ways, at_target = !edge.plain;
    std::string begin = "n" + std::to_string(back ? edge.target : edge.source), end = "n" + std::to_string(back ? edge.source : edge.target);
    bool at_begin = back ? at_target : at_source, at_end = back ? at_source : at_target;
    std::string id = std::to_string(row);
    auto write = [&](const std::string& from, const std::string& to, std::string_view tips, std::string_view more) {
      out_ += from + " -> " + to + " [id=" + id + ", dir=" + std::string(tips) + std::string(more);
    };
    if (HasLabelNode(edge, layout_.edges[row])) {
      write(begin, "l" + id, Tips(at_begin, false), "];\n");
      write("l" + id, end, Tips(false, at_end), "];\n");
      return;
    }
    write(begin, end, Tips(at_begin, at_end), edge.plain ? "" : ", minlen=2");
    if (layout_.edges[row].label.width > 0) out_ += ", ", AppendRoom(out_, layout_.edges[row].label);
    out_ += "];\n";
  }

  const Picture& picture_;
  const Layout& layout_;
  const std::vector<bool>& backwards_;
  std::vector<std::vector<uint32_t>> nodes_in_, labels_in_, zones_in_;
  std::string out_;
};

// Positions out of a graph that has been laid out.
class LayoutReader {
 public:
  LayoutReader(const Graphviz& graphviz, Agraph_t* graph, const Picture& picture, Layout& layout) : graphviz_(graphviz), graph_(graph), picture_(picture), layout_(layout), left_(GD_bb(graph).LL.x), top_(GD_bb(graph).UR.y) {}

  void Read() {
    layout_.width = GD_bb(graph_).UR.x - left_;
    layout_.height = top_ - GD_bb(graph_).LL.y;
    for (size_t i = 0; i < layout_.nodes.size(); ++i) Node('n', i, layout_.nodes[i].box);
    for (size_t i = 0; i < layout_.edges.size(); ++i) Node('l', i, layout_.edges[i].label);
    std::vector<Agraph_t*> clusters;
    for (size_t i = 0; i < layout_.zones.size(); ++i) {
      Agraph_t* around = picture_.zones[i].parent == kNone ? graph_ : clusters[picture_.zones[i].parent];
      clusters.push_back(around ? graphviz_.agsubg(around, ("cluster" + std::to_string(i)).data(), 0) : nullptr);
      if (clusters.back()) Zone(layout_.zones[i], clusters.back());
    }
    // The nodes of the model come before those of labels, so the way to a label is read before the way from it.
    for (char letter : {'n', 'l'}) {
      for (Agnode_t* node = graphviz_.agfstnode(graph_); node; node = graphviz_.agnxtnode(graph_, node)) {
        if (graphviz_.agnameof(node)[0] != letter) continue;
        for (Agedge_t* edge = graphviz_.agfstout(graph_, node); edge; edge = graphviz_.agnxtout(graph_, edge)) Edge(edge);
      }
    }
  }

 private:
  void Node(char letter, size_t row, Box& box) {
    std::string name = letter + std::to_string(row);
    if (Agnode_t* node = graphviz_.agnode(graph_, name.data(), 0)) Centre(box, ND_coord(node));
  }
  Point At(const pointf& point) const { return {point.x - left_, top_ - point.y}; }
  void Centre(Box& box, const pointf& point) const {
    Point at = At(point);
    box.x = at.x - box.width / 2, box.y = at.y - box.height / 2;
  }

  void Zone(ZonePlace& place, Agraph_t* graph) const {
    Point corner = At({GD_bb(graph).LL.x, GD_bb(graph).UR.y});
    place.box = {corner.x, corner.y, GD_bb(graph).UR.x - GD_bb(graph).LL.x, GD_bb(graph).UR.y - GD_bb(graph).LL.y};
    place.heading.x = place.box.x + 10, place.heading.y = place.box.y + 6;
  }

  void Edge(Agedge_t* edge) {
    char id[] = "id";
    const char* written = graphviz_.agget(edge, id);
    size_t row = written ? static_cast<size_t>(std::atoi(written)) : layout_.edges.size();
    if (row >= layout_.edges.size()) return;
    EdgePlace& place = layout_.edges[row];
    if (ED_label(edge)) Centre(place.label, ED_label(edge)->pos);
    const splines* lines = ED_spl(edge);
    if (!lines || lines->size == 0) return;
    Curve& curve = place.curves.emplace_back();
    for (size_t i = 0; i < static_cast<size_t>(lines->size); ++i) {
      const bezier& piece = lines->list[i];
      if (i == 0 && piece.sflag) place.tail = true, place.tail_tip = At(piece.sp);
      if (piece.eflag) place.head = true, place.head_tip = At(piece.ep);
      for (size_t j = i == 0 ? 0 : 1; j < static_cast<size_t>(piece.size); ++j) curve.push_back(At(piece.list[j]));
    }
  }

  const Graphviz& graphviz_;
  Agraph_t* graph_;
  const Picture& picture_;
  Layout& layout_;
  double left_, top_;
};

// What was turned round for graphviz runs from its source to its target again.
void TurnBack(const std::vector<bool>& backwards, Layout& layout) {
  for (size_t i = 0; i < backwards.size(); ++i) {
    if (!backwards[i]) continue;
    EdgePlace& edge = layout.edges[i];
    std::reverse(edge.curves.begin(), edge.curves.end());
    for (Curve& curve : edge.curves) std::reverse(curve.begin(), curve.end());
    std::swap(edge.head, edge.tail);
    std::swap(edge.head_tip, edge.tail_tip);
  }
}

// Where graphviz found no way, a straight one between the middles.
void Straighten(const Picture& picture, Layout& layout) {
  for (size_t i = 0; i < layout.edges.size(); ++i) {
    EdgePlace& edge = layout.edges[i];
    size_t expected = LayoutText::HasLabelNode(picture.edges[i], edge) ? 2 : 1;
    bool whole = edge.curves.size() == expected && std::all_of(edge.curves.begin(), edge.curves.end(), [](const Curve& curve) { return curve.size() >= 4 && curve.size() % 3 == 1; });
    if (whole) continue;
    Point from = layout.nodes[picture.edges[i].source].box.middle(), to = layout.nodes[picture.edges[i].target].box.middle();
    edge.curves = {{from, from, to, to}};
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
    for (const Curve& curve : edge.curves) {
      for (const Point& point : curve) take({point.x, point.y, 0, 0});
    }
  }
  auto move = [&](Point& point) { point.x -= left, point.y -= top; };
  auto move_box = [&](Box& box) { box.x -= left, box.y -= top; };
  for (NodePlace& node : layout.nodes) move_box(node.box);
  for (ZonePlace& zone : layout.zones) move_box(zone.box), move_box(zone.heading);
  for (EdgePlace& edge : layout.edges) {
    move_box(edge.label), move(edge.head_tip), move(edge.tail_tip);
    for (Curve& curve : edge.curves) std::for_each(curve.begin(), curve.end(), move);
  }
  layout.width -= left, layout.height -= top;
}

int Silent(char*) { return 0; }

struct CloseGraph {
  const Graphviz* graphviz;
  void operator()(Agraph_t* graph) const { graphviz->agclose(graph); }
};
struct FreeContext {
  const Graphviz* graphviz;
  void operator()(GVC_t* context) const { graphviz->gvFreeContext(context); }
};

}  // namespace

Layout LayOut(const Picture& picture) {
  Layout layout = Dress(picture);
  if (picture.arrangement == Arrangement::lanes) {
    LayOutLanes(picture, layout);
    return layout;
  }
  std::vector<bool> backwards = Backwards(picture);
  Graphviz graphviz;
  if (!graphviz.library.complete()) {
    layout.error = "the picture cannot be laid out: there is no `" MERLON_GVC "` here, the library of graphviz";
    return layout;
  }
  graphviz.agseterr(AGMAX);
  graphviz.agseterrf(Silent);
  std::unique_ptr<GVC_t, FreeContext> context(graphviz.gvContext(), {&graphviz});
  std::unique_ptr<Agraph_t, CloseGraph> graph(ReadGraph(graphviz.library, LayoutText(picture, layout, backwards).Write()), {&graphviz});
  if (!context || !graph || graphviz.gvLayout(context.get(), graph.get(), "dot") != 0) {
    layout.error = "the picture cannot be laid out: graphviz has no `dot` layout here";
    return layout;
  }
  LayoutReader(graphviz, graph.get(), picture, layout).Read();
  graphviz.gvFreeLayout(context.get(), graph.get());
  TurnBack(backwards, layout);
  Straighten(picture, layout);
  Enclose(layout);
  return layout;
}

}  // namespace merlon

// Graphviz loses some kilobytes with each layout, and the libraries behind librsvg keep what they have read. A build that looks for leaks of ours
// must not stop at these.
#if defined(__SANITIZE_ADDRESS__)
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libgvc\nleak:libcgraph\nleak:libgvplugin\nleak:libfontconfig\nleak:libpango\nleak:libglib\nleak:librsvg\n"; }
#endif
