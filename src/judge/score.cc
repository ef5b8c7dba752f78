#include <algorithm>

#include "judge/score.h"

namespace merlon {
namespace {

// Position of a rating on the scale none, low, medium, high, critical.
constexpr uint8_t kMedium = 3, kCritical = 5;

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

// What would be read or changed in a store lies there all at once. Who only hides traces, or cuts it off, gets hold of nothing.
bool Gathers(const CompiledRule& rule) {
  auto gets_hold = [](const Term& term) { return term.position == Position::read || term.position == Position::write || term.position == Position::hold; };
  return rule.kind == PlaceKind::store && std::any_of(rule.gives.begin(), rule.gives.end(), gets_hold);
}

}  // namespace

Scorer::Scorer(const AssessInput& input) : input_(input), evaluator_(input.rules, input.facts, input.columns), public_network_(input.library.FindProperty("public-network")) {}

int Scorer::Exposure(Place place) const {
  const Facts& facts = input_.facts;
  if (place.domain == Domain::flow) {
    if (facts.crosses_boundary.yes.Get(place.row)) return public_network_ != kNone && facts.GetTri(place, PropertyId(public_network_)) == Tri::yes ? 10 : 9;
    auto actor = [&](uint32_t end) { return end != kNone && facts.model->element_kind(end) == PlaceKind::actor; };
    return actor(facts.flow_source[place.row]) || actor(facts.flow_target[place.row]) ? 4 : 3;
  }
  if (place.domain == Domain::system && facts.model->stakes == Stakes::catastrophic) return 10;
  if (place.domain != Domain::element) return 5;
  if (facts.exposed_directly.yes.Get(place.row) || facts.outside.yes.Get(place.row)) return 10;
  return facts.exposed.yes.Get(place.row) || facts.model->element_kind(place.row) == PlaceKind::store ? 8 : 5;
}

const Scorer::Ratings& Scorer::RatingsOf(ExprId assets) {
  auto [entry, added] = ratings_.try_emplace(assets.value);
  Ratings& ratings = entry->second;
  if (!added) return ratings;
  size_t rows = input_.facts.rows(input_.rules.node(assets).domain);
  const Facts& facts = input_.facts;
  for (size_t objective = 0; objective < kObjectives; ++objective) ratings[objective].assign(rows, 0);
  for (uint32_t row = 0; row < rows; ++row) {
    evaluator_.ForEachItem(assets, row, [&](uint32_t asset) {
      for (size_t objective = 0; objective < kObjectives; ++objective) {
        if (facts.rating_property[objective] == kNone) continue;
        uint8_t rating = facts.GetOrdered({Domain::asset, asset}, PropertyId(facts.rating_property[objective]));
        if (rating != kNotApplicable) ratings[objective][row] = std::max(ratings[objective][row], rating);
      }
    });
  }
  return ratings;
}

void Scorer::Prepare(const CompiledRule& rule) {
  prepared_ = {};
  prepared_.rule = &rule;
  for (size_t objective = 0; objective < kObjectives; ++objective) {
    const CompiledImpact& impact = rule.impact[objective];
    Loss& loss = prepared_.losses[objective];
    loss.fixed = std::min(impact.fixed, MostByStakes(input_.model.stakes));
    if (!impact.assets) continue;
    loss.by_row = &RatingsOf(impact.assets)[objective];
    loss.of_system = input_.rules.node(impact.assets).domain == Domain::system;
  }
  prepared_.unrated = std::min<uint8_t>(kCritical, RatingFromStakes(input_.model.stakes) + Gathers(rule));
  prepared_.ease = Ease(input_.library.rules()[rule.declaration].effort.hours);
  for (const Term& need : rule.needs) {
    bool gets_to = need.position == Position::reach || need.position == Position::act_as || need.position == Position::run;
    if (!gets_to || !need.argument || prepared_.way_in) continue;
    const Expr& to = input_.rules.node(need.argument);
    if (to.op == Op::link && to.items == Domain::element) prepared_.way_in = need.argument;
  }
}

Score Scorer::OfMatch(const CompiledRule& rule, const Match& match) {
  if (prepared_.rule != &rule) Prepare(rule);
  uint8_t rating = 0;
  for (const Loss& loss : prepared_.losses) rating = std::max(rating, loss.by_row ? (*loss.by_row)[loss.of_system ? 0 : match.place.row] : loss.fixed);
  if (rating == 0) rating = prepared_.unrated;
  Place from = prepared_.way_in ? evaluator_.PlaceAt(prepared_.way_in, match.place.row) : match.place;
  // Hundredths of hundredths: 25 x steps, (5 + ease) tenths, exposure tenths.
  int points = 25 * (rating - 1) * (5 + prepared_.ease) * Exposure(from ? from : match.place) / 100;
  int support = match.status != MatchStatus::undetermined ? 10 : match.applies ? 7 : 4;
  return {points * support / 10, SeverityOf(points)};
}

}  // namespace merlon
