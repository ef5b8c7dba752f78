#include "exchange/threat-dragon/json.h"

#include <algorithm>
#include <cmath>

#include "base/strings.h"

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

// Characters of three bytes that break lines in YAML or are not allowed in it, and what stands for them.
bool ReplaceWide(std::string_view text, size_t i, std::string& clean) {
  std::string_view three = text.substr(i, 3);
  if (three == "\xE2\x80\xA8" || three == "\xE2\x80\xA9") return clean.push_back('\n'), true;
  return three == "\xEF\xBB\xBF" || three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF";
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
  if (const auto* text = value->get_ptr<const Json::string_t*>()) return CleanText(*text);
  return value->is_number() ? value->dump() : std::string();
}

std::string TextAt(const Json* value, const char* key) { return TextOf(Member(value, key)); }

std::optional<double> NumberAt(const Json* value, const char* key) {
  const Json* member = Member(value, key);
  if (!member || !member->is_number()) return std::nullopt;
  double number = member->get<double>();
  if (!std::isfinite(number)) return std::nullopt;
  return std::clamp(number, -kLargestNumber, kLargestNumber);
}

bool IsBlank(const Json& value) {
  if (value.is_null()) return true;
  if (value.is_array() || value.is_object()) return value.empty();
  if (const auto* text = value.get_ptr<const Json::string_t*>()) return Trim(*text).empty();
  return value.is_boolean() && value == false;
}

std::string CleanText(std::string_view text) {
  std::string clean;
  for (size_t i = 0; i < text.size(); ++i) {
    unsigned char byte = static_cast<unsigned char>(text[i]);
    if (byte == '\r') {
      if (text.substr(i, 2) != "\r\n") clean.push_back('\n');
    } else if (byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) {
      if (text[++i] == '\x85') clean.push_back('\n');
    } else if (byte >= 0xE2 && ReplaceWide(text, i, clean)) {
      i += 2;
    } else if (byte == '\n' || byte == '\t' || (byte >= 0x20 && byte != 0x7F)) {
      clean.push_back(text[i]);
    }
  }
  return std::string(Trim(clean));
}

std::string OneLine(std::string_view text) {
  std::string line;
  for (char c : CleanText(text)) {
    bool space = c == '\n' || c == '\t' || c == ' ';
    if (!space) line.push_back(c);
    else if (line.empty() || line.back() != ' ') line.push_back(' ');
  }
  return line;
}

std::string_view CutText(std::string_view text, size_t size) {
  if (text.size() <= size) return text;
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
  return Trim(text.substr(0, size));
}

}  // namespace merlon::threat_dragon
