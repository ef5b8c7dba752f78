#include "engine/statement.h"

#include <algorithm>
#include <set>

#include "judge/method_checks.h"

namespace merlon {

Statement MakeStatement(const Workspace& workspace) {
  const Model& model = workspace.model();
  const Library& library = workspace.library();
  Statement statement;
  std::set<uint32_t> assumed, leaned_on;
  for (const auto& [index, written] : AssumedBy(model, library)) {
    const AssumptionDeclaration& declared = library.assumptions()[index];
    assumed.insert(index);
    statement.assumed.push_back({&declared, declared.id == written->view() ? std::string_view() : written->view()});
  }
  for (const Claim& claim : model.claims) {
    StatedClaim& stated = statement.claims.emplace_back();
    stated.claim = &claim;
    for (const Ref& under : claim.under) {
      stated.under.push_back(under.view());
      if (under.target == kNone) continue;
      leaned_on.insert(Unpack(under.target).index);
      // Whoever leans on what is implied leans on what implies it.
      for (const StatedAssumption& one : statement.assumed) {
        if (one.declared->id == under.view() && !one.implied_by.empty()) leaned_on.insert(library.FindAssumption(one.implied_by));
      }
      if (!assumed.contains(Unpack(under.target).index)) stated.undeclared.push_back(under.view());
    }
  }
  for (const StatedAssumption& one : statement.assumed) {
    for (const Text& other : one.declared->contradicts) {
      uint32_t index = library.FindAssumption(other.view());
      bool covered = std::any_of(one.declared->covers.begin(), one.declared->covers.end(), [&](const Text& id) { return id == other.view(); });
      if (index == kNone || covered || assumed.contains(index)) continue;
      statement.not_claimed.push_back("Anything where, instead of " + std::string(one.declared->id.view()) + ", " + std::string(other.view()) + " is assumed: " + std::string(library.assumptions()[index].says.view()));
    }
  }
  for (const StatedAssumption& one : statement.assumed) {
    if (!one.implied_by.empty() || leaned_on.contains(library.FindAssumption(one.declared->id.view()))) continue;
    statement.not_claimed.push_back("Anything that follows from " + std::string(one.declared->id.view()) + ": no claim leans on it.");
  }
  return statement;
}

}  // namespace merlon
