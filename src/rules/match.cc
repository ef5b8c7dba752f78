#include "rules/match.h"

#include <bit>
#include <tuple>

namespace merlon {

std::pair<size_t, size_t> RowsOfKind(const Model& model, PlaceKind kind) {
  if (!IsElement(kind)) return {0, RowCount(model, DomainOf(kind))};
  size_t first = model.FirstElementRow(kind);
  size_t count = kind == PlaceKind::actor ? model.actors.size() : kind == PlaceKind::process ? model.processes.size() : model.stores.size();
  return {first, first + count};
}

namespace {

// A condition's values, 64 rows at a time. One about the whole system says the same of every row.
class Values {
 public:
  Values(const RuleSet& rules, const Columns& columns, ExprId node) : column_(columns.Column(node)), fixed_(rules.node(node).domain == Domain::system) {
    if (!fixed_) return;
    all_yes_ = column_.Get(0) == Tri::yes ? ~uint64_t{0} : 0;
    all_no_ = column_.Get(0) == Tri::no ? ~uint64_t{0} : 0;
  }
  uint64_t Yes(size_t word) const { return fixed_ ? all_yes_ : column_.yes.words()[word]; }
  uint64_t No(size_t word) const { return fixed_ ? all_no_ : column_.no.words()[word]; }

 private:
  const TriColumn& column_;
  bool fixed_;
  uint64_t all_yes_ = 0, all_no_ = 0;
};

// A rule's conditions beside the rows of its kind.
struct Candidates {
  uint32_t rule;
  Domain domain;
  size_t first, last;
  Values when, handled;

  Candidates(const RuleSet& rules, const Facts& facts, const Columns& columns, uint32_t index)
      : rule(index), domain(DomainOf(rules.rules()[index].kind)), when(rules, columns, rules.rules()[index].when), handled(rules, columns, rules.rules()[index].handled) {
    std::tie(first, last) = RowsOfKind(*facts.model, rules.rules()[index].kind);
  }
  // `visit(word, rows)` with a bit for each row that is not silent.
  template <class Visit>
  void ForEachWord(Visit visit) const {
    for (size_t word = first / 64; word * 64 < last; ++word) {
      uint64_t rows = when.Yes(word) | (~when.No(word) & ~handled.Yes(word));
      if (word == first / 64) rows &= ~uint64_t{0} << (first & 63);
      if (last - word * 64 < 64) rows &= (uint64_t{1} << (last & 63)) - 1;
      if (rows) visit(word, rows);
    }
  }
  size_t Count() const {
    size_t count = 0;
    ForEachWord([&](size_t, uint64_t rows) { count += static_cast<size_t>(std::popcount(rows)); });
    return count;
  }
  void AddTo(std::vector<Match>& matches) const {
    ForEachWord([&](size_t word, uint64_t rows) {
      uint64_t applies = when.Yes(word), is_handled = handled.Yes(word), is_open = handled.No(word);
      for (; rows; rows &= rows - 1) {
        int bit = std::countr_zero(rows);
        bool surely = applies >> bit & 1;
        MatchStatus status = surely && (is_handled >> bit & 1) ? MatchStatus::handled : surely && (is_open >> bit & 1) ? MatchStatus::open : MatchStatus::undetermined;
        matches.push_back({rule, {domain, static_cast<uint32_t>(word * 64 + static_cast<size_t>(bit))}, status, surely});
      }
    });
  }
};

}  // namespace

std::vector<Match> MatchRules(const RuleSet& rules, const Facts& facts, std::span<const std::string_view> methods, Columns& columns) {
  std::vector<uint32_t> active;
  std::vector<ExprId> roots;
  for (uint32_t i = 0; i < rules.rules().size(); ++i) {
    const CompiledRule& rule = rules.rules()[i];
    const RuleDeclaration& declared = facts.library->rules()[rule.declaration];
    if (!declared.SpeaksIn(methods)) continue;
    active.push_back(i);
    roots.push_back(rule.when);
    roots.push_back(rule.handled);
  }
  columns.Compute(roots);
  // Counted before they are made: there may be millions, and growing would copy them.
  std::vector<Candidates> candidates;
  candidates.reserve(active.size());
  size_t count = 0;
  for (uint32_t index : active) count += candidates.emplace_back(rules, facts, columns, index).Count();
  std::vector<Match> matches;
  matches.reserve(count);
  for (const Candidates& of_rule : candidates) of_rule.AddTo(matches);
  return matches;
}

}  // namespace merlon
