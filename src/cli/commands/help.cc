// Help, shell completion, the manual page and the reference documentation, all from the tables.
#include "base/strings.h"
#include "cli/reference.h"
#include "cli/session.h"

namespace merlon::cli {
namespace {

constexpr std::string_view kShells[] = {"bash", "zsh", "fish"};

std::string Usage(const Command& command) {
  std::string usage = "merlon " + std::string(command.name);
  for (const Argument& argument : command.arguments) {
    std::string name = std::string(argument.name) + (argument.many ? "…" : "");
    usage += argument.optional ? " [" + name + "]" : " " + name;
  }
  return usage + (command.options.empty() ? "" : " [options]");
}

int ShowCommand(const Command& command) {
  Terminal terminal(stdout);
  std::string out = terminal.In(Paint::bold, Usage(command)) + "\n\n  " + std::string(command.summary) + "\n";
  size_t widest = 0;
  auto option_name = [](const Option& option) { return std::string(option.flag) + (option.value.empty() ? "" : " " + std::string(option.value)); };
  for (const Argument& argument : command.arguments) widest = std::max(widest, argument.name.size());
  for (const Option& option : command.options) widest = std::max(widest, option_name(option).size());
  out += "\n";
  auto line = [&](const std::string& name, std::string help, std::span<const std::string_view> choices) {
    for (size_t i = 0; i < choices.size(); ++i) help += (i ? ", " : ": ") + std::string(choices[i]);
    out += "  " + terminal.In(Paint::cyan, Pad(name, widest)) + "  " + Wrap(help, terminal.width(), widest + 4) + "\n";
  };
  for (const Argument& argument : command.arguments) line(std::string(argument.name), std::string(argument.help), {});
  for (const Option& option : command.options) line(option_name(option), std::string(option.help), option.choices);
  if (!command.examples.empty()) out += "\n" + terminal.In(Paint::bold, "Examples") + "\n";
  for (std::string_view example : command.examples) out += "  " + std::string(example) + "\n";
  Print(out);
  return kFine;
}

int ShowAll() {
  Terminal terminal(stdout);
  std::string out = terminal.In(Paint::bold, "merlon COMMAND [options]") + "\n\n  Finds and explains the threats to a system that you describe in a text file.\n\n";
  size_t widest = 0;
  for (const Command* command : Commands()) widest = std::max(widest, command->name.size());
  for (const Command* command : Commands()) out += "  " + terminal.In(Paint::cyan, Pad(std::string(command->name), widest)) + "  " + std::string(command->summary) + "\n";
  out += "\n  merlon help COMMAND               one command\n  merlon help --completion bash     completion for bash, zsh or fish\n  merlon help --man                 the manual page\n  merlon help --reference codes     reference documentation: codes, expressions, language or library\n\n";
  out += "Start with `merlon new`, then `merlon check` and `merlon threats`.\n";
  Print(out);
  return kFine;
}

int Run(const Invocation& invocation) {
  if (invocation.Has("--completion")) {
    Print(Completion(invocation.Get("--completion")));
    return kFine;
  }
  if (invocation.Has("--man")) {
    Print(ManualPage());
    return kFine;
  }
  if (invocation.Has("--reference")) {
    int exit = kFine;
    std::unique_ptr<Workspace> workspace = OpenLibrary(invocation, exit);
    if (!workspace) return exit;
    Print(Reference(invocation.Get("--reference"), workspace->library()));
    return kFine;
  }
  std::string wanted = invocation.Argument("COMMAND");
  if (wanted.empty()) return ShowAll();
  std::vector<std::string_view> names;
  for (const Command* command : Commands()) {
    if (command->name == wanted) return ShowCommand(*command);
    names.push_back(command->name);
  }
  std::string_view near = Nearest(wanted, names);
  return Complain("there is no command `" + wanted + "`", near.empty() ? "`merlon help` lists them" : "did you mean `" + std::string(near) + "`?", kBadInput);
}

constexpr Argument kArguments[] = {{"COMMAND", "the command to explain", true, false, false}};
constexpr Option kOptions[] = {
    {"--completion", "SHELL", "print the completion script", kShells},
    {"--man", "", "print the manual page"},
    {"--reference", "PART", "print a part of the reference documentation, in Markdown", kReferenceParts},
    kLibraryOption,
};
constexpr std::string_view kExamples[] = {"merlon help threats", "merlon help --completion bash > ~/.local/share/bash-completion/completions/merlon", "merlon help --man | man -l -"};

}  // namespace

const Command& CommandHelp() {
  static const Command kCommand{"help", "show how commands are used; completion, manual page and reference", "", kArguments, kOptions, kExamples, Run};
  return kCommand;
}

}  // namespace merlon::cli
