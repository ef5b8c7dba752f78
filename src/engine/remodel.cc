#include "engine/remodel.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace merlon {
namespace {

// A field whose change is a cause, and what to call that.
//
// Saying for the first time what something is made of is an answer and no change; where it lies and how far it is trusted always counts.
enum class Counts : uint8_t { always, between_values, when_given_or_not };
struct TellingField {
  std::string_view field;
  std::string_view what;
  Counts counts;
};
constexpr TellingField kOfElements[] = {{"kind", "kind changed", Counts::always}, {"in", "moved to another zone", Counts::always}, {"technology", "technology changed", Counts::between_values}, {"party", "party changed", Counts::between_values}, {"out-of-scope", "scope changed", Counts::when_given_or_not}};
constexpr TellingField kOfZones[] = {{"in", "zone moved", Counts::always}, {"trust", "trust of a zone changed", Counts::always}, {"party", "party changed", Counts::between_values}, {"out-of-scope", "scope changed", Counts::when_given_or_not}};
constexpr TellingField kOfFlows[] = {{"over", "protocol changed", Counts::between_values}, {"channel", "channel changed", Counts::between_values}, {"out-of-scope", "scope changed", Counts::when_given_or_not}};
constexpr TellingField kCarried[] = {{"carries", "data carried changed", Counts::always}};
constexpr TellingField kKept[] = {{"holds", "data kept changed", Counts::always}};
constexpr TellingField kOfData[] = {{"kind", "kind of data changed", Counts::between_values}, {"class", "class of data changed", Counts::between_values}};

std::string Listed(const std::vector<std::string>& items) {
  constexpr size_t kMostListed = 6;
  std::string list;
  for (size_t i = 0; i < std::min(items.size(), kMostListed); ++i) list += (i ? ", " : "") + items[i];
  if (items.size() > kMostListed) list += " and " + std::to_string(items.size() - kMostListed) + " more";
  return list;
}

// `+ card - orders` of a list, `http -> https` of anything else.
std::string Step(const FieldChange& change) {
  auto or_nothing = [](const std::vector<std::string>& items) { return items.empty() ? std::string("nothing") : items.front(); };
  if (change.name == "out-of-scope") return change.to.empty() ? "now in scope" : "now out of scope";
  if (!change.is_list) return or_nothing(change.from) + " -> " + or_nothing(change.to);
  std::vector<std::string> more, fewer;
  std::set_difference(change.to.begin(), change.to.end(), change.from.begin(), change.from.end(), std::back_inserter(more));
  std::set_difference(change.from.begin(), change.from.end(), change.to.begin(), change.to.end(), std::back_inserter(fewer));
  std::string text = more.empty() ? std::string() : "now also " + Listed(more);
  if (!fewer.empty()) text += (text.empty() ? "no longer " : ", no longer ") + Listed(fewer);
  return text;
}

class CauseFinder {
 public:
  CauseFinder(const Workspace& before, const Workspace& after, const Counterparts& counterparts, ModelDiff& diff) : before_(before), after_(after), counterparts_(counterparts), diff_(diff) {}

  void Run() {
    for (const std::string& id : diff_.elements.added) Add(Trigger::architecture, KindAt(after_, id) + " added", id);
    for (const std::string& id : diff_.elements.removed) Add(Trigger::architecture, KindAt(before_, id) + " removed", id);
    Changes(Trigger::architecture, diff_.elements, kOfElements);
    Both(Trigger::architecture, diff_.zones, "zone");
    Changes(Trigger::architecture, diff_.zones, kOfZones);
    for (const std::string& id : diff_.states.added) Add(Trigger::architecture, IsTransition(id) ? "transition added" : "state added", id);
    for (const std::string& id : diff_.states.removed) Add(Trigger::architecture, IsTransition(id) ? "transition removed" : "state removed", id);
    for (const std::string& id : diff_.flows.added) Add(Trigger::flows, "flow added", id, FlowDetail(after_, id));
    for (const std::string& id : diff_.flows.removed) Add(Trigger::flows, "flow removed", id);
    Changes(Trigger::flows, diff_.flows, kOfFlows);
    Classes();
    Changes(Trigger::data, diff_.flows, kCarried);
    Changes(Trigger::data, diff_.elements, kKept);
    for (const EntryChange& change : diff_.assets.changed) {
      if (IsCarried(before_, change.id) || IsCarried(after_, change.id)) Change(Trigger::data, change, kOfData);
    }
  }

