#include "engine/diff.h"

#include <algorithm>
#include <deque>
#include <map>

#include "engine/counterparts.h"
#include "engine/remodel.h"
#include "language/field_values.h"
#include "language/schema.h"

namespace merlon {
namespace {

// An entry of a section with the table that describes it.
struct Entry {
  std::string_view section;
  const Shape* shape = nullptr;
  const void* object = nullptr;
  std::string_view id;
};

const Field& SectionField(std::string_view name) {
  std::span<const Field> fields = ShapeOf(static_cast<const Model*>(nullptr)).fields;
  auto found = std::find_if(fields.begin(), fields.end(), [&](const Field& field) { return field.name == name; });
  MERLON_ASSERT(found != fields.end());
  return *found;
}

void Append(std::vector<Entry>& entries, std::string_view section, const Field& field, const void* owner) {
  const void* list = field.Member(owner);
  for (size_t i = 0; i < field.count(list); ++i) {
    void* item = field.item(list, i);
    entries.push_back({section, &field.shape(), item, field.id(item).view()});
  }
}

// All places of a domain, by row.
std::vector<Entry> Places(const Model& model, Domain domain) {
  std::vector<Entry> entries;
  auto section = [&](std::string_view name) { Append(entries, name, SectionField(name), &model); };
  switch (domain) {
    case Domain::element: section("actors"), section("processes"), section("stores"); break;
    case Domain::flow: section("flows"); break;
    case Domain::zone: section("zones"); break;
    case Domain::asset: section("assets"); break;
    case Domain::state:
    case Domain::transition: {
      std::string_view inner = domain == Domain::state ? "states" : "transitions";
      for (const StateMachine& machine : model.states) {
        for (const Field& field : SectionField("states").shape().fields) {
          if (field.name == inner) Append(entries, inner, field, &machine);
        }
      }
      break;
    }
    case Domain::system: break;
  }
  return entries;
}

// Two sorted lists of fields -> what differs.
std::vector<FieldChange> CompareFields(std::vector<FieldValue> before, std::vector<FieldValue> after) {
  std::vector<FieldChange> changes;
  for (size_t b = 0, a = 0; b < before.size() || a < after.size();) {
    bool gone = a == after.size() || (b < before.size() && before[b].name < after[a].name);
    bool is_new = b == before.size() || (a < after.size() && after[a].name < before[b].name);
    if (gone) {
      changes.push_back({std::string(before[b].name), std::move(before[b].items), {}, before[b].is_list});
      ++b;
    } else if (is_new) {
      changes.push_back({std::string(after[a].name), {}, std::move(after[a].items), after[a].is_list});
      ++a;
    } else {
      if (before[b].items != after[a].items) changes.push_back({std::string(before[b].name), std::move(before[b].items), std::move(after[a].items), before[b].is_list});
      ++b, ++a;
    }
  }
  return changes;
}

void Sort(SectionDiff& diff) {
  std::sort(diff.added.begin(), diff.added.end());
  std::sort(diff.removed.begin(), diff.removed.end());
  std::sort(diff.changed.begin(), diff.changed.end(), [](const EntryChange& a, const EntryChange& b) { return a.id < b.id; });
  std::sort(diff.renamed.begin(), diff.renamed.end(), [](const RenamedEntry& a, const RenamedEntry& b) { return a.to < b.to; });
}

class Differ {
 public:
  Differ(const Workspace& before, const Workspace& after) : before_(before), after_(after), counterparts_(before, after) {
    write_before_ = [this](const Field& field, std::string_view name) { return field.names & kPlaceNames ? counterparts_.NameAfter(name) : std::string(name); };
    write_after_ = [this](const Field& field, std::string_view name) {
      std::optional<Place> place = field.names & kPlaceNames ? after_.names().FindPlace(name) : std::nullopt;
      return place ? std::string(after_.PlaceIdOf(*place)) : std::string(name);
    };
  }

  ModelDiff Run() {
    diff_.elements = ComparePlaces(Domain::element);
    diff_.flows = ComparePlaces(Domain::flow);
    diff_.assets = ComparePlaces(Domain::asset);
    diff_.zones = ComparePlaces(Domain::zone);
    for (Domain domain : {Domain::zone, Domain::element, Domain::asset}) FindAlike(domain);
    diff_.states = ComparePlaces(Domain::state);
    SectionDiff transitions = ComparePlaces(Domain::transition);
    diff_.states.added.insert(diff_.states.added.end(), transitions.added.begin(), transitions.added.end());
    diff_.states.removed.insert(diff_.states.removed.end(), transitions.removed.begin(), transitions.removed.end());
    std::move(transitions.changed.begin(), transitions.changed.end(), std::back_inserter(diff_.states.changed));
    Sort(diff_.states);
    CompareSystem();
    CompareStatements();
    CompareThreats();
    CompareDecisions();
    FindCauses(before_, after_, counterparts_, diff_);
    return std::move(diff_);
  }

