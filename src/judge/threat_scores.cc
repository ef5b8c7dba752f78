#include "judge/threat_scores.h"

#include <algorithm>
#include <deque>

#include "base/string_map.h"
#include "base/strings.h"
#include "judge/scoring/codes.h"
#include "judge/scoring/order.h"

namespace merlon {
namespace {

class Scoring {
 public:
  Scoring(const AssessInput& input, const Assessment& assessment) : input_(input), assessment_(assessment) {}

  ThreatScores Run() {
    if (input_.model.scores.empty()) return {};
    for (uint32_t i = 0; i < assessment_.threats.size(); ++i) ids_.Insert(assessment_.threats[i].id, i);
    FormerIds();
    scores_.by_threat.resize(assessment_.threats.size());
    for (const WrittenScores& written : input_.model.scores) Take(written);
    Order();
    for (std::vector<ThreatScore>& scores : scores_.by_threat) {
      std::stable_sort(scores.begin(), scores.end(), [](const ThreatScore& a, const ThreatScore& b) { return Position(a) < Position(b); });
    }
    return std::move(scores_);
  }

 private:
  struct Compared {
    uint32_t worse, milder;  // threats
    const Text* text;
  };

  static size_t Position(const ThreatScore& score) {
    std::span<const Scheme* const> all = Schemes();
    return static_cast<size_t>(std::find(all.begin(), all.end(), score.scheme) - all.begin());
  }

  // Scores follow a rename that was written down, of a place or of a rule.
  void FormerIds() {
    auto add = [&](std::string_view rule, std::string_view place, uint32_t threat) {
      const std::string& id = former_.emplace_back(std::string(rule) + "@" + std::string(place));
      ids_.Insert(id, threat);
    };
    for (uint32_t i = 0; i < assessment_.threats.size(); ++i) {
      const Threat& threat = assessment_.threats[i];
      std::string_view rule = threat.id.substr(0, threat.id.find('@')), place = threat.id.substr(rule.size() + 1);
      std::string was = FormerPlaceId(input_.model, threat.place);
      if (!was.empty()) add(rule, was, i);
      if (threat.rule == kNone) continue;
      for (const Text& former : input_.library.rules()[input_.rules.rules()[threat.rule].declaration].formerly) {
        add(former.view(), place, i);
        if (!was.empty()) add(former.view(), was, i);
      }
    }
  }

  uint32_t Find(const Text& id) {
    uint32_t found = ids_.Find(id.view());
    if (found == kNone) scores_.orphans.push_back(&id);
    return found;
  }

  ThreatScore& ScoreAt(uint32_t threat, const Scheme& scheme) {
    std::vector<ThreatScore>& scores = scores_.by_threat[threat];
    for (ThreatScore& score : scores) {
      if (score.scheme == &scheme) return score;
    }
    ThreatScore& added = scores.emplace_back();
    added.scheme = &scheme;
    return added;
  }

  void Take(const WrittenScores& written) {
    uint32_t threat = Find(written.id);
    for (const WrittenScore& inputs : written.schemes) {
      const Scheme* scheme = FindScheme(inputs.id.view());
      if (!scheme) continue;
      if (scheme->form == InputForm::comparisons) {
        Compare(threat, inputs);
        continue;
      }
      std::vector<ScoreProblem> problems;  // reported when the model was read
      std::optional<SchemeScore> result = scheme->score(inputs, problems);
      if (threat == kNone || !result) continue;
      // A threat that is named twice, by its id and by a former one, keeps its first score.
      ThreatScore& score = ScoreAt(threat, *scheme);
      if (!score.written) score.written = &inputs, score.result = std::move(*result);
    }
  }

  void Compare(uint32_t threat, const WrittenScore& inputs) {
    for (const Text& milder : inputs.worse_than) {
      uint32_t other = Find(milder);
      if (threat == kNone || other == kNone) continue;
      compared_.push_back({threat, other, &milder});
      ThreatScore& worse = ScoreAt(threat, kOrder);
      worse.written = &inputs;
      worse.worse_than.push_back(assessment_.threats[other].id);
      ScoreAt(other, kOrder).milder_than.push_back(assessment_.threats[threat].id);
    }
  }

  // The threats that comparisons speak of, in the order of the default score, become the things to order.
  void Order() {
    std::vector<uint32_t> things;
    for (const Compared& compared : compared_) things.push_back(compared.worse), things.push_back(compared.milder);
    std::sort(things.begin(), things.end());
    things.erase(std::unique(things.begin(), things.end()), things.end());
    auto thing = [&](uint32_t threat) { return static_cast<uint32_t>(std::lower_bound(things.begin(), things.end(), threat) - things.begin()); };
    std::vector<Comparison> comparisons;
    std::vector<const Text*> spoken_of(things.size(), nullptr);
    for (const Compared& compared : compared_) {
      uint32_t worse = thing(compared.worse), milder = thing(compared.milder);
      comparisons.push_back({worse, milder});
      for (uint32_t each : {worse, milder}) {
        if (!spoken_of[each]) spoken_of[each] = compared.text;
      }
    }
    RelativeOrder order = OrderByComparisons(things.size(), comparisons);
    for (uint32_t i = 0; i < things.size(); ++i) Rank(things[i], order.ranks[i], things.size());
    for (const std::vector<uint32_t>& way : order.cycles) {
      std::vector<ThreatScores::Step>& steps = scores_.cycles.emplace_back();
      for (size_t i = 0; i < way.size(); ++i) {
        uint32_t worse = things[way[i]], milder = things[way[(i + 1) % way.size()]];
        steps.push_back({assessment_.threats[worse].id, TextOf(worse, milder)});
      }
    }
    for (auto [worse, milder] : order.gaps) scores_.gaps.push_back({things[worse], things[milder], spoken_of[worse]});
  }

