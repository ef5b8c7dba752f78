#include "report/diagram/pictures.h"

#include "report/diagram/diagram.h"

namespace merlon {

ReportPictures PicturesFor(const Workspace& workspace, bool for_customer) {
  constexpr size_t kMostBytes = 1'000'000;
  ReportPictures pictures;
  size_t bytes = 0;
  for (const DiagramChoice& choice : DiagramsWorthDrawing(workspace, for_customer)) {
    // Laying out takes longer than anything else of a page, so what follows one that is too much is not even drawn.
    if (pictures.left_out > 0) {
      ++pictures.left_out;
      continue;
    }
    DiagramOptions options = choice.options;
    options.embedded = options.links = true;
    options.style = pictures.shown.empty();  // one style sheet is enough for all
    options.id = "picture-" + std::to_string(pictures.shown.size() + 1);
    Drawing drawing = Draw(workspace, options, DiagramFormat::svg);
    if (!drawing.ok()) continue;
    bytes += drawing.bytes.size();
    if (bytes > kMostBytes && !pictures.shown.empty()) ++pictures.left_out;
    else pictures.shown.push_back({std::to_string(pictures.shown.size() + 1), choice.title, {}, std::move(drawing.bytes)});
  }
  return pictures;
}

}  // namespace merlon
