// The gate: what a model must keep besides being right, and what of it is new.
#pragma once

#include <string>
#include <vector>

#include "engine/baseline.h"
#include "engine/workspace.h"

namespace merlon {

// What is asked for apart from policies. Where a policy asks too, the stricter of the two counts.
struct GateOptions {
  int32_t today = 0;
  ThreatSeverity fail_on = ThreatSeverity::unknown;  // unknown: open threats do not fail it
  std::optional<Age> max_age;
  std::string max_age_text;  // as it was typed
  Baseline baseline;         // what does not fail because it was there before
};

// A place that does not keep an invariant.
struct Breach {
  const Policy* policy = nullptr;
  const Invariant* invariant = nullptr;
  const Exemption* exemption = nullptr;  // null: it counts
  Place place;
  std::string id;        // `invariant@place`
  bool unknown = false;  // nobody knows whether it keeps it
  bool known = false;    // from the baseline
};

// What came of one policy.
struct PolicyOutcome {
  size_t places = 0;  // at which an invariant of it has to hold, each invariant counted
  size_t broken = 0, unproven = 0, exempt = 0, known = 0;  // disjoint
};

struct Gate {
  ThreatSeverity fail_on = ThreatSeverity::unknown;
  std::string max_age;                     // the strictest; empty when nobody asks
  std::vector<const Threat*> failing;      // open, at or over the threshold, and new; most serious first
  size_t known_threats = 0;                // those that would fail without the baseline
  std::vector<Breach> breaches;            // by policy, invariant and place
  std::vector<PolicyOutcome> policies;     // in their order
  std::vector<Diagnostic> known;           // findings that the baseline lists; they are no longer among the model's
  std::vector<std::string> known_ids;      // theirs
};

// The lowest threshold that the options and the policies set; unknown when none does.
ThreatSeverity Threshold(const Workspace& workspace, const GateOptions& options);

// Adds what is too old or breaks an invariant to the diagnostics of the workspace, and takes out of them what the baseline knows. Call last, on
// a model that is not malformed and has been matched; where there is a threshold also analysed. O(model + threats + invariants x places).
Gate RunGate(Workspace& workspace, const GateOptions& options);

}  // namespace merlon
