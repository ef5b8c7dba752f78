// Any bytes as a Threat Dragon file. What can be imported is written as a model and read again, which must work: else the process ends.
#include <cstddef>
#include <cstdint>
#include <cstdio>

#include "cli/session.h"
#include "exchange/threat-dragon/threat_dragon.h"
#include "language/schema.h"

namespace merlon {
namespace {

const Library& TheLibrary() {
  static const Library kLibrary = [] {
    Library library;
    Diagnostics diagnostics;
    library.Add(cli::BuiltinLibrary(), diagnostics);
    return library;
  }();
  return kLibrary;
}

void MustReadBack(std::string text) {
  Document document;
  Diagnostics diagnostics;
  FileId file = document.AddFile("written.yaml", text, diagnostics);
  Model model;
  Names names;
  ReadModel(document, {document.Parse(file, diagnostics)}, TheLibrary(), model, names, diagnostics);
  if (!diagnostics.malformed()) return;
  for (const Diagnostic& diagnostic : diagnostics.kept()) {
    Location at = document.Locate(diagnostic.span.begin);
    std::fprintf(stderr, "written.yaml:%u:%u: %s: %s\n", at.line, at.column, std::string(diagnostic.code->id).c_str(), diagnostic.message.c_str());
  }
  std::fprintf(stderr, "--- written.yaml\n%s\n", text.c_str());
  __builtin_trap();
}

}  // namespace
}  // namespace merlon

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace merlon;
  std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const Format& format = FormatThreatDragon();
  format.recognise("model.json", bytes);
  ImportResult result = format.import(bytes, TheLibrary());
  if (result.error.empty()) MustReadBack(WriteModel(result.model, TheLibrary()));
  return 0;
}
