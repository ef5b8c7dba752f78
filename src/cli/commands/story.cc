// A user story against a model: what it touches, the four questions for it, and what must be true before it is done.
#include <algorithm>

#include "base/strings.h"
#include "report/markdown_text.h"
#include "cli/session.h"
#include "engine/story.h"
#include "text/json.h"

namespace merlon::cli {
namespace {

constexpr std::string_view kFormats[] = {"text", "json", "markdown"};

// Code spans of the engine's own texts, with everything around them escaped.
std::string Spans(const std::string& text) {
  std::string out;
  auto prose = [&](std::string_view part) {
    if (part.empty()) return;
    bool only = Trim(part).empty();
    out += (part.front() == ' ' ? " " : "") + MarkdownProse(part) + (part.back() == ' ' && !only ? " " : "");
  };
  for (size_t at = 0; at < text.size();) {
    size_t open = text.find('`', at), close = open == std::string::npos ? open : text.find('`', open + 1);
    prose(std::string_view(text).substr(at, close == std::string::npos ? close : open - at));
    if (close == std::string::npos) break;
    out += MarkdownCode(text.substr(open + 1, close - open - 1));
    at = close + 1;
  }
  return out;
}

std::string StoryMarkdown(const Workspace& workspace, const StoryReading& reading) {
  std::string out = "## Threats of this story\n\n> " + MarkdownProse(reading.story) + "\n\n";
  if (reading.nothing()) out += "The model has no part with a name from this story.\n";
  else out += "**Touches:** ";
  for (size_t i = 0; i < reading.parts.size(); ++i) out += (i ? ", " : "") + MarkdownCode(reading.parts[i].id);
  out += "\n";
  for (const StoryQuestion& question : QuestionsFor(workspace, reading)) {
    out += "\n**" + question.question + "**\n\n";
    for (const std::string& point : question.points) out += "- " + Spans(point) + "\n";
  }
  out += "\n**Look at the model again when**\n\n";
  for (const std::string& trigger : TriggersFor(reading)) out += "- " + Spans(trigger) + "\n";
  out += "\n### Done when\n\n";
  for (const std::string& item : DoneWhen(reading)) out += "- [ ] " + Spans(item) + "\n";
  return out;
}

std::string StoryText(const Workspace& workspace, const StoryReading& reading) {
  Terminal terminal(stdout);
  std::string out;
  size_t kinds = 0, ids = 0;
  for (const StoryPart& part : reading.parts) kinds = std::max(kinds, part.kind.size()), ids = std::max(ids, DisplayWidth(Clean(part.id)));
  if (!reading.nothing()) out += terminal.In(Paint::bold, "Touches") + "\n";
  for (const StoryPart& part : reading.parts) {
    out += "  " + Pad(std::string(part.kind), kinds) + "  " + terminal.In(Paint::cyan, Pad(Clean(part.id), ids)) + "  " + terminal.In(Paint::dim, Clean(part.because)) + "\n";
  }
  if (reading.nothing()) out += terminal.In(Paint::yellow, "No part of the model has a name from this story.") + " Draw what is new first.\n";
  for (const StoryQuestion& question : QuestionsFor(workspace, reading)) {
    out += "\n" + terminal.In(Paint::bold, question.question) + "\n";
    for (const std::string& point : question.points) out += "  - " + Wrap(Clean(point), terminal.width(), 4) + "\n";
  }
  out += "\n" + terminal.In(Paint::bold, "Look at the model again when") + "\n";
  for (const std::string& trigger : TriggersFor(reading)) out += "  - " + Wrap(Clean(trigger), terminal.width(), 4) + "\n";
  out += "\n" + terminal.In(Paint::bold, "Done when") + "\n";
  for (const std::string& item : DoneWhen(reading)) out += "  [ ] " + Wrap(Clean(item), terminal.width(), 6) + "\n";
  return out + "\n`--format markdown` gives this for the story's description.\n";
}

std::string StoryJson(const Workspace& workspace, const StoryReading& reading) {
  std::string out;
  JsonWriter json(out);
  auto texts = [&](std::string_view key, const std::vector<std::string>& list) {
    json.Key(key).BeginArray();
    for (const std::string& text : list) json.String(text);
    json.EndArray();
  };
  json.BeginObject().Key("schema").String("merlon/story/1").Key("story").String(reading.story);
  json.Key("touches").BeginArray().Inline(true);
  for (const StoryPart& part : reading.parts) {
    json.BeginObject().Key("kind").Word(part.kind).Key("id").String(part.id).Key("title").StringOrNull(part.title);
    texts("words", part.words);
    json.Key("because").String(part.because).EndObject();
  }
  json.Inline(false).EndArray();
  texts("unknown_words", reading.unknown);
  texts("crossings", reading.crossings);
  texts("data", reading.data);
  json.Key("threats").BeginArray().Inline(true);
  for (const Threat* threat : reading.threats) json.BeginObject().Key("id").String(threat->id).Key("title").String(workspace.ThreatTitle(*threat)).Key("status").Word(Name(threat->status)).Key("severity").Word(Name(threat->severity)).EndObject();
  json.Inline(false).EndArray().Key("questions").BeginArray();
  for (const StoryQuestion& question : QuestionsFor(workspace, reading)) {
    json.BeginObject().Key("question").String(question.question);
    texts("points", question.points);
    json.EndObject();
  }
  json.EndArray();
  texts("triggers", TriggersFor(reading));
  texts("done_when", DoneWhen(reading));
  json.EndObject();
  return out + "\n";
}

int Run(const Invocation& invocation) {
  std::string story = invocation.Argument("STORY");
  if (Words(story).empty()) return Complain("a story needs words", "`merlon story \"As a customer I upload a photo of my receipt\" MODEL`", kBadInput);
  Session session = OpenModel(invocation, invocation.Arguments("MODEL"));
  if (!session.usable()) return session.exit;
  StoryReading reading = ReadStory(*session.workspace, story);
  if (invocation.Json()) Print(StoryJson(*session.workspace, reading));
  else if (invocation.Get("--format") == "markdown") Print(StoryMarkdown(*session.workspace, reading));
  else Print(StoryText(*session.workspace, reading));
  return kFine;
}

constexpr Argument kArguments[] = {{"STORY", "the story in a sentence", false, false, false}, kModelArgument};
constexpr Option kOptions[] = {{"--format", "FORMAT", "text for people, markdown for the story's description, json for programs", kFormats}, kLibraryOption, kWithOption, kTodayOption};
constexpr std::string_view kExamples[] = {"merlon story \"As a customer I upload a photo of my receipt\" shop.merlon.yaml", "merlon story \"Refund an order\" shop --format markdown"};

}  // namespace

const Command& CommandStory() {
  static const Command kCommand{"story", "which parts a user story touches, the four questions for it, and when it is done", "all four questions, for one story", kArguments, kOptions, kExamples, Run};
  return kCommand;
}

}  // namespace merlon::cli
