// Policies: whose demand counts, which severities fail, and that nothing is decided for places that nobody asked about.
#include <doctest/doctest.h>

#include "../support.h"
#include "cli/session.h"
#include "engine/gate.h"

using namespace merlon;

namespace {

constexpr std::string_view kShop = R"(system: Shop
zones: { out: { trust: none }, in: { trust: high } }
actors: { guest: out }
processes: { till: in }
stores: { books: in, log: { in: in, encrypted-at-rest: yes } }
flows:
  guest -> till: { encrypted: no, local: no }
  till -> books: {}
sessions: { 2026-11-20: {} }
)";

struct Checked {
  std::unique_ptr<Workspace> workspace;
  Gate gate;
  std::string complaints;
};

Checked CheckPolicies(std::vector<std::string> policies, GateOptions options = {}, std::string_view model = kShop) {
  Checked checked;
  checked.workspace = std::make_unique<Workspace>(cli::BuiltinLibrary());
  checked.workspace->Load({{"model.yaml", std::string(model)}}, {});
  std::vector<SourceText> sources;
  for (std::string& policy : policies) sources.push_back({"policy" + std::to_string(sources.size()) + ".yaml", std::move(policy)});
  checked.workspace->LoadPolicies(std::move(sources));
  options.today = kTestDay;
  if (!checked.workspace->malformed()) {
    checked.workspace->Analyse(kTestDay);
    checked.gate = RunGate(*checked.workspace, options);
  }
  checked.workspace->diagnostics().Sort();
  checked.complaints = Complaints(*checked.workspace);
  return checked;
}

std::string Encrypted(std::string_view more = "") { return "policy: p\ninvariants:\n  encrypted: { of: flow, must: flow.encrypted, why: The network between is not ours" + std::string(more) + " }\n"; }

}  // namespace

TEST_CASE("policy: no is broken, unknown is unproven, and each points to its place") {
  Checked checked = CheckPolicies({Encrypted()});
  CHECK(checked.complaints == "7:3 broken-invariant\n8:3 unproven-invariant");
  REQUIRE(checked.gate.breaches.size() == 2);
  CHECK(checked.gate.breaches[0].id == "encrypted@guest..till");
  CHECK_FALSE(checked.gate.breaches[0].unknown);
  CHECK(checked.gate.breaches[1].unknown);
  const Diagnostic* unproven = Find(*checked.workspace, "unproven-invariant");
  REQUIRE(unproven);
  CHECK(unproven->hint.find("encrypted@till..books") != std::string::npos);
}

TEST_CASE("policy: `of` is one kind of place, and conditions about the whole system count for each") {
  CHECK(CheckPolicies({"policy: p\ninvariants:\n  a: { of: store, must: store.encrypted-at-rest, why: Disks are sold when they are old }\n"}).complaints == "5:11 unproven-invariant");
  CHECK(CheckPolicies({"policy: p\ninvariants:\n  a: { of: system, must: count(stores) < 2, why: Each store needs its own restore drill }\n"}).complaints == "1:9 broken-invariant");
  Checked everywhere = CheckPolicies({"policy: p\ninvariants:\n  a: { of: store, must: count(flows) > 5, why: Each store needs its own restore drill }\n"});
  CHECK(everywhere.complaints == "5:11 broken-invariant\n5:22 broken-invariant");
}

TEST_CASE("policy: where `when` is unknown, one hint says so, unless the place plainly keeps it") {
  Checked checked = CheckPolicies({Encrypted(", when: flow.public-network")});
  CHECK(checked.gate.breaches.empty());
  CHECK(Find(*checked.workspace, "undecided-invariant"));
  CHECK_FALSE(checked.workspace->diagnostics().has_errors());
  // Of the two stores one keeps it in any case.
  Checked one = CheckPolicies({"policy: p\ninvariants:\n  a: { of: store, when: store.access-controlled, must: store.encrypted-at-rest, why: Disks are sold when they are old }\n"});
  CHECK(one.complaints == "3:3 undecided-invariant");
  CHECK(Find(*one.workspace, "undecided-invariant")->message.find("speaks of `books`") != std::string::npos);
  CHECK(CheckPolicies({"policy: p\ninvariants:\n  a: { of: actor, when: actor.human, must: count(flows) > 1, why: An actor without flows is a forgotten drawing }\n"}).complaints == "");
}

