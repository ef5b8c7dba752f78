// Pictures: what they say, that hostile names stay names, and what is refused. How they are laid out is in diagram_layout_test.cc.
#include "report/diagram/diagram.h"

#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <pugixml.hpp>
#include <set>

#include "../support.h"
#include "report/diagram/measure.h"
#include "report/diagram/picture.h"
#include "report/diagram/pictures.h"
#include "report/diagram/style.h"

using namespace merlon;

namespace {

constexpr std::string_view kShop = R"(system: Corner shop
owner: web-team
assets: { card: { title: Card data, kind: data, confidentiality: high }, orders: { kind: data }, unmoved: { kind: data } }
zones: { internet: { trust: none }, cloud: { trust: medium, party: provider }, backend: { trust: high, in: cloud } }
actors: { customer: { in: internet, human: yes } }
processes: { web: { in: cloud, technology: web-application }, api: { in: backend }, old: { in: backend, out-of-scope: It is switched off in March and nobody calls it. } }
stores: { db: { in: backend, technology: postgresql, holds: [orders] } }
flows:
  customer <-> web: { over: https, carries: [card, orders] }
  web -> api: { over: grpc, encrypted: yes, source-authenticated: yes, carries: [card] }
  api -> db: { over: postgresql, encrypted: no, local: no, carries: [orders] }
  api -> api (retry): { local: yes }
  old -> db: { title: Nightly clean-up }
parties: { provider: { kind: cloud-provider } }
trust:
  hosting: { whom: provider, for: [denial-of-service], why: The contract of March covers floods up to 1 Tbit/s. }
threats: { stolen-laptop: { title: Somebody steals the laptop, severity: high } }
use-cases:
  buy: { title: Buy a book, flows: ["customer -> web", "web -> api", "api -> db"] }
  nothing: { title: Nothing happens }
states:
  web: { initial: out, final: [in], states: { out: {}, in: {} }, transitions: { out -> in: { guard: the password matches, who: [customer] } } }
trees:
  cards: { title: Get the cards, any: [ { title: Read the database, all: [ { title: Get in }, { title: Copy, effort: 2 h } ] }, { title: Take a laptop, threat: stolen-laptop@system } ] }
)";

DiagramOptions Of(DiagramKind kind) {
  DiagramOptions options;
  options.kind = kind;
  return options;
}

std::string Svg(const Workspace& workspace, const DiagramOptions& options) {
  Drawing drawing = Draw(workspace, options, DiagramFormat::svg);
  CHECK_MESSAGE(drawing.ok(), drawing.error);
  return drawing.bytes;
}

// All text of a picture that people see.
std::set<std::string> Texts(const std::string& svg) {
  pugi::xml_document document;
  pugi::xml_parse_result result = document.load_buffer(svg.data(), svg.size());
  CHECK_MESSAGE(result, result.description());
  std::set<std::string> texts;
  for (const pugi::xpath_node& node : document.select_nodes("//text")) texts.insert(node.node().text().get());
  return texts;
}

size_t Count(const std::string& text, std::string_view what) {
  size_t count = 0;
  for (size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++count;
  return count;
}

const std::vector<DiagramOptions> kAll = [] {
  std::vector<DiagramOptions> all;
  for (DiagramKind kind : {DiagramKind::dataflow, DiagramKind::context, DiagramKind::states, DiagramKind::responsibility, DiagramKind::sequence, DiagramKind::tree}) all.push_back(Of(kind));
  all[4].use_case = "buy";
  for (int i = 0; i < 3; ++i) all.push_back(Of(DiagramKind::dataflow));
  all[6].zone = "backend", all[7].asset = "card", all[8].use_case = "buy";
  return all;
}();

}  // namespace

TEST_CASE("every picture is well-formed, says what it is, and is the same each time") {
  auto workspace = Load(std::string(kShop));
  for (const DiagramOptions& options : kAll) {
    CAPTURE(kDiagramKinds[static_cast<size_t>(options.kind)]);
    std::string svg = Svg(*workspace, options);
    pugi::xml_document document;
    REQUIRE(document.load_buffer(svg.data(), svg.size()));
    pugi::xml_node root = document.child("svg");
    CHECK(std::string(root.attribute("aria-labelledby").value()) == "merlon-title merlon-desc");
    CHECK(std::string(root.child("title").attribute("id").value()) == "merlon-title");
    CHECK(std::string(root.child("title").text().get()).starts_with("Corner shop: "));
    CHECK(std::string(root.child("desc").text().get()).size() > 40);
    CHECK(svg == Svg(*workspace, options));
    CHECK(Draw(*workspace, options, DiagramFormat::dot).ok());
    CHECK(Draw(*workspace, options, DiagramFormat::mermaid).ok());
  }
}

