// How strong evidence is, and what `check --require` makes of it.
#include "judge/evidence.h"

#include <doctest/doctest.h>

#include "../support.h"

using namespace merlon;

namespace {

constexpr std::string_view kShop =
    "zones: { out: { trust: none }, in: { trust: high } }\nactors: { guest: out }\nprocesses: { till: in }\n"
    "flows: { guest -> till: https }\nthreats:\n  overheard@till: { severity: high }\n  seen@till: { severity: low }\n";
constexpr std::string_view kHeard = "overheard@till";

std::unique_ptr<Workspace> Shop(std::string_view more) { return Load(std::string(kShop) + std::string(more)); }

std::string Tier(const std::string& evidence) {
  std::unique_ptr<Workspace> workspace = Shop("decisions:\n  flooding@till: { mitigate: [rate-limit], evidence: " + evidence + " }\n");
  REQUIRE(Complaints(*workspace) == "");
  return std::string(Name(TierOf(workspace->model().decisions[0].evidence)));
}

// What is complained about when `--require` asks for `demands`.
std::string Required(std::string_view more, const std::vector<std::string>& demands) {
  std::unique_ptr<Workspace> workspace = Shop(more);
  REQUIRE(!workspace->malformed());
  ReviewOptions options{kTestDay, false, {}};
  for (const std::string& demand : demands) {
    if (demand == "evidence") options.require_evidence = true;
    else options.demands.push_back(ParseEvidenceDemand(demand).value());
  }
  workspace->ReviewModel(options);
  workspace->diagnostics().Sort();
  return Complaints(*workspace);
}

std::string Mitigated(const std::string& evidence) { return "decisions:\n  " + std::string(kHeard) + ": { mitigate: [tls]" + (evidence.empty() ? "" : ", evidence: " + evidence) + " }\n"; }

}  // namespace

TEST_CASE("evidence: the tier follows from the kind, unless it is written") {
  CHECK(Tier("{}") == "asserted");
  CHECK(Tier("contract.pdf") == "documented");
  CHECK(Tier("{ document: contract.pdf }") == "documented");
  CHECK(Tier("{ contract: annex 3 }") == "documented");
  CHECK(Tier("{ configuration: tls-1.3 }") == "configured");
  CHECK(Tier("{ scan: \"sarif:weak-hash\" }") == "configured");
  CHECK(Tier("{ test: \"ctest:quota\" }") == "tested");
  CHECK(Tier("{ review: a pen test by Example GmbH }") == "audited");
  CHECK(Tier("{ audit: ISO 27001 of 2026 }") == "audited");
  CHECK(Tier("{ document: a.pdf, test: quota, scan: x }") == "tested");
  CHECK(Tier("{ document: a.pdf, tier: configured }") == "configured");
  CHECK(Tier("{ test: quota, tier: asserted }") == "asserted");
}

TEST_CASE("evidence: a tier without anything that shows it is an assertion") { CHECK(Tier("{ tier: audited, date: 2026-01-01 }") == "asserted"); }

TEST_CASE("evidence: tiers are ordered") {
  CHECK(EvidenceTier::asserted < EvidenceTier::documented);
  CHECK(EvidenceTier::documented < EvidenceTier::configured);
  CHECK(EvidenceTier::configured < EvidenceTier::tested);
  CHECK(EvidenceTier::tested < EvidenceTier::audited);
}

TEST_CASE("evidence: a demand is a tier, perhaps with a severity") {
  CHECK(ParseEvidenceDemand("tested")->severity == ThreatSeverity::unknown);
  CHECK(ParseEvidenceDemand("audited:critical")->tier == EvidenceTier::audited);
  CHECK(ParseEvidenceDemand("audited:critical")->severity == ThreatSeverity::critical);
  for (std::string_view wrong : {"", "evidence", ":high", "tested:", "tested:huge", "Tested", "tested:high:low", "high"}) {
    CAPTURE(wrong);
    CHECK_FALSE(ParseEvidenceDemand(wrong));
  }
}

TEST_CASE("evidence: a policy asks by tier") {
  CHECK(Required(Mitigated(""), {}) == "");
  CHECK(Required(Mitigated(""), {"evidence"}) == "9:3 missing-evidence");
  CHECK(Required(Mitigated(""), {"documented"}) == "9:3 missing-evidence");
  CHECK(Required(Mitigated(""), {"asserted"}) == "");
  CHECK(Required(Mitigated("a.pdf"), {"evidence"}) == "");
  CHECK(Required(Mitigated("a.pdf"), {"documented"}) == "");
  CHECK(Required(Mitigated("a.pdf"), {"configured"}) == "9:48 weak-evidence");
  CHECK(Required(Mitigated("{ test: tls }"), {"tested"}) == "");
  CHECK(Required(Mitigated("{ test: tls }"), {"audited"}) == "9:56 weak-evidence");
  CHECK(Required(Mitigated("{ tier: tested }"), {"tested"}) == "9:3 missing-evidence");
}

