// What commands that change a model share: edits in memory, a second look at the result, writing.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "cli/session.h"

namespace merlon::cli {

// New texts of some of a session's files, by file.
using ChangedTexts = std::map<uint32_t, std::string>;

// The same model with changed texts, read and analysed anew from memory.
std::unique_ptr<Workspace> Reload(const Session& session, const Invocation& invocation, const ChangedTexts& changed);
// Writes the changed files, each whole or not at all. Complains and returns false when one cannot be written.
bool WriteChanged(const Session& session, const ChangedTexts& changed);
// The file that a place is written in, and the path of its entry there.
struct EntryPath {
  FileId file;
  std::vector<std::string> keys;
  std::string_view short_key;
};
EntryPath EntryOf(const Workspace& workspace, Place place);

}  // namespace merlon::cli
