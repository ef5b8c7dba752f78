// Where a model stands in the steps of its methods: what each step still misses.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "judge/assess.h"
#include "judge/scoring/scheme.h"

namespace merlon {

// What can be asked of a model, by the name that a method's `done-when` uses.
struct Criterion {
  std::string_view id;
  std::string_view meaning;  // completes "done when …"
  // What is missing, in a few words; empty: nothing.
  std::string (*missing)(const AssessInput&, const Assessment&, bool evidence_holds);
};
std::span<const Criterion> Criteria();
const Criterion* FindCriterion(std::string_view id);
// "an element has no flow: `web`", "3 elements have no flow, such as `web`"; empty for none.
std::string Some(size_t count, std::string_view one, std::string_view many, std::string_view example);

// The tier of the method that the model's `tier:` chooses; null when the method has none or nothing is chosen.
const TierDeclaration* TierOf(const Model& model, const MethodDeclaration& method);
// How the method's threats are scored in this model: by its tier, else as it says itself; null for the default score.
const Scheme* ScoringOf(const Model& model, const MethodDeclaration& method);

struct StepState {
  std::string_view method, step, title, work;
  bool done = false;  // and all steps before it
  bool here = false;  // the first of its method that is not done
  bool checked = true;  // false: nothing in a model shows whether it was done; only people know
  std::vector<std::string> missing;
};

// The steps of one method, whether the model names it or not. `evidence_holds`: see below.
std::vector<StepState> StepsOfMethod(const AssessInput& input, const Assessment& assessment, const MethodDeclaration& method, bool evidence_holds);
// The steps of all the model's methods, in order. `evidence_holds`: results were looked at, and every piece of evidence passes.
// O(steps x (model + threats)).
std::vector<StepState> StepsOf(const AssessInput& input, const Assessment& assessment, bool evidence_holds);

}  // namespace merlon
