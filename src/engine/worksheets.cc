#include "engine/worksheets.h"

#include <algorithm>

#include "engine/worksheets/cells.h"

namespace merlon {
namespace {

constexpr Worksheet kWorksheets[] = {
    {"traceability", "each threat with its interaction, exploitation, attack surface, impact and mitigation", worksheets::Traceability},
    {"tiers", "what each tier asks for, and which is chosen", worksheets::Tiers},
    {"application-view", "the steps of each use case", worksheets::ApplicationView},
    {"operational-view", "the elements by zone, party and technology", worksheets::OperationalView},
    {"stages", "the steps of the method and what each still misses", worksheets::Stages},
    {"residual-risk", "what is left of the risk to each asset", worksheets::ResidualRisk},
    {"intended-actions", "what each actor is meant to do to each asset, and the threats that follow", worksheets::IntendedActions},
    {"damage-chain", "the chain from asset and damage to threat, feasibility, risk and treatment", worksheets::DamageChain},
    {"zones-and-conduits", "zones, conduits, their security levels and the gaps", worksheets::ZonesAndConduits},
    {"phases", "the phases of an attack and what breaks it in each", worksheets::Phases},
    {"trees", "the cheapest way through each attack tree", worksheets::Trees},
};

}  // namespace

std::span<const Worksheet> Worksheets() { return kWorksheets; }

std::vector<Table> WorksheetTables(const Workspace& workspace, const MethodDeclaration& method) {
  std::vector<Table> tables;
  for (const Text& wanted : method.worksheets) {
    auto worksheet = std::find_if(std::begin(kWorksheets), std::end(kWorksheets), [&](const Worksheet& known) { return wanted == known.id; });
    if (worksheet == std::end(kWorksheets)) continue;
    for (Table& table : worksheet->make(workspace, method)) tables.push_back(std::move(table));
  }
  return tables;
}

}  // namespace merlon
