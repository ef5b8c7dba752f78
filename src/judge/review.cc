#include "judge/review.h"

#include <algorithm>

#include "base/string_map.h"
#include "base/strings.h"
#include "judge/codes.h"
#include "judge/method_checks.h"
#include "judge/review_verdicts.h"
#include "judge/score.h"
#include "judge/why.h"

namespace merlon {
namespace {

// What follows the `@` of a decision's key.
std::string_view PlaceOfKey(std::string_view key) { return key.substr(std::min(key.find('@'), key.size() - 1) + 1); }

bool IsGone(const AssessInput& input, std::string_view place) { return place != "any" && !input.names.FindPlace(place); }

struct Silent {
  const CompiledRule* rule;
  Place place;
};
// The rule and place of a decision without a threat, when the rule speaks of such a place and does not plainly fail to apply there. Where it may
// apply and the decision's own controls take care of it, it yields no threat; the decision is what makes it silent.
std::optional<Silent> FindSilent(const AssessInput& input, std::string_view rule_id, std::string_view place_id) {
  const CompiledRule* rule = input.rules.Find(input.library, rule_id);
  std::optional<Place> place = input.names.FindPlace(place_id);
  if (!rule || !place || KindOf(input.model, *place) != rule->kind || !input.columns.Has(rule->when)) return std::nullopt;
  uint32_t row = input.rules.node(rule->when).domain == Domain::system ? 0 : place->row;
  if (input.columns.Column(rule->when).Get(row) == Tri::no) return std::nullopt;
  return Silent{rule, *place};
}

class Reviewer {
 public:
  Reviewer(const AssessInput& input, const Assessment& assessment, const Document& document, const ReviewOptions& options, Diagnostics& diagnostics)
      : input_(input), model_(input.model), assessment_(assessment), document_(document), options_(options), diagnostics_(diagnostics), scorer_(input) {}

  void Run() {
    for (const Trust& trust : model_.trust) ReviewTrust(trust);
    for (const Expectation& expectation : model_.expects) ReviewExpectation(expectation);
    for (const UseCase& use_case : model_.use_cases) {
      for (const Expectation& expectation : use_case.expects) ReviewExpectation(expectation);
      for (const Decision& decision : use_case.decisions) ReviewReasons(decision), ReviewPlaceOf(decision);
    }
    InherentSeverities();
    for (uint32_t i = 0; i < model_.decisions.size(); ++i) ReviewDecision(i);
    ReviewThreats();
    ReviewSessions();
    ReviewPlaces();
    ReviewVerdicts(input_, assessment_, document_, diagnostics_);
    ReviewMethods(input_, assessment_, document_, diagnostics_);
    for (const Claim& claim : model_.claims) Optional(claim.why, claim.id.view());
    for (const Adversary& adversary : model_.adversaries) Optional(adversary.why, adversary.id.view());
  }

 private:
  void Add(const Code& code, const Text& at, std::string message, std::string hint) { diagnostics_.Add(code, document_.span(at.node), std::move(message), std::move(hint)); }

  void Required(const Why& why, const Text& owner, std::string_view what, std::string claim) {
    if (why.empty()) {
      Add(codes::kMissingWhy, owner, std::string(what) + " needs a reason", "add `why: …`: what makes it so, who says it, what shows it");
      return;
    }
    Optional(why, claim);
  }
  void Optional(const Why& why, std::string_view claim) {
    if (why.empty()) return;
    WhyProblem problem = CheckWhy(why.view(), claim);
    if (problem == WhyProblem::none) return;
    Add(codes::kHollowWhy, why, problem == WhyProblem::stock ? "this reason gives no reason" : "this reason only repeats the claim", "say what makes it so: a contract, a measurement, what it would cost, what happened before");
  }
  void Challenges(const std::vector<Challenge>& challenges) {
    for (const Challenge& challenge : challenges) {
      if (!challenge.answer.empty() || challenge.what.empty()) continue;
      Add(codes::kUnansweredChallenge, challenge.what, "this doubt has no answer", "add `answer: …`, or withdraw the challenge");
    }
  }
  void Expiry(const Date& until, std::string_view what) {
    if (!until.given() || until.day >= options_.today) return;
    Add(codes::kExpired, until.text, std::string(what) + " ran out on " + std::string(until.text.view()), "look at it again, and renew or drop it");
  }

