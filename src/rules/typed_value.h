// What the expression compiler knows about a part it has read: its type, its node, the names it starts from.
#pragma once

#include <string_view>

#include "rules/expression.h"

namespace merlon {

enum class Type : uint8_t { none, tri, ordered, count, text, place, set, literal_text, word };

inline std::string_view Name(Type type) {
  switch (type) {
    case Type::none: return "nothing";
    case Type::tri: return "yes or no";
    case Type::ordered: return "an ordered value";
    case Type::count: return "a number";
    case Type::text: return "a text";
    case Type::place: return "a place";
    case Type::set: return "a set";
    case Type::literal_text: return "a text";
    case Type::word: return "a value";
  }
  return {};
}

struct Value {
  Type type = Type::none;
  ExprId node;
  std::string_view text;  // word, literal_text
  size_t at = 0;
  bool global = false;    // a set that depends on no variable
  explicit operator bool() const { return type != Type::none; }
};

struct Variable {
  std::string_view name;
  Domain domain;
};

struct GlobalSet {
  std::string_view name;
  Domain domain;
  KindSet kinds;
};
inline constexpr KindSet kElementKinds = KindBit(PlaceKind::actor) | KindBit(PlaceKind::process) | KindBit(PlaceKind::store);
inline constexpr GlobalSet kGlobalSets[] = {
    {"elements", Domain::element, kElementKinds},
    {"actors", Domain::element, KindBit(PlaceKind::actor)},
    {"processes", Domain::element, KindBit(PlaceKind::process)},
    {"stores", Domain::element, KindBit(PlaceKind::store)},
    {"flows", Domain::flow, KindBit(PlaceKind::flow)},
    {"zones", Domain::zone, KindBit(PlaceKind::zone)},
    {"assets", Domain::asset, KindBit(PlaceKind::asset)},
    {"states", Domain::state, KindBit(PlaceKind::state)},
    {"transitions", Domain::transition, KindBit(PlaceKind::transition)},
};

inline std::string_view DomainName(Domain domain) {
  static constexpr std::string_view kNames[] = {"an element", "a flow", "a zone", "an asset", "a state", "a transition", "the system"};
  return kNames[static_cast<size_t>(domain)];
}

}  // namespace merlon
