// Invariants against the rules: the same conditions over the same columns must come to the same answer.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <set>

#include "engine/gate.h"
#include "random_model.h"
#include "text/shape.h"

using namespace merlon;

namespace {

// Every rule of the library as an invariant: where it applies, it must be handled.
std::string RulesAsPolicy() {
  std::string policy = "policy: rules\ninvariants:\n";
  for (const RuleDeclaration& rule : TestLibrary().rules()) {
    policy += "  " + std::string(rule.id.view()) + ":\n    of: " + std::string(rule.of.view()) + "\n    when: " + QuoteYaml(rule.when.view(), false) + "\n    must: " + QuoteYaml(rule.handled.view(), false) + "\n    why: The rule of this name says so.\n";
  }
  return policy;
}

Gate RunPolicy(Workspace& workspace, const std::string& policy, const Baseline& baseline = {}) {
  workspace.LoadPolicies({{"policy.yaml", policy}});
  RC_ASSERT(!workspace.malformed());
  workspace.MatchModel();
  GateOptions options;
  options.today = kTestDay;
  options.baseline = baseline;
  return RunGate(workspace, options);
}

}  // namespace

TEST_CASE("an invariant is broken exactly where the rule with its conditions is open") {
  static const std::string kPolicy = RulesAsPolicy();
  CHECK(rc::check("rules as invariants", [] {
    Tape tape(EnoughNumbers());
    std::unique_ptr<Workspace> workspace = LoadValid(Write(RandomModel(tape)));
    Gate gate = RunPolicy(*workspace, kPolicy);
    std::set<std::string> broken, unproven, open, unknown;
    for (const Breach& breach : gate.breaches) (breach.unknown ? unproven : broken).insert(breach.id);
    std::vector<std::string_view> all_methods;
    for (const MethodDeclaration& method : TestLibrary().methods()) all_methods.push_back(method.id.view());
    Columns columns(workspace->rules(), workspace->facts());
    for (const Match& match : MatchRules(workspace->rules(), workspace->facts(), all_methods, columns)) {
      if (!match.applies || match.status == MatchStatus::handled) continue;
      std::string id = std::string(TestLibrary().rules()[workspace->rules().rules()[match.rule].declaration].id.view()) + "@" + PlaceId(workspace->model(), match.place);
      (match.status == MatchStatus::open ? open : unknown).insert(id);
    }
    RC_ASSERT(broken == open);
    RC_ASSERT(unproven == unknown);
  }));
}

TEST_CASE("what a baseline lists fails no more, and nothing else is forgiven") {
  static const std::string kPolicy = RulesAsPolicy();
  CHECK(rc::check("known breaches", [](uint16_t kept) {
    Tape tape(EnoughNumbers());
    std::string text = Write(RandomModel(tape));
    std::unique_ptr<Workspace> first = LoadValid(text);
    Gate before = RunPolicy(*first, kPolicy);
    Baseline baseline;
    size_t left_out = before.breaches.size() ? kept % before.breaches.size() : 0;
    for (size_t i = 0; i < before.breaches.size(); ++i) {
      if (i != left_out) baseline.invariants.insert(before.breaches[i].id);
    }
    std::unique_ptr<Workspace> second = LoadValid(text);
    Gate after = RunPolicy(*second, kPolicy, baseline);
    RC_ASSERT(after.breaches.size() == before.breaches.size());
    for (size_t i = 0; i < after.breaches.size(); ++i) RC_ASSERT(after.breaches[i].known == (i != left_out));
    RC_ASSERT(second->diagnostics().has_errors() == !before.breaches.empty());
  }));
}
