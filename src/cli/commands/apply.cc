// What would disappear if we did this? With --write, does it.
#include <map>

#include "base/strings.h"
#include "cli/editing.h"
#include "cli/threat_output.h"
#include "engine/use_cases.h"
#include "language/edit_model.h"

namespace merlon::cli {
namespace {

struct Change {
  std::string id, title;
  std::string from, to;  // a status; `none` where the threat is not there
  ThreatSeverity severity;
};

std::string StatusOf(const Threat* threat) {
  if (!threat) return "none";
  return threat->set_aside ? "set-aside" : std::string(Name(threat->status));
}

std::vector<Change> Compare(const Workspace& before, const Workspace& after) {
  std::map<std::string_view, const Threat*> old, now;
  for (const Threat& threat : before.assessment().threats) old[threat.id] = &threat;
  for (const Threat& threat : after.assessment().threats) now[threat.id] = &threat;
  std::vector<Change> changes;
  auto find = [](const auto& map, std::string_view id) {
    auto found = map.find(id);
    return found == map.end() ? nullptr : found->second;
  };
  for (const Threat& threat : before.assessment().threats) {
    const Threat* other = find(now, threat.id);
    if (StatusOf(&threat) != StatusOf(other)) changes.push_back({std::string(threat.id), before.ThreatTitle(threat), StatusOf(&threat), StatusOf(other), threat.severity});
  }
  for (const Threat& threat : after.assessment().threats) {
    if (!find(old, threat.id)) changes.push_back({std::string(threat.id), after.ThreatTitle(threat), "none", StatusOf(&threat), threat.severity});
  }
  return changes;
}

void PrintJson(const std::string& control, const std::string& place, const std::vector<Change>& changes, bool written) {
  std::string out;
  JsonWriter json(out);
  json.BeginObject().Key("schema").String("merlon/apply/1").Key("control").String(control).Key("place").String(place).Key("written").Bool(written);
  json.Key("changes").BeginArray().Inline(true);
  for (const Change& change : changes) json.BeginObject().Key("id").String(change.id).Key("from").String(change.from).Key("to").String(change.to).EndObject();
  json.Inline(false).EndArray().EndObject();
  Print(out + "\n");
}

void PrintText(const Session& session, const std::string& control, const std::string& place, const std::vector<Change>& changes, bool written) {
  Terminal terminal(stdout);
  std::string out;
  for (const Change& change : changes) {
    out += terminal.In(PaintFor(change.severity), Pad(std::string(Name(change.severity)), 8)) + "  " + terminal.In(Paint::bold, change.title) + "\n";
    out += "          " + terminal.In(Paint::cyan, change.id) + "  " + change.from + " → " + terminal.In(Paint::green, change.to) + "\n";
  }
  std::string where = "`" + control + "` at `" + place + "`";
  if (changes.empty()) out += "Applying " + where + " would change the status of no threat.\n";
  else out += "\n" + where + (written ? " changed " : " would change ") + Plural(changes.size(), "threat") + ".\n";
  if (!written) out += "Add `--write` to put it into " + Clean(session.path) + ".\n";
  Print(out);
}

// What is written against the control goes: applying it is to say that it is so now.
void RemoveContradictions(const Workspace& workspace, const std::string& control, Place place, ChangedTexts& changed) {
  const Model& model = workspace.model();
  ForEachSetting(model, workspace.library(), workspace.names().Find(control, names::kControl), [&](PropertyId property, uint8_t value) {
    Place at = SettingPlace(model, workspace.library(), place, property);
    if (!at) return;
    const PropertyRange& range = PropertiesAt(model, at);
    for (uint32_t i = range.first; i < range.first + range.count; ++i) {
      const WrittenProperty& written = model.properties[i];
      if (written.property != property || written.value == 0 || written.value == value) continue;
      EntryPath entry = EntryOf(workspace, at);
      std::vector<std::string_view> path(entry.keys.begin(), entry.keys.end());
      if (at.domain == Domain::system) path.clear();
      path.push_back(workspace.library().property(property).id.view());
      auto [text, added] = changed.try_emplace(entry.file.value, workspace.document().source(entry.file));
      text->second = RemoveEntry(text->second, path).text;
    }
  });
}

int Run(const Invocation& invocation) {
  Session session = OpenModel(invocation, invocation.Arguments("MODEL"));
  if (!session.usable()) return session.exit;
  if (int exit = NarrowToUseCase(session, invocation); exit != kFine) return exit;
  const Workspace& workspace = *session.workspace;
  std::string control = invocation.Argument("CONTROL"), place_id = invocation.Argument("PLACE");
  if (workspace.names().Find(control, names::kControl) == kNone) {
    std::string_view near = Nearest(control, workspace.names().All(names::kControl));
    return Complain("there is no control `" + control + "`", near.empty() ? "`merlon library` lists the controls" : "did you mean `" + std::string(near) + "`?", kBadInput);
  }
  std::optional<Place> place = workspace.names().FindPlace(place_id);
  if (!place) {
    std::string_view near = Nearest(place_id, workspace.assessment().place_ids.All());
    return Complain("there is no place `" + place_id + "`", near.empty() ? "name an element, a flow (`a..b`), a zone or `system`" : "did you mean `" + std::string(near) + "`?", kBadInput);
  }
  EntryPath entry = EntryOf(workspace, *place);
  if (KindOf(workspace.model(), *place) == PlaceKind::state) return Complain("a control cannot be applied to a state", "apply it to a transition or to the process", kBadInput);
  std::vector<std::string_view> path(entry.keys.begin(), entry.keys.end());
  path.push_back("controls");
  EditResult edit = AddToList(workspace.document().source(entry.file), path, QuoteYaml(control, true), entry.short_key);
  if (!edit) return Complain("the control cannot be written: " + edit.problem, "write it by hand under `controls:`", kBadInput);
  ChangedTexts changed{{entry.file.value, edit.text}};
  RemoveContradictions(workspace, control, *place, changed);
  std::unique_ptr<Workspace> after = Reload(session, invocation, changed);
  if (!after || after->malformed()) {
    if (after) Tell(after->document(), after->diagnostics());
    return Complain("with this control the model contradicts itself", "change what is written there first", kBadInput);
  }
  if (workspace.use_case()) after->Analyse(session.today, FindUseCase(after->model(), workspace.use_case()->id.view()));
  std::vector<Change> changes = Compare(workspace, *after);
  bool write = invocation.Has("--write");
  if (write && !WriteChanged(session, changed)) return kEnvironment;
  std::string shown = PlaceId(workspace.model(), *place);
  if (invocation.Json()) PrintJson(control, shown, changes, write);
  else if (!(write && session.path == "-")) PrintText(session, control, shown, changes, write);
  return kFine;
}

constexpr Argument kArguments[] = {{"CONTROL", "a control of the library or of the model", false, false, false}, {"PLACE", "where: an element, a flow such as `a..b`, a zone, `system`", false, false, false}, kModelArgument};
constexpr Option kOptions[] = {kFormatOption, {"--write", "", "write the control into the model"}, kUseCaseOption, kLibraryOption, kWithOption, kTodayOption};
constexpr std::string_view kExamples[] = {"merlon apply passkeys customer shop.merlon.yaml", "merlon apply rate-limit web --write"};

}  // namespace

const Command& CommandApply() {
  static const Command kCommand{"apply", "what would disappear if this control were in place there", "what are we going to do about it?", kArguments, kOptions, kExamples, Run};
  return kCommand;
}

}  // namespace merlon::cli
