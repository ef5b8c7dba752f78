// Criteria of steps that only some methods ask for; those that all share stand in `judge/steps.cc`.
#pragma once

#include "judge/steps.h"

namespace merlon {

std::span<const Criterion> MethodCriteria();

}  // namespace merlon
