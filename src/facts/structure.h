// The steps of deriving facts that follow from how a model hangs together. Each fills its part of `Facts`; the order below is the order of need.
#pragma once

#include "facts/facts.h"

namespace merlon {

// Which zone is in which, which element is in which, who has which flows. Needs nothing.
void DeriveContainment(Facts& facts);
// Boundaries between the ends of each flow, and the step in trust. Needs properties of zones.
void DeriveFlows(Facts& facts);
// What is carried and held, and the worst rating of it. Needs properties of assets.
void DeriveAssets(Facts& facts);
// Which elements something less trusted can reach. Needs DeriveFlows.
void DeriveExposure(Facts& facts);
// States that can be reached, transitions by state. Needs nothing.
void DeriveMachines(Facts& facts);

}  // namespace merlon
