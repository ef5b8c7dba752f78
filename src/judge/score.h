// How serious a threat is: the number that orders the list.
#pragma once

#include <array>
#include <unordered_map>
#include <vector>

#include "judge/assess.h"
#include "rules/evaluate.h"

namespace merlon {

inline constexpr int kMostScore = 100;

struct Score {
  int score = 0;  // 0 to kMostScore
  ThreatSeverity severity = ThreatSeverity::none;
};

// The default score: 25 points for each step of the worst rating above `none`, times likelihood, times support.
//   likelihood = (0.5 + ease / 10) x exposure; ease is 5 for an effort of 1 h down to 1 for 8000 h; exposure of an element
//   is 1.0 where less trusted parties reach it by one flow, 0.9 where it lies outside, 0.8 where they reach it at all, 0.5 elsewhere; of a flow
//   1.0 across a boundary, 0.5 elsewhere; 0.7 for everything else. Support is 1 for open, 0.6 for undetermined.
// A rule's fixed rating counts at most low where the stakes are trivial and medium where they are modest. Where assets are not rated, the stakes of
// the model stand in: low for trivial, medium for modest or unknown, high for serious and severe,
// critical for catastrophic. Severity is the score without support: from 80 critical, from 55 high, from 30 medium, above 0 low.
class Scorer {
 public:
  explicit Scorer(const AssessInput& input) : input_(input), evaluator_(input.rules, input.facts, input.columns) {}
  // Amortised O(1): the ratings of a set of assets are found once for all rows.
  Score OfMatch(const CompiledRule& rule, Place place, MatchStatus status);

 private:
  // For each objective and row, the worst known rating among a set of assets; 0 when nothing is rated.
  using Ratings = std::array<std::vector<uint8_t>, kObjectives>;
  const Ratings& RatingsOf(ExprId assets);

  const AssessInput& input_;
  Evaluator evaluator_;
  std::unordered_map<uint32_t, Ratings> ratings_;  // by ExprId; only looked up
};

}  // namespace merlon
