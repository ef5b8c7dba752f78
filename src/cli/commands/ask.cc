// A few plain questions, proportionate advice, and a model.
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "base/strings.h"
#include "cli/ask_output.h"
#include "cli/files.h"
#include "cli/session.h"

namespace merlon::cli {
namespace {

constexpr std::string_view kUsualFile = "merlon.yaml";
constexpr std::string_view kClose = "abusive-partner";

// Asks in plain lines. What is asked goes to standard error, so that standard output holds the advice alone.
class Interview {
 public:
  explicit Interview(const LanguageDeclaration& language) : language_(language) {}

  Answers Run() {
    Answers answers;
    Tell(language_.Say("intro"));
    for (const AnswerField& field : kAnswerFields) {
      const PlainQuestion* question = language_.Question(field.id);
      // Whoever names nothing on two attempts gets the question back, and nothing else is asked.
      if (question && !Ask(*question, field, answers.*field.text)) break;
    }
    return answers;
  }

 private:
  // In all, explanations and second attempts counted.
  static constexpr size_t kMostInteractions = 12;

  void Tell(std::string_view text) { PrintError(Wrap(text, kPageWidth, 0) + "\n"); }

  void Show(const PlainQuestion& question, const AnswerField& field) {
    std::string out = "\n" + std::string(question.ask.view());
    if (!field.asked_again) out.append(" ").append(language_.Say("optional"));
    out += "\n";
    size_t number = 0;
    for (const Text& choice : question.choices) out += "  " + std::to_string(++number) + "  " + std::string(choice.view()) + "\n";
    out.append("  ").append(language_.Say("or-own-words")).append("\n");
    PrintError(out);
  }

  // False when a required answer is not to be had.
  bool Ask(const PlainQuestion& question, const AnswerField& field, std::string& answer) {
    Show(question, field);
    for (bool again = false;;) {
      PrintError("> ");
      std::string line;
      if (interactions_++ >= kMostInteractions || !std::getline(std::cin, line)) return false;
      line = std::string(Trim(line));
      if (line == "?") Tell(question.explain.view());
      else if (line.empty() && (!field.asked_again || again)) return !field.required;
      else if (line.empty()) again = true, Tell(language_.Say(field.required ? "again" : "again-or-go-on"));
      else if (std::string_view problem = Take(question, line, answer); problem.empty()) return true;
      else Tell(language_.Say(problem));
    }
  }

  // Numbers choose; everything else is an answer. Returns the phrase of what is wrong with it.
  static std::string_view Take(const PlainQuestion& question, const std::string& line, std::string& answer) {
    if (line.size() > kLongestAnswer) return "too-long";
    Document document;
    Diagnostics diagnostics;
    document.AddFile("", line, diagnostics);
    if (diagnostics.malformed()) return "unreadable";
    answer = line;
    if (line.find_first_not_of("0123456789, ") != std::string::npos) return {};
    std::string chosen;
    for (const std::string& number : Words(line)) {
      size_t index = number.size() > 2 ? 0 : static_cast<size_t>(std::stoi(number));
      if (index == 0 || index > question.choices.size()) return answer.clear(), "no-such-number";
      chosen.append(chosen.empty() ? "" : ", ").append(question.choices[index - 1].view());
    }
    answer = chosen;
    return {};
  }

  const LanguageDeclaration& language_;
  size_t interactions_ = 0;
};

// The language of the environment: the first two letters of what the usual variables say.
std::string EnvironmentLanguage() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value && *value) return std::string(value).substr(0, 2);
  }
  return {};
}

// The wanted language, or null after a complaint.
const LanguageDeclaration* ChooseLanguage(const Library& library, const std::string& wanted) {
  std::string id = wanted;
  if (id.empty() && library.FindLanguage(EnvironmentLanguage()) != kNone) id = EnvironmentLanguage();
  if (id.empty()) id = kBaseLanguage;
  uint32_t index = library.FindLanguage(id);
  if (index != kNone) return &library.languages()[index];
  std::string all;
  for (const LanguageDeclaration& language : library.languages()) all.append(all.empty() ? "`" : ", `").append(language.id.view()).append("`");
  Complain("`" + id + "` is no language that there are words for", "there is " + all, kBadInput);
  return nullptr;
}

// Whether something would be lost by writing there.
bool Holds(const std::string& path) {
  std::error_code error;
  return path != "-" && std::filesystem::exists(path, error) && std::filesystem::file_size(path, error) > 0;
}