 private:
  static constexpr NameSpaces kPlaceNames = names::kElement | names::kZone | names::kAsset | names::kPlace;

  std::vector<FieldValue> Values(const Workspace& side, const Entry& entry) const {
    std::vector<FieldValue> values = FieldValues(side.model(), side.library(), *entry.shape, entry.object, &side == &before_ ? write_before_ : write_after_);
    if (entry.section != "expects") return values;
    // A `maybe` that is answered is what the answers lead to.
    Verdict verdict = EffectiveVerdict(side.model(), side.names(), *static_cast<const Expectation*>(entry.object));
    for (FieldValue& value : values) {
      if (value.name == "verdict") value.items = {std::string(NamesOf(verdict).names[static_cast<size_t>(verdict)])};
    }
    return values;
  }

  std::vector<FieldChange> CompareEntries(const Entry& before, const Entry& after) const {
    std::vector<FieldChange> changes = CompareFields(Values(before_, before), Values(after_, after));
    if (before.section != after.section) changes.insert(changes.begin(), {"kind", {Singular(before.section)}, {Singular(after.section)}, false});
    return changes;
  }
  static std::string Singular(std::string_view section) { return section == "processes" ? "process" : std::string(section.substr(0, section.size() - 1)); }

  SectionDiff ComparePlaces(Domain domain) const {
    SectionDiff diff;
    std::vector<Entry> before = Places(before_.model(), domain), after = Places(after_.model(), domain);
    for (uint32_t row = 0; row < before.size(); ++row) {
      Place place{domain, row}, counterpart = counterparts_.After(place);
      std::string_view id = before_.PlaceIdOf(place);
      if (!counterpart) {
        diff.removed.emplace_back(id);
        continue;
      }
      std::string_view id_after = after_.PlaceIdOf(counterpart);
      std::vector<FieldChange> changes = CompareEntries(before[row], after[counterpart.row]);
      if (!changes.empty()) diff.changed.push_back({std::string(id_after), std::move(changes)});
      // A flow whose ends have been renamed is no rename of its own.
      bool renamed = id != id_after && (domain != Domain::flow || RenamedItself(place, id_after));
      if (renamed && domain != Domain::state && domain != Domain::transition) diff.renamed.push_back({std::string(id), std::string(id_after)});
    }
    for (uint32_t row = 0; row < after.size(); ++row) {
      if (!counterparts_.Before({domain, row})) diff.added.emplace_back(after_.PlaceIdOf({domain, row}));
    }
    Sort(diff);
    return diff;
  }
  bool RenamedItself(Place flow, std::string_view id_after) const {
    const Flow& entry = before_.model().flows[flow.row];
    std::string label = LabelId(entry.label.view());
    return counterparts_.NameAfter(entry.source.view()) + ".." + counterparts_.NameAfter(entry.target.view()) + (label.empty() ? "" : "#" + label) != id_after;
  }

  // Gone and new places whose fields are the same, where there is one of each.
  void FindAlike(Domain domain) {
    struct Found {
      std::vector<uint32_t> gone, come;
    };
    std::map<std::string, Found> by_content;
    auto content = [&](const Workspace& side, const Entry& entry) {
      std::string text;
      for (const FieldValue& value : Values(side, entry)) {
        text.append(value.name).push_back('\0');
        for (const std::string& item : value.items) text.append(item).push_back('\0');
      }
      return text.empty() ? text : std::string(entry.section) + '\0' + text;
    };
    std::vector<Entry> before = Places(before_.model(), domain), after = Places(after_.model(), domain);
    for (uint32_t row = 0; row < before.size(); ++row) {
      if (!counterparts_.After({domain, row})) by_content[content(before_, before[row])].gone.push_back(row);
    }
    for (uint32_t row = 0; row < after.size(); ++row) {
      if (!counterparts_.Before({domain, row})) by_content[content(after_, after[row])].come.push_back(row);
    }
    for (const auto& [text, found] : by_content) {
      if (!text.empty() && found.gone.size() == 1 && found.come.size() == 1) diff_.alike.push_back({std::string(before[found.gone[0]].id), std::string(after[found.come[0]].id)});
    }
  }

