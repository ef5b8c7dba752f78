// The layout of pictures: nothing lies on anything else, and a small change moves little.
#include "report/diagram/layout.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "../support.h"
#include "report/diagram/orient.h"

using namespace merlon;

namespace {

bool Overlap(const Box& a, const Box& b) {
  constexpr double kTouch = 0.5;
  return a.x + kTouch < b.right() && b.x + kTouch < a.right() && a.y + kTouch < b.bottom() && b.y + kTouch < a.bottom();
}
bool Inside(const Box& inner, const Box& outer) {
  constexpr double kTouch = 0.5;
  return inner.x >= outer.x - kTouch && inner.y >= outer.y - kTouch && inner.right() <= outer.right() + kTouch && inner.bottom() <= outer.bottom() + kTouch;
}

// What is wrong with a layout; empty when nothing is.
std::string Problems(const Picture& picture, const Layout& layout) {
  struct Named {
    std::string name;
    Box box;
  };
  std::vector<Named> boxes;
  for (size_t i = 0; i < layout.nodes.size(); ++i) boxes.push_back({"node " + picture.nodes[i].id, layout.nodes[i].box});
  for (size_t i = 0; i < layout.edges.size(); ++i) {
    if (layout.edges[i].label.width > 0) boxes.push_back({"label " + std::to_string(i), layout.edges[i].label});
  }
  for (size_t i = 0; i < layout.zones.size(); ++i) boxes.push_back({"heading of " + picture.zones[i].id, layout.zones[i].heading});
  std::string problems = layout.error;
  auto report = [&](const std::string& what) { problems += what + "\n"; };
  for (size_t i = 0; i < boxes.size(); ++i) {
    if (!Inside(boxes[i].box, {0, 0, layout.width, layout.height})) report(boxes[i].name + " is cut off");
    for (size_t j = 0; j < i; ++j) {
      if (Overlap(boxes[i].box, boxes[j].box)) report(boxes[i].name + " lies on " + boxes[j].name);
    }
  }
  auto within = [&](uint32_t zone, uint32_t wanted) {
    while (zone != kNone && zone != wanted) zone = picture.zones[zone].parent;
    return zone == wanted;
  };
  for (uint32_t zone = 0; zone < layout.zones.size(); ++zone) {
    const Box& box = layout.zones[zone].box;
    if (!Inside(layout.zones[zone].heading, box)) report("the heading of " + picture.zones[zone].id + " leaves it");
    for (size_t i = 0; i < picture.nodes.size(); ++i) {
      bool belongs = within(picture.nodes[i].zone, zone);
      if (belongs && !Inside(layout.nodes[i].box, box)) report(picture.nodes[i].id + " is not inside " + picture.zones[zone].id);
      if (!belongs && Overlap(layout.nodes[i].box, box)) report(picture.nodes[i].id + " lies on " + picture.zones[zone].id);
    }
    for (uint32_t other = 0; other < zone; ++other) {
      if (picture.zones[zone].parent == other && !Inside(box, layout.zones[other].box)) report(picture.zones[zone].id + " leaves " + picture.zones[other].id);
      if (!within(zone, other) && Overlap(box, layout.zones[other].box)) report(picture.zones[zone].id + " lies on " + picture.zones[other].id);
    }
  }
  for (size_t i = 0; i < layout.edges.size(); ++i) {
    bool split = layout.edges[i].label.width > 0 && picture.edges[i].source != picture.edges[i].target && picture.arrangement != Arrangement::lanes;
    if (layout.edges[i].curves.size() != (split ? 2u : 1u)) report("edge " + std::to_string(i) + " is not whole");
    if (layout.edges[i].head != !picture.edges[i].plain || layout.edges[i].tail != picture.edges[i].both_ways) report("edge " + std::to_string(i) + " has wrong tips");
  }
  return problems;
}

Picture Random(uint32_t seed) {
  std::mt19937 random(seed);
  auto below = [&](size_t most) { return static_cast<uint32_t>(random() % most); };
  Picture picture;
  picture.title = "random " + std::to_string(seed);
  size_t zones = below(6), nodes = 2 + below(14), edges = below(30);
  constexpr std::string_view kWords[] = {"api", "the order database", "a name with very many words that has to be broken and then cut somewhere", "x", "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW"};
  for (uint32_t i = 0; i < zones; ++i) {
    PictureZone zone;
    zone.id = "z" + std::to_string(i);
    zone.title = kWords[below(5)], zone.detail = kWords[below(4)];
    zone.parent = i > 0 && below(2) ? below(i) : kNone;
    zone.badge.open = below(2) * 12;
    picture.zones.push_back(zone);
    PictureNode node;  // so that it is not empty
    node.id = "in" + std::to_string(i), node.title = "member", node.zone = i;
    picture.nodes.push_back(node);
  }
  for (uint32_t i = 0; i < nodes; ++i) {
    PictureNode node;
    node.id = "n" + std::to_string(i);
    node.title = kWords[below(5)];
    node.shape = static_cast<NodeShape>(below(3));
    if (below(2)) node.details.emplace_back(kWords[below(4)]);
    node.zone = zones > 0 && below(3) ? below(zones) : kNone;
    picture.nodes.push_back(node);
  }
  for (uint32_t i = 0; i < edges; ++i) {
    PictureEdge edge;
    edge.source = below(picture.nodes.size()), edge.target = below(picture.nodes.size());
    if (below(3)) edge.over = kWords[below(5)];
    if (below(3) == 0) edge.carries = kWords[below(4)];
    edge.both_ways = edge.source != edge.target && below(5) == 0;
    edge.badge.undetermined = below(3);
    picture.edges.push_back(edge);
  }
  return picture;
}

}  // namespace

