// What an earlier run found, so that only what is new fails.
#pragma once

#include <set>
#include <string>

#include "text/document.h"

namespace merlon {

// Ids as the answers of the commands write them.
struct Baseline {
  using Ids = std::set<std::string, std::less<>>;
  Ids threats;     // that were open
  Ids invariants;  // `invariant@place` that were broken or unproven
  Ids findings;    // of `check`
  bool empty() const { return threats.empty() && invariants.empty() && findings.empty(); }
};

// Reads the JSON of an earlier `check` or `threats` from a file of `document`, and adds what it lists. Returns why it cannot be used; empty when
// it can, and also when it is no JSON, which `diagnostics` then say.
std::string ReadBaseline(Document& document, FileId file, Baseline& baseline, Diagnostics& diagnostics);

}  // namespace merlon
