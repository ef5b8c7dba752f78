#include "cli/table_output.h"

#include <algorithm>
#include <cstdint>
#include <numeric>

#include "report/markdown_text.h"

namespace merlon::cli {
namespace {

constexpr size_t kGap = 2, kNarrowest = 9;

std::vector<size_t> Widths(const Table& table, size_t most) {
  std::vector<size_t> widths;
  for (const std::string& column : table.columns) widths.push_back(DisplayWidth(column));
  for (const std::vector<Cell>& row : table.rows) {
    for (size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], DisplayWidth(Clean(row[i].text)));
  }
  std::vector<size_t> narrowest;
  for (const std::string& column : table.columns) narrowest.push_back(std::max(kNarrowest, DisplayWidth(column)));
  size_t gaps = kGap * (widths.empty() ? 0 : widths.size() - 1);
  while (std::accumulate(widths.begin(), widths.end(), gaps) > most) {
    size_t widest = 0, room = 0;
    for (size_t i = 0; i < widths.size(); ++i) {
      if (widths[i] > narrowest[i] && widths[i] > room) widest = i, room = widths[i];
    }
    if (room == 0) break;
    --widths[widest];
  }
  return widths;
}

// The text in lines of at most `width`; a word that is longer is cut.
std::vector<std::string> Lines(const std::string& text, size_t width) {
  std::vector<std::string> lines;
  std::string line;
  auto put = [&](std::string word) {
    while (DisplayWidth(word) > width) {
      // After a mark inside an id, where there is one.
      size_t cut = std::min(width, word.size()), mark = word.find_last_of("-@.#/,", cut - 1);
      if (mark != std::string::npos && mark + 1 > width / 3) cut = mark + 1;
      while (cut > 1 && cut < word.size() && (static_cast<unsigned char>(word[cut]) & 0xC0) == 0x80) --cut;
      if (!line.empty()) lines.push_back(std::move(line)), line.clear();
      lines.push_back(word.substr(0, cut));
      word.erase(0, cut);
    }
    if (word.empty()) return;
    if (!line.empty() && DisplayWidth(line) + 1 + DisplayWidth(word) > width) lines.push_back(std::move(line)), line.clear();
    line += (line.empty() ? "" : " ") + word;
  };
  for (size_t at = 0; at < text.size();) {
    size_t end = std::min(text.find(' ', at), text.size());
    put(text.substr(at, end - at));
    at = end + 1;
  }
  if (!line.empty() || lines.empty()) lines.push_back(std::move(line));
  return lines;
}

void AppendRow(std::string& out, const std::vector<std::string>& cells, const std::vector<size_t>& widths, Paint paint, const Terminal& terminal) {
  std::vector<std::vector<std::string>> lines;
  size_t height = 1;
  for (size_t i = 0; i < cells.size(); ++i) {
    lines.push_back(Lines(cells[i], widths[i]));
    height = std::max(height, lines.back().size());
  }
  for (size_t l = 0; l < height; ++l) {
    std::string line;
    for (size_t i = 0; i < lines.size(); ++i) {
      std::string cell = l < lines[i].size() ? lines[i][l] : "";
      line += (i ? std::string(kGap, ' ') : "") + (i + 1 < lines.size() ? Pad(std::move(cell), widths[i]) : cell);
    }
    while (!line.empty() && line.back() == ' ') line.pop_back();
    out += (paint == Paint::plain ? line : terminal.In(paint, line)) + "\n";
  }
}

bool IsId(const Cell& cell) { return !cell.text.empty() && (cell.text == cell.place || cell.text == cell.threat); }

// A row as lines of its own, for tables with more to say than a terminal is wide: what the row speaks of, then each cell with its column's name.
void AppendRecord(std::string& out, const Table& table, const std::vector<Cell>& row, const Terminal& terminal) {
  size_t head = 0, label = 0;
  for (size_t i = row.size(); i-- > 0;) {
    if (!row[i].threat.empty()) head = i;
  }
  for (const std::string& column : table.columns) label = std::max(label, DisplayWidth(column));
  out += terminal.In(Paint::cyan, Clean(row[head].text)) + "\n";
  for (size_t i = 0; i < row.size(); ++i) {
    if (i == head || row[i].text.empty()) continue;
    out += "  " + terminal.In(Paint::dim, Pad(table.columns[i], label)) + "  " + Wrap(Clean(row[i].text), terminal.width(), label + 4) + "\n";
  }
}

}  // namespace

