// A merge holds what each side changed, whatever the layout; what one side left alone keeps its bytes.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <set>

#include "language/merge_model.h"
#include "random_model.h"

using namespace merlon;

namespace {

MergeResult Merge(const std::string& base, const std::string& ours, const std::string& theirs) {
  RC_LOG() << "--- base\n" << base << "--- ours\n" << ours << "--- theirs\n" << theirs << "\n";
  MergeText b("base", base), o("ours", ours), t("theirs", theirs);
  RC_ASSERT(b.readable() && o.readable() && t.readable());
  MergeResult result = MergeModels(b, o, t);
  RC_LOG() << "--- result\n" << result.text << "\n";
  return result;
}

// A model as section -> entry -> field -> value, which is all that a merge may look at.
using Values = std::map<std::string, std::map<std::string, std::map<std::string, std::string>>>;

std::string ValueOf(const WrittenField& field) {
  if (!field.is_list) return field.value;
  std::string list = "[";
  for (const std::string& item : field.items) list += item + ",";
  return list + "]";
}
Values ValuesOf(const WrittenModel& model) {
  Values values;
  for (const WrittenField& field : model.head) values[field.key][""][""] = ValueOf(field);
  for (const WrittenSection& section : model.sections) {
    for (const WrittenEntry& entry : section.entries) {
      auto& fields = values[section.name][entry.key];
      for (const WrittenField& field : entry.fields) fields[field.key] = ValueOf(field);
    }
  }
  return values;
}

// The three-way rule on maps of maps, written down once more and without a text: where the sides agree or one left it alone, it is clear.
template <class Value>
bool Decide(const Value* base, const Value* ours, const Value* theirs, const Value*& merged) {
  auto same = [](const Value* a, const Value* b) { return a && b ? *a == *b : !a && !b; };
  merged = same(ours, theirs) || same(theirs, base) ? ours : theirs;
  return same(ours, theirs) || same(theirs, base) || same(ours, base);
}
template <class Map>
const typename Map::mapped_type* Get(const Map& map, const std::string& key) {
  auto found = map.find(key);
  return found == map.end() ? nullptr : &found->second;
}
template <class Map>
std::set<std::string> Keys(const Map& base, const Map& ours, const Map& theirs) {
  std::set<std::string> keys;
  for (const Map* map : {&base, &ours, &theirs}) {
    for (const auto& [key, value] : *map) keys.insert(key);
  }
  return keys;
}

// The merged values, and the entries that conflict.
struct Expected {
  Values values;
  std::set<std::string> conflicts;  // `section.entry`
};
Expected Merged(const Values& base, const Values& ours, const Values& theirs) {
  Expected expected;
  for (const std::string& section : Keys(base, ours, theirs)) {
    const std::map<std::string, std::map<std::string, std::string>> nothing;
    auto side = [&](const Values& values) -> const auto& { const auto* found = Get(values, section); return found ? *found : nothing; };
    for (const std::string& entry : Keys(side(base), side(ours), side(theirs))) {
      const auto *b = Get(side(base), entry), *o = Get(side(ours), entry), *t = Get(side(theirs), entry), *merged = o;
      if (Decide(b, o, t, merged)) {
        if (merged) expected.values[section][entry] = *merged;
        continue;
      }
      bool good = o && t;
      std::map<std::string, std::string> fields;
      const std::map<std::string, std::string> none;
      for (const std::string& field : Keys(b ? *b : none, o ? *o : none, t ? *t : none)) {
        const std::string* value = nullptr;
        good = good && Decide(b ? Get(*b, field) : nullptr, Get(*o, field), Get(*t, field), value);
        if (good && value) fields[field] = *value;
      }
      if (good) expected.values[section][entry] = fields;
      else expected.conflicts.insert(section + "." + entry);
    }
  }
  return expected;
}

Values Read(const std::string& text) {
  MergeText read("result", text);
  RC_ASSERT(read.readable());
  const Document& document = read.document;
  Values values;
  auto value_of = [&](NodeId node) {
    if (!document.IsSequence(node)) return std::string(document.text(node));
    std::string list = "[";
    document.ForEachItem(node, [&](NodeId item) { list += std::string(document.text(item)) + ","; });
    return list + "]";
  };
  if (!read.root) return values;
  document.ForEachEntry(read.root, [&](NodeId section, NodeId entries) {
    std::string name(document.text(section));
    if (!document.IsMapping(entries)) {
      if (!document.IsNull(entries)) values[name][""][""] = value_of(entries);
      return;
    }
    document.ForEachEntry(entries, [&](NodeId entry, NodeId fields) {
      auto& map = values[name][std::string(document.text(entry))];
      if (document.IsMapping(fields)) document.ForEachEntry(fields, [&](NodeId field, NodeId value) { map[std::string(document.text(field))] = value_of(value); });
    });
  });
  return values;
}

// A model with entries of every section, and nothing in it that is a map below a field.
WrittenModel SimpleModel(Tape& tape) {
  WrittenModel model = RandomModel(tape);
  std::erase_if(model.sections, [](const WrittenSection& section) { return section.name == "states" || section.name == "decisions" || section.name == "trust" || section.name == "expects"; });
  for (WrittenSection& section : model.sections) {
    for (WrittenEntry& entry : section.entries) std::erase_if(entry.fields, [](const WrittenField& field) { return field.is_yaml; });
  }
  std::erase_if(model.head, [](const WrittenField& field) { return field.is_yaml; });
  return model;
}

// What somebody does to a model in a branch.
void Change(WrittenModel& model, Tape& tape, const std::string& who) {
  for (size_t count = tape.Below(12); count > 0; --count) {
    if (model.sections.empty()) return;
    WrittenSection& section = model.sections[tape.Below(model.sections.size())];
    size_t what = tape.Below(5);
    if (what == 0 || section.entries.empty()) {
      std::string key = tape.Flip() ? "both" : who;
      bool known = std::any_of(section.entries.begin(), section.entries.end(), [&](const WrittenEntry& entry) { return entry.key == key; });
      if (!known) section.entries.insert(section.entries.begin() + static_cast<ptrdiff_t>(tape.Below(section.entries.size() + 1)), {key, {{"title", tape.Flip() ? who : "x", {}, false}}});
      continue;
    }
    WrittenEntry& entry = section.entries[tape.Below(section.entries.size())];
    if (what == 1) section.entries.erase(section.entries.begin() + (&entry - section.entries.data()));
    else if (what == 2 && !entry.fields.empty()) entry.fields.erase(entry.fields.begin() + static_cast<ptrdiff_t>(tape.Below(entry.fields.size())));
    else {
      std::string key = std::vector<std::string>{"title", "about", "x-" + who}[tape.Below(3)];
      std::erase_if(entry.fields, [&](const WrittenField& field) { return field.key == key; });
      entry.fields.push_back({key, tape.Flip() ? who + ": says, {this}" : "the same", {}, false});
    }
  }
}

}  // namespace

