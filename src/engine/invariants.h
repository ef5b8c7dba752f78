// The invariants of policies held against the places of a model.
#pragma once

#include "engine/gate.h"

namespace merlon {

// Adds to `gate` every place that does not keep an invariant where it has to, and to the workspace's diagnostics those that are neither exempt
// nor known, with exemptions that do not count. `gate.fail_on` must be set.
void CheckInvariants(Workspace& workspace, const GateOptions& options, Gate& gate);

}  // namespace merlon
