// Threat Dragon's JSON -> Drawing.
#include <algorithm>
#include <array>
#include <map>
#include <span>

#include "base/strings.h"
#include "exchange/drawing/text.h"
#include "exchange/threat-dragon/json.h"
#include "exchange/threat-dragon/read.h"

namespace merlon::threat_dragon {
namespace {

using namespace drawing;

// What a person can tick, by its name in the file, and the property that it is here; empty when no such place can have it.
struct Tick {
  const char* name;
  std::string_view property;
  CellKind kind;
};
constexpr std::array<Tick, 14> kTicks = {{{"isEncrypted", "encrypted", CellKind::flow},
                                          {"isEncrypted", "encrypted-at-rest", CellKind::store},
                                          {"isPublicNetwork", "public-network", CellKind::flow},
                                          {"isBidirectional", "bidirectional", CellKind::flow},
                                          {"isALog", "holds-logs", CellKind::store},
                                          {"isSigned", "signed", CellKind::store},
                                          {"storesCredentials", "holds-credentials", CellKind::store},
                                          {"storesInventory", "holds-inventory", CellKind::store},
                                          {"providesAuthentication", "provides-authentication", CellKind::actor},
                                          {"handlesCardPayment", "handles-payments", CellKind::process},
                                          {"handlesGoodsOrServices", "handles-goods", CellKind::process},
                                          {"isWebApplication", "web-application", CellKind::process},
                                          {"isTrustBoundary", "", CellKind::unknown},
                                          {"hasOpenThreats", "", CellKind::unknown}}};

// A line with more corners is thinned out: its shape stays, and the work on it is bounded.
constexpr size_t kMostVertices = 256;
constexpr size_t kLongestExcerpt = 200;
constexpr size_t kMostNotes = 1000;

using Keys = std::span<const std::string_view>;
constexpr std::string_view kFileKeys[] = {"version", "summary", "detail", "$schema"};
constexpr std::string_view kSummaryKeys[] = {"title", "owner", "description", "id"};
constexpr std::string_view kDetailKeys[] = {"contributors", "reviewer", "diagrams", "diagramTop", "threatTop"};
constexpr std::string_view kDiagramKeys[] = {"id", "title", "name", "description", "diagramType", "thumbnail", "version", "cells", "diagramJson", "size", "placeholder", "$$hashKey"};
constexpr std::string_view kCellKeys[] = {"id", "data", "shape", "attrs", "labels", "position", "size", "width", "height", "angle", "z", "zIndex", "visible", "ports", "tools", "markup",
                                          "connector", "router", "smooth", "vertices", "source", "target", "threats", "$$hashKey"};
constexpr std::string_view kDataKeys[] = {"type", "name", "description", "outOfScope", "reasonOutOfScope", "protocol", "privilegeLevel", "threats", "threatFrequency",
                                          "trustBoundaryIds", "crossingFlows", "containedElements", "isTrustBoundary", "hasOpenThreats"};
constexpr std::string_view kThreatKeys[] = {"id", "threatId", "title", "type", "status", "severity", "description", "mitigation", "score", "modelType", "number", "new", "$$hashKey"};

bool Has(Keys keys, std::string_view key) { return std::find(keys.begin(), keys.end(), key) != keys.end(); }
bool IsTick(std::string_view key) {
  return std::any_of(kTicks.begin(), kTicks.end(), [&](const Tick& tick) { return key == tick.name; });
}

CellKind KindOfType(std::string_view type) {
  constexpr std::pair<std::string_view, CellKind> kTypes[] = {{"tm.Actor", CellKind::actor}, {"tm.Process", CellKind::process}, {"tm.Store", CellKind::store}, {"tm.Flow", CellKind::flow},
                                                              {"tm.Boundary", CellKind::curve}, {"tm.BoundaryBox", CellKind::box}, {"tm.Text", CellKind::text}};
  for (const auto& [name, kind] : kTypes) {
    if (type == name) return kind;
  }
  return CellKind::unknown;
}

CellKind KindOfShape(std::string_view shape) {
  // The misspelling stands in files of some releases.
  constexpr std::pair<std::string_view, CellKind> kShapes[] = {{"actor", CellKind::actor}, {"process", CellKind::process}, {"store", CellKind::store}, {"flow", CellKind::flow},
                                                               {"trust-boundary-curve", CellKind::curve}, {"trust-broundary-curve", CellKind::curve},
                                                               {"trust-boundary-box", CellKind::box}, {"td-text-block", CellKind::text}};
  for (const auto& [name, kind] : kShapes) {
    if (shape == name) return kind;
  }
  return CellKind::unknown;
}

// Why the root is no model of Threat Dragon, as well as it can be told; empty when it is one.
std::string WhyNotAModel(const Json& root) {
  if (!root.is_object()) return "the file holds no JSON object";
  if (root.contains("otmVersion")) return "this is an Open Threat Model (OTM) file, not one of Threat Dragon";
  if (root.contains("bomFormat")) return "this is a CycloneDX bill of materials, not a model of Threat Dragon";
  if (root.contains("templateMetadata")) return "this is a template of Threat Dragon, not a model; make a model from it there first";
  if (root.contains("properties") && root.contains("required")) return "this is a JSON Schema, not a threat model";
  if (root.contains("$schema") && root.contains("scope")) return "this is a model in the format of the OWASP threat model library (TM-BOM), not one of Threat Dragon";
  if (!ObjectAt(&root, "summary")) return "`summary` is missing, which every model of Threat Dragon has";
  const Json* detail = ObjectAt(&root, "detail");
  if (!detail) return "`detail` is missing, which every model of Threat Dragon has";
  if (!ArrayAt(detail, "diagrams")) return "`detail.diagrams` is not a list, as it is in every model of Threat Dragon";
  return {};
}

// Whether the free text says that the process has more rights than others. A word that turns it round makes it unclear.
bool SaysPrivileged(std::string_view text) {
  bool says = false;
  for (const std::string& word : Words(text)) {
    if (word == "not" || word == "no" || word == "non" || word == "without" || word == "limited" || word == "un") return false;
    says |= word == "admin" || word == "administrator" || word == "root" || word == "system" || word == "privileged" || word == "elevated";
  }
  return says;
}

ThreatState StateOf(const std::string& status) {
  std::string word = Slug(status);
  if (status.empty() || word == "open") return ThreatState::open;
  if (word == "mitigated" || word == "avoided" || word == "eliminated") return ThreatState::mitigated;
  if (word == "accepted") return ThreatState::accepted;
  if (word == "transferred") return ThreatState::transferred;
  if (word == "n-a" || word == "na" || word == "notapplicable" || word == "not-applicable") return ThreatState::dismissed;
  return ThreatState::unknown;
}

std::optional<Point> PointOf(const Json* value) {
  std::optional<double> x = NumberAt(value, "x"), y = NumberAt(value, "y");
  if (!x || !y) return std::nullopt;
  return Point{*x, *y};
}

End ReadEnd(const Json* cell, const char* key) {
  const Json* value = ObjectAt(cell, key);
  End end{TextAt(value, "cell"), PointOf(value)};
  if (end.cell.empty()) end.cell = TextAt(value, "id");
  return end;
}

std::optional<Box> ReadBox(const Json* cell) {
  std::optional<Point> corner = PointOf(Member(cell, "position"));
  if (!corner) return std::nullopt;
  const Json* size = Member(cell, "size");
  return Box{corner->x, corner->y, std::max(0.0, NumberAt(size, "width").value_or(0)), std::max(0.0, NumberAt(size, "height").value_or(0))};
}

std::vector<Point> ReadVertices(const Json* cell) {
  std::vector<Point> vertices;
  const Json* list = ArrayAt(cell, "vertices");
  if (!list) return vertices;
  size_t step = list->size() / kMostVertices + 1;
  for (size_t i = 0; i < list->size(); i += step) {
    if (std::optional<Point> point = PointOf(&(*list)[i])) vertices.push_back(*point);
  }
  return vertices;
}

// The text that is drawn on the cell, for files that have no `name` (version 1).
std::string DrawnName(const Json* cell) {
  std::string name = TextAt(ObjectAt(ObjectAt(cell, "attrs"), "text"), "text");
  const Json* labels = ArrayAt(cell, "labels");
  if (!name.empty() || !labels || labels->empty()) return name;
  const Json* first = &(*labels)[0];
  if (first->is_string()) return TextOf(first);
  for (const char* key : {"labelText", "text", "label"}) {
    name = TextAt(ObjectAt(ObjectAt(first, "attrs"), key), "text");
    if (!name.empty()) return name;
  }
  return name;
}

class Reader {
 public:
  explicit Reader(ImportResult& result) : result_(result) {}

