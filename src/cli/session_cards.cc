// Cards in a session: dealing, playing one onto a place, and the standings.
#include <algorithm>

#include "base/strings.h"
#include "cli/session_actions.h"
#include "cli/session_edits.h"
#include "cli/session_output.h"
#include "text/json.h"
#include "text/shape.h"

namespace merlon::cli {
namespace {

constexpr size_t kFewestPlayers = 2, kMostPlayers = 26;

// `ana,ben` and several words alike.
std::vector<std::string> Players(const std::vector<std::string>& typed) {
  std::vector<std::string> players;
  for (const std::string& word : typed) {
    for (size_t at = 0; at <= word.size();) {
      size_t end = std::min(word.find(',', at), word.size());
      if (std::string_view name = Trim(std::string_view(word).substr(at, end - at)); !name.empty()) players.emplace_back(name);
      at = end + 1;
    }
  }
  return players;
}

bool AllDifferent(std::vector<std::string> names) {
  std::sort(names.begin(), names.end());
  return std::adjacent_find(names.begin(), names.end()) == names.end();
}

void WriteCards(JsonWriter& json, const Library& library, const std::vector<Card>& cards) {
  json.BeginArray();
  for (Card card : cards) json.String(CardId(library, card));
  json.EndArray();
}

std::string GameJson(const Library& library, const merlon::Session& session, const GameState& state) {
  std::string out;
  JsonWriter json(out);
  json.BeginObject().Key("schema").String("merlon/cards/1").Key("session").String(session.id.view()).Key("deck").String(session.cards.deck.empty() ? kDefaultDeck : session.cards.deck.view()).Key("seed").Number(session.cards.seed.value);
  json.Key("turn");
  if (state.turn == kNone) json.Null();
  else json.String(session.cards.players[state.turn].view());
  json.Key("table").Inline(true);
  WriteCards(json, library, state.table);
  json.Inline(false).Key("players").BeginArray().Inline(true);
  for (size_t i = 0; i < state.standings.size(); ++i) {
    const Standing& one = state.standings[i];
    json.BeginObject().Key("player").String(one.player).Key("threats").Number(static_cast<int64_t>(one.threats)).Key("tricks").Number(static_cast<int64_t>(one.tricks)).Key("points").Number(static_cast<int64_t>(one.points())).Key("hand");
    WriteCards(json, library, state.hands[i]);
    json.EndObject();
  }
  json.Inline(false).EndArray().Key("aside").Inline(true);
  WriteCards(json, library, state.aside);
  json.Inline(false).EndObject();
  return out + "\n";
}

// One player's cards, or those of all, suit by suit: `Tampering  2 5 9 jack`.
std::string HandText(const Library& library, const std::vector<Card>& hand, const Terminal& terminal) {
  size_t widest = 0;
  for (const SuitDeclaration& suit : library.suits()) widest = std::max(widest, DisplayWidth(suit.title.view()));
  std::string out;
  for (size_t i = 0; i < hand.size(); ++i) {
    const SuitDeclaration& suit = library.suits()[hand[i].suit];
    bool first = i == 0 || hand[i - 1].suit != hand[i].suit;
    if (first) out += (i ? "\n  " : "  ") + terminal.In(Paint::cyan, Pad(Clean(suit.title.view()), widest)) + " ";
    out += " " + Clean(suit.cards[hand[i].rank].value.view());
  }
  return out + (hand.empty() ? "  no cards left\n" : "\n");
}

std::string GameText(const Library& library, const merlon::Session& session, const GameState& state, const Terminal& terminal) {
  std::string out;
  size_t widest = 6;
  for (const Standing& one : state.standings) widest = std::max(widest, DisplayWidth(Clean(one.player)));
  out += terminal.In(Paint::bold, Pad("player", widest) + "  points  threats  tricks  cards left") + "\n";
  auto number = [](size_t value, size_t width) {
    std::string text = std::to_string(value);
    return std::string(text.size() < width ? width - text.size() : 0, ' ') + text;
  };
  for (size_t i = 0; i < state.standings.size(); ++i) {
    const Standing& one = state.standings[i];
    out += Pad(Clean(one.player), widest) + "  " + number(one.points(), 6) + "  " + number(one.threats, 7) + "  " + number(one.tricks, 6) + "  " + number(state.hands[i].size(), 10) + "\n";
  }
  std::string table;
  for (Card card : state.table) table += (table.empty() ? "" : ", ") + CardTitle(library, card);
  out += "\n" + (table.empty() ? std::string() : "On the table: " + table + ". ");
  out += state.turn == kNone ? "All cards have been played.\n" : "It is the turn of " + Clean(session.cards.players[state.turn].view()) + ".\n";
  if (state.ignored) out += Plural(state.ignored, "entry") + " of the log did not fit the game and was left out.\n";
  return out;
}

const merlon::Session* SessionWithCards(const Workspace& workspace, const Invocation& invocation, int& exit) {
  const merlon::Session* session = nullptr;
  // The standings may be asked for when the session is over.
  if (!invocation.Has("--session") && !OpenSession(workspace.model())) session = LatestSession(workspace.model());
  if (!session) session = TheSession(workspace, invocation, exit);
  if (!session || session->cards.dealt()) return session;
  exit = Complain("no cards were dealt in session " + std::string(session->id.view()), "`merlon session deal --players ana,ben,eva --seed 7`", kBadInput);
  return nullptr;
}

// The kinds of place at which a category is usually looked for do not hold this one: worth a word, never a refusal.
void WarnOfKind(const Workspace& workspace, std::string_view category, Place place) {
  PlaceKind kind = KindOf(workspace.model(), place);
  for (const CategoryDeclaration* known : workspace.names().categories()) {
    if (known->id != category || known->of.empty()) continue;
    bool usual = std::any_of(known->of.begin(), known->of.end(), [&](const Text& of) { return of == Name(kind); });
    if (!usual) PrintError("note: `" + std::string(category) + "` is seldom looked for at " + WithArticle(Name(kind)) + "; say in its title how it works there\n");
  }
}

}  // namespace

int DealCards(const SessionRequest& request) {
  const Invocation& invocation = request.invocation;
  const Workspace& workspace = *request.opened.workspace;
  const Library& library = workspace.library();
  int exit = kFine;
  const merlon::Session* session = TheSession(workspace, invocation, exit);
  if (!session) return exit;
  if (session->cards.dealt()) return Complain("cards were dealt in session " + std::string(session->id.view()) + " already", "`merlon session score` shows the game; another session can have another", kBadInput);
  std::vector<std::string> players = Players(invocation.All("--players"));
  if (players.empty()) {
    for (const Participant& person : session->present) players.emplace_back(person.id.view());
  }
  if (players.size() < kFewestPlayers || players.size() > kMostPlayers || !AllDifferent(players)) return Complain("a game needs from 2 to 26 players, each named once", "`--players ana,ben,eva`", kBadInput);
  std::string seed = invocation.Get("--seed"), deck = invocation.Get("--deck", kDefaultDeck);
  constexpr size_t kMostDigits = 15;
  if (!IsDigits(seed) || seed.size() > kMostDigits) return Complain(seed.empty() ? "say from which number to deal" : "`" + seed + "` is no number of at most 15 digits", "`--seed 7`: the same number deals the same hands again", kBadInput);
  if (DeckOf(library, deck).empty()) {
    std::string_view near = Nearest(deck, Decks(library));
    std::string all;
    for (std::string_view known : Decks(library)) all += (all.empty() ? "`" : ", `") + std::string(known) + "`";
    return Complain("there is no deck `" + deck + "`", near.empty() ? "there is " + all : "did you mean `" + std::string(near) + "`?", kBadInput);
  }
  std::string names;
  for (const std::string& player : players) names += (names.empty() ? "" : ", ") + QuoteYaml(player, true);
  std::vector<std::string> lines = {"seed: " + seed, "players: [" + names + "]"};
  if (deck != kDefaultDeck) AddLine(lines, "deck", deck);
  ModelEdits edits(request.opened, invocation);
  edits.Set({"sessions", session->id.view(), "cards"}, Braced(lines), "scope");
  std::unique_ptr<Workspace> after = edits.Look(exit);
  if (!after) return exit;
  if (!edits.Write()) return kEnvironment;
  for (const merlon::Session& now : after->model().sessions) {
    if (now.id != session->id.view()) continue;
    GameState state = Replay(after->library(), after->model(), now.cards);
    Terminal terminal(stdout);
    std::string out;
    for (size_t i = 0; i < state.hands.size(); ++i) out += terminal.In(Paint::bold, Clean(players[i])) + "\n" + HandText(after->library(), state.hands[i], terminal);
    std::string aside;
    for (Card card : state.aside) aside += (aside.empty() ? "" : ", ") + CardTitle(after->library(), card);
    if (!aside.empty()) out += "\nPut aside: " + aside + "\n";
    out += "\nIt begins: " + Clean(players[state.turn]) + ". `merlon session play CARD PLACE --by " + Clean(players[state.turn]) + " --title \"…\"` plays a card.\n";
    if (invocation.Json()) out = GameJson(after->library(), now, state);
    if (request.opened.path == "-") PrintError(out);
    else Print(out);
  }
  return kFine;
}

int PlayCard(const SessionRequest& request) {
  const Invocation& invocation = request.invocation;
  const Workspace& workspace = *request.opened.workspace;
  const Library& library = workspace.library();
  int exit = kFine;
  const merlon::Session* session = SessionWithCards(workspace, invocation, exit);
  if (!session) return exit;
  std::optional<Card> card = FindCard(library, request.words[0]);
  if (!card) {
    std::vector<std::string> ids;
    for (Card known : DeckOf(library, session->cards.deck.empty() ? kDefaultDeck : session->cards.deck.view())) ids.push_back(CardId(library, known));
    std::vector<std::string_view> views(ids.begin(), ids.end());
    std::string_view near = Nearest(request.words[0], views);
    return Complain("there is no card `" + request.words[0] + "`", near.empty() ? "write the suit and the value: `tampering-7`, `spoofing-king`" : "did you mean `" + std::string(near) + "`?", kBadInput);
  }
  std::string by = invocation.Get("--by");
  auto who = std::find_if(session->cards.players.begin(), session->cards.players.end(), [&](const Text& player) { return player == by; });
  if (who == session->cards.players.end()) return Complain(by.empty() ? "say who plays the card" : "`" + by + "` does not play", "`--by NAME`, one of the players", kBadInput);
  GameState state = Replay(library, workspace.model(), session->cards);
  std::string forbidden = WhyNotPlay(library, session->cards, state, static_cast<uint32_t>(who - session->cards.players.begin()), *card);
  if (!forbidden.empty()) return Complain(forbidden, "`merlon session score` shows the table and whose turn it is", kBadInput);
  std::vector<std::string> played;
  AddLine(played, "card", CardId(library, *card));
  AddLine(played, "by", by);
  ModelEdits edits(request.opened, invocation);
  std::string said = Clean(by) + " played the " + CardTitle(library, *card) + ": " + Clean(CardText(library, *card)) + "\n";
  if (request.words.size() > 1) {
    std::optional<Place> place = workspace.names().FindPlace(request.words[1]);
    if (!place) {
      std::string_view near = Nearest(request.words[1], workspace.assessment().place_ids.All());
      return Complain("there is no place `" + request.words[1] + "`", near.empty() ? "name an element, a flow (`a..b`), a zone, an asset or `system`; without a place the card is played without a threat" : "did you mean `" + std::string(near) + "`?", kBadInput);
    }
    bool ace = library.suits()[card->suit].cards[card->rank].value == "ace";
    std::string title = invocation.Get("--title");
    if (title.empty() && ace) return Complain("an ace is for what nobody thought of: say how it works", "`--title \"…\"`", kBadInput);
    if (title.empty()) title = CardText(library, *card);
    std::string category(library.suits()[card->suit].category.view());
    std::string id = invocation.Get("--name", CardId(library, *card)) + "@" + PlaceId(workspace.model(), *place);
    if (!IsId(std::string_view(id).substr(0, id.find('@')))) return Complain("`" + invocation.Get("--name") + "` cannot be an id", "write it like `" + Slug(invocation.Get("--name")) + "`", kBadInput);
    if (workspace.FindThreat(id)) return Complain("there is a threat `" + id + "` already", "give this one another name with `--name`", kBadInput);
    std::vector<std::string> lines, raised;
    AddLine(lines, "title", title);
    if (workspace.names().Find(category, names::kCategory) != kNone) AddLine(lines, "category", category);
    AddLine(raised, "session", session->id.view());
    AddLine(raised, "by", by);
    AddLine(raised, "card", CardId(library, *card));
    lines.push_back("raised: " + Braced(raised));
    edits.AddEntry("threats", id, lines);
    AddLine(played, "threat", id);
    said += "It became `" + id + "`.\n";
    WarnOfKind(workspace, category, *place);
  }
  edits.AddItem({"sessions", session->id.view(), "cards", "played"}, Braced(played));
  std::unique_ptr<Workspace> after = edits.Look(exit);
  if (!after) return exit;
  if (!edits.Write()) return kEnvironment;
  for (const merlon::Session& now : after->model().sessions) {
    if (now.id != session->id.view()) continue;
    GameState next = Replay(after->library(), after->model(), now.cards);
    bool trick_over = next.table.empty();
    if (trick_over && next.turn != kNone) said += "The trick goes to " + Clean(now.cards.players[next.turn].view()) + ", who leads.\n";
    else if (next.turn != kNone) said += "Next: " + Clean(now.cards.players[next.turn].view()) + ".\n";
    else said += "That was the last card. `merlon session score` shows who won.\n";
    std::string out = invocation.Json() ? GameJson(after->library(), now, next) : said;
    if (request.opened.path == "-") PrintError(out);
    else Print(out);
  }
  return kFine;
}

int PrintStandings(const SessionRequest& request) {
  const Workspace& workspace = *request.opened.workspace;
  int exit = kFine;
  const merlon::Session* session = SessionWithCards(workspace, request.invocation, exit);
  if (!session) return exit;
  GameState state = Replay(workspace.library(), workspace.model(), session->cards);
  Terminal terminal(stdout);
  if (!request.invocation.Has("--hand")) {
    Print(request.invocation.Json() ? GameJson(workspace.library(), *session, state) : GameText(workspace.library(), *session, state, terminal));
    return kFine;
  }
  std::string player = request.invocation.Get("--hand");
  for (size_t i = 0; i < state.standings.size(); ++i) {
    if (state.standings[i].player != player) continue;
    std::string out;
    for (Card card : state.hands[i]) out += terminal.In(Paint::cyan, Pad(CardId(workspace.library(), card), 28)) + "  " + Clean(CardText(workspace.library(), card)) + "\n";
    Print(request.invocation.Json() ? GameJson(workspace.library(), *session, state) : out.empty() ? "no cards left\n" : out);
    return kFine;
  }
  return Complain("`" + player + "` does not play", "name one of the players", kBadInput);
}

}  // namespace merlon::cli
