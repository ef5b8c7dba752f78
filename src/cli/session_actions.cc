#include "cli/session_actions.h"

#include <algorithm>
#include <charconv>

#include "base/strings.h"
#include "cli/session_edits.h"
#include "cli/session_output.h"
#include "text/shape.h"

namespace merlon::cli {
namespace {

// What people are told goes to standard error where the changed model itself goes to standard output.
void Say(const SessionRequest& request, const std::string& text) {
  if (request.opened.path == "-" || request.opened.path == "<stdin>") PrintError(text);
  else Print(text);
}

const merlon::Session* Find(const Model& model, std::string_view id) {
  for (const merlon::Session& session : model.sessions) {
    if (session.id == id) return &session;
  }
  return nullptr;
}

// Looks at the edits, writes them, and says what was done: with --format json the record of the session as it is now.
int Finish(const SessionRequest& request, const ModelEdits& edits, std::string_view id, const std::string& said) {
  int exit = kFine;
  std::unique_ptr<Workspace> after = edits.Look(exit);
  if (!after) return exit;
  if (!edits.Write()) return kEnvironment;
  const merlon::Session* session = Find(after->model(), id);
  bool json = request.invocation.Json() && session;
  Say(request, json ? SessionJson(RecordOf(*after, *session)) : said);
  return kFine;
}

// `ana:developer`, `ana: product owner`, `ana`.
std::string Present(const std::vector<std::string>& people) {
  std::string out = "{ ";
  for (size_t i = 0; i < people.size(); ++i) {
    size_t colon = people[i].find(':');
    std::string_view name = Trim(std::string_view(people[i]).substr(0, colon));
    std::string_view role = colon == std::string::npos ? std::string_view() : Trim(std::string_view(people[i]).substr(colon + 1));
    out += (i ? ", " : "") + QuoteYaml(name, true) + ": " + (role.empty() ? "{}" : QuoteYaml(role, true));
  }
  return out + " }";
}

bool PeopleNamed(const std::vector<std::string>& people) {
  std::vector<std::string_view> names;
  for (const std::string& person : people) names.push_back(Trim(std::string_view(person).substr(0, person.find(':'))));
  std::sort(names.begin(), names.end());
  return !names.empty() && !names.front().empty() && std::adjacent_find(names.begin(), names.end()) == names.end();
}

std::string Agenda(const SessionRecord& record, const Terminal& terminal) {
  std::string out = terminal.In(Paint::bold, "Agenda") + "\n";
  size_t widest = 0;
  for (const AgendaItem& item : record.agenda) widest = std::max(widest, DisplayWidth(item.title));
  for (const AgendaItem& item : record.agenda) {
    std::string box = item.minutes ? std::to_string(item.minutes) + " min" : std::string();
    std::string lead = "  " + (record.session->agenda.empty() ? std::string() : Pad(box, 7) + "  ");
    size_t indent = DisplayWidth(lead) + widest + 2;
    out += lead + terminal.In(Paint::cyan, Pad(item.title, widest)) + "  " + Wrap(item.work, terminal.width(), indent) + "\n";
  }
  return out;
}

// Missing roles by name; whoever is alone gets what they would have asked.
std::string Missing(const SessionRecord& record, const Terminal& terminal) {
  if (record.missing.empty()) return {};
  std::string out = terminal.In(Paint::bold, "Missing") + "\n";
  bool alone = record.session->present.size() < 2;
  for (const RoleDeclaration* role : record.missing) {
    out += "  " + terminal.In(Paint::yellow, Clean(role->title.view())) + ": " + Clean(role->answers.view()) + "\n";
    for (const Text& prompt : role->prompts) {
      if (alone) out += "    ? " + Wrap(Clean(prompt.view()), terminal.width(), 6) + "\n";
    }
  }
  if (!alone) out += "  Ask somebody in, or let one of you speak for the role.\n";
  return out;
}

// Whether `number` counts one of the notes; complains otherwise.
const Note* NoteNumbered(const std::vector<Note>& notes, const std::string& number, std::string_view kind, int& exit) {
  size_t at = 0;
  auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), at);
  if (error == std::errc() && end == number.data() + number.size() && at >= 1 && at <= notes.size()) return &notes[at - 1];
  exit = Complain("the session has no " + std::string(kind) + " " + number, notes.empty() ? "nothing of the kind was written down" : "they count from 1 to " + std::to_string(notes.size()), kBadInput);
  return nullptr;
}

}  // namespace

