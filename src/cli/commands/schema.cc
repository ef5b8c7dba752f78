// The JSON Schema of the model language, for editors.
#include "cli/session.h"
#include "language/schema.h"

namespace merlon::cli {
namespace {

int Run(const Invocation& invocation) {
  int exit = kFine;
  std::unique_ptr<Workspace> workspace = OpenLibrary(invocation, exit);
  if (!workspace) return exit;
  Print(ModelJsonSchema(workspace->library()));
  return kFine;
}

constexpr Option kOptions[] = {kLibraryOption};
constexpr std::string_view kExamples[] = {"merlon schema > merlon.schema.json"};

}  // namespace

const Command& CommandSchema() {
  static const Command kCommand{"schema", "print the JSON Schema of the model language", "", {}, kOptions, kExamples, Run};
  return kCommand;
}

}  // namespace merlon::cli
