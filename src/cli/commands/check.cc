// Is the model valid, complete, and within policy? The gate for CI.
#include <algorithm>

#include "base/strings.h"
#include "cli/check_output.h"
#include "cli/files.h"
#include "cli/result_files.h"
#include "engine/use_cases.h"

namespace merlon::cli {
namespace {

constexpr std::string_view kFormats[] = {"text", "json", "sarif", "junit"};
constexpr std::string_view kSeverities[] = {"none", "low", "medium", "high", "critical"};

// What the options ask of the gate; tells what is wrong with them and sets `exit`.
GateOptions ReadGateOptions(const Invocation& invocation, int& exit) {
  GateOptions options;
  if (std::string fail_on = invocation.Get("--fail-on"); !fail_on.empty()) {
    options.fail_on = static_cast<ThreatSeverity>(std::find(std::begin(kSeverities), std::end(kSeverities), fail_on) - std::begin(kSeverities) + 1);
  }
  options.max_age_text = invocation.Get("--max-age");
  if (invocation.Has("--max-age")) {
    options.max_age = ParseAge(options.max_age_text);
    if (!options.max_age) exit = Complain("`" + options.max_age_text + "` is no age", "write it like " + std::string(kAgeExamples) + ", up to a hundred years", kBadInput);
  }
  for (const std::string& path : invocation.All("--baseline")) {
    std::string_view hint = "make one with `merlon check --format json`";
    std::optional<std::string> text = ReadFile(path);
    if (!text) {
      exit = Complain("the baseline `" + path + "` cannot be read", hint, kEnvironment);
      continue;
    }
    Document document;
    Diagnostics diagnostics;
    FileId file = document.AddFile(path, std::move(*text), diagnostics);
    std::string problem = diagnostics.malformed() ? std::string() : ReadBaseline(document, file, options.baseline, diagnostics);
    if (diagnostics.malformed()) Tell(document, diagnostics);
    if (diagnostics.malformed()) problem = "it is not well-formed";
    if (!problem.empty()) exit = Complain("the baseline `" + path + "` is no answer of `merlon check` or `merlon threats`: " + problem, hint, kBadInput);
  }
  return options;
}

// Reads the files of `--policy` into the workspace; tells when one cannot be read.
bool ReadPolicies(const Invocation& invocation, Workspace& workspace) {
  std::vector<SourceText> sources;
  for (const std::string& path : invocation.All("--policy")) {
    std::optional<std::string> text = ReadFile(path);
    if (!text) {
      Complain("the policy `" + path + "` cannot be read", "check the path; a policy is a file", kEnvironment);
      return false;
    }
    sources.push_back({path == "-" ? "<stdin>" : path, std::move(*text)});
  }
  workspace.LoadPolicies(std::move(sources));
  return true;
}

// Text goes where people read it; everything else to standard output or the file that `--output` names. With a file, people get their text too.
int Answer(const Invocation& invocation, const CheckAnswer& answer) {
  std::string format = invocation.Get("--format", "text"), output = invocation.Get("--output");
  std::string report = format == "json" ? CheckJson(answer) : format == "sarif" ? CheckSarif(answer) : format == "junit" ? CheckJunit(answer) : std::string();
  bool to_file = !output.empty() && output != "-";
  if (format == "text" || to_file) PrintCheckText(answer);
  if (!to_file) Print(report);
  else if (!WriteFile(output, report)) return Complain("`" + output + "` cannot be written", "check the path", kEnvironment);
  if (answer.session.workspace->malformed()) return kBadInput;
  return answer.good ? kFine : kFindings;
}

// What `--require` asks for; false after telling what is wrong with it.
bool ReadRequirements(const Invocation& invocation, ReviewOptions& options) {
  for (const std::string& text : invocation.All("--require")) {
    if (text == "evidence") {
      options.require_evidence = true;
      continue;
    }
    std::optional<EvidenceDemand> demand = ParseEvidenceDemand(text);
    if (!demand) {
      Complain("`" + text + "` is nothing that `--require` knows", "write `evidence`, a tier (`documented`, `configured`, `tested`, `audited`), or a tier and a severity: `tested:high`", kBadInput);
      return false;
    }
    options.demands.push_back(*demand);
  }
  return true;
}

int Run(const Invocation& invocation) {
  int wrong = kFine;
  GateOptions gate_options = ReadGateOptions(invocation, wrong);
  if (wrong != kFine) return wrong;
  if (invocation.Has("--output") && invocation.Get("--format", "text") == "text") return Complain("`--output` needs a format for programs", "add `--format json`, `sarif` or `junit`", kBadInput);
  ReviewOptions options;
  if (!ReadRequirements(invocation, options)) return kBadInput;
  Session session = OpenModel(invocation, invocation.Arguments("MODEL"), {.analyse = false, .tell = false});
  if (!session.workspace || session.exit != kFine) return session.exit;
  Workspace& workspace = *session.workspace;
  if (!ReadPolicies(invocation, workspace)) return kEnvironment;
  gate_options.today = session.today;
  if (!workspace.malformed()) {
    workspace.MatchModel();
    // The list of threats costs more than everything before it. Where nothing depends on it, a large model goes without its totals.
    const Model& model = workspace.model();
    constexpr size_t kCheapList = 20000;
    bool asked_for = Threshold(workspace, gate_options) != ThreatSeverity::unknown || invocation.Json();
    bool needs_threats = asked_for || invocation.Has("--steps") || !model.decisions.empty() || !model.threats.empty() || !model.trees.empty() || !model.damages.empty() || !model.adversaries.empty() || workspace.matches().size() <= kCheapList;
    if (needs_threats && !workspace.malformed()) workspace.Analyse(session.today);
  }
  Gate gate;
  if (!workspace.malformed()) {
    options.today = session.today;
    workspace.ReviewModel(options);
    // What is wrong with the model is wrong whatever it is used for; which threats count is the use case's.
    if (int exit = NarrowToUseCase(session, invocation); exit != kFine) return exit;
    gate = RunGate(workspace, gate_options);
    if (const UseCase* use_case = workspace.use_case()) std::erase_if(gate.failing, [&](const Threat* threat) { return !Touches(workspace, *use_case, threat->place); });
  }
  workspace.diagnostics().Sort();
  bool good = !workspace.malformed() && !workspace.diagnostics().has_errors() && gate.failing.empty();
  std::vector<StepState> steps;
  if (invocation.Has("--steps") && !workspace.malformed()) {
    std::vector<TestResult> results;
    if (int unreadable = ReadResultFiles(invocation.All("--results"), results); unreadable != kFine) return unreadable;
    Verification verification = workspace.Verify(results);
    steps = workspace.Steps(invocation.Has("--results") && verification.Count(EvidenceState::passing) == verification.evidence.size());
  }
  return Answer(invocation, {session, gate, good, invocation.Get("--baseline"), std::move(steps)});
}

constexpr Argument kArguments[] = {kModelArgument};
constexpr Option kOptions[] = {
    {"--format", "FORMAT", "text for people; json, sarif for code hosts or junit for build servers", kFormats},
    {"--output", "FILE", "write the report there, and the text for people as usual"},
    {"--fail-on", "SEVERITY", "fail when a threat of this severity or worse is open", kSeverities},
    {"--baseline", "FILE", "do not fail on what an earlier answer of check or threats, as JSON, lists", {}, true},
    {"--policy", "FILE", "also ask what this policy asks", {}, true},
    {"--max-age", "AGE", "fail on decisions, trust and sessions older than this, as in 180d, 26w, 6m or 1y"},
    {"--require", "WHAT", "also fail on mitigations without evidence (evidence), or with less than a tier (tested), where the threat is severe (tested:high)", {}, true},
    {"--use-case", "ID", "with --fail-on and --steps: only the threats of this use case, with its own verdicts and decisions"},
    {"--steps", "", "also say where the model stands in the steps of its methods"},
    {"--results", "FILE", "with --steps: what tests and scans wrote, to show that mitigations work", {}, true},
    kLibraryOption,
    kWithOption,
    kTodayOption,
};
constexpr std::string_view kExamples[] = {"merlon check shop.merlon.yaml", "merlon check --fail-on high --baseline known.json", "merlon check --policy company.yaml --max-age 1y", "merlon check --require tested:high", "merlon check --format sarif --output merlon.sarif"};

}  // namespace

const Command& CommandCheck() {
  static const Command kCommand{"check", "is the model valid, complete, and within policy?", "all four", kArguments, kOptions, kExamples, Run};
  return kCommand;
}

}  // namespace merlon::cli
