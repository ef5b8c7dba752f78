// What the tests of imports ask of a model that was made.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "../support.h"
#include "exchange/format.h"

namespace merlon {

// Writes the model and reads it again: what an import makes must be a valid model, with nothing lost on the way. Empty when it is.
std::string ReadBackErrors(const ImportResult& result);
// The result of an import that must work.
ImportResult ImportWith(const Format& format, const std::string& text);
bool Mentions(const std::vector<ImportNote>& notes, std::string_view words);
// The value that a place states for a property; unknown when it states none.
Tri Stated(const Model& model, PropertyRange properties, std::string_view name);

template <class List>
auto* FindId(List& list, std::string_view id) {
  for (auto& entry : list) {
    if (entry.id == id) return &entry;
  }
  return static_cast<decltype(&*list.begin())>(nullptr);
}

}  // namespace merlon
