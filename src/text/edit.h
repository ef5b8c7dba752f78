// Changes to a text as lists of replacements.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace merlon {

// Replace the bytes [begin, end) of one file by `text`.
struct TextEdit {
  size_t begin = 0;
  size_t end = 0;
  std::string text;
};

// Applies edits that do not overlap, in any order; two insertions at one place keep their order. O(text + edits log edits).
std::string ApplyEdits(std::string_view text, std::vector<TextEdit> edits);

}  // namespace merlon
