// Which unknown facts would settle most.
#include <algorithm>

#include "cli/threat_output.h"
#include "engine/use_cases.h"

namespace merlon::cli {
namespace {

void PrintJson(const Session& session, const std::vector<RankedQuestion>& questions) {
  const Workspace& workspace = *session.workspace;
  const std::vector<Threat>& threats = workspace.assessment().threats;
  std::string out;
  JsonWriter json(out);
  json.BeginObject().Key("schema").String("merlon/questions/1").Key("questions").BeginArray();
  auto list = [&](const std::vector<uint32_t>& indices) {
    json.Inline(true).BeginArray();
    for (uint32_t index : indices) json.String(threats[index].id);
    json.EndArray().Inline(false);
  };
  for (const RankedQuestion& question : questions) {
    json.BeginObject().Key("id").String(question.id).Key("fact").String(question.fact).Key("place").String(PlaceId(workspace.model(), question.place));
    json.Key("ask").String(question.ask).Key("settles").Number(static_cast<int64_t>(question.settles.size()));
    json.Key("threats");
    list(question.settles);
    json.Key("touches");
    list(question.touches);
    json.EndObject();
  }
  json.EndArray().EndObject();
  Print(out + "\n");
}

void PrintText(const Session& session, const std::vector<RankedQuestion>& questions) {
  const Workspace& workspace = *session.workspace;
  Terminal terminal(stdout);
  std::string out;
  for (const RankedQuestion& question : questions) {
    std::string settles = question.settles.empty() ? "helps " + std::to_string(question.touches.size()) : "settles " + std::to_string(question.settles.size());
    out += terminal.In(Paint::green, Pad(settles, 11)) + terminal.In(Paint::bold, question.ask) + "\n";
    out += "           " + terminal.In(Paint::cyan, question.id) + terminal.In(Paint::dim, "  write `" + std::string(question.fact) + ": …` at `" + PlaceId(workspace.model(), question.place) + "`") + "\n";
  }
  if (questions.empty()) out = "Nothing is waiting for an answer.\n";
  Print(out);
}

// Only what threats of the use case wait for, ranked by how many of these each answer would settle.
void KeepWithin(const Workspace& workspace, const UseCase& use_case, std::vector<RankedQuestion>& questions) {
  auto elsewhere = [&](uint32_t threat) { return !Touches(workspace, use_case, workspace.assessment().threats[threat].place); };
  for (RankedQuestion& question : questions) std::erase_if(question.settles, elsewhere), std::erase_if(question.touches, elsewhere);
  std::erase_if(questions, [](const RankedQuestion& question) { return question.settles.empty() && question.touches.empty(); });
  std::stable_sort(questions.begin(), questions.end(), [](const RankedQuestion& a, const RankedQuestion& b) { return a.settles.size() > b.settles.size(); });
}

int Run(const Invocation& invocation) {
  Session session = OpenModel(invocation, invocation.Arguments("MODEL"));
  if (!session.usable()) return session.exit;
  if (int exit = NarrowToUseCase(session, invocation); exit != kFine) return exit;
  std::vector<RankedQuestion> questions = session.workspace->Questions();
  if (const UseCase* use_case = session.workspace->use_case()) KeepWithin(*session.workspace, *use_case, questions);
  if (invocation.Has("--top")) {
    std::string top = invocation.Get("--top");
    constexpr size_t kMostDigits = 6;
    if (!IsDigits(top) || top.size() > kMostDigits) return Complain("`--top` takes a number", "write `--top 10`", kBadInput);
    questions.resize(std::min(questions.size(), static_cast<size_t>(std::stoul(top))));
  }
  if (invocation.Json()) PrintJson(session, questions);
  else PrintText(session, questions);
  return kFine;
}

constexpr Argument kArguments[] = {kModelArgument};
constexpr Option kOptions[] = {kFormatOption, {"--top", "N", "only the first N"}, kUseCaseOption, kLibraryOption, kWithOption, kTodayOption};
constexpr std::string_view kExamples[] = {"merlon questions shop.merlon.yaml", "merlon questions --top 5"};

}  // namespace

const Command& CommandQuestions() {
  static const Command kCommand{"questions", "which unknown facts would settle most", "what can go wrong?", kArguments, kOptions, kExamples, Run};
  return kCommand;
}

}  // namespace merlon::cli
