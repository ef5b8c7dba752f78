#include "engine/gate.h"

#include "engine/invariants.h"
#include "text/finding_ids.h"

namespace merlon {
namespace {

void ReviewAge(Workspace& workspace, const GateOptions& options, Gate& gate) {
  AgeLimit limit{{}, 0, options.today};
  auto tighten = [&](const std::optional<Age>& age, std::string_view text) {
    if (!age) return;
    int32_t earliest = EarliestDay(*age, options.today);
    if (limit.text.empty() || earliest > limit.earliest) limit.text = text, limit.earliest = earliest;
  };
  tighten(options.max_age, options.max_age_text);
  for (const Policy& policy : workspace.policies()) tighten(policy.age, policy.max_age.view());
  if (limit.text.empty()) return;
  gate.max_age = std::string(limit.text);
  NodeId whole = workspace.roots().empty() ? NodeId() : workspace.roots().front();
  ReviewAges(workspace.model(), workspace.document(), whole, limit, workspace.diagnostics());
}

void TakeOutKnown(Workspace& workspace, const Baseline::Ids& findings, Gate& gate) {
  if (findings.empty()) return;
  std::vector<NodeId> roots = workspace.roots();
  roots.insert(roots.end(), workspace.policy_roots().begin(), workspace.policy_roots().end());
  Diagnostics& diagnostics = workspace.diagnostics();
  std::vector<std::string> ids = FindingIds(workspace.document(), roots, diagnostics.kept());
  auto known = [&](size_t i) { return diagnostics.kept()[i].code->weight == Weight::finding && findings.contains(ids[i]); };
  for (size_t i = 0; i < ids.size(); ++i) {
    if (known(i)) gate.known_ids.push_back(ids[i]);
  }
  gate.known = diagnostics.Extract(known);
}

}  // namespace

ThreatSeverity Threshold(const Workspace& workspace, const GateOptions& options) {
  ThreatSeverity lowest = options.fail_on;
  for (const Policy& policy : workspace.policies()) {
    if (policy.fail_on != ThreatSeverity::unknown && (lowest == ThreatSeverity::unknown || policy.fail_on < lowest)) lowest = policy.fail_on;
  }
  return lowest;
}

Gate RunGate(Workspace& workspace, const GateOptions& options) {
  Gate gate;
  gate.fail_on = Threshold(workspace, options);
  ReviewAge(workspace, options, gate);
  CheckInvariants(workspace, options, gate);
  TakeOutKnown(workspace, options.baseline.findings, gate);
  if (gate.fail_on == ThreatSeverity::unknown) return gate;
  for (const Threat& threat : workspace.assessment().threats) {
    if (threat.status != Status::open || threat.set_aside || threat.severity < gate.fail_on) continue;
    if (options.baseline.threats.contains(threat.id)) ++gate.known_threats;
    else gate.failing.push_back(&threat);
  }
  return gate;
}

}  // namespace merlon
