#include "judge/why.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/strings.h"

namespace merlon {
namespace {

// Words that carry no reason of their own: grammar, and the vocabulary of stock answers.
constexpr std::string_view kEmptyWords[] = {
    "a", "about", "above", "accept", "acceptable", "accepted", "addressed", "all", "already", "also", "an", "and", "answer", "anyway", "applicable", "apply", "applies", "are", "as", "at", "be", "because", "been",
    "best", "but", "by", "care", "client", "control", "controls", "covered", "decided", "default", "design", "do", "does", "done", "enough", "etc", "ever", "expected", "fine", "for", "from", "good", "handled", "handles", "happen", "happens", "has", "have",
    "here", "i", "if", "in", "industry", "internal", "irrelevant", "is", "issue", "it", "its", "just", "know", "known", "likely", "low", "mitigated", "na", "n", "need", "needed", "never", "no", "none", "normal", "not", "nothing", "obvious", "obviously", "of", "ok", "okay",
    "on", "or", "our", "out", "per", "policy", "practice", "problem", "reason", "reasons", "relevant", "rely", "reliable", "required", "responsible", "responsibility", "risk", "safe", "said", "same", "scope", "secure", "security", "see", "should", "simply", "so", "standard", "still", "tba", "tbc", "tbd", "that",
    "the", "their", "them", "there", "they", "thing", "this", "threat", "to", "todo", "too", "trust", "trusted", "trustworthy", "unlikely", "us", "usual", "usually", "very", "was", "we", "what", "whatever", "why", "will", "with", "works", "x", "yes", "you", "us", "takes", "take", "always", "everyone", "everybody", "does", "responsible"};

bool IsEmptyWord(const std::string& word) { return std::find(std::begin(kEmptyWords), std::end(kEmptyWords), word) != std::end(kEmptyWords); }

// The same word in another form counts as the same: `spoof`, `spoofing`, `spoofed`.
bool SameStem(std::string_view a, std::string_view b) {
  size_t shared = 0;
  while (shared < a.size() && shared < b.size() && a[shared] == b[shared]) ++shared;
  size_t shorter = std::min(a.size(), b.size());
  return shared == shorter ? shorter >= 4 || a.size() == b.size() : shared >= 5 && shared + 3 >= shorter;
}

}  // namespace

WhyProblem CheckWhy(std::string_view why, std::string_view claim) {
  std::vector<std::string> telling = Words(why);
  std::erase_if(telling, IsEmptyWord);
  if (telling.empty()) return WhyProblem::stock;
  std::vector<std::string> claimed = Words(claim);
  std::erase_if(telling, [&](const std::string& word) {
    return std::any_of(claimed.begin(), claimed.end(), [&](const std::string& known) { return SameStem(word, known); });
  });
  return telling.empty() ? WhyProblem::repeats_claim : WhyProblem::none;
}

}  // namespace merlon