TEST_CASE("evidence: a policy asks by inherent severity, whether or not the mitigation works") {
  REQUIRE(StatusOf(*Shop(Mitigated("a.pdf")), kHeard) == "handled");
  CHECK(Required(Mitigated("a.pdf"), {"tested:high"}) == "9:48 weak-evidence");
  CHECK(Required(Mitigated("a.pdf"), {"tested:critical"}) == "");
  CHECK(Required(Mitigated("a.pdf"), {"tested:low"}) == "9:48 weak-evidence");
  // The strictest demand that concerns it counts, in any order.
  CHECK(Required(Mitigated("{ scan: x }"), {"configured:low", "audited:critical"}) == "");
  CHECK(Required(Mitigated("{ scan: x }"), {"tested:high", "documented"}) == "9:56 weak-evidence");
  CHECK(Required(Mitigated("{ scan: x }"), {"documented", "tested:high"}) == "9:56 weak-evidence");
}

TEST_CASE("evidence: the severity of a rule's threat is the same with its mitigation as without") {
  std::string model = "zones: { out: { trust: none }, in: { trust: high } }\nassets: { orders: { confidentiality: high } }\nactors: { guest: out }\nprocesses: { till: in }\nflows:\n  guest -> till: { carries: [orders], encrypted: unknown }\n";
  std::unique_ptr<Workspace> bare = Load(model);
  const Threat* threat = bare->FindThreat("readable-in-transit@guest..till");
  REQUIRE(threat);
  std::string severity(Name(threat->severity));
  for (const char* decision : {"readable-in-transit@guest..till", "readable-in-transit@any"}) {
    std::unique_ptr<Workspace> workspace = Load(model + "decisions:\n  " + decision + ": { mitigate: [tls], evidence: a.pdf }\n");
    CHECK(StatusOf(*workspace, "readable-in-transit@guest..till") == "handled");
    workspace->ReviewModel({kTestDay, false, {ParseEvidenceDemand("tested:" + severity).value()}});
    const Diagnostic* found = Find(*workspace, "weak-evidence");
    REQUIRE(found);
    CHECK(found->message == "this evidence is only `documented`, and `tested` is asked for where the threat is `" + severity + "` or worse");
  }
}

TEST_CASE("evidence: a pattern is as severe as the worst threat that answers to it") {
  std::string decision = "decisions:\n  any@till: { mitigate: [tls], evidence: a.pdf }\n  seen@till: { mitigate: [tls], evidence: a.pdf }\n";
  CHECK(Required(decision, {"tested:high"}) == "9:42 weak-evidence");
  CHECK(Required(decision, {"tested:critical"}) == "");
}

TEST_CASE("evidence: a mitigation that silences its threat is asked for evidence too") {
  // Nobody said whether guests are people, so with an account for each there is no threat left to list.
  std::string model = "stakes: serious\nzones: { out: { trust: none }, in: { trust: high } }\nactors: { guest: out }\nprocesses: { till: in }\nflows: { guest -> till: https }\n";
  std::unique_ptr<Workspace> bare = Load(model);
  const Threat* threat = bare->FindThreat("shared-account@guest");
  REQUIRE(threat);
  for (std::string demand : {std::string("tested"), "tested:" + std::string(Name(threat->severity)), std::string("tested:critical")}) {
    std::unique_ptr<Workspace> workspace = Load(model + "decisions:\n  shared-account@guest: { mitigate: [personal-accounts], evidence: a.pdf }\n");
    CHECK(StatusOf(*workspace, "shared-account@guest") == "");
    workspace->ReviewModel({kTestDay, false, {ParseEvidenceDemand(demand).value()}});
    bool asked = Find(*workspace, "weak-evidence") != nullptr;
    CHECK(asked == (demand != "tested:critical"));
  }
}

TEST_CASE("evidence: that of the controls stands for that of the decision, as strong as the weakest") {
  std::string two = "decisions:\n  " + std::string(kHeard) + ": { mitigate: [tls, vpn-link] }\n";
  CHECK(Required("controls: { tls: { evidence: { test: tls } } }\n" + Mitigated(""), {"tested"}) == "");
  CHECK(Required("controls: { tls: { evidence: { test: tls } } }\n" + two, {"evidence"}) == "10:3 missing-evidence");
  CHECK(Required("controls: { tls: { evidence: { test: tls } }, vpn-link: { evidence: b.pdf } }\n" + two, {"documented"}) == "");
  CHECK(Required("controls: { tls: { evidence: { test: tls } }, vpn-link: { evidence: b.pdf } }\n" + two, {"tested"}) == "10:3 weak-evidence");
  CHECK(Required("controls: { tls: { evidence: b.pdf } }\n" + Mitigated("{ test: tls }"), {"tested"}) == "");
}

TEST_CASE("evidence: only what controls take care of is asked for it") {
  CHECK(Required("decisions:\n  " + std::string(kHeard) + ": { defend: [tls] }\n", {"evidence"}) == "9:3 missing-evidence");
  CHECK(Required("decisions:\n  " + std::string(kHeard) + ": { defend: [tls], evidence: a.pdf }\n", {"tested:high"}) == "9:46 weak-evidence");
  CHECK(Required("decisions:\n  " + std::string(kHeard) + ": { accept: yes, by: the owner, until: 2027-01-01, why: The till shows the menu to everybody. }\n", {"audited", "evidence"}) == "");
}

TEST_CASE("evidence: no tier changes a score") {
  auto score = [](const std::string& evidence) {
    std::unique_ptr<Workspace> workspace = Shop(Mitigated(evidence));
    return workspace->FindThreat(kHeard)->score;
  };
  int without = score("");
  for (const char* evidence : {"a.pdf", "{ test: a }", "{ audit: a }", "{ audit: a, tier: asserted, date: 2026-01-01 }"}) CHECK(score(evidence) == without);
}
