// Readers of results, each with a small file of its kind, and with files made to hurt.
#include "results/results.h"

#include <doctest/doctest.h>

#include "../support.h"

using namespace merlon;

namespace {

// One result a line: kinds, outcome, day counted from 2026-11-20, `cut`, and all names.
std::string Show(const TestResult& result) {
  constexpr int32_t kDay = 20777;
  std::string text;
  constexpr std::pair<ResultKinds, char> kLetters[] = {{result_kinds::kJUnit, 'j'}, {result_kinds::kCTest, 'c'}, {result_kinds::kSarif, 's'}, {result_kinds::kTap, 't'}};
  for (auto [kind, letter] : kLetters) {
    if (result.kinds & kind) text += letter;
  }
  text += result.outcome == TestOutcome::passed ? " passed" : result.outcome == TestOutcome::failed ? " failed" : " skipped";
  text += result.day ? " " + std::to_string(*result.day - kDay) : " -";
  if (result.cut_short) text += " cut";
  for (const std::string& name : result.names) text += " | " + name;
  return text;
}

std::string Read(std::string_view bytes) {
  ResultsFile file = ReadResults(bytes);
  if (!file.error.empty()) {
    CHECK(file.results.empty());
    return (file.line ? std::to_string(file.line) + ":" + std::to_string(file.column) + " " : std::string()) + file.error;
  }
  std::string text(file.format);
  for (const TestResult& result : file.results) text += "\n" + Show(result);
  return text;
}
std::string ReadSample(const std::string& name) { return Read(RepositoryFile("tests/results/files/" + name)); }

std::string Repeat(std::string_view text, size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (size_t i = 0; i < times; ++i) out += text;
  return out;
}

std::string Sarif(const std::string& run) { return R"({"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "T", "rules": [{"id": "r"}]}}, )" + run + "}]}"; }

}  // namespace

TEST_CASE("results: CTest's own XML") {
  CHECK(ReadSample("ctest.xml") ==
        "CTest XML\n"
        "c passed 0 | sql_injection\n"
        "c failed 0 | quota | gateway/quota\n"
        "c skipped 0 | backup_restores");
  CHECK(Read("<Site><Build/></Site>").find("without tests") != std::string::npos);
  CHECK(Read("<Site><Testing><StartTestTime>soon</StartTestTime><Test Status=\"passed\"><Name>a</Name></Test></Testing></Site>") == "CTest XML\nc passed - | a");
}

TEST_CASE("results: what `ctest --output-junit` writes is of both kinds") {
  CHECK(ReadSample("ctest-junit.xml") ==
        "JUnit XML\n"
        "jc passed 0 | sql_injection | sql_injection/sql_injection | Linux-c++/sql_injection\n"
        "jc failed 0 | quota | quota/quota | Linux-c++/quota\n"
        "jc skipped 0 | backup_restores | backup_restores/backup_restores | Linux-c++/backup_restores\n"
        "jc skipped 0 | slow | slow/slow | Linux-c++/slow");
}

TEST_CASE("results: JUnit XML of GoogleTest and pytest") {
  CHECK(ReadSample("gtest.xml") ==
        "JUnit XML\n"
        "j passed 0 | LocksAfterTen | Login/LocksAfterTen | AllTests/Login/LocksAfterTen\n"
        "j failed -1 | HidesWhichWasWrong | Login/HidesWhichWasWrong | AllTests/Login/HidesWhichWasWrong\n"
        "j skipped -1 | DISABLED_Slow | Login/DISABLED_Slow | AllTests/Login/DISABLED_Slow\n"
        "j skipped -1 | NeedsNetwork | Login/NeedsNetwork | AllTests/Login/NeedsNetwork");
  CHECK(ReadSample("pytest.xml") ==
        "JUnit XML\n"
        "j passed 0 | test_quotes_are_bound[a'b] | tests.test_orders/test_quotes_are_bound[a'b] | pytest/test_quotes_are_bound[a'b]\n"
        "j failed 0 | test_needs_database | tests.test_orders/test_needs_database | pytest/test_needs_database\n"
        "j skipped 0 | test_nightly | tests.test_orders.TestExport/test_nightly | pytest/test_nightly");
}

TEST_CASE("results: suites nest, the nearest timestamp counts, and nothing is without a name") {
  CHECK(ReadSample("nested.xml") ==
        "JUnit XML\n"
        "j passed -2 | binds arguments | orders/binds arguments | all/api/orders/binds arguments\n"
        "j passed -3 | names its columns | export/names its columns | all/api/orders/export/names its columns\n"
        "j passed -2 | answers | api/answers | all/api/answers\n"
        "j passed - | alone | all/alone\n"
        "j passed - | nameless | all/nameless");
}

TEST_CASE("results: a flaky test that passed in the end has passed, an error in the suite's set-up has not") {
  CHECK(Read("<testsuite><testcase name=\"a\"><flakyFailure/></testcase><testcase name=\"b\"><rerunFailure/><failure/></testcase><testcase name=\"c\"><skipped/><error/></testcase></testsuite>") ==
        "JUnit XML\nj passed - | a\nj failed - | b\nj failed - | c");
}

