// Codes of the text room: what can be wrong with a file before its meaning is looked at.
#pragma once

#include "text/diagnostics.h"

namespace merlon::codes {

inline constexpr Code kFileTooLarge{"file-too-large", Severity::error, Weight::malformed,
                                    "a file is larger than 64 MiB, or all files together than 256 MiB"};
inline constexpr Code kInvalidUtf8{"invalid-utf8", Severity::error, Weight::malformed,
                                   "a byte sequence is not UTF-8, or a control character stands in the text"};
inline constexpr Code kSyntax{"syntax", Severity::error, Weight::malformed, "the text is not well-formed YAML"};
inline constexpr Code kTooDeep{"too-deep", Severity::error, Weight::malformed, "values are nested more than 64 levels deep"};
inline constexpr Code kAliasExpansion{"alias-expansion", Severity::error, Weight::malformed,
                                      "aliases would expand to more than 100,000 values"};
inline constexpr Code kUndefinedAlias{"undefined-alias", Severity::error, Weight::malformed,
                                      "an alias names no anchor that stands before it"};
inline constexpr Code kTag{"tag", Severity::error, Weight::malformed, "a YAML tag (`!…`) is used; the language has none"};
inline constexpr Code kSecondDocument{"second-document", Severity::error, Weight::malformed,
                                      "a file holds more than one YAML document"};
inline constexpr Code kDuplicateKey{"duplicate-key", Severity::error, Weight::malformed, "a key stands twice in one mapping"};
inline constexpr Code kNotAKey{"not-a-key", Severity::error, Weight::malformed,
                               "a key is not a plain name: a list, a mapping, a number, `true`, `null`"};

// What reading by a table of fields can find (see shape.h).
inline constexpr Code kUnknownKey{"unknown-key", Severity::error, Weight::malformed, "a key has no meaning in its place"};
inline constexpr Code kMissingKey{"missing-key", Severity::error, Weight::malformed, "a key that must be there is not"};
inline constexpr Code kWrongType{"wrong-type", Severity::error, Weight::malformed,
                                 "a value is of the wrong form: a list instead of a text, say"};
inline constexpr Code kUnknownValue{"unknown-value", Severity::error, Weight::malformed,
                                    "a value is not one of those that its key takes"};
inline constexpr Code kBadId{"bad-id", Severity::error, Weight::malformed,
                             "an id has characters outside `a-z 0-9 - _ .`, or is reserved"};
inline constexpr Code kDuplicateId{"duplicate-id", Severity::error, Weight::malformed, "an id is defined twice"};
inline constexpr Code kBadDate{"bad-date", Severity::error, Weight::malformed, "a date is not a real day written as 2026-11-20"};
inline constexpr Code kBadAmount{"bad-amount", Severity::error, Weight::malformed,
                                 "an amount of money, effort or a number is not written as it should be"};

inline constexpr const Code* kText[] = {&kFileTooLarge, &kInvalidUtf8,  &kSyntax,      &kTooDeep,   &kAliasExpansion, &kUndefinedAlias,
                                        &kTag,          &kSecondDocument, &kDuplicateKey, &kNotAKey,  &kUnknownKey,     &kMissingKey,
                                        &kWrongType,    &kUnknownValue, &kBadId,       &kDuplicateId, &kBadDate,      &kBadAmount};

}  // namespace merlon::codes
