// Patterns with wildcards: `*` is any run of characters, `?` any one character, everything else itself.
#pragma once

#include <cstdint>
#include <string_view>

namespace merlon {

inline bool HasWildcard(std::string_view pattern) { return pattern.find_first_of("*?") != std::string_view::npos; }

// Whether all of `text` fits. O(pattern x text) at worst; each step is taken off `budget`, and when that is used up nothing fits any more.
bool MatchesGlob(std::string_view pattern, std::string_view text, uint64_t& budget);

}  // namespace merlon
