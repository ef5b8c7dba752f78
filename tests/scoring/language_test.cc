// Scores in a model: what is read, where what is wrong is reported, and how they come to threats.
#include <doctest/doctest.h>

#include "../support.h"
#include "engine/rename.h"
#include "language/schema.h"

using namespace merlon;

namespace {

constexpr std::string_view kShop =
    "system: Shop\n"
    "zones: { out: { trust: none }, in: { trust: high } }\n"
    "actors: { guest: out }\n"
    "processes: { till: { in: in, rate-limited: no } }\n"
    "flows: { guest -> till: { encrypted: no, local: no } }\n"
    "threats: { bribe@till: { title: A bribe, severity: low }, theft@till: { title: A theft, severity: high } }\n"
    "scores:\n";

std::unique_ptr<Workspace> Shop(std::string_view scores) { return Check(std::string(kShop) + std::string(scores)); }
std::string ComplaintsAbout(std::string_view scores) { return Complaints(*Shop(scores)); }

// `scheme score label` of each score of the threat, one after another.
std::string ScoresOf(const Workspace& workspace, std::string_view id) {
  const Threat* threat = workspace.FindThreat(id);
  REQUIRE_MESSAGE(threat, "no threat ", id);
  std::string out;
  for (const ThreatScore& score : workspace.ScoresOf(*threat)) {
    out += (out.empty() ? "" : ", ") + std::string(score.scheme->id) + " " + score.result.score + (score.result.score.empty() ? "" : " ") + score.result.label;
  }
  return out;
}

}  // namespace

TEST_CASE("scores: several schemes stand side by side, in the order of their table, and the default score stays") {
  std::unique_ptr<Workspace> plain = Shop("  {}\n");
  std::unique_ptr<Workspace> workspace = Shop(
      "  flooding@till:\n"
      "    five-by-five: { likelihood: 4, consequence: minor }\n"
      "    cvss-3.1: CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H\n"
      "    x-note: { from: a workshop }\n"
      "    order: { worse-than: bribe@till }\n");
  CHECK(Complaints(*workspace) == "");
  CHECK(ScoresOf(*workspace, "flooding@till") == "cvss-3.1 7.5 high, five-by-five 8 medium, order 1 1 of 2");
  CHECK(ScoresOf(*workspace, "bribe@till") == "order 2 2 of 2");
  CHECK(ScoresOf(*workspace, "theft@till") == "");
  CHECK(workspace->FindThreat("flooding@till")->score == plain->FindThreat("flooding@till")->score);
  CHECK(workspace->FindThreat("flooding@till")->severity == plain->FindThreat("flooding@till")->severity);
}

