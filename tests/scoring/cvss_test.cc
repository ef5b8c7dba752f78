// CVSS against published vectors and a few dozen of our own.
#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "../support.h"
#include "judge/scoring/cvss_4_0_table.h"
#include "judge/scoring/scheme.h"

using namespace merlon;

namespace {

std::optional<SchemeScore> ScoreOf(const Scheme& scheme, const std::string& vector) {
  WrittenScore written;
  written.vector = Text(vector);
  std::vector<ScoreProblem> problems;
  std::optional<SchemeScore> score = scheme.score(written, problems);
  CHECK(score.has_value() == problems.empty());
  return score;
}

std::string DetailOf(const SchemeScore& score, std::string_view name) {
  for (const ScoreDetail& detail : score.details) {
    if (detail.name == name) return detail.value;
  }
  return "-";
}

// The codes and the parts of the vector that problems point at.
std::string ProblemsOf(const Scheme& scheme, const std::string& vector) {
  WrittenScore written;
  written.vector = Text(vector);
  std::vector<ScoreProblem> problems;
  CHECK_FALSE(scheme.score(written, problems));
  std::string out;
  for (const ScoreProblem& problem : problems) out += (out.empty() ? "" : "; ") + std::string(problem.code->id) + " " + std::string(problem.at.view());
  return out;
}

std::vector<std::vector<std::string>> Rows(std::string_view path) {
  std::vector<std::vector<std::string>> rows;
  for (const std::string& line : RepositoryLines(path)) {
    if (line.front() == '#') continue;
    std::istringstream words(line);
    std::vector<std::string>& row = rows.emplace_back();
    for (std::string word; words >> word;) row.push_back(word);
  }
  return rows;
}

// Lines `vector - (9.8, 9.1, 9.1)` or `vector - 7.3`; the numbers apart.
std::vector<std::pair<std::string, std::vector<std::string>>> Published(const std::string& path) {
  std::ifstream stream(path);
  REQUIRE_MESSAGE(stream.good(), "no file ", path);
  std::vector<std::pair<std::string, std::vector<std::string>>> rows;
  for (std::string line; std::getline(stream, line);) {
    size_t dash = line.find(" - ");
    if (dash == std::string::npos) continue;
    std::vector<std::string> numbers(1);
    for (char c : line.substr(dash + 3)) {
      if ((c >= '0' && c <= '9') || c == '.') numbers.back() += c;
      else if (c == ',') numbers.emplace_back();
    }
    std::erase(numbers, "");
    rows.emplace_back(line.substr(0, dash), numbers);
  }
  return rows;
}

constexpr std::string_view kBase31 = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
constexpr std::string_view kBase40 = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N";

}  // namespace

TEST_CASE("cvss: vectors of our own, version 3.1") {
  std::vector<std::vector<std::string>> rows = Rows("tests/scoring/cvss_3_1.txt");
  REQUIRE(rows.size() > 40);
  for (const std::vector<std::string>& row : rows) {
    CAPTURE(row[0]);
    std::optional<SchemeScore> score = ScoreOf(kCvss31, row[0]);
    REQUIRE(score);
    CHECK(DetailOf(*score, "base") == row[1]);
    CHECK(DetailOf(*score, "temporal") == row[2]);
    CHECK(DetailOf(*score, "environmental") == row[3]);
    CHECK(score->score == (row[3] != "-" ? row[3] : row[2] != "-" ? row[2] : row[1]));
  }
}

TEST_CASE("cvss: vectors of our own, version 4.0") {
  std::vector<std::vector<std::string>> rows = Rows("tests/scoring/cvss_4_0.txt");
  REQUIRE(rows.size() > 40);
  for (const std::vector<std::string>& row : rows) {
    CAPTURE(row[0]);
    std::optional<SchemeScore> score = ScoreOf(kCvss40, row[0]);
    REQUIRE(score);
    CHECK(score->score == row[1]);
    CHECK(DetailOf(*score, "name") == row[2]);
  }
}

TEST_CASE("cvss: the table of 270 macrovectors never rises where a level gets milder, and adds up") {
  const auto& table = cvss_4_0::kMacroVectors;
  // Pairs of the sets 3 and 6 that lie one level below each: of 00 both 01 and 10, then 11, then 21.
  static const std::vector<std::vector<int>> kBelow = {{1, 2}, {3}, {3}, {4}, {}};
  int values = 0, sum = 0;
  for (int eq1 = 0; eq1 < 3; ++eq1) {
    for (int eq2 = 0; eq2 < 2; ++eq2) {
      for (int pair = 0; pair < cvss_4_0::kImpactPairs; ++pair) {
        for (int last = 0; last < 9; ++last) {
          int value = table[eq1][eq2][pair][last];
          ++values, sum += value;
          if (eq1 < 2) CHECK(table[eq1 + 1][eq2][pair][last] <= value);
          if (eq2 < 1) CHECK(table[eq1][eq2 + 1][pair][last] <= value);
          for (int below : kBelow[pair]) CHECK(table[eq1][eq2][below][last] <= value);
          if (last < 6) CHECK(table[eq1][eq2][pair][last + 3] <= value);
          if (last % 3 < 2) CHECK(table[eq1][eq2][pair][last + 1] <= value);
        }
      }
    }
  }
  CHECK(values == 270);
  CHECK(sum == 16563);
}

