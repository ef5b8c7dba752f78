// Names for diagnostics that stay when lines move: what a baseline lists and what other programs recognise a finding by.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "text/diagnostics.h"
#include "text/document.h"

namespace merlon {

// For each diagnostic `code@what`: what it is about, else the keys that lead to its position (`hollow-why@trust/hosting/why`), else the name of its file.
// Two diagnostics of one code at one place have the same name. Long keys are cut. O(nodes + diagnostics x log diagnostics).
std::vector<std::string> FindingIds(const Document& document, std::span<const NodeId> roots, const std::vector<Diagnostic>& diagnostics);

}  // namespace merlon
