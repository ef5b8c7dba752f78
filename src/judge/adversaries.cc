#include "judge/adversaries.h"

#include <algorithm>

namespace merlon {
namespace {

// What anybody can spend: a working day.
constexpr int64_t kUnlistedHours = 8;

const AdversaryDeclaration* ProfileOf(const Library& library, const Adversary& adversary) {
  uint32_t index = adversary.like.empty() ? kNone : library.FindAdversary(adversary.like.view());
  return index == kNone ? nullptr : &library.adversaries()[index];
}

}  // namespace

Adversaries::Adversaries(const AssessInput& input) : input_(input) {
  const Model& model = input.model;
  for (const Adversary& adversary : model.adversaries) {
    if (efforts_.size() == kMostAsked) break;
    const AdversaryDeclaration* profile = ProfileOf(input.library, adversary);
    const Effort& effort = adversary.effort.given() || !profile ? adversary.effort : profile->effort;
    efforts_.push_back(effort.given() ? effort.hours : kUnlimited);
    std::vector<bool>& wants = wants_.emplace_back();
    if (adversary.wants.empty()) continue;
    wants.assign(model.assets.size(), false);
    for (const Ref& want : adversary.wants) {
      if (want.target == kNone) continue;
      uint32_t asset = Unpack(want.target).index;
      wants[asset] = true;
      for (const Ref& concrete : model.assets[asset].shown_by) {
        if (concrete.target != kNone) wants[Unpack(concrete.target).index] = true;
      }
    }
  }
}

std::span<const uint32_t> Adversaries::AssetsAt(Place place) const {
  if (place.domain == Domain::element) return input_.facts.assets_of.Row(place.row);
  if (place.domain == Domain::flow) return input_.facts.carries.Row(place.row);
  return {};
}

uint32_t Adversaries::WantedAsset(size_t index, Place place) const {
  if (place.domain == Domain::asset) return wants_[index].empty() || wants_[index][place.row] ? place.row : kNone;
  for (uint32_t asset : AssetsAt(place)) {
    if (wants_[index].empty() || wants_[index][asset]) return asset;
  }
  return kNone;
}

bool Adversaries::WantsAt(size_t index, Place place) const {
  bool nothing_named = place.domain != Domain::asset && AssetsAt(place).empty();
  return wants_[index].empty() || nothing_named || WantedAsset(index, place) != kNone;
}

bool Adversaries::AnyCouldAndWould(Place place, int64_t hours) const {
  if (hours <= kUnlistedHours || input_.model.adversaries.size() > kMostAsked) return true;
  for (size_t i = 0; i < size(); ++i) {
    if (Affords(i, hours) && WantsAt(i, place)) return true;
  }
  return false;
}

std::vector<std::string_view> MissingRungs(const Model& model, const Library& library) {
  std::vector<std::string_view> missing;
  if (model.adversaries.empty()) return missing;
  std::vector<int64_t> taken;
  for (const Adversary& adversary : model.adversaries) {
    const AdversaryDeclaration* profile = ProfileOf(library, adversary);
    if (!profile) return missing;
    taken.push_back(profile->rung.value);
  }
  std::vector<const AdversaryDeclaration*> ladder;
  for (const AdversaryDeclaration& profile : library.adversaries()) ladder.push_back(&profile);
  std::stable_sort(ladder.begin(), ladder.end(), [](const auto* a, const auto* b) { return a->rung.value < b->rung.value; });
  for (const AdversaryDeclaration* profile : ladder) {
    bool stands_there = std::find(taken.begin(), taken.end(), profile->rung.value) != taken.end();
    if (stands_there) continue;
    missing.push_back(profile->id.view());
    taken.push_back(profile->rung.value);
  }
  return missing;
}

}  // namespace merlon
