// What commands that read a model share: finding and loading it, and telling what is wrong with it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/terminal.h"
#include "engine/workspace.h"

namespace merlon::cli {

// The library that is part of the program. Generated.
std::span<const LibraryFile> BuiltinLibrary();

// A model that has been loaded, or the exit status with which the command must end.
struct Session {
  std::unique_ptr<Workspace> workspace;
  std::string path;   // the model's file as it was named
  int32_t today = 0;
  int exit = kFine;
  bool usable() const { return workspace && exit == kFine; }
};

struct SessionOptions {
  bool analyse = true;  // otherwise the caller goes on from the model that was read
  std::optional<int32_t> today = {};  // otherwise `--today`, or the clock
  bool tell = true;  // print what is wrong with a malformed model; `check` does that itself
};

// Reads the model that the command's arguments name. With nothing named, the current folder's.
Session OpenModel(const Invocation& invocation, const std::vector<std::string>& models, const SessionOptions& options = {});
// The same for texts that have been read already; the first one is the model's file. Files named by `--with` are added.
Session OpenTexts(const Invocation& invocation, std::vector<SourceText> sources, const Host& host, const SessionOptions& options = {});
// With `--use-case`, analyses again within it. Not kFine after telling that there is none of this name.
int NarrowToUseCase(Session& session, const Invocation& invocation);
// The built-in library and what `--library` adds. Null after telling what is wrong; `exit` is then set.
std::unique_ptr<Workspace> OpenLibrary(const Invocation& invocation, int& exit);

// One diagnostic for people: `file:line:col: error[code]: message`, the source line with a caret, the hint.
std::string Render(const Document& document, const Diagnostic& diagnostic, const Terminal& terminal);
// All of them on standard error, with a closing count.
void Tell(const Document& document, const Diagnostics& diagnostics);
// A one-line complaint on standard error.
int Complain(std::string_view message, std::string_view hint, Exit exit);
// The file as JSON shows it: relative to the model's folder.
std::string ShownPath(const Session& session, FileId file);
// The file as a code host knows it: from the current folder, which is the root of the repository in CI.
std::string RepositoryPath(const Session& session, const Document& document, FileId file);

}  // namespace merlon::cli
