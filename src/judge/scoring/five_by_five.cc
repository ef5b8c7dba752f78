// A table of five likelihoods by five consequences.
// Source: the form of the table that is in general use, as in LP Threat Modeling (executionByFork) for systems of its second tier.
#include "judge/scoring/factors.h"

namespace merlon {
namespace {

constexpr FactorAnswer kLikelihood[] = {{1, "rare"}, {2, "unlikely"}, {3, "moderate"}, {4, "likely"}, {5, "almost-certain"}};
constexpr FactorAnswer kConsequence[] = {{1, "insignificant"}, {2, "minor"}, {3, "significant"}, {4, "major"}, {5, "severe"}};
constexpr Factor kFactors[] = {{"likelihood", "how often it is to be expected", kLikelihood}, {"consequence", "how bad it would be", kConsequence}};

enum Cell : uint8_t { very_low, low, medium, high, very_high, extreme };
constexpr std::string_view kLabels[] = {"very-low", "low", "medium", "high", "very-high", "extreme"};

// [likelihood - 1][consequence - 1]. The number in a cell is the product; its label is no function of that: 4 is low at 2 by 2, and medium at 1 by 4.
constexpr Cell kCells[5][5] = {
    {very_low, very_low, low, medium, medium},
    {very_low, low, medium, medium, high},
    {low, medium, medium, high, very_high},
    {medium, medium, high, very_high, extreme},
    {medium, high, very_high, extreme, extreme},
};

std::optional<SchemeScore> Score(const WrittenScore& written, std::vector<ScoreProblem>& problems) {
  std::vector<int> points = ReadFactors(kFiveByFive, written, problems);
  if (points.empty()) return std::nullopt;
  int likelihood = points[0], consequence = points[1];
  Cell cell = kCells[likelihood - 1][consequence - 1];
  SchemeScore result;
  result.score = std::to_string(likelihood * consequence);
  result.label = kLabels[cell];
  // The label stands before the number, then the worse consequence.
  result.weight = cell * 1000 + likelihood * consequence * 10 + consequence;
  return result;
}

}  // namespace

constinit const Scheme kFiveByFive{"five-by-five", "Table of likelihood by consequence", "1", "risk", "likelihood and consequence, each from 1 to 5", "the usual 5 by 5 table, its 25 cells stored", InputForm::factors, {}, kFactors, Score};

}  // namespace merlon
