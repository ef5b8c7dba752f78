// Versions of a model: a file, a folder, or `REV:PATH` in the git repository of the current folder.
#pragma once

#include <string>
#include <vector>

#include "cli/session.h"

namespace merlon::cli {

// Opens a version and tells what is wrong with it. A name that exists is a file or folder. Otherwise `REV:PATH` is PATH at that revision, from
// the repository's root, or from the current folder when it starts with `./`; a revision alone means the current folder. What such a model
// includes, and library folders that it names, are read from the same revision. Files named by `--with` are read as they are now.
Session OpenVersion(const Invocation& invocation, const std::string& name, const SessionOptions& options = {});

// A commit that changed a model. Days count from 1970-01-01, in UTC.
struct Commit {
  std::string id;
  int32_t day = 0;
  std::string author;
};
// The last commits that changed any of these files, newest first, at most `most`; `names` count from `folder`. Empty where there is no git, no
// repository or no commit. `since`: none before this revision.
std::vector<Commit> CommitsOf(const std::string& folder, const std::vector<std::string>& names, size_t most, const std::string& since = {});
// The commit that a revision means in the repository of the folder, with its day; nothing when there is none.
std::optional<Commit> FindCommit(const std::string& folder, const std::string& revision);
// The day on which each line of a file was last changed; lines that were not committed yet are from `today`. Empty where git knows nothing of it.
std::vector<int32_t> LineDays(const std::string& folder, const std::string& name, int32_t today);
// The model's file `name` in `folder` as it was at a commit. What is wrong with it is told as `options` say.
Session OpenCommit(const Invocation& invocation, const std::string& folder, const std::string& name, const std::string& commit, const SessionOptions& options);

// The commit that the current folder's repository stands at, with `+changes` behind it when one of the files differs from what was committed.
// Empty without git, without a repository, and for files outside it.
std::string RevisionOf(const std::vector<std::string>& files);

}  // namespace merlon::cli
