// Sessions: roles, agendas, cards, and the edits that write them down.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "../support.h"
#include "engine/cards.h"
#include "engine/sessions.h"
#include "language/edit_model.h"
#include "language/merge_model.h"
#include "text/shape.h"

using namespace merlon;

namespace {

constexpr std::string_view kShop = "system: Shop\nprocesses: { web: {} }\n";

std::unique_ptr<Workspace> WithSessions(const std::string& sessions, const std::string& more = {}) { return Load(std::string(kShop) + more + "sessions:\n" + sessions); }

std::string Missing(const std::string& present) {
  std::unique_ptr<Workspace> workspace = WithSessions("  2026-11-20: { present: { " + present + " } }\n");
  REQUIRE_FALSE(workspace->malformed());
  std::string missing;
  for (const RoleDeclaration* role : MissingRoles(workspace->library(), workspace->model().sessions[0])) missing += std::string(role->id.view()) + " ";
  return missing;
}

std::string Ids(const std::vector<Card>& cards) {
  std::string ids;
  for (Card card : cards) ids += CardId(TestLibrary(), card) + " ";
  return ids;
}

}  // namespace

TEST_CASE("the deck has six suits of thirteen cards, each suit a category of STRIDE, one of them trump") {
  const Library& library = TestLibrary();
  CHECK(DeckOf(library, kDefaultDeck).size() == 78);
  REQUIRE(library.suits().size() == 6);
  std::set<std::string_view> texts;
  size_t trumps = 0, leading = 0;
  for (const SuitDeclaration& suit : library.suits()) {
    CHECK(suit.id == suit.category.view());
    std::string values;
    for (const CardDeclaration& card : suit.cards) values += std::string(card.value.view()) + " ", texts.insert(card.text.view());
    CHECK(values == "2 3 4 5 6 7 8 9 10 jack queen king ace ");
    trumps += suit.trump == Tri::yes;
    leading += suit.leads == Tri::yes;
  }
  CHECK(texts.size() == 78);
  CHECK(trumps == 1);
  CHECK(leading == 1);
}

TEST_CASE("dealing gives each card to one hand, the same number to each, and the same hands for the same seed") {
  std::vector<Card> deck = DeckOf(TestLibrary(), kDefaultDeck);
  std::set<std::string> deals;
  for (size_t players : {2, 3, 4, 5, 7, 26}) {
    for (uint64_t seed = 0; seed < 20; ++seed) {
      Dealt dealt = Deal(deck, players, seed);
      std::vector<Card> all = dealt.aside;
      for (const std::vector<Card>& hand : dealt.hands) {
        CHECK(hand.size() == 78 / players);
        CHECK(std::is_sorted(hand.begin(), hand.end()));
        all.insert(all.end(), hand.begin(), hand.end());
      }
      std::sort(all.begin(), all.end());
      CHECK(all == deck);
      Dealt again = Deal(deck, players, seed);
      CHECK(again.hands == dealt.hands);
      deals.insert(Ids(dealt.hands[0]));
    }
  }
  CHECK(deals.size() == 6 * 20);
  // Computed by another program from SplitMix64 and Fisher-Yates: these hold for ever.
  CHECK(Ids({Deal(deck, 26, 7).hands[0]}) == "elevation-of-privilege-9 information-disclosure-7 information-disclosure-9 ");
}

TEST_CASE("every position of the deck is about as likely for a card") {
  std::vector<Card> deck = DeckOf(TestLibrary(), kDefaultDeck);
  constexpr size_t kDeals = 3000, kPlayers = 3;
  size_t first = 0;
  for (uint64_t seed = 0; seed < kDeals; ++seed) {
    std::vector<Card> hand = Deal(deck, kPlayers, seed).hands[0];
    first += std::find(hand.begin(), hand.end(), deck.back()) != hand.end();
  }
  CHECK(first > kDeals / kPlayers - 120);
  CHECK(first < kDeals / kPlayers + 120);
}

TEST_CASE("a trick goes to the highest card of its suit, or to the highest trump; a threat counts once") {
  // What seed 7 deals to three players is in the golden case of the cards.
  std::unique_ptr<Workspace> workspace = WithSessions(R"(  2026-11-20:
    cards:
      seed: 7
      players: [ana, ben, eva]
      played:
        - { card: tampering-2, by: ana, threat: one@web }
        - { card: tampering-3, by: ben, threat: one@web }
        - { card: tampering-king, by: eva, threat: gone@web }
        - { card: repudiation-jack, by: eva }
        - { card: elevation-of-privilege-7, by: ana, threat: two@web }
        - { card: repudiation-queen, by: ben }
        - { card: elevation-of-privilege-7, by: ana }
        - { card: tampering-99, by: ana }
        - { card: spoofing-4, by: zoe }
)", "threats:\n  one@web: { title: One }\n  two@web: { title: Two }\n");
  REQUIRE_FALSE(workspace->malformed());
  GameState state = Replay(workspace->library(), workspace->model(), workspace->model().sessions[0].cards);
  CHECK(state.ignored == 3);
  CHECK(state.table.empty());
  REQUIRE(state.standings.size() == 3);
  CHECK(state.standings[0].threats == 2);
  CHECK(state.standings[0].tricks == 1);
  CHECK(state.standings[1].points() == 0);
  CHECK(state.standings[2].threats == 0);
  CHECK(state.standings[2].tricks == 1);
  CHECK(state.turn == 0);
}

