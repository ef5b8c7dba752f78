// Plane geometry of a drawing: what lies inside, what crosses, and how an open line divides the plane.
#pragma once

#include <span>
#include <vector>

namespace merlon::drawing {

// Readers cut coordinates to this, so that sums and products of them stay exact enough.
inline constexpr double kFarthest = 1e7;

struct Point {
  double x = 0, y = 0;
};

struct Box {
  double x = 0, y = 0, width = 0, height = 0;
  Point centre() const { return {x + width / 2, y + height / 2}; }
  double area() const { return width * height; }
  bool Contains(Point p) const { return p.x >= x && p.x <= x + width && p.y >= y && p.y <= y + height; }
};

double Distance(Point a, Point b);
// From the point to the nearest point of the box; 0 inside it.
double Distance(const Box& box, Point p);
// The share of `inner`'s area that lies in `outer`; 1 for a box without area whose centre lies there.
double ShareInside(const Box& inner, const Box& outer);

// Even-odd rule; the polygon is closed by itself.
bool Inside(std::span<const Point> polygon, Point p);
// How often two polylines cross.
size_t CountCrossings(std::span<const Point> a, std::span<const Point> b);

// Whether a line comes back to its start nearly enough to be meant as an outline.
bool NearlyClosed(std::span<const Point> line);
// The line made endless: each end goes on in its own direction, or away from the other end; one side of it is the polygon's inside.
std::vector<Point> ExtendByEnds(std::span<const Point> line);
std::vector<Point> ExtendByChord(std::span<const Point> line);

}  // namespace merlon::drawing
