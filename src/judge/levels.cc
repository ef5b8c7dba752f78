#include "judge/levels.h"

#include <algorithm>

namespace merlon {
namespace {

constexpr FoundationalRequirement kAll[kRequirements] = {
    {"iac", "identification and authentication control"}, {"uc", "use control"}, {"si", "system integrity"}, {"dc", "data confidentiality"},
    {"rdf", "restricted data flow"}, {"tre", "timely response to events"}, {"ra", "resource availability"}};

const SecurityLevels* Stated(const AssessInput& input, uint32_t zone, SecurityLevels Zone::*levels) {
  for (; zone != kNone; zone = input.facts.zone_parent[zone]) {
    const SecurityLevels& own = input.model.zones[zone].*levels;
    if (AnyGiven(own)) return &own;
  }
  return nullptr;
}

}  // namespace

std::span<const FoundationalRequirement, kRequirements> FoundationalRequirements() { return kAll; }

LevelVector LevelsOf(const SecurityLevels& written) {
  const Number* each[kRequirements] = {&written.iac, &written.uc, &written.si, &written.dc, &written.rdf, &written.tre, &written.ra};
  LevelVector levels;
  for (size_t i = 0; i < kRequirements; ++i) {
    const Number& number = each[i]->given() ? *each[i] : written.all;
    levels[i] = number.given() ? static_cast<int>(number.value) : kNoLevel;
  }
  return levels;
}

bool AnyGiven(const SecurityLevels& written) {
  LevelVector levels = LevelsOf(written);
  return std::any_of(levels.begin(), levels.end(), [](int level) { return level != kNoLevel; });
}

LevelVector TargetOf(const AssessInput& input, uint32_t zone) {
  const SecurityLevels* stated = Stated(input, zone, &Zone::target);
  return LevelsOf(stated ? *stated : SecurityLevels{});
}
LevelVector AchievedOf(const AssessInput& input, uint32_t zone) {
  const SecurityLevels* stated = Stated(input, zone, &Zone::achieved);
  return LevelsOf(stated ? *stated : SecurityLevels{});
}

int Gap(int target, int achieved) {
  if (target <= 0) return 0;
  return achieved == kNoLevel ? kNoLevel : std::max(0, target - achieved);
}

bool LiesIn(const Facts& facts, uint32_t inner, uint32_t outer) {
  for (; inner != kNone; inner = facts.zone_parent[inner]) {
    if (inner == outer) return true;
  }
  return false;
}

bool JoinsZones(const Facts& facts, uint32_t flow) {
  uint32_t source = facts.flow_source[flow], target = facts.flow_target[flow];
  if (source == kNone || target == kNone) return false;
  uint32_t from = facts.element_zone[source], to = facts.element_zone[target];
  return from != kNone && to != kNone && from != to;
}

uint32_t ConduitOf(const AssessInput& input, uint32_t flow) {
  const Facts& facts = input.facts;
  if (!JoinsZones(facts, flow)) return kNone;
  uint32_t from = facts.element_zone[facts.flow_source[flow]], to = facts.element_zone[facts.flow_target[flow]];
  // A zone that holds both ends joins nothing, except for what lies directly in it.
  auto counts = [&](const Ref& zone, uint32_t end, uint32_t other) {
    if (zone.target == kNone) return false;
    uint32_t index = Unpack(zone.target).index;
    return index == end || (LiesIn(facts, end, index) && !LiesIn(facts, other, index));
  };
  for (uint32_t i = 0; i < input.model.conduits.size(); ++i) {
    const std::vector<Ref>& between = input.model.conduits[i].between;
    for (const Ref& one : between) {
      if (!counts(one, from, to)) continue;
      bool joined = std::any_of(between.begin(), between.end(), [&](const Ref& other) { return other.target != one.target && counts(other, to, from); });
      if (joined) return i;
    }
  }
  return kNone;
}

}  // namespace merlon
