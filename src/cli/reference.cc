// The generated part of the documentation.
#include "cli/reference.h"

#include <set>

#include "base/strings.h"
#include "engine/codes.h"
#include "facts/attributes.h"
#include "judge/scoring/scheme.h"
#include "language/schema.h"

namespace merlon::cli {
namespace {

// A cell of a Markdown table.
std::string Cell(std::string_view text) { return ReplaceAll(ReplaceAll(std::string(text), "|", "\\|"), "\n", " "); }

std::string Joined(const std::vector<Text>& texts) {
  std::string out;
  for (const Text& text : texts) out += (out.empty() ? "" : ", ") + std::string(text.view());
  return out;
}

std::string Codes() {
  std::string out = "# Diagnostic codes\n\nEvery code that `merlon check` and the other commands can report. *Malformed* ends every command with exit status 2; a *finding* concerns `check` only. Each code has an example in `tests/diagnostics/<code>/`.\n\n| code | severity | weight | meaning |\n|---|---|---|---|\n";
  for (const Code* code : AllCodes()) {
    out += "| [`" + std::string(code->id) + "`](../../tests/diagnostics/" + std::string(code->id) + "/) | " + std::string(Name(code->severity)) + " | " + (code->weight == Weight::malformed ? "malformed" : "finding") + " | " + Cell(code->meaning) + " |\n";
  }
  return out;
}

std::string_view DomainTitle(Domain domain) {
  static constexpr std::string_view kTitles[] = {"Elements (actor, process, store)", "Flows", "Zones", "Assets", "States", "Transitions", "The system"};
  return kTitles[static_cast<size_t>(domain)];
}

std::string Expressions(const Library& library) {
  std::string out = "# Names in rules\n\nWhat `when` and `handled` can use. The guide is `docs/rules.md`.\n";
  static constexpr std::string_view kKinds[] = {"yes-no", "ordered", "number", "text", "place", "set"};
  for (size_t d = 0; d < kDomains; ++d) {
    Domain domain = static_cast<Domain>(d);
    out += "\n## " + std::string(DomainTitle(domain)) + "\n\n| name | kind | meaning |\n|---|---|---|\n";
    for (const Attribute& attribute : Attributes()) {
      if (attribute.domain != domain) continue;
      std::string kind(kKinds[static_cast<size_t>(attribute.kind)]);
      for (size_t i = 0; i < attribute.values.size(); ++i) kind += (i ? " < " : ": ") + std::string(attribute.values[i]);
      out += "| `" + std::string(attribute.name) + "` | " + kind + " | " + Cell(attribute.doc) + " |\n";
    }
    for (const PropertyDeclaration& property : library.properties()) {
      bool here = false;
      for (size_t kind = 0; kind < kPlaceKinds; ++kind) here |= (property.kinds & KindBit(static_cast<PlaceKind>(kind))) && DomainOf(static_cast<PlaceKind>(kind)) == domain;
      if (!here) continue;
      std::string kind = property.yes_no() ? "property, yes-no" : "property: " + ReplaceAll(Joined(property.values), ", ", " < ");
      out += "| `" + std::string(property.id.view()) + "` | " + kind + " | " + Cell(property.title.view()) + " (" + Joined(property.of) + ") |\n";
    }
  }
  return out;
}

void DescribeShape(const Shape& shape, std::set<std::string_view>& known, std::string& out) {
  std::vector<const Shape*> inner;
  out += "\n## " + std::string(shape.name) + "\n\n";
  if (!shape.main.empty()) out += "Short form: a bare value means `" + std::string(shape.main) + "`.\n\n";
  static constexpr std::string_view kKinds[] = {"text", "reason", "name", "number", "date", "money", "effort", "yes-no", "one of", "anything", "list of texts", "list of names", "map", "list of maps", "map of entries"};
  if (!shape.fields.empty()) out += "| key | value | meaning |\n|---|---|---|\n";
  for (const Field& field : shape.fields) {
    std::string kind(kKinds[static_cast<size_t>(field.kind)]);
    if (field.kind == FieldKind::choice) {
      std::string names;
      for (std::string_view name : field.choices().names) {
        if (!name.empty()) names += (names.empty() ? " " : ", ") + std::string(name);
      }
      kind += names;
    }
    if (field.shape) {
      const Shape& nested = field.shape();
      kind += ": " + std::string(nested.name);
      if (known.insert(nested.name).second) inner.push_back(&nested);
    }
    out += "| `" + std::string(field.name) + "`" + (field.required ? " (required)" : "") + " | " + Cell(kind) + " | " + Cell(field.doc) + " |\n";
  }
  if (shape.other && shape.others) out += std::string(shape.fields.empty() ? "Its keys are " : "\nAlso ") + std::string(shape.others_are) + ".\n";
  for (const Shape* nested : inner) DescribeShape(*nested, known, out);
}

std::string Values(const Factor& factor) {
  std::string values;
  for (const FactorAnswer& answer : factor.answers) values += (values.empty() ? "" : ", ") + std::to_string(answer.points) + " " + std::string(answer.word);
  if (factor.any_number) values += "; any whole number from " + std::to_string(factor.least) + " to " + std::to_string(factor.most);
  return values;
}

// The schemes that `scores:` takes, with what each reads.
std::string SchemeTables() {
  std::string out = "\n## schemes of scoring\n\nHow each computes is in `docs/scoring.md`.\n\n| scheme | version | what is written | its label is of | source |\n|---|---|---|---|---|\n";
  for (const Scheme* scheme : Schemes()) {
    out += "| `" + std::string(scheme->id) + "` " + std::string(scheme->title) + " | " + std::string(scheme->version) + " | " + Cell(scheme->doc) + " | " + std::string(scheme->measures) + " | " + Cell(scheme->source) + " |\n";
  }
  for (const Scheme* scheme : Schemes()) {
    if (scheme->factors.empty()) continue;
    out += "\n### inputs of " + std::string(scheme->id) + "\n\n| input | values | meaning |\n|---|---|---|\n";
    for (const Factor& factor : scheme->factors) out += "| `" + std::string(factor.id) + "` | " + Values(factor) + " | " + Cell(factor.doc) + " |\n";
  }
  return out;
}

std::string Language() {
  std::string out = "# Every key of the language\n\nMade from the table that the reader uses. The guide is `docs/language.md`. Keys that start with `x-` are kept and ignored everywhere.\n";
  std::set<std::string_view> known;
  DescribeShape(ShapeOf(static_cast<const Model*>(nullptr)), known, out);
  return out + SchemeTables();
}

std::string LibraryPages(const Library& library) {
  std::string out = "# The library\n\n## Rules\n\n| rule | category | of | what goes wrong | references |\n|---|---|---|---|---|\n";
  for (const RuleDeclaration& rule : library.rules()) {
    std::string references;
    for (const Text& cwe : rule.cwe) references += (references.empty() ? "" : ", ") + ("CWE-" + std::string(cwe.view()));
    for (const Text& capec : rule.capec) references += (references.empty() ? "" : ", ") + ("CAPEC-" + std::string(capec.view()));
    for (const Text& attack : rule.attack) references += (references.empty() ? "" : ", ") + std::string(attack.view());
    for (const Text& asvs : rule.asvs) references += (references.empty() ? "" : ", ") + ("ASVS " + std::string(asvs.view()));
    out += "| [`" + std::string(rule.id.view()) + "`](../../" + library.document().path(rule.prose.file) + ") | " + std::string(rule.Category("stride")) + " | " + std::string(Name(rule.kind)) + " | " + Cell(rule.title.view()) + " | " + references + " |\n";
  }
  out += "\n## Properties\n\n| property | of | values | question |\n|---|---|---|---|\n";
  for (const PropertyDeclaration& property : library.properties()) {
    out += "| `" + std::string(property.id.view()) + "` | " + Joined(property.of) + " | " + (property.yes_no() ? "yes, no" : Joined(property.values)) + " | " + Cell(property.ask.view()) + " |\n";
  }
  out += "\n## Controls\n\n| control | what it is | sets | work | price |\n|---|---|---|---|---|\n";
  for (const ControlDeclaration& control : library.controls()) {
    std::string sets;
    for (const PropertySetting& setting : control.sets) sets += (sets.empty() ? "`" : ", `") + std::string(library.property(setting.property).id.view()) + ": " + std::string(PropertyValueName(library.property(setting.property), setting.value)) + "`";
    out += "| `" + std::string(control.id.view()) + "` | " + Cell(control.title.view()) + " | " + sets + " | " + std::string(control.effort.text.view()) + " | " + std::string(control.money.text.view()) + " |\n";
  }
  out += "\n## Technologies\n\n| technology | of | defaults |\n|---|---|---|\n";
  for (const TechnologyDeclaration& technology : library.technologies()) {
    std::string defaults;
    for (const PropertySetting& setting : technology.defaults) defaults += (defaults.empty() ? "`" : ", `") + std::string(library.property(setting.property).id.view()) + ": " + std::string(PropertyValueName(library.property(setting.property), setting.value)) + "`";
    out += "| `" + std::string(technology.id.view()) + "` " + Cell(technology.title.view()) + " | " + Joined(technology.of) + " | " + defaults + " |\n";
  }
  out += "\n## Adversaries\n\n| profile | rung | starts from | motive |\n|---|---|---|---|\n";
  for (const AdversaryDeclaration& adversary : library.adversaries()) {
    out += "| `" + std::string(adversary.id.view()) + "` " + Cell(adversary.title.view()) + " | " + std::to_string(adversary.rung.value) + " | " + Joined(adversary.access) + " | " + Joined(adversary.motive) + " |\n";
  }
  out += "\n## Advice\n\n| advice | for | rungs | what it says | sources |\n|---|---|---|---|---|\n";
  for (const AdviceDeclaration& advice : library.advice()) {
    out += "| `" + std::string(advice.id.view()) + "` | " + Joined(advice.subjects) + " | " + std::to_string(advice.from.value) + " to " + std::to_string(advice.to.value) + " | " + Cell(advice.title.view()) + " | " + Joined(advice.sources) + " |\n";
  }
  out += "\n## Methods\n";
  for (const MethodDeclaration& method : library.methods()) {
    out += "\n### " + std::string(method.title.view()) + " (`" + std::string(method.id.view()) + "`)\n\n";
    for (const StepDeclaration& step : method.steps) out += "- **" + std::string(step.title.view()) + "**: " + std::string(step.work.view()) + "\n";
  }
  out += "\n## Roles\n\n| role | what it can say | other names |\n|---|---|---|\n";
  for (const RoleDeclaration& role : library.roles()) out += "| `" + std::string(role.id.view()) + "` " + Cell(role.title.view()) + " | " + Cell(role.answers.view()) + " | " + Joined(role.aliases) + " |\n";
  out += "\n## Cards\n\nA card is named by its suit and its value: `tampering-7`.\n";
  for (const SuitDeclaration& suit : library.suits()) {
    out += "\n### " + std::string(suit.title.view()) + " (`" + std::string(suit.id.view()) + "`" + (suit.trump == Tri::yes ? ", trump" : "") + ")\n\n";
    for (const CardDeclaration& card : suit.cards) out += "- **" + std::string(card.value.view()) + "**: " + std::string(card.text.view()) + "\n";
  }
  out += "\n## Assumptions\n\n| assumption | what is assumed | contradicts | implies |\n|---|---|---|---|\n";
  for (const AssumptionDeclaration& assumption : library.assumptions()) {
    out += "| [`" + std::string(assumption.id.view()) + "`](../../" + library.document().path(assumption.prose.file) + ") " + Cell(assumption.title.view()) + " | " + Cell(assumption.says.view()) + " | " + Joined(assumption.contradicts) + " | " + Joined(assumption.implies) + " |\n";
  }
  return out;
}

}  // namespace

std::string Reference(std::string_view part, const Library& library) {
  if (part == "codes") return Codes();
  if (part == "expressions") return Expressions(library);
  if (part == "language") return Language();
  return LibraryPages(library);
}

}  // namespace merlon::cli
