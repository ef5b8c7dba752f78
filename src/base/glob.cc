#include "base/glob.h"

namespace merlon {
namespace {

// Past the character at `at`, of however many bytes.
size_t NextCharacter(std::string_view text, size_t at) {
  do ++at;
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
  return at;
}

}  // namespace

bool MatchesGlob(std::string_view pattern, std::string_view text, uint64_t& budget) {
  size_t p = 0, t = 0;
  // The last star, and where the text went on after what it stood for so far. A later star never has to be undone for an earlier one.
  size_t star = std::string_view::npos, resume = 0;
  while (t < text.size()) {
    if (budget == 0) return false;
    --budget;
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.size() && pattern[p] == '?') {
      ++p;
      t = NextCharacter(text, t);
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++p, ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = resume = NextCharacter(text, resume);
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace merlon
