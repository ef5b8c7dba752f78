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
                               "a decision, a trust statement, a verdict or an exemption has run out, so what it settled is open again"};
inline constexpr Code kUnansweredChallenge{"unanswered-challenge", Severity::error, Weight::finding, "somebody doubted a reason and got no answer"};
inline constexpr Code kMaybeWithoutQuestion{"maybe-without-question", Severity::error, Weight::finding,
                                            "a verdict is `maybe`, and no question is named that would decide it"};
inline constexpr Code kComplicatedAlone{"complicated-alone", Severity::error, Weight::finding,
                                        "a verdict is `complicated` without the demands that contradict each other and somebody who must decide"};
inline constexpr Code kUnknownSession{"unknown-session", Severity::warning, Weight::finding, "a threat or a decision names a session that is not written down"};
inline constexpr Code kUnknownLeg{"unknown-leg", Severity::error, Weight::finding, "a threat names a leg that is no threat of the model"};
inline constexpr Code kMissingEvidence{"missing-evidence", Severity::error, Weight::finding,
                                       "a mitigation names no evidence, and `--require` asks for it"};
inline constexpr Code kWeakEvidence{"weak-evidence", Severity::error, Weight::finding,
                                    "the evidence for a mitigation is of a lower tier than `--require` asks for"};
inline constexpr Code kTooOld{"too-old", Severity::error, Weight::finding, "a decision, a trust statement or the last session is older than `max-age` allows"};
inline constexpr Code kUndated{"undated", Severity::error, Weight::finding, "`max-age` is asked for, and no date says when the model was last looked at"};
inline constexpr Code kBrokenInvariant{"broken-invariant", Severity::error, Weight::finding, "a place does not keep an invariant of a policy"};
inline constexpr Code kUnprovenInvariant{"unproven-invariant", Severity::error, Weight::finding, "it is not known whether a place keeps an invariant of a policy"};
inline constexpr Code kMinorInvariant{"minor-invariant", Severity::warning, Weight::finding,
                                      "an invariant is broken or unproven at a place, and is less severe than what `fail-on` asks for"};
inline constexpr Code kUndecidedInvariant{"undecided-invariant", Severity::hint, Weight::finding,
                                          "it is not known whether an invariant speaks of some places, and they do not plainly keep it"};
inline constexpr Code kTooManyInvariants{"too-many-invariants", Severity::error, Weight::malformed, "the policies that are asked have more than 1,000 invariants together"};
inline constexpr Code kUselessExemption{"useless-exemption", Severity::warning, Weight::finding, "an exemption of a policy exempts nothing"};
inline constexpr Code kMitigatedWithoutControl{"mitigated-without-control", Severity::warning, Weight::finding,
                                               "a threat is said to be mitigated, but no control is named, so it stays open"};
inline constexpr Code kUselessMitigation{"useless-mitigation", Severity::warning, Weight::finding,
                                         "the controls in place that a decision names do not clear the threat, so it stays open"};
inline constexpr Code kDiffuseAsset{"diffuse-asset", Severity::hint, Weight::finding,
                                    "an asset such as reputation names nothing concrete that stands for it, so no rule can use it"};

inline constexpr Code kAssetsNotOurs{"assets-not-ours", Severity::hint, Weight::finding, "most of the assets are held by others, so the project can do little for them"};
inline constexpr Code kLoneAdversary{"lone-adversary", Severity::hint, Weight::finding, "only one adversary is named, and a list of one is blind to everybody else"};

inline constexpr Code kContestedVerdict{"contested-verdict", Severity::error, Weight::finding, "a declared verdict and the rest of the model contradict each other"};
inline constexpr Code kUnevenTrust{"uneven-trust", Severity::error, Weight::finding,
                                   "a party is trusted with one duty and not with a neighbouring one, and nobody says what tells the two apart"};
inline constexpr Code kCopiedWhy{"copied-why", Severity::error, Weight::finding, "the same reason is given for things that have nothing to do with each other"};
inline constexpr Code kNotEliminated{"not-eliminated", Severity::error, Weight::finding, "a decision says that the place goes away, and it is still there"};
inline constexpr Code kNeedsEscalation{"needs-escalation", Severity::error, Weight::finding,
                                       "a decision closes a threat of a `complicated` category without those who must decide"};
inline constexpr Code kOpenEndedAcceptance{"open-ended-acceptance", Severity::warning, Weight::finding, "a risk is accepted by nobody in particular, or for ever"};
inline constexpr Code kHandOverWithoutAgreement{"hand-over-without-agreement", Severity::warning, Weight::finding,
                                                "a threat is transferred, and nothing shows that the receiver agreed"};
inline constexpr Code kMissingRung{"missing-rung", Severity::hint, Weight::finding, "the adversaries leave out kinds of people that others have met"};
inline constexpr Code kContradictoryAssumptions{"contradictory-assumptions", Severity::error, Weight::finding, "two assumptions of the model cannot both hold"};
inline constexpr Code kUndeclaredAssumption{"undeclared-assumption", Severity::warning, Weight::finding, "a claim leans on an assumption that the model does not make"};
inline constexpr Code kUnknownThreat{"unknown-threat", Severity::warning, Weight::finding, "a damage, or a step of an attack tree, names a threat that is no threat of the model"};
inline constexpr Code kNoConduit{"no-conduit", Severity::error, Weight::finding, "a flow joins two zones, and no conduit is named for it; asked where a method looks at conduits"};
inline constexpr Code kSafetyNotApart{"safety-not-apart", Severity::error, Weight::finding,
                                            "a zone holds safety functions beside business systems; asked where a method looks at it"};

inline constexpr const Code* kJudge[] = {&kMissingWhy, &kHollowWhy, &kOrphanedDecision, &kExpired, &kUnansweredChallenge, &kMaybeWithoutQuestion, &kComplicatedAlone,
                                         &kUnknownLeg, &kUnknownSession, &kMissingEvidence, &kWeakEvidence, &kMitigatedWithoutControl, &kUselessMitigation, &kDiffuseAsset, &kAssetsNotOurs, &kLoneAdversary, &kContestedVerdict, &kUnevenTrust, &kCopiedWhy, &kNotEliminated,
                                         &kNeedsEscalation, &kOpenEndedAcceptance, &kHandOverWithoutAgreement, &kMissingRung,
                                         &kTooOld, &kUndated, &kBrokenInvariant, &kUnprovenInvariant, &kMinorInvariant, &kUndecidedInvariant, &kTooManyInvariants, &kUselessExemption,
                                         &kContradictoryAssumptions, &kUndeclaredAssumption, &kUnknownThreat, &kNoConduit, &kSafetyNotApart};

}  // namespace merlon::codes
