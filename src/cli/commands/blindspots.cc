// What the other two doors would add to a model.
#include <algorithm>

#include "cli/session.h"
#include "engine/blind_spots.h"
#include "text/json.h"

namespace merlon::cli {
namespace {

constexpr size_t kMostShown = 8;

void PrintJson(const std::vector<BlindSpot>& spots) {
  std::string out;
  JsonWriter json(out);
  json.BeginObject().Key("schema").String("merlon/blindspots/1").Key("blind_spots").BeginArray();
  for (const BlindSpot& spot : spots) {
    json.BeginObject().Key("door").String(kDoorNames[static_cast<size_t>(spot.door)]).Key("kind").String(spot.kind).Key("message").String(spot.message).Key("hint").String(spot.hint);
    json.Key("about").Inline(true).BeginArray();
    for (const std::string& id : spot.about) json.String(id);
    json.EndArray().Inline(false).EndObject();
  }
  json.EndArray().EndObject();
  Print(out + "\n");
}

void PrintText(const std::vector<BlindSpot>& spots) {
  constexpr std::string_view kHeadings[] = {"Whoever starts from the system would add", "Whoever starts from what is valued would add", "Whoever starts from who worries them would add"};
  Terminal terminal(stdout);
  std::string out;
  for (size_t door = 0; door < std::size(kHeadings); ++door) {
    std::string part;
    for (const BlindSpot& spot : spots) {
      if (static_cast<size_t>(spot.door) != door) continue;
      part += "  " + Wrap(Clean(spot.message), terminal.width(), 2) + "\n";
      std::string ids;
      for (size_t i = 0; i < std::min(kMostShown, spot.about.size()); ++i) ids += (i ? ", " : "") + spot.about[i];
      if (spot.about.size() > kMostShown) ids += " and " + std::to_string(spot.about.size() - kMostShown) + " more";
      if (!ids.empty()) part += "    " + terminal.In(Paint::cyan, ids) + "\n";
      part += "    " + terminal.In(Paint::dim, "help: " + spot.hint) + "\n";
    }
    if (part.empty()) part = "  " + terminal.In(Paint::green, "nothing that can be seen from here") + "\n";
    out += (door ? "\n" : "") + terminal.In(Paint::bold, kHeadings[door]) + "\n" + part;
  }
  Print(out);
}

int Run(const Invocation& invocation) {
  Session session = OpenModel(invocation, invocation.Arguments("MODEL"));
  if (!session.usable()) return session.exit;
  std::vector<BlindSpot> spots = BlindSpots(*session.workspace);
  if (invocation.Json()) PrintJson(spots);
  else PrintText(spots);
  return kFine;
}

constexpr Argument kArguments[] = {kModelArgument};
constexpr Option kOptions[] = {kFormatOption, kLibraryOption, kWithOption, kTodayOption};
constexpr std::string_view kExamples[] = {"merlon blindspots shop.merlon.yaml", "merlon blindspots --format json"};

}  // namespace

const Command& CommandBlindspots() {
  static const Command kCommand{"blindspots", "what is missing: seen from the system, from what is valued, and from who worries us", "what are we working on?", kArguments, kOptions, kExamples, Run};
  return kCommand;
}

}  // namespace merlon::cli
