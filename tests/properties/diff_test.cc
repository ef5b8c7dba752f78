// What `diff` says depends on what a model means: not on how it is written, and the way back is the mirror of the way there.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <set>

#include "engine/diff.h"
#include "engine/rename.h"
#include "language/edit_model.h"
#include "random_model.h"
#include "text/edit.h"

using namespace merlon;

namespace {

// Takes away and adds at random, without leaving a reference behind.
void Change(WrittenModel& model, Tape& tape) {
  for (size_t count = 1 + tape.Below(4); count > 0; --count) {
    const char* names[] = {"processes", "flows", "assets", "zones"};
    std::string name = names[tape.Below(4)];
    WrittenSection* section = model.Section(name);
    if (!section) continue;
    bool loose = name == "flows" && !section->entries.empty() && !model.Section("decisions");
    if (loose && tape.Flip()) {
      section->entries.erase(section->entries.begin() + static_cast<ptrdiff_t>(tape.Below(section->entries.size())));
    } else if (name != "flows" && tape.Flip()) {
      std::string key = "new-" + name.substr(0, 1) + std::to_string(section->entries.size());
      section->entries.push_back({key, {}});
    } else if (!section->entries.empty()) {
      WrittenEntry& entry = section->entries[tape.Below(section->entries.size())];
      std::string field = name == "assets" ? "personal" : name == "zones" ? "trust" : "controls";
      std::erase_if(entry.fields, [&](const WrittenField& known) { return known.key == field; });
      if (field != "controls") entry.fields.push_back({field, field == "trust" ? "low" : "yes", {}, false});
    }
  }
}

std::set<std::string> Ids(const Workspace& workspace) {
  std::set<std::string> ids;
  for (const Threat& threat : workspace.assessment().threats) ids.emplace(threat.id);
  return ids;
}
std::set<std::string> Minus(const std::set<std::string>& a, const std::set<std::string>& b) {
  std::set<std::string> rest;
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::inserter(rest, rest.end()));
  return rest;
}

std::string Print(const std::vector<EntryChange>& changes, bool back) {
  std::string out;
  for (const EntryChange& change : changes) {
    out += change.id + "{";
    for (const FieldChange& field : change.fields) {
      out += field.name + ":";
      for (const std::string& item : back ? field.to : field.from) out += item + ",";
      out += "->";
      for (const std::string& item : back ? field.from : field.to) out += item + ",";
      out += ";";
    }
    out += "}\n";
  }
  return out;
}

void AssertMirrored(const SectionDiff& there, const SectionDiff& back) {
  RC_ASSERT(there.added == back.removed);
  RC_ASSERT(there.removed == back.added);
  RC_ASSERT(Print(there.changed, false) == Print(back.changed, true));
}

}  // namespace

TEST_CASE("a model differs from itself in nothing, however it is written") {
  CHECK(rc::check("diff(a, a)", [](const Numbers& layout) {
    Tape tape(EnoughNumbers()), how(layout);
    WrittenModel model = RandomModel(tape);
    auto before = LoadValid(Write(model));
    RC_ASSERT(DiffModels(*before, *before).empty());
    // Another layout, another order, other titles.
    for (WrittenSection& section : model.sections) {
      bool has_titles = section.name == "zones" || section.name == "assets" || section.name == "processes" || section.name == "flows";
      std::reverse(section.entries.begin(), section.entries.end());
      for (WrittenEntry& entry : section.entries) {
        std::erase_if(entry.fields, [](const WrittenField& field) { return field.key == "title"; });
        if (has_titles) entry.fields.push_back({"title", "Something else", {}, false});
        std::reverse(entry.fields.begin(), entry.fields.end());
        for (WrittenField& field : entry.fields) std::reverse(field.items.begin(), field.items.end());
      }
    }
    std::reverse(model.sections.begin(), model.sections.end());
    auto after = LoadValid(Write(model, how));
    ModelDiff diff = DiffModels(*before, *after);
    RC_ASSERT(diff.empty());
    RC_ASSERT(!diff.remodel());
    RC_ASSERT(diff.decisions.carried == diff.decisions.standing);
  }));
}

