// From plain answers to advice, to a model, and to a model that has grown.
#include <doctest/doctest.h>

#include <algorithm>

#include "../support.h"
#include "engine/ask.h"
#include "engine/blind_spots.h"
#include "engine/grow.h"

using namespace merlon;

namespace {

const LanguageDeclaration& Language(std::string_view id = kBaseLanguage) { return TestLibrary().languages()[TestLibrary().FindLanguage(id)]; }

Advice Ask(std::string protect, std::string from, std::string resources = {}, std::string how_bad = {}, std::string allies = {}) {
  return Advise({std::move(protect), std::move(from), std::move(resources), std::move(how_bad), {}, std::move(allies), {}}, TestLibrary(), Language());
}

std::string Ids(const Advice& advice) {
  std::string ids;
  for (const AdviceDeclaration* piece : advice.chosen) ids += (ids.empty() ? "" : " ") + std::string(piece->id.view());
  return ids;
}
bool Has(const Advice& advice, std::string_view id) {
  return std::any_of(advice.chosen.begin(), advice.chosen.end(), [&](const auto* piece) { return piece->id == id; });
}
std::string Who(const Advice& advice) {
  std::string ids;
  for (const AdversaryDeclaration* adversary : advice.adversaries) ids += (ids.empty() ? "" : " ") + std::string(adversary->id.view());
  return ids;
}

std::string ModelFor(const Answers& answers, const LanguageDeclaration& language) { return ModelOf(answers, Advise(answers, TestLibrary(), language), TestLibrary(), language); }

std::string Errors(const Workspace& workspace) {
  std::string errors;
  for (const Diagnostic& diagnostic : workspace.diagnostics().kept()) {
    if (diagnostic.code->severity == Severity::error) errors += std::string(diagnostic.code->id) + ": " + diagnostic.message + "\n";
  }
  return errors;
}

// The lines of `before` stand in `after` in the same order, except those that were changed on purpose.
bool Keeps(const std::string& before, const std::string& after) {
  size_t at = 0;
  for (size_t begin = 0; begin < before.size();) {
    size_t end = std::min(before.find('\n', begin), before.size());
    std::string line = before.substr(begin, end - begin);
    begin = end + 1;
    if (line == "methods: [eff]") continue;
    size_t found = after.find(line, at);
    if (found == std::string::npos) return false;
    at = found + line.size();
  }
  return true;
}

std::vector<Answers> ManyAnswers(const LanguageDeclaration& language) {
  const Library& library = TestLibrary();
  std::vector<Answers> all;
  for (const SubjectDeclaration& subject : library.subjects()) all.push_back({std::string(subject.id.view()), "organised-crime", std::string(language.Question("resources")->choices[4].view()), {}, {}, {}, {}});
  for (const AdversaryDeclaration& adversary : library.adversaries()) all.push_back({"mail, website", std::string(adversary.id.view()), {}, std::string(language.Question("how-bad")->choices[3].view()), {}, {}, {}});
  return all;
}

}  // namespace

TEST_CASE("ask: which second step for my mail depends on who it is from") {
  Advice sister = Ask("my mail: which 2FA should I use?", "my kid sister"), stranger = Ask("my mail: which 2FA should I use?", "a stranger with a stolen password"), state = Ask("my mail: which 2FA should I use?", "a foreign state");
  CHECK(Who(sister) == "curious-relative");
  CHECK(Who(stranger) == "opportunist");
  CHECK(Who(state) == "state");
  CHECK(sister.chosen.front()->id == "any-second-step");
  CHECK(stranger.chosen.front()->id == "code-app");
  CHECK(state.chosen.front()->id == "two-security-keys");
  CHECK_FALSE(Has(sister, "two-security-keys"));
  CHECK_FALSE(Has(stranger, "two-security-keys"));
  // The stop line names the next level of the same thing.
  REQUIRE(sister.next);
  CHECK(sister.next->id == "code-app");
  CHECK(stranger.next->id == "passkey");
}

