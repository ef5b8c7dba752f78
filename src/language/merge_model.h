// Merging two versions of a model that started from a third: entry by entry, in place.
//
// The result is our text with their changes in it. Entries that they did not change keep their bytes, with the comments above and behind them;
// a changed comment counts as a change of its entry as long as we left that entry alone. Where both changed the same entry, fields are merged;
// where both changed the same field, the entry is written twice, between the markers that git uses.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "language/merge_values.h"

namespace merlon {

struct MergeOptions {
  std::string_view ours = "ours", theirs = "theirs";  // behind the markers
  size_t marker_size = 7;
};

struct MergeResult {
  std::string text;
  std::vector<MergeConflict> conflicts;  // empty: the merge is clean
};

// All three must be readable. A clean result is verified to hold exactly the merged values; a layout that cannot be merged in place becomes one
// conflict over the whole text. O(size), but for entries that both sides changed, where it is O(entry x fields).
MergeResult MergeModels(const MergeText& base, const MergeText& ours, const MergeText& theirs, const MergeOptions& options = {});

}  // namespace merlon
