#include "report/markdown_text.h"

#include "base/strings.h"

namespace merlon {
namespace {

std::string Prepared(std::string_view text, size_t longest) {
  std::string clean = Clean(text.substr(0, longest * 4));
  size_t at = 0, characters = 0;
  while (at < clean.size() && characters < longest) {
    ++at;
    while (at < clean.size() && (static_cast<unsigned char>(clean[at]) & 0xC0) == 0x80) ++at;
    ++characters;
  }
  bool cut = at < clean.size() || text.size() > longest * 4;
  return std::string(Trim(std::string_view(clean).substr(0, at))) + (cut ? "…" : "");
}

bool IsWordByte(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80; }

// Between these tags the text is still Markdown, so every byte that could be markup is a character reference, which never is.
std::string CodeElement(std::string_view text) {
  std::string out = "<code>";
  for (char c : text) {
    if (IsWordByte(c) || c == ' ') out += c;
    else out += "&#" + std::to_string(static_cast<unsigned char>(c)) + ";";
  }
  return out + "</code>";
}

bool OnlyWordsAnd(std::string_view text, std::string_view marks) {
  for (char c : text) {
    if (!IsWordByte(c) && marks.find(c) == std::string_view::npos) return false;
  }
  return true;
}

}  // namespace

std::string MarkdownCode(std::string_view text, size_t longest) {
  std::string clean = Prepared(text, longest);
  // Without backticks, bars and backslashes a code span holds what stands in it, in tables too.
  bool simple = !clean.empty() && OnlyWordsAnd(clean, " -_.@#/:,+=>()'");
  return simple ? "`" + clean + "`" : CodeElement(clean);
}

std::string MarkdownText(std::string_view text, size_t longest) {
  std::string clean = Prepared(text, longest);
  bool plain = OnlyWordsAnd(clean, " -.,()';?>+=:") && clean.find("www.") == std::string::npos;
  // A colon before a space starts no address and no picture by name.
  for (size_t at = clean.find(':'); plain && at != std::string::npos; at = clean.find(':', at + 1)) plain = at + 1 == clean.size() || clean[at + 1] == ' ';
  return plain ? ReplaceAll(clean, ">", "&gt;") : CodeElement(clean);
}

std::string MarkdownProse(std::string_view text) {
  constexpr size_t kMost = 8000;
  constexpr std::string_view kMarks = "\\`*_[]{}<>&#|~@!$^\"";
  std::string clean = Clean(text.substr(0, kMost));
  std::string_view all = Trim(clean);
  std::string out;
  for (size_t i = 0; i < all.size(); ++i) {
    bool address = all.substr(i, 3) == "://" || (all[i] == '.' && i >= 3 && (all.substr(i - 3, 3) == "www" || all.substr(i - 3, 3) == "WWW"));
    // At the start of a line these begin a list or underline a heading.
    bool leads = i == 0 && std::string_view("-+=").find(all[i]) != std::string_view::npos;
    bool numbers = (all[i] == '.' || all[i] == ')') && i > 0 && IsDigits(all.substr(0, i));
    if (address || leads || numbers || kMarks.find(all[i]) != std::string_view::npos) out += "&#" + std::to_string(static_cast<unsigned char>(all[i])) + ";";
    else out += all[i];
  }
  return out + (text.size() > kMost ? "…" : "");
}

void AppendMarkdownTable(std::string& out, const std::vector<std::string>& head, const std::vector<std::vector<std::string>>& rows, size_t most_bytes) {
  auto line = [&](const std::vector<std::string>& cells) {
    for (const std::string& cell : cells) out += "| " + cell + (cell.empty() ? "" : " ");
    out += "|\n";
  };
  line(head);
  for (size_t i = 0; i < head.size(); ++i) out += "|---";
  out += "|\n";
  for (size_t i = 0; i < rows.size(); ++i) {
    if (out.size() > most_bytes) {
      std::vector<std::string> rest(head.size());
      rest.front() = "…";
      rest.back() = "and " + std::to_string(rows.size() - i) + " more";
      return line(rest);
    }
    line(rows[i]);
  }
}

}  // namespace merlon