int StartSession(const SessionRequest& request) {
  const Invocation& invocation = request.invocation;
  const Workspace& workspace = *request.opened.workspace;
  const std::vector<std::string>& people = invocation.All("--present");
  if (!PeopleNamed(people)) return Complain("say who is present, each once", "`--present ana:developer --present \"ben:product owner\"`; alone it is one", kBadInput);
  std::string id = NextSessionId(workspace.model(), request.opened.today);
  if (const merlon::Session* open = OpenSession(workspace.model()); open && ParseDatedKey(open->id.view()) == request.opened.today) {
    return Complain("session " + std::string(open->id.view()) + " of the same day is still open", "`merlon session close` ends it", kBadInput);
  }
  // The first that the model names, also one without categories of its own.
  const std::vector<Ref>& methods = workspace.model().methods;
  std::string method = invocation.Get("--method", methods.empty() ? workspace.names().first_method() : methods.front().view());
  if (workspace.library().FindMethod(method) == kNone) {
    std::vector<std::string_view> ids;
    for (const MethodDeclaration& known : workspace.library().methods()) ids.push_back(known.id.view());
    std::string_view near = Nearest(method, ids);
    return Complain("there is no method `" + method + "`", near.empty() ? "`merlon library` lists the methods" : "did you mean `" + std::string(near) + "`?", kBadInput);
  }
  int64_t minutes = 0;
  if (invocation.Has("--minutes")) {
    std::string text = invocation.Get("--minutes");
    std::from_chars(text.data(), text.data() + text.size(), minutes);
    if (!IsDigits(text) || minutes < kFewestMinutes || minutes > kMostMinutes) return Complain("`" + text + "` is no length for a session", "give minutes, from 10 to 600", kBadInput);
  }
  std::vector<std::string> lines = {"present: " + Present(people)};
  AddLine(lines, "scope", invocation.Get("--scope"));
  AddLine(lines, "method", method);
  if (minutes > 0) {
    lines.push_back("minutes: " + std::to_string(minutes));
    std::vector<std::string> boxes;
    for (const AgendaItem& item : AgendaOf(workspace.library(), method, minutes)) boxes.push_back(item.id + ": " + std::to_string(item.minutes));
    lines.push_back("agenda: " + Braced(boxes));
  }
  ModelEdits edits(request.opened, invocation);
  edits.AddEntry("sessions", id, lines);
  int exit = kFine;
  std::unique_ptr<Workspace> after = edits.Look(exit);
  if (!after) return exit;
  const merlon::Session* session = Find(after->model(), id);
  if (!session) return Complain("the session cannot be found again after it was written", "write it by hand under `sessions:`", kBadInput);
  if (!edits.Write()) return kEnvironment;
  SessionRecord record = RecordOf(*after, *session);
  if (invocation.Json()) {
    Say(request, SessionJson(record));
    return kFine;
  }
  Terminal terminal(stdout);
  std::string out = terminal.In(Paint::bold, "Session " + id) + (session->scope.empty() ? std::string() : ": " + Clean(session->scope.view())) + "\n\n" + Agenda(record, terminal) + "\n";
  std::vector<const Action*> overdue = OverdueActions(after->model(), request.opened.today);
  if (!overdue.empty()) out += terminal.In(Paint::bold, "Overdue from earlier sessions") + "\n";
  for (const Action* action : overdue) out += "  " + terminal.In(Paint::yellow, Clean(action->what.view())) + "  " + Clean(WhoAndWhen(action->owner.view(), action->until.text.view())) + "\n";
  if (!overdue.empty()) out += "\n";
  if (std::string missing = Missing(record, terminal); !missing.empty()) out += missing + "\n";
  Say(request, out + "Next: `merlon session note \"…\" --by NAME`, `raise`, `decide`, and `close` at the end.\n");
  return kFine;
}

