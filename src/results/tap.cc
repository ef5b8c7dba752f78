// The Test Anything Protocol, versions 13 and 14 (testanything.org): one line for each test, subtests indented by four spaces before the line
// that sums them up.
#include <algorithm>
#include <charconv>
#include <vector>

#include "base/strings.h"
#include "results/readers.h"

namespace merlon::results {
namespace {

constexpr size_t kIndent = 4;

bool StartsWithoutCase(std::string_view text, std::string_view lower) {
  if (text.size() < lower.size()) return false;
  return std::equal(lower.begin(), lower.end(), text.begin(), [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b - 'A' + 'a' : b); });
}

std::optional<size_t> ReadNumber(std::string_view& text) {
  constexpr size_t kMostDigits = 9;
  size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  if (digits == 0 || digits > kMostDigits) return std::nullopt;
  size_t number = 0;
  std::from_chars(text.data(), text.data() + digits, number);
  text.remove_prefix(digits);
  return number;
}

// `1..5`, perhaps with a remark.
std::optional<size_t> ReadPlan(std::string_view line) {
  if (line.substr(0, 3) != "1..") return std::nullopt;
  line.remove_prefix(3);
  std::optional<size_t> count = ReadNumber(line);
  bool ends = Trim(line).empty() || Trim(line).front() == '#';
  return ends ? count : std::nullopt;
}

struct Point {
  std::string name;
  TestOutcome outcome = TestOutcome::passed;
  uint32_t parent = kNone;  // the point that sums it up
};

// What follows a description after ` # `: `SKIP why`, `TODO why`, and what some runners write there, `time=12ms`.
struct Remark {
  size_t begin;  // its `#`; the size of the text when there is none
  bool skips = false;
};
Remark FindRemark(std::string_view text) {
  for (size_t at = text.find('#'); at != std::string_view::npos; at = text.find('#', at + 1)) {
    if (at > 0 && text[at - 1] != ' ' && text[at - 1] != '\t') continue;
    std::string_view word = Trim(text.substr(at + 1));
    bool skips = StartsWithoutCase(word, "skip") || StartsWithoutCase(word, "todo");
    if (skips || word.substr(0, 5) == "time=") return {at, skips};
  }
  return {text.size()};
}

// `\#` and `\\` stand for the characters themselves.
std::string Unescape(std::string_view text) {
  std::string plain;
  for (size_t i = 0; i < text.size(); ++i) {
    bool escape = text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == '#' || text[i + 1] == '\\');
    plain += text[escape ? ++i : i];
  }
  return plain;
}

// `ok 3 - what it is # SKIP why`; nothing when the line is no test point. A test that is still to be done shows nothing, however it ends.
std::optional<Point> ReadPoint(std::string_view line) {
  Point point;
  if (line.substr(0, 4) == "not ") {
    point.outcome = TestOutcome::failed;
    line.remove_prefix(4);
  }
  if (line.substr(0, 2) != "ok") return std::nullopt;
  line.remove_prefix(2);
  if (!line.empty() && line.front() != ' ' && line.front() != '\t') return std::nullopt;
  line = Trim(line);
  std::string_view rest = line, number;
  if (ReadNumber(rest) && (rest.empty() || rest.front() == ' ' || rest.front() == '\t')) {
    number = line.substr(0, line.size() - rest.size());
    line = Trim(rest);
  }
  if (line.substr(0, 1) == "-") line = Trim(line.substr(1));
  Remark remark = FindRemark(line);
  if (remark.skips) point.outcome = TestOutcome::skipped;
  std::string_view text = Trim(line.substr(0, remark.begin));
  point.name = CleanName(text.empty() ? std::string(number) : Unescape(text));
  return point;
}

class Reader {
 public:
  Reader(std::string_view bytes, Collector& collector) : bytes_(bytes), collector_(collector), waiting_(kDeepestResults + 1) {}

