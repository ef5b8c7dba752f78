// What a baseline takes from earlier answers, and what it makes of files that are none.
#include <doctest/doctest.h>

#include "../support.h"
#include "engine/baseline.h"
#include "text/finding_ids.h"

using namespace merlon;

namespace {

struct Taken {
  Baseline baseline;
  std::string problem;
  bool malformed = false;
};

Taken Read(std::string text) {
  Taken taken;
  Document document;
  Diagnostics diagnostics;
  FileId file = document.AddFile("known.json", std::move(text), diagnostics);
  if (!diagnostics.malformed()) taken.problem = ReadBaseline(document, file, taken.baseline, diagnostics);
  taken.malformed = diagnostics.malformed();
  return taken;
}

std::vector<std::string> Ids(std::string text) {
  auto workspace = Check(std::move(text));
  return FindingIds(workspace->document(), workspace->roots(), workspace->diagnostics().kept());
}

}  // namespace

TEST_CASE("baseline: of `threats`, what was open and not set aside") {
  Taken taken = Read(R"({"schema": "merlon/threats/1", "threats": [
    {"id": "a@x", "status": "open", "set_aside": null}, {"id": "b@x", "status": "open", "set_aside": {"reason": "r", "by": "b"}},
    {"id": "c@x", "status": "undetermined", "set_aside": null}, {"id": "d@x", "status": "handled"}, {"id": "e@x", "status": "open"}]})");
  CHECK(taken.problem == "");
  CHECK(taken.baseline.threats == Baseline::Ids{"a@x", "e@x"});
  CHECK(taken.baseline.findings.empty());
}

TEST_CASE("baseline: of `check`, threats, invariants and findings, and what was known already") {
  Taken taken = Read(R"({"schema": "merlon/check/1", "ok": false, "diagnostics": [{"code": "c", "id": "c@x"}, {"code": "no id"}], "known": [{"id": "k@x"}],
    "gate": {"fail_on": "low", "failing": ["a@x"], "open": ["a@x", "b@x"], "invariants": [{"id": "i@x"}]}})");
  CHECK(taken.problem == "");
  CHECK(taken.baseline.threats == Baseline::Ids{"a@x", "b@x"});
  CHECK(taken.baseline.invariants == Baseline::Ids{"i@x"});
  CHECK(taken.baseline.findings == Baseline::Ids{"c@x", "k@x"});
  // The fields of the contract are enough.
  CHECK(Read(R"({"schema": "merlon/check/1", "ok": true, "diagnostics": [], "gate": {"fail_on": null, "failing": []}})").problem == "");
}

TEST_CASE("baseline: a file that is none says why") {
  for (const char* text : {"", "null", "[]", "words", "{}", "{\"schema\": [1]}", "{\"schema\": \"merlon/check/2\"}", "{\"schema\": \"merlon/check/1\", \"diagnostics\": []}",
                           "{\"schema\": \"merlon/check/1\", \"diagnostics\": {}, \"gate\": {\"failing\": []}}", "{\"schema\": \"merlon/check/1\", \"diagnostics\": [], \"gate\": {\"failing\": [[]]}}",
                           "{\"schema\": \"merlon/check/1\", \"diagnostics\": [], \"gate\": []}", "{\"schema\": \"merlon/threats/1\"}", "{\"schema\": \"merlon/threats/1\", \"threats\": 3}",
                           "{\"schema\": \"merlon/threats/1\", \"threats\": [3]}", "{\"schema\": \"merlon/threats/1\", \"threats\": [{\"status\": \"open\"}]}"}) {
    CAPTURE(text);
    Taken taken = Read(text);
    CHECK_FALSE(taken.malformed);
    CHECK(taken.problem != "");
  }
  for (const char* text : {"{\"schema\": \"merlon/che", "{\"a\": [}", "\xFF"}) {
    CAPTURE(text);
    CHECK(Read(text).malformed);
  }
}

TEST_CASE("finding ids: the keys that lead there, whatever the lines") {
  std::string trust = "trust:\n  one: { whom: us, for: [spoofing] }\n  two: { whom: us, for: [spoofing], why: because }\n";
  std::vector<std::string> ids = Ids("system: x\n" + trust);
  CHECK(ids == std::vector<std::string>{"missing-why@trust/one", "hollow-why@trust/two/why"});
  CHECK(Ids("# a line\nsystem: x\nabout: more\n" + trust) == ids);
  CHECK(Ids("{\"system\": \"x\", \"trust\": {\"one\": {\"whom\": \"us\", \"for\": [\"spoofing\"]}, \"two\": {\"whom\": \"us\", \"for\": [\"spoofing\"], \"why\": \"because\"}}}") == ids);
}

TEST_CASE("finding ids: lists by the text of their item, wide findings by what is around them, long keys cut") {
  CHECK(Ids("system: x\nprocesses: { p: { controls: [rate-limit, tsl] } }\n") == std::vector<std::string>{"unknown-name@processes/p/controls/tsl"});
  // A flow without a reason why starts at the same byte as its first key.
  CHECK(Ids("system: x\ntrust:\n  one:\n    why: The vault is guarded\n    for: [spoofing]\n") == std::vector<std::string>{"missing-key@trust/one"});
  std::string key(300, 'k');
  std::vector<std::string> ids = Ids("system: x\n" + key + ": 1\n"), other = Ids("system: x\n" + key + "k: 1\n");
  REQUIRE(ids.size() == 1);
  CHECK(ids[0].size() < 150);
  CHECK(ids != other);
  CHECK(Ids("system: [\n") == std::vector<std::string>{"syntax@model.yaml"});
}
