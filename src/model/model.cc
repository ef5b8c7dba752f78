#include "model/model.h"

#include <algorithm>

#include "base/strings.h"

namespace merlon {
namespace {

template <size_t N>
constexpr EnumNames All(const std::string_view (&names)[N]) {
  return {std::span<const std::string_view>(names, N)};
}

MachineRow RowIn(const std::vector<uint32_t>& starts, size_t row) {
  auto after = std::upper_bound(starts.begin(), starts.end(), row);
  MERLON_ASSERT(after != starts.begin());
  size_t machine = static_cast<size_t>(after - starts.begin()) - 1;
  return {static_cast<uint32_t>(machine), static_cast<uint32_t>(row - starts[machine])};
}

}  // namespace

const EnumNames& NamesOf(Stakes) {
  static constexpr std::string_view kNames[] = {"", "trivial", "modest", "serious", "severe", "catastrophic"};
  static constexpr EnumNames kAll = All(kNames);
  return kAll;
}
const EnumNames& NamesOf(Verdict) {
  static constexpr std::string_view kNames[] = {"", "expected", "not-expected", "maybe", "complicated"};
  static constexpr EnumNames kAll = All(kNames);
  return kAll;
}
const EnumNames& NamesOf(Plausibility) {
  static constexpr std::string_view kNames[] = {"", "expected", "plausible", "paranoid", "academic", "fad"};
  static constexpr EnumNames kAll = All(kNames);
  return kAll;
}
const EnumNames& NamesOf(ThreatSeverity) {
  static constexpr std::string_view kNames[] = {"", "none", "low", "medium", "high", "critical"};
  static constexpr EnumNames kAll = All(kNames);
  return kAll;
}
const EnumNames& NamesOf(AssetKind) {
  static constexpr std::string_view kNames[] = {"", "data", "function", "money", "reputation", "safety", "other"};
  static constexpr EnumNames kAll = All(kNames);
  return kAll;
}
const EnumNames& NamesOf(HeldBy) {
  static constexpr std::string_view kNames[] = {"", "ours", "shared", "theirs"};
  static constexpr EnumNames kAll = All(kNames);
  return kAll;
}
const EnumNames& NamesOf(ChannelKind) {
  static constexpr std::string_view kNames[] = {"", "wire", "private", "physical"};
  static constexpr EnumNames kAll = All(kNames);
  return kAll;
}
const EnumNames& NamesOf(ControlState) {
  static constexpr std::string_view kNames[] = {"", "planned", "in-place"};
  static constexpr EnumNames kAll = All(kNames);
  return kAll;
}
const EnumNames& NamesOf(Capability) {
  static constexpr std::string_view kNames[] = {"", "low", "medium", "high", "very-high"};
  static constexpr EnumNames kAll = All(kNames);
  return kAll;
}
const EnumNames& NamesOf(EvidenceTier) {
  static constexpr std::string_view kNames[] = {"", "asserted", "documented", "configured", "tested", "audited"};
  static constexpr EnumNames kAll = All(kNames);
  return kAll;
}
const EnumNames& NamesOf(ActionState) {
  static constexpr std::string_view kNames[] = {"", "open", "done", "dropped"};
  static constexpr EnumNames kAll = All(kNames);
  return kAll;
}
const EnumNames& NamesOf(HowOften) {
  static constexpr std::string_view kNames[] = {"", "always", "sometimes", "never"};
  static constexpr EnumNames kAll = All(kNames);
  return kAll;
}
const EnumNames& NamesOf(Objective) {
  static constexpr std::string_view kNames[] = {"", "confidentiality", "integrity", "availability"};
  static constexpr EnumNames kAll = All(kNames);
  return kAll;
}
const EnumNames& NamesOf(Harm) {
  static constexpr std::string_view kNames[] = {"", "negligible", "moderate", "major", "severe"};
  static constexpr EnumNames kAll = All(kNames);
  return kAll;
}

const Element& Model::element(size_t row) const {
  if (row < actors.size()) return actors[row];
  row -= actors.size();
  if (row < processes.size()) return processes[row];
  return stores[row - processes.size()];
}

PlaceKind Model::element_kind(size_t row) const {
  if (row < actors.size()) return PlaceKind::actor;
  return row < actors.size() + processes.size() ? PlaceKind::process : PlaceKind::store;
}

size_t Model::FirstElementRow(PlaceKind kind) const {
  if (kind == PlaceKind::actor) return 0;
  return kind == PlaceKind::process ? actors.size() : actors.size() + processes.size();
}

std::string LabelId(std::string_view label) { return label.empty() ? std::string() : Slug(label); }

void IndexMachines(Model& model) {
  model.state_starts.clear();
  model.transition_starts.clear();
  uint32_t states = 0, transitions = 0;
  for (const StateMachine& machine : model.states) {
    model.state_starts.push_back(states);
    model.transition_starts.push_back(transitions);
    states += static_cast<uint32_t>(machine.states.size());
    transitions += static_cast<uint32_t>(machine.transitions.size());
  }
}

// Machines without items share a start with the next one; upper_bound finds the last, which owns the row.
MachineRow StateAt(const Model& model, size_t row) { return RowIn(model.state_starts, row); }
MachineRow TransitionAt(const Model& model, size_t row) { return RowIn(model.transition_starts, row); }

std::string PlaceId(const Model& model, Place place) {
  switch (place.domain) {
    case Domain::element: return std::string(model.element(place.row).id.view());
    case Domain::flow: {
      const Flow& flow = model.flows[place.row];
      std::string id(flow.source.view());
      id.append("..").append(flow.target.view());
      if (!flow.label.empty()) id.append("#").append(LabelId(flow.label.view()));
      return id;
    }
    case Domain::zone: return std::string(model.zones[place.row].id.view());
    case Domain::asset: return std::string(model.assets[place.row].id.view());
    case Domain::state: {
      MachineRow at = StateAt(model, place.row);
      const StateMachine& machine = model.states[at.machine];
      return std::string(machine.id.view()) + "/" + std::string(machine.states[at.index].id.view());
    }
    case Domain::transition: {
      MachineRow at = TransitionAt(model, place.row);
      const StateMachine& machine = model.states[at.machine];
      const Transition& transition = machine.transitions[at.index];
      return std::string(machine.id.view()) + "/" + std::string(transition.from.view()) + ".." + std::string(transition.to.view());
    }
    case Domain::system: return "system";
  }
  return {};
}

std::string PlaceTitle(const Model& model, Place place) {
  std::string title;
  AppendPlaceTitle(title, model, place);
  return title;
}

void AppendPlaceTitle(std::string& out, const Model& model, Place place) {
  auto title_or_id = [&](const auto& entry) { out += entry.title.empty() ? entry.id.view() : entry.title.view(); };
  switch (place.domain) {
    case Domain::element: return title_or_id(model.element(place.row));
    case Domain::zone: return title_or_id(model.zones[place.row]);
    case Domain::asset: return title_or_id(model.assets[place.row]);
    case Domain::flow: {
      const Flow& flow = model.flows[place.row];
      if (!flow.title.empty()) {
        out += flow.title.view();
        return;
      }
      auto end = [&](const Ref& ref) {
        if (ref.target == kNone) out += ref.view();
        else title_or_id(model.element(Unpack(ref.target).index));
      };
      end(flow.source);
      out += " to ";
      end(flow.target);
      if (!flow.label.empty()) out.append(" (").append(flow.label.view()).append(")");
      return;
    }
    case Domain::state: {
      MachineRow at = StateAt(model, place.row);
      return title_or_id(model.states[at.machine].states[at.index]);
    }
    case Domain::transition: {
      MachineRow at = TransitionAt(model, place.row);
      const Transition& transition = model.states[at.machine].transitions[at.index];
      if (!transition.title.empty()) out += transition.title.view();
      else out.append(transition.from.view()).append(" to ").append(transition.to.view());
      return;
    }
    case Domain::system: out += model.system.title.empty() ? "the system" : model.system.title.view(); return;
  }
}

NodeId PlaceNode(const Model& model, Place place) {
  switch (place.domain) {
    case Domain::element: return model.element(place.row).id.node;
    case Domain::flow: return model.flows[place.row].id.node;
    case Domain::zone: return model.zones[place.row].id.node;
    case Domain::asset: return model.assets[place.row].id.node;
    case Domain::state: {
      MachineRow at = StateAt(model, place.row);
      return model.states[at.machine].states[at.index].id.node;
    }
    case Domain::transition: {
      MachineRow at = TransitionAt(model, place.row);
      return model.states[at.machine].transitions[at.index].id.node;
    }
    case Domain::system: return model.system.title.node;
  }
  return {};
}

namespace {

std::string FormerFlowId(const Model& model, const Flow& flow) {
  if (!flow.was.empty()) return std::string(flow.was.view());
  bool renamed = false;
  auto former = [&](const Ref& end) {
    std::string_view was = end.target == kNone ? std::string_view() : model.element(Unpack(end.target).index).was.view();
    renamed |= !was.empty();
    return std::string(was.empty() ? end.view() : was);
  };
  std::string id = former(flow.source) + ".." + former(flow.target);
  if (!renamed) return {};
  std::string label = LabelId(flow.label.view());
  return label.empty() ? id : id + "#" + label;
}

}  // namespace

std::string FormerPlaceId(const Model& model, Place place) {
  switch (place.domain) {
    case Domain::element: return std::string(model.element(place.row).was.view());
    case Domain::flow: return FormerFlowId(model, model.flows[place.row]);
    case Domain::zone: return std::string(model.zones[place.row].was.view());
    case Domain::asset: return std::string(model.assets[place.row].was.view());
    default: return {};
  }
}

std::string_view PlaceOrigin(const Model& model, Place place) {
  switch (place.domain) {
    case Domain::element: return model.element(place.row).origin.view();
    case Domain::flow: return model.flows[place.row].origin.view();
    case Domain::zone: return model.zones[place.row].origin.view();
    case Domain::asset: return model.assets[place.row].origin.view();
    default: return {};
  }
}

PlaceKind KindOf(const Model& model, Place place) {
  if (place.domain == Domain::element) return model.element_kind(place.row);
  return static_cast<PlaceKind>(static_cast<uint8_t>(place.domain) + 2);
}

size_t RowCount(const Model& model, Domain domain) {
  size_t count = 0;
  switch (domain) {
    case Domain::element: return model.element_count();
    case Domain::flow: return model.flows.size();
    case Domain::zone: return model.zones.size();
    case Domain::asset: return model.assets.size();
    case Domain::state:
      for (const StateMachine& machine : model.states) count += machine.states.size();
      return count;
    case Domain::transition:
      for (const StateMachine& machine : model.states) count += machine.transitions.size();
      return count;
    case Domain::system: return 1;
  }
  return count;
}

const PropertyRange& PropertiesAt(const Model& model, Place place) {
  switch (place.domain) {
    case Domain::element: return model.element(place.row).properties;
    case Domain::flow: return model.flows[place.row].properties;
    case Domain::zone: return model.zones[place.row].properties;
    case Domain::asset: return model.assets[place.row].properties;
    case Domain::state: {
      MachineRow at = StateAt(model, place.row);
      return model.states[at.machine].states[at.index].properties;
    }
    case Domain::transition: {
      MachineRow at = TransitionAt(model, place.row);
      return model.states[at.machine].transitions[at.index].properties;
    }
    case Domain::system: return model.system.properties;
  }
  return model.system.properties;
}

}  // namespace merlon
