// Compiled conditions of rules: one graph of nodes for a whole library, in which equal sub-expressions are one node.
//
// Every node has a value for each row of its domain (a fact about all elements, all flows, …), so a condition is computed for all places at
// once. Nodes stand after the nodes they use. The body of `any`, `all`, `count` and of a subset speaks only of its own variable, which is why
// every node costs time linear in the model.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "facts/attributes.h"
#include "facts/facts.h"
#include "library/library.h"

namespace merlon {

using ExprId = Id<struct ExprTag>;

enum class Op : uint8_t {
  row,              // the place itself
  link,             // a: place; attribute
  property,         // a: place; property (yes-no)
  ordered,          // a: place; property (ordered)
  fact,             // a: place; attribute (tri)
  ordered_fact,     // a: place; attribute
  count_fact,       // a: place; attribute
  text_fact,        // a: place; attribute
  kind_is,          // a: place; value: bit set of kinds
  not_, and_, or_,  // a, b
  compare_ordered,  // a; relation; value: 1-based position
  compare_columns,  // a, b ordered; relation
  compare_count,    // a, b counts; relation
  compare_text,     // a; relation (= or !=); value: index into texts
  any, all,         // a: set; b: body
  count,            // a: set
  number,           // value
  add, subtract,    // a, b counts
  set,              // a: place; attribute
  everything,       // value: bit set of kinds
  subset,           // a: set; b: body
  member,           // a: place; b: global set
  reaches,          // a: place; b: global set; c: condition on what lies between, or none
};

enum class Relation : uint8_t { equal, not_equal, less, less_equal, greater, greater_equal };

struct Expr {
  Op op = Op::row;
  Relation relation = Relation::equal;
  Domain domain = Domain::system;  // whose rows the value is for; for sets: of the rows that have the set
  Domain items = Domain::system;   // sets and places: the domain of what they are
  uint32_t a = kNone, b = kNone, c = kNone;
  uint32_t index = kNone;          // attribute or property
  int32_t value = 0;
  auto operator<=>(const Expr&) const = default;
};

// An attacker's position in `needs` and `gives`.
enum class Position : uint8_t { nothing, reach, observe, alter, act_as, deceive, hold, run, read, write, deny, repudiate };
std::string_view Name(Position position);
struct Term {
  Position position = Position::nothing;
  ExprId argument;    // a place or a set of assets
  std::string text;   // as written
};

// What is lost: a fixed rating (1-based), or the worst of a set of assets.
struct CompiledImpact {
  uint8_t fixed = 0;
  ExprId assets;
};

struct CompiledRule {
  uint32_t declaration = kNone;
  PlaceKind kind = PlaceKind::system;
  ExprId when, handled;
  std::array<CompiledImpact, kObjectives> impact;
  std::vector<Term> needs, gives;
  std::vector<uint32_t> refines;  // indices into RuleSet::rules()
};

class RuleSet {
 public:
  // Compiles the library's rules; those with errors are reported and left out.
  void Compile(const Library& library, Diagnostics& diagnostics);

  const std::vector<CompiledRule>& rules() const { return rules_; }
  // The compiled rule with this id, or null.
  const CompiledRule* Find(const Library& library, std::string_view id) const;
  const std::vector<Expr>& nodes() const { return nodes_; }
  const Expr& node(ExprId id) const { return nodes_[id.value]; }
  const std::string& text(int32_t index) const { return texts_[static_cast<size_t>(index)]; }
  // The names of an ordered node's values, lowest first.
  std::vector<std::string_view> ValueNames(const Library& library, const Expr& node) const;
  // The node in the words of the language.
  std::string Print(const Library& library, ExprId id) const;

  // Adds a node, or finds the equal one that is there.
  ExprId Add(const Expr& expr);
  int32_t AddText(std::string_view text);

 private:
  std::vector<Expr> nodes_;
  std::map<Expr, uint32_t> known_;
  std::vector<std::string> texts_;
  std::vector<CompiledRule> rules_;
};

// Where an expression stands in a document, for messages.
struct ExpressionSource {
  const Document& document;
  NodeId node;
  std::string_view text;
};

// Reads a condition about the place `variable` (a kind of place). None after an error.
ExprId CompileCondition(RuleSet& rules, const Library& library, PlaceKind variable, const ExpressionSource& source, Diagnostics& diagnostics);
// Reads a path to a place or to a set of assets, for terms and impacts. None after an error.
ExprId CompilePath(RuleSet& rules, const Library& library, PlaceKind variable, const ExpressionSource& source, Diagnostics& diagnostics);

}  // namespace merlon
