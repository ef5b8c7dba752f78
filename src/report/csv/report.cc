// One table as CSV (RFC 4180): for trackers and spreadsheets.
#include <algorithm>

#include "report/csv/csv.h"
#include "report/kind.h"
#include "report/tables.h"

namespace merlon {
namespace {

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
  return {WriteCsv(table), {}, {}};
}

}  // namespace

const ReportKind& ReportCsv() {
  static const ReportKind kKind{"csv", ".csv", "one table, for trackers and spreadsheets", false, false, false, Write};
  return kKind;
}

}  // namespace merlon
