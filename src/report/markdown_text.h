// Untrusted text in Markdown: nothing that somebody named can become markup, a link, a mention or a second line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace merlon {

// The text as it reads, where it holds nothing that Markdown or a code host could take for more than text; otherwise as code. For any place
// inside a line, table cells among them. Control characters and line breaks become visible or spaces; what is longer than `longest` characters is cut.
inline constexpr size_t kLongestInLine = 200;
std::string MarkdownText(std::string_view text, size_t longest = kLongestInLine);
// The same for prose that is to be read as prose: marks become character references, and nothing is cut but what nobody would read.
std::string MarkdownProse(std::string_view text);
// The text as code: an id, a name.
std::string MarkdownCode(std::string_view text, size_t longest = kLongestInLine);

// A table; rows beyond `most_bytes` of the whole output are counted in a last row. Cells are Markdown already.
void AppendMarkdownTable(std::string& out, const std::vector<std::string>& head, const std::vector<std::vector<std::string>>& rows, size_t most_bytes);

}  // namespace merlon