TEST_CASE("a game that is played to its end is over") {
  std::string played;
  std::unique_ptr<Workspace> workspace;
  size_t cards = 0;
  for (;; ++cards) {
    workspace = WithSessions("  2026-11-20:\n    cards: { seed: 3, players: [a, b], played: [" + played + "] }\n");
    const CardGame& game = workspace->model().sessions[0].cards;
    GameState state = Replay(workspace->library(), workspace->model(), game);
    REQUIRE(state.ignored == 0);
    if (state.turn == kNone) break;
    const std::vector<Card>& hand = state.hands[state.turn];
    auto allowed = std::find_if(hand.begin(), hand.end(), [&](Card card) { return WhyNotPlay(workspace->library(), game, state, state.turn, card).empty(); });
    REQUIRE(allowed != hand.end());
    CHECK(!WhyNotPlay(workspace->library(), game, state, 1 - state.turn, *allowed).empty());
    played += (played.empty() ? "" : ", ") + ("{ card: " + CardId(workspace->library(), *allowed) + ", by: " + std::string(game.players[state.turn].view()) + " }");
  }
  CHECK(cards == 78);
  GameState end = Replay(workspace->library(), workspace->model(), workspace->model().sessions[0].cards);
  CHECK(end.standings[0].tricks + end.standings[1].tricks == 39);
}

TEST_CASE("odd games do no harm") {
  for (std::string_view cards : {"{ seed: 1 }", "{ players: [a, b] }", "{ seed: 1, players: [a] }", "{ seed: 1, players: [a, a] }", "{ seed: 1, players: [a, b], deck: none }", "{ seed: 999999999999999, players: [a, b], played: [spoofing-2, {}] }"}) {
    CAPTURE(cards);
    std::unique_ptr<Workspace> workspace = WithSessions("  2026-11-20:\n    cards: " + std::string(cards) + "\n");
    REQUIRE_FALSE(workspace->malformed());
    GameState state = Replay(workspace->library(), workspace->model(), workspace->model().sessions[0].cards);
    CHECK(state.hands.size() == state.standings.size());
  }
}

TEST_CASE("roles are known by their names, whoever has several names them") {
  CHECK(Missing("ana: developer, ben: product owner, eva: security, lea: moderator") == "");
  CHECK(Missing("ana: Developer, ben: Product-Owner, eva: \"Security Champion\", lea: chair") == "");
  CHECK(Missing("ana: developer and moderator") == "product-owner security-expert ");
  CHECK(Missing("ana: \"developer, security\", ben: client") == "moderator ");
  CHECK(Missing("tim: everything") == "");
  CHECK(Missing("tim: {}") == "developer moderator product-owner security-expert ");
}

TEST_CASE("time boxes add up, whatever the method and the time") {
  for (const MethodDeclaration& method : TestLibrary().methods()) {
    for (int64_t minutes = kFewestMinutes; minutes <= kMostMinutes; minutes += 7) {
      int64_t sum = 0, least = minutes;
      for (const AgendaItem& item : AgendaOf(TestLibrary(), method.id.view(), minutes)) sum += item.minutes, least = std::min(least, item.minutes);
      CHECK(sum == minutes);
      CHECK(least >= 1);
    }
  }
}

TEST_CASE("sessions are ordered by day and number") {
  std::unique_ptr<Workspace> workspace = WithSessions("  2026-11-20-10: { closed: 2026-11-20 }\n  2026-11-20-2: {}\n  2026-11-20: {}\n  2026-11-19: {}\n");
  REQUIRE_FALSE(workspace->malformed());
  CHECK(LatestSession(workspace->model())->id == "2026-11-20-10");
  CHECK(OpenSession(workspace->model())->id == "2026-11-20-2");
  CHECK(NextSessionId(workspace->model(), *ParseDay("2026-11-20")) == "2026-11-20-3");
  CHECK(NextSessionId(workspace->model(), *ParseDay("2026-11-21")) == "2026-11-21");
  for (std::string_view bad : {"2026-11-20-1", "2026-11-20-02", "2026-11-20-", "2026-11-20-x", "2026-11-31", "2026-11-20-12345"}) CHECK_FALSE(ParseDatedKey(bad));
  CHECK(DayText(*ParseDatedKey("2024-02-29-3")) == "2024-02-29");
}

