#include "judge/responsibility.h"

#include <algorithm>

#include "judge/duties.h"

namespace merlon {
namespace {

std::string_view Agreement(const Evidence& evidence) {
  for (const Text* text : {&evidence.contract, &evidence.document, &evidence.review}) {
    if (!text->empty()) return text->view();
  }
  return {};
}

std::vector<std::string_view> Views(const std::vector<Ref>& refs) {
  std::vector<std::string_view> views;
  for (const Ref& ref : refs) views.push_back(ref.view());
  return views;
}

}  // namespace

std::vector<Duty> Responsibilities(const AssessInput& input) {
  const Model& model = input.model;
  std::vector<Duty> duties;
  auto ran_out = [&](const Date& until) { return until.given() && until.day < input.today; };
  for (const Trust& trust : model.trust) {
    duties.push_back({trust.whom.view(), Views(trust.duties), Views(trust.on), trust.why.view(), Agreement(trust.evidence), trust.until.text.view(), "trust", trust.id.view(), ran_out(trust.until)});
  }
  for (const Expectation& expectation : model.expects) {
    if (expectation.handled_by.empty() || TrustedWith(model, expectation.handled_by.view(), expectation.id.view())) continue;
    duties.push_back({expectation.handled_by.view(), {expectation.id.view()}, {}, expectation.why.view(), {}, expectation.until.text.view(), "verdict", expectation.id.view(), ran_out(expectation.until)});
  }
  for (const Decision& decision : model.decisions) {
    if (decision.transfer.empty()) continue;
    std::string_view agreement = decision.agreement.empty() ? Agreement(decision.evidence) : decision.agreement.view();
    duties.push_back({decision.transfer.view(), {}, {decision.id.view()}, decision.why.view(), agreement, decision.until.text.view(), "decision", decision.id.view(), ran_out(decision.until)});
  }
  for (const Zone& zone : model.zones) {
    if (!zone.party.empty()) duties.push_back({zone.party.view(), {}, {zone.id.view()}, {}, {}, {}, "runs", zone.id.view(), false});
  }
  for (size_t row = 0; row < model.element_count(); ++row) {
    const Element& element = model.element(row);
    if (!element.party.empty()) duties.push_back({element.party.view(), {}, {element.id.view()}, {}, {}, {}, "runs", element.id.view(), false});
  }
  for (const Flow& flow : model.flows) {
    if (!flow.channel.party.empty()) duties.push_back({flow.channel.party.view(), {}, {flow.id.view()}, {}, {}, {}, "channel", flow.id.view(), false});
  }
  std::stable_sort(duties.begin(), duties.end(), [](const Duty& a, const Duty& b) { return a.receiver < b.receiver; });
  return duties;
}

std::string DutyText(const Duty& duty) {
  auto joined = [](const std::vector<std::string_view>& texts) {
    std::string out;
    for (std::string_view text : texts) out += (out.empty() ? "" : ", ") + std::string(text);
    return out;
  };
  if (duty.source == "runs") return "runs " + joined(duty.on);
  if (duty.source == "channel") return "keeps the line " + joined(duty.on);
  if (duty.categories.empty()) return joined(duty.on);
  return joined(duty.categories) + (duty.on.empty() ? "" : " at " + joined(duty.on));
}

std::string WhatToTell(const Duty& duty) {
  std::string text = "We rely on you for " + DutyText(duty) + ".";
  if (duty.source == "runs") text = "You run " + std::string(duty.on.front()) + ": what happens there to the machines and to the people who tend them is yours.";
  if (duty.source == "channel") text = "You keep the line " + std::string(duty.on.front()) + ": who can listen or change something on it is yours.";
  if (!duty.why.empty()) text += " " + std::string(duty.why);
  if (!duty.agreement.empty()) text += " Agreed in: " + std::string(duty.agreement) + ".";
  if (!duty.until.empty()) text += (duty.expired ? " This ran out on " : " Until ") + std::string(duty.until) + ".";
  if (duty.agreement.empty() && duty.source != "runs" && duty.source != "channel") text += " Nothing shows yet that they agreed to it.";
  return text;
}

}  // namespace merlon
