// Codes of the judge room: statements of a model that are well-formed and still do not hold.
#pragma once

#include "text/diagnostics.h"

namespace merlon::codes {

inline constexpr Code kMissingWhy{"missing-why", Severity::error, Weight::finding, "a statement that needs a reason has none"};
inline constexpr Code kHollowWhy{"hollow-why", Severity::error, Weight::finding,
                                 "a reason says nothing: it is a stock phrase, or only repeats the claim"};
inline constexpr Code kOrphanedDecision{"orphaned-decision", Severity::error, Weight::finding,
                                        "a decision is about a threat that does not exist"};
inline constexpr Code kExpired{"expired", Severity::error, Weight::finding,
                               "a decision, a trust statement or a verdict has run out, so what it settled is open again"};
inline constexpr Code kUnansweredChallenge{"unanswered-challenge", Severity::error, Weight::finding, "somebody doubted a reason and got no answer"};
inline constexpr Code kMaybeWithoutQuestion{"maybe-without-question", Severity::error, Weight::finding,
                                            "a verdict is `maybe`, and no question is named that would decide it"};
inline constexpr Code kComplicatedAlone{"complicated-alone", Severity::error, Weight::finding,
                                        "a verdict is `complicated` without the demands that contradict each other and somebody who must decide"};
inline constexpr Code kUnknownLeg{"unknown-leg", Severity::error, Weight::finding, "a threat names a leg that is no threat of the model"};
inline constexpr Code kMissingEvidence{"missing-evidence", Severity::error, Weight::finding,
                                       "a mitigation names no evidence, and `--require evidence` asks for it"};
inline constexpr Code kMitigatedWithoutControl{"mitigated-without-control", Severity::warning, Weight::finding,
                                               "a threat is said to be mitigated, but no control is named, so it stays open"};
inline constexpr Code kUselessMitigation{"useless-mitigation", Severity::warning, Weight::finding,
                                         "the controls in place that a decision names do not clear the threat, so it stays open"};
inline constexpr Code kDiffuseAsset{"diffuse-asset", Severity::hint, Weight::finding,
                                    "an asset such as reputation names nothing concrete that stands for it, so no rule can use it"};

inline constexpr const Code* kJudge[] = {&kMissingWhy, &kHollowWhy, &kOrphanedDecision, &kExpired, &kUnansweredChallenge, &kMaybeWithoutQuestion, &kComplicatedAlone,
                                         &kUnknownLeg, &kMissingEvidence, &kMitigatedWithoutControl, &kUselessMitigation, &kDiffuseAsset};

}  // namespace merlon::codes
