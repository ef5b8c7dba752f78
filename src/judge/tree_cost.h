// What an attack tree says: the way that costs the attacker least, and what it costs.
#pragma once

#include <optional>
#include <vector>

#include "judge/assess.h"

namespace merlon {

// One way to the goal. Work of a skilled attacker in hours: a leaf costs what is written at it, else what the rule of its threat says, else it is not
// known and counts from 0 upwards. `all` adds up, `any` takes the least, and a node's own work comes on top.
struct TreeWay {
  int64_t least = 0, most = 0;  // `most` counts only when `bounded`
  bool bounded = true;
  std::vector<std::string_view> steps;    // titles of the leaves, from left to right
  std::vector<std::string_view> threats;  // what they name
};

// The cheapest way by its least cost, then by its most; of equals the one that is written first. With `open_only`, a way through a threat that is
// handled, decided or set aside does not count; nothing when no way is left. O(tree x threats).
std::optional<TreeWay> CheapestWay(const AssessInput& input, const Assessment& assessment, const Tree& tree, bool open_only);

// The texts under `threat:` in the tree, from top to bottom.
std::vector<const Text*> ThreatsNamed(const Tree& tree);
// Leaves, and those of them of which neither work nor threat is known.
struct TreeLeaves {
  size_t all = 0, unpriced = 0;
};
TreeLeaves CountLeaves(const Tree& tree);

}  // namespace merlon
