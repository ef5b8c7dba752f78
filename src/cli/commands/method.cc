// A method: what it is; where a model stands in its steps, what to do next, and its tables.
#include <filesystem>
#include <algorithm>

#include "cli/result_files.h"
#include "cli/session.h"
#include "cli/table_output.h"
#include "engine/worksheets.h"
#include "report/csv/csv.h"
#include "report/markdown_text.h"

namespace merlon::cli {
namespace {

constexpr std::string_view kFormats[] = {"text", "json", "csv", "markdown"};

struct Answer {
  const MethodDeclaration* method = nullptr;
  std::vector<StepState> steps;  // empty without a model
  std::vector<Table> tables;
};

std::string_view Prose(const Library& library, const MethodDeclaration& method) { return library.Section(method.prose, {}); }

std::string Listed(const std::vector<Text>& texts) {
  std::string out;
  for (const Text& text : texts) out += (out.empty() ? "" : ", ") + std::string(text.view());
  return out;
}

// --- Text ---

class Page {
 public:
  explicit Page(const Library& library) : library_(library), terminal_(stdout) {}

  std::string Describe(const MethodDeclaration& method) {
    Head(method);
    Paragraphs(Prose(library_, method));
    std::string categories, tiers, phases;
    for (const CategoryDeclaration& category : method.categories) categories += (categories.empty() ? "" : ", ") + std::string(category.id.view());
    for (const TierDeclaration& tier : method.tiers) tiers += (tiers.empty() ? "" : "; ") + std::string(tier.id.view()) + " " + std::string(tier.title.view()) + " (" + std::string(tier.scoring.view()) + ")";
    for (const PhaseDeclaration& phase : method.phases) phases += (phases.empty() ? "" : ", ") + std::string(phase.title.view());
    Line("categories", categories.empty() ? "those of the model's other methods, else of stride" : categories);
    Line("scores by", method.tiers.empty() ? std::string(method.scoring.empty() ? "default" : method.scoring.view()) : "what the tier asks for");
    Line("tiers", tiers);
    Line("phases", phases);
    Line("threats from", Listed(method.derives));
    Line("also checks", Listed(method.checks));
    Line("tables", Listed(method.worksheets));
    Line("chapters", Listed(method.chapters));
    std::string sources;
    for (const Text& source : method.sources) sources += (sources.empty() ? "" : "; ") + std::string(source.view());
    Line("sources", sources);
    out_ += "\n" + terminal_.In(Paint::bold, "Steps") + "\n";
    size_t number = 0;
    for (const StepDeclaration& step : method.steps) {
      out_ += "\n  " + std::to_string(++number) + ". " + terminal_.In(Paint::bold, step.title.view()) + "\n";
      Instructions(step);
    }
    out_ += "\nNext: `merlon method " + Clean(method.id.view()) + " MODEL` says where a model stands and shows its tables.\n";
    return std::move(out_);
  }

  std::string Stand(const std::vector<Answer>& answers, bool tables_only) {
    for (const Answer& answer : answers) {
      if (!tables_only) Head(*answer.method), Board(answer);
      for (const Table& table : answer.tables) out_ += (out_.empty() ? "" : "\n") + TableText(table, terminal_);
      if (&answer != &answers.back()) out_ += "\n";
    }
    return std::move(out_);
  }

 private:
  void Head(const MethodDeclaration& method) { out_ += terminal_.In(Paint::bold, method.title.view()) + terminal_.In(Paint::dim, "  " + std::string(method.id.view())) + "\n"; }

  void Line(std::string_view label, std::string_view text) {
    constexpr size_t kLabel = 14;
    if (!text.empty()) out_ += "  " + terminal_.In(Paint::dim, Pad(std::string(label), kLabel)) + Wrap(Clean(text), terminal_.width(), kLabel + 2) + "\n";
  }

  void Paragraphs(std::string_view prose) {
    out_ += "\n";
    for (size_t at = 0; at < prose.size();) {
      size_t end = std::min(prose.find("\n\n", at), prose.size());
      out_ += Wrap(Clean(prose.substr(at, end - at)), terminal_.width(), 0) + "\n\n";
      at = end + 2;
    }
  }

  void Instructions(const StepDeclaration& step) {
    auto line = [&](std::string_view label, std::string_view text) {
      if (!text.empty()) out_ += "     " + (label.empty() ? std::string() : terminal_.In(Paint::dim, label) + " ") + Wrap(Clean(text), terminal_.width(), 5 + (label.empty() ? 0 : DisplayWidth(label) + 1)) + "\n";
    };
    line("", step.work.view());
    line("to begin: ", step.enter.view());
    line("to finish:", step.exit.view());
    for (const Text& ask : step.asks) line("ask:      ", ask.view());
  }

