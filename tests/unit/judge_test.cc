// What people decided, and when it counts.
#include <doctest/doctest.h>

#include "../support.h"

using namespace merlon;

namespace {

constexpr std::string_view kShop = "zones: { out: { trust: none }, in: { trust: high } }\nactors: { guest: out }\nprocesses: { till: { in: in, rate-limited: no } }\nflows:\n  guest -> till: { encrypted: no, local: no }\n";
constexpr std::string_view kRead = "readable-in-transit@guest..till";

std::unique_ptr<Workspace> Shop(std::string_view more) { return Check(std::string(kShop) + std::string(more)); }

std::string Decided(std::string_view decision) { return "decisions:\n  " + std::string(decision) + "\n"; }
constexpr std::string_view kWhy = "why: The till shows the menu to everybody in the room";

}  // namespace

TEST_CASE("judge: accept, dismiss and transfer decide; eliminate and mitigate do not by themselves") {
  CHECK(StatusOf(*Shop(""), kRead) == "open");
  std::string key(kRead), why(kWhy);
  CHECK(StatusOf(*Shop(Decided(key + ": { accept: yes, " + why + " }")), kRead) == "decided");
  CHECK(StatusOf(*Shop(Decided(key + ": { dismiss: yes, " + why + " }")), kRead) == "decided");
  CHECK(StatusOf(*Shop("parties: [bank]\n" + Decided(key + ": { transfer: bank, " + why + " }")), kRead) == "decided");
  CHECK(StatusOf(*Shop(Decided(key + ": { eliminate: yes }")), kRead) == "open");
  CHECK(StatusOf(*Shop(Decided(key + ": { mitigate: [] }")), kRead) == "open");
  CHECK(StatusOf(*Shop(Decided(key + ": { mitigate: [rate-limit] }")), kRead) == "open");
}

TEST_CASE("judge: an exact key beats a pattern, and a pattern is used wherever it fits") {
  std::string why(kWhy);
  std::unique_ptr<Workspace> workspace = Shop("decisions:\n  readable-in-transit@any: { accept: yes, " + why + " }\n  readable-in-transit@guest..till: { eliminate: yes }\n");
  CHECK(StatusOf(*workspace, kRead) == "open");
  CHECK(StatusOf(*Shop("decisions:\n  any@till: { accept: yes, " + why + " }\n"), "flooding@till") == "decided");
  CHECK(StatusOf(*Shop("decisions:\n  any@till: { accept: yes, " + why + " }\n"), kRead) == "open");
}

TEST_CASE("judge: what has run out counts no more, from the day after") {
  std::string key(kRead), why(kWhy);
  auto until = [&](const char* day) { return Shop(Decided(key + ": { accept: yes, until: " + day + ", " + why + " }")); };
  CHECK(StatusOf(*until("2026-11-23"), kRead) == "decided");
  CHECK(StatusOf(*until("2026-11-22"), kRead) == "open");
  CHECK(Find(*until("2026-11-22"), "expired"));
  CHECK_FALSE(Find(*until("2026-11-23"), "expired"));
}

TEST_CASE("judge: orphans fail, except what was to be eliminated and is gone") {
  std::string why(kWhy);
  CHECK(Find(*Shop(Decided("flooding@lamp: { accept: yes, " + why + " }")), "orphaned-decision"));
  CHECK(Find(*Shop(Decided("floodng@till: { accept: yes, " + why + " }")), "orphaned-decision"));
  CHECK_FALSE(Find(*Shop(Decided("flooding@lamp: { eliminate: yes }")), "orphaned-decision"));
}

TEST_CASE("judge: a mitigation that silences its threat is no orphan") {
  // `local` is not known, so the rule may apply; with TLS it does not matter any more.
  std::string model = "zones: { out: { trust: none }, in: { trust: high } }\nactors: { guest: out }\nprocesses: { till: in }\nflows:\n  guest -> till:\n";
  CHECK(StatusOf(*Check(model), kRead) == "undetermined");
  std::unique_ptr<Workspace> workspace = Check(model + Decided(std::string(kRead) + ": { mitigate: [tls] }"));
  CHECK(ValueAt(*workspace, "encrypted", "guest..till") == "yes");
  CHECK_FALSE(Find(*workspace, "orphaned-decision"));
}

