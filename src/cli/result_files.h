// Reading the files of `--results`.
#pragma once

#include <string>
#include <vector>

#include "judge/verify.h"

namespace merlon::cli {

// Adds all results of all files, and to `texts` what was read of each. Not kFine after telling of every file that cannot be used.
int ReadResultFiles(const std::vector<std::string>& paths, std::vector<TestResult>& results, std::vector<std::string>* texts = nullptr);

}  // namespace merlon::cli