  void Board(const Answer& answer) {
    size_t index = 0, done = 0;
    for (const StepState& state : answer.steps) {
      const StepDeclaration& step = answer.method->steps[index++];
      done += state.done;
      std::string mark = state.done ? terminal_.In(Paint::green, "done") : state.here ? terminal_.In(Paint::yellow, "here") : state.checked ? "    " : terminal_.In(Paint::dim, "you?");
      out_ += "  " + mark + "  " + Clean(state.title.empty() ? state.step : state.title) + "\n";
      if (!state.here) continue;
      out_ += "\n";
      Instructions(step);
      for (const std::string& missing : state.missing) out_ += "     " + terminal_.In(Paint::yellow, "missing:  ") + " " + Wrap(Clean(missing), terminal_.width(), 16) + "\n";
      out_ += "\n";
    }
    if (done == answer.steps.size() && !answer.steps.empty()) out_ += "  " + terminal_.In(Paint::green, "All steps are done.") + "\n";
  }

  const Library& library_;
  Terminal terminal_;
  std::string out_;
};

// --- Markdown and JSON ---

std::string Markdown(const Library& library, const std::vector<Answer>& answers, bool tables_only) {
  std::string out;
  for (const Answer& answer : answers) {
    if (!tables_only) {
      out += (out.empty() ? "# " : "\n# ") + MarkdownText(answer.method->title.view()) + "\n\n";
      if (answer.steps.empty()) out += std::string(Prose(library, *answer.method)) + "\n\n";
      size_t index = 0;
      for (const StepDeclaration& step : answer.method->steps) {
        const StepState* state = index < answer.steps.size() ? &answer.steps[index] : nullptr;
        ++index;
        out += std::to_string(index) + ". **" + MarkdownText(step.title.view()) + "**" + (!state ? "" : state->done ? " (done)" : state->here ? " (here)" : "") + ": " + MarkdownText(step.work.view()) + "\n";
        if (!state || !state->here) continue;
        for (const std::string& missing : state->missing) out += "   - missing: " + MarkdownText(missing) + "\n";
      }
    }
    for (const Table& table : answer.tables) out += (out.empty() ? "" : "\n") + TableMarkdown(table);
  }
  return out;
}

std::string Json(const Library& library, const std::vector<Answer>& answers) {
  std::string out;
  JsonWriter json(out);
  json.BeginObject().Key("schema").String("merlon/method/1").Key("methods").BeginArray();
  auto list = [&](std::string_view key, const std::vector<Text>& texts) {
    json.Key(key).Inline(true).BeginArray();
    for (const Text& text : texts) json.String(text.view());
    json.EndArray().Inline(false);
  };
  for (const Answer& answer : answers) {
    const MethodDeclaration& method = *answer.method;
    json.BeginObject().Key("id").String(method.id.view()).Key("title").String(method.title.view()).Key("about").String(Prose(library, method));
    json.Key("scoring").String(method.scoring.empty() ? "default" : method.scoring.view());
    list("derives", method.derives), list("checks", method.checks), list("worksheets", method.worksheets), list("chapters", method.chapters);
    json.Key("steps").BeginArray();
    for (size_t i = 0; i < method.steps.size(); ++i) {
      const StepDeclaration& step = method.steps[i];
      json.BeginObject().Key("id").String(step.id.view()).Key("title").String(step.title.view()).Key("do").String(step.work.view());
      json.Key("enter").StringOrNull(step.enter.view()).Key("exit").StringOrNull(step.exit.view());
      list("asks", step.asks), list("done_when", step.done_when);
      if (i < answer.steps.size()) {
        json.Key("done").Bool(answer.steps[i].done).Key("here").Bool(answer.steps[i].here).Key("missing").Inline(true).BeginArray();
        for (const std::string& missing : answer.steps[i].missing) json.String(missing);
        json.EndArray().Inline(false);
      }
      json.EndObject();
    }
    json.EndArray().Key("tables").BeginArray();
    for (const Table& table : answer.tables) WriteTable(json, table);
    json.EndArray().EndObject();
  }
  json.EndArray().EndObject();
  return out + "\n";
}

std::string Csv(const std::vector<Answer>& answers) {
  std::string out;
  for (const Answer& answer : answers) {
    for (const Table& table : answer.tables) out += (out.empty() ? "" : "\r\n") + WriteCsv(table);
  }
  return out;
}

// --- What is asked for ---

int Overview(const Library& library, const Invocation& invocation) {
  if (invocation.Json()) {
    std::vector<Answer> all;
    for (const MethodDeclaration& method : library.methods()) all.push_back({&method, {}, {}});
    Print(Json(library, all));
    return kFine;
  }
  Terminal terminal(stdout);
  std::string out;
  size_t widest = 0;
  for (const MethodDeclaration& method : library.methods()) widest = std::max(widest, method.id.view().size());
  for (const MethodDeclaration& method : library.methods()) {
    std::string_view prose = Prose(library, method);
    std::string_view first = prose.substr(0, prose.find_first_of(".\n") + 1);
    out += terminal.In(Paint::cyan, Pad(std::string(method.id.view()), widest)) + "  " + terminal.In(Paint::bold, method.title.view()) + "\n" + std::string(widest + 2, ' ') + Wrap(Clean(first), terminal.width(), widest + 2) + "\n";
  }
  out += "\nNext: `merlon method stride` describes one; `merlon method stride MODEL` says where a model stands in it.\n";
  Print(out);
  return kFine;
}

// The tables that `--table` names; false after telling that there is none of a name.
bool Choose(const Invocation& invocation, std::vector<Answer>& answers) {
  std::vector<std::string_view> known;
  for (const Answer& answer : answers) {
    for (const Table& table : answer.tables) known.push_back(table.id);
  }
  for (const std::string& wanted : invocation.All("--table")) {
    if (std::find(known.begin(), known.end(), wanted) != known.end()) continue;
    std::string all;
    for (std::string_view id : known) all += (all.empty() ? "`" : ", `") + std::string(id) + "`";
    std::string_view near = Nearest(wanted, known);
    Complain("there is no table `" + wanted + "` here", !near.empty() ? "did you mean `" + std::string(near) + "`?" : known.empty() ? "this method has no tables" : "there are " + all, kBadInput);
    return false;
  }
  if (!invocation.Has("--table")) return true;
  for (Answer& answer : answers) {
    std::erase_if(answer.tables, [&](const Table& table) { return std::find(invocation.All("--table").begin(), invocation.All("--table").end(), table.id) == invocation.All("--table").end(); });
  }
  return true;
}

void Show(const Invocation& invocation, const Library& library, const std::vector<Answer>& answers, bool with_model) {
  std::string format = invocation.Get("--format", "text");
  bool tables_only = invocation.Has("--table");
  if (format == "json") return Print(Json(library, answers));
  if (format == "csv") return Print(Csv(answers));
  if (format == "markdown") return Print(Markdown(library, answers, tables_only));
  Print(with_model ? Page(library).Stand(answers, tables_only) : Page(library).Describe(*answers.front().method));
}

int OfModel(const Invocation& invocation, const std::vector<std::string>& models, std::string_view id) {
  Session session = OpenModel(invocation, models);
  if (!session.usable()) return session.exit;
  if (int exit = NarrowToUseCase(session, invocation); exit != kFine) return exit;
  const Workspace& workspace = *session.workspace;
  std::vector<TestResult> results;
  if (int unreadable = ReadResultFiles(invocation.All("--results"), results); unreadable != kFine) return unreadable;
  Verification verification = workspace.Verify(results);
  bool holds = invocation.Has("--results") && verification.Count(EvidenceState::passing) == verification.evidence.size();
  std::vector<Answer> answers;
  auto add = [&](std::string_view method) {
    uint32_t found = workspace.library().FindMethod(method);
    if (found == kNone) return;
    const MethodDeclaration& declared = workspace.library().methods()[found];
    answers.push_back({&declared, StepsOfMethod(workspace.input(), workspace.assessment(), declared, holds), WorksheetTables(workspace, declared)});
  };
  if (!id.empty()) add(id);
  else for (const Ref& method : workspace.model().methods) add(method.view());
  if (answers.empty()) add("stride");
  if (!Choose(invocation, answers)) return kBadInput;
  Show(invocation, workspace.library(), answers, true);
  return kFine;
}

int Run(const Invocation& invocation) {
  int exit = kFine;
  std::unique_ptr<Workspace> library = OpenLibrary(invocation, exit);
  if (!library) return exit;
  std::vector<std::string> words = invocation.Arguments("METHOD");
  if (words.empty()) return Overview(library->library(), invocation);
  uint32_t found = library->library().FindMethod(words.front());
  std::string id;
  std::error_code error;
  if (found == kNone && words.front() != "-" && !std::filesystem::exists(words.front(), error)) {
    std::vector<std::string_view> ids;
    for (const MethodDeclaration& method : library->library().methods()) ids.push_back(method.id.view());
    std::string_view near = Nearest(words.front(), ids);
    return Complain("`" + words.front() + "` is no method and no model", near.empty() ? "`merlon method` lists the methods" : "did you mean `" + std::string(near) + "`?", kBadInput);
  }
  if (found != kNone) id = words.front(), words.erase(words.begin());
  if (!words.empty()) return OfModel(invocation, words, id);
  std::vector<Answer> answers{{&library->library().methods()[found], {}, {}}};
  Show(invocation, library->library(), answers, false);
  return kFine;
}

constexpr Argument kArguments[] = {{"METHOD", "the method, and then the model; only the model for all methods that it uses; nothing for a list of methods", true, true}};
constexpr Option kOptions[] = {
    {"--format", "FORMAT", "text for people, json for programs; csv for the tables alone, markdown for both", kFormats},
    {"--table", "ID", "only this table", {}, true},
    kUseCaseOption,
    {"--results", "FILE", "what tests and scans wrote, to show that mitigations work", {}, true},
    kLibraryOption,
    kWithOption,
    kTodayOption,
};
constexpr std::string_view kExamples[] = {"merlon method", "merlon method tara", "merlon method agile-stride shop.merlon.yaml", "merlon method agile-stride shop.merlon.yaml --table traceability --format csv"};

}  // namespace

const Command& CommandMethod() {
  static const Command kCommand{"method", "how a method works, where a model stands in it, and its tables", "all four", kArguments, kOptions, kExamples, Run};
  return kCommand;
}

}  // namespace merlon::cli
