// Assertions for our own mistakes. What a user can cause is a diagnostic, never an assertion.
#pragma once

#include <cstdlib>

// Stops the program when an invariant of Merlon itself is broken. Costs one predictable branch, so it stays on in release builds.
#define MERLON_ASSERT(condition) (static_cast<bool>(condition) ? void(0) : std::abort())
