// Small functions on text that several rooms need: suggestions for misspelt names, trimming, number output.
#pragma once

#include <charconv>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace merlon {

// The candidate nearest to `word` by edit distance, or empty when none is near enough to be worth suggesting
// (more than a third of the longer word differs). O(candidates x length^2); words over 64 bytes suggest nothing.
std::string_view Nearest(std::string_view word, std::span<const std::string_view> candidates);

std::string_view Trim(std::string_view text);
bool IsDigits(std::string_view text);
// Whether `id` is `[a-z0-9][a-z0-9-_.]*`, without `..`, not ending in `-`.
bool IsId(std::string_view id);
// A valid id made from any text: lower case, runs of other characters become one dash. Never empty.
std::string Slug(std::string_view text);
// The words of `text`, split at anything that is not a letter or a digit, in lower case. Bytes over 127 count as letters.
std::vector<std::string> Words(std::string_view text);
// `a flow`, `an actor`.
std::string WithArticle(std::string_view noun);
// Replaces every `from` in `text`.
std::string ReplaceAll(std::string text, std::string_view from, std::string_view to);

// Control characters (escape sequences among them) and turns of the reading direction become visible; line breaks become spaces.
std::string Clean(std::string_view text);

inline void AppendNumber(std::string& out, int64_t value) {
  char buffer[24];
  auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value);
  out.append(buffer, end);
}

}  // namespace merlon
