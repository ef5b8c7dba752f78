// Codes of the language room: what can be wrong with a model as a model.
#pragma once

#include "text/diagnostics.h"

namespace merlon::codes {

inline constexpr Code kEmptyModel{"empty-model", Severity::error, Weight::malformed, "a file holds no model"};
inline constexpr Code kUnknownVersion{"unknown-version", Severity::error, Weight::malformed,
                                      "`merlon:` names a version of the language that this program does not read"};
inline constexpr Code kUnknownName{"unknown-name", Severity::error, Weight::malformed, "a reference names something that is not there"};
inline constexpr Code kWrongKind{"wrong-kind", Severity::error, Weight::malformed,
                                 "a reference names something of another kind than is meant there"};
inline constexpr Code kBadFlow{"bad-flow", Severity::error, Weight::malformed,
                               "the key of a flow or transition is not `a -> b`, `a -> b (label)`, `a <-> b` or `a <-(via)-> b [action]`"};
inline constexpr Code kDuplicateFlow{"duplicate-flow", Severity::error, Weight::malformed,
                                     "two flows have the same ends and the same label"};
inline constexpr Code kZoneCycle{"zone-cycle", Severity::error, Weight::malformed, "zones lie in each other"};
inline constexpr Code kZoneTooDeep{"zone-too-deep", Severity::error, Weight::malformed, "zones are nested more than 64 levels deep"};
inline constexpr Code kPropertyNotHere{"property-not-here", Severity::error, Weight::malformed,
                                       "a property is written at a kind of place that cannot have it"};
inline constexpr Code kInclude{"include", Severity::error, Weight::malformed,
                               "an included file cannot be read, lies outside the model's folder, or includes itself"};
inline constexpr Code kLibraryFolder{"library-folder", Severity::error, Weight::malformed,
                                     "a folder named under `library:` cannot be read, or lies outside the model's folder"};
inline constexpr Code kUnknownTechnology{"unknown-technology", Severity::warning, Weight::finding,
                                         "a technology is not in the library, so its element or flow has no defaults"};
inline constexpr Code kUnknownMember{"unknown-state", Severity::error, Weight::malformed,
                                     "a state machine names a state that it does not define"};
inline constexpr Code kManyResponses{"many-responses", Severity::error, Weight::malformed,
                                     "a decision gives more than one response, or none"};
inline constexpr Code kBadPattern{"bad-pattern", Severity::error, Weight::malformed,
                                  "the key of a decision is not `rule@place`, where `any` may stand for either side, or that of an exemption not `invariant@place`"};
inline constexpr Code kBadAction{"bad-action", Severity::error, Weight::malformed, "the key of an intended action is not `actor@asset`"};
inline constexpr Code kBadTier{"bad-tier", Severity::error, Weight::malformed, "`tier:` is none of 1, 2 and 3"};

inline constexpr const Code* kLanguage[] = {&kEmptyModel, &kUnknownVersion, &kUnknownName, &kWrongKind, &kBadFlow, &kDuplicateFlow, &kZoneCycle, &kZoneTooDeep,
                                            &kPropertyNotHere, &kInclude, &kLibraryFolder, &kUnknownTechnology, &kUnknownMember, &kManyResponses, &kBadPattern, &kBadAction, &kBadTier};

}  // namespace merlon::codes
