#include "engine/cards.h"

#include <algorithm>

#include "base/string_map.h"

namespace merlon {
namespace {

// SplitMix64: small, well mixed, and the same everywhere.
class Numbers {
 public:
  explicit Numbers(uint64_t seed) : state_(seed) {}
  uint64_t Next() {
    uint64_t z = (state_ += 0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
  }
  // Each number below `bound` equally often: what would favour some is drawn again.
  uint64_t Below(uint64_t bound) {
    uint64_t rest = (UINT64_MAX % bound + 1) % bound;
    uint64_t number = Next();
    while (number > UINT64_MAX - rest) number = Next();
    return number % bound;
  }

 private:
  uint64_t state_;
};

bool IsTrump(const Library& library, Card card) { return library.suits()[card.suit].trump == Tri::yes; }

// The position in the trick of the card that takes it.
size_t Winner(const Library& library, const std::vector<Card>& trick) {
  size_t best = 0;
  for (size_t i = 1; i < trick.size(); ++i) {
    bool higher = trick[i].suit == trick[best].suit && trick[i].rank > trick[best].rank;
    bool trumps = IsTrump(library, trick[i]) && !IsTrump(library, trick[best]);
    if (higher || trumps) best = i;
  }
  return best;
}

bool HoldsSuit(const std::vector<Card>& hand, uint32_t suit) {
  return std::any_of(hand.begin(), hand.end(), [&](Card card) { return card.suit == suit; });
}

// Who holds the lowest card of the suit that leads; the first player where nobody does.
uint32_t Beginner(const Library& library, const std::vector<std::vector<Card>>& hands) {
  uint32_t beginner = 0, lowest = kNone;
  for (uint32_t player = 0; player < hands.size(); ++player) {
    for (Card card : hands[player]) {
      if (library.suits()[card.suit].leads != Tri::yes || card.rank >= lowest) continue;
      beginner = player, lowest = card.rank;
    }
  }
  return beginner;
}

}  // namespace

std::string CardId(const Library& library, Card card) {
  const SuitDeclaration& suit = library.suits()[card.suit];
  return std::string(suit.id.view()) + "-" + std::string(suit.cards[card.rank].value.view());
}

std::string CardTitle(const Library& library, Card card) {
  const SuitDeclaration& suit = library.suits()[card.suit];
  return std::string(suit.cards[card.rank].value.view()) + " of " + std::string(suit.title.view());
}

std::string_view CardText(const Library& library, Card card) { return library.suits()[card.suit].cards[card.rank].text.view(); }

std::optional<Card> FindCard(const Library& library, std::string_view id) {
  size_t dash = id.rfind('-');
  if (dash == std::string_view::npos) return std::nullopt;
  for (uint32_t suit = 0; suit < library.suits().size(); ++suit) {
    const SuitDeclaration& declared = library.suits()[suit];
    if (declared.id != id.substr(0, dash)) continue;
    for (uint32_t rank = 0; rank < declared.cards.size(); ++rank) {
      if (declared.cards[rank].value == id.substr(dash + 1)) return Card{suit, rank};
    }
  }
  return std::nullopt;
}

std::vector<Card> DeckOf(const Library& library, std::string_view deck) {
  std::vector<Card> cards;
  for (uint32_t suit = 0; suit < library.suits().size(); ++suit) {
    if (library.suits()[suit].deck != deck) continue;
    for (uint32_t rank = 0; rank < library.suits()[suit].cards.size(); ++rank) cards.push_back({suit, rank});
  }
  return cards;
}

std::vector<std::string_view> Decks(const Library& library) {
  std::vector<std::string_view> decks;
  for (const SuitDeclaration& suit : library.suits()) decks.push_back(suit.deck.view());
  std::sort(decks.begin(), decks.end());
  decks.erase(std::unique(decks.begin(), decks.end()), decks.end());
  return decks;
}

Dealt Deal(std::vector<Card> deck, size_t players, uint64_t seed) {
  Dealt dealt;
  if (players == 0) return dealt;
  Numbers numbers(seed);
  for (size_t i = deck.size(); i > 1; --i) std::swap(deck[i - 1], deck[numbers.Below(i)]);
  size_t each = deck.size() / players;
  dealt.hands.resize(players);
  for (size_t i = 0; i < deck.size(); ++i) (i < each * players ? dealt.hands[i % players] : dealt.aside).push_back(deck[i]);
  for (std::vector<Card>& hand : dealt.hands) std::sort(hand.begin(), hand.end());
  std::sort(dealt.aside.begin(), dealt.aside.end());
  return dealt;
}

GameState Replay(const Library& library, const Model& model, const CardGame& game) {
  GameState state;
  if (!game.dealt()) return state;
  Dealt dealt = Deal(DeckOf(library, game.deck.empty() ? kDefaultDeck : game.deck.view()), game.players.size(), static_cast<uint64_t>(game.seed.value));
  state.hands = std::move(dealt.hands);
  state.aside = std::move(dealt.aside);
  for (const Text& player : game.players) state.standings.push_back({player.view(), 0, 0});
  StringMap threats;
  for (const HandThreat& threat : model.threats) threats.Insert(threat.id.view(), 0);
  StringMap credited;
  std::vector<uint32_t> trick;  // who played the cards on the table
  state.turn = Beginner(library, state.hands);
  for (const PlayedCard& played : game.played) {
    auto who = std::find_if(game.players.begin(), game.players.end(), [&](const Text& player) { return player == played.by.view(); });
    std::optional<Card> card = FindCard(library, played.card.view());
    uint32_t player = static_cast<uint32_t>(who - game.players.begin());
    bool plays = card && player < game.players.size();
    auto held = plays ? std::find(state.hands[player].begin(), state.hands[player].end(), *card) : std::vector<Card>::iterator();
    if (!plays || held == state.hands[player].end()) {
      ++state.ignored;
      continue;
    }
    state.hands[player].erase(held);
    // A threat gives its point once, to the first card that was played for it.
    uint32_t at = static_cast<uint32_t>(&played - game.played.data());
    if (threats.Find(played.threat.view()) != kNone && credited.Insert(played.threat.view(), at) == at) ++state.standings[player].threats;
    state.table.push_back(*card);
    trick.push_back(player);
    state.turn = (player + 1) % static_cast<uint32_t>(game.players.size());
    if (trick.size() < game.players.size()) continue;
    state.turn = trick[Winner(library, state.table)];
    ++state.standings[state.turn].tricks;
    state.table.clear();
    trick.clear();
  }
  if (state.hands[state.turn].empty()) state.turn = kNone;
  return state;
}

std::string WhyNotPlay(const Library& library, const CardGame& game, const GameState& state, uint32_t player, Card card) {
  const std::vector<Card>& hand = state.hands[player];
  std::string name(game.players[player].view());
  if (state.turn == kNone) return "all cards have been played";
  if (std::find(hand.begin(), hand.end(), card) == hand.end()) {
    bool played = std::any_of(game.played.begin(), game.played.end(), [&](const PlayedCard& one) { return one.card == CardId(library, card); });
    return played ? "`" + CardId(library, card) + "` was played already" : "`" + name + "` does not hold `" + CardId(library, card) + "`";
  }
  if (state.turn != player) return "it is the turn of `" + std::string(game.players[state.turn].view()) + "`";
  if (state.table.empty() || card.suit == state.table.front().suit || !HoldsSuit(hand, state.table.front().suit)) return {};
  return "`" + std::string(library.suits()[state.table.front().suit].id.view()) + "` was led, and `" + name + "` holds a card of that suit";
}

}  // namespace merlon
