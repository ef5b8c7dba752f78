#include "results/results.h"

#include <algorithm>

#include "base/strings.h"
#include "results/readers.h"

namespace merlon {
namespace results {
namespace {

// The length of the UTF-8 character at `at`, 0 when it is none.
size_t CharacterLength(std::string_view text, size_t at) {
  auto byte = [&](size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  unsigned first = byte(at), second = byte(at + 1);
  if (first < 0x80) return 1;
  size_t length = first >= 0xF0 && first < 0xF5 ? 4 : first >= 0xE0 && first < 0xF0 ? 3 : first >= 0xC2 && first < 0xE0 ? 2 : 0;
  for (size_t i = 1; i < length; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) return 0;
  }
  bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
  bool surrogate = first == 0xED && second > 0x9F, beyond = first == 0xF4 && second > 0x8F;
  return overlong || surrogate || beyond ? 0 : length;
}

}  // namespace

bool Collector::Add(TestResult result, std::string_view name, std::initializer_list<std::string_view> before) {
  if (failed()) return false;
  std::string own = CleanName(name);
  if (own.empty()) return true;
  result.names = {own};
  for (std::string_view group : before) {
    std::string clean = CleanName(group);
    if (clean.empty()) continue;
    std::string whole = clean + "/" + own;
    if (std::find(result.names.begin(), result.names.end(), whole) == result.names.end()) result.names.push_back(std::move(whole));
  }
  for (const std::string& one : result.names) name_bytes_ += one.size();
  if (file_.results.size() >= kMostResults) Fail("it holds more than 200,000 results");
  if (name_bytes_ > kMostResultNameBytes) Fail("the names of its results take more than 64 MiB");
  if (failed()) return false;
  file_.results.push_back(std::move(result));
  return true;
}

void Collector::Fail(std::string error, uint32_t line, uint32_t column) {
  if (failed()) return;
  file_.error = std::move(error);
  file_.line = line;
  file_.column = column;
  file_.results.clear();
}

std::string CleanName(std::string_view text) {
  std::string clean;
  for (size_t at = 0; at < text.size() && clean.size() < kLongestResultName;) {
    size_t length = CharacterLength(text, at);
    unsigned char c = static_cast<unsigned char>(text[at]);
    if (length == 0) clean += "\xEF\xBF\xBD";
    else if (c < 0x20 || c == 0x7F) clean += ' ';
    else if (clean.size() + length <= kLongestResultName) clean += text.substr(at, length);
    else break;
    at += std::max<size_t>(length, 1);
  }
  return std::string(Trim(clean));
}

std::optional<int32_t> DayOfTime(std::string_view text) {
  constexpr size_t kDayLength = 10;
  std::string_view time = Trim(text);
  if (time.size() > kDayLength && time[kDayLength] != 'T' && time[kDayLength] != 't' && time[kDayLength] != ' ') return std::nullopt;
  return ParseDay(time.substr(0, kDayLength));
}

void Locate(std::string_view bytes, size_t at, uint32_t& line, uint32_t& column) {
  std::string_view before = bytes.substr(0, at);
  size_t start = before.rfind('\n') + 1;  // 0 on the first line
  line = static_cast<uint32_t>(std::count(before.begin(), before.end(), '\n')) + 1;
  column = static_cast<uint32_t>(before.size() - start) + 1;
}

bool LooksLikeXml(std::string_view bytes) { return Trim(bytes).substr(0, 1) == "<"; }
bool LooksLikeJson(std::string_view bytes) { return Trim(bytes).substr(0, 1) == "{"; }

}  // namespace results

ResultsFile ReadResults(std::string_view bytes) {
  ResultsFile file;
  results::Collector collector(file);
  if (bytes.size() > kMostResultBytes) {
    collector.Fail("it is larger than 32 MiB");
    return file;
  }
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") bytes.remove_prefix(3);
  bool wide = bytes.substr(0, 2) == "\xFF\xFE" || bytes.substr(0, 2) == "\xFE\xFF" || bytes.substr(0, 4).find('\0') != std::string_view::npos;
  if (wide) {
    collector.Fail("it is not UTF-8 text; UTF-16 is not read");
    return file;
  }
  // In this order: the first two cannot be anything else.
  struct Reader {
    bool (*looks_like)(std::string_view bytes);
    void (*read)(std::string_view bytes, results::Collector& collector);
  };
  constexpr Reader kReaders[] = {{results::LooksLikeXml, results::ReadXml}, {results::LooksLikeJson, results::ReadSarif}, {results::LooksLikeTap, results::ReadTap}};
  for (const Reader& reader : kReaders) {
    if (!reader.looks_like(bytes)) continue;
    reader.read(bytes, collector);
    return file;
  }
  collector.Fail("it holds no test results that are known: neither JUnit XML nor CTest XML, SARIF or TAP");
  return file;
}

}  // namespace merlon
