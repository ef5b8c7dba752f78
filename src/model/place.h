// Places: where a threat can sit and a property can hold.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string_view>

#include "base/ids.h"

namespace merlon {

enum class PlaceKind : uint8_t { actor, process, store, flow, zone, asset, state, transition, system };
inline constexpr size_t kPlaceKinds = 9;
inline constexpr std::array<std::string_view, kPlaceKinds> kPlaceKindNames = {"actor", "process", "store", "flow", "zone", "asset", "state", "transition", "system"};
inline std::string_view Name(PlaceKind kind) { return kPlaceKindNames[static_cast<size_t>(kind)]; }

constexpr bool IsElement(PlaceKind kind) { return kind <= PlaceKind::store; }

// Facts of all elements lie in one column, actors first, then processes, then stores; every other kind has columns of its own.
enum class Domain : uint8_t { element, flow, zone, asset, state, transition, system };
inline constexpr size_t kDomains = 7;
constexpr Domain DomainOf(PlaceKind kind) {
  return IsElement(kind) ? Domain::element : static_cast<Domain>(static_cast<uint8_t>(kind) - 2);
}

// A row of a domain.
struct Place {
  Domain domain = Domain::system;
  uint32_t row = kNone;
  explicit operator bool() const { return row != kNone; }
  auto operator<=>(const Place&) const = default;
};

using PropertyId = Id<struct PropertyTag>;

// A property as somebody wrote it. For a yes-no property `value` is a Tri; for an ordered one 1 + the index of the value.
struct WrittenProperty {
  PropertyId property;
  uint8_t value = 0;
  uint32_t node = kNone;  // the value's node in the document
};

}  // namespace merlon
