// Reading JSON from strangers: a value that is missing or of another type is empty, and nothing throws.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace merlon::threat_dragon {

using Json = nlohmann::json;

// Limits on input, so that a hostile file costs bounded time, memory and stack.
inline constexpr size_t kMostBytes = size_t{16} << 20;
inline constexpr size_t kDeepest = 64;

// The parsed text; `error` says why when it cannot be read.
Json ParseJson(std::string_view bytes, std::string& error);

// The member of an object, or null when there is none or `value` is no object.
const Json* Member(const Json* value, const char* key);
// The member when it is an object or an array respectively, else null.
const Json* ObjectAt(const Json* value, const char* key);
const Json* ArrayAt(const Json* value, const char* key);
// A text or a number as clean text; empty for everything else.
std::string TextOf(const Json* value);
std::string TextAt(const Json* value, const char* key);
// A finite number, cut to a size that geometry can work with.
std::optional<double> NumberAt(const Json* value, const char* key);
bool IsBlank(const Json& value);

}  // namespace merlon::threat_dragon
