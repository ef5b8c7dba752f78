// Any bytes as a model: read, analyse, review, and ask for all answers. Nothing may crash, hang or grow without bound.
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "cli/session.h"

namespace merlon {
namespace {

constexpr int32_t kToday = 20777;
constexpr size_t kMostExplained = 40;

// Reading all of the library takes far longer than reading a model of fuzzing's size. Taken are all properties, since everything else names
// them, a quarter of the rules, and what the seeds of the corpus use; without the rules' long prose.
std::string WithoutRefines(std::string text) {
  // The general rule may be among those that are left out.
  size_t at = text.find("\nrefines:");
  if (at != std::string::npos) text.erase(at, text.find('\n', at + 1) - at);
  return text;
}
const std::vector<LibraryFile>& SmallLibrary() {
  static const std::vector<LibraryFile> kFiles = [] {
    constexpr std::string_view kNeeded[] = {"technologies/rest-api.md", "technologies/web-application.md", "technologies/postgresql.md", "technologies/https.md",
                                            "technologies/grpc.md", "controls/rate-limit.md", "controls/passkeys.md", "controls/alerting.md", "controls/tls.md",
                                            "controls/parameterised-queries.md", "adversaries/insider.md", "adversaries/competitor.md", "adversaries/organised-crime.md"};
    std::vector<LibraryFile> files;
    size_t rules = 0;
    for (const LibraryFile& file : cli::BuiltinLibrary()) {
      bool needed = file.path.starts_with("properties/") || file.path.starts_with("methods/") || std::find(std::begin(kNeeded), std::end(kNeeded), file.path) != std::end(kNeeded);
      if (needed || (file.path.starts_with("rules/") && ++rules % 4 == 0)) files.push_back({file.path, WithoutRefines(std::string(file.text().substr(0, file.text().find("\n## "))))});
    }
    Workspace workspace(files);
    workspace.CompileRules();
    if (workspace.library_diagnostics().malformed()) __builtin_trap();
    return files;
  }();
  return kFiles;
}

// What the commands ask of an analysed model.
void Ask(const Workspace& workspace) {
  size_t explained = 0;
  for (const Threat& threat : workspace.assessment().threats) {
    workspace.FindThreat(threat.id);
    workspace.ThreatTitle(threat);
    for (const DecidingFact& fact : workspace.Explain(threat).facts) {
      Reason reason = workspace.ReasonOf(fact);
      workspace.NodeOf(fact, reason);
      workspace.ReasonText(fact, reason);
    }
    workspace.Clears(threat);
    if (++explained >= kMostExplained) break;
  }
  workspace.Questions();
  workspace.Verdicts();
  workspace.Duties();
  workspace.Steps(false);
  workspace.ControlEffects();
}

}  // namespace
}  // namespace merlon

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace merlon;
  Workspace workspace(SmallLibrary());
  workspace.Load({{"model.yaml", std::string(reinterpret_cast<const char*>(data), size)}}, {});
  if (!workspace.malformed()) workspace.Analyse(kToday);
  if (!workspace.malformed()) {
    workspace.ReviewModel({kToday, true});
    Ask(workspace);
  }
  workspace.diagnostics().Sort();
  for (const Diagnostic& diagnostic : workspace.diagnostics().kept()) {
    workspace.document().Locate(diagnostic.span.begin);
    workspace.document().Locate(diagnostic.span.end);
    workspace.document().Slice(diagnostic.span);
  }
  return 0;
}
