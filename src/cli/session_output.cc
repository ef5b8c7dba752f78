#include "cli/session_output.h"

#include "report/markdown_text.h"

namespace merlon::cli {
namespace {

std::string_view StateOf(const Action& action) { return IsOpen(action) ? "open" : NamesOf(ActionState{}).names[static_cast<size_t>(action.state)]; }

// What was decided, in a few words: `mitigate with rate-limit`.
std::string Response(const Decision& decision) {
  std::string text(ResponseName(decision));
  std::string controls;
  for (const Ref& control : ControlsOf(decision)) controls += (controls.empty() ? "" : ", ") + MarkdownCode(control.view());
  if (!controls.empty()) text += " with " + controls;
  if (!decision.transfer.empty()) text += " to " + MarkdownCode(decision.transfer.view());
  return text;
}

class Minutes {
 public:
  Minutes(const Workspace& workspace, const SessionRecord& record) : workspace_(workspace), record_(record), session_(*record.session) {}

  std::string Write() {
    out_ = "# Session " + std::string(session_.id.view()) + ": " + MarkdownProse(workspace_.model().system.title.view()) + "\n\n";
    Line("Scope", MarkdownProse(session_.scope.view()));
    Line("Method", MarkdownProse(session_.method.view()));
    Line("Present", Present());
    std::string missing;
    for (const RoleDeclaration* role : record_.missing) missing += (missing.empty() ? "" : ", ") + MarkdownProse(role->title.view());
    Line("Missing", missing);
    Agenda();
    Notes("What was said", session_.notes, 0);
    Raised();
    Decided();
    Notes("Parking lot", session_.parked, session_.notes.size());
    Game();
    Actions();
    if (!session_.retrospective.empty()) Heading("Looking back");
    for (const Text& text : session_.retrospective) out_ += "- " + MarkdownProse(text.view()) + "\n";
    out_ += "\n**Next session:** " + (session_.next.given() ? std::string(session_.next.text.view()) : "no date yet") + "\n";
    return out_;
  }

 private:
  void Heading(std::string_view title) { out_ += "\n## " + std::string(title) + "\n\n"; }
  void Line(std::string_view name, const std::string& text) {
    if (!text.empty()) out_ += "- **" + std::string(name) + ":** " + text + "\n";
  }

  std::string Present() {
    std::string text;
    for (const Participant& person : session_.present) text += (text.empty() ? "" : ", ") + MarkdownProse(person.id.view()) + (person.role.empty() ? "" : " (" + MarkdownProse(person.role.view()) + ")");
    return text.empty() ? "nobody is written down" : text;
  }

  void Agenda() {
    int64_t from = 0;
    for (const AgendaItem& item : record_.agenda) from += item.minutes;
    if (from == 0) return;
    Heading("Agenda");
    from = 0;
    for (const AgendaItem& item : record_.agenda) {
      if (item.minutes == 0) continue;
      out_ += "- " + std::to_string(from) + "–" + std::to_string(from + item.minutes) + " min: " + MarkdownProse(item.title) + "\n";
      from += item.minutes;
    }
  }

  void Notes(std::string_view title, const std::vector<Note>& notes, size_t first) {
    if (notes.empty()) return;
    Heading(title);
    for (size_t i = 0; i < notes.size(); ++i) {
      std::string_view threat = record_.became[first + i];
      out_ += std::to_string(i + 1) + ". " + MarkdownProse(notes[i].text.view()) + (notes[i].by.empty() ? "" : " (" + MarkdownProse(notes[i].by.view()) + ")") + (threat.empty() ? "" : " → " + MarkdownCode(threat)) + "\n";
    }
  }

  void Raised() {
    if (record_.raised.empty()) return;
    Heading("Threats raised");
    for (const HandThreat* threat : record_.raised) {
      out_ += "- " + MarkdownCode(threat->id.view()) + " " + MarkdownProse(threat->title.view());
      std::string_view by = RaisedBy(*threat).view();
      std::optional<Card> card = FindCard(workspace_.library(), threat->raised.card.view());
      std::string from = by.empty() ? std::string() : MarkdownProse(by);
      if (!threat->raised.card.empty()) from += (from.empty() ? "" : " with ") + std::string("the ") + (card ? CardTitle(workspace_.library(), *card) : MarkdownCode(threat->raised.card.view()));
      if (!threat->raised.note.empty()) from += (from.empty() ? "" : ", ") + std::string("from a note");
      out_ += (from.empty() ? "" : " (" + from + ")") + "\n";
    }
  }

  void Decided() {
    if (record_.decided.empty()) return;
    Heading("Decisions");
    for (const Decision* decision : record_.decided) {
      out_ += "- " + MarkdownCode(decision->id.view()) + ": " + Response(*decision);
      std::string who = WhoAndWhen(decision->by.view(), decision->until.text.view());
      if (!who.empty()) out_ += " (" + MarkdownProse(who) + ")";
      if (!decision->why.empty()) out_ += "  \n  " + MarkdownProse(decision->why.view());
      out_ += "\n";
    }
  }