  Drawing Read(std::string_view bytes) {
    Drawing drawing;
    Json root = ParseJson(bytes, drawing.error);
    if (drawing.error.empty()) drawing.error = WhyNotAModel(root);
    if (!drawing.error.empty()) return drawing;
    const Json* summary = Member(&root, "summary");
    const Json* detail = Member(&root, "detail");
    drawing.title = OneLine(Text(summary, "title", "the summary"));
    drawing.about = Text(summary, "description", "the summary");
    drawing.owner = OneLine(Text(summary, "owner", "the summary"));
    CheckKeys(root, "the file", {kFileKeys});
    CheckKeys(*summary, "the summary", {kSummaryKeys});
    CheckKeys(*detail, "the details", {kDetailKeys});
    DropPeople(detail);
    for (const Json& diagram : *Member(detail, "diagrams")) drawing.diagrams.push_back(ReadDiagram(diagram));
    Finish(drawing);
    return drawing;
  }

 private:
  void Drop(std::string what, std::string why) { result_.dropped.push_back({std::move(what), std::move(why)}); }

  std::string Text(const Json* object, const char* key, const char* level) {
    const Json* value = Member(object, key);
    if (value && !value->is_string() && !value->is_number() && !IsBlank(*value)) ++odd_["`" + std::string(key) + "` of " + level];
    return TextOf(value);
  }