TEST_CASE("a data flow diagram shows elements, zones, protection and what is out of scope, each in words") {
  auto workspace = Load(std::string(kShop));
  std::string svg = Svg(*workspace, kAll[0]);
  std::set<std::string> texts = Texts(svg);
  for (const char* text : {"customer", "web", "api", "db", "old", "out of scope", "internet", "trust: none", "trust: medium, run by provider", "Card data, orders", "grpc", "postgresql", "holds orders", "retry", "Nightly clean-up",
                           "encrypted", "not encrypted", "encryption not stated", "not on a network", "the receiver checks who sends", "threats that wait for an answer"}) {
    CHECK_MESSAGE(texts.contains(text), text);
  }
  // `a <-> b` is one line with two heads: seven heads for five flows, one of them both ways, beside those of the legend.
  size_t legend = svg.find("class=\"legend\"");
  CHECK(Count(svg.substr(0, legend), "class=\"tip\"") == 6);
  // The legend explains nothing that is not there.
  CHECK_FALSE(texts.contains("final state"));
  CHECK_FALSE(texts.contains("holds it"));
}

TEST_CASE("views keep what belongs to them") {
  auto workspace = Load(std::string(kShop));
  std::set<std::string> zone = Texts(Svg(*workspace, kAll[6])), asset = Texts(Svg(*workspace, kAll[7])), use_case = Texts(Svg(*workspace, kAll[8]));
  CHECK(zone.contains("outside this view"));
  CHECK(zone.contains("web"));
  CHECK_FALSE(zone.contains("customer"));
  CHECK(asset.contains("customer"));
  CHECK_FALSE(asset.contains("db"));
  CHECK(use_case.contains("db"));
  CHECK_FALSE(use_case.contains("old"));
}

TEST_CASE("badges count open and undetermined threats, and can be left out") {
  auto workspace = Load(std::string(kShop));
  size_t open = 0, waiting = 0;
  for (const Threat& threat : workspace->assessment().threats) {
    if (threat.set_aside || threat.id.find("@db") == std::string_view::npos) continue;
    open += threat.status == Status::open, waiting += threat.status == Status::undetermined;
  }
  REQUIRE(open + waiting > 0);
  Badge badge{static_cast<uint32_t>(open), static_cast<uint32_t>(waiting), ThreatSeverity::unknown};
  std::string words = open ? std::to_string(open) + " open threat" : BadgeWords(badge);
  CHECK(Draw(*workspace, kAll[0], DiagramFormat::dot).bytes.find(words) != std::string::npos);
  DiagramOptions bare = kAll[0];
  bare.badges = false;
  CHECK(Svg(*workspace, bare).find("class=\"badge") == std::string::npos);
  CHECK(Draw(*workspace, bare, DiagramFormat::mermaid).bytes.find("threat") == std::string::npos);
  CHECK(BadgeText({3, 1, ThreatSeverity::high}) == "3 H");
  CHECK(BadgeText({0, 2, ThreatSeverity::unknown}) == "2 ?");
  CHECK(BadgeWords({1, 2, ThreatSeverity::low}) == "1 open threat, low; 2 undetermined threats");
}

TEST_CASE("an embedded picture has no header, its own ids, links, and colours from the page") {
  auto workspace = Load(std::string(kShop));
  DiagramOptions options = kAll[0];
  options.embedded = options.links = true;
  options.id = "pic\"7<";
  std::string svg = Svg(*workspace, options);
  CHECK(svg.starts_with("<svg "));
  CHECK(svg.find("id=\"pic7-title\"") != std::string::npos);
  CHECK(svg.find("href=\"#place-api..api~retry\"") != std::string::npos);
  CHECK(svg.find("var(--merlon-ink,var(--own-ink))") != std::string::npos);
  CHECK_FALSE(Texts(svg).contains("Corner shop"));
  options.style = false;
  CHECK(Svg(*workspace, options).find("<style>") == std::string::npos);
  CHECK(DiagramStyle() == StyleRules(true, DiagramTheme::automatic));
}

