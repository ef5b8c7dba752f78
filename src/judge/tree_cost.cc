#include "judge/tree_cost.h"

#include <algorithm>

#include "base/string_map.h"
#include "judge/review.h"

namespace merlon {
namespace {

constexpr int64_t kMostHours = int64_t{1} << 50;  // far beyond any sum that means something

class Pricer {
 public:
  Pricer(const AssessInput& input, const Assessment& assessment, bool open_only) : input_(input), assessment_(assessment), open_only_(open_only) {
    for (uint32_t i = 0; i < assessment.threats.size(); ++i) by_id_.Insert(assessment.threats[i].id, i);
  }

  template <class Node>
  std::optional<TreeWay> Of(const Node& node) const {
    TreeWay way;
    bool leaf = node.any.empty() && node.all.empty();
    if (!Own(node, leaf, way)) return std::nullopt;
    for (const TreeNode& step : node.all) {
      std::optional<TreeWay> part = Of(step);
      if (!part) return std::nullopt;
      Add(way, *part);
    }
    if (node.any.empty()) return way;
    std::optional<TreeWay> best;
    for (const TreeNode& one : node.any) {
      std::optional<TreeWay> part = Of(one);
      if (part && (!best || Cheaper(*part, *best))) best = std::move(part);
    }
    if (!best) return std::nullopt;
    Add(way, *best);
    return way;
  }

 private:
  // False when the node's own threat stands in the way.
  template <class Node>
  bool Own(const Node& node, bool leaf, TreeWay& way) const {
    const Threat* threat = nullptr;
    if (uint32_t found = by_id_.Find(node.threat.view()); found != kNone) threat = &assessment_.threats[found];
    bool closed = threat ? threat->set_aside || threat->status > Status::undetermined : !node.threat.empty() && IsSilenced(input_, assessment_, node.threat.view());
    if (closed && open_only_) return false;
    uint32_t rule = input_.library.FindRule(node.threat.view().substr(0, node.threat.view().find('@')));
    if (leaf) way.steps.push_back(node.title.empty() ? node.threat.view() : node.title.view());
    if (!node.threat.empty()) way.threats.push_back(node.threat.view());
    if (node.effort.given()) {
      way.least = way.most = std::min(node.effort.hours, kMostHours);
    } else if (rule != kNone && (threat || closed)) {
      way.least = way.most = input_.library.rules()[rule].effort.hours;
    } else if (leaf) {
      way.bounded = false;
    }
    return true;
  }

  static void Add(TreeWay& way, const TreeWay& part) {
    way.least = std::min(way.least + part.least, kMostHours);
    way.most = std::min(way.most + part.most, kMostHours);
    way.bounded = way.bounded && part.bounded;
    way.steps.insert(way.steps.end(), part.steps.begin(), part.steps.end());
    way.threats.insert(way.threats.end(), part.threats.begin(), part.threats.end());
  }

  static bool Cheaper(const TreeWay& a, const TreeWay& b) {
    if (a.least != b.least) return a.least < b.least;
    if (a.bounded != b.bounded) return a.bounded;
    return a.bounded && a.most < b.most;
  }

  const AssessInput& input_;
  const Assessment& assessment_;
  bool open_only_;
  StringMap by_id_;
};

template <class Node>
void Collect(const Node& node, std::vector<const Text*>& named) {
  if (!node.threat.empty()) named.push_back(&node.threat);
  for (const TreeNode& child : node.all) Collect(child, named);
  for (const TreeNode& child : node.any) Collect(child, named);
}

template <class Node>
void Count(const Node& node, TreeLeaves& leaves) {
  if (node.all.empty() && node.any.empty()) ++leaves.all, leaves.unpriced += !node.effort.given() && node.threat.empty();
  for (const TreeNode& child : node.all) Count(child, leaves);
  for (const TreeNode& child : node.any) Count(child, leaves);
}

}  // namespace

std::optional<TreeWay> CheapestWay(const AssessInput& input, const Assessment& assessment, const Tree& tree, bool open_only) { return Pricer(input, assessment, open_only).Of(tree); }

std::vector<const Text*> ThreatsNamed(const Tree& tree) {
  std::vector<const Text*> named;
  Collect(tree, named);
  return named;
}

TreeLeaves CountLeaves(const Tree& tree) {
  TreeLeaves leaves;
  Count(tree, leaves);
  return leaves;
}

}  // namespace merlon
