// What follows from a model: keys of flows, crossings, exposure, and which of two sources of a fact wins.
#include <doctest/doctest.h>

#include "../support.h"
#include "language/schema.h"

using namespace merlon;

namespace {

std::string Crossings(const Workspace& workspace, std::string_view flow) {
  std::optional<Place> place = workspace.names().FindPlace(flow);
  REQUIRE(place);
  std::string zones;
  for (uint32_t zone : workspace.facts().crosses.Row(place->row)) zones += (zones.empty() ? "" : " ") + std::string(workspace.model().zones[zone].id.view());
  return zones;
}

Tri Exposed(const Workspace& workspace, std::string_view element) {
  std::optional<Place> place = workspace.names().FindPlace(element);
  REQUIRE(place);
  return workspace.facts().exposed.Get(place->row);
}

}  // namespace

TEST_CASE("flows: keys") {
  FlowKey key;
  REQUIRE(ParseFlowKey("a -> b", key));
  CHECK((key.source == "a" && key.target == "b" && key.label.empty() && !key.both_ways));
  REQUIRE(ParseFlowKey("a->b(night run)", key));
  CHECK((key.source == "a" && key.target == "b" && key.label == "night run"));
  FlowKey both;
  REQUIRE(ParseFlowKey("a <-> b", both));
  CHECK(both.both_ways);
  for (const char* text : {"", "a", "a b", "a - > b", "a -> ", "-> b", "a -> b c", "a -> b ()", "a -> b (x", "A -> b", "a -> b -> c", "a => b", "a..b"}) {
    FlowKey bad;
    CHECK_MESSAGE(!ParseFlowKey(text, bad), text);
  }
}

TEST_CASE("flows: the ids that commands and decisions use") {
  std::unique_ptr<Workspace> workspace = Load("processes: [a, b]\nflows:\n  a -> b:\n  a -> b (Night run, 2nd): https\n");
  const Model& model = workspace->model();
  CHECK(PlaceId(model, *workspace->names().FindPlace("a -> b")) == "a..b");
  CHECK(PlaceId(model, *workspace->names().FindPlace("a->b (night RUN 2nd)")) == "a..b#night-run-2nd");
  CHECK(workspace->names().FindPlace("a..b#night-run-2nd"));
  CHECK_FALSE(workspace->names().FindPlace("a..b#night"));
  CHECK_FALSE(workspace->names().FindPlace("b..a"));
  CHECK(PlaceId(model, *workspace->names().FindPlace("system")) == "system");
}

TEST_CASE("flows: two ways are two flows") {
  std::unique_ptr<Workspace> workspace = Load("processes: [a, b]\nflows:\n  a <-> b: { encrypted: yes }\n");
  REQUIRE(workspace->model().flows.size() == 2);
  CHECK(ValueAt(*workspace, "encrypted", "a..b") == "yes");
  CHECK(ValueAt(*workspace, "encrypted", "b..a") == "yes");
}

TEST_CASE("flows: they cross each zone border between their ends, outwards and then inwards") {
  std::unique_ptr<Workspace> workspace = Load(R"(
zones: { net: , cloud: , front: cloud, back: cloud, vault: back }
actors: { user: net, nobody: }
processes: { web: front, api: back }
stores: { safe: vault, shelf: back }
flows:
  user -> web:
  web -> api:
  web -> safe:
  safe -> user:
  api -> shelf:
  api -> safe:
  nobody -> web:
  web -> nobody:
)");
  REQUIRE(Complaints(*workspace) == "");
  CHECK(Crossings(*workspace, "user..web") == "net cloud front");
  CHECK(Crossings(*workspace, "web..api") == "front back");
  CHECK(Crossings(*workspace, "web..safe") == "front back vault");
  CHECK(Crossings(*workspace, "safe..user") == "vault back cloud net");
  CHECK(Crossings(*workspace, "api..shelf") == "");
  CHECK(Crossings(*workspace, "api..safe") == "vault");
  CHECK(Crossings(*workspace, "nobody..web") == "cloud front");
  CHECK(Crossings(*workspace, "web..nobody") == "front cloud");
}

