// The pictures that a report of a model shows.
#pragma once

#include <vector>

#include "report/content.h"

namespace merlon {

// In the order in which to show them; for people outside without what is internal.
// After the first, those that would make the page too large are left out and counted.
struct ReportPictures {
  std::vector<ReportPicture> shown;
  size_t left_out = 0;
};
ReportPictures PicturesFor(const Workspace& workspace, bool for_customer);

}  // namespace merlon
