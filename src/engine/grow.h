// From the answers of `merlon ask` to a structured model: zones, actors, processes, stores and flows are added, and nothing is taken away.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "library/library.h"

namespace merlon {

struct Growth {
  std::string text;                // the model with what was added; the old text when nothing was
  std::vector<std::string> added;  // `section.id`, in order
  std::string problem;             // why it could not be done; empty when it worked
};

// Adds what the subjects of the model's assets (their `class`; `anything` where nothing is drawn yet) sketch under `Grown`, each entry where its id is not taken yet, and the method that looks
// for threats in what is drawn. Only bytes are added, so every answer stays word for word. Growing twice adds nothing the second time.
// O(entries x size of the model).
Growth Grow(std::string_view text, const Model& model, const Library& library);

}  // namespace merlon
