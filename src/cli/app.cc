// The program: builds the command line from the commands' tables and runs one of them.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <deque>

#include "base/strings.h"
#include "cli/command.h"
#include "cli/heap.h"
#include "cli/session.h"
#include "cli/terminal.h"

namespace merlon::cli {

namespace {

// Where CLI11 puts what was typed, one for each argument and option of the command.
struct Slots {
  std::deque<std::vector<std::string>> values;  // options, and arguments that take many
  std::deque<std::string> words;                // arguments that take one
  std::deque<bool> switches;
};

constexpr int kMostArguments = 1000;

void Declare(CLI::App& app, const Command& command, Slots& slots) {
  for (const Argument& argument : command.arguments) {
    std::string name(argument.name), help(argument.help);
    CLI::Option* option = argument.many ? app.add_option(name, slots.values.emplace_back(), help) : app.add_option(name, slots.words.emplace_back(), help);
    if (!argument.optional) option->required();
    if (argument.many) option->expected(argument.optional ? 0 : 1, kMostArguments);
  }
  for (const Option& declared : command.options) {
    if (declared.value.empty()) {
      app.add_flag(std::string(declared.flag), slots.switches.emplace_back(false), std::string(declared.help));
      continue;
    }
    CLI::Option* option = app.add_option(std::string(declared.flag), slots.values.emplace_back(), std::string(declared.help));
    option->type_name(std::string(declared.value));
    if (declared.list) option->expected(1, kMostArguments);
    else option->expected(1);
    option->take_all();
    if (!declared.choices.empty()) option->check(CLI::IsMember(std::vector<std::string>(declared.choices.begin(), declared.choices.end())));
  }
}

Invocation Collect(const Command& command, const Slots& slots, const CLI::App& app) {
  Invocation invocation;
  size_t value = 0, word = 0;
  for (const Argument& argument : command.arguments) {
    std::vector<std::string> typed;
    if (argument.many) typed = slots.values[value++];
    else if (!slots.words[word++].empty()) typed = {slots.words[word - 1]};
    if (!typed.empty()) invocation.arguments[std::string(argument.name)] = typed;
  }
  for (const Option& declared : command.options) {
    bool given = app.count(std::string(declared.flag)) > 0;
    if (declared.value.empty()) {
      if (given) invocation.options[std::string(declared.flag)] = {};
      continue;
    }
    if (given) invocation.options[std::string(declared.flag)] = slots.values[value];
    ++value;
  }
  return invocation;
}

int Run(int argc, char** argv) {
  CLI::App app("Merlon finds and explains the threats to a system that you describe in a text file.", "merlon");
  app.set_version_flag("--version", "merlon " + std::string(kVersion));
  app.set_help_flag("-h,--help", "show this help");
  app.require_subcommand(1);
  app.failure_message(CLI::FailureMessage::simple);
  std::deque<Slots> slots;
  std::vector<CLI::App*> parsers;
  for (const Command* command : Commands()) {
    CLI::App* parser = app.add_subcommand(std::string(command->name), std::string(command->summary));
    parser->set_help_flag("-h,--help", "show this help");
    std::string footer;
    for (std::string_view example : command->examples) footer += (footer.empty() ? "Examples:\n  " : "\n  ") + std::string(example);
    parser->footer(footer);
    Declare(*parser, *command, slots.emplace_back());
    parsers.push_back(parser);
  }
  app.footer("Start with `merlon new`, then `merlon check` and `merlon threats`. `merlon help COMMAND` shows one command.");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);  // help and version
    std::string command = argc > 1 ? argv[1] : "";
    bool known = std::any_of(Commands().begin(), Commands().end(), [&](const Command* candidate) { return candidate->name == command; });
    if (!known && argc > 1 && argv[1][0] != '-') {
      std::vector<std::string_view> names;
      for (const Command* candidate : Commands()) names.push_back(candidate->name);
      std::string_view near = Nearest(command, names);
      return Complain("there is no command `" + command + "`", near.empty() ? "`merlon --help` lists the commands" : "did you mean `merlon " + std::string(near) + "`?", kBadInput);
    }
    return Complain(error.what(), known ? "`merlon " + command + " --help` shows how it is used" : "`merlon --help` lists the commands", kBadInput);
  }
  for (size_t i = 0; i < parsers.size(); ++i) {
    if (parsers[i]->parsed()) return Commands()[i]->run(Collect(*Commands()[i], slots[i], *parsers[i]));
  }
  return kBadInput;
}

}  // namespace
}  // namespace merlon::cli

int main(int argc, char** argv) {
  merlon::cli::PrepareHeap();
  int status = merlon::cli::Run(argc, argv);
  bool written = std::fflush(stdout) == 0 && !std::ferror(stdout);
  return written ? status : merlon::cli::kEnvironment;
}
