#include "text/edit.h"

#include <algorithm>

#include "base/check.h"

namespace merlon {

std::string ApplyEdits(std::string_view text, std::vector<TextEdit> edits) {
  std::stable_sort(edits.begin(), edits.end(), [](const TextEdit& a, const TextEdit& b) { return a.begin < b.begin; });
  std::string out;
  size_t at = 0;
  for (const TextEdit& edit : edits) {
    MERLON_ASSERT(edit.begin >= at && edit.end >= edit.begin && edit.end <= text.size());
    out.append(text.substr(at, edit.begin - at));
    out.append(edit.text);
    at = edit.end;
  }
  out.append(text.substr(at));
  return out;
}

}  // namespace merlon