TEST_CASE("scores: what is wrong is reported where it stands, all of it at once") {
  CHECK(ComplaintsAbout("  bribe@till: { dread: 7 }\n") == "8:17 unknown-key");
  CHECK(ComplaintsAbout("  bribe@till: { cvss-31: x }\n") == "8:17 unknown-key");
  CHECK(ComplaintsAbout("  bribe@till: {}\n") == "8:3 incomplete-score");
  CHECK(ComplaintsAbout("  bribe@till:\n") == "8:3 incomplete-score");
  CHECK(ComplaintsAbout("  - bribe@till\n") == "8:5 incomplete-score");
  CHECK(ComplaintsAbout("  bribe@till: 7.5\n") == "8:15 wrong-type");
  CHECK(ComplaintsAbout("  bribe@till: { cvss-3.1: }\n") == "8:17 incomplete-score");
  CHECK(ComplaintsAbout("  bribe@till: { cvss-3.1: { AV: N } }\n") == "8:27 wrong-type");
  CHECK(ComplaintsAbout("  bribe@till: { cvss-3.1: 9.8 }\n") == "8:27 bad-vector");
  CHECK(ComplaintsAbout("  bribe@till: { five-by-five: 12 }\n") == "8:31 wrong-type");
  CHECK(ComplaintsAbout("  bribe@till: { five-by-five: }\n") == "8:17 incomplete-score");
  CHECK(ComplaintsAbout("  bribe@till: { five-by-five: { likelihood: 3 } }\n") == "8:17 incomplete-score");
  CHECK(ComplaintsAbout("  bribe@till: { five-by-five: { likelihood: 3, consequence: } }\n") == "8:17 incomplete-score");
  CHECK(ComplaintsAbout("  bribe@till: { five-by-five: { likelihood: 0, consequence: 6 } }\n") == "8:45 unknown-value\n8:61 unknown-value");
  CHECK(ComplaintsAbout("  bribe@till: { five-by-five: { likelihood: 3, likelihood: 3, consequence: 2 } }\n") == "8:48 duplicate-key");
  CHECK(ComplaintsAbout("  bribe@till: { five-by-five: { likelihood: [3], consequence: 2 } }\n") == "8:45 wrong-type");
  CHECK(ComplaintsAbout("  bribe@till: { five-by-five: { likelihood: 3, impact: 2, consequence: 1 } }\n") == "8:48 unknown-key");
  CHECK(ComplaintsAbout("  bribe@till: { order: }\n") == "8:17 incomplete-score");
  CHECK(ComplaintsAbout("  bribe@till: { order: { worse-than: [] } }\n") == "8:17 incomplete-score");
  CHECK(ComplaintsAbout("  bribe@till: { order: { milder-than: theft@till } }\n") == "8:26 unknown-key");
  CHECK(ComplaintsAbout("  bribe@till: { order: [theft@till] }\n") == "8:24 wrong-type");
  CHECK(ComplaintsAbout("  bribe@till: { order: { worse-than: theft@till }, order: { worse-than: theft@till } }\n") == "8:52 duplicate-key");
  CHECK(ComplaintsAbout("  bribe@till: { order: { worse-than: theft@till } }\n  bribe@till: { five-by-five: { likelihood: 3, consequence: 2 } }\n") == "9:3 duplicate-id");
}

TEST_CASE("scores: a metric is pointed at in the vector, an escaped vector as a whole") {
  CHECK(ComplaintsAbout("  bribe@till: { cvss-3.1: \"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:Q/A:H\" }\n") == "8:65 bad-vector");
  CHECK(ComplaintsAbout("  bribe@till: { cvss-3.1: \"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:\\x51/A:H\" }\n") == "8:27 bad-vector");
}

TEST_CASE("scores: of no threat, or of more than one, are orphans") {
  CHECK(ComplaintsAbout("  theft@any: { five-by-five: { likelihood: 3, consequence: 2 } }\n") == "8:3 orphaned-score");
  CHECK(ComplaintsAbout("  theft: { five-by-five: { likelihood: 3, consequence: 2 } }\n") == "8:3 orphaned-score");
  CHECK(ComplaintsAbout("  theft@till: { order: { worse-than: [bribe@till, murder@till] } }\n") == "8:51 orphaned-score");
}

TEST_CASE("scores: follow a rename of a place that was written down") {
  std::unique_ptr<Workspace> workspace = Check(
      "zones: { out: { trust: none }, in: { trust: high } }\n"
      "actors: { guest: out }\n"
      "processes: { counter: { in: in, was: till, rate-limited: no } }\n"
      "flows: { guest -> counter: { encrypted: no, local: no } }\n"
      "scores:\n"
      "  flooding@till: { five-by-five: { likelihood: 3, consequence: 2 } }\n"
      "  readable-in-transit@guest..till: { order: { worse-than: flooding@till } }\n");
  CHECK(Complaints(*workspace) == "");
  CHECK(ScoresOf(*workspace, "flooding@counter") == "five-by-five 6 medium, order 2 2 of 2");
  CHECK(ScoresOf(*workspace, "readable-in-transit@guest..counter") == "order 1 1 of 2");
}

TEST_CASE("scores: rename rewrites their keys and comparisons") {
  std::unique_ptr<Workspace> workspace = Shop("  flooding@till: { order: { worse-than: [bribe@till, theft@till] } }\n");
  RenamePlan plan = PlanRename(*workspace, "till", "counter");
  CHECK(plan.problem == "");
  REQUIRE(plan.files.size() == 1);
  std::string text = ApplyEdits(workspace->document().source(plan.files[0].file), plan.files[0].edits);
  CHECK(text.find("flooding@counter: { order: { worse-than: [bribe@counter, theft@counter] } }") != std::string::npos);
}

