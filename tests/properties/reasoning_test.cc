// What must hold of the engine's answers, whatever the model.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <set>

#include "engine/rename.h"
#include "random_model.h"
#include "rules/columns.h"

using namespace merlon;

namespace {

std::set<std::string> OpenIds(const Workspace& workspace) {
  std::set<std::string> open;
  for (const Threat& threat : workspace.assessment().threats) {
    if (threat.status == Status::open) open.emplace(threat.id);
  }
  return open;
}

// Where an entry of the model was written: its section, and itself.
WrittenEntry* EntryOf(WrittenModel& model, const Workspace& workspace, Place place) {
  NodeId key = PlaceNode(workspace.model(), place);
  if (!key) return nullptr;
  std::string_view name = workspace.document().text(key);
  for (WrittenSection& section : model.sections) {
    if (section.name == "decisions" || section.name == "expects" || section.name == "adversaries" || section.name == "states" || section.name == "controls") continue;
    for (WrittenEntry& entry : section.entries) {
      if (entry.key == name) return &entry;
    }
  }
  return nullptr;
}

void SetField(std::vector<WrittenField>& fields, const std::string& key, const std::string& value) {
  std::erase_if(fields, [&](const WrittenField& field) { return field.key == key; });
  fields.push_back({key, value, {}, false});
}

}  // namespace

TEST_CASE("a control that serves a rule never opens that rule's threats") {
  CHECK(rc::check("a control opens nothing that it serves", [](uint16_t choice) {
    Tape tape(EnoughNumbers());
    WrittenModel model = RandomModel(tape);
    std::unique_ptr<Workspace> before = LoadValid(Write(model));
    std::vector<ControlEffect> effects = before->ControlEffects();
    RC_PRE(!effects.empty());
    const ControlEffect& effect = effects[choice % effects.size()];
    std::string control(effect.control);
    std::string place = PlaceId(before->model(), effect.place);
    RC_LOG() << "adding " << control << " at " << place << "\n";
    WrittenEntry* entry = EntryOf(model, *before, effect.place);
    std::vector<WrittenField>* fields = effect.place.domain == Domain::system ? nullptr : entry ? &entry->fields : nullptr;
    RC_PRE(static_cast<bool>(fields));
    auto known = std::find_if(fields->begin(), fields->end(), [](const WrittenField& field) { return field.key == "controls"; });
    if (known == fields->end()) fields->push_back({"controls", {}, {control}, true});
    else known->items.push_back(control);
    std::unique_ptr<Workspace> after = LoadValid(Write(model));
    std::set<std::string> rules;
    for (uint32_t index : effect.clears) {
      std::string id(before->assessment().threats[index].id);
      rules.insert(id.substr(0, id.find('@')));
      RC_LOG() << "should clear " << id << "\n";
      std::string status = StatusOf(*after, id);
      RC_ASSERT((status.empty() || status.substr(0, 7) == "handled" || status.substr(0, 7) == "decided"));
    }
    std::set<std::string> open_before = OpenIds(*before);
    for (const std::string& id : OpenIds(*after)) {
      if (rules.contains(id.substr(0, id.find('@')))) RC_ASSERT(open_before.contains(id));
    }
  }));
}

TEST_CASE("an answer overturns nothing that was settled, and settles what was promised") {
  CHECK(rc::check("answers are monotonic", [](uint16_t choice, uint16_t answer) {
    Tape tape(EnoughNumbers());
    WrittenModel model = RandomModel(tape);
    std::unique_ptr<Workspace> before = LoadValid(Write(model));
    std::vector<RankedQuestion> questions = before->Questions();
    std::erase_if(questions, [&](const RankedQuestion& question) { return before->library().FindProperty(question.fact) == kNone; });
    RC_PRE(!questions.empty());
    const RankedQuestion& question = questions[choice % questions.size()];
    const PropertyDeclaration& property = before->library().properties()[before->library().FindProperty(question.fact)];
    std::vector<std::string> values;
    if (property.yes_no()) values = {"yes", "no"};
    for (const Text& value : property.values) values.emplace_back(value.view());
    const std::string& value = values[answer % values.size()];
    RC_LOG() << "answering " << question.id << " with " << value << "\n";
    WrittenEntry* entry = EntryOf(model, *before, question.place);
    RC_PRE((entry != nullptr || question.place.domain == Domain::system));
    SetField(entry ? entry->fields : model.head, std::string(question.fact), value);
    std::unique_ptr<Workspace> after = LoadValid(Write(model));
    for (const Threat& threat : before->assessment().threats) {
      if (threat.status == Status::undetermined) continue;
      const Threat* now = after->FindThreat(threat.id);
      RC_LOG() << threat.id << " was " << Name(threat.status) << "\n";
      RC_ASSERT(static_cast<bool>(now));
      RC_ASSERT(now->status == threat.status);
    }
    for (uint32_t index : question.settles) {
      const Threat* now = after->FindThreat(before->assessment().threats[index].id);
      RC_LOG() << "should settle " << before->assessment().threats[index].id << "\n";
      RC_ASSERT((now == nullptr || now->status != Status::undetermined));
    }
  }));
}