TEST_CASE("results: SARIF") {
  CHECK(ReadSample("scan.sarif") ==
        "SARIF\n"
        "s failed 0 | sql-concatenation | Lint/sql-concatenation\n"
        "s passed 0 | weak-hash | Lint/weak-hash\n"
        "s passed 0 | long-line | Lint/long-line\n"
        "s passed 0 | tls-off | Lint/tls-off\n"
        "s skipped 0 | debug-mode | Lint/debug-mode\n"
        "s skipped 0 | open-redirect | Lint/open-redirect\n"
        "s failed 0 | CA1000 | Lint/CA1000\n"
        "s failed 0 | private-key | Lint/private-key\n"
        "s passed 0 | token | Lint/token\n"
        "s failed 0 | not-listed | Lint/not-listed");
}

TEST_CASE("results: what SARIF says around a rule decides whether silence is good") {
  CHECK(Read(Sarif(R"("results": [])")) == "SARIF\ns passed - | r | T/r");
  CHECK(Read(Sarif(R"("invocations": [{"executionSuccessful": false}], "results": [])")) == "SARIF\ns skipped - | r | T/r");
  CHECK(Read(Sarif(R"("invocations": [{"ruleConfigurationOverrides": [{"descriptor": {"id": "r"}, "configuration": {"enabled": false}}]}])")) == "SARIF\ns skipped - | r | T/r");
  CHECK(Read(Sarif(R"("invocations": [{"ruleConfigurationOverrides": [{"descriptor": {"index": 0}, "configuration": {"level": "note"}}]}], "results": [{"ruleId": "r"}])")) == "SARIF\ns passed - | r | T/r");
  CHECK(Read(Sarif(R"("invocations": [{"endTimeUtc": "2026-11-21T00:00:00Z"}, {"endTimeUtc": "2026-11-19T00:00:00Z"}])")) == "SARIF\ns passed -1 | r | T/r");
  CHECK(Read(Sarif(R"("results": [{"ruleId": "r", "baselineState": "absent"}])")) == "SARIF\ns passed - | r | T/r");
  CHECK(Read(Sarif(R"("results": [{"ruleId": "r", "level": "note"}, {"ruleId": "r", "kind": "notApplicable"}])")) == "SARIF\ns passed - | r | T/r");
  CHECK(Read(Sarif(R"("results": [{"ruleId": "r", "suppressions": []}])")) == "SARIF\ns failed - | r | T/r");
  CHECK(Read(Sarif(R"("results": [{"ruleId": "r", "suppressions": [{"status": "accepted"}, {"status": "underReview"}]}])")) == "SARIF\ns failed - | r | T/r");
  CHECK(Read(Sarif(R"("results": [{"ruleIndex": 7}, {"ruleIndex": -1}, {"ruleIndex": "0"}, {"rule": {"index": 0, "toolComponent": {"index": 9}}}, 3, null])")) == "SARIF\ns passed - | r | T/r");
  // A run that looked at nothing names no rule, so nothing passes.
  CHECK(Read(R"({"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "T"}}}, 7]})") == "SARIF");
}

TEST_CASE("results: TAP") {
  CHECK(ReadSample("plain.tap") ==
        "TAP\n"
        "t passed - | binds arguments\n"
        "t failed - | refuses quotes\n"
        "t skipped - | restores the backup\n"
        "t skipped - | limits exports\n"
        "t passed - | keeps issue #12 # closed");
  CHECK(ReadSample("nested.tap") ==
        "TAP\n"
        "t passed - | locks after ten | login/passwords/locks after ten\n"
        "t failed - | hides which was wrong | login/passwords/hides which was wrong\n"
        "t failed - | passwords | login/passwords\n"
        "t passed - | answers | login/answers\n"
        "t failed - | login\n"
        "t passed - | logout");
  CHECK(Read("1..3\r\nok\r\nok 2\r\nok - three\r\n") == "TAP\nt passed - | 2\nt passed - | three");
  CHECK(Read("1..0 # SKIP no database\n") == "TAP");
  CHECK(Read("1..1\nok 1 - 2 plus 2\nokay 2\nnot okay\n") == "TAP\nt passed - | 2 plus 2");
}

TEST_CASE("results: a TAP run that ended early says so") {
  for (const char* bytes : {"TAP version 13\nok 1 - a\n", "1..2\nok 1 - a\n", "1..1\nok 1 - a\nBail out! disk full\nok 2 - b\n", "1..1\nok 1 - a\n  ---\n  message: b\nok 2 - c\n", "1..1\nok 1 - a\n    ok 1 - a\n"}) {
    ResultsFile file = ReadResults(bytes);
    REQUIRE(!file.results.empty());
    CHECK(file.results.front().names.front() == "a");
    CHECK(file.results.front().cut_short);
  }
  CHECK_FALSE(ReadResults("1..1\nok 1 - a\n").results.front().cut_short);
}

