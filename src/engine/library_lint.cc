#include "engine/library_lint.h"

#include <algorithm>
#include <array>

#include "base/strings.h"
#include "engine/worksheets.h"
#include "facts/attributes.h"
#include "judge/method_checks.h"
#include "judge/steps.h"

namespace merlon {
namespace {

constexpr std::string_view kSections[] = {"Why it matters", "How to fix it", "When it is fine", "How to test it"};

class Linter {
 public:
  Linter(const Library& library, const RuleSet& rules) : library_(library), rules_(rules), read_(library.properties().size()), handled_by_(library.properties().size()), set_by_control_(library.properties().size()), set_by_technology_(library.properties().size()) {}

  std::vector<LintFinding> Run() {
    Collect();
    for (const CompiledRule& rule : rules_.rules()) Clearable(rule);
    for (const CompiledRule& rule : rules_.rules()) Cases(rule);
    for (const CompiledRule& rule : rules_.rules()) Sections(rule);
    Positions();
    for (const ControlDeclaration& control : library_.controls()) Control(control);
    for (const TechnologyDeclaration& technology : library_.technologies()) Technology(technology);
    for (size_t i = 0; i < library_.properties().size(); ++i) Property(i);
    Steps();
    Cards();
    Assumptions();
    References();
    return std::move(findings_);
  }

 private:
  const RuleDeclaration& Declared(const CompiledRule& rule) const { return library_.rules()[rule.declaration]; }
  template <class Declaration>
  void Add(const Declaration& declaration, std::string_view what, std::string message, std::string hint) {
    findings_.push_back({library_.document().path(declaration.prose.file), what, std::move(message), std::move(hint)});
  }
  static std::string Quoted(std::string_view text) { return "`" + std::string(text) + "`"; }

  // Marks the properties that a node reads, directly or as the rating behind a derived fact.
  void Mark(ExprId root, std::vector<bool>& into) const {
    std::vector<uint32_t> open;
    if (root) open.push_back(root.value);
    while (!open.empty()) {
      const Expr& expr = rules_.nodes()[open.back()];
      open.pop_back();
      if (expr.op == Op::property || expr.op == Op::ordered) into[expr.index] = true;
      if (expr.op == Op::ordered_fact) {
        uint32_t property = library_.FindProperty(Attributes()[expr.index].name);
        if (property != kNone) into[property] = true;
      }
      for (uint32_t child : {expr.a, expr.b, expr.c}) {
        if (child != kNone) open.push_back(child);
      }
    }
  }

  void Collect() {
    for (const CompiledRule& rule : rules_.rules()) {
      Mark(rule.when, read_);
      Mark(rule.handled, read_);
      Mark(rule.handled, handled_by_);
      // Trust and the ratings of assets are read by exposure and by the score.
    }
    for (std::string_view always : {"trust", "confidentiality", "integrity", "availability", "public-network"}) {
      if (uint32_t property = library_.FindProperty(always); property != kNone) read_[property] = true;
    }
    for (const ControlDeclaration& control : library_.controls()) {
      for (const PropertySetting& setting : control.sets) set_by_control_[setting.property.value] = true;
    }
    for (const TechnologyDeclaration& technology : library_.technologies()) {
      for (const PropertySetting& setting : technology.defaults) set_by_technology_[setting.property.value] = true;
    }
  }

  void Clearable(const CompiledRule& rule) {
    std::vector<bool> handled(library_.properties().size());
    Mark(rule.handled, handled);
    bool by_control = false, by_anything = false;
    for (size_t i = 0; i < handled.size(); ++i) {
      by_anything |= handled[i];
      by_control |= handled[i] && set_by_control_[i];
    }
    // A derived fact, such as a guard that is written in the model, can be made true as well.
    const RuleDeclaration& declared = Declared(rule);
    if (!by_anything && !ReadsDerivedFact(rule.handled)) Add(declared, "never-cleared", Quoted(declared.id.view()) + " can never be handled", "let `handled` read a property");
    else if (by_anything && !by_control) Add(declared, "no-control", "no control clears " + Quoted(declared.id.view()), "write a control that sets a property of `handled`");
  }

  bool ReadsDerivedFact(ExprId root) const {
    std::vector<uint32_t> open{root.value};
    while (!open.empty()) {
      const Expr& expr = rules_.nodes()[open.back()];
      open.pop_back();
      if (expr.op == Op::fact || expr.op == Op::ordered_fact) return true;
      for (uint32_t child : {expr.a, expr.b, expr.c}) {
        if (child != kNone) open.push_back(child);
      }
    }
    return false;
  }

