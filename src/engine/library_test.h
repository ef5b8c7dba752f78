// Runs the cases that rules bring along.
#pragma once

#include <string>
#include <vector>

#include "library/library.h"

namespace merlon {

struct CaseFailure {
  std::string file;
  uint32_t line = 0;
  std::string title;
  std::string problem;
};
struct LibraryTestResult {
  size_t passed = 0;
  std::vector<CaseFailure> failures;
};

// Every case of every rule: its model must be well-formed and give what its heading says. A rule without a case fails.
LibraryTestResult TestLibrary(const Library& library);

}  // namespace merlon
