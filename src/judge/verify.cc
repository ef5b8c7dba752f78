#include "judge/verify.h"

#include <algorithm>

#include "base/glob.h"
#include "base/strings.h"

namespace merlon {
namespace {

// About a second's work.
constexpr uint64_t kMostSteps = 500'000'000;
constexpr size_t kMostCompared = 100'000;

struct Reference {
  ResultKinds kinds = result_kinds::kAny;
  std::string_view kind;     // empty: any
  std::string_view pattern;
  std::string_view rest;     // what follows a word that is no kind: `pytest:` or the like
};

Reference ParseReference(std::string_view text) {
  Reference reference;
  reference.pattern = Trim(text);
  size_t colon = reference.pattern.find(':');
  if (colon == std::string_view::npos || colon == 0) return reference;
  std::string_view word = reference.pattern.substr(0, colon), rest = Trim(reference.pattern.substr(colon + 1));
  constexpr std::pair<std::string_view, ResultKinds> kKinds[] = {
      {"ctest", result_kinds::kCTest}, {"junit", result_kinds::kJUnit}, {"sarif", result_kinds::kSarif}, {"tap", result_kinds::kTap}};
  for (auto [name, kinds] : kKinds) {
    if (word == name) return {kinds, name, rest, {}};
  }
  if (IsId(word)) reference.rest = rest;
  return reference;
}

// The beginning of a long name, cut between characters.
std::string Shorten(const std::string& name) {
  constexpr size_t kLongest = 80;
  if (name.size() <= kLongest) return name;
  size_t end = kLongest;
  while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80) --end;
  return name.substr(0, end) + "…";
}

// The day before which nothing counts, and what wrote it.
struct Since {
  std::string_view key;
  const Date* date = nullptr;
  void Take(std::string_view name, const Date& candidate) {
    if (candidate.given() && (!date || candidate.day > date->day)) key = name, date = &candidate;
  }
  bool After(int32_t day) const { return date && day < date->day; }
  std::string Text() const { return "`" + std::string(key) + ": " + std::string(date->text.view()) + "`"; }
};

// Where evidence stands.
struct Part {
  std::string_view threat, trust;
  std::vector<std::string_view> controls;
  const Evidence& evidence;
  const Date& changed;
  const Date* since = nullptr;
  bool planned = false;  // what it is to show is not in place yet
};

class Verifier {
 public:
  Verifier(const Model& model, std::span<const TestResult> results) : model_(model), results_(results) {
    for (uint32_t i = 0; i < results.size(); ++i) {
      for (const std::string& name : results[i].names) names_.push_back({name, i});
    }
    std::sort(names_.begin(), names_.end());
  }

  Verification Run() {
    for (const Decision& decision : model_.decisions) OfDecision(decision);
    for (const UseCase& use_case : model_.use_cases) {
      for (const Decision& decision : use_case.decisions) OfDecision(decision);
    }
    for (const OwnControl& control : model_.controls) Verify({{}, {}, {control.id.view()}, control.evidence, control.changed, nullptr, IsPlanned(control)});
    for (const Trust& trust : model_.trust) Verify({{}, trust.id.view(), {}, trust.evidence, trust.changed, &trust.since});
    std::stable_sort(result_.evidence.begin(), result_.evidence.end(), [](const VerifiedEvidence& a, const VerifiedEvidence& b) { return a.state < b.state; });
    return std::move(result_);
  }

 private:
  using NamedResult = std::pair<std::string_view, uint32_t>;

  void OfDecision(const Decision& decision) {
    std::vector<std::string_view> controls;
    bool planned = false;
    for (const Ref& control : ControlsOf(decision)) {
      controls.push_back(control.view());
      const OwnControl* own = ControlOf(model_, control);
      planned |= own && IsPlanned(*own);
    }
    Verify({decision.id.view(), {}, std::move(controls), decision.evidence, decision.changed, &decision.since, planned});
  }
  static bool IsPlanned(const OwnControl& control) { return control.state == ControlState::planned; }

  void Verify(const Part& part) {
    for (const EvidencePart& named : PartsOf(part.evidence)) {
      VerifiedEvidence verified{part.threat, part.trust, part.controls, named.kind, named.reference, TierOf(part.evidence)};
      if (part.planned) {
        ++result_.planned;
        continue;
      }
      if (named.has_results) {
        LookUp(part, verified);
      } else {
        ++result_.on_paper;
        if (!IsStaleOnPaper(part, verified)) continue;
      }
      result_.evidence.push_back(std::move(verified));
    }
  }

  static bool IsStaleOnPaper(const Part& part, VerifiedEvidence& verified) {
    Since since;
    since.Take("changed", part.changed);
    const Date& date = part.evidence.date;
    if (!date.given() || !since.After(date.day)) return false;
    verified.state = EvidenceState::stale;
    verified.detail = "it is of " + std::string(date.text.view()) + ", before " + since.Text();
    return true;
  }