TEST_CASE("exposure: whatever the less trusted reach, through others too") {
  std::unique_ptr<Workspace> workspace = Load(R"(
zones: { net: { trust: none }, mid: { trust: medium }, in: { trust: high } }
actors: { user: net }
processes: { web: mid, api: in, batch: in, lonely: in }
stores: { db: in }
flows: { user -> web: , web -> api: , api -> db: , batch -> web: }
)");
  REQUIRE(Complaints(*workspace) == "");
  CHECK(Exposed(*workspace, "web") == Tri::yes);
  CHECK(Exposed(*workspace, "api") == Tri::yes);
  CHECK(Exposed(*workspace, "db") == Tri::yes);
  CHECK(Exposed(*workspace, "batch") == Tri::no);
  CHECK(Exposed(*workspace, "lonely") == Tri::no);
  CHECK(Exposed(*workspace, "user") == Tri::no);
}

TEST_CASE("exposure: without zones, actors are outside") {
  std::unique_ptr<Workspace> workspace = Load("actors: [user]\nprocesses: [web, job]\nflows: { user -> web: , job -> web: }\n");
  CHECK(Exposed(*workspace, "web") == Tri::yes);
  CHECK(Exposed(*workspace, "job") == Tri::no);
}

TEST_CASE("facts: written over control over technology over zone") {
  std::unique_ptr<Workspace> workspace = Load(R"(
processes: [a, b]
flows:
  a -> b: { }
  a -> b (technology): { over: https }
  a -> b (control): { over: http, controls: [tls] }
  a -> b (written): { over: https, encrypted: no }
  a -> b (both): { encrypted: yes, controls: [tls] }
  a -> b (unknown): { over: https, encrypted: unknown }
)");
  auto check = [&](const char* place, const char* value, ReasonKind kind, const char* name) {
    CAPTURE(place);
    CHECK(ValueAt(*workspace, "encrypted", place) == value);
    Reason reason = ReasonAt(*workspace, "encrypted", place);
    CHECK(reason.kind == kind);
    CHECK(reason.name == name);
    if (kind != ReasonKind::nobody_said) CHECK(reason.node);
  };
  check("a..b", "unknown", ReasonKind::nobody_said, "");
  check("a..b#technology", "yes", ReasonKind::technology, "https");
  check("a..b#control", "yes", ReasonKind::control, "tls");
  check("a..b#written", "no", ReasonKind::written, "");
  check("a..b#both", "yes", ReasonKind::written, "");
  check("a..b#unknown", "yes", ReasonKind::technology, "https");
}

TEST_CASE("facts: zones hand down what they say, the inner one first") {
  std::unique_ptr<Workspace> workspace = Load("zones: { out: { trust: low, segmented: yes }, in: { in: out, trust: high }, deep: in }\n");
  CHECK(ValueAt(*workspace, "segmented", "in") == "yes");
  CHECK(ValueAt(*workspace, "segmented", "deep") == "yes");
  CHECK(ValueAt(*workspace, "trust", "deep") == "high");
  Reason reason = ReasonAt(*workspace, "segmented", "deep");
  CHECK(reason.kind == ReasonKind::zone);
  CHECK(reason.name == "out");
}

TEST_CASE("facts: a control at a zone is handed down like a written fact") {
  std::unique_ptr<Workspace> workspace = Load("zones: { out: { controls: [micro-segmentation] }, in: out }\n");
  CHECK(ValueAt(*workspace, "segmented", "out") == "yes");
  CHECK(ValueAt(*workspace, "segmented", "in") == "yes");
}

TEST_CASE("facts: a planned control changes nothing, and no written fact contradicts it") {
  std::unique_ptr<Workspace> workspace = Load("processes: [a, b]\ncontrols: { tls: planned }\nflows: { a -> b: { encrypted: no, controls: [tls] } }\n");
  CHECK(Complaints(*workspace) == "");
  CHECK(ValueAt(*workspace, "encrypted", "a..b") == "no");
}

TEST_CASE("facts: a mitigation applies its controls") {
  std::unique_ptr<Workspace> workspace = Load("processes: [a, b]\nzones: { x: , y: }\nflows: { a -> b: }\ndecisions:\n  readable-in-transit@a..b: { mitigate: [tls] }\n");
  CHECK(ValueAt(*workspace, "encrypted", "a..b") == "yes");
  CHECK(ReasonAt(*workspace, "encrypted", "a..b").name == "tls");
}

TEST_CASE("facts: what a kind cannot have does not apply") {
  std::unique_ptr<Workspace> workspace = Load("actors: [user]\nstores: [db]\n");
  CHECK(ValueAt(*workspace, "encrypted-at-rest", "user") == "no");
  CHECK(ValueAt(*workspace, "encrypted-at-rest", "db") == "unknown");
}