  void Run() {
    for (size_t at = 0; at < bytes_.size() && !stopped_ && !collector_.failed();) {
      size_t end = std::min(bytes_.find('\n', at), bytes_.size());
      std::string_view line = bytes_.substr(at, end - at);
      if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
      ++line_;
      ReadLine(line);
      at = end + 1;
    }
    Finish();
  }

 private:
  void ReadLine(std::string_view line) {
    size_t spaces = std::min(line.find_first_not_of(' '), line.size());
    std::string_view text = line.substr(spaces);
    if (in_block_) {
      in_block_ = !(spaces == block_spaces_ && Trim(text) == "...");
      return;
    }
    // Details of a test, in YAML, are indented by two spaces.
    if (after_point_ && spaces % kIndent == 2 && Trim(text) == "---") {
      in_block_ = true;
      block_spaces_ = spaces;
      return;
    }
    after_point_ = false;
    if (text.substr(0, 9) == "Bail out!") return Stop();
    size_t depth = spaces / kIndent;
    if (std::optional<size_t> plan = ReadPlan(text); plan && depth == 0) planned_ = plan;
    std::optional<Point> point = ReadPoint(text);
    if (!point || spaces % kIndent != 0) return;
    if (depth > kDeepestResults) return collector_.Fail("subtests are nested more than 64 levels deep", line_, 1);
    if (points_.size() >= kMostResults) return collector_.Fail("it holds more than 200,000 results", line_, 1);
    AddPoint(std::move(*point), depth);
  }

  void AddPoint(Point point, size_t depth) {
    after_point_ = true;
    uint32_t index = static_cast<uint32_t>(points_.size());
    points_.push_back(std::move(point));
    // It sums up everything deeper that came since the last line of its own depth.
    for (size_t below = depth + 1; below <= deepest_; ++below) {
      for (uint32_t inner : waiting_[below]) points_[inner].parent = index;
      waiting_[below].clear();
    }
    waiting_[depth].push_back(index);
    deepest_ = depth;
  }

  void Stop() { stopped_ = true; }

  void Finish() {
    bool complete = !stopped_ && !in_block_ && planned_ && waiting_[0].size() >= *planned_;
    for (size_t depth = 1; depth <= kDeepestResults; ++depth) complete &= waiting_[depth].empty();
    for (const Point& point : points_) {
      TestResult result;
      result.kinds = result_kinds::kTap;
      result.outcome = point.outcome;
      result.cut_short = !complete;
      if (!collector_.Add(std::move(result), point.name, {PathAround(point)})) return;
    }
  }

  // `outer/inner` for a test inside both. Of a long one only the end is kept.
  std::string PathAround(const Point& point) const {
    std::string path;
    for (uint32_t at = point.parent; at != kNone && path.size() < kLongestResultName; at = points_[at].parent) {
      path = path.empty() ? points_[at].name : points_[at].name + "/" + path;
    }
    return path;
  }

  std::string_view bytes_;
  Collector& collector_;
  std::vector<Point> points_;
  std::vector<std::vector<uint32_t>> waiting_;  // by depth: points that no other has summed up
  size_t deepest_ = 0;
  std::optional<size_t> planned_;
  uint32_t line_ = 0;
  bool after_point_ = false, in_block_ = false, stopped_ = false;
  size_t block_spaces_ = 0;
};

}  // namespace

// Runners print other things before they begin, so the line with the version may come later.
bool LooksLikeTap(std::string_view bytes) {
  constexpr size_t kMostLines = 100;
  bool first = true;
  for (size_t at = 0, lines = 0; at < bytes.size() && lines < kMostLines; ++lines) {
    size_t end = std::min(bytes.find('\n', at), bytes.size());
    std::string_view line = Trim(bytes.substr(at, end - at));
    at = end + 1;
    if (line.substr(0, 12) == "TAP version ") return true;
    if (line.empty() || line.front() == '#') continue;
    if (first && (ReadPlan(line) || ReadPoint(line))) return true;
    first = false;
  }
  return false;
}

void ReadTap(std::string_view bytes, Collector& collector) {
  collector.file().format = "TAP";
  Reader(bytes, collector).Run();
}

}  // namespace merlon::results