TEST_CASE("results: what is no results says what it is") {
  CHECK(Read("").find("no test results that are known") != std::string::npos);
  CHECK(Read("system: Shop\n").find("no test results that are known") != std::string::npos);
  CHECK(Read("<html><body/></html>").find("its outermost element is `html`") != std::string::npos);
  CHECK(Read("{\"runs\": 3}").find("no `runs`") != std::string::npos);
  CHECK(Read("{\"version\": \"1.0.0\", \"runs\": []}").find("version `1.0.0`") != std::string::npos);
  CHECK(Read("<testsuite>\n  <testcase name=\"a\">\n</testsuite>").substr(0, 4) == "3:3 ");
  CHECK(Read("{\"runs\":\n  [}").substr(0, 26) == "2:4 it is not valid JSON");
  CHECK(Read(std::string("\xFF\xFE<\0t\0", 6)).find("UTF-16") != std::string::npos);
  CHECK(Read("\xEF\xBB\xBF<testsuite/>") == "JUnit XML");
}

TEST_CASE("results: document types and entities are refused") {
  CHECK(Read("<?xml version=\"1.0\"?>\n<!DOCTYPE testsuite [<!ENTITY a \"aaaa\">]>\n<testsuite name=\"&a;\"/>") == "2:1 document types and entities are not read");
  CHECK(Read("<testsuite><!DOCTYPE x SYSTEM \"file:///etc/passwd\"><testcase name=\"a\"/></testsuite>").find("are not read") != std::string::npos);
  // Inside a comment or a text it is only text; an entity that nobody declared stays as it is.
  CHECK(Read("<!-- <!DOCTYPE x> --><testsuite><testcase name=\"&a;\"><system-out><![CDATA[<!DOCTYPE x>]]></system-out></testcase></testsuite>") == "JUnit XML\nj passed - | &a;");
}

TEST_CASE("results: nesting is capped") {
  CHECK(Read(Repeat("<testsuite>", 64) + Repeat("</testsuite>", 64)) == "JUnit XML");
  CHECK(Read(Repeat("<testsuite>", 65) + Repeat("</testsuite>", 65)).find("64 levels") != std::string::npos);
  CHECK(Read(Repeat("<testsuite>", 1'000'000)).find("64 levels") != std::string::npos);
  CHECK(Read("{\"runs\": " + Repeat("[", 1'000'000)).find("64 levels") != std::string::npos);
  CHECK(Read(Sarif("\"properties\": " + Repeat("[", 70) + Repeat("]", 70))).find("64 levels") != std::string::npos);
  CHECK(Read("TAP version 14\n" + std::string(65 * 4, ' ') + "ok 1 - deep\n").find("64 levels") != std::string::npos);
}

TEST_CASE("results: size and number are capped") {
  CHECK(Read(std::string((size_t{32} << 20) + 1, ' ')).find("32 MiB") != std::string::npos);
  CHECK(Read("<testsuite>" + Repeat("<testcase name='a'/>", 200'001) + "</testsuite>").find("200,000 results") != std::string::npos);
  CHECK(Read("<testsuite>" + Repeat("<a/>", 500'001) + "</testsuite>").find("500,000 elements") != std::string::npos);
  CHECK(Read("<testsuite" + Repeat(" a=''", 1'000'001) + "/>").find("1,000,000 attributes") != std::string::npos);
  CHECK(Read("{\"version\": \"2.1.0\", \"runs\": [" + Repeat("0,", 2'000'001) + "0]}").find("2,000,000 values") != std::string::npos);
  CHECK(Read("TAP version 13\n" + Repeat("ok\n", 200'001)).find("200,000 results") != std::string::npos);
  // Reading takes time linear in the results.
  CHECK(Read(Sarif("\"results\": [" + Repeat("{\"ruleId\": \"r\", \"message\": {\"text\": \"m\"}},", 400'000) + "{}]")) == "SARIF\ns failed - | r | T/r");
  // Long names in deep suites would multiply.
  std::string name(1000, 'n');
  CHECK(Read("<testsuite name='" + name + "'>" + Repeat("<testcase name='" + name + "'/>", 25'000) + "</testsuite>").find("64 MiB") != std::string::npos);
}

TEST_CASE("results: names are valid UTF-8 on one line, and not endless") {
  CHECK(Read("<testsuite><testcase name=\"a&#10;b\tc \xC3\xA9 \xC3 \xED\xA0\x80 \xF0\x9F\x94\x92\"/></testsuite>") ==
        "JUnit XML\nj passed - | a b c \xC3\xA9 \xEF\xBF\xBD \xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD \xF0\x9F\x94\x92");
  std::string long_name(5000, 'x');
  ResultsFile file = ReadResults("1..1\nok 1 - " + long_name + "\n");
  REQUIRE(file.results.size() == 1);
  CHECK(file.results.front().names.front().size() == kLongestResultName);
}
