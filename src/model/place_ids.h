// The ids of all places of a model, made once. For what names many places, such as a list of threats.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "base/text_arena.h"
#include "model/model.h"

namespace merlon {

class PlaceIds {
 public:
  PlaceIds() = default;
  // The model must outlive it, and must not change. O(places).
  explicit PlaceIds(const Model& model);

  // As `PlaceId` says it.
  std::string_view operator()(Place place) const { return ids_[static_cast<size_t>(place.domain)][place.row]; }
  // All of them, domain by domain.
  std::vector<std::string_view> All() const;
  // For each place of each domain, its position in the order of all ids. O(places x log places).
  std::array<std::vector<uint32_t>, kDomains> Ranks() const;

 private:
  TextArena texts_;
  std::array<std::vector<std::string_view>, kDomains> ids_;
};

}  // namespace merlon