 private:
  void Add(Trigger trigger, std::string what, const std::string& id, std::string detail = {}) { diff_.causes.push_back({trigger, std::move(what), id, std::move(detail)}); }
  void Both(Trigger trigger, const SectionDiff& section, const std::string& noun) {
    for (const std::string& id : section.added) Add(trigger, noun + " added", id);
    for (const std::string& id : section.removed) Add(trigger, noun + " removed", id);
  }
  void Changes(Trigger trigger, const SectionDiff& section, std::span<const TellingField> fields) {
    for (const EntryChange& change : section.changed) Change(trigger, change, fields);
  }
  void Change(Trigger trigger, const EntryChange& change, std::span<const TellingField> fields) {
    for (const FieldChange& field : change.fields) {
      auto found = std::find_if(fields.begin(), fields.end(), [&](const TellingField& telling) { return telling.field == field.name; });
      if (found == fields.end()) continue;
      bool both = !field.from.empty() && !field.to.empty();
      bool counts = found->counts == Counts::always || both == (found->counts == Counts::between_values);
      if (counts) Add(trigger, std::string(found->what), change.id, Step(field));
    }
  }

  static std::string KindAt(const Workspace& side, const std::string& id) {
    std::optional<Place> place = side.names().FindPlace(id);
    return place ? std::string(Name(KindOf(side.model(), *place))) : std::string("element");
  }

  // "carries card across backend".
  static std::string FlowDetail(const Workspace& side, const std::string& id) {
    std::optional<Place> place = side.names().FindPlace(id);
    if (!place) return {};
    std::vector<std::string> assets, zones;
    for (uint32_t asset : side.facts().carries.Row(place->row)) assets.emplace_back(side.model().assets[asset].id.view());
    for (uint32_t zone : side.facts().crosses.Row(place->row)) zones.emplace_back(side.model().zones[zone].id.view());
    std::string detail = assets.empty() ? std::string() : "carries " + Listed(assets);
    if (!zones.empty()) detail += std::string(assets.empty() ? "crosses " : " across ") + (zones.size() == 1 ? "the boundary of " : "the boundaries of ") + Listed(zones);
    return detail;
  }

  static bool IsCarried(const Workspace& side, std::string_view asset) {
    std::optional<Place> place = side.names().FindPlace(asset);
    return place && place->domain == Domain::asset && !side.facts().carried_by.Row(place->row).empty();
  }

  // The class of an asset; one without a class stands for itself, under its later id.
  std::string ClassOf(const Workspace& side, uint32_t row) const {
    const Asset& asset = side.model().assets[row];
    if (!asset.category.empty()) return std::string(asset.category.view());
    return &side == &before_ ? counterparts_.IdAfter({Domain::asset, row}) : std::string(asset.id.view());
  }
  static bool Carried(const Workspace& side, uint32_t row) { return !side.facts().carried_by.Row(row).empty(); }

  // Classes that flows carry in `side` and not in `other`. An asset that both carry and that has got, or lost, the name of its class is not new.
  std::vector<std::string> ClassesOnlyIn(const Workspace& side, const Workspace& other) const {
    std::set<std::string> known, only;
    for (uint32_t row = 0; row < other.model().assets.size(); ++row) {
      if (Carried(other, row)) known.insert(ClassOf(other, row));
    }
    for (uint32_t row = 0; row < side.model().assets.size(); ++row) {
      if (!Carried(side, row) || known.contains(ClassOf(side, row))) continue;
      Place place{Domain::asset, row}, counterpart = &side == &before_ ? counterparts_.After(place) : counterparts_.Before(place);
      bool classed = counterpart && !side.model().assets[row].category.empty() && !other.model().assets[counterpart.row].category.empty();
      if (!counterpart || !Carried(other, counterpart.row) || classed) only.insert(ClassOf(side, row));
    }
    return {only.begin(), only.end()};
  }
  void Classes() {
    diff_.classes_added = ClassesOnlyIn(after_, before_);
    diff_.classes_removed = ClassesOnlyIn(before_, after_);
    for (const std::string& name : diff_.classes_added) Add(Trigger::data, "new class of data carried", name);
  }

  const Workspace& before_;
  const Workspace& after_;
  const Counterparts& counterparts_;
  ModelDiff& diff_;
};

}  // namespace

std::string_view Name(Trigger trigger) {
  static constexpr std::string_view kNames[] = {"architecture", "flows", "data"};
  return kNames[static_cast<size_t>(trigger)];
}

std::string Sentence(const Cause& cause) {
  std::string text = cause.what + ": " + cause.id;
  return cause.detail.empty() ? text : text + ", " + cause.detail;
}

void FindCauses(const Workspace& before, const Workspace& after, const Counterparts& counterparts, ModelDiff& diff) { CauseFinder(before, after, counterparts, diff).Run(); }

}  // namespace merlon
