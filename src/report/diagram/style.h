// Colours and line styles of SVG pictures.
#pragma once

#include <string>

#include "report/diagram/diagram.h"

namespace merlon {

// The content of a style element. In a page colours may be set from outside: each is a CSS variable, `--merlon-ink` and so on, with a value of ours
// where the page sets none. Alone they are plain colours, which all programs that draw SVG understand.
std::string StyleRules(bool embedded, DiagramTheme theme);

}  // namespace merlon
