// Layout of a sequence: one lifeline for each node, one row for each message.
#include <algorithm>
#include <cstdlib>

#include "report/diagram/layout.h"

namespace merlon {
namespace {

constexpr double kBetween = 28, kLabelMargin = 20, kRowGap = 18, kLoop = 36;

// Distances between neighbouring lifelines, wide enough for the nodes at their heads and for all labels.
std::vector<double> Gaps(const Picture& picture, const Layout& layout) {
  std::vector<double> gaps(picture.nodes.size(), 0);
  for (size_t i = 0; i + 1 < gaps.size(); ++i) gaps[i] = (layout.nodes[i].box.width + layout.nodes[i + 1].box.width) / 2 + kBetween;
  for (size_t i = 0; i < picture.edges.size(); ++i) {
    const PictureEdge& edge = picture.edges[i];
    size_t first = std::min(edge.source, edge.target), last = std::max(edge.source, edge.target);
    double needed = layout.edges[i].label.width + kLabelMargin;
    if (first == last) {
      gaps[last] = std::max(gaps[last], needed + kLoop);
      continue;
    }
    double there = 0;
    for (size_t gap = first; gap < last; ++gap) there += gaps[gap];
    if (there < needed) gaps[last - 1] += needed - there;
  }
  return gaps;
}

}  // namespace

void LayOutLanes(const Picture& picture, Layout& layout) {
  std::vector<double> gaps = Gaps(picture, layout);
  double head = 0, x = layout.nodes.empty() ? 0 : layout.nodes[0].box.width / 2;
  for (const NodePlace& node : layout.nodes) head = std::max(head, node.box.height);
  std::vector<double> lanes;
  for (size_t i = 0; i < layout.nodes.size(); ++i) {
    Box& box = layout.nodes[i].box;
    lanes.push_back(x);
    box.x = x - box.width / 2, box.y = head - box.height;
    layout.width = std::max(layout.width, box.right());
    x += gaps[i];
  }
  double y = head + kRowGap;
  for (size_t i = 0; i < layout.edges.size(); ++i) {
    EdgePlace& place = layout.edges[i];
    double from = lanes[picture.edges[i].source], to = lanes[picture.edges[i].target];
    constexpr double kTip = 9;
    if (from == to) {
      double bottom = y + std::max(place.label.height, 22.0);
      place.label.x = from + kLoop, place.label.y = y;
      place.head = true, place.head_tip = {from, bottom};
      place.curves = {{{from, y}, {from + kLoop, y}, {from + kLoop, bottom}, {from + kTip, bottom}}};
      layout.width = std::max(layout.width, place.label.right());
      y = bottom + kRowGap;
      continue;
    }
    place.label.x = (from + to) / 2 - place.label.width / 2, place.label.y = y;
    y += place.label.height + 4;
    double step = from < to ? kTip : -kTip;
    place.head = true, place.head_tip = {to, y};
    place.curves = {{{from, y}, {from, y}, {to - step, y}, {to - step, y}}};
    y += kRowGap;
  }
  layout.height = y;
  for (size_t i = 0; i < lanes.size(); ++i) layout.lanes.push_back({{lanes[i], head}, {lanes[i], y}});
}

}  // namespace merlon