std::string TableText(const Table& table, const Terminal& terminal, size_t most) {
  if (table.rows.size() > most) {
    Table start = table;
    start.rows.resize(most);
    return TableText(start, terminal) + terminal.In(Paint::dim, "… and " + std::to_string(table.rows.size() - most) + " more") + "\n";
  }
  std::string out = terminal.In(Paint::bold, table.title) + "\n" + (table.about.empty() ? "" : Wrap(Clean(table.about), terminal.width(), 0) + "\n");
  if (table.columns.size() == 1) {
    for (const std::vector<Cell>& row : table.rows) out += "- " + Wrap(Clean(row[0].text), terminal.width(), 2) + "\n";
    return out;
  }
  if (table.rows.empty()) return out + (table.about.empty() ? "There is nothing in it yet.\n" : "");
  if (!table.about.empty()) out += "\n";
  std::vector<size_t> widths = Widths(table, SIZE_MAX);
  if (std::accumulate(widths.begin(), widths.end(), size_t{0}) > 2 * terminal.width()) {
    for (const std::vector<Cell>& row : table.rows) AppendRecord(out, table, row, terminal);
    return out;
  }
  widths = Widths(table, terminal.width());
  AppendRow(out, table.columns, widths, Paint::bold, terminal);
  for (const std::vector<Cell>& row : table.rows) {
    std::vector<std::string> cells;
    for (const Cell& cell : row) cells.push_back(Clean(cell.text));
    AppendRow(out, cells, widths, Paint::plain, terminal);
  }
  return out;
}

std::string TableMarkdown(const Table& table) {
  constexpr size_t kMostBytes = size_t{4} << 20;
  std::string out = "## " + MarkdownText(table.title) + "\n\n" + (table.about.empty() ? std::string() : MarkdownProse(table.about) + "\n\n");
  if (table.columns.size() == 1) {
    for (const std::vector<Cell>& row : table.rows) out += "- " + (IsId(row[0]) ? MarkdownCode(row[0].text) : MarkdownProse(row[0].text)) + "\n";
    return out;
  }
  if (table.rows.empty()) return out + (table.about.empty() ? "There is nothing in it yet.\n" : "");
  std::vector<std::vector<std::string>> rows;
  for (const std::vector<Cell>& row : table.rows) {
    std::vector<std::string>& cells = rows.emplace_back();
    for (const Cell& cell : row) cells.push_back(IsId(cell) ? MarkdownCode(cell.text) : MarkdownProse(cell.text));
  }
  AppendMarkdownTable(out, table.columns, rows, out.size() + kMostBytes);
  return out;
}

void WriteTable(JsonWriter& json, const Table& table) {
  json.BeginObject().Key("id").String(table.id).Key("title").String(table.title).Key("about").String(table.about).Key("columns").Inline(true).BeginArray();
  for (const std::string& column : table.columns) json.String(column);
  json.EndArray().Inline(false).Key("rows").BeginArray().Inline(true);
  for (const std::vector<Cell>& row : table.rows) {
    std::string_view place, threat;
    json.BeginObject().Key("cells").BeginArray();
    for (const Cell& cell : row) {
      json.String(cell.text);
      if (place.empty()) place = cell.place;
      if (threat.empty()) threat = cell.threat;
    }
    json.EndArray().Key("place").StringOrNull(place).Key("threat").StringOrNull(threat).EndObject();
  }
  json.Inline(false).EndArray().EndObject();
}

}  // namespace merlon::cli
