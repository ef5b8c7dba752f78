// Merges two versions of a model that started from a third. Works as a merge driver of git.
#include <algorithm>
#include <set>

#include "base/strings.h"
#include "cli/files.h"
#include "cli/session.h"
#include "language/merge_model.h"

namespace merlon::cli {
namespace {

// The three texts that the command line names, or the status to end with.
struct Versions {
  std::unique_ptr<MergeText> base, ours, theirs;
  int exit = kFine;
};

Versions ReadVersions(const Invocation& invocation) {
  Versions versions;
  auto read = [&](std::string_view argument) -> std::unique_ptr<MergeText> {
    std::string path = invocation.Argument(argument), shown = invocation.Has("--path") ? invocation.Get("--path") : path;
    std::optional<std::string> text = ReadFile(path);
    if (!text) {
      versions.exit = Complain("`" + path + "` cannot be read", "check that it is a file and that you may read it", kEnvironment);
      return nullptr;
    }
    // Git names temporary files; what people know is the path in the repository and the side.
    std::string side = argument == "BASE" ? " (base)" : argument == "OURS" ? " (ours)" : " (theirs)";
    return std::make_unique<MergeText>(shown == path ? path : shown + side, *text);
  };
  versions.base = read("BASE"), versions.ours = read("OURS"), versions.theirs = read("THEIRS");
  if (versions.exit != kFine) return versions;
  for (MergeText* text : {versions.base.get(), versions.ours.get(), versions.theirs.get()}) {
    if (text->readable()) continue;
    text->diagnostics.Sort();
    Tell(text->document, text->diagnostics);
    versions.exit = Complain("`" + text->document.path(FileId(0)) + "` cannot be read as a model, so nothing was merged", "mend it, or merge the texts with `git merge-file`", kBadInput);
  }
  return versions;
}

std::unique_ptr<Workspace> LoadText(const Invocation& invocation, const std::string& path, std::string_view text) {
  int exit = kFine;
  std::unique_ptr<Workspace> workspace = OpenLibrary(invocation, exit);
  if (!workspace) return nullptr;
  workspace->Load({{path, std::string(text)}}, HostFor(path));
  return workspace;
}

// Whether the merged model has an error that neither side has: one side may name what the other has removed. Tells those errors.
bool Breaks(const Invocation& invocation, const std::string& path, const Versions& versions, const std::string& merged) {
  std::unique_ptr<Workspace> result = LoadText(invocation, path, merged);
  if (!result || !result->diagnostics().malformed()) return false;
  std::set<std::string> known;
  for (const MergeText* side : {versions.ours.get(), versions.theirs.get()}) {
    std::unique_ptr<Workspace> alone = LoadText(invocation, path, side->text());
    for (const Diagnostic& diagnostic : alone->diagnostics().kept()) known.insert(diagnostic.message);
  }
  Diagnostics found;
  for (const Diagnostic& diagnostic : result->diagnostics().kept()) {
    bool is_new = diagnostic.code->weight == Weight::malformed && !known.contains(diagnostic.message);
    if (is_new) found.Add(*diagnostic.code, diagnostic.span, diagnostic.message, diagnostic.hint).related = diagnostic.related;
  }
  if (found.kept().empty()) return false;
  found.Sort();
  Tell(result->document(), found);
  Complain("no entry conflicts, but together the two sides make no valid model", "mend it by hand, then run `merlon check`", kFindings);
  return true;
}

int Run(const Invocation& invocation) {
  MergeOptions options;
  if (invocation.Has("--marker-size")) {
    std::string size = invocation.Get("--marker-size");
    constexpr size_t kMostDigits = 3;
    bool good = IsDigits(size) && size.size() <= kMostDigits && size.find_first_not_of('0') != std::string::npos;
    if (!good) return Complain("`" + size + "` is no size of a marker", "give a number such as 7", kBadInput);
    options.marker_size = static_cast<size_t>(std::stoul(size));
  }
  Versions versions = ReadVersions(invocation);
  if (versions.exit != kFine) return versions.exit;
  MergeResult result = MergeModels(*versions.base, *versions.ours, *versions.theirs, options);
  std::string ours = invocation.Argument("OURS"), output = invocation.Get("--output", ours), path = invocation.Get("--path", ours);
  if (!WriteFile(output, result.text)) return Complain("`" + output + "` cannot be written", "check that you may write it", kEnvironment);
  Terminal terminal(stderr);
  std::string told;
  constexpr size_t kMostTold = 100;
  for (size_t i = 0; i < std::min(result.conflicts.size(), kMostTold); ++i) {
    const MergeConflict& conflict = result.conflicts[i];
    told += terminal.In(Paint::red, "conflict") + ": " + (conflict.path.empty() ? "" : "`" + Clean(conflict.path) + "`: ") + conflict.what + "\n";
  }
  PrintError(told);
  if (result.conflicts.empty()) return Breaks(invocation, path, versions, result.text) ? kFindings : kFine;
  return Complain(Plural(result.conflicts.size(), "conflict") + " in `" + path + "`", "look for `" + std::string(options.marker_size, '<') + "`, choose, then run `merlon check`", kFindings);
}

constexpr Argument kArguments[] = {{"BASE", "the version that both started from"}, {"OURS", "our version; the result goes here"}, {"THEIRS", "their version"}};
constexpr Option kOptions[] = {
    {"--output", "FILE", "write the result here instead; `-` for standard output"},
    {"--path", "PATH", "the model's path for messages and for what it includes (`%P` in git)"},
    {"--marker-size", "N", "the length of conflict markers (`%L` in git)"},
    kLibraryOption,
};
constexpr std::string_view kExamples[] = {"merlon merge base.yaml ours.yaml theirs.yaml --output merged.yaml", "git config merge.merlon.driver \"merlon merge %O %A %B --path %P --marker-size %L\""};

}  // namespace

const Command& CommandMerge() {
  static const Command kCommand{"merge", "merge two versions of a model, entry by entry; for git", "", kArguments, kOptions, kExamples, Run};
  return kCommand;
}

}  // namespace merlon::cli
