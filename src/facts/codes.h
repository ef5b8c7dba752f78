// Codes of the facts room: statements of a model that do not go together.
#pragma once

#include "text/diagnostics.h"

namespace merlon::codes {

inline constexpr Code kContradictsControl{"contradicts-control", Severity::error, Weight::malformed,
                                          "a written property says the opposite of what a control in place sets there"};
inline constexpr Code kControlNotHere{"control-not-here", Severity::warning, Weight::finding,
                                      "a control is applied where none of the properties that it sets can hold, so it changes nothing"};

inline constexpr const Code* kFacts[] = {&kContradictsControl, &kControlNotHere};

}  // namespace merlon::codes
