// Every code has a folder under tests/diagnostics whose model shows it, and every folder is a code. What people read is compared by the golden
// runner (the files `expect`); here is what programs rely on: the code, a sensible position, and the weight that decides the exit status.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "../support.h"
#include "cli/files.h"
#include "cli/session.h"
#include "engine/codes.h"
#include "engine/gate.h"

using namespace merlon;
namespace fs = std::filesystem;

namespace {

fs::path Folder(std::string_view code) { return fs::path(MERLON_SOURCE_FOLDER) / "tests" / "diagnostics" / code; }

// The two whose bytes cannot stand in a repository.
std::string ModelText(const Code& code) {
  if (code.id == "file-too-large") return std::string(kMostFileBytes + 1, '#');
  if (code.id == "invalid-utf8") return "system: Caf\xE9\nprocesses: [till]\n";
  return RepositoryFile("tests/diagnostics/" + std::string(code.id) + "/model.yaml");
}

// What the folder asks of evidence: what its file `require` says, else that there is some.
ReviewOptions Options(const Code& code) {
  ReviewOptions options{kTestDay, true, {}};
  if (!fs::exists(Folder(code.id) / "require")) return options;
  std::optional<EvidenceDemand> demand = ParseEvidenceDemand(RepositoryLines("tests/diagnostics/" + std::string(code.id) + "/require").front());
  REQUIRE(demand);
  options.demands.push_back(*demand);
  return options;
}

std::unique_ptr<Workspace> Run(const Code& code) {
  auto workspace = std::make_unique<Workspace>(cli::BuiltinLibrary());
  std::string path = (Folder(code.id) / "model.yaml").string();
  workspace->Load({{path, ModelText(code)}}, cli::HostFor(path));
  if (fs::exists(Folder(code.id) / "policy.yaml")) workspace->LoadPolicies({{"policy.yaml", RepositoryFile("tests/diagnostics/" + std::string(code.id) + "/policy.yaml")}});
  if (!workspace->malformed()) workspace->Analyse(kTestDay);
  if (!workspace->malformed()) workspace->ReviewModel(Options(code));
  GateOptions gate;
  gate.today = kTestDay;
  if (!workspace->malformed()) RunGate(*workspace, gate);
  return workspace;
}

}  // namespace

TEST_CASE("diagnostics: codes are words in dashes, each with a meaning, each once") {
  std::set<std::string_view> ids;
  for (const Code* code : AllCodes()) {
    CAPTURE(code->id);
    CHECK(ids.insert(code->id).second);
    CHECK(!code->id.empty());
    CHECK(std::all_of(code->id.begin(), code->id.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; }));
    CHECK(!code->meaning.empty());
    CHECK(code->meaning.back() != '.');
    // What is malformed ends every command; that is no mere warning.
    if (code->weight == Weight::malformed) CHECK(code->severity == Severity::error);
  }
}

TEST_CASE("diagnostics: every code has a folder, and every folder is a code") {
  std::set<std::string> codes, folders;
  for (const Code* code : AllCodes()) codes.emplace(code->id);
  for (const fs::directory_entry& entry : fs::directory_iterator(Folder(""))) {
    if (entry.is_directory()) folders.insert(entry.path().filename().string());
  }
  for (const std::string& code : codes) CHECK_MESSAGE(folders.contains(code), "no folder shows ", code);
  for (const std::string& folder : folders) CHECK_MESSAGE(codes.contains(folder), folder, " is no code");
}

TEST_CASE("diagnostics: each folder's model shows its code, at a place in its files") {
  for (const Code* code : AllCodes()) {
    CAPTURE(code->id);
    if (!fs::exists(Folder(code->id))) continue;
    std::unique_ptr<Workspace> workspace = Run(*code);
    const Diagnostic* found = Find(*workspace, code->id);
    REQUIRE(found);
    bool in_library = std::any_of(workspace->library_diagnostics().kept().begin(), workspace->library_diagnostics().kept().end(), [&](const Diagnostic& diagnostic) { return &diagnostic == found; });
    const Document& document = in_library ? workspace->library().document() : workspace->document();
    REQUIRE(found->span);
    Location at = document.Locate(found->span.begin);
    const std::string& path = document.path(at.file);
    CHECK(at.line >= 1);
    CHECK(at.column >= 1);
    CHECK(found->span.end >= found->span.begin);
    if (in_library) CHECK((fs::exists(path) || fs::exists(Folder(code->id) / "library" / path)));
    else CHECK((fs::path(path).filename() == "model.yaml" || fs::path(path).filename() == "policy.yaml"));
    CHECK(!found->message.empty());
    CHECK(found->message.back() != '.');
    // The smallest model shows nothing else.
    CHECK(workspace->diagnostics().kept().size() + workspace->library_diagnostics().kept().size() == 1);
    CHECK(workspace->malformed() == (code->weight == Weight::malformed));
    CHECK(workspace->diagnostics().has_errors() == (code->severity == Severity::error && !in_library));
    // People are told what to do next.
    CHECK(!found->hint.empty());
  }
}

TEST_CASE("diagnostics: at most a thousand are kept, the rest is counted") {
  Diagnostics diagnostics;
  for (int i = 0; i < 1500; ++i) diagnostics.Add(*AllCodes().front(), {0, 1}, "again");
  CHECK(diagnostics.kept().size() == 1000);
  CHECK(diagnostics.left_out() == 500);
  CHECK(diagnostics.malformed());
}
