// The rules, controls, methods and more: list, show, test, lint.
#include <algorithm>

#include "base/strings.h"
#include "cli/files.h"
#include "cli/session.h"
#include "engine/library_lint.h"
#include "engine/library_test.h"
#include "text/json.h"

namespace merlon::cli {
namespace {

constexpr std::string_view kActions[] = {"list", "show", "test", "lint"};

void WriteTexts(JsonWriter& json, std::string_view key, const std::vector<Text>& texts) {
  json.Key(key).BeginArray();
  for (const Text& text : texts) json.String(text.view());
  json.EndArray();
}

void PrintJson(const Library& library) {
  std::string out;
  JsonWriter json(out);
  json.BeginObject().Key("schema").String("merlon/library/1");
  json.Key("rules").BeginArray().Inline(true);
  for (const RuleDeclaration& rule : library.rules()) {
    json.BeginObject().Key("id").String(rule.id.view()).Key("title").String(rule.title.view()).Key("category").StringOrNull(rule.Category("stride"));
    json.Key("of").String(Name(rule.kind)).Key("cwe").BeginArray();
    for (const Text& cwe : rule.cwe) json.Raw(IsDigits(cwe.view()) && cwe.view().front() != '0' ? cwe.view() : "0");
    json.EndArray().Key("cases").Number(static_cast<int64_t>(library.Cases(rule).size()));
    json.Key("categories").BeginObject();
    for (const CategoryOf& entry : rule.categories) json.Key(entry.id.view()).String(entry.category.view());
    json.EndObject();
    json.EndObject();
  }
  json.Inline(false).EndArray().Key("properties").BeginArray().Inline(true);
  for (const PropertyDeclaration& property : library.properties()) {
    json.BeginObject().Key("id").String(property.id.view()).Key("title").String(property.title.view());
    WriteTexts(json, "of", property.of);
    json.Key("type").String(property.yes_no() ? "yes-no" : "ordered");
    WriteTexts(json, "values", property.values);
    json.Key("ask").String(property.ask.view()).EndObject();
  }
  json.Inline(false).EndArray().Key("controls").BeginArray().Inline(true);
  for (const ControlDeclaration& control : library.controls()) {
    json.BeginObject().Key("id").String(control.id.view()).Key("title").String(control.title.view()).Key("sets").BeginObject();
    for (const PropertySetting& setting : control.sets) json.Key(library.property(setting.property).id.view()).String(PropertyValueName(library.property(setting.property), setting.value));
    json.EndObject().Key("money").StringOrNull(control.money.text.view()).Key("effort").StringOrNull(control.effort.text.view()).EndObject();
  }
  json.Inline(false).EndArray().Key("methods").BeginArray().Inline(true);
  for (const MethodDeclaration& method : library.methods()) {
    json.BeginObject().Key("id").String(method.id.view()).Key("title").String(method.title.view()).Key("categories").BeginArray();
    for (const CategoryDeclaration& category : method.categories) json.String(category.id.view());
    json.EndArray().EndObject();
  }
  json.Inline(false).EndArray().Key("adversaries").BeginArray().Inline(true);
  for (const AdversaryDeclaration& adversary : library.adversaries()) {
    json.BeginObject().Key("id").String(adversary.id.view()).Key("title").String(adversary.title.view()).Key("rung").Number(adversary.rung.value).EndObject();
  }
  json.Inline(false).EndArray().Key("technologies").BeginArray().Inline(true);
  for (const TechnologyDeclaration& technology : library.technologies()) {
    json.BeginObject().Key("id").String(technology.id.view()).Key("title").String(technology.title.view());
    WriteTexts(json, "of", technology.of);
    WriteTexts(json, "aliases", technology.aliases);
    json.EndObject();
  }
  auto list = [&](std::string_view key, const auto& items) {
    json.Inline(false).EndArray().Key(key).BeginArray().Inline(true);
    for (const auto& item : items) json.BeginObject().Key("id").String(item.id.view()).Key("title").String(item.title.view()).EndObject();
  };
  list("subjects", library.subjects()), list("advice", library.advice()), list("languages", library.languages());
  json.Inline(false).EndArray().Key("roles").BeginArray().Inline(true);
  for (const RoleDeclaration& role : library.roles()) {
    json.BeginObject().Key("id").String(role.id.view()).Key("title").String(role.title.view());
    WriteTexts(json, "prompts", role.prompts);
    json.EndObject();
  }
  json.Inline(false).EndArray().Key("suits").BeginArray().Inline(true);
  for (const SuitDeclaration& suit : library.suits()) {
    json.BeginObject().Key("id").String(suit.id.view()).Key("title").String(suit.title.view()).Key("deck").String(suit.deck.view()).Key("category").String(suit.category.view()).Key("trump").Bool(suit.trump == Tri::yes).Key("cards").BeginArray();
    for (const CardDeclaration& card : suit.cards) json.BeginObject().Key("value").String(card.value.view()).Key("text").String(card.text.view()).EndObject();
    json.EndArray().EndObject();
  }
  json.Inline(false).EndArray().Key("assumptions").BeginArray().Inline(true);
  for (const AssumptionDeclaration& assumption : library.assumptions()) {
    json.BeginObject().Key("id").String(assumption.id.view()).Key("title").String(assumption.title.view()).Key("says").String(assumption.says.view());
    WriteTexts(json, "contradicts", assumption.contradicts);
    WriteTexts(json, "implies", assumption.implies);
    json.EndObject();
  }
  json.Inline(false).EndArray().EndObject();
  Print(out + "\n");
}

template <class List>
void PrintList(std::string_view title, const List& list, const Terminal& terminal, std::string& out) {
  out += terminal.In(Paint::bold, std::string(title) + " (" + std::to_string(list.size()) + ")") + "\n";
  size_t widest = 0;
  for (const auto& item : list) widest = std::max(widest, item.id.view().size());
  for (const auto& item : list) out += "  " + terminal.In(Paint::cyan, Pad(std::string(item.id.view()), widest)) + "  " + Clean(item.title.view()) + "\n";
  out += "\n";
}

int ShowText(const Library& library, const std::string& id) {
  Terminal terminal(stdout);
  std::string out;
  auto show = [&](std::string_view kind, const auto& list, uint32_t index) {
    if (index == kNone) return;
    const Prose& prose = list[index].prose;
    std::string_view body = library.document().source(prose.file);
    out += terminal.In(Paint::bold, std::string(kind) + " " + std::string(list[index].id.view())) + "\n";
    size_t cases = body.find("\n## Cases\n");
    out += std::string(body.substr(0, cases)) + "\n";
  };
  show("rule", library.rules(), library.FindRule(id));
  show("property", library.properties(), library.FindProperty(id));
  show("control", library.controls(), library.FindControl(id));
  show("technology", library.technologies(), library.FindTechnology(id));
  show("adversary", library.adversaries(), library.FindAdversary(id));
  show("method", library.methods(), library.FindMethod(id));
  show("subject", library.subjects(), library.FindSubject(id));
  show("advice", library.advice(), library.FindAdvice(id));
  show("language", library.languages(), library.FindLanguage(id));
  show("role", library.roles(), library.FindRole(id));
  show("suit", library.suits(), library.FindSuit(id));
  show("assumption", library.assumptions(), library.FindAssumption(id));
  if (out.empty()) {
    std::vector<std::string_view> ids;
    auto take = [&](const auto& list) {
      for (const auto& item : list) ids.push_back(item.id.view());
    };
    take(library.rules()), take(library.properties()), take(library.controls()), take(library.technologies()), take(library.adversaries()), take(library.methods());
    take(library.subjects()), take(library.advice()), take(library.roles()), take(library.suits()), take(library.assumptions());
    std::string_view near = Nearest(id, ids);
    return Complain("the library has nothing called `" + id + "`", near.empty() ? "`merlon library` lists what there is" : "did you mean `" + std::string(near) + "`?", kBadInput);
  }
  // Library files may come from strangers: escape sequences must not reach the terminal.
  std::string clean;
  for (char c : out) clean += static_cast<unsigned char>(c) < 0x20 && c != '\n' && !(c == '\033' && terminal.colour()) ? '?' : c;
  Print(clean);
  return kFine;
}

int Test(const Workspace& workspace) {
  Terminal terminal(stdout);
  LibraryTestResult result = TestLibrary(workspace.library());
  std::string out;
  for (const CaseFailure& failure : result.failures) {
    out += terminal.In(Paint::red, "failed") + "  " + Clean(failure.file) + ":" + std::to_string(failure.line) + "  " + Clean(failure.title) + "\n          " + Clean(failure.problem) + "\n";
  }
  out += std::to_string(result.passed) + " passed, " + std::to_string(result.failures.size()) + " failed\n";
  Print(out);
  return result.failures.empty() ? kFine : kFindings;
}

int Lint(const Workspace& workspace) {
  Terminal terminal(stdout);
  std::vector<LintFinding> findings = LintLibrary(workspace.library(), workspace.rules());
  std::string out;
  for (const LintFinding& finding : findings) {
    out += terminal.In(Paint::yellow, finding.what) + "  " + terminal.In(Paint::dim, Clean(finding.file)) + "\n  " + Clean(finding.message) + "\n  " + terminal.In(Paint::cyan, "help") + ": " + Clean(finding.hint) + "\n";
  }
  const Library& library = workspace.library();
  out += Plural(library.rules().size(), "rule") + ", " + Plural(library.properties().size(), "property") + ", " + Plural(library.controls().size(), "control") + ", " + Plural(library.technologies().size(), "technology") + ": " + Plural(findings.size(), "finding") + "\n";
  Print(out);
  return findings.empty() ? kFine : kFindings;
}

int Run(const Invocation& invocation) {
  int exit = kFine;
  std::vector<std::string> words = invocation.Arguments("ACTION");
  std::string action = words.empty() ? "list" : words.front();
  if (std::find(std::begin(kActions), std::end(kActions), action) == std::end(kActions)) {
    std::string_view near = Nearest(action, kActions);
    return Complain("`merlon library " + action + "` means nothing", near.empty() ? "write `list`, `show ID`, `test` or `lint`" : "did you mean `" + std::string(near) + "`?", kBadInput);
  }
  std::unique_ptr<Workspace> workspace = OpenLibrary(invocation, exit);
  if (!workspace) return exit;
  if ((action == "test" || action == "lint") && words.size() > 1) {
    std::optional<std::vector<LibraryFile>> files = ReadLibraryFolder(words[1]);
    if (!files) return Complain("the library folder `" + words[1] + "` cannot be read", "check the path", kEnvironment);
    workspace->AddLibrary(*files);
  }
  workspace->CompileRules();
  if (workspace->library_diagnostics().malformed()) {
    Tell(workspace->library().document(), workspace->library_diagnostics());
    return kBadInput;
  }
  if (action == "test") return Test(*workspace);
  if (action == "lint") return Lint(*workspace);
  if (action == "show") {
    if (words.size() < 2) return Complain("show what?", "write `merlon library show sql-injection`", kBadInput);
    return ShowText(workspace->library(), words[1]);
  }
  const Library& library = workspace->library();
  if (invocation.Json()) {
    PrintJson(library);
    return kFine;
  }
  Terminal terminal(stdout);
  std::string out;
  PrintList("Rules", library.rules(), terminal, out);
  PrintList("Properties", library.properties(), terminal, out);
  PrintList("Controls", library.controls(), terminal, out);
  PrintList("Technologies", library.technologies(), terminal, out);
  PrintList("Adversaries", library.adversaries(), terminal, out);
  PrintList("Methods", library.methods(), terminal, out);
  PrintList("Subjects", library.subjects(), terminal, out);
  PrintList("Advice", library.advice(), terminal, out);
  PrintList("Languages", library.languages(), terminal, out);
  PrintList("Roles", library.roles(), terminal, out);
  PrintList("Suits of cards", library.suits(), terminal, out);
  PrintList("Assumptions", library.assumptions(), terminal, out);
  Print(out);
  return kFine;
}

constexpr Argument kArguments[] = {{"ACTION", "`list`, `show ID`, `test [DIR]` to run the cases of the rules, or `lint [DIR]` to look for what is wrong with them", true, true, false}};
constexpr Option kOptions[] = {kFormatOption, kLibraryOption};
constexpr std::string_view kExamples[] = {"merlon library", "merlon library show flooding", "merlon library test my-rules", "merlon library lint my-rules"};

}  // namespace

const Command& CommandLibrary() {
  static const Command kCommand{"library", "list, show or test the rules, controls, methods and more", "", kArguments, kOptions, kExamples, Run};
  return kCommand;
}

}  // namespace merlon::cli
