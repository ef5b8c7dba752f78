// The workshop log: start, note, raise, decide, act, close, print, and a game of cards.
#include "cli/session_actions.h"

#include <algorithm>

#include "base/strings.h"
#include "cli/files.h"

namespace merlon::cli {
namespace {

struct Action {
  std::string_view name, words;  // what follows it, for messages
  size_t fewest, most;           // words beside the model
  int (*run)(const SessionRequest&);
};
constexpr Action kActions[] = {
    {"start", "", 0, 0, StartSession},       {"note", "TEXT", 1, 1, NoteInSession},         {"raise", "NAME[@PLACE]", 1, 1, RaiseInSession}, {"decide", "THREAT", 1, 1, DecideInSession},
    {"action", "TEXT", 1, 1, ActInSession},  {"close", "", 0, 0, CloseSession},             {"minutes", "[SESSION]", 0, 1, PrintMinutes},    {"deal", "", 0, 0, DealCards},
    {"play", "CARD [PLACE]", 1, 2, PlayCard}, {"score", "", 0, 0, PrintStandings}};

bool IsModel(const std::string& word) {
  std::string problem;
  return word == "-" || FindModel(word, problem).has_value();
}

// The model stands first or last among the words; left out, it is that of the current folder.
std::vector<std::string> TakeModel(std::vector<std::string>& words, const Action& action) {
  auto take = [&](size_t at) {
    std::vector<std::string> model = {words[at]};
    words.erase(words.begin() + static_cast<std::ptrdiff_t>(at));
    return model;
  };
  if (words.empty()) return {};
  if (words.size() > action.fewest && IsModel(words.front())) return take(0);
  if (words.size() > action.fewest && IsModel(words.back())) return take(words.size() - 1);
  // Too many words: the first was meant as a model, and the complaint says that it is not there.
  return words.size() > action.most ? take(0) : std::vector<std::string>{};
}

int Run(const Invocation& invocation) {
  std::vector<std::string> words = invocation.Arguments("ACTION");
  std::string name = words.empty() ? std::string() : words.front();
  auto action = std::find_if(std::begin(kActions), std::end(kActions), [&](const Action& known) { return known.name == name; });
  if (action == std::end(kActions)) {
    std::vector<std::string_view> names;
    for (const Action& known : kActions) names.push_back(known.name);
    std::string_view near = Nearest(name, names);
    return Complain(name.empty() ? "say what to do" : "`merlon session " + name + "` means nothing", near.empty() ? "write `start`, `note`, `raise`, `decide`, `action`, `close`, `minutes`, `deal`, `play` or `score`" : "did you mean `" + std::string(near) + "`?", kBadInput);
  }
  words.erase(words.begin());
  std::vector<std::string> model = TakeModel(words, *action);
  if (words.size() < action->fewest || words.size() > action->most) {
    return Complain("`merlon session " + name + "` needs other words", "write `merlon session " + name + " MODEL" + (action->words.empty() ? "" : " " + std::string(action->words)) + "`", kBadInput);
  }
  Session session = OpenModel(invocation, model);
  if (!session.usable()) return session.exit;
  return action->run({invocation, session, std::move(words)});
}

constexpr std::string_view kSeverities[] = {"none", "low", "medium", "high", "critical"};
constexpr Argument kArguments[] = {{"ACTION", "what to do, the model, and what that needs: `start`, `note TEXT`, `raise NAME@PLACE`, `decide THREAT`, `action TEXT`, `close`, `minutes [SESSION]`, `deal`, `play CARD [PLACE]`, `score`", false, true, false}};
constexpr Option kOptions[] = {
    kFormatOption,
    {"--session", "ID", "this session; otherwise the last one that is open"},
    {"--by", "NAME", "who says, raises, decides or plays it"},
    {"--present", "NAME:ROLE", "start: who is there, and in which role", {}, true},
    {"--scope", "TEXT", "start: what is looked at"},
    {"--method", "ID", "start: the method whose steps are the agenda"},
    {"--minutes", "N", "start: how long it may take; each step gets its share"},
    {"--park", "", "note: into the parking lot"},
    {"--title", "TEXT", "raise, play: what can go wrong"},
    {"--category", "ID", "raise: its category"},
    {"--severity", "LEVEL", "raise: how bad it is", kSeverities},
    {"--from-note", "N", "raise: make this note a threat"},
    {"--from-parked", "N", "raise: make this parked note a threat"},
    {"--eliminate", "", "decide: the place goes away"},
    {"--defend", "CONTROL", "decide: prevented by these controls", {}, false, true},
    {"--mitigate", "CONTROL", "decide: taken care of by these controls", {}, false, true},
    {"--transfer", "PARTY", "decide: this party takes it over"},
    {"--accept", "", "decide: we live with it"},
    {"--dismiss", "", "decide: it does not apply here"},
    {"--why", "TEXT", "decide: the reason; one that says nothing is refused"},
    {"--agreement", "TEXT", "decide: where the hand-over is agreed"},
    {"--replace", "", "decide: in place of an earlier decision"},
    {"--owner", "NAME", "decide, action: who carries it out"},
    {"--until", "DATE", "decide, action: until when"},
    {"--done", "", "action: the open action that begins with these words is done"},
    {"--dropped", "", "action: it is given up"},
    {"--retrospective", "TEXT", "close: what was learned", {}, true},
    {"--next", "DATE", "close: the day of the next session"},
    {"--players", "NAMES", "deal: who plays, as in ana,ben,eva; otherwise all who are present", {}, true},
    {"--seed", "N", "deal: the number from which the hands follow"},
    {"--deck", "ID", "deal: another deck than elevation-of-privilege"},
    {"--name", "ID", "play: the name of the threat; otherwise that of the card"},
    {"--hand", "NAME", "score: the cards that this player still holds"},
    kLibraryOption,
    kWithOption,
    kTodayOption};
constexpr std::string_view kExamples[] = {"merlon session start shop --present ana:developer --present \"ben:product owner\" --minutes 60", "merlon session note shop \"Could somebody order twice?\" --by ana",
                                          "merlon session raise shop ordered-twice@web --from-note 1 --category tampering", "merlon session decide shop ordered-twice@web --accept --why \"…\" --by ben --until 2027-01-01",
                                          "merlon session deal shop --players ana,ben,eva --seed 7", "merlon session close shop --next 2026-12-04"};

}  // namespace

const Command& CommandSession() {
  static const Command kCommand{"session", "hold a session: who was there, what was said, raised and decided, cards, minutes", "all four questions, in one room", kArguments, kOptions, kExamples, Run};
  return kCommand;
}

}  // namespace merlon::cli
