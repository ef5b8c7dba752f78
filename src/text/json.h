// A streaming JSON writer with a fixed key order: what is written first stands first.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "base/strings.h"

namespace merlon {

// Appends to `out`. Keys and values alternate as in the text; the writer sets the commas. Two spaces of indentation, one entry a line,
// except inside `Inline` objects, which stay on one line.
// Invariant: when no object or array is begun, everything is in `out`; before that the last bytes may still be held back.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}
  JsonWriter(const JsonWriter&) = delete;
  JsonWriter& operator=(const JsonWriter&) = delete;

  JsonWriter& BeginObject() { return Begin('{'); }
  JsonWriter& EndObject() { return End('}'); }
  JsonWriter& BeginArray() { return Begin('['); }
  JsonWriter& EndArray() { return End(']'); }
  // Keys are the program's own words and ids: nothing in them needs an escape.
  JsonWriter& Key(std::string_view key) {
    Separate();
    Put('"');
    Put(key);
    Put("\": ");
    after_key_ = true;
    return *this;
  }
  // The same for a literal, whose length is known where it is compiled: half of what a long list writes are keys.
  template <size_t N>
  JsonWriter& Key(const char (&key)[N]) {
    Separate();
    char* at = Room(N + 3);
    *at = '"';
    std::memcpy(at + 1, key, N - 1);
    std::memcpy(at + N, "\": ", 3);
    Use(N + 3);
    after_key_ = true;
    return *this;
  }
  // Entries of an object on one line, as JSON, and the key of the next one: `"line": 3, "column": `.
  JsonWriter& UpToKey(std::string_view json) {
    Separate();
    Put(json);
    after_key_ = true;
    return *this;
  }
  JsonWriter& String(std::string_view text) {
    Separate();
    AppendQuoted(text);
    return Done();
  }
  // A text that needs no escape: an id, a word of the program.
  JsonWriter& Word(std::string_view text) {
    Separate();
    Put('"');
    Put(text);
    Put('"');
    return Done();
  }
  JsonWriter& Number(int64_t value) {
    Separate();
    constexpr size_t kMostDigits = 24;
    char* at = Room(kMostDigits);
    Use(static_cast<size_t>(std::to_chars(at, at + kMostDigits, value).ptr - at));
    return Done();
  }
  JsonWriter& Bool(bool value) { return Raw(value ? "true" : "false"); }
  JsonWriter& Null() { return Raw("null"); }
  // A string, or null when empty.
  JsonWriter& StringOrNull(std::string_view text) { return text.empty() ? Null() : String(text); }
  JsonWriter& WordOrNull(std::string_view text) { return text.empty() ? Null() : Word(text); }
  // Text that is JSON already.
  JsonWriter& Raw(std::string_view json) {
    Separate();
    Put(json);
    return Done();
  }
  // Containers that begin while this is on are written on one line.
  JsonWriter& Inline(bool on) {
    inline_ = on;
    return *this;
  }

 private:
  struct Level {
    bool empty = true;
    bool on_one_line = false;
  };
  JsonWriter& Begin(char bracket) {
    Separate();
    Put(bracket);
    outer_.push_back(level_);
    level_ = {true, inline_ || level_.on_one_line};
    return *this;
  }
  JsonWriter& End(char bracket) {
    Level ended = level_;
    level_ = outer_.back();
    outer_.pop_back();
    if (!ended.empty && !ended.on_one_line) NewLine(false);
    Put(bracket);
    return Done();
  }
  JsonWriter& Done() {
    if (outer_.empty()) Spill();
    return *this;
  }
  void Separate() {
    if (after_key_) {
      after_key_ = false;
      return;
    }
    if (outer_.empty()) return;
    if (!level_.on_one_line) {
      NewLine(!level_.empty);
    } else if (!level_.empty) {
      char* at = Room(2);
      at[0] = ',', at[1] = ' ';
      Use(2);
    }
    level_.empty = false;
  }
  void NewLine(bool comma) {
    size_t spaces = outer_.size() * 2;
    constexpr size_t kMostAtOnce = 16;  // a length that is known makes this one instruction
    char* at = Room(std::max(spaces, kMostAtOnce) + 2);
    *at = ',';
    at += comma;
    *at = '\n';
    std::memset(at + 1, ' ', kMostAtOnce);
    if (spaces > kMostAtOnce) std::memset(at + 1, ' ', spaces);
    Use(spaces + 1 + comma);
  }

