// Completion scripts and the manual page.
#include "base/strings.h"
#include "cli/reference.h"

namespace merlon::cli {
namespace {

std::string CommandNames() {
  std::string names;
  for (const Command* command : Commands()) names += (names.empty() ? "" : " ") + std::string(command->name);
  return names;
}

std::string Flags(const Command& command) {
  std::string flags;
  for (const Option& option : command.options) flags += std::string(option.flag) + " ";
  return flags + "--help";
}

std::string Choices(const Option& option) {
  std::string choices;
  for (std::string_view choice : option.choices) choices += (choices.empty() ? "" : " ") + std::string(choice);
  return choices;
}

// Text inside single quotes of a shell.
std::string Quoted(std::string_view text) { return "'" + ReplaceAll(std::string(text), "'", "'\\''") + "'"; }

std::string Bash() {
  std::string out = "# bash completion for merlon\n_merlon() {\n  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}\n";
  out += "  if [ \"$COMP_CWORD\" -eq 1 ]; then COMPREPLY=($(compgen -W '" + CommandNames() + "' -- \"$word\")); return; fi\n  case $command in\n";
  for (const Command* command : Commands()) {
    out += "    " + std::string(command->name) + ")\n      case $before in\n";
    for (const Option& option : command->options) {
      if (!option.choices.empty()) out += "        " + std::string(option.flag) + ") COMPREPLY=($(compgen -W '" + Choices(option) + "' -- \"$word\")); return ;;\n";
    }
    out += "      esac\n      case $word in -*) COMPREPLY=($(compgen -W '" + Flags(*command) + "' -- \"$word\")); return ;; esac ;;\n";
  }
  out += "  esac\n  [ \"$command\" = help ] && COMPREPLY=($(compgen -W '" + CommandNames() + "' -- \"$word\")) && return\n  COMPREPLY=($(compgen -f -- \"$word\"))\n}\ncomplete -o filenames -F _merlon merlon ./merlon\n";
  return out;
}

std::string Zsh() {
  std::string out = "#compdef merlon\n# zsh completion for merlon\n_merlon() {\n  local -a commands\n  commands=(\n";
  for (const Command* command : Commands()) out += "    " + Quoted(std::string(command->name) + ":" + ReplaceAll(std::string(command->summary), ":", "\\:")) + "\n";
  out += "  )\n  if (( CURRENT == 2 )); then _describe command commands; return; fi\n  case $words[2] in\n";
  for (const Command* command : Commands()) {
    out += "    " + std::string(command->name) + ")\n      _arguments -s \\\n";
    for (const Option& option : command->options) {
      std::string help = ReplaceAll(ReplaceAll(std::string(option.help), "[", "("), "]", ")");
      std::string spec = std::string(option.many ? "*" : "") + std::string(option.flag) + "[" + ReplaceAll(help, ":", "\\:") + "]";
      if (!option.value.empty()) spec += ":" + std::string(option.value) + ":" + (option.choices.empty() ? "_files" : "(" + Choices(option) + ")");
      out += "        " + Quoted(spec) + " \\\n";
    }
    out += "        '*:file:_files' ;;\n";
  }
  return out + "  esac\n}\n_merlon \"$@\"\n";
}

std::string Fish() {
  std::string out = "# fish completion for merlon\n";
  for (const Command* command : Commands()) {
    std::string name(command->name);
    out += "complete -c merlon -n __fish_use_subcommand -f -a " + name + " -d " + Quoted(command->summary) + "\n";
    for (const Option& option : command->options) {
      out += "complete -c merlon -n '__fish_seen_subcommand_from " + name + "' -l " + std::string(option.flag.substr(2)) + (option.value.empty() ? "" : " -r") + (option.choices.empty() ? "" : " -f -a '" + Choices(option) + "'") + " -d " + Quoted(option.help) + "\n";
    }
  }
  return out;
}

std::string Roff(std::string_view text) {
  std::string out = ReplaceAll(ReplaceAll(std::string(text), "\\", "\\e"), "-", "\\-");
  return out.empty() || (out.front() != '.' && out.front() != '\'') ? out : "\\&" + out;
}

}  // namespace

std::string Completion(std::string_view shell) { return shell == "bash" ? Bash() : shell == "zsh" ? Zsh() : Fish(); }

std::string ManualPage() {
  std::string out = ".TH MERLON 1\n.SH NAME\nmerlon \\- find and explain the threats to a system\n.SH SYNOPSIS\n.B merlon\n.I COMMAND\n[options]\n.SH DESCRIPTION\nMerlon reads a threat model from a text file and finds, explains and ranks what can go wrong.\n.SH COMMANDS\n";
  for (const Command* command : Commands()) {
    out += ".SS " + Roff(command->name) + "\n" + Roff(command->summary) + ".\n";
    for (const Argument& argument : command->arguments) out += ".TP\n.I " + Roff(argument.name) + "\n" + Roff(argument.help) + "\n";
    for (const Option& option : command->options) {
      out += ".TP\n.B " + Roff(option.flag) + (option.value.empty() ? "" : " \\fI" + Roff(option.value) + "\\fP") + "\n" + Roff(option.help);
      if (!option.choices.empty()) out += " (" + Roff(Choices(option)) + ")";
      out += "\n";
    }
    for (std::string_view example : command->examples) out += ".PP\n.EX\n" + Roff(example) + "\n.EE\n";
  }
  out += ".SH EXIT STATUS\n.TP\n0\nfine\n.TP\n1\nfindings at or over the threshold\n.TP\n2\nthe input is wrong\n.TP\n3\nthe environment failed: a file, a missing program\n.SH ENVIRONMENT\n.TP\n.B NO_COLOR\nno colour on terminals\n";
  return out;
}

}  // namespace merlon::cli
