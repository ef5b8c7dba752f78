#include "judge/scoring/cvss_vector.h"

#include <algorithm>

#include "base/check.h"
#include "base/strings.h"
#include "judge/scoring/codes.h"

namespace merlon {
namespace {

std::string Quoted(std::string_view text) { return "`" + std::string(text) + "`"; }

// The position of `value` in a list with spaces between, or kNotGiven.
int PositionIn(std::string_view values, std::string_view value) {
  int position = 0;
  for (size_t at = 0; at <= values.size(); ++position) {
    size_t end = std::min(values.find(' ', at), values.size());
    if (values.substr(at, end - at) == value) return position;
    at = end + 1;
  }
  return kNotGiven;
}

class VectorReader {
 public:
  VectorReader(const Scheme& scheme, std::span<const Metric> metrics, const Text& vector, std::vector<ScoreProblem>& problems) : scheme_(scheme), metrics_(metrics), vector_(vector), problems_(problems) {}

  void Read(VectorValues& values) {
    values.at.fill(kNotGiven);
    std::string_view text = vector_.view();
    // The longest vector of either version is less than half as long; a limit bounds what one text can make us say.
    constexpr size_t kLongest = 512;
    if (text.size() > kLongest) return Add(text, "this text is longer than any vector of CVSS", "copy the vector alone");
    if (text.substr(0, scheme_.prefix.size()) != scheme_.prefix) return WrongPrefix();
    for (size_t at = scheme_.prefix.size(); at <= text.size();) {
      size_t end = std::min(text.find('/', at), text.size());
      Part(text.substr(at, end - at), values);
      at = end + 1;
    }
    Missing();
  }

 private:
  void Add(std::string_view part, std::string message, std::string hint) { problems_.push_back({&codes::kBadVector, Text(part, vector_.node), std::move(message), std::move(hint)}); }

  void WrongPrefix() {
    std::string_view text = vector_.view();
    std::string version(scheme_.version);
    bool other = text.substr(0, 5) == "CVSS:";
    std::string message = other ? "this is no vector of CVSS " + version : Quoted(text) + " does not start with " + Quoted(scheme_.prefix);
    Add(text.substr(0, other ? text.find('/') : text.size()), std::move(message), "copy the whole vector from a calculator for CVSS " + version + ", or write it under the scheme of its version");
  }

  void Part(std::string_view part, VectorValues& values) {
    size_t colon = part.find(':');
    if (part.empty() || colon == std::string_view::npos) {
      if (part.empty()) part = vector_.view();
      return Add(part, Quoted(part) + (part.size() == vector_.size ? " has an empty part" : " is no `metric:value`"), "write it like `AV:N`, with `/` between metrics");
    }
    std::string_view id = part.substr(0, colon), value = part.substr(colon + 1);
    auto metric = std::find_if(metrics_.begin(), metrics_.end(), [&](const Metric& known) { return known.id == id; });
    if (metric == metrics_.end()) {
      std::string all;
      for (const Metric& known : metrics_) all += (all.empty() ? "" : " ") + std::string(known.id);
      return Add(part, "CVSS " + std::string(scheme_.version) + " has no metric " + Quoted(id), "its metrics are " + all);
    }
    size_t index = static_cast<size_t>(metric - metrics_.begin());
    if (named_[index]) return Add(part, Quoted(id) + " stands twice in this vector", "remove one of them");
    named_[index] = true;
    values.at[index] = static_cast<int8_t>(PositionIn(metric->values, value));
    bool left_out = value == "X" && metric->group != MetricGroup::base;
    if (values.at[index] != kNotGiven || left_out) return;
    Add(part, Quoted(value) + " is not a value of " + Quoted(id) + " (" + std::string(metric->title) + ")", "its values are " + std::string(metric->values) + (metric->group == MetricGroup::base ? "" : " X"));
  }

  void Missing() {
    std::string missing;
    for (size_t i = 0; i < metrics_.size(); ++i) {
      if (metrics_[i].group != MetricGroup::base || named_[i]) continue;
      missing += (missing.empty() ? "" : ", ") + Quoted(metrics_[i].id) + " (" + std::string(metrics_[i].title) + ")";
    }
    if (!missing.empty()) problems_.push_back({&codes::kIncompleteScore, vector_, "this vector lacks " + missing, "a base score needs all base metrics: copy the whole vector"});
  }

  const Scheme& scheme_;
  std::span<const Metric> metrics_;
  const Text& vector_;
  std::vector<ScoreProblem>& problems_;
  std::array<bool, kMostMetrics> named_{};
};

}  // namespace

bool VectorValues::Given(std::span<const Metric> metrics, MetricGroup group) const {
  for (size_t i = 0; i < metrics.size(); ++i) {
    if (metrics[i].group == group && at[i] != kNotGiven) return true;
  }
  return false;
}

bool ReadVector(const Scheme& scheme, std::span<const Metric> metrics, const WrittenScore& written, VectorValues& values, std::vector<ScoreProblem>& problems) {
  MERLON_ASSERT(metrics.size() <= kMostMetrics);
  size_t before = problems.size();
  VectorReader(scheme, metrics, written.vector, problems).Read(values);
  return problems.size() == before;
}

ThreatSeverity CvssSeverity(int tenths) {
  if (tenths >= 90) return ThreatSeverity::critical;
  if (tenths >= 70) return ThreatSeverity::high;
  if (tenths >= 40) return ThreatSeverity::medium;
  return tenths > 0 ? ThreatSeverity::low : ThreatSeverity::none;
}

std::string CvssNumber(int tenths) { return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10); }

SchemeScore CvssScore(int tenths) {
  SchemeScore result;
  result.score = CvssNumber(tenths);
  result.severity = CvssSeverity(tenths);
  result.label = NamesOf(result.severity).names[static_cast<size_t>(result.severity)];
  result.weight = tenths;
  return result;
}

}  // namespace merlon
