// What a look back makes of its numbers: whether the cost fits, anti-patterns, what went well, and the actions that follow.
#pragma once

#include "engine/retro.h"

namespace merlon {

// Compares the cost with the budget and with what is at stake, and adds warnings. The proportion is a rule of thumb of ours: at most 2 days of work
// for trivial stakes, 20 for modest, 200 for serious; above that there is no limit.
void JudgeCost(Stakes stakes, ResponseCost& cost);
// Fills in patterns, actions and what went well from the rest.
void JudgeRetro(const Workspace& workspace, const RetroOptions& options, const RetroHistory& history, Retrospective& retro);

}  // namespace merlon
