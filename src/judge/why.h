// Is a reason a reason? One checker for every `why` in the language.
#pragma once

#include <string_view>

namespace merlon {

enum class WhyProblem : unsigned char { none, stock, repeats_claim };

// Whether `why` says something beyond `claim` (the words of what it is to justify: a category, a party, a rule, a verdict). Stock phrases
// ("because", "n/a", "by design", "it is trusted") and reasons made only of the claim's own words are problems. O(words x claim words).
WhyProblem CheckWhy(std::string_view why, std::string_view claim);

}  // namespace merlon
