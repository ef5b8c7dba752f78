// When a change calls for a new look at the model: the architecture, the flows, or the data that moves is another.
#pragma once

#include "engine/counterparts.h"
#include "engine/diff.h"

namespace merlon {

// Fills `causes`, `classes_added` and `classes_removed` from what else stands in `diff`. Answers to questions, controls, ratings, titles and
// renames are no cause.
void FindCauses(const Workspace& before, const Workspace& after, const Counterparts& counterparts, ModelDiff& diff);

}  // namespace merlon
