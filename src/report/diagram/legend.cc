// The legend explains every mark that the picture uses, and nothing else.
#include <algorithm>
#include <functional>

#include "report/diagram/measure.h"
#include "report/diagram/svg_pen.h"

namespace merlon {
namespace {

constexpr double kSample = 34, kRow = 22, kGap = 18, kSampleHeight = 14;

struct Entry {
  std::function<void(SvgPen&, Box)> draw;  // into this box
  std::string words;
};

template <class List, class Test>
bool AnyOf(const List& list, Test test) { return std::any_of(list.begin(), list.end(), test); }

class Legend {
 public:
  explicit Legend(const Picture& picture) : picture_(picture) {
    Shapes();
    Zones();
    Lines();
    Marks();
    Badges();
  }
  const std::vector<Entry>& entries() const { return entries_; }

 private:
  void Add(std::string words, std::function<void(SvgPen&, Box)> draw) { entries_.push_back({std::move(draw), std::move(words)}); }

  void Shape(NodeShape shape, std::string words) {
    if (!AnyOf(picture_.nodes, [&](const PictureNode& node) { return node.shape == shape; })) return;
    Add(std::move(words), [shape](SvgPen& pen, Box box) {
      if (shape == NodeShape::start) box = {box.x + 11, box.y + 1, 12, 12};
      pen.Raw("<g class=\"").Raw(ClassOf(shape)).Raw("\">").Outline(shape, box).Raw("</g>");
    });
  }

  void NodeMark(std::string_view classes, std::string words) {
    Add(std::move(words), [classes](SvgPen& pen, Box box) { pen.Raw("<g class=\"process ").Raw(classes).Raw("\">").Outline(NodeShape::process, box).Raw("</g>"); });
  }

  void Shapes() {
    Shape(NodeShape::actor, "actor");
    Shape(NodeShape::process, "process");
    Shape(NodeShape::store, "store");
    Shape(NodeShape::start, "begins here");
    Shape(NodeShape::state, "state");
    Shape(NodeShape::final_state, "final state");
    Shape(NodeShape::party, "what is handed over");
    Shape(NodeShape::goal, "the attacker's goal");
    Shape(NodeShape::step, "step");
    if (picture_.kind == DiagramKind::dataflow && AnyOf(picture_.nodes, [](const PictureNode& node) { return node.marked; })) NodeMark("marked", "holds it");
    bool faded = AnyOf(picture_.nodes, [](const PictureNode& node) { return node.faded; });
    if (faded && picture_.kind == DiagramKind::tree) NodeMark("faded", "handled, decided or set aside");
    else if (faded) NodeMark("faded", AnyOf(picture_.nodes, [](const PictureNode& node) { return node.outside; }) ? "out of scope, or outside this view" : "out of scope");
  }

  void Zones() {
    auto add = [&](bool party, std::string words) {
      if (!AnyOf(picture_.zones, [&](const PictureZone& zone) { return zone.party == party; })) return;
      Add(std::move(words), [party](SvgPen& pen, Box box) { pen.Raw(party ? "<g class=\"zone region\">" : "<g class=\"zone\">").Rect(box, 4, "").Raw("</g>"); });
    };
    add(false, "zone; its border is a trust boundary");
    add(true, "on whose machines what is inside runs");
  }

  void Line(std::string classes, std::string words) {
    Add(std::move(words), [classes](SvgPen& pen, Box box) {
      double y = box.y + box.height / 2;
      pen.Raw("<g class=\"flow ").Raw(classes).Raw("\">").Line({box.x, y}, {box.right() - 8, y}, "line").Tip({box.x, y}, {box.right(), y}).Raw("</g>");
    });
  }

  void Lines() {
    for (Protection protection : {Protection::encrypted, Protection::unencrypted, Protection::unknown}) {
      if (!AnyOf(picture_.edges, [&](const PictureEdge& edge) { return edge.protection == protection; })) continue;
      Add(std::string(ProtectionWords(protection)), [protection](SvgPen& pen, Box box) {
        double y = box.y + box.height / 2;
        pen.Raw("<g class=\"flow ").Raw(ClassOf(protection)).Raw("\">").Line({box.x - 12, y}, {box.right() - 22, y}, "line").Tip({box.x, y}, {box.right() - 14, y}).Raw("</g>").ProtectionMark(protection, {box.right() - 12, y - 6});
      });
    }
    bool flows = picture_.kind == DiagramKind::dataflow || picture_.kind == DiagramKind::context || picture_.kind == DiagramKind::sequence;
    if (flows && AnyOf(picture_.edges, [](const PictureEdge& edge) { return edge.protection == Protection::none; })) Line("", "not on a network");
    if (AnyOf(picture_.edges, [](const PictureEdge& edge) { return edge.strong; })) Line("strong", "passes from one to another");
  }

  void Marks() {
    if (!AnyOf(picture_.edges, [](const PictureEdge& edge) { return edge.sender_known; })) return;
    Add("the receiver checks who sends", [](SvgPen& pen, Box box) { pen.SenderMark({box.x + 11, box.y + 1}); });
  }

  void Badges() {
    Badge open, waiting;
    auto take = [&](const Badge& badge) {
      if (badge.open > 0 && badge.worst >= open.worst) open = badge;
      if (badge.open == 0 && badge.undetermined > 0) waiting = badge;
    };
    take(picture_.badge);
    for (const PictureNode& node : picture_.nodes) take(node.badge);
    for (const PictureEdge& edge : picture_.edges) take(edge.badge);
    for (const PictureZone& zone : picture_.zones) take(zone.badge);
    auto draw = [](const Badge& badge) {
      return [badge](SvgPen& pen, Box box) { pen.BadgeMark(badge, {box.x + (box.width - BadgeWidth(badge)) / 2, box.y - 1}); };
    };
    if (open.open > 0) Add("open threats, and the worst: C critical, H high, M medium, L low", draw(open));
    if (waiting.undetermined > 0) Add("threats that wait for an answer", draw(waiting));
  }

  const Picture& picture_;
  std::vector<Entry> entries_;
};

}  // namespace

double DrawLegend(SvgPen& pen, const Picture& picture, double width) {
  Legend legend(picture);
  if (legend.entries().empty()) return 0;
  double x = 0, y = 0;
  pen.Raw("<g class=\"legend\">\n");
  for (const Entry& entry : legend.entries()) {
    double taken = 12 + kSample + 8 + TextWidth(entry.words, SizeOf(TextStyle::label));
    if (x > 0 && x + taken > width) x = 0, y += kRow;
    entry.draw(pen, {x + 12, y + (kRow - kSampleHeight) / 2, kSample, kSampleHeight});
    pen.Text({x + 12 + kSample + 8, y + kRow / 2 + 4}, "l", entry.words).Raw("\n");
    x += taken + kGap;
  }
  pen.Raw("</g>\n");
  return y + kRow;
}

}  // namespace merlon
