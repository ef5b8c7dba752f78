#include "rules/match.h"

#include <algorithm>

namespace merlon {

std::pair<size_t, size_t> RowsOfKind(const Model& model, PlaceKind kind) {
  if (!IsElement(kind)) return {0, RowCount(model, DomainOf(kind))};
  size_t first = model.FirstElementRow(kind);
  size_t count = kind == PlaceKind::actor ? model.actors.size() : kind == PlaceKind::process ? model.processes.size() : model.stores.size();
  return {first, first + count};
}

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
  std::vector<Match> matches;
  for (uint32_t index : active) {
    const CompiledRule& rule = rules.rules()[index];
    const TriColumn& when = columns.Column(rule.when);
    const TriColumn& handled = columns.Column(rule.handled);
    Domain domain = DomainOf(rule.kind);
    bool when_fixed = rules.node(rule.when).domain == Domain::system, handled_fixed = rules.node(rule.handled).domain == Domain::system;
    auto [first, last] = RowsOfKind(*facts.model, rule.kind);
    auto take = [&](size_t row) {
      Tri applies = when.Get(when_fixed ? 0 : row);
      Tri is_handled = handled.Get(handled_fixed ? 0 : row);
      if (applies == Tri::no || (applies == Tri::unknown && is_handled == Tri::yes)) return;
      MatchStatus status = applies == Tri::yes && is_handled == Tri::yes ? MatchStatus::handled : applies == Tri::yes && is_handled == Tri::no ? MatchStatus::open : MatchStatus::undetermined;
      matches.push_back({index, {domain, static_cast<uint32_t>(row)}, status, applies == Tri::yes});
    };
    if (when_fixed) {
      for (size_t row = first; row < last; ++row) take(row);
      continue;
    }
    // Word by word over what is not a plain no.
    for (size_t word = first / 64; word * 64 < last; ++word) {
      uint64_t candidates = ~when.no.words()[word];
      for (; candidates; candidates &= candidates - 1) {
        size_t row = word * 64 + static_cast<size_t>(std::countr_zero(candidates));
        if (row >= last) break;
        if (row >= first) take(row);
      }
    }
  }
  return matches;
}

}  // namespace merlon
