#include "model/place_ids.h"

#include <algorithm>

namespace merlon {
namespace {

// The first eight bytes as a number that orders as the text does.
uint64_t Head(std::string_view text) {
  uint64_t head = 0;
  for (size_t i = 0; i < 8; ++i) head = head << 8 | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0);
  return head;
}

struct Ranked {
  uint64_t head;
  Place place;
};

}  // namespace

PlaceIds::PlaceIds(const Model& model) {
  for (size_t d = 0; d < kDomains; ++d) {
    Domain domain = static_cast<Domain>(d);
    size_t rows = RowCount(model, domain);
    ids_[d].reserve(rows);
    for (uint32_t row = 0; row < rows; ++row) {
      switch (domain) {
        case Domain::element: ids_[d].push_back(model.element(row).id.view()); break;
        case Domain::zone: ids_[d].push_back(model.zones[row].id.view()); break;
        case Domain::asset: ids_[d].push_back(model.assets[row].id.view()); break;
        case Domain::flow:
          if (const Flow& flow = model.flows[row]; flow.label.empty()) {
            ids_[d].push_back(texts_.Join({flow.source.view(), "..", flow.target.view()}));
            break;
          }
          [[fallthrough]];
        default: ids_[d].push_back(texts_.Keep(PlaceId(model, {domain, row})));
      }
    }
  }
}

std::vector<std::string_view> PlaceIds::All() const {
  std::vector<std::string_view> all;
  for (const std::vector<std::string_view>& ids : ids_) all.insert(all.end(), ids.begin(), ids.end());
  return all;
}

std::array<std::vector<uint32_t>, kDomains> PlaceIds::Ranks() const {
  std::vector<Ranked> order;
  std::array<std::vector<uint32_t>, kDomains> ranks;
  for (size_t d = 0; d < kDomains; ++d) {
    ranks[d].resize(ids_[d].size());
    for (uint32_t row = 0; row < ids_[d].size(); ++row) order.push_back({Head(ids_[d][row]), {static_cast<Domain>(d), row}});
  }
  std::sort(order.begin(), order.end(), [&](const Ranked& a, const Ranked& b) {
    if (a.head != b.head) return a.head < b.head;
    int by_text = (*this)(a.place).compare((*this)(b.place));
    return by_text != 0 ? by_text < 0 : a.place < b.place;
  });
  for (uint32_t i = 0; i < order.size(); ++i) ranks[static_cast<size_t>(order[i].place.domain)][order[i].place.row] = i;
  return ranks;
}

}  // namespace merlon
