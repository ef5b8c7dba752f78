// The tree of a report as JSON: keys in their order, prose and pictures as strings, what is not there as null.
#pragma once

#include <string>

#include "report/value.h"

namespace merlon {

std::string WriteJson(const Value& value);

}  // namespace merlon
