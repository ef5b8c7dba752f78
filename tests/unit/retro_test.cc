// Looking back, and stories: what is found by them, and that nothing is found where nothing is.
#include <doctest/doctest.h>

#include <algorithm>

#include "../support.h"
#include "engine/retro.h"
#include "engine/retro_judge.h"
#include "engine/story.h"

using namespace merlon;

namespace {

Retrospective Back(const Workspace& workspace, const RetroHistory& history = {}) { return LookBack(workspace, {kTestDay, kTestDay - 365}, history); }

std::string Patterns(const Retrospective& retro) {
  std::string ids;
  for (const AntiPattern& pattern : retro.patterns) ids += std::string(pattern.id) + " ";
  return ids;
}
std::string PatternsOf(const std::string& text, const RetroHistory& history = {}) {
  std::unique_ptr<Workspace> workspace = Load(text);
  REQUIRE_FALSE(workspace->malformed());
  return Patterns(Back(*workspace, history));
}

std::string Parts(const StoryReading& reading) {
  std::string ids;
  for (const StoryPart& part : reading.parts) ids += part.id + " ";
  return ids;
}

constexpr std::string_view kGood = "sessions:\n  2026-11-20: { present: { ana: developer, ben: security, eva: product owner, lea: moderator }, next: 2026-12-20 }\n";
constexpr std::string_view kFive = "threats:\n  a@web: { title: A, category: spoofing }\n  b@web: { title: B, category: spoofing }\n  c@web: { title: C, category: tampering }\n  d@api: { title: D, category: tampering }\n  e@api: { title: E, category: repudiation }\n";

}  // namespace

TEST_CASE("anti-patterns are seen where they are, and only there") {
  std::string shop = "system: Shop\nowner: me\nprocesses: { web: {}, api: {} }\n";
  CHECK(PatternsOf(shop + "expects: { repudiation: { verdict: not-expected, why: Every order is on paper in two places. } }\n" + std::string(kGood) + "decisions:\n  a@web: { accept: yes, why: One parcel is lost. }\nthreats:\n  a@web: { title: A }\n").find("no-responses") == std::string::npos);
  CHECK(PatternsOf(shop + "threats:\n  a@web: { title: A }\n" + std::string(kGood)) == "no-responses ");
  CHECK(PatternsOf(shop + std::string(kFive) + "sessions:\n  2026-11-01: { present: { ana: a, ben: b } }\n  2026-11-20: { present: { ana: a, ben: b }, next: 2026-12-01 }\n") == "admiration ");
  CHECK(PatternsOf(shop + "sessions:\n  2026-11-20: { present: { tim: all } }\n") == "one-author no-next-date ");
  CHECK(PatternsOf(shop + "sessions:\n  2026-11-20: { present: { tim: all, ana: x }, next: 2026-11-21 }\n") == "no-next-date ");
  CHECK(PatternsOf(shop, {{}, {"Ana"}, {}}) == "one-author no-session ");
  CHECK(PatternsOf(shop, {{}, {"Ana", "Ben"}, {}}) == "no-session ");
  CHECK(PatternsOf("system: S\nprocesses: { a: {}, b: {}, c: {}, d: {} }\n" + std::string(kGood)) == "one-view ");
  CHECK(PatternsOf("system: S\nprocesses: { a: {}, b: {}, c: {}, d: {} }\nuse-cases: { u: { flows: [] } }\n" + std::string(kGood)) == "");
}

TEST_CASE("nearly everything about one kind, and imagination instead of expectation") {
  std::string shop = "system: Shop\nprocesses: { web: {}, api: {} }\n" + std::string(kGood) + "threats:\n";
  std::string same, far;
  for (char c : std::string("abcde")) {
    same += std::string("  ") + c + "@web: { title: T, category: spoofing }\n";
    far += std::string("  ") + c + (c < 'd' ? "@web" : "@api") + ": { title: T, category: " + (c == 'a' ? "spoofing" : c == 'b' ? "tampering" : "repudiation") + ", plausibility: paranoid, why: Nobody has ever seen it in forty years. }\n";
  }
  CHECK(PatternsOf(shop + same) == "no-responses one-kind one-kind ");
  std::unique_ptr<Workspace> workspace = Load(shop + far);
  Retrospective retro = Back(*workspace);
  CHECK(Patterns(retro).find("paranoia") != std::string::npos);
  CHECK(retro.by_hand == 5);
  CHECK(retro.far_fetched == 5);
}

TEST_CASE("coverage counts each place once, and leaves out what is out of scope") {
  std::unique_ptr<Workspace> workspace = Load("system: Shop\nactors: { customer: {} }\nprocesses: { web: {}, old: { out-of-scope: It is switched off in May. } }\nflows: { customer -> web: {} }\nthreats:\n  a@web: { title: A, category: spoofing }\n");
  Retrospective retro = Back(*workspace);
  auto process = std::find_if(retro.coverage.begin(), retro.coverage.end(), [](const CoverageRow& row) { return row.kind == PlaceKind::process; });
  REQUIRE(process != retro.coverage.end());
  // `old` is out of scope.
  for (const CoverageCell& cell : process->cells) CHECK(cell.places() == 1);
  CHECK(process->cells[0].looked == 1);
  CHECK(std::find(retro.untouched.begin(), retro.untouched.end(), "web") == retro.untouched.end());
  CHECK(std::find(retro.untouched.begin(), retro.untouched.end(), "customer..web") != retro.untouched.end());
}

