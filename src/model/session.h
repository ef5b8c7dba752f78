// Meetings in which a model was changed, and where the threats came from that were raised there.
#pragma once

#include <cstdint>
#include <vector>

#include "text/shape.h"

namespace merlon {

enum class ActionState : uint8_t { unknown, open, done, dropped };

struct Participant {
  Text id;
  Text role;
};
// What somebody said.
struct Note {
  Text text, by;
};
// What follows from a session; open until its state says otherwise.
struct Action {
  Text what, owner;
  Date until;
  ActionState state = ActionState::unknown;
};
// How long a step may take.
struct TimeBox {
  Text id;  // the step
  Number minutes;
};
struct PlayedCard {
  Text card, by, threat;  // no threat: nobody could say how it would work here
};
// A game of cards: what was dealt follows from deck, players and seed (engine/cards.h).
struct CardGame {
  Text deck;
  Number seed;
  std::vector<Text> players;
  std::vector<PlayedCard> played;
  bool dealt() const { return seed.given() && !players.empty(); }
};
// `id` is a day, or a day and which session of that day it was: `2026-11-20-2`.
struct Session {
  Text id;
  Entries<Participant> present;
  Text scope, method;
  Number minutes;
  Entries<TimeBox> agenda;
  std::vector<Note> notes, parked;
  CardGame cards;
  std::vector<Action> actions;
  std::vector<Text> retrospective;
  Date next;
  Date closed;
  Tri internal = Tri::unknown;
};
// Where a threat that somebody wrote down came from.
struct Raised {
  Text session, by, card;
  Text note;  // the words of the note that it was before
};

}  // namespace merlon
