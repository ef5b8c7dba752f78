// Pieces of SVG: numbers, escaped text, marks. What the picture and its legend are drawn with.
#pragma once

#include <string>
#include <string_view>

#include "report/diagram/layout.h"

namespace merlon {

class SvgPen {
 public:
  const std::string& text() const { return out_; }
  std::string Take() { return std::move(out_); }

  SvgPen& Raw(std::string_view svg);
  SvgPen& Number(double value);                  // one decimal at most
  SvgPen& Escaped(std::string_view text);        // for content and for attributes
  SvgPen& Title(std::string_view text);          // what a pointer is told; nothing when empty
  SvgPen& Text(Point at, std::string_view classes, std::string_view text);
  SvgPen& Rect(const Box& box, double radius, std::string_view classes);
  SvgPen& Line(Point from, Point to, std::string_view classes);
  SvgPen& Path(const std::vector<Point>& curve);
  SvgPen& Tip(Point from, Point to);             // an arrow's head
  // Lines of text, the first one's top at `top`.
  SvgPen& Lines(const std::vector<TextLine>& lines, double x, double top, bool middle);
  SvgPen& Outline(NodeShape shape, const Box& box);
  // Marks of 12 by 12, their top left corner at `at`.
  SvgPen& ProtectionMark(Protection protection, Point at);
  SvgPen& SenderMark(Point at);
  SvgPen& BadgeMark(const Badge& badge, Point at);

 private:
  std::string out_;
};

std::string_view ClassOf(NodeShape shape);
std::string_view ClassOf(Protection protection);
double Baseline(TextStyle style);  // from the top of its line

// The legend: every mark that the picture uses, and what it means, in rows no wider than `width`. Draws from (0, 0) down; returns the height.
double DrawLegend(SvgPen& pen, const Picture& picture, double width);

}  // namespace merlon
