// Decisions taken in a session. Reasons are looked at as `merlon check` does, and what it would refuse is not written.
#include <algorithm>

#include "base/strings.h"
#include "cli/session_actions.h"
#include "cli/session_edits.h"
#include "cli/session_output.h"
#include "text/shape.h"

namespace merlon::cli {
namespace {

// The one response that was typed, as `key: value`; empty after a complaint.
std::string Response(const Invocation& invocation, int& exit) {
  std::vector<std::string> given;
  for (std::string_view flag : {"accept", "dismiss", "eliminate"}) {
    if (invocation.Has("--" + std::string(flag))) given.push_back(std::string(flag) + ": yes");
  }
  for (std::string_view flag : {"mitigate", "defend"}) {
    if (!invocation.Has("--" + std::string(flag))) continue;
    std::string list;
    for (const std::string& control : invocation.All("--" + std::string(flag))) list += (list.empty() ? "" : ", ") + QuoteYaml(control, true);
    given.push_back(std::string(flag) + ": [" + list + "]");
  }
  if (invocation.Has("--transfer")) given.push_back("transfer: " + QuoteYaml(invocation.Get("--transfer"), true));
  if (given.size() == 1) return given.front();
  exit = Complain(given.empty() ? "this decision decides nothing" : "this decision gives more than one response", "give exactly one of `--eliminate`, `--defend CONTROL…`, `--mitigate CONTROL…`, `--transfer PARTY`, `--accept`, `--dismiss`", kBadInput);
  return {};
}

// The bytes of the decision in the model as it would be.
Span SpanOf(const Workspace& workspace, std::string_view id) {
  for (NodeId root : workspace.roots()) {
    NodeId section = workspace.document().Find(root, "decisions");
    NodeId value = section ? workspace.document().Find(section, id) : NodeId();
    if (!value) continue;
    for (const Decision& decision : workspace.model().decisions) {
      if (decision.id == id) return {workspace.document().span(decision.id.node).begin, workspace.document().span(value).end};
    }
  }
  return {};
}

// Tells what `check` finds at the decision. False when any of it is an error.
bool Passes(Workspace& workspace, std::string_view id, int32_t today) {
  ReviewOptions options;
  options.today = today;
  workspace.ReviewModel(options);
  Span span = SpanOf(workspace, id);
  Diagnostics found;
  bool good = true;
  for (const Diagnostic& diagnostic : workspace.diagnostics().kept()) {
    if (diagnostic.span.begin < span.begin || diagnostic.span.begin >= span.end) continue;
    good &= diagnostic.code->severity != Severity::error;
    found.Add(*diagnostic.code, diagnostic.span, diagnostic.message, diagnostic.hint);
  }
  Tell(workspace.document(), found);
  return good;
}

}  // namespace

int DecideInSession(const SessionRequest& request) {
  const Invocation& invocation = request.invocation;
  const Workspace& workspace = *request.opened.workspace;
  int exit = kFine;
  const merlon::Session* session = TheSession(workspace, invocation, exit);
  if (!session || !IsDayOrComplain(invocation, "--until", exit)) return exit;
  std::string response = Response(invocation, exit);
  if (exit != kFine) return exit;
  const Threat* threat = workspace.FindThreat(request.words[0]);
  if (!threat) {
    std::vector<std::string_view> ids;
    for (const Threat& known : workspace.assessment().threats) ids.push_back(known.id);
    std::string_view near = Nearest(request.words[0], ids);
    return Complain("there is no threat `" + request.words[0] + "`", near.empty() ? "`merlon threats --all` lists them; `merlon session raise` adds one" : "did you mean `" + std::string(near) + "`?", kBadInput);
  }
  std::string id(threat->id);
  ModelEdits edits(request.opened, invocation);
  bool known = std::any_of(workspace.model().decisions.begin(), workspace.model().decisions.end(), [&](const Decision& decision) { return decision.id == id; });
  if (known && !invocation.Has("--replace")) return Complain("`" + id + "` has a decision already", "`--replace` puts this one in its place, or change it in the file", kBadInput);
  if (known) edits.Remove({"decisions", id});
  std::vector<std::string> lines = {response};
  AddLine(lines, "why", invocation.Get("--why"));
  AddLine(lines, "agreement", invocation.Get("--agreement"));
  AddLine(lines, "by", Speaker(*session, invocation));
  AddLine(lines, "owner", invocation.Get("--owner"));
  AddLine(lines, "session", session->id.view());
  lines.push_back("since: " + DayText(request.opened.today));
  if (invocation.Has("--until")) lines.push_back("until: " + invocation.Get("--until"));
  edits.AddEntry("decisions", id, lines);
  std::unique_ptr<Workspace> after = edits.Look(exit);
  if (!after) return exit;
  const Threat* now = after->FindThreat(id);
  std::string said = "`" + id + "` is now " + std::string(!now ? "gone" : now->set_aside ? "set aside" : Name(now->status));
  std::string record;
  for (const merlon::Session& one : after->model().sessions) {
    if (one.id == session->id.view()) record = SessionJson(RecordOf(*after, one));
  }
  if (!Passes(*after, id, request.opened.today)) return Complain("`check` would refuse this decision, so nothing was written", "give a reason that says what makes it so with `--why`, and what else is missing", kBadInput);
  if (!edits.Write()) return kEnvironment;
  std::string out = invocation.Json() ? record : said + "\n";
  if (request.opened.path == "-") PrintError(out);
  else Print(out);
  return kFine;
}

}  // namespace merlon::cli
