#include <algorithm>

#include "base/strings.h"
#include "rules/codes.h"
#include "rules/expression.h"

namespace merlon {
namespace {

// What each position takes: places of these domains, or assets.
struct PositionShape {
  std::string_view name;
  bool elements, flows, zones, assets;
};
constexpr PositionShape kPositions[] = {
    {"nothing", false, false, false, false}, {"reach", true, false, true, false},  {"observe", false, true, false, false}, {"alter", false, true, false, false},
    {"act-as", true, false, false, false},   {"deceive", true, false, false, false}, {"hold", false, false, false, true},    {"run", true, false, false, false},
    {"read", false, false, false, true},     {"write", false, false, false, true},   {"deny", true, true, false, true},      {"repudiate", true, false, false, false},
};

constexpr int64_t kEfforts[] = {1, 8, 80, 800, 8000};

class RuleCompiler {
 public:
  RuleCompiler(RuleSet& rules, const Library& library, Diagnostics& diagnostics) : rules_(rules), library_(library), document_(library.document()), diagnostics_(diagnostics) {}

  // False when the rule cannot be used.
  bool Compile(uint32_t index, CompiledRule& rule) {
    const RuleDeclaration& declared = library_.rules()[index];
    rule.declaration = index;
    rule.kind = declared.kind;
    if (declared.when.empty() || declared.handled.empty() || declared.of.empty()) return false;
    rule.when = CompileCondition(rules_, library_, rule.kind, Source(declared.when), diagnostics_);
    rule.handled = CompileCondition(rules_, library_, rule.kind, Source(declared.handled), diagnostics_);
    const Text* impacts[kObjectives] = {&declared.impact.confidentiality, &declared.impact.integrity, &declared.impact.availability};
    for (size_t i = 0; i < kObjectives; ++i) {
      if (!impacts[i]->empty()) rule.impact[i] = CompileImpact(rule.kind, *impacts[i], kObjectiveNames[i]);
    }
    for (const Text& term : declared.needs) rule.needs.push_back(CompileTerm(rule.kind, term));
    for (const Text& term : declared.gives) rule.gives.push_back(CompileTerm(rule.kind, term));
    bool known = std::find(std::begin(kEfforts), std::end(kEfforts), declared.effort.hours) != std::end(kEfforts);
    if (declared.effort.given() && !known) Bad(declared.effort.text, "the effort is not one of the five steps", "write 1 h, 8 h, 80 h, 800 h or 8000 h");
    CheckCategories(declared);
    return rule.when && rule.handled;
  }

 private:
  ExpressionSource Source(const Text& text) const { return {document_, text.node, text.view()}; }
  void Bad(const Text& text, std::string message, std::string hint) { diagnostics_.Add(codes::kBadTerm, document_.span(text.node), std::move(message), std::move(hint)); }

  CompiledImpact CompileImpact(PlaceKind kind, const Text& text, std::string_view objective) {
    CompiledImpact impact;
    std::string_view written = text.view();
    if (written.substr(0, 6) == "worst(" && written.back() == ')') {
      Text inside(written.substr(6, written.size() - 7), text.node);
      impact.assets = CompilePath(rules_, library_, kind, Source(inside), diagnostics_);
      if (impact.assets && rules_.node(impact.assets).items != Domain::asset) {
        Bad(text, "`worst` takes assets", "name a set of assets, such as `flow.carries`");
        impact.assets = ExprId();
      }
      return impact;
    }
    uint32_t property = library_.FindProperty(objective);
    if (property == kNone) return impact;
    for (const Text& value : library_.properties()[property].values) {
      ++impact.fixed;
      if (value == written) return impact;
    }
    impact.fixed = 0;
    Bad(text, "`" + std::string(written) + "` is no rating and no `worst(…)`", "write a rating such as `medium`, or `worst(flow.carries)`");
    return impact;
  }

