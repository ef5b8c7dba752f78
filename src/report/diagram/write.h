// The writers: one for each format.
#pragma once

#include <string>

#include "report/diagram/layout.h"

namespace merlon {

std::string WriteSvg(const Picture& picture, const Layout& layout, const DiagramOptions& options);
std::string WriteDot(const Picture& picture);
std::string WriteMermaid(const Picture& picture);
// From an SVG with a fixed theme. Empty bytes and an error where it cannot be made.
Drawing WritePng(const std::string& svg, double width, double height, double scale);

// All that an SVG is wider and higher than its layout; for `WritePng`.
struct Extent {
  double width = 0, height = 0;
};
Extent SvgExtent(const Picture& picture, const Layout& layout, const DiagramOptions& options);

}  // namespace merlon