  void Game() {
    if (record_.game.standings.empty()) return;
    Heading("Cards");
    std::vector<std::vector<std::string>> rows;
    for (const Standing& one : record_.game.standings) rows.push_back({MarkdownProse(one.player), std::to_string(one.threats), std::to_string(one.tricks), std::to_string(one.points())});
    AppendMarkdownTable(out_, {"player", "threats", "tricks", "points"}, rows, out_.size() + 20000);
  }

  void Actions() {
    if (session_.actions.empty()) return;
    Heading("Actions");
    for (const Action& action : session_.actions) {
      std::string who = WhoAndWhen(action.owner.view(), action.until.text.view());
      out_ += std::string("- [") + (IsOpen(action) ? " " : "x") + "] " + MarkdownProse(action.what.view()) + (who.empty() ? "" : " (" + MarkdownProse(who) + ")") + (action.state == ActionState::dropped ? ", dropped" : "") + "\n";
    }
  }

  const Workspace& workspace_;
  const SessionRecord& record_;
  const merlon::Session& session_;
  std::string out_;
};

void WriteNotes(JsonWriter& json, std::string_view key, const std::vector<Note>& notes, const SessionRecord& record, size_t first) {
  json.Key(key).BeginArray().Inline(true);
  for (size_t i = 0; i < notes.size(); ++i) json.BeginObject().Key("text").String(notes[i].text.view()).Key("by").StringOrNull(notes[i].by.view()).Key("threat").StringOrNull(record.became[first + i]).EndObject();
  json.Inline(false).EndArray();
}

}  // namespace

std::string WhoAndWhen(std::string_view owner, std::string_view until) {
  std::string text(owner);
  if (!until.empty()) text += (text.empty() ? "until " : ", until ") + std::string(until);
  return text;
}

std::string MinutesMarkdown(const Workspace& workspace, const SessionRecord& record) { return Minutes(workspace, record).Write(); }

void WriteAction(JsonWriter& json, const Action& action) {
  json.BeginObject().Key("what").String(action.what.view()).Key("owner").StringOrNull(action.owner.view()).Key("until").StringOrNull(action.until.text.view()).Key("state").Word(StateOf(action)).EndObject();
}

std::string SessionJson(const SessionRecord& record) {
  const merlon::Session& session = *record.session;
  std::string out;
  JsonWriter json(out);
  json.BeginObject().Key("schema").String("merlon/session/1").Key("session").String(session.id.view()).Key("scope").StringOrNull(session.scope.view()).Key("method").StringOrNull(session.method.view());
  json.Key("present").BeginArray().Inline(true);
  for (const Participant& person : session.present) json.BeginObject().Key("who").String(person.id.view()).Key("role").StringOrNull(person.role.view()).EndObject();
  json.Inline(false).EndArray().Key("missing").BeginArray();
  for (const RoleDeclaration* role : record.missing) {
    json.BeginObject().Key("role").String(role->id.view()).Key("title").String(role->title.view()).Key("prompts").BeginArray();
    for (const Text& prompt : role->prompts) json.String(prompt.view());
    json.EndArray().EndObject();
  }
  json.EndArray().Key("agenda").BeginArray().Inline(true);
  for (const AgendaItem& item : record.agenda) {
    json.BeginObject().Key("step").String(item.id).Key("title").String(item.title).Key("minutes");
    if (item.minutes) json.Number(item.minutes);
    else json.Null();
    json.EndObject();
  }
  json.Inline(false).EndArray();
  WriteNotes(json, "notes", session.notes, record, 0);
  WriteNotes(json, "parked", session.parked, record, session.notes.size());
  json.Key("raised").BeginArray().Inline(true);
  for (const HandThreat* threat : record.raised) {
    json.BeginObject().Key("threat").String(threat->id.view()).Key("title").StringOrNull(threat->title.view()).Key("by").StringOrNull(RaisedBy(*threat).view()).Key("card").StringOrNull(threat->raised.card.view()).Key("note").StringOrNull(threat->raised.note.view()).EndObject();
  }
  json.Inline(false).EndArray().Key("decided").BeginArray().Inline(true);
  for (const Decision* decision : record.decided) {
    json.BeginObject().Key("key").String(decision->id.view()).Key("response").StringOrNull(ResponseName(*decision)).Key("why").StringOrNull(decision->why.view()).Key("by").StringOrNull(decision->by.view()).Key("until").StringOrNull(decision->until.text.view()).EndObject();
  }
  json.Inline(false).EndArray().Key("standings").BeginArray().Inline(true);
  for (const Standing& one : record.game.standings) json.BeginObject().Key("player").String(one.player).Key("threats").Number(static_cast<int64_t>(one.threats)).Key("tricks").Number(static_cast<int64_t>(one.tricks)).Key("points").Number(static_cast<int64_t>(one.points())).EndObject();
  json.Inline(false).EndArray().Key("actions").BeginArray().Inline(true);
  for (const Action& action : session.actions) WriteAction(json, action);
  json.Inline(false).EndArray().Key("retrospective").BeginArray();
  for (const Text& text : session.retrospective) json.String(text.view());
  json.EndArray().Key("next").StringOrNull(session.next.text.view()).Key("closed").StringOrNull(session.closed.text.view()).EndObject();
  return out + "\n";
}

}  // namespace merlon::cli
