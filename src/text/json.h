// A streaming JSON writer with a fixed key order: what is written first stands first.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/strings.h"

namespace merlon {

// Appends to `out`. Keys and values alternate as in the text; the writer sets the commas. Two spaces of indentation, one entry a line,
// except inside `Inline` objects, which stay on one line.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  JsonWriter& BeginObject() { return Begin('{'); }
  JsonWriter& EndObject() { return End('}'); }
  JsonWriter& BeginArray() { return Begin('['); }
  JsonWriter& EndArray() { return End(']'); }
  // Keys are the program's own words and ids: nothing in them needs an escape.
  JsonWriter& Key(std::string_view key) {
    Separate();
    out_.push_back('"');
    out_.append(key);
    out_.append("\": ");
    after_key_ = true;
    return *this;
  }
  JsonWriter& String(std::string_view text) {
    Separate();
    AppendQuoted(text);
    return *this;
  }
  JsonWriter& Number(int64_t value) {
    Separate();
    AppendNumber(out_, value);
    return *this;
  }
  JsonWriter& Bool(bool value) { return Raw(value ? "true" : "false"); }
  JsonWriter& Null() { return Raw("null"); }
  // A string, or null when empty.
  JsonWriter& StringOrNull(std::string_view text) { return text.empty() ? Null() : String(text); }
  // Text that is JSON already.
  JsonWriter& Raw(std::string_view json) {
    Separate();
    out_.append(json);
    return *this;
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
    out_.push_back(bracket);
    levels_.push_back({true, inline_ || (!levels_.empty() && levels_.back().on_one_line)});
    return *this;
  }
  JsonWriter& End(char bracket) {
    Level level = levels_.back();
    levels_.pop_back();
    if (!level.empty && !level.on_one_line) NewLine();
    out_.push_back(bracket);
    return *this;
  }
  void Separate() {
    if (after_key_) {
      after_key_ = false;
      return;
    }
    if (levels_.empty()) return;
    Level& level = levels_.back();
    if (!level.empty) out_.push_back(',');
    if (level.on_one_line) {
      if (!level.empty) out_.push_back(' ');
    } else {
      NewLine();
    }
    level.empty = false;
  }
  void NewLine() {
    out_.push_back('\n');
    out_.append(levels_.size() * 2, ' ');
  }
  void AppendQuoted(std::string_view text);

  std::string& out_;
  std::vector<Level> levels_;
  bool after_key_ = false;
  bool inline_ = false;
};

inline void JsonWriter::AppendQuoted(std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  // Bytes that stand for themselves; 0xE2 may start a line separator.
  static constexpr auto kPlain = [] {
    std::array<bool, 256> plain{};
    for (size_t c = 0x20; c < 256; ++c) plain[c] = c != '"' && c != '\\' && c != 0x7F && c != 0xE2;
    return plain;
  }();
  out_.push_back('"');
  size_t done = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    unsigned char c = static_cast<unsigned char>(text[i]);
    if (kPlain[c]) continue;
    // U+2028 and U+2029 are legal in JSON, but end a line in JavaScript.
    bool line_separator = c == 0xE2 && text.substr(i, 2) == "\xE2\x80" && i + 2 < text.size() && (text[i + 2] == '\xA8' || text[i + 2] == '\xA9');
    if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F && !line_separator) continue;
    out_.append(text.substr(done, i - done));
    if (line_separator) {
      out_.append(text[i + 2] == '\xA8' ? "\\u2028" : "\\u2029");
      i += 2;
    } else if (c == '"' || c == '\\') {
      out_.push_back('\\');
      out_.push_back(static_cast<char>(c));
    } else if (c == '\n') {
      out_.append("\\n");
    } else if (c == '\t') {
      out_.append("\\t");
    } else {
      out_.append("\\u00");
      out_.push_back(kHex[c >> 4]);
      out_.push_back(kHex[c & 15]);
    }
    done = i + 1;
  }
  out_.append(text.substr(done));
  out_.push_back('"');
}

}  // namespace merlon
