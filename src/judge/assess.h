// Matches + what people decided -> assessed threats, ranked.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "language/names.h"
#include "rules/match.h"

namespace merlon {

enum class Status : uint8_t { open, undetermined, handled, decided };
std::string_view Name(Status status);
std::string_view Name(ThreatSeverity severity);

// Why a threat is not in the list that people look at, and who or what put it aside.
struct SetAside {
  std::string reason;
  std::string by;
};

struct Threat {
  std::string id;                  // `rule@place`
  uint32_t rule = kNone;           // index into RuleSet::rules(); kNone for one written by hand
  uint32_t hand = kNone;           // index into Model::threats
  Place place;
  std::string_view category;       // of the model's first method
  Status status = Status::open;
  std::optional<SetAside> set_aside;
  ThreatSeverity severity = ThreatSeverity::unknown;
  int score = 0;                   // 0 to 100, orders the list
  uint32_t decision = kNone;       // index into Model::decisions
};

struct Assessment {
  std::vector<Threat> threats;     // most serious first; equal scores by id
  // Decision -> whether any threat answers to its key.
  std::vector<bool> decision_used;
};

// What the assessment is made from; all of it must outlive the result. `today` counts days from 1970-01-01.
struct AssessInput {
  const Model& model;
  const Names& names;
  const Library& library;
  const Facts& facts;
  const RuleSet& rules;
  const Columns& columns;
  const std::vector<Match>& matches;
  int32_t today = 0;
};

Assessment Assess(const AssessInput& input);

// The default score, 0 to 100: 25 points for each step of the worst rating above `none`, times likelihood, times support.
//   likelihood = (0.5 + ease / 10) x exposure; ease is 5 for an effort of 1 h down to 1 for 8000 h; exposure of an element
//   is 1.0 where less trusted parties reach it by one flow, 0.9 where it lies outside, 0.8 where they reach it at all, 0.5 elsewhere; of a flow
//   1.0 across a boundary, 0.5 elsewhere; 0.7 for everything else. Support is 1 for open, 0.6 for undetermined.
// A rule's fixed rating counts at most low where the stakes are trivial and medium where they are modest. Where assets are not rated, the stakes of the model stand in: low for trivial, medium for modest or unknown, high for serious and severe,
// critical for catastrophic. Severity is the score without support: from 80 critical, from 55 high, from 30 medium, above 0 low.
struct Score {
  int score = 0;
  ThreatSeverity severity = ThreatSeverity::none;
};
Score ScoreMatch(const AssessInput& input, const CompiledRule& rule, Place place, MatchStatus status);

// The verdict that holds for a category: a `maybe` whose questions are answered is what the answers lead to.
Verdict EffectiveVerdict(const Model& model, const Names& names, const Expectation& expectation);

}  // namespace merlon
