#include "cli/session_edits.h"

#include <algorithm>

#include "base/strings.h"
#include "text/shape.h"

namespace merlon::cli {

std::string& ModelEdits::TextFor(const std::vector<std::string_view>& path) {
  const Document& document = session_.workspace->document();
  FileId file(0);
  size_t deepest = 0;
  for (NodeId root : session_.workspace->roots()) {
    NodeId node = root;
    size_t depth = 0;
    while (depth < path.size() && document.IsMapping(node)) {
      NodeId below = document.Find(node, path[depth]);
      if (!below) break;
      node = below;
      ++depth;
    }
    if (depth <= deepest) continue;
    deepest = depth;
    file = document.FileOf(document.span(root).begin);
  }
  return changed_.try_emplace(file.value, document.source(file)).first->second;
}

void ModelEdits::Take(std::string& text, EditResult result) {
  if (!result && problem_.empty()) problem_ = result.problem;
  text = std::move(result.text);
}

void ModelEdits::AddEntry(std::string_view section, std::string_view key, const std::vector<std::string>& lines) {
  std::string& text = TextFor({section});
  Take(text, AddBlockEntry(text, section, key, lines));
}

void ModelEdits::AddItem(const std::vector<std::string_view>& path, std::string_view item) {
  std::string& text = TextFor(path);
  Take(text, AddBlockItem(text, path, item));
}

void ModelEdits::Set(const std::vector<std::string_view>& path, std::string_view yaml, std::string_view short_key) {
  std::string& text = TextFor(path);
  Take(text, SetValue(text, path, yaml, short_key));
}

void ModelEdits::SetInItem(const std::vector<std::string_view>& path, size_t index, std::string_view key, std::string_view yaml, std::string_view short_key) {
  std::string& text = TextFor(path);
  Take(text, merlon::SetInItem(text, path, index, key, yaml, short_key));
}

void ModelEdits::Remove(const std::vector<std::string_view>& path) {
  std::string& text = TextFor(path);
  Take(text, RemoveEntry(text, path));
}

std::unique_ptr<Workspace> ModelEdits::Look(int& exit) const {
  if (!problem_.empty()) {
    exit = Complain("this cannot be written: " + problem_, "write it by hand, or bring the entry into a form with one line for each key", kBadInput);
    return nullptr;
  }
  std::unique_ptr<Workspace> after = Reload(session_, invocation_, changed_);
  if (after && !after->malformed()) return after;
  if (after) Tell(after->document(), after->diagnostics());
  exit = Complain("the model would not be well-formed, so nothing was written", "correct what was typed", kBadInput);
  return nullptr;
}

void AddLine(std::vector<std::string>& lines, std::string_view name, std::string_view value) {
  if (!value.empty()) lines.push_back(std::string(name) + ": " + QuoteYaml(value, true));
}

std::string Braced(const std::vector<std::string>& lines, std::string_view main) {
  std::string lead = std::string(main) + ": ";
  if (!main.empty() && lines.size() == 1 && lines[0].compare(0, lead.size(), lead) == 0) return lines[0].substr(lead.size());
  std::string out = "{ ";
  for (size_t i = 0; i < lines.size(); ++i) out += (i ? ", " : "") + lines[i];
  return out + " }";
}

bool IsDayOrComplain(const Invocation& invocation, std::string_view flag, int& exit) {
  if (!invocation.Has(flag) || ParseDay(invocation.Get(flag))) return true;
  exit = Complain("`" + invocation.Get(flag) + "` is not a day", "write it as 2026-11-20", kBadInput);
  return false;
}

const merlon::Session* TheSession(const Workspace& workspace, const Invocation& invocation, int& exit) {
  const Model& model = workspace.model();
  if (!invocation.Has("--session")) {
    if (const merlon::Session* open = OpenSession(model)) return open;
    exit = Complain("no session is open", "`merlon session start MODEL --present NAME:ROLE` begins one", kBadInput);
    return nullptr;
  }
  std::string wanted = invocation.Get("--session");
  std::vector<std::string_view> ids;
  for (const merlon::Session& session : model.sessions) {
    if (session.id == wanted) return &session;
    ids.push_back(session.id.view());
  }
  std::string_view near = Nearest(wanted, ids);
  exit = Complain("the model has no session `" + wanted + "`", near.empty() ? "see `sessions:` in the model" : "did you mean `" + std::string(near) + "`?", kBadInput);
  return nullptr;
}

std::string Speaker(const merlon::Session& session, const Invocation& invocation, std::string_view otherwise) {
  std::string by = invocation.Get("--by", otherwise);
  if (by.empty() && session.present.size() == 1) return std::string(session.present[0].id.view());
  bool there = by.empty() || std::any_of(session.present.begin(), session.present.end(), [&](const Participant& person) { return person.id == by; });
  if (!there) PrintError("note: `" + Clean(by) + "` is not among those present in session " + std::string(session.id.view()) + "\n");
  return by;
}

}  // namespace merlon::cli