int NoteInSession(const SessionRequest& request) {
  int exit = kFine;
  const merlon::Session* session = TheSession(*request.opened.workspace, request.invocation, exit);
  if (!session) return exit;
  if (Trim(request.words[0]).empty()) return Complain("a note needs words", "`merlon session note \"Could somebody order twice?\" --by ana`", kBadInput);
  bool park = request.invocation.Has("--park");
  std::string by = Speaker(*session, request.invocation);
  std::vector<std::string> lines;
  AddLine(lines, "text", request.words[0]);
  AddLine(lines, "by", by);
  ModelEdits edits(request.opened, request.invocation);
  edits.AddItem({"sessions", session->id.view(), park ? "parked" : "notes"}, Braced(lines, "text"));
  size_t number = (park ? session->parked : session->notes).size() + 1;
  std::string said = park ? "parked as " + std::to_string(number) + "\n" : "note " + std::to_string(number) + "; `merlon session raise NAME@PLACE --from-note " + std::to_string(number) + "` makes it a threat\n";
  return Finish(request, edits, session->id.view(), said);
}

int RaiseInSession(const SessionRequest& request) {
  const Invocation& invocation = request.invocation;
  const Workspace& workspace = *request.opened.workspace;
  int exit = kFine;
  const merlon::Session* session = TheSession(workspace, invocation, exit);
  if (!session) return exit;
  const Note* note = nullptr;
  if (invocation.Has("--from-note") && !(note = NoteNumbered(session->notes, invocation.Get("--from-note"), "note", exit))) return exit;
  if (invocation.Has("--from-parked") && !(note = NoteNumbered(session->parked, invocation.Get("--from-parked"), "parked note", exit))) return exit;
  std::string title = invocation.Get("--title", note ? note->text.view() : std::string_view());
  if (title.empty()) return Complain("a threat needs a title", "`--title \"Somebody orders twice\"`, or `--from-note 1`", kBadInput);
  std::string key = request.words[0];
  size_t at = key.find('@');
  std::string name = key.substr(0, at), place = at == std::string::npos ? std::string("system") : key.substr(at + 1);
  if (!IsId(name)) return Complain("`" + name + "` cannot be an id", "write it like `" + Slug(name) + "`", kBadInput);
  std::optional<Place> found = workspace.names().FindPlace(place);
  if (!found) {
    std::string_view near = Nearest(place, workspace.assessment().place_ids.All());
    return Complain("there is no place `" + place + "`", near.empty() ? "name an element, a flow (`a..b`), a zone, an asset or `system`" : "did you mean `" + std::string(near) + "`?", kBadInput);
  }
  std::string id = name + "@" + PlaceId(workspace.model(), *found);
  if (workspace.FindThreat(id)) return Complain("there is a threat `" + id + "` already", "`merlon explain " + id + "` shows it; decide about it, or choose another name", kBadInput);
  std::string category = invocation.Get("--category");
  if (!category.empty() && workspace.names().Find(category, names::kCategory) == kNone) {
    std::string_view near = Nearest(category, workspace.names().All(names::kCategory));
    return Complain("there is no category `" + category + "`", near.empty() ? "`merlon verdict` lists those of the model's methods" : "did you mean `" + std::string(near) + "`?", kBadInput);
  }
  std::vector<std::string> lines, raised;
  AddLine(lines, "title", title);
  AddLine(lines, "category", category);
  AddLine(lines, "severity", invocation.Get("--severity"));
  AddLine(raised, "session", session->id.view());
  AddLine(raised, "by", Speaker(*session, invocation, note ? note->by.view() : std::string_view()));
  if (note) AddLine(raised, "note", note->text.view());
  lines.push_back("raised: " + Braced(raised));
  ModelEdits edits(request.opened, invocation);
  edits.AddEntry("threats", id, lines);
  return Finish(request, edits, session->id.view(), "raised `" + id + "`; `merlon session decide " + id + " …` says what is done about it\n");
}

