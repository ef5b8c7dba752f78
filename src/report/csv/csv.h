// A table as CSV (RFC 4180).
#pragma once

#include <string>

#include "engine/table.h"

namespace merlon {

// With a line of headings. A cell that a spreadsheet would run as a formula begins with an apostrophe.
std::string WriteCsv(const Table& table);

}  // namespace merlon
