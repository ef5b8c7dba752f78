// Safe renames: the entry, everything that refers to it, and a `was:` that carries decisions kept elsewhere.
#include "cli/editing.h"
#include "engine/rename.h"
#include "language/edit_model.h"

namespace merlon::cli {
namespace {

int Run(const Invocation& invocation) {
  Session session = OpenModel(invocation, invocation.Arguments("MODEL"));
  if (!session.usable()) return session.exit;
  const Workspace& workspace = *session.workspace;
  std::string from = invocation.Argument("OLD"), to = invocation.Argument("NEW");
  RenamePlan plan = PlanRename(workspace, from, to);
  if (!plan.problem.empty()) return Complain(plan.problem, "ids are `a-z 0-9 - _ .`, do not end in `-`, and are used once", kBadInput);
  ChangedTexts changed;
  size_t places = 0;
  for (FileEdits& file : plan.files) {
    places += file.edits.size();
    changed[file.file.value] = ApplyEdits(workspace.document().source(file.file), std::move(file.edits));
  }
  if (plan.keeps_was) {
    std::vector<std::string_view> path(plan.entry.begin(), plan.entry.end());
    path.push_back("was");
    std::string& text = changed[plan.definition.value];
    EditResult edit = SetValue(text, path, from, plan.short_key);
    if (!edit) return Complain("`was: " + from + "` cannot be written: " + edit.problem, "write the entry as a map", kBadInput);
    text = std::move(edit.text);
  }
  std::unique_ptr<Workspace> after = Reload(session, invocation, changed);
  if (!after || after->malformed()) return Complain("the renamed model would not be well-formed, so nothing was written", "rename by hand", kBadInput);
  if (!WriteChanged(session, changed)) return kEnvironment;
  if (session.path != "-") PrintError("renamed `" + from + "` to `" + to + "` in " + Plural(places, "place") + " of " + Plural(changed.size(), "file") + "\n");
  return kFine;
}

constexpr Argument kArguments[] = {{"OLD", "the id as it is", false, false, false}, {"NEW", "the id as it shall be", false, false, false}, kModelArgument};
constexpr Option kOptions[] = {kLibraryOption, kWithOption};
constexpr std::string_view kExamples[] = {"merlon rename web shop-front shop.merlon.yaml"};

}  // namespace

const Command& CommandRename() {
  static const Command kCommand{"rename", "give an entry another id, wherever it is named", "", kArguments, kOptions, kExamples, Run};
  return kCommand;
}

}  // namespace merlon::cli
