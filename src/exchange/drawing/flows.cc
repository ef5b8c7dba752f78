// Flows: where their ends belong, and what tells parallel ones apart.
#include "base/strings.h"
#include "exchange/drawing/build.h"
#include "exchange/drawing/text.h"

namespace merlon::drawing {
namespace {

// How far from an element a loose end may lie and still be meant for it.
constexpr double kReach = 20;
constexpr size_t kLongestLabel = 60;

// Finds the elements at the ends of one diagram's flows.
class Attacher {
 public:
  Attacher(Build& build, size_t diagram) : build_(build), diagram_(diagram), cells_(build.drawing.diagrams[diagram].cells) {
    for (uint32_t c = 0; c < cells_.size(); ++c) {
      if (!cells_[c].id.empty()) by_id_.emplace(cells_[c].id, c);
      if (IsElement(cells_[c].kind) && cells_[c].box) elements_.push_back(c);
    }
  }

  void Attach() {
    for (uint32_t c = 0; c < cells_.size(); ++c) {
      if (cells_[c].kind == CellKind::flow) AttachFlow(c);
    }
  }

 private:
  struct Found {
    uint32_t cell = kNone;
    std::string guess;   // not empty: how it was found, when the file does not say it
    std::string reason;  // not empty: why there is none
  };

  void AttachFlow(uint32_t flow) {
    PlacedCell& placed = build_.placed[diagram_][flow];
    Found source = Find(cells_[flow].source, "source"), target = Find(cells_[flow].target, "target");
    placed.source = source.cell;
    placed.target = target.cell;
    if (source.cell != kNone && target.cell != kNone) {
      for (const Found& end : {source, target}) {
        if (!end.guess.empty()) build_.Guess(Describe(cells_[flow]), end.guess);
      }
      return;
    }
    std::string why = source.reason + (source.reason.empty() || target.reason.empty() ? "" : "; ") + target.reason;
    build_.Drop(Describe(cells_[flow]), why);
    uint32_t at = source.cell != kNone ? source.cell : target.cell;
    placed.moved = true;
    if (at != kNone) placed.place = build_.placed[diagram_][at].place;
  }

  Found Find(const End& end, const std::string& which) {
    auto named = end.cell.empty() ? by_id_.end() : by_id_.find(end.cell);
    if (named != by_id_.end()) return FromCell(named->second, which);
    if (end.point) return FromPoint(*end.point, which);
    if (!end.cell.empty()) return {kNone, {}, "its " + which + " `" + end.cell + "` is not in the diagram"};
    return {kNone, {}, "it has no " + which};
  }

  Found FromCell(uint32_t cell, const std::string& which) {
    const Cell& end = cells_[cell];
    if (IsElement(end.kind)) return {cell, {}, {}};
    std::string reason = "its " + which + " is the " + Describe(end) + ", and a flow joins two elements";
    if (end.kind != CellKind::box || !end.box || !build_.Spend(elements_.size())) return {kNone, {}, reason};
    uint32_t only = kNone;
    for (uint32_t element : elements_) {
      if (!end.box->Contains(cells_[element].box->centre())) continue;
      if (only != kNone) return {kNone, {}, reason};
      only = element;
    }
    if (only == kNone) return {kNone, {}, reason};
    return {only, "its " + which + " is the " + Describe(end) + "; it was attached to the only element in it, `" + build_.placed[diagram_][only].place + "`", {}};
  }

  Found FromPoint(Point point, const std::string& which) {
    std::string loose = "its " + which + " hangs loose";
    if (!build_.Spend(elements_.size())) return {kNone, {}, loose + ", and the file is too large to search for the nearest element"};
    uint32_t nearest = kNone;
    double best = kReach;
    for (uint32_t element : elements_) {
      const Box& box = *cells_[element].box;
      if (point.x < box.x - kReach || point.x > box.x + box.width + kReach) continue;
      double distance = Distance(box, point);
      if (distance > best || (distance == best && nearest != kNone)) continue;
      best = distance;
      nearest = element;
    }
    if (nearest == kNone) return {kNone, {}, loose + ", away from every element"};
    return {nearest, loose + "; it was attached to `" + build_.placed[diagram_][nearest].place + "`, where it points", {}};
  }

