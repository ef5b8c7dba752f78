// The built-in document, as it lies beside this file. The definition is generated.
#pragma once

#include <string_view>

namespace merlon {

extern const std::string_view kMarkdownReport;

}  // namespace merlon
