#include "judge/assess.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/string_map.h"
#include "judge/adversaries.h"
#include "judge/score.h"
#include "judge/verdict.h"

namespace merlon {
namespace {

// Puts `items[order[i]]` at `i`, circle by circle: a second list would be the largest block of an analysis. Uses up `order`.
void Permute(std::vector<Threat>& items, std::vector<uint32_t>& order) {
  for (uint32_t start = 0; start < order.size(); ++start) {
    Threat held = items[start];
    uint32_t at = start;
    for (uint32_t from = order[at]; from != start; from = order[at]) {
      items[at] = items[from];
      order[at] = at;
      at = from;
    }
    items[at] = held;
    order[at] = at;
  }
}

class Assessor {
 public:
  explicit Assessor(const AssessInput& input) : input_(input), model_(input.model), scorer_(input), adversaries_(input) {}

  Assessment Run() {
    Decisions();
    Verdicts();
    scoped_ = std::none_of(model_.zones.begin(), model_.zones.end(), [](const Zone& zone) { return !zone.out_of_scope.empty(); }) && !facts().element_out_of_scope.yes.CountOnes() && !facts().flow_out_of_scope.yes.CountOnes();
    result_.place_ids = PlaceIds(model_);
    result_.threats.reserve(input_.matches.size() + model_.threats.size());
    for (const Match& match : input_.matches) FromMatch(match);
    for (uint32_t i = 0; i < model_.threats.size(); ++i) FromHand(i);
    Legs();
    Reopen();
    Refine();
    Rank();
    return std::move(result_);
  }

 private:
  // The verdict on a category that sets threats aside.
  struct Standing {
    const Expectation* expectation = nullptr;
    Verdict verdict = Verdict::none;
  };

  // The keys of the use case come first: what is decided there holds there.
  void Decisions() {
    for (const Decision& decision : model_.decisions) result_.decisions.push_back(&decision);
    uint32_t of_model = static_cast<uint32_t>(model_.decisions.size());
    if (input_.use_case) {
      for (const Decision& decision : input_.use_case->decisions) result_.decisions.push_back(&decision);
    }
    uint32_t all = static_cast<uint32_t>(result_.decisions.size());
    for (uint32_t i = of_model; i < all; ++i) Key(i);
    for (uint32_t i = 0; i < of_model; ++i) Key(i);
    result_.decision_used.assign(all, false);
    any_pattern_ = std::any_of(result_.decisions.begin(), result_.decisions.end(), [](const Decision* decision) { return decision->id.view().find("any") != std::string_view::npos; });
  }
  void Key(uint32_t index) {
    const Decision& decision = *result_.decisions[index];
    keys_.Insert(decision.id.view(), index);
    if (!decision.was.empty()) keys_.Insert(decision.was.view(), index);
  }

  void Verdicts() {
    Stand(model_.expects);
    if (input_.use_case) Stand(input_.use_case->expects);
  }
  void Stand(const Entries<Expectation>& expects) {
    for (const Expectation& expectation : expects) {
      uint32_t category = input_.names.Find(expectation.id.view(), names::kCategory);
      if (category == kNone) continue;
      uint32_t index = Unpack(category).index;
      if (verdicts_.size() <= index) verdicts_.resize(index + 1);
      bool expired = expectation.until.given() && expectation.until.day < input_.today;
      if (!expired) verdicts_[index] = {&expectation, EffectiveVerdict(model_, input_.names, expectation)};
    }
  }

  void FromMatch(const Match& match) {
    const CompiledRule& rule = input_.rules.rules()[match.rule];
    const RuleDeclaration& declared = input_.library.rules()[rule.declaration];
    Threat threat;
    std::string_view place = result_.place_ids(match.place);
    threat.id = result_.texts.Join({declared.id.view(), "@", place});
    threat.rule = match.rule;
    threat.place = match.place;
    threat.category = CategoryOfRule(match.rule, declared);
    threat.status = match.status == MatchStatus::open ? Status::open : match.status == MatchStatus::handled ? Status::handled : Status::undetermined;
    Score score = scorer_.OfMatch(rule, match);
    threat.score = static_cast<uint8_t>(score.score);
    threat.severity = score.severity;
    threat.decision = FindDecision(threat.id, declared.id.view(), place);
    for (const Text& former : declared.formerly) {
      if (threat.decision == kNone) threat.decision = FindDecision(std::string(former.view()) + "@" + std::string(place), former.view(), place);
    }
    if (threat.decision == kNone && !result_.decisions.empty()) threat.decision = FindRenamed(declared.id.view(), match.place);
    ApplyDecision(threat);
    PutAside(threat);
    result_.threats.push_back(std::move(threat));
  }

