// What changed between two versions of a model, in threat terms, and whether that calls for a new look.
#include "cli/diff_markdown.h"
#include "cli/diff_rows.h"
#include "cli/files.h"
#include "cli/threat_output.h"
#include "cli/versions.h"

namespace merlon::cli {
namespace {

constexpr std::string_view kFormats[] = {"text", "json", "markdown"};

class DiffWriter {
 public:
  DiffWriter(std::string& out, const Comparison& comparison) : json_(out), comparison_(comparison), diff_(comparison.diff) {}

  void Write() {
    json_.BeginObject().Key("schema").String("merlon/diff/1").Key("remodel").Bool(diff_.remodel()).Key("reasons").BeginArray();
    for (const Cause& cause : diff_.causes) json_.String(Sentence(cause));
    json_.EndArray().Key("causes").BeginArray().Inline(true);
    for (const Cause& cause : diff_.causes) {
      json_.BeginObject().Key("trigger").Word(Name(cause.trigger)).Key("what").String(cause.what).Key("id").String(cause.id).Key("detail").StringOrNull(cause.detail).EndObject();
    }
    json_.Inline(false).EndArray();
    Section("elements", diff_.elements), Section("flows", diff_.flows), Section("assets", diff_.assets), Section("zones", diff_.zones), Section("states", diff_.states);
    json_.Key("classes_carried").Inline(true).BeginObject();
    Strings("added", diff_.classes_added), Strings("removed", diff_.classes_removed);
    json_.EndObject().Inline(false);
    json_.Key("alike").BeginArray().Inline(true);
    for (const RenamedEntry& entry : diff_.alike) json_.BeginObject().Key("from").String(entry.from).Key("to").String(entry.to).EndObject();
    json_.Inline(false).EndArray();
    Section("verdicts", diff_.verdicts);
    Threats();
    Decisions();
    json_.Key("system").BeginObject();
    Fields(diff_.system);
    json_.EndObject();
    json_.Key("others").BeginObject();
    for (const NamedSection& section : diff_.others) Section(section.name, section.diff);
    json_.EndObject().EndObject();
  }

 private:
  void Strings(std::string_view key, const std::vector<std::string>& items) {
    json_.Key(key).Inline(true).BeginArray();
    for (const std::string& item : items) json_.String(item);
    json_.EndArray().Inline(false);
  }

  // One text, a list, or null where the field is not given.
  void Value(const std::vector<std::string>& items, bool is_list) {
    if (!is_list) {
      json_.StringOrNull(items.empty() ? std::string_view() : std::string_view(items.front()));
      return;
    }
    json_.BeginArray();
    for (const std::string& item : items) json_.String(item);
    json_.EndArray();
  }

  void Fields(const std::vector<FieldChange>& fields) {
    json_.Key("what").Inline(true).BeginArray();
    for (const FieldChange& field : fields) json_.String(field.name);
    json_.EndArray().Inline(false).Key("fields").BeginArray().Inline(true);
    for (const FieldChange& field : fields) {
      json_.BeginObject().Key("field").String(field.name).Key("from");
      Value(field.from, field.is_list);
      json_.Key("to");
      Value(field.to, field.is_list);
      json_.EndObject();
    }
    json_.Inline(false).EndArray();
  }

  void Lists(const SectionDiff& section) {
    Strings("added", section.added), Strings("removed", section.removed);
    json_.Key("changed").BeginArray();
    for (const EntryChange& change : section.changed) {
      json_.BeginObject().Key("id").String(change.id);
      Fields(change.fields);
      json_.EndObject();
    }
    json_.EndArray().Key("renamed").BeginArray().Inline(true);
    for (const RenamedEntry& entry : section.renamed) json_.BeginObject().Key("from").String(entry.from).Key("to").String(entry.to).EndObject();
    json_.Inline(false).EndArray();
  }
  void Section(std::string_view name, const SectionDiff& section) {
    json_.Key(name).BeginObject();
    Lists(section);
    json_.EndObject();
  }

