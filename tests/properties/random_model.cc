#include "random_model.h"

#include <rapidcheck.h>

#include <algorithm>
#include <set>

#include "text/json.h"

namespace merlon {
namespace {

WrittenField Plain(std::string key, std::string value) { return {std::move(key), std::move(value), {}, false}; }
WrittenField List(std::string key, std::vector<std::string> items) { return {std::move(key), {}, std::move(items), true}; }

// Titles with everything that YAML makes difficult.
constexpr std::string_view kTitles[] = {"Web shop", "Karte: neu", "a, b and c", "# 1", "no", "12", "Ä-Ö €", "it's \"so\"", "- x", "{y}", "*", "end:", "100 %", "a\\b", "日本", "null", "~", "yes", "[z", "@home", "x #y"};

class Author {
 public:
  explicit Author(Tape& tape) : tape_(tape), library_(TestLibrary()) {
    for (const PropertyDeclaration& property : library_.properties()) {
      for (size_t kind = 0; kind < kPlaceKinds; ++kind) {
        if (property.kinds & KindBit(static_cast<PlaceKind>(kind))) properties_[kind].push_back(&property);
      }
    }
    for (const TechnologyDeclaration& technology : library_.technologies()) {
      for (size_t kind = 0; kind < kPlaceKinds; ++kind) {
        if (technology.kinds & KindBit(static_cast<PlaceKind>(kind))) technologies_[kind].push_back(std::string(technology.id.view()));
      }
    }
    for (const ControlDeclaration& control : library_.controls()) {
      for (const PropertySetting& setting : control.sets) {
        set_by_controls_[setting.property.value] = setting.value;
        KindSet kinds = library_.property(setting.property).kinds;
        for (size_t kind = 0; kind < kPlaceKinds; ++kind) {
          if (kinds & KindBit(static_cast<PlaceKind>(kind))) controls_[kind].push_back(std::string(control.id.view()));
        }
      }
    }
  }

  WrittenModel Write() {
    WrittenModel model;
    with_controls_ = tape_.Flip();
    model.head = {Plain("merlon", "1"), Plain("system", "Shop")};
    if (tape_.Flip()) model.head.push_back(Plain("stakes", tape_.Pick(std::vector<std::string>{"trivial", "modest", "serious", "severe", "catastrophic"})));
    Properties(PlaceKind::system, model.head);
    if (tape_.Below(4) == 1) model.head.push_back(List("methods", {"stride", "four-questions"}));
    std::vector<std::string> zones = Zones(model), assets = Assets(model), elements;
    Elements(model, "actors", "actor", PlaceKind::actor, zones, assets, elements);
    Elements(model, "processes", "process", PlaceKind::process, zones, assets, elements);
    Elements(model, "stores", "store", PlaceKind::store, zones, assets, elements);
    Flows(model, assets, elements);
    Machine(model);
    Responses(model, assets, elements);
    return model;
  }

 private:
  std::vector<std::string> Some(const std::vector<std::string>& all) {
    std::vector<std::string> some;
    for (const std::string& one : all) {
      if (tape_.Flip()) some.push_back(one);
    }
    return some;
  }

  void Properties(PlaceKind kind, std::vector<WrittenField>& fields) {
    const auto& all = properties_[static_cast<size_t>(kind)];
    if (all.empty()) return;
    std::set<const PropertyDeclaration*> used;
    for (size_t count = tape_.Below(5); count > 0; --count) {
      const PropertyDeclaration* property = tape_.Pick(all);
      if (!used.insert(property).second) continue;
      std::vector<std::string> values = {"unknown"};
      if (property->yes_no()) values = {"no", "yes", "unknown"};
      for (const Text& value : property->values) values.emplace_back(value.view());
      auto set = set_by_controls_.find(library_.FindProperty(property->id.view()));
      if (with_controls_ && set != set_by_controls_.end()) values = {"unknown", std::string(PropertyValueName(*property, set->second))};
      fields.push_back(Plain(std::string(property->id.view()), tape_.Pick(values)));
    }
  }

