// What the stated adversaries could and would do: their means and motives against single places.
#pragma once

#include <vector>

#include "judge/assess.h"

namespace merlon {

// All answers lean to the adversary: what nobody said about means or motive counts as there.
class Adversaries {
 public:
  explicit Adversaries(const AssessInput& input);

  // How many are asked. Beyond `kMostAsked` nobody is: then somebody could and would carry out everything.
  size_t size() const { return efforts_.size(); }
  // Whether adversary `index` can spend so many hours on one target. Its own effort counts, then that of the profile it is like.
  bool Affords(size_t index, int64_t hours) const { return efforts_[index] == kUnlimited || hours <= efforts_[index]; }
  // Whether one of the assets at the place is among what it wants. A diffuse asset counts at what stands for it.
  // True where the adversary names no wants, or no asset is named at the place.
  bool WantsAt(size_t index, Place place) const;
  // The first asset at the place that it wants, or kNone.
  uint32_t WantedAsset(size_t index, Place place) const;
  // Whether some stated adversary could and would carry out something at the place that takes so many hours of skilled work. Whoever is not
  // on the list counts as well: somebody with a day to spend and no aim of their own.
  bool AnyCouldAndWould(Place place, int64_t hours) const;

 private:
  static constexpr int64_t kUnlimited = -1;
  // Bounds what each threat costs, however many a hostile model names.
  static constexpr size_t kMostAsked = 64;
  std::span<const uint32_t> AssetsAt(Place place) const;

  const AssessInput& input_;
  std::vector<int64_t> efforts_;
  std::vector<std::vector<bool>> wants_;  // by adversary and asset; empty: everything
};

// The rungs of the library's ladder that none of the stated adversaries stands on, each by the id of one profile, lowest first. Empty when nobody is
// stated, or when an adversary is like no profile: then it is not known where it stands.
std::vector<std::string_view> MissingRungs(const Model& model, const Library& library);

}  // namespace merlon
