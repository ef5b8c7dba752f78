// Files: reading with caps, writing through a temporary file, and finding a model.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/workspace.h"

namespace merlon::cli {

// The file's bytes, at most one more than the engine accepts; nothing when it cannot be read. `-` is standard input.
std::optional<std::string> ReadFile(const std::string& path);
// Replaces the file whole or not at all. False when it cannot be written.
bool WriteFile(const std::string& path, std::string_view text);
// The model's file: the path itself, or in a folder `merlon.yaml` or the only `*.merlon.yaml`. Nothing: `problem` says why.
std::optional<std::string> FindModel(const std::string& path, std::string& problem);
// All `.md` files below a folder that lies in the sub-folders of a library, sorted.
std::optional<std::vector<LibraryFile>> ReadLibraryFolder(const std::string& folder);
// What a model may ask for: files and library folders below the folder of `model`, links out of it not followed.
Host HostFor(const std::string& model);
// The folder part of a path with its slash; empty when there is none.
std::string FolderOf(const std::string& path);
// Days since 1970-01-01, in local time.
int32_t Today();

}  // namespace merlon::cli