  void Controls(PlaceKind kind, std::vector<WrittenField>& fields) {
    const auto& all = controls_[static_cast<size_t>(kind)];
    if (all.empty() || !with_controls_ || tape_.Below(3) != 1) return;
    fields.push_back(List("controls", {tape_.Pick(all)}));
  }

  void Title(std::vector<WrittenField>& fields) {
    if (tape_.Below(3) == 1) fields.push_back(Plain("title", std::string(tape_.Pick(kTitles))));
  }

  std::vector<std::string> Zones(WrittenModel& model) {
    std::vector<std::string> zones;
    WrittenSection section{"zones", {}};
    for (size_t count = tape_.Below(5); zones.size() < count;) {
      WrittenEntry entry{"zone-" + std::to_string(zones.size() + 1), {}};
      if (!zones.empty() && tape_.Flip()) entry.fields.push_back(Plain("in", tape_.Pick(zones)));
      Title(entry.fields);
      Properties(PlaceKind::zone, entry.fields);
      Controls(PlaceKind::zone, entry.fields);
      if (tape_.Below(8) == 1) entry.fields.push_back(Plain("out-of-scope", "The landlord runs it, and his lease says so."));
      zones.push_back(entry.key);
      section.entries.push_back(std::move(entry));
    }
    model.sections.push_back(std::move(section));
    return zones;
  }

  std::vector<std::string> Assets(WrittenModel& model) {
    std::vector<std::string> assets;
    WrittenSection section{"assets", {}};
    for (size_t count = tape_.Below(4); assets.size() < count;) {
      WrittenEntry entry{"asset." + std::to_string(assets.size() + 1), {}};
      entry.fields.push_back(Plain("kind", tape_.Pick(std::vector<std::string>{"data", "function", "money", "other"})));
      Title(entry.fields);
      Properties(PlaceKind::asset, entry.fields);
      Controls(PlaceKind::asset, entry.fields);
      assets.push_back(entry.key);
      section.entries.push_back(std::move(entry));
    }
    model.sections.push_back(std::move(section));
    return assets;
  }

  void Elements(WrittenModel& model, const std::string& name, const std::string& stem, PlaceKind kind, const std::vector<std::string>& zones, const std::vector<std::string>& assets, std::vector<std::string>& elements) {
    WrittenSection section{name, {}};
    for (size_t count = tape_.Below(3), i = 0; i <= count; ++i) {
      WrittenEntry entry{stem + std::to_string(i + 1), {}};
      if (!zones.empty() && tape_.Below(4) != 1) entry.fields.push_back(Plain("in", tape_.Pick(zones)));
      const auto& technologies = technologies_[static_cast<size_t>(kind)];
      if (!technologies.empty() && tape_.Flip()) entry.fields.push_back(Plain("technology", tape_.Pick(technologies)));
      if (std::vector<std::string> holds = Some(assets); !holds.empty()) entry.fields.push_back(List("holds", holds));
      Title(entry.fields);
      Properties(kind, entry.fields);
      Controls(kind, entry.fields);
      elements.push_back(entry.key);
      section.entries.push_back(std::move(entry));
    }
    model.sections.push_back(std::move(section));
  }

  void Flows(WrittenModel& model, const std::vector<std::string>& assets, const std::vector<std::string>& elements) {
    WrittenSection section{"flows", {}};
    std::set<std::string> keys;
    for (size_t count = tape_.Below(7), i = 0; i < count; ++i) {
      std::string source = tape_.Pick(elements), target = tape_.Pick(elements);
      bool both_ways = source != target && tape_.Below(6) == 1;
      WrittenEntry entry{source + (both_ways ? " <-> " : " -> ") + target, {}};
      if (tape_.Below(4) == 1) entry.key += tape_.Flip() ? " (at night)" : " (Übertrag 2)";
      std::string back = target + entry.key.substr(source.size(), entry.key.size() - source.size()).replace(both_ways ? 5 : 4, target.size(), source);
      if (both_ways) back.replace(target.size(), 5, " -> ");
      std::string there = entry.key;
      if (both_ways) there.replace(source.size(), 5, " -> ");
      if (!keys.insert(there).second || (both_ways && !keys.insert(back).second)) continue;
      if (tape_.Flip()) entry.fields.push_back(Plain("over", tape_.Pick(technologies_[static_cast<size_t>(PlaceKind::flow)])));
      if (std::vector<std::string> carries = Some(assets); !carries.empty()) entry.fields.push_back(List("carries", carries));
      Title(entry.fields);
      Properties(PlaceKind::flow, entry.fields);
      Controls(PlaceKind::flow, entry.fields);
      section.entries.push_back(std::move(entry));
    }
    model.sections.push_back(std::move(section));
  }

