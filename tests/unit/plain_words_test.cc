// The plain door speaks to somebody without any background: no jargon, no acronyms, short sentences, one page.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <functional>
#include <sstream>

#include "../support.h"
#include "base/strings.h"
#include "cli/ask_output.h"

using namespace merlon;

namespace {

constexpr size_t kMostLines = 56;  // of a page; where the model was written takes four more
constexpr size_t kMostWords = 32, kAverageWords = 16;

// Words that need a background, as they begin.
constexpr std::string_view kJargon[] = {
    "stride", "dfd", "cvss", "trust boundar", "threat model", "asset", "adversar", "mitigat", "spoof", "tampering", "repudiat", "elevation", "vector", "payload", "tls", "https",
    "xss", "sql", "csrf", "encrypt", "authentic", "authoriz", "credential", "exploit", "vulnerab", "malware", "phish", "attack surface", "two-factor", "mfa", "2fa", "otp", "sms",
    "vpn", "dns", "url", "api ", "endpoint", "firewall", "ransomware", "zero-day", "hash", "token", "metadata", "infrastructure", "compliance", "stakeholder", "risk assessment",
    "verschlüssel", "authentifi", "bedrohung", "angriffsvektor", "schwachstelle", "schadsoftware", "zwei-faktor", "vertrauensgrenze", "infrastruktur", "sicherheitskonzept", "risikoanalyse", "kompromitt",
};
constexpr std::string_view kKnownCapitals[] = {"PIN", "SIM", "USB"};

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return lower;
}
bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) > 127; }

// The first word that needs a background; empty when there is none.
std::string Jargon(std::string_view text) {
  std::string lower = Lower(text);
  for (std::string_view word : kJargon) {
    for (size_t at = lower.find(word); at != std::string::npos; at = lower.find(word, at + 1)) {
      if (at == 0 || !IsLetter(lower[at - 1])) return std::string(word);
    }
  }
  for (size_t at = 0; at < text.size();) {
    size_t end = at;
    while (end < text.size() && text[end] >= 'A' && text[end] <= 'Z') ++end;
    bool word = end - at >= 2 && (at == 0 || !IsLetter(text[at - 1])) && (end == text.size() || !IsLetter(text[end]));
    std::string_view capitals = text.substr(at, end - at);
    if (word && std::find(std::begin(kKnownCapitals), std::end(kKnownCapitals), capitals) == std::end(kKnownCapitals)) return std::string(capitals);
    at = std::max(end, at + 1);
  }
  return {};
}

// The number of words of each sentence.
std::vector<size_t> Sentences(std::string_view text) {
  std::vector<size_t> lengths;
  for (size_t at = 0; at < text.size();) {
    size_t end = text.find_first_of(".!?", at);
    while (end != std::string_view::npos && end + 1 < text.size() && text[end + 1] != ' ' && text[end + 1] != '\n') end = text.find_first_of(".!?", end + 1);
    std::string_view sentence = text.substr(at, end == std::string_view::npos ? end : end - at);
    std::istringstream words{std::string(sentence)};
    size_t count = 0;
    for (std::string word; words >> word;) ++count;
    if (count > 0) lengths.push_back(count);
    if (end == std::string_view::npos) break;
    at = end + 1;
  }
  return lengths;
}

// Everything that a person may read in this language, with where it stands.
void ForEachText(const Library& library, const LanguageDeclaration& language, const std::function<void(std::string_view where, std::string_view text)>& visit) {
  std::string_view tongue = language.id.view();
  for (const PlainQuestion& question : language.questions) {
    visit(question.id.view(), question.ask.view());
    visit(question.id.view(), question.explain.view());
    for (const Text& choice : question.choices) visit(question.id.view(), choice.view());
  }
  // What goes into the model's file speaks of the file's own keys.
  for (const Phrase& phrase : language.phrases) {
    if (phrase.id.view().substr(0, 6) != "model-") visit(phrase.id.view(), phrase.text.view());
  }
  for (const AdviceDeclaration& advice : library.advice()) {
    visit(advice.id.view(), TitleIn(advice, tongue));
    visit(advice.id.view(), LeavesIn(advice, tongue));
    visit(advice.id.view(), ProseIn(library, advice, tongue));
  }
  for (const SubjectDeclaration& subject : library.subjects()) {
    visit(subject.id.view(), NameIn(subject, tongue));
    visit(subject.id.view(), HandOverIn(subject, tongue));
  }
  for (const AdversaryDeclaration& adversary : library.adversaries()) {
    visit(adversary.id.view(), NameIn(adversary, tongue));
    visit(adversary.id.view(), StopsIn(adversary, tongue));
  }
}

}  // namespace

TEST_CASE("plain: the check of words can fail") {
  CHECK(Jargon("Use TOTP for it") == "TOTP");
  CHECK(Jargon("This asset is yours") == "asset");
  CHECK(Jargon("Your SIM and its PIN, I think") == "");
  CHECK(Sentences("One two. Three four five? Six") == std::vector<size_t>{2, 3, 1});
}