  // Sections whose entries are told apart by their keys alone.
  SectionDiff CompareById(const Field& section) const {
    std::vector<Entry> before, after;
    Append(before, section.name, section, &before_.model());
    Append(after, section.name, section, &after_.model());
    SectionDiff diff;
    StringMap ids;
    for (uint32_t i = 0; i < after.size(); ++i) ids.Insert(after[i].id, i);
    std::vector<bool> known(after.size(), false);
    for (const Entry& entry : before) {
      // A key that names a threat follows the rename of its place.
      uint32_t found = entry.shape->key == KeyKind::threat ? ids.Find(counterparts_.KeyAfter(entry.id)) : ids.Find(entry.id);
      if (found == kNone) {
        diff.removed.emplace_back(entry.id);
        continue;
      }
      known[found] = true;
      std::vector<FieldChange> changes = CompareEntries(entry, after[found]);
      if (!changes.empty()) diff.changed.push_back({std::string(after[found].id), std::move(changes)});
    }
    for (uint32_t i = 0; i < after.size(); ++i) {
      if (!known[i]) diff.added.emplace_back(after[i].id);
    }
    Sort(diff);
    return diff;
  }

  void CompareStatements() {
    // Places, threats and decisions are compared on their own; the rest is for readers.
    constexpr std::string_view kElsewhere[] = {"assets", "zones", "actors", "processes", "stores", "flows", "states", "threats", "decisions", "sessions", "glossary"};
    for (const Field& field : ShapeOf(static_cast<const Model*>(nullptr)).fields) {
      bool elsewhere = std::find(std::begin(kElsewhere), std::end(kElsewhere), field.name) != std::end(kElsewhere);
      if (field.kind != FieldKind::entries || elsewhere) continue;
      SectionDiff diff = CompareById(field);
      if (field.name == "expects") diff_.verdicts = std::move(diff);
      else if (!diff.empty()) diff_.others.push_back({field.name, std::move(diff)});
    }
  }

  void CompareSystem() {
    auto values = [this](const Workspace& side) {
      const Shape& shape = ShapeOf(static_cast<const Model*>(nullptr));
      std::vector<Field> fields;
      for (const Field& field : shape.fields) {
        if (field.kind != FieldKind::entries && field.name != "merlon" && field.name != "include" && field.name != "library") fields.push_back(field);
      }
      Shape head = shape;
      head.fields = fields;
      const WriteName& write = &side == &before_ ? write_before_ : write_after_;
      std::vector<FieldValue> all = FieldValues(side.model(), side.library(), head, &side.model(), write);
      for (const OtherField& other : OtherFields(side.model(), side.library(), shape, &side.model())) {
        if (other.value != "unknown") all.push_back({other.name, {other.value}, false});
      }
      std::sort(all.begin(), all.end(), [](const FieldValue& a, const FieldValue& b) { return a.name < b.name; });
      return all;
    };
    diff_.system = CompareFields(values(before_), values(after_));
  }

  // The id that a threat of the earlier version has in the later one.
  std::string ThreatIdAfter(const Threat& threat) const {
    std::string_view name = threat.id.substr(0, threat.id.find('@'));
    return std::string(threat.rule == kNone ? name : counterparts_.RuleAfter(name)) + "@" + counterparts_.IdAfter(threat.place);
  }

  void CompareThreats() {
    const std::vector<Threat>& before = before_.assessment().threats;
    const std::vector<Threat>& after = after_.assessment().threats;
    StringMap ids;
    for (uint32_t i = 0; i < after.size(); ++i) ids.Insert(after[i].id, i);
    std::vector<uint32_t> counterpart(before.size(), kNone), back(after.size(), kNone);
    auto link = [&](uint32_t b, uint32_t a) {
      if (a != kNone && counterpart[b] == kNone && back[a] == kNone) counterpart[b] = a, back[a] = b;
    };
    for (uint32_t i = 0; i < before.size(); ++i) link(i, ids.Find(ThreatIdAfter(before[i])));
    RenamedByHand(before, after, link);
    for (uint32_t i = 0; i < before.size(); ++i) {
      if (counterpart[i] == kNone) diff_.threats.removed.push_back({i, kNone});
    }
    for (uint32_t i = 0; i < after.size(); ++i) {
      if (back[i] == kNone) {
        diff_.threats.added.push_back({kNone, i});
        continue;
      }
      const Threat& was = before[back[i]];
      if (StatusWord(was) != StatusWord(after[i])) diff_.threats.changed.push_back({back[i], i});
      else if (NeedsAnswer(after[i]) && was.severity != after[i].severity) diff_.threats.severity.push_back({back[i], i});
    }
  }

