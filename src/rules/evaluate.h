// The value of a condition at one place, and the facts that decided it.
#pragma once

#include <string>
#include <vector>

#include "facts/facts.h"
#include "rules/columns.h"
#include "rules/expression.h"

namespace merlon {

// One fact that a condition hung on: a property or derived fact at a place, with its value in words.
struct DecidingFact {
  ExprId node;          // the leaf
  Place place;          // where the fact holds
  std::string_view fact;  // its name
  std::string value;
  PropertyId property;  // none for derived facts
  bool unknown = false;
};

// A question whose answer a condition waits for.
struct OpenQuestion {
  std::string_view fact;  // property or field
  Place place;
  PropertyId property;    // none for fields
  std::string_view ask;   // with placeholders
  bool operator==(const OpenQuestion& other) const { return fact == other.fact && place == other.place; }
};

struct Explanation {
  std::vector<DecidingFact> facts;   // at most kMostFacts
  std::vector<OpenQuestion> asks;    // at most kMostAsks: what waits for more than that, one answer does not settle
  static constexpr size_t kMostFacts = 12;
  static constexpr size_t kMostAsks = 64;
};

// Evaluates nodes at single rows. `columns` holds what spans the whole model (`reaches`, sets of everything) and must have computed the roots.
class Evaluator {
 public:
  Evaluator(const RuleSet& rules, const Facts& facts, const Columns& columns) : rules_(rules), facts_(facts), columns_(columns) {}

  Tri Evaluate(ExprId node, uint32_t row) const { return columns_.Column(node).Get(RowFor(node.value, row)); }
  // Adds the facts that decided the node's value at `row`.
  void Explain(ExprId node, uint32_t row, Explanation& explanation) const { ExplainTri(node.value, row, explanation); }
  // The place that a place node leads to from `row`; none where a link is missing.
  Place PlaceAt(ExprId node, uint32_t row) const;
  // The rows of a set, or the one row of a place.
  std::vector<uint32_t> Items(ExprId node, uint32_t row) const;
  // The same without a copy where the node is a plain set of its row.
  template <class Visit>
  void ForEachItem(ExprId node, uint32_t row, Visit visit) const {
    const Expr& expr = rules_.node(node);
    if (expr.op == Op::set && rules_.nodes()[expr.a].op == Op::row) {
      for (uint32_t item : Attributes()[expr.index].set(facts_).Row(RowFor(node.value, row))) visit(item);
      return;
    }
    for (uint32_t item : Items(node, row)) visit(item);
  }

 private:
  uint32_t RowFor(uint32_t node, uint32_t row) const { return rules_.nodes()[node].domain == Domain::system ? 0 : row; }
  Tri Value(uint32_t node, uint32_t row) const { return columns_.Column(ExprId(node)).Get(RowFor(node, row)); }
  void ExplainTri(uint32_t node, uint32_t row, Explanation& out) const;
  void ExplainNode(uint32_t node, uint32_t row, Explanation& out) const;
  void ExplainOrdered(uint32_t node, uint32_t row, Explanation& out) const;
  void ExplainCount(uint32_t node, uint32_t row, Explanation& out) const;
  void ExplainQuantifier(uint32_t node, uint32_t row, Explanation& out) const;
  void AddFact(uint32_t node, Place place, std::string_view fact, std::string value, PropertyId property, Explanation& out) const;
  void AskProperty(Place place, uint32_t property, Explanation& out) const;
  void Ask(OpenQuestion question, Explanation& out) const;
  std::vector<uint32_t> SetRows(uint32_t set, uint32_t row, std::vector<uint32_t>& conditions) const;

  const RuleSet& rules_;
  const Facts& facts_;
  const Columns& columns_;
};

}  // namespace merlon
