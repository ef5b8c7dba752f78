#include "engine/retro.h"

#include <algorithm>
#include <map>
#include <set>

#include "engine/retro_judge.h"
#include "judge/evidence.h"

namespace merlon {
namespace {

class Looker {
 public:
  Looker(const Workspace& workspace, const RetroOptions& options, const RetroHistory& history) : workspace_(workspace), model_(workspace.model()), options_(options), history_(history) {}

  Retrospective Run() {
    Categories();
    Coverage();
    Threats();
    Decisions();
    Ages();
    OpenActions();
    CostOfResponses();
    result_.trend = history_.revisions;
    result_.trend.push_back(CountsOf(workspace_, "now", options_.today));
    JudgeRetro(workspace_, options_, history_, result_);
    return std::move(result_);
  }

 private:
  void Categories() {
    result_.method = workspace_.names().first_method();
    uint32_t method = workspace_.library().FindMethod(result_.method);
    if (method != kNone) {
      for (const CategoryDeclaration& category : workspace_.library().methods()[method].categories) result_.categories.push_back(&category);
    }
    if (result_.categories.empty()) result_.categories = workspace_.names().categories();
  }

  bool OutOfScope(Place place) const {
    const Facts& facts = workspace_.facts();
    if (place.domain == Domain::element) return facts.element_out_of_scope.Get(place.row) == Tri::yes;
    if (place.domain == Domain::flow) return facts.flow_out_of_scope.Get(place.row) == Tri::yes;
    return place.domain == Domain::zone && facts.zone_out_of_scope.Get(place.row) == Tri::yes;
  }

  void Coverage() {
    constexpr uint8_t kWaits = 1, kLooked = 2;
    size_t categories = result_.categories.size();
    std::vector<uint8_t> seen[kDomains];
    for (size_t domain = 0; domain < kDomains; ++domain) seen[domain].assign(RowCount(model_, static_cast<Domain>(domain)) * categories, 0);
    bool applies[kPlaceKinds] = {};
    for (const Threat& threat : workspace_.assessment().threats) {
      bool open = threat.status == Status::open || threat.status == Status::undetermined;
      if (threat.set_aside && threat.set_aside->by == kByRefinement) continue;  // the special threat stands for it
      bool looked = threat.set_aside || !open || threat.rule == kNone || threat.decision != kNone;
      applies[static_cast<size_t>(KindOf(model_, threat.place))] = true;
      for (size_t i = 0; i < categories; ++i) {
        if (result_.categories[i]->id != threat.category) continue;
        seen[static_cast<size_t>(threat.place.domain)][threat.place.row * categories + i] |= looked ? kLooked : kWaits;
      }
    }
    for (size_t k = 0; k < kPlaceKinds; ++k) {
      PlaceKind kind = static_cast<PlaceKind>(k);
      bool drawn = kind <= PlaceKind::flow;
      if (!drawn && !applies[k]) continue;
      CoverageRow row{kind, std::vector<CoverageCell>(categories)};
      size_t places = 0;
      size_t domain = static_cast<size_t>(DomainOf(kind));
      for (uint32_t r = 0; r < RowCount(model_, DomainOf(kind)); ++r) {
        Place place{DomainOf(kind), r};
        if (KindOf(model_, place) != kind || OutOfScope(place)) continue;
        ++places;
        bool touched = false;
        for (size_t i = 0; i < categories; ++i) {
          uint8_t state = seen[domain][r * categories + i];
          CoverageCell& cell = row.cells[i];
          cell.applies |= Usual(*result_.categories[i], kind) || state != 0;
          ++(state & kLooked ? cell.looked : state & kWaits ? cell.waiting : cell.silent);
          touched |= (state & kLooked) != 0;
        }
        if (drawn && !touched) result_.untouched.push_back(PlaceId(model_, place));
      }
      if (places > 0) result_.coverage.push_back(std::move(row));
    }
  }
  static bool Usual(const CategoryDeclaration& category, PlaceKind kind) {
    return std::any_of(category.of.begin(), category.of.end(), [&](const Text& of) { return of == Name(kind); }) || (category.of.empty() && kind <= PlaceKind::flow);
  }

  void Threats() {
    std::map<std::string, PlaceNoise> noise;
    for (const Threat& threat : workspace_.assessment().threats) {
      if (threat.set_aside) continue;
      ++result_.listed;
      std::string place(workspace_.PlaceIdOf(threat.place));
      PlaceNoise& here = noise.try_emplace(place, PlaceNoise{place, 0, 0}).first->second;
      ++here.threats;
      if (threat.status == Status::undetermined) ++result_.undetermined, ++here.undetermined;
      // Nobody decides about a threat that has legs: they are decided.
      bool has_legs = threat.hand != kNone && !model_.threats[threat.hand].legs.empty();
      if (threat.status == Status::open && threat.decision == kNone && !has_legs) result_.undecided.push_back({std::string(threat.id), std::string(Name(threat.severity)) + ": " + workspace_.ThreatTitle(threat), std::string(model_.owner.view())});
    }
    for (auto& [id, here] : noise) {
      if (here.undetermined > 0) result_.noise.push_back(here);
    }
    std::stable_sort(result_.noise.begin(), result_.noise.end(), [](const PlaceNoise& a, const PlaceNoise& b) { return a.undetermined > b.undetermined; });
    for (const HandThreat& threat : model_.threats) {
      ++result_.by_hand;
      result_.far_fetched += threat.plausibility >= Plausibility::paranoid;
    }
  }

  // Who is to be asked about a decision.
  std::string OwnerOf(const Decision& decision) const {
    const Text& owner = !decision.owner.empty() ? decision.owner : !decision.by.empty() ? decision.by : model_.owner;
    return std::string(owner.view());
  }

