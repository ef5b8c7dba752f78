// What a model claims, under which assumptions, and what it does not claim.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/workspace.h"

namespace merlon {

struct StatedAssumption {
  const AssumptionDeclaration* declared = nullptr;
  std::string_view implied_by;  // the written assumption that brings it; empty when it is written itself
};
struct StatedClaim {
  const Claim* claim = nullptr;
  std::vector<std::string_view> under, undeclared;  // what it leans on, and what of that the model does not assume
};
struct Statement {
  std::vector<StatedAssumption> assumed;  // as written, each followed later by what it implies
  std::vector<StatedClaim> claims;
  // In sentences: attackers that an assumption leaves out, claims that are not given a reason, what no claim speaks of.
  std::vector<std::string> not_claimed;
};

// O(assumptions^2 + claims x assumptions).
Statement MakeStatement(const Workspace& workspace);

}  // namespace merlon
