// References against results: what they fit, and what state that makes.
#include "judge/verify.h"

#include <doctest/doctest.h>

#include "../support.h"
#include "base/glob.h"

using namespace merlon;

namespace {

constexpr std::string_view kShop = "actors: [guest]\nprocesses: [till]\nparties: [bank]\nflows: { guest -> till: https }\n";
constexpr int32_t kDay = 20777;  // 2026-11-20

TestResult Result(std::vector<std::string> names, TestOutcome outcome = TestOutcome::passed, ResultKinds kinds = result_kinds::kCTest) { return {std::move(names), kinds, outcome, kDay, false}; }

// `state, n results: detail` of each row, one a line.
std::string Verify(const std::string& more, const std::vector<TestResult>& results) {
  std::unique_ptr<Workspace> workspace = Load(std::string(kShop) + more);
  REQUIRE(Complaints(*workspace) == "");
  Verification verification = workspace->Verify(results);
  std::string text;
  for (const VerifiedEvidence& one : verification.evidence) {
    text += (text.empty() ? "" : "\n") + std::string(Name(one.state)) + ", " + std::to_string(one.matched) + (one.detail.empty() ? "" : ": " + one.detail);
  }
  return text;
}

std::string Decided(const std::string& evidence, const std::string& more = "") { return "decisions:\n  flooding@till: { mitigate: [rate-limit]" + more + ", evidence: " + evidence + " }\n"; }
std::string Test(const std::string& reference, const std::vector<TestResult>& results) { return Verify(Decided("{ test: \"" + reference + "\" }"), results); }

}  // namespace

TEST_CASE("verify: a name, alone or with what it belongs to") {
  std::vector<TestResult> results = {Result({"quota", "Gateway/quota", "all/Gateway/quota"}), Result({"other"}, TestOutcome::failed)};
  for (const char* reference : {"quota", "ctest:quota", "ctest: quota ", "Gateway/quota", "ctest:all/Gateway/quota", "?uota", "q*", "ctest:*/quota", "*quota*"}) {
    CAPTURE(reference);
    CHECK(Test(reference, results) == "passing, 1");
  }
  CHECK(Test("other", results) == "failing, 1: it failed");
  for (const char* reference : {"Quota", "quot", "quotas", "way/quota", "quota?"}) {
    CAPTURE(reference);
    CHECK(Test(reference, results).substr(0, 10) == "missing, 0");
  }
}

TEST_CASE("verify: the kind says where to look") {
  std::vector<TestResult> results = {Result({"a"}, TestOutcome::passed, result_kinds::kJUnit), Result({"a"}, TestOutcome::failed, result_kinds::kSarif),
                                     Result({"b"}, TestOutcome::passed, result_kinds::kJUnit | result_kinds::kCTest), Result({"c"}, TestOutcome::passed, result_kinds::kTap)};
  CHECK(Test("junit:a", results) == "passing, 1");
  CHECK(Test("sarif:a", results) == "failing, 1: it failed");
  CHECK(Test("a", results) == "failing, 2: 1 of 2 failed: `a`");
  CHECK(Test("ctest:b", results) == "passing, 1");
  CHECK(Test("junit:b", results) == "passing, 1");
  CHECK(Test("tap:c", results) == "passing, 1");
  CHECK(Test("ctest:c", results) == "missing, 0: no result of ctest has this name, but one of another kind has");
  CHECK(Test("ctest:c*", results) == "missing, 0: no result of ctest fits, but one of another kind does");
}

TEST_CASE("verify: another word before the colon is for people, unless it belongs to the name") {
  std::vector<TestResult> results = {Result({"test_login"}), Result({"login: refuses"}, TestOutcome::failed), Result({"refuses"}), Result({"shop::orders::bind"})};
  CHECK(Test("pytest:test_login", results) == "passing, 1");
  CHECK(Test("login: refuses", results) == "failing, 1: it failed");
  CHECK(Test("shop::orders::bind", results) == "passing, 1");
  CHECK(Test("cargo:shop::orders::bind", results) == "passing, 1");
}