  static void Count(std::map<std::string, size_t>& notes, std::string what) {
    bool full = notes.size() >= kMostNotes && !notes.contains(what);
    ++notes[full ? "more of the same kind" : std::move(what)];
  }

  void CheckKeys(const Json& object, const char* level, std::initializer_list<Keys> known) {
    for (auto entry = object.begin(); entry != object.end(); ++entry) {
      const std::string& key = entry.key();
      bool here = std::any_of(known.begin(), known.end(), [&](Keys keys) { return Has(keys, key); }) || IsTick(key);
      if (here || IsBlank(*entry)) continue;
      Count(unknown_, "`" + OneLine(CutText(key, kLongestExcerpt)) + "` of " + level);
    }
  }

  void DropPeople(const Json* detail) {
    std::string names;
    if (const Json* contributors = ArrayAt(detail, "contributors")) {
      for (const Json& person : *contributors) {
        std::string name = OneLine(person.is_string() ? TextOf(&person) : TextAt(&person, "name"));
        if (!name.empty()) names += (names.empty() ? "" : ", ") + name;
      }
    }
    if (!names.empty()) Drop("contributors: " + names, "a model has an owner, and its sessions say who took part");
    std::string reviewer = OneLine(TextAt(detail, "reviewer"));
    if (!reviewer.empty()) Drop("reviewer: " + reviewer, "a review is a session or a piece of evidence, and the file does not say when and of what");
  }

  Diagram ReadDiagram(const Json& json) {
    Diagram diagram;
    if (!json.is_object()) {
      Drop("a diagram", "it is no JSON object");
      return diagram;
    }
    diagram.title = OneLine(Text(&json, "title", "a diagram"));
    std::string about = Text(&json, "description", "a diagram");
    if (!about.empty()) Drop("description of diagram `" + diagram.title + "`: " + about, "all diagrams become one model");
    std::string type = OneLine(Text(&json, "diagramType", "a diagram"));
    if (!type.empty() && type != "STRIDE") Count(methods_, "diagram type `" + type + "`");
    CheckKeys(json, "a diagram", {kDiagramKeys});
    const Json* cells = ArrayAt(&json, "cells");
    if (!cells) cells = ArrayAt(ObjectAt(&json, "diagramJson"), "cells");
    if (!cells) return diagram;
    diagram.cells.reserve(cells->size());
    for (const Json& cell : *cells) {
      if (cell.is_object()) diagram.cells.push_back(ReadCell(cell));
      else ++odd_["a cell of a diagram"];
    }
    return diagram;
  }

  Cell ReadCell(const Json& json) {
    Cell cell;
    const Json* data = ObjectAt(&json, "data");
    const Json* facts = data ? data : &json;
    cell.id = OneLine(Text(&json, "id", "a cell"));
    cell.name = OneLine(Text(facts, "name", "a cell"));
    if (cell.name.empty()) cell.name = OneLine(DrawnName(&json));
    cell.description = Text(facts, "description", "a cell");
    cell.reason = Text(facts, "reasonOutOfScope", "a cell");
    cell.protocol = OneLine(Text(facts, "protocol", "a cell"));
    cell.out_of_scope = IsTicked(facts, "outOfScope");
    cell.box = ReadBox(&json);
    cell.source = ReadEnd(&json, "source");
    cell.target = ReadEnd(&json, "target");
    cell.vertices = ReadVertices(&json);
    SetKind(json, facts, cell);
    ReadTicks(facts, cell);
    ReadThreats(Member(facts, "threats"), cell);
    // The published schema puts the threats beside `data`; the program itself puts them into it.
    if (data) ReadThreats(Member(&json, "threats"), cell);
    CheckKeys(json, "a cell", {kCellKeys, kDataKeys});
    if (data) CheckKeys(*data, "a cell", {kDataKeys});
    return cell;
  }

