// The answer of `merlon check`, for people and in each format for programs.
#pragma once

#include <string>

#include "cli/session.h"
#include "engine/gate.h"

namespace merlon::cli {

struct CheckAnswer {
  const Session& session;
  const Gate& gate;
  bool good = false;
  std::string baseline = {};  // the file, as it was named; empty without one
  std::vector<StepState> steps = {};  // of the model's methods, where they were asked for
};

// What is wrong on standard error, the rest on standard output.
void PrintCheckText(const CheckAnswer& answer);
std::string CheckJson(const CheckAnswer& answer);
// Paths are relative to the current folder where they lie below it, else to the model's.
std::string CheckSarif(const CheckAnswer& answer);
std::string CheckJunit(const CheckAnswer& answer);

}  // namespace merlon::cli
