// Other tools' models -> a model in Merlon's language, with a list of whatever could not be carried over.
#include <filesystem>

#include "cli/files.h"
#include "cli/session.h"
#include "exchange/format.h"
#include "language/schema.h"
#include "text/json.h"

namespace merlon::cli {
namespace {

const Format* Choose(const std::string& wanted, const std::string& path, std::string_view bytes) {
  const Format* best = nullptr;
  int surest = 0;
  for (const Format* format : Formats()) {
    if (!wanted.empty()) {
      if (format->id == wanted) return format;
      continue;
    }
    int sure = format->recognise(path, bytes);
    if (sure > surest) surest = sure, best = format;
  }
  return best;
}

std::string FormatList() {
  std::string list;
  for (const Format* format : Formats()) list += (list.empty() ? "`" : ", `") + std::string(format->id) + "`";
  return list;
}

void PrintJson(const Format& format, const ImportResult& result) {
  std::string out;
  JsonWriter json(out);
  const Model& model = result.model;
  json.BeginObject().Key("schema").String("merlon/import/1").Key("from").String(format.id);
  json.Key("elements").Number(static_cast<int64_t>(model.element_count())).Key("flows").Number(static_cast<int64_t>(model.flows.size()));
  json.Key("zones").Number(static_cast<int64_t>(model.zones.size())).Key("threats").Number(static_cast<int64_t>(model.threats.size()));
  auto notes = [&](std::string_view key, const std::vector<ImportNote>& list) {
    json.Key(key).BeginArray().Inline(true);
    for (const ImportNote& note : list) json.BeginObject().Key("what").String(note.what).Key("why").String(note.why).EndObject();
    json.Inline(false).EndArray();
  };
  notes("dropped", result.dropped);
  notes("guessed", result.guessed);
  json.EndObject();
  Print(out + "\n");
}

// Beside the model where that goes to the output itself.
void PrintText(const Format& format, const ImportResult& result, const std::string& output) {
  bool beside = output == "-";
  Terminal terminal(beside ? stderr : stdout);
  const Model& model = result.model;
  std::string out = terminal.In(Paint::green, "imported") + " from " + std::string(format.title) + ": " + Plural(model.element_count(), "element") + ", " + Plural(model.flows.size(), "flow") + ", " + Plural(model.zones.size(), "zone") + ", " + Plural(model.threats.size(), "threat") + "\n";
  auto notes = [&](std::string_view title, const std::vector<ImportNote>& list) {
    if (list.empty()) return;
    out += "\n" + terminal.In(Paint::bold, title) + "\n";
    for (const ImportNote& note : list) out += "  " + Wrap(Clean(note.what) + ": " + Clean(note.why), terminal.width(), 4) + "\n";
  };
  notes("Guessed, please look", result.guessed);
  notes("Not carried over", result.dropped);
  if (beside) return PrintError(out);
  out += "\nNext: `merlon threats " + output + "` lists what can go wrong.\n";
  Print(out);
}

int Run(const Invocation& invocation) {
  std::string path = invocation.Argument("FILE"), output = invocation.Get("--output"), wanted = invocation.Get("--from");
  std::optional<std::string> bytes = ReadFile(path);
  if (!bytes) return Complain("`" + path + "` cannot be read", "check that it is a file and that you may read it", kEnvironment);
  if (output.empty()) return Complain("where to write the model?", "add `--output model.merlon.yaml`", kBadInput);
  std::error_code error;
  if (output != "-" && std::filesystem::exists(output, error) && !invocation.Has("--force")) return Complain("`" + output + "` exists already", "name another file, or add `--force` to replace it", kBadInput);
  const Format* format = Choose(wanted, path, *bytes);
  if (!format) return Complain(wanted.empty() ? "the format of `" + path + "` is not recognised" : "there is no format `" + wanted + "`", "name one of " + FormatList() + " with `--from`", kBadInput);
  int exit = kFine;
  std::unique_ptr<Workspace> workspace = OpenLibrary(invocation, exit);
  if (!workspace) return exit;
  ImportResult result = format->import(*bytes, workspace->library());
  if (!result.error.empty()) return Complain("`" + path + "` cannot be imported: " + result.error, "", kBadInput);
  std::string text = WriteModel(result.model, workspace->library());
  if (!WriteFile(output, text)) return Complain("`" + output + "` cannot be written", "check the folder", kEnvironment);
  if (invocation.Json() && output != "-") PrintJson(*format, result);
  else PrintText(*format, result, output);
  return kFine;
}

constexpr Argument kArguments[] = {{"FILE", "the other tool's file"}};
constexpr Option kOptions[] = {
    {"--output", "MODEL", "where to write the model; with `-` it goes to standard output, and the notes to standard error"},
    {"--from", "FORMAT", "the other tool's format; recognised when it is not given"},
    {"--force", "", "replace the output if it exists"},
    kFormatOption,
    kLibraryOption,
};
constexpr std::string_view kExamples[] = {"merlon import ThreatDragon.json --output shop.merlon.yaml", "merlon import Shop.tm7 --output shop.merlon.yaml --format json"};

}  // namespace

const Command& CommandImport() {
  static const Command kCommand{"import", "read another tool's model and list what could not be carried over", "what are we working on?", kArguments, kOptions, kExamples, Run};
  return kCommand;
}

}  // namespace merlon::cli