  void ReadTicks(const Json* facts, Cell& cell) {
    for (size_t i = 0; i < kTicks.size(); ++i) {
      const char* name = kTicks[i].name;
      bool again = i > 0 && std::string_view(name) == kTicks[i - 1].name;
      if (again || kTicks[i].property.empty() || !IsTicked(facts, name)) continue;
      auto fits = std::find_if(kTicks.begin(), kTicks.end(), [&](const Tick& tick) { return tick.kind == cell.kind && std::string_view(tick.name) == name; });
      cell.statements.push_back({name, fits == kTicks.end() ? std::string_view() : fits->property, Tri::yes});
    }
    std::string privilege = OneLine(Text(facts, "privilegeLevel", "a cell"));
    if (privilege.empty() || !(IsElement(cell.kind) || cell.kind == CellKind::flow)) return;
    if (cell.kind == CellKind::process && SaysPrivileged(privilege)) cell.statements.push_back({"privilegeLevel", "privileged", Tri::yes});
    else unclear_.push_back({"privilege level `" + privilege + "` of " + Describe(cell), "it does not say whether the process has more rights than its users"});
  }

  bool IsTicked(const Json* facts, const char* key) {
    const Json* value = Member(facts, key);
    if (!value || IsBlank(*value)) return false;
    if (value->is_boolean()) return true;
    std::string word = Slug(TextOf(value));
    if (value->is_string() && (word == "true" || word == "yes")) return true;
    if (word != "false" && word != "no") ++odd_["`" + std::string(key) + "` of a cell"];
    return false;
  }

  void SetKind(const Json& json, const Json* facts, Cell& cell) {
    std::string type = TextAt(facts, "type");
    std::string shape = TextAt(&json, "shape");
    CellKind drawn = KindOfShape(shape);
    bool line = ObjectAt(&json, "source") || ObjectAt(&json, "target");
    cell.kind = KindOfType(type);
    if (cell.kind == CellKind::unknown) cell.kind = drawn;
    if (IsBoundary(cell.kind)) cell.kind = line ? CellKind::curve : CellKind::box;
    if (cell.kind == CellKind::flow && !line && IsElement(drawn)) {
      cell.kind = drawn;
      result_.guessed.push_back({Describe(cell), "the file calls it a flow, but it is drawn as " + std::string(drawn == CellKind::actor ? "an " : "a ") + shape + " and has no ends"});
    }
    if (cell.kind == CellKind::unknown) Drop(Describe(cell), "its type `" + OneLine(type.empty() ? shape : type) + "` is not known");
  }

  void ReadThreats(const Json* list, Cell& cell) {
    if (!list || IsBlank(*list)) return;
    if (!list->is_array()) {
      ++odd_["`threats` of a cell"];
      return;
    }
    for (const Json& json : *list) {
      if (!json.is_object()) {
        ++odd_["a threat"];
        continue;
      }
      ForeignThreat threat;
      threat.id = OneLine(Text(&json, "id", "a threat"));
      if (threat.id.empty()) threat.id = OneLine(Text(&json, "threatId", "a threat"));
      threat.title = OneLine(Text(&json, "title", "a threat"));
      threat.type = OneLine(Text(&json, "type", "a threat"));
      threat.status = OneLine(Text(&json, "status", "a threat"));
      threat.state = StateOf(threat.status);
      threat.severity = OneLine(Text(&json, "severity", "a threat"));
      threat.description = Text(&json, "description", "a threat");
      threat.mitigation = Text(&json, "mitigation", "a threat");
      threat.score = OneLine(Text(&json, "score", "a threat"));
      std::string method = OneLine(Text(&json, "modelType", "a threat"));
      if (!method.empty() && Slug(method) != "stride") Count(methods_, "threats by the method `" + method + "`");
      CheckKeys(json, "a threat", {kThreatKeys});
      cell.threats.push_back(std::move(threat));
    }
  }

  void Finish(const Drawing& drawing) {
    auto times = [](size_t count) { return count == 1 ? std::string() : " (" + std::to_string(count) + " times)"; };
    for (const auto& [what, count] : methods_) Drop(what + times(count), "the model is read with STRIDE; the threats themselves are kept");
    for (const auto& [what, count] : unknown_) Drop(what + times(count), "this key is not known");
    for (const auto& [what, count] : odd_) Drop(what + times(count), "its value is of another type than Threat Dragon writes");
    size_t cells = 0;
    std::string titles;
    for (const Diagram& diagram : drawing.diagrams) {
      cells += diagram.cells.size();
      if (!diagram.title.empty()) titles += (titles.empty() ? "`" : ", `") + diagram.title + "`";
    }
    if (!titles.empty()) Drop("titles of diagrams: " + titles, "all diagrams become one model");
    if (cells > 0) Drop("positions and colours", "Merlon draws diagrams by itself");
    Drop("version, numbers and counters of the file", "only Threat Dragon uses them; threats are named by their place here");
    result_.dropped.insert(result_.dropped.end(), unclear_.begin(), unclear_.end());
  }

  ImportResult& result_;
  std::map<std::string, size_t> unknown_, odd_, methods_;
  std::vector<ImportNote> unclear_;
};

}  // namespace

Drawing ReadDrawing(std::string_view bytes, ImportResult& result) { return Reader(result).Read(bytes); }

}  // namespace merlon::threat_dragon