TEST_CASE("scores: contradictions are reported, and the rest is ordered all the same") {
  std::unique_ptr<Workspace> workspace = Shop(
      "  flooding@till: { order: { worse-than: theft@till } }\n"
      "  theft@till: { order: { worse-than: bribe@till } }\n"
      "  bribe@till: { order: { worse-than: theft@till } }\n");
  CHECK(Complaints(*workspace) == "10:38 order-cycle");
  CHECK(ScoresOf(*workspace, "flooding@till") == "order 1 1 of 3");
  CHECK(ScoresOf(*workspace, "theft@till") == "order 2 2 of 3");
  CHECK(ScoresOf(*workspace, "bribe@till") == "order 2 2 of 3");
}

TEST_CASE("scores: where comparisons leave it open, the default order decides and a hint says so") {
  std::unique_ptr<Workspace> workspace = Shop("  flooding@till: { order: { worse-than: [bribe@till, theft@till] } }\n");
  CHECK(Complaints(*workspace) == "8:54 order-gap");
  CHECK(ScoresOf(*workspace, "theft@till") == "order 2 2 of 3");
  CHECK(ScoresOf(*workspace, "bribe@till") == "order 3 3 of 3");
}

TEST_CASE("scores: what Merlon writes reads back the same") {
  std::unique_ptr<Workspace> workspace = Shop(
      "  flooding@till:\n"
      "    cvss-4.0: CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:H/SC:N/SI:N/SA:N\n"
      "    owasp: { skill: none, motive: 2, opportunity: 7, size: 1, discovery: 3, exploit: 6, awareness: public, detection: 2, financial: 1, reputation: 2, compliance: 1, privacy: 5 }\n"
      "    attack-potential: { time: longer, expertise: 8, knowledge: 11, window: 10, equipment: 9 }\n"
      "    order: { worse-than: [bribe@till, readable-in-transit@guest..till] }\n"
      "  bribe@till: { five-by-five: { likelihood: rare, consequence: 5 }, order: { worse-than: theft@till } }\n");
  std::string written = WriteModel(workspace->model(), workspace->library());
  std::unique_ptr<Workspace> again = Load(written);
  CHECK_MESSAGE(Complaints(*again) == "", written);
  for (const char* id : {"flooding@till", "bribe@till", "theft@till", "readable-in-transit@guest..till"}) CHECK(ScoresOf(*again, id) == ScoresOf(*workspace, id));
  CHECK(WriteModel(again->model(), again->library()) == written);
}

TEST_CASE("scores: in an included file they belong to the same model") {
  TestFiles files = {{"scores.yaml", "scores: { theft@till: { five-by-five: { likelihood: 2, consequence: 2 } } }\n"}};
  std::unique_ptr<Workspace> workspace = Load("include: scores.yaml\n" + std::string(kShop) + "  bribe@till: { five-by-five: { likelihood: 1, consequence: 4 } }\n", files);
  CHECK(Complaints(*workspace) == "");
  CHECK(ScoresOf(*workspace, "theft@till") == "five-by-five 4 low");
  CHECK(ScoresOf(*workspace, "bribe@till") == "five-by-five 4 medium");
}

TEST_CASE("scores: a method may name any scheme") {
  for (std::string scoring : {"default", "cvss-3.1", "cvss-4.0", "owasp", "five-by-five", "order", "attack-potential", "dread"}) {
    CAPTURE(scoring);
    Library library;
    Diagnostics diagnostics;
    std::vector<LibraryFile> files = {{"methods/ours.md", "---\ntitle: Ours\nscoring: " + scoring + "\n---\nOurs.\n"}};
    library.Add(files, diagnostics);
    CHECK(diagnostics.kept().size() == (scoring == "dread" ? 1 : 0));
  }
}
