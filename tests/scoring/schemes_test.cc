// The other schemes against tables computed by hand, and the relative order.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

#include "../support.h"
#include "judge/scoring/factors.h"
#include "judge/scoring/order.h"

using namespace merlon;

namespace {

using Inputs = std::vector<std::pair<std::string, std::string>>;

WrittenScore Written(const Scheme& scheme, const Inputs& inputs) {
  WrittenScore written;
  written.id = Text(scheme.id);
  for (const auto& [id, value] : inputs) written.inputs.Add({Text(id), Text(value)});
  return written;
}

std::optional<SchemeScore> ScoreOf(const Scheme& scheme, const Inputs& inputs) {
  std::vector<ScoreProblem> problems;
  return scheme.score(Written(scheme, inputs), problems);
}

std::string ProblemsOf(const Scheme& scheme, const Inputs& inputs) {
  std::vector<ScoreProblem> problems;
  CHECK_FALSE(scheme.score(Written(scheme, inputs), problems));
  std::string out;
  for (const ScoreProblem& problem : problems) out += (out.empty() ? "" : "; ") + std::string(problem.code->id) + ": " + problem.message;
  return out;
}

std::string DetailOf(const SchemeScore& score, std::string_view name) {
  for (const ScoreDetail& detail : score.details) {
    if (detail.name == name) return detail.value;
  }
  return {};
}

// Eight factors of likelihood, then four of impact, under the names of the kind of impact.
Inputs Owasp(const std::vector<int>& likelihood, const std::vector<int>& technical, const std::vector<int>& business = {}) {
  static const char* const kLikelihood[] = {"skill", "motive", "opportunity", "size", "discovery", "exploit", "awareness", "detection"};
  static const char* const kTechnical[] = {"confidentiality", "integrity", "availability", "accountability"};
  static const char* const kBusiness[] = {"financial", "reputation", "compliance", "privacy"};
  Inputs inputs;
  for (size_t i = 0; i < likelihood.size(); ++i) inputs.emplace_back(kLikelihood[i], std::to_string(likelihood[i]));
  for (size_t i = 0; i < technical.size(); ++i) inputs.emplace_back(kTechnical[i], std::to_string(technical[i]));
  for (size_t i = 0; i < business.size(); ++i) inputs.emplace_back(kBusiness[i], std::to_string(business[i]));
  return inputs;
}

std::string Told(const RelativeOrder& order) {
  std::string out = "ranks";
  for (uint32_t rank : order.ranks) out += " " + std::to_string(rank);
  for (const std::vector<uint32_t>& cycle : order.cycles) {
    out += ", cycle";
    for (uint32_t thing : cycle) out += " " + std::to_string(thing);
  }
  for (auto [worse, milder] : order.gaps) out += ", gap " + std::to_string(worse) + " " + std::to_string(milder);
  return out;
}

}  // namespace

TEST_CASE("schemes: the table is complete") {
  std::span<const Scheme* const> schemes = Schemes();
  REQUIRE(schemes.size() == std::size(kSchemeIds));
  for (size_t i = 0; i < schemes.size(); ++i) {
    const Scheme& scheme = *schemes[i];
    CAPTURE(scheme.id);
    CHECK(scheme.id == kSchemeIds[i]);
    CHECK(FindScheme(scheme.id) == &scheme);
    CHECK(!scheme.title.empty());
    CHECK(!scheme.version.empty());
    CHECK(!scheme.source.empty());
    CHECK(scheme.factors.empty() == (scheme.form != InputForm::factors));
    CHECK(scheme.prefix.empty() == (scheme.form != InputForm::vector));
    CHECK((scheme.score == nullptr) == (scheme.form == InputForm::comparisons));
    for (const Factor& factor : scheme.factors) {
      std::set<std::string_view> words;
      for (size_t a = 0; a < factor.answers.size(); ++a) {
        CHECK(words.insert(factor.answers[a].word).second);
        if (a > 0) CHECK(factor.answers[a - 1].points <= factor.answers[a].points);
        CHECK(PointsOf(factor, factor.answers[a].word) == factor.answers[a].points);
        CHECK(PointsOf(factor, std::to_string(factor.answers[a].points)) == factor.answers[a].points);
      }
    }
  }
  CHECK(FindScheme("dread") == nullptr);
}