TEST_CASE("hostile names stay names in every format") {
  const std::vector<std::string> names = {"</text><script>alert(1)</script>", "]]> <!-- & &amp; &#x41;", "quote \\\" and \\\\ end\\\\", "a\\nb\\tc\\u0007d", "\\u202Egnp.exe \\u200F", "\\\"] --> z; click z href", "`x` #quot; %%{init}%% end", "$(rm) ${x} \\\\N \\\\G"};
  for (const std::string& name : names) {
    CAPTURE(name);
    std::string model = "system: \"" + name + "\"\nassets: { a: { title: \"" + name + "\" } }\nzones: { z: { title: \"" + name + "\" } }\nactors: { x: { in: z, title: \"" + name + "\" } }\nprocesses: { y: { technology: \"" + name + "\" } }\nflows: { x -> y: { title: \"" + name + "\", over: \"" + name + "\", carries: [a] } }\n";
    auto workspace = Load(model);
    REQUIRE_FALSE(workspace->malformed());
    std::string title = Printable(workspace->model().system.title.view());
    for (unsigned char c : title) CHECK(c >= 0x20);
    CHECK(title.find("\xE2\x80\xAE") == std::string::npos);

    std::string svg = Svg(*workspace, Of(DiagramKind::dataflow));
    pugi::xml_document document;
    REQUIRE(document.load_buffer(svg.data(), svg.size()));
    CHECK(svg.find("<script") == std::string::npos);
    CHECK(std::string(document.child("svg").child("title").text().get()) == title + ": Data flow diagram");
    for (const pugi::xpath_node& node : document.select_nodes("//*")) {
      static const std::set<std::string> kKnown = {"svg", "title", "desc", "style", "g", "rect", "path", "text", "line", "circle"};
      CHECK(kKnown.contains(node.node().name()));
    }

    // Outside of quotes a DOT file holds our own words only, and each quote ends on its line.
    std::string dot = Draw(*workspace, Of(DiagramKind::dataflow), DiagramFormat::dot).bytes;
    std::string outside;
    bool quoted = false;
    for (size_t i = 0; i < dot.size(); ++i) {
      if (quoted && dot[i] == '\\') ++i;
      else if (dot[i] == '"') quoted = !quoted;
      else if (!quoted) outside += dot[i];
      else CHECK(dot[i] != '\n');
    }
    CHECK_FALSE(quoted);
    CHECK(outside.find_first_of("<&\\`$%#'") == std::string::npos);
    CHECK(outside.find("click") == std::string::npos);

    // Between the quotes of Mermaid nothing is left that means something, apart from its own line breaks and numbers.
    std::string mermaid = Draw(*workspace, Of(DiagramKind::dataflow), DiagramFormat::mermaid).bytes;
    CHECK(mermaid.starts_with("---\ntitle: '"));
    mermaid.erase(0, mermaid.find("'\n---\n") + 6);
    CHECK(mermaid.starts_with("flowchart LR\n"));
    CHECK(Count(mermaid, "\"") % 2 == 0);
    CHECK(mermaid.find("script>") == std::string::npos);
    CHECK(mermaid.find('`') == std::string::npos);
    CHECK(mermaid.find("%%") == std::string::npos);
    CHECK(Count(mermaid, "<") == Count(mermaid, "<br/>"));
    CHECK(Count(mermaid, "\\") == 0);
  }
}

TEST_CASE("what cannot be drawn is refused with what to do") {
  auto workspace = Load(std::string(kShop));
  auto error = [&](DiagramOptions options) {
    Drawing drawing = Draw(*workspace, options, DiagramFormat::svg);
    return drawing.error + " / " + drawing.hint;
  };
  DiagramOptions zone = Of(DiagramKind::dataflow), asset = zone;
  zone.zone = "backned", asset.asset = "unmoved";
  CHECK(error(zone) == "the model has no zone `backned` / did you mean `backend`?");
  CHECK(error(asset).starts_with("there is nothing to draw"));
  CHECK(error(Of(DiagramKind::sequence)) == "a sequence is that of one use case, and the model has several / name one with `--use-case`, as in `--use-case buy`");
  DiagramOptions nothing = Of(DiagramKind::sequence);
  nothing.use_case = "nothing";
  CHECK(error(nothing).starts_with("there is nothing to draw: the use case `nothing` lists no flow"));
  auto empty = Load("system: s\n");
  for (const DiagramOptions& options : kAll) CHECK_FALSE(Draw(*empty, options, DiagramFormat::svg).ok());

  std::string large = "system: s\nprocesses:\n";
  for (int i = 0; i < 2001; ++i) large += "  p" + std::to_string(i) + ": {}\n";
  Drawing drawing = Draw(*Load(large), Of(DiagramKind::dataflow), DiagramFormat::svg);
  CHECK(drawing.error.find("too large") != std::string::npos);
  CHECK_FALSE(drawing.environment);
}

