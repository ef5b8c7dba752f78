// The answers and the advice as a model, written so that somebody who never saw one can read it.
#include "base/strings.h"
#include "engine/ask.h"
#include "text/shape.h"

namespace merlon {
namespace {

constexpr size_t kLongestTitle = 80;

template <class Enum>
std::string_view NameOf(Enum value) {
  return NamesOf(value).names[static_cast<size_t>(value)];
}

std::string Quoted(std::string_view text) { return QuoteYaml(text, true); }

// What a threat to something with these stakes weighs.
std::string_view SeverityFor(Stakes stakes) {
  switch (stakes) {
    case Stakes::trivial: return "low";
    case Stakes::modest: return "medium";
    case Stakes::catastrophic: return "critical";
    default: return "high";
  }
}

class ModelWriter {
 public:
  ModelWriter(const Answers& answers, const Advice& advice, const Library& library, const LanguageDeclaration& language)
      : answers_(answers), advice_(advice), library_(library), language_(language) {}

  std::string Run() {
    Head();
    Assets();
    Adversaries();
    Budget();
    Threats();
    Controls();
    Decisions();
    Questions();
    Limits();
    return std::move(out_);
  }

 private:
  std::string_view Say(std::string_view phrase) const { return language_.Say(phrase); }
  std::string_view Tongue() const { return language_.id.view(); }
  void Comment(std::string_view text) { out_.append("# ").append(ReplaceAll(std::string(text), "\n", " ")).append("\n"); }
  void Heading(std::string_view comment, std::string_view section) {
    out_ += "\n";
    Comment(comment);
    out_.append(section).append(":\n");
  }
  void Field(std::string_view key, std::string_view value) { out_.append("    ").append(key).append(": ").append(Quoted(value)).append("\n"); }
  std::string_view AskOf(std::string_view question) const {
    const PlainQuestion* found = language_.Question(question);
    return found ? found->ask.view() : question;
  }
  // The words of the answer are better than ours, as long as they make a title.
  std::string_view Protected() const {
    bool short_enough = answers_.protect.size() <= kLongestTitle && !answers_.protect.empty();
    return short_enough ? std::string_view(answers_.protect) : NameIn(*advice_.subjects.front(), Tongue());
  }

  void Head() {
    Comment(Say("model-comment"));
    out_ += "merlon: 1\nsystem: " + Quoted(Protected()) + "\n";
    out_ += "about: " + Quoted(answers_.protect) + "\nowner: " + Quoted(Say("model-owner")) + "\n";
    if (advice_.stakes != Stakes::unknown) out_ += "stakes: " + std::string(NameOf(advice_.stakes)) + "\n";
    out_ += "methods: [eff]\n";
    Heading(Say("model-answers"), "x-answers");
    for (const AnswerField& field : kAnswerFields) {
      const std::string& text = answers_.*field.text;
      if (!text.empty()) out_.append("  ").append(field.id).append(": ").append(Quoted(text)).append("\n");
    }
    out_.append("  language: ").append(Tongue()).append("\n");
  }

  void Assets() {
    Heading(AskOf("protect"), "assets");
    for (const SubjectDeclaration* subject : advice_.subjects) {
      out_.append("  ").append(subject->id.view()).append(":\n");
      Field("title", NameIn(*subject, Tongue()));
      out_.append("    kind: ").append(subject->kind == AssetKind::unknown ? "other" : NameOf(subject->kind)).append("\n    class: ").append(subject->id.view()).append("\n");
    }
  }

  std::string Wants() const {
    std::string list;
    for (const SubjectDeclaration* subject : advice_.subjects) list.append(list.empty() ? "" : ", ").append(subject->id.view());
    return "[" + list + "]";
  }

  void Adversaries() {
    Heading(AskOf("from"), "adversaries");
    for (const AdversaryDeclaration* adversary : advice_.adversaries) {
      out_.append("  ").append(adversary->id.view()).append(":\n");
      Field("title", NameIn(*adversary, Tongue()));
      out_.append("    like: ").append(adversary->id.view()).append("\n    wants: ").append(Wants()).append("\n    evidence: assumed\n");
      Field("why", Fill(Say("model-why-adversary"), "from", answers_.from));
    }
  }

