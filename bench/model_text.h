// Models of any size that look like written ones, for measuring. The same numbers give the same bytes on every machine.
#pragma once

#include <cstdint>
#include <string>

namespace merlon::bench {

inline constexpr uint32_t kFewestComponents = 20;
inline constexpr uint32_t kMostComponents = 1'000'000;

// A model with so many elements (15 % actors, 60 % processes, 25 % stores), twice as many flows without duplicates, a zone for every 20
// elements (nested up to 4 deep) and an asset for every 10. Well-formed with the built-in library. `components` lies between the bounds above.
std::string ModelText(uint32_t components, uint64_t seed);

}  // namespace merlon::bench
