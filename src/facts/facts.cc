#include "facts/facts.h"

#include <algorithm>

#include "base/strings.h"
#include "facts/codes.h"
#include "facts/structure.h"

namespace merlon {
namespace {

bool CanHave(const PropertyDeclaration& property, PlaceKind kind) { return property.kinds & KindBit(kind); }

KindSet KindsIn(Domain domain) {
  if (domain == Domain::element) return KindBit(PlaceKind::actor) | KindBit(PlaceKind::process) | KindBit(PlaceKind::store);
  return KindBit(static_cast<PlaceKind>(static_cast<uint8_t>(domain) + 2));
}

class Deriver {
 public:
  Deriver(Facts& facts, const Names& names, const Document& document, Diagnostics& diagnostics)
      : facts_(facts), model_(*facts.model), library_(*facts.library), names_(names), document_(document), diagnostics_(diagnostics) {}

  // Weakest first: each step overwrites what the one before set.
  void Properties() {
    AllocateColumns();
    CollectApplications();
    IndexApplications();
    ZoneProperties();
    InheritFromZones();
    Technologies();
    Controls();
    for (size_t d = 0; d < kDomains; ++d) {
      if (static_cast<Domain>(d) != Domain::zone) Written(static_cast<Domain>(d));
    }
  }

 private:
  void Set(Place place, PropertyId property, uint8_t value) {
    PropertyColumn& column = facts_.properties[static_cast<size_t>(place.domain)][property.value];
    if (library_.property(property).yes_no()) {
      column.tri.Set(place.row, static_cast<Tri>(value));
    } else {
      column.ordered[place.row] = value;
    }
  }

  void AllocateColumns() {
    for (size_t d = 0; d < kDomains; ++d) {
      Domain domain = static_cast<Domain>(d);
      size_t rows = facts_.rows(domain);
      facts_.properties[d].resize(library_.properties().size());
      for (size_t p = 0; p < library_.properties().size(); ++p) {
        const PropertyDeclaration& property = library_.properties()[p];
        if (!(property.kinds & KindsIn(domain))) continue;
        PropertyColumn& column = facts_.properties[d][p];
        if (property.yes_no()) {
          column.tri = TriColumn(rows);
          column.tri.Fill(static_cast<Tri>(property.default_value));
        } else {
          column.ordered.assign(rows, property.default_value);
        }
        if (domain != Domain::element) continue;
        // Elements of one kind lie together, in this order.
        size_t starts[] = {0, model_.FirstElementRow(PlaceKind::process), model_.FirstElementRow(PlaceKind::store), rows};
        for (PlaceKind kind : {PlaceKind::actor, PlaceKind::process, PlaceKind::store}) {
          if (CanHave(property, kind)) continue;
          for (size_t row = starts[static_cast<size_t>(kind)]; row < starts[static_cast<size_t>(kind) + 1]; ++row) {
            if (property.yes_no()) column.tri.Set(row, Tri::no);
            else column.ordered[row] = kNotApplicable;
          }
        }
      }
    }
  }

  // What a zone does not say it takes from the zone around it. Parents come before their children in `order`.
  void ZoneProperties() {
    std::vector<uint32_t> order(model_.zones.size());
    for (size_t i = 0; i < order.size(); ++i) order[i] = static_cast<uint32_t>(i);
    std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) { return facts_.zone_depth[a] < facts_.zone_depth[b]; });
    for (uint32_t zone : order) {
      if (uint32_t parent = facts_.zone_parent[zone]; parent != kNone) {
        for (size_t p = 0; p < library_.properties().size(); ++p) {
          if (!CanHave(library_.properties()[p], PlaceKind::zone)) continue;
          Set({Domain::zone, zone}, PropertyId(p), facts_.Value({Domain::zone, parent}, PropertyId(p)));
        }
      }
      for (uint32_t i : facts_.applications_at[static_cast<size_t>(Domain::zone)].Row(zone)) {
        if (facts_.applications[i].planned) continue;
        ForEachSetting(model_, library_, facts_.applications[i].control, [&](PropertyId property, uint8_t value) {
          if (CanHave(library_.property(property), PlaceKind::zone)) Set({Domain::zone, zone}, property, value);
        });
      }
      const PropertyRange& range = model_.zones[zone].properties;
      for (uint32_t i = range.first; i < range.first + range.count; ++i) {
        if (model_.properties[i].value) Set({Domain::zone, zone}, model_.properties[i].property, model_.properties[i].value);
      }
    }
  }

