#include "exchange/tm7/knowledge.h"

#include "exchange/tm7/xml.h"

namespace merlon::tm7 {

Knowledge ReadKnowledge(pugi::xml_node base) {
  Knowledge knowledge;
  knowledge.name = LineAt(ChildOf(base, "Manifest"), "Name");
  for (const char* list : {"GenericElements", "StandardElements"}) {
    for (pugi::xml_node element : ChildOf(base, list).children()) knowledge.stencils.emplace(LineAt(element, "Id"), LineAt(element, "Name"));
  }
  std::unordered_map<std::string, std::string> categories;
  for (pugi::xml_node category : ChildOf(base, "ThreatCategories").children()) categories.emplace(LineAt(category, "Id"), LineAt(category, "Name"));
  for (pugi::xml_node type : ChildOf(base, "ThreatTypes").children()) {
    auto category = categories.find(LineAt(type, "Category"));
    knowledge.threat_types.emplace(LineAt(type, "Id"), ThreatType{LineAt(type, "ShortTitle"), category == categories.end() ? std::string() : category->second});
  }
  for (pugi::xml_node datum : ChildOf(ChildOf(base, "ThreatMetaData"), "PropertiesMetaData").children()) {
    std::string label = LineAt(datum, "Label");
    for (const char* key : {"Id", "Name"}) {
      if (std::string id = LineAt(datum, key); !id.empty() && !label.empty()) knowledge.labels.emplace(std::move(id), label);
    }
  }
  return knowledge;
}

}  // namespace merlon::tm7