  void ReviewTrust(const Trust& trust) {
    std::string claim = std::string(trust.whom.view());
    for (const Ref& duty : trust.duties) claim += " " + std::string(duty.view());
    Required(trust.why, trust.id, "trust in `" + std::string(trust.whom.view()) + "`", claim);
    Expiry(trust.until, "this trust");
    Challenges(trust.challenges);
  }

  void ReviewExpectation(const Expectation& expectation) {
    std::string claim = std::string(expectation.id.view()) + " " + std::string(expectation.handled_by.view()) + " expected";
    if (expectation.verdict == Verdict::not_expected || expectation.verdict == Verdict::complicated) Required(expectation.why, expectation.id, "this verdict", claim);
    else Optional(expectation.why, claim);
    if (expectation.verdict == Verdict::maybe && expectation.depends_on.empty()) {
      Add(codes::kMaybeWithoutQuestion, expectation.id, "a `maybe` needs the question that decides it", "add `depends-on: { question: { answer: verdict } }`");
    }
    bool alone = expectation.between.size() < 2 || expectation.escalate.empty();
    if (expectation.verdict == Verdict::complicated && alone) {
      Add(codes::kComplicatedAlone, expectation.id, "a `complicated` verdict needs the demands that contradict each other and somebody who must decide", "add `between: [one demand, another]` and `escalate: lawyer`");
    }
    Expiry(expectation.until, "this verdict");
    Challenges(expectation.challenges);
  }

  void ReviewReasons(const Decision& decision) {
    bool needs = decision.accept == Tri::yes || decision.dismiss == Tri::yes || !decision.transfer.empty();
    std::string claim = std::string(decision.id.view()) + " " + std::string(decision.transfer.view());
    if (needs) Required(decision.why, decision.id, "this decision", claim);
    else Optional(decision.why, claim);
    Expiry(decision.until, "this decision");
    Challenges(decision.challenges);
  }

  // A use case is one way of looking at the model, and its decisions are judged only there. That their place is gone shows everywhere.
  void ReviewPlaceOf(const Decision& decision) {
    std::string_view place = PlaceOfKey(decision.id.view());
    if (decision.eliminate == Tri::yes || !IsGone(input_, place)) return;
    Add(codes::kOrphanedDecision, decision.id, "there is no place `" + std::string(place) + "`, so this decision decides nothing", "remove the decision, or write the place's new id");
  }

  void ReviewDecision(uint32_t index) {
    const Decision& decision = model_.decisions[index];
    ReviewReasons(decision);
    std::string_view key = decision.id.view(), place = PlaceOfKey(key);
    if (!assessment_.decision_used[index]) {
      if (decision.eliminate == Tri::yes && IsGone(input_, place)) return;  // fulfilled
      if (std::optional<Silent> silent = FindSilent(input_, key.substr(0, key.find('@')), place)) {
        return ReviewEvidence(decision, options_.demands.empty() ? ThreatSeverity::unknown : scorer_.OfMatch(*silent->rule, {kNone, silent->place, MatchStatus::handled}).severity);
      }
      bool gone = IsGone(input_, place);
      std::string_view near = gone && !diagnostics_.Full() ? Suggest(place) : std::string_view();
      if (!near.empty()) return Add(codes::kOrphanedDecision, decision.id, "no threat `" + std::string(key) + "` exists, so this decision decides nothing", "did you mean `" + std::string(near) + "`?");
      Add(codes::kOrphanedDecision, decision.id, "no threat `" + std::string(key) + "` exists, so this decision decides nothing", gone ? "the place is gone: remove the decision, or write the place's new id" : "the rule does not apply there: remove the decision, or check the rule's name with `merlon library`");
      return;
    }
    if (decision.eliminate == Tri::yes) Add(codes::kNotEliminated, decision.id, "`" + std::string(place) + "` was to go away, and it is still there", "remove it from the model once it is gone, or decide otherwise");
    if (decision.accept == Tri::yes && (decision.by.empty() || !decision.until.given())) {
      Add(codes::kOpenEndedAcceptance, decision.id, decision.by.empty() ? "this risk is accepted, but not by whom" : "this risk is accepted without an end", "add `by: …` and `until: …`: a role that may carry it, and the day on which to look again");
    }
    bool agreed = !decision.agreement.empty() || decision.evidence.given();
    if (!decision.transfer.empty() && !agreed) {
      Add(codes::kHandOverWithoutAgreement, decision.id, "nothing shows that `" + std::string(decision.transfer.view()) + "` agreed to take this over", "add `agreement: …`: where it is written down");
    }
    if (decision.mitigate_given && decision.mitigate.empty()) {
      bool by_rule = input_.library.FindRule(key.substr(0, key.find('@'))) != kNone;
      Add(codes::kMitigatedWithoutControl, decision.id, "this is said to be mitigated, but not by what",
          by_rule ? "name the control in `mitigate: […]`; `merlon explain " + std::string(key) + "` lists what would clear it" : "name the control in `mitigate: […]`, and describe it under `controls:`");
    }
    ReviewEvidence(decision, inherent_[index]);
  }

