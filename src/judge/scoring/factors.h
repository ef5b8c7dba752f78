// Reads inputs that are values with names: `skill: 5`, `expertise: expert`.
#pragma once

#include "judge/scoring/scheme.h"

namespace merlon {

inline constexpr int kNoPoints = -1;

// The points of what is written, a number or a word; kNoPoints when the factor takes neither.
int PointsOf(const Factor& factor, std::string_view written);
// The word for these points where one answer alone has them, else empty.
std::string_view WordOf(const Factor& factor, int points);

// The points of each factor, kNoPoints for one that is not given. Unknown names, values that do not count and whatever is missing become
// problems, and then the result is empty.
std::vector<int> ReadFactors(const Scheme& scheme, const WrittenScore& written, std::vector<ScoreProblem>& problems);

}  // namespace merlon
