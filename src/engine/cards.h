// A game of cards about threats: dealing, whose turn it is, what may be played, and who stands where.
//
// The rules: all cards of the deck are dealt, each player the same number; what is over is put aside. Who holds the lowest card of the suit that
// leads begins. Suit must be followed where it can. The highest card of the suit that was led wins the trick, unless a trump lies there: then the
// highest trump. The winner leads the next trick. A point for each card that became a threat of this system, one more for each trick.
// The idea is that of Elevation of Privilege by Adam Shostack.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/workspace.h"

namespace merlon {

inline constexpr std::string_view kDefaultDeck = "elevation-of-privilege";

struct Card {
  uint32_t suit = 0;  // index into Library::suits()
  uint32_t rank = 0;  // index into the suit's cards, 0 is lowest
  auto operator<=>(const Card&) const = default;
};

// `tampering-7`, and `7 of Tampering`.
std::string CardId(const Library& library, Card card);
std::string CardTitle(const Library& library, Card card);
std::string_view CardText(const Library& library, Card card);
std::optional<Card> FindCard(const Library& library, std::string_view id);
// All cards of the deck, suit by suit; empty: there is no such deck.
std::vector<Card> DeckOf(const Library& library, std::string_view deck);
// The decks there are, each once.
std::vector<std::string_view> Decks(const Library& library);

struct Dealt {
  std::vector<std::vector<Card>> hands;  // of each player, in order of suit and rank
  std::vector<Card> aside;
};
// Shuffles by Fisher and Yates with numbers from SplitMix64 (Steele, Lea and Flood 2014; Vigna's constants), so that a seed gives the same hands
// on every machine. O(cards).
Dealt Deal(std::vector<Card> deck, size_t players, uint64_t seed);

struct Standing {
  std::string_view player;
  size_t threats = 0;  // cards that became threats
  size_t tricks = 0;
  size_t points() const { return threats + tricks; }
};

// Where a game stands after everything that was played.
struct GameState {
  std::vector<std::vector<Card>> hands;  // what each player still holds
  std::vector<Card> aside;
  std::vector<Card> table;               // of the trick that is being played
  uint32_t turn = kNone;                 // a player; kNone: the game is over
  std::vector<Standing> standings;       // in the order of the players
  size_t ignored = 0;                    // entries of the log that name no card of the game or nobody who plays
};
// Plays the log of a game that was dealt. O(cards + threats).
GameState Replay(const Library& library, const Model& model, const CardGame& game);

// Why this player may not play this card now; empty: it is allowed.
std::string WhyNotPlay(const Library& library, const CardGame& game, const GameState& state, uint32_t player, Card card);

}  // namespace merlon
