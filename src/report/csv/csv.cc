#include "report/csv/csv.h"

#include <string_view>

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

// `text_of` gives the text of a cell.
template <class Cells, class TextOf>
void AppendLine(std::string& out, const Cells& cells, TextOf text_of) {
  for (size_t i = 0; i < cells.size(); ++i) {
    out += i ? "," : "";
    AppendCell(out, text_of(cells[i]));
  }
  out += "\r\n";
}

}  // namespace

std::string WriteCsv(const Table& table) {
  std::string out;
  AppendLine(out, table.columns, [](const std::string& column) { return std::string_view(column); });
  for (const std::vector<Cell>& row : table.rows) AppendLine(out, row, [](const Cell& cell) { return std::string_view(cell.text); });
  return out;
}

}  // namespace merlon
