// Evidence against the results of tests and scans: does what the model names still hold?
//
// A reference is `kind:pattern`. The kind (`ctest`, `junit`, `sarif`, `tap`) says where to look; any other word, or none, means anywhere. In the
// pattern `*` and `?` are wildcards. It holds when it fits at least one result and all that it fits have passed.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "judge/evidence.h"

namespace merlon {

// Skipped is whatever was there to be run and was not: it shows nothing, neither good nor bad.
enum class TestOutcome : uint8_t { passed, failed, skipped };

// Where a result may be said to come from: bits, since one file can be of two kinds (`ctest --output-junit`).
using ResultKinds = uint8_t;
namespace result_kinds {
inline constexpr ResultKinds kJUnit = 1, kCTest = 2, kSarif = 4, kTap = 8, kAny = 15;
}

struct TestResult {
  // What a reference may call it. The first is its own name, the others have what it belongs to before it: `suite/name`.
  std::vector<std::string> names;
  ResultKinds kinds = 0;
  TestOutcome outcome = TestOutcome::passed;
  std::optional<int32_t> day;  // on which it was found out, counted from 1970-01-01; nothing: unknown, and then never stale
  bool cut_short = false;      // the run ended before its end, so others may be missing
};

enum class EvidenceState : uint8_t { failing, missing, stale, passing };  // worst first
std::string_view Name(EvidenceState state);

// What became of one thing that evidence names. Texts lie in the model.
struct VerifiedEvidence {
  // Where the evidence stands: at a decision (`threat` is its key, `controls` what it mitigates with), at a control, or at a trust statement.
  std::string_view threat, trust;
  std::vector<std::string_view> controls;
  std::string_view kind;  // `test`, `scan`, …
  Text reference;
  EvidenceTier tier = EvidenceTier::none;
  EvidenceState state = EvidenceState::passing;
  size_t matched = 0;     // results that the reference fits
  std::string detail;     // why it is not passing; may be empty
};

struct Verification {
  std::vector<VerifiedEvidence> evidence;  // worst first, each state in the order of the model
  size_t on_paper = 0;  // documents, contracts, reviews and audits, which no result can show; not listed unless stale
  size_t planned = 0;   // what is to show controls that are not in place yet; not looked up
  size_t Count(EvidenceState state) const;
};

// Looks up everything that evidence in the model names. A result is stale when it is from before the latest day that is written at what it shows:
// `changed`, `since`, or the evidence's own `date`; a document when its date is before `changed`.
// Exact names cost O(log results), patterns O(results) within a budget of steps; a pattern beyond it counts as missing and says so.
Verification VerifyEvidence(const Model& model, std::span<const TestResult> results);

}  // namespace merlon
