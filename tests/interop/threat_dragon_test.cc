// Import of Threat Dragon's files. Every test reads the written model back: what an import makes must be a valid model.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "exchange/threat-dragon/threat_dragon.h"
#include "imported.h"

using namespace merlon;

namespace {

ImportResult ImportText(const std::string& text) { return ImportWith(FormatThreatDragon(), text); }

std::string FileV2(const std::string& cells, const std::string& summary = R"("title": "Shop")") {
  return R"({"version": "2.0.0", "summary": {)" + summary + R"(}, "detail": {"contributors": [], "diagrams": [{"id": 0, "title": "Main", "diagramType": "STRIDE", "cells": [)" + cells + "]}]}}";
}
std::string FileV1(const std::string& cells) {
  return R"({"summary": {"title": "Old shop"}, "detail": {"diagrams": [{"id": 0, "title": "Main", "diagramJson": {"cells": [)" + cells + "]}}]}}";
}

// A node of version 2; its centre is at (x, y).
std::string DrawnNode(const std::string& shape, const std::string& id, const std::string& name, int x, int y, const std::string& more = "", int width = 40, int height = 40) {
  std::string type = shape == "trust-boundary-box" ? "BoundaryBox" : std::string(1, static_cast<char>(shape[0] - 32)) + shape.substr(1);
  return R"({"shape": ")" + shape + R"(", "id": ")" + id + R"(", "position": {"x": )" + std::to_string(x - width / 2) + R"(, "y": )" + std::to_string(y - height / 2) + R"(}, "size": {"width": )" +
         std::to_string(width) + R"(, "height": )" + std::to_string(height) + R"(}, "data": {"type": "tm.)" + type + R"(", "name": ")" + name + "\"" + more + "}}";
}
std::string Arrow(const std::string& id, const std::string& name, const std::string& source, const std::string& target, const std::string& more = "") {
  return R"({"shape": "flow", "id": ")" + id + R"(", "source": )" + source + R"(, "target": )" + target + R"(, "data": {"type": "tm.Flow", "name": ")" + name + "\"" + more + "}}";
}
std::string At(const std::string& cell) { return R"({"cell": ")" + cell + "\"}"; }
std::string Curve(const std::string& name, const std::string& points) {
  return R"({"shape": "trust-boundary-curve", "id": "curve", )" + points + R"(, "data": {"type": "tm.Boundary", "name": ")" + name + "\"}}";
}

template <class Entry>
bool HasProperty(const Model& model, const Entry& entry, std::string_view name) {
  return Stated(model, entry.properties, name) == Tri::yes;
}

std::string ThreatJson(const std::string& title, const std::string& status, const std::string& more) {
  return R"({"id": "t-)" + title + R"(", "title": ")" + title + R"(", "status": ")" + status + "\"" + more + "}";
}

}  // namespace

TEST_CASE("threat dragon: a model of version 2") {
  ImportResult result = ImportText(FileV2(DrawnNode("actor", "u-1", "Cus\\ntomer", 50, 50) + "," + DrawnNode("process", "u-2", "web", 250, 50, R"(, "description": "Takes orders.")") + "," +
                                            Arrow("u-3", "Order", At("u-1"), At("u-2"), R"(, "protocol": "HTTPS", "isEncrypted": true, "isPublicNetwork": true, "isBidirectional": true)"),
                                        R"("title": "Shop", "owner": "web team", "description": "Sells books.")"));
  const Model& model = result.model;
  CHECK(model.system.title == "Shop");
  CHECK(model.owner == "web team");
  CHECK(model.about == "Sells books.");
  REQUIRE(model.actors.size() == 1);
  CHECK(model.actors[0].id == "cus-tomer");
  CHECK(model.actors[0].title == "Cus tomer");
  CHECK(model.actors[0].origin == "u-1");
  REQUIRE(model.processes.size() == 1);
  CHECK(model.processes[0].title.empty());
  CHECK(model.processes[0].about == "Takes orders.");
  REQUIRE(model.flows.size() == 1);
  CHECK(model.flows[0].id == "cus-tomer -> web");
  CHECK(model.flows[0].title == "Order");
  CHECK(model.flows[0].over == "https");
  for (const char* property : {"encrypted", "public-network", "bidirectional"}) CHECK(HasProperty(model, model.flows[0], property));
  CHECK(Mentions(result.dropped, "positions and colours"));
}