TEST_CASE("what nobody knows has no reason, and stands nowhere but at its place") {
  CHECK(rc::check("an unknown property is one that nobody said", []() {
    Tape tape(EnoughNumbers());
    std::unique_ptr<Workspace> workspace = LoadValid(Write(RandomModel(tape)));
    const Facts& facts = workspace->facts();
    for (size_t d = 0; d < kDomains; ++d) {
      for (uint32_t row = 0; row < facts.rows(static_cast<Domain>(d)); ++row) {
        Place place{static_cast<Domain>(d), row};
        for (uint32_t p = 0; p < workspace->library().properties().size(); ++p) {
          if (!(workspace->library().properties()[p].kinds & KindBit(KindOf(workspace->model(), place))) || facts.Value(place, PropertyId(p)) != 0) continue;
          Reason reason = ReasonFor(facts, place, PropertyId(p));
          RC_ASSERT(reason.kind == ReasonKind::nobody_said && !reason.node && reason.name.empty());
        }
      }
    }
  }));
}

TEST_CASE("evaluating all places at once agrees with evaluating one place") {
  CHECK(rc::check("columns agree with EvaluateIf", []() {
    Tape tape(EnoughNumbers());
    std::unique_ptr<Workspace> workspace = LoadValid(Write(RandomModel(tape)));
    const RuleSet& rules = workspace->rules();
    const Facts& facts = workspace->facts();
    std::vector<ExprId> roots;
    for (const CompiledRule& rule : rules.rules()) roots.push_back(rule.when), roots.push_back(rule.handled);
    Columns columns(rules, facts);
    columns.Compute(roots);
    for (const CompiledRule& rule : rules.rules()) {
      Domain domain = DomainOf(rule.kind);
      for (uint32_t row = 0; row < facts.rows(domain); ++row) {
        Place place{domain, row};
        if (KindOf(workspace->model(), place) != rule.kind) continue;
        // An assumption that restates what is so anyway.
        Assumption assumption{place, PropertyId(0), facts.Value(place, PropertyId(0))};
        for (uint32_t p = 0; p < workspace->library().properties().size(); ++p) {
          if (!(workspace->library().properties()[p].kinds & KindBit(rule.kind))) continue;
          assumption = {place, PropertyId(p), facts.Value(place, PropertyId(p))};
          break;
        }
        for (ExprId root : {rule.when, rule.handled}) {
          Tri at_once = columns.Column(root).Get(rules.node(root).domain == Domain::system ? 0 : row);
          Tri alone = EvaluateIf(rules, facts, columns, root, row, assumption);
          if (at_once != alone) RC_LOG() << workspace->library().rules()[rule.declaration].id.view() << " at " << PlaceId(workspace->model(), place) << ": " << rules.Print(workspace->library(), root) << "\n";
          RC_ASSERT(at_once == alone);
        }
      }
    }
  }));
}

TEST_CASE("a rename changes ids and nothing else") {
  CHECK(rc::check("rename", [](const Numbers& layout, uint16_t choice) {
    Tape tape(EnoughNumbers()), how(layout);
    std::unique_ptr<Workspace> before = LoadValid(Write(RandomModel(tape), how));
    std::vector<std::string_view> ids = before->names().All(names::kElement | names::kZone | names::kAsset);
    RC_PRE(!ids.empty());
    std::string old(ids[choice % ids.size()]), fresh = "renamed";
    RC_LOG() << "renaming " << old << "\n";
    RenamePlan plan = PlanRename(*before, old, fresh);
    RC_ASSERT(plan.problem == "");
    RC_ASSERT(plan.files.size() == 1);
    std::unique_ptr<Workspace> after = LoadValid(ApplyEdits(before->document().source(FileId(0)), plan.files[0].edits));
    std::map<std::string, std::string> expected;
    for (const auto& [id, status] : Statuses(*before)) {
      size_t at = id.find('@');
      expected[id.substr(0, at + 1) + ReplaceInPlaceId(id.substr(at + 1), old, fresh)] = status;
    }
    RC_ASSERT(Statuses(*after) == expected);
  }));
}

TEST_CASE("the same text gives the same answer twice") {
  CHECK(rc::check("determinism", []() {
    Tape tape(EnoughNumbers());
    std::string text = Write(RandomModel(tape));
    std::unique_ptr<Workspace> first = LoadValid(text), second = LoadValid(text);
    RC_ASSERT(first->assessment().threats.size() == second->assessment().threats.size());
    for (size_t i = 0; i < first->assessment().threats.size(); ++i) RC_ASSERT(first->assessment().threats[i].id == second->assessment().threats[i].id);
  }));
}
