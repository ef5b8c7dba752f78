// SVG: text stays text, every shape says what it is, nothing is loaded from anywhere.
#include <algorithm>
#include <cmath>

#include "report/anchors.h"
#include "report/diagram/measure.h"
#include "report/diagram/style.h"
#include "report/diagram/svg_pen.h"
#include "report/diagram/write.h"

namespace merlon {
namespace {

constexpr double kMargin = 18, kHeadingSize = 17, kLegendGap = 18, kLeastWidth = 420, kMostLegend = 1000;

class SvgWriter {
 public:
  SvgWriter(const Picture& picture, const Layout& layout, const DiagramOptions& options) : picture_(picture), layout_(layout), options_(options) {
    for (char c : options.id) {
      if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-') id_ += c;
    }
    if (id_.empty()) id_ = "merlon";
    content_width_ = std::max(layout.width, kLeastWidth);
    if (!options.embedded) {
      title_lines_ = BreakLines(picture.title, std::max(content_width_, 600.0), kHeadingSize, true, 2);
      for (const std::string& line : title_lines_) content_width_ = std::max(content_width_, TextWidth(line, kHeadingSize, true));
      subtitle_ = BreakLines(picture.subtitle, content_width_ - 160, SizeOf(TextStyle::label), false, 2);
    }
    heading_ = options.embedded && !picture.badge.shown() ? 0 : static_cast<double>(title_lines_.size()) * kHeadingSize * kLineHeight + std::max<double>(1, static_cast<double>(subtitle_.size())) * 16 + 14;
    SvgPen ignored;
    legend_ = DrawLegend(ignored, picture, LegendWidth());
    extent_ = {std::ceil(content_width_ + 2 * kMargin), std::ceil(heading_ + layout.height + (legend_ > 0 ? kLegendGap + legend_ : 0) + 2 * kMargin)};
  }

  Extent extent() const { return extent_; }

  std::string Write() {
    if (!options_.embedded) pen_.Raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    pen_.Raw("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"merlon-picture\" width=\"").Number(extent_.width).Raw("\" height=\"").Number(extent_.height);
    pen_.Raw("\" viewBox=\"0 0 ").Number(extent_.width).Raw(" ").Number(extent_.height).Raw("\" role=\"").Raw(options_.links ? "group" : "img");
    pen_.Raw("\" aria-labelledby=\"").Raw(id_).Raw("-title ").Raw(id_).Raw("-desc\">\n");
    pen_.Raw("<title id=\"").Raw(id_).Raw("-title\">").Escaped(picture_.title + ": " + picture_.subtitle).Raw("</title>\n");
    pen_.Raw("<desc id=\"").Raw(id_).Raw("-desc\">").Escaped(Describe(picture_)).Raw("</desc>\n");
    if (options_.style) pen_.Raw("<style>").Raw(StyleRules(options_.embedded, options_.theme)).Raw("</style>\n");
    pen_.Rect({0, 0, extent_.width, extent_.height}, 0, "paper").Raw("\n");
    Heading();
    pen_.Raw("<g transform=\"translate(").Number(kMargin + std::max(0.0, (content_width_ - layout_.width) / 2)).Raw(",").Number(kMargin + heading_).Raw(")\">\n");
    for (size_t i = 0; i < picture_.zones.size(); ++i) Zone(picture_.zones[i], layout_.zones[i]);
    for (const LaneLine& lane : layout_.lanes) pen_.Line(lane.from, lane.to, "lane").Raw("\n");
    for (size_t i = 0; i < picture_.edges.size(); ++i) Edge(picture_.edges[i], layout_.edges[i]);
    for (size_t i = 0; i < picture_.zones.size(); ++i) ZoneHeading(picture_.zones[i], layout_.zones[i]);
    for (size_t i = 0; i < picture_.nodes.size(); ++i) Node(picture_.nodes[i], layout_.nodes[i]);
    pen_.Raw("</g>\n");
    if (legend_ > 0) {
      pen_.Raw("<g transform=\"translate(").Number(kMargin).Raw(",").Number(kMargin + heading_ + layout_.height + kLegendGap).Raw(")\">\n");
      DrawLegend(pen_, picture_, LegendWidth());
      pen_.Raw("</g>\n");
    }
    return pen_.Raw("</svg>\n").Take();
  }

 private:
  double LegendWidth() const { return std::min(content_width_, kMostLegend); }

  void Heading() {
    if (heading_ <= 0) return;
    double y = kMargin;
    for (const std::string& line : title_lines_) {
      pen_.Text({kMargin, y + kHeadingSize}, "heading", line).Raw("\n");
      y += kHeadingSize * kLineHeight;
    }
    double badge_x = kMargin;
    for (const std::string& line : subtitle_) {
      pen_.Text({kMargin, y + 12}, "l", line).Raw("\n");
      badge_x = kMargin + TextWidth(line, SizeOf(TextStyle::label)) + 14;
      y += 16;
    }
    if (!picture_.badge.shown()) return;
    if (subtitle_.empty()) y += 16;
    pen_.BadgeMark(picture_.badge, {badge_x, y - 16});
    pen_.Text({badge_x + BadgeWidth(picture_.badge) + 6, y - 4}, "d", options_.asset.empty() ? "about the system as a whole" : "about the asset itself").Raw("\n");
  }

