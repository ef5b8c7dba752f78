// Codes of scoring: what can be wrong with a score that somebody wrote.
#pragma once

#include "text/diagnostics.h"

namespace merlon::codes {

inline constexpr Code kIncompleteScore{"incomplete-score", Severity::error, Weight::malformed, "a score lacks some of the inputs that its scheme needs"};
inline constexpr Code kBadVector{"bad-vector", Severity::error, Weight::malformed, "a CVSS vector is not written as its version of CVSS demands"};
inline constexpr Code kOrphanedScore{"orphaned-score", Severity::warning, Weight::finding, "a score or a comparison is about a threat that does not exist"};
inline constexpr Code kOrderCycle{"order-cycle", Severity::error, Weight::finding, "comparisons of threats contradict each other: each is said to be worse than the next, all the way round"};
inline constexpr Code kOrderGap{"order-gap", Severity::hint, Weight::finding, "no comparison tells which of two threats is worse, so their order is not decided"};

inline constexpr const Code* kScoring[] = {&kIncompleteScore, &kBadVector, &kOrphanedScore, &kOrderCycle, &kOrderGap};

}  // namespace merlon::codes
