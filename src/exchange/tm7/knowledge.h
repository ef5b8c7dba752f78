// The template that every model carries: what its stencils, categories and kinds of threats are called.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include <pugixml.hpp>

namespace merlon::tm7 {

struct ThreatType {
  std::string title, category;
};

struct Knowledge {
  std::string name;                                         // of the template
  std::unordered_map<std::string, std::string> stencils;    // by id: their names
  std::unordered_map<std::string, std::string> labels;      // of the values that threats have, by id and by name
  std::unordered_map<std::string, ThreatType> threat_types;  // by id
};

// What the `KnowledgeBase` of a model says; empty for a model without one.
Knowledge ReadKnowledge(pugi::xml_node base);

}  // namespace merlon::tm7