TEST_CASE("five-by-five: all 25 cells") {
  // Likelihood downwards from 1, consequence to the right from 1.
  static const char* const kCells[5][5] = {{"very-low", "very-low", "low", "medium", "medium"},
                                           {"very-low", "low", "medium", "medium", "high"},
                                           {"low", "medium", "medium", "high", "very-high"},
                                           {"medium", "medium", "high", "very-high", "extreme"},
                                           {"medium", "high", "very-high", "extreme", "extreme"}};
  for (int likelihood = 1; likelihood <= 5; ++likelihood) {
    for (int consequence = 1; consequence <= 5; ++consequence) {
      CAPTURE(likelihood);
      CAPTURE(consequence);
      std::optional<SchemeScore> score = ScoreOf(kFiveByFive, {{"likelihood", std::to_string(likelihood)}, {"consequence", std::to_string(consequence)}});
      REQUIRE(score);
      CHECK(score->label == kCells[likelihood - 1][consequence - 1]);
      CHECK(score->score == std::to_string(likelihood * consequence));
    }
  }
}

TEST_CASE("five-by-five: 4 is low in one cell and medium in two, and is ordered so") {
  std::optional<SchemeScore> middle = ScoreOf(kFiveByFive, {{"likelihood", "unlikely"}, {"consequence", "minor"}});
  std::optional<SchemeScore> edge = ScoreOf(kFiveByFive, {{"likelihood", "likely"}, {"consequence", "insignificant"}});
  CHECK(middle->score == edge->score);
  CHECK(middle->label == "low");
  CHECK(edge->label == "medium");
  CHECK(middle->weight < edge->weight);
}

TEST_CASE("owasp: means by hand") {
  // (5 + 2 + 7 + 1 + 3 + 6 + 9 + 2) / 8 = 4.375; (9 + 7 + 5 + 8) / 4 = 7.25; (1 + 2 + 1 + 5) / 4 = 2.25.
  std::optional<SchemeScore> technical = ScoreOf(kOwasp, Owasp({5, 2, 7, 1, 3, 6, 9, 2}, {9, 7, 5, 8}));
  REQUIRE(technical);
  CHECK(DetailOf(*technical, "likelihood") == "4.375");
  CHECK(DetailOf(*technical, "likelihood_level") == "medium");
  CHECK(DetailOf(*technical, "impact") == "7.25");
  CHECK(DetailOf(*technical, "impact_level") == "high");
  CHECK(DetailOf(*technical, "impact_kind") == "technical");
  CHECK(technical->label == "high");
  // Business impact counts where it is known.
  std::optional<SchemeScore> business = ScoreOf(kOwasp, Owasp({5, 2, 7, 1, 3, 6, 9, 2}, {9, 7, 5, 8}, {1, 2, 1, 5}));
  CHECK(DetailOf(*business, "impact") == "2.25");
  CHECK(DetailOf(*business, "impact_kind") == "business");
  CHECK(business->label == "low");
  CHECK(business->weight < technical->weight);
}

TEST_CASE("owasp: the nine cells, and the levels at 3 and 6") {
  const std::vector<int> kLow(8, 2), kMedium(8, 3), kHigh(8, 6);
  const std::vector<int> kLowImpact = {2, 2, 3, 4}, kMediumImpact = {3, 3, 3, 3}, kHighImpact = {6, 6, 6, 6};  // 2.75, 3, 6
  auto label = [](const std::vector<int>& likelihood, const std::vector<int>& impact) { return ScoreOf(kOwasp, Owasp(likelihood, impact))->label; };
  CHECK(label(kLow, kLowImpact) == "note");
  CHECK(label(kLow, kMediumImpact) == "low");
  CHECK(label(kLow, kHighImpact) == "medium");
  CHECK(label(kMedium, kLowImpact) == "low");
  CHECK(label(kMedium, kMediumImpact) == "medium");
  CHECK(label(kMedium, kHighImpact) == "high");
  CHECK(label(kHigh, kLowImpact) == "medium");
  CHECK(label(kHigh, kMediumImpact) == "high");
  CHECK(label(kHigh, kHighImpact) == "critical");
  // 47 / 8 = 5.875 is still medium, 23 / 8 = 2.875 still low.
  CHECK(label({6, 6, 6, 6, 6, 6, 6, 5}, kHighImpact) == "high");
  CHECK(label({3, 3, 3, 3, 3, 3, 3, 2}, kHighImpact) == "medium");
}

