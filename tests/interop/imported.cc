#include "imported.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "language/reader.h"
#include "language/schema.h"

namespace merlon {

std::string ReadBackErrors(const ImportResult& result) {
  const Library& library = TestLibrary();
  Diagnostics diagnostics;
  Document document;
  FileId file = document.AddFile("imported.yaml", WriteModel(result.model, library), diagnostics);
  std::vector<NodeId> roots = ParseWithIncludes(document, file, [](std::string_view, std::string_view) { return std::nullopt; }, diagnostics);
  Model model;
  Names names;
  ReadModel(document, roots, library, model, names, diagnostics);
  std::string errors;
  for (const Diagnostic& diagnostic : diagnostics.kept()) {
    if (diagnostic.code->weight == Weight::malformed) errors += std::string(diagnostic.code->id) + ": " + diagnostic.message + "\n";
  }
  if (model.flows.size() != result.model.flows.size() || model.element_count() != result.model.element_count()) errors += "entries were lost\n";
  if (model.threats.size() != result.model.threats.size() || model.zones.size() != result.model.zones.size()) errors += "entries were lost\n";
  return errors;
}

ImportResult ImportWith(const Format& format, const std::string& text) {
  ImportResult result = format.import(text, TestLibrary());
  REQUIRE(result.error == "");
  CHECK(ReadBackErrors(result) == "");
  return result;
}

bool Mentions(const std::vector<ImportNote>& notes, std::string_view words) {
  return std::any_of(notes.begin(), notes.end(), [&](const ImportNote& note) { return (note.what + " | " + note.why).find(words) != std::string::npos; });
}

Tri Stated(const Model& model, PropertyRange properties, std::string_view name) {
  for (uint32_t i = properties.first; i < properties.first + properties.count; ++i) {
    const WrittenProperty& written = model.properties[i];
    if (TestLibrary().property(written.property).id == name) return static_cast<Tri>(written.value);
  }
  return Tri::unknown;
}

}  // namespace merlon
