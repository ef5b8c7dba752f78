// The plain door: from a few answers in everyday words to proportionate advice. What is said stands in the library; this only chooses.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "library/library.h"

namespace merlon {

// The language that every file of the library is written in; the others are translations.
inline constexpr std::string_view kBaseLanguage = "en";

// What somebody answered, word for word. The order is that of the questions.
struct Answers {
  std::string protect, from, resources, how_bad, how_likely, allies;
  std::string language;  // as a file of answers names it
};
struct AnswerField {
  std::string_view id;  // also the key in a file of answers
  std::string Answers::*text;
  bool required;        // without it there is no advice
  bool asked_again;     // where somebody says nothing
};
inline constexpr std::array<AnswerField, 6> kAnswerFields = {{
    {"protect", &Answers::protect, true, true},
    {"from", &Answers::from, true, true},
    {"resources", &Answers::resources, false, true},
    {"how-bad", &Answers::how_bad, false, false},
    {"how-likely", &Answers::how_likely, false, false},
    {"allies", &Answers::allies, false, false},
}};
// Longer answers are refused.
inline constexpr size_t kLongestAnswer = 2000;

// Reads a file of answers: a map with the ids above, and `language`. A list or a map of things is joined into one text. What cannot be read is
// reported; `document` keeps the text.
Answers ReadAnswers(std::string path, std::string text, Document& document, Diagnostics& diagnostics);

// What the answers say about means. Everything that nobody said is false.
struct AnsweredMeans {
  bool no_skill = false, skilled = false, no_money = false, little_time = false, helper = false;
};

// Texts in one language point into the library.
struct Advice {
  std::vector<const SubjectDeclaration*> subjects;       // at least one; `anything` where nothing was understood
  std::vector<const AdversaryDeclaration*> adversaries;  // strongest first; empty: nobody was named, and there is no advice
  int64_t rung = 0;                                      // of the strongest
  Stakes stakes = Stakes::unknown;
  Plausibility likelihood = Plausibility::none;
  AnsweredMeans means;
  bool nothing_named = false;       // nothing to protect: no advice either
  bool should_it_exist = false;     // comes before everything else
  const SubjectDeclaration* hand_over = nullptr;  // do not do this one yourself
  std::vector<const AdviceDeclaration*> chosen;   // in order of worth
  std::vector<const AdviceDeclaration*> beyond_means;
  const AdviceDeclaration* next = nullptr;        // what the next level would add
  std::vector<std::string_view> not_understood;   // ids of answers
  bool empty() const { return nothing_named || adversaries.empty(); }
};

// Chooses. The strongest adversary that was named decides the level, the stakes how much of it. Deterministic; O(words of the answers x words of the library).
Advice Advise(const Answers& answers, const Library& library, const LanguageDeclaration& language);

// Texts of the library in a language, else in the base language.
std::string_view TitleIn(const AdviceDeclaration& advice, std::string_view language);
std::string_view LeavesIn(const AdviceDeclaration& advice, std::string_view language);
std::string_view ProseIn(const Library& library, const AdviceDeclaration& advice, std::string_view language);
std::string_view NameIn(const SubjectDeclaration& subject, std::string_view language);
std::string_view HandOverIn(const SubjectDeclaration& subject, std::string_view language);
std::string_view NameIn(const AdversaryDeclaration& adversary, std::string_view language);
std::string_view StopsIn(const AdversaryDeclaration& adversary, std::string_view language);
// `{name}` in a phrase, filled in.
std::string Fill(std::string_view phrase, std::string_view name, std::string_view value);

// The answers and the advice as a model: the answers word for word, the advice as planned controls. Call with advice that is not empty.
std::string ModelOf(const Answers& answers, const Advice& advice, const Library& library, const LanguageDeclaration& language);

}  // namespace merlon
