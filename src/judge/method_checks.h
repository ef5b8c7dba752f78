// What `check` also looks at while a method is in use: packs name it under `checks:`.
#pragma once

#include "judge/assess.h"

namespace merlon {

struct MethodCheck {
  std::string_view id;
  std::string_view meaning;  // completes "an error unless …"
  void (*run)(const AssessInput&, const Document&, Diagnostics&);
};
std::span<const MethodCheck> MethodChecks();

// The assumptions of the model and what they imply, by their index in the library, each with the written one that brings it. Those that are written stand
// first. O(assumptions).
std::vector<std::pair<uint32_t, const Ref*>> AssumedBy(const Model& model, const Library& library);

// Runs the checks of the model's methods, each once, and what holds whatever the method: that assumptions go together, that claims rest on what is
// assumed, and that threats named in trees and damages exist. O(model + threats).
void ReviewMethods(const AssessInput& input, const Assessment& assessment, const Document& document, Diagnostics& diagnostics);

}  // namespace merlon
