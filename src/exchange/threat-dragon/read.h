// Threat Dragon's JSON as a Drawing: versions 1 and 2 look the same in it.
#pragma once

#include <string_view>

#include "exchange/drawing/drawing.h"

namespace merlon::threat_dragon {

// Reads the file; what a Drawing does not hold is noted in `result`.
drawing::Drawing ReadDrawing(std::string_view bytes, ImportResult& result);

}  // namespace merlon::threat_dragon
