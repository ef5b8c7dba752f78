#include "report/content.h"

#include "report/anchors.h"
#include "report/edition.h"

namespace merlon {
namespace {

Value StampValue(const Stamp& stamp) {
  Value value = Value::Object();
  value.Set("tool", "merlon " + stamp.version).Set("day", stamp.day).Set("model_sha256", stamp.model_hash).Set("library_sha256", stamp.library_hash);
  value.Set("revision", stamp.revision).Set("line", StampLine(stamp));
  return value;
}

// Where a cell leads to within the report: to a threat or a place that is there, else nowhere.
std::string AnchorOf(const Workspace& workspace, const Cell& cell) {
  if (cell.text.empty()) return {};
  if (!cell.threat.empty()) return workspace.FindThreat(cell.threat) ? ThreatAnchor(cell.threat) : std::string();
  return cell.place.empty() || !workspace.names().FindPlace(cell.place) ? std::string() : PlaceAnchor(cell.place);
}

Value TableValue(const Workspace& workspace, const Table& table) {
  Value value = Value::Object();
  value.Set("id", table.id).Set("title", table.title).Set("about", table.about);
  Value columns = Value::List();
  for (const std::string& column : table.columns) columns.Add(column);
  Value rows = Value::List();
  for (const std::vector<Cell>& row : table.rows) {
    Value cells = Value::List();
    for (const Cell& cell : row) {
      bool is_id = cell.text == cell.place || cell.text == cell.threat;
      cells.Add(Value::Object()).Set("text", is_id ? Value::Name(cell.text) : Value(cell.text)).Set("place", cell.place).Set("threat", cell.threat).Set("anchor", AnchorOf(workspace, cell));
    }
    rows.Add(Value::Object()).Set("cells", std::move(cells));
  }
  return value.Set("columns", std::move(columns)).Set("rows", std::move(rows));
}

}  // namespace

Parts PartsFor(Audience audience) {
  switch (audience) {
    case Audience::developer: return Bit(Part::threats) | Bit(Part::responses) | Bit(Part::diagrams) | Bit(Part::evidence);
    case Audience::owner: return kAllParts & static_cast<Parts>(~Bit(Part::evidence));
    case Audience::customer: return Bit(Part::diagrams) | Bit(Part::responsibilities) | Bit(Part::evidence);
    default: return kAllParts;
  }
}

Value BuildContent(const Workspace& workspace, const ReportOptions& options) {
  Edition edition(workspace, options);
  Value content = Value::Object();
  content.Set("schema", "merlon/report/1").Set("audience", kAudienceNames[static_cast<size_t>(options.stamp.audience)]);
  Value parts = Value::Object();
  for (size_t i = 0; i < kPartNames.size(); ++i) parts.Set(kPartNames[i], static_cast<bool>(options.stamp.parts >> i & 1));
  content.Set("parts", std::move(parts));
  AddSummary(edition, content);
  AddScope(edition, content);
  AddThreats(edition, content);
  AddResponses(edition, content);
  AddResponsibilities(edition, content);
  AddEvidence(edition, content);
  AddSessions(edition, content);
  AddReview(edition, content);
  Value tables = Value::List(), look_back = Value::List();
  for (const Table& table : options.tables) tables.Add(TableValue(workspace, table));
  for (const Table& table : options.look_back) look_back.Add(TableValue(workspace, table));
  content.Set("tables", std::move(tables)).Set("look_back", std::move(look_back)).Set("stamp", StampValue(options.stamp));
  return content;
}

}  // namespace merlon
