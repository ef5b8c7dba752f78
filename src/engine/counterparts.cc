#include "engine/counterparts.h"

namespace merlon {

Counterparts::Counterparts(const Workspace& before, const Workspace& after) : before_model_(before), after_model_(after) {
  for (size_t d = 0; d < kDomains; ++d) {
    after_[d].assign(RowCount(before.model(), static_cast<Domain>(d)), kNone);
    before_[d].assign(RowCount(after.model(), static_cast<Domain>(d)), kNone);
  }
  Link({Domain::system, 0}, {Domain::system, 0});
  // The ids of flows, states and transitions are made from those of elements.
  for (Domain domain : {Domain::zone, Domain::asset, Domain::element, Domain::flow, Domain::state, Domain::transition}) Pair(domain);
  PairRules();
}

void Counterparts::Link(Place before, Place after) {
  after_[static_cast<size_t>(before.domain)][before.row] = after.row;
  before_[static_cast<size_t>(after.domain)][after.row] = before.row;
}

void Counterparts::Pair(Domain domain) {
  size_t d = static_cast<size_t>(domain);
  StringMap ids;
  for (uint32_t row = 0; row < before_[d].size(); ++row) ids.Insert(after_model_.PlaceIdOf({domain, row}), row);
  for (uint32_t row = 0; row < after_[d].size(); ++row) {
    uint32_t found = ids.Find(IdFromParts({domain, row}));
    if (found != kNone && before_[d][found] == kNone) Link({domain, row}, {domain, found});
  }
  for (uint32_t row = 0; row < before_[d].size(); ++row) {
    std::string was = before_[d][row] == kNone ? FormerPlaceId(after_model_.model(), {domain, row}) : std::string();
    if (was.empty()) continue;
    std::optional<Place> found = before_model_.names().FindPlace(was);
    if (found && found->domain == domain && after_[d][found->row] == kNone) Link(*found, {domain, row});
  }
  for (uint32_t row = 0; row < after_[d].size(); ++row) {
    std::string was = after_[d][row] == kNone ? FormerPlaceId(before_model_.model(), {domain, row}) : std::string();
    if (was.empty()) continue;
    std::optional<Place> found = after_model_.names().FindPlace(was);
    if (found && found->domain == domain && before_[d][found->row] == kNone) Link({domain, row}, *found);
  }
}

// The id with the later names of the elements in it, whether or not the later version has such a place.
std::string Counterparts::IdFromParts(Place before) const {
  const Model& model = before_model_.model();
  auto element = [&](std::string_view id) { return NameAfter(id); };
  if (before.domain == Domain::flow) {
    const Flow& flow = model.flows[before.row];
    std::string id = element(flow.source.view()) + ".." + element(flow.target.view());
    if (!flow.label.empty()) id += "#" + LabelId(flow.label.view());
    return id;
  }
  std::string id(before_model_.PlaceIdOf(before));
  if (before.domain != Domain::state && before.domain != Domain::transition) return id;
  size_t slash = id.find('/');
  return element(std::string_view(id).substr(0, slash)) + id.substr(slash);
}

std::string Counterparts::IdAfter(Place before) const {
  Place after = After(before);
  return after ? std::string(after_model_.PlaceIdOf(after)) : IdFromParts(before);
}

std::string Counterparts::NameAfter(std::string_view name) const {
  std::optional<Place> place = before_model_.names().FindPlace(name);
  // While elements are being paired, an id that is not paired yet stays as it is.
  return place && place->domain != Domain::system ? IdAfter(*place) : std::string(name);
}

void Counterparts::PairRules() {
  const std::vector<RuleDeclaration>& later = after_model_.library().rules();
  const std::vector<RuleDeclaration>& earlier = before_model_.library().rules();
  auto add = [&](std::string_view from, std::string_view to) {
    rules_.Insert(from, static_cast<uint32_t>(rule_names_.size()));
    rule_names_.push_back(to);
  };
  for (const RuleDeclaration& rule : later) {
    for (const Text& former : rule.formerly) {
      if (after_model_.library().FindRule(former.view()) == kNone) add(former.view(), rule.id.view());
    }
  }
  for (const RuleDeclaration& rule : earlier) {
    for (const Text& former : rule.formerly) {
      bool back = after_model_.library().FindRule(rule.id.view()) == kNone && after_model_.library().FindRule(former.view()) != kNone;
      if (back) add(rule.id.view(), former.view());
    }
  }
}

std::string_view Counterparts::RuleAfter(std::string_view rule) const {
  uint32_t found = rules_.Find(rule);
  return found == kNone ? rule : rule_names_[found];
}

std::string Counterparts::KeyAfter(std::string_view key) const {
  size_t at = key.find('@');
  if (at == std::string_view::npos) return std::string(key);
  return std::string(RuleAfter(key.substr(0, at))) + "@" + NameAfter(key.substr(at + 1));
}

}  // namespace merlon
