#include "exchange/drawing/regions.h"

#include <algorithm>

namespace merlon::drawing {
namespace {

bool Overlap(const Bits& a, const Bits& b) {
  for (size_t w = 0; w < a.words().size(); ++w) {
    if (a.words()[w] & b.words()[w]) return true;
  }
  return false;
}

bool IsSubset(const Bits& a, const Bits& b) {
  for (size_t w = 0; w < a.words().size(); ++w) {
    if (a.words()[w] & ~b.words()[w]) return false;
  }
  return true;
}

}  // namespace

std::vector<uint32_t> MakeLaminar(std::vector<Region>& regions, const std::function<void(size_t, uint32_t, uint32_t)>& taken) {
  std::vector<uint32_t> order;
  std::vector<size_t> count;
  for (uint32_t i = 0; i < regions.size(); ++i) {
    order.push_back(i);
    count.push_back(regions[i].members.CountOnes());
  }
  std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
    if (count[a] != count[b]) return count[a] < count[b];
    if (regions[a].is_box != regions[b].is_box) return regions[a].is_box;
    return regions[a].area < regions[b].area;
  });
  // What is taken from a region lies in one that stands before it, so those before stay nested among each other.
  for (size_t j = 1; j < order.size(); ++j) {
    Bits& larger = regions[order[j]].members;
    for (size_t i = 0; i < j; ++i) {
      const Bits& smaller = regions[order[i]].members;
      if (!Overlap(smaller, larger) || IsSubset(smaller, larger)) continue;
      smaller.ForEach([&](size_t element) {
        if (!larger.Get(element)) return;
        larger.Clear(element);
        taken(element, order[j], order[i]);
      });
    }
  }
  std::erase_if(order, [&](uint32_t region) { return regions[region].members.CountOnes() == 0; });
  for (size_t i = 0; i < order.size(); ++i) {
    Region& inner = regions[order[i]];
    inner.parent = UINT32_MAX;
    for (size_t j = i + 1; j < order.size() && inner.parent == UINT32_MAX; ++j) {
      if (IsSubset(inner.members, regions[order[j]].members)) inner.parent = order[j];
    }
  }
  return order;
}

std::vector<uint32_t> LimitDepth(std::vector<Region>& regions, size_t most) {
  std::vector<std::pair<size_t, uint32_t>> by_depth;
  for (uint32_t i = 0; i < regions.size(); ++i) {
    size_t depth = 0;
    for (uint32_t up = regions[i].parent; up != UINT32_MAX; up = regions[up].parent) ++depth;
    by_depth.emplace_back(depth, i);
  }
  std::sort(by_depth.begin(), by_depth.end());
  std::vector<uint32_t> lifted;
  for (auto [depth, region] : by_depth) {
    if (depth < most) continue;
    // The region around it has been lifted already, so one step up is enough.
    regions[region].parent = regions[regions[region].parent].parent;
    lifted.push_back(region);
  }
  return lifted;
}

}  // namespace merlon::drawing
