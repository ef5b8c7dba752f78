// Rules x places -> threats with a status.
#pragma once

#include <utility>
#include <vector>

#include "rules/columns.h"
#include "rules/evaluate.h"
#include "rules/expression.h"

namespace merlon {

enum class MatchStatus : uint8_t { open, undetermined, handled };

// A rule that applies, or may apply, at a place.
struct Match {
  uint32_t rule = kNone;  // index into RuleSet::rules()
  Place place;
  MatchStatus status = MatchStatus::open;
  bool applies = true;    // `when` is yes; otherwise it is unknown
};

// The rows [first, last) of a kind of place within its domain: elements lie in ranges by kind.
std::pair<size_t, size_t> RowsOfKind(const Model& model, PlaceKind kind);

// Matches the rules that have a category in `method` against all places of their kind. Silent places yield nothing: where a rule does not
// apply, or where it may apply but is handled in any case. Ordered by rule, then place.
std::vector<Match> MatchRules(const RuleSet& rules, const Facts& facts, std::span<const std::string_view> methods, Columns& columns);

}  // namespace merlon