// Where the model goes: what was asked for, or the usual file. Empty, with the phrase that says why, when it had better not be written.
std::string Destination(const Invocation& invocation, const Advice& advice, std::string_view& why_not) {
  if (invocation.Has("--output")) return invocation.Get("--output");
  for (const AdversaryDeclaration* adversary : advice.adversaries) {
    if (adversary->id == kClose) return why_not = "not-written-near", std::string();
  }
  if (Holds(std::string(kUsualFile))) return why_not = "exists-already", std::string();
  return std::string(kUsualFile);
}

bool IsClose(const Advice& advice) {
  constexpr int64_t kSharesTheHome = 1;
  for (const AdversaryDeclaration* adversary : advice.adversaries) {
    if (adversary->id == kClose || adversary->rung.value == kSharesTheHome) return true;
  }
  return false;
}

int Run(const Invocation& invocation) {
  int exit = kFine;
  std::unique_ptr<Workspace> workspace = OpenLibrary(invocation, exit);
  if (!workspace) return exit;
  const Library& library = workspace->library();
  std::string output = invocation.Get("--output");
  if (invocation.Has("--output") && Holds(output) && !invocation.Has("--force")) return Complain("`" + output + "` exists already", "name another file, or add `--force` to replace it", kBadInput);
  Answers answers;
  std::string wanted = invocation.Get("--language");
  if (invocation.Has("--answers")) {
    std::string path = invocation.Get("--answers");
    std::optional<std::string> text = ReadFile(path);
    if (!text) return Complain("`" + path + "` cannot be read", "check that it is a file and that you may read it", kEnvironment);
    Document document;
    Diagnostics diagnostics;
    answers = ReadAnswers(path, std::move(*text), document, diagnostics);
    if (diagnostics.malformed()) return Tell(document, diagnostics), kBadInput;
    if (wanted.empty()) wanted = answers.language;
  }
  const LanguageDeclaration* language = ChooseLanguage(library, wanted);
  if (!language) return kBadInput;
  if (!invocation.Has("--answers")) {
    answers = Interview(*language).Run();
    PrintError("\n");
  }

  Advice advice = Advise(answers, library, *language);
  if (advice.empty()) {
    Print(invocation.Json() ? AskJson(answers, advice, library, *language, {}) : AskQuestionBack(answers, advice, *language));
    return kBadInput;
  }
  std::string_view why_not;
  std::string path = Destination(invocation, advice, why_not);
  bool to_output = path == "-";
  if (!path.empty() && !WriteFile(path, ModelOf(answers, advice, library, *language))) return Complain("`" + path + "` cannot be written", "check the folder", kEnvironment);
  if (to_output) return PrintError(AskPage(advice, library, *language, Terminal(stderr))), kFine;
  Print(invocation.Json() ? AskJson(answers, advice, library, *language, path) : AskPage(advice, library, *language, Terminal(stdout)));
  if (invocation.Json()) return kFine;
  std::string closing = path.empty() ? Fill(language->Say(why_not), "file", kUsualFile) : Fill(language->Say("wrote"), "file", Clean(path));
  if (!path.empty() && IsClose(advice)) closing += " " + std::string(language->Say("wrote-near"));
  if (!path.empty()) closing += " " + Fill(language->Say("go-on"), "file", Clean(path));
  Print("\n" + Wrap(closing, kPageWidth, 0) + "\n");
  return kFine;
}

constexpr Option kOptions[] = {
    {"--answers", "FILE", "take the answers from this file instead of asking: `protect`, `from`, `resources` and more; `-` for standard input"},
    {"--output", "FILE", "where to write the model; merlon.yaml when it is not given"},
    {"--language", "LANG", "the language of questions and advice, such as en or de"},
    {"--force", "", "replace the output if it exists"},
    kFormatOption,
    kLibraryOption,
};
constexpr std::string_view kExamples[] = {"merlon ask", "merlon ask --language de", "merlon ask --answers answers.yaml --output mail.merlon.yaml"};

}  // namespace

const Command& CommandAsk() {
  static const Command kCommand{"ask", "a few plain questions, and advice that fits the answers", "what should I do, against whom, and where do I stop?", {}, kOptions, kExamples, Run};
  return kCommand;
}

}  // namespace merlon::cli
