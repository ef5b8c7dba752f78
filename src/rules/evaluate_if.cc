#include "rules/evaluate_if.h"

#include <algorithm>

#include "rules/relation.h"

namespace merlon {
namespace {

class WhatIf {
 public:
  WhatIf(const RuleSet& rules, const Facts& facts, const Columns& columns, const Assumption* assumption)
      : rules_(rules), facts_(facts), columns_(columns), places_(rules, facts, columns), assumption_(assumption) {}

  Tri Value(uint32_t node, uint32_t row) const {
    const Expr& expr = rules_.nodes()[node];
    switch (expr.op) {
      case Op::not_: return Not(Value(expr.a, row));
      case Op::and_: return And(Value(expr.a, row), Value(expr.b, row));
      case Op::or_: return Or(Value(expr.a, row), Value(expr.b, row));
      case Op::property: {
        Place place = places_.PlaceAt(ExprId(expr.a), row);
        if (!place) return Tri::no;
        return static_cast<Tri>(Fact(place, PropertyId(expr.index)));
      }
      case Op::compare_ordered: {
        const Expr& ordered = rules_.nodes()[expr.a];
        if (ordered.op != Op::ordered) break;
        Place place = places_.PlaceAt(ExprId(ordered.a), row);
        uint8_t value = place ? Fact(place, PropertyId(ordered.index)) : kNotApplicable;
        if (value == kNotApplicable) return Tri::no;
        int most = static_cast<int>(facts_.library->properties()[ordered.index].values.size());
        return CompareRange(expr.relation, value ? value : 1, value ? value : most, expr.value, expr.value);
      }
      case Op::any:
      case Op::all: {
        uint32_t set = expr.a;
        while (rules_.nodes()[set].op == Op::subset) set = rules_.nodes()[set].a;
        if (rules_.nodes()[set].op != Op::set) break;
        Tri result = expr.op == Op::any ? Tri::no : Tri::yes;
        ForEachItem(expr.a, row, [&](uint32_t item, Tri in) {
          Tri body = Value(expr.b, item);
          result = expr.op == Op::any ? Or(result, And(in, body)) : And(result, Or(Not(in), body));
        });
        return result;
      }
      default: break;
    }
    return columns_.Column(ExprId(node)).Get(expr.domain == Domain::system ? 0 : row);
  }

  // The properties that the node reads at `row`, with the values worth trying.
  void Leaves(uint32_t node, uint32_t row, std::vector<Assumption>& leaves) const {
    if (leaves.size() >= kMostLeaves) return;
    const Expr& expr = rules_.nodes()[node];
    switch (expr.op) {
      case Op::not_: return Leaves(expr.a, row, leaves);
      case Op::and_:
      case Op::or_: Leaves(expr.a, row, leaves); return Leaves(expr.b, row, leaves);
      case Op::property: {
        Place place = places_.PlaceAt(ExprId(expr.a), row);
        if (!place || !Declared(place, expr.index)) return;
        for (Tri value : {Tri::yes, Tri::no}) leaves.push_back({place, PropertyId(expr.index), static_cast<uint8_t>(value)});
        return;
      }
      case Op::compare_ordered: {
        const Expr& ordered = rules_.nodes()[expr.a];
        if (ordered.op != Op::ordered) return;
        Place place = places_.PlaceAt(ExprId(ordered.a), row);
        if (!place || !Declared(place, ordered.index)) return;
        int most = static_cast<int>(facts_.library->properties()[ordered.index].values.size());
        for (int value = 1; value <= most; ++value) leaves.push_back({place, PropertyId(ordered.index), static_cast<uint8_t>(value)});
        return;
      }
      case Op::any:
      case Op::all: {
        uint32_t set = expr.a;
        while (rules_.nodes()[set].op == Op::subset) set = rules_.nodes()[set].a;
        if (rules_.nodes()[set].op == Op::set) ForEachItem(expr.a, row, [&](uint32_t item, Tri) { Leaves(expr.b, item, leaves); });
        return;
      }
      default: return;
    }
  }

 private:
  static constexpr size_t kMostLeaves = 64;

  bool Declared(Place place, uint32_t property) const { return facts_.library->properties()[property].kinds & KindBit(KindOf(*facts_.model, place)); }
  uint8_t Fact(Place place, PropertyId property) const {
    if (assumption_ && assumption_->place == place && assumption_->property == property) return assumption_->value;
    return facts_.Value(place, property);
  }
  template <class Visit>
  void ForEachItem(uint32_t set, uint32_t row, Visit visit) const {
    std::vector<uint32_t> conditions;
    while (rules_.nodes()[set].op == Op::subset) conditions.push_back(rules_.nodes()[set].b), set = rules_.nodes()[set].a;
    for (uint32_t item : places_.Items(ExprId(set), row)) {
      Tri in = Tri::yes;
      for (uint32_t condition : conditions) in = And(in, Value(condition, item));
      visit(item, in);
    }
  }

  const RuleSet& rules_;
  const Facts& facts_;
  const Columns& columns_;
  Evaluator places_;
  const Assumption* assumption_;
};

}  // namespace

Tri EvaluateIf(const RuleSet& rules, const Facts& facts, const Columns& columns, ExprId node, uint32_t row, const Assumption& assumption) {
  return WhatIf(rules, facts, columns, &assumption).Value(node.value, row);
}

std::vector<Assumption> WaysToHold(const RuleSet& rules, const Facts& facts, const Columns& columns, ExprId node, uint32_t row, size_t most) {
  std::vector<Assumption> leaves, ways;
  WhatIf(rules, facts, columns, nullptr).Leaves(node.value, row, leaves);
  for (const Assumption& leaf : leaves) {
    if (ways.size() >= most) break;
    bool known = std::any_of(ways.begin(), ways.end(), [&](const Assumption& way) { return way.place == leaf.place && way.property == leaf.property; });
    if (!known && EvaluateIf(rules, facts, columns, node, row, leaf) == Tri::yes) ways.push_back(leaf);
  }
  return ways;
}

}  // namespace merlon
