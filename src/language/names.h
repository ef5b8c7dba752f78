// The names of a model: who is called what, and what a reference means.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/string_map.h"
#include "library/library.h"
#include "model/model.h"

namespace merlon {

// Flows by their ends and label. Open addressing over the flows' indices; O(1) a look-up.
class FlowIndex {
 public:
  void Reserve(size_t flows);
  // Adds flow `index`; returns the flow that has the same ends and label already, or `index`.
  uint32_t Insert(const Model& model, uint32_t index);
  uint32_t Find(const Model& model, std::string_view source, std::string_view target, std::string_view label_id) const;

 private:
  std::vector<uint32_t> slots_;
};

// Symbol tables over one model and one library, both of which must outlive it.
class Names {
 public:
  // Fills the tables; reports ids that are defined twice.
  void Build(const Model& model, const Library& library, const Document& document, Diagnostics& diagnostics);

  // What `name` means where the kinds in `spaces` are allowed: a packed Target, or kNone.
  uint32_t Find(std::string_view name, NameSpaces spaces) const;
  // The place with this id (`web`, `a..b#label`, `a -> b (label)`, `login/half`, `system`).
  std::optional<Place> FindPlace(std::string_view id) const;
  // Every name that Find knows in `spaces`, for suggestions.
  std::vector<std::string_view> All(NameSpaces spaces) const;
  // The categories of the model's methods, in order; those of `stride` when its methods have none.
  const std::vector<const CategoryDeclaration*>& categories() const { return categories_; }
  std::string_view first_method() const { return first_method_; }
  const std::vector<std::string_view>& methods() const { return methods_; }

 private:
  const Model* model_ = nullptr;
  const Library* library_ = nullptr;
  StringMap shared_;  // elements, zones, assets, parties
  StringMap controls_, questions_, adversaries_, categories_by_id_, machines_;
  FlowIndex flows_;
  std::vector<const CategoryDeclaration*> categories_;
  std::string_view first_method_ = "stride";
  std::vector<std::string_view> methods_;
};

}  // namespace merlon
