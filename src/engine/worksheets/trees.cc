// The cheapest way through each attack tree: as it would be without any control, and as things stand.
#include "engine/worksheets/cells.h"
#include "judge/tree_cost.h"

namespace merlon::worksheets {
namespace {

std::string Work(const TreeWay& way) {
  if (!way.bounded) return "from " + std::to_string(way.least) + " h";
  return std::to_string(way.least) + " h" + (way.most > way.least ? " to " + std::to_string(way.most) + " h" : "");
}

std::string Steps(const TreeWay& way) {
  std::string steps;
  for (std::string_view step : way.steps) steps.append(steps.empty() ? "" : "; ").append(step);
  return steps;
}

// Whether the adversary of the tree can spend so much; its own effort counts, then that of its profile.
std::string Affordable(const Workspace& workspace, const Tree& tree, const TreeWay& way) {
  if (tree.adversary.target == kNone) return "nobody is named";
  const Adversary& adversary = workspace.model().adversaries[Unpack(tree.adversary.target).index];
  int64_t hours = adversary.effort.given() ? adversary.effort.hours : -1;
  if (hours < 0 && adversary.like.target != kNone) {
    const Effort& profile = workspace.library().adversaries()[Unpack(adversary.like.target).index].effort;
    if (profile.given()) hours = profile.hours;
  }
  std::string name(TitleOr(adversary.title, adversary.id));
  if (hours < 0) return name + ": means not stated";
  if (way.least > hours) return name + ": no, " + std::to_string(hours) + " h at most";
  return name + (way.bounded && way.most <= hours ? ": yes" : ": maybe") + ", " + std::to_string(hours) + " h at most";
}

template <class Node>
void AddSteps(const Workspace& workspace, const Node& node, std::string_view tree, size_t depth, std::string_view joined, Table& table) {
  const Threat* threat = node.threat.empty() ? nullptr : workspace.FindThreat(node.threat.view());
  std::string status = node.threat.empty() ? "" : !threat ? (IsSilenced(workspace.input(), workspace.assessment(), node.threat.view()) ? "handled" : "no such threat") : threat->set_aside ? "set aside" : std::string(Name(threat->status));
  std::string title(node.title.empty() ? node.threat.view() : node.title.view());
  std::string way = node.all.empty() && node.any.empty() ? "" : node.any.empty() ? "all of these" : node.all.empty() ? "one of these" : "all, and one of the rest";
  table.rows.push_back({OfText(tree), OfNumber(depth), OfText(joined), OfText(title), OfText(way), OfText(node.effort.text.view()), threat ? OfThreat(workspace, *threat) : OfText(node.threat.view()), OfText(status)});
  for (const TreeNode& child : node.all) AddSteps(workspace, child, tree, depth + 1, "and", table);
  for (const TreeNode& child : node.any) AddSteps(workspace, child, tree, depth + 1, "or", table);
}

}  // namespace

Tables Trees(const Workspace& workspace, const MethodDeclaration&) {
  AssessInput input = workspace.input();
  Table ways{"ways", "Cheapest ways", "The way that costs a skilled attacker least work, over all steps and over those that nothing stands in. Where the work of a step is not known, the sum is a lower bound.",
             {"Tree", "Goal", "Cheapest over all steps", "Work", "As things stand", "Work then", "Can it be afforded?"}, {}};
  Table steps{"steps", "Steps", "The trees as they are written. Level 0 is the goal.", {"Tree", "Level", "Joined by", "Step", "Needs", "Work", "Threat", "Status"}, {}};
  for (const Tree& tree : workspace.model().trees) {
    std::optional<TreeWay> all = CheapestWay(input, workspace.assessment(), tree, false), open = CheapestWay(input, workspace.assessment(), tree, true);
    ways.rows.push_back({OfText(tree.id.view()), OfText(TitleOr(tree.title, tree.id)), OfText(all ? Steps(*all) : ""), OfText(all ? Work(*all) : ""), OfText(open ? Steps(*open) : "no way without a step that is handled, decided or set aside"), OfText(open ? Work(*open) : ""),
                         OfText(open ? Affordable(workspace, tree, *open) : "")});
    AddSteps(workspace, tree, tree.id.view(), 0, "", steps);
  }
  return {ways, steps};
}

}  // namespace merlon::worksheets