  // A machine of the first process: three states in a row, some of them linked back.
  void Machine(WrittenModel& model) {
    if (tape_.Below(3) != 1) return;
    WrittenSection section{"states", {{"process1", {}}}};
    std::vector<WrittenField>& fields = section.entries[0].fields;
    fields.push_back(Plain("initial", "idle"));
    fields.push_back(List("states", {"idle", "busy", "done"}));
    std::string transitions;
    for (const char* key : {"idle -> busy", "busy -> done", "busy -> idle", "done -> idle"}) {
      if (tape_.Below(3) == 1) continue;
      transitions += std::string(transitions.empty() ? "" : ", ") + key + ": {" + (tape_.Flip() ? " guarded: " + tape_.Pick(std::vector<std::string>{"no", "yes", "unknown"}) + " " : "") + "}";
    }
    fields.push_back({"transitions", "{ " + transitions + " }", {}, false, true});
    model.sections.push_back(std::move(section));
  }

  void Responses(WrittenModel& model, const std::vector<std::string>& assets, const std::vector<std::string>& elements) {
    if (with_controls_ && tape_.Below(3) == 1) {
      std::string control(tape_.Pick(library_.controls()).id.view());
      model.sections.push_back({"controls", {{control, {Plain("state", tape_.Flip() ? "planned" : "in-place"), List("on", {tape_.Pick(elements)})}}}});
    }
    if (tape_.Below(3) == 1) {
      std::vector<WrittenField> fields = {Plain("title", std::string(tape_.Pick(kTitles))), Plain("severity", tape_.Pick(std::vector<std::string>{"low", "medium", "critical"})), Plain("category", "tampering")};
      std::string id = "by-hand@" + tape_.Pick(elements);
      model.sections.push_back({"threats", {{id, fields}}});
      if (tape_.Flip()) Scores(model, id, tape_.Pick(elements));
    }
    if (tape_.Below(3) == 1) {
      model.sections.push_back({"parties", {{"landlord", {Plain("kind", "operator")}}}});
      std::vector<WrittenField> fields = {Plain("whom", "landlord"), List("for", {"denial-of-service"}), Plain("why", "Clause 7 obliges him to filter floods."), List("on", {tape_.Pick(elements)})};
      model.sections.push_back({"trust", {{"house", fields}}});
    }
    if (tape_.Below(3) == 1) {
      std::vector<WrittenField> fields = {Plain("like", tape_.Pick(std::vector<std::string>{"organised-crime", "insider", "state"}))};
      if (!assets.empty()) fields.push_back(List("wants", {tape_.Pick(assets)}));
      model.sections.push_back({"adversaries", {{"thief", fields}}});
    }
    if (tape_.Below(3) == 1) {
      std::string rule(tape_.Pick(library_.rules()).id.view());
      std::vector<WrittenField> fields = {Plain("accept", "yes"), Plain("why", "A lost day costs less than the repair: 80 euros.")};
      model.sections.push_back({"decisions", {{rule + "@any", fields}}});
    }
    if (tape_.Below(3) == 1) {
      std::vector<WrittenField> fields = {Plain("verdict", "not-expected"), Plain("why", "No log leaves the host and nobody asks for one.")};
      model.sections.push_back({"expects", {{"repudiation", fields}}});
    }
  }

