// The canonical layout of a model file: what `merlon fmt` writes.
//
// Two spaces a level; `{ a: b }` and `[a, b]`; an entry with a `why` in block style; no trailing space, no doubled empty lines, one line break
// at the end. Everything else stays: comments, order, quotes, the columns that values are aligned to.
#pragma once

#include <string>
#include <string_view>

namespace merlon {

struct FormatResult {
  std::string text;     // the new text; the old one when there is a problem
  std::string problem;  // empty when it worked
};

// Idempotent. The result holds the same values and the same comments, which is verified before it is returned.
FormatResult FormatModel(std::string_view text);

}  // namespace merlon
