#include "engine/story.h"

#include <algorithm>
#include <set>

#include "base/strings.h"

namespace merlon {
namespace {

constexpr size_t kMostNamed = 5;

// Words that every story has, and words of every model: they name nothing.
constexpr std::string_view kCommon[] = {
    "a", "able", "about", "after", "all", "also", "an", "and", "any", "are", "as", "at", "be", "because", "been", "before", "but", "by", "can", "could", "do", "does", "each", "every", "for", "from", "get", "give", "given", "has", "have",
    "i", "if", "in", "into", "is", "it", "its", "like", "may", "me", "more", "must", "my", "new", "no", "not", "of", "on", "once", "one", "only", "or", "our", "out", "own", "see", "shall", "should", "so", "some", "story", "system", "that", "the",
    "their", "them", "then", "there", "they", "this", "to", "up", "us", "use", "user", "want", "wants", "was", "we", "when", "where", "which", "who", "will", "with", "without", "would", "you", "your"};

bool IsCommon(const std::string& word) { return word.size() < 2 || std::find(std::begin(kCommon), std::end(kCommon), word) != std::end(kCommon); }

// Plain stemming: the endings of English plurals and verbs go, and a doubled letter that they leave behind.
std::string Stem(std::string word) {
  auto ends = [&](std::string_view ending) { return word.size() > ending.size() + 2 && std::string_view(word).substr(word.size() - ending.size()) == ending; };
  auto cut = [&](size_t length) { word.resize(word.size() - length); };
  if (ends("ies")) return word.substr(0, word.size() - 3) + "y";
  if (ends("sses") || ends("xes") || ends("ches") || ends("shes")) cut(2);
  else if (ends("s") && !ends("ss") && !ends("us") && !ends("is")) cut(1);
  size_t before = word.size();
  if (ends("ing")) cut(3);
  else if (ends("ed")) cut(2);
  else if (ends("er")) cut(2);
  bool doubled = word.size() < before && word.size() > 3 && word[word.size() - 1] == word[word.size() - 2] && word.back() != 's' && word.back() != 'l';
  if (doubled) cut(1);
  if (word.size() > 3 && word.back() == 'e') cut(1);
  return word;
}

// What brings something with it wherever it stands in a story. Our own list; stems are compared.
struct Signal {
  std::string_view words;  // with spaces between
  std::string_view ask;
};
constexpr Signal kSignals[] = {
    {"upload photo picture image file document attachment import scan receipt", "a file from outside is opened: who checks its kind and size, and where does the program run that reads it?"},
    {"login sign password account register reset session token", "somebody proves who they are: what stops guessing, and what is the way back for those who forgot?"},
    {"pay payment price refund discount voucher order buy basket checkout card", "value moves: what happens when the request comes twice, or with another amount?"},
    {"download export report share link publish show display search list", "data goes out: may this reader see exactly these records, and no others?"},
    {"admin role permission approve manage configure setting delete remove", "a right is used: where is it checked, and what is written down of it?"},
    {"mail email message notify notification sms text comment chat", "text reaches people or machines that trust it: who wrote it, and what can it contain?"},
    {"webhook callback url address api integrate integration partner third sync", "a machine of somebody else takes part: how do both sides know each other, and what if it lies?"},
    {"location birth health child address phone name profile personal", "it is about people: is it needed, for how long, and who may ask for its erasure?"},
    {"ai model prompt assistant agent summarise translate suggest", "a model reads text and answers: whose text gives it orders, and what may it do by itself?"},
    {"schedule batch nightly job queue event cron background", "it runs while nobody looks: with whose rights, and who notices when it fails or runs twice?"}};

class Reader {
 public:
  Reader(const Workspace& workspace, std::string_view story) : workspace_(workspace), model_(workspace.model()) {
    result_.story = story.substr(0, kMostStoryBytes);
    std::set<std::string> known;
    for (std::string& word : Words(result_.story)) {
      if (IsCommon(word) || !known.insert(word).second) continue;
      words_.push_back({word, Stem(word), false});
    }
  }

  StoryReading Run() {
    Elements();
    for (const Zone& zone : model_.zones) Take("zone", zone.id.view(), zone.title.view());
    for (const Asset& asset : model_.assets) {
      if (Take("asset", asset.id.view(), asset.title.view(), asset.category.view())) data_.insert(std::string(asset.id.view()));
    }
    Flows();
    for (const UseCase& use_case : model_.use_cases) Take("use-case", use_case.id.view(), use_case.title.view());
    Data();
    Threats();
    for (const Word& word : words_) {
      if (!word.used) result_.unknown.push_back(word.written);
    }
    Hints();
    return std::move(result_);
  }

