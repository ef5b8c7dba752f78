// Reading the files of `--results`.
#pragma once

#include <string>
#include <vector>

#include "judge/verify.h"

namespace merlon::cli {

// Adds all results of all files. Not kFine after telling of every file that cannot be used.
int ReadResultFiles(const std::vector<std::string>& paths, std::vector<TestResult>& results);

}  // namespace merlon::cli
