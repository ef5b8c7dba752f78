#include "engine/blind_spots.h"

#include "judge/adversaries.h"

namespace merlon {
namespace {

class Looker {
 public:
  explicit Looker(const Workspace& workspace) : workspace_(workspace), model_(workspace.model()), facts_(workspace.facts()) {}

  std::vector<BlindSpot> Run() {
    FindWanted();
    FromSystem();
    FromAssets();
    FromAdversaries();
    return std::move(spots_);
  }

 private:
  void Add(Door door, std::string_view kind, std::string message, std::string hint, std::vector<std::string> about = {}) {
    spots_.push_back({door, kind, std::move(message), std::move(hint), std::move(about)});
  }
  // "2 assets lie nowhere", "1 asset lies nowhere".
  static std::string Count(size_t count, std::string_view one, std::string_view many) { return std::to_string(count) + " " + std::string(count == 1 ? one : many); }

  // What stands for a diffuse asset counts for it, and what somebody wants of it counts for what stands for it.
  void FindWanted() {
    wanted_.assign(model_.assets.size(), false);
    for (const Adversary& adversary : model_.adversaries) {
      for (const Ref& want : adversary.wants) {
        if (want.target == kNone) continue;
        uint32_t asset = Unpack(want.target).index;
        wanted_[asset] = true;
        for (const Ref& concrete : model_.assets[asset].shown_by) {
          if (concrete.target != kNone) wanted_[Unpack(concrete.target).index] = true;
        }
      }
    }
  }

  bool IsSomewhere(uint32_t asset) const {
    if (!facts_.carried_by.Row(asset).empty() || !facts_.held_by_elements.Row(asset).empty()) return true;
    for (const Ref& concrete : model_.assets[asset].shown_by) {
      if (concrete.target == kNone) continue;
      uint32_t other = Unpack(concrete.target).index;
      if (!facts_.carried_by.Row(other).empty() || !facts_.held_by_elements.Row(other).empty()) return true;
    }
    return false;
  }

  void FromSystem() {
    if (model_.element_count() == 0 && model_.states.empty()) {
      Add(Door::system, "nothing-drawn", "nothing is drawn, so no rule can look at how things hang together", "write actors, processes, stores and flows; `merlon grow` starts from plain answers");
      return;
    }
    LonelyElements();
    std::vector<std::string> nowhere;
    for (uint32_t asset = 0; asset < model_.assets.size(); ++asset) {
      if (!IsSomewhere(asset)) nowhere.emplace_back(model_.assets[asset].id.view());
    }
    if (!nowhere.empty()) Add(Door::system, "asset-nowhere", Count(nowhere.size(), "asset is held by no element and carried by no flow", "assets are held by no element and carried by no flow"), "say where it lies with `holds:` or `carries:`; what lies nowhere, no threat reaches", nowhere);
  }

  void LonelyElements() {
    std::vector<std::string> lonely;
    for (uint32_t row = 0; row < model_.element_count(); ++row) {
      if (facts_.flows_of.Row(row).empty()) lonely.emplace_back(model_.element(row).id.view());
    }
    if (!lonely.empty()) Add(Door::system, "lonely-element", Count(lonely.size(), "element talks to nothing", "elements talk to nothing"), "who puts something in, and who takes it out? Each answer is a flow", lonely);
  }

  void FromAssets() {
    if (model_.assets.empty()) Add(Door::assets, "no-assets", "nothing is named that is worth protecting, so everything counts the same", "name under `assets:` what you would miss");
    std::vector<std::string> stores, flows;
    size_t first = model_.FirstElementRow(PlaceKind::store);
    for (uint32_t row = static_cast<uint32_t>(first); row < model_.element_count(); ++row) {
      if (facts_.holds.Row(row).empty()) stores.emplace_back(model_.element(row).id.view());
    }
    for (uint32_t row = 0; row < model_.flows.size(); ++row) {
      if (facts_.carries.Row(row).empty()) flows.push_back(PlaceId(model_, {Domain::flow, row}));
    }
    if (!stores.empty()) Add(Door::assets, "store-of-what", Count(stores.size(), "store holds nothing that is listed", "stores hold nothing that is listed"), "whatever lies in it may be an asset that nobody has named", stores);
    if (!flows.empty()) Add(Door::assets, "flow-of-what", Count(flows.size(), "flow carries nothing that is listed", "flows carry nothing that is listed"), "whatever passes there may be an asset that nobody has named", flows);
  }

  void FromAdversaries() {
    if (model_.adversaries.empty()) {
      Add(Door::adversaries, "nobody-named", "nobody is named, so nothing can be said about who could and would", "name under `adversaries:` who worries you; `merlon library` lists profiles");
      return;
    }
    std::vector<std::string> aimless, unwanted, elements, rungs;
    for (const Adversary& adversary : model_.adversaries) {
      if (adversary.wants.empty()) aimless.emplace_back(adversary.id.view());
    }
    if (!aimless.empty()) Add(Door::adversaries, "aimless-adversary", Count(aimless.size(), "adversary wants nothing in particular", "adversaries want nothing in particular"), "say with `wants:` what they are after; until then they are taken to want everything", aimless);
    for (uint32_t asset = 0; asset < model_.assets.size() && aimless.empty(); ++asset) {
      if (!wanted_[asset]) unwanted.emplace_back(model_.assets[asset].id.view());
    }
    if (!unwanted.empty()) Add(Door::adversaries, "unwanted-asset", Count(unwanted.size(), "asset is wanted by nobody who is named", "assets are wanted by nobody who is named"), "who would want it? Somebody is missing, or it is no asset", unwanted);
    for (uint32_t row = 0; row < model_.element_count() && aimless.empty(); ++row) {
      std::span<const uint32_t> assets = facts_.assets_of.Row(row);
      bool any = false;
      for (uint32_t asset : assets) any |= wanted_[asset];
      if (!assets.empty() && !any) elements.emplace_back(model_.element(row).id.view());
    }
    if (!elements.empty()) Add(Door::adversaries, "unwanted-element", Count(elements.size(), "element has nothing that anybody who is named wants", "elements have nothing that anybody who is named wants"), "it may still be a way in to something else, or useful to somebody who is not named", elements);
    for (std::string_view profile : MissingRungs(model_, workspace_.library())) rungs.emplace_back(profile);
    if (!rungs.empty()) Add(Door::adversaries, "missing-rung", "nobody stands for " + Count(rungs.size(), "rung of the ladder", "rungs of the ladder"), "one profile of each is named here; add those who fit, or leave them out knowingly", rungs);
    Add(Door::adversaries, "not-listed", "whoever is not on the list comes all the same", "threats that take no more than a day of skilled work stay, whoever is listed");
  }

  const Workspace& workspace_;
  const Model& model_;
  const Facts& facts_;
  std::vector<bool> wanted_;
  std::vector<BlindSpot> spots_;
};

}  // namespace

std::vector<BlindSpot> BlindSpots(const Workspace& workspace) { return Looker(workspace).Run(); }

}  // namespace merlon
