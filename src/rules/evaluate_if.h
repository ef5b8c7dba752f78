// What a condition would be if one fact were different.
#pragma once

#include <string>
#include <vector>

#include "rules/evaluate.h"

namespace merlon {

// A property at a place, taken to have `value` (as WrittenProperty encodes it).
struct Assumption {
  Place place;
  PropertyId property;
  uint8_t value = 0;
};

// The node's value at `row` if `assumption` held. Facts that span the whole model keep their value.
Tri EvaluateIf(const RuleSet& rules, const Facts& facts, const Columns& columns, ExprId node, uint32_t row, const Assumption& assumption);

// The single facts that would make the condition true at `row`, at most `most`.
std::vector<Assumption> WaysToHold(const RuleSet& rules, const Facts& facts, const Columns& columns, ExprId node, uint32_t row, size_t most);

}  // namespace merlon
