// Texts of a picture, broken into lines, and the sizes that follow.
#include <algorithm>

#include "report/diagram/layout.h"
#include "report/diagram/measure.h"

namespace merlon {
namespace {

constexpr double kTitleWidth = 150, kSheetWidth = 230, kLabelWidth = 150, kGuardWidth = 170;
constexpr double kPadX = 13, kPadY = 9, kDrumCap = 7;

void AddLines(std::vector<TextLine>& lines, std::string_view text, double width, TextStyle style, size_t most) {
  for (std::string& line : BreakLines(text, width, SizeOf(style), IsBold(style), most)) lines.push_back({std::move(line), style});
}

NodePlace DressNode(const PictureNode& node) {
  NodePlace place;
  double width = node.shape == NodeShape::party ? kSheetWidth : kTitleWidth;
  constexpr size_t kTitleLines = 3, kDetailLines = 2;
  AddLines(place.lines, node.title, width, TextStyle::title, kTitleLines);
  for (const std::string& detail : node.details) AddLines(place.lines, detail, width, TextStyle::detail, kDetailLines);
  double least_width = 84, least_height = 40;
  if (node.shape == NodeShape::start) {
    place.box.width = place.box.height = 16;
    return place;
  }
  if (node.shape == NodeShape::any || node.shape == NodeShape::all) least_width = 56, least_height = 24;
  place.box.width = std::max(least_width, WidthOf(place.lines) + 2 * kPadX);
  place.box.height = std::max(least_height, HeightOf(place.lines) + 2 * kPadY);
  if (node.shape == NodeShape::any || node.shape == NodeShape::all) place.box.height = least_height;
  if (node.shape == NodeShape::store) place.box.height += 2 * kDrumCap;
  if (node.shape == NodeShape::final_state || node.shape == NodeShape::goal) place.box.height += 6, place.box.width += 6;
  return place;
}

EdgePlace DressEdge(const PictureEdge& edge, DiagramKind kind, std::string_view number) {
  EdgePlace place;
  double width = kind == DiagramKind::states ? kGuardWidth : kLabelWidth;
  double marks = MarksWidth(edge);
  constexpr size_t kMostLines = 2;
  size_t guard_lines = kind == DiagramKind::states ? 3 : 1;
  std::string first = edge.title.empty() ? edge.over : edge.title;
  if (!number.empty()) first = std::string(number) + (first.empty() ? "" : " ") + first;
  AddLines(place.lines, first, width - marks, TextStyle::label, edge.title.empty() ? std::max(guard_lines, kMostLines) : kMostLines);
  if (!edge.title.empty()) AddLines(place.lines, edge.over, width, TextStyle::label, guard_lines);
  if (place.lines.empty() && marks > 0) place.lines.push_back({"", TextStyle::label});
  AddLines(place.lines, edge.carries, width, TextStyle::detail, kMostLines);
  if (place.lines.empty()) return place;
  std::vector<TextLine> rest(place.lines.begin() + 1, place.lines.end());
  double first_width = TextWidth(place.lines[0].text, SizeOf(place.lines[0].style), IsBold(place.lines[0].style)) + marks;
  place.label.width = std::max(first_width, WidthOf(rest)) + 6;
  place.label.height = std::max(HeightOf(place.lines), edge.badge.shown() ? kBadgeHeight + HeightOf(rest) : 0) + 8;
  return place;
}

ZonePlace DressZone(const PictureZone& zone) {
  ZonePlace place;
  constexpr double kHeadingWidth = 240;
  constexpr size_t kMostLines = 2;
  AddLines(place.lines, zone.title, kHeadingWidth, TextStyle::title, kMostLines);
  AddLines(place.lines, zone.detail, kHeadingWidth, TextStyle::detail, kMostLines);
  double badge = zone.badge.shown() ? BadgeWidth(zone.badge) + 8 : 0;
  place.heading.width = WidthOf(place.lines) + badge + 8;
  place.heading.height = HeightOf(place.lines) + 6;
  return place;
}

}  // namespace

double SizeOf(TextStyle style) { return style == TextStyle::title ? 13 : 11; }
bool IsBold(TextStyle style) { return style == TextStyle::title; }

double HeightOf(const std::vector<TextLine>& lines) {
  double height = 0;
  for (const TextLine& line : lines) height += SizeOf(line.style) * kLineHeight;
  return height;
}

double WidthOf(const std::vector<TextLine>& lines) {
  double width = 0;
  for (const TextLine& line : lines) width = std::max(width, TextWidth(line.text, SizeOf(line.style), IsBold(line.style)));
  return width;
}

double BadgeWidth(const Badge& badge) { return badge.shown() ? TextWidth(BadgeText(badge), kBadgeTextSize, true) + 12 : 0; }

double MarksWidth(const PictureEdge& edge) {
  double width = edge.protection == Protection::none ? 0 : kGlyphWidth;
  if (edge.sender_known) width += kGlyphWidth;
  if (edge.badge.shown()) width += BadgeWidth(edge.badge) + 4;
  return width;
}

Layout Dress(const Picture& picture) {
  Layout layout;
  for (const PictureNode& node : picture.nodes) layout.nodes.push_back(DressNode(node));
  for (size_t i = 0; i < picture.edges.size(); ++i) {
    std::string number = picture.arrangement == Arrangement::lanes ? std::to_string(i + 1) + "." : std::string();
    layout.edges.push_back(DressEdge(picture.edges[i], picture.kind, number));
  }
  for (const PictureZone& zone : picture.zones) layout.zones.push_back(DressZone(zone));
  return layout;
}

}  // namespace merlon
