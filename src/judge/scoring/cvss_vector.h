// Vectors of CVSS: `CVSS:4.0/AV:N/AC:L/…`, read against the list of metrics of one version.
#pragma once

#include <array>

#include "judge/scoring/scheme.h"

namespace merlon {

enum class MetricGroup : uint8_t { base, threat, environment, supplemental };

struct Metric {
  std::string_view id;
  std::string_view title;
  std::string_view values;  // with spaces between; optional metrics also take `X`, which is the same as leaving them out
  MetricGroup group = MetricGroup::base;
};

inline constexpr size_t kMostMetrics = 40;
inline constexpr int kNotGiven = -1;

// For each metric of the list the position of its value, or kNotGiven.
struct VectorValues {
  std::array<int8_t, kMostMetrics> at;
  bool Given(std::span<const Metric> metrics, MetricGroup group) const;
};

// Reads `vector`, which starts with `prefix`. Metrics may stand in any order, each once. Whatever is wrong or missing becomes a problem at its part of
// the vector. O(length x metrics).
bool ReadVector(const Scheme& scheme, std::span<const Metric> metrics, const WrittenScore& written, VectorValues& values, std::vector<ScoreProblem>& problems);

// The severity that both versions give to a score in tenths: 0 none, below 4.0 low, below 7.0 medium, below 9.0 high, else critical.
ThreatSeverity CvssSeverity(int tenths);
// `9.8`, `10.0`.
std::string CvssNumber(int tenths);
// A score of the scale 0.0 to 10.0 as both versions have it.
SchemeScore CvssScore(int tenths);

}  // namespace merlon