TEST_CASE("verify: a pattern passes only when all that it fits have passed") {
  std::vector<TestResult> results = {Result({"sql_a"}), Result({"sql_b"}), Result({"sql_c"}, TestOutcome::skipped), Result({"sql_d"}, TestOutcome::failed), Result({"sql_e"}, TestOutcome::failed)};
  CHECK(Test("sql_[ab]", results).substr(0, 7) == "missing");
  CHECK(Test("sql_*", {results[0], results[1]}) == "passing, 2");
  CHECK(Test("sql_*", results) == "failing, 5: 2 of 5 failed: `sql_d`, `sql_e`");
  CHECK(Test("sql_*", {results[0], results[2]}) == "missing, 2: 1 of 2 skipped: `sql_c`");
  CHECK(Test("sql_c", results) == "missing, 1: it was skipped");
  CHECK(Test("*", {Result({std::string(79, 'x') + "\xC3\xA9"}, TestOutcome::failed), results[0]}) == "failing, 2: 1 of 2 failed: `" + std::string(79, 'x') + "…`");
  // The same test in two files: both count.
  CHECK(Test("sql_a", {Result({"sql_a"}), Result({"sql_a"}, TestOutcome::failed)}) == "failing, 2: 1 of 2 failed: `sql_a`");
}

TEST_CASE("verify: a run that ended early proves what it ran, not what a pattern means") {
  TestResult cut = Result({"sql_a"});
  cut.cut_short = true;
  CHECK(Test("sql_a", {cut}) == "passing, 1");
  CHECK(Test("sql_*", {cut}) == "missing, 1: the run ended early, so others that the pattern fits may be missing");
}

TEST_CASE("verify: no result, and perhaps what was meant") {
  CHECK(Test("ctest:quota", {}) == "missing, 0: no result of ctest has this name");
  CHECK(Test("quota*", {}) == "missing, 0: no result fits");
  CHECK(Test("ctest:sql_injektion", {Result({"sql_injection"}), Result({"quota"})}) == "missing, 0: no result of ctest has this name; did you mean `sql_injection`?");
  CHECK(Test("ctest:", {Result({"a"})}).substr(0, 10) == "missing, 0");
}

TEST_CASE("verify: results from before the latest day written at what they show are stale") {
  std::vector<TestResult> results = {Result({"quota"})};
  auto dated = [&](const std::string& evidence, const std::string& decision) { return Verify(Decided("{ test: quota" + evidence + " }", decision), results); };
  CHECK(dated("", ", changed: 2026-11-20") == "passing, 1");
  CHECK(dated("", ", changed: 2026-11-21") == "stale, 1: the result is of 2026-11-20, before `changed: 2026-11-21`");
  CHECK(dated("", ", since: 2026-11-21") == "stale, 1: the result is of 2026-11-20, before `since: 2026-11-21`");
  CHECK(dated(", date: 2026-12-01", "") == "stale, 1: the result is of 2026-11-20, before `date: 2026-12-01`");
  CHECK(dated(", date: 2026-11-21", ", changed: 2026-12-24, since: 2026-11-01") == "stale, 1: the result is of 2026-11-20, before `changed: 2026-12-24`");
  // Worse than old is failed or skipped.
  CHECK(Verify(Decided("{ test: quota }", ", changed: 2026-12-01"), {Result({"quota"}, TestOutcome::failed)}).substr(0, 7) == "failing");
  CHECK(Verify(Decided("{ test: quota }", ", changed: 2026-12-01"), {Result({"quota"}, TestOutcome::skipped)}).substr(0, 7) == "missing");
  // The oldest of several counts; a result that does not say when is never stale.
  TestResult undated = Result({"quota"}), old = Result({"quota"});
  undated.day.reset();
  old.day = kDay - 1;
  CHECK(Verify(Decided("{ test: quota }", ", changed: 2026-12-01"), {undated}) == "passing, 1");
  CHECK(Verify(Decided("{ test: quota }", ", changed: 2026-11-20"), {results[0], undated, old}).substr(0, 8) == "stale, 3");
}

TEST_CASE("verify: documents are on paper only, and stale when what they are about has changed since") {
  std::unique_ptr<Workspace> workspace = Load(std::string(kShop) + Decided("{ document: a.pdf, contract: b, review: c, audit: d, date: 2026-01-01 }"));
  CHECK(workspace->Verify({}).evidence.empty());
  CHECK(workspace->Verify({}).on_paper == 4);
  CHECK(Verify(Decided("{ audit: d, date: 2026-01-01 }", ", changed: 2026-01-01"), {}) == "");
  CHECK(Verify(Decided("{ audit: d, date: 2026-01-01 }", ", changed: 2026-01-02"), {}) == "stale, 0: it is of 2026-01-01, before `changed: 2026-01-02`");
  // A decision may well rest on an older contract.
  CHECK(Verify(Decided("{ contract: d, date: 2026-01-01 }", ", since: 2026-06-01"), {}) == "");
}