  Term CompileTerm(PlaceKind kind, const Text& text) {
    Term term;
    term.text = std::string(text.view());
    std::string_view written = text.view();
    if (written == "nothing") return term;
    size_t open = written.find('(');
    std::string_view name = written.substr(0, open);
    const PositionShape* shape = nullptr;
    std::vector<std::string_view> names;
    for (size_t i = 0; i < std::size(kPositions); ++i) {
      names.push_back(kPositions[i].name);
      if (kPositions[i].name != name) continue;
      shape = &kPositions[i];
      term.position = static_cast<Position>(i);
    }
    if (!shape || open == std::string_view::npos || written.back() != ')') {
      std::string_view near = Nearest(name, names);
      Bad(text, "`" + std::string(written) + "` is no position of an attacker", near.empty() || shape ? "write it like `reach(process)` or `read(flow.carries)`" : "did you mean `" + std::string(near) + "`?");
      return term;
    }
    Text inside(written.substr(open + 1, written.size() - open - 2), text.node);
    term.argument = CompilePath(rules_, library_, kind, Source(inside), diagnostics_);
    if (!term.argument) return term;
    Domain domain = rules_.node(term.argument).items;
    bool fits = (domain == Domain::element && shape->elements) || (domain == Domain::flow && shape->flows) || (domain == Domain::zone && shape->zones) || (domain == Domain::asset && shape->assets);
    if (!fits) Bad(text, "`" + std::string(name) + "` does not take this kind of thing", "see the table of positions in the rule reference");
    return term;
  }

  void CheckCategories(const RuleDeclaration& declared) {
    for (const CategoryOf& entry : declared.categories) {
      uint32_t method = library_.FindMethod(entry.id.view());
      if (method == kNone) continue;  // a pack that is not loaded: the rule is silent there
      bool known = false;
      for (const CategoryDeclaration& category : library_.methods()[method].categories) known |= category.id == entry.category.view();
      if (known) continue;
      // A value that was left empty has no place of its own.
      NodeId at = entry.category.node ? entry.category.node : entry.id.node;
      std::string method_id(entry.id.view());
      std::string message = entry.category.empty() ? "no category of method `" + method_id + "` is named" : "method `" + method_id + "` has no category `" + std::string(entry.category.view()) + "`";
      diagnostics_.Add(codes::kUnknownCategory, document_.span(at), std::move(message), "see `merlon library show " + std::string(entry.id.view()) + "`");
    }
  }

