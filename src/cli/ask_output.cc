#include "cli/ask_output.h"

#include <algorithm>

#include "base/strings.h"
#include "text/json.h"

namespace merlon::cli {
namespace {

constexpr size_t kMostLeft = 3;

template <class Enum>
std::string_view NameOf(Enum value) {
  return NamesOf(value).names[static_cast<size_t>(value)];
}

template <class List, class NameOfItem>
std::string Joined(const List& list, NameOfItem name_of) {
  std::string out;
  for (const auto& item : list) out.append(out.empty() ? "" : "; ").append(name_of(item));
  return out;
}

class Page {
 public:
  Page(const Advice& advice, const Library& library, const LanguageDeclaration& language, const Terminal& terminal)
      : advice_(advice), library_(library), language_(language), terminal_(terminal) {}

  std::string Run() {
    Head();
    if (advice_.should_it_exist) {
      Heading(Say("heading-first"));
      Line(Say("should-it-exist"));
      Line(Say("must-it-be-reachable"));
      Line(Say("exist-closing"));
    }
    if (advice_.hand_over) {
      Heading(Say("heading-hand-over"));
      Line(std::string(Say("hand-over")) + " " + std::string(HandOverIn(*advice_.hand_over, Tongue())));
      Line(Say("hand-over-closing"));
    }
    Heading(Say(advice_.rung >= kStrong ? "heading-do-strong" : "heading-do"));
    size_t number = 0;
    for (const AdviceDeclaration* piece : advice_.chosen) Piece(++number, *piece);
    if (advice_.chosen.empty()) Line(Say("nothing"));
    if (!advice_.beyond_means.empty()) {
      Line(std::string(Say("beyond-means")) + ": " + Joined(advice_.beyond_means, [&](const auto* piece) { return TitleIn(*piece, Tongue()); }) + ".");
    }
    NotCovered();
    Stop();
    return std::move(out_);
  }

 private:
  // From here on nothing that one can do alone is certain to hold.
  static constexpr int64_t kStrong = 7;

  std::string_view Say(std::string_view phrase) const { return language_.Say(phrase); }
  std::string_view Tongue() const { return language_.id.view(); }
  void Heading(std::string_view text) { out_.append("\n").append(terminal_.In(Paint::bold, text)).append("\n"); }
  void Line(std::string_view text) { out_.append(Wrap(Clean(text), kPageWidth, 0)).append("\n"); }
  void Item(const std::string& mark, std::string_view text, Paint paint = Paint::plain) {
    std::string wrapped = Wrap(Clean(text), kPageWidth, mark.size());
    out_ += mark;
    for (size_t at = 0; at < wrapped.size();) {
      size_t end = std::min(wrapped.find('\n', at), wrapped.size());
      std::string_view line = std::string_view(wrapped).substr(at, end - at);
      size_t indent = std::min(line.find_first_not_of(' '), line.size());
      out_.append(line.substr(0, indent)).append(terminal_.In(paint, line.substr(indent))).append("\n");
      at = end + 1;
    }
  }

  void Head() {
    std::string what = Joined(advice_.subjects, [&](const auto* subject) { return NameIn(*subject, Tongue()); });
    std::string who = Joined(advice_.adversaries, [&](const auto* adversary) { return NameIn(*adversary, Tongue()); });
    std::vector<std::pair<std::string_view, std::string>> rows = {{Say("label-what"), what}, {Say("label-from"), who}};
    if (advice_.stakes != Stakes::unknown) rows.emplace_back(Say("label-stakes"), Say("stakes-" + std::string(NameOf(advice_.stakes))));
    size_t widest = 0;
    for (const auto& [label, text] : rows) widest = std::max(widest, DisplayWidth(label) + 3);
    for (const auto& [label, text] : rows) {
      std::string mark = Pad(std::string(label) + ":", widest);
      out_.append(mark).append(Wrap(Clean(text), kPageWidth, widest)).append("\n");
    }
    for (std::string_view answer : advice_.not_understood) Line(Say("not-understood-" + std::string(answer)));
  }

  void Piece(size_t number, const AdviceDeclaration& piece) {
    std::string mark = std::to_string(number) + ". ";
    Item(mark, TitleIn(piece, Tongue()), Paint::bold);
    std::string text = std::string(ProseIn(library_, piece, Tongue())) + " " + Takes(piece);
    Item(std::string(mark.size(), ' '), text);
  }