  // A link to the place, where links are wanted; the system is the report itself. What is opened is closed by `Close`.
  void Open(std::string_view classes, std::string_view place, std::string_view about) {
    linked_ = options_.links && !place.empty() && place != "system";
    if (linked_) pen_.Raw("<a href=\"").Escaped("#" + PlaceAnchor(place)).Raw("\">");
    pen_.Raw("<g class=\"").Raw(classes).Raw("\">").Title(about);
  }
  void Close() { pen_.Raw("</g>").Raw(linked_ ? "</a>\n" : "\n"); }

  void Zone(const PictureZone& zone, const ZonePlace& place) {
    pen_.Raw("<g class=\"zone").Raw(zone.party ? " region" : "").Raw("\">").Title(zone.about).Rect(place.box, 8, "").Raw("</g>\n");
  }

  // Above the flows, which may run through it.
  void ZoneHeading(const PictureZone& zone, const ZonePlace& place) {
    Open("zone", zone.place, zone.about);
    pen_.Lines(place.lines, place.heading.x, place.heading.y, false);
    if (zone.badge.shown()) pen_.BadgeMark(zone.badge, {place.heading.x + WidthOf({place.lines[0]}) + 8, place.heading.y});
    Close();
  }

  void Edge(const PictureEdge& edge, const EdgePlace& place) {
    std::string classes = "flow";
    if (edge.protection != Protection::none) classes += " " + std::string(ClassOf(edge.protection));
    if (edge.strong) classes += " strong";
    if (edge.faded) classes += " faded";
    Open(classes, edge.place, edge.about);
    for (const Curve& curve : place.curves) pen_.Path(curve);
    if (place.head) pen_.Tip(place.curves.back().back(), place.head_tip);
    if (place.tail) pen_.Tip(place.curves.front().front(), place.tail_tip);
    Label(edge, place);
    Close();
  }

  void Label(const PictureEdge& edge, const EdgePlace& place) {
    if (place.lines.empty()) return;
    const TextLine& first = place.lines[0];
    double text = TextWidth(first.text, SizeOf(first.style), IsBold(first.style));
    double x = place.label.middle().x - (text + MarksWidth(edge)) / 2, top = place.label.y + 3;
    double line = SizeOf(first.style) * kLineHeight;
    if (edge.badge.shown()) line = std::max(line, kBadgeHeight);
    double mark_y = top + line / 2 - 6;
    if (edge.protection != Protection::none) pen_.ProtectionMark(edge.protection, {x, mark_y}), x += kGlyphWidth;
    if (edge.sender_known) pen_.SenderMark({x, mark_y}), x += kGlyphWidth;
    pen_.Text({x, top + line / 2 + 4}, first.style == TextStyle::detail ? "d" : "l", first.text);
    pen_.BadgeMark(edge.badge, {x + text + 4, top + line / 2 - kBadgeHeight / 2});
    pen_.Lines({place.lines.begin() + 1, place.lines.end()}, place.label.middle().x, top + line, true);
  }

  void Node(const PictureNode& node, const NodePlace& place) {
    Open(std::string(ClassOf(node.shape)) + (node.marked ? " marked" : "") + (node.faded ? " faded" : ""), node.place, node.about);
    pen_.Outline(node.shape, place.box);
    double shift = node.shape == NodeShape::store ? 4 : 0;
    Point middle = place.box.middle();
    bool sheet = node.shape == NodeShape::party;
    if (node.shape != NodeShape::start) pen_.Lines(place.lines, sheet ? place.box.x + 12 : middle.x, middle.y - HeightOf(place.lines) / 2 + shift, !sheet);
    pen_.BadgeMark(node.badge, {place.box.right() - BadgeWidth(node.badge) - 5, place.box.y - kBadgeHeight / 2});
    Close();
  }

  const Picture& picture_;
  const Layout& layout_;
  const DiagramOptions& options_;
  std::string id_;
  SvgPen pen_;
  std::vector<std::string> title_lines_, subtitle_;
  double content_width_ = 0, heading_ = 0, legend_ = 0;
  Extent extent_;
  bool linked_ = false;
};

}  // namespace

std::string WriteSvg(const Picture& picture, const Layout& layout, const DiagramOptions& options) { return SvgWriter(picture, layout, options).Write(); }
Extent SvgExtent(const Picture& picture, const Layout& layout, const DiagramOptions& options) { return SvgWriter(picture, layout, options).extent(); }

}  // namespace merlon
