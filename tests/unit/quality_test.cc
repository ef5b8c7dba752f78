// The library as a whole: it is quiet where nothing is said, it can be cleared, and it does not say one thing twice.
#include <doctest/doctest.h>

#include <filesystem>

#include "../support.h"

using namespace merlon;

namespace {

size_t Count(const Workspace& workspace, Status status) {
  size_t count = 0;
  for (const Threat& threat : workspace.assessment().threats) count += threat.status == status && !threat.set_aside;
  return count;
}

}  // namespace

TEST_CASE("an empty process in an empty zone asks little") {
  auto workspace = Load("system: x\nzones: { z: {} }\nprocesses: { p: { in: z } }\n");
  CHECK(Count(*workspace, Status::open) == 0);
  CHECK(Count(*workspace, Status::undetermined) <= 3);
}

TEST_CASE("a model in which every fact is declared leaves nothing open and nothing to ask") {
  auto workspace = Check(RepositoryFile("examples/hardened/merlon.yaml"));
  REQUIRE_FALSE(workspace->malformed());
  CHECK(Count(*workspace, Status::open) == 0);
  CHECK(Count(*workspace, Status::undetermined) == 0);
  CHECK(Count(*workspace, Status::handled) > 50);
  CHECK(workspace->Questions().empty());
}

TEST_CASE("every example passes its check") {
  for (const auto& entry : std::filesystem::directory_iterator(MERLON_SOURCE_FOLDER "/examples")) {
    std::string model = "examples/" + entry.path().filename().string() + "/merlon.yaml";
    if (!std::filesystem::exists(MERLON_SOURCE_FOLDER "/" + model)) continue;
    CAPTURE(model);
    auto workspace = Check(RepositoryFile(model));
    CHECK_FALSE(workspace->malformed());
    for (const Diagnostic& diagnostic : workspace->diagnostics().kept()) CHECK_MESSAGE(diagnostic.code->severity != Severity::error, diagnostic.message);
  }
}

TEST_CASE("a pattern about logs finds the database that may hold them") {
  auto workspace = Check(R"(
system: x
zones: { dmz: { trust: medium } }
assets: { orders: { kind: data, integrity: high } }
processes: { api: { in: dmz } }
stores: { order-db: { in: dmz, technology: postgresql, holds: [orders] } }
flows: { api -> order-db: { carries: [orders] } }
decisions: { log-tampering@any: { accept: yes, why: "No log leaves the host, and losing one costs a day of debugging.", by: product owner, until: 2027-01-01 } }
)");
  CHECK(Find(*workspace, "orphaned-decision") == nullptr);
  CHECK(StatusOf(*workspace, "log-tampering@order-db") == "decided");
}

TEST_CASE("a broken rule is told, and breaks nothing else") {
  auto diagnostics_of = [](std::string_view when, std::string_view effort) {
    std::string text = "---\ntitle: T\ncategories: { stride: spoofing }\nof: zone\nwhen: '" + std::string(when) + "'\nhandled: zone.segmented\ngives: nothing\neffort: " + std::string(effort) + "\nimpact: { integrity: low }\n---\n";
    std::vector<LibraryFile> files{{"properties/segmented.md", "---\ntitle: S\nof: [zone]\ntype: yes-no\nask: Is it?\n---\n"}, {"rules/spoofing/x.md", text}};
    Workspace workspace(files);
    workspace.CompileRules();
    return workspace.library_diagnostics().malformed();
  };
  CHECK_FALSE(diagnostics_of("not zone.segmented", "8 h"));
  CHECK(diagnostics_of("not zone.segmented", "3 das"));
  CHECK(diagnostics_of("3not count(", "8 h"));
  CHECK(diagnostics_of("count(", "8 h"));
  CHECK(diagnostics_of("count(x", "8 h"));
}

TEST_CASE("packs are silent where none of their elements is") {
  auto workspace = Load(R"(
system: x
zones: { internet: { trust: none }, dmz: { trust: medium } }
actors: { user: { in: internet } }
processes: { web: { in: dmz } }
stores: { db: { in: dmz } }
flows: { user -> web: {}, web -> db: {} }
)");
  for (std::string_view rule : {"prompt-injection", "open-topic", "loose-container", "poisoned-pipeline", "lost-device", "forged-command", "public-bucket", "unverified-token"}) {
    for (const Threat& threat : workspace->assessment().threats) CHECK_MESSAGE(threat.id.substr(0, threat.id.find('@')) != rule, threat.id);
  }
}

TEST_CASE("a special rule stands for the general one at the same place") {
  std::string model = R"(
system: x
zones: { internet: { trust: none }, inside: { trust: high } }
actors: { visitor: { in: internet } }
processes: { helper: { in: inside, ai-agent: yes, validates-input: no, FACT } }
flows: { visitor -> helper: {} }
)";
  auto with = [&](std::string_view fact) { return Load(std::string(model).replace(model.find("FACT"), 4, fact)); };
  auto open = with("injection-contained: no");
  CHECK(StatusOf(*open, "prompt-injection@helper") == "open");
  CHECK(StatusOf(*open, "unvalidated-input@helper") == "open, set aside");
  // The special one is not certain, the general one is.
  auto unknown = with("logs-actions: yes");
  CHECK(StatusOf(*unknown, "prompt-injection@helper") == "undetermined");
  CHECK(StatusOf(*unknown, "unvalidated-input@helper") == "open");
  auto handled = with("injection-contained: yes");
  CHECK(StatusOf(*handled, "unvalidated-input@helper") == "open");
}

TEST_CASE("what a property says by default gives way to everything else") {
  auto workspace = Load(R"(
system: x
processes: { plain: {}, helper: { technology: agent }, not-one: { technology: agent, ai-agent: no } }
)");
  CHECK(ValueAt(*workspace, "ai-agent", "plain") == "no");
  CHECK(ReasonAt(*workspace, "ai-agent", "plain").kind == ReasonKind::property_default);
  CHECK(ValueAt(*workspace, "ai-agent", "helper") == "yes");
  CHECK(ValueAt(*workspace, "ai-agent", "not-one") == "no");
  // A technology makes a question worth asking that the default answers elsewhere.
  CHECK(ValueAt(*workspace, "fetches-urls", "plain") == "no");
  CHECK(ValueAt(*workspace, "fetches-urls", "helper") == "unknown");
  CHECK(ReasonAt(*workspace, "fetches-urls", "helper").kind == ReasonKind::nobody_said);
}

TEST_CASE("a technology is found in a name") {
  const Library& library = TestLibrary();
  auto named = [&](std::string_view name, PlaceKind kind) {
    uint32_t found = library.FindTechnologyIn(name, kind);
    return found == kNone ? std::string_view() : library.technologies()[found].id.view();
  };
  CHECK(named("Orders DB (PostgreSQL)", PlaceKind::store) == "postgresql");
  CHECK(named("Message Queue", PlaceKind::store) == "message-queue");
  CHECK(named("Background Worker Process", PlaceKind::process) == "worker");
  CHECK(named("Something else", PlaceKind::process) == "");
  // Only where the kind fits, and only whole words.
  CHECK(named("PostgreSQL", PlaceKind::actor) == "");
  CHECK(named("postgresqlish", PlaceKind::store) == "");
}
