// What people read: the whole model and its threats as a page, a document, a table or data, chosen for its readers.
#include <algorithm>
#include <filesystem>

#include "cli/files.h"
#include "cli/program.h"
#include "cli/result_files.h"
#include "cli/session.h"
#include "cli/versions.h"
#include "engine/retro.h"
#include "engine/worksheets.h"
#include "report/diagram/pictures.h"
#include "report/kind.h"
#include "report/tables.h"

namespace merlon::cli {
namespace {

constexpr std::string_view kAll = "all";

std::string KindList() {
  std::string list;
  for (const ReportKind* kind : ReportKinds()) list += (list.empty() ? "`" : ", `") + std::string(kind->name) + "`";
  return list;
}

bool IsPdf(const Invocation& invocation) { return invocation.Has("--format") ? invocation.Get("--format") == "pdf" : invocation.Get("--output").ends_with(".pdf"); }

// By name, or by the extension of the output; null after telling.
const ReportKind* Choose(const Invocation& invocation) {
  std::string wanted = invocation.Get("--format"), output = invocation.Get("--output");
  if (wanted == "markdown") wanted = "md";
  if (IsPdf(invocation)) wanted = "html";
  for (const ReportKind* kind : ReportKinds()) {
    if (wanted.empty() ? output.size() > kind->extension.size() && output.ends_with(kind->extension) : kind->name == wanted) return kind;
  }
  Complain(wanted.empty() ? "in which format?" : "there is no format `" + wanted + "`", "name one of " + KindList() + " with `--format`", kBadInput);
  return nullptr;
}

size_t IndexIn(std::span<const std::string_view> names, std::string_view name) { return static_cast<size_t>(std::find(names.begin(), names.end(), name) - names.begin()); }

// The parts and the audience that were asked for.
void ReadEdition(const Invocation& invocation, Stamp& stamp) {
  if (invocation.Has("--for")) stamp.audience = static_cast<Audience>(IndexIn(kAudienceNames, invocation.Get("--for")));
  stamp.parts = PartsFor(stamp.audience);
  if (!invocation.Has("--part")) return;
  stamp.parts = 0;
  for (const std::string& part : invocation.All("--part")) stamp.parts |= part == kAll ? kAllParts : Bit(static_cast<Part>(IndexIn(kPartNames, part)));
}

// All that a report is made from, read once.
struct Making {
  const ReportKind* kind = nullptr;
  Session session;
  ReportOptions options;
  std::string own_template;
  Verification verification;
  int exit = kFine;
};

// Takes in templates and results of tests.
int ReadExtras(const Invocation& invocation, Making& making) {
  // Of what was given now, not of what a stamp names.
  making.options.stamp.template_hash.clear(), making.options.stamp.results_hash.clear();
  if (std::string path = invocation.Get("--template"); !path.empty()) {
    std::optional<std::string> text = ReadFile(path);
    if (!text) return Complain("`" + path + "` cannot be read", "check the path", kEnvironment);
    if (!making.kind->templates) return Complain("`--template` is for formats that are text with markup", "take `--format html` or `--format md`", kBadInput);
    making.own_template = std::move(*text);
    making.options.stamp.template_hash = HashOf(std::span(&making.own_template, 1));
  }
  if (!invocation.Has("--results")) return kFine;
  std::vector<TestResult> results;
  std::vector<std::string> texts;
  if (int exit = ReadResultFiles(invocation.All("--results"), results, &texts); exit != kFine) return exit;
  making.options.stamp.results_hash = HashOf(texts);
  making.verification = making.session.workspace->Verify(results);
  making.options.verification = &making.verification;
  making.options.evidence_holds = making.verification.Count(EvidenceState::passing) == making.verification.evidence.size();
  return kFine;
}

// What the model's methods show. These tables name threats with their answers and know nothing of `internal`.
std::vector<Table> MethodTables(const Workspace& workspace, const ReportOptions& options) {
  std::vector<Table> tables;
  if (options.stamp.audience == Audience::customer || !options.Has(Part::threats) || !options.Has(Part::responses)) return tables;
  for (const Ref& method : workspace.model().methods) {
    uint32_t found = workspace.library().FindMethod(method.view());
    if (found == kNone) continue;
    for (Table& table : WorksheetTables(workspace, workspace.library().methods()[found])) tables.push_back(std::move(table));
  }
  // A table that somebody asks for by name may be that of any method.
  std::string_view wanted = options.stamp.table;
  auto is_wanted = [&](const auto& table) { return std::string_view(table.id) == wanted; };
  bool general = std::any_of(TableKinds().begin(), TableKinds().end(), [&](const TableKind& kind) { return kind.name == wanted; });
  for (const MethodDeclaration& method : workspace.library().methods()) {
    if (wanted.empty() || general || std::any_of(tables.begin(), tables.end(), is_wanted)) break;
    for (Table& table : WorksheetTables(workspace, method)) {
      if (is_wanted(table)) tables.push_back(std::move(table));
    }
  }
  return tables;
}

// How well it was done, from the model alone: what git knows of it differs from clone to clone.
std::vector<Table> LookBackTables(const Workspace& workspace, const ReportOptions& options, int32_t today) {
  if (options.stamp.audience == Audience::customer || !options.Has(Part::evidence) || !options.Has(Part::threats)) return {};
  return RetroTables(LookBack(workspace, {today, EarliestDay({1, AgeUnit::years}, today)}, {}));
}

void TakePictures(ReportPictures pictures, ReportOptions& options) {
  options.pictures = std::move(pictures.shown);
  options.pictures_left_out = pictures.left_out;
}

// Reads the model and everything else; `stamp` says for whom.
void Prepare(const Invocation& invocation, Stamp stamp, Making& making) {
  making.session = OpenModel(invocation, invocation.Arguments("MODEL"));
  making.exit = making.session.exit;
  if (!making.session.usable()) return;
  if (making.exit = NarrowToUseCase(making.session, invocation); making.exit != kFine) return;
  Workspace& workspace = *making.session.workspace;
  making.options.stamp = std::move(stamp);
  Stamp& made = making.options.stamp;
  made.version = kVersion, made.day = DayText(making.session.today), made.use_case = invocation.Get("--use-case");
  made.model_hash = HashOf(workspace.document()), made.library_hash = HashOf(workspace.library().document());
  made.format = making.kind->name, made.table = invocation.Get("--table");
  if (making.exit = ReadExtras(invocation, making); making.exit != kFine) return;
  workspace.ReviewModel({.today = making.session.today});
  workspace.diagnostics().Sort();
  bool for_hosts = making.kind->name == "sarif";
  // Code hosts are told of threats alone.
  if (!for_hosts) {
    making.options.tables = MethodTables(workspace, making.options);
    making.options.look_back = LookBackTables(workspace, making.options, making.session.today);
  }
  making.options.names = [&making, for_hosts](const Document& document, FileId file) { return for_hosts ? RepositoryPath(making.session, document, file) : ShownPath(making.session, file); };
  if (making.kind->pictures && making.options.Has(Part::diagrams)) TakePictures(PicturesFor(workspace, made.audience == Audience::customer, IsPdf(invocation) ? PictureForm::image : PictureForm::svg), making.options);
}

std::vector<std::string> FilesOf(const Workspace& workspace) {
  std::vector<std::string> files;
  for (size_t file = 0; file < workspace.document().file_count(); ++file) {
    if (const std::string& path = workspace.document().path(FileId(file)); path != "<stdin>") files.push_back(path);
  }
  return files;
}

WrittenReport Make(const Making& making) { return making.kind->write({*making.session.workspace, making.options, making.own_template, making.options.stamp.table}); }

int ComplainOf(const WrittenReport& report, const Invocation& invocation) {
  std::string where = report.line ? invocation.Get("--template") + ":" + std::to_string(report.line) + ": " : std::string();
  return Complain(where + report.error, report.hint, report.environment ? kEnvironment : kBadInput);
}

// The page as it is printed, through WeasyPrint where it is installed.
int WritePdf(const std::string& page, const std::string& output) {
  if (output.empty() || output == "-") return Complain("`pdf` is no text for a terminal", "add `--output report.pdf`", kBadInput);
  std::string html = output + ".part.html", pdf = output + ".part.pdf";
  if (!WriteFile(html, page)) return Complain("`" + output + "` cannot be written", "check the folder", kEnvironment);
  constexpr size_t kMostOutputOfPrinter = size_t{1} << 20;
  // A fixed date in the file's properties, so that the same page gives the same bytes.
  ProgramResult result = RunProgram({"weasyprint", "--quiet", html, pdf}, {"SOURCE_DATE_EPOCH=0"}, kMostOutputOfPrinter);
  std::error_code error;
  std::filesystem::remove(html, error);
  if (!result.started) return Complain("pdf is printed by `weasyprint`, and that is not installed", "install it (`apt-get install weasyprint`), or print the page of `--format html` from a browser", kEnvironment);
  if (result.status == 0) std::filesystem::rename(pdf, output, error);
  if (result.status == 0 && !error) return kFine;
  std::filesystem::remove(pdf, error);
  return Complain("`weasyprint` could not print the report: " + result.error.substr(0, result.error.find('\n')), "print the page of `--format html` from a browser", kEnvironment);
}

int Write(const Invocation& invocation) {
  Making making;
  making.kind = Choose(invocation);
  if (!making.kind) return kBadInput;
  Stamp stamp;
  ReadEdition(invocation, stamp);
  Prepare(invocation, std::move(stamp), making);
  if (making.exit != kFine) return making.exit;
  making.options.stamp.revision = RevisionOf(FilesOf(*making.session.workspace));
  WrittenReport report = Make(making);
  if (!report.ok()) return ComplainOf(report, invocation);
  if (IsPdf(invocation)) return WritePdf(report.bytes, invocation.Get("--output"));
  std::string output = invocation.Get("--output");
  if (output.empty() || output == "-") {
    if (making.kind->binary) return Complain("`" + std::string(making.kind->name) + "` is no text for a terminal", "add `--output report" + std::string(making.kind->extension) + "`", kBadInput);
    Print(report.bytes);
    return kFine;
  }
  if (!WriteFile(output, report.bytes)) return Complain("`" + output + "` cannot be written", "check the folder", kEnvironment);
  return kFine;
}

// What the stamp of a report says that is not so any more; empty: nothing.
std::vector<std::string> Differences(const Stamp& then, const Stamp& now) {
  std::vector<std::string> list;
  auto compare = [&](std::string_view what, const std::string& before, const std::string& after) {
    if (before != after) list.push_back(std::string(what) + ": the report says `" + (before.empty() ? "none" : before) + "`, here it is `" + (after.empty() ? "none" : after) + "`");
  };
  compare("model", then.model_hash, now.model_hash), compare("library", then.library_hash, now.library_hash), compare("version of the program", then.version, now.version);
  compare("template", then.template_hash, now.template_hash), compare("results", then.results_hash, now.results_hash);
  return list;
}

int Verify(const Invocation& invocation) {
  std::string path = invocation.Get("--verify");
  std::optional<std::string> bytes = ReadFile(path);
  if (!bytes) return Complain("`" + path + "` cannot be read", "check the path", kEnvironment);
  std::optional<Stamp> then = FindStamp(*bytes);
  if (!then) return Complain("`" + path + "` carries no stamp that can be read", "reports in `html`, `md`, `json` and `sarif` carry one", kBadInput);
  Making making;
  for (const ReportKind* kind : ReportKinds()) {
    if (kind->name == then->format) making.kind = kind;
  }
  if (!making.kind) return Complain("`" + path + "` is in a format that this program does not write: `" + then->format + "`", "take the program that wrote it", kBadInput);
  // The report is made again as its stamp says, whatever else was typed.
  Invocation again = invocation;
  again.options["--today"] = {then->day};
  again.options["--table"] = {then->table};
  again.options.erase("--use-case");
  if (!then->use_case.empty()) again.options["--use-case"] = {then->use_case};
  Prepare(again, *then, making);
  if (making.exit != kFine) return making.exit;
  making.options.stamp.revision = then->revision;
  std::vector<std::string> differences = Differences(*then, making.options.stamp);
  WrittenReport report = Make(making);
  if (!report.ok()) return ComplainOf(report, again);
  Terminal terminal(stdout);
  if (differences.empty() && report.bytes == *bytes) {
    Print(terminal.In(Paint::green, "matches") + "  " + path + " is byte for byte what merlon " + std::string(kVersion) + " makes of this model" + (then->revision.empty() ? "" : ", revision " + then->revision) + "\n");
    return kFine;
  }
  std::string out = terminal.In(Paint::red, "differs") + "  " + path + " is not what this model gives\n";
  for (const std::string& difference : differences) out += "  " + Clean(difference) + "\n";
  if (differences.empty()) out += "  its stamp is right, so the report itself was changed after it was made\n";
  Print(out);
  return kFindings;
}

int Run(const Invocation& invocation) { return invocation.Has("--verify") ? Verify(invocation) : Write(invocation); }

constexpr std::string_view kFormats[] = {"html", "md", "markdown", "json", "sarif", "csv", "xlsx", "pdf"};
constexpr std::string_view kParts[] = {"threats", "responses", "diagrams", "responsibilities", "evidence", "sessions", kAll};
constexpr Argument kArguments[] = {kModelArgument};
constexpr Option kOptions[] = {
    {"--format", "FORMAT", "html, md, json, sarif, csv, xlsx or pdf; otherwise the ending of the output says", kFormats},
    {"--output", "FILE", "write the report there; `-` or nothing: standard output"},
    {"--part", "PART", "only this part; may be repeated. threats alone has no word about responses", kParts, true},
    {"--for", "AUDIENCE", "for whom: the customer's edition holds nothing that is marked `internal`", kAudienceNames},
    {"--template", "FILE", "a Mustache template of your own, for html and md"},
    {"--table", "TABLE", "for csv: backlog, threats, decisions, questions, elements, flows, assets, or a worksheet of the model's methods"},
    {"--results", "FILE", "what tests and scans wrote, to say whether the evidence holds", {}, false, true},
    {"--verify", "FILE", "prove that this report is what the model gives"},
    kUseCaseOption,
    kLibraryOption,
    kWithOption,
    kTodayOption,
};
constexpr std::string_view kExamples[] = {"merlon report shop.merlon.yaml --output report.html", "merlon report --for customer --output customer.html", "merlon report --format csv --table backlog --output backlog.csv", "merlon report shop.merlon.yaml --verify report.html"};

}  // namespace

const Command& CommandReport() {
  static const Command kCommand{"report", "the model and its threats for people to read, or for other programs", "all four", kArguments, kOptions, kExamples, Run};
  return kCommand;
}

}  // namespace merlon::cli
