// What is claimed, under which assumptions, and what is not claimed: a statement of one page.
#include <algorithm>
#include <set>

#include "cli/session.h"
#include "engine/statement.h"
#include "report/markdown_text.h"
#include "text/json.h"

namespace merlon::cli {
namespace {

constexpr std::string_view kFormats[] = {"text", "json", "markdown"};
constexpr size_t kLongestText = 4000;
constexpr std::string_view kNothingElse = "Nothing else is claimed: not about what is not assumed here, nor about how it is built and run.";

std::string Joined(const std::vector<std::string_view>& items, std::string_view separator) {
  std::string out;
  for (std::string_view item : items) out.append(out.empty() ? std::string_view() : separator).append(item);
  return out;
}

std::string Text(const Workspace& workspace, const Statement& statement) {
  Terminal terminal(stdout);
  std::string out = terminal.In(Paint::bold, workspace.model().system.title.view()) + "\n";
  if (!workspace.model().about.empty()) out += Wrap(Clean(workspace.model().about.view()), terminal.width(), 0) + "\n";
  auto block = [&](std::string_view text, size_t indent) { out += std::string(indent, ' ') + Wrap(Clean(text), terminal.width(), indent) + "\n"; };
  out += "\n" + terminal.In(Paint::bold, "Assumed") + "\n";
  if (statement.assumed.empty()) out += "  Nothing.\n";
  for (const StatedAssumption& one : statement.assumed) {
    out += "\n  " + terminal.In(Paint::cyan, one.declared->id.view()) + (one.implied_by.empty() ? "" : terminal.In(Paint::dim, "  with " + std::string(one.implied_by))) + "\n";
    block(one.declared->says.view(), 4);
    for (const merlon::Text& source : one.declared->sources) block(source.view(), 4);
  }
  out += "\n" + terminal.In(Paint::bold, "Claimed") + "\n";
  if (statement.claims.empty()) out += "  Nothing.\n";
  for (const StatedClaim& one : statement.claims) {
    out += "\n  " + terminal.In(Paint::cyan, one.claim->id.view()) + terminal.In(Paint::dim, one.under.empty() ? "  under no assumption" : "  under " + Joined(one.under, ", ")) + "\n";
    block(one.claim->text.view(), 4);
    if (!one.claim->why.empty()) out += "    " + terminal.In(Paint::dim, "because ") + Wrap(Clean(one.claim->why.view()), terminal.width(), 12) + "\n";
    else out += "    " + terminal.In(Paint::yellow, "no reason is given") + "\n";
    if (!one.undeclared.empty()) out += "    " + terminal.In(Paint::yellow, "not assumed by the model: ") + Joined(one.undeclared, ", ") + "\n";
  }
  out += "\n" + terminal.In(Paint::bold, "Not claimed") + "\n";
  for (const std::string& line : statement.not_claimed) block(line, 2);
  block(kNothingElse, 2);
  return out;
}

std::string Markdown(const Workspace& workspace, const Statement& statement) {
  std::string out = "# " + MarkdownText(workspace.model().system.title.view()) + "\n\n";
  if (!workspace.model().about.empty()) out += MarkdownText(workspace.model().about.view(), kLongestText) + "\n\n";
  out += "## Assumed\n\n";
  for (const StatedAssumption& one : statement.assumed) {
    out += "- **" + MarkdownText(one.declared->title.view()) + "** (" + MarkdownCode(one.declared->id.view()) + (one.implied_by.empty() ? "" : ", with " + MarkdownCode(one.implied_by)) + "): " + MarkdownText(one.declared->says.view());
    for (const merlon::Text& source : one.declared->sources) out += " *" + MarkdownText(source.view()) + ".*";
    out += "\n";
  }
  if (statement.assumed.empty()) out += "Nothing.\n";
  out += "\n## Claimed\n\n";
  for (const StatedClaim& one : statement.claims) {
    out += "- **" + MarkdownText(one.claim->id.view()) + "**: " + MarkdownText(one.claim->text.view(), kLongestText) + (one.under.empty() ? "" : " *Under " + MarkdownText(Joined(one.under, ", ")) + ".*");
    out += one.claim->why.empty() ? " No reason is given.\n" : " Because: " + MarkdownText(one.claim->why.view(), kLongestText) + "\n";
  }
  if (statement.claims.empty()) out += "Nothing.\n";
  out += "\n## Not claimed\n\n";
  for (const std::string& line : statement.not_claimed) out += "- " + MarkdownText(line, kLongestText) + "\n";
  return out + "- " + std::string(kNothingElse) + "\n";
}

std::string Json(const Workspace& workspace, const Statement& statement) {
  std::string out;
  JsonWriter json(out);
  auto list = [&](std::string_view key, const auto& items) {
    json.Key(key).Inline(true).BeginArray();
    for (std::string_view item : items) json.String(item);
    json.EndArray().Inline(false);
  };
  json.BeginObject().Key("schema").String("merlon/claims/1").Key("system").StringOrNull(workspace.model().system.title.view()).Key("assumes").BeginArray();
  for (const StatedAssumption& one : statement.assumed) {
    json.BeginObject().Key("id").String(one.declared->id.view()).Key("title").String(one.declared->title.view()).Key("says").String(one.declared->says.view()).Key("implied_by").StringOrNull(one.implied_by);
    std::vector<std::string_view> sources;
    for (const merlon::Text& source : one.declared->sources) sources.push_back(source.view());
    list("sources", sources);
    json.EndObject();
  }
  json.EndArray().Key("claims").BeginArray();
  for (const StatedClaim& one : statement.claims) {
    json.BeginObject().Key("id").String(one.claim->id.view()).Key("text").String(one.claim->text.view());
    list("under", one.under), list("undeclared", one.undeclared);
    json.Key("why").StringOrNull(one.claim->why.view()).EndObject();
  }
  json.EndArray();
  list("not_claimed", statement.not_claimed);
  json.EndObject();
  return out + "\n";
}

int Run(const Invocation& invocation) {
  Session session = OpenModel(invocation, invocation.Arguments("MODEL"));
  if (!session.usable()) return session.exit;
  Statement statement = MakeStatement(*session.workspace);
  std::string format = invocation.Get("--format", "text");
  Print(format == "json" ? Json(*session.workspace, statement) : format == "markdown" ? Markdown(*session.workspace, statement) : Text(*session.workspace, statement));
  return kFine;
}

constexpr Argument kArguments[] = {kModelArgument};
constexpr Option kOptions[] = {{"--format", "FORMAT", "text for people, markdown for a page, json for programs", kFormats}, kLibraryOption, kWithOption, kTodayOption};
constexpr std::string_view kExamples[] = {"merlon claims thesis.merlon.yaml", "merlon claims --format markdown"};

}  // namespace

const Command& CommandClaims() {
  static const Command kCommand{"claims", "what is claimed, under which assumptions, and what is not", "what are we working on?", kArguments, kOptions, kExamples, Run};
  return kCommand;
}

}  // namespace merlon::cli