TEST_CASE("cvss: published vectors") {
  const char* samples = std::getenv("MERLON_SAMPLES");
  if (!samples) {
    MESSAGE("skipped: MERLON_SAMPLES names no folder");
    return;
  }
  std::string folder = std::string(samples) + "/cvss/";
  size_t seen = 0;
  for (const auto& [vector, numbers] : Published(folder + "vectors_simple31")) {
    std::optional<SchemeScore> score = ScoreOf(kCvss31, vector);
    REQUIRE(score);
    CHECK_MESSAGE(score->score == numbers[0], vector);
    ++seen;
  }
  CHECK(seen == 2592);
  for (auto [file, count] : {std::pair("vectors_simple4", 1058), std::pair("vectors_supplemental4", 576), std::pair("vectors_security4", 54), std::pair("vectors_threat4", 6)}) {
    std::vector<std::pair<std::string, std::vector<std::string>>> rows = Published(folder + file);
    CHECK(rows.size() == static_cast<size_t>(count));
    for (const auto& [vector, numbers] : rows) {
      std::optional<SchemeScore> score = ScoreOf(kCvss40, vector);
      REQUIRE(score);
      CHECK_MESSAGE(score->score == numbers[0], vector);
    }
  }
}

TEST_CASE("cvss: severities begin at 0.1, 4.0, 7.0 and 9.0") {
  for (const Scheme* scheme : {&kCvss31, &kCvss40}) {
    for (const std::vector<std::string>& row : Rows(scheme == &kCvss31 ? "tests/scoring/cvss_3_1.txt" : "tests/scoring/cvss_4_0.txt")) {
      std::optional<SchemeScore> score = ScoreOf(*scheme, row[0]);
      REQUIRE(score);
      double number = std::stod(score->score);
      std::string expected = number < 0.1 ? "none" : number < 4.0 ? "low" : number < 7.0 ? "medium" : number < 9.0 ? "high" : "critical";
      CHECK_MESSAGE(score->label == expected, row[0]);
      CHECK(Name(score->severity) == expected);
    }
  }
}

TEST_CASE("cvss: metrics in any order and `X` change nothing") {
  CHECK(ScoreOf(kCvss31, "CVSS:3.1/A:H/I:H/C:H/S:U/UI:N/PR:N/AC:L/AV:N/E:X/MAV:X")->score == ScoreOf(kCvss31, std::string(kBase31))->score);
  std::optional<SchemeScore> score = ScoreOf(kCvss40, "CVSS:4.0/SA:N/SI:N/SC:N/VA:H/VI:H/VC:H/UI:N/PR:N/AT:N/AC:L/AV:N/E:X/CR:X/S:P/U:Red");
  CHECK(score->score == ScoreOf(kCvss40, std::string(kBase40))->score);
  CHECK(DetailOf(*score, "name") == "CVSS-B");
}

TEST_CASE("cvss: what is wrong is reported at its part of the vector") {
  std::string base31(kBase31), base40(kBase40);
  CHECK(ProblemsOf(kCvss31, base31 + "/E:Q") == "bad-vector E:Q");
  CHECK(ProblemsOf(kCvss31, base31 + "/AV:N") == "bad-vector AV:N");
  CHECK(ProblemsOf(kCvss31, base31 + "/AT:N") == "bad-vector AT:N");
  CHECK(ProblemsOf(kCvss31, base31 + "/") == "bad-vector " + base31 + "/");
  CHECK(ProblemsOf(kCvss31, base31 + "/E") == "bad-vector E");
  CHECK(ProblemsOf(kCvss31, base31 + "/E:h") == "bad-vector E:h");
  CHECK(ProblemsOf(kCvss31, "CVSS:3.1/AV:X/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H") == "bad-vector AV:X");
  CHECK(ProblemsOf(kCvss31, "CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H") == "bad-vector CVSS:3.0");
  CHECK(ProblemsOf(kCvss31, base40) == "bad-vector CVSS:4.0");
  CHECK(ProblemsOf(kCvss31, "AV:N/AC:L") == "bad-vector AV:N/AC:L");
  CHECK(ProblemsOf(kCvss31, base31 + std::string(1000, '/')) == "bad-vector " + base31 + std::string(1000, '/'));
  CHECK(ProblemsOf(kCvss31, "CVSS:3.1/AV:N/AC:L") == "incomplete-score CVSS:3.1/AV:N/AC:L");
  CHECK(ProblemsOf(kCvss40, base40 + "/SI:N/MSI:Z") == "bad-vector SI:N; bad-vector MSI:Z");
  CHECK(ProblemsOf(kCvss40, "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:S/SA:N") == "bad-vector SI:S");
}
