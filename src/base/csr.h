// Lists per row in two flat arrays (compressed sparse rows).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace merlon {

// `Row(i)` are the items of row i, in the order in which they were added. Built once by `FromPairs`.
class Csr {
 public:
  Csr() = default;

  // Counting sort of (row, item) pairs. O(rows + pairs), stable.
  static Csr FromPairs(size_t rows, std::span<const std::pair<uint32_t, uint32_t>> pairs) {
    Csr csr;
    csr.starts_.assign(rows + 1, 0);
    for (const auto& [row, item] : pairs) ++csr.starts_[row + 1];
    for (size_t row = 0; row < rows; ++row) csr.starts_[row + 1] += csr.starts_[row];
    csr.items_.resize(pairs.size());
    std::vector<uint32_t> next(csr.starts_.begin(), csr.starts_.end() - 1);
    for (const auto& [row, item] : pairs) csr.items_[next[row]++] = item;
    return csr;
  }
  size_t rows() const { return starts_.empty() ? 0 : starts_.size() - 1; }
  size_t items() const { return items_.size(); }
  std::span<const uint32_t> Row(size_t row) const {
    return {items_.data() + starts_[row], items_.data() + starts_[row + 1]};
  }

 private:
  std::vector<uint32_t> starts_;
  std::vector<uint32_t> items_;
};

}  // namespace merlon
