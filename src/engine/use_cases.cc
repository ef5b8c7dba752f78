#include "engine/use_cases.h"

#include <algorithm>

namespace merlon {
namespace {

int Demand(Verdict verdict) {
  switch (verdict) {
    case Verdict::expected: return 4;
    case Verdict::complicated: return 3;
    case Verdict::maybe: return 2;
    case Verdict::not_expected: return 1;
    default: return 0;
  }
}

}  // namespace

const UseCase* FindUseCase(const Model& model, std::string_view id) {
  for (const UseCase& use_case : model.use_cases) {
    if (use_case.id == id) return &use_case;
  }
  return nullptr;
}

bool Touches(const Workspace& workspace, const UseCase& use_case, Place place) {
  const Facts& facts = workspace.facts();
  for (const Text& key : use_case.flows) {
    std::optional<Place> named = workspace.names().FindPlace(key.view());
    if (!named) continue;
    if (*named == place) return true;
    if (named->domain != Domain::flow || place.domain != Domain::element) continue;
    if (facts.flow_source[named->row] == place.row || facts.flow_target[named->row] == place.row) return true;
  }
  return false;
}

Verdict Worst(const std::vector<CategoryVerdict>& verdicts) {
  Verdict worst = Verdict::none;
  for (const CategoryVerdict& verdict : verdicts) {
    if (Demand(verdict.verdict) > Demand(worst)) worst = verdict.verdict;
  }
  return worst;
}

std::vector<UseCaseSum> SumUpUseCases(Workspace& workspace, int32_t today) {
  const UseCase* before = workspace.use_case();
  std::vector<UseCaseSum> sums;
  for (const UseCase& use_case : workspace.model().use_cases) {
    workspace.Analyse(today, &use_case);
    UseCaseSum sum;
    sum.use_case = &use_case;
    for (const Threat& threat : workspace.assessment().threats) {
      if (!Touches(workspace, use_case, threat.place)) continue;
      if (threat.set_aside) {
        ++sum.set_aside;
        continue;
      }
      switch (threat.status) {
        case Status::open: ++sum.open, sum.worst = std::max(sum.worst, threat.severity); break;
        case Status::undetermined: ++sum.undetermined; break;
        case Status::handled: ++sum.handled; break;
        case Status::decided: ++sum.decided; break;
      }
    }
    sum.verdicts = workspace.Verdicts();
    sum.verdict = Worst(sum.verdicts);
    sums.push_back(std::move(sum));
  }
  workspace.Analyse(today, before);
  return sums;
}

}  // namespace merlon
