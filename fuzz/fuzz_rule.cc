// Any bytes as a rule file: it is read into a fresh library, compiled, and printed back.
#include <cstddef>
#include <cstdint>

#include "fuzz/small_library.h"
#include "rules/expression.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace merlon;
  static const std::vector<LibraryFile> kFiles = PropertiesAndMethods();
  Library library;
  Diagnostics diagnostics;
  library.Add(kFiles, diagnostics);
  if (diagnostics.malformed()) __builtin_trap();

  const LibraryFile file{"rules/tampering/x.md", std::string(reinterpret_cast<const char*>(data), size)};
  library.Add(std::span(&file, 1), diagnostics);
  RuleSet rules;
  rules.Compile(library, diagnostics);
  for (const CompiledRule& rule : rules.rules()) {
    rules.Print(library, rule.when);
    if (rule.handled) rules.Print(library, rule.handled);
    const RuleDeclaration& declared = library.rules()[rule.declaration];
    library.Cases(declared);
    library.Section(declared.prose, "When it is fine");
  }
  for (const Diagnostic& diagnostic : diagnostics.kept()) library.document().Locate(diagnostic.span.begin);
  return 0;
}
