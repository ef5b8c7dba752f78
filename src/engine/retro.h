// A look back: was a good job done, and what follows from that? Numbers and lists from the model and, where the host knows it, from its history.
//
// What goes wrong with models in general is taken from the Threat Modeling Manifesto (2020), which names four anti-patterns: the hero, admiration of the
// problem, the tendency to overfocus, and the perfect representation. Where the line is drawn here is our own.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/sessions.h"
#include "engine/table.h"
#include "engine/workspace.h"
#include "judge/age.h"

namespace merlon {

// The counts of one version of the model; disjoint.
struct RevisionCounts {
  std::string revision;  // as people name it
  int32_t day = 0;
  bool readable = true;  // false: the model was malformed then
  size_t open = 0, undetermined = 0, handled = 0, decided = 0, set_aside = 0;
};
RevisionCounts CountsOf(const Workspace& workspace, std::string revision, int32_t day);

// What the host knows of the past. All of it may be empty.
struct RetroHistory {
  std::vector<RevisionCounts> revisions;        // oldest first, without the present
  std::vector<std::string> authors;             // each once, sorted
  std::vector<std::vector<int32_t>> line_days;  // for each file of the document, the day on which each line was last changed
};

struct RetroOptions {
  int32_t today = 0;
  int32_t stale_before = 0;  // the first day that is not stale
};

// What was looked at, for the places of one kind and one category. A place counts once: somebody decided, wrote or handled something there, or it
// only waits, or nothing is known of it.
struct CoverageCell {
  bool applies = false;
  size_t looked = 0, waiting = 0, silent = 0;
  size_t places() const { return looked + waiting + silent; }
};
struct CoverageRow {
  PlaceKind kind;
  std::vector<CoverageCell> cells;  // one for each of `Retrospective::categories`
};

// Something in the model that needs somebody.
struct RetroItem {
  std::string id;
  std::string detail;
  std::string owner;  // who answers for it; may be empty
};

struct PlaceNoise {
  std::string place;
  size_t undetermined = 0, threats = 0;
};

// What the responses cost: each control that a decision names or the model describes counts once, with its own price or that of the library.
struct ResponseCost {
  size_t controls = 0, unpriced = 0;
  int64_t hours = 0, budget_hours = 0;
  int64_t minor = 0, budget_minor = 0;  // in the currency of the budget
  std::string currency;                 // empty: no budget, and controls of several currencies, or none
  size_t other_currency = 0;            // controls whose money is in another one, not summed up
  std::vector<std::string> warnings;    // over the budget, out of proportion
};

struct AntiPattern {
  std::string_view id;     // `one-author`
  std::string_view title;
  std::string detail;
};

struct ProposedAction {
  std::string what, owner;
  int32_t until = 0;
};

struct Retrospective {
  std::vector<const Action*> overdue, waiting;  // open actions: late ones, and the rest
  std::string method;
  std::vector<const CategoryDeclaration*> categories;
  std::vector<CoverageRow> coverage;
  std::vector<std::string> untouched;    // places that nobody has looked at
  std::vector<RetroItem> undecided;      // open threats without a decision, most serious first
  std::vector<RetroItem> unproven;       // mitigations without evidence
  std::vector<RetroItem> expired;        // decisions, trust, verdicts
  std::vector<RetroItem> orphaned;       // decisions about threats that are not there
  std::vector<RetroItem> stale;          // decisions, trust, verdicts that nobody touched for long
  size_t listed = 0, undetermined = 0;   // threats that are not set aside, and those of them that wait for a fact
  std::vector<PlaceNoise> noise;         // noisiest first
  size_t by_hand = 0, far_fetched = 0;   // threats written by hand, and those of them that are called paranoid, academic or a fad
  ResponseCost cost;
  std::vector<AntiPattern> patterns;
  std::vector<RevisionCounts> trend;     // the present is last
  std::vector<ProposedAction> actions;   // what is not among the open actions already
  std::vector<std::string> went_well;
};

// O(threats x categories + model).
Retrospective LookBack(const Workspace& workspace, const RetroOptions& options, const RetroHistory& history);

// The part of `part` in `whole`, in percent, rounded down; 0 of nothing.
size_t Percent(size_t part, size_t whole);
// Everything as tables, the most pressing first, empty ones left out.
std::vector<Table> RetroTables(const Retrospective& retro);

}  // namespace merlon
