#include "engine/retro_judge.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/strings.h"

namespace merlon {
namespace {

constexpr int64_t kHoursOfDay = 8;
// From how many of a kind a share says anything, and what share is too much.
constexpr size_t kFewToJudge = 5, kTooMuch = 70, kNoisy = 50;

std::string Count(size_t count, std::string_view one, std::string_view many) { return std::to_string(count) + " " + std::string(count == 1 ? one : many); }

class RetroJudge {
 public:
  RetroJudge(const Workspace& workspace, const RetroOptions& options, const RetroHistory& history, Retrospective& retro) : workspace_(workspace), model_(workspace.model()), options_(options), history_(history), retro_(retro) {}

  void Run() {
    last_ = LatestSession(model_);
    Authors();
    Responses();
    Views();
    Focus();
    Paranoia();
    NextDate();
    Actions();
    WentWell();
  }

 private:
  void Pattern(std::string_view id, std::string_view title, std::string detail) { retro_.patterns.push_back({id, title, std::move(detail)}); }

  void Authors() {
    std::set<std::string_view> people;
    for (const Session& session : model_.sessions) {
      for (const Participant& person : session.present) people.insert(person.id.view());
    }
    if (people.size() == 1) return Pattern("one-author", "One person did it all", "only " + std::string(*people.begin()) + " was in a session; whoever built it does not see what they did not think of");
    if (people.empty() && history_.authors.size() == 1) Pattern("one-author", "One person did it all", "every commit is by " + history_.authors.front() + ", and no session says who else was asked");
  }

  void Responses() {
    size_t answers = 0;
    for (const Decision& decision : model_.decisions) answers += decision.eliminate == Tri::yes || AnswersByControls(decision) || !decision.transfer.empty() || decision.accept == Tri::yes || decision.dismiss == Tri::yes;
    if (retro_.undecided.empty() || answers > 0) return;
    bool again = model_.sessions.size() > 1 || retro_.trend.size() > 2;
    bool grows = std::all_of(retro_.trend.begin(), retro_.trend.end(), [&](const RevisionCounts& at) { return !at.readable || at.open <= retro_.trend.back().open; });
    if (again && grows && retro_.undecided.size() >= kFewToJudge) {
      std::string over = model_.sessions.size() > 1 ? Count(model_.sessions.size(), "session", "sessions") : Count(retro_.trend.size(), "version", "versions");
      return Pattern("admiration", "Admiration of the problem", Count(retro_.undecided.size(), "open threat", "open threats") + " after " + over + ", and nothing is decided");
    }
    Pattern("no-responses", "Threats without responses", Count(retro_.undecided.size(), "open threat has", "open threats have") + " no decision, and there is no decision at all");
  }

  void Views() {
    constexpr size_t kSmall = 3;
    bool more = !model_.use_cases.empty() || !model_.states.empty() || !model_.trees.empty();
    if (!more && model_.element_count() > kSmall) Pattern("one-view", "One view only", "no use case, no state machine and no attack tree: the same drawing shows the same threats again");
  }

  // What most of the effort went to, when it is nearly all of it. Effort is what people wrote: threats and decisions.
  void Focus() {
    std::map<std::string_view, size_t> categories, places;
    size_t all = 0;
    auto take = [&](const Threat& threat) {
      ++all;
      ++categories[threat.category];
      ++places[workspace_.PlaceIdOf(threat.place)];
    };
    for (const Threat& threat : workspace_.assessment().threats) {
      if (threat.rule == kNone) take(threat);
      if (threat.decision != kNone) take(threat);
    }
    if (all < kFewToJudge) return;
    auto judge = [&](const std::map<std::string_view, size_t>& by, std::string_view title, size_t kinds) {
      for (const auto& [name, count] : by) {
        if (kinds < 2 || name.empty() || Percent(count, all) <= kTooMuch) continue;
        Pattern("one-kind", title, std::to_string(Percent(count, all)) + " % of what people wrote is about `" + std::string(name) + "`");
      }
    };
    judge(categories, "Nearly everything about one category", retro_.categories.size());
    judge(places, "Nearly everything about one place", model_.element_count() + model_.flows.size());
  }

