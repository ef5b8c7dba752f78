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
// Drawn as SVG for browsers, or as images for printers that know little of SVG.
enum class PictureForm : uint8_t { svg, image };
ReportPictures PicturesFor(const Workspace& workspace, bool for_customer, PictureForm form = PictureForm::svg);

}  // namespace merlon
