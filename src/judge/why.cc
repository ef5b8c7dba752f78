#include "judge/why.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/strings.h"

namespace merlon {
namespace {

// Words that carry no reason of their own: grammar, and the vocabulary of stock answers.
constexpr std::string_view kEmptyWords[] = {
    "a", "about", "above", "accept", "acceptable", "accepted", "accepting", "accepts", "addressed", "adequate", "agreed", "all",
    "already", "also", "always", "an", "and", "answer", "anybody", "anyone", "anyway", "applicable", "applies", "apply", "appropriate",
    "approved", "are", "as", "assume", "assumed", "assumption", "at", "attack", "attacker", "attackers", "attacks", "be", "because",
    "been", "believe", "believes", "best", "business", "but", "by", "can", "cannot", "care", "clear", "clearly", "client", "common",
    "company", "concern", "concerned", "concerns", "considered", "control", "controls", "correctly", "could", "couldn", "covered",
    "current", "currently", "decided", "default", "design", "discuss", "discussed", "dismiss", "dismissed", "dismissing", "do", "does",
    "doesn", "don", "done", "enough", "etc", "ever", "everybody", "everyone", "everything", "evident", "exist", "existing", "exists",
    "expected", "fact", "facts", "fine", "follow", "follows", "for", "from", "future", "general", "generic", "good", "handled", "handles",
    "happen", "happened", "happens", "has", "have", "hence", "here", "high", "i", "if", "important", "impossible", "in", "industry",
    "internal", "irrelevant", "is", "isn", "issue", "issues", "it", "its", "just", "know", "known", "later", "likely", "ll", "long",
    "low", "major", "management", "manager", "matter", "matters", "medium", "minimal", "minor", "mitigate", "mitigated", "mitigates",
    "mitigating", "mitigation", "much", "n", "na", "need", "needed", "negligible", "never", "no", "nobody", "none", "normal", "not",
    "nothing", "now", "obvious", "obviously", "of", "ok", "okay", "on", "only", "or", "our", "out", "per", "place", "places", "policy",
    "possible", "practice", "practices", "pretty", "prevent", "prevented", "problem", "proper", "properly", "protect", "protected",
    "protection", "quite", "re", "real", "really", "reason", "reasonable", "reasons", "relevant", "reliable", "rely", "required",
    "responsibility", "responsible", "risk", "risks", "s", "safe", "said", "same", "says", "scope", "secure", "security", "see", "sense",
    "short", "should", "simply", "so", "somebody", "someone", "standard", "standards", "state", "stated", "still", "sufficient", "system",
    "systems", "t", "take", "takes", "tba", "tbc", "tbd", "team", "that", "the", "their", "them", "there", "therefore", "they", "thing",
    "think", "this", "threat", "threats", "times", "to", "today", "todo", "too", "transfer", "transferred", "trust", "trusted",
    "trustworthy", "unexpected", "unimportant", "unlikely", "us", "user", "users", "usual", "usually", "ve", "very", "was", "we", "what",
    "whatever", "why", "will", "with", "won", "works", "worried", "worry", "would", "x", "yes", "yet", "you",};

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