TEST_CASE("judge: decisions follow a rename that was written down") {
  std::string why(kWhy);
  std::unique_ptr<Workspace> workspace = Check("zones: { out: { trust: none }, in: { trust: high } }\nactors: { guest: out }\nprocesses: { counter: { in: in, was: till, rate-limited: no } }\nflows:\n  guest -> counter: { encrypted: no, local: no }\ndecisions:\n  readable-in-transit@guest..till: { accept: yes, " + why + " }\n  flooding@till: { accept: yes, " + why + " }\n");
  CHECK(StatusOf(*workspace, "readable-in-transit@guest..counter") == "decided");
  CHECK(StatusOf(*workspace, "flooding@counter") == "decided");
  CHECK_FALSE(Find(*workspace, "orphaned-decision"));
}

TEST_CASE("judge: a threat with legs is as open as the most open of them") {
  auto shop = [](const char* decision) { return Shop("threats:\n  whole@till: { legs: [one@till, two@till] }\n  one@till: { title: One }\n  two@till: { title: Two }\ndecisions:\n  one@till: { accept: yes, why: The till shows the menu to everybody. }\n" + std::string(decision)); };
  CHECK(StatusOf(*shop(""), "whole@till") == "open");
  CHECK(StatusOf(*shop("  two@till: { mitigate: [rate-limit] }\n"), "whole@till") == "handled");
  CHECK(StatusOf(*shop("  two@till: { dismiss: yes, why: There is no second one in this town. }\n"), "whole@till") == "decided");
}

TEST_CASE("judge: trust sets aside what it covers, while it lasts and says why") {
  auto shop = [](const std::string& more) { return Shop("parties: [bank]\ntrust:\n  filters: { whom: bank, for: [denial-of-service]" + more + " }\n"); };
  CHECK(StatusOf(*shop(", why: Clause 7 obliges them to filter floods."), "flooding@till") == "open, set aside");
  CHECK(StatusOf(*shop(""), "flooding@till") == "open");
  CHECK(StatusOf(*shop(", until: 2026-11-22, why: Clause 7 obliges them to filter floods."), "flooding@till") == "open");
  CHECK(StatusOf(*shop(", on: [guest], why: Clause 7 obliges them to filter floods."), "flooding@till") == "open");
  CHECK(StatusOf(*shop(", on: [in], why: Clause 7 obliges them to filter floods."), "flooding@till") == "open, set aside");
}

TEST_CASE("judge: a verdict of not-expected sets aside, and a maybe follows its answer") {
  auto shop = [](const std::string& answer) {
    return Shop("questions: { who-pays: { ask: Who pays?" + answer + " } }\nexpects:\n  denial-of-service: { verdict: maybe, depends-on: { who-pays: { us: expected, bank: not-expected } }, why: It costs whoever must pay the guests. }\n");
  };
  CHECK(StatusOf(*shop(""), "flooding@till") == "open");
  CHECK(StatusOf(*shop(", answer: us"), "flooding@till") == "open");
  CHECK(StatusOf(*shop(", answer: bank"), "flooding@till") == "open, set aside");
}

// 25 x 2 (medium, the stakes stand in) x 0.9 (8 h) x exposure; docs/scoring.md.
TEST_CASE("judge: a flow is as exposed as the way to it, or as the element that the rule has an attacker reach first") {
  std::string model = "zones: { out: { trust: none }, in: { trust: high } }\nactors: { guest: out }\nprocesses: { till: in, kitchen: in }\nstores: { orders: { in: in, query-interpreter: yes } }\n"
                      "flows:\n  guest -> till: { integrity-protected: no, local: no }\n  till -> kitchen: {}\n  till -> orders: { queries-bound: no }\n  kitchen -> orders (nightly): { queries-bound: no }\n";
  std::unique_ptr<Workspace> workspace = Load(model);
  auto score = [&](std::string_view id) {
    const Threat* threat = workspace->FindThreat(id);
    REQUIRE_MESSAGE(threat, id);
    return threat->score;
  };
  CHECK(score("alterable-in-transit@guest..till") == 40);
  CHECK(score("sql-injection@till..orders") == 45);
  CHECK(score("sql-injection@kitchen..orders#nightly") == 36);
}
