// A state machine of a process.
#include "report/diagram/parts.h"

namespace merlon {
namespace {

PictureNode StateNode(const Parts& parts, const StateMachine& machine, uint32_t row, const State& state) {
  Place place{Domain::state, row};
  PictureNode node;
  node.id = node.place = PlaceId(parts.model, place);
  node.title = parts.TitleOf(place);
  node.shape = NodeShape::state;
  for (const Text& final_state : machine.final) {
    if (final_state == state.id.view()) node.shape = NodeShape::final_state;
  }
  if (!state.about.empty()) node.details.push_back(Printable(state.about.view()));
  node.badge = parts.BadgeAt(place);
  node.about = node.title + (node.shape == NodeShape::final_state ? " (final state)" : " (state)");
  if (!state.about.empty()) node.about += ". " + Printable(state.about.view());
  if (node.badge.shown()) node.about += ". " + BadgeWords(node.badge);
  return node;
}

PictureEdge TransitionEdge(const Parts& parts, uint32_t row, const Transition& transition) {
  Place place{Domain::transition, row};
  PictureEdge edge;
  edge.place = PlaceId(parts.model, place);
  edge.title = Printable(transition.title.view());
  if (!transition.guard.empty()) edge.over = "[" + Printable(transition.guard.view()) + "]";
  NameList who;
  for (const Ref& ref : transition.who) who.Add(Printable(ref.view()));
  if (!who.text().empty()) edge.carries = "by " + who.text();
  edge.badge = parts.BadgeAt(place);
  edge.about = "From " + Printable(transition.from.view()) + " to " + Printable(transition.to.view()) + ": " + (edge.over.empty() ? "no condition is written" : "if " + edge.over);
  if (!who.text().empty()) edge.about += ", " + edge.carries;
  if (!transition.about.empty()) edge.about += ". " + Printable(transition.about.view());
  if (edge.badge.shown()) edge.about += ". " + BadgeWords(edge.badge);
  return edge;
}

}  // namespace

Sketch SketchStates(const Workspace& workspace, const DiagramOptions& options) {
  const Model& model = workspace.model();
  uint32_t row = model.states.size() == 1 && options.machine.empty() ? 0 : RowOfId(model.states, options.machine);
  if (row == kNone || model.states.empty()) {
    Sketch sketch = Unknown(model.states, "state machine", options.machine);
    if (model.states.empty()) sketch.error = "the model has no state machine", sketch.hint = "write one under `states:`";
    else if (options.machine.empty()) sketch.error = "the model has several state machines", sketch.hint = "name one with `--machine`, as in `--machine " + std::string(model.states[0].id.view()) + "`";
    return sketch;
  }
  Parts parts(workspace, options);
  const StateMachine& machine = model.states[row];
  std::optional<Place> process = workspace.names().FindPlace(machine.id.view());
  if (process && !parts.Shows(*process)) return Unknown(model.states, "state machine", options.machine);
  Sketch sketch{parts.Blank("States of " + (process ? parts.TitleOf(*process) : Printable(machine.id.view()))), {}, {}};
  Picture& picture = sketch.picture;
  picture.badge = {};
  uint32_t first = model.state_starts[row];
  uint32_t initial = RowOfId(machine.states, machine.initial.view());
  if (initial != kNone) {
    PictureNode start;
    start.id = "start";
    start.shape = NodeShape::start;
    start.about = "where it begins";
    picture.nodes.push_back(std::move(start));
    picture.edges.emplace_back().target = initial + 1;
    picture.edges.back().about = "It begins in " + Printable(machine.initial.view());
  }
  uint32_t offset = static_cast<uint32_t>(picture.nodes.size());
  for (uint32_t i = 0; i < machine.states.size(); ++i) picture.nodes.push_back(StateNode(parts, machine, first + i, machine.states[i]));
  for (uint32_t i = 0; i < machine.transitions.size(); ++i) {
    const Transition& transition = machine.transitions[i];
    uint32_t from = RowOfId(machine.states, transition.from.view()), to = RowOfId(machine.states, transition.to.view());
    if (from == kNone || to == kNone) continue;
    PictureEdge edge = TransitionEdge(parts, model.transition_starts[row] + i, transition);
    edge.source = offset + from, edge.target = offset + to;
    picture.edges.push_back(std::move(edge));
  }
  return sketch;
}

}  // namespace merlon