  // Matches come rule by rule, so the last answer is mostly the next one too.
  std::string_view CategoryOfRule(uint32_t rule, const RuleDeclaration& declared) {
    if (last_rule_ == rule) return last_category_;
    last_rule_ = rule;
    last_category_ = declared.Category(input_.names.first_method());
    if (last_category_.empty()) last_category_ = AnyCategory(declared);
    return last_category_;
  }
  std::string_view AnyCategory(const RuleDeclaration& declared) const {
    for (std::string_view method : input_.names.methods()) {
      if (std::string_view category = declared.Category(method); !category.empty()) return category;
    }
    return {};
  }

  void FromHand(uint32_t index) {
    const HandThreat& hand = model_.threats[index];
    std::optional<Place> place = input_.names.FindPlace(hand.place.view());
    if (!place) return;
    std::string_view name = hand.id.view().substr(0, hand.id.view().find('@'));
    std::string_view place_id = result_.place_ids(*place);
    Threat threat;
    threat.id = result_.texts.Join({name, "@", place_id});
    threat.hand = index;
    threat.place = *place;
    threat.category = hand.category.view();
    static constexpr uint8_t kPoints[] = {50, 0, 25, 50, 75, 100};
    threat.score = kPoints[static_cast<size_t>(hand.severity)];
    threat.severity = hand.severity == ThreatSeverity::unknown ? ThreatSeverity::medium : hand.severity;
    threat.decision = FindDecision(threat.id, name, place_id);
    ApplyDecision(threat);
    PutAside(threat);
    result_.threats.push_back(std::move(threat));
  }

  uint32_t FindDecision(std::string_view id, std::string_view rule, std::string_view place) {
    uint32_t found = keys_.Find(id);
    if (found == kNone && any_pattern_) {
      found = keys_.Find(std::string(rule) + "@any");
      if (found == kNone) found = keys_.Find("any@" + std::string(place));
    }
    if (found != kNone) result_.decision_used[found] = true;
    return found;
  }

  // `was:` at a place carries decisions that still use its former id.
  uint32_t FindRenamed(std::string_view rule, Place place) {
    std::string was = FormerPlaceId(model_, place);
    return was.empty() ? kNone : FindDecision(std::string(rule) + "@" + was, rule, was);
  }

  void ApplyDecision(Threat& threat) {
    if (threat.decision == kNone) return;
    const Decision& decision = *result_.decisions[threat.decision];
    if (decision.until.given() && decision.until.day < input_.today) return;
    bool settles = decision.accept == Tri::yes || decision.dismiss == Tri::yes || !decision.transfer.empty();
    if (settles && threat.status != Status::handled) threat.status = Status::decided;
    // No rule judges a threat written by hand: its controls do, when there are any and all are in place.
    if (threat.hand == kNone || ControlsOf(decision).empty()) return;
    bool in_place = std::all_of(ControlsOf(decision).begin(), ControlsOf(decision).end(), [&](const Ref& control) {
      if (control.target == kNone) return false;
      Target target = Unpack(control.target);
      return target.kind != TargetKind::own_control || model_.controls[target.index].state != ControlState::planned;
    });
    if (in_place) threat.status = Status::handled;
  }

  void SetThreatAside(Threat& threat, std::string_view reason, std::string_view by) { threat.set_aside = &result_.set_aside.emplace_back(SetAside{reason, by}); }
  void PutAside(Threat& threat) {
    if (std::string_view why = scoped_ ? std::string_view() : OutOfScope(threat.place); !why.empty()) {
      SetThreatAside(threat, why, kByScope);
      return;
    }
    if (threat.hand != kNone) {
      const HandThreat& hand = model_.threats[threat.hand];
      bool implausible = hand.plausibility == Plausibility::paranoid || hand.plausibility == Plausibility::academic || hand.plausibility == Plausibility::fad;
      if (implausible) {
        SetThreatAside(threat, hand.why.view(), NamesOf(hand.plausibility).names[static_cast<size_t>(hand.plausibility)]);
        return;
      }
    }
    SetAsideByCategory(threat);
    if (threat.set_aside || threat.rule == kNone || model_.adversaries.empty()) return;
    const Effort& effort = input_.library.rules()[input_.rules.rules()[threat.rule].declaration].effort;
    if (adversaries_.AnyCouldAndWould(threat.place, effort.hours)) return;
    SetThreatAside(threat, result_.texts.Join({"nobody who is named could spend ", effort.text.view(), " on it and wants what is there"}), "no-adversary");
  }