 private:
  struct Word {
    std::string written, stem;
    bool used = false;
  };

  // The words of the story that stand in these texts.
  std::vector<std::string> Named(std::initializer_list<std::string_view> texts) {
    std::set<std::string> stems;
    for (std::string_view text : texts) {
      for (std::string& word : Words(text)) {
        if (!IsCommon(word)) stems.insert(Stem(std::move(word)));
      }
    }
    std::vector<std::string> named;
    for (Word& word : words_) {
      if (!stems.contains(word.stem)) continue;
      word.used = true;
      named.push_back(word.written);
    }
    return named;
  }

  static std::string NamedBy(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "named by " : ", ") + word;
    return text;
  }

  bool Take(std::string_view kind, std::string_view id, std::string_view title, std::string_view more = {}) {
    std::vector<std::string> named = Named({id, title, more});
    if (named.empty()) return false;
    std::string because = NamedBy(named);
    result_.parts.push_back({kind, std::string(id), std::string(title), std::move(named), std::move(because)});
    return true;
  }

  void Elements() {
    Named({model_.system.title.view()});  // its words name nothing in it
    for (uint32_t row = 0; row < model_.element_count(); ++row) {
      const Element& element = model_.element(row);
      if (Take(Name(model_.element_kind(row)), element.id.view(), element.title.view(), element.technology.view())) elements_.insert(row);
    }
    // An actor acts through whatever its flows lead to, whether the story says so or not.
    std::set<uint32_t> named = elements_;
    for (const Flow& flow : model_.flows) {
      uint32_t source = RowOf(flow.source), target = RowOf(flow.target);
      bool enters = named.contains(source) && model_.element_kind(source) == PlaceKind::actor && target != kNone;
      if (!enters || !elements_.insert(target).second) continue;
      const Element& element = model_.element(target);
      result_.parts.push_back({Name(model_.element_kind(target)), std::string(element.id.view()), std::string(element.title.view()), {}, "where " + std::string(flow.source.view()) + " comes in"});
    }
  }
  static uint32_t RowOf(const Ref& end) { return end.target == kNone || Unpack(end.target).kind != TargetKind::element ? kNone : Unpack(end.target).index; }

  // Flows that are named, and flows between two elements that are.
  void Flows() {
    for (uint32_t row = 0; row < model_.flows.size(); ++row) {
      const Flow& flow = model_.flows[row];
      // The ends are words of the elements; a flow is named by what is its own.
      std::vector<std::string> named = Named({flow.label.view(), flow.title.view()});
      bool between = elements_.contains(RowOf(flow.source)) && elements_.contains(RowOf(flow.target));
      if (named.empty() && !between) continue;
      std::string id = PlaceId(model_, {Domain::flow, row});
      std::string because = named.empty() ? "between " + std::string(flow.source.view()) + " and " + std::string(flow.target.view()) : NamedBy(named);
      result_.parts.push_back({"flow", id, std::string(flow.title.view()), std::move(named), std::move(because)});
      if (workspace_.facts().crosses_boundary.Get(row) == Tri::yes) result_.crossings.push_back(id);
      for (const Ref& asset : flow.carries) data_.insert(std::string(asset.view()));
    }
  }

  void Data() {
    for (uint32_t row : elements_) {
      for (const Ref& asset : model_.element(row).holds) data_.insert(std::string(asset.view()));
    }
    result_.data.assign(data_.begin(), data_.end());
  }

  void Threats() {
    std::set<std::string_view> places;
    for (const StoryPart& part : result_.parts) {
      if (part.kind != "use-case") places.insert(part.id);
    }
    for (const UseCase& use_case : model_.use_cases) {
      bool named = std::any_of(result_.parts.begin(), result_.parts.end(), [&](const StoryPart& part) { return part.kind == "use-case" && part.id == use_case.id.view(); });
      for (const Text& flow : use_case.flows) {
        if (named) places.insert(flow.view());
      }
    }
    for (Status status : {Status::open, Status::undetermined}) {
      for (const Threat& threat : workspace_.assessment().threats) {
        if (!threat.set_aside && threat.status == status && places.contains(workspace_.PlaceIdOf(threat.place))) result_.threats.push_back(&threat);
      }
    }
  }

  void Hints() {
    for (const Signal& signal : kSignals) {
      std::vector<std::string> stems = Words(signal.words);
      for (std::string& word : stems) word = Stem(std::move(word));
      auto found = std::find_if(words_.begin(), words_.end(), [&](const Word& word) { return std::find(stems.begin(), stems.end(), word.stem) != stems.end(); });
      if (found != words_.end()) result_.hints.push_back({found->written, std::string(signal.ask)});
    }
  }