TEST_CASE("plain: no text needs a background, and sentences are short") {
  const Library& library = TestLibrary();
  REQUIRE(library.languages().size() >= 2);
  for (const LanguageDeclaration& language : library.languages()) {
    size_t words = 0, sentences = 0;
    CAPTURE(language.id.view());
    ForEachText(library, language, [&](std::string_view where, std::string_view text) {
      CHECK_MESSAGE(Jargon(text) == "", where, ": ", text);
      for (size_t length : Sentences(text)) {
        CHECK_MESSAGE(length <= kMostWords, where, ": ", text);
        words += length;
        ++sentences;
      }
    });
    REQUIRE(sentences > 200);
    CHECK(words <= sentences * kAverageWords);
  }
}

TEST_CASE("plain: every language says everything") {
  const Library& library = TestLibrary();
  const LanguageDeclaration& base = library.languages()[library.FindLanguage(kBaseLanguage)];
  for (const LanguageDeclaration& language : library.languages()) {
    CAPTURE(language.id.view());
    for (const Phrase& phrase : base.phrases) CHECK_MESSAGE(!language.Say(phrase.id.view()).empty(), phrase.id.view());
    for (const Hint& hint : base.hints) CHECK_MESSAGE(!language.Words(hint.id.view()).empty(), hint.id.view());
    CHECK(language.phrases.size() == base.phrases.size());
    for (const AnswerField& field : kAnswerFields) {
      REQUIRE(language.Question(field.id));
      CHECK(language.Question(field.id)->choices.size() >= 3);
      CHECK(language.Question(field.id)->choices.size() <= 6);
    }
    for (const AdversaryDeclaration& adversary : library.adversaries()) CHECK_MESSAGE(adversary.Plain(language.id.view()), adversary.id.view());
    if (language.id == kBaseLanguage) continue;
    for (const AdviceDeclaration& advice : library.advice()) {
      CHECK_MESSAGE(TitleIn(advice, language.id.view()) != advice.title.view(), advice.id.view());
      CHECK_MESSAGE(LeavesIn(advice, language.id.view()).empty() == advice.leaves.empty(), advice.id.view());
      CHECK_MESSAGE(ProseIn(library, advice, language.id.view()) != ProseIn(library, advice, kBaseLanguage), advice.id.view());
    }
    for (const SubjectDeclaration& subject : library.subjects()) CHECK_MESSAGE(NameIn(subject, language.id.view()) != subject.name.view(), subject.id.view());
  }
}

TEST_CASE("plain: whatever is asked about, against whomever, the answer is one honest page") {
  const Library& library = TestLibrary();
  cli::Terminal terminal(stdout);
  for (const LanguageDeclaration& language : library.languages()) {
    for (const SubjectDeclaration& subject : library.subjects()) {
      for (const AdversaryDeclaration& adversary : library.adversaries()) {
        Answers answers;
        answers.protect = subject.id.view();
        answers.from = adversary.id.view();
        answers.resources = language.Question("resources")->choices[4].view();
        Advice advice = Advise(answers, library, language);
        CAPTURE(subject.id.view());
        CAPTURE(adversary.id.view());
        CAPTURE(language.id.view());
        REQUIRE_FALSE(advice.empty());
        CHECK(advice.not_understood.empty());
        CHECK(advice.chosen.size() >= 2);
        std::string page = cli::AskPage(advice, library, language, terminal);
        CHECK(Jargon(page) == "");
        CHECK(static_cast<size_t>(std::count(page.begin(), page.end(), '\n')) <= kMostLines);
        CHECK(page.find(language.Say("heading-not-covered")) != std::string::npos);
        CHECK(page.find(language.Say("heading-stop")) != std::string::npos);
        std::istringstream lines(page);
        for (std::string line; std::getline(lines, line);) CHECK_MESSAGE(cli::DisplayWidth(line) <= 80, line);
        CHECK_MESSAGE(page.find('{') == std::string::npos, page);
      }
    }
  }
}

TEST_CASE("plain: every choice of the interview is understood") {
  const Library& library = TestLibrary();
  for (const LanguageDeclaration& language : library.languages()) {
    for (const AnswerField& field : kAnswerFields) {
      for (const Text& choice : language.Question(field.id)->choices) {
        Answers answers;
        answers.protect = "mail", answers.from = "state";
        answers.*field.text = choice.view();
        Advice advice = Advise(answers, library, language);
        CAPTURE(choice.view());
        CHECK_FALSE(advice.empty());
        CHECK(advice.not_understood.empty());
        if (field.id == "how-bad") CHECK(advice.stakes != Stakes::unknown);
        if (field.id == "from" || field.id == "protect") CHECK(advice.adversaries.size() == 1);
      }
    }
  }
}
