// CVSS 4.0: a score for the macrovector, less what the vector is milder than the most severe vector of the same macrovector.
// Source: FIRST, Common Vulnerability Scoring System version 4.0, specification document, section 8.
#include <algorithm>
#include <array>

#include "judge/scoring/cvss_4_0_table.h"
#include "judge/scoring/cvss_vector.h"

namespace merlon {
namespace {

enum MetricIndex : size_t { kAV, kAC, kAT, kPR, kUI, kVC, kVI, kVA, kSC, kSI, kSA, kE, kCR, kIR, kAR, kMAV, kMAC, kMAT, kMPR, kMUI, kMVC, kMVI, kMVA, kMSC, kMSI, kMSA };

// Values stand from the most severe to the mildest, so a position is a number of steps.
constexpr Metric kMetrics[] = {
    {"AV", "attack vector", "N A L P"},
    {"AC", "attack complexity", "L H"},
    {"AT", "attack requirements", "N P"},
    {"PR", "privileges required", "N L H"},
    {"UI", "user interaction", "N P A"},
    {"VC", "confidentiality of the vulnerable system", "H L N"},
    {"VI", "integrity of the vulnerable system", "H L N"},
    {"VA", "availability of the vulnerable system", "H L N"},
    {"SC", "confidentiality of subsequent systems", "H L N"},
    {"SI", "integrity of subsequent systems", "H L N"},
    {"SA", "availability of subsequent systems", "H L N"},
    {"E", "exploit maturity", "A P U", MetricGroup::threat},
    {"CR", "confidentiality requirement", "H M L", MetricGroup::environment},
    {"IR", "integrity requirement", "H M L", MetricGroup::environment},
    {"AR", "availability requirement", "H M L", MetricGroup::environment},
    {"MAV", "modified attack vector", "N A L P", MetricGroup::environment},
    {"MAC", "modified attack complexity", "L H", MetricGroup::environment},
    {"MAT", "modified attack requirements", "N P", MetricGroup::environment},
    {"MPR", "modified privileges required", "N L H", MetricGroup::environment},
    {"MUI", "modified user interaction", "N P A", MetricGroup::environment},
    {"MVC", "modified confidentiality of the vulnerable system", "H L N", MetricGroup::environment},
    {"MVI", "modified integrity of the vulnerable system", "H L N", MetricGroup::environment},
    {"MVA", "modified availability of the vulnerable system", "H L N", MetricGroup::environment},
    {"MSC", "modified confidentiality of subsequent systems", "H L N", MetricGroup::environment},
    {"MSI", "modified integrity of subsequent systems", "S H L N", MetricGroup::environment},
    {"MSA", "modified availability of subsequent systems", "S H L N", MetricGroup::environment},
    {"S", "safety", "N P", MetricGroup::supplemental},
    {"AU", "automatable", "N Y", MetricGroup::supplemental},
    {"R", "recovery", "A U I", MetricGroup::supplemental},
    {"V", "value density", "D C", MetricGroup::supplemental},
    {"RE", "response effort", "L M H", MetricGroup::supplemental},
    {"U", "urgency", "Clear Green Amber Red", MetricGroup::supplemental},
};

// Steps from the most severe value, one number for each metric that belongs together.
template <size_t N>
using Steps = std::array<int, N>;

// The values that count: modified ones before base ones, the worst case for what is not given.
struct Effective {
  Steps<3> reach;       // AV PR UI
  Steps<2> difficulty;  // AC AT
  Steps<6> impact;      // VC VI VA CR IR AR
  Steps<3> subsequent;  // SC SI SA, with a step for `S` (safety), which only MSI and MSA have, before `H`
  int maturity = 0;     // E
};

Effective EffectiveValues(const VectorValues& values) {
  auto given = [&](size_t modified, size_t base) { return static_cast<int>(values.at[modified] == kNotGiven ? values.at[base] : values.at[modified]); };
  auto or_worst = [&](size_t metric) { return std::max<int>(values.at[metric], 0); };
  auto with_safety = [&](size_t modified, size_t base) { return static_cast<int>(values.at[modified] == kNotGiven ? values.at[base] + 1 : values.at[modified]); };
  Effective effective;
  effective.reach = {given(kMAV, kAV), given(kMPR, kPR), given(kMUI, kUI)};
  effective.difficulty = {given(kMAC, kAC), given(kMAT, kAT)};
  effective.impact = {given(kMVC, kVC), given(kMVI, kVI), given(kMVA, kVA), or_worst(kCR), or_worst(kIR), or_worst(kAR)};
  effective.subsequent = {given(kMSC, kSC) + 1, with_safety(kMSI, kSI), with_safety(kMSA, kSA)};
  effective.maturity = or_worst(kE);
  return effective;
}

// Levels of the equivalence sets, 0 the most severe.
struct MacroVector {
  int eq1 = 0, eq2 = 0, eq3 = 0, eq4 = 0, eq5 = 0, eq6 = 0;
  int pair() const { return 2 * eq3 + (eq3 == 2 ? 0 : eq6); }  // row of the table
};

MacroVector MacroVectorOf(const Effective& effective) {
  constexpr int kPhysical = 3;
  const auto& [av, pr, ui] = effective.reach;
  const auto& [vc, vi, va, cr, ir, ar] = effective.impact;
  const auto& [sc, si, sa] = effective.subsequent;
  MacroVector macro;
  bool all = av == 0 && pr == 0 && ui == 0, any = av == 0 || pr == 0 || ui == 0;
  macro.eq1 = all ? 0 : any && av != kPhysical ? 1 : 2;
  macro.eq2 = effective.difficulty == Steps<2>{0, 0} ? 0 : 1;
  macro.eq3 = vc == 0 && vi == 0 ? 0 : vc == 0 || vi == 0 || va == 0 ? 1 : 2;
  macro.eq4 = si == 0 || sa == 0 ? 0 : sc == 1 || si == 1 || sa == 1 ? 1 : 2;
  macro.eq5 = effective.maturity;
  macro.eq6 = (vc == 0 && cr == 0) || (vi == 0 && ir == 0) || (va == 0 && ar == 0) ? 0 : 1;
  return macro;
}

int TableValue(const MacroVector& macro, int pair) { return cvss_4_0::kMacroVectors[macro.eq1][macro.eq2][pair][3 * macro.eq4 + macro.eq5]; }

// The most severe vectors of each level of a set. A vector lies at or below one of them at least.
constexpr Steps<3> kReach0[] = {{0, 0, 0}}, kReach1[] = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}, kReach2[] = {{3, 0, 0}, {1, 1, 1}};
constexpr Steps<2> kDifficulty0[] = {{0, 0}}, kDifficulty1[] = {{1, 0}, {0, 1}};
constexpr Steps<6> kImpact00[] = {{0, 0, 0, 0, 0, 0}};
constexpr Steps<6> kImpact01[] = {{0, 0, 1, 1, 1, 0}, {0, 0, 0, 1, 1, 1}};
constexpr Steps<6> kImpact10[] = {{1, 0, 0, 0, 0, 0}, {0, 1, 0, 0, 0, 0}};
constexpr Steps<6> kImpact11[] = {{1, 0, 1, 0, 1, 0}, {1, 0, 0, 0, 1, 1}, {0, 1, 0, 1, 0, 1}, {0, 1, 1, 1, 0, 0}, {1, 1, 0, 0, 0, 1}};
constexpr Steps<6> kImpact21[] = {{1, 1, 1, 0, 0, 0}};
constexpr Steps<3> kSubsequent0[] = {{1, 0, 0}}, kSubsequent1[] = {{1, 1, 1}}, kSubsequent2[] = {{2, 2, 2}};

// A level of a set: its most severe vectors, and how many steps lie between these and the next level.
template <size_t N>
struct Level {
  std::span<const Steps<N>> most_severe;
  int depth = 1;
};
constexpr Level<3> kReach[] = {{kReach0, 1}, {kReach1, 4}, {kReach2, 5}};
constexpr Level<2> kDifficulty[] = {{kDifficulty0, 1}, {kDifficulty1, 2}};
constexpr Level<6> kImpact[] = {{kImpact00, 7}, {kImpact01, 6}, {kImpact10, 8}, {kImpact11, 8}, {kImpact21, 10}};
constexpr Level<3> kSubsequent[] = {{kSubsequent0, 6}, {kSubsequent1, 5}, {kSubsequent2, 4}};

// Steps from the first of the most severe vectors that is nowhere milder.
template <size_t N>
int Distance(const Steps<N>& vector, const Level<N>& level) {
  for (const Steps<N>& start : level.most_severe) {
    int steps = 0;
    bool below = true;
    for (size_t i = 0; i < N; ++i) below &= vector[i] >= start[i], steps += vector[i] - start[i];
    if (below) return steps;
  }
  return 0;
}

// Collects the proportional distances to the next lower macrovectors, in whole numbers: kUnit is a multiple of every depth.
struct Descent {
  static constexpr int kUnit = 840;
  int value = 0;
  int sum = 0;  // in kUnit-ths of a tenth
  int count = 0;
  void Add(int lower_value, int distance, int depth) {
    sum += (value - lower_value) * distance * (kUnit / depth);
    ++count;
  }
};

// In tenths. The mean is rounded half up, exactly.
int Tenths(const Effective& effective, const MacroVector& macro) {
  constexpr int kNone = 2, kNoneAfter = 3;
  bool harmless = std::all_of(effective.impact.begin(), effective.impact.begin() + 3, [](int steps) { return steps == kNone; }) &&
                  std::all_of(effective.subsequent.begin(), effective.subsequent.end(), [](int steps) { return steps == kNoneAfter; });
  if (harmless) return 0;
  int pair = macro.pair();
  Descent descent{TableValue(macro, pair)};
  auto lower = [&](int MacroVector::*set) {
    MacroVector next = macro;
    ++(next.*set);
    return TableValue(next, pair);
  };
  if (macro.eq1 < 2) descent.Add(lower(&MacroVector::eq1), Distance(effective.reach, kReach[macro.eq1]), kReach[macro.eq1].depth);
  if (macro.eq2 < 1) descent.Add(lower(&MacroVector::eq2), Distance(effective.difficulty, kDifficulty[macro.eq2]), kDifficulty[macro.eq2].depth);
  // From 00 two pairs lie one level lower, 01 and 10: the higher score counts. From 01 and 10 it is 11, and from 11 it is 21.
  constexpr int kLowestPair = cvss_4_0::kImpactPairs - 1;
  if (pair < kLowestPair) {
    int below = pair == 0 ? std::max(TableValue(macro, 1), TableValue(macro, 2)) : TableValue(macro, pair == 3 ? 4 : 3);
    descent.Add(below, Distance(effective.impact, kImpact[pair]), kImpact[pair].depth);
  }
  if (macro.eq4 < 2) descent.Add(lower(&MacroVector::eq4), Distance(effective.subsequent, kSubsequent[macro.eq4]), kSubsequent[macro.eq4].depth);
  // Exploit maturity is one metric: there is no distance within a level.
  if (macro.eq5 < 2) descent.Add(lower(&MacroVector::eq5), 0, 1);
  if (descent.count == 0) return descent.value;
  int whole = Descent::kUnit * descent.count;
  int rounded = (2 * (descent.value * whole - descent.sum) + whole) / (2 * whole);
  return std::clamp(rounded, 0, 100);
}

std::optional<SchemeScore> Score(const WrittenScore& written, std::vector<ScoreProblem>& problems) {
  VectorValues values;
  if (!ReadVector(kCvss40, kMetrics, written, values, problems)) return std::nullopt;
  Effective effective = EffectiveValues(values);
  MacroVector macro = MacroVectorOf(effective);
  SchemeScore result = CvssScore(Tenths(effective, macro));
  std::string name = "CVSS-B";
  if (values.Given(kMetrics, MetricGroup::threat)) name += "T";
  if (values.Given(kMetrics, MetricGroup::environment)) name += "E";
  std::string levels;
  for (int level : {macro.eq1, macro.eq2, macro.eq3, macro.eq4, macro.eq5, macro.eq6}) levels += static_cast<char>('0' + level);
  result.details = {{"name", name}, {"macrovector", levels}};
  return result;
}

}  // namespace

constinit const Scheme kCvss40{"cvss-4.0", "CVSS 4.0", "4.0", "severity", "a vector, `CVSS:4.0/AV:N/…`, with all base metrics", "FIRST, CVSS version 4.0, specification document", InputForm::vector, "CVSS:4.0/", {}, Score};

}  // namespace merlon
