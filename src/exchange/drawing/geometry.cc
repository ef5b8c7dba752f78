#include "exchange/drawing/geometry.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace merlon::drawing {
namespace {

// Far outside of every drawing, whose coordinates are cut to ten million.
constexpr double kFar = 1e9;

// Which side of a-b the point is on. A point on the line counts as left of it, so that a crossing at a corner is counted once.
bool IsLeft(Point a, Point b, Point p) { return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x) >= 0; }

bool Cross(Point a, Point b, Point c, Point d) { return IsLeft(a, b, c) != IsLeft(a, b, d) && IsLeft(c, d, a) != IsLeft(c, d, b); }

double Overlap(double a, double a_size, double b, double b_size) { return std::max(0.0, std::min(a + a_size, b + b_size) - std::max(a, b)); }

// A polygon: the line with an end far away in the directions `first` and `last`, closed by an arc far outside.
std::vector<Point> CloseFarAway(std::span<const Point> line, double first, double last) {
  constexpr int kArcSteps = 16;
  auto far = [](double angle) { return Point{kFar * std::cos(angle), kFar * std::sin(angle)}; };
  std::vector<Point> polygon;
  polygon.push_back(far(first));
  polygon.insert(polygon.end(), line.begin(), line.end());
  double turn = first - last;
  while (turn < 0) turn += 2 * std::numbers::pi;
  for (int i = 0; i < kArcSteps; ++i) polygon.push_back(far(last + turn * i / kArcSteps));
  return polygon;
}

double Direction(Point from, Point to) { return std::atan2(to.y - from.y, to.x - from.x); }

}  // namespace

double Distance(Point a, Point b) { return std::hypot(a.x - b.x, a.y - b.y); }

double Distance(const Box& box, Point p) {
  return Distance(p, {std::clamp(p.x, box.x, box.x + box.width), std::clamp(p.y, box.y, box.y + box.height)});
}

double ShareInside(const Box& inner, const Box& outer) {
  if (inner.area() <= 0) return outer.Contains(inner.centre()) ? 1 : 0;
  return Overlap(inner.x, inner.width, outer.x, outer.width) * Overlap(inner.y, inner.height, outer.y, outer.height) / inner.area();
}

bool Inside(std::span<const Point> polygon, Point p) {
  bool inside = false;
  for (size_t i = 0, j = polygon.size() - 1; i < polygon.size(); j = i++) {
    Point a = polygon[i], b = polygon[j];
    if ((a.y > p.y) == (b.y > p.y)) continue;
    if (p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) inside = !inside;
  }
  return inside;
}

size_t CountCrossings(std::span<const Point> a, std::span<const Point> b) {
  size_t count = 0;
  for (size_t i = 1; i < a.size(); ++i) {
    for (size_t j = 1; j < b.size(); ++j) count += Cross(a[i - 1], a[i], b[j - 1], b[j]);
  }
  return count;
}

bool NearlyClosed(std::span<const Point> line) {
  // The gap of three quarters of a circle is 0.3 of its length, that of a half circle 0.64.
  constexpr double kWidestGap = 0.34;
  if (line.size() < 4) return false;
  double length = 0;
  for (size_t i = 1; i < line.size(); ++i) length += Distance(line[i - 1], line[i]);
  return length > 0 && Distance(line.front(), line.back()) <= kWidestGap * length;
}

std::vector<Point> ExtendByEnds(std::span<const Point> line) {
  return CloseFarAway(line, Direction(line[1], line.front()), Direction(line[line.size() - 2], line.back()));
}

std::vector<Point> ExtendByChord(std::span<const Point> line) {
  double chord = Direction(line.front(), line.back());
  return CloseFarAway(line, chord + std::numbers::pi, chord);
}

}  // namespace merlon::drawing
