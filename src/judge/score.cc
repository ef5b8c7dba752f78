#include <algorithm>

#include "judge/assess.h"

namespace merlon {
namespace {

// Position of a rating on the scale none, low, medium, high, critical.
constexpr uint8_t kMedium = 3;

uint8_t RatingFromStakes(Stakes stakes) {
  switch (stakes) {
    case Stakes::trivial: return 2;
    case Stakes::serious:
    case Stakes::severe: return 4;
    case Stakes::catastrophic: return 5;
    default: return kMedium;
  }
}

// A toy is not hurt badly by anything.
uint8_t MostByStakes(Stakes stakes) { return stakes == Stakes::trivial ? 2 : stakes == Stakes::modest ? kMedium : 5; }

// The worst known rating among the assets that an impact names; 0 when nothing is rated.
uint8_t WorstRating(const AssessInput& input, const CompiledImpact& impact, size_t objective, uint32_t row, const Evaluator& evaluator) {
  if (!impact.assets) return std::min(impact.fixed, MostByStakes(input.model.stakes));
  uint32_t property = input.facts.rating_property[objective];
  if (property == kNone) return 0;
  uint8_t worst = 0;
  for (uint32_t asset : evaluator.Items(impact.assets, row)) {
    uint8_t rating = input.facts.GetOrdered({Domain::asset, asset}, PropertyId(property));
    if (rating != kNotApplicable) worst = std::max(worst, rating);
  }
  return worst;
}

// In tenths.
int Exposure(const Facts& facts, Place place) {
  if (place.domain == Domain::flow) return facts.crosses_boundary.yes.Get(place.row) ? 10 : 5;
  if (place.domain != Domain::element) return 7;
  if (facts.exposed_directly.yes.Get(place.row)) return 10;
  if (facts.outside.yes.Get(place.row)) return 9;
  return facts.exposed.yes.Get(place.row) ? 8 : 5;
}

int Ease(int64_t hours) {
  int ease = 5;
  for (int64_t step = 1; step < hours && ease > 1; step *= step == 1 ? 8 : 10) --ease;
  return ease;
}

ThreatSeverity SeverityOf(int points) {
  if (points >= 80) return ThreatSeverity::critical;
  if (points >= 55) return ThreatSeverity::high;
  if (points >= 30) return ThreatSeverity::medium;
  return points > 0 ? ThreatSeverity::low : ThreatSeverity::none;
}

}  // namespace

Score ScoreMatch(const AssessInput& input, const CompiledRule& rule, Place place, MatchStatus status) {
  Evaluator evaluator(input.rules, input.facts, input.columns);
  uint8_t rating = 0;
  for (size_t objective = 0; objective < kObjectives; ++objective) {
    rating = std::max(rating, WorstRating(input, rule.impact[objective], objective, place.row, evaluator));
  }
  if (rating == 0) rating = RatingFromStakes(input.model.stakes);
  const RuleDeclaration& declared = input.library.rules()[rule.declaration];
  // Hundredths of hundredths: 25 x steps, (5 + ease) tenths, exposure tenths.
  int points = 25 * (rating - 1) * (5 + Ease(declared.effort.hours)) * Exposure(input.facts, place) / 100;
  int support = status == MatchStatus::undetermined ? 6 : 10;
  return {points * support / 10, SeverityOf(points)};
}

}  // namespace merlon
