// A Threat Dragon file as plain values: versions 1 and 2 look the same here.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/format.h"
#include "exchange/threat-dragon/geometry.h"

namespace merlon::threat_dragon {

enum class CellKind : uint8_t { actor, process, store, flow, box, curve, text, unknown };
constexpr bool IsElement(CellKind kind) { return kind <= CellKind::store; }
constexpr bool IsBoundary(CellKind kind) { return kind == CellKind::box || kind == CellKind::curve; }

// What a person can tick, by its name in the file, and the property that it is here; empty when such a place cannot have it.
struct Tick {
  const char* name;
  std::string_view property;
  CellKind kind;
};
inline constexpr std::array<Tick, 14> kTicks = {{{"isEncrypted", "encrypted", CellKind::flow},
                                                 {"isEncrypted", "encrypted-at-rest", CellKind::store},
                                                 {"isPublicNetwork", "public-network", CellKind::flow},
                                                 {"isBidirectional", "bidirectional", CellKind::flow},
                                                 {"isALog", "holds-logs", CellKind::store},
                                                 {"isSigned", "signed", CellKind::store},
                                                 {"storesCredentials", "holds-credentials", CellKind::store},
                                                 {"storesInventory", "holds-inventory", CellKind::store},
                                                 {"providesAuthentication", "provides-authentication", CellKind::actor},
                                                 {"handlesCardPayment", "handles-payments", CellKind::process},
                                                 {"handlesGoodsOrServices", "handles-goods", CellKind::process},
                                                 {"isWebApplication", "web-application", CellKind::process},
                                                 {"isTrustBoundary", "", CellKind::unknown},
                                                 {"hasOpenThreats", "", CellKind::unknown}}};

struct ForeignThreat {
  std::string id, title, type, status, severity, description, mitigation, score;
};

// One end of a line: a cell, or a loose point.
struct End {
  std::string cell;
  std::optional<Point> point;
};

struct Cell {
  CellKind kind = CellKind::unknown;
  std::string id, name, description, reason, protocol, privilege;
  bool out_of_scope = false;
  std::optional<Box> box;
  End source, target;
  std::vector<Point> vertices;
  std::vector<std::string_view> ticked;  // names of kTicks
  std::vector<ForeignThreat> threats;
};

struct Diagram {
  std::string title;
  std::vector<Cell> cells;
};

struct Drawing {
  std::string error;
  std::string title, about, owner;
  std::vector<Diagram> diagrams;
};

// Reads the file; what no field above takes is noted in `result`.
Drawing ReadDrawing(std::string_view bytes, ImportResult& result);

// How messages speak of a cell.
std::string Describe(const Cell& cell);

}  // namespace merlon::threat_dragon
