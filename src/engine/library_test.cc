#include "engine/library_test.h"

#include <algorithm>

#include "judge/assess.h"
#include "language/reader.h"
#include "rules/match.h"

namespace merlon {
namespace {

// What the rule gives in the model: place -> status. `problem` is set when the model is not well-formed.
struct Outcome {
  std::vector<std::pair<std::string, MatchStatus>> found;
  std::string problem;
};

std::string_view Name(MatchStatus status) {
  return status == MatchStatus::open ? "open" : status == MatchStatus::handled ? "handled" : "undetermined";
}

Outcome RunModel(const Library& library, const RuleSet& rules, const RuleDeclaration& rule, std::string_view text) {
  Outcome outcome;
  Document document;
  Diagnostics diagnostics;
  FileId file = document.AddFile("case.yaml", std::string(text), diagnostics);
  std::vector<NodeId> roots = ParseWithIncludes(document, file, [](std::string_view, std::string_view) { return std::nullopt; }, diagnostics);
  Model model;
  Names names;
  ReadModel(document, roots, library, model, names, diagnostics);
  if (!diagnostics.malformed()) {
    Facts facts = DeriveFacts(model, names, library, document, diagnostics);
    if (!diagnostics.malformed()) {
      std::vector<std::string_view> methods;
      for (const CategoryOf& entry : rule.categories) methods.push_back(entry.id.view());
      Columns columns(rules, facts);
      for (const Match& match : MatchRules(rules, facts, methods, columns)) {
        if (library.rules()[rules.rules()[match.rule].declaration].id == rule.id.view()) outcome.found.emplace_back(PlaceId(model, match.place), match.status);
      }
      return outcome;
    }
  }
  const Diagnostic& first = diagnostics.kept().front();
  outcome.problem = "its model is not well-formed: " + first.message + " (line " + std::to_string(document.Locate(first.span.begin).line) + " of the case)";
  return outcome;
}

// Empty when the case gives what it should.
std::string Judge(const RuleCase& rule_case, const Outcome& outcome) {
  if (!outcome.problem.empty()) return outcome.problem;
  std::string found;
  for (const auto& [place, status] : outcome.found) found += (found.empty() ? "" : ", ") + std::string(Name(status)) + " at " + place;
  if (found.empty()) found = "nothing";
  if (rule_case.expected == "silent") {
    bool quiet = std::none_of(outcome.found.begin(), outcome.found.end(), [&](const auto& entry) { return rule_case.place.empty() || entry.first == rule_case.place; });
    return quiet ? std::string() : "expected silence, got " + found;
  }
  if (rule_case.expected != "open" && rule_case.expected != "handled" && rule_case.expected != "undetermined") return "a case starts with open, handled, undetermined or silent";
  bool as_expected = std::any_of(outcome.found.begin(), outcome.found.end(), [&](const auto& entry) { return entry.first == rule_case.place && Name(entry.second) == rule_case.expected; });
  return as_expected ? std::string() : "expected " + std::string(rule_case.expected) + " at " + std::string(rule_case.place) + ", got " + found;
}

}  // namespace

LibraryTestResult TestLibrary(const Library& library) {
  LibraryTestResult result;
  Diagnostics diagnostics;
  RuleSet rules;
  rules.Compile(library, diagnostics);
  for (const RuleDeclaration& rule : library.rules()) {
    const std::string& path = library.document().path(rule.prose.file);
    std::vector<RuleCase> cases = library.Cases(rule);
    if (cases.empty()) result.failures.push_back({path, 1, std::string(rule.id.view()), "this rule has no case; add one under `## Cases`"});
    for (const RuleCase& rule_case : cases) {
      std::string problem = rule_case.model.empty() ? "this case has no ```yaml model" : Judge(rule_case, RunModel(library, rules, rule, rule_case.model));
      if (problem.empty()) ++result.passed;
      else result.failures.push_back({path, rule_case.line, std::string(rule_case.title), std::move(problem)});
    }
  }
  return result;
}

}  // namespace merlon
