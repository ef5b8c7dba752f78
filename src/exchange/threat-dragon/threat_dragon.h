// Threat models of OWASP Threat Dragon, versions 1 and 2: JSON with drawn diagrams, and threats that people wrote at the cells.
#pragma once

#include "exchange/format.h"

namespace merlon {

const Format& FormatThreatDragon();

}  // namespace merlon
