#include "exchange/drawing/text.h"

#include "base/strings.h"

namespace merlon::drawing {
namespace {

// Characters of three bytes that break lines in YAML or are not allowed in it, and what stands for them.
bool ReplaceWide(std::string_view text, size_t i, std::string& clean) {
  std::string_view three = text.substr(i, 3);
  if (three == "\xE2\x80\xA8" || three == "\xE2\x80\xA9") return clean.push_back('\n'), true;
  return three == "\xEF\xBB\xBF" || three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF";
}

}  // namespace

std::string CleanText(std::string_view text) {
  std::string clean;
  for (size_t i = 0; i < text.size(); ++i) {
    unsigned char byte = static_cast<unsigned char>(text[i]);
    if (byte == '\r') {
      if (text.substr(i, 2) != "\r\n") clean.push_back('\n');
    } else if (byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) {
      if (text[++i] == '\x85') clean.push_back('\n');
    } else if (byte >= 0xE2 && ReplaceWide(text, i, clean)) {
      i += 2;
    } else if (byte == '\n' || byte == '\t' || (byte >= 0x20 && byte != 0x7F)) {
      clean.push_back(text[i]);
    }
  }
  return std::string(Trim(clean));
}

std::string OneLine(std::string_view text) {
  std::string line;
  for (char c : CleanText(text)) {
    bool space = c == '\n' || c == '\t' || c == ' ';
    if (!space) line.push_back(c);
    else if (line.empty() || line.back() != ' ') line.push_back(' ');
  }
  return line;
}

std::string_view CutText(std::string_view text, size_t size) {
  if (text.size() <= size) return text;
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
  return Trim(text.substr(0, size));
}

}  // namespace merlon::drawing
