// Zones: from boxes by what they contain, from lines by what they separate.
#include <algorithm>

#include "exchange/drawing/build.h"
#include "exchange/drawing/curves.h"
#include "exchange/drawing/regions.h"

namespace merlon::drawing {
namespace {

// One below what the language allows, and far more than anybody draws.
constexpr size_t kMostDepth = 60;
constexpr size_t kMostBoundaries = 500;
constexpr size_t kMostNamed = 20;
constexpr double kLeastShare = 0.5;
constexpr double kWhole = 0.999;

class DiagramZones {
 public:
  DiagramZones(Build& build, size_t diagram) : build_(build), diagram_(diagram), cells_(build.drawing.diagrams[diagram].cells), row_of_(cells_.size(), kNone) {}

  void Run() {
    ReadCanvas();
    AddBoxes();
    PutElementsIntoBoxes();
    AddCurves();
    std::vector<uint32_t> order = MakeLaminar(regions_, [&](size_t element, uint32_t from, uint32_t kept) {
      build_.Guess("element `" + Place(element) + "`", "it lies in " + DescribeRegion(from) + " and in " + DescribeRegion(kept) + ", which overlap; it was put into the latter, which is smaller");
    });
    NestEmptyBoxes();
    for (uint32_t region : LimitDepth(regions_, kMostDepth)) build_.Guess(DescribeRegion(region), "it is nested too deep and was moved outwards");
    Write(order);
  }

 private:
  const std::string& Place(size_t element) const { return build_.placed[diagram_][elements_[element]].place; }
  std::string DescribeRegion(uint32_t region) const { return Describe(cells_[regions_[region].cell]); }

  void ReadCanvas() {
    for (uint32_t c = 0; c < cells_.size(); ++c) {
      if (!IsElement(cells_[c].kind) || !cells_[c].box) continue;
      row_of_[c] = static_cast<uint32_t>(elements_.size());
      elements_.push_back(c);
      canvas_.elements.push_back(cells_[c].box->centre());
      canvas_.actors.push_back(cells_[c].kind == CellKind::actor);
    }
    for (uint32_t c = 0; c < cells_.size(); ++c) {
      const PlacedCell& placed = build_.placed[diagram_][c];
      if (placed.source == kNone || placed.target == kNone) continue;
      uint32_t source = row_of_[placed.source], target = row_of_[placed.target];
      if (source == kNone || target == kNone) continue;
      Canvas::Flow flow{source, target, {canvas_.elements[source]}};
      flow.line.insert(flow.line.end(), cells_[c].vertices.begin(), cells_[c].vertices.end());
      flow.line.push_back(canvas_.elements[target]);
      canvas_.flows.push_back(std::move(flow));
    }
  }

  // Boxes come first in `regions_`, the smallest first, each with the smallest box around it as its parent.
  void AddBoxes() {
    for (uint32_t c = 0; c < cells_.size(); ++c) {
      if (cells_[c].kind != CellKind::box || !HasRoom(c)) continue;
      if (!cells_[c].box) build_.Guess(Describe(cells_[c]), "it has no position, so it is a zone without elements");
      regions_.push_back({c, true, BoxOf(c).area(), Bits(elements_.size()), UINT32_MAX});
    }
    std::stable_sort(regions_.begin(), regions_.end(), [](const Region& a, const Region& b) { return a.area < b.area; });
    for (uint32_t i = 0; i < regions_.size(); ++i) {
      const Box& inner = BoxOf(regions_[i].cell);
      for (uint32_t j = i + 1; j < regions_.size() && regions_[i].parent == UINT32_MAX; ++j) {
        const Box& outer = BoxOf(regions_[j].cell);
        double share = ShareInside(inner, outer);
        if (share < kLeastShare || !outer.Contains(inner.centre())) continue;
        regions_[i].parent = j;
        if (share < kWhole) build_.Guess(DescribeRegion(i), "it lies only partly in " + DescribeRegion(j) + "; it was taken to belong there");
      }
      parents_.push_back(regions_[i].parent);
    }
  }

  const Box& BoxOf(uint32_t cell) const {
    static constexpr Box kNowhere{-1e9, -1e9, 0, 0};
    return cells_[cell].box ? *cells_[cell].box : kNowhere;
  }

  bool HasRoom(uint32_t cell) {
    if (++boundaries_ <= kMostBoundaries) return true;
    build_.Drop(Describe(cells_[cell]), "the diagram has more than 500 boundaries");
    return false;
  }

  void PutElementsIntoBoxes() {
    for (size_t e = 0; e < elements_.size(); ++e) {
      uint32_t home = UINT32_MAX;
      for (uint32_t i = 0; i < regions_.size(); ++i) {
        bool inside = BoxOf(regions_[i].cell).Contains(canvas_.elements[e]);
        if (!inside || regions_[i].members.Get(e)) continue;
        if (home != UINT32_MAX) {
          build_.Guess("element `" + Place(e) + "`", "it lies in " + DescribeRegion(home) + " and in " + DescribeRegion(i) + ", which overlap; it was put into the smaller, the former");
          break;
        }
        home = i;
        for (uint32_t up = i; up != UINT32_MAX; up = parents_[up]) regions_[up].members.Set(e);
      }
    }
  }

