// The tool's XML as a Drawing, in two steps: what is drawn, then the threats at it.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include <pugixml.hpp>

#include "exchange/drawing/drawing.h"
#include "exchange/tm7/knowledge.h"

namespace merlon::tm7 {

// What is not carried over, and why; the same many times becomes one note with a number.
class Notes {
 public:
  explicit Notes(ImportResult& result) : result_(result) {}
  void Drop(std::string what, std::string why) { result_.dropped.push_back({std::move(what), std::move(why)}); }
  void Guess(std::string what, std::string why);
  void Count(std::string what, std::string why);
  // One note of several things, each with the number of times.
  void Gather(std::string what, std::string item, std::string why);
  // Writes what was counted.
  void Finish();

 private:
  using Counts = std::map<std::string, size_t>;
  static void Add(Counts& counts, std::string what);

  ImportResult& result_;
  std::map<std::string, Counts> counted_;                                       // by the reason
  std::map<std::pair<std::string, std::string>, Counts> gathered_;  // by what they are and the reason
};

// Reads the file; what a Drawing does not hold is noted in `result`.
drawing::Drawing ReadDrawing(std::string_view bytes, ImportResult& result);

// One `DrawingSurfaceModel`.
drawing::Diagram ReadDiagram(pugi::xml_node surface, const Knowledge& knowledge, Notes& notes);
// The threats of `ThreatInstances`, at the cells of the drawing that they speak of.
void ReadThreats(pugi::xml_node instances, const Knowledge& knowledge, drawing::Drawing& drawing, Notes& notes);

}  // namespace merlon::tm7
