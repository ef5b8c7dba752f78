#include "engine/sessions.h"

#include <algorithm>

#include "base/string_map.h"
#include "base/strings.h"

namespace merlon {
namespace {

// Sessions are ordered by day, then by number; ids of one length sort as text.
bool Earlier(std::string_view a, std::string_view b) {
  constexpr size_t kDay = 10;
  if (a.substr(0, kDay) != b.substr(0, kDay) || a.size() == b.size()) return a < b;
  return a.size() < b.size();
}

template <class Wanted>
const Session* Last(const Model& model, Wanted wanted) {
  const Session* last = nullptr;
  for (const Session& session : model.sessions) {
    if (wanted(session) && (!last || Earlier(last->id.view(), session.id.view()))) last = &session;
  }
  return last;
}

// `developer and moderator`, `developer, tester`.
std::vector<std::string> RolesNamed(std::string_view text) {
  std::vector<std::string> roles;
  std::string list = ReplaceAll(ReplaceAll(ReplaceAll(std::string(text), " and ", ","), "/", ","), "+", ",");
  for (size_t at = 0; at <= list.size();) {
    size_t end = std::min(list.find(',', at), list.size());
    if (std::string_view one = Trim(std::string_view(list).substr(at, end - at)); !one.empty()) roles.emplace_back(one);
    at = end + 1;
  }
  return roles;
}

}  // namespace

const Session* LatestSession(const Model& model) {
  return Last(model, [](const Session&) { return true; });
}

const Session* OpenSession(const Model& model) {
  return Last(model, [](const Session& session) { return !session.closed.given(); });
}

std::string NextSessionId(const Model& model, int32_t day) {
  std::string first = DayText(day), id = first;
  auto taken = [&] { return std::any_of(model.sessions.begin(), model.sessions.end(), [&](const Session& session) { return session.id == id; }); };
  for (size_t number = 2; taken(); ++number) id = first + "-" + std::to_string(number);
  return id;
}

std::vector<const RoleDeclaration*> MissingRoles(const Library& library, const Session& session) {
  std::vector<bool> there(library.roles().size());
  for (const Participant& person : session.present) {
    for (const std::string& named : RolesNamed(person.role.view())) {
      if (named == "everything" || named == "all") there.assign(there.size(), true);
      if (uint32_t role = library.FindRole(named); role != kNone) there[role] = true;
    }
    // A name with `and` in it may be one role.
    if (uint32_t role = library.FindRole(person.role.view()); role != kNone) there[role] = true;
  }
  std::vector<const RoleDeclaration*> missing;
  for (size_t i = 0; i < there.size(); ++i) {
    if (!there[i]) missing.push_back(&library.roles()[i]);
  }
  return missing;
}

std::vector<AgendaItem> AgendaOf(const Library& library, std::string_view method, int64_t minutes) {
  std::vector<AgendaItem> agenda;
  uint32_t index = library.FindMethod(method);
  if (index == kNone) return agenda;
  for (const StepDeclaration& step : library.methods()[index].steps) agenda.push_back({std::string(step.id.view()), std::string(step.title.view()), std::string(step.work.view())});
  agenda.push_back({"look-back", "Look back", "Say what went well and what to do differently, give each action an owner and a day, and set the next date."});
  if (minutes <= 0) return agenda;
  constexpr int64_t kRound = 5;
  int64_t items = static_cast<int64_t>(agenda.size()), each = std::max<int64_t>(1, minutes / items);
  if (each > kRound) each -= each % kRound;
  for (AgendaItem& item : agenda) item.minutes = each;
  int64_t rest = std::max<int64_t>(0, minutes - each * items);
  for (size_t i = 0; i + 1 < agenda.size() && rest >= kRound; ++i, rest -= kRound) agenda[i].minutes += kRound;
  agenda.back().minutes += rest;
  return agenda;
}

SessionRecord RecordOf(const Workspace& workspace, const Session& session) {
  const Model& model = workspace.model();
  SessionRecord record;
  record.session = &session;
  record.missing = MissingRoles(workspace.library(), session);
  record.agenda = AgendaOf(workspace.library(), session.method.empty() ? workspace.names().first_method() : session.method.view(), 0);
  for (AgendaItem& item : record.agenda) {
    for (const TimeBox& box : session.agenda) {
      if (box.id == item.id) item.minutes = box.minutes.value;
    }
  }
  for (const TimeBox& box : session.agenda) {
    bool known = std::any_of(record.agenda.begin(), record.agenda.end(), [&](const AgendaItem& item) { return box.id == item.id; });
    if (!known) record.agenda.push_back({std::string(box.id.view()), std::string(box.id.view()), {}, box.minutes.value});
  }
  StringMap threat_of_note;
  for (size_t i = 0; i < model.threats.size(); ++i) {
    const HandThreat& threat = model.threats[i];
    if (!threat.raised.note.empty()) threat_of_note.Insert(threat.raised.note.view(), static_cast<uint32_t>(i));
    if (threat.raised.session == session.id.view()) record.raised.push_back(&threat);
  }
  for (const Decision& decision : model.decisions) {
    if (decision.session == session.id.view()) record.decided.push_back(&decision);
  }
  for (const std::vector<Note>* notes : {&session.notes, &session.parked}) {
    for (const Note& note : *notes) {
      uint32_t threat = threat_of_note.Find(note.text.view());
      record.became.push_back(threat == kNone ? std::string_view() : model.threats[threat].id.view());
    }
  }
  record.game = Replay(workspace.library(), model, session.cards);
  return record;
}

bool IsOpen(const Action& action) { return action.state == ActionState::unknown || action.state == ActionState::open; }

std::vector<const Action*> OverdueActions(const Model& model, int32_t today) {
  std::vector<const Action*> overdue;
  for (const Session& session : model.sessions) {
    for (const Action& action : session.actions) {
      if (IsOpen(action) && action.until.given() && action.until.day < today) overdue.push_back(&action);
    }
  }
  std::stable_sort(overdue.begin(), overdue.end(), [](const Action* a, const Action* b) { return a->until.day < b->until.day; });
  return overdue;
}

}  // namespace merlon
