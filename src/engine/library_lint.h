// Looks at a library as its maintainer would: what can never be cleared, what nothing uses, what is cited but does not exist.
#pragma once

#include <string>
#include <vector>

#include "library/library.h"
#include "rules/expression.h"

namespace merlon {

struct LintFinding {
  std::string file;
  std::string_view what;  // the kind of finding, a word in dashes
  std::string message;
  std::string hint;
};

// All findings, by kind, then in the order of the library. The rules must be those of the library, compiled without errors.
// O(size of the library).
std::vector<LintFinding> LintLibrary(const Library& library, const RuleSet& rules);

}  // namespace merlon
