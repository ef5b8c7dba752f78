#include "rules/columns.h"

#include <algorithm>

#include "rules/relation.h"

namespace merlon {

Columns::Columns(const RuleSet& rules, const Facts& facts)
    : rules_(rules), facts_(facts), done_(rules.nodes().size()), tri_(rules.nodes().size()), counts_(rules.nodes().size()) {}

void Columns::Compute(std::span<const ExprId> roots) {
  // Children stand before their parents, so one backward pass marks what is needed and one forward pass computes it.
  std::vector<bool> needed(rules_.nodes().size());
  for (ExprId root : roots) needed[root.value] = true;
  for (size_t i = needed.size(); i-- > 0;) {
    if (!needed[i]) continue;
    const Expr& expr = rules_.nodes()[i];
    for (uint32_t child : {expr.a, expr.b, expr.c}) {
      if (child != kNone) needed[child] = true;
    }
  }
  for (uint32_t i = 0; i < needed.size(); ++i) {
    if (!needed[i] || done_[i]) continue;
    ComputeNode(i);
    done_[i] = true;
  }
}

void Columns::ComputeNode(uint32_t id) {
  switch (rules_.nodes()[id].op) {
    case Op::not_:
    case Op::and_:
    case Op::or_: return Logic(id);
    case Op::property: return Property(id);
    case Op::fact: {
      const Expr& expr = rules_.nodes()[id];
      return Gather(id, expr.a, Attributes()[expr.index].tri(facts_));
    }
    case Op::compare_ordered:
    case Op::compare_columns: return CompareRanges(id);
    case Op::compare_count: return CompareCounts(id);
    case Op::compare_text: return CompareTexts(id);
    case Op::count:
    case Op::count_fact: return CountItems(id);
    case Op::number: counts_[id] = {{rules_.nodes()[id].value}, {rules_.nodes()[id].value}}; return;
    case Op::add:
    case Op::subtract: return AddCounts(id);
    case Op::any:
    case Op::all: return Quantify(id);
    case Op::member: return Member(id);
    case Op::reaches: return Reach(id);
    case Op::kind_is: return KindIs(id);
    case Op::row:
    case Op::link:
    case Op::ordered:
    case Op::ordered_fact:
    case Op::text_fact:
    case Op::set:
    case Op::everything:
    case Op::subset: return;  // read where they are used
  }
}

std::vector<uint32_t> Columns::RowsOf(uint32_t place) const {
  std::vector<uint32_t> steps;
  for (uint32_t at = place; rules_.nodes()[at].op == Op::link; at = rules_.nodes()[at].a) steps.push_back(rules_.nodes()[at].index);
  if (steps.empty()) return {};
  std::vector<uint32_t> rows = Attributes()[steps.back()].link(facts_);
  for (size_t i = steps.size() - 1; i-- > 0;) {
    const std::vector<uint32_t>& link = Attributes()[steps[i]].link(facts_);
    for (uint32_t& row : rows) row = row == kNone ? kNone : link[row];
  }
  return rows;
}

// A missing link makes what hangs on it `no`.
void Columns::Gather(uint32_t id, uint32_t place, const TriColumn& base) {
  if (rules_.nodes()[place].op == Op::row) {
    tri_[id] = base;
    return;
  }
  std::vector<uint32_t> rows = RowsOf(place);
  TriColumn column(rows.size());
  for (size_t i = 0; i < rows.size(); ++i) {
    uint32_t row = rows[i];
    if (row == kNone || base.no.Get(row)) column.no.Set(i);
    else if (base.yes.Get(row)) column.yes.Set(i);
  }
  tri_[id] = std::move(column);
}

void Columns::Logic(uint32_t id) {
  const Expr& expr = rules_.nodes()[id];
  if (expr.op == Op::not_) {
    tri_[id].yes = tri_[expr.a].no;
    tri_[id].no = tri_[expr.a].yes;
    return;
  }
  // A part about the whole system has one row; it stands for all rows of the other.
  size_t rows = RowsIn(expr.domain);
  auto widened = [&](uint32_t child, TriColumn& spare) -> const TriColumn& {
    if (tri_[child].size() == rows || rules_.nodes()[child].domain == expr.domain) return tri_[child];
    spare = TriColumn(rows);
    spare.Fill(tri_[child].Get(0));
    return spare;
  };
  TriColumn spare_a, spare_b;
  const TriColumn& a = widened(expr.a, spare_a);
  const TriColumn& b = widened(expr.b, spare_b);
  TriColumn& out = tri_[id] = a;
  bool conjunction = expr.op == Op::and_;
  std::vector<uint64_t>& both = conjunction ? out.yes.words() : out.no.words();
  std::vector<uint64_t>& either = conjunction ? out.no.words() : out.yes.words();
  const std::vector<uint64_t>& both_b = conjunction ? b.yes.words() : b.no.words();
  const std::vector<uint64_t>& either_b = conjunction ? b.no.words() : b.yes.words();
  for (size_t w = 0; w < both.size(); ++w) {
    both[w] &= both_b[w];
    either[w] |= either_b[w];
  }
}

void Columns::Property(uint32_t id) {
  const Expr& expr = rules_.nodes()[id];
  Domain domain = rules_.nodes()[expr.a].items;
  Gather(id, expr.a, facts_.properties[static_cast<size_t>(domain)][expr.index].tri);
}

// Rows that cannot have the property get the empty range [1, 0]; comparisons make it `no`.
RangeColumn Columns::Ranges(uint32_t node) const {
  const Expr& expr = rules_.nodes()[node];
  RangeColumn base;
  if (expr.op == Op::ordered) {
    Domain domain = rules_.nodes()[expr.a].items;
    const std::vector<uint8_t>& values = facts_.properties[static_cast<size_t>(domain)][expr.index].ordered;
    base.Assign(values.size(), static_cast<uint8_t>(facts_.library->properties()[expr.index].values.size()));
    for (size_t row = 0; row < values.size(); ++row) {
      if (values[row] == kNotApplicable) base.low[row] = 1, base.high[row] = 0;
      else if (values[row]) base.SetKnown(row, values[row]);
    }
  } else {
    base = Attributes()[expr.index].range(facts_);
  }
  if (rules_.nodes()[expr.a].op == Op::row) return base;
  std::vector<uint32_t> rows = RowsOf(expr.a);
  RangeColumn column;
  column.Assign(rows.size(), 0);
  for (size_t i = 0; i < rows.size(); ++i) {
    if (rows[i] != kNone) column.low[i] = base.low[rows[i]], column.high[i] = base.high[rows[i]];
  }
  return column;
}

void Columns::CompareRanges(uint32_t id) {
  const Expr& expr = rules_.nodes()[id];
  RangeColumn a = Ranges(expr.a);
  RangeColumn b;
  if (expr.op == Op::compare_columns) b = Ranges(expr.b);
  size_t rows = RowsIn(expr.domain);
  TriColumn column(rows);
  for (size_t row = 0; row < rows; ++row) {
    size_t in_a = a.low.size() == 1 ? 0 : row;
    int low = expr.value, high = expr.value;
    if (expr.op == Op::compare_columns) {
      size_t in_b = b.low.size() == 1 ? 0 : row;
      low = b.low[in_b], high = b.high[in_b];
    }
    bool exists = a.low[in_a] <= a.high[in_a] && low <= high;
    column.Set(row, exists ? CompareRange(expr.relation, a.low[in_a], a.high[in_a], low, high) : Tri::no);
  }
  tri_[id] = std::move(column);
}

void Columns::CompareCounts(uint32_t id) {
  const Expr& expr = rules_.nodes()[id];
  const Counts& a = counts_[expr.a];
  const Counts& b = counts_[expr.b];
  size_t rows = RowsIn(expr.domain);
  TriColumn column(rows);
  for (size_t row = 0; row < rows; ++row) {
    size_t in_a = a.low.size() == 1 ? 0 : row, in_b = b.low.size() == 1 ? 0 : row;
    column.Set(row, CompareRange(expr.relation, a.low[in_a], a.high[in_a], b.low[in_b], b.high[in_b]));
  }
  tri_[id] = std::move(column);
}

void Columns::CompareTexts(uint32_t id) {
  const Expr& expr = rules_.nodes()[id];
  const Expr& text = rules_.nodes()[expr.a];
  Domain domain = rules_.nodes()[text.a].items;
  const std::string& wanted = rules_.text(expr.value);
  TriColumn base(RowsIn(domain));
  for (size_t row = 0; row < base.size(); ++row) {
    bool equal = Attributes()[text.index].text(facts_, row) == wanted;
    base.Set(row, FromBool(equal == (expr.relation == Relation::equal)));
  }
  Gather(id, text.a, base);
}

TriColumn Columns::Members(uint32_t set) const {
  std::vector<uint32_t> conditions;
  while (rules_.nodes()[set].op == Op::subset) conditions.push_back(rules_.nodes()[set].b), set = rules_.nodes()[set].a;
  const Expr& whole = rules_.nodes()[set];
  TriColumn members(RowsIn(whole.items));
  for (uint32_t row = 0; row < members.size(); ++row) {
    bool in = whole.items != Domain::element || (whole.value & KindBit(facts_.model->element_kind(row)));
    Tri value = FromBool(in);
    for (uint32_t condition : conditions) value = And(value, tri_[condition].Get(tri_[condition].size() == 1 && rules_.nodes()[condition].domain == Domain::system ? 0 : row));
    members.Set(row, value);
  }
  return members;
}

namespace {

// The conditions of nested subsets, and the set they start from.
uint32_t Unwrap(const RuleSet& rules, uint32_t set, std::vector<uint32_t>& conditions) {
  while (rules.nodes()[set].op == Op::subset) conditions.push_back(rules.nodes()[set].b), set = rules.nodes()[set].a;
  return set;
}

}  // namespace

void Columns::CountItems(uint32_t id) {
  const Expr& expr = rules_.nodes()[id];
  Counts counts;
  if (expr.op == Op::count_fact) {
    const std::vector<int32_t>& base = Attributes()[expr.index].count(facts_);
    std::vector<uint32_t> rows = RowsOf(expr.a);
    if (rules_.nodes()[expr.a].op == Op::row) {
      counts.low = base;
    } else {
      for (uint32_t row : rows) counts.low.push_back(row == kNone ? 0 : base[row]);
    }
    counts.high = counts.low;
    counts_[id] = std::move(counts);
    return;
  }
  std::vector<uint32_t> conditions;
  uint32_t set = Unwrap(rules_, expr.a, conditions);
  if (rules_.nodes()[set].op == Op::everything) {
    TriColumn members = Members(expr.a);
    int32_t yes = static_cast<int32_t>(members.yes.CountOnes()), no = static_cast<int32_t>(members.no.CountOnes());
    counts_[id] = {{yes}, {static_cast<int32_t>(members.size()) - no}};
    return;
  }
  const Csr& lists = Attributes()[rules_.nodes()[set].index].set(facts_);
  Counts base;
  for (size_t row = 0; row < lists.rows(); ++row) {
    int32_t low = 0, high = 0;
    for (uint32_t item : lists.Row(row)) {
      Tri in = Tri::yes;
      for (uint32_t condition : conditions) in = And(in, tri_[condition].Get(rules_.nodes()[condition].domain == Domain::system ? 0 : item));
      low += in == Tri::yes;
      high += in != Tri::no;
    }
    base.low.push_back(low), base.high.push_back(high);
  }
  uint32_t place = rules_.nodes()[set].a;
  if (rules_.nodes()[place].op != Op::row) {
    for (uint32_t row : RowsOf(place)) {
      counts.low.push_back(row == kNone ? 0 : base.low[row]);
      counts.high.push_back(row == kNone ? 0 : base.high[row]);
    }
    base = std::move(counts);
  }
  counts_[id] = std::move(base);
}

void Columns::AddCounts(uint32_t id) {
  const Expr& expr = rules_.nodes()[id];
  const Counts& a = counts_[expr.a];
  const Counts& b = counts_[expr.b];
  Counts sum;
  size_t rows = RowsIn(expr.domain);
  for (size_t row = 0; row < rows; ++row) {
    size_t in_a = a.low.size() == 1 ? 0 : row, in_b = b.low.size() == 1 ? 0 : row;
    bool add = expr.op == Op::add;
    sum.low.push_back(add ? a.low[in_a] + b.low[in_b] : a.low[in_a] - b.high[in_b]);
    sum.high.push_back(add ? a.high[in_a] + b.high[in_b] : a.high[in_a] - b.low[in_b]);
  }
  counts_[id] = std::move(sum);
}

void Columns::Quantify(uint32_t id) {
  const Expr& expr = rules_.nodes()[id];
  bool any = expr.op == Op::any;
  const TriColumn& body = tri_[expr.b];
  bool fixed = rules_.nodes()[expr.b].domain == Domain::system && rules_.nodes()[expr.a].items != Domain::system;
  std::vector<uint32_t> conditions;
  uint32_t set = Unwrap(rules_, expr.a, conditions);
  // What one item contributes: to `any` the body where the item belongs, to `all` the body or not belonging.
  auto contribution = [&](uint32_t item, Tri in) {
    for (uint32_t condition : conditions) in = And(in, tri_[condition].Get(rules_.nodes()[condition].domain == Domain::system ? 0 : item));
    Tri value = body.Get(fixed ? 0 : item);
    return any ? And(in, value) : Or(Not(in), value);
  };
  Tri start = any ? Tri::no : Tri::yes;
  if (rules_.nodes()[set].op == Op::everything) {
    TriColumn members = Members(set);
    Tri result = start;
    for (uint32_t item = 0; item < members.size(); ++item) {
      Tri value = contribution(item, members.Get(item));
      result = any ? Or(result, value) : And(result, value);
    }
    tri_[id] = TriColumn(1);
    tri_[id].Set(0, result);
    return;
  }
  const Csr& lists = Attributes()[rules_.nodes()[set].index].set(facts_);
  TriColumn base(lists.rows());
  for (size_t row = 0; row < lists.rows(); ++row) {
    Tri result = start;
    for (uint32_t item : lists.Row(row)) {
      Tri value = contribution(item, Tri::yes);
      result = any ? Or(result, value) : And(result, value);
    }
    base.Set(row, result);
  }
  Gather(id, rules_.nodes()[set].a, base);
}

void Columns::Member(uint32_t id) {
  const Expr& expr = rules_.nodes()[id];
  Gather(id, expr.a, Members(expr.b));
}

void Columns::KindIs(uint32_t id) {
  const Expr& expr = rules_.nodes()[id];
  TriColumn base(RowsIn(Domain::element));
  for (uint32_t row = 0; row < base.size(); ++row) base.Set(row, FromBool(expr.value & KindBit(facts_.model->element_kind(row))));
  Gather(id, expr.a, base);
}

// Backwards from the set along flows, twice: over what surely holds, and over what may hold.
void Columns::Reach(uint32_t id) {
  const Expr& expr = rules_.nodes()[id];
  TriColumn members = Members(expr.b);
  const TriColumn* pass = expr.c == kNone ? nullptr : &tri_[expr.c];
  bool fixed = pass && rules_.nodes()[expr.c].domain == Domain::system;
  size_t elements = RowsIn(Domain::element);
  TriColumn base(elements);
  base.Fill(Tri::no);
  for (Tri level : {Tri::unknown, Tri::yes}) {
    auto holds = [&](const TriColumn& column, size_t row) { return level == Tri::yes ? column.yes.Get(row) : !column.no.Get(row); };
    std::vector<uint32_t> queue;
    std::vector<bool> entered(elements), reached(elements);
    for (uint32_t row = 0; row < elements; ++row) {
      if (holds(members, row)) entered[row] = true, queue.push_back(row);
    }
    for (size_t i = 0; i < queue.size(); ++i) {
      for (uint32_t flow : facts_.inputs.Row(queue[i])) {
        uint32_t source = facts_.flow_source[flow];
        if (source == kNone || reached[source]) continue;
        reached[source] = true;
        base.Set(source, level);
        bool through = !pass || holds(*pass, fixed ? 0 : source);
        if (!through || entered[source]) continue;
        entered[source] = true;
        queue.push_back(source);
      }
    }
  }
  Gather(id, expr.a, base);
}

}  // namespace merlon
