// Matches + what people decided -> assessed threats, ranked.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "base/text_arena.h"
#include "language/names.h"
#include "model/place_ids.h"
#include "rules/match.h"

namespace merlon {

enum class Status : uint8_t { open, undetermined, handled, decided };
std::string_view Name(Status status);
std::string_view Name(ThreatSeverity severity);

// Why a threat is not in the list that people look at, and who or what put it aside.
struct SetAside {
  std::string_view reason;
  std::string_view by;
};
// `by` where no person and no party did: the scope of the model, and a rule that says the same more exactly.
inline constexpr std::string_view kByScope = "out-of-scope", kByRefinement = "refined";

// Texts lie in the model, the library or the assessment that holds the threat.
struct Threat {
  std::string_view id;             // `rule@place`
  std::string_view category;       // of the model's first method
  std::string_view reopened_by;    // the threat that is real and takes the ground from under what handled or decided this one
  const SetAside* set_aside = nullptr;  // null: it is in the list
  Place place;
  uint32_t rule = kNone;           // index into RuleSet::rules(); kNone for one written by hand
  uint32_t hand = kNone;           // index into Model::threats
  uint32_t decision = kNone;       // index into Assessment::decisions
  uint8_t score = 0;               // 0 to 100, orders the list
  Status status = Status::open;
  ThreatSeverity severity = ThreatSeverity::unknown;
};

struct Assessment {
  std::vector<Threat> threats;     // most serious first; equal scores by id
  PlaceIds place_ids;
  TextArena texts;
  std::deque<SetAside> set_aside;  // what threats point to
  // The decisions that hold: those of the model, then those of the use case.
  std::vector<const Decision*> decisions;
  // Decision -> whether any threat answers to its key.
  std::vector<bool> decision_used;
  // Null where nobody decided.
  const Decision* DecisionOn(const Threat& threat) const { return threat.decision == kNone ? nullptr : decisions[threat.decision]; }
};

// The counts are disjoint: what is set aside counts only as that.
struct ThreatCounts {
  size_t open = 0, undetermined = 0, handled = 0, decided = 0, set_aside = 0;
};
ThreatCounts CountThreats(const Assessment& assessment);

// The name of whatever decided, as in `mitigate`; empty when nothing did.
std::string_view ResponseName(const Decision& decision);

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
  const UseCase* use_case = nullptr;  // whose verdicts and decisions come before the system's; null: the system as a whole
};

Assessment Assess(const AssessInput& input);

// The verdict that holds for a category: a `maybe` whose questions are answered is what the answers lead to.
Verdict EffectiveVerdict(const Model& model, const Names& names, const Expectation& expectation);

}  // namespace merlon
