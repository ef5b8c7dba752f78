#include "report/edition.h"

#include <algorithm>

#include "report/anchors.h"

namespace merlon {

Edition::Edition(const Workspace& workspace, const ReportOptions& options) : workspace_(workspace), options_(options) {
  const Facts& facts = workspace.facts();
  size_t zones = workspace.model().zones.size();
  zone_shown_.assign(zones, true);
  for (size_t zone = 0; zone < zones; ++zone) {
    for (uint32_t around = static_cast<uint32_t>(zone); around != kNone && zone_shown_[zone]; around = facts.zone_parent[around]) {
      zone_shown_[zone] = Shows(workspace.model().zones[around]);
    }
  }
}

bool Edition::ElementShown(size_t row) const {
  uint32_t zone = workspace_.facts().element_zone[row];
  return Shows(model().element(row)) && (zone == kNone || zone_shown_[zone]);
}

bool Edition::Shows(Place place) const {
  if (!for_customer()) return true;
  switch (place.domain) {
    case Domain::element: return ElementShown(place.row);
    case Domain::zone: return zone_shown_[place.row];
    case Domain::asset: return Shows(model().assets[place.row]);
    case Domain::flow: return Shows(model().flows[place.row]) && ElementShown(workspace_.facts().flow_source[place.row]) && ElementShown(workspace_.facts().flow_target[place.row]);
    case Domain::state: return ElementShown(workspace_.facts().state_process[place.row]);
    case Domain::transition: return ElementShown(workspace_.facts().transition_process[place.row]);
    default: return true;
  }
}

bool Edition::Shows(const Threat& threat) const {
  if (!for_customer()) return true;
  if (threat.hand != kNone && !Shows(model().threats[threat.hand])) return false;
  return Shows(threat.place);
}

bool Edition::ShowsParty(std::string_view id) const {
  if (!for_customer()) return true;
  uint32_t found = workspace_.names().Find(id, names::kParty);
  // Parties count from 1: 0 is ourselves.
  return found == kNone || Unpack(found).index == 0 || Shows(model().parties[Unpack(found).index - 1]);
}

bool Edition::ShowsReason(std::string_view party, std::string_view why) const {
  if (!ShowsParty(party)) return false;
  auto hides = [&](const auto& entry) { return !Shows(entry) && entry.why.view() == why; };
  return std::none_of(model().trust.begin(), model().trust.end(), hides) && std::none_of(model().expects.begin(), model().expects.end(), hides);
}

bool Edition::Shows(const Ref& ref) const {
  if (!for_customer() || ref.target == kNone) return true;
  Target target = Unpack(ref.target);
  switch (target.kind) {
    case TargetKind::element: return ElementShown(target.index);
    case TargetKind::zone: return zone_shown_[target.index];
    case TargetKind::asset: return Shows(model().assets[target.index]);
    // Parties count from 1: 0 is ourselves.
    case TargetKind::party: return target.index == 0 || Shows(model().parties[target.index - 1]);
    case TargetKind::own_control: return Shows(model().controls[target.index]);
    case TargetKind::question: return Shows(model().questions[target.index]);
    case TargetKind::adversary: return Shows(model().adversaries[target.index]);
    default: return true;
  }
}

Value Edition::Texts(const std::vector<Text>& texts) const {
  Value list = Value::List();
  for (const Text& text : texts) list.Add(text.view());
  return list;
}

Value Edition::Refs(const std::vector<Ref>& refs) const {
  Value list = Value::List();
  for (const Ref& ref : refs) {
    if (Shows(ref)) list.Add(ref.view());
  }
  return list;
}

Value Edition::PlaceValue(Place place) const {
  std::string id(workspace_.PlaceIdOf(place));
  Value value = Value::Object();
  value.Set("id", Value::Name(id)).Set("title", PlaceTitle(model(), place)).Set("anchor", PlaceAnchor(id));
  return value;
}

void Edition::SetPosition(Value& value, NodeId node) const {
  const Document& document = workspace_.document();
  if (!node || for_customer()) {
    value.Set("file", Value()).Set("line", Value());
    return;
  }
  Location at = document.Locate(document.span(node).begin);
  value.Set("file", options_.names(document, at.file)).Set("line", Value::Number(at.line));
}

}  // namespace merlon
