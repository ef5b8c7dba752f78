// The second question: what can go wrong? Every threat with what decided, and the rules behind them.
#include <algorithm>

#include "report/anchors.h"
#include "report/edition.h"

namespace merlon {
namespace {

// A long list names fewer facts for each threat; `merlon explain` has them all.
constexpr size_t kLongList = 500;
constexpr size_t kFactsInLongList = 3;

class ThreatList {
 public:
  explicit ThreatList(const Edition& edition)
      : edition_(edition), workspace_(edition.workspace()), most_facts_(workspace_.assessment().threats.size() > kLongList ? kFactsInLongList : Explanation::kMostFacts), used_(workspace_.library().rules().size()) {}

  Value Threats() {
    Value list = Value::List();
    for (const Threat& threat : workspace_.assessment().threats) {
      if (edition_.Shows(threat)) list.Add(One(threat));
    }
    return list;
  }

  // The prose of those rules that the list names, by title.
  Value Rules() const {
    Value list = Value::List();
    const std::vector<RuleDeclaration>& rules = workspace_.library().rules();
    for (size_t i = 0; i < rules.size(); ++i) {
      if (used_[i]) list.Add(RuleValue(rules[i]));
    }
    return list;
  }

 private:
  Value One(const Threat& threat) {
    Value value = Value::Object();
    const RuleDeclaration* rule = workspace_.RuleOf(threat);
    if (rule) used_[static_cast<size_t>(rule - workspace_.library().rules().data())] = true;
    value.Set("id", Value::Name(threat.id)).Set("anchor", ThreatAnchor(threat.id)).Set("title", workspace_.ThreatTitle(threat));
    value.Set("rule", Value::Name(rule ? rule->id.view() : std::string_view())).Set("rule_anchor", rule ? RuleAnchor(rule->id.view()) : std::string());
    value.Set("place", edition_.PlaceValue(threat.place));
    value.Set("category", threat.category).Set("category_title", threat.category.empty() ? std::string_view() : CategoryTitle(workspace_.names(), threat.category));
    value.Set("severity", Name(threat.severity)).Set("score", Value::Number(static_cast<size_t>(threat.score)));
    bool responses = edition_.Has(Part::responses);
    bool answered = threat.status == Status::handled || threat.status == Status::decided;
    value.Set("status", answered && !responses ? std::string_view() : Name(threat.status));
    SetAsideBy(value, threat);
    value.Set("reopened_by", Value::Name(threat.reopened_by));
    workspace_.ExplainInto(threat, explanation_);
    value.Set("because", Facts(responses)).Set("asks", Asks(threat));
    const HandThreat* hand = threat.hand == kNone ? nullptr : &edition_.model().threats[threat.hand];
    value.Set("about", hand ? hand->about.view() : std::string_view()).Set("raised_by", hand && !edition_.for_customer() ? RaisedBy(*hand).view() : std::string_view());
    SetPlausibility(value, hand);
    value.Set("decision", responses ? DecisionValue(threat) : Value());
    value.Set("cwe", edition_.Texts(rule ? rule->cwe : hand->cwe));
    edition_.SetPosition(value, hand ? hand->id.node : PlaceNode(edition_.model(), threat.place));
    return value;
  }

  void SetAsideBy(Value& value, const Threat& threat) const {
    if (!threat.set_aside) {
      value.Set("set_aside", Value());
      return;
    }
    bool told = edition_.ShowsReason(threat.set_aside->by, threat.set_aside->reason);
    value.Set("set_aside", Value::Object().Set("reason", told ? threat.set_aside->reason : std::string_view()).Set("by", told ? threat.set_aside->by : std::string_view("a reason of our own")));
  }

  void SetPlausibility(Value& value, const HandThreat* hand) const {
    bool given = hand && hand->plausibility != Plausibility::none;
    value.Set("plausibility", given ? NamesOf(hand->plausibility).names[static_cast<size_t>(hand->plausibility)] : std::string_view());
    value.Set("plausible_because", given ? hand->why.view() : std::string_view()).Set("precedent", hand ? hand->precedent.view() : std::string_view());
  }