  // The worst severity among the threats that a decision answers to. What is done about a threat does not change its severity, so this is what
  // there would be without the mitigation.
  void InherentSeverities() {
    inherent_.assign(assessment_.decisions.size(), ThreatSeverity::unknown);
    if (options_.demands.empty()) return;
    for (const Threat& threat : assessment_.threats) {
      if (threat.decision != kNone) inherent_[threat.decision] = std::max(inherent_[threat.decision], threat.severity);
    }
  }

  void ReviewEvidence(const Decision& decision, ThreatSeverity inherent) {
    if (!AnswersByControls(decision)) return;
    EvidenceDemand demand;
    for (const EvidenceDemand& one : options_.demands) {
      if (one.severity <= inherent && one.tier > demand.tier) demand = one;
    }
    MitigationEvidence evidence = EvidenceOf(model_, decision);
    if (!evidence.given) {
      bool wanted = options_.require_evidence || demand.tier > EvidenceTier::asserted;
      if (wanted) Add(codes::kMissingEvidence, decision.id, "nothing shows that this mitigation works", "add `evidence: { test: … }` or another kind of evidence");
      return;
    }
    if (ControlsOf(decision).empty() || evidence.tier >= demand.tier) return;
    std::string wanted = "`" + std::string(Name(demand.tier)) + "` is asked for";
    if (demand.severity != ThreatSeverity::unknown) wanted += " where the threat is `" + std::string(Name(demand.severity)) + "` or worse";
    Text at = decision.evidence.given() ? PartsOf(decision.evidence).front().reference : decision.id;
    Add(codes::kWeakEvidence, at, "this evidence is only `" + std::string(Name(evidence.tier)) + "`, and " + wanted, StrongerEvidence(demand.tier));
  }
  static std::string StrongerEvidence(EvidenceTier tier) {
    switch (tier) {
      case EvidenceTier::audited: return "add `audit: …` or `review: …` by a third party";
      case EvidenceTier::tested: return "add `test: …`, which `merlon verify` looks up in the results of your tests";
      case EvidenceTier::configured: return "add `scan: …` or `configuration: …`, which `merlon verify` looks up in the results of your tools";
      default: return "add `document: …` or `contract: …`, and take a lower `tier` away";
    }
  }

  // The nearest place, as long as comparing costs little.
  std::string_view Suggest(std::string_view place) {
    constexpr size_t kMostComparisons = 400000;
    if (comparisons_ > kMostComparisons) return {};
    std::vector<std::string_view> all = assessment_.place_ids.All();
    comparisons_ += all.size();
    return Nearest(place, all);
  }

  void ReviewThreats() {
    for (const Threat& threat : assessment_.threats) {
      if (threat.decision == kNone || threat.rule == kNone || threat.status != Status::open) continue;
      const Decision& decision = *assessment_.decisions[threat.decision];
      if (ControlsOf(decision).empty() || decision.id != threat.id) continue;
      bool planned = false;
      for (const Ref& control : ControlsOf(decision)) {
        if (control.target == kNone || Unpack(control.target).kind != TargetKind::own_control) continue;
        planned |= model_.controls[Unpack(control.target).index].state == ControlState::planned;
      }
      if (!planned) Add(codes::kUselessMitigation, decision.id, "the controls named here do not clear `" + std::string(threat.id) + "`", "`merlon explain " + std::string(threat.id) + "` lists what would clear it");
    }
    StringMap known;
    for (const Threat& threat : assessment_.threats) known.Insert(threat.id, 0);
    for (const HandThreat& threat : model_.threats) {
      for (const Text& leg : threat.legs) {
        if (known.Find(leg.view()) == kNone) Add(codes::kUnknownLeg, leg, "there is no threat `" + std::string(leg.view()) + "`, so this leg stays open", "name a threat as `merlon threats --all` prints it");
      }
      bool judged = threat.plausibility == Plausibility::paranoid || threat.plausibility == Plausibility::academic || threat.plausibility == Plausibility::fad;
      if (judged) Required(threat.why, threat.id, "this plausibility", std::string(threat.id.view()) + " paranoid academic fad");
      else Optional(threat.why, threat.id.view());
      Challenges(threat.challenges);
    }
  }

