#include "engine/invariants.h"

#include <map>

#include "base/strings.h"
#include "judge/codes.h"
#include "judge/why.h"
#include "rules/evaluate.h"

namespace merlon {
namespace {

std::string Quoted(std::string_view text) { return "`" + std::string(text) + "`"; }

class InvariantChecker {
 public:
  InvariantChecker(Workspace& workspace, const GateOptions& options, Gate& gate)
      : workspace_(workspace), model_(workspace.model()), options_(options), gate_(gate), evaluator_(workspace.rules(), workspace.facts(), workspace.columns()) {}

  void Run() {
    for (const Policy& policy : workspace_.policies()) {
      for (const Invariant& invariant : policy.invariants) {
        invariants_.emplace(invariant.id.view(), &invariant);
        Reason(invariant.why, invariant.id, "this invariant", invariant.id.view());
      }
    }
    for (const Policy& policy : workspace_.policies()) {
      for (const Exemption& exemption : policy.exempt) ReadExemption(exemption);
    }
    for (const Policy& policy : workspace_.policies()) {
      PolicyOutcome& outcome = gate_.policies.emplace_back();
      for (const Invariant& invariant : policy.invariants) Check(policy, invariant, outcome);
    }
    for (const auto& [key, exemption] : exemptions_) {
      if (!exemption.used) Useless(*exemption.exemption, Quoted(PlaceId(model_, key.second)) + " does not break " + Quoted(key.first), "remove it");
    }
  }

 private:
  struct Claim {
    const Exemption* exemption = nullptr;
    bool used = false;
  };
  using Key = std::pair<std::string_view, Place>;

  Diagnostic& Add(const Code& code, NodeId at, std::string message, std::string hint) { return workspace_.diagnostics().Add(code, workspace_.document().span(at), std::move(message), std::move(hint)); }
  void Useless(const Exemption& exemption, std::string why, std::string hint) { Add(codes::kUselessExemption, exemption.id.node, "this exempts nothing: " + std::move(why), std::move(hint)); }

  // Whether there is a reason that says something; reports what is wrong with it.
  bool Reason(const Why& why, const Text& owner, std::string_view what, std::string_view claim) {
    if (why.empty()) {
      Add(codes::kMissingWhy, owner.node, std::string(what) + " needs a reason", "add `why: …`: what makes it so, who says it, what shows it");
      return false;
    }
    WhyProblem problem = CheckWhy(why.view(), claim);
    if (problem == WhyProblem::none) return true;
    Add(codes::kHollowWhy, why.node, problem == WhyProblem::stock ? "this reason gives no reason" : "this reason only repeats the claim", "say what makes it so: a contract, a measurement, what it would cost, what happened before");
    return false;
  }

  // An exemption counts with a reason and until it runs out.
  void ReadExemption(const Exemption& exemption) {
    bool counts = Reason(exemption.why, exemption.id, "this exemption", exemption.id.view());
    if (exemption.until.given() && exemption.until.day < options_.today) {
      Add(codes::kExpired, exemption.until.text.node, "this exemption ran out on " + std::string(exemption.until.text.view()), "look at it again, and renew or drop it");
      counts = false;
    }
    std::string_view id = exemption.id.view();
    std::string_view name = id.substr(0, id.find('@')), place_id = id.substr(id.find('@') + 1);
    auto invariant = invariants_.find(name);
    if (invariant == invariants_.end()) {
      std::string_view near = Suggest(name);
      return Useless(exemption, "no policy has an invariant " + Quoted(name), near.empty() ? "name one that a policy has, or remove it" : "did you mean " + Quoted(near) + "?");
    }
    std::optional<Place> place = workspace_.names().FindPlace(place_id);
    if (!place || KindOf(model_, *place) != invariant->second->kind) {
      return Useless(exemption, "there is no " + std::string(Name(invariant->second->kind)) + " " + Quoted(place_id), "write the place's id as `merlon check` prints it, or remove it");
    }
    if (counts) exemptions_.try_emplace({invariant->first, *place}, Claim{&exemption});
  }

  // The nearest invariant, as long as comparing costs little.
  std::string_view Suggest(std::string_view name) {
    constexpr size_t kMostComparisons = 400000;
    if (comparisons_ > kMostComparisons) return {};
    std::vector<std::string_view> names;
    for (const auto& [known, unused] : invariants_) names.push_back(known);
    comparisons_ += names.size();
    return Nearest(name, names);
  }

  void Check(const Policy& policy, const Invariant& invariant, PolicyOutcome& outcome) {
    auto [first, last] = RowsOfKind(model_, invariant.kind);
    Domain domain = DomainOf(invariant.kind);
    size_t undecided = 0;
    uint32_t first_undecided = kNone;
    for (size_t i = first; i < last; ++i) {
      uint32_t row = static_cast<uint32_t>(i);
      Tri applies = invariant.when_node ? evaluator_.Evaluate(invariant.when_node, row) : Tri::yes;
      if (applies == Tri::no) continue;
      Tri holds = evaluator_.Evaluate(invariant.must_node, row);
      if (applies == Tri::unknown) {
        if (holds != Tri::yes && undecided++ == 0) first_undecided = row;
        continue;
      }
      ++outcome.places;
      if (holds != Tri::yes) Break(policy, invariant, {domain, row}, holds == Tri::unknown, outcome);
    }
    if (undecided) Undecided(invariant, {domain, first_undecided}, undecided);
  }

