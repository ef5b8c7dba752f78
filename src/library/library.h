// The library: rules, properties, controls, technologies, adversaries, methods, advice, assumptions, roles and suits of cards, as their files declare them.
//
// One file is one declaration; its id is the file's name. A library is a value: it is given texts, and reads no file by itself.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/string_map.h"
#include "library/advice.h"
#include "model/model.h"
#include "text/document.h"
#include "text/shape.h"

namespace merlon {

// A set of kinds of place, one bit each.
using KindSet = uint16_t;
constexpr KindSet KindBit(PlaceKind kind) { return static_cast<KindSet>(1u << static_cast<unsigned>(kind)); }

struct LibraryFile {
  std::string path;  // relative to the library's folder: `rules/tampering/sql-injection.md`
  std::string own_text;     // empty where `fixed` is given
  std::string folder = {};  // as messages show it, with its slash; empty for the built-in library
  // Of a file that was read when the program was built: its metadata and where the prose begins. Without nodes it is read now.
  ReadyTree metadata = {};
  uint32_t prose = 0;
  std::string_view fixed = {};  // the text of a file that is part of the program, which outlives everything

  std::string_view text() const { return fixed.empty() ? std::string_view(own_text) : fixed; }
};

// Reads the metadata at the start of a library file. `prose` is where the text below begins. None after an error.
NodeId ParseMetadata(Document& document, FileId file, uint32_t& prose, Diagnostics& diagnostics);

struct PropertyDeclaration {
  Text id, title;
  std::vector<Text> of;
  Text type;                 // `yes-no`, or empty when `values` are given
  std::vector<Text> values;  // ordered, lowest first
  Text ask;
  // What holds where nobody says: only for facts that tell what kind of thing a place is (`mobile-app`), never for a measure or a weakness.
  Anything default_node;
  uint8_t default_value = 0;  // as WrittenProperty encodes it; 0: unknown
  KindSet kinds = 0;
  Prose prose;
  bool yes_no() const { return values.empty(); }
};

// `property: value` in a control or a technology.
struct PropertySetting {
  PropertyId property;
  uint8_t value = 0;
  NodeId node;
};

struct CategoryOf {
  Text id;  // the method
  Text category;
};
struct Impact {
  Text confidentiality, integrity, availability;
};
struct RuleDeclaration {
  Text id, title;
  Entries<CategoryOf> categories;
  Text of;
  Text when, handled;
  std::vector<Text> needs, gives;
  Effort effort;
  Impact impact;
  std::vector<Text> sources, cwe, capec, attack, asvs, formerly;
  // General rules of which this one is a special case: at a place where both speak, only this one is listed.
  std::vector<Text> refines;
  PlaceKind kind = PlaceKind::system;
  Prose prose;
  // The rule's category in `method`, or empty.
  std::string_view Category(std::string_view method) const;
  // Whether it has a category in one of the methods; elsewhere it is silent.
  bool SpeaksIn(std::span<const std::string_view> methods) const;
};

struct ControlDeclaration {
  Text id, title;
  Anything sets_node, suits_node;
  std::vector<PropertySetting> sets;
  std::vector<PropertySetting> suits;  // it is proposed only where one of these holds; empty: anywhere
  Money money;
  Effort effort, strength;
  std::vector<Text> asvs, nist, cis, sources;
  Prose prose;
};

struct TechnologyDeclaration {
  Text id, title;
  std::vector<Text> of, aliases;
  Anything defaults_node;
  std::vector<PropertySetting> defaults;
  KindSet kinds = 0;
  Prose prose;
};

struct AdversaryDeclaration {
  Text id, title;
  Number rung;
  Capability capability = Capability::unknown;
  std::vector<Text> access, motive;
  Effort effort;
  Money money;
  Text evidence;
  std::vector<Text> sources;
  Entries<PlainAdversary> plain;  // by language
  Tri own_advice_only = Tri::unknown;
  Prose prose;
  // How it is told of in this language, or null.
  const PlainAdversary* Plain(std::string_view language) const;
};

struct CategoryDeclaration {
  Text id, title, violates, plain;
  std::vector<Text> of;
};
struct StepDeclaration {
  Text id, title, work, enter, exit;
  std::vector<Text> asks;       // what those present ask themselves at this step
  std::vector<Text> done_when;  // criteria that the engine can check, see judge/steps.h
};
// A phase of an attack, and what puts a threat into it; the first phase that a threat fits is its own.
struct PhaseDeclaration {
  Text id, title, about;
  std::vector<Text> rules;       // ids of rules
  std::vector<Text> attack;      // ids of ATT&CK techniques that the rule names
  std::vector<Text> gives;       // what the attacker gains: `read`, `act-as`
  std::vector<Text> categories;  // of the model's first method
};
// What a method asks for at one tier of assurance; `id` is the tier.
struct TierDeclaration {
  Text id, title, scoring;
  EvidenceTier evidence = EvidenceTier::none;  // the least that a mitigation must show
};
// Risk values of one impact, from very low to high feasibility; `id` is the impact.
struct RiskRow {
  Text id;
  std::vector<Text> values;
};
struct MethodDeclaration {
  Text id, title;
  Entries<CategoryDeclaration> categories;
  Entries<StepDeclaration> steps;
  Text scoring;
  Entries<TierDeclaration> tiers;
  Entries<PhaseDeclaration> phases;
  Entries<RiskRow> risk;
  std::vector<Text> derives;     // sections of a model from which threats follow: `actions`
  std::vector<Text> checks;      // what `check` also looks at, see judge/method_checks.h
  std::vector<Text> worksheets;  // its tables, see engine/worksheets.h
  std::vector<Text> chapters;
  std::vector<Text> sources;
  Prose prose;
};

// A named adversary model or condition that claims rest on.
struct AssumptionDeclaration {
  Text id, title;
  Text says;  // one sentence, for the statement of a model
  std::vector<Text> contradicts, implies;
  std::vector<Text> covers;  // contradicted ones that ask less of whoever makes a claim: what holds under this holds under them
  std::vector<Text> sources;
  Prose prose;
};

// A role that somebody takes in a session.
struct RoleDeclaration {
  Text id, title;
  Text answers;               // what this role can say that nobody else can
  std::vector<Text> aliases;  // other names for it
  std::vector<Text> prompts;  // what it would ask, for a session without it
  Prose prose;
};

// A suit of a deck of cards. The cards stand from the lowest to the highest.
struct CardDeclaration {
  Text value, text;
  std::vector<Text> rules;  // that look for the like
};
struct SuitDeclaration {
  Text id, title, deck;
  Text category;            // of the threats that its cards speak of
  Tri trump = Tri::unknown, leads = Tri::unknown;
  std::vector<CardDeclaration> cards;
  Prose prose;
};

// A list of others' ids that rules and controls may cite. Below `## Ids` one stands on each line, its name after a space where it has one.
struct ReferenceDeclaration {
  Text id, title;
  Text prefix;  // before an id when it is shown: `CWE-`
  Text source;
  Prose prose;
};

// One fenced model under `## Cases`, with what it must give.
struct RuleCase {
  std::string_view expected;  // open, handled, undetermined, silent
  std::string_view place;     // empty: anywhere
  std::string_view title;
  std::string_view model;
  uint32_t line = 0;
};

class Library {
 public:
  // Adds the files to what is there. Files of one call may use each other and everything added before. Ids must be new.
  void Add(std::span<const LibraryFile> files, Diagnostics& diagnostics);

