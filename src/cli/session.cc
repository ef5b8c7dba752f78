#include "cli/session.h"

#include <filesystem>

#include <algorithm>

#include "base/strings.h"
#include "cli/files.h"
#include "cli/heap.h"

namespace merlon::cli {

int Complain(std::string_view message, std::string_view hint, Exit exit) {
  Terminal terminal(stderr);
  std::string out = terminal.In(Paint::red, "error") + ": " + Clean(message) + "\n";
  if (!hint.empty()) out += "  " + terminal.In(Paint::cyan, "help") + ": " + Clean(hint) + "\n";
  PrintError(out);
  return exit;
}

std::string Render(const Document& document, const Diagnostic& diagnostic, const Terminal& terminal) {
  Severity severity = diagnostic.code->severity;
  Paint paint = severity == Severity::error ? Paint::red : severity == Severity::warning ? Paint::yellow : Paint::cyan;
  std::string kind = std::string(Name(severity)) + "[" + std::string(diagnostic.code->id) + "]";
  if (!diagnostic.span || document.file_count() == 0) return terminal.In(paint, kind) + ": " + Clean(diagnostic.message) + "\n";
  Location from = document.Locate(diagnostic.span.begin);
  Location to = document.Locate(std::max(diagnostic.span.begin, diagnostic.span.end));
  std::string place = Clean(document.path(from.file)) + ":" + std::to_string(from.line) + ":" + std::to_string(from.column);
  std::string out = terminal.In(Paint::bold, place) + ": " + terminal.In(paint, kind) + ": " + terminal.In(Paint::bold, diagnostic.message) + "\n";
  // The source line, cut around the place where it is very long.
  std::string_view text = document.source(from.file);
  size_t at = std::min<size_t>(diagnostic.span.begin - document.base(from.file), text.size());
  size_t line_start = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
  size_t line_end = std::min(text.find('\n', at), text.size());
  constexpr size_t kLongestLine = 160, kBefore = 60;
  std::string lead;
  if (line_end - line_start > kLongestLine && at - line_start > kBefore) {
    line_start = at - kBefore;
    while (line_start < at && (static_cast<unsigned char>(text[line_start]) & 0xC0) == 0x80) ++line_start;
    lead = "…";
  }
  std::string line = lead + Clean(std::string_view(text).substr(line_start, std::min(line_end - line_start, kLongestLine)));
  size_t before = DisplayWidth(lead) + DisplayWidth(Clean(std::string_view(text).substr(line_start, at - line_start)));
  size_t length = 1;
  if (to.line == from.line && to.column > from.column) length = to.column - from.column;
  length = std::min(length, DisplayWidth(line) > before ? DisplayWidth(line) - before : 1);
  std::string number = std::to_string(from.line);
  std::string margin(number.size(), ' ');
  if (!line.empty()) out += " " + terminal.In(Paint::dim, number + " |") + " " + line + "\n";
  if (!line.empty()) out += " " + terminal.In(Paint::dim, margin + " |") + " " + std::string(before, ' ') + terminal.In(paint, std::string(std::max<size_t>(length, 1), '^')) + "\n";
  if (!diagnostic.hint.empty()) out += " " + margin + " " + terminal.In(Paint::cyan, "= help") + ": " + Clean(diagnostic.hint) + "\n";
  for (const Related& related : diagnostic.related) {
    Location other = document.Locate(related.span.begin);
    out += " " + margin + " " + terminal.In(Paint::cyan, "= note") + ": " + Clean(related.message) + ": " + Clean(document.path(other.file)) + ":" + std::to_string(other.line) + ":" + std::to_string(other.column) + "\n";
  }
  return out;
}

void Tell(const Document& document, const Diagnostics& diagnostics) {
  if (diagnostics.kept().empty()) return;
  Terminal terminal(stderr);
  std::string out;
  size_t errors = 0, warnings = 0;
  for (const Diagnostic& diagnostic : diagnostics.kept()) {
    out += Render(document, diagnostic, terminal) + "\n";
    errors += diagnostic.code->severity == Severity::error;
    warnings += diagnostic.code->severity == Severity::warning;
  }
  size_t hints = diagnostics.kept().size() - errors - warnings;
  std::string summary;
  auto add = [&](size_t count, std::string_view noun) {
    if (count) summary += (summary.empty() ? "" : ", ") + Plural(count, noun);
  };
  add(errors, "error");
  add(warnings, "warning");
  add(hints, "hint");
  if (diagnostics.left_out()) summary += ", and " + std::to_string(diagnostics.left_out()) + " more that are not shown";
  PrintError(out + summary + "\n");
}

std::unique_ptr<Workspace> OpenLibrary(const Invocation& invocation, int& exit) {
  auto workspace = std::make_unique<Workspace>(BuiltinLibrary());
  for (const std::string& folder : invocation.All("--library")) {
    std::optional<std::vector<LibraryFile>> files = ReadLibraryFolder(folder);
    if (!files) {
      exit = Complain("the library folder `" + folder + "` cannot be read", "check the path", kEnvironment);
      return nullptr;
    }
    workspace->AddLibrary(*files);
  }
  return workspace;
}

namespace {

// The text of the model's file that `path` names. Complains otherwise.
std::optional<SourceText> ReadSource(const std::string& path, std::string_view hint, int& exit) {
  std::string problem;
  std::optional<std::string> file = FindModel(path, problem);
  if (!file) {
    exit = Complain(problem, hint, kEnvironment);
    return std::nullopt;
  }
  std::optional<std::string> text = ReadFile(*file);
  if (!text) {
    exit = Complain("`" + *file + "` cannot be read", "check that it is a file and that you may read it", kEnvironment);
    return std::nullopt;
  }
  return SourceText{*file, std::move(*text)};
}

}  // namespace

Session OpenModel(const Invocation& invocation, const std::vector<std::string>& models, const SessionOptions& options) {
  Session session;
  std::vector<SourceText> sources;
  for (const std::string& path : models.empty() ? std::vector<std::string>{"."} : models) {
    std::optional<SourceText> source = ReadSource(path, models.empty() ? "name a model, or make one with `merlon new`" : "check the path", session.exit);
    if (!source) return session;
    sources.push_back(std::move(*source));
  }
  std::string path = sources.front().path;
  return OpenTexts(invocation, std::move(sources), HostFor(path), options);
}

Session OpenTexts(const Invocation& invocation, std::vector<SourceText> sources, const Host& host, const SessionOptions& options) {
  Session session;
  session.path = sources.front().path;
  session.today = Today();
  if (invocation.Has("--today")) {
    std::optional<int32_t> day = ParseDay(invocation.Get("--today"));
    if (!day) {
      session.exit = Complain("`" + invocation.Get("--today") + "` is not a day", "write it as 2026-11-20", kBadInput);
      return session;
    }
    session.today = *day;
  }
  if (options.today) session.today = *options.today;
  for (const std::string& with : invocation.All("--with")) {
    std::optional<SourceText> source = ReadSource(with, "check the path", session.exit);
    if (!source) return session;
    sources.push_back(std::move(*source));
  }
  for (SourceText& source : sources) {
    if (source.path == "-") source.path = "<stdin>";
  }
  size_t bytes = 0;
  for (const SourceText& source : sources) bytes += source.text.size();
  PrepareHeapFor(bytes);
  session.workspace = OpenLibrary(invocation, session.exit);
  if (!session.workspace) return session;
  Workspace& workspace = *session.workspace;
  workspace.Load(std::move(sources), host);
  if (!workspace.malformed() && options.analyse) workspace.Analyse(session.today);
  if (!options.tell) return session;
  workspace.diagnostics().Sort();
  if (workspace.library_diagnostics().malformed()) Tell(workspace.library().document(), workspace.library_diagnostics());
  if (workspace.diagnostics().malformed()) Tell(workspace.document(), workspace.diagnostics());
  if (workspace.malformed()) session.exit = kBadInput;
  return session;
}

int NarrowToUseCase(Session& session, const Invocation& invocation) {
  if (!invocation.Has("--use-case")) return kFine;
  std::string wanted = invocation.Get("--use-case");
  std::vector<std::string_view> ids;
  for (const UseCase& use_case : session.workspace->model().use_cases) {
    ids.push_back(use_case.id.view());
    if (use_case.id != wanted) continue;
    session.workspace->Analyse(session.today, &use_case);
    return kFine;
  }
  std::string_view near = Nearest(wanted, ids);
  return Complain("the model has no use case `" + wanted + "`", near.empty() ? "see `use-cases:` in the model" : "did you mean `" + std::string(near) + "`?", kBadInput);
}

std::string ShownPath(const Session& session, FileId file) {
  const std::string& path = session.workspace->document().path(file);
  std::string folder = FolderOf(session.path);
  if (!folder.empty() && path.compare(0, folder.size(), folder) == 0) return path.substr(folder.size());
  return path.substr(path.rfind('/') + 1);
}

std::string RepositoryPath(const Session& session, const Document& document, FileId file) {
  namespace fs = std::filesystem;
  const std::string& named = document.path(file);
  if (named == "<stdin>") return "stdin";
  fs::path path = fs::path(named).lexically_normal();
  std::error_code error;
  if (path.is_absolute()) path = path.lexically_relative(fs::current_path(error));
  bool below = !path.empty() && *path.begin() != "..";
  if (below) return path.generic_string();
  return &document == &session.workspace->document() ? ShownPath(session, file) : fs::path(named).filename().generic_string();
}

}  // namespace merlon::cli
