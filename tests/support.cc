#include "support.h"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <sstream>

#include "cli/session.h"

namespace merlon {

const Library& TestLibrary() {
  static const Library kLibrary = [] {
    Library library;
    Diagnostics diagnostics;
    library.Add(cli::BuiltinLibrary(), diagnostics);
    for (const Diagnostic& diagnostic : diagnostics.kept()) MESSAGE(library.document().path(library.document().FileOf(diagnostic.span.begin)), ": ", diagnostic.message);
    REQUIRE(diagnostics.kept().empty());
    return library;
  }();
  return kLibrary;
}

std::unique_ptr<Workspace> Load(std::string text, const TestFiles& files) {
  auto workspace = std::make_unique<Workspace>(cli::BuiltinLibrary());
  Host host;
  host.load_file = [&files](std::string_view, std::string_view path) -> std::optional<std::string> {
    auto found = files.find(path);
    return found == files.end() ? std::nullopt : std::optional(found->second);
  };
  workspace->Load({{"model.yaml", std::move(text)}}, host);
  if (!workspace->malformed()) workspace->Analyse(kTestDay);
  workspace->diagnostics().Sort();
  return workspace;
}

std::unique_ptr<Workspace> Check(std::string text, bool require_evidence) {
  std::unique_ptr<Workspace> workspace = Load(std::move(text));
  if (!workspace->malformed()) workspace->ReviewModel({kTestDay, require_evidence});
  workspace->diagnostics().Sort();
  return workspace;
}

std::map<std::string, std::string> Statuses(const Workspace& workspace) {
  std::map<std::string, std::string> statuses;
  for (const Threat& threat : workspace.assessment().threats) statuses[std::string(threat.id)] = std::string(Name(threat.status)) + (threat.set_aside ? ", set aside" : "");
  return statuses;
}

std::string StatusOf(const Workspace& workspace, std::string_view id) {
  const Threat* threat = workspace.FindThreat(id);
  return threat ? std::string(Name(threat->status)) + (threat->set_aside ? ", set aside" : "") : std::string();
}

std::string Complaints(const Workspace& workspace) {
  std::string out;
  for (const Diagnostic& diagnostic : workspace.diagnostics().kept()) {
    Location at = workspace.document().Locate(diagnostic.span.begin);
    if (!out.empty()) out += "\n";
    out += std::to_string(at.line) + ":" + std::to_string(at.column) + " " + std::string(diagnostic.code->id);
  }
  return out;
}

const Diagnostic* Find(const Workspace& workspace, std::string_view code) {
  for (const Diagnostics* list : {&workspace.diagnostics(), &workspace.library_diagnostics()}) {
    for (const Diagnostic& diagnostic : list->kept()) {
      if (diagnostic.code->id == code) return &diagnostic;
    }
  }
  return nullptr;
}

namespace {

std::pair<Place, PropertyId> FactAt(const Workspace& workspace, std::string_view property, std::string_view place) {
  std::optional<Place> found = workspace.names().FindPlace(place);
  uint32_t index = workspace.library().FindProperty(property);
  REQUIRE_MESSAGE(found, "no place ", place);
  REQUIRE_MESSAGE(index != kNone, "no property ", property);
  return {*found, PropertyId(index)};
}

}  // namespace

std::string ValueAt(const Workspace& workspace, std::string_view property, std::string_view place) {
  auto [where, which] = FactAt(workspace, property, place);
  uint8_t value = workspace.facts().Value(where, which);
  return value == kNotApplicable ? "does not apply" : std::string(PropertyValueName(workspace.library().property(which), value));
}

Reason ReasonAt(const Workspace& workspace, std::string_view property, std::string_view place) {
  auto [where, which] = FactAt(workspace, property, place);
  return ReasonFor(workspace.facts(), where, which);
}

std::string RepositoryFile(std::string_view path) {
  std::ifstream stream(std::string(MERLON_SOURCE_FOLDER) + "/" + std::string(path), std::ios::binary);
  REQUIRE_MESSAGE(stream.good(), "no file ", path);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::vector<std::string> RepositoryLines(std::string_view path) {
  std::istringstream stream(RepositoryFile(path));
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) {
    if (!line.empty()) lines.push_back(line);
  }
  return lines;
}

}  // namespace merlon
