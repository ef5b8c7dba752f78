#include "cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

namespace merlon::cli {

Terminal::Terminal(std::FILE* stream) {
  const char* no_colour = std::getenv("NO_COLOR");
  const char* kind = std::getenv("TERM");
  bool dumb = kind && std::string_view(kind) == "dumb";
  bool terminal = isatty(fileno(stream)) != 0;
  colour_ = terminal && !dumb && !(no_colour && *no_colour);
  winsize size{};
  constexpr size_t kNarrowest = 60, kWidest = 120;
  if (terminal && ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 0) width_ = std::clamp<size_t>(size.ws_col, kNarrowest, kWidest);
}

std::string Terminal::In(Paint paint, std::string_view text) const {
  std::string clean = Clean(text);
  if (!colour_ || paint == Paint::plain) return clean;
  static constexpr std::string_view kCodes[] = {"0", "1", "2", "31;1", "33", "32", "36", "35;1"};
  return "\033[" + std::string(kCodes[static_cast<size_t>(paint)]) + "m" + clean + "\033[0m";
}

size_t DisplayWidth(std::string_view text) {
  size_t width = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    unsigned char c = static_cast<unsigned char>(text[i]);
    if ((c & 0xC0) == 0x80) continue;
    bool wide = (c >= 0xE3 && c <= 0xED && !(c == 0xE3 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0x80)) || c == 0xF0;
    width += wide ? 2 : 1;
  }
  return width;
}

std::string Pad(std::string text, size_t width) {
  size_t shown = DisplayWidth(text);
  if (shown < width) text.append(width - shown, ' ');
  return text;
}

std::string Wrap(std::string_view text, size_t width, size_t indent) {
  std::string out;
  size_t column = indent;
  for (size_t at = 0; at < text.size();) {
    size_t end = std::min(text.find_first_of(" \n", at), text.size());
    std::string_view word = text.substr(at, end - at);
    if (!word.empty()) {
      size_t size = DisplayWidth(word);
      if (column > indent && column + 1 + size > width) {
        out += "\n" + std::string(indent, ' ');
        column = indent;
      } else if (column > indent) {
        out += ' ';
        ++column;
      }
      out += word;
      column += size;
    }
    at = end + 1;
  }
  return out;
}

std::string Plural(size_t count, std::string_view noun) {
  std::string text = std::to_string(count) + " " + std::string(noun);
  if (count == 1) return text;
  if (text.back() != 'y') return text + "s";
  text.back() = 'i';
  return text + "es";
}

void Print(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }
void PrintError(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stderr); }

}  // namespace merlon::cli
