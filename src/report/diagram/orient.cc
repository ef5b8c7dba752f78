#include "report/diagram/orient.h"

#include "base/csr.h"

namespace merlon {

std::vector<bool> Backwards(const Picture& picture) {
  std::vector<std::pair<uint32_t, uint32_t>> pairs;
  for (uint32_t i = 0; i < picture.edges.size(); ++i) pairs.emplace_back(picture.edges[i].source, i);
  Csr out = Csr::FromPairs(picture.nodes.size(), pairs);
  enum class Seen : uint8_t { no, open, done };
  std::vector<Seen> seen(picture.nodes.size(), Seen::no);
  std::vector<bool> backwards(picture.edges.size());
  struct Step {
    uint32_t node;
    size_t next;
  };
  std::vector<Step> way;
  for (uint32_t start = 0; start < picture.nodes.size(); ++start) {
    if (seen[start] != Seen::no) continue;
    seen[start] = Seen::open;
    way.push_back({start, 0});
    while (!way.empty()) {
      auto [node, next] = way.back();
      if (next == out.Row(node).size()) {
        seen[node] = Seen::done;
        way.pop_back();
        continue;
      }
      ++way.back().next;
      uint32_t edge = out.Row(node)[next], target = picture.edges[edge].target;
      if (target == node) continue;
      if (seen[target] == Seen::open) backwards[edge] = true;
      if (seen[target] != Seen::no) continue;
      seen[target] = Seen::open;
      way.push_back({target, 0});
    }
  }
  return backwards;
}

}  // namespace merlon
