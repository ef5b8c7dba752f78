// Keeps texts at fixed addresses: what it returns stays valid as long as the arena lives, also when the arena is moved.
#pragma once

#include <cstring>
#include <initializer_list>
#include <memory>
#include <string_view>
#include <vector>

namespace merlon {

class TextArena {
 public:
  // The parts one after another. Amortised O(length); one allocation for each 64 KiB.
  std::string_view Join(std::initializer_list<std::string_view> parts) {
    size_t size = 0;
    for (std::string_view part : parts) size += part.size();
    char* begin = Take(size);
    char* at = begin;
    for (std::string_view part : parts) {
      if (!part.empty()) std::memcpy(at, part.data(), part.size());
      at += part.size();
    }
    return {begin, size};
  }
  std::string_view Keep(std::string_view text) { return Join({text}); }

 private:
  char* Take(size_t size) {
    if (size > left_) {
      left_ = size > kBlock ? size : kBlock;
      blocks_.emplace_back(new char[left_]);
      next_ = blocks_.back().get();
    }
    char* taken = next_;
    next_ += size;
    left_ -= size;
    return taken;
  }

  static constexpr size_t kBlock = size_t{1} << 16;
  std::vector<std::unique_ptr<char[]>> blocks_;
  char* next_ = nullptr;
  size_t left_ = 0;
};

}  // namespace merlon
