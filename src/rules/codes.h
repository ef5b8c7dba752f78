// Codes of the rules room: what can be wrong with the logic of a rule.
#pragma once

#include "text/diagnostics.h"

namespace merlon::codes {

inline constexpr Code kExpressionSyntax{"expression-syntax", Severity::error, Weight::malformed, "an expression cannot be read"};
inline constexpr Code kExpressionName{"expression-name", Severity::error, Weight::malformed,
                                      "an expression uses a name that is no variable, property, fact or value"};
inline constexpr Code kExpressionType{"expression-type", Severity::error, Weight::malformed,
                                      "the parts of an expression do not go together"};
inline constexpr Code kExpressionTooLarge{"expression-too-large", Severity::error, Weight::malformed,
                                          "an expression is longer than 4,096 bytes or nested more than 40 levels deep"};
inline constexpr Code kBadTerm{"bad-term", Severity::error, Weight::malformed,
                               "`needs`, `gives`, `impact` or `effort` of a rule says something that has no meaning"};
inline constexpr Code kUnknownCategory{"unknown-category", Severity::error, Weight::malformed,
                                       "a rule names a method or a category that the library does not have"};

inline constexpr const Code* kRules[] = {&kExpressionSyntax, &kExpressionName, &kExpressionType, &kExpressionTooLarge, &kBadTerm, &kUnknownCategory};

}  // namespace merlon::codes
