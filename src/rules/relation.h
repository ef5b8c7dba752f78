// Comparisons of values that are known to lie between two bounds.
#pragma once

#include "base/tri.h"
#include "facts/facts.h"
#include "rules/expression.h"

namespace merlon {

// Whether every, no, or only some value in [low, high] stands in `relation` to every value in [other_low, other_high].
inline Tri CompareRange(Relation relation, int64_t low, int64_t high, int64_t other_low, int64_t other_high) {
  auto less = [](int64_t a_low, int64_t a_high, int64_t b_low, int64_t b_high) { return a_high < b_low ? Tri::yes : a_low >= b_high ? Tri::no : Tri::unknown; };
  auto equal = [&] {
    if (low == high && other_low == other_high && low == other_low) return Tri::yes;
    return high < other_low || other_high < low ? Tri::no : Tri::unknown;
  };
  switch (relation) {
    case Relation::equal: return equal();
    case Relation::not_equal: return Not(equal());
    case Relation::less: return less(low, high, other_low, other_high);
    case Relation::less_equal: return Not(less(other_low, other_high, low, high));
    case Relation::greater: return less(other_low, other_high, low, high);
    case Relation::greater_equal: return Not(less(low, high, other_low, other_high));
  }
  return Tri::unknown;
}

}  // namespace merlon
