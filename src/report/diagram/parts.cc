#include "report/diagram/parts.h"

#include <algorithm>

namespace merlon {
namespace {

NodeShape ShapeOf(PlaceKind kind) { return kind == PlaceKind::actor ? NodeShape::actor : kind == PlaceKind::store ? NodeShape::store : NodeShape::process; }

void Sentence(std::string& about, std::string_view text) {
  if (text.empty()) return;
  if (!about.empty()) about += ". ";
  size_t begin = about.size();
  about += Printable(text);
  if (begin < about.size() && about[begin] >= 'a' && about[begin] <= 'z') about[begin] = static_cast<char>(about[begin] - 'a' + 'A');
  while (about.ends_with('.')) about.pop_back();
}

void Sentence(std::string& about, const Badge& badge) {
  if (badge.shown()) Sentence(about, BadgeWords(badge));
}

// Zones so that each stands behind the zone around it; otherwise in the model's order.
void Nested(const Facts& facts, uint32_t zone, std::vector<uint32_t>& order) {
  order.push_back(zone);
  for (uint32_t inner : facts.zone_zones.Row(zone)) Nested(facts, inner, order);
}

// Whether the words of a title contain all words of `over`, so that it need not be said twice: `HTTPS` and `https`.
bool Says(std::string_view title, std::string_view over) {
  std::vector<std::string> words = Words(title);
  for (const std::string& word : Words(over)) {
    if (std::find(words.begin(), words.end(), word) == words.end()) return false;
  }
  return !over.empty();
}

// Whether two edges tell the same, apart from their direction and threats.
bool SameMarks(const PictureEdge& a, const PictureEdge& b) {
  return a.title == b.title && a.over == b.over && a.carries == b.carries && a.protection == b.protection && a.sender_known == b.sender_known && a.faded == b.faded;
}

}  // namespace

void NameList::Add(std::string_view name) {
  if (name.empty() || full_ || std::find(names_.begin(), names_.end(), name) != names_.end()) return;
  if (names_.size() == kMost) {
    full_ = true;
    text_ += ", …";
    return;
  }
  names_.emplace_back(name);
  text_ += (text_.empty() ? "" : ", ") + names_.back();
}

void Merge(Badge& badge, const Badge& other) {
  badge.open += other.open;
  badge.undetermined += other.undetermined;
  badge.worst = std::max(badge.worst, other.worst);
}

Parts::Parts(const Workspace& from, const DiagramOptions& with)
    : workspace(from), options(with), model(from.model()), facts(from.facts()), encrypted_(from.library().FindProperty("encrypted")), sender_known_(from.library().FindProperty("source-authenticated")), trust_(from.library().FindProperty("trust")) {
  for (size_t domain = 0; domain < kDomains; ++domain) badges_[domain].resize(facts.rows(static_cast<Domain>(domain)));
  for (const Threat& threat : workspace.assessment().threats) {
    if (threat.set_aside || !threat.place) continue;
    Badge& badge = badges_[static_cast<size_t>(threat.place.domain)][threat.place.row];
    if (threat.status == Status::undetermined) ++badge.undetermined;
    if (threat.status == Status::open) ++badge.open, badge.worst = std::max(badge.worst, threat.severity);
  }
}

Badge Parts::BadgeAt(Place place) const {
  if (!options.badges || options.for_outside) return {};
  const std::vector<Badge>& badges = badges_[static_cast<size_t>(place.domain)];
  return place.row < badges.size() ? badges[place.row] : Badge{};
}

bool Parts::Shows(Place place) const {
  if (!options.for_outside) return true;
  switch (place.domain) {
    case Domain::element: return Shows(model.element(place.row)) && Shows(Place{Domain::zone, facts.element_zone[place.row]});
    case Domain::zone: return place.row == kNone || (Shows(model.zones[place.row]) && Shows(Place{Domain::zone, facts.zone_parent[place.row]}));
    case Domain::asset: return Shows(model.assets[place.row]);
    case Domain::flow: return Shows(model.flows[place.row]) && Shows(Place{Domain::element, facts.flow_source[place.row]}) && Shows(Place{Domain::element, facts.flow_target[place.row]});
    default: return true;
  }
}

std::string Parts::AssetNames(std::span<const uint32_t> assets) const {
  NameList names;
  for (uint32_t asset : assets) {
    if (Shows(Place{Domain::asset, asset})) names.Add(TitleOf({Domain::asset, asset}));
  }
  return names.text();
}

bool Parts::OutOfScope(uint32_t row) const {
  if (!model.element(row).out_of_scope.empty()) return true;
  for (uint32_t zone = facts.element_zone[row]; zone != kNone; zone = facts.zone_parent[zone]) {
    if (!model.zones[zone].out_of_scope.empty()) return true;
  }
  return false;
}

uint32_t Parts::PartyRow(std::string_view id) const {
  uint32_t found = workspace.names().Find(id, names::kParty);
  if (found == kNone) return kNone;
  uint32_t index = Unpack(found).index;  // 0 is us
  return index == 0 ? static_cast<uint32_t>(model.parties.size()) : index - 1;
}

uint32_t Parts::RunBy(uint32_t row) const {
  const Element& element = model.element(row);
  if (!element.party.empty()) return PartyRow(element.party.view());
  for (uint32_t zone = facts.element_zone[row]; zone != kNone; zone = facts.zone_parent[zone]) {
    if (!model.zones[zone].party.empty()) return PartyRow(model.zones[zone].party.view());
  }
  return kNone;
}

std::string Parts::PartyTitle(uint32_t row) const {
  if (row >= model.parties.size()) return "us";
  const Party& party = model.parties[row];
  return Printable(party.title.empty() ? party.id.view() : party.title.view());
}

PictureNode Parts::ElementNode(uint32_t row) const {
  const Element& element = model.element(row);
  Place place{Domain::element, row};
  PictureNode node;
  node.id = node.place = PlaceId(model, place);
  node.shape = ShapeOf(model.element_kind(row));
  node.title = TitleOf(place);
  if (!element.technology.empty()) node.details.push_back(Printable(element.technology.view()));
  if (std::string holds = AssetNames(facts.holds.Row(row)); !holds.empty()) node.details.push_back("holds " + holds);
  node.faded = OutOfScope(row);
  if (node.faded) node.details.push_back("out of scope");
  node.badge = BadgeAt(place);
  node.about = node.title + " (" + std::string(Name(model.element_kind(row))) + ")";
  for (const std::string& detail : node.details) node.about += ", " + detail;
  Sentence(node.about, element.about.view());
  Sentence(node.about, element.out_of_scope.view());
  Sentence(node.about, node.badge);
  return node;
}

Protection Parts::ProtectionOf(uint32_t flow) const {
  if (encrypted_ == kNone || model.flows[flow].channel.kind == ChannelKind::physical) return Protection::none;
  if (uint32_t local = workspace.library().FindProperty("local"); local != kNone && facts.GetTri({Domain::flow, flow}, PropertyId(local)) == Tri::yes) return Protection::none;
  Tri encrypted = facts.GetTri({Domain::flow, flow}, PropertyId(encrypted_));
  return encrypted == Tri::yes ? Protection::encrypted : encrypted == Tri::no ? Protection::unencrypted : Protection::unknown;
}

PictureEdge Parts::FlowEdge(uint32_t row) const {
  const Flow& flow = model.flows[row];
  Place place{Domain::flow, row};
  PictureEdge edge;
  edge.place = PlaceId(model, place);
  edge.title = Printable(flow.title.empty() ? flow.label.view() : flow.title.view());
  edge.over = Printable(flow.over.view());
  if (Says(edge.title, edge.over)) edge.over.clear();
  std::string carries = AssetNames(facts.carries.Row(row));
  edge.carries = carries;
  edge.protection = ProtectionOf(row);
  edge.sender_known = sender_known_ != kNone && facts.GetTri(place, PropertyId(sender_known_)) == Tri::yes;
  edge.badge = BadgeAt(place);
  edge.faded = !flow.out_of_scope.empty();
  if (edge.faded) edge.carries += edge.carries.empty() ? "out of scope" : ", out of scope";
  edge.about = TitleOf({Domain::element, facts.flow_source[row]}) + " to " + TitleOf({Domain::element, facts.flow_target[row]});
  if (!edge.title.empty()) edge.about += ": " + edge.title;
  if (!flow.over.empty()) Sentence(edge.about, "Over " + Printable(flow.over.view()));
  if (!carries.empty()) Sentence(edge.about, "Carries " + carries);
  Sentence(edge.about, ProtectionWords(edge.protection));
  if (edge.sender_known) Sentence(edge.about, "The receiver checks who sends");
  if (edge.faded) Sentence(edge.about, "Out of scope: " + std::string(flow.out_of_scope.view()));
  Sentence(edge.about, edge.badge);
  return edge;
}

std::string Parts::ZoneTrust(uint32_t zone) const {
  if (trust_ == kNone) return {};
  uint8_t value = facts.GetOrdered({Domain::zone, zone}, PropertyId(trust_));
  const PropertyDeclaration& property = workspace.library().properties()[trust_];
  if (value == kNotApplicable) return {};
  return value == 0 || value > property.values.size() ? "trust not stated" : "trust: " + std::string(property.values[value - 1].view());
}

Picture Parts::Blank(std::string_view subtitle) const {
  Picture picture;
  picture.kind = options.kind;
  picture.title = Printable(model.system.title.view());
  if (picture.title.empty()) picture.title = "The system";
  picture.subtitle = std::string(subtitle);
  picture.badge = BadgeAt({Domain::system, 0});
  return picture;
}

std::vector<uint32_t> Parts::AddElements(Picture& picture, const std::vector<bool>& wanted) const {
  std::vector<bool> shown = wanted;
  for (uint32_t row = 0; row < shown.size(); ++row) shown[row] = shown[row] && Shows(Place{Domain::element, row});
  std::vector<bool> used(model.zones.size());
  for (uint32_t row = 0; row < shown.size(); ++row) {
    for (uint32_t zone = facts.element_zone[row]; shown[row] && zone != kNone && !used[zone]; zone = facts.zone_parent[zone]) used[zone] = true;
  }
  std::vector<uint32_t> order, zones(model.zones.size(), kNone);
  for (uint32_t zone = 0; zone < model.zones.size(); ++zone) {
    if (facts.zone_parent[zone] == kNone) Nested(facts, zone, order);
  }
  for (uint32_t row : order) {
    if (!used[row]) continue;
    const Zone& entry = model.zones[row];
    Place place{Domain::zone, row};
    PictureZone zone;
    zone.id = zone.place = PlaceId(model, place);
    zone.title = TitleOf(place);
    zone.detail = ZoneTrust(row);
    uint32_t party = entry.party.empty() ? kNone : PartyRow(entry.party.view());
    if (party != kNone && (party == model.parties.size() || Shows(model.parties[party]))) zone.detail += (zone.detail.empty() ? "run by " : ", run by ") + PartyTitle(party);
    zone.faded = !entry.out_of_scope.empty();
    if (zone.faded) zone.detail += zone.detail.empty() ? "out of scope" : ", out of scope";
    zone.badge = BadgeAt(place);
    zone.about = "Zone " + zone.title + (zone.detail.empty() ? "" : ", " + zone.detail);
    Sentence(zone.about, entry.about.view());
    Sentence(zone.about, zone.badge);
    zone.parent = facts.zone_parent[row] == kNone ? kNone : zones[facts.zone_parent[row]];
    zones[row] = static_cast<uint32_t>(picture.zones.size());
    picture.zones.push_back(std::move(zone));
  }
  std::vector<uint32_t> nodes(model.element_count(), kNone);
  for (uint32_t row = 0; row < shown.size(); ++row) {
    if (!shown[row]) continue;
    nodes[row] = static_cast<uint32_t>(picture.nodes.size());
    picture.nodes.push_back(ElementNode(row));
    picture.nodes.back().zone = facts.element_zone[row] == kNone ? kNone : zones[facts.element_zone[row]];
  }
  return nodes;
}

void Parts::AddFlows(Picture& picture, const std::vector<bool>& shown, const std::vector<uint32_t>& nodes) const {
  uint32_t before = kNone;  // the flow that became the last edge, where the way back may follow
  for (uint32_t row = 0; row < shown.size(); ++row) {
    if (!shown[row] || !Shows(Place{Domain::flow, row})) continue;
    PictureEdge edge = FlowEdge(row);
    edge.source = nodes[facts.flow_source[row]], edge.target = nodes[facts.flow_target[row]];
    bool way_back = before != kNone && before + 1 == row && model.flows[row].id == model.flows[before].id.view() && model.flows[row].id.view().find("<->") != std::string_view::npos;
    before = row;
    if (way_back && SameMarks(edge, picture.edges.back())) {
      PictureEdge& both = picture.edges.back();
      both.both_ways = true;
      Merge(both.badge, edge.badge);
      both.about += ". And back: " + edge.about;
      continue;
    }
    picture.edges.push_back(std::move(edge));
  }
}

}  // namespace merlon