TEST_CASE("ages come from dates, sessions and the history, whichever is latest") {
  std::string text = "system: Shop\nprocesses: { web: {} }\ndecisions:\n  a@web: { accept: yes, why: x, since: 2025-01-01 }\n  b@web: { accept: yes, why: x, since: 2025-01-01, session: 2026-11-01 }\n  c@web: { accept: yes, why: x }\n  d@web: { accept: yes, why: x, until: 2026-11-22 }\n";
  std::unique_ptr<Workspace> workspace = Load(text);
  Retrospective bare = Back(*workspace);
  REQUIRE(bare.stale.size() == 1);
  CHECK(bare.stale[0].id == "a@web");
  REQUIRE(bare.expired.size() == 1);
  CHECK(bare.expired[0].id == "d@web");
  CHECK(bare.orphaned.size() == 4);
  // Lines 4 to 7 hold the decisions; the first was touched a week ago, the third two years ago.
  Retrospective dated = Back(*workspace, {{}, {}, {{1, 1, 1, kTestDay - 7, 1, kTestDay - 730, 1}}});
  REQUIRE(dated.stale.size() == 1);
  CHECK(dated.stale[0].id == "c@web");
}

TEST_CASE("cost is compared with the budget, and with what is at stake") {
  std::string text = "system: Shop\nstakes: modest\nbudget: { money: 100 EUR, effort: 10 days }\nprocesses: { web: {} }\ncontrols:\n  wall: { money: 150 EUR, effort: 30 days }\n  moat: { money: 10 USD }\n  luck: {}\n";
  std::unique_ptr<Workspace> workspace = Load(text);
  ResponseCost cost = Back(*workspace).cost;
  CHECK(cost.controls == 3);
  CHECK(cost.unpriced == 1);
  CHECK(cost.other_currency == 1);
  CHECK(cost.hours == 240);
  CHECK(cost.minor == 15000);
  CHECK(cost.warnings.size() == 3);
  ResponseCost severe = cost;
  severe.warnings.clear();
  severe.hours = 80;
  severe.minor = 10000;
  JudgeCost(Stakes::severe, severe);
  CHECK(severe.warnings.empty());
}

TEST_CASE("actions are proposed once: not again while they are open") {
  std::string text = "system: Shop\nowner: me\nprocesses: { web: {} }\nthreats:\n  a@web: { title: A }\n" + std::string(kGood);
  std::unique_ptr<Workspace> first = Load(text);
  std::vector<ProposedAction> actions = Back(*first).actions;
  auto decide = std::find_if(actions.begin(), actions.end(), [](const ProposedAction& action) { return action.what.compare(0, 6, "Decide") == 0; });
  REQUIRE(decide != actions.end());
  CHECK(decide->owner == "me");
  CHECK(decide->until > kTestDay);
  std::string with = text;
  with.insert(with.rfind(" }"), ", actions: [\"" + decide->what + "\"]");
  std::unique_ptr<Workspace> second = Load(with);
  REQUIRE_FALSE(second->malformed());
  std::vector<ProposedAction> again = Back(*second).actions;
  CHECK(std::none_of(again.begin(), again.end(), [&](const ProposedAction& action) { return action.what == decide->what; }));
}

TEST_CASE("an empty model can be looked back at") {
  std::unique_ptr<Workspace> workspace = Load("system: Nothing\n");
  Retrospective retro = Back(*workspace);
  CHECK(retro.coverage.size() <= 1);
  CHECK(RetroTables(retro).size() >= 2);
  for (const Table& table : RetroTables(retro)) {
    for (const std::vector<Cell>& row : table.rows) CHECK(row.size() == table.columns.size());
  }
}

TEST_CASE("a story names parts in whatever form of the word, and says what it does not know") {
  std::unique_ptr<Workspace> workspace = Load("system: Corner shop\nzones: { internet: { trust: none }, inside: { trust: high } }\nassets: { invoice: { class: billing } }\nactors: { customer: { in: internet } }\nprocesses: { web: { in: inside, title: Shop front }, billing: { in: inside } }\nstores: { archive: { in: inside, technology: postgresql, holds: [invoice] } }\nflows:\n  customer -> web: { carries: [invoice] }\n  billing -> archive (nightly export): {}\nuse-cases: { refunds: { title: Paying back, flows: [customer..web] } }\n");
  REQUIRE_FALSE(workspace->malformed());
  StoryReading customers = ReadStory(*workspace, "As one of the Customers I want to see archived invoices");
  CHECK(Parts(customers) == "customer archive web invoice customer..web ");
  CHECK(customers.unknown.empty());
  CHECK(customers.crossings == std::vector<std::string>{"customer..web"});
  CHECK(customers.data == std::vector<std::string>{"invoice"});
  CHECK(!customers.threats.empty());
  CHECK(Parts(ReadStory(*workspace, "exporting every night")) == "billing..archive#nightly-export ");
  CHECK(Parts(ReadStory(*workspace, "refunding")) == "refunds ");
  StoryReading photo = ReadStory(*workspace, "upload a photo");
  CHECK(photo.nothing());
  CHECK(photo.unknown == std::vector<std::string>{"upload", "photo"});
  CHECK(photo.hints.size() == 1);
  // Words of the system's name, and words of every story, name nothing and are not new.
  StoryReading shop = ReadStory(*workspace, "As a user I want to use the corner of the system");
  CHECK(shop.nothing());
  CHECK(shop.unknown.empty());
  CHECK(ReadStory(*workspace, std::string(100000, 'x') + " customer").nothing());
}
