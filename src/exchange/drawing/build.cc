#include "exchange/drawing/build.h"

#include "base/strings.h"
#include "exchange/drawing/text.h"

namespace merlon::drawing {
namespace {

constexpr size_t kLongestId = 80;
constexpr size_t kMostNotes = 5000;
constexpr size_t kLongestExcerpt = 200;
constexpr std::string_view kNoReason = "Marked out of scope in the imported diagram, without a reason";

// Whether a technology takes for granted the opposite of what is stated of the cell.
bool Contradicts(const Library& library, const TechnologyDeclaration& technology, const Cell& cell) {
  for (const PropertySetting& setting : technology.defaults) {
    for (const Statement& statement : cell.statements) {
      Tri value = static_cast<Tri>(setting.value);
      if (value != Tri::unknown && value != statement.value && library.property(setting.property).yes_no() && library.property(setting.property).id == statement.property) return true;
    }
  }
  return false;
}

template <class T>
uint32_t AddElement(Build& build, Entries<T>& list, const Cell& cell, PlaceKind kind, std::string_view id) {
  ImportResult& result = build.result;
  T element;
  element.id = result.Keep(std::string(id));
  if (cell.name != id) element.title = result.Keep(cell.name);
  element.about = result.Keep(cell.description);
  element.origin = result.Keep(cell.id);
  element.out_of_scope = build.OutOfScope(cell);
  element.properties = build.AddProperties(cell, kind);
  std::string technology = cell.technology;
  uint32_t known = technology.empty() ? build.TechnologyInName(cell.name, kind) : kNone;
  if (known != kNone && !Contradicts(build.library, build.library.technologies()[known], cell)) {
    technology = build.library.technologies()[known].id.view();
    build.Guess("element `" + std::string(id) + "`", "its name speaks of `" + technology + "`; it was taken as its technology");
  }
  element.technology = result.Keep(std::move(technology));
  list.Add(std::move(element));
  return static_cast<uint32_t>(list.size() - 1);
}

void DropTexts(Build& build) {
  std::string texts;
  size_t count = 0;
  for (const Diagram& diagram : build.drawing.diagrams) {
    for (const Cell& cell : diagram.cells) {
      if (cell.kind != CellKind::text) continue;
      ++count;
      texts += (count > 1 ? ", `" : "`") + cell.name + "`";
    }
  }
  if (count > 0) build.Drop(std::to_string(count) + (count == 1 ? " text block: " : " text blocks: ") + texts, "text block");
}

void AddSystem(Build& build) {
  ImportResult& result = build.result;
  const Drawing& drawing = build.drawing;
  result.model.version = {result.Keep("1"), 1};
  result.model.system.title = result.Keep(drawing.title.empty() ? "Imported system" : drawing.title);
  if (drawing.title.empty()) build.Guess("the system's name", "the file gives none");
  result.model.about = result.Keep(drawing.about);
  result.model.owner = result.Keep(drawing.owner);
}

}  // namespace

std::string UniqueIds::Take(std::string id) {
  if (taken_.insert(id).second) return id;
  for (size_t& n = next_.emplace(id, 2).first->second;; ++n) {
    std::string numbered = id + "-" + std::to_string(n);
    if (taken_.insert(numbered).second) return numbered;
  }
}

Build::Build(const Drawing& from, const Library& with, ImportResult& into) : drawing(from), library(with), result(into) {
  for (const char* reserved : {"system", "us"}) ids.Reserve(reserved);
  for (const Diagram& diagram : drawing.diagrams) placed.emplace_back(diagram.cells.size());
}

bool Build::Spend(uint64_t steps) {
  if (steps > work) return false;
  work -= steps;
  return true;
}

void Build::Guess(std::string what, std::string why) {
  if (result.guessed.size() < kMostNotes) result.guessed.push_back({std::move(what), std::move(why)});
  else ++untold_guesses;
}

void Build::Count(std::string what, std::string why) {
  bool full = counted.size() >= kMostNotes;
  std::pair<std::string, std::string> note(std::move(what), std::move(why));
  if (full && !counted.contains(note)) note.first = "more of the same kind";
  ++counted[std::move(note)];
}

uint32_t Build::TechnologyInName(const std::string& name, PlaceKind kind) {
  auto [entry, added] = technologies.try_emplace({kind, name}, kNone);
  if (!added) return entry->second;
  constexpr uint64_t kStepsPerTechnology = 8, kBytesPerStep = 16;
  if (!Spend(library.technologies().size() * kStepsPerTechnology * (1 + name.size() / kBytesPerStep))) {
    Count("the technology that a name may speak of", "the file is too large to look for it");
    return kNone;
  }
  return entry->second = library.FindTechnologyIn(name, kind);
}

void Build::Finish() {
  for (const auto& [note, count] : counted) Drop(note.first + (count == 1 ? "" : " (" + std::to_string(count) + " times)"), note.second);
  if (untold_guesses > 0) result.guessed.push_back({std::to_string(untold_guesses) + " more guesses", "there are too many to list"});
}

Element& Build::ElementOf(size_t diagram, uint32_t cell) {
  uint32_t row = placed[diagram][cell].row;
  switch (drawing.diagrams[diagram].cells[cell].kind) {
    case CellKind::actor: return result.model.actors[row];
    case CellKind::process: return result.model.processes[row];
    default: return result.model.stores[row];
  }
}

PropertyRange Build::AddProperties(const Cell& cell, PlaceKind kind) {
  std::vector<WrittenProperty>& all = result.model.properties;
  PropertyRange range{static_cast<uint32_t>(all.size()), 0};
  for (const Statement& statement : cell.statements) {
    uint32_t index = library.FindProperty(statement.property);
    bool fits = index != kNone && library.properties()[index].yes_no() && (library.properties()[index].kinds & KindBit(kind));
    if (!fits) {
      Count("`" + statement.name + "` of a " + std::string(Name(kind)), "the library has no such property for a " + std::string(Name(kind)));
      continue;
    }
    all.push_back({PropertyId(index), static_cast<uint8_t>(statement.value), kNone});
    ++range.count;
  }
  return range;
}

Why Build::OutOfScope(const Cell& cell) {
  if (cell.out_of_scope) return Why(result.Keep(cell.reason.empty() ? std::string(kNoReason) : cell.reason).view());
  if (!cell.reason.empty()) Drop("reason for being out of scope of " + Describe(cell) + ": " + cell.reason, "it is not marked as out of scope");
  return {};
}

std::string CutId(std::string id, size_t size) {
  if (id.size() <= size) return id;
  size_t dash = id.rfind('-', size);
  id.resize(dash == std::string::npos || dash == 0 ? size : dash);
  while (!id.empty() && id.back() == '-') id.pop_back();
  return id;
}

std::string IdFromName(const Cell& cell) {
  std::string id = CutId(Slug(cell.name), kLongestId);
  // Keys that start with `x-` are not read.
  return id.substr(0, 2) == "x-" ? "the-" + id : id;
}

void AddElements(Build& build) {
  Model& model = build.result.model;
  for (size_t d = 0; d < build.placed.size(); ++d) {
    for (size_t c = 0; c < build.placed[d].size(); ++c) {
      const Cell& cell = build.drawing.diagrams[d].cells[c];
      PlacedCell& placed = build.placed[d][c];
      if (!IsElement(cell.kind)) continue;
      placed.place = build.ids.Take(IdFromName(cell));
      if (cell.kind == CellKind::actor) placed.row = AddElement(build, model.actors, cell, PlaceKind::actor, placed.place);
      else if (cell.kind == CellKind::process) placed.row = AddElement(build, model.processes, cell, PlaceKind::process, placed.place);
      else placed.row = AddElement(build, model.stores, cell, PlaceKind::store, placed.place);
      if (!cell.protocol.empty()) build.Drop("protocol `" + cell.protocol + "` of " + Describe(cell), "only flows have a protocol");
    }
  }
  DropTexts(build);
}

void MakeModel(const Drawing& drawing, const Library& library, ImportResult& result) {
  Build build(drawing, library, result);
  AddSystem(build);
  AddElements(build);
  AttachFlows(build);
  AddZones(build);
  AddFlows(build);
  AddThreats(build);
  build.Finish();
}

std::string Describe(const Cell& cell) {
  static constexpr std::string_view kNames[] = {"actor", "process", "store", "flow", "boundary box", "boundary curve", "text block", "cell"};
  std::string what(kNames[static_cast<size_t>(cell.kind)]);
  if (!cell.name.empty()) return what + " `" + std::string(CutText(cell.name, kLongestExcerpt)) + "`";
  return cell.id.empty() ? what + " without a name" : what + " `" + std::string(CutText(cell.id, kLongestExcerpt)) + "`";
}

}  // namespace merlon::drawing
