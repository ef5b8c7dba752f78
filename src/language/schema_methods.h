// Sections and keys that only some methods read: security levels and conduits, damages, intended actions.
#pragma once

#include "model/model.h"
#include "text/shape.h"

namespace merlon {

const Shape& ShapeOf(const SecurityLevels*);
const Shape& ShapeOf(const Conduit*);
const Shape& ShapeOf(const Damage*);
const Shape& ShapeOf(const IntendedAction*);

}  // namespace merlon
