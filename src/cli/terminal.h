// Output for people: colour only where a terminal shows it, tables, wrapped text. Untrusted text is cleaned before it reaches a terminal.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "base/strings.h"

namespace merlon::cli {

enum class Paint { plain, bold, dim, red, yellow, green, cyan, magenta };

class Terminal {
 public:
  // Colour is used when `stream` is a terminal and NO_COLOR is not set.
  explicit Terminal(std::FILE* stream);
  // `text` in this paint, without control characters.
  std::string In(Paint paint, std::string_view text) const;
  size_t width() const { return width_; }
  bool colour() const { return colour_; }

 private:
  bool colour_ = false;
  size_t width_ = 100;
};

// The width on a terminal: code points, of which those of East Asian wide ranges count two.
size_t DisplayWidth(std::string_view text);
std::string Pad(std::string text, size_t width);
// Breaks text at spaces; every line after the first starts with `indent` spaces.
std::string Wrap(std::string_view text, size_t width, size_t indent);
// "1 threat", "2 threats".
std::string Plural(size_t count, std::string_view noun);

void Print(std::string_view text);
void PrintError(std::string_view text);

}  // namespace merlon::cli
