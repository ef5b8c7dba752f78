#include "engine/rename.h"

#include <algorithm>

#include "base/strings.h"

namespace merlon {
namespace {

bool IsNameByte(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.'; }

class Planner {
 public:
  Planner(const Workspace& workspace, std::string_view from, std::string_view to) : workspace_(workspace), from_(from), to_(to) {}

  RenamePlan Run() {
    if (!Find()) {
      plan_.problem = "there is no element, zone, asset, party, control, question or adversary `" + std::string(from_) + "`";
      return std::move(plan_);
    }
    if (!IsId(to_) || to_ == "system" || to_ == "us") plan_.problem = "`" + std::string(to_) + "` cannot be an id";
    else if (workspace_.names().Find(to_, space_ & kShared ? kShared : space_) != kNone) plan_.problem = "`" + std::string(to_) + "` exists already";
    if (!plan_.problem.empty()) return std::move(plan_);
    Replace(definition_, std::string(to_));
    References();
    if (space_ & kShared) Keys();
    return std::move(plan_);
  }

 private:
  static constexpr NameSpaces kShared = names::kElement | names::kZone | names::kAsset | names::kParty;

  template <class List>
  bool FindIn(std::string_view section, const List& list, NameSpaces space, std::string_view short_key, bool keeps_was) {
    for (const auto& entry : list) {
      if (entry.id != from_) continue;
      definition_ = entry.id.node;
      space_ = space;
      plan_.definition = workspace_.document().FileOf(workspace_.document().span(definition_).begin);
      plan_.entry = {std::string(section), std::string(to_)};
      plan_.short_key = short_key;
      plan_.keeps_was = keeps_was;
      return true;
    }
    return false;
  }
  bool Find() {
    const Model& model = workspace_.model();
    return FindIn("actors", model.actors, names::kActor, "in", true) || FindIn("processes", model.processes, names::kProcess, "in", true) || FindIn("stores", model.stores, names::kStore, "in", true) ||
           FindIn("zones", model.zones, names::kZone, "in", true) || FindIn("assets", model.assets, names::kAsset, "class", true) || FindIn("parties", model.parties, names::kParty, "kind", false) ||
           FindIn("controls", model.controls, names::kControl, "state", false) || FindIn("questions", model.questions, names::kQuestion, "ask", false) || FindIn("adversaries", model.adversaries, names::kAdversary, "like", false);
  }

  void Replace(NodeId node, const std::string& text) {
    const Document& document = workspace_.document();
    if (!node || document.IsAliased(node)) return;
    Span span = document.span(node);
    FileId file = document.FileOf(span.begin);
    auto entry = std::find_if(plan_.files.begin(), plan_.files.end(), [&](const FileEdits& edits) { return edits.file == file; });
    if (entry == plan_.files.end()) entry = plan_.files.insert(plan_.files.end(), {file, {}});
    size_t begin = span.begin - document.base(file), end = span.end - document.base(file);
    // A flow written both ways has one key and two entries in the model.
    for (const TextEdit& known : entry->edits) {
      if (known.begin == begin) return;
    }
    entry->edits.push_back({begin, end, QuoteYaml(text, true)});
  }

  void References() {
    // The walk hands out mutable references; this one only looks.
    Model& model = const_cast<Model&>(workspace_.model());
    ForEachReference(model, [&](const Field& field, Ref& ref) {
      if (!ref.node) return;
      if (field.names & names::kPlace) return Place(ref);
      if ((field.names & space_) && ref == from_) Replace(ref.node, std::string(to_));
    });
    for (const Expectation& expectation : model.expects) {
      for (const Dependency& dependency : expectation.depends_on) {
        if (space_ == names::kQuestion && dependency.id == from_) Replace(dependency.id.node, std::string(to_));
      }
    }
  }

  void Place(const Text& text) {
    if (!(space_ & kShared)) return;
    std::string replaced = ReplaceInPlaceId(text.view(), from_, to_);
    if (replaced != text.view()) Replace(text.node, replaced);
  }
  // `rule@place`.
  void ThreatId(const Text& id) {
    size_t at = id.view().find('@');
    if (at == std::string_view::npos) return;
    std::string place = ReplaceInPlaceId(id.view().substr(at + 1), from_, to_);
    if (place != id.view().substr(at + 1)) Replace(id.node, std::string(id.view().substr(0, at + 1)) + place);
  }

  // In an attack tree, from the goal downwards.
  template <class Node>
  void ThreatsIn(const Node& node) {
    ThreatId(node.threat);
    for (const TreeNode& child : node.all) ThreatsIn(child);
    for (const TreeNode& child : node.any) ThreatsIn(child);
  }

  void Keys() {
    const Model& model = workspace_.model();
    for (const Flow& flow : model.flows) Place(flow.id);
    for (const StateMachine& machine : model.states) Place(machine.id);
    for (const Decision& decision : model.decisions) ThreatId(decision.id);
    for (const WrittenScores& scores : model.scores) {
      ThreatId(scores.id);
      for (const WrittenScore& score : scores.schemes) {
        for (const Text& milder : score.worse_than) ThreatId(milder);
      }
    }
    for (const IntendedAction& action : model.actions) Place(action.id);
    for (const Tree& tree : model.trees) ThreatsIn(tree);
    for (const Damage& damage : model.damages) {
      for (const Text& threat : damage.threats) ThreatId(threat);
    }
    for (const HandThreat& threat : model.threats) {
      if (threat.derived) continue;
      ThreatId(threat.id);
      for (const Text& leg : threat.legs) ThreatId(leg);
      for (const Text& defeated : threat.defeats) ThreatId(defeated);
    }
    for (const UseCase& use_case : model.use_cases) {
      for (const Text& flow : use_case.flows) Place(flow);
      for (const Decision& decision : use_case.decisions) ThreatId(decision.id);
    }
  }

  const Workspace& workspace_;
  std::string_view from_, to_;
  RenamePlan plan_;
  NodeId definition_;
  NameSpaces space_ = 0;
};

}  // namespace

std::string ReplaceInPlaceId(std::string_view id, std::string_view from, std::string_view to) {
  std::string out;
  for (size_t at = 0; at < id.size();) {
    // `a <-(via)-> b`: what it runs over is no name of the model.
    if (id[at] == '(' && at > 0 && id[at - 1] == '-') {
      size_t close = std::min(id.find(')', at), id.size() - 1);
      out += id.substr(at, close + 1 - at);
      at = close + 1;
      continue;
    }
    if (id[at] == '#' || id[at] == '(' || id[at] == '[') return out + std::string(id.substr(at));
    bool separator = id.substr(at, 2) == ".." || id.substr(at, 2) == "->";
    if (!IsNameByte(id[at]) || separator) {
      size_t step = separator ? 2 : 1;
      out += id.substr(at, step);
      at += step;
      continue;
    }
    size_t end = at;
    while (end < id.size() && IsNameByte(id[end]) && id.substr(end, 2) != ".." && id.substr(end, 2) != "->") ++end;
    std::string_view name = id.substr(at, end - at);
    out += name == from ? to : name;
    at = end;
  }
  return out;
}

RenamePlan PlanRename(const Workspace& workspace, std::string_view from, std::string_view to) { return Planner(workspace, from, to).Run(); }

}  // namespace merlon
