// CVSS 3.1: base, temporal and environmental score.
// Source: FIRST, Common Vulnerability Scoring System version 3.1, specification document, section 7 and appendix A.
#include <algorithm>
#include <cmath>

#include "judge/scoring/cvss_vector.h"

namespace merlon {
namespace {

enum MetricIndex : size_t { kAV, kAC, kPR, kUI, kS, kC, kI, kA, kE, kRL, kRC, kCR, kIR, kAR, kMAV, kMAC, kMPR, kMUI, kMS, kMC, kMI, kMA };

constexpr Metric kMetrics[] = {
    {"AV", "attack vector", "N A L P"},
    {"AC", "attack complexity", "L H"},
    {"PR", "privileges required", "N L H"},
    {"UI", "user interaction", "N R"},
    {"S", "scope", "U C"},
    {"C", "confidentiality", "H L N"},
    {"I", "integrity", "H L N"},
    {"A", "availability", "H L N"},
    {"E", "exploit code maturity", "H F P U", MetricGroup::threat},
    {"RL", "remediation level", "U W T O", MetricGroup::threat},
    {"RC", "report confidence", "C R U", MetricGroup::threat},
    {"CR", "confidentiality requirement", "H M L", MetricGroup::environment},
    {"IR", "integrity requirement", "H M L", MetricGroup::environment},
    {"AR", "availability requirement", "H M L", MetricGroup::environment},
    {"MAV", "modified attack vector", "N A L P", MetricGroup::environment},
    {"MAC", "modified attack complexity", "L H", MetricGroup::environment},
    {"MPR", "modified privileges required", "N L H", MetricGroup::environment},
    {"MUI", "modified user interaction", "N R", MetricGroup::environment},
    {"MS", "modified scope", "U C", MetricGroup::environment},
    {"MC", "modified confidentiality", "H L N", MetricGroup::environment},
    {"MI", "modified integrity", "H L N", MetricGroup::environment},
    {"MA", "modified availability", "H L N", MetricGroup::environment},
};

// By position of the value in the list above.
constexpr double kAttackVector[] = {0.85, 0.62, 0.55, 0.2};
constexpr double kComplexity[] = {0.77, 0.44};
constexpr double kPrivileges[2][3] = {{0.85, 0.62, 0.27}, {0.85, 0.68, 0.5}};  // scope unchanged, changed
constexpr double kInteraction[] = {0.85, 0.62};
constexpr double kLoss[] = {0.56, 0.22, 0};
constexpr double kMaturity[] = {1, 0.97, 0.94, 0.91};
constexpr double kRemediation[] = {1, 0.97, 0.96, 0.95};
constexpr double kConfidence[] = {1, 0.96, 0.92};
constexpr double kRequirement[] = {1.5, 1, 0.5};

// The whole exponents of the formulae, multiplied out: a library's `pow` may differ in its last bit from one machine to the next.
double Power(double base, int exponent) {
  double result = 1;
  for (int i = 0; i < exponent; ++i) result *= base;
  return result;
}

// The smallest number of tenths that is not less than `score`, found in whole hundred-thousandths (appendix A), so that what floating point adds in its
// last bits cannot raise a score.
int RoundUp(double score) {
  constexpr int64_t kTenth = 10000;
  int64_t scaled = std::llround(score * 100000);
  return static_cast<int>((scaled + kTenth - 1) / kTenth);
}

class Calculator {
 public:
  explicit Calculator(const VectorValues& values) : at_(values.at) {}

  int Base() const {
    double left = (1 - kLoss[at_[kC]]) * (1 - kLoss[at_[kI]]) * (1 - kLoss[at_[kA]]);
    bool changed = at_[kS] == 1;
    double sub_score = 1 - left;
    double impact = changed ? 7.52 * (sub_score - 0.029) - 3.25 * Power(sub_score - 0.02, 15) : 6.42 * sub_score;
    return Combined(impact, Exploitability(at_[kAV], at_[kAC], at_[kPR], at_[kUI], changed), changed);
  }
  int Temporal() const { return RoundUp(Base() / 10.0 * Certainty()); }
  int Environmental() const {
    auto left = [&](size_t requirement, size_t modified, size_t base) { return 1 - Or(kRequirement, requirement) * kLoss[Modified(modified, base)]; };
    bool changed = Modified(kMS, kS) == 1;
    double sub_score = std::min(1 - left(kCR, kMC, kC) * left(kIR, kMI, kI) * left(kAR, kMA, kA), 0.915);
    double impact = changed ? 7.52 * (sub_score - 0.029) - 3.25 * Power(sub_score * 0.9731 - 0.02, 13) : 6.42 * sub_score;
    double exploitability = Exploitability(Modified(kMAV, kAV), Modified(kMAC, kAC), Modified(kMPR, kPR), Modified(kMUI, kUI), changed);
    return RoundUp(Combined(impact, exploitability, changed) / 10.0 * Certainty());
  }

 private:
  int Modified(size_t modified, size_t base) const { return at_[modified] == kNotGiven ? at_[base] : at_[modified]; }
  // 1 for what is not given.
  template <size_t N>
  double Or(const double (&weights)[N], size_t metric) const {
    return at_[metric] == kNotGiven ? 1 : weights[at_[metric]];
  }
  double Certainty() const { return Or(kMaturity, kE) * Or(kRemediation, kRL) * Or(kConfidence, kRC); }
  static double Exploitability(int vector, int complexity, int privileges, int interaction, bool changed) {
    return 8.22 * kAttackVector[vector] * kComplexity[complexity] * kPrivileges[changed][privileges] * kInteraction[interaction];
  }
  static int Combined(double impact, double exploitability, bool changed) {
    if (impact <= 0) return 0;
    return RoundUp(std::min((changed ? 1.08 : 1) * (impact + exploitability), 10.0));
  }

  const std::array<int8_t, kMostMetrics>& at_;
};

std::optional<SchemeScore> Score(const WrittenScore& written, std::vector<ScoreProblem>& problems) {
  VectorValues values;
  if (!ReadVector(kCvss31, kMetrics, written, values, problems)) return std::nullopt;
  Calculator calculator(values);
  bool temporal = values.Given(kMetrics, MetricGroup::threat), environmental = values.Given(kMetrics, MetricGroup::environment);
  int base = calculator.Base();
  int score = environmental ? calculator.Environmental() : temporal ? calculator.Temporal() : base;
  SchemeScore result = CvssScore(score);
  result.details.push_back({"base", CvssNumber(base), true});
  if (temporal) result.details.push_back({"temporal", CvssNumber(calculator.Temporal()), true});
  if (environmental) result.details.push_back({"environmental", CvssNumber(calculator.Environmental()), true});
  return result;
}

}  // namespace

constinit const Scheme kCvss31{"cvss-3.1", "CVSS 3.1", "3.1", "severity", "a vector, `CVSS:3.1/AV:N/…`, with all base metrics", "FIRST, CVSS version 3.1, specification document", InputForm::vector, "CVSS:3.1/", {}, Score};

}  // namespace merlon
