#include "report/diagram/diagram.h"

#include "report/diagram/parts.h"
#include "report/diagram/style.h"
#include "report/diagram/write.h"

namespace merlon {
namespace {

// Beyond this nobody reads the picture, and laying it out takes long.
constexpr size_t kMostNodes = 2000, kMostEdges = 5000;

Sketch SketchOf(const Workspace& workspace, const DiagramOptions& options) {
  switch (options.kind) {
    case DiagramKind::dataflow: return SketchDataflow(workspace, options);
    case DiagramKind::context: return SketchContext(workspace, options);
    case DiagramKind::states: return SketchStates(workspace, options);
    case DiagramKind::responsibility: return SketchResponsibility(workspace, options);
    case DiagramKind::sequence: return SketchSequence(workspace, options);
    case DiagramKind::tree: return SketchTree(workspace, options);
  }
  return {{}, "there is no such kind of picture", {}};
}

Drawing Fail(std::string error, std::string hint, bool environment = false) { return {{}, std::move(error), std::move(hint), environment}; }

template <class T>
std::string TitleOf(const T& entry) { return Printable(entry.title.empty() ? entry.id.view() : entry.title.view()); }

}  // namespace

Drawing Draw(const Workspace& workspace, const DiagramOptions& options, DiagramFormat format) {
  Sketch sketch = SketchOf(workspace, options);
  if (options.for_outside && (options.kind == DiagramKind::tree)) return Fail("an attack tree is not for people outside", {});
  if (!sketch.error.empty()) return Fail(std::move(sketch.error), std::move(sketch.hint));
  const Picture& picture = sketch.picture;
  if (format == DiagramFormat::dot) return {WriteDot(picture), {}, {}};
  if (format == DiagramFormat::mermaid) return {WriteMermaid(picture), {}, {}};
  if (picture.nodes.size() > kMostNodes || picture.edges.size() > kMostEdges) {
    return Fail("a picture of " + std::to_string(picture.nodes.size()) + " elements and " + std::to_string(picture.edges.size()) + " flows is too large to be drawn, or read", "draw a part of it, with `--zone`, `--use-case` or `--asset`");
  }
  if (format == DiagramFormat::png && !CanDrawPng()) return WritePng({}, 0, 0, 0);
  Layout layout = LayOut(picture);
  if (!layout.error.empty()) return Fail(layout.error, "install graphviz, or write `--format dot` or `--format mermaid`, which need no layout", true);
  if (format == DiagramFormat::svg) return {WriteSvg(picture, layout, options), {}, {}};
  DiagramOptions fixed = options;
  fixed.embedded = fixed.links = false;
  fixed.style = true;
  if (fixed.theme == DiagramTheme::automatic) fixed.theme = DiagramTheme::light;
  Extent extent = SvgExtent(picture, layout, fixed);
  return WritePng(WriteSvg(picture, layout, fixed), extent.width, extent.height, options.scale);
}

std::string DiagramStyle() { return StyleRules(true, DiagramTheme::automatic); }

std::vector<DiagramChoice> DiagramsWorthDrawing(const Workspace& workspace, bool for_outside, size_t most) {
  const Model& model = workspace.model();
  std::vector<DiagramChoice> choices;
  auto add = [&](DiagramOptions options, std::string title) {
    if (choices.size() < most) choices.push_back({std::move(options), std::move(title)});
  };
  auto of = [&](DiagramKind kind) {
    DiagramOptions options;
    options.kind = kind;
    options.for_outside = for_outside;
    return options;
  };
  constexpr size_t kManyElements = 10, kMostReadable = 400;
  size_t elements = model.element_count(), flows = model.flows.size();
  if (elements >= kManyElements && !model.actors.empty() && elements <= kMostNodes && flows <= kMostEdges) add(of(DiagramKind::context), "Context");
  if (elements > 0 && elements <= kMostReadable && flows <= 2 * kMostReadable) {
    add(of(DiagramKind::dataflow), "Data flow");
    if (SketchResponsibility(workspace, of(DiagramKind::responsibility)).error.empty()) add(of(DiagramKind::responsibility), "Who answers for what");
  }
  DiagramOptions whole = of(DiagramKind::dataflow);
  Parts parts(workspace, whole);
  for (const UseCase& use_case : model.use_cases) {
    if (!parts.Shows(use_case)) continue;
    DiagramOptions options = of(DiagramKind::sequence);
    options.use_case = std::string(use_case.id.view());
    Sketch sketch = SketchSequence(workspace, options);
    if (sketch.error.empty() && sketch.picture.edges.size() <= kMostReadable) add(options, "Use case: " + TitleOf(use_case));
  }
  for (uint32_t row = 0; row < model.assets.size(); ++row) {
    if (!parts.Shows(Place{Domain::asset, row})) continue;
    if (workspace.facts().carried_by.Row(row).empty() || workspace.facts().carried_by.Row(row).size() > kMostReadable) continue;
    if (workspace.facts().carried_by.Row(row).size() == flows && flows < kManyElements) continue;  // the same as the whole
    DiagramOptions options = of(DiagramKind::dataflow);
    options.asset = std::string(model.assets[row].id.view());
    add(options, "Where it goes: " + TitleOf(model.assets[row]));
  }
  for (const StateMachine& machine : model.states) {
    if (machine.states.size() > kMostReadable || machine.transitions.size() > kMostReadable) continue;
    DiagramOptions options = of(DiagramKind::states);
    options.machine = std::string(machine.id.view());
    if (SketchStates(workspace, options).error.empty()) add(options, "States: " + Printable(machine.id.view()));
  }
  for (const Tree& tree : model.trees) {
    if (for_outside) break;
    DiagramOptions options = of(DiagramKind::tree);
    options.tree = std::string(tree.id.view());
    if (SketchTree(workspace, options).picture.nodes.size() <= kMostReadable) add(options, "Attack tree: " + TitleOf(tree));
  }
  return choices;
}

}  // namespace merlon
