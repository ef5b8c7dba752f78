// What follows from a model: columns of facts over dense rows.
//
// Every domain (elements, flows, zones, …) has its rows; a fact about all of them is one column. Yes-no facts take two bits a row, ordered
// ones a byte: 0 is unknown, `kNotApplicable` marks rows whose kind cannot have the property. Precedence of facts: written, then control,
// then the technology's default, then the zone, then the property's default. Why a fact holds is not stored; `ReasonFor` finds it again for the facts that are shown.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "base/csr.h"
#include "base/tri.h"
#include "language/names.h"
#include "library/library.h"
#include "model/model.h"

namespace merlon {

inline constexpr uint8_t kNotApplicable = 255;

// Confidentiality, integrity, availability.
inline constexpr size_t kObjectives = 3;
inline constexpr std::array<std::string_view, kObjectives> kObjectiveNames = {"confidentiality", "integrity", "availability"};

// A column of ordered values that are known to lie between two bounds, both counted from 1. Row i is known when low[i] == high[i].
struct RangeColumn {
  std::vector<uint8_t> low, high;
  void Assign(size_t rows, uint8_t most) {
    low.assign(rows, 1);
    high.assign(rows, most);
  }
  void SetKnown(size_t row, uint8_t value) { low[row] = high[row] = value; }
};

// The column of one property in one domain: `tri` for yes-no properties, `ordered` for the others.
struct PropertyColumn {
  TriColumn tri;
  std::vector<uint8_t> ordered;
};

// A control at a place.
struct Application {
  Place place;
  uint32_t control = kNone;  // packed Target: control or own_control
  NodeId node;               // where it was applied
  bool planned = false;
  bool by_decision = false;
};

struct Facts {
  const Model* model = nullptr;
  const Library* library = nullptr;

  std::array<uint32_t, kObjectives> rating_property = {kNone, kNone, kNone};  // the ratings of assets
  // [domain][property]; empty columns where the property belongs to no kind of the domain.
  std::array<std::vector<PropertyColumn>, kDomains> properties;
  std::vector<Application> applications;  // in the order of the model
  std::array<Csr, kDomains> applications_at;  // by the rows where their settings take hold

  // Elements.
  std::vector<uint32_t> element_zone;  // kNone: in no zone
  Csr inputs, outputs, flows_of, holds, assets_of;
  TriColumn exposed, exposed_directly, outside, element_out_of_scope;
  std::array<RangeColumn, kObjectives> element_worst;

  // Flows.
  std::vector<uint32_t> flow_source, flow_target;
  Csr carries, crosses, enters, exits;  // crosses: outwards from the source, then inwards to the target
  TriColumn crosses_boundary, enters_boundary, exits_boundary, flow_out_of_scope;
  RangeColumn trust_step, channel;  // down, level, up; wire, private, physical
  std::array<RangeColumn, kObjectives> flow_worst;

  // Zones.
  std::vector<uint32_t> zone_parent;
  std::vector<int32_t> zone_depth;  // 1 for a zone in no other
  Csr zone_elements, zone_zones, zone_flows_in, zone_flows_out, zone_flows_within;
  TriColumn zone_out_of_scope;

  // Assets.
  Csr carried_by, held_by_elements;
  RangeColumn asset_kind, asset_held_by;

  // State machines.
  std::vector<uint32_t> state_process, transition_from, transition_to, transition_process;
  TriColumn state_initial, state_final, state_reachable, has_guard, has_who, transition_forbidden;
  Csr incoming, outgoing;

  // The system.
  RangeColumn stakes;

  size_t rows(Domain domain) const { return RowCount(*model, domain); }
  Tri GetTri(Place place, PropertyId property) const;
  uint8_t GetOrdered(Place place, PropertyId property) const;
  // The property's value at the place as WrittenProperty encodes it; 0 when unknown, kNotApplicable when it cannot have it.
  uint8_t Value(Place place, PropertyId property) const;
};

// Derives all columns. O(model + sum of boundary crossings). Reports contradictions between facts and controls.
Facts DeriveFacts(const Model& model, const Names& names, const Library& library, const Document& document, Diagnostics& diagnostics);

// Why a property has its value at a place.
enum class ReasonKind : uint8_t { nobody_said, written, control, technology, zone, property_default };
struct Reason {
  ReasonKind kind = ReasonKind::nobody_said;
  NodeId node;             // where in the model: the value, the control's name, the technology's name, the zone's value
  std::string_view name;   // the control, technology or zone
};
Reason ReasonFor(const Facts& facts, Place place, PropertyId property);

// The property settings of a control in the library or in the model: `visit(property, value)`.
template <class Visit>
void ForEachSetting(const Model& model, const Library& library, uint32_t control, Visit visit) {
  Target target = Unpack(control);
  std::string_view id;
  if (target.kind == TargetKind::own_control) {
    const OwnControl& own = model.controls[target.index];
    id = own.id.view();
    for (uint32_t i = own.sets.first; i < own.sets.first + own.sets.count; ++i) visit(model.properties[i].property, model.properties[i].value);
    uint32_t known = library.FindControl(id);
    if (own.sets.count > 0 || known == kNone) return;
    target = {TargetKind::control, known};
  }
  for (const PropertySetting& setting : library.controls()[target.index].sets) visit(setting.property, setting.value);
}
std::string_view ControlId(const Model& model, const Library& library, uint32_t control);
std::string_view ControlTitle(const Model& model, const Library& library, uint32_t control);
// Where a setting of a control takes hold when it is applied at `place`: there, or, for a flow, at the end that can have the property.
Place SettingPlace(const Model& model, const Library& library, Place place, PropertyId property);

}  // namespace merlon