  void SetAsideByCategory(Threat& threat) {
    if (threat.category.empty() || (model_.trust.empty() && verdicts_.empty())) return;
    uint32_t category = input_.names.Find(threat.category, names::kCategory);
    if (category == kNone) return;
    for (const Trust& trust : model_.trust) {
      bool duty = std::any_of(trust.duties.begin(), trust.duties.end(), [&](const Ref& ref) { return ref.target == category; });
      if (!duty || !Holds(trust, input_.today) || !Covers(trust, threat.place)) continue;
      SetThreatAside(threat, trust.why.view(), trust.whom.view());
      return;
    }
    uint32_t index = Unpack(category).index;
    if (index >= verdicts_.size() || verdicts_[index].verdict != Verdict::not_expected) return;
    const Expectation& expectation = *verdicts_[index].expectation;
    SetThreatAside(threat, expectation.why.view(), expectation.handled_by.empty() ? std::string_view("not-expected") : expectation.handled_by.view());
  }

  bool Covers(const Trust& trust, Place place) const {
    if (trust.on.empty()) return true;
    for (const Ref& on : trust.on) {
      std::optional<Place> covered = input_.names.FindPlace(on.view());
      if (!covered) continue;
      if (*covered == place) return true;
      if (covered->domain != Domain::zone || place.domain != Domain::element) continue;
      for (uint32_t zone = input_.facts.element_zone[place.row]; zone != kNone; zone = input_.facts.zone_parent[zone]) {
        if (zone == covered->row) return true;
      }
    }
    return false;
  }

  // An element is out of scope with its zone; a flow when it says so itself or when both its ends are.
  std::string_view OutOfScope(Place place) const {
    if (place.domain == Domain::flow) {
      const Flow& flow = model_.flows[place.row];
      if (!flow.out_of_scope.empty()) return flow.out_of_scope.view();
      if (flow.source.target == kNone || flow.target.target == kNone) return {};
      std::string_view source = OutOfScope({Domain::element, Unpack(flow.source.target).index});
      return OutOfScope({Domain::element, Unpack(flow.target.target).index}).empty() ? std::string_view() : source;
    }
    uint32_t zone = kNone;
    if (place.domain == Domain::element) {
      const Element& element = model_.element(place.row);
      if (!element.out_of_scope.empty()) return element.out_of_scope.view();
      zone = input_.facts.element_zone[place.row];
    } else if (place.domain == Domain::zone) {
      zone = place.row;
    }
    for (; zone != kNone; zone = input_.facts.zone_parent[zone]) {
      if (!model_.zones[zone].out_of_scope.empty()) return model_.zones[zone].out_of_scope.view();
    }
    return {};
  }

  // A threat with legs is as open as the most open of them.
  void Legs() {
    bool any = std::any_of(model_.threats.begin(), model_.threats.end(), [](const HandThreat& threat) { return !threat.legs.empty(); });
    if (!any) return;
    StringMap by_id;
    for (uint32_t i = 0; i < result_.threats.size(); ++i) by_id.Insert(result_.threats[i].id, i);
    // Legs may have legs: repeat until nothing changes. Each pass settles at least one level; mutual legs stop at the cap.
    bool changed = true;
    for (size_t pass = 0; changed && pass < kDeepestNesting; ++pass) {
      changed = false;
      for (Threat& threat : result_.threats) {
        if (threat.hand == kNone || model_.threats[threat.hand].legs.empty()) continue;
        if (threat.decision != kNone && threat.status == Status::decided && pass == 0) decided_.insert(threat.hand);
        if (decided_.contains(threat.hand)) continue;
        Status worst = Status::decided;
        for (const Text& leg : model_.threats[threat.hand].legs) {
          uint32_t found = by_id.Find(leg.view());
          worst = std::min(worst, found == kNone ? Status::open : result_.threats[found].status);
        }
        changed |= worst != threat.status;
        threat.status = worst;
      }
    }
  }

