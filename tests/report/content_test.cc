// What an edition holds and what it does not, in every format that is text.
#include <doctest/doctest.h>

#include "../support.h"
#include "report/kind.h"
#include "report/write_json.h"

using namespace merlon;

namespace {

constexpr std::string_view kShop = R"(merlon: 1
system: Shop
assets:
  card: { kind: data, confidentiality: high }
  plan: { kind: data, title: The secret plan, internal: yes }
zones:
  net: { trust: none }
  inner: { trust: high }
  hidden: { trust: high, title: Vault of the owners, internal: yes }
actors:
  customer: { in: net, human: yes }
processes:
  web: { in: inner, technology: web-application }
  till: { in: hidden, title: Back room till }
stores:
  ledger: { in: inner, title: Grey ledger, internal: yes, holds: [card, plan] }
flows:
  customer -> web: { over: http, carries: [card] }
  web -> ledger: { over: postgresql, title: Night run, carries: [card, plan] }
  web -> till: { over: grpc, title: Till feed, carries: [card] }
parties:
  landlord: { kind: client, title: The landlord }
  uncle: { kind: client, internal: yes }
trust:
  walls: { whom: landlord, for: [tampering], why: The lease says that the landlord keeps doors and walls in order. }
  favour: { whom: uncle, for: [spoofing], why: The uncle looks at every face that enters since he retired. }
adversaries:
  thief: { like: organised-crime, wants: [card] }
  mole: { like: insider, title: Our own mole, wants: [plan], internal: yes }
threats:
  whisper@web: { title: Whispered rumour, category: tampering, severity: high, internal: yes }
  shout@web: { title: Shouted rumour, category: tampering, severity: high }
controls:
  grille: { title: Iron grille, state: in-place, on: [web], owner: smith, verify: Rattle it. }
decisions:
  readable-in-transit@customer..web:
    mitigate: [tls]
    why: The terminator in front of the shop speaks TLS only since spring.
    by: Petra
    evidence: { test: "ctest:tls_only" }
sessions:
  2026-11-01: { present: { petra: developer }, notes: [Somebody left the side gate ajar.] }
)";

ReportOptions OptionsFor(const Workspace& workspace, Audience audience, Parts parts) {
  ReportOptions options;
  options.stamp.audience = audience;
  options.stamp.parts = parts;
  options.stamp.version = "0";
  options.stamp.format = "json";
  options.stamp.model_hash = HashOf(workspace.document());
  options.names = [](const Document& document, FileId file) { return document.path(file); };
  return options;
}

const ReportKind& Kind(std::string_view name) {
  for (const ReportKind* kind : ReportKinds()) {
    if (kind->name == name) return *kind;
  }
  FAIL("no kind of this name");
  return *ReportKinds().front();
}

std::string Written(const Workspace& workspace, std::string_view kind, const ReportOptions& options, std::string_view own_template = {}, std::string_view table = {}) {
  WrittenReport report = Kind(kind).write({workspace, options, own_template, table});
  CHECK_MESSAGE(report.ok(), report.error);
  return report.bytes;
}

bool Has(const std::string& text, std::string_view what) { return text.find(what) != std::string::npos; }

}  // namespace

TEST_CASE("report: the customer's edition holds nothing that is marked internal, in any format and part") {
  auto workspace = Check(std::string(kShop));
  REQUIRE(!workspace->malformed());
  ReportOptions ours = OptionsFor(*workspace, Audience::auditor, kAllParts);
  ReportOptions theirs = OptionsFor(*workspace, Audience::customer, kAllParts);
  constexpr std::string_view kInternal[] = {"secret plan", "Vault of the owners", "Back room till", "Grey ledger", "Night run", "Till feed", "Our own mole", "Whispered rumour", "ledger", "till@", "@till", "whisper@", "..till", "Petra", "side gate ajar", "uncle"};
  for (std::string_view kind : {"html", "md", "json", "sarif"}) {
    std::string shown = Written(*workspace, kind, theirs);
    for (std::string_view text : kInternal) CHECK_MESSAGE(!Has(shown, text), kind << " holds " << text);
  }
  for (std::string_view table : {"backlog", "threats", "decisions", "questions", "elements", "flows", "assets"}) {
    std::string shown = Written(*workspace, "csv", theirs, {}, table);
    for (std::string_view text : kInternal) CHECK_MESSAGE(!Has(shown, text), table << " holds " << text);
  }
  // The same words are there for our own people, so the test would notice.
  std::string shown = Written(*workspace, "json", ours);
  for (std::string_view text : {"The secret plan", "Vault of the owners", "Grey ledger", "Night run", "Our own mole", "Whispered rumour", "Petra", "side gate ajar"}) CHECK_MESSAGE(Has(shown, text), text);
  CHECK(Has(shown, "uncle looks at every face"));
  CHECK(Has(Written(*workspace, "json", theirs), "Shouted rumour"));
  CHECK(Has(Written(*workspace, "json", theirs), "landlord keeps doors"));
}

