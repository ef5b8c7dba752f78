#include "cli/steps_output.h"

namespace merlon::cli {

std::string StepsText(const std::vector<StepState>& steps, const Terminal& terminal) {
  std::string out;
  std::string_view method;
  for (const StepState& step : steps) {
    if (step.method != method) out += (method.empty() ? "" : "\n") + terminal.In(Paint::bold, step.method) + "\n";
    method = step.method;
    std::string mark = step.done ? terminal.In(Paint::green, "done") : step.here ? terminal.In(Paint::yellow, "here") : step.checked ? "    " : terminal.In(Paint::dim, "you?");
    out += "  " + mark + "  " + Clean(step.title.empty() ? step.step : step.title) + "\n";
    // What a later step misses is told when it is its turn.
    if (step.done) continue;
    if (step.here) out += "        " + Wrap(Clean(step.work), terminal.width(), 8) + "\n";
    for (const std::string& missing : step.missing) {
      if (step.here) out += "        - " + Wrap(Clean(missing), terminal.width(), 10) + "\n";
    }
  }
  return out;
}

void WriteSteps(JsonWriter& json, const std::vector<StepState>& steps) {
  json.BeginArray();
  for (const StepState& step : steps) {
    json.BeginObject().Key("method").String(step.method).Key("step").String(step.step).Key("title").String(step.title);
    json.Key("done").Bool(step.done).Key("here").Bool(step.here).Key("checked").Bool(step.checked).Key("missing").Inline(true).BeginArray();
    for (const std::string& missing : step.missing) json.String(missing);
    json.EndArray().Inline(false).EndObject();
  }
  json.EndArray();
}

}  // namespace merlon::cli
