// Every code that Merlon can report, room by room.
#pragma once

#include <vector>

#include "text/diagnostics.h"

namespace merlon {

std::vector<const Code*> AllCodes();

}  // namespace merlon
