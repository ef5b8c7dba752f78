// Where a model stands in the steps of its methods, as text and as JSON.
#pragma once

#include <string>
#include <vector>

#include "cli/terminal.h"
#include "judge/steps.h"
#include "text/json.h"

namespace merlon::cli {

std::string StepsText(const std::vector<StepState>& steps, const Terminal& terminal);
// An array; the key is written by the caller.
void WriteSteps(JsonWriter& json, const std::vector<StepState>& steps);

}  // namespace merlon::cli
