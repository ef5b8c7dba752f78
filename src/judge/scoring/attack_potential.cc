// Attack potential: points for what an attack takes; the fewer, the more feasible it is.
// Source: ISO/IEC 18045 (rating of attack potential) and ISO/SAE 21434:2021, annex G (points of the factors, feasibility by their sum).
#include "judge/scoring/factors.h"

namespace merlon {
namespace {

constexpr FactorAnswer kTime[] = {{0, "within-a-day"}, {1, "within-a-week"}, {4, "within-a-month"}, {17, "within-six-months"}, {19, "longer"}};
constexpr FactorAnswer kExpertise[] = {{0, "layman"}, {3, "proficient"}, {6, "expert"}, {8, "several-experts"}};
constexpr FactorAnswer kKnowledge[] = {{0, "public"}, {3, "restricted"}, {7, "confidential"}, {11, "strictly-confidential"}};
constexpr FactorAnswer kWindow[] = {{0, "unlimited"}, {1, "easy"}, {4, "moderate"}, {10, "difficult"}};
constexpr FactorAnswer kEquipment[] = {{0, "standard"}, {4, "specialised"}, {7, "bespoke"}, {9, "several-bespoke"}};
constexpr Factor kFactors[] = {
    {"time", "how long it takes to find and use the weakness", kTime},
    {"expertise", "how able the attacker must be", kExpertise},
    {"knowledge", "what must be known about the system", kKnowledge},
    {"window", "how hard it is to get at the system long enough", kWindow},
    {"equipment", "the tools that are needed", kEquipment},
};

struct Band {
  int most;  // points
  std::string_view feasibility;  // ISO/SAE 21434
  std::string_view potential;    // ISO/IEC 18045
};
constexpr Band kBands[] = {{9, "high", "basic"}, {13, "high", "enhanced-basic"}, {19, "medium", "moderate"}, {24, "low", "high"}, {57, "very-low", "beyond-high"}};

std::optional<SchemeScore> Score(const WrittenScore& written, std::vector<ScoreProblem>& problems) {
  std::vector<int> points = ReadFactors(kAttackPotential, written, problems);
  if (points.empty()) return std::nullopt;
  int sum = 0;
  for (int value : points) sum += value;
  size_t band = 0;
  while (sum > kBands[band].most) ++band;
  SchemeScore result;
  result.score = std::to_string(sum);
  result.label = kBands[band].feasibility;
  result.weight = -sum;
  result.details = {{"potential", std::string(kBands[band].potential)}};
  return result;
}

}  // namespace

constinit const Scheme kAttackPotential{"attack-potential", "Attack potential", "2021", "feasibility", "points for time, expertise, knowledge, window and equipment; the sum gives the feasibility",
                                        "ISO/IEC 18045 and ISO/SAE 21434:2021, annex G", InputForm::factors, {}, kFactors, Score};

}  // namespace merlon
