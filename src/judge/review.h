// What `check` finds beyond malformed text: hollow reasons, orphans, what has run out, doubts without answers.
#pragma once

#include "judge/assess.h"
#include "judge/evidence.h"

namespace merlon {

struct ReviewOptions {
  int32_t today = 0;
  bool require_evidence = false;        // any evidence, for every mitigation
  std::vector<EvidenceDemand> demands;  // evidence that is strong enough
};

// Adds findings to `diagnostics`. O(model + threats).
void Review(const AssessInput& input, const Assessment& assessment, const Document& document, const ReviewOptions& options, Diagnostics& diagnostics);

// Whether a decision (an index into Model::decisions) decides nothing: no threat answers to its key, and it is not what makes one silent. An
// `eliminate` whose place is gone is fulfilled, and no orphan.
bool IsOrphaned(const AssessInput& input, const Assessment& assessment, uint32_t decision);

// Whether a decision by controls takes care of what would otherwise be a threat of this id, so that the list has none. O(decisions).
bool IsSilenced(const AssessInput& input, const Assessment& assessment, std::string_view threat_id);

}  // namespace merlon
