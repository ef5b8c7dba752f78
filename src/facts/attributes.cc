#include "facts/attributes.h"

namespace merlon {
namespace {

constexpr std::string_view kSteps[] = {"down", "level", "up"};
constexpr std::string_view kChannels[] = {"wire", "private", "physical"};
constexpr std::string_view kAssetKinds[] = {"data", "function", "money", "reputation", "safety", "other"};
constexpr std::string_view kHolders[] = {"ours", "shared", "theirs"};
constexpr std::string_view kStakes[] = {"trivial", "modest", "serious", "severe", "catastrophic"};

template <auto Member>
const auto& Read(const Facts& facts) {
  return facts.*Member;
}
template <auto Member, size_t kObjective>
const RangeColumn& ReadWorst(const Facts& facts) {
  return (facts.*Member)[kObjective];
}

Attribute Fact(Domain domain, std::string_view name, const TriColumn& (*tri)(const Facts&), std::string_view doc) {
  return {.name = name, .domain = domain, .kind = AttributeKind::tri, .doc = doc, .tri = tri};
}
Attribute Ordered(Domain domain, std::string_view name, const RangeColumn& (*range)(const Facts&), std::span<const std::string_view> values, std::string_view doc, std::string_view ask = {}) {
  return {.name = name, .domain = domain, .kind = AttributeKind::ordered, .doc = doc, .range = range, .values = values, .ask = ask};
}
Attribute Link(Domain domain, std::string_view name, Domain target, const std::vector<uint32_t>& (*link)(const Facts&), std::string_view doc) {
  return {.name = name, .domain = domain, .kind = AttributeKind::link, .doc = doc, .target = target, .link = link};
}
Attribute Set(Domain domain, std::string_view name, Domain target, const Csr& (*set)(const Facts&), std::string_view doc) {
  return {.name = name, .domain = domain, .kind = AttributeKind::set, .doc = doc, .target = target, .set = set};
}
Attribute Words(Domain domain, std::string_view name, std::string_view (*text)(const Facts&, size_t), std::string_view doc) {
  return {.name = name, .domain = domain, .kind = AttributeKind::text, .doc = doc, .text = text};
}

std::vector<Attribute> MakeTable() {
  using D = Domain;
  using F = Facts;
  return {
      Link(D::element, "zone", D::zone, Read<&F::element_zone>, "the zone it lies in; what hangs on a missing zone is `no`"),
      Set(D::element, "inputs", D::flow, Read<&F::inputs>, "the flows that end at it"),
      Set(D::element, "outputs", D::flow, Read<&F::outputs>, "the flows that start at it"),
      Set(D::element, "flows", D::flow, Read<&F::flows_of>, "all its flows"),
      Set(D::element, "holds", D::asset, Read<&F::holds>, "the assets that it keeps"),
      Set(D::element, "assets", D::asset, Read<&F::assets_of>, "the assets that it keeps or that its flows carry"),
      Fact(D::element, "exposed", Read<&F::exposed>, "something less trusted can reach it along flows, in any number of steps; where trust is not stated, crossing into a zone counts"),
      Fact(D::element, "exposed-directly", Read<&F::exposed_directly>, "something less trusted can reach it by one flow"),
      Fact(D::element, "outside", Read<&F::outside>, "it lies in a zone of no trust, or is an actor or a program on its users' devices whose zone states none"),
      Fact(D::element, "out-of-scope", Read<&F::element_out_of_scope>, "it is marked as not looked at"),
      Ordered(D::element, "confidentiality", ReadWorst<&F::element_worst, 0>, {}, "the worst rating of its assets"),
      Ordered(D::element, "integrity", ReadWorst<&F::element_worst, 1>, {}, "the worst rating of its assets"),
      Ordered(D::element, "availability", ReadWorst<&F::element_worst, 2>, {}, "the worst rating of its assets"),
      Words(D::element, "technology", [](const F& f, size_t row) { return f.model->element(row).technology.view(); }, "what it is made of, as written"),
      Words(D::element, "id", [](const F& f, size_t row) { return f.model->element(row).id.view(); }, "its id"),
      Words(D::element, "title", [](const F& f, size_t row) { return f.model->element(row).title.view(); }, "its title, as written"),

      Link(D::flow, "source", D::element, Read<&F::flow_source>, "where it starts"),
      Link(D::flow, "target", D::element, Read<&F::flow_target>, "where it ends"),
      Set(D::flow, "carries", D::asset, Read<&F::carries>, "the assets that move"),
      Set(D::flow, "crosses", D::zone, Read<&F::crosses>, "the zones whose border it crosses, from the source outwards, then inwards to the target"),
      Set(D::flow, "enters", D::zone, Read<&F::enters>, "the zones that it goes into"),
      Set(D::flow, "exits", D::zone, Read<&F::exits>, "the zones that it leaves"),
      Fact(D::flow, "crosses-boundary", Read<&F::crosses_boundary>, "its ends lie in different zones"),
      Fact(D::flow, "enters-boundary", Read<&F::enters_boundary>, "it goes into at least one zone"),
      Fact(D::flow, "exits-boundary", Read<&F::exits_boundary>, "it leaves at least one zone"),
      Fact(D::flow, "out-of-scope", Read<&F::flow_out_of_scope>, "it is marked as not looked at"),
      Ordered(D::flow, "trust-step", Read<&F::trust_step>, kSteps, "whether it goes to a zone of less, equal or more trust; unknown where trust is not stated"),
      Ordered(D::flow, "channel", Read<&F::channel>, kChannels, "what it runs over", "What does the flow from {source} to {target} run over: an open wire, a private line, or something physical?"),
      Ordered(D::flow, "confidentiality", ReadWorst<&F::flow_worst, 0>, {}, "the worst rating of what it carries"),
      Ordered(D::flow, "integrity", ReadWorst<&F::flow_worst, 1>, {}, "the worst rating of what it carries"),
      Ordered(D::flow, "availability", ReadWorst<&F::flow_worst, 2>, {}, "the worst rating of what it carries"),
      Words(D::flow, "over", [](const F& f, size_t row) { return f.model->flows[row].over.view(); }, "its protocol, as written"),

      Link(D::zone, "parent", D::zone, Read<&F::zone_parent>, "the zone around it"),
      Set(D::zone, "elements", D::element, Read<&F::zone_elements>, "the elements that lie directly in it"),
      Set(D::zone, "zones", D::zone, Read<&F::zone_zones>, "the zones that lie directly in it"),
      Set(D::zone, "flows-in", D::flow, Read<&F::zone_flows_in>, "the flows that go into it"),
      Set(D::zone, "flows-out", D::flow, Read<&F::zone_flows_out>, "the flows that leave it"),
      Set(D::zone, "flows-within", D::flow, Read<&F::zone_flows_within>, "the flows between elements that lie directly in it"),
      {.name = "depth", .domain = D::zone, .kind = AttributeKind::count, .doc = "how many zones it lies in, itself included", .count = Read<&F::zone_depth>},
      Fact(D::zone, "out-of-scope", Read<&F::zone_out_of_scope>, "it is marked as not looked at"),
      Words(D::zone, "id", [](const F& f, size_t row) { return f.model->zones[row].id.view(); }, "its id"),

      Set(D::asset, "carried-by", D::flow, Read<&F::carried_by>, "the flows that carry it"),
      Set(D::asset, "held-by-elements", D::element, Read<&F::held_by_elements>, "the elements that keep it"),
      Ordered(D::asset, "kind", Read<&F::asset_kind>, kAssetKinds, "what it is; data when nobody said"),
      Ordered(D::asset, "held-by", Read<&F::asset_held_by>, kHolders, "who holds it", "Who holds {place}: we, somebody else, or both?"),
      Words(D::asset, "class", [](const F& f, size_t row) { return f.model->assets[row].category.view(); }, "its class, as written"),
      Words(D::asset, "id", [](const F& f, size_t row) { return f.model->assets[row].id.view(); }, "its id"),

      Link(D::state, "process", D::element, Read<&F::state_process>, "the process whose state it is"),
      Set(D::state, "incoming", D::transition, Read<&F::incoming>, "the transitions that lead to it"),
      Set(D::state, "outgoing", D::transition, Read<&F::outgoing>, "the transitions that leave it"),
      Fact(D::state, "initial", Read<&F::state_initial>, "the machine starts in it"),
      Fact(D::state, "final", Read<&F::state_final>, "the machine may end in it"),
      Fact(D::state, "reachable", Read<&F::state_reachable>, "it can be reached from the initial state"),

      Link(D::transition, "process", D::element, Read<&F::transition_process>, "the process that makes it"),
      Link(D::transition, "from", D::state, Read<&F::transition_from>, "the state it leaves"),
      Link(D::transition, "to", D::state, Read<&F::transition_to>, "the state it leads to"),
      Fact(D::transition, "has-guard", Read<&F::has_guard>, "a guard is written"),
      Fact(D::transition, "has-who", Read<&F::has_who>, "it is written who may trigger it"),
      Fact(D::transition, "forbidden", Read<&F::transition_forbidden>, "it is drawn to say that it must never happen; nothing is reached by it"),

      Ordered(D::system, "stakes", Read<&F::stakes>, kStakes, "what is at stake", "How bad would it be if this went wrong: trivial, modest, serious, severe or catastrophic?"),
  };
}

}  // namespace

std::span<const Attribute> Attributes() {
  static const std::vector<Attribute> kTable = MakeTable();
  return kTable;
}

uint32_t FindAttribute(Domain domain, std::string_view name) {
  std::span<const Attribute> table = Attributes();
  for (uint32_t i = 0; i < table.size(); ++i) {
    if (table[i].domain == domain && table[i].name == name) return i;
  }
  return kNone;
}

}  // namespace merlon