TEST_CASE("entries and items are written on lines of their own, and nothing else changes") {
  std::string text = "# head\nsystem: Shop   # name\nthreats:\n    a@web: { title: A }   # first\n    # below\nowner: me\n";
  std::vector<std::string> lines = {"title: B", "raised: { by: ana }"};
  EditResult edit = AddBlockEntry(text, "threats", "b@web", lines);
  REQUIRE(edit);
  CHECK(edit.text == "# head\nsystem: Shop   # name\nthreats:\n    a@web: { title: A }   # first\n    b@web:\n      title: B\n      raised: { by: ana }\n    # below\nowner: me\n");
  CHECK_FALSE(AddBlockEntry(edit.text, "threats", "b@web", lines));
  CHECK(AddBlockEntry("system: Shop", "sessions", "2026-11-20", std::vector<std::string>{"scope: x"}).text == "system: Shop\n\nsessions:\n  2026-11-20:\n    scope: x\n");
  CHECK(AddBlockEntry("system: Shop\r\nthreats:\r\n", "threats", "b@web", std::vector<std::string>{"title: B"}).text == "system: Shop\r\nthreats:\r\n  b@web:\r\n    title: B\r\n");
  CHECK(AddBlockEntry("threats: {}   # none yet\nowner: me\n", "threats", "b@web", lines).text == "threats:\n  b@web:\n    title: B\n    raised: { by: ana }   # none yet\nowner: me\n");
  CHECK(AddBlockEntry("{ system: Shop }", "threats", "b@web", lines).text == "{ system: Shop, threats: { b@web: { title: B, raised: { by: ana } } } }");
  std::string_view notes[] = {"sessions", "2026-11-20", "notes"};
  std::string session = "sessions:\n  2026-11-20:   # today\n    scope: x\n\nowner: me\n";
  std::string one = AddBlockItem(session, notes, "first").text;
  CHECK(one == "sessions:\n  2026-11-20:   # today\n    scope: x\n    notes:\n      - first\n\nowner: me\n");
  CHECK(AddBlockItem(one, notes, "{ text: second, by: ana }").text == "sessions:\n  2026-11-20:   # today\n    scope: x\n    notes:\n      - first\n      - { text: second, by: ana }\n\nowner: me\n");
  std::string_view actions[] = {"actions"};
  CHECK(SetInItem("actions:\n  - one   # c\n  - { what: two }\n  - what: three\n    owner: me\n", actions, 0, "state", "done", "what").text == "actions:\n  - { what: one, state: done }   # c\n  - { what: two }\n  - what: three\n    owner: me\n");
  CHECK(SetInItem("actions:\n  - one\n  - { what: two }   # c\n", actions, 1, "state", "done", "what").text == "actions:\n  - one\n  - { what: two, state: done }   # c\n");
  CHECK(SetInItem("actions:\n  - what: three\n    owner: me\nx-y: 1\n", actions, 0, "state", "done", "what").text == "actions:\n  - what: three\n    owner: me\n    state: done\nx-y: 1\n");
  CHECK(SetInItem("actions: [{ what: one, state: open }]\n", actions, 0, "state", "done", "what").text == "actions: [{ what: one, state: done }]\n");
  CHECK_FALSE(SetInItem("actions: [one]\n", actions, 1, "state", "done", "what"));
}

TEST_CASE("what two branches write into one session is kept") {
  auto merge = [](std::string_view base, std::string_view ours, std::string_view theirs) {
    MergeText a("base", base), b("ours", ours), c("theirs", theirs);
    return MergeModels(a, b, c);
  };
  std::string base = "sessions:\n  2026-11-20:\n    notes:\n      - first\n";
  MergeResult both = merge(base, base + "      - ours   # said loudly\n", base + "      - theirs\n    actions:\n      - { what: test, owner: ben }\n");
  CHECK(both.conflicts.empty());
  CHECK(both.text == "sessions:\n  2026-11-20:\n    notes:\n      - first\n      - ours   # said loudly\n      - theirs\n    actions: [{ what: test, owner: ben }]\n");
  // The same words from both sides are one note, and a note that somebody changed is looked at by people.
  CHECK(merge(base, base + "      - same\n", base + "      - same\n      - theirs\n").text == base + "      - same\n      - theirs\n");
  CHECK(merge(base, "sessions:\n  2026-11-20:\n    notes:\n      - changed\n", base + "      - theirs\n").conflicts.size() == 1);
  // Whoever plays cards in two places at once plays two games.
  CHECK(merge("sessions:\n  2026-11-20: { cards: { seed: 1 } }\n", "sessions:\n  2026-11-20: { cards: { seed: 1, played: [a] } }\n", "sessions:\n  2026-11-20: { cards: { seed: 1, played: [b] } }\n").conflicts.size() == 1);
}
