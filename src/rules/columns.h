// Values of conditions for all rows at once.
#pragma once

#include <span>
#include <vector>

#include "facts/facts.h"
#include "rules/expression.h"

namespace merlon {

// Evaluates nodes of a rule set over one model's facts and keeps their columns. Cost: linear in the rows and set members that a node looks at.
class Columns {
 public:
  Columns(const RuleSet& rules, const Facts& facts);

  // Computes the nodes that `roots` need, in order, each once.
  void Compute(std::span<const ExprId> roots);
  // The three-valued column of a computed node. Nodes about the whole system have one row.
  const TriColumn& Column(ExprId id) const { return tri_[id.value]; }
  bool Has(ExprId id) const { return done_[id.value]; }

 private:
  struct Counts {
    std::vector<int32_t> low, high;
  };
  void ComputeNode(uint32_t id);
  // The rows of a node's domain that a place node leads to; empty means each row to itself.
  std::vector<uint32_t> RowsOf(uint32_t place) const;
  void Gather(uint32_t id, uint32_t place, const TriColumn& base);
  void Logic(uint32_t id);
  void Property(uint32_t id);
  RangeColumn Ranges(uint32_t node) const;
  void CompareRanges(uint32_t id);
  void CompareCounts(uint32_t id);
  void CompareTexts(uint32_t id);
  void CountItems(uint32_t id);
  void AddCounts(uint32_t id);
  void Quantify(uint32_t id);
  void Member(uint32_t id);
  void Reach(uint32_t id);
  void KindIs(uint32_t id);
  // Membership of each row of a global set: yes, no, unknown.
  TriColumn Members(uint32_t set) const;
  size_t RowsIn(Domain domain) const { return facts_.rows(domain); }

  const RuleSet& rules_;
  const Facts& facts_;
  std::vector<bool> done_;
  std::vector<TriColumn> tri_;
  std::vector<Counts> counts_;
};

}  // namespace merlon
