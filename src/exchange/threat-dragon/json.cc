#include "exchange/threat-dragon/json.h"

#include <algorithm>
#include <cmath>

#include "base/strings.h"
#include "exchange/drawing/geometry.h"
#include "exchange/drawing/text.h"

namespace merlon::threat_dragon {
namespace {

// The library's parser recurses into nested values, so depth is measured before it runs.
bool TooDeep(std::string_view bytes) {
  size_t depth = 0;
  bool in_string = false;
  for (size_t i = 0; i < bytes.size(); ++i) {
    char c = bytes[i];
    if (in_string) {
      if (c == '\\') ++i;
      else if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      if (++depth > kDeepest) return true;
    } else if ((c == '}' || c == ']') && depth > 0) {
      --depth;
    }
  }
  return false;
}

}  // namespace

Json ParseJson(std::string_view bytes, std::string& error) {
  if (bytes.size() > kMostBytes) {
    error = "the file is larger than 16 MiB";
    return {};
  }
  if (TooDeep(bytes)) {
    error = "values are nested more than 64 levels deep";
    return {};
  }
  Json value = Json::parse(bytes.begin(), bytes.end(), nullptr, false);
  if (value.is_discarded()) {
    error = "the file is not valid JSON";
    return {};
  }
  return value;
}

const Json* Member(const Json* value, const char* key) {
  if (!value || !value->is_object()) return nullptr;
  auto found = value->find(key);
  return found == value->end() ? nullptr : &*found;
}

const Json* ObjectAt(const Json* value, const char* key) {
  const Json* member = Member(value, key);
  return member && member->is_object() ? member : nullptr;
}

const Json* ArrayAt(const Json* value, const char* key) {
  const Json* member = Member(value, key);
  return member && member->is_array() ? member : nullptr;
}

std::string TextOf(const Json* value) {
  if (!value) return {};
  if (const auto* text = value->get_ptr<const Json::string_t*>()) return drawing::CleanText(*text);
  return value->is_number() ? value->dump() : std::string();
}

std::string TextAt(const Json* value, const char* key) { return TextOf(Member(value, key)); }

std::optional<double> NumberAt(const Json* value, const char* key) {
  const Json* member = Member(value, key);
  if (!member || !member->is_number()) return std::nullopt;
  double number = member->get<double>();
  if (!std::isfinite(number)) return std::nullopt;
  return std::clamp(number, -drawing::kFarthest, drawing::kFarthest);
}

bool IsBlank(const Json& value) {
  if (value.is_null()) return true;
  if (value.is_array() || value.is_object()) return value.empty();
  if (const auto* text = value.get_ptr<const Json::string_t*>()) return Trim(*text).empty();
  return value.is_boolean() && value == false;
}

}  // namespace merlon::threat_dragon
