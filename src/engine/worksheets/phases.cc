// The phases of an attack: which threats let it go on, which are broken, and where nothing at all stands in its way.
#include <algorithm>

#include "engine/worksheets/cells.h"

namespace merlon::worksheets {
namespace {

bool Lists(const std::vector<Text>& list, std::string_view item) {
  return std::any_of(list.begin(), list.end(), [&](const Text& text) { return text == item; });
}

// `read` of `read(flow.carries)`.
std::string_view VerbOf(std::string_view term) { return term.substr(0, term.find('(')); }

// What decides first: the rule by name, then the technique, then what is gained, then the category.
const PhaseDeclaration* PhaseOf(const Workspace& workspace, const MethodDeclaration& method, const Threat& threat) {
  const RuleDeclaration* rule = threat.rule == kNone ? nullptr : &workspace.library().rules()[workspace.rules().rules()[threat.rule].declaration];
  auto first = [&](auto fits) -> const PhaseDeclaration* {
    for (const PhaseDeclaration& phase : method.phases) {
      if (fits(phase)) return &phase;
    }
    return nullptr;
  };
  if (rule) {
    if (const PhaseDeclaration* phase = first([&](const PhaseDeclaration& one) { return Lists(one.rules, rule->id.view()); })) return phase;
    auto technique = [&](const PhaseDeclaration& one) { return std::any_of(rule->attack.begin(), rule->attack.end(), [&](const Text& id) { return Lists(one.attack, id.view()) || Lists(one.attack, id.view().substr(0, id.view().find('.'))); }); };
    if (const PhaseDeclaration* phase = first(technique)) return phase;
    auto gain = [&](const PhaseDeclaration& one) { return std::any_of(rule->gives.begin(), rule->gives.end(), [&](const Text& term) { return Lists(one.gives, VerbOf(term.view())); }); };
    if (const PhaseDeclaration* phase = first(gain)) return phase;
  }
  return first([&](const PhaseDeclaration& one) { return Lists(one.categories, threat.category); });
}

struct Link {
  std::vector<const Threat*> standing, closed;
  std::set<std::string> controls;
};

std::string_view StateOf(const Link& link) {
  if (link.standing.empty() && link.closed.empty()) return "nothing known";
  if (link.standing.empty()) return "broken";
  return link.controls.empty() ? "open, without any control" : "open";
}

}  // namespace

Tables Phases(const Workspace& workspace, const MethodDeclaration& method) {
  std::vector<Link> links(method.phases.size());
  Link outside;
  for (const Threat& threat : workspace.assessment().threats) {
    if (threat.set_aside) continue;
    const PhaseDeclaration* phase = PhaseOf(workspace, method, threat);
    Link& link = phase ? links[static_cast<size_t>(phase - method.phases.items.data())] : outside;
    (Stands(threat) ? link.standing : link.closed).push_back(&threat);
    for (const std::string& control : ControlsAgainst(workspace, threat)) link.controls.insert(control);
  }
  Table phases{"phases", "The chain", "An attack has to go through it phase by phase; one broken link may be enough, and a phase without any control is where to look first.", {"Phase", "What the attacker does", "State", "Stand", "Broken", "Controls"}, {}};
  Table threats{"links", "Its links", "The threats of each phase, most serious first.", {"Phase", "Threat", "What goes wrong", "Severity", "Status", "Answer"}, {}};
  auto add = [&](std::string_view title, std::string_view about, const Link& link) {
    std::string controls;
    for (const std::string& control : link.controls) AddTo(controls, control, "; ");
    phases.rows.push_back({OfText(title), OfText(about), OfText(StateOf(link)), OfNumber(link.standing.size()), OfNumber(link.closed.size()), OfText(controls.empty() ? "none" : controls)});
    for (const std::vector<const Threat*>* list : {&link.standing, &link.closed}) {
      for (const Threat* threat : *list) {
        threats.rows.push_back({OfText(title), OfThreat(workspace, *threat), OfText(workspace.ThreatTitle(*threat)), OfText(Name(threat->severity)), OfText(Name(threat->status)), OfText(AnswerTo(workspace, *threat))});
      }
    }
  };
  for (size_t i = 0; i < links.size(); ++i) add(TitleOr(method.phases[i].title, method.phases[i].id), method.phases[i].about.view(), links[i]);
  if (!outside.standing.empty() || !outside.closed.empty()) add("in no phase", "", outside);
  return {phases, threats};
}

}  // namespace merlon::worksheets
