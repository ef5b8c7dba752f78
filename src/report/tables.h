// Tables for spreadsheets and issue trackers.
#pragma once

#include <span>
#include <string_view>

#include "engine/table.h"
#include "report/edition.h"

namespace merlon {

struct TableKind {
  std::string_view name;    // `backlog`
  std::string_view title;
  Table (*make)(const Edition&);
};

// The first is what is written when nobody chooses.
std::span<const TableKind> TableKinds();

}  // namespace merlon
