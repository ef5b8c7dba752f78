#include "facts/structure.h"

#include <algorithm>

namespace merlon {
namespace {

using Pairs = std::vector<std::pair<uint32_t, uint32_t>>;

uint32_t RowOf(const Ref& ref) { return ref.target == kNone ? kNone : Unpack(ref.target).index; }

constexpr uint8_t kDown = 1, kLevel = 2, kUp = 3;

// A column from an enumeration whose zero means that nobody said.
template <class Value>
RangeColumn FromEnum(size_t rows, uint8_t most, Value value) {
  RangeColumn column;
  column.Assign(rows, most);
  for (size_t row = 0; row < rows; ++row) {
    if (uint8_t known = static_cast<uint8_t>(value(row))) column.SetKnown(row, known);
  }
  return column;
}

std::vector<uint8_t> ZoneTrust(const Facts& facts) {
  std::vector<uint8_t> trust(facts.model->zones.size(), 0);
  uint32_t property = facts.library->FindProperty("trust");
  if (property == kNone) return trust;
  for (uint32_t zone = 0; zone < trust.size(); ++zone) trust[zone] = facts.GetOrdered({Domain::zone, zone}, PropertyId(property));
  return trust;
}

// By nature in the hands of others: an actor, and a program that runs on its users' devices, as nobody here keeps them from changing their copy.
std::vector<bool> InOthersHands(const Facts& facts) {
  const Model& model = *facts.model;
  std::vector<bool> hands(model.element_count());
  uint32_t client = facts.library->FindProperty("client-code");
  for (uint32_t row = 0; row < hands.size(); ++row) {
    PlaceKind kind = model.element_kind(row);
    bool on_their_device = kind == PlaceKind::process && client != kNone && facts.GetTri({Domain::element, row}, PropertyId(client)) == Tri::yes;
    hands[row] = kind == PlaceKind::actor || on_their_device;
  }
  return hands;
}

}  // namespace

void DeriveContainment(Facts& facts) {
  const Model& model = *facts.model;
  size_t zones = model.zones.size(), elements = model.element_count();
  facts.zone_parent.resize(zones);
  facts.zone_depth.assign(zones, 0);
  facts.zone_out_of_scope = TriColumn(zones);
  Pairs inner;
  for (uint32_t zone = 0; zone < zones; ++zone) {
    facts.zone_parent[zone] = RowOf(model.zones[zone].parent);
    facts.zone_out_of_scope.Set(zone, FromBool(!model.zones[zone].out_of_scope.empty()));
    if (facts.zone_parent[zone] != kNone) inner.emplace_back(facts.zone_parent[zone], zone);
  }
  facts.zone_zones = Csr::FromPairs(zones, inner);
  // The reader has cut cycles and capped the depth, so this ends.
  for (uint32_t zone = 0; zone < zones; ++zone) {
    for (uint32_t at = zone; at != kNone; at = facts.zone_parent[at]) ++facts.zone_depth[zone];
  }
  Pairs members;
  facts.element_zone.resize(elements);
  facts.element_out_of_scope = TriColumn(elements);
  for (uint32_t row = 0; row < elements; ++row) {
    const Element& element = model.element(row);
    facts.element_zone[row] = RowOf(element.zone);
    facts.element_out_of_scope.Set(row, FromBool(!element.out_of_scope.empty()));
    if (facts.element_zone[row] != kNone) members.emplace_back(facts.element_zone[row], row);
  }
  facts.zone_elements = Csr::FromPairs(zones, members);

  size_t flows = model.flows.size();
  facts.flow_source.resize(flows);
  facts.flow_target.resize(flows);
  facts.flow_out_of_scope = TriColumn(flows);
  Pairs in, out, both;
  in.reserve(flows), out.reserve(flows), both.reserve(flows * 2);
  for (uint32_t row = 0; row < flows; ++row) {
    const Flow& flow = model.flows[row];
    uint32_t source = facts.flow_source[row] = RowOf(flow.source);
    uint32_t target = facts.flow_target[row] = RowOf(flow.target);
    facts.flow_out_of_scope.Set(row, FromBool(!flow.out_of_scope.empty()));
    if (source != kNone) out.emplace_back(source, row), both.emplace_back(source, row);
    if (target != kNone) in.emplace_back(target, row);
    if (target != kNone && target != source) both.emplace_back(target, row);
  }
  facts.inputs = Csr::FromPairs(elements, in);
  facts.outputs = Csr::FromPairs(elements, out);
  facts.flows_of = Csr::FromPairs(elements, both);
  facts.channel = FromEnum(flows, 3, [&](size_t row) { return model.flows[row].channel.kind; });
  facts.stakes = FromEnum(1, 5, [&](size_t) { return model.stakes; });
}

void DeriveFlows(Facts& facts) {
  size_t flows = facts.model->flows.size(), zones = facts.model->zones.size();
  std::vector<uint8_t> trust = ZoneTrust(facts);
  facts.crosses_boundary = facts.enters_boundary = facts.exits_boundary = TriColumn(flows);
  facts.trust_step.Assign(flows, kUp);
  Pairs crosses, enters, exits, flows_in, flows_out, within;
  std::vector<uint32_t> inwards;
  for (uint32_t flow = 0; flow < flows; ++flow) {
    uint32_t source = facts.flow_source[flow], target = facts.flow_target[flow];
    uint32_t from = source == kNone ? kNone : facts.element_zone[source];
    uint32_t to = target == kNone ? kNone : facts.element_zone[target];
    if (from == to) {
      if (from != kNone) within.emplace_back(from, flow), facts.trust_step.SetKnown(flow, kLevel);
    } else if (from != kNone && to != kNone && trust[from] && trust[to]) {
      facts.trust_step.SetKnown(flow, trust[from] < trust[to] ? kUp : trust[from] > trust[to] ? kDown : kLevel);
    }
    // Outwards from the source to the innermost zone that holds both ends, then inwards.
    inwards.clear();
    uint32_t out = from, in = to;
    auto depth = [&](uint32_t zone) { return zone == kNone ? 0 : facts.zone_depth[zone]; };
    while (out != in) {
      if (depth(out) >= depth(in)) {
        crosses.emplace_back(flow, out), exits.emplace_back(flow, out), flows_out.emplace_back(out, flow);
        out = facts.zone_parent[out];
      } else {
        inwards.push_back(in);
        in = facts.zone_parent[in];
      }
    }
    for (size_t i = inwards.size(); i-- > 0;) crosses.emplace_back(flow, inwards[i]), enters.emplace_back(flow, inwards[i]), flows_in.emplace_back(inwards[i], flow);
    facts.crosses_boundary.Set(flow, FromBool(from != to));
    facts.enters_boundary.Set(flow, FromBool(!inwards.empty()));
    facts.exits_boundary.Set(flow, FromBool(from != out));
  }
  facts.crosses = Csr::FromPairs(flows, crosses);
  facts.enters = Csr::FromPairs(flows, enters);
  facts.exits = Csr::FromPairs(flows, exits);
  facts.zone_flows_in = Csr::FromPairs(zones, flows_in);
  facts.zone_flows_out = Csr::FromPairs(zones, flows_out);
  facts.zone_flows_within = Csr::FromPairs(zones, within);
}

void DeriveAssets(Facts& facts) {
  const Model& model = *facts.model;
  size_t flows = model.flows.size(), elements = model.element_count(), assets = model.assets.size();
  Pairs carries, carried_by, holds, held_by;
  for (uint32_t flow = 0; flow < flows; ++flow) {
    for (const Ref& asset : model.flows[flow].carries) {
      if (uint32_t row = RowOf(asset); row != kNone) carries.emplace_back(flow, row), carried_by.emplace_back(row, flow);
    }
  }
  for (uint32_t element = 0; element < elements; ++element) {
    for (const Ref& asset : model.element(element).holds) {
      if (uint32_t row = RowOf(asset); row != kNone) holds.emplace_back(element, row), held_by.emplace_back(row, element);
    }
  }
  facts.carries = Csr::FromPairs(flows, carries);
  facts.carried_by = Csr::FromPairs(assets, carried_by);
  facts.holds = Csr::FromPairs(elements, holds);
  facts.held_by_elements = Csr::FromPairs(assets, held_by);
  // An asset of which nobody said the kind is data.
  facts.asset_kind = FromEnum(assets, 6, [&](size_t row) { return model.assets[row].kind == AssetKind::unknown ? AssetKind::data : model.assets[row].kind; });
  facts.asset_held_by = FromEnum(assets, 3, [&](size_t row) { return model.assets[row].held_by; });
  // An element has what it holds and what its flows carry, each once.
  Pairs of_element;
  std::vector<uint32_t> last_seen(assets, kNone);
  for (uint32_t element = 0; element < elements; ++element) {
    auto take = [&](uint32_t asset) {
      if (last_seen[asset] == element) return;
      last_seen[asset] = element;
      of_element.emplace_back(element, asset);
    };
    for (uint32_t asset : facts.holds.Row(element)) take(asset);
    for (uint32_t flow : facts.flows_of.Row(element)) {
      for (uint32_t asset : facts.carries.Row(flow)) take(asset);
    }
  }
  facts.assets_of = Csr::FromPairs(elements, of_element);
  for (size_t objective = 0; objective < kObjectives; ++objective) {
    uint32_t property = facts.rating_property[objective];
    uint8_t most = property == kNone ? 1 : static_cast<uint8_t>(facts.library->properties()[property].values.size());
    facts.element_worst[objective].Assign(elements, most);
    facts.flow_worst[objective].Assign(flows, most);
    if (property == kNone) continue;
    // At least the worst that is known; at most the worst there is, as long as one asset is not rated. Without assets nothing is known.
    auto worst = [&](const Csr& sets, RangeColumn& column) {
      for (size_t row = 0; row < column.low.size(); ++row) {
        if (sets.Row(row).empty()) continue;
        column.high[row] = 1;
        for (uint32_t asset : sets.Row(row)) {
          uint8_t rating = facts.GetOrdered({Domain::asset, asset}, PropertyId(property));
          column.low[row] = std::max(column.low[row], rating);
          column.high[row] = std::max(column.high[row], rating ? rating : most);
        }
      }
    };
    worst(facts.assets_of, facts.element_worst[objective]);
    worst(facts.carries, facts.flow_worst[objective]);
  }
}

void DeriveExposure(Facts& facts) {
  const Model& model = *facts.model;
  size_t elements = model.element_count();
  std::vector<uint8_t> zone_trust = ZoneTrust(facts);
  std::vector<uint8_t> trust(elements, 0);
  uint8_t most = 0;
  std::vector<bool> in_others_hands = InOthersHands(facts);
  facts.outside = TriColumn(elements);
  for (uint32_t row = 0; row < elements; ++row) {
    uint32_t zone = facts.element_zone[row];
    trust[row] = zone == kNone ? 0 : zone_trust[zone];
    most = std::max(most, trust[row]);
    facts.outside.Set(row, FromBool(trust[row] == 1 || (trust[row] == 0 && in_others_hands[row])));
  }
  // The lowest trust that reaches each element: sweep from the least trusted upwards, entering each element once.
  std::vector<uint8_t> reached(elements, kNotApplicable);
  std::vector<uint32_t> queue;
  auto sweep = [&](std::vector<uint8_t>& marks, uint8_t mark) {
    for (size_t i = 0; i < queue.size(); ++i) {
      for (uint32_t flow : facts.outputs.Row(queue[i])) {
        uint32_t target = facts.flow_target[flow];
        if (target == kNone || marks[target] != kNotApplicable) continue;
        marks[target] = mark;
        queue.push_back(target);
      }
    }
  };
  for (uint8_t level = 1; level <= most; ++level) {
    queue.clear();
    for (uint32_t row = 0; row < elements; ++row) {
      if (trust[row] != level || reached[row] != kNotApplicable) continue;
      reached[row] = level;
      queue.push_back(row);
    }
    sweep(reached, level);
  }
  // Where trust is not stated, a flow that enters a boundary counts; so does one from somebody or something in the hands of others.
  facts.exposed = facts.exposed_directly = TriColumn(elements);
  facts.exposed.Fill(Tri::no);
  facts.exposed_directly.Fill(Tri::no);
  std::vector<uint8_t> from_outside(elements, kNotApplicable);
  queue.clear();
  for (uint32_t flow = 0; flow < model.flows.size(); ++flow) {
    uint32_t source = facts.flow_source[flow], target = facts.flow_target[flow];
    if (source == kNone || target == kNone) continue;
    bool known = trust[source] && trust[target];
    bool outsider = in_others_hands[source] && !in_others_hands[target];
    bool exposes = known ? trust[source] < trust[target] : outsider || facts.enters_boundary.yes.Get(flow);
    if (!exposes) continue;
    facts.exposed_directly.Set(target, Tri::yes);
    if (known || from_outside[target] == 0) continue;
    from_outside[target] = 0;
    queue.push_back(target);
  }
  sweep(from_outside, 0);
  for (uint32_t row = 0; row < elements; ++row) {
    bool below = trust[row] != 0 && reached[row] < trust[row];
    bool outside = trust[row] == 0 && (from_outside[row] == 0 || reached[row] != kNotApplicable);
    if (below || outside || facts.exposed_directly.yes.Get(row)) facts.exposed.Set(row, Tri::yes);
  }
}

void DeriveMachines(Facts& facts) {
  const Model& model = *facts.model;
  size_t states = RowCount(model, Domain::state), transitions = RowCount(model, Domain::transition);
  facts.state_initial = facts.state_final = facts.state_reachable = TriColumn(states);
  for (TriColumn* column : {&facts.state_initial, &facts.state_final, &facts.state_reachable}) column->Fill(Tri::no);
  facts.has_guard = facts.has_who = facts.transition_forbidden = TriColumn(transitions);
  facts.state_process.assign(states, kNone);
  facts.transition_from.assign(transitions, kNone);
  facts.transition_to.assign(transitions, kNone);
  facts.transition_process.assign(transitions, kNone);
  Pairs incoming, outgoing;
  std::vector<uint32_t> queue;
  StringMap processes;
  for (size_t i = 0; i < model.processes.size() && !model.states.empty(); ++i) {
    processes.Insert(model.processes[i].id.view(), static_cast<uint32_t>(model.FirstElementRow(PlaceKind::process) + i));
  }
  for (size_t m = 0; m < model.states.size(); ++m) {
    const StateMachine& machine = model.states[m];
    uint32_t process = processes.Find(machine.id.view());
    StringMap by_name;
    for (uint32_t i = 0; i < machine.states.size(); ++i) {
      uint32_t row = model.state_starts[m] + i;
      by_name.Insert(machine.states[i].id.view(), row);
      facts.state_process[row] = process;
      if (machine.initial == machine.states[i].id.view()) facts.state_initial.Set(row, Tri::yes), facts.state_reachable.Set(row, Tri::yes), queue.push_back(row);
    }
    for (const Text& final : machine.final) {
      if (uint32_t row = by_name.Find(final.view()); row != kNone) facts.state_final.Set(row, Tri::yes);
    }
    for (uint32_t i = 0; i < machine.transitions.size(); ++i) {
      const Transition& transition = machine.transitions[i];
      uint32_t row = model.transition_starts[m] + i;
      facts.transition_process[row] = process;
      uint32_t from = facts.transition_from[row] = by_name.Find(transition.from.view());
      uint32_t to = facts.transition_to[row] = by_name.Find(transition.to.view());
      facts.has_guard.Set(row, FromBool(!transition.guard.empty()));
      facts.has_who.Set(row, FromBool(!transition.who.empty()));
      facts.transition_forbidden.Set(row, FromBool(transition.forbidden == Tri::yes));
      // What must not happen leads nowhere.
      if (transition.forbidden == Tri::yes) continue;
      if (from != kNone) outgoing.emplace_back(from, row);
      if (to != kNone) incoming.emplace_back(to, row);
    }
  }
  facts.incoming = Csr::FromPairs(states, incoming);
  facts.outgoing = Csr::FromPairs(states, outgoing);
  for (size_t i = 0; i < queue.size(); ++i) {
    for (uint32_t transition : facts.outgoing.Row(queue[i])) {
      uint32_t to = facts.transition_to[transition];
      if (to == kNone || facts.state_reachable.yes.Get(to)) continue;
      facts.state_reachable.Set(to, Tri::yes);
      queue.push_back(to);
    }
  }
}

}  // namespace merlon
