// JUnit XML, as test runners and `ctest --output-junit` write it. There is no standard; what is read is what their files have in common:
// nested `testsuite` with `testcase` in them, each with `failure`, `error`, `skipped` or nothing, and a `timestamp` at any level.
#include <algorithm>
#include <vector>

#include "results/xml.h"

namespace merlon::results {
namespace {

struct Suite {
  pugi::xml_node node;
  pugi::xml_node next;  // the child to look at next
  std::string path;     // the names of the suites around it and its own
  std::optional<int32_t> day;
};

bool IsOneOf(std::string_view word, std::initializer_list<std::string_view> words) { return std::find(words.begin(), words.end(), word) != words.end(); }

TestOutcome OutcomeOf(pugi::xml_node test) {
  std::string_view status = test.attribute("status").as_string(), result = test.attribute("result").as_string();
  if (test.child("failure") || test.child("error") || IsOneOf(status, {"fail", "failed", "failure", "error"})) return TestOutcome::failed;
  bool left_out = test.child("skipped") || IsOneOf(status, {"notrun", "disabled", "skipped", "ignored", "pending"}) || IsOneOf(result, {"skipped", "suppressed"});
  return left_out ? TestOutcome::skipped : TestOutcome::passed;
}

// CTest's own files name each test twice and have words of their own for its state.
ResultKinds KindsOf(pugi::xml_node test) {
  bool named_twice = std::string_view(test.attribute("name").as_string()) == test.attribute("classname").as_string();
  bool by_ctest = named_twice && IsOneOf(test.attribute("status").as_string(), {"run", "fail", "notrun", "disabled"});
  return by_ctest ? result_kinds::kJUnit | result_kinds::kCTest : result_kinds::kJUnit;
}

std::optional<int32_t> DayAt(pugi::xml_node node, std::optional<int32_t> otherwise) {
  std::optional<int32_t> day = DayOfTime(node.attribute("timestamp").as_string());
  return day ? day : otherwise;
}

bool AddTest(pugi::xml_node test, const Suite& suite, Collector& collector) {
  TestResult result;
  result.kinds = KindsOf(test);
  result.outcome = OutcomeOf(test);
  result.day = DayAt(test, suite.day);
  std::string_view name = test.attribute("name").as_string(), group = test.attribute("classname").as_string();
  if (name.empty()) std::swap(name, group);
  return collector.Add(std::move(result), name, {group, suite.node.attribute("name").as_string(), suite.path});
}

}  // namespace

void ReadJUnit(pugi::xml_node root, Collector& collector) {
  collector.file().format = "JUnit XML";
  // The suites around the one that is being read; its depth is capped with that of the elements.
  std::vector<Suite> open = {{root, root.first_child(), CleanName(root.attribute("name").as_string()), DayAt(root, std::nullopt)}};
  while (!open.empty()) {
    Suite& suite = open.back();
    pugi::xml_node child = suite.next;
    if (!child) {
      open.pop_back();
      continue;
    }
    suite.next = child.next_sibling();
    std::string_view kind = child.name();
    if (kind == "testcase" && !AddTest(child, suite, collector)) return;
    if (kind != "testsuite") continue;
    std::string name = CleanName(child.attribute("name").as_string());
    open.push_back({child, child.first_child(), suite.path.empty() ? name : CleanName(suite.path + "/" + name), DayAt(child, suite.day)});
  }
}

}  // namespace merlon::results