TEST_CASE("verify: what is only planned has nothing to show yet") {
  std::string planned = "controls: { rate-limit: { state: planned, evidence: { test: quota } } }\n";
  std::unique_ptr<Workspace> workspace = Load(std::string(kShop) + planned + Decided("{ test: quota }"));
  Verification verification = workspace->Verify({});
  CHECK(verification.evidence.empty());
  CHECK(verification.planned == 2);
}

TEST_CASE("verify: rows say where the evidence stands, worst first") {
  std::unique_ptr<Workspace> workspace = Load(std::string(kShop) +
                                              "controls: { rate-limit: { evidence: { test: quota } } }\n"
                                              "trust:\n  filters: { whom: bank, for: [denial-of-service], why: Clause 7 obliges them to filter., evidence: { configuration: \"sarif:filter\" } }\n"
                                              "decisions:\n  flooding@till: { defend: [rate-limit, bot-limits], evidence: { test: quota, scan: nothing } }\n"
                                              "use-cases:\n  night: { decisions: { flooding@till: { mitigate: [rate-limit], evidence: { test: night } } } }\n");
  REQUIRE(Complaints(*workspace) == "");
  Verification verification = workspace->Verify(std::vector{Result({"quota"}), Result({"night"}, TestOutcome::failed), Result({"filter"}, TestOutcome::passed, result_kinds::kSarif)});
  std::string text;
  for (const VerifiedEvidence& one : verification.evidence) {
    text += std::string(Name(one.state)) + " " + std::string(one.kind) + " " + std::string(Name(one.tier)) + " [" + std::string(one.threat) + "] [" + std::string(one.trust) + "]";
    for (std::string_view control : one.controls) text += " " + std::string(control);
    text += "\n";
  }
  CHECK(text ==
        "failing test tested [flooding@till] [] rate-limit\n"
        "missing scan tested [flooding@till] [] rate-limit bot-limits\n"
        "passing test tested [flooding@till] [] rate-limit bot-limits\n"
        "passing test tested [] [] rate-limit\n"
        "passing configuration configured [] [filters]\n");
  CHECK(verification.Count(EvidenceState::passing) == 3);
}

TEST_CASE("verify: many patterns against many results end within a budget") {
  std::string model = std::string(kShop) + "controls:\n";
  for (int i = 0; i < 400; ++i) model += "  c" + std::to_string(i) + ": { evidence: { test: \"*a*a*a*a*b" + std::to_string(i) + "\" } }\n";
  std::vector<TestResult> results;
  for (int i = 0; i < 2000; ++i) results.push_back(Result({std::string(900, 'a') + std::to_string(i)}));
  Verification verification = Load(model)->Verify(results);
  CHECK(verification.Count(EvidenceState::missing) == 400);
  CHECK(verification.evidence.back().detail == "there are too many patterns for so many results");
}

TEST_CASE("glob: stars, question marks, characters of several bytes") {
  auto fits = [](std::string_view pattern, std::string_view text) {
    uint64_t budget = 10000;
    return MatchesGlob(pattern, text, budget);
  };
  CHECK(fits("", ""));
  CHECK(fits("*", ""));
  CHECK(fits("***", "abc"));
  CHECK(fits("a*c", "abbc"));
  CHECK(fits("a*b*c", "aXbYbZc"));
  CHECK(fits("?\xC3\xA9?", "x\xC3\xA9\xE2\x82\xAC"));
  CHECK(fits("*?", "\xC3\xA9"));
  CHECK_FALSE(fits("*??", "\xE2\x82\xAC"));
  CHECK_FALSE(fits("?", ""));
  CHECK_FALSE(fits("a*", "ba"));
  CHECK_FALSE(fits("a", "ab"));
  CHECK_FALSE(fits("[a]", "a"));
  uint64_t budget = 3;
  CHECK_FALSE(MatchesGlob("aaaa", "aaaa", budget));
  CHECK(budget == 0);
}
