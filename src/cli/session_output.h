// The record of a session: minutes in Markdown, or JSON.
#pragma once

#include <string>

#include "cli/session.h"
#include "engine/sessions.h"
#include "text/json.h"

namespace merlon::cli {

// Minutes: who was there, what was said, raised, decided and put off, what follows, and the next date.
std::string MinutesMarkdown(const Workspace& workspace, const SessionRecord& record);
// The object `merlon/session/1`.
std::string SessionJson(const SessionRecord& record);
// One action as an object with `what`, `owner`, `until`, `state`.
void WriteAction(JsonWriter& json, const Action& action);
// `ben, by 2026-12-01`; empty when neither is known.
std::string WhoAndWhen(std::string_view owner, std::string_view until);

}  // namespace merlon::cli
