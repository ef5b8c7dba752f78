// Packs of methods: what they change and what not, their tables, and the risk of a damage.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "../support.h"
#include "engine/use_cases.h"
#include "engine/worksheets.h"
#include "judge/levels.h"
#include "judge/risk.h"
#include "judge/scoring/scheme.h"
#include "judge/tree_cost.h"
#include "language/schema.h"

using namespace merlon;

namespace {

const MethodDeclaration& Method(const Workspace& workspace, std::string_view id) {
  uint32_t found = workspace.library().FindMethod(id);
  REQUIRE(found != kNone);
  return workspace.library().methods()[found];
}

std::set<std::string> Ids(const Workspace& workspace) {
  std::set<std::string> ids;
  for (const Threat& threat : workspace.assessment().threats) ids.emplace(threat.id);
  return ids;
}

constexpr std::string_view kShop = R"(
zones: { internet: { trust: none }, cloud: { trust: high } }
actors: { customer: { in: internet, human: yes } }
processes: { web: { in: cloud, technology: web-application } }
flows: { customer -> web: { over: https } }
)";

}  // namespace

TEST_CASE("methods: a pack without categories silences no rule and changes no meaning") {
  auto stride = Load("system: Shop\nmethods: [stride]\n" + std::string(kShop));
  for (std::string_view methods : {"[pasta]", "[pasta, stride]", "[stride, pasta]", "[kill-chain, tara, attack-trees]", "[vast, \"62443\"]", "[trike]", "[agile-stride]"}) {
    CAPTURE(methods);
    auto other = Load("system: Shop\nmethods: " + std::string(methods) + "\n" + std::string(kShop));
    CHECK(Ids(*other) == Ids(*stride));
    CHECK(other->names().first_method() == "stride");
  }
  auto linddun = Load("system: Shop\nmethods: [pasta, linddun]\n" + std::string(kShop));
  CHECK(linddun->names().first_method() == "linddun");
  CHECK(std::none_of(linddun->assessment().threats.begin(), linddun->assessment().threats.end(), [](const Threat& threat) { return threat.category == "spoofing"; }));
}

TEST_CASE("methods: every pack has steps that say what to do, and names only what there is") {
  auto workspace = Load("system: Nothing\n");
  REQUIRE(workspace->library().methods().size() >= 14);
  for (const MethodDeclaration& method : workspace->library().methods()) {
    CAPTURE(method.id.view());
    CHECK(method.steps.size() >= 3);
    CHECK(!workspace->library().Section(method.prose, {}).empty());
    for (const StepDeclaration& step : method.steps) {
      CHECK(!step.work.empty());
      CHECK(!step.enter.empty());
      CHECK(!step.exit.empty());
      for (const Text& wanted : step.done_when) CHECK(FindCriterion(wanted.view()) != nullptr);
    }
    // Also a model with nothing in it has tables, each with rows as wide as its head.
    for (const Table& table : WorksheetTables(*workspace, method)) {
      CHECK(!table.about.empty());
      for (const std::vector<Cell>& row : table.rows) CHECK(row.size() == table.columns.size());
    }
  }
}

TEST_CASE("methods: every example answers for its methods, with rows in every table") {
  size_t tables = 0;
  for (const auto& entry : std::filesystem::directory_iterator(MERLON_SOURCE_FOLDER "/examples")) {
    if (!std::filesystem::exists(entry.path() / "merlon.yaml")) continue;
    std::string name = entry.path().filename().string();
    CAPTURE(name);
    auto workspace = Load(RepositoryFile("examples/" + name + "/merlon.yaml"));
    for (const Ref& method : workspace->model().methods) {
      for (const Table& table : WorksheetTables(*workspace, Method(*workspace, method.view()))) {
        CAPTURE(table.id);
        CHECK(!table.rows.empty());
        for (const std::vector<Cell>& row : table.rows) {
          CHECK(row.size() == table.columns.size());
          for (const Cell& cell : row) CHECK((cell.threat.empty() || workspace->FindThreat(cell.threat) != nullptr));
        }
        ++tables;
      }
    }
  }
  CHECK(tables >= 15);
}

