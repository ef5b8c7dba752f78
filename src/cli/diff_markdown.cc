#include "cli/diff_markdown.h"

#include <algorithm>

#include "cli/terminal.h"
#include "report/markdown_text.h"

namespace merlon::cli {
namespace {

constexpr size_t kMostBytes = 60000;
constexpr size_t kMostUnfolded = 10;

using Rows = std::vector<std::vector<std::string>>;

// A table below a heading, folded when it is long.
void Section(std::string& out, const std::string& heading, const std::vector<std::string>& head, const Rows& rows, size_t most_bytes) {
  if (rows.empty()) return;
  bool fold = rows.size() > kMostUnfolded;
  out += fold ? "\n<details><summary>" + heading + "</summary>\n\n" : "\n**" + heading + "**\n\n";
  AppendMarkdownTable(out, head, rows, most_bytes);
  if (fold) out += "\n</details>\n";
}

std::string SignWord(char sign) { return sign == '+' ? "new" : sign == '-' ? "gone" : sign == '=' ? "renamed" : "changed"; }

}  // namespace

std::string DiffMarkdown(const Comparison& comparison) {
  const ModelDiff& diff = comparison.diff;
  // Words of the program only.
  std::string out = "**" + Headline(diff) + "**\n";
  Rows causes, changes, orphans, threats;
  for (const Cause& cause : diff.causes) causes.push_back({std::string(Name(cause.trigger)), MarkdownText(cause.what), MarkdownCode(cause.id), cause.detail.empty() ? "" : MarkdownText(cause.detail)});
  for (const ChangeRow& row : ChangeRows(comparison)) changes.push_back({SignWord(row.sign), row.kind, MarkdownCode(row.id), row.what.empty() ? "" : MarkdownText(row.what)});
  for (const std::string& key : diff.decisions.orphaned) orphans.push_back({MarkdownCode(key)});
  size_t quiet = 0;
  for (const ThreatRow& row : ThreatRows(comparison)) {
    quiet += !row.needs_answer;
    if (row.needs_answer) threats.push_back({SignWord(row.sign), MarkdownText(row.severity), MarkdownText(row.status), MarkdownCode(row.id), MarkdownText(row.side->ThreatTitle(*row.threat))});
  }
  // Each part may use what the parts before it left of its share.
  Section(out, "Why: " + Plural(causes.size(), "cause"), {"trigger", "what", "where", ""}, causes, kMostBytes / 4);
  Section(out, Plural(changes.size(), "change") + " of the model", {"", "kind", "id", "what"}, changes, kMostBytes / 2);
  // Ids hold nothing that ends a code span.
  constexpr size_t kMostHints = 10;
  for (size_t i = 0; i < std::min(diff.alike.size(), kMostHints); ++i) out += "\n" + RenameHint(diff.alike[i], "`") + ".\n";
  Section(out, Plural(orphans.size(), "decision") + " without a threat", {"key"}, orphans, kMostBytes * 5 / 8);
  Section(out, "Threats: " + ThreatTotals(diff), {"", "severity", "status", "id", "what can go wrong"}, threats, kMostBytes);
  if (threats.empty() && quiet) out += "\nThreats: " + ThreatTotals(diff) + "\n";
  if (quiet) out += "\n" + std::to_string(quiet) + " of them " + (quiet == 1 ? "is" : "are") + " handled, decided or set aside and not listed.\n";
  if (diff.decisions.standing) out += "\nDecisions: " + DecisionTotals(diff.decisions) + ".\n";
  return out;
}

}  // namespace merlon::cli