  Build& build_;
  size_t diagram_;
  const std::vector<Cell>& cells_;
  std::unordered_map<std::string_view, uint32_t> by_id_;
  std::vector<uint32_t> elements_;
};

std::string LabelFrom(const std::string& name) {
  std::string label(CutText(name, kLongestLabel));
  for (char& c : label) c = c == '(' ? '[' : c == ')' ? ']' : c;
  return label.empty() ? "flow" : label;
}

// Labels of parallel flows. They count as equal when their ids are; then a number tells them apart.
class Labels {
 public:
  std::string Take(const std::string& ends, const std::string& label) {
    std::string id = ends + "#" + LabelId(label);
    if (taken_.Reserve(id)) return label;
    for (size_t& n = next_.emplace(id, 2).first->second;; ++n) {
      std::string numbered = label + " " + std::to_string(n);
      if (taken_.Reserve(ends + "#" + LabelId(numbered))) return numbered;
    }
  }

 private:
  UniqueIds taken_;
  std::unordered_map<std::string, size_t> next_;
};

void AddFlow(Build& build, PlacedCell& placed, const Cell& cell, std::string_view source, std::string_view target, const std::string& label) {
  ImportResult& result = build.result;
  Flow flow;
  std::string id = std::string(source) + " -> " + std::string(target);
  if (!label.empty()) id += " (" + label + ")";
  flow.id = result.Keep(std::move(id));
  flow.source = Ref(result.Keep(std::string(source)).view());
  flow.target = Ref(result.Keep(std::string(target)).view());
  flow.label = result.Keep(label);
  flow.title = result.Keep(cell.name);
  flow.about = result.Keep(cell.description);
  flow.origin = result.Keep(cell.id);
  std::string over = cell.protocol;
  for (char& c : over) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  if (!over.empty() && build.library.FindTechnology(over) == kNone) {
    uint32_t known = build.TechnologyInName(over, PlaceKind::flow);
    if (known != kNone) over = std::string(build.library.technologies()[known].id.view());
  }
  flow.over = result.Keep(std::move(over));
  flow.out_of_scope = build.OutOfScope(cell);
  flow.properties = build.AddProperties(cell, PlaceKind::flow);
  result.model.flows.Add(std::move(flow));
  placed.row = static_cast<uint32_t>(result.model.flows.size() - 1);
  placed.place = PlaceId(result.model, {Domain::flow, placed.row});
}

}  // namespace

void AttachFlows(Build& build) {
  for (size_t d = 0; d < build.placed.size(); ++d) Attacher(build, d).Attach();
}

void AddFlows(Build& build) {
  auto ends = [&](size_t d, const PlacedCell& placed) { return build.placed[d][placed.source].place + ".." + build.placed[d][placed.target].place; };
  std::unordered_map<std::string, size_t> parallel;
  for (size_t d = 0; d < build.placed.size(); ++d) {
    for (const PlacedCell& placed : build.placed[d]) {
      if (placed.source != kNone && placed.target != kNone) ++parallel[ends(d, placed)];
    }
  }
  Labels labels;
  for (size_t d = 0; d < build.placed.size(); ++d) {
    for (size_t c = 0; c < build.placed[d].size(); ++c) {
      PlacedCell& placed = build.placed[d][c];
      if (placed.source == kNone || placed.target == kNone) continue;
      const Cell& cell = build.drawing.diagrams[d].cells[c];
      std::string between = ends(d, placed);
      std::string label = parallel[between] > 1 ? labels.Take(between, LabelFrom(cell.name)) : std::string();
      AddFlow(build, placed, cell, build.placed[d][placed.source].place, build.placed[d][placed.target].place, label);
    }
  }
}

}  // namespace merlon::drawing
