// SARIF: what the public schema asks for, and what code hosts rely on beyond it.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "../support.h"
#include "cli/session.h"
#include "engine/gate.h"
#include "json_schema.h"
#include "report/sarif/sarif.h"

using namespace merlon;
using nlohmann::json;

namespace {

// Everything that a run can find: findings of each severity, threats of rules, threats written by hand, invariants.
constexpr std::string_view kShop = R"(system: Corner <shop> & "sons"
assets: { orders: { confidentiality: high }, name: { kind: reputation } }
zones: { internet: { trust: none }, backend: { trust: high } }
actors: { guest: internet }
processes: { web: { in: backend, technology: blockhain } }
flows:
  guest -> web: { carries: [orders], encrypted: no, local: no, public-network: yes }
trust:
  one: { whom: us, for: [spoofing], why: trusted }
threats:
  forged-coupon@web: { title: "Somebody prints <coupons> & sells them", category: tampering, severity: critical }
  system-wide: { title: Everything burns, severity: low }
)";
constexpr std::string_view kPolicy = R"(policy: company
invariants:
  encrypted: { of: flow, must: flow.encrypted, why: Whoever is in between can read it }
  backed-up: { of: process, must: process.memory-safe, why: The parser had three overflows last year }
)";

std::vector<Finding> Findings(Workspace& workspace, std::string_view policy = kPolicy) {
  PathNames names = [](const Document& document, FileId file) { return "models/päth to/" + document.path(file); };
  std::vector<NodeId> roots = workspace.roots();
  if (!workspace.malformed()) {
    workspace.LoadPolicies({{"policy.yaml", std::string(policy)}});
    workspace.MatchModel();
    workspace.Analyse(kTestDay);
    workspace.ReviewModel({kTestDay, false});
    GateOptions options;
    options.today = kTestDay;
    RunGate(workspace, options);
    workspace.diagnostics().Sort();
    roots.insert(roots.end(), workspace.policy_roots().begin(), workspace.policy_roots().end());
  }
  std::vector<Finding> findings = FindingsOf(workspace.document(), roots, workspace.diagnostics(), names);
  for (const Threat& threat : workspace.assessment().threats) {
    if (threat.status == Status::open) findings.push_back(FindingOf(workspace, threat, names));
  }
  return findings;
}

std::unique_ptr<Workspace> Read(std::string text) {
  auto workspace = std::make_unique<Workspace>(cli::BuiltinLibrary());
  workspace->Load({{"model.yaml", std::move(text)}}, {});
  return workspace;
}

json Sarif(std::string_view text) {
  std::unique_ptr<Workspace> workspace = Read(std::string(text));
  std::vector<Finding> findings = Findings(*workspace);
  return json::parse(WriteSarif(*workspace, findings, {"0.1.0", !workspace->malformed()}));
}

}  // namespace

TEST_CASE("sarif: every result names its rule, its place and a fingerprint of its own") {
  json log = Sarif(kShop);
  CHECK(log["version"] == "2.1.0");
  REQUIRE(log["runs"].size() == 1);
  const json& run = log["runs"][0];
  CHECK(run["columnKind"] == "unicodeCodePoints");
  CHECK(run["invocations"][0]["executionSuccessful"] == true);
  const json& rules = run["tool"]["driver"]["rules"];
  std::set<std::string> ids, fingerprints, hashes, levels;
  for (const json& rule : rules) {
    CAPTURE(rule["id"]);
    CHECK(ids.insert(rule["id"].get<std::string>()).second);
    for (const char* text : {"shortDescription", "fullDescription", "help"}) CHECK(!rule[text]["text"].get<std::string>().empty());
    CHECK(rule["shortDescription"]["text"].get<std::string>().find('{') == std::string::npos);
  }
  REQUIRE(run["results"].size() >= 8);
  for (const json& result : run["results"]) {
    CAPTURE(result.dump());
    CHECK(rules[result["ruleIndex"].get<size_t>()]["id"] == result["ruleId"]);
    CHECK(!result["message"]["text"].get<std::string>().empty());
    levels.insert(result["level"].get<std::string>());
    const json& place = result["locations"][0]["physicalLocation"];
    CHECK(place["artifactLocation"]["uri"].get<std::string>().substr(0, 22) == "models/p%C3%A4th%20to/");
    CHECK(place["region"]["startLine"] >= 1);
    CHECK(place["region"]["startColumn"] >= 1);
    CHECK(fingerprints.insert(result["partialFingerprints"]["merlon/1"].get<std::string>()).second);
    CHECK(hashes.insert(result["partialFingerprints"]["primaryLocationLineHash"].get<std::string>()).second);
  }
  CHECK(levels == std::set<std::string>{"error", "warning", "note"});
  for (const char* id : {"broken-invariant", "unproven-invariant", "hollow-why", "readable-in-transit", "forged-coupon", "system-wide", "unknown-technology"}) CHECK_MESSAGE(ids.contains(id), id);
}

TEST_CASE("sarif: fingerprints stay when lines move, and differ when the thing is another") {
  auto fingerprints = [](const std::string& text) {
    std::set<std::string> all;
    json log = Sarif(text);
    for (const json& result : log["runs"][0]["results"]) all.insert(result["partialFingerprints"].dump());
    return all;
  };
  std::string text(kShop);
  std::set<std::string> before = fingerprints(text);
  CHECK(fingerprints("# One line more.\n\n" + text) == before);
  std::string reordered = text;
  size_t trust = text.find("trust:\n  one"), threats = text.find("threats:\n");
  reordered = text.substr(0, trust) + text.substr(threats) + text.substr(trust, threats - trust);
  CHECK(fingerprints(reordered) == before);
  std::string renamed = text;
  renamed.replace(renamed.find("  one:"), 6, "  two:");
  CHECK(fingerprints(renamed) != before);
}

TEST_CASE("sarif: what is malformed is told too, and the run has failed") {
  json log = Sarif("system: Shop\nprocesses: { till: { in: cellar } }\nflows: { till: x\n");
  CHECK(log["runs"][0]["invocations"][0]["executionSuccessful"] == false);
  CHECK(log["runs"][0]["results"].size() >= 1);
}

TEST_CASE("sarif: the public schema accepts it") {
  const char* samples = std::getenv("MERLON_SAMPLES");
  if (!samples) {
    MESSAGE("skipped: MERLON_SAMPLES names no folder");
    return;
  }
  std::ifstream stream(std::filesystem::path(samples) / "schemas" / "sarif-2.1.0.json");
  if (!stream) {
    MESSAGE("skipped: there is no schemas/sarif-2.1.0.json");
    return;
  }
  json schema = json::parse(stream);
  for (std::string_view text : {kShop, std::string_view("system: Shop\nprocesses: [till]\n"), std::string_view("system: Shop\nprocesses: { till: { in: cellar } }\n")}) {
    json log = Sarif(text);
    for (const std::string& problem : SchemaProblems(schema, schema, log)) CHECK_MESSAGE(false, problem);
    // The validator sees what is wrong.
    json broken = log;
    broken["runs"][0]["results"] = {{{"ruleId", 7}, {"level", "severe"}}};
    CHECK(SchemaProblems(schema, schema, broken).size() >= 3);
    broken = log;
    broken["runs"][0]["colour"] = "red";
    CHECK(SchemaProblems(schema, schema, broken).size() == 1);
  }
}
