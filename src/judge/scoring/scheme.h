// Ways to score a threat from what people put in, side by side with Merlon's own score: one small file here for each, and one line in the table.
//
// A score is made of complete inputs or not at all. What two schemes say is never added, multiplied or compared. A scheme's tables never change:
// other tables are another scheme with another id, so that an id says how a number came about.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/model.h"
#include "text/diagnostics.h"

namespace merlon {

// An answer that a factor knows: the points that it counts, and the word that may be written instead.
struct FactorAnswer {
  int points = 0;
  std::string_view word;
};

// One input of a scheme that is a value with a name.
struct Factor {
  std::string_view id;
  std::string_view doc;
  std::span<const FactorAnswer> answers;
  // Whether any whole number from `least` to `most` counts, or the points of the answers only.
  bool any_number = false;
  int least = 0, most = 0;
  // 0: always needed. Of the other groups one must be complete, and none may be given in part.
  uint8_t group = 0;
};

// Something that a scheme says besides its score, such as the macrovector; `number` when it is one in JSON.
struct ScoreDetail {
  std::string_view name;
  std::string value;
  bool number = false;
};

struct SchemeScore {
  std::string score;  // a decimal number, as the scheme writes it: `9.8`, `12`; empty where the scheme gives none
  std::string label;  // the scheme's own word for it
  ThreatSeverity severity = ThreatSeverity::unknown;  // set where the scheme rates severity in these words
  int64_t weight = 0;  // orders threats within this scheme alone, the greater the more serious
  std::vector<ScoreDetail> details;
};

// What is wrong with the inputs. `at` is the text concerned, or the part of it.
struct ScoreProblem {
  const Code* code = nullptr;
  Text at;
  std::string message;
  std::string hint;
};

enum class InputForm : uint8_t { vector, factors, comparisons };

struct Scheme {
  std::string_view id;
  std::string_view title;
  std::string_view version;   // of the publication that its tables follow
  std::string_view measures;  // what its label is of: severity, risk, feasibility, rank
  std::string_view doc;       // what is written, in a sentence
  std::string_view source;    // where formula and tables are published
  InputForm form = InputForm::factors;
  std::string_view prefix;          // form vector: what the vector starts with
  std::span<const Factor> factors;  // form factors: its inputs, in the order of the publication
  // Computes the score; adds what is wrong to `problems` and returns nothing when anything is. Deterministic, O(inputs).
  // Null for comparisons: there the score of one threat follows from what is written at all of them (`scoring/order.h`).
  std::optional<SchemeScore> (*score)(const WrittenScore& written, std::vector<ScoreProblem>& problems) = nullptr;
};

inline constexpr std::string_view kSchemeIds[] = {"cvss-3.1", "cvss-4.0", "owasp", "five-by-five", "order", "attack-potential"};

// All of them, in the order of kSchemeIds, which is the order of all output.
std::span<const Scheme* const> Schemes();
// Null when there is none of this id.
const Scheme* FindScheme(std::string_view id);

extern const Scheme kCvss31, kCvss40, kOwasp, kFiveByFive, kOrder, kAttackPotential;

}  // namespace merlon
