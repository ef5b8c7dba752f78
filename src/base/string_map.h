// A hash map from text to a number, for symbol tables: open addressing, no erasure, keys are borrowed.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "base/ids.h"

namespace merlon {

// 64-bit multiply-xorshift hash over 8-byte words. Not for untrusted long-lived tables: the seed is fixed so that results are deterministic;
// collisions cost time only, and the table degrades to linear probing over at most the file-size cap's number of keys.
inline uint64_t HashText(std::string_view text, uint64_t seed = 0x9E3779B97F4A7C15ull) {
  uint64_t hash = seed ^ (text.size() * 0xFF51AFD7ED558CCDull);
  const char* data = text.data();
  size_t left = text.size();
  auto mix = [&hash](uint64_t word) {
    hash = (hash ^ word) * 0xFF51AFD7ED558CCDull;
    hash ^= hash >> 32;
  };
  for (; left >= 8; data += 8, left -= 8) {
    uint64_t word;
    std::memcpy(&word, data, 8);
    mix(word);
  }
  uint64_t tail = 0;
  if (left) std::memcpy(&tail, data, left);
  mix(tail);
  return hash;
}

// Text -> uint32_t. The keys' bytes must outlive the map.
class StringMap {
 public:
  // The value stored for `key`, or kNone.
  uint32_t Find(std::string_view key) const {
    if (slots_.empty()) return kNone;
    uint64_t hash = HashText(key);
    for (size_t at = hash & mask_;; at = (at + 1) & mask_) {
      const Slot& slot = slots_[at];
      if (slot.value == kNone) return kNone;
      if (slot.hash == static_cast<uint32_t>(hash >> 32) && slot.key == key) return slot.value;
    }
  }
  // Stores `value` unless the key is there already; returns the value that stands.
  uint32_t Insert(std::string_view key, uint32_t value) {
    if ((count_ + 1) * 2 > slots_.size()) Grow();
    uint64_t hash = HashText(key);
    for (size_t at = hash & mask_;; at = (at + 1) & mask_) {
      Slot& slot = slots_[at];
      if (slot.value == kNone) {
        slot = {key, static_cast<uint32_t>(hash >> 32), value};
        ++count_;
        return value;
      }
      if (slot.hash == static_cast<uint32_t>(hash >> 32) && slot.key == key) return slot.value;
    }
  }
  size_t size() const { return count_; }

 private:
  struct Slot {
    std::string_view key;
    uint32_t hash = 0;
    uint32_t value = kNone;
  };
  void Grow() {
    std::vector<Slot> old = std::move(slots_);
    slots_.assign(old.empty() ? 16 : old.size() * 2, Slot{});
    mask_ = slots_.size() - 1;
    for (const Slot& slot : old) {
      if (slot.value == kNone) continue;
      size_t at = HashText(slot.key) & mask_;
      while (slots_[at].value != kNone) at = (at + 1) & mask_;
      slots_[at] = slot;
    }
  }

  std::vector<Slot> slots_;
  size_t mask_ = 0;
  size_t count_ = 0;
};

}  // namespace merlon