  void Budget() {
    if (answers_.resources.empty() && answers_.allies.empty()) return;
    Heading(AskOf("resources"), "budget");
    auto line = [&](std::string_view key, std::string_view value) { out_.append("  ").append(key).append(": ").append(Quoted(value)).append("\n"); };
    if (!answers_.resources.empty()) line("tools", answers_.resources);
    if (advice_.means.no_skill || advice_.means.skilled) line("skill", Say(advice_.means.no_skill ? "model-no-skill" : "model-skilled"));
    if (advice_.means.little_time) line("patience", Say("model-little-time"));
    if (!answers_.allies.empty()) line("allies", answers_.allies);
  }

  static std::string ThreatId(const AdversaryDeclaration& adversary) { return std::string(adversary.id.view()) + "-succeeds"; }

  void Threats() {
    Heading(Say("model-threats"), "threats");
    for (const AdversaryDeclaration* adversary : advice_.adversaries) {
      out_ += "  " + ThreatId(*adversary) + ":\n";
      Field("title", Fill(Fill(Say("model-threat"), "who", NameIn(*adversary, Tongue())), "what", NameIn(*advice_.subjects.front(), Tongue())));
      out_.append("    severity: ").append(SeverityFor(advice_.stakes)).append("\n");
      // "Hardly" is no reason to set a threat aside for ever, and nobody gave one.
      bool expected = advice_.likelihood == Plausibility::expected;
      if (advice_.likelihood != Plausibility::none) out_.append("    plausibility: ").append(expected ? "expected" : "plausible").append("\n");
    }
    if (!advice_.hand_over) return;
    out_ += "  done-without-experience:\n";
    Field("title", Say("model-without-experience"));
    out_ += "    severity: high\n    plausibility: expected\n";
  }

  void Controls() {
    if (advice_.chosen.empty()) return;
    Heading(Say("model-controls"), "controls");
    for (const AdviceDeclaration* advice : advice_.chosen) {
      for (const Text& source : advice->sources) out_ += "  ", Comment(std::string(Say("sources")) + ": " + std::string(source.view()));
      out_.append("  ").append(advice->id.view()).append(":\n");
      Field("title", TitleIn(*advice, Tongue()));
      out_ += "    state: planned\n";
      Field("about", ReplaceAll(std::string(ProseIn(library_, *advice, Tongue())), "\n", " "));
    }
  }

  void Decisions() {
    if (advice_.chosen.empty() && !advice_.hand_over) return;
    Heading(Say("model-decisions"), "decisions");
    std::string controls;
    for (const AdviceDeclaration* advice : advice_.chosen) controls.append(controls.empty() ? "" : ", ").append(advice->id.view());
    for (const AdversaryDeclaration* adversary : advice_.adversaries) {
      if (controls.empty()) break;
      out_ += "  " + ThreatId(*adversary) + "@system:\n    mitigate: [" + controls + "]\n";
      Field("why", Fill(Say("model-why-advice"), "who", NameIn(*adversary, Tongue())));
    }
    if (!advice_.hand_over) return;
    const SubjectDeclaration& subject = *advice_.hand_over;
    out_.append("  done-without-experience@system:\n    transfer: ").append(subject.hand_to.view()).append("\n");
    Field("why", HandOverIn(subject, Tongue()));
    Heading(Say("model-parties"), "parties");
    out_.append("  ").append(subject.hand_to.view()).append(": { kind: supplier }\n");
  }

  void Questions() {
    if (!advice_.should_it_exist) return;
    Heading(Say("model-questions"), "questions");
    out_ += "  should-it-exist: { ask: " + Quoted(Say("should-it-exist")) + " }\n";
    out_ += "  must-it-be-reachable: { ask: " + Quoted(Say("must-it-be-reachable")) + " }\n";
  }

  // What the advice leaves open stays with the model, for whoever reads it later.
  void Limits() {
    bool first = true;
    for (const AdviceDeclaration* advice : advice_.chosen) {
      if (std::string_view leaves = LeavesIn(*advice, Tongue()); !leaves.empty()) {
        if (first) out_ += "\n", Comment(Say("not-covered")), first = false;
        Comment("- " + std::string(leaves));
      }
    }
  }

  const Answers& answers_;
  const Advice& advice_;
  const Library& library_;
  const LanguageDeclaration& language_;
  std::string out_;
};

}  // namespace

std::string ModelOf(const Answers& answers, const Advice& advice, const Library& library, const LanguageDeclaration& language) {
  return ModelWriter(answers, advice, library, language).Run();
}

}  // namespace merlon
