// Did we do a good job? A look back at a model and its history, and the actions that follow.
#include <algorithm>

#include "base/strings.h"
#include "cli/files.h"
#include "report/markdown_text.h"
#include "cli/session_edits.h"
#include "cli/session_output.h"
#include "cli/table_output.h"
#include "cli/versions.h"
#include "engine/retro.h"

namespace merlon::cli {
namespace {

constexpr size_t kMostRevisions = 12;
constexpr std::string_view kFormats[] = {"text", "json", "markdown"};

std::string FileName(const std::string& path) { return path.substr(path.rfind('/') + 1); }

// What git knows of the files of the model. The file of standard input has no history.
RetroHistory HistoryOf(const Session& session, const Invocation& invocation, const std::string& since) {
  RetroHistory history;
  const Document& document = session.workspace->document();
  if (session.path == "-" || session.path == "<stdin>") return history;
  std::string folder = FolderOf(session.path);
  std::vector<std::string> names;
  for (NodeId root : session.workspace->roots()) names.push_back(ShownPath(session, document.FileOf(document.span(root).begin)));
  // The authors of all commits, the versions of the last ones.
  constexpr size_t kMostCommits = 1000;
  std::vector<Commit> commits = CommitsOf(folder, names, kMostCommits);
  if (commits.empty()) return history;
  for (const Commit& commit : commits) history.authors.push_back(commit.author);
  std::sort(history.authors.begin(), history.authors.end());
  history.authors.erase(std::unique(history.authors.begin(), history.authors.end()), history.authors.end());
  if (!since.empty()) {
    commits = CommitsOf(folder, names, kMostRevisions - 1, since);
    if (std::optional<Commit> first = FindCommit(folder, since)) commits.push_back(*first);
  }
  commits.resize(std::min(commits.size(), kMostRevisions));
  for (size_t i = commits.size(); i-- > 0;) {
    SessionOptions options;
    options.today = commits[i].day;
    options.tell = false;
    Session then = OpenCommit(invocation, folder, FileName(session.path), commits[i].id, options);
    std::string shown = commits[i].id.substr(0, 8);
    if (then.workspace && !then.workspace->malformed()) history.revisions.push_back(CountsOf(*then.workspace, shown, commits[i].day));
    else history.revisions.push_back({shown, commits[i].day, false});
  }
  history.line_days.resize(document.file_count());
  for (size_t i = 0; i < document.file_count(); ++i) history.line_days[i] = LineDays(folder, ShownPath(session, FileId(i)), session.today);
  return history;
}

void WriteItems(JsonWriter& json, std::string_view key, const std::vector<RetroItem>& items) {
  json.Key(key).BeginArray().Inline(true);
  for (const RetroItem& item : items) json.BeginObject().Key("id").String(item.id).Key("what").String(item.detail).Key("owner").StringOrNull(item.owner).EndObject();
  json.Inline(false).EndArray();
}

void WriteCoverage(JsonWriter& json, const Retrospective& retro) {
  json.Key("coverage").BeginArray().Inline(true);
  for (const CoverageRow& row : retro.coverage) {
    for (size_t i = 0; i < row.cells.size(); ++i) {
      const CoverageCell& cell = row.cells[i];
      if (!cell.applies) continue;
      json.BeginObject().Key("kind").Word(Name(row.kind)).Key("category").String(retro.categories[i]->id.view()).Key("places").Number(static_cast<int64_t>(cell.places()));
      json.Key("looked_at").Number(static_cast<int64_t>(cell.looked)).Key("waiting").Number(static_cast<int64_t>(cell.waiting)).Key("silent").Number(static_cast<int64_t>(cell.silent)).EndObject();
    }
  }
  json.Inline(false).EndArray().Key("untouched").BeginArray();
  for (const std::string& place : retro.untouched) json.String(place);
  json.EndArray();
}

void WriteCost(JsonWriter& json, const ResponseCost& cost) {
  constexpr int64_t kHoursOfDay = 8, kMinor = 100;
  json.Key("cost").BeginObject().Key("controls").Number(static_cast<int64_t>(cost.controls)).Key("unpriced").Number(static_cast<int64_t>(cost.unpriced)).Key("effort").Number((cost.hours + kHoursOfDay - 1) / kHoursOfDay).Key("money").Number(cost.minor / kMinor);
  json.Key("currency").StringOrNull(cost.currency).Key("budget_effort").Number(cost.budget_hours / kHoursOfDay).Key("budget_money").Number(cost.budget_minor / kMinor).Key("warnings").BeginArray();
  for (const std::string& warning : cost.warnings) json.String(warning);
  json.EndArray().EndObject();
}

std::string RetroJson(const Retrospective& retro, bool written) {
  std::string out;
  JsonWriter json(out);
  json.BeginObject().Key("schema").String("merlon/retro/1").Key("method").String(retro.method);
  json.Key("overdue").BeginArray().Inline(true);
  for (const Action* action : retro.overdue) WriteAction(json, *action);
  json.Inline(false).EndArray().Key("open_actions").BeginArray().Inline(true);
  for (const Action* action : retro.waiting) WriteAction(json, *action);
  json.Inline(false).EndArray();
  WriteCoverage(json, retro);
  WriteItems(json, "undecided", retro.undecided);
  WriteItems(json, "unproven", retro.unproven);
  WriteItems(json, "expired", retro.expired);
  WriteItems(json, "orphaned", retro.orphaned);
  WriteItems(json, "stale", retro.stale);
  json.Key("noise").BeginObject().Key("threats").Number(static_cast<int64_t>(retro.listed)).Key("undetermined").Number(static_cast<int64_t>(retro.undetermined)).Key("percent").Number(static_cast<int64_t>(Percent(retro.undetermined, retro.listed))).Key("places").BeginArray().Inline(true);
  for (const PlaceNoise& one : retro.noise) json.BeginObject().Key("place").String(one.place).Key("undetermined").Number(static_cast<int64_t>(one.undetermined)).Key("threats").Number(static_cast<int64_t>(one.threats)).EndObject();
  json.Inline(false).EndArray().EndObject();
  json.Key("paranoia").BeginObject().Key("by_hand").Number(static_cast<int64_t>(retro.by_hand)).Key("far_fetched").Number(static_cast<int64_t>(retro.far_fetched)).Key("percent").Number(static_cast<int64_t>(Percent(retro.far_fetched, retro.by_hand))).EndObject();
  WriteCost(json, retro.cost);
  json.Key("anti_patterns").BeginArray().Inline(true);
  for (const AntiPattern& pattern : retro.patterns) json.BeginObject().Key("id").Word(pattern.id).Key("title").String(pattern.title).Key("detail").String(pattern.detail).EndObject();
  json.Inline(false).EndArray().Key("trend").BeginArray().Inline(true);
  for (const RevisionCounts& at : retro.trend) {
    json.BeginObject().Key("revision").String(at.revision).Key("day").String(DayText(at.day)).Key("readable").Bool(at.readable);
    json.Key("open").Number(static_cast<int64_t>(at.open)).Key("undetermined").Number(static_cast<int64_t>(at.undetermined)).Key("handled").Number(static_cast<int64_t>(at.handled)).Key("decided").Number(static_cast<int64_t>(at.decided)).Key("set_aside").Number(static_cast<int64_t>(at.set_aside)).EndObject();
  }
  json.Inline(false).EndArray().Key("proposed").BeginArray().Inline(true);
  for (const ProposedAction& action : retro.actions) json.BeginObject().Key("what").String(action.what).Key("owner").StringOrNull(action.owner).Key("until").String(DayText(action.until)).EndObject();
  json.Inline(false).EndArray().Key("written").Bool(written).Key("went_well").BeginArray();
  for (const std::string& text : retro.went_well) json.String(text);
  json.EndArray().EndObject();
  return out + "\n";
}

// Writes the proposed actions into the last session, or one of today where there is none. An exit status.
int WriteActions(const Session& session, const Invocation& invocation, const Retrospective& retro) {
  const Model& model = session.workspace->model();
  ModelEdits edits(session, invocation);
  const merlon::Session* last = LatestSession(model);
  std::string id = last ? std::string(last->id.view()) : DayText(session.today);
  if (!last) edits.AddEntry("sessions", id, {"scope: retrospective"});
  for (const ProposedAction& action : retro.actions) {
    std::vector<std::string> lines;
    AddLine(lines, "what", action.what);
    AddLine(lines, "owner", action.owner);
    lines.push_back("until: " + DayText(action.until));
    edits.AddItem({"sessions", id, "actions"}, Braced(lines));
  }
  int exit = kFine;
  if (!edits.Look(exit)) return exit;
  return edits.Write() ? kFine : kEnvironment;
}

// The day before which things are stale: `--max-age`, a year when nothing is said. Nothing after a complaint.
std::optional<int32_t> StaleBefore(const Invocation& invocation, int32_t today, int& exit) {
  std::string text = invocation.Get("--max-age", "1y");
  if (std::optional<Age> age = ParseAge(text)) return EarliestDay(*age, today);
  exit = Complain("`" + text + "` is no age", "write it like " + std::string(kAgeExamples), kBadInput);
  return std::nullopt;
}

template <class Write>
std::string Tables(std::string out, const Retrospective& retro, Write write) {
  for (const Table& table : RetroTables(retro)) out += "\n" + write(table);
  return out;
}

int Run(const Invocation& invocation) {
  Session session = OpenModel(invocation, invocation.Arguments("MODEL"));
  if (!session.usable()) return session.exit;
  int exit = kFine;
  std::optional<int32_t> stale_before = StaleBefore(invocation, session.today, exit);
  if (!stale_before) return exit;
  std::string since = invocation.Get("--since");
  if (!since.empty() && !FindCommit(FolderOf(session.path), since)) return Complain("`" + since + "` is no revision of the model's repository", "name a tag, a branch or a commit, as in `HEAD~5`", kEnvironment);
  Retrospective retro = LookBack(*session.workspace, {session.today, *stale_before}, HistoryOf(session, invocation, since));
  bool write = invocation.Has("--write") && !retro.actions.empty();
  if (write) exit = WriteActions(session, invocation, retro);
  if (exit != kFine) return exit;
  Terminal terminal(stdout);
  constexpr size_t kMostRows = 12;
  std::string out;
  std::string title = "Looking back at " + std::string(session.workspace->model().system.title.view());
  if (invocation.Json()) out = RetroJson(retro, write);
  else if (invocation.Get("--format") == "markdown") out = Tables("# " + MarkdownProse(title) + "\n", retro, [](const Table& table) { return TableMarkdown(table); });
  else out = Tables(terminal.In(Paint::bold, title) + "\n", retro, [&](const Table& table) { return TableText(table, terminal, kMostRows); });
  if (!invocation.Json() && invocation.Get("--format") != "markdown" && !retro.actions.empty()) {
    out += "\n" + std::string(write ? "The proposed actions were written into the last session.\n" : "`--write` puts the proposed actions into the last session.\n");
  }
  if (write && session.path == "-") PrintError(out);
  else Print(out);
  return kFine;
}

constexpr Option kOptions[] = {{"--format", "FORMAT", "text or markdown for people, json for programs", kFormats},
                               {"--since", "REV", "the trend from this git revision on; otherwise over the last commits that changed the model"},
                               {"--max-age", "AGE", "what nobody touched for longer is stale; a year when it is not said"},
                               {"--write", "", "write the proposed actions into the last session"},
                               kLibraryOption,
                               kWithOption,
                               kTodayOption};
constexpr Argument kArguments[] = {kModelArgument};
constexpr std::string_view kExamples[] = {"merlon retro shop.merlon.yaml", "merlon retro shop --since v1.0 --format markdown", "merlon retro shop --write"};

}  // namespace

const Command& CommandRetro() {
  static const Command kCommand{"retro", "look back: coverage, ages, noise, cost, anti-patterns, trend, and the actions that follow", "did we do a good job?", kArguments, kOptions, kExamples, Run};
  return kCommand;
}

}  // namespace merlon::cli