  // `was:` at a threat written by hand, on either side.
  template <class Link>
  void RenamedByHand(const std::vector<Threat>& before, const std::vector<Threat>& after, Link link) const {
    auto former = [](const Workspace& side, const Threat& threat) -> std::string {
      std::string_view was = side.model().threats[threat.hand].was.view();
      if (was.empty()) return {};
      return std::string(was.substr(0, was.find('@'))) + "@";
    };
    StringMap ids;
    std::deque<std::string> keys;
    for (uint32_t i = 0; i < before.size(); ++i) {
      if (before[i].hand != kNone) ids.Insert(keys.emplace_back(ThreatIdAfter(before[i])), i);
    }
    for (uint32_t i = 0; i < after.size(); ++i) {
      std::string was = after[i].hand == kNone ? std::string() : former(after_, after[i]);
      uint32_t found = was.empty() ? kNone : ids.Find(was + std::string(after_.PlaceIdOf(after[i].place)));
      if (found != kNone) link(found, i);
    }
    StringMap later;
    for (uint32_t i = 0; i < after.size(); ++i) {
      if (after[i].hand != kNone) later.Insert(after[i].id, i);
    }
    for (uint32_t i = 0; i < before.size(); ++i) {
      std::string was = before[i].hand == kNone ? std::string() : former(before_, before[i]);
      if (!was.empty()) link(i, later.Find(was + counterparts_.IdAfter(before[i].place)));
    }
  }

  void CompareDecisions() {
    const Entries<Decision>& before = before_.model().decisions;
    const Entries<Decision>& after = after_.model().decisions;
    const Shape& shape = SectionField("decisions").shape();
    StringMap keys, former;
    for (uint32_t i = 0; i < after.size(); ++i) {
      keys.Insert(after[i].id.view(), i);
      if (!after[i].was.empty()) former.Insert(after[i].was.view(), i);
    }
    DecisionsDiff& diff = diff_.decisions;
    std::vector<uint32_t> back(after.size(), kNone);
    for (uint32_t i = 0; i < before.size(); ++i) {
      uint32_t found = keys.Find(before[i].id.view());
      if (found == kNone) found = keys.Find(counterparts_.KeyAfter(before[i].id.view()));
      if (found == kNone) found = former.Find(before[i].id.view());
      if (found == kNone && !before[i].was.empty()) found = keys.Find(before[i].was.view());
      if (found != kNone && back[found] != kNone) found = kNone;
      bool stood = !before_.IsOrphaned(i);
      diff.standing += stood;
      if (found == kNone) {
        diff.entries.removed.emplace_back(before[i].id.view());
        continue;
      }
      back[found] = i;
      bool stands = !after_.IsOrphaned(found);
      diff.carried += stood && stands;
      if (stood && !stands) diff.orphaned.emplace_back(after[found].id.view());
      std::vector<FieldChange> changes = CompareEntries({"decisions", &shape, &before[i], {}}, {"decisions", &shape, &after[found], {}});
      if (!changes.empty()) diff.entries.changed.push_back({std::string(after[found].id.view()), std::move(changes)});
      // A key that follows the rename of its place is no rename of its own.
      bool renamed = before[i].id.view() != after[found].id.view() && counterparts_.KeyAfter(before[i].id.view()) != after[found].id.view();
      if (renamed) diff.entries.renamed.push_back({std::string(before[i].id.view()), std::string(after[found].id.view())});
    }
    for (uint32_t i = 0; i < after.size(); ++i) {
      if (back[i] != kNone) continue;
      diff.entries.added.emplace_back(after[i].id.view());
      if (after_.IsOrphaned(i)) diff.orphaned.emplace_back(after[i].id.view());
    }
    std::sort(diff.orphaned.begin(), diff.orphaned.end());
    Sort(diff.entries);
  }

  const Workspace& before_;
  const Workspace& after_;
  Counterparts counterparts_;
  WriteName write_before_, write_after_;
  ModelDiff diff_;
};

}  // namespace

bool ModelDiff::empty() const {
  bool places = elements.empty() && flows.empty() && assets.empty() && zones.empty() && states.empty();
  return places && verdicts.empty() && system.empty() && others.empty() && threats.empty() && decisions.entries.empty() && decisions.orphaned.empty();
}

bool IsTransition(std::string_view id) { return id.find("..", id.find('/')) != std::string_view::npos; }

std::string_view StatusWord(const Threat& threat) { return threat.set_aside ? std::string_view("set-aside") : Name(threat.status); }

bool NeedsAnswer(const Threat& threat) { return !threat.set_aside && (threat.status == Status::open || threat.status == Status::undetermined); }

ModelDiff DiffModels(const Workspace& before, const Workspace& after) { return Differ(before, after).Run(); }

}  // namespace merlon
