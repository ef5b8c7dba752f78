// Relative order: people say which of two threats is worse, and the comparisons make one list.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace merlon {

// `worse` is said to be worse than `milder`; both are numbers below the count of things.
struct Comparison {
  uint32_t worse = 0, milder = 0;
};

struct RelativeOrder {
  // For each thing its rank: 1 plus the number of things before it. Things that contradict each other share one.
  std::vector<uint32_t> ranks;
  // Each group of things that contradict each other, as one way round: every one is worse than the next, and the last worse than the first.
  std::vector<std::vector<uint32_t>> cycles;
  // Neighbours in the list that no comparison tells apart, worse one first: there the lower number stands first.
  std::vector<std::pair<uint32_t, uint32_t>> gaps;
};

// The total order of `count` things. What the comparisons leave open is decided by number, lowest first. O((count + comparisons) log count).
RelativeOrder OrderByComparisons(size_t count, std::span<const Comparison> comparisons);

}  // namespace merlon
