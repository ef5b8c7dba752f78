// Codes of the library room: what can be wrong with a library file.
#pragma once

#include "text/diagnostics.h"

namespace merlon::codes {

inline constexpr Code kNoFrontMatter{"no-front-matter", Severity::error, Weight::malformed,
                                     "a library file does not start with metadata between two `---` lines"};
inline constexpr Code kBadLibraryFile{"bad-library-file", Severity::error, Weight::malformed,
                                      "a library file lies in no folder that the library knows, or its name is not an id"};
inline constexpr Code kLibraryCollision{"library-collision", Severity::error, Weight::malformed,
                                        "two library files declare the same id"};
inline constexpr Code kUnknownProperty{"unknown-property", Severity::error, Weight::malformed,
                                       "a library file names a property that no file declares"};
inline constexpr Code kUnknownPlaceKind{"unknown-place-kind", Severity::error, Weight::malformed,
                                        "`of` names something that is no kind of place"};

inline constexpr const Code* kLibrary[] = {&kNoFrontMatter, &kBadLibraryFile, &kLibraryCollision, &kUnknownProperty, &kUnknownPlaceKind};

}  // namespace merlon::codes