TEST_CASE("policy: a severity below the threshold warns; without a threshold or a severity it fails") {
  auto errors = [](std::string severity, ThreatSeverity fail_on) {
    GateOptions options;
    options.fail_on = fail_on;
    return CheckPolicies({Encrypted(severity)}, options).workspace->diagnostics().has_errors();
  };
  CHECK(errors("", ThreatSeverity::unknown));
  CHECK(errors("", ThreatSeverity::critical));
  CHECK(errors(", severity: low", ThreatSeverity::unknown));
  CHECK_FALSE(errors(", severity: medium", ThreatSeverity::high));
  CHECK(errors(", severity: high", ThreatSeverity::high));
  CHECK(errors(", severity: critical", ThreatSeverity::high));
}

TEST_CASE("policy: of several demands the strictest counts, and an option cannot loosen a policy") {
  GateOptions options;
  options.fail_on = ThreatSeverity::critical;
  options.max_age = ParseAge("10y");
  options.max_age_text = "10y";
  Checked checked = CheckPolicies({"policy: a\nfail-on: high\nmax-age: 2d\n", "policy: b\nfail-on: medium\nmax-age: 1y\n"}, options);
  CHECK(checked.gate.fail_on == ThreatSeverity::medium);
  CHECK(checked.gate.max_age == "2d");
  CHECK(checked.complaints == "9:13 too-old");
  CHECK(!checked.gate.failing.empty());
  // Nor is a policy loosened by another one.
  options.fail_on = ThreatSeverity::low;
  CHECK(CheckPolicies({"policy: a\nfail-on: high\n"}, options).gate.fail_on == ThreatSeverity::low);
  CHECK(CheckPolicies({"policy: a\n"}).gate.fail_on == ThreatSeverity::unknown);
}

TEST_CASE("policy: an exemption of one file counts for an invariant of another, and only at its place") {
  std::string exempt = "policy: q\nexempt: { encrypted@guest..till: { why: The terminal and the till share a cable in a locked cabinet } }\n";
  Checked checked = CheckPolicies({Encrypted(), exempt});
  CHECK(checked.complaints == "8:3 unproven-invariant");
  CHECK(checked.gate.breaches[0].exemption);
  CHECK(checked.gate.policies[0].exempt == 1);
  CHECK(CheckPolicies({exempt, Encrypted()}).complaints == "8:3 unproven-invariant");
}

TEST_CASE("policy: an exemption that ran out yesterday counts as none, one that runs out today counts") {
  auto exempt = [](std::string_view until) { return "policy: q\nexempt: { \"encrypted@guest -> till\": { why: The terminal and the till share a cable, until: " + std::string(until) + " } }\n"; };
  CHECK(CheckPolicies({Encrypted(), exempt("2026-11-23")}).complaints == "8:3 unproven-invariant");
  Checked expired = CheckPolicies({Encrypted(), exempt("2026-11-22")});
  CHECK(Find(*expired.workspace, "expired"));
  CHECK(Find(*expired.workspace, "broken-invariant"));
}

TEST_CASE("policy: a thousand messages are kept, all breaches are, and the count says so") {
  std::string model = "system: x\nprocesses: {";
  for (int i = 0; i < 1500; ++i) model += " p" + std::to_string(i) + ": {},";
  Checked checked = CheckPolicies({"policy: p\ninvariants: { a: { of: process, must: process.memory-safe, why: The parser had three overflows last year } }\n"}, {}, model + " }\n");
  CHECK(checked.gate.breaches.size() == 1500);
  CHECK(checked.workspace->diagnostics().kept().size() + checked.workspace->diagnostics().left_out() == 1500);
  CHECK(checked.workspace->diagnostics().has_errors());
}
