// The checker of reasons, on reasons as people write them. A line of the lists is `claim | reason`.
#include <doctest/doctest.h>

#include "../support.h"
#include "judge/why.h"

using namespace merlon;

namespace {

std::pair<std::string, std::string> Split(const std::string& line) {
  size_t bar = line.find(" | ");
  REQUIRE_MESSAGE(bar != std::string::npos, line);
  return {line.substr(0, bar), line.substr(bar + 3)};
}

}  // namespace

TEST_CASE("reasons: good ones pass") {
  std::vector<std::string> lines = RepositoryLines("tests/unit/reasons_good.txt");
  CHECK(lines.size() >= 60);
  for (const std::string& line : lines) {
    auto [claim, reason] = Split(line);
    CHECK_MESSAGE(CheckWhy(reason, claim) == WhyProblem::none, line);
  }
}

TEST_CASE("reasons: hollow ones do not") {
  std::vector<std::string> lines = RepositoryLines("tests/unit/reasons_hollow.txt");
  CHECK(lines.size() >= 60);
  for (const std::string& line : lines) {
    auto [claim, reason] = Split(line);
    CHECK_MESSAGE(CheckWhy(reason, claim) != WhyProblem::none, line);
  }
}

TEST_CASE("reasons: empty is stock, whatever the claim") {
  CHECK(CheckWhy("", "") == WhyProblem::stock);
  CHECK(CheckWhy("  \n", "spoofing") == WhyProblem::stock);
  CHECK(CheckWhy("...", "spoofing") == WhyProblem::stock);
  CHECK(CheckWhy("spoofing spoofed", "spoofing") == WhyProblem::repeats_claim);
}
