// Positions and edits of texts.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "random_model.h"
#include "text/edit.h"

using namespace merlon;

namespace {

// One replacement after the other, from the last to the first: slow, and plainly right.
std::string ApplyOneByOne(std::string text, std::vector<TextEdit> edits) {
  std::stable_sort(edits.begin(), edits.end(), [](const TextEdit& a, const TextEdit& b) { return a.begin < b.begin; });
  for (size_t i = edits.size(); i-- > 0;) text.replace(edits[i].begin, edits[i].end - edits[i].begin, edits[i].text);
  return text;
}

}  // namespace

TEST_CASE("the span of a plain scalar is its text, and every node lies in its parent") {
  CHECK(rc::check("spans", [](const Numbers& layout) {
    Tape tape(EnoughNumbers()), how(layout);
    std::string text = Write(RandomModel(tape), how);
    Document document;
    Diagnostics diagnostics;
    // A file before it: positions count from the start of all files.
    document.AddFile("first.yaml", "x: ä\n", diagnostics);
    NodeId root = document.Parse(document.AddFile("model.yaml", text, diagnostics), diagnostics);
    RC_ASSERT(static_cast<bool>(root));
    for (size_t i = 0; i < document.node_count(); ++i) {
      NodeId node(i);
      Span span = document.span(node);
      std::string_view slice = document.Slice(span);
      RC_ASSERT((span.begin <= span.end && document.span(root).begin <= span.begin && span.end <= document.span(root).end));
      if (document.IsScalar(node) && document.style(node) == NodeStyle::plain) RC_ASSERT(slice == document.text(node));
      if (document.style(node) == NodeStyle::double_quoted) RC_ASSERT((slice.front() == '"' && slice.back() == '"'));
      if (document.style(node) == NodeStyle::single_quoted) RC_ASSERT((slice.front() == '\'' && slice.back() == '\''));
      if (document.style(node) == NodeStyle::flow) RC_ASSERT(((slice.front() == '{' && slice.back() == '}') || (slice.front() == '[' && slice.back() == ']')));
      Location at = document.Locate(span.begin);
      RC_ASSERT((at.line >= 1 && at.column >= 1 && document.path(at.file) == "model.yaml"));
    }
  }));
}

TEST_CASE("line and column lead back to the byte") {
  CHECK(rc::check("Locate", [](const Numbers& numbers) {
    static constexpr std::string_view kPieces[] = {"a", "\n", "ä", "€", "😀", "\r\n", " "};
    std::string text;
    for (uint16_t number : numbers) text += kPieces[number % std::size(kPieces)];
    Document document;
    Diagnostics diagnostics;
    document.AddFile("model.yaml", text, diagnostics);
    uint32_t line = 1, column = 1;
    for (uint32_t at = 0; at < text.size(); ++at) {
      bool continues = (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
      if (!continues) {
        Location location = document.Locate(at);
        RC_ASSERT((location.line == line && location.column == column));
        ++column;
      }
      if (text[at] == '\n') ++line, column = 1;
    }
  }));
}

TEST_CASE("edits agree with replacing one by one") {
  CHECK(rc::check("ApplyEdits", [](const std::string& text, const Numbers& numbers) {
    std::vector<TextEdit> edits;
    size_t at = 0;
    for (size_t i = 0; i + 1 < numbers.size() && at <= text.size(); i += 2) {
      size_t begin = at + numbers[i] % 4, end = begin + numbers[i + 1] % 4;
      if (end > text.size()) break;
      edits.push_back({begin, end, std::string(numbers[i] % 3, static_cast<char>('A' + i % 26))});
      at = end;
    }
    std::string expected = ApplyOneByOne(text, edits);
    RC_ASSERT(ApplyEdits(text, edits) == expected);
    // In any order: the sort is by place; edits at one place keep theirs, so only distinct places may be shuffled.
    bool distinct = true;
    for (size_t i = 1; i < edits.size(); ++i) distinct &= edits[i - 1].begin != edits[i].begin;
    if (!distinct) return;
    std::reverse(edits.begin(), edits.end());
    RC_ASSERT(ApplyEdits(text, edits) == expected);
  }));
}
