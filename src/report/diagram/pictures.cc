#include "report/diagram/pictures.h"

#include "report/diagram/diagram.h"

namespace merlon {

std::vector<ReportPicture> PicturesFor(const Workspace& workspace, bool for_customer) {
  std::vector<ReportPicture> pictures;
  for (const DiagramChoice& choice : DiagramsWorthDrawing(workspace, for_customer)) {
    DiagramOptions options = choice.options;
    options.embedded = options.links = true;
    options.style = pictures.empty();  // one style sheet is enough for all
    options.id = "picture-" + std::to_string(pictures.size() + 1);
    Drawing drawing = Draw(workspace, options, DiagramFormat::svg);
    if (drawing.ok()) pictures.push_back({std::to_string(pictures.size() + 1), choice.title, {}, std::move(drawing.bytes)});
  }
  return pictures;
}

}  // namespace merlon
