// What is drawn: stencils, connectors and boundaries with what is stated of them.
#include <algorithm>
#include <array>

#include "base/strings.h"
#include "exchange/drawing/text.h"
#include "exchange/tm7/read.h"
#include "exchange/tm7/stencils.h"
#include "exchange/tm7/xml.h"

namespace merlon::tm7 {
namespace {

using namespace drawing;

constexpr std::string_view kNobody = "00000000-0000-0000-0000-000000000000";
constexpr std::string_view kReason = "752473b6-52d4-4776-9a24-202153f7d579";
constexpr std::string_view kOutOfScope = "71f3d9aa-b8ef-4e54-8126-607a1d903103";

std::optional<Point> PointAt(pugi::xml_node value, std::string_view name) {
  std::optional<double> x = NumberAt(value, std::string(name) + "X"), y = NumberAt(value, std::string(name) + "Y");
  if (!x || !y) return std::nullopt;
  return Point{*x, *y};
}

End ReadEnd(pugi::xml_node value, std::string_view name) {
  std::string cell = LineAt(value, std::string(name) + "Guid");
  if (cell == kNobody) cell.clear();
  return {std::move(cell), PointAt(value, name)};
}

std::optional<Box> ReadBox(pugi::xml_node value) {
  std::optional<double> left = NumberAt(value, "Left"), top = NumberAt(value, "Top");
  if (!left || !top) return std::nullopt;
  return Box{*left, *top, std::max(0.0, NumberAt(value, "Width").value_or(0)), std::max(0.0, NumberAt(value, "Height").value_or(0))};
}

// The tool draws a line as an arc that goes through its handle half-way; these are points on it, its ends among them.
std::vector<Point> ReadArc(pugi::xml_node value) {
  constexpr int kSteps = 8;
  std::optional<Point> source = PointAt(value, "Source"), handle = PointAt(value, "Handle"), target = PointAt(value, "Target");
  if (!source || !target) return {};
  if (!handle) return {*source, *target};
  Point bend{2 * handle->x - (source->x + target->x) / 2, 2 * handle->y - (source->y + target->y) / 2};
  std::vector<Point> arc;
  for (int i = 0; i <= kSteps; ++i) {
    double t = static_cast<double>(i) / kSteps, a = (1 - t) * (1 - t), b = 2 * t * (1 - t), c = t * t;
    arc.push_back({a * source->x + b * bend.x + c * target->x, a * source->y + b * bend.y + c * target->y});
  }
  return arc;
}

// Whether somebody moved the line to where it is. The tool writes zeros for what was never drawn.
bool HasPosition(const std::vector<Point>& arc) {
  return std::any_of(arc.begin(), arc.end(), [](Point point) { return point.x != 0 || point.y != 0; });
}

class CellReader {
 public:
  CellReader(pugi::xml_node value, const Knowledge& knowledge, Notes& notes) : value_(value), knowledge_(knowledge), notes_(notes) {}

  Cell Read(std::string key) {
    std::string generic = LineAt(value_, "GenericTypeId"), type = LineAt(value_, "TypeId");
    cell_.id = LineAt(value_, "Guid");
    if (cell_.id.empty()) cell_.id = std::move(key);
    cell_.kind = KindOf(generic, TypeOf(value_));
    ReadShape();
    for (pugi::xml_node property : ChildOf(value_, "Properties").children()) ReadProperty(property);
    if (auto named = knowledge_.stencils.find(type); named != knowledge_.stencils.end()) stencil_ = named->second;
    UseStencil(type == generic, stencil_.empty() ? type.substr(type.rfind('.') + 1) : stencil_);
    if (cell_.kind == CellKind::unknown) notes_.Drop(Describe(cell_), "its shape `" + OneLine(TypeOf(value_)) + "` is not known");
    return std::move(cell_);
  }

 private:
  void ReadShape() {
    cell_.box = ReadBox(value_);
    std::vector<Point> arc = ReadArc(value_);
    bool drawn = HasPosition(arc);
    cell_.source = ReadEnd(value_, "Source");
    cell_.target = ReadEnd(value_, "Target");
    if (!drawn) cell_.source.point = cell_.target.point = std::nullopt;
    else cell_.vertices = std::move(arc);
  }

  void ReadProperty(pugi::xml_node property) {
    std::string_view type = TypeOf(property);
    std::string label = LineAt(property, "DisplayName"), key = LineAt(property, "Name");
    if (type == "HeaderDisplayAttribute") {
      if (headers_++ == 0) stencil_ = label;
    } else if (type == "ListDisplayAttribute" || type == "StaticListDisplayAttribute") {
      ReadList(property, label, type == "StaticListDisplayAttribute");
    } else if (type == "BooleanDisplayAttribute") {
      bool yes = Slug(TextAt(property, "Value")) == "true";
      if (key == kOutOfScope || label == "Out Of Scope") cell_.out_of_scope = yes;
      else if (yes) Count(label, "true");
    } else {
      ReadText(label, key, TextAt(property, "Value"));
    }
  }