TEST_CASE("trike: the threats follow from the matrix, and only while the method is in use") {
  std::string model = R"(
system: Guest book
assets: { entries: { kind: data, integrity: high, confidentiality: low, availability: medium } }
actors: { guest: { human: yes } }
actions: { guest@entries: { create: always, read: sometimes, update: never, when: it is their own } }
)";
  CHECK(!Ids(*Load(model)).contains("guest-may-not-update@entries"));
  auto workspace = Load(model + "methods: [trike]\n");
  std::set<std::string> derived;
  for (const Threat& threat : workspace->assessment().threats) {
    if (threat.hand != kNone && workspace->model().threats[threat.hand].derived) derived.insert(std::string(threat.id) + " " + std::string(threat.category) + " " + std::string(Name(threat.severity)));
  }
  CHECK(derived == std::set<std::string>{"guest-cannot-create@entries denial-of-service medium", "guest-cannot-read@entries denial-of-service medium", "guest-misuses-read@entries elevation-of-privilege low",
                                         "guest-may-not-update@entries elevation-of-privilege high"});
  // They are not written out, so that reading what was written gives them once.
  CHECK(WriteModel(workspace->model(), workspace->library()).find("guest-may-not-update") == std::string::npos);
  // One that somebody wrote out with more to say is theirs.
  auto written = Load(model + "methods: [trike]\nthreats: { guest-may-not-update@entries: { title: By hand, severity: critical } }\n");
  CHECK(written->ThreatTitle(*written->FindThreat("guest-may-not-update@entries")) == "By hand");
}

TEST_CASE("tara: risk for every impact and every combination of the five factors") {
  auto workspace = Load("system: Nothing\n");
  const MethodDeclaration& tara = Method(*workspace, "tara");
  // Points as ISO/SAE 21434 annex G lists them, written down again.
  constexpr int kTime[] = {0, 1, 4, 17, 19}, kExpertise[] = {0, 3, 6, 8}, kKnowledge[] = {0, 3, 7, 11}, kWindow[] = {0, 1, 4, 10}, kEquipment[] = {0, 4, 7, 9};
  size_t count = 0;
  for (int t : kTime) for (int e : kExpertise) for (int k : kKnowledge) for (int w : kWindow) for (int q : kEquipment) {
    int sum = t + e + k + w + q;
    std::string_view expected = sum <= 13 ? "high" : sum <= 19 ? "medium" : sum <= 24 ? "low" : "very-low";
    int column = sum <= 13 ? 3 : sum <= 19 ? 2 : sum <= 24 ? 1 : 0;
    std::string texts[] = {std::to_string(t), std::to_string(e), std::to_string(k), std::to_string(w), std::to_string(q)};
    WrittenScore written;
    written.id = Text("attack-potential");
    constexpr std::string_view kNames[] = {"time", "expertise", "knowledge", "window", "equipment"};
    for (size_t i = 0; i < 5; ++i) written.inputs.Add({Text(kNames[i]), Text(texts[i])});
    std::vector<ScoreProblem> problems;
    std::optional<SchemeScore> score = kAttackPotential.score(written, problems);
    REQUIRE(score);
    REQUIRE(score->label == expected);
    constexpr int kMatrix[4][4] = {{1, 1, 1, 1}, {1, 2, 3, 4}, {2, 3, 4, 5}, {3, 4, 5, 5}};
    for (Harm harm : {Harm::negligible, Harm::moderate, Harm::major, Harm::severe}) REQUIRE(RiskValue(tara, harm, score->label) == kMatrix[static_cast<int>(harm) - 1][column]);
    ++count;
  }
  CHECK(count == 1280);
  CHECK(!RiskValue(tara, Harm::unknown, "high"));
  CHECK(!RiskValue(tara, Harm::severe, "unheard-of"));
}

TEST_CASE("tara: the worst respect is the impact, and retaining without a reason is an error") {
  Damage damage;
  damage.financial = Harm::moderate, damage.safety = Harm::severe;
  CHECK(WorstHarm(damage) == Harm::severe);
  auto workspace = Check(R"(
system: Door
methods: [tara]
processes: [unit]
threats: { opened@unit: { title: Opened } }
decisions: { opened@unit: { accept: yes, by: somebody, until: 2099-01-01 } }
)");
  const auto& kept = workspace->diagnostics().kept();
  CHECK(std::any_of(kept.begin(), kept.end(), [](const Diagnostic& diagnostic) { return diagnostic.code->id == "missing-why"; }));
}

TEST_CASE("levels: a gap is never below 0, and what nobody said is no gap of 0") {
  CHECK(Gap(3, 1) == 2);
  CHECK(Gap(1, 3) == 0);
  CHECK(Gap(2, kNoLevel) == kNoLevel);
  CHECK(Gap(kNoLevel, kNoLevel) == 0);
  auto workspace = Load(R"(
system: Plant
zones:
  plant: { trust: medium, sl-target: { all: 2, iac: 3 }, sl-achieved: 2 }
  cell:  { trust: high, in: plant }
  office: { trust: low }
processes: { mes: { in: plant }, plc: { in: cell }, erp: { in: office } }
flows: { mes -> plc: {}, erp -> mes: {}, erp -> plc: {} }
conduits: { inner: { between: [plant, cell] }, outer: { between: [office, plant] } }
)");
  AssessInput input = workspace->input();
  CHECK(TargetOf(input, 1) == LevelVector{3, 2, 2, 2, 2, 2, 2});
  CHECK(TargetOf(input, 2)[0] == kNoLevel);
  CHECK(ConduitOf(input, 0) == 0);
  CHECK(ConduitOf(input, 1) == 1);
  CHECK(ConduitOf(input, 2) == 1);  // the cell lies in the plant, and the office does not
}