  Value Facts(bool responses) const {
    Value list = Value::List();
    for (const DecidingFact& fact : explanation_.facts) {
      if (list.items.size() == most_facts_) break;
      if (!edition_.Shows(fact.place)) continue;
      Reason reason = workspace_.ReasonOf(fact);
      if (reason.kind == ReasonKind::control && !responses) continue;
      Value value = Value::Object();
      value.Set("fact", fact.fact).Set("place", workspace_.PlaceIdOf(fact.place)).Set("value", fact.value).Set("text", FactSentence(edition_.model(), fact));
      value.Set("reason", workspace_.ReasonText(fact, reason));
      edition_.SetPosition(value, workspace_.NodeOf(fact, reason));
      list.Add(std::move(value));
    }
    return list;
  }

  Value Asks(const Threat& threat) const {
    Value list = Value::List();
    if (threat.status != Status::undetermined) return list;
    for (const OpenQuestion& ask : explanation_.asks) {
      if (list.items.size() == most_facts_) break;
      if (edition_.Shows(ask.place)) list.Add(Value::Object()).Set("ask", workspace_.FillIn(ask.ask, ask.place)).Set("question", Value::Name(workspace_.QuestionId(ask)));
    }
    return list;
  }

  Value DecisionValue(const Threat& threat) const {
    const Decision* decision = workspace_.assessment().DecisionOn(threat);
    if (!decision || !edition_.Shows(*decision)) return Value();
    Value value = Value::Object();
    value.Set("key", Value::Name(decision->id.view())).Set("anchor", Anchor("d-", decision->id.view())).Set("response", ResponseName(*decision)).Set("why", decision->why.view());
    value.Set("by", edition_.for_customer() ? std::string_view() : decision->by.view()).Set("until", decision->until.text.view());
    return value.Set("controls", edition_.Refs(ControlsOf(*decision))).Set("receiver", decision->transfer.view());
  }

  Value RuleValue(const RuleDeclaration& rule) const {
    const Library& library = workspace_.library();
    Value value = Value::Object();
    value.Set("id", Value::Name(rule.id.view())).Set("anchor", RuleAnchor(rule.id.view())).Set("what", Value::Prose(library.Section(rule.prose, {})));
    value.Set("matters", Value::Prose(library.Section(rule.prose, "Why it matters"))).Set("fine", Value::Prose(library.Section(rule.prose, "When it is fine")));
    bool responses = edition_.Has(Part::responses);
    value.Set("fix", responses ? Value::Prose(library.Section(rule.prose, "How to fix it")) : Value());
    value.Set("test", responses ? Value::Prose(library.Section(rule.prose, "How to test it")) : Value());
    value.Set("when", rule.when.view()).Set("handled", responses ? rule.handled.view() : std::string_view());
    value.Set("sources", edition_.Texts(rule.sources)).Set("cwe", edition_.Texts(rule.cwe)).Set("capec", edition_.Texts(rule.capec));
    return value.Set("attack", edition_.Texts(rule.attack)).Set("asvs", responses ? edition_.Texts(rule.asvs) : Value::List());
  }

  const Edition& edition_;
  const Workspace& workspace_;
  size_t most_facts_;
  std::vector<bool> used_;  // by index into the library's rules
  Explanation explanation_;
};

Value Questions(const Edition& edition) {
  Value list = Value::List();
  constexpr size_t kMostQuestions = 50;
  for (const RankedQuestion& question : edition.workspace().Questions()) {
    if (list.items.size() == kMostQuestions) break;
    if (!edition.Shows(question.place)) continue;
    list.Add(Value::Object()).Set("id", Value::Name(question.id)).Set("ask", question.ask).Set("settles", Value::Number(question.settles.size())).Set("touches", Value::Number(question.touches.size()));
  }
  return list;
}

}  // namespace

void AddThreats(const Edition& edition, Value& content) {
  bool told = edition.Has(Part::threats);
  ThreatList list(edition);
  content.Set("threats", told ? list.Threats() : Value::List()).Set("rules", told ? list.Rules() : Value::List());
  content.Set("questions", told ? Questions(edition) : Value::List());
}

}  // namespace merlon