  const std::vector<PropertyDeclaration>& properties() const { return properties_; }
  const std::vector<RuleDeclaration>& rules() const { return rules_; }
  const std::vector<ControlDeclaration>& controls() const { return controls_; }
  const std::vector<TechnologyDeclaration>& technologies() const { return technologies_; }
  const std::vector<AdversaryDeclaration>& adversaries() const { return adversaries_; }
  const std::vector<MethodDeclaration>& methods() const { return methods_; }
  const std::vector<ReferenceDeclaration>& references() const { return references_; }
  const std::vector<AdviceDeclaration>& advice() const { return advice_; }
  const std::vector<SubjectDeclaration>& subjects() const { return subjects_; }
  const std::vector<LanguageDeclaration>& languages() const { return languages_; }
  const std::vector<RoleDeclaration>& roles() const { return roles_; }
  const std::vector<SuitDeclaration>& suits() const { return suits_; }
  const std::vector<AssumptionDeclaration>& assumptions() const { return assumptions_; }

  // Indices by id (technologies also by alias), or kNone.
  uint32_t FindProperty(std::string_view id) const { return property_ids_.Find(id); }
  uint32_t FindRule(std::string_view id) const { return rule_ids_.Find(id); }
  uint32_t FindControl(std::string_view id) const { return control_ids_.Find(id); }
  uint32_t FindTechnology(std::string_view name) const { return technology_ids_.Find(name); }
  // The technology for this kind of place that a name given by people speaks of: one of its names stands there in whole words. The longest name
  // counts, then the last, as the noun comes last in English. kNone where none is named. O(technologies x length).
  uint32_t FindTechnologyIn(std::string_view name, PlaceKind kind) const;
  uint32_t FindAdversary(std::string_view id) const { return adversary_ids_.Find(id); }
  uint32_t FindMethod(std::string_view id) const { return method_ids_.Find(id); }
  uint32_t FindAdvice(std::string_view id) const { return advice_ids_.Find(id); }
  uint32_t FindSubject(std::string_view id) const { return subject_ids_.Find(id); }
  uint32_t FindLanguage(std::string_view id) const { return language_ids_.Find(id); }
  uint32_t FindSuit(std::string_view id) const { return suit_ids_.Find(id); }
  // The role that people call so: by id, title or alias, in whatever case and with spaces or dashes. kNone: none. O(roles).
  uint32_t FindRole(std::string_view name) const;
  uint32_t FindAssumption(std::string_view id) const { return assumption_ids_.Find(id); }
  const PropertyDeclaration& property(PropertyId id) const { return properties_[id.value]; }

