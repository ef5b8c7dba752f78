#include "engine/codes.h"

#include "facts/codes.h"
#include "judge/codes.h"
#include "judge/scoring/codes.h"
#include "language/codes.h"
#include "library/codes.h"
#include "rules/codes.h"
#include "text/codes.h"

namespace merlon {

std::vector<const Code*> AllCodes() {
  std::vector<const Code*> all;
  auto add = [&all](const auto& codes) { all.insert(all.end(), std::begin(codes), std::end(codes)); };
  add(codes::kText), add(codes::kLibrary), add(codes::kLanguage), add(codes::kFacts), add(codes::kRules), add(codes::kScoring), add(codes::kJudge);
  return all;
}

}  // namespace merlon
