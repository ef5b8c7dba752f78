// Is a category of threats reasonably expected here, against whom, and who answers for it? What people declared, what the model suggests, and
// where the two do not fit.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "judge/adversaries.h"
#include "judge/assess.h"

namespace merlon {

// The verdict on one category. Texts lie in the model or the library, but for `why` and `contested`.
struct CategoryVerdict {
  std::string_view category;
  // What holds: declared, with a `maybe` whose questions are answered replaced by what the answers lead to; else what the model suggests.
  Verdict verdict = Verdict::none;
  const Expectation* declared = nullptr;  // null: nobody gave a verdict
  std::string why;
  std::string_view handled_by;            // a party, or empty
  std::vector<std::string_view> depends_on;  // questions that wait for an answer
  // What the model suggests, with its reason in one sentence.
  Verdict suggested = Verdict::none;
  std::string suggested_why;
  const Threat* named_threat = nullptr;   // what the reason names: a threat of the assessment, an adversary, an asset
  uint32_t named_adversary = kNone, named_asset = kNone;
  std::string contested;                  // why the declared verdict does not fit the model; empty: it does
  size_t threats = 0;                     // how many the category has, set aside or not
};

// One for each category of the model's methods, in their order. Without adversaries there is nobody against whom a verdict could be given: the
// list is empty. With a use case, its own verdicts come before the system's. O(threats x adversaries).
std::vector<CategoryVerdict> JudgeCategories(const AssessInput& input, const Assessment& assessment, const UseCase* use_case = nullptr);

// The answer where nobody is named.
inline constexpr std::string_view kQuestionBack = "Against whom? Nobody is named, so there is no verdict to give: a system is only ever secure against somebody, for something.";

// The verdict in words, as in `not expected`.
std::string_view VerdictWords(Verdict verdict);
// What the model's glossary says that the category means here; empty where it says nothing.
std::string_view MeaningHere(const Model& model, std::string_view category);
// The title that a method gives the category, or its id.
std::string_view CategoryTitle(const Names& names, std::string_view category);

// The expectation that holds for a category: that of the use case, else that of the system; null when neither speaks of it.
const Expectation* ExpectationFor(const Model& model, std::string_view category, const UseCase* use_case);

// Whether a trust statement gives a reason and has not run out.
bool Holds(const Trust& trust, int32_t today);

}  // namespace merlon
