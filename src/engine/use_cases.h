// Use cases as scopes: what belongs to one, and what all of them come to.
#pragma once

#include <vector>

#include "engine/workspace.h"

namespace merlon {

// The use case of this name, or null.
const UseCase* FindUseCase(const Model& model, std::string_view id);
// Whether the place is a flow that the use case names, or an end of one. O(flows of the use case).
bool Touches(const Workspace& workspace, const UseCase& use_case, Place place);

// What one use case comes to, with its own verdicts and decisions before those of the system.
struct UseCaseSum {
  const UseCase* use_case = nullptr;
  size_t open = 0, undetermined = 0, handled = 0, decided = 0, set_aside = 0;
  ThreatSeverity worst = ThreatSeverity::unknown;  // of what is open
  std::vector<CategoryVerdict> verdicts;
  Verdict verdict = Verdict::none;  // the one that asks for most: expected, complicated, maybe, not-expected
};
// All use cases, in the order of the file. Analyses once for each, and at the end as it was before. O(use cases x threats).
std::vector<UseCaseSum> SumUpUseCases(Workspace& workspace, int32_t today);
// The verdict that asks for most.
Verdict Worst(const std::vector<CategoryVerdict>& verdicts);

}  // namespace merlon
