#include "library/library.h"

#include <algorithm>

#include "base/strings.h"
#include "judge/scoring/scheme.h"
#include "library/codes.h"
#include "text/codes.h"

namespace merlon {

namespace {

constexpr Field kPropertyFields[] = {
    Is<&PropertyDeclaration::title>("title", "its name for people").Required(),
    Is<&PropertyDeclaration::of>("of", "the kinds of place that can have it").Required(),
    Is<&PropertyDeclaration::type>("type", "`yes-no`, unless `values` are given"),
    Is<&PropertyDeclaration::values>("values", "its values in order, the lowest first"),
    Is<&PropertyDeclaration::ask>("ask", "the question that asks for it").Required(),
    Is<&PropertyDeclaration::default_node>("default", "what holds where nobody says: for facts that tell what kind of thing a place is"),
};
constexpr Field kCategoryOfFields[] = {Is<&CategoryOf::category>("category", "the category in this method")};
constexpr Field kImpactFields[] = {
    Is<&Impact::confidentiality>("confidentiality", "what is lost: `worst(set of assets)` or a rating"),
    Is<&Impact::integrity>("integrity", "what is lost: `worst(set of assets)` or a rating"),
    Is<&Impact::availability>("availability", "what is lost: `worst(set of assets)` or a rating"),
};
constexpr Field kRuleFields[] = {
    Is<&RuleDeclaration::title>("title", "what goes wrong, with {place}, or {source} and {target} on flows").Required(),
    Is<&RuleDeclaration::categories>("categories", "its category in each method").Required(),
    Is<&RuleDeclaration::of>("of", "the kind of place it looks at").Required(),
    Is<&RuleDeclaration::when>("when", "the circumstances in which it applies").Required(),
    Is<&RuleDeclaration::handled>("handled", "what takes care of it").Required(),
    Is<&RuleDeclaration::needs>("needs", "what an attacker must already have"),
    Is<&RuleDeclaration::gives>("gives", "what an attacker gains").Required(),
    Is<&RuleDeclaration::effort>("effort", "of a skilled attacker who has what is needed: 1 h, 8 h, 80 h, 800 h or 8000 h").Required(),
    Is<&RuleDeclaration::impact>("impact", "what is lost, by objective").Required(),
    Is<&RuleDeclaration::sources>("sources", "where the knowledge comes from"),
    Is<&RuleDeclaration::cwe>("cwe", "numbers of CWE weaknesses"),
    Is<&RuleDeclaration::capec>("capec", "numbers of CAPEC patterns"),
    Is<&RuleDeclaration::attack>("attack", "ids of ATT&CK techniques"),
    Is<&RuleDeclaration::asvs>("asvs", "ids of ASVS 5 requirements"),
    Is<&RuleDeclaration::formerly>("formerly", "ids that this rule had before"),
    Is<&RuleDeclaration::refines>("refines", "general rules of which this one is a special case"),
};
constexpr Field kControlFields[] = {
    Is<&ControlDeclaration::title>("title", "its name for people").Required(),
    Is<&ControlDeclaration::sets_node>("sets", "the properties that it sets where it is applied").Required(),
    Is<&ControlDeclaration::suits_node>("suits", "properties of which a place must have one for it to be proposed there"),
    Is<&ControlDeclaration::money>("money", "its typical price"),
    Is<&ControlDeclaration::effort>("effort", "the typical work to put it in place"),
    Is<&ControlDeclaration::strength>("strength", "what it adds to a skilled attacker's effort"),
    Is<&ControlDeclaration::asvs>("asvs", "ids of ASVS 5 requirements"),
    Is<&ControlDeclaration::nist>("nist", "ids of NIST SP 800-53 controls"),
    Is<&ControlDeclaration::cis>("cis", "numbers of CIS controls, version 8"),
    Is<&ControlDeclaration::sources>("sources", "where the knowledge comes from"),
};
constexpr Field kTechnologyFields[] = {
    Is<&TechnologyDeclaration::title>("title", "its name for people").Required(),
    Is<&TechnologyDeclaration::of>("of", "the kinds of place that can be made of it").Required(),
    Is<&TechnologyDeclaration::aliases>("aliases", "other names for it"),
    Is<&TechnologyDeclaration::defaults_node>("defaults", "properties that hold wherever it is used"),
};
constexpr Field kAdversaryFields[] = {
    Is<&AdversaryDeclaration::title>("title", "its name for people").Required(),
    Is<&AdversaryDeclaration::rung>("rung", "its place on the ladder, 1 is lowest").Required(),
    Is<&AdversaryDeclaration::capability>("capability", "how able it is").Required(),
    Is<&AdversaryDeclaration::access>("access", "where it starts from").Required(),
    Is<&AdversaryDeclaration::effort>("effort", "what it can spend on one target"),
    Is<&AdversaryDeclaration::money>("money", "what it can spend on one target"),
    Is<&AdversaryDeclaration::motive>("motive", "what it wants"),
    Is<&AdversaryDeclaration::evidence>("evidence", "documented, observed or assumed"),
    Is<&AdversaryDeclaration::sources>("sources", "where the knowledge comes from"),
    Is<&AdversaryDeclaration::own_advice_only>("own-advice-only", "`yes` where general advice may do harm: only advice that names it is given"),
    Is<&AdversaryDeclaration::plain>("plain", "how it is told of in each language, for `merlon ask`"),
};
constexpr Field kReferenceFields[] = {
    Is<&ReferenceDeclaration::title>("title", "its name for people").Required(),
    Is<&ReferenceDeclaration::prefix>("prefix", "what stands before an id when it is shown"),
    Is<&ReferenceDeclaration::source>("source", "where the list comes from"),
};
constexpr Field kCategoryFields[] = {
    Is<&CategoryDeclaration::title>("title", "its name for people"),
    Is<&CategoryDeclaration::violates>("violates", "the security property that is lost"),
    Is<&CategoryDeclaration::of>("of", "the kinds of place it applies to"),
    Is<&CategoryDeclaration::plain>("plain", "the same without jargon"),
};
constexpr Field kStepFields[] = {
    Is<&StepDeclaration::title>("title", "its name for people"),
    Is<&StepDeclaration::work>("do", "what is done"),
    Is<&StepDeclaration::enter>("enter", "what must be there to start"),
    Is<&StepDeclaration::exit>("exit", "what must be there to finish"),
    Is<&StepDeclaration::asks>("asks", "what those present ask themselves"),
    Is<&StepDeclaration::done_when>("done-when", "the same as criteria that can be checked"),
};
constexpr Field kPhaseFields[] = {
    Is<&PhaseDeclaration::title>("title", "its name for people"),
    Is<&PhaseDeclaration::about>("about", "what the attacker does in it"),
    Is<&PhaseDeclaration::rules>("rules", "ids of rules whose threats belong to it"),
    Is<&PhaseDeclaration::attack>("attack", "ids of ATT&CK techniques"),
    Is<&PhaseDeclaration::gives>("gives", "what is gained by a threat of this phase"),
    Is<&PhaseDeclaration::categories>("categories", "categories of threats"),
};
constexpr Field kTierFields[] = {
    Is<&TierDeclaration::title>("title", "what is done at this tier"),
    Is<&TierDeclaration::scoring>("scoring", "how its threats are scored: `default`, or the id of a scheme"),
    Is<&TierDeclaration::evidence>("evidence", "the least that a mitigation must show"),
};
constexpr Field kRiskFields[] = {Is<&RiskRow::values>("values", "the risk, from very low to high feasibility")};
constexpr Field kAssumptionFields[] = {
    Is<&AssumptionDeclaration::title>("title", "its name for people").Required(),
    Is<&AssumptionDeclaration::says>("says", "what is assumed, in a sentence").Required(),
    Is<&AssumptionDeclaration::contradicts>("contradicts", "assumptions that cannot hold beside it"),
    Is<&AssumptionDeclaration::implies>("implies", "assumptions that hold with it"),
    Is<&AssumptionDeclaration::covers>("covers", "contradicted assumptions under which its claims hold as well"),
    Is<&AssumptionDeclaration::sources>("sources", "where it was first written down").Required(),
};
constexpr Field kMethodFields[] = {
    Is<&MethodDeclaration::title>("title", "its name for people").Required(),
    Is<&MethodDeclaration::categories>("categories", "its categories of threats"),
    Is<&MethodDeclaration::steps>("steps", "its steps, in order"),
    Is<&MethodDeclaration::scoring>("scoring", "how its threats are scored: `default`, or the id of a scheme"),
    Is<&MethodDeclaration::tiers>("tiers", "what it asks for at each tier of assurance"),
    Is<&MethodDeclaration::phases>("phases", "the phases of an attack, in order"),
    Is<&MethodDeclaration::risk>("risk", "risk values, by impact and feasibility"),
    Is<&MethodDeclaration::derives>("derives", "sections of a model from which threats follow"),
    Is<&MethodDeclaration::checks>("checks", "what `check` also looks at"),
    Is<&MethodDeclaration::worksheets>("worksheets", "its tables"),
    Is<&MethodDeclaration::chapters>("chapters", "the chapters of its report"),
    Is<&MethodDeclaration::sources>("sources", "where the method is described"),
};
constexpr Field kRoleFields[] = {
    Is<&RoleDeclaration::title>("title", "its name for people").Required(),
    Is<&RoleDeclaration::answers>("answers", "what this role can say that nobody else can").Required(),
    Is<&RoleDeclaration::aliases>("aliases", "other names for it"),
    Is<&RoleDeclaration::prompts>("prompts", "what it would ask, for a session without it").Required(),
};
constexpr Field kCardFields[] = {
    Is<&CardDeclaration::value>("value", "2 to 10, jack, queen, king or ace").Required(),
    Is<&CardDeclaration::text>("text", "what somebody could do").Required(),
    Is<&CardDeclaration::rules>("rules", "rules that look for the like"),
};
constexpr Field kSuitFields[] = {
    Is<&SuitDeclaration::title>("title", "its name for people").Required(),
    Is<&SuitDeclaration::deck>("deck", "the deck that it belongs to").Required(),
    Is<&SuitDeclaration::category>("category", "the category of the threats that its cards speak of").Required(),
    Is<&SuitDeclaration::trump>("trump", "whether its cards beat those of every other suit"),
    Is<&SuitDeclaration::leads>("leads", "whether who holds its lowest card begins"),
    Is<&SuitDeclaration::cards>("cards", "its cards, the lowest first").Required(),
};

constexpr Shape kPropertyShape{"a property", "", kPropertyFields, ""};
constexpr Shape kCategoryOfShape{"a category", "", kCategoryOfFields, "category", KeyKind::id};
constexpr Shape kImpactShape{"the impact", "", kImpactFields, ""};
constexpr Shape kRuleShape{"a rule", "", kRuleFields, ""};
constexpr Shape kControlShape{"a control", "", kControlFields, ""};
constexpr Shape kTechnologyShape{"a technology", "", kTechnologyFields, ""};
constexpr Shape kAdversaryShape{"an adversary", "", kAdversaryFields, ""};
constexpr Shape kReferenceShape{"a list of references", "", kReferenceFields, ""};
constexpr Shape kCategoryShape{"a category", "", kCategoryFields, "title"};
constexpr Shape kStepShape{"a step", "", kStepFields, "title"};
constexpr Shape kRoleShape{"a role", "", kRoleFields, ""};
constexpr Shape kCardShape{"a card", "", kCardFields, ""};
constexpr Shape kSuitShape{"a suit of cards", "", kSuitFields, ""};
constexpr Shape kPhaseShape{"a phase", "", kPhaseFields, "title"};
constexpr Shape kTierShape{"a tier", "", kTierFields, "title"};
constexpr Shape kRiskShape{"a row of the risk matrix", "", kRiskFields, "values"};
constexpr Shape kAssumptionShape{"an assumption", "", kAssumptionFields, ""};
constexpr Shape kMethodShape{"a method", "", kMethodFields, ""};

}  // namespace

const Shape& ShapeOf(const PropertyDeclaration*) { return kPropertyShape; }
const Shape& ShapeOf(const CategoryOf*) { return kCategoryOfShape; }
const Shape& ShapeOf(const Impact*) { return kImpactShape; }
const Shape& ShapeOf(const RuleDeclaration*) { return kRuleShape; }
const Shape& ShapeOf(const ControlDeclaration*) { return kControlShape; }
const Shape& ShapeOf(const TechnologyDeclaration*) { return kTechnologyShape; }
const Shape& ShapeOf(const AdversaryDeclaration*) { return kAdversaryShape; }
const Shape& ShapeOf(const RoleDeclaration*) { return kRoleShape; }
const Shape& ShapeOf(const CardDeclaration*) { return kCardShape; }
const Shape& ShapeOf(const SuitDeclaration*) { return kSuitShape; }
const Shape& ShapeOf(const ReferenceDeclaration*) { return kReferenceShape; }
const Shape& ShapeOf(const CategoryDeclaration*) { return kCategoryShape; }
const Shape& ShapeOf(const StepDeclaration*) { return kStepShape; }
const Shape& ShapeOf(const PhaseDeclaration*) { return kPhaseShape; }
const Shape& ShapeOf(const TierDeclaration*) { return kTierShape; }
const Shape& ShapeOf(const RiskRow*) { return kRiskShape; }
const Shape& ShapeOf(const AssumptionDeclaration*) { return kAssumptionShape; }
const Shape& ShapeOf(const MethodDeclaration*) { return kMethodShape; }

namespace {

// The bytes [begin, end) of the metadata and where the prose starts; false when there is none.
bool FindFrontMatter(std::string_view text, size_t& begin, size_t& end, size_t& prose) {
  if (text.substr(0, 4) != "---\n") return false;
  begin = 4;
  size_t close = text.find("\n---", 3);
  if (close == std::string_view::npos) return false;
  end = close + 1;
  size_t line_end = text.find('\n', end);
  if (Trim(text.substr(end, line_end == std::string_view::npos ? line_end : line_end - end)) != "---") return false;
  prose = line_end == std::string_view::npos ? text.size() : line_end + 1;
  return true;
}

// A method names Merlon's own score or one of the schemes.
void CheckScoring(const Text& scoring, const Document& document, Diagnostics& diagnostics) {
  if (scoring.empty() || scoring == "default" || FindScheme(scoring.view())) return;
  std::vector<std::string_view> known = {"default"};
  known.insert(known.end(), std::begin(kSchemeIds), std::end(kSchemeIds));
  std::string all;
  for (std::string_view id : known) all += (all.empty() ? "`" : ", `") + std::string(id) + "`";
  std::string_view near = Nearest(scoring.view(), known);
  diagnostics.Add(codes::kUnknownValue, document.span(scoring.node), "`" + std::string(scoring.view()) + "` is no way of scoring", near.empty() ? "one of " + all : "did you mean `" + std::string(near) + "`?");
}

KindSet ReadKinds(const std::vector<Text>& names, const Document& document, Diagnostics& diagnostics) {
  KindSet kinds = 0;
  for (const Text& name : names) {
    auto found = std::find(kPlaceKindNames.begin(), kPlaceKindNames.end(), name.view());
    if (found != kPlaceKindNames.end()) {
      kinds |= KindBit(static_cast<PlaceKind>(found - kPlaceKindNames.begin()));
      continue;
    }
    std::string_view near = Nearest(name.view(), kPlaceKindNames);
    diagnostics.Add(codes::kUnknownPlaceKind, document.span(name.node), "`" + std::string(name.view()) + "` is no kind of place",
                    near.empty() ? "the kinds are actor, process, store, flow, zone, asset, state, transition and system" : "did you mean `" + std::string(near) + "`?");
  }
  return kinds;
}

}  // namespace

std::string_view RuleDeclaration::Category(std::string_view method) const {
  for (const CategoryOf& entry : categories) {
    if (entry.id == method) return entry.category.view();
  }
  return {};
}

NodeId ParseMetadata(Document& document, FileId file, uint32_t& prose, Diagnostics& diagnostics) {
  uint32_t base = document.base(file);
  size_t begin = 0, end = 0, below = 0;
  if (!FindFrontMatter(document.source(file), begin, end, below)) {
    diagnostics.Add(codes::kNoFrontMatter, {base, base + 1}, "the file does not start with metadata", "start it with a line `---`, the metadata, and another line `---`");
    return {};
  }
  prose = static_cast<uint32_t>(below);
  return document.ParsePart(file, begin, end, diagnostics);
}

bool RuleDeclaration::SpeaksIn(std::span<const std::string_view> methods) const {
  return std::any_of(methods.begin(), methods.end(), [&](std::string_view method) { return !Category(method).empty(); });
}

template <class Declaration>
void Library::Read(std::vector<Declaration>& list, StringMap& ids, std::string_view id, FileId file, const LibraryFile& from, Diagnostics& diagnostics) {
  uint32_t base = document_.base(file), prose = from.prose;
  NodeId root = from.metadata.nodes.empty() ? ParseMetadata(document_, file, prose, diagnostics) : document_.Adopt(file, from.metadata);
  if (!root) return;
  Declaration declaration;
  ShapeReader reader(document_, diagnostics);
  reader.ReadRecord(ShapeOf(static_cast<const Declaration*>(nullptr)), &declaration, root, root);
  declaration.id = Text(id, root);
  declaration.prose = {file, prose};
  uint32_t index = static_cast<uint32_t>(list.size());
  if (uint32_t other = ids.Insert(id, index); other != index) {
    diagnostics.Add(codes::kLibraryCollision, {base, base + 3}, "`" + std::string(id) + "` is declared already", "give the file another name")
        .related.push_back({"first here", {document_.base(list[other].prose.file), document_.base(list[other].prose.file) + 3}});
    return;
  }
  list.push_back(std::move(declaration));
}

void Library::Add(std::span<const LibraryFile> files, Diagnostics& diagnostics) {
  size_t first_property = properties_.size(), first_rule = rules_.size(), first_control = controls_.size(), first_technology = technologies_.size(), first_method = methods_.size(), first_advice = advice_.size();
  for (const LibraryFile& library_file : files) {
    std::string shown = library_file.folder + library_file.path;
    FileId file = library_file.metadata.nodes.empty() ? document_.AddFile(std::move(shown), ReplaceAll(std::string(library_file.text()), "\r\n", "\n"), diagnostics) : document_.AddFixedFile(std::move(shown), library_file.fixed);
    // Ids point into the document's copy of the path, which stays.
    std::string_view path = std::string_view(document_.path(file)).substr(library_file.folder.size());
    std::string_view folder = path.substr(0, path.find('/'));
    std::string_view name = path.substr(path.rfind('/') + 1);
    std::string_view id = name.substr(0, name.size() > 3 ? name.size() - 3 : 0);
    uint32_t base = document_.base(file);
    auto bad = [&](std::string message, std::string hint) { diagnostics.Add(codes::kBadLibraryFile, {base, base}, std::move(message), std::move(hint)); };
    if (!IsId(id)) {
      bad("`" + std::string(name) + "` is not an id followed by `.md`", "name the file after the thing it declares: `weak-peer-identity.md`");
      continue;
    }
    if (folder == "rules") Read(rules_, rule_ids_, id, file, library_file, diagnostics);
    else if (folder == "properties") Read(properties_, property_ids_, id, file, library_file, diagnostics);
    else if (folder == "controls") Read(controls_, control_ids_, id, file, library_file, diagnostics);
    else if (folder == "technologies") Read(technologies_, technology_ids_, id, file, library_file, diagnostics);
    else if (folder == "adversaries") Read(adversaries_, adversary_ids_, id, file, library_file, diagnostics);
    else if (folder == "methods") Read(methods_, method_ids_, id, file, library_file, diagnostics);
    else if (folder == "assumptions") Read(assumptions_, assumption_ids_, id, file, library_file, diagnostics);
    else if (folder == "references") Read(references_, reference_ids_, id, file, library_file, diagnostics);
    else if (folder == "advice") Read(advice_, advice_ids_, id, file, library_file, diagnostics);
    else if (folder == "subjects") Read(subjects_, subject_ids_, id, file, library_file, diagnostics);
    else if (folder == "words") Read(languages_, language_ids_, id, file, library_file, diagnostics);
    else if (folder == "roles") Read(roles_, role_ids_, id, file, library_file, diagnostics);
    else if (folder == "cards") Read(suits_, suit_ids_, id, file, library_file, diagnostics);
    else bad("`" + std::string(path) + "` lies in no folder of a library", "put it in `rules`, `properties`, `controls`, `technologies`, `adversaries`, `methods`, `assumptions`, `references`, `advice`, `subjects`, `words`, `roles` or `cards`");
  }
  Resolve(first_property, first_rule, first_control, first_technology, diagnostics);
  for (size_t i = first_method; i < methods_.size(); ++i) {
    CheckScoring(methods_[i].scoring, document_, diagnostics);
    for (const TierDeclaration& tier : methods_[i].tiers) CheckScoring(tier.scoring, document_, diagnostics);
  }
  for (size_t i = first_advice; i < advice_.size(); ++i) CheckAdvice(advice_[i], diagnostics);
}

// An advice speaks of subjects and adversaries that there are.
void Library::CheckAdvice(const AdviceDeclaration& advice, Diagnostics& diagnostics) const {
  auto check = [&](const std::vector<Text>& names, const StringMap& known, std::string_view what) {
    for (const Text& name : names) {
      if (known.Find(name.view()) == kNone) diagnostics.Add(codes::kUnknownValue, document_.span(name.node), "`" + std::string(name.view()) + "` is no " + std::string(what), "name one that the library has, or add its file");
    }
  };
  check(advice.subjects, subject_ids_, "subject");
  check(advice.who, adversary_ids_, "adversary");
}

const PlainAdversary* AdversaryDeclaration::Plain(std::string_view language) const {
  for (const PlainAdversary& entry : plain) {
    if (entry.id == language) return &entry;
  }
  return nullptr;
}

void Library::Resolve(size_t first_property, size_t first_rule, size_t first_control, size_t first_technology, Diagnostics& diagnostics) {
  for (size_t i = first_property; i < properties_.size(); ++i) properties_[i].kinds = ReadKinds(properties_[i].of, document_, diagnostics);
  for (size_t i = first_rule; i < rules_.size(); ++i) {
    RuleDeclaration& rule = rules_[i];
    KindSet kinds = rule.of.empty() ? 0 : ReadKinds({rule.of}, document_, diagnostics);
    for (size_t kind = 0; kind < kPlaceKinds; ++kind) {
      if (kinds == KindBit(static_cast<PlaceKind>(kind))) rule.kind = static_cast<PlaceKind>(kind);
    }
  }
  ShapeReader reader(document_, diagnostics);
  for (size_t i = first_property; i < properties_.size(); ++i) {
    if (NodeId node = properties_[i].default_node.node) properties_[i].default_value = ReadPropertyValue(reader, properties_[i], node);
  }
  // A technology may set `unknown`: that makes a question worth asking which a property's default would answer.
  auto settings = [&](NodeId map, std::vector<PropertySetting>& out, bool may_ask) {
    if (!map || document_.IsNull(map)) return;
    if (!document_.IsMapping(map)) return reader.WrongType(map, "a map from property to value");
    document_.ForEachEntry(map, [&](NodeId key, NodeId value) {
      uint32_t property = FindProperty(document_.text(key));
      if (property == kNone) {
        std::vector<std::string_view> names;
        for (const PropertyDeclaration& declared : properties_) names.push_back(declared.id.view());
        std::string_view near = Nearest(document_.text(key), names);
        diagnostics.Add(codes::kUnknownProperty, document_.span(key), "no property `" + std::string(document_.text(key)) + "` is declared",
                        near.empty() ? "declare it in `properties/`" : "did you mean `" + std::string(near) + "`?");
        return;
      }
      uint8_t read = ReadPropertyValue(reader, properties_[property], value);
      if (read || (may_ask && document_.text(value) == "unknown")) out.push_back({PropertyId(property), read, value});
    });
  };
  for (size_t i = first_control; i < controls_.size(); ++i) {
    settings(controls_[i].sets_node.node, controls_[i].sets, false);
    settings(controls_[i].suits_node.node, controls_[i].suits, false);
  }
  for (size_t i = first_technology; i < technologies_.size(); ++i) {
    TechnologyDeclaration& technology = technologies_[i];
    technology.kinds = ReadKinds(technology.of, document_, diagnostics);
    settings(technology.defaults_node.node, technology.defaults, true);
    for (const Text& alias : technology.aliases) {
      uint32_t index = static_cast<uint32_t>(i);
      if (technology_ids_.Insert(alias.view(), index) == index) continue;
      diagnostics.Add(codes::kLibraryCollision, document_.span(alias.node), "`" + std::string(alias.view()) + "` already names another technology", "remove the alias");
    }
  }
}

uint32_t Library::FindTechnologyIn(std::string_view name, PlaceKind kind) const {
  auto in_dashes = [](std::string_view text) {
    std::string joined = "-";
    for (const std::string& word : Words(text)) joined.append(word).append("-");
    return joined;
  };
  std::string said = in_dashes(name);
  uint32_t best = kNone;
  std::pair<size_t, size_t> best_match;  // length, position
  for (uint32_t i = 0; i < technologies_.size(); ++i) {
    const TechnologyDeclaration& technology = technologies_[i];
    if (!(technology.kinds & KindBit(kind))) continue;
    auto look_for = [&](std::string_view known) {
      std::string wanted = in_dashes(known);
      size_t at = said.rfind(wanted);
      std::pair<size_t, size_t> match{wanted.size(), at};
      if (at != std::string::npos && wanted.size() > 2 && match > best_match) best_match = match, best = i;
    };
    look_for(technology.id.view());
    look_for(technology.title.view());
    for (const Text& alias : technology.aliases) look_for(alias.view());
  }
  return best;
}

uint32_t Library::FindRole(std::string_view name) const {
  std::vector<std::string> wanted = Words(name);
  for (uint32_t i = 0; i < roles_.size(); ++i) {
    auto called = [&](const Text& text) { return Words(text.view()) == wanted; };
    if (called(roles_[i].id) || called(roles_[i].title) || std::any_of(roles_[i].aliases.begin(), roles_[i].aliases.end(), called)) return i;
  }
  return kNone;
}

std::string_view Library::Section(const Prose& prose, std::string_view title) const {
  std::string_view text = document_.source(prose.file).substr(prose.begin);
  size_t start = 0;
  if (!title.empty()) {
    std::string heading = "## " + std::string(title) + "\n";
    size_t found = text.substr(0, heading.size()) == heading ? 0 : text.find("\n" + heading);
    if (found == std::string_view::npos) return {};
    start = text.find('\n', found + (found ? 1 : 0)) + 1;
  }
  std::string_view rest = text.substr(start);
  size_t end = rest.substr(0, 3) == "## " ? 0 : rest.find("\n## ");
  return Trim(rest.substr(0, end));
}

std::vector<RuleCase> Library::Cases(const RuleDeclaration& rule) const {
  std::vector<RuleCase> cases;
  std::string_view text = document_.source(rule.prose.file);
  // The line break before the prose belongs to it: the cases may stand first.
  size_t at = text.find("\n## Cases\n", rule.prose.begin - 1);
  while (at != std::string_view::npos) {
    size_t heading = text.find("\n### ", at);
    if (heading == std::string_view::npos) break;
    size_t line_end = std::min(text.find('\n', heading + 1), text.size());
    std::string_view line = text.substr(heading + 5, line_end - heading - 5);
    size_t colon = line.find(':');
    std::string_view head = line.substr(0, colon);
    RuleCase found;
    found.title = colon == std::string_view::npos ? std::string_view() : Trim(line.substr(colon + 1));
    found.expected = head.substr(0, head.find(' '));
    size_t place = head.find(" at ");
    if (place != std::string_view::npos) found.place = Trim(head.substr(place + 4));
    found.line = static_cast<uint32_t>(std::count(text.begin(), text.begin() + static_cast<ptrdiff_t>(heading) + 1, '\n')) + 1;
    size_t next = text.find("\n### ", heading + 1);
    size_t fence = text.find("\n```yaml\n", heading);
    if (fence != std::string_view::npos && (next == std::string_view::npos || fence < next)) {
      size_t body = fence + 9;
      size_t close = text.find("\n```", body - 1);
      if (close != std::string_view::npos) found.model = text.substr(body, close + 1 > body ? close + 1 - body : 0);
    }
    cases.push_back(found);
    at = heading + 1;
  }
  return cases;
}

uint8_t ReadPropertyValue(ShapeReader& reader, const PropertyDeclaration& property, NodeId node) {
  if (property.yes_no()) return static_cast<uint8_t>(reader.ReadTri(node));
  if (reader.document.IsNull(node) || reader.document.text(node) == "unknown") return 0;
  std::vector<std::string_view> names;
  for (const Text& value : property.values) names.push_back(value.view());
  uint32_t choice = reader.ReadChoice(node, names, property.id.view());
  return choice == kNone ? 0 : static_cast<uint8_t>(choice + 1);
}

std::string_view PropertyValueName(const PropertyDeclaration& property, uint8_t value) {
  if (value == 0) return "unknown";
  if (property.yes_no()) return value == static_cast<uint8_t>(Tri::yes) ? "yes" : "no";
  return value <= property.values.size() ? property.values[value - 1].view() : "unknown";
}

}  // namespace merlon
