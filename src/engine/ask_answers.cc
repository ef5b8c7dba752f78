// A file of answers.
#include "base/strings.h"
#include "engine/ask.h"
#include "text/codes.h"

namespace merlon {
namespace {

// A list reads `a, b`, a map `money: 50 EUR, time: an evening`: the answer as somebody would have typed it.
std::string Flatten(const Document& document, NodeId node) {
  if (document.IsScalar(node)) return std::string(Trim(document.text(node)));
  std::string text;
  auto add = [&](const std::string& part) {
    if (!part.empty()) text.append(text.empty() ? "" : ", ").append(part);
  };
  if (document.IsSequence(node)) document.ForEachItem(node, [&](NodeId item) { add(Flatten(document, item)); });
  if (document.IsMapping(node)) {
    document.ForEachEntry(node, [&](NodeId key, NodeId value) {
      std::string inside = Flatten(document, value);
      if (!inside.empty()) add(std::string(document.text(key)) + ": " + inside);
    });
  }
  return text;
}

std::string Answers::* MemberFor(std::string_view key) {
  if (key == "language") return &Answers::language;
  for (const AnswerField& field : kAnswerFields) {
    if (field.id == key) return field.text;
  }
  return nullptr;
}

}  // namespace

Answers ReadAnswers(std::string path, std::string text, Document& document, Diagnostics& diagnostics) {
  Answers answers;
  FileId file = document.AddFile(std::move(path), std::move(text), diagnostics);
  NodeId root = document.Parse(file, diagnostics);
  if (!root || document.IsNull(root)) return answers;
  ShapeReader reader(document, diagnostics);
  if (!document.IsMapping(root)) {
    reader.WrongType(root, "a map from question to answer", "write `protect: …`, `from: …` and `resources: …`");
    return answers;
  }
  reader.CheckDuplicates(root);
  document.ForEachEntry(root, [&](NodeId key, NodeId value) {
    std::string_view name = document.text(key);
    if (name.substr(0, 2) == "x-") return;
    std::string Answers::*member = MemberFor(name);
    if (!member) {
      std::vector<std::string_view> known = {"language"};
      for (const AnswerField& field : kAnswerFields) known.push_back(field.id);
      std::string_view near = Nearest(name, known);
      diagnostics.Add(codes::kUnknownKey, document.span(key), "`" + std::string(name) + "` is no question", near.empty() ? "the questions are `protect`, `from`, `resources`, `how-bad`, `how-likely` and `allies`" : "did you mean `" + std::string(near) + "`?");
      return;
    }
    answers.*member = Flatten(document, value);
    if ((answers.*member).size() > kLongestAnswer) reader.WrongType(value, "an answer of at most 2000 bytes", "say it in fewer words");
  });
  return answers;
}

}  // namespace merlon