TEST_CASE("trees: sums where all are needed, the least where one is enough, and a lower bound where a price is missing") {
  auto workspace = Load(R"(
system: House
processes: [door]
threats: { picked@door: { title: Picked }, forced@door: { title: Forced } }
controls: { lock: { state: in-place } }
decisions: { picked@door: { mitigate: [lock], why: The new lock resists picking for an hour in tests. } }
trees:
  inside:
    title: Inside
    any:
      - { title: Pick, threat: picked@door, effort: 1 h }
      - title: Break
        effort: 1 h
        all: [{ title: Tool, effort: 2 h }, { title: Force, threat: forced@door }]
      - { title: Wait, effort: 9 h }
  closed: { title: Closed, any: [{ title: Pick, threat: picked@door, effort: 1 h }] }
)");
  AssessInput input = workspace->input();
  auto all = CheapestWay(input, workspace->assessment(), workspace->model().trees[0], false);
  REQUIRE(all);
  CHECK(all->least == 1);
  CHECK(all->steps == std::vector<std::string_view>{"Pick"});
  auto open = CheapestWay(input, workspace->assessment(), workspace->model().trees[0], true);
  REQUIRE(open);
  CHECK(open->least == 3);
  CHECK(!open->bounded);
  CHECK(open->steps == std::vector<std::string_view>{"Tool", "Force"});
  CHECK(!CheapestWay(input, workspace->assessment(), workspace->model().trees[1], true));
}

TEST_CASE("flows: the interaction syntax") {
  struct Case {
    std::string_view key, source, target, label, via;
    bool both;
  };
  constexpr Case kGood[] = {
      {"a <-(https)-> b [Order (books)]", "a", "b", "Order (books)", "https", true}, {"a -(https)-> b [Order]", "a", "b", "Order", "https", false}, {"a -(tcp)-> b", "a", "b", "", "tcp", false},
      {"a <-> b [Talk]", "a", "b", "Talk", "", true},  {"a -> b (label)", "a", "b", "label", "", false}, {"a<-(x)->b", "a", "b", "", "x", true}};
  for (const Case& good : kGood) {
    CAPTURE(good.key);
    FlowKey key;
    REQUIRE(ParseFlowKey(good.key, key));
    CHECK(key.source == good.source);
    CHECK(key.target == good.target);
    CHECK(key.label == good.label);
    CHECK(key.via == good.via);
    CHECK(key.both_ways == good.both);
  }
  for (std::string_view bad : {"a <-(https-> b", "a <-()-> b", "a -(x)-> b []", "a -(x)-> b [y)", "a (x)-> b", "-(x)-> b", "a <-(x)->"}) {
    CAPTURE(bad);
    FlowKey key;
    CHECK(!ParseFlowKey(bad, key));
  }
  auto workspace = Load("system: S\nprocesses: [a, b]\nflows: { \"a <-(https)-> b [Order (books)]\": {} }\n");
  REQUIRE(workspace->model().flows.size() == 2);
  CHECK(workspace->names().FindPlace("b..a#order-books"));
  CHECK(workspace->model().flows[1].over == "https");
}

TEST_CASE("use cases: own verdicts and decisions hold there and nowhere else") {
  auto workspace = Load(R"(
system: Shop
zones: { internet: { trust: none }, cloud: { trust: high } }
actors: { customer: { in: internet, human: yes } }
processes: { web: { in: cloud }, admin: { in: cloud } }
flows: { customer -> web: {}, admin -> web: {} }
adversaries: { thief: { like: organised-crime } }
threats: { robbed@web: { title: Robbed, category: tampering, severity: high }, lost@admin: { title: Lost, category: tampering } }
use-cases:
  buy: { flows: [customer..web], expects: { tampering: { verdict: not-expected, why: "Only catalogue pages are shown, and they are printed from a copy." } } }
  run: { flows: [admin..web] }
)");
  std::vector<UseCaseSum> sums = SumUpUseCases(*workspace, kTestDay);
  REQUIRE(sums.size() == 2);
  CHECK(sums[0].worst == ThreatSeverity::unknown);
  CHECK(sums[0].set_aside >= 1);
  CHECK(sums[1].worst == ThreatSeverity::high);
  CHECK(workspace->use_case() == nullptr);
  CHECK(!workspace->FindThreat("robbed@web")->set_aside);
}
