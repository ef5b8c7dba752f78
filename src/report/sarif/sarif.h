// SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format): what code hosts show beside the lines that it is about.
#pragma once

#include <string>
#include <string_view>

#include "report/findings.h"

namespace merlon {

struct SarifRun {
  std::string_view version;  // of this program
  bool successful = true;    // false when the input could not be understood
  std::string stamp = {};    // goes into the run's properties; empty: none
};

// One log with one run: a result for each finding, and the rules that they name with their help. Paths in findings are relative to the root of
// the repository. A result is recognised from run to run by its finding's id; findings with one id are told apart by their number.
std::string WriteSarif(const Workspace& workspace, std::span<const Finding> findings, const SarifRun& run);

}  // namespace merlon
