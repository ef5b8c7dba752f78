// How strongly evidence shows what it is for, and what a policy may ask of it. The strength of evidence never changes a score.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "model/model.h"

namespace merlon {

std::string_view Name(EvidenceTier tier);

// One thing that evidence names.
struct EvidencePart {
  std::string_view kind;     // the key: `test`
  Text reference;
  EvidenceTier tier = EvidenceTier::none;
  bool has_results = false;  // a program makes it, so there are results to look it up in
};
// In a fixed order, strongest first.
std::vector<EvidencePart> PartsOf(const Evidence& evidence);

// The written tier, else that of the strongest part. Evidence that names nothing asserts, whatever tier is written.
EvidenceTier TierOf(const Evidence& evidence);

// What shows that a mitigation works: its own evidence, or that of its controls, where each of them has some. The stronger of the two counts.
struct MitigationEvidence {
  bool given = false;
  EvidenceTier tier = EvidenceTier::asserted;
};
MitigationEvidence EvidenceOf(const Model& model, const Decision& decision);
// What the model says of a control that is named; null where it says nothing.
const OwnControl* ControlOf(const Model& model, const Ref& control);

// "Mitigations of threats at least so severe need evidence at least so strong." Severity `unknown`: all mitigations.
struct EvidenceDemand {
  EvidenceTier tier = EvidenceTier::none;
  ThreatSeverity severity = ThreatSeverity::unknown;
};
// Reads `tested` or `tested:high`.
std::optional<EvidenceDemand> ParseEvidenceDemand(std::string_view text);

}  // namespace merlon
