// An attack tree that somebody wrote.
#include "report/diagram/parts.h"

namespace merlon {
namespace {

class TreeSketcher {
 public:
  explicit TreeSketcher(const Parts& parts, Picture& picture) : parts_(parts), picture_(picture) {}

  // The tree's depth is capped by the reader of YAML, so recursion over it is too.
  uint32_t Goal(const Tree& tree) {
    uint32_t goal = Add(tree.title.view(), tree.threat.view(), tree.effort, tree.money, NodeShape::goal, Printable(tree.id.view()));
    if (!tree.adversary.empty()) picture_.nodes[goal].details.insert(picture_.nodes[goal].details.begin(), "wanted by " + Printable(tree.adversary.view()));
    Below(goal, tree.any, tree.all);
    return goal;
  }

 private:
  uint32_t Add(std::string_view title, std::string_view threat_id, const Effort& effort, const Money& money, NodeShape shape, std::string otherwise) {
    PictureNode node;
    node.id = "n" + std::to_string(picture_.nodes.size());
    node.shape = shape;
    const Threat* threat = threat_id.empty() ? nullptr : parts_.workspace.FindThreat(threat_id);
    node.title = Printable(title);
    if (node.title.empty()) node.title = threat ? Printable(parts_.workspace.ThreatTitle(*threat)) : threat_id.empty() ? otherwise : Printable(threat_id);
    NameList cost;
    cost.Add(Printable(effort.text.view()));
    cost.Add(Printable(money.text.view()));
    if (!cost.text().empty()) node.details.push_back("costs " + cost.text());
    if (threat) {
      node.place = PlaceId(parts_.model, threat->place);
      bool stopped = threat->set_aside || threat->status == Status::handled || threat->status == Status::decided;
      node.details.push_back("threat " + std::string(threat->set_aside ? "set aside" : Name(threat->status)) + ": " + Printable(threat->id));
      node.faded = stopped;
      if (parts_.options.badges && !stopped) {
        if (threat->status == Status::open) node.badge.open = 1, node.badge.worst = threat->severity;
        else node.badge.undetermined = 1;
      }
    } else if (!threat_id.empty()) {
      node.details.push_back("no threat of the model" + (title.empty() ? std::string() : ": " + Printable(threat_id)));
    }
    node.about = node.title;
    for (const std::string& detail : node.details) node.about += ". " + detail;
    picture_.nodes.push_back(std::move(node));
    return static_cast<uint32_t>(picture_.nodes.size() - 1);
  }

  void Below(uint32_t parent, const std::vector<TreeNode>& any, const std::vector<TreeNode>& all) {
    Gate(parent, any, NodeShape::any);
    Gate(parent, all, NodeShape::all);
  }

  void Gate(uint32_t parent, const std::vector<TreeNode>& children, NodeShape shape) {
    if (children.empty()) return;
    PictureNode gate;
    gate.id = "n" + std::to_string(picture_.nodes.size());
    gate.shape = shape;
    gate.title = shape == NodeShape::any ? "any of" : "all of";
    gate.about = shape == NodeShape::any ? "one of these is enough" : "all of these are needed";
    uint32_t at = static_cast<uint32_t>(picture_.nodes.size());
    picture_.nodes.push_back(std::move(gate));
    Connect(parent, at);
    for (const TreeNode& child : children) {
      uint32_t below = Add(child.title.view(), child.threat.view(), child.effort, child.money, NodeShape::step, "a step");
      Connect(at, below);
      Below(below, child.any, child.all);
    }
  }

  void Connect(uint32_t parent, uint32_t child) {
    PictureEdge edge;
    edge.source = parent, edge.target = child;
    edge.plain = true;
    edge.faded = picture_.nodes[child].faded;
    picture_.edges.push_back(std::move(edge));
  }

  const Parts& parts_;
  Picture& picture_;
};

}  // namespace

Sketch SketchTree(const Workspace& workspace, const DiagramOptions& options) {
  const Model& model = workspace.model();
  uint32_t row = model.trees.size() == 1 && options.tree.empty() ? 0 : RowOfId(model.trees, options.tree);
  if (row == kNone || model.trees.empty()) {
    Sketch sketch = Unknown(model.trees, "tree", options.tree);
    if (model.trees.empty()) sketch.error = "the model has no attack tree", sketch.hint = "write one under `trees:`";
    else if (options.tree.empty()) sketch.error = "the model has several attack trees", sketch.hint = "name one with `--tree`, as in `--tree " + std::string(model.trees[0].id.view()) + "`";
    return sketch;
  }
  Parts parts(workspace, options);
  const Tree& tree = model.trees[row];
  Sketch sketch{parts.Blank("Attack tree, " + Printable(tree.title.empty() ? tree.id.view() : tree.title.view())), {}, {}};
  sketch.picture.badge = {};
  sketch.picture.arrangement = Arrangement::downwards;
  TreeSketcher(parts, sketch.picture).Goal(tree);
  return sketch;
}

}  // namespace merlon
