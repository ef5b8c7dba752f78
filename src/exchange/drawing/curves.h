// What a boundary that is only a line separates.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "exchange/drawing/geometry.h"

namespace merlon::drawing {

// The elements of one diagram that have a place on it, and the flows between them as lines.
struct Canvas {
  struct Flow {
    size_t source, target;  // rows of `elements`
    std::vector<Point> line;
  };
  std::vector<Point> elements;
  std::vector<bool> actors;
  std::vector<Flow> flows;
};

struct Enclosed {
  std::vector<size_t> elements;  // empty: nothing
  std::string how;               // how the line was read, or why it encloses nothing
};

// The side of the line that is meant as its inside. An outline encloses what lies in it. An open line is made endless or, where that fits the
// flows drawn across it badly, read by what those flows join; its smaller side is taken.
Enclosed ReadCurve(std::span<const Point> line, const Canvas& canvas);
// How many small steps that takes.
size_t CostOfCurve(std::span<const Point> line, const Canvas& canvas);

}  // namespace merlon::drawing
