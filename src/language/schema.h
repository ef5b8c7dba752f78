// The one table of the model language: reader, JSON Schema, writer and documentation all follow it.
#pragma once

#include <string>

#include "library/library.h"
#include "model/model.h"
#include "text/shape.h"

namespace merlon {

// What the table's callbacks work on while a model is read; passed as `ShapeReader::user`.
struct ReadState {
  Model& model;
  const Library& library;
};

const Shape& ShapeOf(const Model*);

// The JSON Schema of a model file, with the properties of `library`.
std::string ModelJsonSchema(const Library& library);
// A whole model as text, in the order of the table.
std::string WriteModel(const Model& model, const Library& library);

// What the table does not name of a record: written properties, the outcomes of a dependency, inputs of scores, and that a decision's `mitigate`
// names nothing.
struct OtherField {
  std::string_view name;
  std::string value;  // as YAML
};
std::vector<OtherField> OtherFields(const Model& model, const Library& library, const Shape& shape, const void* object);

// `a -> b (label)`, `a <-> b`, `a <-(via)-> b [action (detail)]`, `a -(via)-> b [action]`; false when the key is none of these. An action is the label too.
struct FlowKey {
  std::string_view source, target, label, via;
  bool both_ways = false;
};
bool ParseFlowKey(std::string_view key, FlowKey& flow);

}  // namespace merlon
