// The names of derived facts that rules may use, one table: the expression compiler, explanations and the reference documentation follow it.
#pragma once

#include <span>
#include <string_view>

#include "facts/facts.h"

namespace merlon {

enum class AttributeKind : uint8_t { tri, ordered, count, text, link, set };

struct Attribute {
  std::string_view name;
  Domain domain;
  AttributeKind kind;
  std::string_view doc;
  Domain target = Domain::system;                              // link, set: what it leads to
  const TriColumn& (*tri)(const Facts&) = nullptr;
  const RangeColumn& (*range)(const Facts&) = nullptr;         // ordered
  std::span<const std::string_view> values = {};               // ordered: names from the lowest; empty: those of the property `name`
  const std::vector<int32_t>& (*count)(const Facts&) = nullptr;
  std::string_view (*text)(const Facts&, size_t row) = nullptr;
  const std::vector<uint32_t>& (*link)(const Facts&) = nullptr;
  const Csr& (*set)(const Facts&) = nullptr;
  std::string_view ask = {};                                   // the question, where the answer is a field of the model
};

std::span<const Attribute> Attributes();
// The attribute's index in Attributes(), or kNone.
uint32_t FindAttribute(Domain domain, std::string_view name);

}  // namespace merlon