  // Where the comparison of these two is written. Comparisons are sorted when the first contradiction asks, so that each is found at once.
  const Text* TextOf(uint32_t worse, uint32_t milder) {
    auto before = [](const Compared& a, const Compared& b) { return a.worse != b.worse ? a.worse < b.worse : a.milder < b.milder; };
    if (!sorted_) std::stable_sort(compared_.begin(), compared_.end(), before);
    sorted_ = true;
    return std::lower_bound(compared_.begin(), compared_.end(), Compared{worse, milder, nullptr}, before)->text;
  }

  void Rank(uint32_t threat, uint32_t rank, size_t count) {
    SchemeScore& result = ScoreAt(threat, kOrder).result;
    result.score = std::to_string(rank);
    result.label = result.score + " of " + std::to_string(count);
    result.weight = -static_cast<int64_t>(rank);
  }

  const AssessInput& input_;
  const Assessment& assessment_;
  ThreatScores scores_;
  StringMap ids_;
  std::deque<std::string> former_;
  std::vector<Compared> compared_;
  bool sorted_ = false;
};

class ScoreReviewer {
 public:
  ScoreReviewer(const ThreatScores& scores, const Assessment& assessment, const Document& document, Diagnostics& diagnostics) : scores_(scores), assessment_(assessment), document_(document), diagnostics_(diagnostics) {}

  void Run() {
    for (const Text* orphan : scores_.orphans) Orphan(*orphan);
    for (const std::vector<ThreatScores::Step>& cycle : scores_.cycles) Cycle(cycle);
    if (!scores_.gaps.empty()) Gap(scores_.gaps.front());
  }

 private:
  static std::string Quoted(std::string_view text) { return "`" + std::string(text) + "`"; }

  void Orphan(const Text& id) {
    // The nearest id, as long as comparing costs little.
    constexpr size_t kMostComparisons = 400000;
    std::vector<std::string_view> ids;
    if (comparisons_ < kMostComparisons && !diagnostics_.Full()) {
      for (const Threat& threat : assessment_.threats) ids.push_back(threat.id);
    }
    comparisons_ += ids.size();
    std::string_view near = Nearest(id.view(), ids);
    diagnostics_.Add(codes::kOrphanedScore, document_.span(id.node), "there is no threat " + Quoted(id.view()) + ", so nothing is scored here",
                     near.empty() ? "name one threat, as `merlon threats --all` prints it, or take the score away" : "did you mean " + Quoted(near) + "?");
  }

  void Cycle(const std::vector<ThreatScores::Step>& cycle) {
    constexpr size_t kMostShown = 6;
    std::string round;
    for (size_t i = 0; i < cycle.size() && i < kMostShown; ++i) round += Quoted(cycle[i].threat) + " > ";
    if (cycle.size() > kMostShown) round += "… > ";
    std::string message = cycle.size() == 1 ? Quoted(cycle[0].threat) + " is said to be worse than itself" : "these comparisons contradict each other: " + round + Quoted(cycle[0].threat);
    Diagnostic& diagnostic = diagnostics_.Add(codes::kOrderCycle, document_.span(cycle.back().compared->node), std::move(message), "take one of the comparisons away; until then these threats share one rank");
    for (size_t i = 0; i + 1 < cycle.size() && i < kMostShown; ++i) {
      diagnostic.related.push_back({Quoted(cycle[i].threat) + " is said to be worse than " + Quoted(cycle[i + 1].threat), document_.span(cycle[i].compared->node)});
    }
  }

  void Gap(const ThreatScores::Gap& gap) {
    std::string_view worse = assessment_.threats[gap.worse].id, milder = assessment_.threats[gap.milder].id;
    std::string more = scores_.gaps.size() == 1 ? "" : " (and " + std::to_string(scores_.gaps.size() - 1) + " more pairs)";
    diagnostics_.Add(codes::kOrderGap, document_.span(gap.spoken_of->node), "no comparison tells which of " + Quoted(worse) + " and " + Quoted(milder) + " is worse" + more,
                     "say it at the worse one, `order: { worse-than: […] }`; until then their default order decides");
  }

  const ThreatScores& scores_;
  const Assessment& assessment_;
  const Document& document_;
  Diagnostics& diagnostics_;
  size_t comparisons_ = 0;
};

}  // namespace

const ThreatScore* ThreatScores::Of(size_t threat, const Scheme& scheme) const {
  for (const ThreatScore& score : Of(threat)) {
    if (score.scheme == &scheme) return &score;
  }
  return nullptr;
}

ThreatScores ScoreThreats(const AssessInput& input, const Assessment& assessment) { return Scoring(input, assessment).Run(); }

void ReviewScores(const ThreatScores& scores, const Assessment& assessment, const Document& document, Diagnostics& diagnostics) { ScoreReviewer(scores, assessment, document, diagnostics).Run(); }

}  // namespace merlon
