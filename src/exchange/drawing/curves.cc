#include "exchange/drawing/curves.h"

#include <numeric>

namespace merlon::drawing {
namespace {

// One way to read a line as a region.
struct Reading {
  std::string_view how;
  std::vector<bool> inside;
  size_t agreeing = 0;   // flows that change sides exactly when they are drawn across the line
  size_t separated = 0;  // flows with one end on each side
};

void Judge(Reading& reading, const Canvas& canvas, const std::vector<bool>& crosses) {
  for (size_t f = 0; f < canvas.flows.size(); ++f) {
    bool separated = reading.inside[canvas.flows[f].source] != reading.inside[canvas.flows[f].target];
    reading.separated += separated;
    reading.agreeing += separated == crosses[f];
  }
}

Reading ReadPolygon(std::string_view how, std::span<const Point> polygon, const Canvas& canvas, const std::vector<bool>& crosses) {
  Reading reading{how, {}, 0, 0};
  reading.inside.reserve(canvas.elements.size());
  for (Point element : canvas.elements) reading.inside.push_back(Inside(polygon, element));
  Judge(reading, canvas, crosses);
  return reading;
}

std::vector<size_t> Side(const Reading& reading, bool inside) {
  std::vector<size_t> elements;
  for (size_t i = 0; i < reading.inside.size(); ++i) {
    if (reading.inside[i] == inside) elements.push_back(i);
  }
  return elements;
}

// The smaller of two sides; of equal ones the side without actors, because those are rarely what a boundary protects.
std::vector<size_t> Smaller(std::vector<size_t> a, std::vector<size_t> b, const Canvas& canvas) {
  auto has_actors = [&](const std::vector<size_t>& side) {
    for (size_t element : side) {
      if (canvas.actors[element]) return true;
    }
    return false;
  };
  bool take_b = b.size() < a.size() || (b.size() == a.size() && has_actors(a) && !has_actors(b));
  return take_b ? b : a;
}

// The elements' groups that stay connected when the flows across the line are cut: for each element the group's first element.
std::vector<size_t> Groups(const Canvas& canvas, const std::vector<bool>& crosses) {
  std::vector<size_t> group(canvas.elements.size());
  std::iota(group.begin(), group.end(), size_t{0});
  auto find = [&](size_t element) {
    while (group[element] != element) element = group[element] = group[group[element]];
    return element;
  };
  for (size_t f = 0; f < canvas.flows.size(); ++f) {
    if (!crosses[f]) group[find(canvas.flows[f].source)] = find(canvas.flows[f].target);
  }
  for (size_t i = 0; i < group.size(); ++i) group[i] = find(i);
  return group;
}

// Gives the groups on each side of every cut flow two different colours, 1 and 2, going from flow to flow. Where the flows contradict each
// other the first one counts. Colour 0 is for what no cut flow reaches.
std::vector<int> ColourGroups(const Canvas& canvas, const std::vector<bool>& crosses, const std::vector<size_t>& group) {
  std::vector<std::vector<size_t>> across(group.size());
  for (size_t f = 0; f < canvas.flows.size(); ++f) {
    if (!crosses[f]) continue;
    size_t a = group[canvas.flows[f].source], b = group[canvas.flows[f].target];
    across[a].push_back(b);
    across[b].push_back(a);
  }
  std::vector<int> colour(group.size(), 0);
  for (size_t start = 0; start < group.size(); ++start) {
    if (across[start].empty() || colour[start]) continue;
    colour[start] = 1;
    for (std::vector<size_t> pending = {start}; !pending.empty();) {
      size_t at = pending.back();
      pending.pop_back();
      for (size_t other : across[at]) {
        if (colour[other]) continue;
        colour[other] = 3 - colour[at];
        pending.push_back(other);
      }
    }
  }
  return colour;
}

// Reads a short line by the flows drawn across it alone: the smaller of the two parts that it cuts apart.
Reading ReadCut(const Canvas& canvas, const std::vector<bool>& crosses) {
  std::vector<size_t> group = Groups(canvas, crosses);
  std::vector<int> colour = ColourGroups(canvas, crosses, group);
  std::vector<size_t> parts[3];
  for (size_t i = 0; i < group.size(); ++i) parts[colour[group[i]]].push_back(i);
  Reading reading{"by the flows drawn across it", std::vector<bool>(group.size(), false), 0, 0};
  for (size_t element : Smaller(std::move(parts[1]), std::move(parts[2]), canvas)) reading.inside[element] = true;
  Judge(reading, canvas, crosses);
  return reading;
}

}  // namespace

size_t CostOfCurve(std::span<const Point> line, const Canvas& canvas) {
  constexpr size_t kReadings = 3, kArc = 20;
  size_t steps = canvas.elements.size() * (line.size() + kArc) * kReadings;
  for (const Canvas::Flow& flow : canvas.flows) steps += flow.line.size() * line.size();
  return steps;
}

Enclosed ReadCurve(std::span<const Point> line, const Canvas& canvas) {
  std::vector<bool> crosses;
  for (const Canvas::Flow& flow : canvas.flows) crosses.push_back(CountCrossings(line, flow.line) % 2 == 1);
  if (NearlyClosed(line)) {
    std::vector<size_t> inside = Side(ReadPolygon("", line, canvas, crosses), true);
    if (inside.empty()) return {{}, "no element lies inside it"};
    return {std::move(inside), "it is nearly closed"};
  }
  Reading best = ReadPolygon("continued at both ends", ExtendByEnds(line), canvas, crosses);
  bool has_inside = false;
  auto consider = [&](Reading reading, bool fixed) {
    if (reading.agreeing <= best.agreeing) return;
    best = std::move(reading);
    has_inside = fixed;
  };
  consider(ReadPolygon("continued along the line through its ends", ExtendByChord(line), canvas, crosses), false);
  constexpr size_t kFewestCorners = 3;
  if (line.size() >= kFewestCorners) consider(ReadPolygon("closed between its ends", line, canvas, crosses), true);
  consider(ReadCut(canvas, crosses), true);
  if (best.separated == 0) return {{}, "it separates no flow's ends from each other"};
  std::vector<size_t> inside = Side(best, true);
  return {has_inside ? inside : Smaller(inside, Side(best, false), canvas), std::string(best.how)};
}

}  // namespace merlon::drawing
