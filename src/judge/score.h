// How serious a threat is: the number that orders the list.
#pragma once

#include <array>
#include <map>
#include <vector>

#include "judge/assess.h"
#include "rules/evaluate.h"

namespace merlon {

inline constexpr int kMostScore = 100;

struct Score {
  int score = 0;  // 0 to kMostScore
  ThreatSeverity severity = ThreatSeverity::none;
};

// The default score; docs/scoring.md has the tables and the reasons.
//   points = 25 x (steps of the worst rating above `none`) x (0.5 + ease / 10) x exposure, in whole numbers; score = points x support.
//   Ease is 5 for an effort of 1 h down to 1 for 8000 h. Support is 1 for open and handled, 0.7 where only the handling is unknown, 0.4 where it is
//   unknown whether the rule applies. Severity is the points: from 80 critical, from 55 high, from 30 medium, above 0 low.
// Where no asset of the impact is rated, the stakes of the model stand in; a fixed rating is capped by trivial and modest stakes.
class Scorer {
 public:
  explicit Scorer(const AssessInput& input);
  // Amortised O(1): the ratings of a set of assets are found once for all rows. Fastest for the matches of one rule after another.
  Score OfMatch(const CompiledRule& rule, const Match& match);

 private:
  // For each objective and row, the worst known rating among a set of assets; 0 when nothing is rated.
  using Ratings = std::array<std::vector<uint8_t>, kObjectives>;
  const Ratings& RatingsOf(ExprId assets);
  // What is the same for all matches of a rule.
  struct Loss {
    uint8_t fixed = 0;
    const std::vector<uint8_t>* by_row = nullptr;  // of the place, or of the whole system
    bool of_system = false;
  };
  struct Prepared {
    const CompiledRule* rule = nullptr;
    std::array<Loss, kObjectives> losses;
    uint8_t unrated = 0;  // where nothing that could be lost is rated
    int ease = 0;
    ExprId way_in;        // the element that an attacker has to get to; none: the place itself
  };
  void Prepare(const CompiledRule& rule);
  // In tenths.
  int Exposure(Place place) const;

  const AssessInput& input_;
  Evaluator evaluator_;
  std::map<uint32_t, Ratings> ratings_;  // by ExprId; what is in it stays where it is
  Prepared prepared_;
  uint32_t public_network_;  // a property; kNone where the library has none such
};

}  // namespace merlon