TEST_CASE("a merge with a side that changed nothing is the other side") {
  CHECK(rc::check("merge(base, x, base) = merge(base, base, x) = x", [](const Numbers& one, const Numbers& other) {
    Tape tape(EnoughNumbers()), layout(one), changes(other);
    WrittenModel model = RandomModel(tape);
    std::string base = Write(model);
    Change(model, changes, "somebody");
    std::string changed = Write(model, layout);
    for (const MergeResult& result : {Merge(base, changed, base), Merge(base, base, changed), Merge(base, changed, changed)}) {
      RC_ASSERT(result.conflicts.empty());
      RC_ASSERT(result.text == changed);
    }
  }));
}

TEST_CASE("a merge holds what each side changed, and conflicts where both changed a field") {
  CHECK(rc::check("merge of two branches", [](const Numbers& one, const Numbers& other, const Numbers& layouts, bool same_layout) {
    Tape tape(EnoughNumbers()), our_changes(one), their_changes(other);
    WrittenModel base = SimpleModel(tape), ours = base, theirs = base;
    Change(ours, our_changes, "ana");
    Change(theirs, their_changes, "ben");
    // Each text in a layout of its own, or all in one.
    Tape first(layouts), second(layouts), third(layouts), going(layouts);
    MergeResult result = same_layout ? Merge(Write(base, first), Write(ours, second), Write(theirs, third)) : Merge(Write(base, going), Write(ours, going), Write(theirs, going));
    Expected expected = Merged(ValuesOf(base), ValuesOf(ours), ValuesOf(theirs));
    RC_ASSERT(result.conflicts.empty() == expected.conflicts.empty());
    if (result.conflicts.empty()) {
      Values values = Read(result.text);
      std::erase_if(values, [](const auto& section) { return section.second.empty(); });
      RC_ASSERT(values == expected.values);
      return;
    }
    // The conflicts are those that there are, or the section around one; and choosing ours or theirs leaves a readable text.
    auto begins = [](const std::string& text, const std::string& start) { return !start.empty() && text.compare(0, start.size(), start) == 0; };
    for (const MergeConflict& conflict : result.conflicts) {
      RC_ASSERT(std::any_of(expected.conflicts.begin(), expected.conflicts.end(), [&](const std::string& path) { return begins(conflict.path, path) || begins(path, conflict.path); }));
    }
    for (const std::string& path : expected.conflicts) {
      RC_ASSERT(std::any_of(result.conflicts.begin(), result.conflicts.end(), [&](const MergeConflict& conflict) { return begins(conflict.path, path) || begins(path, conflict.path); }));
    }
    for (bool take_ours : {true, false}) {
      std::string chosen;
      int part = 0;  // 1: ours, 2: theirs
      for (size_t at = 0; at < result.text.size();) {
        size_t end = std::min(result.text.find('\n', at), result.text.size() - 1) + 1;
        std::string line = result.text.substr(at, end - at);
        at = end;
        if (line == "<<<<<<< ours\n") part = 1;
        else if (line == "=======\n" && part == 1) part = 2;
        else if (line == ">>>>>>> theirs\n") part = 0;
        else if (part == 0 || (part == 1) == take_ours) chosen += line;
      }
      RC_ASSERT(part == 0);
      RC_LOG() << "--- chosen\n" << chosen;
      RC_ASSERT(MergeText("chosen", chosen).readable());
    }
  }));
}

