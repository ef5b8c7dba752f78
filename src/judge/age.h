// How old what people decided may be, and what is older.
#pragma once

#include <optional>
#include <string_view>

#include "model/model.h"

namespace merlon {

enum class AgeUnit : uint8_t { days, weeks, months, years };

struct Age {
  int32_t count = 0;
  AgeUnit unit = AgeUnit::days;
};

// Reads `180d`, `26w`, `6m` or `1y`, from one day to a hundred years; nothing when it is none of these.
std::optional<Age> ParseAge(std::string_view text);
inline constexpr std::string_view kAgeExamples = "`180d`, `26w`, `6m` or `1y`";

// The earliest day that is not yet older on `today`. Months and years are those of the calendar: a month before 31 March is the last of February.
int32_t EarliestDay(Age age, int32_t today);

struct AgeLimit {
  std::string_view text;  // as somebody wrote it
  int32_t earliest = 0;
  int32_t today = 0;
};

// Reports decisions, trust statements and the last session that are from before the limit. A decision or a trust statement is as old as its
// `since` and the date of its evidence, whichever is later; without both as the last session. Where there is no date at all, `whole` gets one
// finding that says so. O(model).
void ReviewAges(const Model& model, const Document& document, NodeId whole, const AgeLimit& limit, Diagnostics& diagnostics);

}  // namespace merlon
