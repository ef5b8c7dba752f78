// Sets of elements made to nest: after `MakeLaminar` any two regions are disjoint or one holds the other.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "base/tri.h"

namespace merlon::drawing {

struct Region {
  uint32_t cell = 0;
  bool is_box = false;
  double area = 0;
  Bits members;
  uint32_t parent = UINT32_MAX;  // the region around it
};

// Takes what two regions share without nesting from the larger one; `taken(element, from, kept)` is told. Returns the regions that have
// members, innermost first, and sets their parents.
std::vector<uint32_t> MakeLaminar(std::vector<Region>& regions, const std::function<void(size_t element, uint32_t from, uint32_t kept)>& taken);
// Lifts what is nested deeper than `most`; returns the lifted regions.
std::vector<uint32_t> LimitDepth(std::vector<Region>& regions, size_t most);

}  // namespace merlon::drawing
