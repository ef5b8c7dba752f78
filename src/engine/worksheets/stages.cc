// The board of a method's steps, and what is left of the risk to each asset.
#include <span>

#include "engine/worksheets/cells.h"

namespace merlon::worksheets {

Tables Stages(const Workspace& workspace, const MethodDeclaration& method) {
  Table table{"stages", "Stages", "The steps in their order. A step counts as done when all before it are.", {"Stage", "Stands", "Done when", "Still missing"}, {}};
  size_t number = 0;
  for (const StepState& state : StepsOfMethod(workspace.input(), workspace.assessment(), method, false)) {
    const StepDeclaration& step = method.steps[number++];
    std::string when, missing;
    for (const Text& wanted : step.done_when) {
      const Criterion* criterion = FindCriterion(wanted.view());
      AddTo(when, criterion ? criterion->meaning : wanted.view(), "; ");
    }
    for (const std::string& what : state.missing) AddTo(missing, what, "; ");
    table.rows.push_back({OfText(std::to_string(number) + ". " + std::string(state.title)), OfText(state.done ? "done" : state.here ? "here" : state.missing.empty() ? "waits" : "open"), OfText(when), OfText(missing)});
  }
  return {table};
}

Tables ResidualRisk(const Workspace& workspace, const MethodDeclaration&) {
  const Model& model = workspace.model();
  const Facts& facts = workspace.facts();
  Table table{"residual-risk", "Residual risk", "For each asset, the threats where it lies or moves: what stands, and what is handled or decided.",
              {"Asset", "Confidentiality", "Integrity", "Availability", "Stand", "Worst", "Handled or decided", "Worst threat"}, {}};
  struct Sum {
    Tally tally;
    const Threat* worst = nullptr;
  };
  std::vector<Sum> sums(model.assets.size());
  for (const Threat& threat : workspace.assessment().threats) {
    std::span<const uint32_t> there;
    if (threat.place.domain == Domain::flow) there = facts.carries.Row(threat.place.row);
    else if (threat.place.domain == Domain::element) there = facts.assets_of.Row(threat.place.row);
    else if (threat.place.domain == Domain::asset) there = {&threat.place.row, 1};
    for (uint32_t asset : there) {
      sums[asset].tally.Add(threat);
      if (!sums[asset].worst && Stands(threat)) sums[asset].worst = &threat;
    }
  }
  for (uint32_t asset = 0; asset < model.assets.size(); ++asset) {
    const auto& [tally, worst] = sums[asset];
    std::vector<Cell> row = {OfPlace(workspace, {Domain::asset, asset})};
    for (std::string_view objective : {"confidentiality", "integrity", "availability"}) {
      uint32_t property = workspace.library().FindProperty(objective);
      row.push_back(property == kNone ? OfText("") : OfText(PropertyValueName(workspace.library().property(PropertyId(property)), facts.GetOrdered({Domain::asset, asset}, PropertyId(property)))));
    }
    row.push_back(OfNumber(tally.standing));
    row.push_back(OfText(tally.standing ? Name(tally.worst) : std::string_view("none")));
    row.push_back(OfNumber(tally.closed));
    row.push_back(worst ? OfThreat(workspace, *worst) : OfText(""));
    table.rows.push_back(std::move(row));
  }
  return {table};
}

}  // namespace merlon::worksheets
