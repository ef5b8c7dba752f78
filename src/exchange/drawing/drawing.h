// What tools that draw have in common: diagrams of elements, flows and boundaries with positions, and threats at them. Each format's reader fills a
// Drawing; one path makes a model of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/tri.h"
#include "exchange/drawing/geometry.h"
#include "exchange/format.h"

namespace merlon::drawing {

enum class CellKind : uint8_t { actor, process, store, flow, box, curve, text, unknown };
constexpr bool IsElement(CellKind kind) { return kind <= CellKind::store; }
constexpr bool IsBoundary(CellKind kind) { return kind == CellKind::box || kind == CellKind::curve; }

// What somebody stated about a cell, by its name in the file, and the property that it is here; empty when such a place has none like it.
struct Statement {
  std::string name;
  std::string_view property;
  Tri value = Tri::yes;
};

enum class ThreatState : uint8_t { open, mitigated, accepted, transferred, dismissed, unknown };

struct ForeignThreat {
  std::string id, title, type, status, severity, description, mitigation, score;
  ThreatState state = ThreatState::open;  // what `status` means
};

// One end of a line: a cell, or a loose point.
struct End {
  std::string cell;
  std::optional<Point> point;
};

struct Cell {
  CellKind kind = CellKind::unknown;
  std::string id, name, description, reason, protocol;
  std::string technology;  // of an element, as the file tells it; where it tells none, one that the name speaks of is taken
  bool out_of_scope = false;
  std::optional<Box> box;
  End source, target;
  std::vector<Point> vertices;
  std::vector<Statement> statements;
  std::vector<ForeignThreat> threats;
};

struct Diagram {
  std::string title;
  std::vector<Cell> cells;
};

struct Drawing {
  std::string error;  // not empty: the file is none of its format, and why
  std::string title, about, owner;
  std::vector<Diagram> diagrams;
  std::vector<ForeignThreat> threats;  // at no cell
};

// The model that the drawing stands for, with what was guessed and what it cannot hold, beside what is in `result` already.
void MakeModel(const Drawing& drawing, const Library& library, ImportResult& result);

// The category of STRIDE with that English name; empty when it is none of them.
std::string_view StrideCategory(std::string_view name);

// How messages speak of a cell.
std::string Describe(const Cell& cell);

}  // namespace merlon::drawing