  void Paranoia() {
    if (retro_.by_hand < kFewToJudge || Percent(retro_.far_fetched, retro_.by_hand) < kNoisy) return;
    Pattern("paranoia", "Imagination instead of expectation", Count(retro_.far_fetched, "threat", "threats") + " of " + std::to_string(retro_.by_hand) + " that people wrote are called paranoid, academic or a fad");
  }

  void NextDate() {
    if (!last_) return Pattern("no-session", "No session is written down", "nobody can say who looked at this model, or when");
    std::optional<int32_t> held = ParseDatedKey(last_->id.view());
    if (!last_->next.given()) return Pattern("no-next-date", "No next date", "session " + std::string(last_->id.view()) + " set none; a model that nobody looks at again ages unseen");
    bool passed = last_->next.day < options_.today && held && *held < last_->next.day;
    if (passed) Pattern("no-next-date", "The next date has passed", "session " + std::string(last_->id.view()) + " set " + std::string(last_->next.text.view()) + ", and none was held since");
  }

  // --- What follows ---

  void Propose(std::string what, std::string_view owner, int32_t days) {
    bool there = false;
    for (const auto* list : {&retro_.overdue, &retro_.waiting}) {
      there |= std::any_of(list->begin(), list->end(), [&](const Action* action) { return action->what == what; });
    }
    if (!there) retro_.actions.push_back({std::move(what), std::string(owner), options_.today + days});
  }
  // One action for each owner, naming the first few of what is theirs.
  void ProposeFor(const std::vector<RetroItem>& items, std::string_view lead, int32_t days) {
    std::map<std::string, std::vector<std::string>> by_owner;
    for (const RetroItem& item : items) by_owner[item.owner].push_back(item.id);
    for (const auto& [owner, ids] : by_owner) Propose(std::string(lead) + Some(ids), owner, days);
  }
  static std::string Some(const std::vector<std::string>& ids) {
    constexpr size_t kNamed = 3;
    std::string text;
    for (size_t i = 0; i < std::min(ids.size(), kNamed); ++i) text += (i ? ", " : "") + ids[i];
    return text + (ids.size() > kNamed ? " and " + std::to_string(ids.size() - kNamed) + " more" : "");
  }

  void Actions() {
    constexpr int32_t kSoon = 14, kLater = 30;
    std::string_view owner = model_.owner.view();
    ProposeFor(retro_.expired, "Renew or drop what has run out: ", kSoon);
    ProposeFor(retro_.undecided, "Decide about ", kSoon);
    ProposeFor(retro_.orphaned, "Remove or re-address decisions about nothing: ", kSoon);
    ProposeFor(retro_.unproven, "Show that these mitigations work: ", kLater);
    ProposeFor(retro_.stale, "Look again at ", kLater);
    if (!retro_.untouched.empty()) Propose("Look at places that nobody has looked at: " + Some(retro_.untouched), owner, kLater);
    if (Percent(retro_.undetermined, retro_.listed) > kNoisy && !retro_.noise.empty()) Propose("Answer the questions about " + retro_.noise.front().place + ", which hold up most threats", owner, kLater);
    if (!retro_.cost.warnings.empty()) Propose("Choose fewer or cheaper responses, or ask for a larger budget", owner, kLater);
    if (last_) {
      std::string missing;
      for (const RoleDeclaration* role : MissingRoles(workspace_.library(), *last_)) missing += (missing.empty() ? "" : ", ") + std::string(role->title.view());
      if (!missing.empty()) Propose("Bring the missing roles into the next session: " + missing, owner, kSoon);
    }
    for (const AntiPattern& pattern : retro_.patterns) {
      if (pattern.id == "no-session" || pattern.id == "no-next-date") Propose("Hold the next session", owner, kSoon);
      if (pattern.id == "one-view") Propose("Draw a second view: a use case, or the states of the most important process", owner, kLater);
      if (pattern.id == "one-author" && !last_) Propose("Look at the model together with somebody else", owner, kSoon);
    }
  }

