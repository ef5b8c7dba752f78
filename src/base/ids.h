// Typed indices: an index into one vector cannot be used on another.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/check.h"

namespace merlon {

inline constexpr uint32_t kNone = 0xFFFFFFFFu;

// An index into the vector of things that `Tag` names. Default-constructed it refers to nothing.
template <class Tag>
struct Id {
  uint32_t value = kNone;

  constexpr Id() = default;
  constexpr explicit Id(size_t index) : value(static_cast<uint32_t>(index)) {}
  constexpr explicit operator bool() const { return value != kNone; }
  constexpr auto operator<=>(const Id&) const = default;
};

// A vector that only its own kind of id can index.
template <class IdType, class T>
class IdVector {
 public:
  IdVector() = default;
  explicit IdVector(size_t count, const T& value = T()) : items_(count, value) {}

  T& operator[](IdType id) { return items_[id.value]; }
  const T& operator[](IdType id) const { return items_[id.value]; }
  IdType Add(T item) {
    items_.push_back(std::move(item));
    return IdType(items_.size() - 1);
  }
  IdType LastId() const { return IdType(items_.size() - 1); }
  size_t size() const { return items_.size(); }
  bool empty() const { return items_.empty(); }
  void Reserve(size_t count) { items_.reserve(count); }
  auto begin() { return items_.begin(); }
  auto end() { return items_.end(); }
  auto begin() const { return items_.begin(); }
  auto end() const { return items_.end(); }
  T& back() { return items_.back(); }

 private:
  std::vector<T> items_;
};

}  // namespace merlon