  void Decisions() {
    for (uint32_t i = 0; i < model_.decisions.size(); ++i) {
      const Decision& decision = model_.decisions[i];
      if (workspace_.IsOrphaned(i)) result_.orphaned.push_back({std::string(decision.id.view()), "no such threat", OwnerOf(decision)});
      bool unproven = AnswersByControls(decision) && !EvidenceOf(model_, decision).given;
      std::string controls;
      for (const Ref& control : ControlsOf(decision)) controls += (controls.empty() ? "" : ", ") + std::string(control.view());
      if (unproven) result_.unproven.push_back({std::string(decision.id.view()), controls.empty() ? "names no control" : controls, OwnerOf(decision)});
    }
  }

  // The day on which somebody last touched an entry: the latest that its own dates, the session of the decision, or the history name. Nothing: unknown.
  std::optional<int32_t> LastTouched(const Text& id, std::initializer_list<const Date*> dates) const {
    std::optional<int32_t> last;
    auto take = [&](int32_t day) { last = last ? std::max(*last, day) : day; };
    for (const Date* date : dates) {
      if (date->given()) take(date->day);
    }
    if (!id.node) return last;
    const Document& document = workspace_.document();
    Location from = document.Locate(document.span(id.node).begin);
    uint32_t end = std::max(document.span(id.node).end, document.span(document.Next(id.node)).end);
    Location to = document.Locate(end > document.span(id.node).begin ? end - 1 : end);
    if (from.file.value >= history_.line_days.size()) return last;
    const std::vector<int32_t>& days = history_.line_days[from.file.value];
    for (size_t line = from.line; line <= to.line && line <= days.size(); ++line) take(days[line - 1]);
    return last;
  }

  void Age(const Text& id, std::string_view what, std::string owner, std::initializer_list<const Date*> dates, const Date& until, std::string_view session = {}) {
    if (until.given() && until.day < options_.today) {
      result_.expired.push_back({std::string(id.view()), std::string(what) + ", ran out on " + std::string(until.text.view()), std::move(owner)});
      return;
    }
    std::optional<int32_t> day = LastTouched(id, dates);
    if (std::optional<int32_t> held = ParseDatedKey(session); held && (!day || *held > *day)) day = held;
    if (day && *day < options_.stale_before) result_.stale.push_back({std::string(id.view()), std::string(what) + ", last touched on " + DayText(*day), std::move(owner)});
  }

  void Ages() {
    for (const Decision& decision : model_.decisions) Age(decision.id, "decision", OwnerOf(decision), {&decision.since, &decision.evidence.date, &decision.changed}, decision.until, decision.session.view());
    for (const Trust& trust : model_.trust) Age(trust.id, "trust in " + std::string(trust.whom.view()), std::string(model_.owner.view()), {&trust.since, &trust.evidence.date, &trust.changed}, trust.until);
    for (const Expectation& expectation : model_.expects) {
      const Text& owner = !expectation.owner.empty() ? expectation.owner : !expectation.by.empty() ? expectation.by : model_.owner;
      Age(expectation.id, "verdict", std::string(owner.view()), {}, expectation.until);
    }
  }

  void OpenActions() {
    result_.overdue = OverdueActions(model_, options_.today);
    for (const Session& session : model_.sessions) {
      for (const Action& action : session.actions) {
        if (IsOpen(action) && std::find(result_.overdue.begin(), result_.overdue.end(), &action) == result_.overdue.end()) result_.waiting.push_back(&action);
      }
    }
  }

  void CostOfResponses() {
    std::set<std::string_view> named;
    for (const Decision* decision : workspace_.assessment().decisions) {
      for (const Ref& control : ControlsOf(*decision)) named.insert(control.view());
    }
    for (const OwnControl& control : model_.controls) named.insert(control.id.view());
    ResponseCost& cost = result_.cost;
    cost.budget_hours = model_.budget.effort.hours;
    cost.budget_minor = model_.budget.money.minor;
    cost.currency = model_.budget.money.currency;
    for (std::string_view name : named) Price(name);
    JudgeCost(model_.stakes, cost);
  }

  void Price(std::string_view name) {
    ResponseCost& cost = result_.cost;
    Money money;
    Effort effort;
    if (uint32_t known = workspace_.library().FindControl(name); known != kNone) {
      money = workspace_.library().controls()[known].money;
      effort = workspace_.library().controls()[known].effort;
    }
    for (const OwnControl& own : model_.controls) {
      if (own.id != name) continue;
      if (own.money.given()) money = own.money;
      if (own.effort.given()) effort = own.effort;
    }
    ++cost.controls;
    cost.unpriced += !money.given() && !effort.given();
    cost.hours += effort.hours;
    if (!money.given()) return;
    if (cost.currency.empty()) cost.currency = money.currency;
    if (cost.currency == money.currency) cost.minor += money.minor;
    else ++cost.other_currency;
  }

  const Workspace& workspace_;
  const Model& model_;
  const RetroOptions& options_;
  const RetroHistory& history_;
  Retrospective result_;
};

}  // namespace

size_t Percent(size_t part, size_t whole) { return whole == 0 ? 0 : part * 100 / whole; }

RevisionCounts CountsOf(const Workspace& workspace, std::string revision, int32_t day) {
  RevisionCounts counts{std::move(revision), day};
  for (const Threat& threat : workspace.assessment().threats) {
    size_t* all[] = {&counts.open, &counts.undetermined, &counts.handled, &counts.decided};
    ++(threat.set_aside ? counts.set_aside : *all[static_cast<size_t>(threat.status)]);
  }
  return counts;
}

Retrospective LookBack(const Workspace& workspace, const RetroOptions& options, const RetroHistory& history) { return Looker(workspace, options, history).Run(); }

}  // namespace merlon
