// The section `scores:`: its keys are threats, below each the schemes of `judge/scoring`, and below these the inputs that the scheme names.
#pragma once

#include <string>
#include <vector>

#include "model/model.h"
#include "text/shape.h"

namespace merlon {

const Shape& ShapeOf(const WrittenScores*);

// The inputs of each scheme, in flow style.
std::vector<std::string> ScoreInputs(const WrittenScores& scores);

}  // namespace merlon
