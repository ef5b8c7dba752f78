// Is the model valid, complete, and within policy? The gate for CI.
#include <algorithm>
#include <set>

#include "base/strings.h"
#include "cli/files.h"
#include "cli/threat_output.h"

namespace merlon::cli {
namespace {

constexpr std::string_view kSeverities[] = {"none", "low", "medium", "high", "critical"};

// Threat ids in a baseline: every quoted or bare word of the file that has the form `rule@place`.
std::set<std::string, std::less<>> ReadBaseline(std::string_view text) {
  std::set<std::string, std::less<>> ids;
  constexpr std::string_view kSeparators = " \t\r\n\",[]{}";
  for (size_t at = 0; at < text.size();) {
    size_t end = std::min(text.find_first_of(kSeparators, at), text.size());
    std::string_view word = text.substr(at, end - at);
    if (word.find('@') != std::string_view::npos) ids.emplace(word);
    at = end + 1;
  }
  return ids;
}

std::vector<std::string> Failing(const Workspace& workspace, std::string_view fail_on, const std::set<std::string, std::less<>>& baseline) {
  std::vector<std::string> failing;
  if (fail_on.empty()) return failing;
  auto least = std::find(std::begin(kSeverities), std::end(kSeverities), fail_on) - std::begin(kSeverities) + 1;
  for (const Threat& threat : workspace.assessment().threats) {
    bool fails = threat.status == Status::open && !threat.set_aside && static_cast<int>(threat.severity) >= least;
    if (fails && !baseline.contains(threat.id)) failing.emplace_back(threat.id);
  }
  return failing;
}

void WriteDiagnostics(JsonWriter& json, const Session& session, const Document& document, const Diagnostics& diagnostics, bool library) {
  for (const Diagnostic& diagnostic : diagnostics.kept()) {
    json.BeginObject();
    json.Key("code").String(diagnostic.code->id).Key("severity").String(Name(diagnostic.code->severity)).Key("message").String(diagnostic.message);
    if (diagnostic.span && document.file_count()) {
      Location from = document.Locate(diagnostic.span.begin), to = document.Locate(std::max(diagnostic.span.begin, diagnostic.span.end));
      json.Key("file").String(library ? document.path(from.file) : ShownPath(session, from.file));
      json.Key("line").Number(from.line).Key("column").Number(from.column).Key("end_line").Number(to.line).Key("end_column").Number(to.column);
    } else {
      json.Key("file").Null().Key("line").Null().Key("column").Null().Key("end_line").Null().Key("end_column").Null();
    }
    json.Key("hint").StringOrNull(diagnostic.hint);
    json.EndObject();
  }
}

void PrintJson(const Session& session, bool good, std::string_view fail_on, const std::vector<std::string>& failing) {
  std::string out;
  JsonWriter json(out);
  const Workspace& workspace = *session.workspace;
  json.BeginObject().Key("schema").String("merlon/check/1").Key("ok").Bool(good);
  json.Key("diagnostics").BeginArray().Inline(true);
  WriteDiagnostics(json, session, workspace.library().document(), workspace.library_diagnostics(), true);
  WriteDiagnostics(json, session, workspace.document(), workspace.diagnostics(), false);
  json.Inline(false).EndArray();
  size_t left_out = workspace.diagnostics().left_out() + workspace.library_diagnostics().left_out();
  if (left_out) json.Key("left_out").Number(static_cast<int64_t>(left_out));
  json.Key("gate").BeginObject().Key("fail_on").StringOrNull(fail_on).Key("failing").BeginArray();
  for (const std::string& id : failing) json.String(id);
  json.EndArray().EndObject().EndObject();
  Print(out + "\n");
}

void PrintText(const Session& session, bool good, std::string_view fail_on, const std::vector<std::string>& failing) {
  const Workspace& workspace = *session.workspace;
  if (workspace.library_diagnostics().malformed()) Tell(workspace.library().document(), workspace.library_diagnostics());
  Tell(workspace.document(), workspace.diagnostics());
  if (workspace.malformed()) return;
  Terminal terminal(stdout);
  const Model& model = workspace.model();
  std::string out;
  for (const std::string& id : failing) {
    const Threat* threat = workspace.FindThreat(id);
    out += terminal.In(PaintFor(threat->severity), Pad(std::string(Name(threat->severity)), 8)) + "  " + workspace.ThreatTitle(*threat) + "\n          " + terminal.In(Paint::cyan, id) + "\n";
  }
  if (!failing.empty()) out += Plural(failing.size(), "open threat") + " at or over `" + std::string(fail_on) + "`\n\n";
  out += good ? terminal.In(Paint::green, "ok") : terminal.In(Paint::red, "not ok");
  out += ": " + Clean(model.system.title.empty() ? "the model" : model.system.title.view()) + " has " + Plural(model.element_count(), "element") + ", " + Plural(model.flows.size(), "flow") + ", " + Plural(model.zones.size(), "zone");
  if (workspace.assessment().threats.empty()) {
    out += "\n";
  } else {
    Counts counts = CountThreats(workspace);
    out += "; " + std::to_string(counts.open) + " open, " + std::to_string(counts.undetermined) + " undetermined, " + std::to_string(counts.handled) + " handled, " + std::to_string(counts.decided) + " decided, " + std::to_string(counts.set_aside) + " set aside\n";
  }
  Print(out);
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
  ReviewOptions options;
  if (!ReadRequirements(invocation, options)) return kBadInput;
  Session session = OpenModel(invocation, invocation.Arguments("MODEL"), {.analyse = false, .tell = false});
  if (!session.workspace || session.exit != kFine) return session.exit;
  Workspace& workspace = *session.workspace;
  std::string fail_on = invocation.Get("--fail-on");
  if (!workspace.malformed()) {
    workspace.MatchModel();
    // The list of threats costs more than everything before it. Where nothing depends on it, a large model goes without its totals.
    const Model& model = workspace.model();
    constexpr size_t kCheapList = 20000;
    bool needs_threats = !fail_on.empty() || !model.decisions.empty() || !model.threats.empty() || workspace.matches().size() <= kCheapList;
    if (needs_threats && !workspace.malformed()) workspace.Analyse(session.today);
  }
  std::set<std::string, std::less<>> baseline;
  if (invocation.Has("--baseline")) {
    std::optional<std::string> text = ReadFile(invocation.Get("--baseline"));
    if (!text) return Complain("the baseline `" + invocation.Get("--baseline") + "` cannot be read", "make one with `merlon check --fail-on low --format json`", kEnvironment);
    baseline = ReadBaseline(*text);
  }
  std::vector<std::string> failing;
  if (!workspace.malformed()) {
    options.today = session.today;
    workspace.ReviewModel(options);
    failing = Failing(workspace, fail_on, baseline);
  }
  workspace.diagnostics().Sort();
  bool good = !workspace.malformed() && !workspace.diagnostics().has_errors() && failing.empty();
  if (invocation.Json()) PrintJson(session, good, fail_on, failing);
  else PrintText(session, good, fail_on, failing);
  if (workspace.malformed()) return kBadInput;
  return good ? kFine : kFindings;
}

constexpr Argument kArguments[] = {kModelArgument};
constexpr Option kOptions[] = {
    kFormatOption,
    {"--fail-on", "SEVERITY", "fail when a threat of this severity or worse is open", kSeverities},
    {"--baseline", "FILE", "do not fail on threats that this file lists", {}},
    {"--require", "WHAT", "also fail on mitigations without evidence (evidence), or with less than a tier (tested), where the threat is severe (tested:high)", {}, true},
    kLibraryOption,
    kWithOption,
    kTodayOption,
};
constexpr std::string_view kExamples[] = {"merlon check shop.merlon.yaml", "merlon check --fail-on high --baseline known.json", "merlon check --require tested:high", "merlon check --format json"};

}  // namespace

const Command& CommandCheck() {
  static const Command kCommand{"check", "is the model valid, complete, and within policy?", "all four", kArguments, kOptions, kExamples, Run};
  return kCommand;
}

}  // namespace merlon::cli
