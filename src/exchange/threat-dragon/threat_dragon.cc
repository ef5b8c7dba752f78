#include "exchange/threat-dragon/threat_dragon.h"

#include "exchange/threat-dragon/build.h"
#include "exchange/threat-dragon/json.h"

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

void AddSystem(Build& build) {
  ImportResult& result = build.result;
  const Drawing& drawing = build.drawing;
  result.model.version = {result.Keep("1"), 1};
  result.model.system.title = result.Keep(drawing.title.empty() ? "Imported system" : drawing.title);
  if (drawing.title.empty()) build.Guess("the system's name", "the file gives none");
  result.model.about = result.Keep(drawing.about);
  result.model.owner = result.Keep(drawing.owner);
}

ImportResult Import(std::string_view bytes, const Library& library) {
  ImportResult result;
  Drawing drawing = ReadDrawing(bytes, result);
  if (!drawing.error.empty()) {
    result.error = drawing.error;
    return result;
  }
  Build build(drawing, library, result);
  AddSystem(build);
  AddElements(build);
  AttachFlows(build);
  AddZones(build);
  AddFlows(build);
  AddThreats(build);
  build.Finish();
  return result;
}

}  // namespace

const Format& FormatThreatDragon() {
  static constexpr Format kFormat{"threat-dragon", "OWASP Threat Dragon, version 1 and 2", Recognise, Import};
  return kFormat;
}

}  // namespace merlon
