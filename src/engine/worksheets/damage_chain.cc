// The chain of a threat analysis and risk assessment as ISO/SAE 21434 names it: asset, damage, impact, threat, attack path, feasibility, risk, treatment.
#include <algorithm>
#include <array>

#include "base/strings.h"
#include "engine/worksheets/cells.h"
#include "judge/risk.h"

namespace merlon::worksheets {
namespace {

std::string ImpactWords(const Damage& damage) {
  std::string words;
  auto add = [&](std::string_view respect, Harm harm) {
    if (harm != Harm::unknown) AddTo(words, std::string(respect) + " " + std::string(NamesOf(harm).names[static_cast<size_t>(harm)]));
  };
  add("safety", damage.safety), add("financial", damage.financial), add("operational", damage.operational), add("privacy", damage.privacy);
  return words.empty() ? "not said" : words;
}

template <class Node>
bool Names(const Node& node, std::string_view threat) {
  auto any = [&](const std::vector<TreeNode>& nodes) { return std::any_of(nodes.begin(), nodes.end(), [&](const TreeNode& child) { return Names(child, threat); }); };
  return node.threat == threat || any(node.all) || any(node.any);
}

// The trees in which the threat stands, else what its rule needs and gives.
std::string PathOf(const Workspace& workspace, const Threat& threat) {
  std::string path;
  for (const Tree& tree : workspace.model().trees) {
    if (Names(tree, threat.id)) AddTo(path, "tree " + std::string(tree.id.view()));
  }
  if (!path.empty()) return path;
  if (threat.rule == kNone) return workspace.model().threats[threat.hand].about.empty() ? "not said" : std::string(workspace.model().threats[threat.hand].about.view());
  const CompiledRule& rule = workspace.rules().rules()[threat.rule];
  std::string needs, gives;
  for (const Term& term : rule.needs) AddTo(needs, workspace.PrintTerm(term, threat));
  for (const Term& term : rule.gives) AddTo(gives, workspace.PrintTerm(term, threat));
  return (needs.empty() ? "from nothing" : needs) + " gives " + gives;
}

// The words of the standard for what people decide.
std::string TreatmentOf(const Workspace& workspace, const Threat& threat) {
  const Decision* decision = workspace.assessment().DecisionOn(threat);
  if (!decision) return threat.status == Status::handled ? "reduce" : "none yet";
  if (decision->eliminate == Tri::yes) return "avoid";
  if (!decision->transfer.empty()) return "share";
  if (decision->accept == Tri::yes) return "retain";
  return decision->dismiss == Tri::yes ? "does not apply" : "reduce";
}

std::string GoalOrClaim(const Workspace& workspace, const Threat& threat) {
  const Decision* decision = workspace.assessment().DecisionOn(threat);
  if (!decision) return {};
  bool claim = decision->accept == Tri::yes || !decision->transfer.empty();
  if (claim) return decision->why.empty() ? "a claim is missing" : "claim: " + std::string(decision->why.view());
  std::string controls;
  for (const Ref& control : ControlsOf(*decision)) AddTo(controls, control.view());
  return controls.empty() ? std::string(decision->why.view()) : "goal: " + controls;
}

}  // namespace

Tables DamageChain(const Workspace& workspace, const MethodDeclaration& method) {
  const Model& model = workspace.model();
  Table table{"damage-chain", "From damage to treatment", "Each damage with the threats that lead to it. Risk is looked up by the worst impact and by the feasibility of the attack.",
              {"Asset", "Damage", "Lost", "Impact", "Threat", "Attack path", "Feasibility", "Risk", "Treatment", "Goal or claim"}, {}};
  for (const Damage& damage : model.damages) {
    Cell asset = damage.asset.target == kNone ? OfText(damage.asset.view()) : OfPlace(workspace, {Domain::asset, Unpack(damage.asset.target).index});
    std::string lost(NamesOf(damage.lost).names[static_cast<size_t>(damage.lost)]);
    std::vector<Cell> head = {asset, OfText(TitleOr(damage.title, damage.id)), OfText(lost), OfText(ImpactWords(damage))};
    auto row = [&](std::vector<Cell> rest) {
      std::vector<Cell> cells = head;
      cells.insert(cells.end(), std::make_move_iterator(rest.begin()), std::make_move_iterator(rest.end()));
      cells.resize(table.columns.size());
      table.rows.push_back(std::move(cells));
    };
    if (damage.threats.empty()) row({OfText("none named")});
    for (const Text& id : damage.threats) {
      const Threat* threat = workspace.FindThreat(id.view());
      if (!threat) {
        bool silenced = IsSilenced(workspace.input(), workspace.assessment(), id.view());
        row({OfText(std::string(id.view()) + (silenced ? "" : " (no such threat)")), OfText(""), OfText(""), OfText(silenced ? "handled by its decision" : ""), OfText(silenced ? "reduce" : "")});
        continue;
      }
      const ThreatScore* score = workspace.ScoreOf(*threat, kAttackPotential);
      std::string feasibility = score ? score->result.label + " (" + score->result.score + ")" : "not rated";
      std::optional<int> risk = score ? RiskValue(method, WorstHarm(damage), score->result.label) : std::nullopt;
      row({OfThreat(workspace, *threat), OfText(PathOf(workspace, *threat)), OfText(feasibility), OfText(risk ? std::to_string(*risk) : "not known"), OfText(TreatmentOf(workspace, *threat)), OfText(GoalOrClaim(workspace, *threat))});
    }
  }
  return {table};
}

}  // namespace merlon::worksheets
