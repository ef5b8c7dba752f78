// A comparison as a comment on a pull request.
#pragma once

#include <string>

#include "cli/diff_rows.h"

namespace merlon::cli {

// The first line is the answer; then short tables, long ones folded. Fits into one comment of the usual code hosts (65,536 bytes).
std::string DiffMarkdown(const Comparison& comparison);

}  // namespace merlon::cli
