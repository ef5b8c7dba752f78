// Turns the answers of `merlon ask` into a structured model.
#include "engine/grow.h"

#include <algorithm>
#include <filesystem>

#include "base/strings.h"
#include "cli/editing.h"
#include "cli/files.h"
#include "text/json.h"

namespace merlon::cli {
namespace {

constexpr size_t kMostQuestions = 5;

void PrintJson(const Growth& growth, const std::vector<RankedQuestion>& questions, bool written) {
  std::string out;
  JsonWriter json(out);
  json.BeginObject().Key("schema").String("merlon/grow/1").Key("added").BeginArray();
  for (const std::string& added : growth.added) json.String(added);
  json.EndArray().Key("written").Bool(written).Key("questions").BeginArray();
  for (size_t i = 0; i < std::min(kMostQuestions, questions.size()); ++i) json.String(questions[i].id);
  json.EndArray().EndObject();
  Print(out + "\n");
}

void PrintText(const Growth& growth, const std::vector<RankedQuestion>& questions, const std::string& path, const std::string& written) {
  Terminal terminal(stdout);
  std::string out;
  std::string_view section;
  for (const std::string& added : growth.added) {
    size_t dot = added.find('.');
    std::string_view here = std::string_view(added).substr(0, dot), id = std::string_view(added).substr(dot + 1);
    out += terminal.In(Paint::green, "+ ") + terminal.In(Paint::dim, Pad(std::string(here == section ? "" : here), 10)) + " " + terminal.In(Paint::cyan, id) + "\n";
    section = here;
  }
  if (growth.added.empty()) out += "There is nothing to add: all that the library sketches for these assets is there.\n";
  if (!questions.empty()) out += std::string(out.empty() ? "" : "\n") + "To fill in next:\n";
  for (size_t i = 0; i < std::min(kMostQuestions, questions.size()); ++i) {
    out += "  " + terminal.In(Paint::bold, Wrap(Clean(questions[i].ask), terminal.width(), 2)) + "\n";
    out += "    " + terminal.In(Paint::dim, "write ") + terminal.In(Paint::cyan, std::string(questions[i].fact) + ": …") + terminal.In(Paint::dim, " at ") + terminal.In(Paint::cyan, questions[i].id.substr(questions[i].id.find('@') + 1)) + "\n";
  }
  if (!growth.added.empty() && written.empty()) out += "\nNothing is written yet: add `--write` to put it into " + Clean(path) + ", or `--output FILE`.\n";
  if (!written.empty()) out += "\nWritten to " + Clean(written) + ". Correct what is not so with you, then `merlon threats " + Clean(written) + "`.\n";
  Print(out);
}

int Run(const Invocation& invocation) {
  Session session = OpenModel(invocation, invocation.Arguments("MODEL"));
  if (!session.usable()) return session.exit;
  const Workspace& workspace = *session.workspace;
  std::string output = invocation.Get("--output");
  std::error_code error;
  if (invocation.Has("--output") && output != "-" && std::filesystem::exists(output, error) && !invocation.Has("--force")) return Complain("`" + output + "` exists already", "name another file, or add `--force` to replace it", kBadInput);
  constexpr FileId kFirst(0);
  Growth growth = Grow(workspace.document().source(kFirst), workspace.model(), workspace.library());
  if (!growth.problem.empty()) return Complain(growth.problem, "write it by hand", kBadInput);
  std::unique_ptr<Workspace> after = Reload(session, invocation, {{kFirst.value, growth.text}});
  if (!after || after->malformed()) {
    if (after) Tell(after->document(), after->diagnostics());
    return Complain("what would be added does not fit what is there", "give what is in the way another name with `merlon rename`", kBadInput);
  }
  bool write = invocation.Has("--write");
  if (write && !growth.added.empty() && !WriteChanged(session, {{kFirst.value, growth.text}})) return kEnvironment;
  if (!output.empty() && !WriteFile(output, growth.text)) return Complain("`" + output + "` cannot be written", "check the folder", kEnvironment);
  if (output == "-" || (write && session.path == "-")) return kFine;
  std::string written = !output.empty() ? output : write && !growth.added.empty() ? session.path : std::string();
  if (invocation.Json()) PrintJson(growth, after->Questions(), !written.empty());
  else PrintText(growth, after->Questions(), session.path, written);
  return kFine;
}

constexpr Argument kArguments[] = {kModelArgument};
constexpr Option kOptions[] = {
    {"--write", "", "write it into the model"},
    {"--output", "FILE", "write it to this file"},
    {"--force", "", "replace the output if it exists"},
    kFormatOption, kLibraryOption, kWithOption, kTodayOption,
};
constexpr std::string_view kExamples[] = {"merlon grow mail.merlon.yaml", "merlon grow mail.merlon.yaml --write"};

}  // namespace

const Command& CommandGrow() {
  static const Command kCommand{"grow", "from plain answers to zones, elements and flows; nothing is lost", "what are we working on?", kArguments, kOptions, kExamples, Run};
  return kCommand;
}

}  // namespace merlon::cli