namespace {

// Every way of writing an entry, and what makes lines hard to tell apart.
constexpr std::string_view kLines[] = {
    "# A model", "---", "merlon: 1", "system: Shop   # the name", "", "zones:", "    street: { trust: none }     # outside", "    # the inner one", "    hall:", "        in: street   # nested", "        trust: low", "processes:",
    "  web: hall                     # the short form", "  api: {in: hall,technology: rest-api}  # in braces", "  empty:", "  job: { }", "  multi: { in: hall,", "    title: \"two", "    lines\" }", "stores:", "  db:", "    # what it keeps", "    about: |", "      # no comment", "", "      zones:",
    "    holds:", "      - orders   # one", "    in: hall", "assets: { orders: { class: x }, cards: y }", "assets: {", "  orders: z,", "}", "flows:", "  web -> api: { carries: [orders,   # first", "                          cards] }", "  api -> db: &same {}", "  db -> api: *same", "  \"api -> db\": {}", "? odd", ": key", "# the end", "..."};

std::string SomeLines(Tape& tape) {
  std::string text;
  std::string_view end = tape.Below(8) == 1 ? "\r\n" : "\n";
  for (std::string_view line : kLines) {
    if (tape.Below(6) == 1) continue;
    text += line;
    if (tape.Below(20) == 1) text += "x";
    text += end;
  }
  if (tape.Below(4) == 1) text.resize(text.size() - end.size());
  return text;
}

}  // namespace

TEST_CASE("any three texts that can be read are merged or conflict") {
  CHECK(rc::check("hard layouts", []() {
    Tape tape(*rc::gen::resize(400, rc::gen::container<Numbers>(rc::gen::inRange<uint16_t>(0, 240))));
    // Lines are left out until the text can be read.
    auto readable = [&]() {
      for (int tries = 0; tries < 30; ++tries) {
        std::string text = SomeLines(tape);
        if (MergeText("", text).readable()) return text;
      }
      return std::string("system: x\nzones:\n  hall: { trust: low }\n");
    };
    std::string base = readable(), ours = readable(), theirs = readable();
    MergeResult result = Merge(base, ours, theirs);
    if (result.conflicts.empty()) RC_ASSERT(MergeText("result", result.text).readable());
    else RC_ASSERT(result.text.find("<<<<<<< ours") != std::string::npos);
  }));
}

TEST_CASE("what they left alone keeps our bytes") {
  CHECK(rc::check("our lines stay", [](const Numbers& one, const Numbers& layouts) {
    Tape tape(EnoughNumbers()), changes(one), layout(layouts), again(layouts), more(layouts);
    WrittenModel base = SimpleModel(tape), theirs = base;
    Change(theirs, changes, "ben");
    std::string text = Write(base, layout);
    // We added an entry at the end and a comment at the start.
    std::string ours = "# ours\n" + text + "requirements:\n  us-two: { text: x }   # ours\n";
    MergeResult result = Merge(text, ours, Write(theirs, again));
    RC_ASSERT(result.conflicts.empty());
    RC_ASSERT(result.text.substr(0, 7) == "# ours\n");
    RC_ASSERT(result.text.find("  us-two: { text: x }   # ours\n") != std::string::npos);
    if (ValuesOf(theirs) == ValuesOf(base)) RC_ASSERT(result.text == ours);
  }));
}
