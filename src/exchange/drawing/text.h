// Text from strangers, made fit for a model.
#pragma once

#include <string>
#include <string_view>

namespace merlon::drawing {

// Text that any YAML reader takes: no control characters, line breaks as `\n`, no space around it.
std::string CleanText(std::string_view text);
// The same on one line.
std::string OneLine(std::string_view text);
// At most `size` bytes of it, cut between characters.
std::string_view CutText(std::string_view text, size_t size);

}  // namespace merlon::drawing
