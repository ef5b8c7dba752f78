#include "cli/editing.h"

#include "cli/files.h"

namespace merlon::cli {

std::unique_ptr<Workspace> Reload(const Session& session, const Invocation& invocation, const ChangedTexts& changed) {
  const Document& document = session.workspace->document();
  auto text_of = [&document, &changed](FileId file) {
    auto found = changed.find(file.value);
    return found == changed.end() ? std::string(document.source(file)) : found->second;
  };
  // Included files are those whose path lies below the first one's folder and that were not named themselves.
  Host host = HostFor(session.path);
  host.load_file = [&](std::string_view folder, std::string_view path) -> std::optional<std::string> {
    for (size_t i = 0; i < document.file_count(); ++i) {
      if (document.path(FileId(i)) == std::string(folder) + std::string(path)) return text_of(FileId(i));
    }
    return std::nullopt;
  };
  int exit = kFine;
  std::unique_ptr<Workspace> workspace = OpenLibrary(invocation, exit);
  if (!workspace) return nullptr;
  std::vector<SourceText> sources = {{document.path(FileId(0)), text_of(FileId(0))}};
  for (const std::string& with : invocation.All("--with")) {
    for (size_t i = 1; i < document.file_count(); ++i) {
      if (document.path(FileId(i)) == with) sources.push_back({with, text_of(FileId(i))});
    }
  }
  workspace->Load(std::move(sources), host);
  if (!workspace->malformed()) workspace->Analyse(session.today);
  return workspace;
}

bool WriteChanged(const Session& session, const ChangedTexts& changed) {
  const Document& document = session.workspace->document();
  for (const auto& [file, text] : changed) {
    const std::string& path = document.path(FileId(size_t{file}));
    if (path == "<stdin>") {
      Print(text);
    } else if (!WriteFile(path, text)) {
      Complain("`" + path + "` cannot be written", "check that you may write it", kEnvironment);
      return false;
    }
  }
  return true;
}

EntryPath EntryOf(const Workspace& workspace, Place place) {
  const Model& model = workspace.model();
  const Document& document = workspace.document();
  NodeId node = PlaceNode(model, place);
  EntryPath entry;
  entry.file = node ? document.FileOf(document.span(node).begin) : FileId(0);
  static constexpr std::string_view kSections[] = {"actors", "processes", "stores", "flows", "zones", "assets"};
  PlaceKind kind = KindOf(model, place);
  if (kind == PlaceKind::system) {
    entry.keys = {"system"};
    entry.short_key = "title";
  } else if (kind <= PlaceKind::asset) {
    entry.keys = {std::string(kSections[static_cast<size_t>(kind)]), std::string(document.text(node))};
    entry.short_key = kind == PlaceKind::flow ? "over" : kind == PlaceKind::asset ? "class" : "in";
  } else if (kind == PlaceKind::transition) {
    const StateMachine& machine = model.states[TransitionAt(model, place.row).machine];
    entry.keys = {"states", std::string(machine.id.view()), "transitions", std::string(document.text(node))};
    entry.short_key = "guard";
  } else {
    const StateMachine& machine = model.states[StateAt(model, place.row).machine];
    entry.keys = {"states", std::string(machine.id.view()), "states", std::string(document.text(node))};
    entry.short_key = "title";
  }
  return entry;
}

}  // namespace merlon::cli
