// How wide text is, and how it is broken into lines, the same on every machine.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace merlon {

// Text as it can stand in a picture: one line, without control characters and without marks that turn the direction of writing, which could make
// a name read as another. Bytes that are no UTF-8 become U+FFFD.
std::string Printable(std::string_view text);

// Width in units of the picture. From the widths of DejaVu Sans, the widest of the fonts that are likely to be used, so text is never wider.
double TextWidth(std::string_view text, double size, bool bold = false);

// Breaks printable text at spaces and, where a word is too long, after dashes, dots and slashes or anywhere. What does not fit into `most` lines ends in `…`.
std::vector<std::string> BreakLines(std::string_view text, double width, double size, bool bold, size_t most);

}  // namespace merlon
