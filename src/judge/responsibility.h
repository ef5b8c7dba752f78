// The boundary of responsibility: who answers for what, and what each receiver must be told so that it can.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "judge/assess.h"

namespace merlon {

// One thing that somebody else answers for. Texts lie in the model.
struct Duty {
  std::string_view receiver;                   // a party
  std::vector<std::string_view> categories;    // of threats; empty: it is about single threats or places
  std::vector<std::string_view> on;            // places or threats; empty: the whole system
  std::string_view why;
  std::string_view agreement;                  // where it is written down: a contract, a document, or the decision's `agreement`
  std::string_view until;
  std::string_view source;                     // `trust`, `verdict`, `decision`, `runs` or `channel`
  std::string_view id;                         // of the statement
  bool expired = false;
};

// All duties that the model hands over, in the order of the receivers' ids; for each receiver trust first, then verdicts, decisions, what it runs
// and which lines it keeps. A verdict that only repeats a trust statement is left out. O(model).
std::vector<Duty> Responsibilities(const AssessInput& input);

// What the duty is about, in a few words: `denial-of-service at web`, `runs cloud`.
std::string DutyText(const Duty& duty);
// What its receiver must be told, in whole sentences.
std::string WhatToTell(const Duty& duty);

}  // namespace merlon
