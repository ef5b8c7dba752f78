// What one does not see from the door through which one came in: starting from the system, from what is valued, or from who worries us, each
// finds what the other two leave out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/workspace.h"

namespace merlon {

enum class Door : uint8_t { system, assets, adversaries };
inline constexpr std::string_view kDoorNames[] = {"system", "assets", "adversaries"};

// Something that shows from this door and is not in the model yet.
struct BlindSpot {
  Door door;
  std::string_view kind;  // a word in dashes
  std::string message;
  std::string hint;
  std::vector<std::string> about;  // ids of places, or of profiles of the library
};

// By door, then in a fixed order of kinds; ids in the order of the model. Call after `Analyse`. O(model + adversaries x assets).
std::vector<BlindSpot> BlindSpots(const Workspace& workspace);

}  // namespace merlon