  void ReviewSessions() {
    std::vector<std::string_view> ids;
    for (const Session& session : model_.sessions) ids.push_back(session.id.view());
    auto known = [&](const Text& named) {
      if (named.empty() || std::find(ids.begin(), ids.end(), named.view()) != ids.end()) return;
      std::string_view near = Nearest(named.view(), ids);
      Add(codes::kUnknownSession, named, "no session `" + std::string(named.view()) + "` is written down", near.empty() ? "write it under `sessions:`, so that who was there is known" : "did you mean `" + std::string(near) + "`?");
    };
    for (const HandThreat& threat : model_.threats) known(threat.raised.session);
    for (const Decision& decision : model_.decisions) known(decision.session);
  }

  void ReviewPlaces() {
    for (size_t row = 0; row < model_.element_count(); ++row) {
      const Element& element = model_.element(row);
      Optional(element.out_of_scope, element.id.view());
      Challenges(element.challenges);
    }
    for (const Flow& flow : model_.flows) Optional(flow.out_of_scope, flow.id.view()), Challenges(flow.challenges);
    for (const Zone& zone : model_.zones) Optional(zone.out_of_scope, zone.id.view()), Challenges(zone.challenges);
    NotOurs();
    for (const Asset& asset : model_.assets) {
      Challenges(asset.challenges);
      bool diffuse = (asset.kind == AssetKind::reputation || asset.kind == AssetKind::safety) && asset.shown_by.empty();
      if (diffuse) Add(codes::kDiffuseAsset, asset.id, "`" + std::string(asset.id.view()) + "` names nothing concrete that stands for it", "add `shown-by: [asset]`");
    }
  }

  // A list of assets that is mostly about what others hold says little about what this project can do.
  void NotOurs() {
    constexpr size_t kFewest = 3;
    size_t theirs = 0;
    const Asset* first = nullptr;
    for (const Asset& asset : model_.assets) {
      if (asset.held_by != HeldBy::theirs) continue;
      if (theirs++ == 0) first = &asset;
    }
    if (model_.assets.size() < kFewest || theirs * 2 <= model_.assets.size()) return;
    Add(codes::kAssetsNotOurs, first->id, std::to_string(theirs) + " of " + std::to_string(model_.assets.size()) + " assets are held by others, so most of what is listed is not yours to protect",
        "list what you can lose yourself, say under `trust:` who answers for the rest, or make the model about the larger system");
  }

  const AssessInput& input_;
  const Model& model_;
  const Assessment& assessment_;
  const Document& document_;
  const ReviewOptions& options_;
  Diagnostics& diagnostics_;
  Scorer scorer_;
  std::vector<ThreatSeverity> inherent_;  // of each decision
  size_t comparisons_ = 0;
};

}  // namespace

bool IsOrphaned(const AssessInput& input, const Assessment& assessment, uint32_t decision) {
  if (assessment.decision_used[decision]) return false;
  const Decision& entry = input.model.decisions[decision];
  std::string_view key = entry.id.view(), place = PlaceOfKey(key);
  if (entry.eliminate == Tri::yes && IsGone(input, place)) return false;  // fulfilled
  return !FindSilent(input, key.substr(0, key.find('@')), place);
}

bool IsSilenced(const AssessInput& input, const Assessment& assessment, std::string_view threat_id) {
  for (uint32_t i = 0; i < input.model.decisions.size(); ++i) {
    const Decision& decision = input.model.decisions[i];
    if (decision.id == threat_id && AnswersByControls(decision)) return !assessment.decision_used[i] && !IsOrphaned(input, assessment, i);
  }
  return false;
}

void Review(const AssessInput& input, const Assessment& assessment, const Document& document, const ReviewOptions& options, Diagnostics& diagnostics) {
  Reviewer(input, assessment, document, options, diagnostics).Run();
}

}  // namespace merlon
