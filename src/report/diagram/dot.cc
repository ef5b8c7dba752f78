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
  bool empty() const { return text_.empty(); }

 private:
  std::string text_;
};

struct Look {
  std::string_view shape, style, fill, line;  // empty: graphviz's own
};

Look LookOf(NodeShape shape) {
  switch (shape) {
    case NodeShape::actor: return {"box", "filled", "#fdf3d8", "#8a6200"};
    case NodeShape::process: return {"box", "rounded,filled", "#e4f1fb", "#0068a4"};
    case NodeShape::store: return {"cylinder", "filled", "#def3ec", "#00704f"};
    case NodeShape::state: return {"box", "rounded,filled", "#e4f1fb", "#0068a4"};
    case NodeShape::final_state: return {"box, peripheries=2", "rounded,filled", "#e4f1fb", "#0068a4"};
    case NodeShape::start: return {"point, width=0.2"};
    case NodeShape::party: return {"note"};
    case NodeShape::goal: return {"box, peripheries=2", "filled", "#fdf3d8", "#b84c00"};
    case NodeShape::step: return {"box"};
    case NodeShape::any: case NodeShape::all: return {"oval"};
  }
  return {};
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
    Look look = LookOf(node.shape);
    out_ += indent + Quoted(node.id) + " [label=" + label.Quoted() + ", shape=" + std::string(look.shape);
    if (node.faded) out_ += ", style=dashed, color=\"#555d66\", fontcolor=\"#555d66\"";
    else if (!look.style.empty()) out_ += ", style=" + Quoted(look.style) + ", fillcolor=" + Quoted(look.fill) + ", color=" + Quoted(look.line);
    if (node.marked) out_ += ", penwidth=3";
    out_ += "];\n";
  }

  void Edge(const PictureEdge& edge) {
    Label label;
    label.Add(edge.title), label.Add(edge.over), label.Add(edge.carries), label.Add(ProtectionWords(edge.protection));
    if (edge.sender_known) label.Add("the receiver checks who sends");
    if (edge.badge.shown()) label.Add(BadgeWords(edge.badge));
    std::string looks;
    auto look = [&](bool wanted, const std::string& words) {
      if (wanted) looks += (looks.empty() ? "" : ", ") + words;
    };
    look(!label.empty(), "label=" + label.Quoted());
    look(edge.protection == Protection::encrypted, "color=\"#00704f\"");
    look(edge.protection == Protection::unencrypted, "style=dashed, color=\"#b84c00\"");
    look(edge.protection == Protection::unknown, "style=dotted, color=\"#555d66\"");
    look(edge.both_ways, "dir=both");
    look(edge.plain, "dir=none");
    look(edge.strong, "penwidth=3");
    out_ += "  " + Quoted(picture_.nodes[edge.source].id) + " -> " + Quoted(picture_.nodes[edge.target].id) + (looks.empty() ? "" : " [" + looks + "]") + ";\n";
  }

  const Picture& picture_;
  std::string out_;
};

}  // namespace

std::string WriteDot(const Picture& picture) { return DotWriter(picture).Write(); }

}  // namespace merlon