TEST_CASE("threat dragon: a model of version 1") {
  ImportResult result = ImportText(FileV1(
      R"({"type": "tm.Actor", "id": "a", "position": {"x": 0, "y": 0}, "size": {"width": 60, "height": 40}, "attrs": {"text": {"text": "Guest"}}},
         {"type": "tm.Store", "id": "s", "position": {"x": 300, "y": 0}, "size": {"width": 60, "height": 40}, "attrs": {"text": {"text": "Guest\nbook"}}, "isALog": true,
          "threats": [{"title": "Pages torn out", "type": "Tampering", "severity": "Low", "status": "Open", "threatId": "t1"}]},
         {"type": "tm.Flow", "id": "f", "source": {"id": "a"}, "target": {"id": "s"}, "labels": [{"attrs": {"text": {"text": "Entry"}}}], "vertices": []},
         {"type": "tm.Boundary", "id": "b", "smooth": true, "source": {"x": 200, "y": -100}, "target": {"x": 200, "y": 150}, "vertices": [{"x": 180, "y": 20}]})"));
  const Model& model = result.model;
  REQUIRE(model.stores.size() == 1);
  CHECK(model.stores[0].id == "guest-book");
  CHECK(HasProperty(model, model.stores[0], "holds-logs"));
  CHECK(model.stores[0].zone == "boundary-1");
  CHECK(model.actors[0].zone.empty());
  CHECK(model.flows[0].title == "Entry");
  REQUIRE(model.threats.size() == 1);
  CHECK(model.threats[0].id == "pages-torn-out@guest-book");
  CHECK(model.threats[0].origin == "t1");
  CHECK(Mentions(result.guessed, "was taken to enclose guest-book"));
}

TEST_CASE("threat dragon: ids are unique and never reserved") {
  ImportResult result = ImportText(FileV2(DrawnNode("process", "1", "web", 50, 50) + "," + DrawnNode("store", "2", "Web", 150, 50) + "," + DrawnNode("process", "3", "system", 250, 50) + "," + DrawnNode("process", "4", "us", 350, 50) +
                                        "," + DrawnNode("process", "5", "X-Ray viewer", 450, 50) + "," + DrawnNode("process", "6", "12", 550, 50) + "," + DrawnNode("process", "7", "\\u0437", 650, 50) + "," +
                                        DrawnNode("trust-boundary-box", "8", "Web", 50, 50, "", 80, 80)));
  for (const char* id : {"web", "system-2", "us-2", "the-x-ray-viewer", "12", "unnamed"}) CHECK(FindId(result.model.processes, id));
  CHECK(FindId(result.model.stores, "web-2"));
  CHECK(FindId(result.model.zones, "web-3"));
}

TEST_CASE("threat dragon: what is ticked becomes a property, what is not stays unknown") {
  ImportResult result = ImportText(FileV2(
      DrawnNode("store", "s", "db", 50, 50, R"(, "isALog": true, "isEncrypted": true, "isSigned": true, "storesCredentials": true, "storesInventory": true)") + "," +
      DrawnNode("store", "e", "plain", 150, 50, R"(, "isALog": false, "isEncrypted": false)") + "," +
      DrawnNode("process", "p", "web", 250, 50, R"(, "handlesCardPayment": true, "handlesGoodsOrServices": true, "isWebApplication": true, "privilegeLevel": "runs as root")") + "," +
      DrawnNode("process", "q", "worker", 350, 50, R"(, "privilegeLevel": "non-root user", "isEncrypted": true)") + "," + DrawnNode("actor", "a", "user", 450, 50, R"(, "providesAuthentication": true)")));
  const Model& model = result.model;
  const Store* db = FindId(model.stores, "db");
  for (const char* property : {"holds-logs", "encrypted-at-rest", "signed", "holds-credentials", "holds-inventory"}) CHECK(HasProperty(model, *db, property));
  CHECK(FindId(model.stores, "plain")->properties.count == 0);
  for (const char* property : {"handles-payments", "handles-goods", "web-application", "privileged"}) CHECK(HasProperty(model, *FindId(model.processes, "web"), property));
  CHECK(HasProperty(model, model.actors[0], "provides-authentication"));
  CHECK(FindId(model.processes, "worker")->properties.count == 0);
  CHECK(Mentions(result.dropped, "non-root user"));
  CHECK(Mentions(result.dropped, "`isEncrypted` of a process"));
}

TEST_CASE("threat dragon: out of scope keeps its reason") {
  ImportResult result = ImportText(FileV2(DrawnNode("process", "p", "web", 50, 50, R"(, "outOfScope": true, "reasonOutOfScope": "Run by the bank.")") + "," + DrawnNode("process", "q", "api", 150, 50, R"(, "outOfScope": true)") + "," +
                                        DrawnNode("process", "r", "db", 250, 50, R"(, "outOfScope": false, "reasonOutOfScope": "Old reason.")")));
  CHECK(FindId(result.model.processes, "web")->out_of_scope == "Run by the bank.");
  CHECK(FindId(result.model.processes, "api")->out_of_scope == "Marked out of scope in the imported diagram, without a reason");
  CHECK(FindId(result.model.processes, "db")->out_of_scope.empty());
  CHECK(Mentions(result.dropped, "Old reason."));
}

TEST_CASE("threat dragon: parallel flows are told apart, other flows have no label") {
  std::string nodes = DrawnNode("process", "a", "a", 50, 50) + "," + DrawnNode("process", "b", "b", 250, 50) + ",";
  ImportResult result = ImportText(FileV2(nodes + Arrow("1", "Read (all)", At("a"), At("b")) + "," + Arrow("2", "read all", At("a"), At("b")) + "," + Arrow("3", "", At("a"), At("b")) + "," +
                                        Arrow("4", "Answer", At("b"), At("a")) + "," + Arrow("5", "Retry", At("a"), At("a"))));
  for (const char* id : {"a -> b (Read [all])", "a -> b (read all 2)", "a -> b (flow)", "b -> a", "a -> a"}) {
    CAPTURE(id);
    CHECK(FindId(result.model.flows, id));
  }
}

TEST_CASE("threat dragon: a loose end goes to the element where it points") {
  std::string nodes = DrawnNode("process", "a", "a", 50, 50) + "," + DrawnNode("process", "b", "b", 250, 50) + ",";
  std::string threat = R"(, "threats": [)" + ThreatJson("Lost", "Open", "") + "]";
  ImportResult result = ImportText(FileV2(nodes + Arrow("1", "near", R"({"x": 75, "y": 50})", At("b")) + "," + Arrow("2", "far", At("a"), R"({"x": 150, "y": 300})", threat) + "," +
                                        Arrow("3", "nowhere", R"({"x": -500, "y": 0})", R"({"x": 900, "y": 300})", threat)));
  REQUIRE(result.model.flows.size() == 1);
  CHECK(result.model.flows[0].id == "a -> b");
  CHECK(Mentions(result.guessed, "its source hangs loose; it was attached to `a`"));
  CHECK(Mentions(result.dropped, "flow `far` | its target hangs loose"));
  CHECK(FindId(result.model.threats, "lost@a"));
  CHECK(FindId(result.model.threats, "lost@system"));
}

TEST_CASE("threat dragon: boxes become zones that nest by what they contain") {
  ImportResult result = ImportText(FileV2(DrawnNode("trust-boundary-box", "o", "Cloud", 200, 200, "", 400, 400) + "," + DrawnNode("trust-boundary-box", "i", "Back end", 300, 200, "", 120, 120) + "," +
                                        DrawnNode("trust-boundary-box", "p", "Sticking out", 60, 380, "", 60, 60) + "," + DrawnNode("process", "1", "api", 300, 200) + "," + DrawnNode("process", "2", "web", 60, 60) + "," +
                                        DrawnNode("actor", "3", "user", 800, 60)));
  const Model& model = result.model;
  CHECK(FindId(model.processes, "api")->zone == "back-end");
  CHECK(FindId(model.processes, "web")->zone == "cloud");
  CHECK(model.actors[0].zone.empty());
  CHECK(FindId(model.zones, "back-end")->parent == "cloud");
  CHECK(FindId(model.zones, "sticking-out")->parent == "cloud");
  CHECK(FindId(model.zones, "cloud")->title == "Cloud");
  CHECK(Mentions(result.guessed, "it lies only partly in boundary box `Cloud`"));
}

TEST_CASE("threat dragon: an element in two overlapping boxes goes to the smaller one") {
  ImportResult result = ImportText(FileV2(DrawnNode("trust-boundary-box", "1", "large", 100, 100, "", 200, 200) + "," + DrawnNode("trust-boundary-box", "2", "small", 220, 100, "", 120, 100) + "," + DrawnNode("process", "3", "both", 180, 100)));
  CHECK(result.model.processes[0].zone == "small");
  CHECK(Mentions(result.guessed, "element `both`"));
}

TEST_CASE("threat dragon: an open curve encloses its smaller side") {
  std::string nodes = DrawnNode("actor", "u", "user", 50, 50) + "," + DrawnNode("process", "w", "web", 250, 50) + "," + DrawnNode("store", "d", "db", 450, 50) + "," + Arrow("1", "in", At("u"), At("w")) + "," + Arrow("2", "query", At("w"), At("d")) + ",";
  ImportResult result = ImportText(FileV2(nodes + Curve("Edge", R"("source": {"x": 150, "y": 0}, "target": {"x": 160, "y": 100}, "vertices": [])")));
  CHECK(result.model.actors[0].zone == "edge");
  CHECK(result.model.processes[0].zone.empty());
  CHECK(Mentions(result.guessed, "curve `Edge` was taken to enclose user"));
}

TEST_CASE("threat dragon: of two equal sides the one without actors is enclosed") {
  std::string nodes = DrawnNode("actor", "u", "user", 50, 50) + "," + DrawnNode("process", "w", "web", 250, 50) + "," + Arrow("1", "in", At("u"), At("w")) + ",";
  ImportResult result = ImportText(FileV2(nodes + Curve("", R"("source": {"x": 150, "y": 100}, "target": {"x": 160, "y": 0})")));
  CHECK(result.model.processes[0].zone == "boundary-1");
  CHECK(result.model.actors[0].zone.empty());
}

TEST_CASE("threat dragon: a nearly closed curve encloses what lies in it") {
  std::string nodes = DrawnNode("actor", "u", "user", 50, 50) + "," + DrawnNode("process", "w", "web", 250, 50) + "," + DrawnNode("store", "d", "db", 350, 50) + "," + Arrow("1", "in", At("u"), At("w")) + ",";
  ImportResult result = ImportText(FileV2(nodes + Curve("Inside", R"("source": {"x": 200, "y": 0}, "target": {"x": 200, "y": 20}, "vertices": [{"x": 400, "y": 0}, {"x": 400, "y": 100}, {"x": 200, "y": 100}])")));
  CHECK(result.model.processes[0].zone == "inside");
  CHECK(result.model.stores[0].zone == "inside");
  CHECK(result.model.actors[0].zone.empty());
}

TEST_CASE("threat dragon: a short curve is read by the flows drawn across it") {
  // Endless, the line would separate left from right and miss that the two upper elements talk to each other.
  std::string nodes = DrawnNode("process", "a", "a", 0, 0) + "," + DrawnNode("process", "b", "b", 400, 0) + "," + DrawnNode("process", "c", "c", 0, 400) + "," + DrawnNode("process", "d", "d", 400, 400) + "," +
                      Arrow("1", "", At("a"), At("b")) + "," + Arrow("2", "", At("c"), At("d")) + "," + Arrow("3", "", At("a"), At("c")) + ",";
  ImportResult result = ImportText(FileV2(nodes + Curve("Short", R"("source": {"x": 200, "y": 350}, "target": {"x": 205, "y": 450})")));
  CHECK(FindId(result.model.processes, "d")->zone == "short");
  CHECK(FindId(result.model.processes, "b")->zone.empty());
}

TEST_CASE("threat dragon: what separates nothing and text blocks are dropped, with the reason") {
  ImportResult result = ImportText(FileV2(DrawnNode("process", "w", "web", 50, 50) + "," + Curve("Idle", R"("source": {"x": 150, "y": 0}, "target": {"x": 160, "y": 100})") + "," +
                                        R"({"shape": "td-text-block", "id": "t", "position": {"x": 0, "y": 0}, "data": {"type": "tm.Text", "name": "Draft"}}, {"shape": "cloud", "id": "z"})"));
  CHECK(result.model.zones.empty());
  CHECK(Mentions(result.dropped, "boundary curve `Idle` | it separates no flow's ends"));
  CHECK(Mentions(result.dropped, "1 text block: `Draft` | text block"));
  CHECK(Mentions(result.dropped, "its type `cloud` is not known"));
}

TEST_CASE("threat dragon: threats and the decisions that their status stands for") {
  std::string threats = ThreatJson("One", "mitigated", R"(, "type": "Spoofing", "severity": "High", "mitigation": "Sign in.", "description": "Who?")") + "," +
                        ThreatJson("Two", "Accepted", R"(, "type": "denial of service", "severity": "critical", "mitigation": "A day offline is cheap.")") + "," +
                        ThreatJson("Three", "N/A", R"(, "type": "Integrity", "severity": "TBD")") + "," + ThreatJson("Four", "Transferred", R"(, "mitigation": "The host does it.")") + "," +
                        ThreatJson("Five", "Open", R"(, "type": "Elevation of Privilege", "mitigation": "Use a sandbox.", "description": "Code runs.", "score": "7.5", "severity": "Huge")") + "," +
                        ThreatJson("One", "Eliminated", "") + "," + ThreatJson("Six", "Someday", "") + "," + ThreatJson("Any", "NotApplicable", "") + "," + ThreatJson("SQL injection", "Not Applicable", "");
  ImportResult result = ImportText(FileV2(DrawnNode("process", "w", "web", 50, 50, R"(, "threats": [)" + threats + "]")));
  const Model& model = result.model;
  const HandThreat* one = FindId(model.threats, "one@web");
  REQUIRE(one);
  CHECK(one->title == "One");
  CHECK(one->about == "Who?");
  CHECK(one->category == "spoofing");
  CHECK(one->severity == ThreatSeverity::high);
  CHECK(one->origin == "t-One");
  const Decision* decision = FindId(model.decisions, "one@web");
  REQUIRE(decision);
  CHECK(decision->mitigate_given);
  CHECK(decision->mitigate.empty());
  CHECK(decision->note == "Sign in.");
  CHECK(FindId(model.decisions, "two@web")->accept == Tri::yes);
  CHECK(FindId(model.decisions, "two@web")->why == "A day offline is cheap.");
  CHECK(FindId(model.threats, "two@web")->category == "denial-of-service");
  CHECK(FindId(model.decisions, "three@web")->dismiss == Tri::yes);
  CHECK(FindId(model.decisions, "three@web")->why.empty());
  CHECK(FindId(model.threats, "three@web")->severity == ThreatSeverity::unknown);
  CHECK(Mentions(result.dropped, "category `Integrity`"));
  CHECK_FALSE(FindId(model.decisions, "four@web"));
  CHECK(FindId(model.threats, "four@web")->about == "Planned response: The host does it.");
  CHECK(Mentions(result.dropped, "status Transferred: no receiver is named"));
  CHECK(FindId(model.threats, "five@web")->about == "Code runs.\n\nPlanned response: Use a sandbox.\n\nScore: 7.5");
  CHECK(FindId(model.threats, "five@web")->category == "elevation-of-privilege");
  CHECK(Mentions(result.dropped, "severity `Huge`"));
  CHECK(FindId(model.decisions, "one-2@web")->mitigate_given);
  CHECK_FALSE(FindId(model.decisions, "six@web"));
  CHECK(Mentions(result.dropped, "status `Someday`"));
  CHECK(FindId(model.threats, "any-2@web"));
  bool is_rule = TestLibrary().FindRule("sql-injection") != kNone;
  CHECK(FindId(model.threats, is_rule ? "sql-injection-2@web" : "sql-injection@web"));
}

TEST_CASE("threat dragon: a long title is cut at a dash, and threats sit at flows by their label") {
  std::string nodes = DrawnNode("process", "a", "a", 50, 50) + "," + DrawnNode("process", "b", "b", 250, 50) + ",";
  std::string threat = R"(, "threats": [)" + ThreatJson("A title that goes on and on until nobody can remember how it began at all", "Open", "") + "]";
  ImportResult result = ImportText(FileV2(nodes + Arrow("1", "Up", At("a"), At("b"), threat) + "," + Arrow("2", "Down", At("a"), At("b"))));
  REQUIRE(result.model.threats.size() == 1);
  std::string_view id = result.model.threats[0].id.view();
  CHECK(id.substr(id.find('@')) == "@a..b#up");
  CHECK(id.find('@') <= 60);
  CHECK(id.substr(0, id.find('@')) == "a-title-that-goes-on-and-on-until-nobody-can-remember-how-it");
}

TEST_CASE("threat dragon: people and unknown keys are listed as dropped") {
  ImportResult result = ImportText(
      R"({"summary": {"title": "T"}, "released_at": "2026-01-02", "detail": {"contributors": [{"name": "Ana"}, {"name": "Ben"}], "reviewer": "Eva", "diagrams": [{"title": "Main", "diagramType": "LINDDUN", "cells": []}]}})");
  CHECK(Mentions(result.dropped, "contributors: Ana, Ben"));
  CHECK(Mentions(result.dropped, "reviewer: Eva"));
  CHECK(Mentions(result.dropped, "`released_at` of the file"));
  CHECK(Mentions(result.dropped, "diagram type `LINDDUN`"));
}

TEST_CASE("threat dragon: a node that the file calls a flow is what it is drawn as") {
  ImportResult result = ImportText(FileV2(R"({"shape": "store", "id": "s", "position": {"x": 0, "y": 0}, "size": {"width": 10, "height": 10}, "data": {"type": "tm.Flow", "name": "disk"}})"));
  CHECK(FindId(result.model.stores, "disk"));
  CHECK(Mentions(result.guessed, "store `disk`"));
}

TEST_CASE("threat dragon: other files are refused, with the reason") {
  auto refused = [](const std::string& text, const char* words) {
    CAPTURE(text.substr(0, 80));
    CHECK(FormatThreatDragon().recognise("x.json", text) == 0);
    CHECK(FormatThreatDragon().import(text, TestLibrary()).error.find(words) != std::string::npos);
  };
  refused("", "not valid JSON");
  refused("{", "not valid JSON");
  refused("[1, 2]", "no JSON object");
  refused(R"({"otmVersion": "0.2.0"})", "OTM");
  refused(R"({"bomFormat": "CycloneDX"})", "CycloneDX");
  refused(R"({"$schema": "x", "scope": {}})", "TM-BOM");
  refused(R"({"type": "object", "properties": {}, "required": []})", "JSON Schema");
  refused(R"({"summarize": {}})", "`summary`");
  refused(R"({"summary": {}, "details": {}})", "`detail`");
  refused(R"({"summary": {}, "detail": {"diagrams": {}}})", "`detail.diagrams`");
  std::string deep = R"({"summary": {}, "detail": {"diagrams": )" + std::string(200000, '[') + std::string(200000, ']') + "}}";
  refused(deep, "nested");
  refused(std::string((size_t{16} << 20) + 1, ' '), "16 MiB");
  CHECK(FormatThreatDragon().recognise("x.json", FileV2("")) == 100);
}

TEST_CASE("threat dragon: values of the wrong type do no harm") {
  for (const char* cell : {R"({"shape": 5, "id": [], "data": {"type": {}, "name": []}})", R"({"shape": "process", "position": [], "size": 3, "data": {"type": "tm.Process", "name": 7, "threats": {"a": 1}}})",
                           R"({"shape": "process", "position": {"x": 1e300, "y": -1e300}, "size": {"width": 1e308, "height": -5}, "data": {"type": "tm.Process", "threats": [1, null, "x", {"title": []}]}})",
                           R"({"shape": "flow", "source": "a", "target": [1], "vertices": [{"x": "a"}], "data": {"type": "tm.Flow"}})", "null", "17", "[]", R"({"type": "tm.Flow", "source": {}, "target": {}})",
                           R"({"type": "tm.Boundary", "source": {"x": 0, "y": 0}, "target": {"x": 0, "y": 0}, "vertices": [{"x": 0, "y": 0}]})",
                           R"({"type": "tm.Store", "attrs": {"text": {"text": "a\u0000\u0007\u0085\u2028 \ufeff: #{}[]\t\"' "}}, "isALog": {"x": 1}, "outOfScope": "maybe"})"}) {
    CAPTURE(cell);
    ImportText(FileV2(cell));
    ImportText(FileV1(cell));
  }
  CHECK(FormatThreatDragon().import(FileV2(R"({"position": {"x": 1e999}})"), TestLibrary()).error != "");
}

TEST_CASE("threat dragon: large files take bounded time") {
  std::string nested, curves = DrawnNode("process", "a", "a", 50, 50) + "," + DrawnNode("process", "b", "b", 250, 50);
  for (int i = 0; i < 600; ++i) nested += (i ? "," : "") + DrawnNode("trust-boundary-box", std::to_string(i), "", 1000, 1000, "", 10 + 2 * i, 10 + 2 * i);
  ImportResult result = ImportText(FileV2(nested + "," + DrawnNode("process", "p", "core", 1000, 1000)));
  CHECK(Mentions(result.dropped, "more than 500 boundaries"));
  CHECK(Mentions(result.guessed, "nested too deep"));
  for (int i = 0; i < 5000; ++i) curves += "," + Arrow(std::to_string(i), "same", At("a"), At("b"));
  CHECK(ImportText(FileV2(curves)).model.flows.size() == 5000);
}

TEST_CASE("threat dragon: real files") {
  const char* samples = std::getenv("MERLON_SAMPLES");
  if (!samples) {
    MESSAGE("skipped: MERLON_SAMPLES names no folder");
    return;
  }
  size_t imported = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(samples)) {
    if (!entry.is_regular_file() || entry.path().extension() != ".json") continue;
    std::ifstream stream(entry.path(), std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    std::string path = entry.path().string();
    CAPTURE(path);
    bool recognised = FormatThreatDragon().recognise(path, bytes) > 0;
    ImportResult result = FormatThreatDragon().import(bytes, TestLibrary());
    CHECK(result.error.empty() == recognised);
    if (!result.error.empty()) continue;
    ++imported;
    CHECK(ReadBackErrors(result) == "");
  }
  MESSAGE("files imported: ", imported);
}
