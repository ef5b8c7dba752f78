// The first page: what we defend against whom and why, what we do not and whose duty that is, what is open.
#include "base/strings.h"
#include "report/anchors.h"
#include "report/edition.h"

namespace merlon {
namespace {

std::string Joined(const std::vector<std::string>& items) {
  std::string out;
  for (size_t i = 0; i < items.size(); ++i) out += (i == 0 ? "" : i + 1 == items.size() ? " and " : ", ") + items[i];
  return out;
}

// What of value an adversary is said to be after, in the model's order and each once.
std::string WhatIsWorthIt(const Edition& edition) {
  std::vector<std::string> titles;
  for (const Asset& asset : edition.model().assets) {
    constexpr size_t kMostNamed = 4;
    if (edition.Shows(asset) && titles.size() < kMostNamed) titles.emplace_back(TitleOr(asset.title, asset.id));
  }
  return Joined(titles);
}

// Whether everything that the model's own reason for a verdict names may be told.
bool ShowsSuggestion(const Edition& edition, const CategoryVerdict& verdict) {
  const Model& model = edition.model();
  if (verdict.named_threat && !edition.Shows(*verdict.named_threat)) return false;
  if (verdict.named_adversary != kNone && !edition.Shows(model.adversaries[verdict.named_adversary])) return false;
  return verdict.named_asset == kNone || edition.Shows(model.assets[verdict.named_asset]);
}

Value VerdictValue(const Edition& edition, const CategoryVerdict& verdict) {
  const Model& model = edition.model();
  Value value = Value::Object();
  value.Set("category", verdict.category).Set("title", CategoryTitle(edition.workspace().names(), verdict.category)).Set("verdict", VerdictWords(verdict.verdict));
  value.Set("id", NamesOf(verdict.verdict).names[static_cast<size_t>(verdict.verdict)]);
  bool told = (verdict.declared ? edition.Shows(*verdict.declared) : ShowsSuggestion(edition, verdict)) && edition.ShowsReason(verdict.handled_by, verdict.why);
  value.Set("why", told ? std::string_view(verdict.why) : std::string_view()).Set("declared", verdict.declared != nullptr);
  value.Set("handled_by", edition.ShowsParty(verdict.handled_by) ? verdict.handled_by : std::string_view());
  value.Set("meaning", MeaningHere(model, verdict.category));
  Value asks = Value::List();
  for (std::string_view id : verdict.depends_on) {
    uint32_t found = edition.workspace().names().Find(id, names::kQuestion);
    if (found == kNone || !edition.Shows(model.questions[Unpack(found).index])) continue;
    const Question& question = model.questions[Unpack(found).index];
    asks.Add(Value::Object()).Set("ask", question.ask.view()).Set("owner", question.owner.view());
  }
  value.Set("depends_on", std::move(asks));
  const Expectation* declared = told ? verdict.declared : nullptr;
  value.Set("between", declared ? edition.Texts(declared->between) : Value::List());
  value.Set("escalate", declared ? declared->escalate.view() : std::string_view()).Set("precedent", declared ? declared->precedent.view() : std::string_view());
  value.Set("contested", edition.for_customer() ? std::string_view() : std::string_view(verdict.contested)).Set("threats", Value::Number(verdict.threats));
  return value;
}

// The most serious open threats, few enough for one page.
Value TopThreats(const Edition& edition) {
  Value list = Value::List();
  constexpr size_t kMostOnPage = 5;
  for (const Threat& threat : edition.workspace().assessment().threats) {
    if (list.items.size() == kMostOnPage) break;
    if (threat.set_aside || threat.status != Status::open || !edition.Shows(threat)) continue;
    list.Add(Value::Object()).Set("id", Value::Name(threat.id)).Set("anchor", ThreatAnchor(threat.id)).Set("title", edition.workspace().ThreatTitle(threat)).Set("severity", Name(threat.severity));
  }
  return list;
}

Value AdversaryList(const Edition& edition) {
  Value list = Value::List();
  for (const Adversary& adversary : edition.model().adversaries) {
    if (!edition.Shows(adversary)) continue;
    Value& value = list.Add(Value::Object());
    value.Set("id", adversary.id.view()).Set("title", TitleOr(adversary.title, adversary.id)).Set("like", adversary.like.view()).Set("about", adversary.about.view());
    value.Set("wants", edition.Refs(adversary.wants)).Set("access", edition.Texts(adversary.access)).Set("motive", edition.Texts(adversary.motive));
    value.Set("evidence", adversary.evidence.view()).Set("why", adversary.why.view());
  }
  return list;
}

Value BudgetValue(const Budget& budget) {
  Value list = Value::List();
  auto add = [&](std::string_view kind, const Text& text) {
    if (!text.empty()) list.Add(Value::Object()).Set("kind", kind).Set("amount", text.view());
  };
  add("money", budget.money.text), add("effort", budget.effort.text), add("skill", budget.skill), add("patience", budget.patience), add("tools", budget.tools), add("allies", budget.allies);
  return list;
}

}  // namespace

void AddSummary(const Edition& edition, Value& content) {
  const Model& model = edition.model();
  Value system = Value::Object();
  system.Set("title", model.system.title.view()).Set("about", model.about.view()).Set("owner", edition.for_customer() ? std::string_view() : model.owner.view());
  system.Set("stakes", model.stakes == Stakes::unknown ? std::string_view() : NamesOf(model.stakes).names[static_cast<size_t>(model.stakes)]);
  Value methods = Value::List();
  for (std::string_view method : edition.workspace().names().methods()) methods.Add(method);
  content.Set("system", system.Set("methods", std::move(methods)));

  Value defended = Value::List(), others = Value::List(), undecided = Value::List(), contested = Value::List();
  Value all = Value::List();
  for (const CategoryVerdict& verdict : edition.workspace().Verdicts()) {
    Value value = VerdictValue(edition, verdict);
    if (verdict.verdict == Verdict::expected) defended.Add(value);
    else if (verdict.verdict == Verdict::not_expected) others.Add(value);
    else undecided.Add(value);
    all.Add(std::move(value));
  }
  Value summary = Value::Object();
  Value adversaries = AdversaryList(edition);
  std::vector<std::string> named;
  for (const Value& adversary : adversaries.items) named.push_back(adversary.items[1].text);
  summary.Set("against", named.empty() ? std::string() : Joined(named) + ", and whoever is not on this list").Set("worth", WhatIsWorthIt(edition));
  summary.Set("nobody_named", model.adversaries.empty() ? kQuestionBack : std::string_view());
  summary.Set("defended", std::move(defended)).Set("not_defended", std::move(others)).Set("undecided", std::move(undecided));
  ThreatCounts counts = CountThreats(edition.workspace().assessment());
  Value numbers = Value::Object();
  numbers.Set("open", Value::Number(counts.open)).Set("undetermined", Value::Number(counts.undetermined)).Set("handled", Value::Number(counts.handled));
  numbers.Set("decided", Value::Number(counts.decided)).Set("set_aside", Value::Number(counts.set_aside));
  // A customer who is not told the threats is not told their number either.
  bool with_threats = edition.Has(Part::threats);
  summary.Set("counts", with_threats ? std::move(numbers) : Value()).Set("top", with_threats ? TopThreats(edition) : Value::List());
  content.Set("summary", std::move(summary)).Set("verdicts", std::move(all)).Set("adversaries", std::move(adversaries));
  content.Set("budget", edition.for_customer() ? Value::List() : BudgetValue(model.budget));
}

}  // namespace merlon
