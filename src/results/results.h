// Results of tests and scans as other programs write them: JUnit XML, CTest's own XML, SARIF 2.1.0, TAP 13 and 14. Each format is one file in this
// folder and one line in the table of results.cc.
//
// The bytes come from strangers. Size, nesting and number are capped, document types are refused, nothing outside the bytes is read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "judge/verify.h"

namespace merlon {

// Limits on one file.
inline constexpr size_t kMostResultBytes = size_t{32} << 20;
inline constexpr size_t kMostResults = 200'000;
inline constexpr size_t kMostResultNameBytes = size_t{64} << 20;  // of all names together
inline constexpr size_t kLongestResultName = 1000;                // bytes; what is longer is cut
inline constexpr size_t kDeepestResults = 64;

struct ResultsFile {
  std::string_view format;  // its name for people; empty when the bytes are of no known format
  std::string error;        // not empty: it cannot be used, and why; then there are no results
  uint32_t line = 0;        // of the error, from 1; 0: of the file as a whole
  uint32_t column = 0;      // in bytes, from 1
  std::vector<TestResult> results;
};

// Recognises the format by what is in the file. O(bytes).
ResultsFile ReadResults(std::string_view bytes);

}  // namespace merlon