TEST_CASE("owasp: words stand for their values") {
  Inputs words = {{"skill", "penetration-tester"}, {"motive", "high"}, {"opportunity", "full-access"}, {"size", "administrators"}, {"discovery", "easy"}, {"exploit", "easy"}, {"awareness", "hidden"}, {"detection", "not-logged"},
                  {"financial", "significant"}, {"reputation", "goodwill"}, {"compliance", "clear"}, {"privacy", "thousands"}};
  std::optional<SchemeScore> score = ScoreOf(kOwasp, words);
  REQUIRE(score);
  CHECK(DetailOf(*score, "likelihood") == "5.625");  // (9 + 9 + 0 + 2 + 7 + 5 + 4 + 9) / 8
  CHECK(DetailOf(*score, "impact") == "6.0");        // (7 + 5 + 5 + 7) / 4
}

TEST_CASE("owasp: incomplete, misspelt and out of range") {
  CHECK(ProblemsOf(kOwasp, Owasp({5, 2, 7, 1, 3, 6, 9}, {9, 7, 5, 8})) == "incomplete-score: `owasp` lacks `detection`");
  CHECK(ProblemsOf(kOwasp, Owasp({5, 2, 7, 1, 3, 6, 9, 2}, {})) == "incomplete-score: `owasp` lacks `confidentiality`, `integrity`, `availability`, `accountability`, or `financial`, `reputation`, `compliance`, `privacy`");
  CHECK(ProblemsOf(kOwasp, Owasp({5, 2, 7, 1, 3, 6, 9, 2}, {9, 7, 5, 8}, {1, 2, 1})) == "incomplete-score: `owasp` lacks `privacy`");
  CHECK(ProblemsOf(kOwasp, Owasp({5, 2, 7, 1, 3, 6, 9, 10}, {9, 7, 5, 8})) == "unknown-value: `10` is not a value of `detection`");
  Inputs misspelt = Owasp({5, 2, 7, 1, 3, 6, 9, 2}, {9, 7, 5, 8});
  misspelt[0].first = "skil";
  CHECK(ProblemsOf(kOwasp, misspelt) == "unknown-key: `skil` is no input of `owasp`");
  CHECK(ProblemsOf(kOwasp, {}) ==
        "incomplete-score: `owasp` lacks `skill`, `motive`, `opportunity`, `size`, `discovery`, `exploit`, `awareness`, `detection`; and `confidentiality`, `integrity`, `availability`, `accountability`, or `financial`, `reputation`, "
        "`compliance`, `privacy`");
}

TEST_CASE("attack-potential: all 1,280 combinations") {
  const std::vector<int> kTime = {0, 1, 4, 17, 19}, kExpertise = {0, 3, 6, 8}, kKnowledge = {0, 3, 7, 11}, kWindow = {0, 1, 4, 10}, kEquipment = {0, 4, 7, 9};
  // How many combinations give each feasibility, counted apart from this program.
  std::map<std::string, int> counts;
  int combinations = 0, wrong = 0;
  for (int time : kTime) {
    for (int expertise : kExpertise) {
      for (int knowledge : kKnowledge) {
        for (int window : kWindow) {
          for (int equipment : kEquipment) {
            ++combinations;
            std::optional<SchemeScore> score = ScoreOf(kAttackPotential, {{"time", std::to_string(time)}, {"expertise", std::to_string(expertise)}, {"knowledge", std::to_string(knowledge)}, {"window", std::to_string(window)}, {"equipment", std::to_string(equipment)}});
            int sum = time + expertise + knowledge + window + equipment;
            std::string feasibility = sum <= 13 ? "high" : sum <= 19 ? "medium" : sum <= 24 ? "low" : "very-low";
            std::string potential = sum <= 9 ? "basic" : sum <= 13 ? "enhanced-basic" : sum <= 19 ? "moderate" : sum <= 24 ? "high" : "beyond-high";
            bool right = score && score->score == std::to_string(sum) && score->label == feasibility && DetailOf(*score, "potential") == potential && score->weight == -sum;
            wrong += !right;
            if (score) ++counts[score->label];
          }
        }
      }
    }
  }
  CHECK(combinations == 1280);
  CHECK(wrong == 0);
  CHECK(counts["high"] == 153);
  CHECK(counts["medium"] == 222);
  CHECK(counts["low"] == 211);
  CHECK(counts["very-low"] == 694);
}

