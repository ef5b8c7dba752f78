#include "exchange/format.h"

#include "exchange/threat-dragon/json.h"
#include "exchange/threat-dragon/read.h"
#include "exchange/threat-dragon/threat_dragon.h"

namespace merlon {
namespace {

using namespace threat_dragon;

int Recognise(std::string_view, std::string_view bytes) {
  // Looking for the words first spares most other files the parsing.
  for (std::string_view word : {"\"summary\"", "\"detail\"", "\"diagrams\""}) {
    if (bytes.find(word) == std::string_view::npos) return 0;
  }
  std::string error;
  Json root = ParseJson(bytes, error);
  bool good = error.empty() && ObjectAt(&root, "summary") && ArrayAt(ObjectAt(&root, "detail"), "diagrams");
  return good ? 100 : 0;
}

ImportResult Import(std::string_view bytes, const Library& library) {
  ImportResult result;
  drawing::Drawing drawing = ReadDrawing(bytes, result);
  if (drawing.error.empty()) drawing::MakeModel(drawing, library, result);
  else result.error = drawing.error;
  return result;
}

}  // namespace

const Format& FormatThreatDragon() {
  static constexpr Format kFormat{"threat-dragon", "OWASP Threat Dragon, version 1 and 2", Recognise, Import};
  return kFormat;
}

}  // namespace merlon
