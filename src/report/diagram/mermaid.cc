// Mermaid, for pages that draw it: flowchart, stateDiagram-v2 or sequenceDiagram. Words stand where the SVG has marks.
#include "base/strings.h"
#include "report/diagram/write.h"

namespace merlon {
namespace {

// Whatever could mean something to Mermaid, to Markdown or to HTML is written by its number; `#60;` is Mermaid's own way.
std::string Escaped(std::string_view text) {
  std::string out;
  constexpr std::string_view kPlain = " .,-_/()?!+=";
  for (size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    unsigned char byte = static_cast<unsigned char>(c);
    // `1. ` and `- ` would begin a list.
    bool list = (c == '.' && text.substr(i + 1, 1) == " ") || ((c == '-' || c == '+') && i == 0);
    bool plain = !list && ( byte >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || kPlain.find(c) != std::string_view::npos);
    if (plain) out += c;
    else out += "#" + std::to_string(byte) + ";";
  }
  return out;
}

class Lines {
 public:
  void Add(std::string_view line) {
    if (line.empty()) return;
    text_ += (text_.empty() ? "" : "<br/>") + Escaped(line);
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

Lines EdgeLines(const PictureEdge& edge) {
  Lines lines;
  lines.Add(edge.title), lines.Add(edge.over), lines.Add(edge.carries), lines.Add(ProtectionWords(edge.protection));
  if (edge.sender_known) lines.Add("the receiver checks who sends");
  if (edge.badge.shown()) lines.Add(BadgeWords(edge.badge));
  return lines;
}

Lines NodeLines(const PictureNode& node) {
  Lines lines;
  lines.Add(node.title);
  for (const std::string& detail : node.details) lines.Add(detail);
  if (node.badge.shown()) lines.Add(BadgeWords(node.badge));
  return lines;
}

std::string Name(size_t row) { return "n" + std::to_string(row); }

class MermaidWriter {
 public:
  explicit MermaidWriter(const Picture& picture) : picture_(picture) {}

  std::string Write() {
    // The heading is YAML, and no part of the drawing.
    out_ = "---\ntitle: '" + ReplaceAll(picture_.title + ", " + picture_.subtitle, "'", "''") + "'\n---\n";
    if (picture_.arrangement == Arrangement::lanes) Sequence();
    else if (picture_.kind == DiagramKind::states) States();
    else Flowchart();
    return std::move(out_);
  }

 private:
  void Sequence() {
    out_ += "sequenceDiagram\n  autonumber\n";
    for (size_t i = 0; i < picture_.nodes.size(); ++i) {
      out_ += std::string(picture_.nodes[i].shape == NodeShape::actor ? "  actor " : "  participant ") + Name(i) + " as " + NodeLines(picture_.nodes[i]).text() + "\n";
    }
    for (const PictureEdge& edge : picture_.edges) {
      out_ += "  " + Name(edge.source) + (edge.protection == Protection::encrypted || edge.protection == Protection::none ? "->>" : "-->>") + Name(edge.target) + ": " + EdgeLines(edge).text() + "\n";
    }
  }

  void States() {
    out_ += "stateDiagram-v2\n  direction LR\n";
    for (size_t i = 0; i < picture_.nodes.size(); ++i) {
      if (picture_.nodes[i].shape != NodeShape::start) out_ += "  state \"" + NodeLines(picture_.nodes[i]).text() + "\" as " + Name(i) + "\n";
    }
    for (const PictureEdge& edge : picture_.edges) {
      std::string label = EdgeLines(edge).text();
      bool start = picture_.nodes[edge.source].shape == NodeShape::start;
      out_ += "  " + (start ? std::string("[*]") : Name(edge.source)) + " --> " + Name(edge.target) + (label.empty() ? "" : " : " + label) + "\n";
    }
    for (size_t i = 0; i < picture_.nodes.size(); ++i) {
      if (picture_.nodes[i].shape == NodeShape::final_state) out_ += "  " + Name(i) + " --> [*]\n";
    }
  }

  void Flowchart() {
    out_ += picture_.arrangement == Arrangement::downwards ? "flowchart TB\n" : "flowchart LR\n";
    Inside(kNone, "  ");
    for (const PictureEdge& edge : picture_.edges) {
      std::string label = EdgeLines(edge).text();
      std::string_view arrow = edge.plain ? "---" : edge.strong ? "==>" : edge.protection == Protection::unencrypted || edge.protection == Protection::unknown ? "-.->" : "-->";
      out_ += "  " + Name(edge.source) + " " + (edge.both_ways ? "<" : "") + std::string(arrow) + (label.empty() ? " " : "|\"" + label + "\"| ") + Name(edge.target) + "\n";
    }
    Classes();
  }

  // Zones stand behind the zone around them, so this ends.
  void Inside(uint32_t parent, const std::string& indent) {
    for (size_t i = 0; i < picture_.nodes.size(); ++i) {
      if (picture_.nodes[i].zone != parent) continue;
      auto [open, close] = Brackets(picture_.nodes[i].shape);
      out_ += indent + Name(i) + std::string(open) + "\"" + NodeLines(picture_.nodes[i]).text() + "\"" + std::string(close) + "\n";
    }
    for (uint32_t i = 0; i < picture_.zones.size(); ++i) {
      const PictureZone& zone = picture_.zones[i];
      if (zone.parent != parent) continue;
      Lines lines;
      lines.Add(zone.title), lines.Add(zone.detail);
      if (zone.badge.shown()) lines.Add(BadgeWords(zone.badge));
      out_ += indent + "subgraph z" + std::to_string(i) + "[\"" + lines.text() + "\"]\n";
      Inside(i, indent + "  ");
      out_ += indent + "end\n";
    }
  }

  static std::pair<std::string_view, std::string_view> Brackets(NodeShape shape) {
    switch (shape) {
      case NodeShape::process: return {"(", ")"};
      case NodeShape::store: return {"[(", ")]"};
      case NodeShape::any: case NodeShape::all: return {"([", "])"};
      default: return {"[", "]"};
    }
  }

  void Classes() {
    auto list = [&](auto test, std::string_view name, std::string_view style) {
      std::string names;
      for (size_t i = 0; i < picture_.nodes.size(); ++i) {
        if (test(picture_.nodes[i])) names += (names.empty() ? "" : ",") + Name(i);
      }
      if (!names.empty()) out_ += "  classDef " + std::string(name) + " " + std::string(style) + "\n  class " + names + " " + std::string(name) + "\n";
    };
    list([](const PictureNode& node) { return node.marked; }, "marked", "stroke-width:3px");
    list([](const PictureNode& node) { return node.faded; }, "faded", "stroke-dasharray:2 3");
    for (uint32_t i = 0; i < picture_.zones.size(); ++i) out_ += "  style z" + std::to_string(i) + " stroke-dasharray:6 4\n";
  }

  const Picture& picture_;
  std::string out_;
};

}  // namespace

std::string WriteMermaid(const Picture& picture) { return MermaidWriter(picture).Write(); }

}  // namespace merlon
