#include "report/diagram/measure.h"

#include <algorithm>
#include <cstdint>

#include "base/utf8.h"

namespace merlon {
namespace {

// Advance widths of DejaVu Sans for U+0020 to U+017F, in hundredths of the size, rounded up.
constexpr uint32_t kFirstWidth = 0x20;
constexpr uint8_t kWidths[] = {
    32, 41, 46, 84, 64, 96, 78, 28, 40, 40, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84, 84, 84, 54,
    100, 69, 69, 70, 78, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75, 79, 61, 79, 70, 64, 62, 74, 69, 99, 69, 62, 69, 40, 34, 40, 84, 50,
    50, 62, 64, 55, 64, 62, 36, 64, 64, 28, 28, 58, 28, 98, 64, 62, 64, 64, 42, 53, 40, 64, 60, 82, 60, 60, 53, 64, 34, 64, 84, 61,
    61, 61, 61, 61, 61, 61, 61, 61, 61, 61, 61, 61, 61, 61, 61, 61, 61, 61, 61, 61, 61, 61, 61, 61, 61, 61, 61, 61, 61, 61, 61, 61,
    32, 41, 64, 64, 64, 64, 34, 50, 50, 100, 48, 62, 84, 37, 100, 50, 50, 84, 41, 41, 50, 64, 64, 32, 50, 41, 48, 62, 97, 97, 97, 54,
    69, 69, 69, 69, 69, 69, 98, 70, 64, 64, 64, 64, 30, 30, 30, 30, 78, 75, 79, 79, 79, 79, 79, 84, 79, 74, 74, 74, 74, 62, 61, 63,
    62, 62, 62, 62, 62, 62, 99, 55, 62, 62, 62, 62, 28, 28, 28, 28, 62, 64, 62, 62, 62, 62, 62, 84, 62, 64, 64, 64, 64, 60, 64, 60,
    69, 62, 69, 62, 69, 62, 70, 55, 70, 55, 70, 55, 70, 55, 78, 64, 78, 64, 64, 62, 64, 62, 64, 62, 64, 62, 64, 62, 78, 64, 78, 64,
    78, 64, 78, 64, 76, 64, 92, 70, 30, 28, 30, 28, 30, 28, 30, 28, 30, 28, 59, 56, 30, 28, 66, 58, 58, 56, 28, 56, 28, 56, 38, 56,
    35, 57, 29, 75, 64, 75, 64, 75, 64, 82, 75, 64, 79, 62, 79, 62, 79, 62, 107, 103, 70, 42, 70, 42, 70, 42, 64, 53, 64, 53, 64, 53,
    64, 53, 62, 40, 62, 40, 62, 40, 74, 64, 74, 64, 74, 64, 74, 64, 74, 64, 74, 64, 99, 82, 62, 60, 62, 69, 53, 69, 53, 69, 53, 36,
};
constexpr double kBoldFactor = 1.15;  // what the widest common letters gain in bold

constexpr uint32_t kReplacement = 0xFFFD;

// The code point that starts at `at`, which moves behind it.
uint32_t NextCodePoint(std::string_view text, size_t& at) {
  size_t begin = at, length = CharacterLength(text.substr(at));
  at += std::max<size_t>(length, 1);
  auto byte = [&](size_t i) { return static_cast<unsigned char>(text[begin + i]); };
  if (length == 0) return kReplacement;
  if (length == 1) return byte(0);
  uint32_t point = byte(0) & (0x7Fu >> length);
  for (size_t i = 1; i < length; ++i) point = point << 6 | (byte(i) & 0x3F);
  return point;
}

bool TurnsDirection(uint32_t point) {
  return point == 0x061C || point == 0x200E || point == 0x200F || (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
}
bool IsControl(uint32_t point) { return point < 0x20 || (point >= 0x7F && point < 0xA0) || point == 0x2028 || point == 0x2029; }
bool Combines(uint32_t point) { return (point >= 0x300 && point < 0x370) || (point >= 0x200B && point <= 0x200D) || (point >= 0xFE00 && point <= 0xFE0F); }
bool IsWide(uint32_t point) { return (point >= 0x1100 && point < 0x1160) || (point >= 0x2E80 && point < 0xA4D0) || (point >= 0xAC00 && point < 0xD7A4) || (point >= 0xF900 && point < 0xFB00) || (point >= 0xFE30 && point < 0xFE70) || (point >= 0xFF00 && point < 0xFF61) || point >= 0x1F000; }

// In hundredths of the size.
double WidthOf(uint32_t point) {
  if (point >= kFirstWidth && point < kFirstWidth + sizeof kWidths) return kWidths[point - kFirstWidth];
  if (Combines(point)) return 0;
  if (point >= 0x2010 && point < 0x2100) return 100;  // dashes, quotes, the ellipsis
  return IsWide(point) ? 105 : 80;
}

bool BreaksAfter(char c) { return c == '-' || c == '.' || c == '/' || c == '_' || c == ':' || c == ','; }

// The longest start of `text` that is no wider than `width`, and at least one code point of it.
size_t Fitting(std::string_view text, double width, double size, bool bold) {
  size_t end = 0;
  double used = 0;
  while (end < text.size()) {
    size_t next = end;
    used += WidthOf(NextCodePoint(text, next)) * size / 100 * (bold ? kBoldFactor : 1);
    if (used > width && end > 0) break;
    end = next;
  }
  return end;
}

// Where to break `text`, of which `fit` bytes fit: after a space, else after a dash or the like, else right there.
size_t BreakPoint(std::string_view text, size_t fit) {
  if (fit >= text.size()) return text.size();
  if (text[fit] == ' ') return fit;
  for (size_t at = fit; at > 1; --at) {
    if (text[at - 1] == ' ') return at;
  }
  for (size_t at = fit; at > fit / 3 && at > 1; --at) {
    if (BreaksAfter(text[at - 1])) return at;
  }
  return fit;
}

std::string_view TrimSpaces(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

}  // namespace

std::string Printable(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    size_t start = at;
    uint32_t point = NextCodePoint(text, at);
    if (TurnsDirection(point)) continue;
    if (IsControl(point)) {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else if (point == kReplacement || point == 0xFFFE || point == 0xFFFF) {
      out += "\xEF\xBF\xBD";
    } else {
      out.append(text, start, at - start);
    }
  }
  return std::string(TrimSpaces(out));
}

double TextWidth(std::string_view text, double size, bool bold) {
  double hundredths = 0;
  for (size_t at = 0; at < text.size();) hundredths += WidthOf(NextCodePoint(text, at));
  return hundredths * size / 100 * (bold ? kBoldFactor : 1);
}

std::vector<std::string> BreakLines(std::string_view text, double width, double size, bool bold, size_t most) {
  std::vector<std::string> lines;
  for (text = TrimSpaces(text); !text.empty();) {
    size_t fit = Fitting(text, width, size, bold);
    if (lines.size() + 1 == most && fit < text.size()) {
      fit = Fitting(text, width - TextWidth("…", size, bold), size, bold);
      lines.push_back(std::string(TrimSpaces(text.substr(0, fit))) + "…");
      break;
    }
    size_t end = BreakPoint(text, fit);
    lines.emplace_back(TrimSpaces(text.substr(0, end)));
    text = TrimSpaces(text.substr(end));
  }
  return lines;
}

}  // namespace merlon
