// The pictures that a report of a model shows.
#pragma once

#include <vector>

#include "report/content.h"

namespace merlon {

// In the order in which to show them; for people outside without what is internal.
std::vector<ReportPicture> PicturesFor(const Workspace& workspace, bool for_customer);

}  // namespace merlon