  void Threats() {
    const std::vector<Threat>& before = comparison_.before.assessment().threats;
    const std::vector<Threat>& after = comparison_.after.assessment().threats;
    json_.Key("threats").BeginObject().Key("added").BeginArray();
    for (const ThreatPair& pair : diff_.threats.added) json_.Word(after[pair.after].id);
    json_.EndArray().Key("removed").BeginArray();
    for (const ThreatPair& pair : diff_.threats.removed) json_.Word(before[pair.before].id);
    json_.EndArray().Key("changed").BeginArray().Inline(true);
    for (const ThreatPair& pair : diff_.threats.changed) Step(after[pair.after], StatusWord(before[pair.before]), StatusWord(after[pair.after]));
    json_.Inline(false).EndArray().Key("severity").BeginArray().Inline(true);
    for (const ThreatPair& pair : diff_.threats.severity) Step(after[pair.after], Name(before[pair.before].severity), Name(after[pair.after].severity));
    json_.Inline(false).EndArray();
    // Of those added or changed, the ones that people have to answer now and did not have to before.
    json_.Key("to_answer").BeginArray();
    for (const ThreatPair& pair : diff_.threats.added) {
      if (NeedsAnswer(after[pair.after])) json_.Word(after[pair.after].id);
    }
    for (const ThreatPair& pair : diff_.threats.changed) {
      if (NeedsAnswer(after[pair.after]) && !NeedsAnswer(before[pair.before])) json_.Word(after[pair.after].id);
    }
    json_.EndArray().EndObject();
  }
  void Step(const Threat& threat, std::string_view from, std::string_view to) {
    json_.BeginObject().Key("id").Word(threat.id).Key("from").Word(from).Key("to").Word(to).EndObject();
  }

  void Decisions() {
    const DecisionsDiff& decisions = diff_.decisions;
    json_.Key("decisions").BeginObject().Key("carried").Number(static_cast<int64_t>(decisions.carried)).Key("of").Number(static_cast<int64_t>(decisions.standing));
    Strings("orphaned", decisions.orphaned);
    Lists(decisions.entries);
    json_.EndObject();
  }

