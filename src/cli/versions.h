// Versions of a model: a file, a folder, or `REV:PATH` in the git repository of the current folder.
#pragma once

#include <string>
#include <vector>

#include "cli/session.h"

namespace merlon::cli {

// Opens a version and tells what is wrong with it. A name that exists is a file or folder. Otherwise `REV:PATH` is PATH at that revision, from
// the repository's root, or from the current folder when it starts with `./`; a revision alone means the current folder. What such a model
// includes, and library folders that it names, are read from the same revision. Files named by `--with` are read as they are now.
Session OpenVersion(const Invocation& invocation, const std::string& name);

// The commit that the current folder's repository stands at, with `+changes` behind it when one of the files differs from what was committed.
// Empty without git, without a repository, and for files outside it.
std::string RevisionOf(const std::vector<std::string>& files);

}  // namespace merlon::cli