  void LookUp(const Part& part, VerifiedEvidence& verified) {
    Reference reference = ParseReference(verified.reference.view());
    std::vector<uint32_t> found = Find(reference.pattern, reference.kinds);
    if (found.empty() && !reference.rest.empty()) found = Find(reference.rest, reference.kinds);
    verified.matched = found.size();
    if (found.empty()) {
      verified.state = EvidenceState::missing;
      verified.detail = steps_ == 0 ? "there are too many patterns for so many results" : NothingFound(reference);
      return;
    }
    if (Among(found, TestOutcome::failed, "failed", verified.detail)) {
      verified.state = EvidenceState::failing;
    } else if (Among(found, TestOutcome::skipped, "skipped", verified.detail)) {
      verified.state = EvidenceState::missing;
    } else if (HasWildcard(reference.pattern) && std::any_of(found.begin(), found.end(), [&](uint32_t i) { return results_[i].cut_short; })) {
      verified.state = EvidenceState::missing;
      verified.detail = "the run ended early, so others that the pattern fits may be missing";
    } else {
      CheckAge(part, found, verified);
    }
  }

  // Whether results of this outcome are among those found, and a sentence about it: `2 of 5 failed: a, b`.
  bool Among(const std::vector<uint32_t>& found, TestOutcome outcome, std::string_view word, std::string& detail) const {
    constexpr size_t kMostNamed = 3;
    size_t count = 0;
    std::string names;
    for (uint32_t i : found) {
      if (results_[i].outcome != outcome) continue;
      if (++count <= kMostNamed) names += (names.empty() ? "`" : ", `") + Shorten(results_[i].names.front()) + "`";
    }
    if (count == 0) return false;
    if (count > kMostNamed) names += ", …";
    if (found.size() == 1) detail = outcome == TestOutcome::skipped ? "it was skipped" : "it failed";
    else detail = std::to_string(count) + " of " + std::to_string(found.size()) + " " + std::string(word) + ": " + names;
    return true;
  }

  void CheckAge(const Part& part, const std::vector<uint32_t>& found, VerifiedEvidence& verified) const {
    Since since;
    since.Take("changed", part.changed);
    if (part.since) since.Take("since", *part.since);
    since.Take("date", part.evidence.date);
    std::optional<int32_t> oldest;
    for (uint32_t i : found) {
      if (results_[i].day && (!oldest || *results_[i].day < *oldest)) oldest = results_[i].day;
    }
    if (!oldest || !since.After(*oldest)) return;
    verified.state = EvidenceState::stale;
    verified.detail = "the result is of " + DayText(*oldest) + ", before " + since.Text();
  }

  // Indices of the results that a pattern fits, in order, each once.
  std::vector<uint32_t> Find(std::string_view pattern, ResultKinds kinds) {
    std::vector<uint32_t> found;
    if (HasWildcard(pattern)) {
      // What stands before the first wildcard narrows the search.
      std::string_view lead = pattern.substr(0, pattern.find_first_of("*?"));
      for (auto at = FirstFrom(lead); at != names_.end() && at->first.substr(0, lead.size()) == lead; ++at) {
        if ((results_[at->second].kinds & kinds) && MatchesGlob(pattern, at->first, steps_)) found.push_back(at->second);
        if (!TakeStep()) return {};
      }
    } else {
      for (auto at = FirstFrom(pattern); at != names_.end() && at->first == pattern; ++at) {
        if (results_[at->second].kinds & kinds) found.push_back(at->second);
        if (!TakeStep()) return {};
      }
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
  }

  std::vector<NamedResult>::const_iterator FirstFrom(std::string_view name) const { return std::lower_bound(names_.begin(), names_.end(), NamedResult{name, 0}); }
  bool TakeStep() {
    if (steps_ > 0) --steps_;
    return steps_ > 0;
  }

  std::string NothingFound(const Reference& reference) {
    std::string_view does = HasWildcard(reference.pattern) ? "fits" : "has this name";
    std::string text = "no result " + (reference.kind.empty() ? std::string() : "of " + std::string(reference.kind) + " ") + std::string(does);
    if (!reference.kind.empty() && !Find(reference.pattern, result_kinds::kAny).empty()) return text + ", but one of another kind " + (does == "fits" ? "does" : "has");
    if (HasWildcard(reference.pattern) || compared_ + names_.size() > kMostCompared) return text;
    compared_ += names_.size();
    std::vector<std::string_view> names;
    for (const auto& [name, result] : names_) {
      if (results_[result].kinds & reference.kinds) names.push_back(name);
    }
    std::string_view near = Nearest(reference.rest.empty() ? reference.pattern : reference.rest, names);
    return near.empty() ? text : text + "; did you mean `" + std::string(near) + "`?";
  }

  const Model& model_;
  std::span<const TestResult> results_;
  std::vector<NamedResult> names_;
  Verification result_;
  uint64_t steps_ = kMostSteps;
  size_t compared_ = 0;
};

}  // namespace

std::string_view Name(EvidenceState state) {
  static constexpr std::string_view kNames[] = {"failing", "missing", "stale", "passing"};
  return kNames[static_cast<size_t>(state)];
}

size_t Verification::Count(EvidenceState state) const {
  return static_cast<size_t>(std::count_if(evidence.begin(), evidence.end(), [state](const VerifiedEvidence& one) { return one.state == state; }));
}

Verification VerifyEvidence(const Model& model, std::span<const TestResult> results) { return Verifier(model, results).Run(); }

}  // namespace merlon
