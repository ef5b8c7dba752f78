// How old is too old: reading an age, counting back, and which dates count.
#include <doctest/doctest.h>

#include "../support.h"
#include "judge/age.h"

using namespace merlon;

namespace {

int32_t Day(std::string_view text) { return *ParseDay(text); }
int32_t Earliest(std::string_view age, std::string_view today) { return EarliestDay(*ParseAge(age), Day(today)); }

// `line code` of what is too old on the test day.
std::string TooOld(std::string text, std::string_view age) {
  auto workspace = Load(std::move(text));
  REQUIRE_FALSE(workspace->malformed());
  AgeLimit limit{age, EarliestDay(*ParseAge(age), kTestDay), kTestDay};
  ReviewAges(workspace->model(), workspace->document(), workspace->roots().front(), limit, workspace->diagnostics());
  workspace->diagnostics().Sort();
  return Complaints(*workspace);
}

constexpr std::string_view kTrust = "parties: [bank]\ntrust:\n  vault: { whom: bank, for: [spoofing], why: The vault is guarded by two people";

}  // namespace

TEST_CASE("age: days, weeks, months and years, and nothing else") {
  for (std::string_view good : {"1d", "180d", "26w", "6m", "1y", "100y", "1200m", "5217w", "36525d"}) CHECK_MESSAGE(ParseAge(good), good);
  for (std::string_view bad : {"", "d", "0d", "180", "-1d", "+1d", "1.5y", "6 m", "6M", "1h", "101y", "1201m", "5218w", "36526d", "999999d", "1yy", "d1"}) CHECK_MESSAGE(!ParseAge(bad), bad);
}

TEST_CASE("age: months and years are those of the calendar") {
  CHECK(Earliest("1d", "2026-03-01") == Day("2026-02-28"));
  CHECK(Earliest("2w", "2026-03-01") == Day("2026-02-15"));
  CHECK(Earliest("1m", "2026-03-31") == Day("2026-02-28"));
  CHECK(Earliest("1m", "2024-03-31") == Day("2024-02-29"));
  CHECK(Earliest("6m", "2026-08-31") == Day("2026-02-28"));
  CHECK(Earliest("12m", "2026-08-31") == Earliest("1y", "2026-08-31"));
  CHECK(Earliest("1y", "2024-02-29") == Day("2023-02-28"));
  CHECK(Earliest("100y", "2026-01-01") == Day("1926-01-01"));
}

TEST_CASE("age: the day itself is not yet too old") {
  std::string model = "system: x\nsessions: { 2026-11-16: {} }\n";
  CHECK(TooOld(model, "1w") == "");
  CHECK(TooOld(model, "6d") == "2:13 too-old");
}

TEST_CASE("age: a statement's own date counts before the session's, the later of two, and no date to come is a session") {
  std::string trust(kTrust);
  CHECK(TooOld("system: x\n" + trust + ", since: 2026-11-20 }\n", "1w") == "");
  CHECK(TooOld("system: x\n" + trust + ", since: 2020-01-01 }\nsessions: { 2026-11-20: {} }\n", "1w") == "4:89 too-old");
  CHECK(TooOld("system: x\n" + trust + ", since: 2020-01-01, evidence: { review: by eva, date: 2026-11-20 } }\n", "1w") == "");
  CHECK(TooOld("system: x\n" + trust + " }\nsessions: { 2026-11-20: {}, 2020-01-01: {} }\n", "1w") == "");
  CHECK(TooOld("system: x\n" + trust + " }\nsessions: { 2020-01-01: {}, 2027-01-01: {} }\n", "1w") == "4:3 too-old\n5:13 too-old");
}

TEST_CASE("age: where no date is, one finding says so") {
  std::string trust(kTrust);
  CHECK(TooOld("system: x\n", "1w") == "1:9 undated");
  CHECK(TooOld("processes: [till]\n", "1w") == "1:1 undated");
  CHECK(TooOld("system: x\n" + trust + " }\n  doors: { whom: bank, for: [tampering], why: The doors are locked at night }\n", "1w") == "4:3 undated");
  // A session that is still to come says nothing.
  CHECK(TooOld("system: x\nsessions: { 2027-01-01: {} }\n", "1w") == "1:9 undated");
  // One dated statement dates the model, not the other statement.
  CHECK(TooOld("system: x\n" + trust + ", since: 2026-11-20 }\n  doors: { whom: bank, for: [tampering], why: The doors are locked at night }\n", "1w") == "5:3 undated");
}
