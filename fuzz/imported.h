// What the targets of imports share: any bytes are imported with the built-in library. What can be imported is written as a model and read again, which must
// work: else the process ends.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>

#include "cli/session.h"
#include "exchange/format.h"
#include "language/schema.h"

namespace merlon {

inline const Library& TheLibrary() {
  static const Library kLibrary = [] {
    Library library;
    Diagnostics diagnostics;
    library.Add(cli::BuiltinLibrary(), diagnostics);
    return library;
  }();
  return kLibrary;
}

inline void MustReadBack(std::string text) {
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

inline void ImportAndReadBack(const Format& format, std::string_view path, const uint8_t* data, size_t size) {
  std::string_view bytes(reinterpret_cast<const char*>(data), size);
  format.recognise(path, bytes);
  ImportResult result = format.import(bytes, TheLibrary());
  if (result.error.empty()) MustReadBack(WriteModel(result.model, TheLibrary()));
}

}  // namespace merlon
