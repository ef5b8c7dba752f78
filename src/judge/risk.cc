#include "judge/risk.h"

#include <algorithm>

#include "base/strings.h"

namespace merlon {

Harm WorstHarm(const Damage& damage) { return std::max({damage.safety, damage.financial, damage.operational, damage.privacy}); }

std::optional<int> RiskValue(const MethodDeclaration& method, Harm impact, std::string_view feasibility) {
  std::string_view wanted = NamesOf(impact).names[static_cast<size_t>(impact)];
  size_t column = static_cast<size_t>(std::find(std::begin(kFeasibilities), std::end(kFeasibilities), feasibility) - std::begin(kFeasibilities));
  for (const RiskRow& row : method.risk) {
    if (row.id != wanted || column >= row.values.size()) continue;
    std::string_view value = row.values[column].view();
    if (value.size() == 1 && IsDigits(value)) return value.front() - '0';
  }
  return std::nullopt;
}

}  // namespace merlon
