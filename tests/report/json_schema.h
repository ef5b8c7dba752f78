// As much of JSON Schema (draft 4) as the public schema of SARIF uses. An unknown keyword fails, so that nothing is passed over in silence.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace merlon {

// What in `value` does not fit `schema`, each with the path to it. `root` is the whole schema, for references.
std::vector<std::string> SchemaProblems(const nlohmann::json& root, const nlohmann::json& schema, const nlohmann::json& value, const std::string& path = "$");

}  // namespace merlon
