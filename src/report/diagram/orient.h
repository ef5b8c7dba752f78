// Which edges of a picture point backwards.
#pragma once

#include <vector>

#include "report/diagram/picture.h"

namespace merlon {

// Edges to turn round so that no cycle is left, for a layout in which all others point the same way. Found by a search in depth that begins at the
// picture's nodes and follows its edges in their order, so a new node or edge turns few others. O(nodes + edges).
std::vector<bool> Backwards(const Picture& picture);

}  // namespace merlon
