// Renames that follow every reference.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/workspace.h"
#include "text/edit.h"

namespace merlon {

struct FileEdits {
  FileId file;
  std::vector<TextEdit> edits;
};

struct RenamePlan {
  std::string problem;  // empty when it can be done
  std::vector<FileEdits> files;
  FileId definition;                   // the file that defines the entry
  std::vector<std::string> entry;      // its path there, with the new id
  std::string_view short_key;          // what a bare value means there
  bool keeps_was = false;              // whether the entry has a `was:` that is to be written
};

// What must change for the element, zone, asset, party, control, question or adversary `from` to be called `to`.
RenamePlan PlanRename(const Workspace& workspace, std::string_view from, std::string_view to);

// `id` with the name `from` replaced where it names a place: in `a..b#label`, `a -> b (label)`, `login/half`. Labels stay.
std::string ReplaceInPlaceId(std::string_view id, std::string_view from, std::string_view to);

}  // namespace merlon