  RuleSet& rules_;
  const Library& library_;
  const Document& document_;
  Diagnostics& diagnostics_;
};

std::string_view Symbol(Relation relation) {
  static constexpr std::string_view kSymbols[] = {" = ", " != ", " < ", " <= ", " > ", " >= "};
  return kSymbols[static_cast<size_t>(relation)];
}

std::string_view VariableName(Domain domain) {
  static constexpr std::string_view kNames[] = {"element", "flow", "zone", "asset", "state", "transition", "system"};
  return kNames[static_cast<size_t>(domain)];
}

}  // namespace

std::string_view Name(Position position) { return kPositions[static_cast<size_t>(position)].name; }

ExprId RuleSet::Add(const Expr& expr) {
  auto [entry, added] = known_.try_emplace(expr, static_cast<uint32_t>(nodes_.size()));
  if (added) nodes_.push_back(expr);
  return ExprId(entry->second);
}

int32_t RuleSet::AddText(std::string_view text) {
  auto found = std::find(texts_.begin(), texts_.end(), text);
  if (found != texts_.end()) return static_cast<int32_t>(found - texts_.begin());
  texts_.emplace_back(text);
  return static_cast<int32_t>(texts_.size()) - 1;
}

void RuleSet::Compile(const Library& library, Diagnostics& diagnostics) {
  for (uint32_t i = 0; i < library.rules().size(); ++i) {
    CompiledRule rule;
    if (RuleCompiler(*this, library, diagnostics).Compile(i, rule)) rules_.push_back(std::move(rule));
  }
  for (CompiledRule& rule : rules_) {
    for (const Text& general : library.rules()[rule.declaration].refines) {
      const CompiledRule* found = Find(library, general.view());
      if (found && found->kind == rule.kind && found != &rule) {
        rule.refines.push_back(static_cast<uint32_t>(found - rules_.data()));
        continue;
      }
      diagnostics.Add(codes::kBadTerm, library.document().span(general.node), "`" + std::string(general.view()) + "` is no other rule of the same kind of place", "name a more general rule that looks at the same places");
    }
  }
}

const CompiledRule* RuleSet::Find(const Library& library, std::string_view id) const {
  for (const CompiledRule& rule : rules_) {
    if (library.rules()[rule.declaration].id == id) return &rule;
  }
  return nullptr;
}

std::vector<std::string_view> RuleSet::ValueNames(const Library& library, const Expr& node) const {
  std::vector<std::string_view> names;
  uint32_t property = node.index;
  if (node.op == Op::ordered_fact) {
    const Attribute& attribute = Attributes()[node.index];
    if (!attribute.values.empty()) return {attribute.values.begin(), attribute.values.end()};
    property = library.FindProperty(attribute.name);
  }
  if (property == kNone) return names;
  for (const Text& value : library.properties()[property].values) names.push_back(value.view());
  return names;
}

std::string RuleSet::Print(const Library& library, ExprId id) const {
  const Expr& expr = node(id);
  auto print = [&](uint32_t child) { return Print(library, ExprId(child)); };
  auto grouped = [&](uint32_t child) {
    Op op = nodes_[child].op;
    return op == Op::and_ || op == Op::or_ ? "(" + print(child) + ")" : print(child);
  };
  switch (expr.op) {
    case Op::row: return std::string(VariableName(expr.domain));
    case Op::link:
    case Op::fact:
    case Op::ordered_fact:
    case Op::count_fact:
    case Op::text_fact:
    case Op::set: return print(expr.a) + "." + std::string(Attributes()[expr.index].name);
    case Op::property:
    case Op::ordered: return print(expr.a) + "." + std::string(library.properties()[expr.index].id.view());
    case Op::kind_is:
      for (PlaceKind kind : {PlaceKind::actor, PlaceKind::process, PlaceKind::store}) {
        if (expr.value == KindBit(kind)) return print(expr.a) + " is " + std::string(merlon::Name(kind));
      }
      return {};
    case Op::not_: return "not " + grouped(expr.a);
    case Op::and_: return grouped(expr.a) + " and " + grouped(expr.b);
    case Op::or_: return grouped(expr.a) + " or " + grouped(expr.b);
    case Op::compare_ordered: return print(expr.a) + std::string(Symbol(expr.relation)) + std::string(ValueNames(library, nodes_[expr.a])[static_cast<size_t>(expr.value) - 1]);
    case Op::compare_columns:
    case Op::compare_count: return print(expr.a) + std::string(Symbol(expr.relation)) + print(expr.b);
    case Op::compare_text: return print(expr.a) + std::string(Symbol(expr.relation)) + "\"" + text(expr.value) + "\"";
    case Op::any:
    case Op::all: return std::string(expr.op == Op::any ? "any(" : "all(") + std::string(VariableName(nodes_[expr.a].items)) + " in " + print(expr.a) + ": " + print(expr.b) + ")";
    case Op::count: return "count(" + print(expr.a) + ")";
    case Op::number: return std::to_string(expr.value);
    case Op::add: return print(expr.a) + " + " + print(expr.b);
    case Op::subtract: return print(expr.a) + " - " + print(expr.b);
    case Op::everything: {
      static constexpr std::string_view kNames[] = {"actors", "processes", "stores", "flows", "zones", "assets", "states", "transitions"};
      for (size_t kind = 0; kind < std::size(kNames); ++kind) {
        if (expr.value == KindBit(static_cast<PlaceKind>(kind))) return std::string(kNames[kind]);
      }
      return "elements";
    }
    case Op::subset: return "{" + std::string(VariableName(expr.items)) + " in " + print(expr.a) + ": " + print(expr.b) + "}";
    case Op::member: return print(expr.a) + " in " + print(expr.b);
    case Op::reaches:
      if (expr.c == kNone) return "reaches(" + print(expr.a) + ", " + print(expr.b) + ")";
      return "path(" + print(expr.a) + ", " + print(expr.b) + ", element: " + print(expr.c) + ")";
  }
  return {};
}

}  // namespace merlon
