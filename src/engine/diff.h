// What changed between two versions of a model in threat terms, and whether that calls for a new look.
//
// Order, layout, comments, titles, descriptions and geometry are no changes. Ids are those of the later version, for what is gone those of
// the earlier one; a rename that `was:` names is a rename and nothing else.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/workspace.h"

namespace merlon {

// One field of an entry; a side on which it is not given has no items.
struct FieldChange {
  std::string name;
  std::vector<std::string> from, to;
  bool is_list = false;
};

struct EntryChange {
  std::string id;
  std::vector<FieldChange> fields;
};

struct RenamedEntry {
  std::string from, to;
};

// Sorted by id.
struct SectionDiff {
  std::vector<std::string> added, removed;
  std::vector<EntryChange> changed;
  std::vector<RenamedEntry> renamed;
  bool empty() const { return added.empty() && removed.empty() && changed.empty() && renamed.empty(); }
};

// The three triggers of the OWASP Threat Modeling Project: ask again when the architecture, the flows, or the data that is transmitted changes.
enum class Trigger : uint8_t { architecture, flows, data };
std::string_view Name(Trigger trigger);

// Why a new look is needed.
struct Cause {
  Trigger trigger;
  std::string what;    // "flow added"
  std::string id;      // of the entry, or the class of data
  std::string detail;  // "carries card across backend"; may be empty
};
// "flow added: web..audit, carries card across backend".
std::string Sentence(const Cause& cause);

// A threat in one or both versions, as indices into the assessments.
struct ThreatPair {
  uint32_t before = kNone, after = kNone;
};

struct ThreatsDiff {
  std::vector<ThreatPair> added, removed;  // most serious first
  std::vector<ThreatPair> changed;         // of another status, or set aside in one version only
  std::vector<ThreatPair> severity;        // in need of an answer in both versions, and of another severity
  bool empty() const { return added.empty() && removed.empty() && changed.empty() && severity.empty(); }
};

struct DecisionsDiff {
  size_t standing = 0;                // decisions of the earlier version that decided something
  size_t carried = 0;                 // those of them that still do
  std::vector<std::string> orphaned;  // keys of the later version that decide nothing, and were no orphans before
  SectionDiff entries;
};

// Entries of a section that is no place: parties, trust, adversaries and the like.
struct NamedSection {
  std::string_view name;
  SectionDiff diff;
};

struct ModelDiff {
  std::vector<Cause> causes;  // why a new look is needed; architecture, then flows, then data
  SectionDiff elements, flows, assets, zones, states, verdicts;
  std::vector<FieldChange> system;  // of the system as a whole: stakes, methods, its properties
  // Classes of data (assets that have none: their ids) that flows carry in one version only. Sorted.
  std::vector<std::string> classes_added, classes_removed;
  // Pairs of a place that is gone and a new one that says the same: perhaps a rename that no `was:` names.
  std::vector<RenamedEntry> alike;
  ThreatsDiff threats;
  DecisionsDiff decisions;
  std::vector<NamedSection> others;  // only those that changed, in the order of the language

  bool remodel() const { return !causes.empty(); }
  // Whether anything changed that people decide about: threats, verdicts, decisions.
  bool ChangesThreats() const { return !threats.empty() || !verdicts.empty() || !decisions.orphaned.empty() || !decisions.entries.empty(); }
  // Whether nothing changed at all.
  bool empty() const;
};

// Compares two analysed models. O(models + threats) but for sorting.
ModelDiff DiffModels(const Workspace& before, const Workspace& after);

// Whether an id of `states` is that of a transition: `login/a..b`.
bool IsTransition(std::string_view id);
// The status of a threat, or `set-aside`.
std::string_view StatusWord(const Threat& threat);
// Whether people have to answer it: open or undetermined, and not set aside.
bool NeedsAnswer(const Threat& threat);

}  // namespace merlon