TEST_CASE("the way back is the mirror of the way there") {
  CHECK(rc::check("diff(a, b) mirrors diff(b, a)", [](const Numbers& changes) {
    Tape tape(EnoughNumbers()), how(changes);
    WrittenModel model = RandomModel(tape);
    auto before = LoadValid(Write(model));
    Change(model, how);
    auto after = LoadValid(Write(model));
    ModelDiff there = DiffModels(*before, *after), back = DiffModels(*after, *before);
    AssertMirrored(there.elements, back.elements);
    AssertMirrored(there.flows, back.flows);
    AssertMirrored(there.assets, back.assets);
    AssertMirrored(there.zones, back.zones);
    AssertMirrored(there.states, back.states);
    AssertMirrored(there.verdicts, back.verdicts);
    AssertMirrored(there.decisions.entries, back.decisions.entries);
    RC_ASSERT(there.classes_added == back.classes_removed);
    RC_ASSERT(there.classes_removed == back.classes_added);
    RC_ASSERT(there.decisions.carried == back.decisions.carried);
    // Without renames, threats are told apart by their ids alone.
    std::set<std::string> added, removed;
    for (const ThreatPair& pair : there.threats.added) added.emplace(after->assessment().threats[pair.after].id);
    for (const ThreatPair& pair : there.threats.removed) removed.emplace(before->assessment().threats[pair.before].id);
    RC_ASSERT(added == Minus(Ids(*after), Ids(*before)));
    RC_ASSERT(removed == Minus(Ids(*before), Ids(*after)));
    RC_ASSERT(there.threats.changed.size() == back.threats.changed.size());
    RC_ASSERT(there.threats.removed.size() == back.threats.added.size());
    RC_ASSERT(there.empty() == back.empty());
  }));
}

TEST_CASE("a rename is a rename and nothing else") {
  CHECK(rc::check("rename, then diff", [](uint16_t which) {
    Tape tape(EnoughNumbers());
    std::string text = Write(RandomModel(tape));
    auto before = LoadValid(text);
    std::vector<std::pair<std::string, std::string>> names;
    const Model& model = before->model();
    for (const Zone& zone : model.zones) names.emplace_back("zones", zone.id.view());
    for (const Asset& asset : model.assets) names.emplace_back("assets", asset.id.view());
    for (const Process& process : model.processes) names.emplace_back("processes", process.id.view());
    RC_PRE(!names.empty());
    auto [section, id] = names[which % names.size()];
    RenamePlan plan = PlanRename(*before, id, "another-name");
    RC_ASSERT(plan.problem.empty() && plan.files.size() == 1u);
    std::string renamed = ApplyEdits(text, plan.files.front().edits);
    std::vector<std::string_view> path(plan.entry.begin(), plan.entry.end());
    path.push_back("was");
    EditResult edit = SetValue(renamed, path, id, plan.short_key);
    RC_ASSERT(edit);
    auto after = LoadValid(edit.text);
    for (bool back : {false, true}) {
      ModelDiff diff = back ? DiffModels(*after, *before) : DiffModels(*before, *after);
      RC_ASSERT(!diff.remodel());
      RC_ASSERT(diff.threats.empty());
      RC_ASSERT(!diff.ChangesThreats());
      RC_ASSERT(diff.elements.renamed.size() + diff.zones.renamed.size() + diff.assets.renamed.size() == 1u);
      for (const SectionDiff* part : {&diff.elements, &diff.flows, &diff.assets, &diff.zones, &diff.states}) RC_ASSERT(part->added.empty() && part->removed.empty() && part->changed.empty());
      RC_ASSERT(diff.decisions.carried == diff.decisions.standing);
    }
  }));
}
