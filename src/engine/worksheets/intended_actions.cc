// Who is meant to do what to which asset, and the threats that follow from it.
#include "engine/worksheets/cells.h"

namespace merlon::worksheets {

Tables IntendedActions(const Workspace& workspace, const MethodDeclaration&) {
  const Model& model = workspace.model();
  Table matrix{"intended-actions", "Intended actions", "What each actor is meant to do to each asset. A pair that nobody has written down is listed, too.", {"Actor", "Asset", "Create", "Read", "Update", "Delete", "When"}, {}};
  std::set<std::pair<std::string_view, std::string_view>> stated;
  auto word = [](HowOften often) { return OfText(often == HowOften::unknown ? std::string_view("not said") : NamesOf(often).names[static_cast<size_t>(often)]); };
  auto name = [&](const Ref& ref, bool asset) {
    if (ref.target == kNone) return OfText(ref.view());
    return OfPlace(workspace, {asset ? Domain::asset : Domain::element, Unpack(ref.target).index});
  };
  for (const IntendedAction& action : model.actions) {
    stated.emplace(action.actor.view(), action.asset.view());
    matrix.rows.push_back({name(action.actor, false), name(action.asset, true), word(action.create), word(action.read), word(action.update), word(action.remove), OfText(action.when.view())});
  }
  for (uint32_t actor = 0; actor < model.actors.size(); ++actor) {
    for (uint32_t asset = 0; asset < model.assets.size(); ++asset) {
      if (stated.contains({model.actors[actor].id.view(), model.assets[asset].id.view()})) continue;
      Cell unsaid = word(HowOften::unknown);
      matrix.rows.push_back({OfPlace(workspace, {Domain::element, actor}), OfPlace(workspace, {Domain::asset, asset}), unsaid, unsaid, unsaid, unsaid, OfText("")});
    }
  }
  Table derived{"derived-threats", "Threats that follow", "An action that is not allowed and possible is an elevation of privilege; one that is allowed and prevented is a denial of service.",
                {"Threat", "What goes wrong", "Kind", "Severity", "Status", "Answer"}, {}};
  for (const Threat& threat : workspace.assessment().threats) {
    if (threat.hand == kNone || !model.threats[threat.hand].derived) continue;
    derived.rows.push_back({OfThreat(workspace, threat), OfText(workspace.ThreatTitle(threat)), OfText(threat.category), OfText(Name(threat.severity)), OfText(threat.set_aside ? std::string_view("set aside") : Name(threat.status)), OfText(AnswerTo(workspace, threat))});
  }
  return {matrix, derived};
}

}  // namespace merlon::worksheets
