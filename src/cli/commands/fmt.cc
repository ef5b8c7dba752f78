// Canonical layout, in place.
#include "cli/files.h"
#include "cli/session.h"
#include "language/format_model.h"

namespace merlon::cli {
namespace {

int Run(const Invocation& invocation) {
  std::vector<std::string> paths = invocation.Arguments("MODEL");
  if (paths.empty()) paths = {"."};
  bool check = invocation.Has("--check"), different = false;
  int worst = kFine;
  for (const std::string& path : paths) {
    std::string problem;
    std::optional<std::string> file = FindModel(path, problem);
    std::optional<std::string> text = file ? ReadFile(*file) : std::nullopt;
    if (!text) {
      worst = Complain(file ? "`" + *file + "` cannot be read" : problem, "check the path", kEnvironment);
      continue;
    }
    FormatResult result = FormatModel(*text);
    if (!result.problem.empty()) {
      Document document;
      Diagnostics diagnostics;
      document.Parse(document.AddFile(*file, *text, diagnostics), diagnostics);
      Tell(document, diagnostics);
      if (!diagnostics.malformed()) Complain("`" + *file + "` is left as it is: " + result.problem, "", kBadInput);
      worst = std::max<int>(worst, kBadInput);
      continue;
    }
    bool changes = result.text != *text;
    different |= changes;
    if (*file == "-") {
      if (!check) Print(result.text);
    } else if (check && changes) {
      PrintError("would be changed: " + Clean(*file) + "\n");
    } else if (changes) {
      if (!WriteFile(*file, result.text)) worst = Complain("`" + *file + "` cannot be written", "check that you may write it", kEnvironment);
      else PrintError("changed: " + Clean(*file) + "\n");
    }
  }
  if (worst != kFine) return worst;
  return check && different ? kFindings : kFine;
}

constexpr Argument kArguments[] = {kModelArgument};
constexpr Option kOptions[] = {{"--check", "", "only look: exit status 1 when a file would change"}};
constexpr std::string_view kExamples[] = {"merlon fmt shop.merlon.yaml", "merlon fmt --check"};

}  // namespace

const Command& CommandFmt() {
  static const Command kCommand{"fmt", "bring model files into the canonical layout; comments stay", "", kArguments, kOptions, kExamples, Run};
  return kCommand;
}

}  // namespace merlon::cli
