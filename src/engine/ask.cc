#include "engine/ask.h"

#include <algorithm>

#include "base/strings.h"

namespace merlon {
namespace {

// A word of a pattern: `mail*` and `*mail` stand for longer words.
bool Fits(std::string_view pattern, std::string_view word) {
  bool open_start = pattern.front() == '*', open_end = pattern.size() > 1 && pattern.back() == '*';
  std::string_view core = pattern.substr(open_start, pattern.size() - open_start - open_end);
  if (core.size() > word.size()) return false;
  if (open_start && open_end) return word.find(core) != std::string_view::npos;
  if (open_start) return word.substr(word.size() - core.size()) == core;
  if (open_end) return word.substr(0, core.size()) == core;
  return word == core;
}

std::vector<std::string_view> Split(std::string_view pattern) {
  std::vector<std::string_view> parts;
  for (size_t at = 0; at < pattern.size();) {
    size_t end = std::min(pattern.find_first_of(" -", at), pattern.size());
    if (end > at) parts.push_back(pattern.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

bool FitsAt(const std::vector<std::string_view>& pattern, const std::vector<std::string>& words, size_t at) {
  if (pattern.empty() || at + pattern.size() > words.size()) return false;
  for (size_t i = 0; i < pattern.size(); ++i) {
    if (!Fits(pattern[i], words[at + i])) return false;
  }
  return true;
}

bool Says(const std::vector<std::string>& words, std::span<const Text> patterns) {
  for (const Text& text : patterns) {
    std::vector<std::string_view> pattern = Split(text.view());
    for (size_t at = 0; at < words.size(); ++at) {
      if (FitsAt(pattern, words, at)) return true;
    }
  }
  return false;
}

// Whether the whole answer is one of the patterns.
bool IsOnly(const std::vector<std::string>& words, std::span<const Text> patterns) {
  return words.empty() || std::any_of(patterns.begin(), patterns.end(), [&](const Text& text) {
           std::vector<std::string_view> pattern = Split(text.view());
           return pattern.size() == words.size() && FitsAt(pattern, words, 0);
         });
}

// Finds which of several things an answer names. A longer pattern takes its words away from shorter ones: in "kid sister" there is no kid.
class Finder {
 public:
  explicit Finder(const std::vector<std::string>& words) : words_(words) {}

  void Look(uint32_t thing, std::string_view text) {
    std::vector<std::string_view> pattern = Split(text);
    for (size_t at = 0; at < words_.size(); ++at) {
      if (FitsAt(pattern, words_, at)) hits_.push_back({pattern.size(), at, thing});
    }
  }
  void Look(uint32_t thing, std::span<const Text> patterns) {
    for (const Text& text : patterns) Look(thing, text.view());
  }
  // In the order of the answer.
  std::vector<uint32_t> Found() {
    std::stable_sort(hits_.begin(), hits_.end(), [](const Hit& a, const Hit& b) { return a.length > b.length; });
    std::vector<bool> taken(words_.size());
    std::vector<Hit> kept;
    for (const Hit& hit : hits_) {
      auto begin = taken.begin() + static_cast<ptrdiff_t>(hit.at), end = begin + static_cast<ptrdiff_t>(hit.length);
      if (std::find(begin, end, true) != end) continue;
      std::fill(begin, end, true);
      kept.push_back(hit);
    }
    std::stable_sort(kept.begin(), kept.end(), [](const Hit& a, const Hit& b) { return a.at < b.at; });
    std::vector<uint32_t> things;
    for (const Hit& hit : kept) {
      if (std::find(things.begin(), things.end(), hit.thing) == things.end()) things.push_back(hit.thing);
    }
    return things;
  }

 private:
  struct Hit {
    size_t length, at;
    uint32_t thing;
  };
  const std::vector<std::string>& words_;
  std::vector<Hit> hits_;
};

constexpr std::string_view kAnything = "anything", kUnknownAdversary = "opportunist";
constexpr size_t kMostSubjects = 3, kMostBeyond = 2;

class Adviser {
 public:
  Adviser(const Answers& answers, const Library& library, const LanguageDeclaration& language) : answers_(answers), library_(library), language_(language) {}

  Advice Run() {
    FindSubjects();
    FindAdversaries();
    if (advice_.empty()) return std::move(advice_);
    FindStakes();
    FindMeans();
    advice_.should_it_exist = advice_.stakes == Stakes::catastrophic;
    // Where general advice may do harm, the advice for it says itself who helps.
    bool over_their_head = !OwnAdviceOnly() && advice_.stakes >= Stakes::severe && advice_.means.no_skill && !advice_.means.helper;
    for (const SubjectDeclaration* subject : advice_.subjects) {
      if (over_their_head && !advice_.hand_over && !subject->hand_to.empty()) advice_.hand_over = subject;
    }
    Choose();
    FindNext();
    return std::move(advice_);
  }

 private:
  std::span<const Text> Patterns(std::string_view hint) const { return language_.Words(hint); }

  void FindSubjects() {
    std::vector<std::string> words = Words(answers_.protect);
    advice_.nothing_named = IsOnly(words, Patterns("nobody"));
    Finder finder(words);
    const std::vector<SubjectDeclaration>& all = library_.subjects();
    for (uint32_t i = 0; i < all.size(); ++i) {
      finder.Look(i, all[i].id.view());
      if (language_.id == kBaseLanguage) finder.Look(i, all[i].words);
      for (const SubjectTranslation& translation : all[i].translations) {
        if (translation.id == language_.id.view()) finder.Look(i, translation.words);
      }
    }
    for (uint32_t i : finder.Found()) {
      if (advice_.subjects.size() < kMostSubjects) advice_.subjects.push_back(&all[i]);
    }
    if (!advice_.subjects.empty()) return;
    advice_.not_understood.push_back("protect");
    if (uint32_t index = library_.FindSubject(kAnything); index != kNone) advice_.subjects.push_back(&all[index]);
    else advice_.nothing_named = true;
  }

  void FindAdversaries() {
    std::vector<std::string> words = Words(answers_.from);
    if (IsOnly(words, Patterns("nobody")) || IsOnly(words, Patterns("everybody"))) return;
    Finder finder(words);
    const std::vector<AdversaryDeclaration>& all = library_.adversaries();
    for (uint32_t i = 0; i < all.size(); ++i) {
      finder.Look(i, all[i].id.view());
      if (const PlainAdversary* plain = all[i].Plain(language_.id.view())) finder.Look(i, plain->words);
    }
    for (uint32_t i : finder.Found()) advice_.adversaries.push_back(&all[i]);
    if (advice_.adversaries.empty()) {
      advice_.not_understood.push_back("from");
      if (uint32_t index = library_.FindAdversary(kUnknownAdversary); index != kNone) advice_.adversaries.push_back(&all[index]);
    }
    std::stable_sort(advice_.adversaries.begin(), advice_.adversaries.end(), [](const auto* a, const auto* b) { return a->rung.value > b->rung.value; });
    if (!advice_.adversaries.empty()) advice_.rung = advice_.adversaries.front()->rung.value;
  }

  // The worst that was said. What is usually at stake stands in for an answer, and from `severe` on it is not talked down.
  void FindStakes() {
    std::vector<std::string> words = Words(answers_.how_bad);
    Stakes said = Stakes::unknown, usual = Stakes::unknown;
    const EnumNames& names = NamesOf(Stakes{});
    for (size_t i = 1; i < names.names.size(); ++i) {
      bool named = std::find(words.begin(), words.end(), names.names[i]) != words.end();
      if (named || Says(words, Patterns("stakes-" + std::string(names.names[i])))) said = static_cast<Stakes>(i);
    }
    for (const SubjectDeclaration* subject : advice_.subjects) usual = std::max(usual, subject->stakes);
    if (said == Stakes::unknown && !words.empty() && !IsOnly(words, Patterns("nobody"))) advice_.not_understood.push_back("how-bad");
    advice_.stakes = said == Stakes::unknown || (usual >= Stakes::severe && usual > said) ? usual : said;
  }

  void FindMeans() {
    std::vector<std::string> means = Words(answers_.resources), all = Words(answers_.protect);
    all.insert(all.end(), means.begin(), means.end());
    AnsweredMeans& found = advice_.means;
    found.no_skill = Says(all, Patterns("no-skill"));
    found.skilled = !found.no_skill && Says(means, Patterns("skilled"));
    found.no_money = Says(means, Patterns("no-money"));
    found.little_time = Says(means, Patterns("little-time"));
    std::vector<std::string> allies = Words(answers_.allies);
    found.helper = Says(means, Patterns("helper")) || Says(allies, Patterns("helper"));
    std::vector<std::string> likely = Words(answers_.how_likely);
    if (Says(likely, Patterns("likely"))) advice_.likelihood = Plausibility::expected;
    else if (Says(likely, Patterns("unlikely"))) advice_.likelihood = Plausibility::paranoid;
    else if (Says(likely, Patterns("possible"))) advice_.likelihood = Plausibility::plausible;
    else if (!IsOnly(likely, Patterns("nobody"))) advice_.not_understood.push_back("how-likely");
  }

  bool OwnAdviceOnly() const {
    return std::any_of(advice_.adversaries.begin(), advice_.adversaries.end(), [](const auto* adversary) { return adversary->own_advice_only == Tri::yes; });
  }
  bool IsFor(const AdviceDeclaration& advice) const {
    return std::any_of(advice.subjects.begin(), advice.subjects.end(), [&](const Text& id) {
      return std::any_of(advice_.subjects.begin(), advice_.subjects.end(), [&](const auto* subject) { return id == subject->id.view(); });
    });
  }
  bool IsAgainst(const AdviceDeclaration& advice) const {
    return (advice.who.empty() && !OwnAdviceOnly()) || std::any_of(advice.who.begin(), advice.who.end(), [&](const Text& id) {
             return std::any_of(advice_.adversaries.begin(), advice_.adversaries.end(), [&](const auto* adversary) { return id == adversary->id.view(); });
           });
  }
  bool IsWithinMeans(const AdviceDeclaration& advice) const {
    const AnsweredMeans& means = advice_.means;
    if (means.no_money && advice.money >= Means::some) return false;
    if (means.little_time && advice.time >= Time::days) return false;
    return !(means.no_skill && !means.helper && advice.skill == Means::much);
  }
  // How many pieces are the right amount. Nobody carries out ten.
  size_t Amount() const {
    size_t amount = advice_.stakes >= Stakes::severe ? 6 : advice_.stakes == Stakes::modest ? 4 : advice_.stakes == Stakes::trivial ? 2 : 5;
    // What comes first on the page wants room, and attention.
    if (advice_.should_it_exist || advice_.hand_over) amount = std::min<size_t>(amount, 4);
    return advice_.likelihood == Plausibility::paranoid ? std::max<size_t>(2, amount - 2) : amount;
  }

  void Choose() {
    std::vector<const AdviceDeclaration*> fitting;
    for (const AdviceDeclaration& advice : library_.advice()) {
      bool level = advice.from.value <= advice_.rung && advice_.rung <= advice.to.value;
      if (level && advice.stakes <= advice_.stakes && IsFor(advice) && IsAgainst(advice)) fitting.push_back(&advice);
    }
    // The library is in the order of ids, so equal worth has an order too.
    std::stable_sort(fitting.begin(), fitting.end(), [](const auto* a, const auto* b) { return a->worth.value > b->worth.value; });
    for (const AdviceDeclaration* advice : fitting) {
      bool again = !advice->topic.empty() && std::any_of(advice_.chosen.begin(), advice_.chosen.end(), [&](const auto* other) { return other->topic == advice->topic.view(); });
      if (again) continue;
      if (!IsWithinMeans(*advice)) advice_.beyond_means.push_back(advice), advice = Cheaper(*advice);
      if (advice) (advice_.chosen.size() < Amount() ? advice_.chosen : later_).push_back(advice);
    }
    if (advice_.beyond_means.size() > kMostBeyond) advice_.beyond_means.resize(kMostBeyond);
  }

  // The next lower level of the same thing that is within the means, or null: half a door is better than none.
  const AdviceDeclaration* Cheaper(const AdviceDeclaration& wanted) const {
    const AdviceDeclaration* found = nullptr;
    for (const AdviceDeclaration& advice : library_.advice()) {
      bool lower = !wanted.topic.empty() && advice.topic == wanted.topic.view() && advice.from.value < wanted.from.value;
      if (lower && IsFor(advice) && IsAgainst(advice) && IsWithinMeans(advice) && (!found || advice.from.value > found->from.value)) found = &advice;
    }
    return found;
  }

  // The next level of what helps most, else what was too much of the right thing, else what would help against the next stronger.
  void FindNext() {
    auto above = [&](std::string_view topic) {
      const AdviceDeclaration* found = nullptr;
      for (const AdviceDeclaration& advice : library_.advice()) {
        bool next = advice.from.value > advice_.rung && IsFor(advice) && IsAgainst(advice) && (topic.empty() || advice.topic == topic);
        if (!next) continue;
        bool better = !found || advice.from.value < found->from.value || (advice.from.value == found->from.value && advice.worth.value > found->worth.value);
        if (better) found = &advice;
      }
      return found;
    };
    for (const AdviceDeclaration* advice : advice_.chosen) {
      if (!advice->topic.empty() && !advice_.next) advice_.next = above(advice->topic.view());
    }
    if (!advice_.next && !later_.empty()) advice_.next = later_.front();
    if (!advice_.next) advice_.next = above({});
  }

  const Answers& answers_;
  const Library& library_;
  const LanguageDeclaration& language_;
  Advice advice_;
  std::vector<const AdviceDeclaration*> later_;  // fits, and is more than the stakes ask for
};

// The translation of this language, or null.
template <class Declaration>
auto Translated(const Declaration& declaration, std::string_view language) -> decltype(&declaration.translations[0]) {
  for (const auto& translation : declaration.translations) {
    if (translation.id == language) return &translation;
  }
  return nullptr;
}

const PlainAdversary* PlainIn(const AdversaryDeclaration& adversary, std::string_view language) {
  const PlainAdversary* plain = adversary.Plain(language);
  return plain ? plain : adversary.Plain(kBaseLanguage);
}

}  // namespace

Advice Advise(const Answers& answers, const Library& library, const LanguageDeclaration& language) { return Adviser(answers, library, language).Run(); }

std::string_view TitleIn(const AdviceDeclaration& advice, std::string_view language) {
  const AdviceTranslation* translation = Translated(advice, language);
  return translation ? translation->title.view() : advice.title.view();
}
std::string_view LeavesIn(const AdviceDeclaration& advice, std::string_view language) {
  const AdviceTranslation* translation = Translated(advice, language);
  return translation ? translation->leaves.view() : advice.leaves.view();
}
std::string_view ProseIn(const Library& library, const AdviceDeclaration& advice, std::string_view language) {
  std::string_view prose = library.Section(advice.prose, language == kBaseLanguage ? std::string_view() : language);
  return prose.empty() ? library.Section(advice.prose, {}) : prose;
}
std::string_view NameIn(const SubjectDeclaration& subject, std::string_view language) {
  const SubjectTranslation* translation = Translated(subject, language);
  return translation ? translation->name.view() : subject.name.view();
}
std::string_view HandOverIn(const SubjectDeclaration& subject, std::string_view language) {
  const SubjectTranslation* translation = Translated(subject, language);
  return translation && !translation->hand_over.empty() ? translation->hand_over.view() : subject.hand_over.view();
}
std::string_view NameIn(const AdversaryDeclaration& adversary, std::string_view language) {
  const PlainAdversary* plain = PlainIn(adversary, language);
  return plain ? plain->name.view() : adversary.title.view();
}
std::string_view StopsIn(const AdversaryDeclaration& adversary, std::string_view language) {
  const PlainAdversary* plain = PlainIn(adversary, language);
  return plain ? plain->stops.view() : std::string_view();
}

std::string Fill(std::string_view phrase, std::string_view name, std::string_view value) {
  return ReplaceAll(std::string(phrase), "{" + std::string(name) + "}", value);
}

}  // namespace merlon