  JsonWriter json_;
  const Comparison& comparison_;
  const ModelDiff& diff_;
};

Paint PaintFor(char sign) { return sign == '+' ? Paint::green : sign == '-' ? Paint::red : sign == '=' ? Paint::dim : Paint::yellow; }

// Pads all to the widest, within reason.
size_t Widest(const std::vector<std::string>& texts, size_t most) {
  size_t widest = 0;
  for (const std::string& text : texts) {
    if (size_t width = DisplayWidth(Clean(text)); width <= most) widest = std::max(widest, width);
  }
  return widest;
}

std::string Causes(const ModelDiff& diff, const Terminal& terminal) {
  std::string out;
  std::string_view last;
  for (const Cause& cause : diff.causes) {
    std::string_view trigger = Name(cause.trigger);
    out += "  " + terminal.In(Paint::dim, Pad(trigger == last ? "" : std::string(trigger), 12)) + "  " + Wrap(Clean(Sentence(cause)), terminal.width(), 16) + "\n";
    last = trigger;
  }
  return out;
}

std::string Changes(const Comparison& comparison, const Terminal& terminal) {
  std::vector<ChangeRow> rows = ChangeRows(comparison);
  std::vector<std::string> kinds, ids;
  for (const ChangeRow& row : rows) kinds.push_back(row.kind), ids.push_back(row.id);
  constexpr size_t kWidestId = 40;
  size_t kind_width = Widest(kinds, kWidestId), id_width = Widest(ids, kWidestId);
  std::string out;
  for (const ChangeRow& row : rows) {
    std::string id = Clean(row.id);
    out += "  " + terminal.In(PaintFor(row.sign), std::string(1, row.sign)) + " " + terminal.In(Paint::dim, Pad(row.kind, kind_width)) + "  ";
    if (row.what.empty()) out += terminal.In(Paint::bold, id) + "\n";
    else out += terminal.In(Paint::bold, Pad(id, id_width)) + "  " + Wrap(Clean(row.what), terminal.width(), kind_width + std::max(id_width, DisplayWidth(id)) + 8) + "\n";
  }
  return out;
}

// `shown` counts the lines.
std::string ThreatLines(const std::vector<ThreatRow>& rows, bool all, const Terminal& terminal, size_t& shown) {
  std::vector<std::string> severities, statuses;
  for (const ThreatRow& row : rows) {
    if (all || row.needs_answer) severities.push_back(row.severity), statuses.push_back(row.status);
  }
  constexpr size_t kWidest = 40;
  size_t severity_width = Widest(severities, kWidest), status_width = Widest(statuses, kWidest);
  std::string out;
  for (const ThreatRow& row : rows) {
    if (!all && !row.needs_answer) continue;
    ++shown;
    // A threat more is no gain.
    Paint paint = row.sign == '+' ? Paint::red : row.sign == '-' ? Paint::green : Paint::yellow;
    out += "  " + terminal.In(paint, std::string(1, row.sign)) + " " + terminal.In(cli::PaintFor(row.paint), Pad(row.severity, severity_width)) + "  " + Pad(row.status, status_width) + "  " + Clean(row.id) + "\n";
  }
  return out;
}

void PrintText(const Comparison& comparison, const Session& after, bool all) {
  const ModelDiff& diff = comparison.diff;
  Terminal terminal(stdout);
  std::string out = terminal.In(diff.remodel() ? Paint::yellow : Paint::green, Headline(diff)) + "\n" + Causes(diff, terminal);
  std::string changes = Changes(comparison, terminal);
  if (!changes.empty()) out += "\n" + terminal.In(Paint::bold, "Changes") + "\n" + changes;
  for (const RenamedEntry& entry : diff.alike) out += "  " + terminal.In(Paint::cyan, "?") + " " + Wrap(Clean(RenameHint(entry, "`")), terminal.width(), 4) + "\n";
  std::vector<ThreatRow> threats = ThreatRows(comparison);
  size_t shown = 0;
  std::string lines = ThreatLines(threats, all, terminal, shown);
  if (!threats.empty()) out += "\n" + terminal.In(Paint::bold, "Threats: " + ThreatTotals(diff)) + "\n" + lines;
  if (size_t quiet = threats.size() - shown; quiet) out += "  " + terminal.In(Paint::dim, "and " + std::to_string(quiet) + " that " + (quiet == 1 ? "is" : "are") + " handled, decided or set aside; `--all` lists them too") + "\n";
  if (diff.decisions.standing || !diff.decisions.orphaned.empty()) out += "\n" + terminal.In(Paint::bold, "Decisions: " + DecisionTotals(diff.decisions)) + "\n";
  for (const std::string& key : diff.decisions.orphaned) out += "  " + terminal.In(Paint::red, "!") + " " + Clean(key) + terminal.In(Paint::dim, "  no such threat") + "\n";
  std::string unused;
  auto first = std::find_if(threats.begin(), threats.end(), [](const ThreatRow& row) { return row.sign != '-' && NeedsAnswer(*row.threat); });
  bool is_file = FindModel(after.path, unused).has_value();
  if (first != threats.end() && is_file) out += "\nNext: `merlon explain " + Clean(first->id) + (after.path == "./merlon.yaml" ? "" : " " + Clean(after.path)) + "` says why, and what would clear it.\n";
  Print(out);
}

int Run(const Invocation& invocation) {
  std::string names[] = {invocation.Argument("A"), invocation.Argument("B")};
  if (names[0] == "-" && names[1] == "-") return Complain("standard input can be one of the two only", "name a file or a revision for the other", kBadInput);
  Session before = OpenVersion(invocation, names[0]), after = OpenVersion(invocation, names[1]);
  if (!before.usable()) return before.exit;
  if (!after.usable()) return after.exit;
  Comparison comparison{*before.workspace, *after.workspace, DiffModels(*before.workspace, *after.workspace)};
  std::string out;
  if (invocation.Json()) {
    DiffWriter(out, comparison).Write();
    Print(out + "\n");
  } else if (invocation.Get("--format") == "markdown") {
    Print(DiffMarkdown(comparison));
  } else {
    PrintText(comparison, after, invocation.Has("--all"));
  }
  bool found = comparison.diff.remodel() || comparison.diff.ChangesThreats();
  return invocation.Has("--exit-code") && found ? kFindings : kFine;
}

constexpr Argument kArguments[] = {{"A", "the earlier version: a file, a folder, or REV:PATH in git"}, {"B", "the later version, in the same way"}};
constexpr Option kOptions[] = {
    {"--format", "FORMAT", "text for people, json for programs, or markdown for a comment on a pull request", kFormats},
    {"--all", "", "also threats that are handled, decided or set aside"},
    {"--exit-code", "", "end with 1 when threats, verdicts or decisions changed or a re-model is needed"},
    kLibraryOption,
    kWithOption,
    kTodayOption,
};
constexpr std::string_view kExamples[] = {"merlon diff HEAD~1:model model", "merlon diff main HEAD", "merlon diff old.yaml new.yaml --format markdown"};

}  // namespace

const Command& CommandDiff() {
  static const Command kCommand{"diff", "what changed in threat terms, and is a new look needed?", "did we do a good job?", kArguments, kOptions, kExamples, Run};
  return kCommand;
}

}  // namespace merlon::cli
