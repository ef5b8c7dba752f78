#include "judge/verdict.h"

#include <algorithm>

#include "base/strings.h"
#include "judge/duties.h"

namespace merlon {
namespace {

// What the threats of one category amount to.
struct Sum {
  size_t all = 0, open = 0, undetermined = 0;
  const Threat* worst_wanted = nullptr;  // the most serious that a stated adversary could and would carry out
  uint32_t adversary = kNone;            // who, and what for
  uint32_t asset = kNone;
  const Threat* foreseen = nullptr;      // written by hand as expected
  const Threat* grave = nullptr;         // open, high or worse, and wanted by somebody who can afford it
};

class Judge {
 public:
  Judge(const AssessInput& input, const Assessment& assessment, const UseCase* use_case)
      : input_(input), model_(input.model), assessment_(assessment), use_case_(use_case), adversaries_(input) {}

  std::vector<CategoryVerdict> Run() {
    std::vector<CategoryVerdict> verdicts;
    if (model_.adversaries.empty()) return verdicts;
    for (const CategoryDeclaration* category : input_.names.categories()) verdicts.push_back(One(category->id.view()));
    return verdicts;
  }

 private:
  CategoryVerdict One(std::string_view category) {
    CategoryVerdict result;
    result.category = category;
    Sum sum = Add(category);
    result.threats = sum.all;
    const Trust* trust = TrustFor(category);
    Suggest(sum, trust, result);
    result.declared = ExpectationFor(model_, category, use_case_);
    if (!result.declared) {
      result.verdict = result.suggested;
      result.why = result.suggested_why;
      if (trust) result.handled_by = trust->whom.view();
      return result;
    }
    const Expectation& declared = *result.declared;
    result.verdict = EffectiveVerdict(model_, input_.names, declared);
    result.why = std::string(declared.why.view());
    result.handled_by = declared.handled_by.view();
    for (const Dependency& dependency : declared.depends_on) {
      uint32_t question = input_.names.Find(dependency.id.view(), names::kQuestion);
      bool answered = question != kNone && !model_.questions[Unpack(question).index].answer.empty();
      if (!answered) result.depends_on.push_back(dependency.id.view());
    }
    result.contested = Contest(category, result.verdict, declared, sum, trust);
    return result;
  }

  // What is out of the scope of the whole list does not speak for or against a verdict; what a verdict set aside does.
  static bool Counts(const Threat& threat) { return !threat.set_aside || (threat.set_aside->by != kByScope && threat.set_aside->by != kByRefinement); }

  int64_t HoursFor(const Threat& threat) const {
    return threat.rule == kNone ? 0 : input_.library.rules()[input_.rules.rules()[threat.rule].declaration].effort.hours;
  }

  Sum Add(std::string_view category) const {
    Sum sum;
    for (const Threat& threat : assessment_.threats) {
      if (threat.category != category || !Counts(threat)) continue;
      ++sum.all;
      sum.open += threat.status == Status::open;
      sum.undetermined += threat.status == Status::undetermined;
      if (threat.hand != kNone && model_.threats[threat.hand].plausibility == Plausibility::expected && !sum.foreseen) sum.foreseen = &threat;
      bool undone = threat.status == Status::open || threat.status == Status::undetermined;
      bool grave = threat.status == Status::open && threat.severity >= ThreatSeverity::high && !sum.grave;
      if (sum.worst_wanted && !grave) continue;
      for (uint32_t i = 0; i < adversaries_.size(); ++i) {
        if (!adversaries_.Affords(i, HoursFor(threat)) || !adversaries_.WantsAt(i, threat.place)) continue;
        uint32_t asset = adversaries_.WantedAsset(i, threat.place);
        if (!sum.worst_wanted && undone) sum.worst_wanted = &threat, sum.adversary = i, sum.asset = asset;
        if (grave && asset != kNone) sum.grave = &threat;
        if (sum.worst_wanted) break;
      }
    }
    return sum;
  }

  const Trust* TrustFor(std::string_view category) const {
    for (const Trust& trust : model_.trust) {
      if (HasDuty(trust, category) && trust.on.empty() && Holds(trust, input_.today)) return &trust;
    }
    return nullptr;
  }

