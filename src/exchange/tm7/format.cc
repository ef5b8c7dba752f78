#include "exchange/format.h"

#include "exchange/tm7/read.h"
#include "exchange/tm7/tm7.h"

namespace merlon {
namespace {

// The first tag of the text, without its brackets; looking at it spares all files the parsing.
std::string_view FirstTag(std::string_view bytes) {
  for (size_t at = bytes.find('<'); at != std::string_view::npos; at = bytes.find('<', at)) {
    std::string_view rest = bytes.substr(at);
    bool comment = rest.substr(0, 4) == "<!--", other = rest.substr(0, 2) == "<?" || rest.substr(0, 2) == "<!";
    std::string_view end = comment ? "-->" : ">";
    size_t length = rest.find(end, comment ? 4 : 1);
    if (length == std::string_view::npos) return {};
    if (!comment && !other) return rest.substr(1, length - 1);
    at += length + end.size();
  }
  return {};
}

// Templates are recognised too, so that they can be refused with a word on what they are.
int Recognise(std::string_view, std::string_view bytes) {
  size_t text = bytes.find_first_not_of("\xEF\xBB\xBF \t\r\n");
  if (text == std::string_view::npos || bytes[text] != '<') return 0;
  std::string_view tag = FirstTag(bytes);
  std::string_view name = tag.substr(0, tag.find_first_of(" \t\r\n/"));
  name = name.substr(name.find(':') + 1);
  if (name == "ThreatModel") return tag.find("ThreatModeling.Model") == std::string_view::npos ? 30 : 100;
  return name == "KnowledgeBase" && bytes.find("<Manifest") != std::string_view::npos ? 30 : 0;
}

ImportResult Import(std::string_view bytes, const Library& library) {
  ImportResult result;
  drawing::Drawing drawing = tm7::ReadDrawing(bytes, result);
  if (drawing.error.empty()) drawing::MakeModel(drawing, library, result);
  else result.error = drawing.error;
  return result;
}

}  // namespace

const Format& FormatTm7() {
  static constexpr Format kFormat{"tm7", "Microsoft Threat Modeling Tool", Recognise, Import};
  return kFormat;
}

}  // namespace merlon
