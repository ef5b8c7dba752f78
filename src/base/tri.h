// Three-valued truth (Kleene's strong logic) for one value and for whole columns.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace merlon {

// `unknown` is zero, so that a fact nobody stated is unknown without being stored.
enum class Tri : uint8_t { unknown = 0, no = 1, yes = 2 };

constexpr Tri Not(Tri a) { return a == Tri::yes ? Tri::no : a == Tri::no ? Tri::yes : Tri::unknown; }
constexpr Tri And(Tri a, Tri b) {
  if (a == Tri::no || b == Tri::no) return Tri::no;
  return a == Tri::yes && b == Tri::yes ? Tri::yes : Tri::unknown;
}
constexpr Tri Or(Tri a, Tri b) { return Not(And(Not(a), Not(b))); }
constexpr Tri FromBool(bool value) { return value ? Tri::yes : Tri::no; }

// A plane of bits, one per row; the bits past the last row are always zero.
class Bits {
 public:
  Bits() = default;
  explicit Bits(size_t rows) : rows_(rows), words_((rows + 63) / 64, 0) {}

  size_t size() const { return rows_; }
  bool Get(size_t row) const { return words_[row >> 6] >> (row & 63) & 1; }
  void Set(size_t row) { words_[row >> 6] |= uint64_t{1} << (row & 63); }
  void Clear(size_t row) { words_[row >> 6] &= ~(uint64_t{1} << (row & 63)); }
  void SetAll() {
    for (uint64_t& word : words_) word = ~uint64_t{0};
    if (rows_ & 63) words_.back() >>= 64 - (rows_ & 63);
  }
  size_t CountOnes() const {
    size_t count = 0;
    for (uint64_t word : words_) count += static_cast<size_t>(std::popcount(word));
    return count;
  }
  // Calls `visit(row)` for every set bit, in order.
  template <class Visit>
  void ForEach(Visit visit) const {
    for (size_t w = 0; w < words_.size(); ++w) {
      for (uint64_t word = words_[w]; word; word &= word - 1) visit(w * 64 + static_cast<size_t>(std::countr_zero(word)));
    }
  }
  std::vector<uint64_t>& words() { return words_; }
  const std::vector<uint64_t>& words() const { return words_; }

 private:
  size_t rows_ = 0;
  std::vector<uint64_t> words_;
};

// A column of three-valued facts: two bits per row. Invariant: no row is set in both planes; a row set in neither is unknown.
struct TriColumn {
  Bits yes;
  Bits no;

  TriColumn() = default;
  explicit TriColumn(size_t rows) : yes(rows), no(rows) {}

  size_t size() const { return yes.size(); }
  Tri Get(size_t row) const { return yes.Get(row) ? Tri::yes : no.Get(row) ? Tri::no : Tri::unknown; }
  void Set(size_t row, Tri value) {
    yes.Clear(row);
    no.Clear(row);
    if (value == Tri::yes) yes.Set(row);
    if (value == Tri::no) no.Set(row);
  }
  void Fill(Tri value) {
    yes = Bits(yes.size());
    no = Bits(no.size());
    if (value == Tri::yes) yes.SetAll();
    if (value == Tri::no) no.SetAll();
  }
};

}  // namespace merlon
