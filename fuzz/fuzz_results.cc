// Any bytes as a file of results: read, and held against a model that names results of each kind. What is read keeps the reader's promises.
#include <cstddef>
#include <cstdint>

#include "engine/workspace.h"
#include "fuzz/small_library.h"
#include "results/results.h"

namespace merlon {
namespace {

const Workspace& TheModel() {
  static const std::unique_ptr<Workspace> kModel = [] {
    auto workspace = std::make_unique<Workspace>(PropertiesAndMethods());
    std::string text = "parties: [bank]\ntrust:\n";
    constexpr std::string_view kReferences[] = {"*", "ctest:*", "junit:a*?", "sarif:*/*", "tap:ok", "suite/a*b", "other:a"};
    for (size_t i = 0; i < std::size(kReferences); ++i) {
      text += "  t" + std::to_string(i) + ": { whom: bank, for: [tampering], changed: 2026-11-20, evidence: { test: \"" + std::string(kReferences[i]) + "\" } }\n";
    }
    workspace->Load({{"model.yaml", text}}, {});
    if (workspace->malformed()) __builtin_trap();
    return workspace;
  }();
  return *kModel;
}

}  // namespace
}  // namespace merlon

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace merlon;
  ResultsFile file = ReadResults({reinterpret_cast<const char*>(data), size});
  if (!file.error.empty() && !file.results.empty()) __builtin_trap();
  for (const TestResult& result : file.results) {
    if (result.names.empty() || result.kinds == 0) __builtin_trap();
    for (const std::string& name : result.names) {
      if (name.empty() || name.find('\n') != std::string::npos || name.size() > 2 * kLongestResultName + 1) __builtin_trap();
    }
  }
  Verification verification = TheModel().Verify(file.results);
  for (const VerifiedEvidence& one : verification.evidence) {
    if (one.matched == 0 && one.state != EvidenceState::missing) __builtin_trap();
    if (one.state != EvidenceState::passing && one.detail.empty()) __builtin_trap();
  }
  return 0;
}