  // The threat written by hand by three schemes, and one of a rule that may or may not be there.
  void Scores(WrittenModel& model, const std::string& id, const std::string& element) {
    std::string other = std::string(tape_.Pick(library_.rules()).id.view()) + "@" + element;
    std::string likelihood = std::to_string(1 + tape_.Below(5)), metric = tape_.Pick(std::vector<std::string>{"N", "A", "L", "P"});
    std::vector<WrittenField> fields = {Plain("cvss-3.1", "CVSS:3.1/AV:" + metric + "/AC:L/PR:N/UI:N/S:U/C:H/I:L/A:N"), {"five-by-five", "{ likelihood: " + likelihood + ", consequence: major }", {}, false, true},
                                        {"order", "{ worse-than: [\"" + other + "\"] }", {}, false, true}};
    model.sections.push_back({"scores", {{id, fields}, {other, {{"five-by-five", "{ consequence: 2, likelihood: rare }", {}, false, true}}}}});
  }

  Tape& tape_;
  const Library& library_;
  std::vector<const PropertyDeclaration*> properties_[kPlaceKinds];
  std::vector<std::string> technologies_[kPlaceKinds], controls_[kPlaceKinds];
  // Half of the models have controls; what a control can set is then written only as the control sets it, so that nothing is contradicted.
  bool with_controls_ = false;
  std::map<uint32_t, uint8_t> set_by_controls_;
};

// --- Writing ---

bool IsWord(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; }) && text.front() != '-' && text != "null" && text != "true";
}

class Scribe {
 public:
  explicit Scribe(Tape& layout) : layout_(layout) {}

  std::string Document(const WrittenModel& model) {
    for (const WrittenField& field : model.head) Field(field, 0);
    for (const WrittenSection& section : model.sections) {
      if (section.entries.empty()) continue;
      Gap();
      out_ += section.name + ":";
      if (layout_.Below(4) == 1) {
        out_ += " {";
        for (size_t i = 0; i < section.entries.size(); ++i) out_ += (i ? "," : "") + Space() + Entry(section.entries[i]);
        out_ += Space() + "}\n";
        continue;
      }
      Comment();
      size_t indent = 2 + layout_.Below(3);
      for (const WrittenEntry& entry : section.entries) BlockEntry(entry, indent);
    }
    return std::move(out_);
  }

 private:
  std::string Quoted(std::string_view text) {
    size_t style = layout_.Below(3);
    if (IsWord(text) && style == 0) return std::string(text);
    if (style == 1 || text.find_first_of("\"\\") != std::string_view::npos) return "'" + Doubled(text) + "'";
    return "\"" + std::string(text) + "\"";
  }
  static std::string Doubled(std::string_view text) {
    std::string out;
    for (char c : text) out += c == '\'' ? std::string("''") : std::string(1, c);
    return out;
  }
  // Keys of flows hold `->`, which needs no quotes in block style; in flow style neither.
  std::string Key(const std::string& key) { return layout_.Below(4) == 1 ? "\"" + key + "\"" : key; }
  std::string Space() { return std::string(1 + layout_.Below(2), ' '); }
  void Gap() {
    for (size_t i = layout_.Below(3); i > 0; --i) out_ += layout_.Flip() ? "\n" : "# a comment: {not} [yaml\n";
  }
  void Comment() { out_ += layout_.Below(3) == 1 ? "   # why not\n" : "\n"; }
  std::string Value(const WrittenField& field) {
    if (field.is_yaml) return field.value;
    if (!field.is_list) return Quoted(field.value);
    std::string list = "[";
    for (size_t i = 0; i < field.items.size(); ++i) list += (i ? "," + Space() : "") + Quoted(field.items[i]);
    return list + "]";
  }
  std::string Entry(const WrittenEntry& entry) {
    std::string out = Key(entry.key) + ":" + Space() + "{";
    for (size_t i = 0; i < entry.fields.size(); ++i) out += (i ? "," : "") + Space() + entry.fields[i].key + ":" + Space() + Value(entry.fields[i]);
    return out + Space() + "}";
  }
  void Field(const WrittenField& field, size_t indent) {
    out_ += std::string(indent, ' ') + field.key + ":";
    if (field.is_list && layout_.Below(3) == 1) {
      Comment();
      for (const std::string& item : field.items) out_ += std::string(indent + 2, ' ') + "- " + Quoted(item) + "\n";
      return;
    }
    out_ += Space() + Value(field);
    Comment();
  }
  void BlockEntry(const WrittenEntry& entry, size_t indent) {
    Gap();
    out_ += std::string(indent, ' ');
    if (entry.fields.empty() || layout_.Flip()) {
      out_ += Entry(entry);
      Comment();
      return;
    }
    out_ += Key(entry.key) + ":";
    Comment();
    size_t deeper = indent + 1 + layout_.Below(3);
    for (const WrittenField& field : entry.fields) Field(field, deeper);
  }

