#include "judge/policy.h"

#include <algorithm>

#include "base/strings.h"
#include "language/codes.h"
#include "library/codes.h"
#include "text/codes.h"

namespace merlon {
namespace {

void FinishExemption(ShapeReader& reader, void*, NodeId key, NodeId) {
  std::string_view id = reader.document.text(key);
  size_t at = id.find('@');
  bool good = at != std::string_view::npos && at > 0 && at + 1 < id.size() && id.find('@', at + 1) == std::string_view::npos;
  if (good) return;
  reader.diagnostics.Add(codes::kBadPattern, reader.document.span(key), "`" + std::string(id) + "` names no place at which an invariant is broken", "write `invariant@place`, as `merlon check` prints it");
}

constexpr Field kInvariantFields[] = {
    Is<&Invariant::of>("of", "the kind of place it looks at").Required(), Is<&Invariant::must>("must", "the condition that must hold there").Required(),
    Is<&Invariant::when>("when", "the circumstances in which it must hold; without it, always"), Is<&Invariant::why>("why", "why it is asked for"),
    Is<&Invariant::severity>("severity", "how bad it is to break it; without it, it fails the gate at any threshold")};
constexpr Field kExemptionFields[] = {
    Is<&Exemption::why>("why", "the reason"), Is<&Exemption::until>("until", "the last day on which it holds"), Is<&Exemption::by>("by", "who granted it")};
constexpr Field kPolicyFields[] = {
    Is<&Policy::name>("policy", "its name").Required(), Is<&Policy::about>("about", "what it is for"),
    Is<&Policy::fail_on>("fail-on", "threats of this severity or worse may not be open"), Is<&Policy::max_age>("max-age", "how old decisions, trust statements and the last session may be"),
    Is<&Policy::invariants>("invariants", "what must hold at every place of a kind"), Is<&Policy::exempt>("exempt", "places that need not keep an invariant, `invariant@place`")};

constexpr Shape kInvariantShape{"an invariant", "", kInvariantFields, ""};
constexpr Shape kExemptionShape{"an exemption", "", kExemptionFields, "why", KeyKind::threat, nullptr, nullptr, FinishExemption};
constexpr Shape kPolicyShape{"a policy", "What somebody asks of models from outside.", kPolicyFields, ""};

}  // namespace

const Shape& ShapeOf(const Invariant*) { return kInvariantShape; }
const Shape& ShapeOf(const Exemption*) { return kExemptionShape; }

namespace {

bool ReadKind(const Document& document, Invariant& invariant, Diagnostics& diagnostics) {
  auto found = std::find(kPlaceKindNames.begin(), kPlaceKindNames.end(), invariant.of.view());
  if (found != kPlaceKindNames.end()) {
    invariant.kind = static_cast<PlaceKind>(found - kPlaceKindNames.begin());
    return true;
  }
  std::string_view near = Nearest(invariant.of.view(), kPlaceKindNames);
  diagnostics.Add(codes::kUnknownPlaceKind, document.span(invariant.of.node), "`" + std::string(invariant.of.view()) + "` is no kind of place",
                  near.empty() ? "the kinds are actor, process, store, flow, zone, asset, state, transition and system" : "did you mean `" + std::string(near) + "`?");
  return false;
}

}  // namespace

Policy ReadPolicy(const Document& document, FileId file, NodeId root, const Library& library, RuleSet& rules, Diagnostics& diagnostics) {
  Policy policy;
  uint32_t base = document.base(file);
  if (!root || document.IsNull(root)) {
    diagnostics.Add(codes::kMissingKey, {base, base}, "a policy needs `policy`, and this file is empty", "start it with `policy: NAME`");
    return policy;
  }
  ShapeReader reader(document, diagnostics);
  if (!document.IsMapping(root)) {
    reader.WrongType(root, "a policy: a map with `policy:`, `invariants:` and so on", "start it with `policy: NAME`");
    return policy;
  }
  reader.ReadRecord(kPolicyShape, &policy, root, root);
  if (!policy.max_age.empty()) {
    policy.age = ParseAge(policy.max_age.view());
    if (!policy.age) diagnostics.Add(codes::kBadAmount, document.span(policy.max_age.node), "`" + std::string(policy.max_age.view()) + "` is no age", "write it like " + std::string(kAgeExamples) + ", up to a hundred years");
  }
  for (Invariant& invariant : policy.invariants) {
    if (!invariant.of.node || !ReadKind(document, invariant, diagnostics)) continue;
    auto compile = [&](const Text& text) { return CompileCondition(rules, library, invariant.kind, {document, text.node, text.view()}, diagnostics); };
    if (invariant.must.node) invariant.must_node = compile(invariant.must);
    if (invariant.when.node) invariant.when_node = compile(invariant.when);
  }
  return policy;
}

}  // namespace merlon
