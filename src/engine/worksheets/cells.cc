#include "engine/worksheets/cells.h"

#include <algorithm>
#include <array>
#include <map>

namespace merlon::worksheets {

Cell OfText(std::string_view text) { return {std::string(text), {}, {}}; }
Cell OfPlace(const Workspace& workspace, Place place) { return {PlaceTitle(workspace.model(), place), PlaceId(workspace.model(), place), {}}; }
Cell OfThreat(const Workspace&, const Threat& threat) { return {std::string(threat.id), {}, std::string(threat.id)}; }
Cell OfNumber(size_t number) { return OfText(std::to_string(number)); }

void AddTo(std::string& list, std::string_view item, std::string_view separator) {
  if (item.empty()) return;
  for (size_t at = 0; at < list.size();) {
    size_t end = std::min(list.find(separator, at), list.size());
    if (std::string_view(list).substr(at, end - at) == item) return;
    at = end + separator.size();
  }
  list.append(list.empty() ? std::string_view() : separator).append(item);
}

std::set<std::string> ControlsAgainst(const Workspace& workspace, const Threat& threat) {
  std::set<std::string> controls;
  if (const Decision* decision = workspace.assessment().DecisionOn(threat)) {
    for (const Ref& control : ControlsOf(*decision)) {
      if (control.target != kNone) controls.insert(std::string(ControlTitle(workspace.model(), workspace.library(), control.target)));
    }
  }
  if (threat.status != Status::handled) return controls;
  for (const DecidingFact& fact : workspace.Explain(threat).facts) {
    Reason reason = workspace.ReasonOf(fact);
    if (reason.kind != ReasonKind::control) continue;
    uint32_t known = workspace.library().FindControl(reason.name);
    controls.insert(std::string(known == kNone ? reason.name : workspace.library().controls()[known].title.view()));
  }
  return controls;
}

std::string AnswerTo(const Workspace& workspace, const Threat& threat) {
  std::string controls;
  for (const std::string& control : ControlsAgainst(workspace, threat)) AddTo(controls, control, "; ");
  const Decision* decision = workspace.assessment().DecisionOn(threat);
  if (!decision) return threat.status != Status::handled ? std::string() : controls.empty() ? "handled as it is drawn" : controls;
  if (decision->accept == Tri::yes) return "accepted: " + std::string(decision->why.view());
  if (decision->dismiss == Tri::yes) return "does not apply: " + std::string(decision->why.view());
  if (!decision->transfer.empty()) return "handed to " + std::string(decision->transfer.view()) + ": " + std::string(decision->why.view());
  if (decision->eliminate == Tri::yes) return "its cause is to go away";
  std::string state = threat.status == Status::handled ? "" : " (not in place, or not enough)";
  return (controls.empty() ? "said to be mitigated, not by what" : controls) + state;
}

std::vector<uint32_t> TwinsOf(const Model& model) {
  using Key = std::array<std::string_view, 4>;
  std::map<Key, uint32_t> flows;
  for (uint32_t i = 0; i < model.flows.size(); ++i) {
    const Flow& flow = model.flows[i];
    flows.emplace(Key{flow.source.view(), flow.target.view(), flow.label.view(), flow.over.view()}, i);
  }
  std::vector<uint32_t> twins;
  for (const Flow& flow : model.flows) {
    auto back = flows.find(Key{flow.target.view(), flow.source.view(), flow.label.view(), flow.over.view()});
    twins.push_back(back == flows.end() ? kNone : back->second);
  }
  return twins;
}

std::string Interaction(const Model& model, const std::vector<uint32_t>& twins, uint32_t row) {
  uint32_t twin = twins[row];
  bool both = twin != kNone;
  const Flow& flow = model.flows[std::min(row, twin)];
  std::string via = flow.over.empty() ? "" : "(" + std::string(flow.over.view()) + ")-";
  std::string_view action = flow.label.empty() ? flow.title.view() : flow.label.view();
  std::string text = std::string(flow.source.view()) + (both ? " <-" : " -") + via + "> " + std::string(flow.target.view());
  return action.empty() ? text : text + " [" + std::string(action) + "]";
}

void Tally::Add(const Threat& threat) {
  if (threat.set_aside) return;
  if (!Stands(threat)) return void(++closed);
  ++standing;
  worst = std::max(worst, threat.severity);
}

}  // namespace merlon::worksheets
