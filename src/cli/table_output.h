// Tables that answer something, in the formats of the command line: for people, as Markdown, as JSON.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/terminal.h"
#include "engine/table.h"
#include "text/json.h"

namespace merlon::cli {

// Aligned columns below a heading. Where they are wider than the terminal, the widest give way and their cells break into lines.
// A table of one column is a list without a heading of its own. Rows beyond `most` are counted.
std::string TableText(const Table& table, const Terminal& terminal, size_t most = SIZE_MAX);
// A heading and a table, or a list where there is one column; untrusted text cannot become markup.
std::string TableMarkdown(const Table& table);
// `{"id","title","about","columns":[…],"rows":[{"cells":[…],"place","threat"}]}`: a row's place and threat are those of the first cell that has one.
void WriteTable(JsonWriter& json, const Table& table);

}  // namespace merlon::cli
