// Does the evidence hold? Reads results of tests and scans, and looks up what the model names.
#include <algorithm>
#include <filesystem>
#include <iterator>

#include "cli/files.h"
#include "cli/result_files.h"
#include "cli/session.h"
#include "text/json.h"

namespace merlon::cli {
namespace {

constexpr EvidenceState kStates[] = {EvidenceState::passing, EvidenceState::failing, EvidenceState::missing, EvidenceState::stale};

Paint PaintFor(EvidenceState state) {
  switch (state) {
    case EvidenceState::passing: return Paint::green;
    case EvidenceState::failing: return Paint::red;
    default: return Paint::yellow;
  }
}

// `--results` takes all that follows, so a model that was written last has come among the results. No format of results is YAML or a folder.
void TakeModelsOut(std::vector<std::string>& paths, std::vector<std::string>& models) {
  if (!models.empty()) return;
  auto is_model = [](const std::string& path) {
    std::error_code error;
    return path.ends_with(".yaml") || path.ends_with(".yml") || std::filesystem::is_directory(path, error);
  };
  std::copy_if(paths.begin(), paths.end(), std::back_inserter(models), is_model);
  std::erase_if(paths, is_model);
}

void PrintJson(const Session& session, const Verification& verification) {
  const Document& document = session.workspace->document();
  std::string out;
  JsonWriter json(out);
  json.BeginObject().Key("schema").String("merlon/verify/1");
  json.Key("counts").Inline(true).BeginObject();
  for (EvidenceState state : kStates) json.Key(Name(state)).Number(static_cast<int64_t>(verification.Count(state)));
  json.Key("on_paper").Number(static_cast<int64_t>(verification.on_paper)).Key("planned").Number(static_cast<int64_t>(verification.planned));
  json.EndObject().Inline(false);
  json.Key("evidence").BeginArray();
  for (const VerifiedEvidence& one : verification.evidence) {
    json.BeginObject().Key("threat").StringOrNull(one.threat);
    json.Key("control").StringOrNull(one.controls.size() == 1 ? one.controls.front() : std::string_view());
    json.Key("reference").String(one.reference.view()).Key("state").Word(Name(one.state));
    json.Key("detail").StringOrNull(one.detail).Key("kind").Word(one.kind).Key("tier").Word(Name(one.tier));
    json.Key("results").Number(static_cast<int64_t>(one.matched)).Key("trust").StringOrNull(one.trust);
    json.Key("controls").Inline(true).BeginArray();
    for (std::string_view control : one.controls) json.String(control);
    json.EndArray().Inline(false);
    Location at = document.Locate(document.span(one.reference.node).begin);
    json.Key("file").String(ShownPath(session, at.file)).Key("line").Number(at.line).Key("column").Number(at.column);
    json.EndObject();
  }
  json.EndArray().EndObject();
  Print(out + "\n");
}

// What the evidence is for: the threat's key, or the control or trust statement.
std::string SubjectOf(const VerifiedEvidence& one) {
  if (!one.threat.empty()) return std::string(one.threat);
  return one.trust.empty() ? "control " + std::string(one.controls.front()) : "trust " + std::string(one.trust);
}

std::string NextStep(const Verification& verification) {
  if (verification.evidence.empty()) return "Next: name what shows that a mitigation works, as in `evidence: { test: \"ctest:name\" }`.";
  switch (verification.evidence.front().state) {
    case EvidenceState::failing: {
      const VerifiedEvidence& worst = verification.evidence.front();
      if (worst.threat.empty() || worst.threat.find("any") != std::string_view::npos) return "Next: mend what fails.";
      return "Next: mend what fails; `merlon explain " + std::string(worst.threat) + "` says what it leaves open.";
    }
    case EvidenceState::missing: return "Next: run what is missing, add its file to `--results`, or correct the name in the model.";
    case EvidenceState::stale: return "Next: run it again, and verify the new results.";
    case EvidenceState::passing: break;
  }
  return "Next: `merlon check --require tested:high` asks for such evidence wherever it matters.";
}

void PrintText(const Verification& verification, size_t results) {
  Terminal terminal(stdout);
  constexpr size_t kWidest = 44;
  size_t subjects = 0, references = 0;
  for (const VerifiedEvidence& one : verification.evidence) {
    subjects = std::min(kWidest, std::max(subjects, DisplayWidth(Clean(SubjectOf(one)))));
    references = std::min(kWidest, std::max(references, DisplayWidth(Clean(one.reference.view()))));
  }
  std::string out;
  for (const VerifiedEvidence& one : verification.evidence) {
    out += terminal.In(PaintFor(one.state), Name(one.state)) + std::string(9 - Name(one.state).size(), ' ');
    out += terminal.In(Paint::cyan, Pad(Clean(SubjectOf(one)), subjects)) + "  ";
    out += one.detail.empty() ? Clean(one.reference.view()) : Pad(Clean(one.reference.view()), references) + "  " + terminal.In(Paint::dim, one.detail);
    out += "\n";
  }
  if (!verification.evidence.empty()) out += "\n";
  std::string counts = "Among " + Plural(results, "result") + ": ";
  for (EvidenceState state : kStates) counts += (state == kStates[0] ? "" : ", ") + std::to_string(verification.Count(state)) + " " + std::string(Name(state));
  out += verification.evidence.empty() ? "The model names no test, scan or configuration that results could show" : counts;
  if (verification.on_paper) out += "; " + std::to_string(verification.on_paper) + " more on paper only";
  if (verification.planned) out += "; " + std::to_string(verification.planned) + " for controls that are only planned";
  Print(out + "\n" + NextStep(verification) + "\n");
}

int Run(const Invocation& invocation) {
  std::vector<std::string> paths = invocation.All("--results"), models = invocation.Arguments("MODEL");
  TakeModelsOut(paths, models);
  if (paths.empty()) return Complain("which results?", "add `--results FILE…`: JUnit XML, CTest XML, SARIF or TAP", kBadInput);
  Session session = OpenModel(invocation, models, {.analyse = false});
  std::vector<TestResult> results;
  int exit = ReadResultFiles(paths, results);
  if (!session.usable()) return std::max(session.exit, exit);
  if (exit != kFine) return exit;
  Verification verification = session.workspace->Verify(results);
  if (invocation.Json()) PrintJson(session, verification);
  else PrintText(verification, results.size());
  bool good = verification.Count(EvidenceState::passing) == verification.evidence.size();
  return good ? kFine : kFindings;
}

constexpr Argument kArguments[] = {kModelArgument};
constexpr Option kOptions[] = {
    kFormatOption,
    {"--results", "FILE", "what tests and scans wrote: JUnit XML, CTest XML, SARIF or TAP; several may follow", {}, true, true},
    kLibraryOption,
    kWithOption,
};
constexpr std::string_view kExamples[] = {"merlon verify shop.merlon.yaml --results build/Testing/*/Test.xml", "merlon verify --results junit.xml scan.sarif --format json"};

}  // namespace

const Command& CommandVerify() {
  static const Command kCommand{"verify", "does the evidence hold? compare it with results of tests and scans", "did we do a good job?", kArguments, kOptions, kExamples, Run};
  return kCommand;
}

}  // namespace merlon::cli
