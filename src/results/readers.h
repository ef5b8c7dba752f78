// What the readers of the single formats share: collecting results under caps, and names and days as results have them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "results/results.h"

namespace merlon::results {

// Fills a file with results until a cap is reached; then it reports that and takes no more.
class Collector {
 public:
  explicit Collector(ResultsFile& file) : file_(file) {}

  // Takes a result with its names: its own, and that with each of `before` in front of it, `before/name`. What is empty is left out.
  // False when a cap is reached.
  bool Add(TestResult result, std::string_view name, std::initializer_list<std::string_view> before = {});
  // The file cannot be used. The first error stands.
  void Fail(std::string error, uint32_t line = 0, uint32_t column = 0);
  bool failed() const { return !file_.error.empty(); }
  ResultsFile& file() { return file_; }

 private:
  ResultsFile& file_;
  size_t name_bytes_ = 0;
};

// Valid UTF-8 on one line without space around it, of at most kLongestResultName bytes.
std::string CleanName(std::string_view text);
// The day of an ISO 8601 time, as it is written there: `2026-11-20T10:00:00Z`. Nothing when there is none.
std::optional<int32_t> DayOfTime(std::string_view text);
// Line and column of a byte.
void Locate(std::string_view bytes, size_t at, uint32_t& line, uint32_t& column);

// How sure a reader is that the bytes are of its format, looking only at their beginning.
bool LooksLikeXml(std::string_view bytes);
bool LooksLikeJson(std::string_view bytes);
bool LooksLikeTap(std::string_view bytes);

void ReadXml(std::string_view bytes, Collector& collector);
void ReadSarif(std::string_view bytes, Collector& collector);
void ReadTap(std::string_view bytes, Collector& collector);

}  // namespace merlon::results
