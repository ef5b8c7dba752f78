#include "cli/table_output.h"

#include <algorithm>

#include "report/markdown_text.h"

namespace merlon::cli {
namespace {

std::string TableText(const Table& table, size_t most, const Terminal& terminal) {
  std::string out = terminal.In(Paint::bold, table.title) + "\n";
  if (!table.about.empty()) out += "  " + Wrap(Clean(table.about), terminal.width(), 2) + "\n";
  size_t shown = std::min(most, table.rows.size()), columns = table.columns.size();
  bool headed = columns > 1;
  std::vector<size_t> widths(columns, 0);
  for (size_t c = 0; c < columns; ++c) {
    if (headed) widths[c] = DisplayWidth(table.columns[c]);
    for (size_t r = 0; r < shown; ++r) widths[c] = std::max(widths[c], DisplayWidth(Clean(table.rows[r][c].text)));
  }
  // One long column is wrapped, so that the others stay where they are seen.
  size_t longest = static_cast<size_t>(std::max_element(widths.begin(), widths.end()) - widths.begin());
  size_t others = 2 * columns;
  for (size_t c = 0; c < columns; ++c) others += c == longest ? 0 : widths[c];
  constexpr size_t kNarrowest = 30;
  if (others + widths[longest] > terminal.width()) widths[longest] = std::min(widths[longest], std::max(kNarrowest, terminal.width() > others ? terminal.width() - others : 0));
  auto line = [&](auto cell, Paint paint) {
    std::vector<std::vector<std::string>> cells(columns);
    size_t height = 1;
    for (size_t c = 0; c < columns; ++c) {
      std::string text = Wrap(cell(c), widths[c], 0);
      for (size_t at = 0; at <= text.size();) {
        size_t end = std::min(text.find('\n', at), text.size());
        cells[c].push_back(text.substr(at, end - at));
        at = end + 1;
      }
      height = std::max(height, cells[c].size());
    }
    for (size_t row = 0; row < height; ++row) {
      std::string text;
      for (size_t c = 0; c < columns; ++c) text += (c ? "  " : "") + Pad(row < cells[c].size() ? cells[c][row] : std::string(), widths[c]);
      text.erase(text.find_last_not_of(' ') + 1);
      out += "  " + (paint == Paint::plain ? text : terminal.In(paint, text)) + "\n";
    }
  };
  if (headed && shown > 0) line([&](size_t c) { return table.columns[c]; }, Paint::dim);
  for (size_t r = 0; r < shown; ++r) line([&](size_t c) { return Clean(table.rows[r][c].text); }, Paint::plain);
  if (shown < table.rows.size()) out += terminal.In(Paint::dim, "  … and " + std::to_string(table.rows.size() - shown) + " more") + "\n";
  return out;
}

}  // namespace

std::string TablesText(const std::vector<Table>& tables, size_t most, const Terminal& terminal) {
  std::string out;
  for (const Table& table : tables) out += (out.empty() ? "" : "\n") + TableText(table, most, terminal);
  return out;
}

std::string TablesMarkdown(const std::vector<Table>& tables) {
  constexpr size_t kMostBytes = 60000;
  std::string out;
  for (const Table& table : tables) {
    out += "\n## " + MarkdownText(table.title) + "\n\n";
    if (!table.about.empty()) out += MarkdownProse(table.about) + "\n\n";
    if (table.rows.empty()) continue;
    if (table.columns.size() == 1) {
      for (const std::vector<Cell>& row : table.rows) out += "- " + (row[0].place.empty() ? MarkdownProse(row[0].text) : MarkdownCode(row[0].text)) + "\n";
      continue;
    }
    std::vector<std::vector<std::string>> rows;
    for (const std::vector<Cell>& row : table.rows) {
      std::vector<std::string>& cells = rows.emplace_back();
      for (const Cell& cell : row) cells.push_back(cell.place.empty() && cell.threat.empty() ? MarkdownProse(cell.text) : MarkdownCode(cell.text));
    }
    AppendMarkdownTable(out, table.columns, rows, kMostBytes);
  }
  return out;
}

}  // namespace merlon::cli
