// A policy: what somebody asks of models from outside. It lives in a file of its own, beside many models or above them.
#pragma once

#include <optional>
#include <vector>

#include "judge/age.h"
#include "rules/expression.h"

namespace merlon {

// Must hold at every place of its kind where `when` holds.
struct Invariant {
  Text id;
  Text of, must, when;
  Why why;
  ThreatSeverity severity = ThreatSeverity::unknown;  // unknown: it fails the gate whatever the threshold is
  PlaceKind kind = PlaceKind::system;
  ExprId must_node, when_node;  // compiled; none for a `when` that is not given
};

// A place that need not keep an invariant, of this policy or of another; the key is `invariant@place`.
struct Exemption {
  Text id;
  Why why;
  Date until;
  Text by;
};

struct Policy {
  Text name, about;
  ThreatSeverity fail_on = ThreatSeverity::unknown;
  Text max_age;
  std::optional<Age> age;
  Entries<Invariant> invariants;
  Entries<Exemption> exempt;
};

// Reads the file as a policy and compiles its conditions into `rules`. Everything wrong is reported; what is wrong stays empty. `root` is none
// when the file holds nothing.
Policy ReadPolicy(const Document& document, FileId file, NodeId root, const Library& library, RuleSet& rules, Diagnostics& diagnostics);

}  // namespace merlon
