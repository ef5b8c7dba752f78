// Who is who in two versions of a model.
//
// A place is found again by its id, a flow by its ends and its label; `was:` on either side leads over a rename.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/string_map.h"
#include "engine/workspace.h"

namespace merlon {

class Counterparts {
 public:
  // Both models must be analysed and outlive this. O(places).
  Counterparts(const Workspace& before, const Workspace& after);

  // The same place in the other version; none when it is not there.
  Place After(Place before) const { return {before.domain, after_[static_cast<size_t>(before.domain)][before.row]}; }
  Place Before(Place after) const { return {after.domain, before_[static_cast<size_t>(after.domain)][after.row]}; }
  // The id that a place of the earlier version has, or would have, in the later one: names of renamed elements are the new ones.
  std::string IdAfter(Place before) const;
  // A name of the earlier version as the later one writes it. Names that are no place's stay as they are.
  std::string NameAfter(std::string_view name) const;
  // A key `rule@place` of the earlier version, the same way.
  std::string KeyAfter(std::string_view key) const;
  // What a rule of the earlier version is called in the later one's library (`formerly:` on either side).
  std::string_view RuleAfter(std::string_view rule) const;

 private:
  void Pair(Domain domain);
  void Link(Place before, Place after);
  std::string IdFromParts(Place before) const;
  void PairRules();

  const Workspace& before_model_;
  const Workspace& after_model_;
  std::array<std::vector<uint32_t>, kDomains> after_, before_;
  StringMap rules_;  // name of a rule before -> index into `rule_names_`
  std::vector<std::string_view> rule_names_;
};

}  // namespace merlon