  const Workspace& workspace_;
  const Model& model_;
  std::vector<Word> words_;
  std::set<uint32_t> elements_;
  std::set<std::string> data_;
  StoryReading result_;
};

std::string Listed(const std::vector<std::string>& ids) {
  std::string text;
  for (size_t i = 0; i < std::min(ids.size(), kMostNamed); ++i) text += (i ? ", " : "") + ("`" + ids[i] + "`");
  if (ids.size() > kMostNamed) text += " and " + std::to_string(ids.size() - kMostNamed) + " more";
  return text;
}

}  // namespace

StoryReading ReadStory(const Workspace& workspace, std::string_view story) { return Reader(workspace, story).Run(); }

std::vector<StoryQuestion> QuestionsFor(const Workspace& workspace, const StoryReading& reading) {
  std::vector<StoryQuestion> questions(4);
  std::vector<std::string> names;
  for (const StoryPart& part : reading.parts) names.push_back(part.id);
  questions[0].question = "What are we working on?";
  if (reading.nothing()) questions[0].points.push_back("Nothing in the model has a name from this story. Add what is new: who uses it, what computes, what is kept, what moves.");
  else questions[0].points.push_back("It touches " + Listed(names) + ". What does it add to them?");
  if (!reading.unknown.empty()) questions[0].points.push_back("New to the model: " + Listed(reading.unknown) + ". Is that data? Of which class, how confidential, kept where and for how long?");
  if (!reading.data.empty()) questions[0].points.push_back("Data at these parts: " + Listed(reading.data) + ". Does the story carry any of it to a new place?");
  questions[0].points.push_back(reading.crossings.empty() ? "Does it need a new flow, and does that cross a boundary?" : "It uses " + Listed(reading.crossings) + (reading.crossings.size() == 1 ? ", which crosses" : ", which cross") + " a boundary. Does it need another flow?");
  questions[1].question = "What can go wrong?";
  for (size_t i = 0; i < std::min(reading.threats.size(), kMostNamed); ++i) {
    const Threat& threat = *reading.threats[i];
    questions[1].points.push_back(workspace.ThreatTitle(threat) + " (`" + std::string(threat.id) + "`, " + std::string(Name(threat.status)) + ")");
  }
  if (reading.threats.size() > kMostNamed) questions[1].points.push_back("…and " + std::to_string(reading.threats.size() - kMostNamed) + " more that are open or wait for a fact.");
  for (const StoryHint& hint : reading.hints) questions[1].points.push_back("`" + hint.word + "`: " + hint.ask);
  if (questions[1].points.empty()) questions[1].points.push_back("Ask for each part: who could pretend, change, deny, learn, stop or exceed something here?");
  questions[2].question = "What are we going to do about it?";
  questions[2].points.push_back(reading.threats.empty() ? "No open threat at these parts is known. Decide about what the new parts bring, once they are in the model." : "Decide about each of them in this story, or say why not: `merlon explain ID` lists what would clear it.");
  questions[2].points.push_back("Is there a way to do it with less data, fewer rights, or without the new flow?");
  questions[3].question = "Did we do a good job?";
  questions[3].points.push_back("Write a test that fails when the response is taken out, and name it as `evidence:`.");
  questions[3].points.push_back("Compare `merlon diff` of the change with what you expected it to change.");
  return questions;
}

std::vector<std::string> TriggersFor(const StoryReading& reading) {
  std::vector<std::string> triggers = {"a part is added, removed, or moved to another zone", "a flow is added, or an existing one crosses another boundary"};
  triggers.push_back(reading.unknown.empty() ? std::string("data of a new class is kept or moved") : "data of a new class is kept or moved (is " + Listed(reading.unknown) + " such data?)");
  triggers.push_back("another technology, another party, or another way to sign in is used");
  return triggers;
}

std::vector<std::string> DoneWhen(const StoryReading& reading) {
  std::vector<std::string> done = {reading.nothing() || !reading.unknown.empty() ? "What is new stands in the model: parts, flows, data" : "The model says what changed: parts, flows, data"};
  for (size_t i = 0; i < std::min(reading.threats.size(), kMostNamed); ++i) {
    const Threat& threat = *reading.threats[i];
    done.push_back((threat.status == Status::open ? "Decided, with a reason: `" : "Question answered: `") + std::string(threat.id) + "`");
  }
  done.push_back("`merlon diff` of this change names no threat that nobody decided about");
  done.push_back("Each response has a test, named as its evidence");
  done.push_back("`merlon check` passes");
  return done;
}

}  // namespace merlon
