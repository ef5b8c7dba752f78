// What the actions of `merlon session` share: which session is meant, edits of several entries as one, and the second look before they are written.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cli/editing.h"
#include "engine/sessions.h"
#include "language/edit_model.h"

namespace merlon::cli {

// Edits of a model's files in memory, then one look at the whole, then all is written or nothing.
class ModelEdits {
 public:
  ModelEdits(const Session& session, const Invocation& invocation) : session_(session), invocation_(invocation) {}

  // Each goes to the file that has the entry, or the section, already; else to the first one.
  void AddEntry(std::string_view section, std::string_view key, const std::vector<std::string>& lines);
  void AddItem(const std::vector<std::string_view>& path, std::string_view item);
  void Set(const std::vector<std::string_view>& path, std::string_view yaml, std::string_view short_key = {});
  void SetInItem(const std::vector<std::string_view>& path, size_t index, std::string_view key, std::string_view yaml, std::string_view short_key);
  void Remove(const std::vector<std::string_view>& path);

  // Reads the result. Null after telling what is wrong with it; `exit` is then set.
  std::unique_ptr<Workspace> Look(int& exit) const;
  bool Write() const { return WriteChanged(session_, changed_); }

 private:
  std::string& TextFor(const std::vector<std::string_view>& path);
  void Take(std::string& text, EditResult result);

  const Session& session_;
  const Invocation& invocation_;
  ChangedTexts changed_;
  std::string problem_;  // the first one
};

// `name: value` for the lines of an entry; nothing is added for an empty value.
void AddLine(std::vector<std::string>& lines, std::string_view name, std::string_view value);
// `{ name: value, … }` of such lines; a bare value where `main` is the only name.
std::string Braced(const std::vector<std::string>& lines, std::string_view main = {});
// A day that was typed, or a complaint.
bool IsDayOrComplain(const Invocation& invocation, std::string_view flag, int& exit);
// The session of `--session`, else the last one that is open. Complains and returns null without one.
const merlon::Session* TheSession(const Workspace& workspace, const Invocation& invocation, int& exit);
// `--by`, or the only person present. Warns of somebody who is not present.
std::string Speaker(const merlon::Session& session, const Invocation& invocation, std::string_view otherwise = {});

}  // namespace merlon::cli
