// What a report for other programs tells, one value for each thing: a diagnostic or a threat, in words, with its place in a file.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "engine/workspace.h"

namespace merlon {

// A stretch of a file as people count: from 1, columns in code points, the end one past the last. Line 0: nowhere.
struct Region {
  std::string path;
  uint32_t line = 0, column = 0, end_line = 0, end_column = 0;
  explicit operator bool() const { return line > 0; }
};

struct Finding {
  std::string id;     // the same as long as it is the same thing: `hollow-why@trust/hosting/why`, `sql-injection@api..order-db`
  std::string kind;   // the diagnostic code, the rule, or the name of a threat written by hand
  std::string place;  // id of the place of the model; empty for what is about the text
  Severity level = Severity::error;
  bool malformed = false;
  ThreatSeverity severity = ThreatSeverity::unknown;  // of threats
  std::string message, hint;
  Region at;
  std::vector<std::pair<std::string, Region>> related;
  bool is_threat() const { return severity != ThreatSeverity::unknown; }
};

// How a file is to be named.
using PathNames = std::function<std::string(const Document& document, FileId file)>;

// The diagnostics of a library or of the model, in their order.
std::vector<Finding> FindingsOf(const Document& document, std::span<const NodeId> roots, const Diagnostics& diagnostics, const PathNames& names);
// A threat at its place, with the facts that decided.
Finding FindingOf(const Workspace& workspace, const Threat& threat, const PathNames& names);

}  // namespace merlon