TEST_CASE("ask: the strongest who is named decides") {
  Advice both = Ask("my mail", "my sister, and a state");
  CHECK(Who(both) == "state curious-relative");
  CHECK(both.rung == 7);
}

TEST_CASE("ask: nobody named, no advice") {
  for (std::string_view nobody : {"", "  ", "nobody", "I don't know", "No one", "everybody", "anyone"}) {
    CAPTURE(nobody);
    CHECK(Ask("my mail", std::string(nobody)).empty());
  }
  CHECK(Ask("", "a state").empty());
  CHECK_FALSE(Ask("my mail", "nobody but my sister").empty());
}

TEST_CASE("ask: much at stake and no experience is handed over") {
  Advice novice = Ask("a payment portal for a fintech startup", "criminals", "I'm new to this");
  REQUIRE(novice.hand_over);
  CHECK(novice.hand_over->hand_to == "payment-provider");
  CHECK_FALSE(Ask("a payment portal for a fintech startup", "criminals", "experienced engineers").hand_over);
  CHECK_FALSE(Ask("a cat picture vote", "bored kids", "I'm new to this").hand_over);
  auto workspace = Check(ModelFor({"a payment portal", "criminals", "new to this", {}, {}, {}, {}}, Language()));
  CHECK(Errors(*workspace) == "");
  CHECK(StatusOf(*workspace, "done-without-experience@system") == "decided");
}

TEST_CASE("ask: where lives hang on it, the first question is whether it should exist") {
  Advice missiles = Ask("a web portal for launching nuclear missiles", "a state");
  CHECK(missiles.should_it_exist);
  CHECK(missiles.stakes == Stakes::catastrophic);
  CHECK(Ask("missiles", "a state", {}, "we would laugh about it").should_it_exist);
  CHECK_FALSE(Ask("a vote on cat pictures", "bored kids").should_it_exist);
  CHECK(Ask("a vote on cat pictures", "bored kids").chosen.size() < missiles.chosen.size());
}

TEST_CASE("ask: what is beyond the means is named, and a lower level takes its place") {
  Advice poor = Ask("my mail", "a state", "no money");
  CHECK(poor.chosen.front()->id == "passkey");
  CHECK(std::any_of(poor.beyond_means.begin(), poor.beyond_means.end(), [](const auto* piece) { return piece->id == "two-security-keys"; }));
}

TEST_CASE("ask: somebody who is watched at home gets nothing that shows") {
  Advice watched = Ask("my phone", "my ex husband");
  CHECK(watched.chosen.front()->id == "safety-before-settings");
  for (const AdviceDeclaration* piece : watched.chosen) CHECK_MESSAGE(!piece->who.empty(), piece->id.view());
}

TEST_CASE("ask: what is not understood is said") {
  Advice strange = Ask("the quux", "Zaphod", {}, "hmm");
  CHECK(strange.not_understood == std::vector<std::string_view>{"protect", "from", "how-bad"});
  CHECK(Ids(strange) != "");
}

TEST_CASE("ask: a file of answers") {
  auto read = [](std::string text, Diagnostics& diagnostics) {
    Document document;
    return ReadAnswers("answers.yaml", std::move(text), document, diagnostics);
  };
  Diagnostics fine, wrong;
  Answers answers = read("protect: mail\nfrom: [my sister, a state]\nresources: { money: 50 EUR, time: an evening }\nallies:\n", fine);
  CHECK(answers.from == "my sister, a state");
  CHECK(answers.resources == "money: 50 EUR, time: an evening");
  CHECK(answers.allies == "");
  CHECK(fine.kept().empty());
  read("protect: mail\nform: a state\n", wrong);
  REQUIRE(wrong.kept().size() == 1);
  CHECK(wrong.kept()[0].hint == "did you mean `from`?");
  Diagnostics long_one;
  read("protect: " + std::string(kLongestAnswer + 1, 'a') + "\n", long_one);
  CHECK(long_one.malformed());
}

