#include "library/advice.h"

namespace merlon {
namespace {

constexpr std::string_view kTimeNames[] = {"", "minutes", "evening", "days", "weeks"};
constexpr std::string_view kMeansNames[] = {"", "none", "some", "much"};
constexpr EnumNames kTimes{kTimeNames}, kMeans{kMeansNames};

constexpr Field kAdviceTranslationFields[] = {
    Is<&AdviceTranslation::title>("title", "the advice in a few words").Required(),
    Is<&AdviceTranslation::leaves>("leaves", "what it does not cover"),
};
constexpr Field kAdviceFields[] = {
    Is<&AdviceDeclaration::title>("title", "the advice in a few words").Required(),
    Is<&AdviceDeclaration::subjects>("for", "the subjects that it is for").Required(),
    Is<&AdviceDeclaration::from>("from", "the lowest rung of adversaries against which it is worth it").Required(),
    Is<&AdviceDeclaration::to>("to", "the highest rung against which it is still enough").Required(),
    Is<&AdviceDeclaration::who>("who", "only where one of these adversaries is named"),
    Is<&AdviceDeclaration::stakes>("stakes", "only where so much is at stake"),
    Is<&AdviceDeclaration::topic>("topic", "what it is a level of"),
    Is<&AdviceDeclaration::worth>("worth", "what helps more has more").Required(),
    Is<&AdviceDeclaration::time>("time", "how long it takes").Required(),
    Is<&AdviceDeclaration::money>("money", "what it costs").Required(),
    Is<&AdviceDeclaration::skill>("skill", "what one must be able to do").Required(),
    Is<&AdviceDeclaration::leaves>("leaves", "what it does not cover"),
    Is<&AdviceDeclaration::sources>("sources", "where the knowledge comes from").Required(),
    Is<&AdviceDeclaration::translations>("translations", "title and more in other languages"),
};
constexpr Field kSubjectTranslationFields[] = {
    Is<&SubjectTranslation::name>("name", "as in: this is about …").Required(),
    Is<&SubjectTranslation::hand_over>("hand-over", "who should do it instead, as a sentence"),
    Is<&SubjectTranslation::words>("words", "words that speak of it").Required(),
};
constexpr Field kSubjectFields[] = {
    Is<&SubjectDeclaration::title>("title", "its name for people").Required(),
    Is<&SubjectDeclaration::name>("name", "as in: this is about …").Required(),
    Is<&SubjectDeclaration::words>("words", "words that speak of it").Required(),
    Is<&SubjectDeclaration::kind>("kind", "the kind of asset that it is"),
    Is<&SubjectDeclaration::stakes>("stakes", "what is usually at stake"),
    Is<&SubjectDeclaration::hand_to>("hand-to", "the party that should do it where nobody knows how"),
    Is<&SubjectDeclaration::hand_over>("hand-over", "who should do it instead, as a sentence"),
    Is<&SubjectDeclaration::translations>("translations", "the same in other languages"),
};
constexpr Field kPlainAdversaryFields[] = {
    Is<&PlainAdversary::name>("name", "who it is, in plain words").Required(),
    Is<&PlainAdversary::stops>("stops", "why more is not needed against it").Required(),
    Is<&PlainAdversary::words>("words", "words that speak of it").Required(),
};
constexpr Field kPhraseFields[] = {Is<&Phrase::text>("text", "what is said")};
constexpr Field kPlainQuestionFields[] = {
    Is<&PlainQuestion::ask>("ask", "the question").Required(),
    Is<&PlainQuestion::explain>("explain", "what is said to `?`").Required(),
    Is<&PlainQuestion::choices>("choices", "answers to choose from").Required(),
};
constexpr Field kHintFields[] = {Is<&Hint::words>("words", "what people say when they mean it")};
constexpr Field kLanguageFields[] = {
    Is<&LanguageDeclaration::title>("title", "the language's own name").Required(),
    Is<&LanguageDeclaration::questions>("questions", "the six questions").Required(),
    Is<&LanguageDeclaration::hints>("hints", "what words in answers mean").Required(),
    Is<&LanguageDeclaration::phrases>("phrases", "what is said between").Required(),
};

constexpr Shape kAdviceTranslationShape{"a translation", "", kAdviceTranslationFields, "title"};
constexpr Shape kAdviceShape{"an advice", "", kAdviceFields, ""};
constexpr Shape kSubjectTranslationShape{"a translation", "", kSubjectTranslationFields, ""};
constexpr Shape kSubjectShape{"a subject", "", kSubjectFields, ""};
constexpr Shape kPlainAdversaryShape{"plain words", "", kPlainAdversaryFields, ""};
constexpr Shape kPhraseShape{"a phrase", "", kPhraseFields, "text"};
constexpr Shape kPlainQuestionShape{"a question", "", kPlainQuestionFields, ""};
constexpr Shape kHintShape{"a hint", "", kHintFields, "words"};
constexpr Shape kLanguageShape{"a language", "", kLanguageFields, ""};

template <class List>
auto Lookup(const List& list, std::string_view id) -> decltype(&list[0]) {
  for (const auto& item : list) {
    if (item.id == id) return &item;
  }
  return nullptr;
}

}  // namespace

const EnumNames& NamesOf(Time) { return kTimes; }
const EnumNames& NamesOf(Means) { return kMeans; }

const Shape& ShapeOf(const AdviceTranslation*) { return kAdviceTranslationShape; }
const Shape& ShapeOf(const AdviceDeclaration*) { return kAdviceShape; }
const Shape& ShapeOf(const SubjectTranslation*) { return kSubjectTranslationShape; }
const Shape& ShapeOf(const SubjectDeclaration*) { return kSubjectShape; }
const Shape& ShapeOf(const PlainAdversary*) { return kPlainAdversaryShape; }
const Shape& ShapeOf(const Phrase*) { return kPhraseShape; }
const Shape& ShapeOf(const PlainQuestion*) { return kPlainQuestionShape; }
const Shape& ShapeOf(const Hint*) { return kHintShape; }
const Shape& ShapeOf(const LanguageDeclaration*) { return kLanguageShape; }

std::string_view LanguageDeclaration::Say(std::string_view phrase) const {
  const Phrase* found = Lookup(phrases, phrase);
  return found ? found->text.view() : std::string_view();
}

const PlainQuestion* LanguageDeclaration::Question(std::string_view question) const { return Lookup(questions, question); }

std::span<const Text> LanguageDeclaration::Words(std::string_view hint) const {
  const Hint* found = Lookup(hints, hint);
  return found ? std::span<const Text>(found->words) : std::span<const Text>();
}

}  // namespace merlon