  Tape& layout_;
  std::string out_;
};

void AppendJson(const Document& document, NodeId node, std::string& out) {
  switch (document.kind(node)) {
    case NodeKind::null: out += "null"; return;
    case NodeKind::scalar: {
      JsonWriter json(out);
      json.String(document.text(node));
      return;
    }
    case NodeKind::sequence: {
      out += "[";
      document.ForEachItem(node, [&](NodeId item) {
        if (out.back() != '[') out += ",";
        AppendJson(document, item, out);
      });
      out += "]";
      return;
    }
    case NodeKind::mapping: {
      out += "{";
      document.ForEachEntry(node, [&](NodeId key, NodeId value) {
        if (out.back() != '{') out += ",\n";
        AppendJson(document, key, out);
        out += ":";
        AppendJson(document, value, out);
      });
      out += "}";
      return;
    }
  }
}

}  // namespace

WrittenSection* WrittenModel::Section(std::string_view name) {
  auto found = std::find_if(sections.begin(), sections.end(), [&](const WrittenSection& section) { return section.name == name; });
  return found == sections.end() ? nullptr : &*found;
}

Numbers EnoughNumbers() {
  constexpr int kSize = 150;
  // More than any list to pick from has, and few bits to shrink.
  constexpr uint16_t kMost = 240;
  return *rc::gen::resize(kSize, rc::gen::container<Numbers>(rc::gen::inRange<uint16_t>(0, kMost)));
}

WrittenModel RandomModel(Tape& tape) { return Author(tape).Write(); }

std::string Write(const WrittenModel& model, Tape& layout) { return Scribe(layout).Document(model); }

std::string Write(const WrittenModel& model) {
  Tape plain({});
  return Write(model, plain);
}

std::string ToJson(const std::string& yaml) {
  Document document;
  Diagnostics diagnostics;
  NodeId root = document.Parse(document.AddFile("model.yaml", yaml, diagnostics), diagnostics);
  RC_ASSERT((static_cast<bool>(root) && diagnostics.kept().empty()));
  std::string out;
  AppendJson(document, root, out);
  return out + "\n";
}

std::string Outcome(const Workspace& workspace) {
  std::string out;
  std::map<std::string, const Threat*> by_id;
  for (const Threat& threat : workspace.assessment().threats) by_id[std::string(threat.id)] = &threat;
  for (const auto& [id, threat] : by_id) {
    out += id + " " + std::string(Name(threat->status)) + " " + std::string(threat->category) + " " + std::string(Name(threat->severity)) + " " + std::to_string(threat->score);
    if (threat->set_aside) out += " set aside by " + std::string(threat->set_aside->by);
    for (const ThreatScore& score : workspace.ScoresOf(*threat)) out += " " + std::string(score.scheme->id) + " " + score.result.score + " " + score.result.label;
    out += "\n";
  }
  return out;
}

std::unique_ptr<Workspace> LoadValid(const std::string& text, const TestFiles& files) {
  RC_LOG() << text << "\n";
  std::unique_ptr<Workspace> workspace = Load(text, files);
  for (const Diagnostic& diagnostic : workspace->diagnostics().kept()) {
    RC_PRE(diagnostic.code->id != "contradicts-control");
    if (diagnostic.code->weight == Weight::malformed) RC_LOG() << diagnostic.code->id << ": " << diagnostic.message << "\n";
  }
  RC_ASSERT(!workspace->malformed());
  return workspace;
}

}  // namespace merlon
