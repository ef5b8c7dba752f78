#include "json_schema.h"

#include <algorithm>
#include <regex>
#include <set>

namespace merlon {
namespace {

using nlohmann::json;

bool IsType(const json& value, const std::string& type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "integer") return value.is_number_integer();
  if (type == "number") return value.is_number();
  if (type == "boolean") return value.is_boolean();
  return type == "null" && value.is_null();
}

class Validator {
 public:
  Validator(const json& root, std::vector<std::string>& problems) : root_(root), problems_(problems) {}

  void Check(const json& schema, const json& value, const std::string& path) {
    for (const auto& [keyword, argument] : schema.items()) Keyword(schema, keyword, argument, value, path);
  }

 private:
  void Fail(const std::string& path, const std::string& what) { problems_.push_back(path + ": " + what); }
  size_t Matching(const json& schemas, const json& value, const std::string& path) const {
    size_t good = 0;
    for (const json& schema : schemas) good += SchemaProblems(root_, schema, value, path).empty();
    return good;
  }

  void Keyword(const json& schema, const std::string& keyword, const json& argument, const json& value, const std::string& path) {
    static const std::set<std::string> kSilent = {"$schema", "id", "title", "description", "default", "definitions", "format"};
    if (kSilent.contains(keyword)) return;
    if (keyword == "$ref") return Check(root_.at(json::json_pointer(argument.get<std::string>().substr(1))), value, path);
    if (keyword == "type") {
      bool good = argument.is_array() ? std::any_of(argument.begin(), argument.end(), [&](const json& type) { return IsType(value, type); }) : IsType(value, argument);
      if (!good) Fail(path, "is no " + argument.dump());
    } else if (keyword == "enum") {
      if (std::find(argument.begin(), argument.end(), value) == argument.end()) Fail(path, value.dump() + " is not in " + argument.dump());
    } else if (keyword == "anyOf") {
      if (Matching(argument, value, path) == 0) Fail(path, "fits none of several schemas");
    } else if (keyword == "oneOf") {
      if (Matching(argument, value, path) != 1) Fail(path, "does not fit exactly one of several schemas");
    } else if (keyword == "minimum") {
      if (value.is_number() && value < argument) Fail(path, "is below " + argument.dump());
    } else if (keyword == "maximum") {
      if (value.is_number() && value > argument) Fail(path, "is over " + argument.dump());
    } else if (keyword == "pattern") {
      if (value.is_string() && !std::regex_search(value.get<std::string>(), std::regex(argument.get<std::string>()))) Fail(path, value.dump() + " does not match " + argument.dump());
    } else if (keyword == "required") {
      for (const json& name : argument) {
        if (value.is_object() && !value.contains(name.get<std::string>())) Fail(path, "lacks " + name.dump());
      }
    } else if (keyword == "properties") {
      if (!value.is_object()) return;
      for (const auto& [name, inner] : argument.items()) {
        if (value.contains(name)) Check(inner, value[name], path + "." + name);
      }
    } else if (keyword == "additionalProperties") {
      Additional(schema, argument, value, path);
    } else if (keyword == "items" || keyword == "minItems" || keyword == "uniqueItems") {
      Items(keyword, argument, value, path);
    } else {
      Fail(path, "the schema uses `" + keyword + "`, which this validator does not know");
    }
  }

  void Additional(const json& schema, const json& argument, const json& value, const std::string& path) {
    if (!value.is_object()) return;
    for (const auto& [name, inner] : value.items()) {
      if (schema.contains("properties") && schema["properties"].contains(name)) continue;
      if (argument.is_object()) Check(argument, inner, path + "." + name);
      else if (argument == false) Fail(path, "has `" + name + "`, which the schema does not have");
    }
  }
  void Items(const std::string& keyword, const json& argument, const json& value, const std::string& path) {
    if (!value.is_array()) return;
    if (keyword == "minItems" && value.size() < argument.get<size_t>()) Fail(path, "has too few items");
    if (keyword == "uniqueItems" && argument == true && std::set<json>(value.begin(), value.end()).size() != value.size()) Fail(path, "has an item twice");
    if (keyword != "items") return;
    for (size_t i = 0; i < value.size(); ++i) Check(argument, value[i], path + "[" + std::to_string(i) + "]");
  }

  const json& root_;
  std::vector<std::string>& problems_;
};

}  // namespace

std::vector<std::string> SchemaProblems(const json& root, const json& schema, const json& value, const std::string& path) {
  std::vector<std::string> problems;
  Validator(root, problems).Check(schema, value, path);
  return problems;
}

}  // namespace merlon
