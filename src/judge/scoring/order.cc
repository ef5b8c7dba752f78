#include "judge/scoring/order.h"

#include <algorithm>
#include <functional>
#include <queue>

#include "base/csr.h"
#include "base/ids.h"
#include "judge/scoring/scheme.h"

namespace merlon {
namespace {

// Things that can be reached from each other, as groups; `group_of` gives the group of each thing. Tarjan's algorithm with a stack of its own.
struct Groups {
  std::vector<uint32_t> group_of;
  std::vector<std::vector<uint32_t>> members;  // each in order of number
};

class GroupFinder {
 public:
  explicit GroupFinder(const Csr& milder) : milder_(milder), found_(milder.rows(), kNone), lowest_(milder.rows()) { groups_.group_of.assign(milder.rows(), kNone); }

  Groups Run() {
    for (uint32_t thing = 0; thing < milder_.rows(); ++thing) {
      if (found_[thing] == kNone) Walk(thing);
    }
    return std::move(groups_);
  }

 private:
  struct Step {
    uint32_t thing;
    size_t next = 0;  // position among the things that are milder
  };

  void Enter(uint32_t thing) {
    found_[thing] = lowest_[thing] = count_++;
    open_.push_back(thing);
    way_.push_back({thing});
  }
  void Walk(uint32_t start) {
    Enter(start);
    while (!way_.empty()) {
      uint32_t thing = way_.back().thing;
      std::span<const uint32_t> next = milder_.Row(thing);
      if (way_.back().next < next.size()) {
        uint32_t other = next[way_.back().next++];
        if (found_[other] == kNone) Enter(other);
        else if (groups_.group_of[other] == kNone) lowest_[thing] = std::min(lowest_[thing], found_[other]);
        continue;
      }
      way_.pop_back();
      if (!way_.empty()) lowest_[way_.back().thing] = std::min(lowest_[way_.back().thing], lowest_[thing]);
      if (lowest_[thing] == found_[thing]) Close(thing);
    }
  }
  void Close(uint32_t first) {
    std::vector<uint32_t>& members = groups_.members.emplace_back();
    for (uint32_t thing = kNone; thing != first; open_.pop_back()) {
      thing = open_.back();
      groups_.group_of[thing] = static_cast<uint32_t>(groups_.members.size() - 1);
      members.push_back(thing);
    }
    std::sort(members.begin(), members.end());
  }

  const Csr& milder_;
  Groups groups_;
  std::vector<uint32_t> found_, lowest_, open_;
  std::vector<Step> way_;
  uint32_t count_ = 0;
};

// The shortest way from the first member of a group back to itself; empty when there is none. Breadth first, so O(group and its comparisons).
std::vector<uint32_t> WayRound(const Csr& milder, const Groups& groups, uint32_t group, std::vector<uint32_t>& reached_from) {
  uint32_t first = groups.members[group].front();
  std::vector<uint32_t> queue = {first};
  for (size_t at = 0; at < queue.size(); ++at) {
    for (uint32_t next : milder.Row(queue[at])) {
      if (groups.group_of[next] != group) continue;
      if (next == first) {
        std::vector<uint32_t> way;
        for (uint32_t thing = queue[at]; thing != first; thing = reached_from[thing]) way.push_back(thing);
        way.push_back(first);
        std::reverse(way.begin(), way.end());
        return way;
      }
      if (reached_from[next] != kNone) continue;
      reached_from[next] = queue[at];
      queue.push_back(next);
    }
  }
  return {};
}

// Groups from the worst to the mildest; of those that may come next, the one with the lowest number.
std::vector<uint32_t> Sorted(const Csr& milder, const Groups& groups) {
  std::vector<uint32_t> waits_for(groups.members.size(), 0), sorted;
  auto each_milder_group = [&](uint32_t group, auto&& visit) {
    for (uint32_t thing : groups.members[group]) {
      for (uint32_t other : milder.Row(thing)) {
        if (groups.group_of[other] != group) visit(groups.group_of[other]);
      }
    }
  };
  for (uint32_t group = 0; group < groups.members.size(); ++group) each_milder_group(group, [&](uint32_t other) { ++waits_for[other]; });
  using Entry = std::pair<uint32_t, uint32_t>;  // lowest member, group
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> ready;
  for (uint32_t group = 0; group < groups.members.size(); ++group) {
    if (waits_for[group] == 0) ready.emplace(groups.members[group].front(), group);
  }
  while (!ready.empty()) {
    uint32_t group = ready.top().second;
    ready.pop();
    sorted.push_back(group);
    each_milder_group(group, [&](uint32_t other) {
      if (--waits_for[other] == 0) ready.emplace(groups.members[other].front(), other);
    });
  }
  return sorted;
}

}  // namespace

RelativeOrder OrderByComparisons(size_t count, std::span<const Comparison> comparisons) {
  std::vector<std::pair<uint32_t, uint32_t>> pairs;
  for (const Comparison& comparison : comparisons) pairs.emplace_back(comparison.worse, comparison.milder);
  Csr milder = Csr::FromPairs(count, pairs);
  Groups groups = GroupFinder(milder).Run();
  std::vector<uint32_t> sorted = Sorted(milder, groups);
  RelativeOrder order;
  order.ranks.assign(count, 0);
  std::vector<uint32_t> reached_from(count, kNone);
  uint32_t placed = 0;
  for (size_t i = 0; i < sorted.size(); ++i) {
    const std::vector<uint32_t>& members = groups.members[sorted[i]];
    for (uint32_t thing : members) order.ranks[thing] = placed + 1;
    placed += static_cast<uint32_t>(members.size());
    if (std::vector<uint32_t> way = WayRound(milder, groups, sorted[i], reached_from); !way.empty()) order.cycles.push_back(std::move(way));
    if (i + 1 == sorted.size()) break;
    bool compared = std::any_of(members.begin(), members.end(), [&](uint32_t thing) {
      std::span<const uint32_t> row = milder.Row(thing);
      return std::any_of(row.begin(), row.end(), [&](uint32_t other) { return groups.group_of[other] == sorted[i + 1]; });
    });
    if (!compared) order.gaps.emplace_back(members.front(), groups.members[sorted[i + 1]].front());
  }
  return order;
}

constinit const Scheme kOrder{"order", "Relative order", "1", "rank", "`worse-than`, the threats that this one is worse than", "pairwise comparison", InputForm::comparisons};

}  // namespace merlon
