// What a comparison shows to people, line by line; text and Markdown are made from the same lines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/session.h"
#include "engine/diff.h"

namespace merlon::cli {

// Two analysed versions and how they differ.
struct Comparison {
  const Workspace& before;
  const Workspace& after;
  ModelDiff diff;
};

// "re-model needed: flow added (2), new class of data carried", or why none is.
std::string Headline(const ModelDiff& diff);

// `+` added, `-` removed, `~` changed, `=` renamed.
struct ChangeRow {
  char sign;
  std::string kind;  // "process", "flow", "verdict"
  std::string id;
  std::string what;  // "technology: nginx -> caddy; carries: + card"; empty for what was added or removed
};
std::vector<ChangeRow> ChangeRows(const Comparison& comparison);

struct ThreatRow {
  char sign;
  ThreatSeverity paint;  // the later severity
  std::string severity;  // "high", "medium -> high"
  std::string status;    // "open", "open -> handled"
  std::string_view id;
  const Workspace* side; // the version whose title counts
  const Threat* threat;
  bool needs_answer;     // in one of the versions
};
// New, gone, changed; each with the most serious first.
std::vector<ThreatRow> ThreatRows(const Comparison& comparison);

// What to do when a new entry says what one that is gone said; `quote` stands around the ids.
std::string RenameHint(const RenamedEntry& alike, std::string_view quote);

// "5 new, 1 gone, 2 changed"; empty when nothing changed.
std::string ThreatTotals(const ModelDiff& diff);
// "3 of 3 carried over".
std::string DecisionTotals(const DecisionsDiff& decisions);

}  // namespace merlon::cli
