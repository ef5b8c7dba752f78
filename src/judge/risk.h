// The risk of a damage: looked up in the matrix of a method, by impact and feasibility.
#pragma once

#include <optional>

#include "library/library.h"

namespace merlon {

// The columns of a risk matrix, in their order: as the scheme `attack-potential` calls feasibility.
inline constexpr std::string_view kFeasibilities[] = {"very-low", "low", "medium", "high"};

// The worst in any respect: what kills one person is not made up for by what it costs nobody.
Harm WorstHarm(const Damage& damage);
// The value in the method's matrix (`risk:`); nothing where one of the two is not known or the matrix has no such row.
std::optional<int> RiskValue(const MethodDeclaration& method, Harm impact, std::string_view feasibility);

}  // namespace merlon
