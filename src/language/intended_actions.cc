#include "language/intended_actions.h"

#include <algorithm>
#include <set>

namespace merlon {
namespace {

// The rating of the asset by this property, as the severity of losing it. A rating is 0 for unknown, then none to critical, and so is a severity.
ThreatSeverity RatingOf(const Library& library, const Model& model, const Asset& asset, std::string_view objective) {
  uint32_t property = library.FindProperty(objective);
  for (uint32_t i = asset.properties.first; i < asset.properties.first + asset.properties.count; ++i) {
    if (model.properties[i].property.value == property) return static_cast<ThreatSeverity>(model.properties[i].value);
  }
  return ThreatSeverity::unknown;
}

class Deriver {
 public:
  Deriver(const Library& library, Model& model) : library_(library), model_(model), texts_(std::make_shared<std::deque<std::string>>()) {
    model.derived_texts = texts_;
    for (const HandThreat& threat : model.threats) known_.insert(threat.id.view());
  }

  void Of(const IntendedAction& action) {
    if (action.asset.target == kNone || action.actor.target == kNone) return;
    One(action, action.create, "create", "integrity");
    One(action, action.read, "read", "confidentiality");
    One(action, action.update, "update", "integrity");
    One(action, action.remove, "delete", "integrity");
  }

 private:
  Text Keep(std::string text, NodeId node) { return Text(texts_->emplace_back(std::move(text)), node); }

  void One(const IntendedAction& action, HowOften often, std::string_view verb, std::string_view objective) {
    std::string actor(action.actor.view()), asset(action.asset.view()), does(verb);
    std::string named = NameOf(action.actor), thing = NameOf(action.asset);
    if (often == HowOften::never) Add(action, actor + "-may-not-" + does, named + " can " + does + " " + thing + ", which is never allowed", "elevation-of-privilege", objective);
    if (often == HowOften::sometimes) {
      std::string condition = action.when.empty() ? "when it is not allowed" : "without this being so: " + std::string(action.when.view());
      Add(action, actor + "-misuses-" + does, named + " can " + does + " " + thing + " " + condition, "elevation-of-privilege", objective);
    }
    bool allowed = often == HowOften::always || often == HowOften::sometimes;
    if (allowed) Add(action, actor + "-cannot-" + does, named + " is kept from what is allowed: to " + does + " " + thing, "denial-of-service", "availability");
  }

  std::string NameOf(const Ref& ref) const {
    Target target = Unpack(ref.target);
    const Text& title = target.kind == TargetKind::asset ? model_.assets[target.index].title : model_.element(target.index).title;
    return std::string(title.empty() ? ref.view() : title.view());
  }

  void Add(const IntendedAction& action, std::string name, std::string title, std::string_view category, std::string_view objective) {
    NodeId node = action.id.node;
    HandThreat threat;
    threat.id = Keep(std::move(name) + "@" + std::string(action.asset.view()), node);
    if (!known_.insert(threat.id.view()).second) return;  // somebody wrote it out, with more to say
    threat.title = Keep(std::move(title), node);
    threat.about = Text("follows from `actions:`", node);
    threat.category = Ref(category, node);
    threat.place = Ref(action.asset.view(), node);
    threat.severity = RatingOf(library_, model_, model_.assets[Unpack(action.asset.target).index], objective);
    threat.derived = true;
    model_.threats.Add(std::move(threat));
  }

  const Library& library_;
  Model& model_;
  std::shared_ptr<std::deque<std::string>> texts_;
  std::set<std::string_view> known_;
};

}  // namespace

void DeriveFromActions(const Library& library, Model& model) {
  bool wanted = std::any_of(model.methods.begin(), model.methods.end(), [&](const Ref& method) {
    if (method.target == kNone) return false;
    const std::vector<Text>& derives = library.methods()[Unpack(method.target).index].derives;
    return std::any_of(derives.begin(), derives.end(), [](const Text& section) { return section == "actions"; });
  });
  if (!wanted) return;
  Deriver deriver(library, model);
  for (const IntendedAction& action : model.actions) deriver.Of(action);
}

}  // namespace merlon