  void InheritFromZones() {
    for (size_t p = 0; p < library_.properties().size(); ++p) {
      const PropertyDeclaration& property = library_.properties()[p];
      if (!CanHave(property, PlaceKind::zone) || !(property.kinds & KindsIn(Domain::element))) continue;
      for (uint32_t row = 0; row < model_.element_count(); ++row) {
        uint32_t zone = facts_.element_zone[row];
        if (zone == kNone || !CanHave(property, model_.element_kind(row))) continue;
        if (uint8_t value = facts_.Value({Domain::zone, zone}, PropertyId(p))) Set({Domain::element, row}, PropertyId(p), value);
      }
    }
  }

  void Technologies() {
    auto apply = [&](Place place, PlaceKind kind, const Text& name) {
      if (name.empty()) return;
      uint32_t index = library_.FindTechnology(name.view());
      if (index == kNone || !(library_.technologies()[index].kinds & KindBit(kind))) return;
      for (const PropertySetting& setting : library_.technologies()[index].defaults) {
        if (CanHave(library_.property(setting.property), kind)) Set(place, setting.property, setting.value);
      }
    };
    for (uint32_t row = 0; row < model_.element_count(); ++row) apply({Domain::element, row}, model_.element_kind(row), model_.element(row).technology);
    for (uint32_t row = 0; row < model_.flows.size(); ++row) apply({Domain::flow, row}, PlaceKind::flow, model_.flows[row].over);
  }

  void Apply(Place place, const Ref& control, bool by_decision) {
    if (control.target == kNone) return;
    Target target = Unpack(control.target);
    bool planned = target.kind == TargetKind::own_control && model_.controls[target.index].state == ControlState::planned;
    facts_.applications.push_back({place, control.target, control.node, planned, by_decision});
  }

  void CollectApplications() {
    for (const Ref& control : model_.system.controls) Apply({Domain::system, 0}, control, false);
    for (uint32_t row = 0; row < model_.element_count(); ++row) {
      for (const Ref& control : model_.element(row).controls) Apply({Domain::element, row}, control, false);
    }
    for (uint32_t row = 0; row < model_.flows.size(); ++row) {
      for (const Ref& control : model_.flows[row].controls) Apply({Domain::flow, row}, control, false);
    }
    for (uint32_t row = 0; row < model_.zones.size(); ++row) {
      for (const Ref& control : model_.zones[row].controls) Apply({Domain::zone, row}, control, false);
    }
    for (uint32_t row = 0; row < model_.assets.size(); ++row) {
      for (const Ref& control : model_.assets[row].controls) Apply({Domain::asset, row}, control, false);
    }
    uint32_t transitions = 0;
    for (const StateMachine& machine : model_.states) {
      for (const Transition& transition : machine.transitions) {
        for (const Ref& control : transition.controls) Apply({Domain::transition, transitions}, control, false);
        ++transitions;
      }
    }
    for (uint32_t i = 0; i < model_.controls.size(); ++i) {
      for (const Ref& on : model_.controls[i].on) {
        std::optional<Place> place = names_.FindPlace(on.view());
        Ref self(model_.controls[i].id.view(), on.node);
        self.target = Pack(TargetKind::own_control, i);
        if (place) Apply(*place, self, false);
      }
    }
    for (const Decision& decision : model_.decisions) {
      if (ControlsOf(decision).empty()) continue;
      std::string_view key = decision.id.view();
      size_t at = key.find('@');
      if (at == std::string_view::npos) continue;
      std::string_view rule = key.substr(0, at), where = key.substr(at + 1);
      for (const Ref& control : ControlsOf(decision)) {
        if (where != "any") {
          if (std::optional<Place> place = names_.FindPlace(where)) Apply(*place, control, true);
          continue;
        }
        uint32_t index = library_.FindRule(rule);
        if (index == kNone) continue;
        PlaceKind kind = library_.rules()[index].kind;
        Domain domain = DomainOf(kind);
        for (uint32_t row = 0; row < facts_.rows(domain); ++row) {
          if (KindOf(model_, {domain, row}) == kind) Apply({domain, row}, control, true);
        }
      }
    }
  }

