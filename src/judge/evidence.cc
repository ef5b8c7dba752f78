#include "judge/evidence.h"

#include <algorithm>

namespace merlon {
namespace {

// The index of `name` among the names of an enumeration, 0 when it is none of them.
uint8_t IndexOf(const EnumNames& all, std::string_view name) {
  auto found = std::find(all.names.begin(), all.names.end(), name);
  return found == all.names.end() ? 0 : static_cast<uint8_t>(found - all.names.begin());
}

}  // namespace

std::string_view Name(EvidenceTier tier) { return NamesOf(tier).names[static_cast<size_t>(tier)]; }

std::vector<EvidencePart> PartsOf(const Evidence& evidence) {
  std::vector<EvidencePart> parts;
  auto add = [&](std::string_view kind, const Text& reference, EvidenceTier tier, bool has_results) {
    if (!reference.empty()) parts.push_back({kind, reference, tier, has_results});
  };
  add("audit", evidence.audit, EvidenceTier::audited, false);
  add("review", evidence.review, EvidenceTier::audited, false);
  add("test", evidence.test, EvidenceTier::tested, true);
  add("scan", evidence.scan, EvidenceTier::configured, true);
  add("configuration", evidence.configuration, EvidenceTier::configured, true);
  add("contract", evidence.contract, EvidenceTier::documented, false);
  add("document", evidence.document, EvidenceTier::documented, false);
  return parts;
}

EvidenceTier TierOf(const Evidence& evidence) {
  if (!evidence.given()) return EvidenceTier::asserted;
  if (evidence.tier != EvidenceTier::none) return evidence.tier;
  return PartsOf(evidence).front().tier;
}

const OwnControl* ControlOf(const Model& model, const Ref& control) {
  if (control.target == kNone) return nullptr;
  Target target = Unpack(control.target);
  return target.kind == TargetKind::own_control ? &model.controls[target.index] : nullptr;
}

MitigationEvidence EvidenceOf(const Model& model, const Decision& decision) {
  bool all_given = !ControlsOf(decision).empty();
  EvidenceTier weakest = EvidenceTier::audited;
  for (const Ref& control : ControlsOf(decision)) {
    const OwnControl* own = ControlOf(model, control);
    all_given &= own && own->evidence.given();
    if (own) weakest = std::min(weakest, TierOf(own->evidence));
  }
  MitigationEvidence result{decision.evidence.given(), TierOf(decision.evidence)};
  if (all_given) result = {true, std::max(result.tier, weakest)};
  return result;
}

std::optional<EvidenceDemand> ParseEvidenceDemand(std::string_view text) {
  EvidenceDemand demand;
  size_t colon = text.find(':');
  demand.tier = static_cast<EvidenceTier>(IndexOf(NamesOf(demand.tier), text.substr(0, colon)));
  if (demand.tier == EvidenceTier::none) return std::nullopt;
  if (colon == std::string_view::npos) return demand;
  demand.severity = static_cast<ThreatSeverity>(IndexOf(NamesOf(demand.severity), text.substr(colon + 1)));
  if (demand.severity == ThreatSeverity::unknown) return std::nullopt;
  return demand;
}

}  // namespace merlon
