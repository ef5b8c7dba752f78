#include "rules/evaluate.h"

#include <algorithm>

namespace merlon {
namespace {

std::string_view Word(Tri value) { return value == Tri::yes ? "yes" : value == Tri::no ? "no" : "unknown"; }

}  // namespace

Place Evaluator::PlaceAt(ExprId node, uint32_t row) const {
  // Recursion as deep as the path is long, which the length of an expression bounds.
  const Expr& expr = rules_.nodes()[node.value];
  if (expr.op == Op::row) return {expr.items, RowFor(node.value, row)};
  Place from = PlaceAt(ExprId(expr.a), row);
  if (!from) return from;
  const Attribute& link = Attributes()[expr.index];
  return {link.target, link.link(facts_)[from.row]};
}

std::vector<uint32_t> Evaluator::SetRows(uint32_t set, uint32_t row, std::vector<uint32_t>& conditions) const {
  while (rules_.nodes()[set].op == Op::subset) conditions.push_back(rules_.nodes()[set].b), set = rules_.nodes()[set].a;
  const Expr& expr = rules_.nodes()[set];
  std::vector<uint32_t> rows;
  if (expr.op == Op::everything) {
    for (uint32_t item = 0; item < facts_.rows(expr.items); ++item) {
      if (expr.items != Domain::element || (expr.value & KindBit(facts_.model->element_kind(item)))) rows.push_back(item);
    }
    return rows;
  }
  Place place = PlaceAt(ExprId(expr.a), row);
  if (!place) return rows;
  std::span<const uint32_t> list = Attributes()[expr.index].set(facts_).Row(place.row);
  return {list.begin(), list.end()};
}

std::vector<uint32_t> Evaluator::Items(ExprId node, uint32_t row) const {
  Op op = rules_.node(node).op;
  if (op == Op::row || op == Op::link) {
    Place place = PlaceAt(node, row);
    return place ? std::vector<uint32_t>{place.row} : std::vector<uint32_t>{};
  }
  std::vector<uint32_t> conditions;
  std::vector<uint32_t> rows = SetRows(node.value, row, conditions);
  std::erase_if(rows, [&](uint32_t item) {
    return std::any_of(conditions.begin(), conditions.end(), [&](uint32_t condition) { return columns_.Has(ExprId(condition)) && Value(condition, item) == Tri::no; });
  });
  return rows;
}

void Evaluator::Ask(OpenQuestion question, Explanation& out) const {
  if (out.asks.size() >= Explanation::kMostAsks) return;
  if (std::find(out.asks.begin(), out.asks.end(), question) == out.asks.end()) out.asks.push_back(question);
}

void Evaluator::AskProperty(Place place, uint32_t property, Explanation& out) const {
  const PropertyDeclaration& declared = facts_.library->properties()[property];
  Ask({declared.id.view(), place, PropertyId(property), declared.ask.view()}, out);
}

void Evaluator::AddFact(uint32_t node, Place place, std::string_view fact, std::string value, PropertyId property, Explanation& out) const {
  for (const DecidingFact& known : out.facts) {
    if (known.fact == fact && known.place == place) return;
  }
  bool unknown = value == "unknown";
  if (out.facts.size() < Explanation::kMostFacts) out.facts.push_back({ExprId(node), place, fact, std::move(value), property, unknown});
}

void Evaluator::ExplainTri(uint32_t node, uint32_t row, Explanation& out) const {
  // What is settled asks nothing, even where it stands on a value that is only partly known.
  size_t asks_before = out.asks.size();
  ExplainNode(node, row, out);
  if (Value(node, row) != Tri::unknown) out.asks.resize(std::min(asks_before, out.asks.size()));
}

void Evaluator::ExplainNode(uint32_t node, uint32_t row, Explanation& out) const {
  const Expr& expr = rules_.nodes()[node];
  switch (expr.op) {
    case Op::not_: return ExplainTri(expr.a, row, out);
    case Op::and_:
    case Op::or_: {
      // The side that decides: one `no` settles an `and`, one `yes` settles an `or`; otherwise every part counts.
      Tri value = Value(node, row);
      Tri settles = expr.op == Op::and_ ? Tri::no : Tri::yes;
      for (uint32_t child : {expr.a, expr.b}) {
        Tri part = Value(child, row);
        bool counts = value == settles || value == Tri::unknown ? part == value : true;
        if (!counts) continue;
        ExplainTri(child, row, out);
        if (value == settles) return;
      }
      return;
    }
    case Op::property: {
      Place place = PlaceAt(ExprId(expr.a), row);
      if (!place) return AddFact(node, {rules_.nodes()[node].domain, RowFor(node, row)}, "missing-link", "no", {}, out);
      Tri value = facts_.GetTri(place, PropertyId(expr.index));
      AddFact(node, place, facts_.library->properties()[expr.index].id.view(), std::string(Word(value)), PropertyId(expr.index), out);
      if (value == Tri::unknown) AskProperty(place, expr.index, out);
      return;
    }
    case Op::fact: {
      Place place = PlaceAt(ExprId(expr.a), row);
      const Attribute& attribute = Attributes()[expr.index];
      if (place) AddFact(node, place, attribute.name, std::string(Word(attribute.tri(facts_).Get(place.row))), {}, out);
      return;
    }
    case Op::kind_is: {
      Place place = PlaceAt(ExprId(expr.a), row);
      if (place) AddFact(node, place, "kind", std::string(Name(KindOf(*facts_.model, place))), {}, out);
      return;
    }
    case Op::compare_ordered: return ExplainOrdered(expr.a, row, out);
    case Op::compare_columns: ExplainOrdered(expr.a, row, out); return ExplainOrdered(expr.b, row, out);
    case Op::compare_count: ExplainCount(expr.a, row, out); return ExplainCount(expr.b, row, out);
    case Op::compare_text: {
      const Expr& text = rules_.nodes()[expr.a];
      Place place = PlaceAt(ExprId(text.a), row);
      const Attribute& attribute = Attributes()[text.index];
      if (place) AddFact(expr.a, place, attribute.name, std::string(attribute.text(facts_, place.row)), {}, out);
      return;
    }
    case Op::any:
    case Op::all: return ExplainQuantifier(node, row, out);
    case Op::member:
    case Op::reaches: {
      Place place = PlaceAt(ExprId(expr.a), row);
      if (place) AddFact(node, place, expr.op == Op::reaches ? "reaches" : "member", std::string(Word(Value(node, row))), {}, out);
      if (Value(node, row) != Tri::unknown) return;
      // What is unknown is who belongs to the set, or what may be passed.
      std::vector<uint32_t> conditions;
      std::vector<uint32_t> rows = SetRows(expr.b, row, conditions);
      if (expr.c != kNone) conditions.push_back(expr.c);
      for (uint32_t condition : conditions) {
        for (uint32_t item : rows) {
          if (Value(condition, item) == Tri::unknown) ExplainTri(condition, item, out);
        }
      }
      return;
    }
    default: return;
  }
}

void Evaluator::ExplainOrdered(uint32_t node, uint32_t row, Explanation& out) const {
  const Expr& expr = rules_.nodes()[node];
  Place place = PlaceAt(ExprId(expr.a), row);
  if (!place) return;
  std::vector<std::string_view> names = rules_.ValueNames(*facts_.library, expr);
  if (expr.op == Op::ordered) {
    uint8_t value = facts_.GetOrdered(place, PropertyId(expr.index));
    if (value == kNotApplicable) return;
    AddFact(node, place, facts_.library->properties()[expr.index].id.view(), value ? std::string(names[value - 1]) : "unknown", PropertyId(expr.index), out);
    if (value == 0) AskProperty(place, expr.index, out);
    return;
  }
  const Attribute& attribute = Attributes()[expr.index];
  const RangeColumn& range = attribute.range(facts_);
  bool known = range.low[place.row] == range.high[place.row];
  AddFact(node, place, attribute.name, known ? std::string(names[range.low[place.row] - 1]) : "unknown", {}, out);
  if (known) return;
  if (!attribute.ask.empty()) return Ask({attribute.name, place, {}, attribute.ask}, out);
  if (attribute.name == "trust-step") {
    uint32_t trust = facts_.library->FindProperty("trust");
    for (const std::vector<uint32_t>* end : {&facts_.flow_source, &facts_.flow_target}) {
      uint32_t element = (*end)[place.row];
      uint32_t zone = element == kNone ? kNone : facts_.element_zone[element];
      bool unstated = trust != kNone && zone != kNone && facts_.GetOrdered({Domain::zone, zone}, PropertyId(trust)) == 0;
      if (unstated) AskProperty({Domain::zone, zone}, trust, out);
    }
    return;
  }
  // A worst rating waits for the ratings of the assets, or for the assets themselves.
  uint32_t property = facts_.library->FindProperty(attribute.name);
  const Csr& assets = place.domain == Domain::flow ? facts_.carries : facts_.assets_of;
  for (uint32_t asset : assets.Row(place.row)) {
    if (facts_.GetOrdered({Domain::asset, asset}, PropertyId(property)) == 0) AskProperty({Domain::asset, asset}, property, out);
  }
  if (assets.Row(place.row).empty()) Ask({place.domain == Domain::flow ? "carries" : "holds", place, {}, "Which assets does {place} carry or keep?"}, out);
}

void Evaluator::ExplainCount(uint32_t node, uint32_t row, Explanation& out) const {
  const Expr& expr = rules_.nodes()[node];
  if (expr.op == Op::add || expr.op == Op::subtract) {
    ExplainCount(expr.a, row, out);
    return ExplainCount(expr.b, row, out);
  }
  if (expr.op == Op::count_fact) {
    Place place = PlaceAt(ExprId(expr.a), row);
    if (place) AddFact(node, place, Attributes()[expr.index].name, std::to_string(Attributes()[expr.index].count(facts_)[place.row]), {}, out);
    return;
  }
  if (expr.op != Op::count) return;
  std::vector<uint32_t> conditions;
  std::vector<uint32_t> rows = SetRows(expr.a, row, conditions);
  size_t low = 0, high = 0;
  for (uint32_t item : rows) {
    Tri in = Tri::yes;
    for (uint32_t condition : conditions) in = And(in, Value(condition, item));
    low += in == Tri::yes;
    high += in != Tri::no;
    for (uint32_t condition : conditions) {
      if (in == Tri::unknown && Value(condition, item) == Tri::unknown) ExplainTri(condition, item, out);
    }
  }
  uint32_t set = expr.a;
  while (rules_.nodes()[set].op == Op::subset) set = rules_.nodes()[set].a;
  const Expr& base = rules_.nodes()[set];
  if (base.op == Op::set) {
    Place place = PlaceAt(ExprId(base.a), row);
    if (place) AddFact(node, place, Attributes()[base.index].name, std::to_string(low) + (high > low ? " to " + std::to_string(high) : ""), {}, out);
  } else {
    AddFact(node, {Domain::system, 0}, "count", std::to_string(low) + (high > low ? " to " + std::to_string(high) : ""), {}, out);
  }
}

void Evaluator::ExplainQuantifier(uint32_t node, uint32_t row, Explanation& out) const {
  const Expr& expr = rules_.nodes()[node];
  Tri value = Value(node, row);
  std::vector<uint32_t> conditions;
  std::vector<uint32_t> rows = SetRows(expr.a, row, conditions);
  // For `any`, items that hold decide a yes; for `all`, items that fail decide a no. Otherwise every item does.
  Tri deciding = expr.op == Op::any ? Tri::yes : Tri::no;
  constexpr size_t kMostItems = 3;
  size_t shown = 0;
  for (uint32_t item : rows) {
    Tri in = Tri::yes;
    for (uint32_t condition : conditions) in = And(in, Value(condition, item));
    Tri body = Value(expr.b, item);
    Tri contributes = expr.op == Op::any ? And(in, body) : Or(Not(in), body);
    if (contributes != value) continue;
    if (value != Tri::unknown && shown >= (value == deciding ? 1 : kMostItems)) break;
    ++shown;
    for (uint32_t condition : conditions) {
      if (value != Tri::unknown || Value(condition, item) == Tri::unknown) ExplainTri(condition, item, out);
    }
    if (in == Tri::no) continue;
    if (value != Tri::unknown || body == Tri::unknown) ExplainTri(expr.b, item, out);
  }
  if (!rows.empty()) return;
  uint32_t set = expr.a;
  while (rules_.nodes()[set].op == Op::subset) set = rules_.nodes()[set].a;
  const Expr& base = rules_.nodes()[set];
  if (base.op != Op::set) return;
  Place place = PlaceAt(ExprId(base.a), row);
  if (place) AddFact(node, place, Attributes()[base.index].name, "none", {}, out);
}

}  // namespace merlon
