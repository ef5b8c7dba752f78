// One table as CSV (RFC 4180): for trackers and spreadsheets.
#include <algorithm>

#include "report/kind.h"
#include "report/tables.h"

namespace merlon {
namespace {

// A cell that begins like a formula would be run by a spreadsheet: an apostrophe makes it text.
// https://owasp.org/www-community/attacks/CSV_Injection
void AppendCell(std::string& out, std::string_view text) {
  bool formula = !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
  bool quoted = formula || text.find_first_of(",\"\r\n;") != std::string_view::npos || (!text.empty() && (text.front() == ' ' || text.back() == ' '));
  if (quoted) out += '"';
  if (formula) out += '\'';
  for (char c : text) {
    if (c == '"') out += '"';
    if (c != '\0') out += c;
  }
  if (quoted) out += '"';
}

WrittenReport Write(const ReportRequest& request) {
  Edition edition(request.workspace, request.options);
  std::span<const TableKind> kinds = TableKinds();
  auto chosen = std::find_if(kinds.begin(), kinds.end(), [&](const TableKind& kind) { return kind.name == request.table; });
  Table table;
  if (request.table.empty()) table = kinds.front().make(edition);
  else if (chosen != kinds.end()) table = chosen->make(edition);
  for (const Table& own : request.options.tables) {
    if (own.id == request.table) table = own;
  }
  if (table.columns.empty()) {
    std::string names;
    for (const TableKind& kind : kinds) names += (names.empty() ? "`" : ", `") + std::string(kind.name) + "`";
    for (const Table& own : request.options.tables) names += ", `" + own.id + "`";
    return {{}, "there is no table `" + std::string(request.table) + "`", "name one of " + names};
  }
  WrittenReport report;
  for (size_t i = 0; i < table.columns.size(); ++i) {
    report.bytes += i ? "," : "";
    AppendCell(report.bytes, table.columns[i]);
  }
  report.bytes += "\r\n";
  for (const std::vector<Cell>& row : table.rows) {
    for (size_t i = 0; i < row.size(); ++i) {
      report.bytes += i ? "," : "";
      AppendCell(report.bytes, row[i].text);
    }
    report.bytes += "\r\n";
  }
  return report;
}

}  // namespace

const ReportKind& ReportCsv() {
  static const ReportKind kKind{"csv", ".csv", "one table, for trackers and spreadsheets", false, false, false, Write};
  return kKind;
}

}  // namespace merlon
