#include "language/names.h"

#include <bit>

#include "base/strings.h"
#include "language/codes.h"
#include "language/schema.h"
#include "text/codes.h"

namespace merlon {
namespace {

constexpr uint32_t kUs = 0;  // index of the reserved party `us`; declared parties follow

uint64_t FlowHash(std::string_view source, std::string_view target, std::string_view label) {
  return HashText(label, HashText(target, HashText(source)));
}

}  // namespace

void FlowIndex::Reserve(size_t flows) { slots_.assign(std::bit_ceil(flows * 2 + 2), kNone); }

uint32_t FlowIndex::Insert(const Model& model, uint32_t index) {
  const Flow& flow = model.flows[index];
  std::string label = LabelId(flow.label.view());
  for (size_t at = FlowHash(flow.source.view(), flow.target.view(), label);; ++at) {
    uint32_t& slot = slots_[at & (slots_.size() - 1)];
    if (slot == kNone) return slot = index;
    const Flow& other = model.flows[slot];
    if (other.source == flow.source.view() && other.target == flow.target.view() && LabelId(other.label.view()) == label) return slot;
  }
}

uint32_t FlowIndex::Find(const Model& model, std::string_view source, std::string_view target, std::string_view label_id) const {
  if (slots_.empty()) return kNone;
  for (size_t at = FlowHash(source, target, label_id);; ++at) {
    uint32_t slot = slots_[at & (slots_.size() - 1)];
    if (slot == kNone) return kNone;
    const Flow& other = model.flows[slot];
    if (other.source == source && other.target == target && LabelId(other.label.view()) == label_id) return slot;
  }
}

void Names::Build(const Model& model, const Library& library, const Document& document, Diagnostics& diagnostics) {
  model_ = &model;
  library_ = &library;
  auto add = [&](StringMap& map, const Text& id, uint32_t value, auto&& first_node) {
    uint32_t standing = map.Insert(id.view(), value);
    if (standing == value) return;
    diagnostics.Add(codes::kDuplicateId, document.span(id.node), "`" + std::string(id.view()) + "` is defined twice", "give one of them another id")
        .related.push_back({"first defined here", document.span(first_node(standing))});
  };
  auto shared_node = [&](uint32_t packed) -> NodeId {
    Target target = Unpack(packed);
    switch (target.kind) {
      case TargetKind::element: return model.element(target.index).id.node;
      case TargetKind::zone: return model.zones[target.index].id.node;
      case TargetKind::asset: return model.assets[target.index].id.node;
      default: return model.parties[target.index - 1].id.node;
    }
  };
  for (size_t i = 0; i < model.element_count(); ++i) add(shared_, model.element(i).id, Pack(TargetKind::element, i), shared_node);
  for (size_t i = 0; i < model.zones.size(); ++i) add(shared_, model.zones[i].id, Pack(TargetKind::zone, i), shared_node);
  for (size_t i = 0; i < model.assets.size(); ++i) add(shared_, model.assets[i].id, Pack(TargetKind::asset, i), shared_node);
  for (size_t i = 0; i < model.parties.size(); ++i) add(shared_, model.parties[i].id, Pack(TargetKind::party, i + 1), shared_node);
  auto index_all = [&](StringMap& map, const auto& entries) {
    for (size_t i = 0; i < entries.size(); ++i) add(map, entries[i].id, static_cast<uint32_t>(i), [&](uint32_t first) { return entries[first].id.node; });
  };
  index_all(controls_, model.controls);
  index_all(questions_, model.questions);
  index_all(adversaries_, model.adversaries);
  index_all(machines_, model.states);
  auto once = [&](const auto& entries) {
    StringMap map;
    index_all(map, entries);
  };
  once(model.trust), once(model.expects), once(model.decisions), once(model.scores), once(model.threats), once(model.use_cases), once(model.claims), once(model.requirements);
  once(model.glossary), once(model.trees), once(model.sessions), once(model.conduits), once(model.damages), once(model.actions);
  for (const StateMachine& machine : model.states) once(machine.states), once(machine.transitions);
  for (const UseCase& use_case : model.use_cases) once(use_case.expects), once(use_case.decisions);

  flows_.Reserve(model.flows.size());
  for (size_t i = 0; i < model.flows.size(); ++i) {
    if (model.flows[i].source.empty()) continue;
    uint32_t first = flows_.Insert(model, static_cast<uint32_t>(i));
    if (first == i) continue;
    diagnostics.Add(codes::kDuplicateFlow, document.span(model.flows[i].id.node), "this flow stands twice: two flows have the same ends and the same label",
                    "tell them apart with a label: `" + std::string(model.flows[i].source.view()) + " -> " + std::string(model.flows[i].target.view()) + " (what for)`")
        .related.push_back({"first defined here", document.span(model.flows[first].id.node)});
  }

  for (const Ref& method : model.methods) {
    if (library.FindMethod(method.view()) != kNone) methods_.push_back(method.view());
  }
  auto take = [&](std::string_view method) {
    uint32_t index = library.FindMethod(method);
    if (index == kNone) return;
    for (const CategoryDeclaration& category : library.methods()[index].categories) {
      if (categories_by_id_.Insert(category.id.view(), static_cast<uint32_t>(categories_.size())) == categories_.size()) categories_.push_back(&category);
    }
  };
  for (std::string_view method : methods_) {
    size_t before = categories_.size();
    take(method);
    if (before == 0 && categories_.size() > 0) first_method_ = method;
  }
  if (!categories_.empty()) return;
  methods_.push_back("stride");
  take("stride");
}

uint32_t Names::Find(std::string_view name, NameSpaces spaces) const {
  using namespace names;
  if (spaces & (kElement | kZone | kAsset | kParty)) {
    if (name == "us" && (spaces & kParty)) return Pack(TargetKind::party, kUs);
    uint32_t packed = shared_.Find(name);
    if (packed != kNone) {
      Target target = Unpack(packed);
      NameSpaces is = target.kind == TargetKind::zone ? kZone : target.kind == TargetKind::asset ? kAsset : target.kind == TargetKind::party ? kParty : kElement;
      if (spaces & is) return packed;
    }
  }
  if (spaces & kControl) {
    if (uint32_t own = controls_.Find(name); own != kNone) return Pack(TargetKind::own_control, own);
    if (uint32_t known = library_->FindControl(name); known != kNone) return Pack(TargetKind::control, known);
  }
  if (spaces & kQuestion) {
    if (uint32_t index = questions_.Find(name); index != kNone) return Pack(TargetKind::question, index);
  }
  if (spaces & kAdversary) {
    if (uint32_t index = adversaries_.Find(name); index != kNone) return Pack(TargetKind::adversary, index);
  }
  if (spaces & kProfile) {
    if (uint32_t index = library_->FindAdversary(name); index != kNone) return Pack(TargetKind::adversary, index);
  }
  if (spaces & kCategory) {
    if (uint32_t index = categories_by_id_.Find(name); index != kNone) return Pack(TargetKind::category, index);
  }
  if (spaces & kMethod) {
    if (uint32_t index = library_->FindMethod(name); index != kNone) return Pack(TargetKind::method, index);
  }
  if (spaces & kAssumption) {
    if (uint32_t index = library_->FindAssumption(name); index != kNone) return Pack(TargetKind::assumption, index);
  }
  if (spaces & kPlace) {
    if (std::optional<Place> place = FindPlace(name)) {
      TargetKind kind = place->domain == Domain::element ? TargetKind::element : place->domain == Domain::zone ? TargetKind::zone : place->domain == Domain::asset ? TargetKind::asset
                        : place->domain == Domain::flow ? TargetKind::flow : place->domain == Domain::state ? TargetKind::state : place->domain == Domain::transition ? TargetKind::transition : TargetKind::system;
      return Pack(kind, place->row);
    }
  }
  return kNone;
}

std::optional<Place> Names::FindPlace(std::string_view id) const {
  if (id == "system") return Place{Domain::system, 0};
  if (uint32_t packed = shared_.Find(id); packed != kNone) {
    Target target = Unpack(packed);
    if (target.kind == TargetKind::element) return Place{Domain::element, target.index};
    if (target.kind == TargetKind::zone) return Place{Domain::zone, target.index};
    if (target.kind == TargetKind::asset) return Place{Domain::asset, target.index};
    return std::nullopt;
  }
  FlowKey key;
  if (ParseFlowKey(id, key) && !key.both_ways) {
    uint32_t flow = flows_.Find(*model_, key.source, key.target, LabelId(key.label));
    if (flow != kNone) return Place{Domain::flow, flow};
    return std::nullopt;
  }
  size_t slash = id.find('/');
  if (slash != std::string_view::npos) {
    uint32_t machine = machines_.Find(id.substr(0, slash));
    if (machine == kNone) return std::nullopt;
    const StateMachine& found = model_->states[machine];
    std::string_view rest = id.substr(slash + 1);
    for (size_t i = 0; i < found.states.size(); ++i) {
      if (found.states[i].id == rest) return Place{Domain::state, model_->state_starts[machine] + static_cast<uint32_t>(i)};
    }
    size_t dots = rest.find("..");
    if (dots == std::string_view::npos) return std::nullopt;
    for (size_t i = 0; i < found.transitions.size(); ++i) {
      const Transition& transition = found.transitions[i];
      bool same = transition.from == rest.substr(0, dots) && transition.to == rest.substr(dots + 2);
      if (same) return Place{Domain::transition, model_->transition_starts[machine] + static_cast<uint32_t>(i)};
    }
    return std::nullopt;
  }
  size_t dots = id.find("..");
  if (dots == std::string_view::npos) return std::nullopt;
  size_t hash = id.find('#', dots);
  std::string_view target = hash == std::string_view::npos ? id.substr(dots + 2) : id.substr(dots + 2, hash - dots - 2);
  std::string_view label = hash == std::string_view::npos ? std::string_view() : id.substr(hash + 1);
  uint32_t flow = flows_.Find(*model_, id.substr(0, dots), target, label);
  return flow == kNone ? std::nullopt : std::optional<Place>(Place{Domain::flow, flow});
}

std::vector<std::string_view> Names::All(NameSpaces spaces) const {
  using namespace names;
  std::vector<std::string_view> all;
  auto take = [&](const auto& entries) {
    for (const auto& entry : entries) all.push_back(entry.id.view());
  };
  if (spaces & (kElement | kPlace)) take(model_->actors), take(model_->processes), take(model_->stores);
  if (spaces & (kZone | kPlace)) take(model_->zones);
  if (spaces & (kAsset | kPlace)) take(model_->assets);
  if (spaces & kParty) take(model_->parties), all.push_back("us");
  if (spaces & kControl) take(model_->controls), take(library_->controls());
  if (spaces & kQuestion) take(model_->questions);
  if (spaces & kAdversary) take(model_->adversaries);
  if (spaces & kProfile) take(library_->adversaries());
  if (spaces & kMethod) take(library_->methods());
  if (spaces & kPlace) all.push_back("system");
  if (spaces & kAssumption) take(library_->assumptions());
  if (spaces & kCategory) {
    for (const CategoryDeclaration* category : categories_) all.push_back(category->id.view());
  }
  return all;
}

}  // namespace merlon
