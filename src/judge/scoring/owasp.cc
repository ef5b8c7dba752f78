// The OWASP risk rating: likelihood and impact are means of factors, and a table of nine cells gives the severity.
// Source: OWASP Foundation, OWASP Risk Rating Methodology (factors, their values, levels, cells).
#include "judge/scoring/factors.h"

namespace merlon {
namespace {

constexpr int kTop = 9;
constexpr uint8_t kAlways = 0, kTechnical = 1, kBusiness = 2;

constexpr FactorAnswer kSkill[] = {{1, "none"}, {3, "some"}, {5, "advanced-user"}, {6, "network-and-programming"}, {9, "penetration-tester"}};
constexpr FactorAnswer kMotive[] = {{1, "low"}, {4, "possible"}, {9, "high"}};
constexpr FactorAnswer kOpportunity[] = {{0, "full-access"}, {4, "special-access"}, {7, "some-access"}, {9, "no-access"}};
constexpr FactorAnswer kSize[] = {{2, "developers"}, {2, "administrators"}, {4, "intranet-users"}, {5, "partners"}, {6, "authenticated-users"}, {9, "anonymous-users"}};
constexpr FactorAnswer kDiscovery[] = {{1, "practically-impossible"}, {3, "difficult"}, {7, "easy"}, {9, "automated"}};
constexpr FactorAnswer kExploit[] = {{1, "theoretical"}, {3, "difficult"}, {5, "easy"}, {9, "automated"}};
constexpr FactorAnswer kAwareness[] = {{1, "unknown"}, {4, "hidden"}, {6, "obvious"}, {9, "public"}};
constexpr FactorAnswer kDetection[] = {{1, "active"}, {3, "reviewed"}, {8, "logged"}, {9, "not-logged"}};
constexpr FactorAnswer kConfidentiality[] = {{2, "minimal-harmless"}, {6, "minimal-critical"}, {6, "extensive-harmless"}, {7, "extensive-critical"}, {9, "all"}};
constexpr FactorAnswer kIntegrity[] = {{1, "minimal-slight"}, {3, "minimal-serious"}, {5, "extensive-slight"}, {7, "extensive-serious"}, {9, "all"}};
constexpr FactorAnswer kAvailability[] = {{1, "minimal-secondary"}, {5, "minimal-primary"}, {5, "extensive-secondary"}, {7, "extensive-primary"}, {9, "all"}};
constexpr FactorAnswer kAccountability[] = {{1, "traceable"}, {7, "possibly-traceable"}, {9, "anonymous"}};
constexpr FactorAnswer kFinancial[] = {{1, "below-cost-of-repair"}, {3, "minor"}, {7, "significant"}, {9, "bankruptcy"}};
constexpr FactorAnswer kReputation[] = {{1, "minimal"}, {4, "major-accounts"}, {5, "goodwill"}, {9, "brand"}};
constexpr FactorAnswer kCompliance[] = {{2, "minor"}, {5, "clear"}, {7, "high-profile"}};
constexpr FactorAnswer kPrivacy[] = {{3, "one-person"}, {5, "hundreds"}, {7, "thousands"}, {9, "millions"}};

// The publication gives values to some answers; its own examples use the numbers between them too.
constexpr Factor Input(std::string_view id, std::string_view doc, std::span<const FactorAnswer> answers, uint8_t group) { return {id, doc, answers, true, 0, kTop, group}; }

constexpr Factor kFactors[] = {
    Input("skill", "how skilled the attackers are", kSkill, kAlways),
    Input("motive", "what they gain", kMotive, kAlways),
    Input("opportunity", "the access and resources that they need; little need counts much", kOpportunity, kAlways),
    Input("size", "how many they are", kSize, kAlways),
    Input("discovery", "how easily the weakness is found", kDiscovery, kAlways),
    Input("exploit", "how easily it is used", kExploit, kAlways),
    Input("awareness", "how well it is known", kAwareness, kAlways),
    Input("detection", "how an attack would be noticed", kDetection, kAlways),
    Input("confidentiality", "technical impact: what is disclosed", kConfidentiality, kTechnical),
    Input("integrity", "technical impact: what is corrupted", kIntegrity, kTechnical),
    Input("availability", "technical impact: which services are lost", kAvailability, kTechnical),
    Input("accountability", "technical impact: whether the attacker can be traced", kAccountability, kTechnical),
    Input("financial", "business impact: damage in money", kFinancial, kBusiness),
    Input("reputation", "business impact: damage to reputation", kReputation, kBusiness),
    Input("compliance", "business impact: breach of duties", kCompliance, kBusiness),
    Input("privacy", "business impact: the people whose data is disclosed", kPrivacy, kBusiness),
};
constexpr size_t kLikelihoodFactors = 8, kImpactFactors = 4;
constexpr size_t kTechnicalAt = kLikelihoodFactors, kBusinessAt = kTechnicalAt + kImpactFactors;

constexpr std::string_view kLevels[] = {"low", "medium", "high"};
constexpr std::string_view kSeverities[] = {"note", "low", "medium", "high", "critical"};
constexpr ThreatSeverity kOurWords[] = {ThreatSeverity::none, ThreatSeverity::low, ThreatSeverity::medium, ThreatSeverity::high, ThreatSeverity::critical};
// [likelihood][impact], positions in kSeverities.
constexpr size_t kCells[3][3] = {{0, 1, 2}, {1, 2, 3}, {2, 3, 4}};

// Means are in thousandths; of 8 or 4 whole numbers they are exact.
constexpr int kWhole = 1000;

size_t LevelOf(int mean) { return mean < 3 * kWhole ? 0 : mean < 6 * kWhole ? 1 : 2; }

int Mean(std::span<const int> points) {
  int sum = 0;
  for (int value : points) sum += value;
  return sum * kWhole / static_cast<int>(points.size());
}

// `4.375`, `7.25`, `6.0`.
std::string MeanText(int mean) {
  std::string digits = std::to_string(kWhole + mean % kWhole).substr(1);
  while (digits.size() > 1 && digits.back() == '0') digits.pop_back();
  return std::to_string(mean / kWhole) + "." + digits;
}

std::optional<SchemeScore> Score(const WrittenScore& written, std::vector<ScoreProblem>& problems) {
  std::vector<int> points = ReadFactors(kOwasp, written, problems);
  if (points.empty()) return std::nullopt;
  std::span<const int> all = points;
  bool business = points[kBusinessAt] != kNoPoints;
  int likelihood = Mean(all.first(kLikelihoodFactors));
  int impact = Mean(all.subspan(business ? kBusinessAt : kTechnicalAt, kImpactFactors));
  size_t severity = kCells[LevelOf(likelihood)][LevelOf(impact)];
  SchemeScore result;
  result.label = kSeverities[severity];
  result.severity = kOurWords[severity];
  // Within a severity the greater impact stands first, then the greater likelihood.
  constexpr int64_t kStep = 10 * kWhole;
  result.weight = (static_cast<int64_t>(severity) * kStep + impact) * kStep + likelihood;
  result.details = {{"likelihood", MeanText(likelihood), true}, {"likelihood_level", std::string(kLevels[LevelOf(likelihood)])}, {"impact", MeanText(impact), true},
                    {"impact_level", std::string(kLevels[LevelOf(impact)])}, {"impact_kind", business ? "business" : "technical"}};
  return result;
}

}  // namespace

constinit const Scheme kOwasp{"owasp", "OWASP risk rating", "1", "severity", "eight factors of likelihood, and four of technical or of business impact; business impact counts where it is given",
                              "OWASP Foundation, OWASP Risk Rating Methodology", InputForm::factors, {}, kFactors, Score};

}  // namespace merlon