  void Suggest(const Sum& sum, const Trust* trust, CategoryVerdict& result) const {
    auto suggest = [&](Verdict verdict, std::string why) { result.suggested = verdict, result.suggested_why = std::move(why); };
    std::string whole = std::to_string(sum.all) + (sum.all == 1 ? " threat" : " threats");
    if (trust) return suggest(Verdict::not_expected, "`" + std::string(trust->whom.view()) + "` answers for it: " + std::string(trust->why.view()));
    result.named_threat = sum.foreseen;
    if (sum.foreseen) return suggest(Verdict::expected, "`" + std::string(sum.foreseen->id) + "` is written down as expected");
    if (sum.all == 0 && model_.element_count() == 0) return suggest(Verdict::maybe, "nothing is drawn yet that would tell");
    if (sum.all == 0) return suggest(Verdict::not_expected, "no rule and nobody's hand finds such a threat in what is drawn");
    if (sum.open + sum.undetermined == 0) return suggest(Verdict::expected, whole + " of this kind can be aimed at what is drawn, and each is taken care of");
    result.named_threat = sum.worst_wanted;
    if (sum.worst_wanted && sum.open > 0) {
      result.named_adversary = sum.adversary;
      result.named_asset = sum.asset;
      std::string who = std::string(model_.adversaries[sum.adversary].id.view());
      std::string what = sum.asset == kNone ? std::string() : " and wants `" + std::string(model_.assets[sum.asset].id.view()) + "`";
      return suggest(Verdict::expected, "`" + who + "` could carry out `" + std::string(sum.worst_wanted->id) + "`" + what);
    }
    if (sum.worst_wanted) return suggest(Verdict::maybe, "it hangs on " + (sum.undetermined == 1 ? std::string("a threat of which a fact is missing, `") : std::to_string(sum.undetermined) + " threats of which a fact is missing, such as `") + std::string(sum.worst_wanted->id) + "`; `merlon questions` lists what to find out");
    suggest(Verdict::maybe, "nobody who is named could and would carry out any of the " + whole + "; whoever is not named still may");
  }

  std::string Contest(std::string_view category, Verdict verdict, const Expectation& declared, const Sum& sum, const Trust* trust) const {
    if (verdict == Verdict::not_expected) {
      if (std::string_view by = DefeatedBy(category); !by.empty()) return "`" + std::string(by) + "` is open, and once it is real nothing of this category holds any more";
      bool elsewhere = trust || !declared.handled_by.empty();
      if (sum.foreseen && !elsewhere) return "`" + std::string(sum.foreseen->id) + "` is written down as expected, and the category as not";
      if (sum.grave && !elsewhere) return "`" + std::string(sum.grave->id) + "` is open and " + std::string(Name(sum.grave->severity)) + ", and somebody who is named wants what is there";
    }
    if (verdict == Verdict::expected) {
      if (trust) return "`" + std::string(trust->whom.view()) + "` is trusted with it under `trust: " + std::string(trust->id.view()) + "`; it cannot be both theirs and ours";
      if (sum.all == 0 && model_.element_count() > 0) return "nothing in the model gives rise to it: no rule finds such a threat, and none is written by hand";
    }
    return {};
  }

  // An open threat written by hand, and expected, that takes the ground from under the category.
  std::string_view DefeatedBy(std::string_view category) const {
    for (const Threat& threat : assessment_.threats) {
      if (threat.hand == kNone || threat.status != Status::open || threat.set_aside) continue;
      const HandThreat& hand = model_.threats[threat.hand];
      bool defeats = std::any_of(hand.defeats.begin(), hand.defeats.end(), [&](const Text& text) { return text == category; });
      if (defeats && hand.plausibility == Plausibility::expected) return threat.id;
    }
    return {};
  }

  const AssessInput& input_;
  const Model& model_;
  const Assessment& assessment_;
  const UseCase* use_case_;
  Adversaries adversaries_;
};

}  // namespace

std::vector<CategoryVerdict> JudgeCategories(const AssessInput& input, const Assessment& assessment, const UseCase* use_case) { return Judge(input, assessment, use_case).Run(); }

const Expectation* ExpectationFor(const Model& model, std::string_view category, const UseCase* use_case) {
  auto in = [&](const Entries<Expectation>& list) -> const Expectation* {
    for (const Expectation& expectation : list) {
      if (expectation.id == category) return &expectation;
    }
    return nullptr;
  };
  const Expectation* own = use_case ? in(use_case->expects) : nullptr;
  return own ? own : in(model.expects);
}

bool Holds(const Trust& trust, int32_t today) { return !trust.why.empty() && (!trust.until.given() || trust.until.day >= today); }

std::string_view VerdictWords(Verdict verdict) {
  switch (verdict) {
    case Verdict::expected: return "expected";
    case Verdict::not_expected: return "not expected";
    case Verdict::maybe: return "maybe";
    case Verdict::complicated: return "complicated";
    default: return "no verdict";
  }
}

std::string_view MeaningHere(const Model& model, std::string_view category) {
  for (const GlossaryEntry& entry : model.glossary) {
    if (entry.id == category) return entry.meaning.view();
  }
  return {};
}

std::string_view CategoryTitle(const Names& names, std::string_view category) {
  for (const CategoryDeclaration* declared : names.categories()) {
    if (declared->id == category && !declared->title.empty()) return declared->title.view();
  }
  return category;
}

}  // namespace merlon
