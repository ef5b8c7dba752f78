// Sessions: who is missing, what the agenda is, and the record of what happened, which follows from the entries that name the session.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/cards.h"
#include "engine/workspace.h"

namespace merlon {

// The last session by day, and on one day by number; null without any.
const Session* LatestSession(const Model& model);
// The last one that was not closed; null without any.
const Session* OpenSession(const Model& model);
// The id of the next session on this day: `2026-11-20`, then `2026-11-20-2`.
std::string NextSessionId(const Model& model, int32_t day);

// The roles of the library that nobody present has. Whoever has several names them with `and` or commas: `developer and moderator`; `everything` is all of them.
std::vector<const RoleDeclaration*> MissingRoles(const Library& library, const Session& session);

struct AgendaItem {
  std::string id, title, work;
  int64_t minutes = 0;  // 0: no time box
};
// The steps of a method, then a look back. The time is shared out evenly, in fives where there is enough; what is over goes to the first steps,
// and less than five minutes of it to the look back.
std::vector<AgendaItem> AgendaOf(const Library& library, std::string_view method, int64_t minutes);
inline constexpr int64_t kFewestMinutes = 10, kMostMinutes = 600;

// All that is known of one session.
struct SessionRecord {
  const Session* session = nullptr;
  std::vector<const RoleDeclaration*> missing;
  std::vector<AgendaItem> agenda;            // the written time boxes, with the titles of the method's steps
  std::vector<const HandThreat*> raised;
  std::vector<const Decision*> decided;
  std::vector<std::string_view> became;      // for each note, then for each parked one, the threat that it became, or empty
  GameState game;
};
SessionRecord RecordOf(const Workspace& workspace, const Session& session);

bool IsOpen(const Action& action);
// Actions of all sessions that are open and were to be done before today.
std::vector<const Action*> OverdueActions(const Model& model, int32_t today);

}  // namespace merlon