  void IndexApplications() {
    std::array<std::vector<std::pair<uint32_t, uint32_t>>, kDomains> pairs;
    for (uint32_t i = 0; i < facts_.applications.size(); ++i) {
      ForEachSetting(model_, library_, facts_.applications[i].control, [&](PropertyId property, uint8_t) {
        Place place = SettingPlace(model_, library_, facts_.applications[i].place, property);
        if (!place) return;
        auto& list = pairs[static_cast<size_t>(place.domain)];
        if (list.empty() || list.back() != std::make_pair(place.row, i)) list.emplace_back(place.row, i);
      });
    }
    for (size_t d = 0; d < kDomains; ++d) facts_.applications_at[d] = Csr::FromPairs(facts_.rows(static_cast<Domain>(d)), pairs[d]);
  }

  void Controls() {
    for (const Application& application : facts_.applications) {
      bool changes = false;
      ForEachSetting(model_, library_, application.control, [&](PropertyId property, uint8_t value) {
        Place place = SettingPlace(model_, library_, application.place, property);
        if (!place) return;
        changes = true;
        if (application.planned) return;
        Contradiction(place, property, value, application);
        Set(place, property, value);
      });
      if (changes || application.by_decision || diagnostics_.Full()) continue;
      std::string id(ControlId(model_, library_, application.control));
      diagnostics_.Add(codes::kControlNotHere, document_.span(application.node), "control `" + id + "` changes nothing at " + WithArticle(Name(KindOf(model_, application.place))), "apply it where the properties that it sets can hold; `merlon library show " + id + "` lists them");
    }
  }

  void Contradiction(Place place, PropertyId property, uint8_t value, const Application& application) {
    const PropertyRange& range = PropertiesAt(model_, place);
    for (uint32_t i = range.first; i < range.first + range.count; ++i) {
      const WrittenProperty& written = model_.properties[i];
      if (written.property != property || written.value == 0 || written.value == value) continue;
      const PropertyDeclaration& declared = library_.property(property);
      std::string name(declared.id.view());
      diagnostics_.Add(codes::kContradictsControl, document_.span(NodeId(written.node)),
                       "`" + name + ": " + std::string(PropertyValueName(declared, written.value)) + "` contradicts the control `" + std::string(ControlId(model_, library_, application.control)) + "`, which sets it to `" + std::string(PropertyValueName(declared, value)) + "`",
                       "remove one of the two, or mark the control as planned")
          .related.push_back({"the control is applied here", document_.span(application.node)});
    }
  }

  void Written(Domain domain) {
    for (uint32_t row = 0; row < facts_.rows(domain); ++row) {
      const PropertyRange& range = PropertiesAt(model_, {domain, row});
      for (uint32_t i = range.first; i < range.first + range.count; ++i) {
        if (model_.properties[i].value) Set({domain, row}, model_.properties[i].property, model_.properties[i].value);
      }
    }
  }

  Facts& facts_;
  const Model& model_;
  const Library& library_;
  const Names& names_;
  const Document& document_;
  Diagnostics& diagnostics_;
};

}  // namespace

Tri Facts::GetTri(Place place, PropertyId property) const {
  const PropertyColumn& column = properties[static_cast<size_t>(place.domain)][property.value];
  return column.tri.size() ? column.tri.Get(place.row) : Tri::no;
}

uint8_t Facts::GetOrdered(Place place, PropertyId property) const {
  const PropertyColumn& column = properties[static_cast<size_t>(place.domain)][property.value];
  return column.ordered.empty() ? kNotApplicable : column.ordered[place.row];
}

uint8_t Facts::Value(Place place, PropertyId property) const {
  if (library->property(property).yes_no()) return static_cast<uint8_t>(GetTri(place, property));
  return GetOrdered(place, property);
}

