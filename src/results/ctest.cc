// CTest's own XML: Test.xml, which `ctest -T Test` writes below the build folder's Testing/.
#include <charconv>

#include "base/strings.h"
#include "results/xml.h"

namespace merlon::results {
namespace {

TestOutcome OutcomeOf(std::string_view status) {
  if (status == "passed") return TestOutcome::passed;
  return status == "notrun" ? TestOutcome::skipped : TestOutcome::failed;
}

// `StartTestTime` counts seconds from 1970 in UTC.
std::optional<int32_t> DayOfStart(pugi::xml_node testing) {
  std::string_view text = Trim(testing.child_value("StartTestTime"));
  constexpr size_t kMostDigits = 12;
  if (!IsDigits(text) || text.size() > kMostDigits) return std::nullopt;
  int64_t seconds = 0;
  std::from_chars(text.data(), text.data() + text.size(), seconds);
  constexpr int64_t kDay = 24 * 60 * 60;
  return static_cast<int32_t>(seconds / kDay);
}

}  // namespace

void ReadCTest(pugi::xml_node root, Collector& collector) {
  if (!root.child("Testing")) return collector.Fail("it is CTest XML without tests; `ctest -T Test` writes them to Test.xml");
  collector.file().format = "CTest XML";
  for (pugi::xml_node testing : root.children("Testing")) {
    std::optional<int32_t> day = DayOfStart(testing);
    for (pugi::xml_node test : testing.children("Test")) {
      TestResult result;
      result.kinds = result_kinds::kCTest;
      result.outcome = OutcomeOf(test.attribute("Status").as_string());
      result.day = day;
      std::string_view folder = test.child_value("Path");
      if (folder.substr(0, 2) == "./") folder.remove_prefix(2);
      if (!collector.Add(std::move(result), test.child_value("Name"), {folder == "." ? std::string_view() : folder})) return;
    }
  }
}

}  // namespace merlon::results
