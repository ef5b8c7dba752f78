// Tables of the engine for people: aligned on a terminal, or as Markdown.
#pragma once

#include <string>
#include <vector>

#include "cli/terminal.h"
#include "engine/table.h"

namespace merlon::cli {

// Each table under its title; rows beyond `most` are counted.
std::string TablesText(const std::vector<Table>& tables, size_t most, const Terminal& terminal);
// The same as chapters of a Markdown text, all rows up to a size that a code host still shows.
std::string TablesMarkdown(const std::vector<Table>& tables);

}  // namespace merlon::cli
