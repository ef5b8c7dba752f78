#include "cli/result_files.h"

#include <algorithm>
#include <iterator>

#include "cli/files.h"
#include "cli/session.h"
#include "results/results.h"

namespace merlon::cli {

int ReadResultFiles(const std::vector<std::string>& paths, std::vector<TestResult>& results, std::vector<std::string>* texts) {
  int exit = kFine;
  for (const std::string& path : paths) {
    std::optional<std::string> bytes = ReadFile(path);
    if (!bytes) {
      exit = Complain("`" + path + "` cannot be read", "check that it is a file and that you may read it", kEnvironment);
      continue;
    }
    ResultsFile file = ReadResults(*bytes);
    if (texts) texts->push_back(std::move(*bytes));
    if (file.error.empty()) {
      results.insert(results.end(), std::make_move_iterator(file.results.begin()), std::make_move_iterator(file.results.end()));
      continue;
    }
    std::string where = path + (file.line ? ":" + std::to_string(file.line) + ":" + std::to_string(file.column) : "");
    Complain("`" + where + "` cannot be used: " + file.error, file.format.empty() && !file.line ? "`--results` takes JUnit XML, CTest XML, SARIF 2.1.0 and TAP" : "", kBadInput);
    exit = std::max<int>(exit, kBadInput);
  }
  return exit;
}

}  // namespace merlon::cli