TEST_CASE("report: the part threats has no word about responses") {
  auto workspace = Check(std::string(kShop));
  ReportOptions options = OptionsFor(*workspace, Audience::auditor, Bit(Part::threats));
  ReportOptions all = OptionsFor(*workspace, Audience::auditor, kAllParts);
  for (std::string_view kind : {"html", "md", "json"}) {
    std::string shown = Written(*workspace, kind, options), whole = Written(*workspace, kind, all);
    for (std::string_view text : {"speaks TLS only", "Iron grille", "tls_only", "Petra"}) {
      CHECK_MESSAGE(!Has(shown, text), kind << " holds " << text);
      if (text != "Iron grille" || kind != "md") CHECK_MESSAGE(Has(whole, text == "tls_only" && kind == "md" ? "Petra" : text), kind << " lacks " << text);
    }
    CHECK(Has(shown, "Shouted rumour"));
    // What the library says to do is a response as well.
    CHECK(!Has(shown, "Use TLS or another encrypted protocol"));
  }
  CHECK(Has(Written(*workspace, "html", all), "Use TLS or another encrypted protocol"));
}

TEST_CASE("report: a template fills in what it names, escaped, and cannot be tricked") {
  auto workspace = Check("merlon: 1\nsystem: \"<b>Bold</b> {{stamp.line}}\"\nassets: { a: { kind: data }, b: { kind: data } }\n");
  ReportOptions options = OptionsFor(*workspace, Audience::auditor, kAllParts);
  CHECK(Written(*workspace, "html", options, "{{system.title}}|{{{system.title}}}|{{&system.title}}") == "&lt;b&gt;Bold&lt;/b&gt; {{stamp.line}}|&lt;b&gt;Bold&lt;/b&gt; {{stamp.line}}|&lt;b&gt;Bold&lt;/b&gt; {{stamp.line}}");
  CHECK(Written(*workspace, "html", options, "{{#has_assets}}yes{{/has_assets}}{{#has_flows}}no{{/has_flows}} {{#assets}}[{{title}}{{about}}]{{/assets}} {{system.methods_list}}") == "yes [a][b] stride");
  CHECK(!Has(Written(*workspace, "md", options, "{{system.title}}"), "<b>"));
  struct Wrong {
    std::string_view text, message;
    size_t line;
  };
  for (Wrong wrong : {Wrong{"a\n{{#assets}}", "has no end", 2}, {"a\n\n{{> system}}", "partials", 3}, {"{{=<% %>=}}", "delimiters", 1}, {"{{assets", "not closed", 1}, {"a\n{{/b}}", "ends nothing", 2}}) {
    WrittenReport report = Kind("html").write({*workspace, options, wrong.text, {}});
    CHECK(!report.ok());
    CHECK_MESSAGE(Has(report.error, wrong.message), report.error);
    CHECK(report.line == wrong.line);
  }
}

TEST_CASE("report: a section inside itself ends with an error, not with all memory") {
  std::string model = "merlon: 1\nsystem: S\nassets:\n";
  for (int i = 0; i < 400; ++i) model += "  a" + std::to_string(i) + ": { kind: data }\n";
  auto workspace = Load(model);
  ReportOptions options = OptionsFor(*workspace, Audience::auditor, kAllParts);
  WrittenReport report = Kind("html").write({*workspace, options, "{{#assets}}{{#assets}}{{#assets}}" + std::string(8000, 'x') + "{{/assets}}{{/assets}}{{/assets}}", {}});
  CHECK(Has(report.error, "256 MiB"));
}

TEST_CASE("report: no cell of a table is a formula") {
  auto workspace = Check("merlon: 1\nsystem: S\nzones: { z: { trust: none } }\nprocesses: { web: { in: z, title: \"=HYPERLINK(\\\"http://x\\\")\" }, w2: { in: z, title: \"+1,\\\"2\" }, w3: { in: z, title: \"@x\" }, w4: { in: z, title: \"-x\" } }\n");
  std::string shown = Written(*workspace, "csv", OptionsFor(*workspace, Audience::auditor, kAllParts), {}, "elements");
  CHECK(Has(shown, "\"'=HYPERLINK(\"\"http://x\"\")\""));
  CHECK(Has(shown, "\"'+1,\"\"2\""));
  CHECK(Has(shown, "\"'@x\""));
  CHECK(Has(shown, "\"'-x\""));
}

TEST_CASE("report: stamps survive and forged ones before the real one do not count") {
  Stamp stamp;
  stamp.version = "1.2", stamp.day = "2026-11-20", stamp.format = "html", stamp.model_hash = "abc", stamp.revision = "0123+changes", stamp.audience = Audience::owner, stamp.parts = Bit(Part::threats) | Bit(Part::sessions);
  std::optional<Stamp> read = FindStamp("x merlon-stamp version=6 model=evil format=html; <!-- " + StampLine(stamp) + " -->");
  REQUIRE(read);
  CHECK(read->version == "1.2");
  CHECK(read->model_hash == "abc");
  CHECK(read->revision == "0123+changes");
  CHECK(read->audience == Audience::owner);
  CHECK(read->parts == stamp.parts);
  stamp.table = "--><script>";
  CHECK(!Has(StampLine(stamp), "script"));
  for (std::string_view broken : {"", "merlon-stamp", "merlon-stamp version=1;", "merlon-stamp version=1 model=2 format=x for=nobody;", "merlon-stamp version=1 model=2 format=x parts=all;", "merlon-stamp version=1 model=2 format=x other=y;"}) CHECK(!FindStamp(broken));
}