int ActInSession(const SessionRequest& request) {
  const Invocation& invocation = request.invocation;
  const Model& model = request.opened.workspace->model();
  int exit = kFine;
  const std::string& what = request.words[0];
  ModelEdits edits(request.opened, invocation);
  bool done = invocation.Has("--done"), dropped = invocation.Has("--dropped");
  if (!done && !dropped) {
    const merlon::Session* session = TheSession(*request.opened.workspace, invocation, exit);
    if (!session || !IsDayOrComplain(invocation, "--until", exit)) return exit;
    std::vector<std::string> lines;
    AddLine(lines, "what", what);
    AddLine(lines, "owner", invocation.Get("--owner"));
    if (invocation.Has("--until")) lines.push_back("until: " + invocation.Get("--until"));
    if (lines.empty()) return Complain("an action needs words", "`merlon session action \"Test the recovery\" --owner ben --until 2026-12-01`", kBadInput);
    edits.AddItem({"sessions", session->id.view(), "actions"}, Braced(lines, "what"));
    if (!invocation.Has("--owner") || !invocation.Has("--until")) PrintError("note: an action without an owner and a day is seldom done; add `--owner` and `--until`\n");
    return Finish(request, edits, session->id.view(), "noted the action\n");
  }
  // Open actions of whatever session that begin with these words.
  const merlon::Session* session = nullptr;
  size_t index = 0, matches = 0;
  for (const merlon::Session& candidate : model.sessions) {
    for (size_t i = 0; i < candidate.actions.size(); ++i) {
      const Action& action = candidate.actions[i];
      if (!IsOpen(action) || action.what.view().substr(0, what.size()) != what) continue;
      session = &candidate, index = i, ++matches;
    }
  }
  if (matches != 1) return Complain(matches == 0 ? "no open action begins with `" + what + "`" : "several open actions begin with `" + what + "`", "`merlon retro` lists the open actions; type as many of its words as tell it apart", kBadInput);
  edits.SetInItem({"sessions", session->id.view(), "actions"}, index, "state", done ? "done" : "dropped", "what");
  return Finish(request, edits, session->id.view(), std::string(done ? "done: " : "dropped: ") + Clean(session->actions[index].what.view()) + "\n");
}

int CloseSession(const SessionRequest& request) {
  const Invocation& invocation = request.invocation;
  int exit = kFine;
  const merlon::Session* session = TheSession(*request.opened.workspace, invocation, exit);
  if (!session || !IsDayOrComplain(invocation, "--next", exit)) return exit;
  if (session->closed.given()) return Complain("session " + std::string(session->id.view()) + " was closed on " + std::string(session->closed.text.view()), "`merlon session minutes` prints it", kBadInput);
  ModelEdits edits(request.opened, invocation);
  for (const std::string& learned : invocation.All("--retrospective")) edits.AddItem({"sessions", session->id.view(), "retrospective"}, QuoteYaml(learned, true));
  if (invocation.Has("--next")) edits.Set({"sessions", session->id.view(), "next"}, invocation.Get("--next"), "scope");
  edits.Set({"sessions", session->id.view(), "closed"}, DayText(request.opened.today), "scope");
  std::unique_ptr<Workspace> after = edits.Look(exit);
  if (!after) return exit;
  if (!edits.Write()) return kEnvironment;
  SessionRecord record = RecordOf(*after, *Find(after->model(), session->id.view()));
  Say(request, invocation.Json() ? SessionJson(record) : MinutesMarkdown(*after, record));
  if (!record.session->next.given()) PrintError("note: no next date is set; a model that nobody looks at again ages unseen: `--next DATE`\n");
  size_t parked = static_cast<size_t>(std::count(record.became.end() - static_cast<std::ptrdiff_t>(record.session->parked.size()), record.became.end(), std::string_view()));
  if (parked > 0) PrintError("note: " + Plural(parked, "note") + " in the parking lot; `raise --from-parked N` takes one up\n");
  return kFine;
}

int PrintMinutes(const SessionRequest& request) {
  const Workspace& workspace = *request.opened.workspace;
  int exit = kFine;
  const merlon::Session* session = LatestSession(workspace.model());
  if (!request.words.empty()) session = Find(workspace.model(), request.words[0]);
  else if (request.invocation.Has("--session")) session = TheSession(workspace, request.invocation, exit);
  if (exit != kFine) return exit;
  if (!session) {
    std::vector<std::string_view> ids;
    for (const merlon::Session& known : workspace.model().sessions) ids.push_back(known.id.view());
    std::string all;
    for (std::string_view id : ids) all += (all.empty() ? "" : ", ") + std::string(id);
    return Complain(request.words.empty() ? "the model has no session" : "the model has no session `" + request.words[0] + "`", all.empty() ? "`merlon session start` begins one" : "there are " + all, kBadInput);
  }
  SessionRecord record = RecordOf(workspace, *session);
  Print(request.invocation.Json() ? SessionJson(record) : MinutesMarkdown(workspace, record));
  return kFine;
}

}  // namespace merlon::cli