  // The text under the heading `## title`, or above the first heading when `title` is empty.
  std::string_view Section(const Prose& prose, std::string_view title) const;
  std::vector<RuleCase> Cases(const RuleDeclaration& rule) const;
  const Document& document() const { return document_; }

 private:
  template <class Declaration>
  void Read(std::vector<Declaration>& list, StringMap& ids, std::string_view id, FileId file, const LibraryFile& from, Diagnostics& diagnostics);
  void Resolve(size_t first_property, size_t first_rule, size_t first_control, size_t first_technology, Diagnostics& diagnostics);
  void CheckAdvice(const AdviceDeclaration& advice, Diagnostics& diagnostics) const;

  Document document_;
  std::vector<PropertyDeclaration> properties_;
  std::vector<RuleDeclaration> rules_;
  std::vector<ControlDeclaration> controls_;
  std::vector<TechnologyDeclaration> technologies_;
  std::vector<AdversaryDeclaration> adversaries_;
  std::vector<MethodDeclaration> methods_;
  std::vector<ReferenceDeclaration> references_;
  std::vector<AdviceDeclaration> advice_;
  std::vector<SubjectDeclaration> subjects_;
  std::vector<LanguageDeclaration> languages_;
  StringMap property_ids_, rule_ids_, control_ids_, technology_ids_, adversary_ids_, method_ids_, reference_ids_, advice_ids_, subject_ids_, language_ids_, role_ids_, suit_ids_, assumption_ids_;
  std::vector<RoleDeclaration> roles_;
  std::vector<SuitDeclaration> suits_;
  std::vector<AssumptionDeclaration> assumptions_;
};

// Reads the value of a property at `node`: a Tri, or 1 + index of an ordered value; 0 when unknown or wrong (reported).
uint8_t ReadPropertyValue(ShapeReader& reader, const PropertyDeclaration& property, NodeId node);
// The value as people write it: `yes`, `high`; `unknown` for 0.
std::string_view PropertyValueName(const PropertyDeclaration& property, uint8_t value);

}  // namespace merlon
