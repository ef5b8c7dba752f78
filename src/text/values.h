// The kinds of value that a field of a text file can hold, each with the place where it was written.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/document.h"

namespace merlon {

// A piece of text; the bytes belong to the document (or to whoever made it). 16 bytes.
struct Text {
  const char* data = "";
  uint32_t size = 0;
  NodeId node;  // none when it was not read from a file

  Text() = default;
  Text(std::string_view text, NodeId at = {}) : data(text.data()), size(static_cast<uint32_t>(text.size())), node(at) {}
  std::string_view view() const { return {data, size}; }
  bool empty() const { return size == 0; }
  bool operator==(std::string_view other) const { return view() == other; }
};

// What people call a thing: its title, or its id where it has none.
inline std::string_view TitleOr(const Text& title, const Text& id) { return title.empty() ? id.view() : title.view(); }

// A reason given by a person. One checker looks at every reason in the language (judge/why.h).
struct Why : Text {
  using Text::Text;
};

// A name of something else; `target` is its index where names have been resolved and the thing exists.
struct Ref : Text {
  using Text::Text;
  uint32_t target = kNone;
};

// A map from id to entry, in the order of the file. Every T has a member `Text id`.
template <class T>
struct Entries {
  std::vector<T> items;
  auto begin() { return items.begin(); }
  auto end() { return items.end(); }
  auto begin() const { return items.begin(); }
  auto end() const { return items.end(); }
  size_t size() const { return items.size(); }
  bool empty() const { return items.empty(); }
  T& operator[](size_t i) { return items[i]; }
  const T& operator[](size_t i) const { return items[i]; }
  T& Add(T item) { return items.emplace_back(std::move(item)); }
};

// A calendar day; `day` counts from 1970-01-01.
struct Date {
  Text text;
  int32_t day = 0;
  bool given() const { return !text.empty(); }
};
// Reads `2026-11-20`; nothing when it is not a real day.
std::optional<int32_t> ParseDay(std::string_view text);
// The day of a dated key: a day, or a day and which entry of that day it is, from the second on: `2026-11-20-2`.
std::optional<int32_t> ParseDatedKey(std::string_view text);
// The day as people write it: `2026-11-20`.
std::string DayText(int32_t day);

// A sum of money in minor units (cents), with its ISO 4217 currency.
struct Money {
  Text text;
  int64_t minor = 0;
  std::string_view currency;
  bool given() const { return !text.empty(); }
};
bool ParseMoney(std::string_view text, Money& money);

// Work, in hours: `8 h`, `3 days` (8 h each), `2 weeks` (40 h each), `1 month` (160 h).
struct Effort {
  Text text;
  int64_t hours = 0;
  bool given() const { return !text.empty(); }
};
bool ParseEffort(std::string_view text, Effort& effort);

struct Number {
  Text text;
  int64_t value = 0;
  bool given() const { return !text.empty(); }
};

// Any YAML; checked only for duplicate keys.
struct Anything {
  NodeId node;
};

// Whether a plain scalar means a number, a truth value or nothing in YAML's core schema, and so is no string.
bool IsCoreNonString(std::string_view plain);

}  // namespace merlon
