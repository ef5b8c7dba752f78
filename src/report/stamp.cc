#include "report/stamp.h"

#include <sha2.h>

#include <algorithm>

namespace merlon {
namespace {

constexpr std::string_view kLead = "merlon-stamp";

class Hash {
 public:
  Hash() { SHA256Init(&context_); }
  // The length goes in as well, so that two ways of splitting one text differ.
  void Add(std::string_view text) {
    std::string length = std::to_string(text.size()) + "\n";
    SHA256Update(&context_, reinterpret_cast<const uint8_t*>(length.data()), length.size());
    SHA256Update(&context_, reinterpret_cast<const uint8_t*>(text.data()), text.size());
  }
  std::string Digits() {
    char digits[SHA256_DIGEST_STRING_LENGTH];
    SHA256End(&context_, digits);
    return digits;
  }

 private:
  SHA2_CTX context_;
};

// Nothing in a value may end the comment or the string that the line stands in.
bool Harmless(std::string_view value) {
  return value.size() <= 200 && std::all_of(value.begin(), value.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '+' || c == ',' || c == '-'; }) && value.find("--") == std::string_view::npos;
}

template <size_t kCount>
std::optional<size_t> IndexOf(const std::array<std::string_view, kCount>& names, std::string_view name) {
  auto at = std::find(names.begin(), names.end(), name);
  return at == names.end() ? std::nullopt : std::optional<size_t>(at - names.begin());
}

std::optional<Parts> ReadParts(std::string_view list) {
  Parts parts = 0;
  while (!list.empty()) {
    std::string_view name = list.substr(0, list.find(','));
    list.remove_prefix(std::min(list.size(), name.size() + 1));
    std::optional<size_t> part = IndexOf(kPartNames, name);
    if (!part) return std::nullopt;
    parts |= Bit(static_cast<Part>(*part));
  }
  return parts;
}

bool ReadValue(Stamp& stamp, std::string_view key, std::string_view value) {
  struct TextKey {
    std::string_view key;
    std::string Stamp::*member;
  };
  static constexpr TextKey kKeys[] = {{"version", &Stamp::version}, {"day", &Stamp::day}, {"model", &Stamp::model_hash}, {"library", &Stamp::library_hash}, {"revision", &Stamp::revision}, {"format", &Stamp::format},
                                      {"table", &Stamp::table}, {"use-case", &Stamp::use_case}, {"template", &Stamp::template_hash}, {"results", &Stamp::results_hash}};
  for (const TextKey& known : kKeys) {
    if (known.key == key) return (stamp.*known.member = value, true);
  }
  if (key == "for") {
    std::optional<size_t> audience = IndexOf(kAudienceNames, value);
    if (audience) stamp.audience = static_cast<Audience>(*audience);
    return audience.has_value();
  }
  if (key != "parts") return false;
  std::optional<Parts> parts = ReadParts(value);
  if (parts) stamp.parts = *parts;
  return parts.has_value();
}

}  // namespace

std::string HashOf(const Document& document) {
  Hash hash;
  for (size_t file = 0; file < document.file_count(); ++file) hash.Add(document.source(FileId(file)));
  return hash.Digits();
}

std::string HashOf(std::span<const std::string> texts) {
  if (texts.empty()) return {};
  Hash hash;
  for (const std::string& text : texts) hash.Add(text);
  return hash.Digits();
}

std::string PartList(Parts parts) {
  std::string list;
  for (size_t i = 0; i < kPartNames.size(); ++i) {
    if (parts >> i & 1) list += (list.empty() ? "" : ",") + std::string(kPartNames[i]);
  }
  return list;
}

std::string StampLine(const Stamp& stamp) {
  std::string line(kLead);
  auto add = [&](std::string_view key, std::string_view value) {
    if (!value.empty() && Harmless(value)) line += " " + std::string(key) + "=" + std::string(value);
  };
  add("version", stamp.version), add("day", stamp.day), add("format", stamp.format), add("table", stamp.table), add("use-case", stamp.use_case);
  add("for", kAudienceNames[static_cast<size_t>(stamp.audience)]), add("parts", PartList(stamp.parts)), add("model", stamp.model_hash), add("library", stamp.library_hash);
  add("revision", stamp.revision), add("template", stamp.template_hash), add("results", stamp.results_hash);
  return line + ";";
}

std::optional<Stamp> FindStamp(std::string_view report) {
  // The program's own line is the last one: a text of the model that looks like one stands before it.
  size_t at = report.rfind(std::string(kLead) + " ");
  if (at == std::string_view::npos) return std::nullopt;
  constexpr size_t kLongestLine = 2000;
  std::string_view line = report.substr(at + kLead.size() + 1, kLongestLine);
  size_t end = line.find(';');
  if (end == std::string_view::npos) return std::nullopt;
  line = line.substr(0, end);
  Stamp stamp;
  while (!line.empty()) {
    std::string_view pair = line.substr(0, line.find(' '));
    line.remove_prefix(std::min(line.size(), pair.size() + 1));
    size_t equals = pair.find('=');
    if (equals == std::string_view::npos || !ReadValue(stamp, pair.substr(0, equals), pair.substr(equals + 1))) return std::nullopt;
  }
  bool whole = !stamp.version.empty() && !stamp.model_hash.empty() && !stamp.format.empty();
  return whole ? std::optional<Stamp>(stamp) : std::nullopt;
}

}  // namespace merlon