  void WentWell() {
    auto well = [&](bool is_so, std::string text) {
      if (is_so) retro_.went_well.push_back(std::move(text));
    };
    size_t mitigations = 0, done = 0;
    for (const Decision& decision : model_.decisions) mitigations += AnswersByControls(decision);
    for (const Session& session : model_.sessions) done += static_cast<size_t>(std::count_if(session.actions.begin(), session.actions.end(), [](const Action& action) { return action.state == ActionState::done; }));
    well(retro_.listed > 0 && retro_.undecided.empty() && retro_.expired.empty(), "every open threat has a decision");
    well(retro_.listed > 0 && retro_.undetermined == 0, "every question has an answer");
    well(mitigations > 0 && retro_.unproven.empty(), mitigations == 1 ? "the mitigation names its evidence" : "all " + std::to_string(mitigations) + " mitigations name their evidence");
    well(!model_.decisions.empty() && retro_.expired.empty() && retro_.orphaned.empty(), "no decision has run out or lost its threat");
    well(retro_.untouched.empty() && model_.element_count() > 0, "every element and flow was looked at");
    well(last_ && MissingRoles(workspace_.library(), *last_).empty(), "all roles were at the table in the last session");
    well(done > 0, Count(done, "action was", "actions were") + " carried out");
    well(retro_.by_hand > 0, Count(retro_.by_hand, "threat that no rule knows was", "threats that no rule knows were") + " written by hand");
    bool priced = retro_.cost.budget_hours > 0 || retro_.cost.budget_minor > 0;
    well(priced && retro_.cost.controls > 0 && retro_.cost.warnings.empty(), "the responses fit into the budget");
    const RevisionCounts* first = nullptr;
    for (const RevisionCounts& at : retro_.trend) {
      if (at.readable && !first) first = &at;
    }
    if (first) well(first->open > retro_.trend.back().open, "open threats fell from " + std::to_string(first->open) + " to " + std::to_string(retro_.trend.back().open));
  }

  const Workspace& workspace_;
  const Model& model_;
  const RetroOptions& options_;
  const RetroHistory& history_;
  Retrospective& retro_;
  const Session* last_ = nullptr;
};

}  // namespace

void JudgeCost(Stakes stakes, ResponseCost& cost) {
  constexpr int64_t kMostDays[] = {0, 2, 20, 200, 0, 0};
  auto days = [](int64_t hours) { return std::to_string((hours + kHoursOfDay - 1) / kHoursOfDay) + " days"; };
  auto money = [&](int64_t minor) { return std::to_string(minor / 100) + " " + cost.currency; };
  if (cost.budget_hours > 0 && cost.hours > cost.budget_hours) cost.warnings.push_back("the responses take " + days(cost.hours) + " of work, and the budget has " + days(cost.budget_hours));
  if (cost.budget_minor > 0 && cost.minor > cost.budget_minor) cost.warnings.push_back("the responses cost " + money(cost.minor) + ", and the budget has " + money(cost.budget_minor));
  int64_t most = kMostDays[static_cast<size_t>(stakes)] * kHoursOfDay;
  if (most > 0 && cost.hours > most) cost.warnings.push_back("the responses take " + days(cost.hours) + " of work where the stakes are " + std::string(NamesOf(stakes).names[static_cast<size_t>(stakes)]) + ": more than " + days(most) + " is out of proportion");
}

void JudgeRetro(const Workspace& workspace, const RetroOptions& options, const RetroHistory& history, Retrospective& retro) { RetroJudge(workspace, options, history, retro).Run(); }

}  // namespace merlon
