// Import of models of the Microsoft Threat Modeling Tool. Every test reads the written model back.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "base/strings.h"
#include "exchange/tm7/tm7.h"
#include "imported.h"
#include "language/schema.h"

using namespace merlon;

namespace {

ImportResult ImportText(const std::string& text) { return ImportWith(FormatTm7(), text); }

// The file as the tool writes it, with the parts that a test is about.
std::string File(const std::string& surfaces, const std::string& rest = "") {
  return R"(<ThreatModel xmlns="http://schemas.datacontract.org/2004/07/ThreatModeling.Model" xmlns:i="http://www.w3.org/2001/XMLSchema-instance">)"
         "<DrawingSurfaceList>" + surfaces + "</DrawingSurfaceList>" + rest + "<Version>4.3</Version></ThreatModel>";
}
std::string Surface(const std::string& borders, const std::string& lines = "", const std::string& title = "Diagram 1") {
  return R"(<DrawingSurfaceModel z:Id="i1" xmlns:z="http://schemas.microsoft.com/2003/10/Serialization/"><Guid>d</Guid><Properties xmlns:a="http://schemas.microsoft.com/2003/10/Serialization/Arrays">)"
         R"(<a:anyType i:type="b:StringDisplayAttribute" xmlns:b="k"><b:DisplayName>Name</b:DisplayName><b:Name/><b:Value i:type="c:string" xmlns:c="x">)" + title + "</b:Value></a:anyType></Properties>" +
         R"(<Borders xmlns:a="http://schemas.microsoft.com/2003/10/Serialization/Arrays">)" + borders + "</Borders>" + R"(<Lines xmlns:a="http://schemas.microsoft.com/2003/10/Serialization/Arrays">)" + lines + "</Lines></DrawingSurfaceModel>";
}
std::string Drawn(const std::string& borders, const std::string& lines = "") { return File(Surface(borders, lines)); }

std::string Header(const std::string& label) { return R"(<a:anyType i:type="b:HeaderDisplayAttribute" xmlns:b="k"><b:DisplayName>)" + label + R"(</b:DisplayName><b:Name/><b:Value i:nil="true"/></a:anyType>)"; }
std::string String(const std::string& label, const std::string& value, const std::string& key = "") {
  return R"(<a:anyType i:type="b:StringDisplayAttribute" xmlns:b="k"><b:DisplayName>)" + label + "</b:DisplayName><b:Name>" + key + R"(</b:Name><b:Value i:type="c:string" xmlns:c="x">)" + value + "</b:Value></a:anyType>";
}
std::string Flag(const std::string& label, const std::string& value, const std::string& key = "") {
  return R"(<a:anyType i:type="b:BooleanDisplayAttribute" xmlns:b="k"><b:DisplayName>)" + label + "</b:DisplayName><b:Name>" + key + R"(</b:Name><b:Value i:type="c:boolean" xmlns:c="x">)" + value + "</b:Value></a:anyType>";
}
// A list whose values are separated by `|`.
std::string Choice(const std::string& label, const std::string& values, int index, const std::string& type = "ListDisplayAttribute") {
  std::string list = "<a:string>" + ReplaceAll(values, "|", "</a:string><a:string>") + "</a:string>";
  return R"(<a:anyType i:type="b:)" + type + R"(" xmlns:b="k"><b:DisplayName>)" + label + R"(</b:DisplayName><b:Name>n</b:Name><b:Value i:type="a:ArrayOfstring">)" + list + "</b:Value><b:SelectedIndex>" + std::to_string(index) +
         "</b:SelectedIndex></a:anyType>";
}
std::string Fixed(const std::string& label, const std::string& value) { return Choice(label, value, 0, "StaticListDisplayAttribute"); }

std::string Entry(const std::string& shape, const std::string& generic, const std::string& type, const std::string& id, const std::string& properties, const std::string& rest) {
  return "<a:KeyValueOfguidanyType><a:Key>" + id + R"(</a:Key><a:Value i:type=")" + shape + R"("><GenericTypeId>)" + generic + "</GenericTypeId><Guid>" + id + "</Guid><Properties>" + properties + "</Properties><TypeId>" + type + "</TypeId>" +
         rest + "</a:Value></a:KeyValueOfguidanyType>";
}
std::string Area(int x, int y, int width, int height) {
  auto text = [](const char* tag, int value) { return "<" + std::string(tag) + ">" + std::to_string(value) + "</" + tag + ">"; };
  return text("Height", height) + text("Left", x - width / 2) + text("Top", y - height / 2) + text("Width", width);
}
// Drawn things whose centre is at (x, y).
std::string Rectangle(const std::string& id, const std::string& name, int x, int y, const std::string& more = "") { return Entry("StencilRectangle", "GE.EI", "GE.EI", id, String("Name", name) + more, Area(x, y, 40, 40)); }
std::string Ellipse(const std::string& id, const std::string& name, int x, int y, const std::string& more = "") { return Entry("StencilEllipse", "GE.P", "GE.P", id, String("Name", name) + more, Area(x, y, 40, 40)); }
std::string TwoLines(const std::string& id, const std::string& name, int x, int y, const std::string& more = "") { return Entry("StencilParallelLines", "GE.DS", "GE.DS", id, String("Name", name) + more, Area(x, y, 40, 40)); }
std::string Boundary(const std::string& id, const std::string& name, int x, int y, int width, int height) { return Entry("BorderBoundary", "GE.TB.B", "GE.TB.B", id, String("Name", name), Area(x, y, width, height)); }

std::string Ends(const std::string& source, const std::string& target, int x1, int y1, int x2, int y2, int handle_x, int handle_y) {
  auto text = [](const char* tag, const std::string& value) { return "<" + std::string(tag) + ">" + value + "</" + tag + ">"; };
  return text("HandleX", std::to_string(handle_x)) + text("HandleY", std::to_string(handle_y)) + text("SourceGuid", source) + text("SourceX", std::to_string(x1)) + text("SourceY", std::to_string(y1)) + text("TargetGuid", target) +
         text("TargetX", std::to_string(x2)) + text("TargetY", std::to_string(y2));
}
std::string Arrow(const std::string& id, const std::string& name, const std::string& source, const std::string& target, const std::string& more = "") {
  return Entry("Connector", "GE.DF", "GE.DF", id, String("Name", name) + more, Ends(source, target, 0, 0, 0, 0, 0, 0));
}
constexpr const char* kNobody = "00000000-0000-0000-0000-000000000000";
std::string Line(const std::string& name, int x1, int y1, int x2, int y2, int handle_x, int handle_y) {
  return Entry("LineBoundary", "GE.TB.L", "SE.TB.L.TMCore.Internet", "line", String("Name", name), Ends(kNobody, kNobody, x1, y1, x2, y2, handle_x, handle_y));
}

using Values = std::map<std::string, std::string>;
std::string Found(const std::string& id, const std::string& state, const std::string& flow, const Values& values, const std::string& more = "") {
  std::string pairs;
  for (const auto& [key, value] : values) pairs += "<a:KeyValueOfstringstring><a:Key>" + key + "</a:Key><a:Value>" + value + "</a:Value></a:KeyValueOfstringstring>";
  return R"(<a:KeyValueOfstringThreatpc_P0_PhOB><a:Key>k</a:Key><a:Value xmlns:b="k"><b:FlowGuid>)" + flow + "</b:FlowGuid><b:Id>" + id + "</b:Id><b:Properties>" + pairs + "</b:Properties><b:State>" + state + "</b:State>" + more +
         "</a:Value></a:KeyValueOfstringThreatpc_P0_PhOB>";
}
std::string FoundList(const std::string& list) { return R"(<ThreatInstances xmlns:a="http://schemas.microsoft.com/2003/10/Serialization/Arrays">)" + list + "</ThreatInstances>"; }

// A person who calls a web server through one flow.
std::string Shop() { return Surface(Rectangle("u", "Customer", 50, 50) + Ellipse("w", "web", 250, 50), Arrow("f", "Order", "u", "w")); }

}  // namespace

TEST_CASE("tm7: each shape is what it is in a model") {
  ImportResult result = ImportText(File(Surface(Entry("StencilRectangle", "GE.EI", "SE.EI.TMCore.User", "1", Header("Human User") + String("Name", "Clerk"), Area(50, 50, 40, 40)) + Ellipse("2", "web", 250, 50) +
                                                    Entry("StencilParallelLines", "GE.DS", "SE.DS.TMCore.SQL", "3", Header("SQL Database") + String("Name", "Orders"), Area(450, 50, 40, 40)) +
                                                    Entry("StencilRectangle", "GE.A", "GE.A", "4", Header("Free Text Annotation") + String("Name", "Draft"), Area(450, 350, 40, 40)) + Boundary("5", "Cloud", 350, 50, 400, 200),
                                                Entry("Connector", "GE.DF", "SE.DF.TMCore.HTTPS", "6", Header("HTTPS") + String("Name", "Sell"), Ends("1", "2", 70, 50, 230, 50, 150, 50)) + Arrow("7", "Query", "2", "3") +
                                                    Line("Internet", 150, 0, 150, 100, 150, 50)),
                                        "<MetaInformation><ThreatModelName>Shop</ThreatModelName><HighLevelSystemDescription>Sells books.</HighLevelSystemDescription><Owner>web team</Owner></MetaInformation>"));
  const Model& model = result.model;
  CHECK(model.system.title == "Shop");
  CHECK(model.about == "Sells books.");
  CHECK(model.owner == "web team");
  REQUIRE(model.actors.size() == 1);
  CHECK(model.actors[0].id == "clerk");
  CHECK(model.actors[0].title == "Clerk");
  CHECK(model.actors[0].origin == "1");
  CHECK(model.actors[0].technology == "person");
  CHECK(model.actors[0].zone == "internet");
  REQUIRE(model.processes.size() == 1);
  CHECK(model.processes[0].zone == "cloud");
  REQUIRE(model.stores.size() == 1);
  CHECK(model.stores[0].technology == "sql-database");
  CHECK(model.stores[0].zone == "cloud");
  REQUIRE(model.flows.size() == 2);
  CHECK(model.flows[0].id == "clerk -> web");
  CHECK(model.flows[0].over == "https");
  CHECK(model.flows[0].title == "Sell");
  CHECK(model.flows[0].origin == "6");
  CHECK(model.flows[1].over.empty());
  CHECK(Mentions(result.dropped, "1 text block: `Draft`"));
  CHECK(Mentions(result.dropped, "positions and line styles"));
  CHECK_FALSE(Mentions(result.dropped, "titles of diagrams"));
}

TEST_CASE("tm7: prefixes, indentation and other ways to write the same") {
  ImportResult result = ImportText(R"(<?xml version="1.0" encoding="utf-8"?><!-- saved by <another> tool --><m:ThreatModel xmlns:m="http://schemas.datacontract.org/2004/07/ThreatModeling.Model" xmlns:q="http://www.w3.org/2001/XMLSchema-instance">
    <m:DrawingSurfaceList><m:DrawingSurfaceModel><m:Borders xmlns:y="http://schemas.microsoft.com/2003/10/Serialization/Arrays">
      <y:KeyValueOfguidanyType><y:Key>k</y:Key><y:Value q:type="m:StencilEllipse"><n:GenericTypeId xmlns:n="x">GE.P
      </n:GenericTypeId><n:Guid xmlns:n="x">
        abc
      </n:Guid><n:Properties xmlns:n="x"><y:anyType q:type="z:StringDisplayAttribute" xmlns:z="y"><z:DisplayName>Name</z:DisplayName><z:Value q:type="c:string"><![CDATA[Pay & <go>]]></z:Value></y:anyType></n:Properties><m:Left>1.5</m:Left><m:Top> -2 </m:Top></y:Value></y:KeyValueOfguidanyType>
    </m:Borders><m:Lines/></m:DrawingSurfaceModel></m:DrawingSurfaceList></m:ThreatModel>)");
  REQUIRE(result.model.processes.size() == 1);
  CHECK(result.model.processes[0].title == "Pay & <go>");
  CHECK(result.model.processes[0].origin == "abc");
}

TEST_CASE("tm7: what was chosen is stated, what a list shows by itself is not") {
  ImportResult result = ImportText(Drawn(
      Rectangle("1", "Clerk", 50, 50, Choice("Authenticates Itself", "Not Applicable|No|Yes", 1)) + Rectangle("2", "Guest", 50, 150, Choice("Authenticates Itself", "Not Applicable|No|Yes", 0)) +
          Entry("StencilRectangle", "GE.EI", "X", "3", Header("External Web Application") + String("Name", "User Portal") + Fixed("Type", "Code"), Area(50, 250, 40, 40)) +
          Entry("StencilRectangle", "GE.EI", "X", "4", Header("Browser") + String("Name", "Administrator") + Fixed("Type", "Code"), Area(50, 350, 40, 40)) +
          Ellipse("5", "core", 250, 50, Choice("Running As", "Not Selected|Kernel|Local Service", 1) + Choice("Isolation Level", "Not Selected|Sandbox", 1) + Choice("Sanitizes Input", "Not Selected|Yes|No", 2) + Choice("Code Type", "Not Selected|Managed", 1)) +
          Ellipse("6", "edge", 250, 150, Choice("Running As", "Not Selected|Kernel|Local Service", 2) + Fixed("Code Type", "Managed") + Choice("Accepts Input From", "Not Selected|Kernel", 1)) +
          TwoLines("7", "files", 450, 50, Choice("Stores Credentials", "No|Yes", 1) + Choice("Encrypted", "No|Yes", 1) + Choice("Signed", "No|Yes", 0) + Choice("Store Type", "SQL Relational Database|File System", 1) + Choice("Shared", "No|Yes", 1) + String("Room", "B12")),
      Arrow("8", "a", "1", "5", Choice("Provides Confidentiality", "No|Yes", 1) + Choice("Source Authenticated", "Not Selected|No|Yes", 1) + Choice("Physical Network", "Not Selected|Wire|Wi-Fi", 2)) +
          Arrow("9", "b", "5", "7", Choice("Provides Integrity", "No|Yes", 0) + Fixed("Destination Authenticated", "Yes") + String("Dataflow Order", "3"))));
  const Model& model = result.model;
  auto stated = [&](const auto& list, std::string_view id, std::string_view property) { return Stated(model, FindId(list, id)->properties, property); };
  CHECK(stated(model.actors, "clerk", "provides-authentication") == Tri::no);
  CHECK(FindId(model.actors, "guest")->properties.count == 0);
  CHECK(stated(model.actors, "user-portal", "human") == Tri::no);
  CHECK(FindId(model.actors, "user-portal")->technology.empty());
  CHECK(FindId(model.actors, "administrator")->properties.count == 0);
  CHECK(FindId(model.actors, "administrator")->technology == "browser");
  CHECK(stated(model.processes, "core", "privileged") == Tri::yes);
  CHECK(stated(model.processes, "core", "sandboxed") == Tri::yes);
  CHECK(stated(model.processes, "core", "validates-input") == Tri::no);
  CHECK(stated(model.processes, "core", "memory-safe") == Tri::yes);
  CHECK(FindId(model.processes, "edge")->properties.count == 0);
  CHECK(Mentions(result.dropped, "`Running As`: `Local Service` of processes"));
  CHECK(Mentions(result.dropped, "`Accepts Input From`: `Kernel` of processes"));
  CHECK(stated(model.stores, "files", "holds-credentials") == Tri::yes);
  CHECK(stated(model.stores, "files", "encrypted-at-rest") == Tri::yes);
  CHECK(stated(model.stores, "files", "signed") == Tri::unknown);
  CHECK(FindId(model.stores, "files")->technology == "file-system");
  CHECK(Mentions(result.dropped, "`Room` of store `files`: B12"));
  CHECK(Mentions(result.dropped, "`Shared`: `Yes` of stores"));
  CHECK_FALSE(Mentions(result.dropped, "`Store Type`"));
  CHECK(stated(model.flows, "clerk -> core", "encrypted") == Tri::yes);
  CHECK(stated(model.flows, "clerk -> core", "source-authenticated") == Tri::no);
  CHECK(stated(model.flows, "clerk -> core", "wireless") == Tri::yes);
  CHECK(stated(model.flows, "core -> files", "integrity-protected") == Tri::unknown);
  CHECK(stated(model.flows, "core -> files", "target-authenticated") == Tri::yes);
  CHECK(Mentions(result.dropped, "`Dataflow Order` of flows"));
}

TEST_CASE("tm7: the same stated twice is one statement, and a contradiction is told") {
  ImportResult result = ImportText(Drawn(Ellipse("1", "web", 50, 50, Choice("Sanitizes Input", "Not Selected|Yes|No", 1) + Choice("Sanitizes Input", "Not Selected|Yes|No", 1) + Choice("Sanitizes Input", "Not Selected|Yes|No", 2))));
  CHECK(result.model.processes[0].properties.count == 1);
  CHECK(Mentions(result.dropped, "says the opposite"));
}

TEST_CASE("tm7: out of scope keeps its reason") {
  constexpr const char *kFlag = "71f3d9aa-b8ef-4e54-8126-607a1d903103", *kReason = "752473b6-52d4-4776-9a24-202153f7d579";
  ImportResult result = ImportText(Drawn(Ellipse("1", "bank", 50, 50, Flag("Nicht betrachtet", "true", kFlag) + String("Grund", "Run by the bank.", kReason)) + Ellipse("2", "api", 150, 50, Flag("Out Of Scope", "true")) +
                                         Ellipse("3", "web", 250, 50, Flag("Out Of Scope", "false") + String("Reason For Out Of Scope", "Old reason."))));
  CHECK(FindId(result.model.processes, "bank")->out_of_scope == "Run by the bank.");
  CHECK(FindId(result.model.processes, "api")->out_of_scope == "Marked out of scope in the imported diagram, without a reason");
  CHECK(FindId(result.model.processes, "web")->out_of_scope.empty());
  CHECK(Mentions(result.dropped, "Old reason."));
}

TEST_CASE("tm7: threats stand at their flow, with the decision that their state stands for") {
  std::string list = Found("1", "Mitigated", "f", {{"Title", "One"}, {"UserThreatCategory", "Elevation Of Privilege"}, {"Priority", "Low"}, {"StateInformation", "Sign in."}, {"UserThreatDescription", "Who?"}}) +
                     Found("2", "NotApplicable", "f", {{"Title", "Two"}, {"UserThreatCategory", "Denial of Service"}, {"StateInformation", "A day offline is cheap."}}) +
                     Found("3", "NotApplicable", "f", {{"Title", "Three"}, {"UserThreatCategory", "Patient Safety"}, {"StateInformation", "A day offline is cheap."}}) + Found("4", "NotApplicable", "f", {{"Title", "Four"}}) +
                     Found("5", "NeedsInvestigation", "f", {{"Title", "Five"}, {"StateInformation", "Ask Ana."}, {"PossibleMitigations", "See &lt;a href=\"https://a.example/b\"&gt;the guide&lt;/a&gt;."}, {"Priority", "Huge"}}) +
                     Found("6", "AutoGenerated", "f", {{"Title", "Six"}, {"SDLPhase", "Design"}}) + Found("7", "Someday", "f", {{"Title", "Seven"}});
  ImportResult result = ImportText(File(Shop(), FoundList(list)));
  const Model& model = result.model;
  const HandThreat* one = FindId(model.threats, "one@customer..web");
  REQUIRE(one);
  CHECK(one->title == "One");
  CHECK(one->about == "Who?");
  CHECK(one->category == "elevation-of-privilege");
  CHECK(one->severity == ThreatSeverity::low);
  CHECK(one->origin == "1");
  REQUIRE(FindId(model.decisions, "one@customer..web"));
  CHECK(FindId(model.decisions, "one@customer..web")->mitigate_given);
  CHECK(FindId(model.decisions, "one@customer..web")->note == "Sign in.");
  CHECK(FindId(model.decisions, "two@customer..web")->dismiss == Tri::yes);
  CHECK(FindId(model.decisions, "two@customer..web")->why == "A day offline is cheap.");
  CHECK(FindId(model.threats, "three@customer..web")->category.empty());
  CHECK(FindId(model.threats, "three@customer..web")->about == "Category: Patient Safety");
  CHECK(Mentions(result.dropped, "the file repeats that of another threat"));
  CHECK(FindId(model.decisions, "four@customer..web")->why.empty());
  CHECK(Mentions(result.dropped, "`merlon check` asks for it"));
  CHECK_FALSE(FindId(model.decisions, "five@customer..web"));
  CHECK(FindId(model.threats, "five@customer..web")->about == "Justification: Ask Ana.\n\nPossible mitigations: See the guide (https://a.example/b).");
  CHECK(Mentions(result.dropped, "the state Needs Investigation"));
  CHECK(Mentions(result.dropped, "severity `Huge`"));
  CHECK_FALSE(FindId(model.decisions, "six@customer..web"));
  CHECK(Mentions(result.guessed, "1 threat in the state Not Started"));
  CHECK(Mentions(result.dropped, "`SDL Phase` of threats"));
  CHECK_FALSE(FindId(model.decisions, "seven@customer..web"));
  CHECK(Mentions(result.dropped, "status `Someday`"));
}

TEST_CASE("tm7: a threat whose flow is not drawn goes where it is most likely meant") {
  std::string end = "<b:SourceGuid>u</b:SourceGuid><b:TargetGuid>w</b:TargetGuid>";
  ImportResult result = ImportText(File(Shop(), FoundList(Found("1", "AutoGenerated", "gone", {{"Title", "One"}, {"InteractionString", "Order"}}) + Found("2", "AutoGenerated", kNobody, {{"Title", "Two"}}, end) +
                                                        Found("3", "AutoGenerated", kNobody, {{"Title", "Three"}}) + Found("4", "AutoGenerated", "w", {{"Title", "Four"}}))));
  for (const char* id : {"one@customer..web", "two@web", "three@system", "four@web"}) {
    CAPTURE(id);
    CHECK(FindId(result.model.threats, id));
  }
  CHECK(Mentions(result.guessed, "its flow is not drawn"));
  CHECK(Mentions(result.guessed, "threat `three@system`"));
}

TEST_CASE("tm7: the template names what the model only numbers") {
  std::string base = R"(<KnowledgeBase xmlns:a="k"><a:Manifest><a:Name>House rules</a:Name></a:Manifest><a:StandardElements><a:ElementType><a:Id>T-1</a:Id><a:Name>Identity Server</a:Name></a:ElementType></a:StandardElements>)"
                     R"(<a:ThreatCategories><a:ThreatCategory><a:Id>9</a:Id><a:Name>Tampering</a:Name></a:ThreatCategory></a:ThreatCategories>)"
                     R"(<a:ThreatTypes><a:ThreatType><a:Category>9</a:Category><a:Id>TH1</a:Id><a:ShortTitle>Changed orders</a:ShortTitle></a:ThreatType></a:ThreatTypes>)"
                     R"(<a:ThreatMetaData><a:PropertiesMetaData><ThreatMetaDatum><Name>cwe</Name><Label>Weakness</Label><Id>g-1</Id></ThreatMetaDatum></a:PropertiesMetaData></a:ThreatMetaData></KnowledgeBase>)";
  ImportResult result = ImportText(File(Surface(Entry("StencilEllipse", "x-1", "T-1", "p", "", Area(50, 50, 40, 40))),
                                        FoundList(Found("1", "Open", "p", {{"g-1", "&amp;amp;lt;b&amp;amp;gt; 79"}}, "<b:TypeId>TH1</b:TypeId><b:Priority>Medium</b:Priority>")) + base));
  REQUIRE(result.model.processes.size() == 1);
  CHECK(result.model.processes[0].id == "identity-server");
  CHECK(result.model.processes[0].technology == "identity-provider");
  CHECK(Mentions(result.guessed, "it has no name; that of its stencil, `Identity Server`, was taken"));
  REQUIRE(result.model.threats.size() == 1);
  CHECK(result.model.threats[0].title == "Changed orders");
  CHECK(result.model.threats[0].category == "tampering");
  CHECK(result.model.threats[0].severity == ThreatSeverity::medium);
  CHECK(result.model.threats[0].about == "Weakness: <b> 79");
  CHECK(Mentions(result.dropped, "the template `House rules`"));
}

TEST_CASE("tm7: several diagrams become one model") {
  ImportResult result = ImportText(File(Surface(Ellipse("1", "web", 50, 50) + Boundary("2", "Cloud", 50, 50, 100, 100), "", "Context") + Surface(Ellipse("3", "web", 50, 50), Arrow("4", "Loop", "3", "3"), "Detail")));
  CHECK(FindId(result.model.processes, "web")->zone == "cloud");
  CHECK(FindId(result.model.processes, "web-2")->zone.empty());
  CHECK(FindId(result.model.flows, "web-2 -> web-2"));
  CHECK(Mentions(result.dropped, "titles of diagrams: `Context`, `Detail`"));
  CHECK(result.model.system.title == "Imported system");
  CHECK(ImportText(File(Surface("", "", "Web shop"))).model.system.title == "Web shop");
}

TEST_CASE("tm7: what has no position, no end or no known shape") {
  std::string nowhere = Entry("BorderBoundary", "GE.TB.B", "GE.TB.B", "b", String("Name", "Somewhere"), "");
  ImportResult result = ImportText(Drawn(Ellipse("1", "a", 50, 50) + Ellipse("2", "b", 250, 50) + Entry("StencilEllipse", "GE.P", "GE.P", "3", String("Name", "c"), "<Left>NaN</Left>") + nowhere +
                                             Entry("StencilDiamond", "GE.Q", "GE.Q", "4", String("Name", "gate"), Area(9, 9, 9, 9)) + Entry("StencilEllipse", "GE.Q", "GE.Q", "5", String("Name", "d"), Area(450, 50, 40, 40)),
                                         Entry("Connector", "GE.DF", "GE.DF", "6", String("Name", "near"), Ends("1", kNobody, 70, 50, 235, 50, 150, 50)) +
                                             Entry("Connector", "GE.DF", "GE.DF", "7", String("Name", "far"), Ends("1", kNobody, 70, 50, 150, 300, 100, 200)) + Arrow("8", "lost", "1", "gone") + Arrow("9", "bare", "1", kNobody) +
                                             Arrow("10", "placed", "3", "2")));
  CHECK(result.model.flows.size() == 2);
  CHECK(FindId(result.model.flows, "a -> b"));
  CHECK(FindId(result.model.flows, "c -> b"));
  CHECK(Mentions(result.guessed, "its target hangs loose; it was attached to `b`"));
  CHECK(Mentions(result.dropped, "flow `far` | its target hangs loose"));
  CHECK(Mentions(result.dropped, "flow `lost` | its target `gone` is not in the diagram"));
  CHECK(Mentions(result.dropped, "flow `bare` | it has no target"));
  CHECK(Mentions(result.guessed, "boundary box `Somewhere` | it has no position"));
  CHECK(Mentions(result.dropped, "cell `gate` | its shape `StencilDiamond` is not known"));
  CHECK(FindId(result.model.processes, "d"));
}

TEST_CASE("tm7: a boundary line is an arc through its handle") {
  // The straight line would pass above both; the arc goes between them.
  std::string nodes = Ellipse("1", "left", 100, 200) + Ellipse("2", "right", 300, 200), flow = Entry("Connector", "GE.DF", "GE.DF", "3", String("Name", "Ask"), Ends("1", "2", 120, 200, 280, 200, 200, 200));
  ImportResult bent = ImportText(Drawn(nodes + Ellipse("4", "more", 330, 230), flow + Arrow("5", "x", "2", "4") + Line("Gate", 0, 0, 0, 400, 300, 190)));
  CHECK(FindId(bent.model.zones, "gate"));
  CHECK(Mentions(bent.guessed, "curve `Gate` was taken to enclose left"));
  ImportResult aside = ImportText(Drawn(nodes, flow + Line("Gate", 0, 0, 400, 0, 200, 20)));
  CHECK(aside.model.zones.empty());
  CHECK(Mentions(aside.dropped, "it separates no flow's ends"));
}

TEST_CASE("tm7: people, notes and assumptions are listed as dropped") {
  ImportResult result = ImportText(File(Surface(""), "<MetaInformation><Assumptions>The host is safe.</Assumptions><Contributors>Ana</Contributors><ExternalDependencies>None</ExternalDependencies><Reviewer>Eva</Reviewer></MetaInformation>"
                                                     "<Notes><Note><AddedBy>DOMAIN\\ana</AddedBy><Message>Look at this again</Message></Note><Note><Message/></Note></Notes><Validations><V/></Validations>"));
  for (const char* words : {"assumptions: The host is safe.", "contributors: Ana", "reviewer: Eva", "note: Look at this again", "messages of the tool's own validation"}) CHECK(Mentions(result.dropped, words));
  CHECK_FALSE(Mentions(result.dropped, "None"));
  CHECK_FALSE(Mentions(result.dropped, "DOMAIN"));
}

TEST_CASE("tm7: other files are refused, with the reason") {
  auto refused = [](const std::string& text, int sure, const char* words) {
    CAPTURE(text.substr(0, 80));
    CHECK(FormatTm7().recognise("x.tm7", text) == sure);
    CHECK(FormatTm7().import(text, TestLibrary()).error.find(words) != std::string::npos);
  };
  refused("", 0, "not valid XML");
  refused("{}", 0, "not valid XML");
  refused("<a>", 0, "not valid XML");
  refused("<testsuites/>", 0, "`testsuites`");
  refused("<KnowledgeBase><Manifest name=\"x\"/></KnowledgeBase>", 30, "template");
  refused("<ThreatModel xmlns:xsi=\"x\"/>", 30, ".tms");
  refused("<!DOCTYPE ThreatModel [<!ENTITY x \"y\">]>" + Drawn(""), 100, "document type");
  refused(File(ReplaceAll(std::string(100, '.'), ".", "<a>") + ReplaceAll(std::string(100, '.'), ".", "</a>")), 100, "64 levels");
  refused(std::string((size_t{16} << 20) + 1, ' '), 0, "16 MiB");
  refused("\xFF\xFE<\0", 0, "UTF-16");
  CHECK(FormatTm7().recognise("x", "\xEF\xBB\xBF" + Drawn("")) == 100);
  CHECK(ImportText("\xEF\xBB\xBF" + Drawn(Ellipse("1", "a", 1, 1))).model.processes.size() == 1);
}

TEST_CASE("tm7: values of the wrong type do no harm") {
  for (const char* odd : {"<a:KeyValueOfguidanyType/>", "<x/>text", R"(<a:K><a:Value i:nil="true"/></a:K>)", R"(<a:K><a:Value i:type="Connector"><SourceX>1e999</SourceX><SourceY>1</SourceY><TargetX>-1e300</TargetX><TargetY>2</TargetY></a:Value></a:K>)",
                          R"(<a:K><a:Value i:type="StencilEllipse"><Left>1e300</Left><Top>x</Top><Width>-5</Width></a:Value></a:K>)", R"(<a:K><a:Value i:type="LineBoundary"><SourceGuid>a</SourceGuid></a:Value></a:K>)",
                          R"(<a:K><a:Value i:type="LineBoundary"><SourceX>1</SourceX><SourceY>1</SourceY><TargetX>1</TargetX><TargetY>1</TargetY><HandleX>1</HandleX><HandleY>1</HandleY></a:Value></a:K>)"}) {
    CAPTURE(odd);
    ImportText(Drawn(odd, odd));
    ImportText(File("<DrawingSurfaceModel/>" + std::string(odd), FoundList(odd)));
  }
  ImportText(Drawn(Ellipse("1", "&#xD800;a&#7;&#x110000;\x80\xC3(: #{}[]&quot;' &#xFEFF;&#x2028;", 50, 50, Choice("Encrypted", "No", 900) + Choice("Encrypted", "", -1) + "<a:anyType/>" + Flag("", "maybe") + String("", "x"))));
}

TEST_CASE("tm7: large files take bounded time") {
  std::string nested, lines;
  for (int i = 0; i < 600; ++i) nested += Boundary(std::to_string(i), "", 1000, 1000, 10 + 2 * i, 10 + 2 * i);
  ImportResult result = ImportText(Drawn(nested + Ellipse("p", "core", 1000, 1000)));
  CHECK(Mentions(result.dropped, "more than 500 boundaries"));
  CHECK(Mentions(ImportText(Drawn(Ellipse("p", std::string(2'500'000, 'a'), 50, 50))).dropped, "the file is too large to look for it"));
  for (int i = 0; i < 3000; ++i) lines += Arrow(std::to_string(i), "same", "a", "b");
  CHECK(ImportText(Drawn(Ellipse("a", "a", 50, 50) + Ellipse("b", "b", 250, 50), lines)).model.flows.size() == 3000);
}

TEST_CASE("tm7: real files") {
  const char* samples = std::getenv("MERLON_SAMPLES");
  if (!samples) {
    MESSAGE("skipped: MERLON_SAMPLES names no folder");
    return;
  }
  size_t models = 0, templates = 0, threats = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(samples)) {
    std::string extension = entry.path().extension().string(), path = entry.path().string();
    if (!entry.is_regular_file() || (extension != ".tm7" && extension != ".tb7")) continue;
    CAPTURE(path);
    std::ifstream stream(entry.path(), std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    CHECK(FormatTm7().recognise(path, bytes) == (extension == ".tm7" ? 100 : 30));
    ImportResult result = FormatTm7().import(bytes, TestLibrary());
    if (extension == ".tb7") {
      ++templates;
      CHECK(result.error.find("template") != std::string::npos);
      continue;
    }
    ++models;
    REQUIRE(result.error == "");
    CHECK(ReadBackErrors(result) == "");
    // What is left to find is what people left out of their decisions: a reason, or one of its own.
    auto workspace = Check(WriteModel(result.model, TestLibrary()));
    for (const Diagnostic& diagnostic : workspace->diagnostics().kept()) {
      if (diagnostic.code->severity != Severity::error) continue;
      std::string_view code = diagnostic.code->id;
      CAPTURE(diagnostic.message);
      CHECK((code == "missing-why" || code == "copied-why" || code == "hollow-why"));
    }
    CHECK(workspace->assessment().threats.size() >= result.model.threats.size());
    CHECK(workspace->assessment().threats.size() > 0);
    threats += result.model.threats.size();
  }
  MESSAGE("models imported: ", models, ", with threats: ", threats, "; templates refused: ", templates);
}