  // "Takes: an evening, some money."
  std::string Takes(const AdviceDeclaration& piece) const {
    std::string list;
    auto add = [&](std::string_view kind, std::string_view amount) {
      std::string_view words = Say("takes-" + std::string(kind) + "-" + std::string(amount));
      if (!words.empty()) list.append(list.empty() ? "" : ", ").append(words);
    };
    add("time", NameOf(piece.time));
    if (piece.money != Means::none) add("money", NameOf(piece.money));
    if (piece.skill != Means::none) add("skill", NameOf(piece.skill));
    return std::string(Say("takes")) + ": " + list + ".";
  }

  void NotCovered() {
    Heading(Say("heading-not-covered"));
    size_t count = 0;
    for (const AdviceDeclaration* piece : advice_.chosen) {
      std::string_view leaves = LeavesIn(*piece, Tongue());
      if (!leaves.empty() && count++ < kMostLeft) Item("- ", leaves);
    }
    Item("- ", Say("not-covered-others"));
  }

  void Stop() {
    Heading(Say("heading-stop"));
    std::string text = Fill(Say(advice_.rung >= kStrong ? "stop-strong" : "stop"), "because", StopsIn(*advice_.adversaries.front(), Tongue()));
    if (advice_.next) text += " " + Fill(Say("stop-next"), "next", TitleIn(*advice_.next, Tongue()));
    bool nobody_stronger = advice_.rung >= kStrong || advice_.adversaries.front()->own_advice_only == Tri::yes;
    Line(text + " " + std::string(Say(nobody_stronger ? "come-back-strong" : "come-back")));
  }

  const Advice& advice_;
  const Library& library_;
  const LanguageDeclaration& language_;
  const Terminal& terminal_;
  std::string out_;
};

std::string_view QuestionBack(const Answers& answers, const Advice& advice, const LanguageDeclaration& language) {
  if (advice.nothing_named) return language.Say("question-back-protect");
  return language.Say(Trim(answers.from).empty() ? "question-back-from" : "question-back-everybody");
}

}  // namespace

std::string AskPage(const Advice& advice, const Library& library, const LanguageDeclaration& language, const Terminal& terminal) { return Page(advice, library, language, terminal).Run(); }

std::string AskQuestionBack(const Answers& answers, const Advice& advice, const LanguageDeclaration& language) {
  std::string out = Wrap(QuestionBack(answers, advice, language), kPageWidth, 0) + "\n";
  const PlainQuestion* question = language.Question(advice.nothing_named ? "protect" : "from");
  if (!question) return out;
  out.append("\n").append(language.Say("examples")).append(":\n");
  for (const Text& choice : question->choices) out.append("- ").append(choice.view()).append("\n");
  return out;
}

std::string AskJson(const Answers& answers, const Advice& advice, const Library& library, const LanguageDeclaration& language, std::string_view model) {
  std::string_view tongue = language.id.view();
  std::string out;
  JsonWriter json(out);
  auto ids = [&](std::string_view key, const auto& list) {
    json.Key(key).Inline(true).BeginArray();
    for (const auto* item : list) json.String(item->id.view());
    json.EndArray().Inline(false);
  };
  json.BeginObject().Key("schema").String("merlon/ask/1").Key("language").String(tongue);
  json.Key("question").StringOrNull(advice.empty() ? QuestionBack(answers, advice, language) : std::string_view());
  ids("about", advice.subjects);
  ids("from", advice.adversaries);
  json.Key("stakes").StringOrNull(NameOf(advice.stakes)).Key("should_it_exist").Bool(advice.should_it_exist);
  json.Key("hand_over").StringOrNull(advice.hand_over ? advice.hand_over->hand_to.view() : std::string_view());
  json.Key("not_understood").Inline(true).BeginArray();
  for (std::string_view answer : advice.not_understood) json.String(answer);
  json.EndArray().Inline(false).Key("advice").BeginArray();
  for (const AdviceDeclaration* piece : advice.chosen) {
    json.BeginObject().Key("id").String(piece->id.view()).Key("title").String(TitleIn(*piece, tongue)).Key("text").String(ProseIn(library, *piece, tongue));
    json.Key("time").StringOrNull(NameOf(piece->time)).Key("money").StringOrNull(NameOf(piece->money)).Key("skill").StringOrNull(NameOf(piece->skill));
    json.Key("leaves").StringOrNull(LeavesIn(*piece, tongue)).Key("sources").BeginArray();
    for (const Text& source : piece->sources) json.String(source.view());
    json.EndArray().EndObject();
  }
  json.EndArray();
  ids("beyond_means", advice.beyond_means);
  json.Key("stop");
  if (advice.empty()) json.Null();
  else json.BeginObject().Key("because").String(StopsIn(*advice.adversaries.front(), tongue)).Key("next").StringOrNull(advice.next ? advice.next->id.view() : std::string_view()).EndObject();
  json.Key("model").StringOrNull(model).EndObject();
  return out + "\n";
}

}  // namespace merlon::cli
