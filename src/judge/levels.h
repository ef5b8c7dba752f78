// Zones, conduits and security levels, as IEC 62443-3-2 and 3-3 name them.
#pragma once

#include <array>
#include <string_view>

#include "judge/assess.h"

namespace merlon {

// The seven foundational requirements of IEC 62443-1-1, in its order.
struct FoundationalRequirement {
  std::string_view id, title;
};
inline constexpr size_t kRequirements = 7;
std::span<const FoundationalRequirement, kRequirements> FoundationalRequirements();

// One level for each requirement; kNoLevel where nobody said.
inline constexpr int kNoLevel = -1;
using LevelVector = std::array<int, kRequirements>;
LevelVector LevelsOf(const SecurityLevels& written);
bool AnyGiven(const SecurityLevels& written);
// The zone's own levels, or those of the nearest zone around it that states any.
LevelVector TargetOf(const AssessInput& input, uint32_t zone);
LevelVector AchievedOf(const AssessInput& input, uint32_t zone);
// max(0, target - achieved). kNoLevel when the target is stated and what is achieved is not.
int Gap(int target, int achieved);

// Whether zone `inner` is `outer` or lies in it.
bool LiesIn(const Facts& facts, uint32_t inner, uint32_t outer);
// Whether the flow goes from one zone to another. A zone of no trust is the world outside and counts as one.
bool JoinsZones(const Facts& facts, uint32_t flow);
// The first conduit that joins the zones of the flow's ends, or kNone. O(conduits x depth).
uint32_t ConduitOf(const AssessInput& input, uint32_t flow);

}  // namespace merlon
