// Where a model stands in the steps of its methods: what each step still misses.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "judge/assess.h"

namespace merlon {

// What can be asked of a model, by the name that a method's `done-when` uses.
struct Criterion {
  std::string_view id;
  std::string_view meaning;  // completes "done when …"
  // What is missing, in a few words; empty: nothing.
  std::string (*missing)(const AssessInput&, const Assessment&, bool evidence_holds);
};
std::span<const Criterion> Criteria();

struct StepState {
  std::string_view method, step, title, work;
  bool done = false;  // and all steps before it
  bool here = false;  // the first of its method that is not done
  std::vector<std::string> missing;
};

// The steps of all the model's methods, in order. `evidence_holds`: results were looked at, and every piece of evidence passes.
// O(steps x (model + threats)).
std::vector<StepState> StepsOf(const AssessInput& input, const Assessment& assessment, bool evidence_holds);

}  // namespace merlon