  void Cases(const CompiledRule& rule) {
    const RuleDeclaration& declared = Declared(rule);
    std::vector<RuleCase> cases = library_.Cases(declared);
    std::string missing;
    for (std::string_view wanted : {"open", "handled", "silent", "undetermined"}) {
      bool there = std::any_of(cases.begin(), cases.end(), [&](const RuleCase& found) { return found.expected == wanted; });
      bool can_be = wanted != "undetermined" || HangsOnUnknown(rule);
      if (!there && can_be) missing += (missing.empty() ? "" : ", ") + std::string(wanted);
    }
    if (!missing.empty()) Add(declared, "missing-case", Quoted(declared.id.view()) + " has no case for: " + missing, "add one under `## Cases`");
  }

  // Whether a property without a default decides, so that the rule can be undetermined.
  bool HangsOnUnknown(const CompiledRule& rule) const {
    std::vector<bool> reads(library_.properties().size());
    Mark(rule.when, reads);
    Mark(rule.handled, reads);
    for (size_t i = 0; i < reads.size(); ++i) {
      if (reads[i] && library_.properties()[i].default_value == 0) return true;
    }
    return false;
  }

  void Sections(const CompiledRule& rule) {
    const RuleDeclaration& declared = Declared(rule);
    std::string missing;
    if (library_.Section(declared.prose, {}).empty()) missing = "what goes wrong";
    for (std::string_view section : kSections) {
      if (library_.Section(declared.prose, section).empty()) missing += (missing.empty() ? "" : ", ") + std::string(section);
    }
    if (!missing.empty()) Add(declared, "missing-prose", Quoted(declared.id.view()) + " does not say: " + missing, "a threat that nobody can explain is noise");
    if (declared.sources.empty()) Add(declared, "missing-source", Quoted(declared.id.view()) + " names no source", "say in `sources` where the knowledge comes from");
  }

  // What is gained must be of use: for another step, or as the harm itself. What is needed must be given by a step, or be where attackers start.
  void Positions() {
    auto starts = [](Position p) { return p == Position::nothing || p == Position::reach || p == Position::observe; };
    auto harms = [](Position p) { return p == Position::nothing || p == Position::alter || p == Position::read || p == Position::write || p == Position::deny || p == Position::repudiate || p == Position::deceive; };
    constexpr size_t kPositionCount = static_cast<size_t>(Position::repudiate) + 1;
    std::array<bool, kPositionCount> needed{}, given{};
    for (const CompiledRule& rule : rules_.rules()) {
      for (const Term& term : rule.needs) needed[static_cast<size_t>(term.position)] = true;
      for (const Term& term : rule.gives) given[static_cast<size_t>(term.position)] = true;
    }
    for (const CompiledRule& rule : rules_.rules()) {
      const RuleDeclaration& declared = Declared(rule);
      for (const Term& term : rule.needs) {
        if (!starts(term.position) && !given[static_cast<size_t>(term.position)]) Add(declared, "never-given", Quoted(declared.id.view()) + " needs " + Quoted(term.text) + ", which no rule gives", "name a position that an attacker can come to");
      }
      for (const Term& term : rule.gives) {
        if (!harms(term.position) && !needed[static_cast<size_t>(term.position)]) Add(declared, "never-needed", Quoted(declared.id.view()) + " gives " + Quoted(term.text) + ", which no rule needs", "name what the attacker gains by it");
      }
    }
  }

  void Control(const ControlDeclaration& control) {
    bool used = std::any_of(control.sets.begin(), control.sets.end(), [&](const PropertySetting& setting) { return handled_by_[setting.property.value]; });
    if (!used) Add(control, "unused-control", Quoted(control.id.view()) + " sets nothing that handles a threat", "remove it, or write the rule that it answers");
    if (library_.Section(control.prose, "How to verify").empty()) Add(control, "missing-prose", Quoted(control.id.view()) + " does not say how to verify it", "add `## How to verify`");
  }

  void Technology(const TechnologyDeclaration& technology) {
    if (technology.defaults.empty()) Add(technology, "empty-technology", Quoted(technology.id.view()) + " maps to no property", "state what holds wherever it is used, or remove it");
  }

  void Property(size_t index) {
    const PropertyDeclaration& property = library_.properties()[index];
    if (!read_[index]) Add(property, "unread-property", "no rule reads " + Quoted(property.id.view()), "remove it, or use it in a rule");
    bool gate = property.default_value != 0 && property.yes_no();
    bool element = property.kinds & (KindBit(PlaceKind::actor) | KindBit(PlaceKind::process) | KindBit(PlaceKind::store) | KindBit(PlaceKind::flow));
    bool mapped = set_by_technology_[index];
    if (gate && element && !mapped) Add(property, "unmapped-property", "no technology says " + Quoted(property.id.view()) + ", so it holds only where somebody writes it", "let a technology set it, also to `unknown` where the question is worth asking");
  }