  void AddCurves() {
    for (uint32_t c = 0; c < cells_.size(); ++c) {
      if (cells_[c].kind != CellKind::curve || !HasRoom(c)) continue;
      Enclosed enclosed = EnclosedBy(cells_[c]);
      if (enclosed.elements.empty()) {
        build_.Drop(Describe(cells_[c]), enclosed.how);
        continue;
      }
      Region region{c, false, 0, Bits(elements_.size()), UINT32_MAX};
      for (size_t element : enclosed.elements) region.members.Set(element);
      regions_.push_back(std::move(region));
      how_[c] = enclosed.how;
    }
  }

  Enclosed EnclosedBy(const Cell& cell) {
    if (!cell.source.point || !cell.target.point) return {{}, "it has no ends, so nobody can tell what it separates"};
    std::vector<Point> line = {*cell.source.point};
    for (Point vertex : cell.vertices) {
      if (Distance(line.back(), vertex) > 0) line.push_back(vertex);
    }
    if (Distance(line.back(), *cell.target.point) > 0) line.push_back(*cell.target.point);
    if (line.size() < 2) return {{}, "it has no length, so nobody can tell what it separates"};
    if (!build_.Spend(CostOfCurve(line, canvas_))) return {{}, "the file is too large to find out what it separates"};
    return ReadCurve(line, canvas_);
  }

  void NestEmptyBoxes() {
    for (uint32_t i = 0; i < parents_.size(); ++i) {
      if (regions_[i].members.CountOnes() == 0) regions_[i].parent = parents_[i];
    }
  }

  void Write(const std::vector<uint32_t>& order) {
    std::vector<uint32_t> kept;
    for (uint32_t i = 0; i < regions_.size(); ++i) {
      bool empty = regions_[i].members.CountOnes() == 0;
      if (regions_[i].is_box || !empty) kept.push_back(i);
      else build_.Drop(DescribeRegion(i), "everything that it encloses lies in smaller boundaries that it overlaps");
    }
    std::sort(kept.begin(), kept.end(), [&](uint32_t a, uint32_t b) { return regions_[a].cell < regions_[b].cell; });
    for (uint32_t region : kept) AddZone(regions_[region]);
    for (uint32_t region : kept) {
      if (regions_[region].parent == UINT32_MAX) continue;
      Zone& zone = build_.result.model.zones[Placed(region).row];
      zone.parent = Ref(build_.result.model.zones[Placed(regions_[region].parent).row].id.view());
    }
    for (size_t e = 0; e < elements_.size(); ++e) {
      for (uint32_t region : order) {
        if (!regions_[region].members.Get(e)) continue;
        build_.ElementOf(diagram_, elements_[e]).zone = Ref(build_.result.model.zones[Placed(region).row].id.view());
        break;
      }
    }
    for (uint32_t region : kept) {
      if (!regions_[region].is_box) TellCurve(regions_[region]);
    }
  }

  PlacedCell& Placed(uint32_t region) { return build_.placed[diagram_][regions_[region].cell]; }

  void AddZone(const Region& region) {
    ImportResult& result = build_.result;
    const Cell& cell = cells_[region.cell];
    PlacedCell& placed = build_.placed[diagram_][region.cell];
    std::string id = cell.name.empty() ? "boundary-" + std::to_string(++build_.nameless_boundaries) : IdFromName(cell);
    placed.place = build_.ids.Take(std::move(id));
    Zone zone;
    zone.id = result.Keep(placed.place);
    if (cell.name != placed.place) zone.title = result.Keep(cell.name);
    zone.about = result.Keep(cell.description);
    zone.origin = result.Keep(cell.id);
    zone.out_of_scope = build_.OutOfScope(cell);
    result.model.zones.Add(std::move(zone));
    placed.row = static_cast<uint32_t>(result.model.zones.size() - 1);
  }

  void TellCurve(const Region& region) {
    std::string names;
    size_t count = 0;
    region.members.ForEach([&](size_t element) {
      if (++count <= kMostNamed) names += (count == 1 ? "" : ", ") + Place(element);
    });
    if (count > kMostNamed) names += " and " + std::to_string(count - kMostNamed) + " more";
    const Cell& cell = cells_[region.cell];
    std::string curve = cell.name.empty() ? "curve" : "curve `" + cell.name + "`";
    build_.Guess("zone `" + build_.placed[diagram_][region.cell].place + "`", curve + " was taken to enclose " + names + " (" + how_[region.cell] + ")");
  }

  Build& build_;
  size_t diagram_;
  const std::vector<Cell>& cells_;
  std::vector<uint32_t> row_of_;    // by cell: its row in `elements_`
  std::vector<uint32_t> elements_;  // cells
  Canvas canvas_;
  std::vector<Region> regions_;
  std::vector<uint32_t> parents_;  // of the boxes, by geometry alone
  std::map<uint32_t, std::string> how_;
  size_t boundaries_ = 0;
};

}  // namespace

void AddZones(Build& build) {
  for (size_t d = 0; d < build.placed.size(); ++d) DiagramZones(build, d).Run();
}

}  // namespace merlon::drawing
