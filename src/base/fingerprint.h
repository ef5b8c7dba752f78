// A short name for a text that is the same on every machine and in every version: for what other programs compare from run to run.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace merlon {

// 16 hexadecimal digits: FNV-1a with 64 bits, http://www.isthe.com/chongo/tech/comp/fnv/. No protection against texts chosen to collide.
inline std::string Fingerprint(std::string_view text) {
  uint64_t hash = 0xCBF29CE484222325ull;
  for (char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ull;
  std::string digits;
  for (int shift = 60; shift >= 0; shift -= 4) digits.push_back("0123456789abcdef"[hash >> shift & 15]);
  return digits;
}

}  // namespace merlon
