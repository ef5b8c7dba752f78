// The built-in page, as it lies beside this file. The definitions are generated.
#pragma once

#include <string_view>

namespace merlon {

extern const std::string_view kHtmlReport, kHtmlStyle, kHtmlScript;

}  // namespace merlon