TEST_CASE("in no layout does anything lie on anything else") {
  for (uint32_t seed = 1; seed <= 60; ++seed) {
    Picture picture = Random(seed);
    CAPTURE(seed);
    CHECK(Problems(picture, LayOut(picture)) == "");
    picture.arrangement = Arrangement::downwards;
    CHECK(Problems(picture, LayOut(picture)) == "");
  }
}

TEST_CASE("the check of layouts sees what is wrong") {
  Picture picture = Random(3);
  Layout layout = LayOut(picture);
  REQUIRE(Problems(picture, layout) == "");
  Layout moved = layout;
  moved.nodes[0].box = moved.nodes[1].box;
  CHECK(Problems(picture, moved).find("lies on") != std::string::npos);
  moved = layout;
  moved.edges[0].label = {-9, 0, 20, 10};
  CHECK(Problems(picture, moved).find("is cut off") != std::string::npos);
}

TEST_CASE("the examples are laid out well") {
  for (const char* name : {"corner-shop", "banking-service", "cat-vote", "fem-server", "hardened", "missile-portal", "state-machine"}) {
    CAPTURE(name);
    auto workspace = Load(RepositoryFile("examples/" + std::string(name) + "/merlon.yaml"));
    for (const DiagramChoice& choice : DiagramsWorthDrawing(*workspace)) {
      CAPTURE(choice.title);
      Picture picture;
      switch (choice.options.kind) {
        case DiagramKind::dataflow: picture = SketchDataflow(*workspace, choice.options).picture; break;
        case DiagramKind::responsibility: picture = SketchResponsibility(*workspace, choice.options).picture; break;
        case DiagramKind::states: picture = SketchStates(*workspace, choice.options).picture; break;
        case DiagramKind::sequence: picture = SketchSequence(*workspace, choice.options).picture; break;
        case DiagramKind::tree: picture = SketchTree(*workspace, choice.options).picture; break;
        case DiagramKind::context: picture = SketchContext(*workspace, choice.options).picture; break;
      }
      CHECK(Problems(picture, LayOut(picture)) == "");
    }
  }
}

TEST_CASE("lifelines and messages keep apart") {
  for (uint32_t seed = 1; seed <= 20; ++seed) {
    Picture picture = Random(seed);
    picture.zones.clear();
    for (PictureNode& node : picture.nodes) node.zone = kNone;
    for (PictureEdge& edge : picture.edges) edge.both_ways = false;
    picture.arrangement = Arrangement::lanes;
    CAPTURE(seed);
    CHECK(Problems(picture, LayOut(picture)) == "");
  }
}

TEST_CASE("a new element moves little: the others keep their order") {
  std::string shop = RepositoryFile("examples/corner-shop/merlon.yaml"), larger = shop;
  larger.replace(larger.find("stores:\n"), 8, "stores:\n  cache: { in: backend, technology: redis }\n");
  larger.replace(larger.find("flows:\n"), 7, "flows:\n  api -> cache: { over: redis }\n");
  auto positions = [](const std::string& model) {
    auto workspace = Load(model);
    Picture picture = SketchDataflow(*workspace, {}).picture;
    Layout layout = LayOut(picture);
    std::vector<std::pair<std::string, Point>> all;
    for (size_t i = 0; i < picture.nodes.size(); ++i) {
      if (picture.nodes[i].id != "cache") all.emplace_back(picture.nodes[i].id, layout.nodes[i].box.middle());
    }
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.second.x < b.second.x - 1; });
    std::vector<std::string> order;
    for (const auto& [id, at] : all) order.push_back(id);
    return order;
  };
  CHECK(positions(shop) == std::vector<std::string>{"customer", "web", "api", "order-db"});
  CHECK(positions(larger) == positions(shop));
}

TEST_CASE("edges that are turned round leave no cycle, and no others are turned") {
  for (uint32_t seed = 1; seed <= 200; ++seed) {
    Picture picture = Random(seed);
    std::vector<bool> backwards = Backwards(picture);
    // Takes away nodes without an incoming edge until none is left.
    std::vector<size_t> incoming(picture.nodes.size());
    auto ends = [&](size_t i) { return backwards[i] ? std::pair(picture.edges[i].target, picture.edges[i].source) : std::pair(picture.edges[i].source, picture.edges[i].target); };
    for (size_t i = 0; i < picture.edges.size(); ++i) incoming[ends(i).second] += ends(i).first != ends(i).second;
    std::vector<uint32_t> ready;
    for (uint32_t node = 0; node < incoming.size(); ++node) {
      if (incoming[node] == 0) ready.push_back(node);
    }
    for (size_t next = 0; next < ready.size(); ++next) {
      for (size_t i = 0; i < picture.edges.size(); ++i) {
        if (ends(i).first == ready[next] && ends(i).second != ready[next] && --incoming[ends(i).second] == 0) ready.push_back(ends(i).second);
      }
    }
    CHECK(ready.size() == picture.nodes.size());
  }
  Picture line;
  line.nodes.resize(3);
  line.edges.resize(3);
  line.edges[0].target = 1, line.edges[1].source = 1, line.edges[1].target = 2, line.edges[2].source = 2;
  CHECK(Backwards(line) == std::vector<bool>{false, false, true});
}