  // The next bytes to write to, at most kHeld of them; Use says how many were written.
  char* Room(size_t size) {
    if (used_ + size > kHeld) Spill();
    return held_.data() + used_;
  }
  void Use(size_t size) { used_ += size; }
  void Put(char c) {
    *Room(1) = c;
    Use(1);
  }
  void Put(std::string_view text) {
    if (text.size() > kHeld / 2) {
      Spill();
      out_.append(text);
      return;
    }
    if (text.empty()) return;
    std::memcpy(Room(text.size()), text.data(), text.size());
    Use(text.size());
  }
  void Spill() {
    out_.append(held_.data(), used_);
    used_ = 0;
  }
  void AppendQuoted(std::string_view text);
  static size_t PlainBlocks(std::string_view text);

  static constexpr size_t kHeld = 4096;
  std::string& out_;
  std::vector<Level> outer_;  // what is begun and around `level_`
  Level level_;               // of the innermost object or array
  bool after_key_ = false;
  bool inline_ = false;
  size_t used_ = 0;
  std::array<char, kHeld> held_;
};

// How many bytes at the start stand for themselves, as far as whole blocks tell; the end counts as a block. As vectors, since compilers make
// none of the loop over bytes, and this is a fourteenth of a long list.
inline size_t JsonWriter::PlainBlocks(std::string_view text) {
  constexpr size_t kBlock = 16;
  using Block [[gnu::vector_size(kBlock)]] = unsigned char;
  for (size_t at = 0; at < text.size(); at += kBlock) {
    Block c = Block{} + ' ';
    if (at + kBlock <= text.size()) std::memcpy(&c, text.data() + at, kBlock);
    else std::memcpy(&c, text.data() + at, text.size() - at);
    auto special = (c < 0x20) | (c == '"') | (c == '\\') | (c == 0x7F) | (c == 0xE2);
    std::array<uint64_t, 2> halves;
    std::memcpy(&halves, &special, kBlock);
    if (halves[0] | halves[1]) return at;
  }
  return text.size();
}

inline void JsonWriter::AppendQuoted(std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  // Bytes that stand for themselves; 0xE2 may start a line separator.
  static constexpr auto kPlain = [] {
    std::array<bool, 256> plain{};
    for (size_t c = 0x20; c < 256; ++c) plain[c] = c != '"' && c != '\\' && c != 0x7F && c != 0xE2;
    return plain;
  }();
  Put('"');
  size_t done = 0;
  for (size_t i = PlainBlocks(text); i < text.size(); ++i) {
    unsigned char c = static_cast<unsigned char>(text[i]);
    if (kPlain[c]) continue;
    // U+2028 and U+2029 are legal in JSON, but end a line in JavaScript.
    bool line_separator = c == 0xE2 && text.substr(i, 2) == "\xE2\x80" && i + 2 < text.size() && (text[i + 2] == '\xA8' || text[i + 2] == '\xA9');
    if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F && !line_separator) continue;
    Put(text.substr(done, i - done));
    if (line_separator) {
      Put(text[i + 2] == '\xA8' ? "\\u2028" : "\\u2029");
      i += 2;
    } else if (c == '"' || c == '\\') {
      Put('\\');
      Put(static_cast<char>(c));
    } else if (c == '\n') {
      Put("\\n");
    } else if (c == '\t') {
      Put("\\t");
    } else {
      Put("\\u00");
      Put(kHex[c >> 4]);
      Put(kHex[c & 15]);
    }
    done = i + 1;
  }
  Put(text.substr(done));
  Put('"');
}

}  // namespace merlon