TEST_CASE("ask: every model is valid, says the answers word for word, and grows without losing anything") {
  for (const LanguageDeclaration& language : TestLibrary().languages()) {
    for (const Answers& answers : ManyAnswers(language)) {
      std::string text = ModelFor(answers, language);
      CAPTURE(text);
      auto workspace = Check(text);
      REQUIRE_FALSE(workspace->malformed());
      CHECK(Errors(*workspace) == "");
      Growth grown = Grow(text, workspace->model(), TestLibrary());
      REQUIRE(grown.problem == "");
      CHECK(grown.added.size() > 5);
      CHECK(Keeps(text, grown.text));
      auto after = Check(grown.text);
      REQUIRE_FALSE_MESSAGE(after->malformed(), Complaints(*after), grown.text);
      CHECK(Errors(*after) == "");
      CHECK(after->model().element_count() >= 2);
      CHECK(after->assessment().threats.size() > workspace->assessment().threats.size());
      CHECK(Grow(grown.text, after->model(), TestLibrary()).added.empty());
    }
  }
}

TEST_CASE("ask: hostile answers stay answers") {
  for (const std::string& hostile : std::vector<std::string>{"x: [}", "# no", "- a\n- b", "null", "yes", "\"quoted\" 'twice'", "{{asset}} {who} {from}", "a\x1b[31mred", "tab\there", "\xE2\x80\xA8line", ": ", "%YAML", "&a *b", std::string(kLongestAnswer, '[')}) {
    CAPTURE(hostile);
    Answers answers{hostile + " mail", hostile + " state", hostile, hostile, hostile, hostile, {}};
    auto workspace = Check(ModelFor(answers, Language()));
    REQUIRE_FALSE_MESSAGE(workspace->malformed(), Complaints(*workspace));
    CHECK(Errors(*workspace) == "");
    const Document& document = workspace->document();
    NodeId kept = document.Find(workspace->roots()[0], "x-answers");
    REQUIRE(kept);
    for (const AnswerField& field : kAnswerFields) CHECK(document.text(document.Find(kept, field.id)) == answers.*field.text);
  }
}

TEST_CASE("ask: advice has names of its own, and levels that do not overlap") {
  const Library& library = TestLibrary();
  CHECK(library.advice().size() >= 35);
  for (const AdviceDeclaration& advice : library.advice()) {
    CAPTURE(advice.id.view());
    CHECK(library.FindControl(advice.id.view()) == kNone);
    CHECK_FALSE(advice.sources.empty());
    CHECK(advice.from.value >= 1);
    CHECK(advice.from.value <= advice.to.value);
    CHECK(advice.to.value <= 8);
  }
  for (const SubjectDeclaration& subject : library.subjects()) CHECK_MESSAGE(!library.Section(subject.prose, "Grown").empty(), subject.id.view());
}

TEST_CASE("blind spots: each door names what the other two leave out") {
  auto kinds = [](std::string text) {
    auto workspace = Load(std::move(text));
    REQUIRE_FALSE(workspace->malformed());
    std::string all;
    for (const BlindSpot& spot : BlindSpots(*workspace)) all += (all.empty() ? "" : " ") + std::string(spot.kind);
    return all;
  };
  CHECK(kinds("system: x\nprocesses: { p: {} }\nstores: { s: {} }\nflows: { p -> s: {} }\n") == "no-assets store-of-what flow-of-what nobody-named");
  CHECK(kinds("system: x\nassets: { a: { kind: data }, b: { kind: data } }\nstores: { s: { holds: [a] } }\n") == "lonely-element asset-nowhere nobody-named");
  CHECK(kinds("system: x\nadversaries: { thief: {} }\n") == "nothing-drawn no-assets aimless-adversary not-listed");
  CHECK(kinds("system: x\nassets: { a: { kind: data }, b: { kind: data } }\nadversaries: { thief: { like: opportunist, wants: [a] } }\nprocesses: { p: {} }\nstores: { s: { holds: [b] }, t: { holds: [a] } }\nflows: { p -> s: { carries: [b] }, p -> t: { carries: [a] } }\n") ==
        "unwanted-asset unwanted-element missing-rung not-listed");
}
