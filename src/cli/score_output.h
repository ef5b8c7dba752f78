// Scores of the schemes of `judge/scoring`, as JSON and as text.
#pragma once

#include <string>

#include "judge/threat_scores.h"
#include "text/json.h"

namespace merlon::cli {

// An object: scheme, version, what it measures, score, label, severity, details and the inputs that it was made from.
void WriteScore(JsonWriter& json, const ThreatScore& score);

// `9.3, severity critical`, `rank 2 of 5`.
std::string ScoreResult(const ThreatScore& score);
// What the scheme says besides: `likelihood 4.375 (medium), …`. May be empty.
std::string ScoreDetails(const ThreatScore& score);
// What was put in: the vector, `time 4 (within-a-month), …`, or the threats it was compared with.
std::string ScoreInputs(const ThreatScore& score);

}  // namespace merlon::cli
