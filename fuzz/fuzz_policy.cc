// Any bytes as a policy that is asked of a small model and as the baseline for it, and what is found as reports.
#include <cstddef>
#include <cstdint>
#include <string>

#include "engine/gate.h"
#include "fuzz/small_library.h"
#include "report/junit/junit.h"
#include "report/sarif/sarif.h"

namespace {

constexpr char kModel[] =
    "system: Shop\n"
    "zones: { internet: { trust: none }, lan: { trust: high } }\n"
    "assets: { card: { kind: data, confidentiality: high } }\n"
    "actors: { user: { in: internet, human: yes } }\n"
    "processes: { web: { in: lan, validates-input: no } }\n"
    "stores: { db: { in: lan, holds: [card] } }\n"
    "flows: { user -> web: { carries: [card], encrypted: no }, web -> db: {} }\n"
    "sessions: { 2020-01-01: {} }\n";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace merlon;
  std::string text(reinterpret_cast<const char*>(data), size);
  static const std::vector<LibraryFile> kFiles = PropertiesAndMethods();
  constexpr int32_t kToday = 20000;
  GateOptions options;
  options.today = kToday;
  Document document;
  Diagnostics diagnostics;
  FileId file = document.AddFile("known.json", text, diagnostics);
  if (!diagnostics.malformed()) ReadBaseline(document, file, options.baseline, diagnostics);

  Workspace workspace(kFiles);
  workspace.Load({{"model.yaml", kModel}}, {});
  if (workspace.malformed()) __builtin_trap();
  workspace.LoadPolicies({{"policy.yaml", std::move(text)}});
  if (!workspace.malformed()) {
    workspace.Analyse(kToday);
    RunGate(workspace, options);
  }
  workspace.diagnostics().Sort();
  PathNames names = [](const Document& from, FileId id) { return from.path(id); };
  std::vector<Finding> findings = FindingsOf(workspace.document(), workspace.policy_roots(), workspace.diagnostics(), names);
  WriteSarif(workspace, findings, {"0", true});
  WriteJunit(workspace, findings);
  return 0;
}
