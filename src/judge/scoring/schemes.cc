#include "judge/scoring/scheme.h"

namespace merlon {

std::span<const Scheme* const> Schemes() {
  static constexpr const Scheme* kSchemes[] = {&kCvss31, &kCvss40, &kOwasp, &kFiveByFive, &kOrder, &kAttackPotential};
  static_assert(std::size(kSchemes) == std::size(kSchemeIds));
  return kSchemes;
}

const Scheme* FindScheme(std::string_view id) {
  for (const Scheme* scheme : Schemes()) {
    if (scheme->id == id) return scheme;
  }
  return nullptr;
}

}  // namespace merlon