  void ReadText(const std::string& label, const std::string& key, const std::string& text) {
    if (label == "Name") {
      cell_.name = OneLine(text);
    } else if (key == kReason || label == "Reason For Out Of Scope") {
      cell_.reason = text;
    } else if (label == "Dataflow Order") {
      if (!text.empty() && text != "0") notes_.Count("`Dataflow Order` of flows", "the order of flows is told by the steps of use cases");
    } else if (!text.empty()) {
      notes_.Drop("`" + label + "` of " + Describe(cell_) + ": " + text, "no property says that");
    }
  }

  // The first value of a list is what it shows before anybody chooses, so it is no statement; unless the stencil fixes it.
  void ReadList(pugi::xml_node property, const std::string& label, bool fixed) {
    std::optional<double> index = NumberAt(property, "SelectedIndex");
    if (!index || *index < 0 || (*index < 1 && !fixed)) return;
    pugi::xml_node chosen = ChildOf(property, "Value").first_child();
    for (size_t i = 0; chosen && i < static_cast<size_t>(*index); ++i) chosen = chosen.next_sibling();
    std::string value = OneLine(TextOf(chosen));
    if (value.empty()) return;
    std::string_view technology = label == "Store Type" && !fixed ? TechnologyOf(value, cell_.kind) : std::string_view();
    const Meaning* meaning = MeaningOf(label, value, cell_.kind);
    if (!technology.empty()) cell_.technology = technology;
    else if (meaning && (!fixed || meaning->fixed)) State(label, *meaning);
    else if (!fixed) Count(label, value);
  }

  void State(const std::string& label, const Meaning& meaning) {
    for (const Statement& statement : cell_.statements) {
      if (statement.property != meaning.property) continue;
      if (statement.value != meaning.is) notes_.Drop("`" + label + "` of " + Describe(cell_), "`" + statement.name + "` says the opposite");
      return;
    }
    cell_.statements.push_back({label, meaning.property, meaning.is});
  }

  void Count(const std::string& label, const std::string& value) {
    static constexpr std::string_view kNames[] = {"actors", "processes", "stores", "flows", "boundaries", "boundaries", "text blocks", "cells"};
    notes_.Count("`" + label + "`: `" + value + "` of " + std::string(kNames[static_cast<size_t>(cell_.kind)]), "no property says just that");
  }

  // `word` is the name of the stencil, or what its id ends in.
  void UseStencil(bool generic, const std::string& word) {
    if (cell_.kind == CellKind::text || cell_.kind == CellKind::unknown) return;
    bool named = !cell_.name.empty();
    if (!named && !stencil_.empty() && cell_.kind != CellKind::flow && !(IsBoundary(cell_.kind) && generic)) {
      notes_.Guess(Describe(cell_), "it has no name; that of its stencil, `" + stencil_ + "`, was taken");
      cell_.name = stencil_;
    }
    std::string technology(TechnologyOf(word, cell_.kind));
    const Meaning* meaning = MeaningOf("stencil", stencil_, cell_.kind);
    if (meaning) State("stencil", *meaning);
    if (cell_.kind == CellKind::flow) cell_.protocol = technology;
    else if (cell_.technology.empty()) cell_.technology = technology;
    bool told = generic || !technology.empty() || stencil_.empty() || Slug(stencil_) == Slug(cell_.name);
    if (!told && !meaning) notes_.Gather(IsBoundary(cell_.kind) ? "stencils of boundaries" : "stencils", "`" + stencil_ + "`", IsBoundary(cell_.kind) ? "zones have no kinds" : "no technology of the library is certainly the same");
  }

  pugi::xml_node value_;
  const Knowledge& knowledge_;
  Notes& notes_;
  Cell cell_;
  std::string stencil_;
  size_t headers_ = 0;
};

}  // namespace

Diagram ReadDiagram(pugi::xml_node surface, const Knowledge& knowledge, Notes& notes) {
  Diagram diagram;
  for (pugi::xml_node property : ChildOf(surface, "Properties").children()) {
    if (LineAt(property, "DisplayName") == "Name") diagram.title = LineAt(property, "Value");
  }
  if (diagram.title.empty()) diagram.title = LineAt(surface, "Header");
  for (const char* list : {"Borders", "Lines"}) {
    for (pugi::xml_node entry : ChildOf(surface, list).children()) {
      pugi::xml_node value = ChildOf(entry, "Value");
      if (value.first_child()) diagram.cells.push_back(CellReader(value, knowledge, notes).Read(LineAt(entry, "Key")));
      else notes.Count(std::string("an entry of `") + list + "`", "it holds nothing that was drawn");
    }
  }
  return diagram;
}

}  // namespace merlon::tm7
