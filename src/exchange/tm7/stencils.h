// What the stencils of the tool's templates, and the values that people choose at them, are in Merlon. Only what is certain stands here.
#pragma once

#include <string>
#include <string_view>

#include "exchange/drawing/drawing.h"

namespace merlon::tm7 {

// Lines and boundaries by their shape; others by the generic stencil that theirs is derived from, or else by the shape too.
drawing::CellKind KindOf(std::string_view generic, std::string_view shape);

// The technology that a stencil of that name stands for at an element or a flow; empty when it says no more than its kind, or nothing certain.
std::string_view TechnologyOf(std::string_view stencil, drawing::CellKind kind);

// What a value of an attribute states; the name of the stencil counts as a value of `stencil`.
struct Meaning {
  std::string_view attribute, value;
  drawing::CellKind kind;
  std::string_view property;
  Tri is = Tri::yes;
  bool fixed = false;  // also when the stencil fixes the value, so that nobody chose it
};
// Null when no property says just that.
const Meaning* MeaningOf(std::string_view attribute, std::string_view value, drawing::CellKind kind);

}  // namespace merlon::tm7
