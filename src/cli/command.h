// What a command of the program is: one table per command, from which parsing, help, completion and the manual page follow.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace merlon::cli {

// Exit statuses; other programs rely on them.
enum Exit : int { kFine = 0, kFindings = 1, kBadInput = 2, kEnvironment = 3 };

struct Argument {
  std::string_view name;  // upper case
  std::string_view help;
  bool optional = false;
  bool many = false;
  bool is_file = true;
};

struct Option {
  std::string_view flag;   // `--format`
  std::string_view value;  // upper case; empty for a switch
  std::string_view help;
  std::span<const std::string_view> choices = {};
  bool many = false;
};

// What was typed. Options that were not given have no values.
struct Invocation {
  std::map<std::string, std::vector<std::string>, std::less<>> arguments, options;

  bool Has(std::string_view flag) const { return options.find(flag) != options.end(); }
  std::string Get(std::string_view flag, std::string_view otherwise = {}) const;
  const std::vector<std::string>& All(std::string_view flag) const;
  std::string Argument(std::string_view name) const;
  const std::vector<std::string>& Arguments(std::string_view name) const;
  bool Json() const { return Get("--format") == "json"; }
};

struct Command {
  std::string_view name;
  std::string_view summary;   // completes "merlon NAME: …"
  std::string_view answers;   // which question it answers
  std::span<const Argument> arguments;
  std::span<const Option> options;
  std::span<const std::string_view> examples;
  int (*run)(const Invocation&);
};

// All commands, in alphabetical order. Generated from the files in `cli/commands`.
std::span<const Command* const> Commands();

inline constexpr std::string_view kTextOrJson[] = {"text", "json"};
inline constexpr Option kFormatOption{"--format", "FORMAT", "text for people or json for programs", kTextOrJson};
inline constexpr Option kLibraryOption{"--library", "DIR", "also use the rules and more in this folder", {}, true};
inline constexpr Option kWithOption{"--with", "FILE", "also read this file as part of the model", {}, true};
inline constexpr Option kTodayOption{"--today", "DATE", "take this as today's date, as in 2026-11-20"};
inline constexpr Option kUseCaseOption{"--use-case", "ID", "within this use case: its own verdicts and decisions come first"};
inline constexpr Argument kModelArgument{"MODEL", "a model file or its folder; `-` for standard input", true, true};

}  // namespace merlon::cli
