// What an entry says, field by field, as texts that can be compared: how two versions of a model are told apart.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "library/library.h"
#include "model/model.h"
#include "text/shape.h"

namespace merlon {

// One given field. Lists are sets: their items are sorted and stand there once. Amounts are in one unit, so that `3 days` is `24 h`.
struct FieldValue {
  std::string_view name;
  std::vector<std::string> items;
  bool is_list = false;
};

// How a name that a field refers to is to be written.
using WriteName = std::function<std::string(const Field& field, std::string_view name)>;

// The fields of a record that say something about threats, sorted by name; properties are fields too. What only helps people to read is left
// out: titles, descriptions, notes, doubts, and where an entry comes from. A property that is written as unknown is not given. O(record).
std::vector<FieldValue> FieldValues(const Model& model, const Library& library, const Shape& shape, const void* object, const WriteName& write_name);

}  // namespace merlon
