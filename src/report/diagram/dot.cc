// DOT, for who wants to lay it out or dress it otherwise. Words stand where the SVG has marks.
#include "report/diagram/write.h"

namespace merlon {
namespace {

// In a quoted string a backslash begins an escape, and an ampersand an entity of HTML.
std::string Escaped(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
    if (c == '&') out += "amp;";
  }
  return out;
}

std::string Quoted(std::string_view text) { return "\"" + Escaped(text) + "\""; }

// Lines of a label; empty ones are left out.
class Label {
 public:
  void Add(std::string_view line) {
    if (line.empty()) return;
    text_ += (text_.empty() ? "" : "\\n") + Escaped(line);
  }
  std::string Quoted() const { return "\"" + text_ + "\""; }

 private:
  std::string text_;
};

std::string_view ShapeWords(NodeShape shape) {
  switch (shape) {
    case NodeShape::actor: return "shape=box, style=filled, fillcolor=\"#fdf3d8\", color=\"#8a6200\"";
    case NodeShape::process: return "shape=box, style=\"rounded,filled\", fillcolor=\"#e4f1fb\", color=\"#0068a4\"";
    case NodeShape::store: return "shape=cylinder, style=filled, fillcolor=\"#def3ec\", color=\"#00704f\"";
    case NodeShape::state: return "shape=box, style=\"rounded,filled\", fillcolor=\"#e4f1fb\", color=\"#0068a4\"";
    case NodeShape::final_state: return "shape=box, style=\"rounded,filled\", peripheries=2, fillcolor=\"#e4f1fb\", color=\"#0068a4\"";
    case NodeShape::start: return "shape=point, width=0.2";
    case NodeShape::party: return "shape=note";
    case NodeShape::goal: return "shape=box, peripheries=2, style=filled, fillcolor=\"#fdf3d8\", color=\"#b84c00\"";
    case NodeShape::step: return "shape=box";
    case NodeShape::any: case NodeShape::all: return "shape=oval";
  }
  return "";
}

class DotWriter {
 public:
  explicit DotWriter(const Picture& picture) : picture_(picture) {}

  std::string Write() {
    out_ = "digraph " + Quoted(picture_.title) + " {\n";
    Label title;
    title.Add(picture_.title), title.Add(picture_.subtitle);
    if (picture_.badge.shown()) title.Add(BadgeWords(picture_.badge));
    out_ += "  graph [label=" + title.Quoted() + ", labelloc=t, labeljust=l, rankdir=" + (picture_.arrangement == Arrangement::downwards ? "TB" : "LR") + ", nodesep=0.45, ranksep=0.55, fontname=\"Helvetica\"];\n";
    out_ += "  node [fontname=\"Helvetica\", fontsize=12];\n  edge [fontname=\"Helvetica\", fontsize=10];\n";
    Inside(kNone, "  ");
    for (const PictureEdge& edge : picture_.edges) Edge(edge);
    return out_ + "}\n";
  }

 private:
  // Zones stand behind the zone around them, so this ends.
  void Inside(uint32_t parent, const std::string& indent) {
    for (const PictureNode& node : picture_.nodes) {
      if (node.zone == parent) Node(node, indent);
    }
    for (uint32_t i = 0; i < picture_.zones.size(); ++i) {
      const PictureZone& zone = picture_.zones[i];
      if (zone.parent != parent) continue;
      Label label;
      label.Add(zone.title), label.Add(zone.detail);
      if (zone.badge.shown()) label.Add(BadgeWords(zone.badge));
      out_ += indent + "subgraph " + Quoted("cluster " + zone.id) + " {\n" + indent + "  label=" + label.Quoted() + "; style=\"dashed,rounded\"; color=\"#94507a\"; fontcolor=\"#94507a\"; margin=16;\n";
      Inside(i, indent + "  ");
      out_ += indent + "}\n";
    }
  }

  void Node(const PictureNode& node, const std::string& indent) {
    Label label;
    if (node.shape != NodeShape::start) label.Add(node.title);
    for (const std::string& detail : node.details) label.Add(detail);
    if (node.badge.shown()) label.Add(BadgeWords(node.badge));
    out_ += indent + Quoted(node.id) + " [label=" + label.Quoted() + ", " + std::string(ShapeWords(node.shape));
    if (node.marked) out_ += ", penwidth=3";
    if (node.faded) out_ += ", style=dashed, color=\"#555d66\", fontcolor=\"#555d66\"";
    out_ += "];\n";
  }

  void Edge(const PictureEdge& edge) {
    Label label;
    label.Add(edge.title), label.Add(edge.over), label.Add(edge.carries), label.Add(ProtectionWords(edge.protection));
    if (edge.sender_known) label.Add("the receiver checks who sends");
    if (edge.badge.shown()) label.Add(BadgeWords(edge.badge));
    out_ += "  " + Quoted(picture_.nodes[edge.source].id) + " -> " + Quoted(picture_.nodes[edge.target].id) + " [label=" + label.Quoted();
    if (edge.protection == Protection::encrypted) out_ += ", color=\"#00704f\"";
    if (edge.protection == Protection::unencrypted) out_ += ", style=dashed, color=\"#b84c00\"";
    if (edge.protection == Protection::unknown) out_ += ", style=dotted, color=\"#555d66\"";
    if (edge.both_ways) out_ += ", dir=both";
    if (edge.plain) out_ += ", dir=none";
    if (edge.strong) out_ += ", penwidth=3";
    out_ += "];\n";
  }

  const Picture& picture_;
  std::string out_;
};

}  // namespace

std::string WriteDot(const Picture& picture) { return DotWriter(picture).Write(); }

}  // namespace merlon
