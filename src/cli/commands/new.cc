// A starting model from a template.
#include <filesystem>

#include "base/strings.h"
#include "cli/files.h"
#include "cli/session.h"

namespace merlon::cli {

// The templates that are part of the program: `<name>.yaml` with a first line `# title: what it is for`. Generated.
std::span<const LibraryFile> Templates();

namespace {

constexpr std::string_view kTitle = "# title:";

std::string_view NameOf(const LibraryFile& file) { return std::string_view(file.path).substr(0, file.path.find('.')); }

std::string TitleOf(const LibraryFile& file) {
  std::string_view line = file.text().substr(0, file.text().find('\n'));
  return std::string(line.substr(0, kTitle.size()) == kTitle ? Trim(line.substr(kTitle.size())) : line);
}

int List() {
  Terminal terminal(stdout);
  std::string out;
  size_t widest = 0;
  for (const LibraryFile& file : Templates()) widest = std::max(widest, NameOf(file).size());
  for (const LibraryFile& file : Templates()) out += terminal.In(Paint::cyan, Pad(std::string(NameOf(file)), widest)) + "  " + TitleOf(file) + "\n";
  out += "\n`merlon new shop.merlon.yaml --template web-application --name \"Corner shop\"` writes one.\n";
  Print(out);
  return kFine;
}

// The template with the name put in as a double-quoted YAML text, and without its title line.
std::string Fill(const LibraryFile& file, const std::string& name) {
  std::string quoted = QuoteYaml(name, false);
  if (quoted.front() != '"') quoted = "\"" + quoted + "\"";
  std::string text = ReplaceAll(std::string(file.text()), "\"{{name}}\"", quoted);
  size_t line = text.compare(0, kTitle.size(), kTitle) == 0 ? text.find('\n') + 1 : 0;
  return text.substr(line);
}

int Run(const Invocation& invocation) {
  if (invocation.Has("--list")) return List();
  if (invocation.Has("--from") && invocation.Has("--template")) return Complain("`--from` is a template of its own", "leave out `--from` or `--template`", kBadInput);
  std::string wanted = invocation.Has("--from") ? "from-" + invocation.Get("--from") : invocation.Get("--template", "web-application");
  const LibraryFile* chosen = nullptr;
  std::vector<std::string_view> names;
  for (const LibraryFile& file : Templates()) {
    names.push_back(NameOf(file));
    if (NameOf(file) == wanted) chosen = &file;
  }
  if (!chosen) {
    std::string_view near = Nearest(wanted, names);
    return Complain("there is no template `" + wanted + "`", near.empty() ? "`merlon new --list` lists them" : "did you mean `" + std::string(near) + "`?", kBadInput);
  }
  std::string path = invocation.Argument("FILE");
  if (path.empty()) path = "merlon.yaml";
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) path += "/merlon.yaml";
  if (path != "-" && std::filesystem::exists(path, error) && !invocation.Has("--force")) return Complain("`" + path + "` exists already", "name another file, or add `--force` to replace it", kBadInput);
  if (!WriteFile(path, Fill(*chosen, invocation.Get("--name", "My system")))) return Complain("`" + path + "` cannot be written", "check the folder", kEnvironment);
  if (path != "-") PrintError("wrote " + Clean(path) + "\nNext: " + (invocation.Has("--from") ? "put your own in, then `merlon blindspots " + Clean(path) + "` says what the other two doors would add\n" : "put your own elements and flows in, then `merlon threats " + Clean(path) + "`\n"));
  return kFine;
}

// Each has a template `from-<door>`; `merlon blindspots` says later what the other two would add.
constexpr std::string_view kDoors[] = {"system", "assets", "adversaries"};
constexpr Argument kArguments[] = {{"FILE", "where to write it; merlon.yaml when it is not given", true}};
constexpr Option kOptions[] = {
    {"--template", "NAME", "the kind of system; web-application when it is not given"},
    {"--from", "DOOR", "start from the system, from what we value (assets), or from who worries us (adversaries)", kDoors},
    {"--name", "TEXT", "the system's name"},
    {"--list", "", "list the templates"},
    {"--force", "", "replace the file if it exists"},
};
constexpr std::string_view kExamples[] = {"merlon new --list", "merlon new --from assets", "merlon new shop.merlon.yaml --template web-application --name \"Corner shop\""};

}  // namespace

const Command& CommandNew() {
  static const Command kCommand{"new", "start a model from a template", "what are we working on?", kArguments, kOptions, kExamples, Run};
  return kCommand;
}

}  // namespace merlon::cli
