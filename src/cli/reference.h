// Texts that are made from the tables of the program: completion scripts, the manual page, reference documentation.
#pragma once

#include <string>
#include <string_view>

#include "cli/command.h"
#include "library/library.h"

namespace merlon::cli {

inline constexpr std::string_view kReferenceParts[] = {"codes", "expressions", "language", "library"};

// The completion script for bash, zsh or fish.
std::string Completion(std::string_view shell);
// The manual page in roff.
std::string ManualPage();
// A part of the reference documentation in Markdown.
std::string Reference(std::string_view part, const Library& library);

}  // namespace merlon::cli
