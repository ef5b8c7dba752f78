// Where everything in a picture goes. One unit is a point of 1/72 inch or a pixel of CSS, as the reader likes; y grows downwards.
#pragma once

#include <string>
#include <vector>

#include "report/diagram/picture.h"

namespace merlon {

struct Point {
  double x = 0, y = 0;
};
struct Box {
  double x = 0, y = 0, width = 0, height = 0;
  double right() const { return x + width; }
  double bottom() const { return y + height; }
  Point middle() const { return {x + width / 2, y + height / 2}; }
};

enum class TextStyle : uint8_t { title, detail, label };
struct TextLine {
  std::string text;
  TextStyle style = TextStyle::label;
};
double SizeOf(TextStyle style);
bool IsBold(TextStyle style);
inline constexpr double kLineHeight = 1.3;  // of the size
double HeightOf(const std::vector<TextLine>& lines);
double WidthOf(const std::vector<TextLine>& lines);

inline constexpr double kBadgeHeight = 16, kBadgeTextSize = 10, kGlyphWidth = 14;
double BadgeWidth(const Badge& badge);

struct NodePlace {
  Box box;
  std::vector<TextLine> lines;
};
using Curve = std::vector<Point>;      // cubic Béziers: a start, and three points for each piece
struct EdgePlace {
  std::vector<Curve> curves;           // from the source to the target; a label may lie between two of them
  bool head = false, tail = false;     // whether an arrow's tip follows the last curve, or comes before the first
  Point head_tip, tail_tip;
  Box label;                           // no width: no label
  std::vector<TextLine> lines;         // marks and the badge stand in the first line, which may be empty
};
struct ZonePlace {
  Box box, heading;
  std::vector<TextLine> lines;
};
struct LaneLine {
  Point from, to;
};

// Rows answer to those of the picture.
struct Layout {
  double width = 0, height = 0;
  std::vector<NodePlace> nodes;
  std::vector<EdgePlace> edges;
  std::vector<ZonePlace> zones;
  std::vector<LaneLine> lanes;
  std::string error;
};

// Breaks all texts and finds all sizes; positions come next.
Layout Dress(const Picture& picture);
// How wide the marks and the badge are that an edge's first line begins and ends with.
double MarksWidth(const PictureEdge& edge);

// The whole layout. By graphviz, in this process; its work is bounded by the size of the picture.
Layout LayOut(const Picture& picture);
// Lifelines and messages.
void LayOutLanes(const Picture& picture, Layout& layout);

}  // namespace merlon