TEST_CASE("the pictures that a report should show") {
  std::vector<std::string> titles;
  for (const DiagramChoice& choice : DiagramsWorthDrawing(*Load(std::string(kShop)))) titles.push_back(choice.title);
  CHECK(titles == std::vector<std::string>{"Data flow", "Who answers for what", "Use case: Buy a book", "Where it goes: Card data", "Where it goes: orders", "States: web", "Attack tree: Get the cards"});
  CHECK(DiagramsWorthDrawing(*Load(std::string(kShop)), false, 2).size() == 2);
  CHECK(DiagramsWorthDrawing(*Load("system: s\n")).empty());
}

TEST_CASE("people outside see nothing that is internal") {
  auto workspace = Load(R"(system: Shop
assets: { card: { title: Card data }, profit: { title: Our profit, internal: yes } }
zones: { open: {}, hidden: { title: The vault, internal: yes }, deep: { title: Below the vault, in: hidden }, theirs: { party: provider }, secret: { party: quiet, title: Quiet zone } }
actors: { guest: { in: open } }
processes: { web: { in: open }, spy: { in: open, title: The watcher, internal: yes }, safe: { in: deep, title: The safe }, host: { in: theirs }, odd: { in: secret } }
flows:
  guest -> web: { carries: [card, profit] }
  guest -> web (quiet line): { internal: yes }
  web -> safe: {}
  web -> spy: {}
  web -> host: {}
parties: { provider: {}, quiet: { title: The silent partner, internal: yes } }
trust:
  one: { whom: provider, for: [spoofing], why: The contract of March says that they check every visitor. }
  two: { whom: provider, for: [tampering], why: They showed us how they keep the logs of a year., internal: yes }
use-cases: { seen: { flows: ["guest -> web", "web -> safe"] }, unseen: { title: Unseen, internal: yes, flows: ["guest -> web"] } }
states: { safe: { initial: a, states: { a: {} } } }
trees: { t: { title: The plan, any: [ { title: step } ] } }
)");
  REQUIRE_FALSE(workspace->malformed());
  std::vector<DiagramChoice> choices = DiagramsWorthDrawing(*workspace, true);
  REQUIRE(choices.size() == 4);
  for (const DiagramChoice& choice : choices) {
    CAPTURE(choice.title);
    for (DiagramFormat format : {DiagramFormat::svg, DiagramFormat::dot, DiagramFormat::mermaid}) {
      std::string bytes = Draw(*workspace, choice.options, format).bytes;
      CHECK(bytes.find("web") != std::string::npos);
      for (const char* hidden : {"profit", "vault", "watcher", "The safe", "quiet line", "silent", "Tampering", "badge critical", "undetermined"}) CHECK_MESSAGE(bytes.find(hidden) == std::string::npos, hidden);
    }
  }
  DiagramOptions tree = Of(DiagramKind::tree);
  tree.for_outside = true;
  CHECK_FALSE(Draw(*workspace, tree, DiagramFormat::dot).ok());
  // Our own people see all of it.
  CHECK(Draw(*workspace, Of(DiagramKind::dataflow), DiagramFormat::dot).bytes.find("The safe") != std::string::npos);
}

TEST_CASE("the pictures of a report share a page") {
  auto workspace = Load(std::string(kShop));
  std::string page;
  for (const ReportPicture& picture : PicturesFor(*workspace, false).shown) page += picture.svg;
  CHECK(Count(page, "<svg ") == 7);
  CHECK(Count(page, "<style>") == 1);
  pugi::xml_document document;
  std::string whole = "<page>" + page + "</page>";
  REQUIRE(document.load_buffer(whole.data(), whole.size()));
  std::set<std::string> ids;
  for (const pugi::xpath_node& node : document.select_nodes("//*[@id]")) CHECK(ids.insert(node.node().attribute("id").value()).second);
  CHECK(ids.size() == 14);
  CHECK(Count(page, "href=\"#place-system\"") == 0);
  CHECK(Count(page, "href=\"#place-web\"") > 0);
}

