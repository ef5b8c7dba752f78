// What a report tells, chosen for its readers: one tree that every format writes down in its own way.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "engine/table.h"
#include "report/findings.h"
#include "report/stamp.h"
#include "report/value.h"

namespace merlon {

// The parts that an audience gets when nobody chooses.
Parts PartsFor(Audience audience);

// A picture that stands in a report.
struct ReportPicture {
  std::string id, title, about, svg;
};

struct ReportOptions {
  Stamp stamp;
  PathNames names;
  bool evidence_holds = false;                // results were looked at, and every piece of evidence passes
  const Verification* verification = nullptr;  // what results make of the evidence; null: nobody looked
  std::vector<ReportPicture> pictures;
  size_t pictures_left_out = 0;
  std::vector<Table> tables;                  // of the model's methods
  std::vector<Table> look_back;               // how well it was done
  bool Has(Part part) const { return stamp.parts & Bit(part); }
};

// The whole tree; docs/reports.md names its keys. What does not belong to the edition is not in it. The model has been analysed, and reviewed where
// the findings of `check` are wanted. O(model + threats x facts).
Value BuildContent(const Workspace& workspace, const ReportOptions& options);

}  // namespace merlon
