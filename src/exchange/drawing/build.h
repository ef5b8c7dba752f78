// The steps from a Drawing to a Model, in the order in which they must run, and what they share.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "exchange/format.h"
#include "exchange/drawing/drawing.h"

namespace merlon::drawing {

// Gives every id out once: `web`, then `web-2`, `web-3`.
class UniqueIds {
 public:
  std::string Take(std::string id);
  bool Reserve(std::string id) { return taken_.insert(std::move(id)).second; }

 private:
  std::unordered_set<std::string> taken_;
  std::unordered_map<std::string, size_t> next_;
};

// What became of a cell.
struct PlacedCell {
  std::string place;            // where its threats belong; empty: nowhere but the system
  bool moved = false;           // that place is not the cell itself
  uint32_t row = kNone;         // its index in the model's list of its kind
  uint32_t source = kNone;      // of a flow: the cells at its ends
  uint32_t target = kNone;
};

struct Build {
  const Drawing& drawing;
  const Library& library;
  ImportResult& result;
  UniqueIds ids;
  std::vector<std::vector<PlacedCell>> placed;  // by diagram and cell
  std::map<std::pair<std::string, std::string>, size_t> counted;
  std::map<std::pair<PlaceKind, std::string>, uint32_t> technologies;  // by the names that were looked at
  uint64_t work = 200'000'000;
  size_t nameless_boundaries = 0;
  size_t untold_guesses = 0;

  Build(const Drawing& from, const Library& with, ImportResult& into);

  // Whether there is still time for so many small steps; keeps hostile files from costing minutes.
  bool Spend(uint64_t steps);
  void Drop(std::string what, std::string why) { result.dropped.push_back({std::move(what), std::move(why)}); }
  void Guess(std::string what, std::string why);
  // The same note many times becomes one with a number.
  void Count(std::string what, std::string why);
  // The technology that a name speaks of; kNone when it speaks of none, or the file is too large to look for it.
  uint32_t TechnologyInName(const std::string& name, PlaceKind kind);
  // Writes what was counted.
  void Finish();
  Element& ElementOf(size_t diagram, uint32_t cell);
  // The properties that are stated of the cell, added to the model.
  PropertyRange AddProperties(const Cell& cell, PlaceKind kind);
  Why OutOfScope(const Cell& cell);
};

// An id made from a name, not yet unique.
std::string IdFromName(const Cell& cell);
// At most `size` bytes of an id, cut at a dash where there is one.
std::string CutId(std::string id, size_t size);

void AddElements(Build& build);
void AttachFlows(Build& build);
void AddZones(Build& build);
void AddFlows(Build& build);
void AddThreats(Build& build);

}  // namespace merlon::drawing