TEST_CASE("attack-potential: only the points of the table count") {
  CHECK(ProblemsOf(kAttackPotential, {{"time", "2"}, {"expertise", "3"}, {"knowledge", "3"}, {"window", "1"}, {"equipment", "4"}}) == "unknown-value: `2` is not a value of `time`");
  CHECK(ProblemsOf(kAttackPotential, {{"time", "-1"}, {"expertise", "03"}, {"knowledge", ""}, {"window", "1"}, {"equipment", "4"}}) == "unknown-value: `-1` is not a value of `time`; incomplete-score: `attack-potential` lacks `knowledge`");
  CHECK(ScoreOf(kAttackPotential, {{"time", "within-a-month"}, {"expertise", "expert"}, {"knowledge", "restricted"}, {"window", "easy"}, {"equipment", "bespoke"}})->score == "21");
}

TEST_CASE("order: a chain is total") {
  CHECK(Told(OrderByComparisons(0, {})) == "ranks");
  CHECK(Told(OrderByComparisons(1, {})) == "ranks 1");
  CHECK(Told(OrderByComparisons(3, std::vector<Comparison>{{2, 0}, {0, 1}})) == "ranks 2 3 1");
  CHECK(Told(OrderByComparisons(3, std::vector<Comparison>{{2, 0}, {0, 1}, {2, 1}, {2, 0}})) == "ranks 2 3 1");
}

TEST_CASE("order: what is left open is decided by number, and told") {
  CHECK(Told(OrderByComparisons(3, std::vector<Comparison>{{2, 0}, {2, 1}})) == "ranks 2 3 1, gap 0 1");
  CHECK(Told(OrderByComparisons(4, std::vector<Comparison>{{0, 1}, {2, 3}})) == "ranks 1 2 3 4, gap 1 2");
  CHECK(Told(OrderByComparisons(2, {})) == "ranks 1 2, gap 0 1");
}

TEST_CASE("order: cycles share a rank and are told by a shortest way round") {
  CHECK(Told(OrderByComparisons(1, std::vector<Comparison>{{0, 0}})) == "ranks 1, cycle 0");
  CHECK(Told(OrderByComparisons(4, std::vector<Comparison>{{3, 0}, {0, 1}, {1, 0}, {1, 2}})) == "ranks 2 2 4 1, cycle 0 1");
  CHECK(Told(OrderByComparisons(4, std::vector<Comparison>{{0, 1}, {1, 2}, {2, 3}, {3, 0}, {1, 0}})) == "ranks 1 1 1 1, cycle 0 1");
  CHECK(Told(OrderByComparisons(4, std::vector<Comparison>{{0, 1}, {1, 0}, {2, 3}, {3, 2}})) == "ranks 1 1 3 3, cycle 0 1, cycle 2 3, gap 0 2");
}

TEST_CASE("order: a long chain and a long cycle") {
  constexpr uint32_t kCount = 200000;
  std::vector<Comparison> chain;
  for (uint32_t i = 0; i + 1 < kCount; ++i) chain.push_back({i + 1, i});
  RelativeOrder order = OrderByComparisons(kCount, chain);
  CHECK(order.ranks[kCount - 1] == 1);
  CHECK(order.ranks[0] == kCount);
  CHECK(order.cycles.empty());
  CHECK(order.gaps.empty());
  chain.push_back({0, kCount - 1});
  order = OrderByComparisons(kCount, chain);
  REQUIRE(order.cycles.size() == 1);
  CHECK(order.cycles[0].size() == kCount);
  CHECK(std::all_of(order.ranks.begin(), order.ranks.end(), [](uint32_t rank) { return rank == 1; }));
}
