// The values of three versions of a text, entry by entry: what a merge has to change in ours, and whether a result is the merge.
//
// A section that is not there is one without entries. The rule at each key, whatever is below it: what only one side changed is as that side has
// it; what both changed alike is so; what both changed differently is merged key by key where it is a map on both sides, and is a conflict
// otherwise. But what both sides added to the lists of a session (notes, parked notes, actions, what was learned) is kept, ours first.
// Order, layout and comments are no values.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/document.h"

namespace merlon {

// One version, read. A missing line break at its end is added, so that the last line is a line like the others.
struct MergeText {
  MergeText(std::string path, std::string_view text);
  MergeText(const MergeText&) = delete;

  bool ended = true;  // whether it ended with a line break, or was empty
  Document document;
  Diagnostics diagnostics;  // syntax, keys that stand twice
  NodeId root;
  std::string_view text() const { return document.source(FileId(0)); }
  bool readable() const { return !diagnostics.malformed() && (!root || document.IsMapping(root) || document.IsNull(root)); }
};

// A node of a version; without a node it is not there.
struct MergeValue {
  const MergeText* text = nullptr;
  NodeId node;
  explicit operator bool() const { return static_cast<bool>(node); }
};
struct MergeTriple {
  MergeValue base, ours, theirs;
};

// Whether two values are the same, or both are not there. The keys of maps may stand in any order. O(size).
bool SameValue(MergeValue a, MergeValue b);

// A map's entries in order. A bare value is a map of one entry where `main` names the field that it means; nothing is an empty map.
using MergeEntries = std::vector<std::pair<std::string_view, MergeValue>>;
MergeEntries EntriesOf(MergeValue value, std::string_view main);
// The field that a bare value means at a path, by the tables of the language: `in` at {"processes", "web"}. Empty where there is none.
std::string_view MainField(const std::vector<std::string_view>& path);
// Whether a key at the top names a section of entries.
bool IsSection(std::string_view key);
// The value of a section that is not there.
MergeValue EmptySection();
// Whether both sides are maps, or short forms of them, so that a difference is one of their entries.
bool CanDescend(const MergeTriple& triple, std::string_view main);

// One change to ours, below a path.
struct MergeStep {
  std::vector<std::string_view> path;
  bool remove = false;
  std::string yaml;  // the new value, on one line
  bool append = false;  // to the list at the path
};
struct MergeConflict {
  std::string path;  // "processes.web.technology"
  std::string what;  // "both sides changed it"
};
// What is to be done to ours so that it is the merge; what cannot be merged goes to `conflicts`. `path` leads to the triple, whose sides are both there.
void MergeFields(const MergeTriple& triple, const std::vector<std::string_view>& path, std::vector<MergeStep>& steps, std::vector<MergeConflict>& conflicts);
// The words for a conflict at one key.
MergeConflict ConflictAt(const MergeTriple& triple, const std::vector<std::string_view>& path);

// Whether `result` is the merge of the three, by the rule above. At the paths in `undecided` it must be what ours says.
bool IsMerge(const MergeTriple& triple, MergeValue result, const std::set<std::vector<std::string_view>>& undecided, const std::vector<std::string_view>& path = {});

// A value as one line of YAML that reads the same inside braces and outside.
std::string OneLine(MergeValue value);

}  // namespace merlon
