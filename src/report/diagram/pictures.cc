#include "report/diagram/pictures.h"

#include <algorithm>

#include "report/diagram/diagram.h"
#include "report/template.h"

namespace merlon {

namespace {

std::string Base64(std::string_view bytes) {
  static constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (size_t i = 0; i < bytes.size(); i += 3) {
    size_t have = std::min<size_t>(3, bytes.size() - i);
    uint32_t bits = 0;
    for (size_t k = 0; k < 3; ++k) bits = bits << 8 | (k < have ? static_cast<unsigned char>(bytes[i + k]) : 0u);
    for (size_t k = 0; k < 4; ++k) out += k <= have ? kDigits[bits >> (18 - 6 * k) & 63] : '=';
  }
  return out;
}

Drawing DrawFor(const Workspace& workspace, DiagramOptions options, PictureForm form, const std::string& title) {
  if (form == PictureForm::svg) {
    options.embedded = options.links = true;
    return Draw(workspace, options, DiagramFormat::svg);
  }
  options.theme = DiagramTheme::light;
  Drawing drawing = Draw(workspace, options, DiagramFormat::png);
  if (drawing.ok()) drawing.bytes = "<img alt=\"" + EscapeHtml(title) + "\" src=\"data:image/png;base64," + Base64(drawing.bytes) + "\">";
  return drawing;
}

}  // namespace

ReportPictures PicturesFor(const Workspace& workspace, bool for_customer, PictureForm form) {
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
    options.style = pictures.shown.empty();  // one style sheet is enough for all
    options.id = "picture-" + std::to_string(pictures.shown.size() + 1);
    Drawing drawing = DrawFor(workspace, std::move(options), form, choice.title);
    if (!drawing.ok()) continue;
    bytes += form == PictureForm::svg ? drawing.bytes.size() : 0;
    if (bytes > kMostBytes && !pictures.shown.empty()) ++pictures.left_out;
    else pictures.shown.push_back({std::to_string(pictures.shown.size() + 1), choice.title, {}, std::move(drawing.bytes)});
  }
  return pictures;
}

}  // namespace merlon
