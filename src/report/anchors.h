// How places and threats are called as targets of links within one report.
#pragma once

#include <string>
#include <string_view>

namespace merlon {

// `prefix` and the id, with what means something in an address replaced. Ids have no `~`, so no two share an anchor.
inline std::string Anchor(std::string_view prefix, std::string_view id) {
  std::string anchor(prefix);
  for (char c : id) anchor.push_back(c == '#' || c == '/' ? '~' : c);
  return anchor;
}
inline std::string PlaceAnchor(std::string_view place_id) { return Anchor("place-", place_id); }
inline std::string ThreatAnchor(std::string_view threat_id) { return Anchor("t-", threat_id); }
inline std::string RuleAnchor(std::string_view rule_id) { return Anchor("rule-", rule_id); }

}  // namespace merlon