  void Steps() {
    for (const MethodDeclaration& method : library_.methods()) {
      for (const Text& wanted : method.worksheets) {
        bool known = std::any_of(Worksheets().begin(), Worksheets().end(), [&](const Worksheet& worksheet) { return wanted == worksheet.id; });
        if (!known) Add(method, "unknown-worksheet", Quoted(method.id.view()) + " wants the table " + Quoted(wanted.view()) + ", which nothing makes", "see the tables in the documentation of methods");
      }
      for (const Text& wanted : method.checks) {
        bool known = std::any_of(MethodChecks().begin(), MethodChecks().end(), [&](const MethodCheck& check) { return wanted == check.id; });
        if (!known) Add(method, "unknown-check", Quoted(method.id.view()) + " wants the check " + Quoted(wanted.view()) + ", which nothing does", "see the checks in the documentation of methods");
      }
      for (const PhaseDeclaration& phase : method.phases) {
        for (const Text& rule : phase.rules) {
          if (library_.FindRule(rule.view()) == kNone) Add(method, "unknown-rule", "phase " + Quoted(phase.id.view()) + " names the rule " + Quoted(rule.view()) + ", which does not exist", "`merlon library` lists the rules");
        }
      }
      for (const StepDeclaration& step : method.steps) {
        for (const Text& wanted : step.done_when) {
          bool known = std::any_of(Criteria().begin(), Criteria().end(), [&](const Criterion& criterion) { return wanted == criterion.id; });
          if (!known) Add(method, "unknown-criterion", "step " + Quoted(step.id.view()) + " waits for " + Quoted(wanted.view()) + ", which nothing checks", "see the table of criteria in the documentation of methods");
        }
      }
    }
  }

  void Cards() {
    for (const SuitDeclaration& suit : library_.suits()) {
      for (const CardDeclaration& card : suit.cards) {
        for (const Text& rule : card.rules) {
          if (library_.FindRule(rule.view()) == kNone) Add(suit, "unknown-rule", "the card " + Quoted(card.value.view()) + " names the rule " + Quoted(rule.view()) + ", which does not exist", "name a rule of the library, or none");
        }
      }
    }
  }

  void Assumptions() {
    for (const AssumptionDeclaration& assumption : library_.assumptions()) {
      for (const std::vector<Text>* list : {&assumption.contradicts, &assumption.implies, &assumption.covers}) {
        for (const Text& other : *list) {
          if (library_.FindAssumption(other.view()) == kNone) Add(assumption, "unknown-assumption", Quoted(assumption.id.view()) + " names the assumption " + Quoted(other.view()) + ", which does not exist", "write it, or take the name away");
        }
      }
      if (library_.Section(assumption.prose, {}).empty()) Add(assumption, "missing-prose", Quoted(assumption.id.view()) + " does not say what it means", "say what it gives, and where it fails");
    }
  }

  void References() {
    for (const ReferenceDeclaration& list : library_.references()) {
      StringMap known;
      std::string_view ids = library_.Section(list.prose, "Ids");
      while (!ids.empty()) {
        std::string_view line = ids.substr(0, ids.find('\n'));
        known.Insert(line.substr(0, line.find(' ')), 0);
        ids.remove_prefix(std::min(ids.size(), line.size() + 1));
      }
      for (const RuleDeclaration& rule : library_.rules()) Cited(rule, list, list.id == "cwe" ? rule.cwe : list.id == "capec" ? rule.capec : list.id == "attack" ? rule.attack : list.id == "asvs" ? rule.asvs : kNoTexts, known);
      if (list.id != "asvs") continue;
      for (const ControlDeclaration& control : library_.controls()) Cited(control, list, control.asvs, known);
    }
  }

  template <class Declaration>
  void Cited(const Declaration& declaration, const ReferenceDeclaration& list, const std::vector<Text>& ids, const StringMap& known) {
    for (const Text& id : ids) {
      if (known.Find(id.view()) == kNone) Add(declaration, "unknown-reference", Quoted(declaration.id.view()) + " cites " + Quoted(std::string(list.prefix.view()) + std::string(id.view())) + ", which does not exist", "look it up in `library/references/" + std::string(list.id.view()) + ".md`");
    }
  }

  static inline const std::vector<Text> kNoTexts;
  const Library& library_;
  const RuleSet& rules_;
  std::vector<bool> read_, handled_by_, set_by_control_, set_by_technology_;
  std::vector<LintFinding> findings_;
};

}  // namespace

std::vector<LintFinding> LintLibrary(const Library& library, const RuleSet& rules) {
  std::vector<LintFinding> findings = Linter(library, rules).Run();
  std::stable_sort(findings.begin(), findings.end(), [](const LintFinding& a, const LintFinding& b) { return a.what < b.what; });
  return findings;
}

}  // namespace merlon
