// What people put in to score threats, computed and brought to the threats: every scheme by itself, beside the default score.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "judge/assess.h"
#include "judge/scoring/scheme.h"

namespace merlon {

// One threat's score by one scheme.
struct ThreatScore {
  const Scheme* scheme = nullptr;
  // What was put in at this threat; null where only comparisons at other threats speak of it.
  const WrittenScore* written = nullptr;
  SchemeScore result;
  // Form comparisons: the threats that it is said to be worse and milder than. Ids in the assessment.
  std::vector<std::string_view> worse_than, milder_than;
};

// Texts lie in the model and the assessment, both of which must outlive this.
struct ThreatScores {
  // By index into the assessment's threats, schemes in the order of their table.
  std::vector<std::vector<ThreatScore>> by_threat;
  // Names of threats that do not exist, in the order of the file.
  std::vector<const Text*> orphans;
  // Comparisons that contradict each other, each as one way round; the text is where the threat is compared with the next.
  struct Step {
    std::string_view threat;
    const Text* compared = nullptr;
  };
  std::vector<std::vector<Step>> cycles;
  // Neighbours in the relative order that no comparison tells apart, as indices into the assessment's threats, and where the first is spoken of.
  struct Gap {
    uint32_t worse = 0, milder = 0;
    const Text* spoken_of = nullptr;
  };
  std::vector<Gap> gaps;

  std::span<const ThreatScore> Of(size_t threat) const { return threat < by_threat.size() ? std::span<const ThreatScore>(by_threat[threat]) : std::span<const ThreatScore>(); }
  // The score by this scheme, or null.
  const ThreatScore* Of(size_t threat, const Scheme& scheme) const;
};

// O(threats + inputs), and nothing for a model without scores.
ThreatScores ScoreThreats(const AssessInput& input, const Assessment& assessment);

// What `check` says about scores: those of no threat, contradictions, and where the order is left open.
void ReviewScores(const ThreatScores& scores, const Assessment& assessment, const Document& document, Diagnostics& diagnostics);

}  // namespace merlon
