// Who is trusted with what.
#pragma once

#include <algorithm>
#include <string_view>

#include "model/model.h"

namespace merlon {

// Whether the statement is about this category of threats.
inline bool HasDuty(const Trust& trust, std::string_view category) {
  return std::any_of(trust.duties.begin(), trust.duties.end(), [&](const Ref& duty) { return duty.view() == category; });
}

// Whether some statement, in force or not, trusts the party with this category.
inline bool TrustedWith(const Model& model, std::string_view party, std::string_view category) {
  return std::any_of(model.trust.begin(), model.trust.end(), [&](const Trust& trust) { return trust.whom.view() == party && HasDuty(trust, category); });
}

}  // namespace merlon