  const Facts& facts() const { return input_.facts; }

  // A threat written by hand that is expected and open is real: what it defeats no longer stands, whatever handled it or was decided about it.
  void Reopen() {
    std::map<std::string_view, std::string_view> defeated;  // a category or a threat -> by which threat
    for (const Threat& threat : result_.threats) {
      if (threat.hand == kNone || threat.status != Status::open || threat.set_aside) continue;
      const HandThreat& hand = model_.threats[threat.hand];
      if (hand.plausibility != Plausibility::expected) continue;
      for (const Text& text : hand.defeats) defeated.emplace(text.view(), threat.id);
    }
    if (defeated.empty()) return;
    for (Threat& threat : result_.threats) {
      bool stood = threat.status == Status::handled || threat.status == Status::decided;
      if (!stood || threat.set_aside) continue;
      auto by = defeated.find(threat.id);
      if (by == defeated.end()) by = defeated.find(threat.category);
      if (by == defeated.end()) continue;
      threat.status = Status::open;
      threat.reopened_by = by->second;
    }
  }

  // Most serious first. Among equal scores in breadth: what is the first at its place comes before what is the second at another, then the element that
  // more flows meet. Then by id: as no id contains `@` but that of a threat, ids order as first the part before it, then the part after.
  void Rank() {
    std::vector<std::string_view> names;
    for (const Threat& threat : result_.threats) {
      std::string_view name = NameOf(threat);
      if (names.empty() || names.back() != name) names.push_back(name);
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    StringMap name_ranks;
    for (uint32_t i = 0; i < names.size(); ++i) name_ranks.Insert(names[i], i);
    std::array<std::vector<uint32_t>, kDomains> place_ranks = result_.place_ids.Ranks();
    struct Key {
      uint64_t weight;  // from the top: set aside, score, flows
      uint64_t id;
      uint32_t threat;
    };
    constexpr uint64_t kMostFlows = UINT16_MAX;
    std::vector<Key> order;
    order.reserve(result_.threats.size());
    uint64_t name_rank = 0;
    std::string_view last_name;
    for (uint32_t i = 0; i < result_.threats.size(); ++i) {
      const Threat& threat = result_.threats[i];
      if (std::string_view name = NameOf(threat); name != last_name) last_name = name, name_rank = name_ranks.Find(name);
      uint64_t place_rank = place_ranks[static_cast<size_t>(threat.place.domain)][threat.place.row];
      uint64_t flows = threat.place.domain == Domain::element ? std::min<uint64_t>(kMostFlows, input_.facts.flows_of.Row(threat.place.row).size()) : 0;
      uint64_t weight = uint64_t{threat.set_aside != nullptr} << 63 | static_cast<uint64_t>(kMostScore - threat.score) << 56 | (kMostFlows - flows);
      order.push_back({weight, name_rank << 32 | place_rank, i});
    }
    std::sort(order.begin(), order.end(), [](const Key& a, const Key& b) { return a.weight != b.weight ? a.weight < b.weight : a.id != b.id ? a.id < b.id : a.threat < b.threat; });
    // Breadth first: among equal scores, what is the first at its place comes before what is the second at another. What is equal in both keeps
    // its order.
    std::array<std::vector<uint8_t>, kDomains> seen;
    for (size_t d = 0; d < kDomains; ++d) seen[d].assign(place_ranks[d].size(), 0);
    constexpr uint8_t kMostSeen = 15;
    std::array<std::vector<uint32_t>, kMostSeen + 1> turns;
    std::vector<uint32_t> ranks;
    ranks.reserve(order.size());
    for (size_t i = 0; i < order.size(); ++i) {
      Place place = result_.threats[order[i].threat].place;
      uint8_t& before = seen[static_cast<size_t>(place.domain)][place.row];
      turns[before].push_back(order[i].threat);
      before = std::min<uint8_t>(kMostSeen, static_cast<uint8_t>(before + 1));
      bool last = i + 1 == order.size() || order[i + 1].weight >> 56 != order[i].weight >> 56;
      if (!last) continue;
      for (std::vector<uint32_t>& turn : turns) {
        ranks.insert(ranks.end(), turn.begin(), turn.end());
        turn.clear();
      }
    }
    Permute(result_.threats, ranks);
  }
  // The part before the `@`, with it: `a@` and `a-b@` order as the whole ids do.
  static std::string_view NameOf(const Threat& threat) { return threat.id.substr(0, threat.id.find('@') + 1); }

  // Where a special rule and the general one that it refines both speak of a place, one threat is listed. The general one stays when it is
  // certain and the special one is not.
  void Refine() {
    const std::vector<Match>& matches = input_.matches;
    const std::vector<CompiledRule>& rules = input_.rules.rules();
    auto before = [](const Match& a, const Match& b) { return a.rule != b.rule ? a.rule < b.rule : a.place.row < b.place.row; };
    for (size_t i = 0; i < matches.size(); ++i) {
      const Threat& special = result_.threats[i];
      if (special.set_aside || special.status > Status::undetermined) continue;
      for (uint32_t general : rules[matches[i].rule].refines) {
        Match wanted{general, matches[i].place};
        auto found = std::lower_bound(matches.begin(), matches.end(), wanted, before);
        if (found == matches.end() || found->rule != general || found->place != wanted.place) continue;
        Threat& threat = result_.threats[static_cast<size_t>(found - matches.begin())];
        bool surer = found->applies && !matches[i].applies;
        if (surer || threat.set_aside || threat.status > Status::undetermined || threat.status < special.status) continue;
        SetThreatAside(threat, result_.texts.Join({"`", special.id, "` says it more exactly"}), kByRefinement);
      }
    }
  }

  const AssessInput& input_;
  const Model& model_;
  Assessment result_;
  StringMap keys_;
  bool any_pattern_ = false;
  std::set<uint32_t> decided_;  // hand-written threats with legs that were decided as a whole
  std::vector<Standing> verdicts_;
  uint32_t last_rule_ = kNone;
  std::string_view last_category_;
  Scorer scorer_;
  Adversaries adversaries_;
  bool scoped_ = false;  // nothing is out of scope
};

}  // namespace

std::string_view Name(Status status) {
  static constexpr std::string_view kNames[] = {"open", "undetermined", "handled", "decided"};
  return kNames[static_cast<size_t>(status)];
}

std::string_view Name(ThreatSeverity severity) { return NamesOf(severity).names[static_cast<size_t>(severity)]; }

Verdict EffectiveVerdict(const Model& model, const Names& names, const Expectation& expectation) {
  if (expectation.verdict != Verdict::maybe || expectation.depends_on.empty()) return expectation.verdict;
  Verdict combined = Verdict::not_expected;
  for (const Dependency& dependency : expectation.depends_on) {
    uint32_t question = names.Find(dependency.id.view(), names::kQuestion);
    std::string_view answer = question == kNone ? std::string_view() : model.questions[Unpack(question).index].answer.view();
    Verdict leads_to = Verdict::none;
    for (const Outcome& outcome : dependency.outcomes) {
      if (outcome.id == answer && !answer.empty()) leads_to = outcome.verdict;
    }
    if (leads_to == Verdict::none) return Verdict::maybe;
    if (leads_to != Verdict::not_expected) combined = leads_to;
  }
  return combined;
}

Assessment Assess(const AssessInput& input) { return Assessor(input).Run(); }

ThreatCounts CountThreats(const Assessment& assessment) {
  ThreatCounts counts;
  for (const Threat& threat : assessment.threats) {
    if (threat.set_aside) ++counts.set_aside;
    else if (threat.status == Status::open) ++counts.open;
    else if (threat.status == Status::undetermined) ++counts.undetermined;
    else if (threat.status == Status::handled) ++counts.handled;
    else ++counts.decided;
  }
  return counts;
}

std::string_view ResponseName(const Decision& decision) {
  if (decision.eliminate == Tri::yes) return "eliminate";
  if (!decision.defend.empty()) return "defend";
  if (decision.mitigate_given) return "mitigate";
  if (!decision.transfer.empty()) return "transfer";
  if (decision.accept == Tri::yes) return "accept";
  if (decision.dismiss == Tri::yes) return "dismiss";
  return {};
}

}  // namespace merlon
