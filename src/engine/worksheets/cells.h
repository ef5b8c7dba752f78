// What the worksheets share: cells that speak of threats and places, and lists in words.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "engine/table.h"
#include "engine/workspace.h"

namespace merlon::worksheets {

Cell OfText(std::string_view text);
Cell OfPlace(const Workspace& workspace, Place place);
Cell OfThreat(const Workspace& workspace, const Threat& threat);
Cell OfNumber(size_t number);
// Joins what is not there already: "a, b".
void AddTo(std::string& list, std::string_view item, std::string_view separator = ", ");

// Open or waiting for a fact, and not set aside.
inline bool Stands(const Threat& threat) { return !threat.set_aside && threat.status <= Status::undetermined; }
// What is done about it: the answer of the decision with its controls, or the controls that handle it. Empty: nothing.
std::string AnswerTo(const Workspace& workspace, const Threat& threat);
// The titles of the controls that handle it or that its decision names.
std::set<std::string> ControlsAgainst(const Workspace& workspace, const Threat& threat);
// For each flow, the flow back with the same label over the same protocol, or kNone. O(flows log flows).
std::vector<uint32_t> TwinsOf(const Model& model);
// `customer -(https)-> web [pays]`; with a twin both ways, beginning where the first of the two begins.
std::string Interaction(const Model& model, const std::vector<uint32_t>& twins, uint32_t flow);
// The worst threat that stands, with the numbers of those that stand and that do not: "high; 3 stand, 5 do not".
struct Tally {
  size_t standing = 0, closed = 0;
  ThreatSeverity worst = ThreatSeverity::unknown;
  void Add(const Threat& threat);
};

// The tables themselves, one file for each family.
using Tables = std::vector<Table>;
Tables Traceability(const Workspace&, const MethodDeclaration&);
Tables ApplicationView(const Workspace&, const MethodDeclaration&);
Tables OperationalView(const Workspace&, const MethodDeclaration&);
Tables Stages(const Workspace&, const MethodDeclaration&);
Tables ResidualRisk(const Workspace&, const MethodDeclaration&);
Tables IntendedActions(const Workspace&, const MethodDeclaration&);
Tables DamageChain(const Workspace&, const MethodDeclaration&);
Tables ZonesAndConduits(const Workspace&, const MethodDeclaration&);
Tables Phases(const Workspace&, const MethodDeclaration&);
Tables Trees(const Workspace&, const MethodDeclaration&);
Tables Tiers(const Workspace&, const MethodDeclaration&);

}  // namespace merlon::worksheets