  void Break(const Policy& policy, const Invariant& invariant, Place place, bool unknown, PolicyOutcome& outcome) {
    Breach breach{&policy, &invariant, nullptr, place, std::string(invariant.id.view()) + "@" + PlaceId(model_, place), unknown, false};
    if (auto claim = exemptions_.find({invariant.id.view(), place}); claim != exemptions_.end()) {
      claim->second.used = true;
      breach.exemption = claim->second.exemption;
    }
    breach.known = !breach.exemption && options_.baseline.invariants.contains(breach.id);
    ++(breach.exemption ? outcome.exempt : breach.known ? outcome.known : unknown ? outcome.unproven : outcome.broken);
    if (!breach.exemption && !breach.known) Report(breach);
    gate_.breaches.push_back(std::move(breach));
  }

  void Report(const Breach& breach) {
    const Invariant& invariant = *breach.invariant;
    bool minor = invariant.severity != ThreatSeverity::unknown && gate_.fail_on != ThreatSeverity::unknown && invariant.severity < gate_.fail_on;
    const Code& code = minor ? codes::kMinorInvariant : breach.unknown ? codes::kUnprovenInvariant : codes::kBrokenInvariant;
    if (workspace_.diagnostics().Full()) {
      workspace_.diagnostics().Add(code, {}, {});  // counted, not worded
      return;
    }
    Explanation explanation;
    evaluator_.Explain(invariant.must_node, breach.place.row, explanation);
    std::string place = Quoted(PlaceId(model_, breach.place));
    std::string message = breach.unknown ? "it is not known whether " + place + " keeps " + Quoted(invariant.id.view()) : place + " breaks " + Quoted(invariant.id.view()) + Because(explanation);
    std::string hint = breach.unknown && !explanation.asks.empty() ? Asks(explanation) : "make " + Condition(invariant) + " hold there, or exempt " + Quoted(breach.id) + " with a reason";
    Diagnostic& diagnostic = Add(code, PlaceNodeOrSystem(breach.place), std::move(message), std::move(hint));
    std::string demand = "policy " + Quoted(breach.policy->name.view()) + " asks for it";
    if (!invariant.why.empty()) demand += ", “" + Short(invariant.why.view()) + "”";
    diagnostic.related.push_back({std::move(demand), workspace_.document().span(invariant.id.node)});
    diagnostic.about = breach.id;
  }

  void Undecided(const Invariant& invariant, Place place, size_t count) {
    Explanation explanation;
    evaluator_.Explain(invariant.when_node, place.row, explanation);
    std::string example = Quoted(PlaceId(model_, place));
    std::string where = count == 1 ? example : std::to_string(count) + " places, such as " + example;
    Add(codes::kUndecidedInvariant, invariant.id.node, "it is not known whether " + Quoted(invariant.id.view()) + " speaks of " + where, explanation.asks.empty() ? "state the facts that its `when` uses" : Asks(explanation));
  }

  NodeId PlaceNodeOrSystem(Place place) const {
    NodeId node = PlaceNode(model_, place);
    if (!node) node = model_.system.title.node;
    return node ? node : workspace_.roots().front();
  }

  static constexpr size_t kMostShown = 3;
  // The facts that decided, as the end of a sentence.
  std::string Because(const Explanation& explanation) const {
    std::string out;
    for (size_t i = 0; i < explanation.facts.size() && i < kMostShown; ++i) out += (i ? "; " : ": ") + FactSentence(model_, explanation.facts[i]);
    return out;
  }
  std::string Asks(const Explanation& explanation) const {
    std::string out = "answer ";
    for (size_t i = 0; i < explanation.asks.size() && i < kMostShown; ++i) {
      const OpenQuestion& ask = explanation.asks[i];
      out += (i ? " · " : "") + Quoted(std::string(ask.fact) + "@" + PlaceId(model_, ask.place)) + ": " + workspace_.FillIn(ask.ask, ask.place);
    }
    return out;
  }
  static constexpr size_t kLongest = 120;
  static std::string Condition(const Invariant& invariant) { return invariant.must.size <= kLongest ? Quoted(invariant.must.view()) : std::string("its condition"); }
  static std::string Short(std::string_view text) {
    if (text.size() <= 2 * kLongest) return std::string(text);
    size_t end = 2 * kLongest;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return std::string(text.substr(0, end)) + "…";
  }

  Workspace& workspace_;
  const Model& model_;
  const GateOptions& options_;
  Gate& gate_;
  Evaluator evaluator_;
  std::map<std::string_view, const Invariant*> invariants_;
  std::map<Key, Claim> exemptions_;
  size_t comparisons_ = 0;
};

}  // namespace

void CheckInvariants(Workspace& workspace, const GateOptions& options, Gate& gate) { InvariantChecker(workspace, options, gate).Run(); }

}  // namespace merlon