TEST_CASE("a PNG is a PNG") {
  if (!CanDrawPng()) return;
  auto workspace = Load(std::string(kShop));
  DiagramOptions options = kAll[0];
  options.scale = 1;
  std::string once = Draw(*workspace, options, DiagramFormat::png).bytes;
  options.scale = 1000;  // is capped
  options.kind = DiagramKind::context;
  std::string capped = Draw(*workspace, options, DiagramFormat::png).bytes;
  CHECK(once.starts_with("\x89PNG\r\n"));
  CHECK(capped.starts_with("\x89PNG\r\n"));
}

TEST_CASE("text is measured and broken the same everywhere") {
  CHECK(TextWidth("", 10) == 0);
  CHECK(TextWidth("W", 100) == doctest::Approx(99));
  CHECK(TextWidth("日本", 10) > TextWidth("ab", 10));
  CHECK(TextWidth("e\xCC\x81", 10) == TextWidth("e", 10));
  CHECK(BreakLines("one two three", 60, 10, false, 3) == std::vector<std::string>{"one two", "three"});
  CHECK(BreakLines("one two three", 40, 10, false, 1) == std::vector<std::string>{"one t…"});
  CHECK(BreakLines("order-service-database", 70, 10, false, 3) == std::vector<std::string>{"order-", "service-", "database"});
  CHECK(BreakLines("", 40, 10, false, 3).empty());
  CHECK(BreakLines("WWW", 1, 10, false, 5).size() == 3);
  CHECK(Printable("a\xFF\xC0\x80z") == "a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDz");
  for (const std::string& line : BreakLines("a text of many words that has to be broken into some lines", 90, 11, true, 9)) CHECK(TextWidth(line, 11, true) <= 90);
}

namespace {

double Channel(const std::string& hex, size_t at) {
  double value = std::stoi(hex.substr(at, 2), nullptr, 16) / 255.0;
  return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}
double Luminance(const std::string& hex) { return 0.2126 * Channel(hex, 1) + 0.7152 * Channel(hex, 3) + 0.0722 * Channel(hex, 5); }
// WCAG 2.2, "contrast ratio".
double Contrast(const std::string& a, const std::string& b) {
  double first = Luminance(a), second = Luminance(b);
  return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

std::map<std::string, std::string> Colours(DiagramTheme theme) {
  std::string rules = StyleRules(true, theme);
  std::map<std::string, std::string> colours;
  for (size_t at = rules.find("--own-"); at != std::string::npos && rules[rules.find_first_not_of("abcdefghijklmnopqrstuvwxyz-", at)] == ':'; at = rules.find("--own-", at + 1)) {
    size_t colon = rules.find(':', at);
    colours[rules.substr(at + 6, colon - at - 6)] = rules.substr(colon + 1, 7);
  }
  return colours;
}

}  // namespace

TEST_CASE("contrast is AA in both themes") {
  for (DiagramTheme theme : {DiagramTheme::light, DiagramTheme::dark}) {
    auto colours = Colours(theme);
    REQUIRE(colours.size() > 15);
    constexpr std::pair<const char*, const char*> kTexts[] = {{"ink", "paper"}, {"ink", "actor"}, {"ink", "process"}, {"ink", "store"}, {"muted", "paper"}, {"muted", "actor"}, {"muted", "process"}, {"muted", "store"}, {"zone-line", "paper"}, {"badge-text", "critical"}, {"badge-text", "high"}, {"medium-text", "medium"}, {"paper", "muted"}};
    for (auto [text, behind] : kTexts) CHECK_MESSAGE(Contrast(colours[text], colours[behind]) >= 4.5, (std::string(text) + " on " + behind));
    for (const char* line : {"actor-line", "process-line", "store-line", "zone-line", "guarded", "bare", "unstated"}) CHECK_MESSAGE(Contrast(colours[line], colours["paper"]) >= 3, std::string(line));
  }
}