Facts DeriveFacts(const Model& model, const Names& names, const Library& library, const Document& document, Diagnostics& diagnostics) {
  Facts facts;
  facts.model = &model;
  facts.library = &library;
  for (size_t i = 0; i < kObjectives; ++i) facts.rating_property[i] = library.FindProperty(kObjectiveNames[i]);
  DeriveContainment(facts);
  Deriver(facts, names, document, diagnostics).Properties();
  DeriveFlows(facts);
  DeriveAssets(facts);
  DeriveExposure(facts);
  DeriveMachines(facts);
  return facts;
}

std::string_view ControlId(const Model& model, const Library& library, uint32_t control) {
  Target target = Unpack(control);
  return target.kind == TargetKind::own_control ? model.controls[target.index].id.view() : library.controls()[target.index].id.view();
}

std::string_view ControlTitle(const Model& model, const Library& library, uint32_t control) {
  Target target = Unpack(control);
  if (target.kind == TargetKind::control) return library.controls()[target.index].title.view();
  const OwnControl& own = model.controls[target.index];
  if (!own.title.empty()) return own.title.view();
  uint32_t known = library.FindControl(own.id.view());
  return known == kNone ? own.id.view() : library.controls()[known].title.view();
}

Place SettingPlace(const Model& model, const Library& library, Place place, PropertyId property) {
  const PropertyDeclaration& declared = library.property(property);
  if (CanHave(declared, KindOf(model, place))) return place;
  if (place.domain != Domain::flow) return {};
  const Flow& flow = model.flows[place.row];
  for (const Ref* end : {&flow.target, &flow.source}) {
    if (end->target == kNone) continue;
    uint32_t row = Unpack(end->target).index;
    if (CanHave(declared, model.element_kind(row))) return {Domain::element, row};
  }
  return {};
}

Reason ReasonFor(const Facts& facts, Place place, PropertyId property) {
  const Model& model = *facts.model;
  const Library& library = *facts.library;
  const PropertyRange& range = PropertiesAt(model, place);
  for (uint32_t i = range.first; i < range.first + range.count; ++i) {
    if (model.properties[i].property == property && model.properties[i].value) return {ReasonKind::written, NodeId(model.properties[i].node), {}};
  }
  // The control in place at `where` that sets the property there.
  auto control_at = [&](Place where) -> const Application* {
    for (uint32_t i : facts.applications_at[static_cast<size_t>(where.domain)].Row(where.row)) {
      const Application& application = facts.applications[i];
      bool found = false;
      ForEachSetting(model, library, application.control, [&](PropertyId set, uint8_t) { found |= set == property && SettingPlace(model, library, application.place, set) == where; });
      if (found && !application.planned) return &application;
    }
    return nullptr;
  };
  if (const Application* application = control_at(place)) return {ReasonKind::control, application->node, ControlId(model, library, application->control)};
  const Text* technology = place.domain == Domain::element ? &model.element(place.row).technology : place.domain == Domain::flow ? &model.flows[place.row].over : nullptr;
  if (technology && !technology->empty()) {
    uint32_t index = library.FindTechnology(technology->view());
    if (index != kNone && (library.technologies()[index].kinds & KindBit(KindOf(model, place)))) {
      for (const PropertySetting& setting : library.technologies()[index].defaults) {
        if (setting.property == property && setting.value) return {ReasonKind::technology, technology->node, technology->view()};
        if (setting.property == property) return {};
      }
    }
  }
  uint32_t zone = place.domain == Domain::element ? facts.element_zone[place.row] : place.domain == Domain::zone ? facts.zone_parent[place.row] : kNone;
  for (; zone != kNone; zone = facts.zone_parent[zone]) {
    const PropertyRange& zone_range = model.zones[zone].properties;
    for (uint32_t i = zone_range.first; i < zone_range.first + zone_range.count; ++i) {
      if (model.properties[i].property == property && model.properties[i].value) return {ReasonKind::zone, NodeId(model.properties[i].node), model.zones[zone].id.view()};
    }
    if (const Application* application = control_at({Domain::zone, zone})) return {ReasonKind::zone, application->node, model.zones[zone].id.view()};
  }
  if (library.property(property).default_value) return {ReasonKind::property_default, {}, {}};
  return {};
}

}  // namespace merlon
