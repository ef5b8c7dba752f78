// Patterns against the plainest way to match them.
#include "base/glob.h"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <string>

using namespace merlon;

namespace {

// By definition: a star stands for nothing, or for one character and then still for a star.
bool Fits(std::string_view pattern, std::string_view text) {
  if (pattern.empty()) return text.empty();
  if (pattern.front() == '*') return Fits(pattern.substr(1), text) || (!text.empty() && Fits(pattern, text.substr(1)));
  return !text.empty() && (pattern.front() == '?' || pattern.front() == text.front()) && Fits(pattern.substr(1), text.substr(1));
}

rc::Gen<std::string> Over(std::string letters, int longest) {
  return rc::gen::resize(longest, rc::gen::container<std::string>(rc::gen::elementOf(std::move(letters))));
}

}  // namespace

TEST_CASE("properties: a pattern fits what its definition says") {
  CHECK(rc::check([] {
    std::string pattern = *Over("ab*?", 10), text = *Over("ab", 12);
    uint64_t budget = 1'000'000;
    RC_TAG(Fits(pattern, text) ? "fits" : "does not fit");
    RC_ASSERT(MatchesGlob(pattern, text, budget) == Fits(pattern, text));
  }));
}

TEST_CASE("properties: a pattern without wildcards fits itself alone, and a star fits everything") {
  CHECK(rc::check([] {
    std::string text = *Over("ab/ .", 20), other = *Over("ab/ .", 20);
    uint64_t budget = 1'000'000;
    RC_ASSERT(MatchesGlob(text, text, budget));
    RC_ASSERT(MatchesGlob(text, other, budget) == (text == other));
    RC_ASSERT(MatchesGlob("*", text, budget));
    RC_ASSERT(MatchesGlob(text + "*", text + other, budget));
    RC_ASSERT(MatchesGlob("*" + other, text + other, budget));
  }));
}

TEST_CASE("properties: matching never takes more than its budget") {
  CHECK(rc::check([] {
    std::string pattern = *Over("a*", 40), text = *Over("aab", 60);
    uint64_t most = *rc::gen::inRange<uint64_t>(0, 200), budget = most;
    bool fits = MatchesGlob(pattern, text, budget);
    RC_ASSERT(budget <= most);
    if (fits) {
      uint64_t plenty = 1'000'000;
      RC_ASSERT(MatchesGlob(pattern, text, plenty));
    }
  }));
}
