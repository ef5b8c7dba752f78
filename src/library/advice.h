// What `merlon ask` says, as library files declare it: advice for people, the things that they want to protect, and the words of a language.
//
// A third language is a file in `words/` and entries under `translations:` in the other files; no code knows of a language.
#pragma once

#include <span>
#include <vector>

#include "model/model.h"
#include "text/shape.h"

namespace merlon {

// The part of a library file below its metadata.
struct Prose {
  FileId file;
  uint32_t begin = 0;  // offset within the file
};

// What an advice takes of whoever follows it, least first.
enum class Time : uint8_t { unknown, minutes, evening, days, weeks };
enum class Means : uint8_t { unknown, none, some, much };
const EnumNames& NamesOf(Time);
const EnumNames& NamesOf(Means);

// The texts of an advice in another language; the prose stands below `## LANGUAGE`.
struct AdviceTranslation {
  Text id;  // the language
  Text title, leaves;
};

struct AdviceDeclaration {
  Text id, title;
  std::vector<Text> subjects;   // `for`: ids of subjects
  Number from, to;              // the rungs of the ladder of adversaries against which it is the right amount
  std::vector<Text> who;        // only where one of these adversaries is named
  Stakes stakes = Stakes::unknown;  // only from these stakes on
  Text topic;                   // pieces of one topic are levels of the same thing; a higher one replaces the lower
  Number worth;                 // what helps more has more, and stands first
  Time time = Time::unknown;
  Means money = Means::unknown, skill = Means::unknown;
  Text leaves;                  // what it does not cover
  std::vector<Text> sources;
  Entries<AdviceTranslation> translations;
  Prose prose;
};

struct SubjectTranslation {
  Text id;  // the language
  Text name, hand_over;
  std::vector<Text> words;
};

// A thing that people want to protect. Its prose has a section `Grown`: the skeleton of a model for `merlon grow`.
struct SubjectDeclaration {
  Text id, title;
  Text name;                // as in "this is about …"
  std::vector<Text> words;  // that speak of it; `*` at an end stands for more letters
  AssetKind kind = AssetKind::unknown;
  Stakes stakes = Stakes::unknown;
  Text hand_to;             // the party that should do it where much is at stake and nobody knows how
  Text hand_over;           // the same as a sentence
  Entries<SubjectTranslation> translations;
  Prose prose;
};

// How an adversary is told of in plain words.
struct PlainAdversary {
  Text id;    // the language
  Text name;  // "a stranger who …"
  Text stops;  // completes "this is more than you need, because …"
  std::vector<Text> words;
};

struct Phrase {
  Text id, text;
};
struct PlainQuestion {
  Text id;  // protect, from, resources, how-bad, how-likely, allies
  Text ask, explain;
  std::vector<Text> choices;
};
struct Hint {
  Text id;
  std::vector<Text> words;
};
// All that `merlon ask` says and understands in one language beside the advice. The id is the language: `de`.
struct LanguageDeclaration {
  Text id, title;
  Entries<PlainQuestion> questions;
  Entries<Hint> hints;  // what words in an answer mean
  Entries<Phrase> phrases;
  Prose prose;
  // The phrase, or empty.
  std::string_view Say(std::string_view phrase) const;
  const PlainQuestion* Question(std::string_view id) const;
  std::span<const Text> Words(std::string_view hint) const;
};

const Shape& ShapeOf(const AdviceDeclaration*);
const Shape& ShapeOf(const SubjectDeclaration*);
const Shape& ShapeOf(const PlainAdversary*);
const Shape& ShapeOf(const LanguageDeclaration*);

}  // namespace merlon
