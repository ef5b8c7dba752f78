// The tables of a method: what its people fill in and read, made from the model.
//
// A pack names its tables under `worksheets:`; each is one function in `engine/worksheets/` and one line in the table of `worksheets.cc`.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "engine/table.h"
#include "engine/workspace.h"

namespace merlon {

struct Worksheet {
  std::string_view id;  // as `worksheets:` of a pack names it
  std::string_view shows;  // completes "a table of …"
  // `method` is the pack that asks: its phases, its risk values. Call after `Analyse`.
  std::vector<Table> (*make)(const Workspace& workspace, const MethodDeclaration& method);
};
std::span<const Worksheet> Worksheets();

// The tables of this method for the model in the workspace, in the pack's order; within the use case of the last `Analyse`. Names that are no worksheet
// are left out (`library lint` tells). Tables without a row are there too: that nothing is in them says something. O(model x threats) at worst.
std::vector<Table> WorksheetTables(const Workspace& workspace, const MethodDeclaration& method);

}  // namespace merlon
