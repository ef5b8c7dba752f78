// Edits in place touch only the bytes concerned, in any sequence; the canonical layout is reached in one step and changes no value.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <string>
#include <vector>

#include "language/edit_model.h"
#include "language/format_model.h"
#include "random_model.h"

using namespace merlon;

namespace {

constexpr std::string_view kText = R"(# A model with every way of writing an entry.
merlon: 1
system: Shop   # the name

zones:
    street: { trust: none }     # outside
    # the inner one
    hall:
        in: street   # nested
        trust: low
processes:
  web: hall                     # the short form
  api: {in: hall,technology: rest-api}  # in braces
  empty:
  job: { }
stores:
  db:
    # what it keeps
    holds:
      - orders   # one
    in: hall
assets: { orders: { class: x }, cards: y }
flows:
  web -> api: { carries: [orders,   # first
                          cards] }
  api -> db: {}
# the end
)";

std::vector<std::string> Lines(std::string_view text) {
  std::vector<std::string> lines(1);
  for (char c : text) {
    if (c == '\n') lines.emplace_back();
    else lines.back() += c;
  }
  return lines;
}

std::vector<std::string> Comments(std::string_view text) {
  std::vector<std::string> comments;
  for (const std::string& line : Lines(text)) {
    size_t at = line.find("# ");
    if (at != std::string::npos) comments.push_back(line.substr(at));
  }
  return comments;
}

std::string Read(std::string_view text, const std::vector<std::string_view>& path) {
  Document document;
  Diagnostics diagnostics;
  NodeId node = document.Parse(document.AddFile("", std::string(text), diagnostics), diagnostics);
  REQUIRE(!diagnostics.malformed());
  for (std::string_view key : path) node = document.Find(node, key);
  return node ? std::string(document.IsSequence(node) ? document.Slice(document.span(node)) : document.text(node)) : "(none)";
}

// How many lines of `before` are not in the part that both texts share at their start and end.
size_t ChangedLines(std::string_view before, std::string_view after) {
  std::vector<std::string> a = Lines(before), b = Lines(after);
  size_t start = 0, end = 0;
  while (start < a.size() && start < b.size() && a[start] == b[start]) ++start;
  while (end < a.size() - start && end < b.size() - start && a[a.size() - 1 - end] == b[b.size() - 1 - end]) ++end;
  return a.size() - start - end;
}

constexpr std::string_view kSections[] = {"zones", "processes", "stores", "parties"};
constexpr std::string_view kIds[] = {"street", "hall", "web", "api", "empty", "job", "db", "new-one"};
constexpr std::string_view kFields[] = {"title", "about", "x-note", "party"};
constexpr std::string_view kValues[] = {"plain", "with space", "\"quoted, with comma\"", "42"};

}  // namespace

TEST_CASE("comments and untouched bytes survive any sequence of edits") {
  CHECK(rc::check("edits touch only the bytes concerned", [](const std::vector<uint16_t>& choices) {
    std::string text(kText);
    for (uint16_t choice : choices) {
      std::vector<std::string_view> path = {kSections[choice % 4], kIds[choice / 4 % 8], kFields[choice / 32 % 4]};
      std::string_view value = kValues[choice / 128 % 4];
      bool list = choice / 512 % 3 == 0;
      if (list) path.back() = "controls";
      EditResult edit = list ? AddToList(text, path, value, "in") : SetValue(text, path, value, "in");
      RC_ASSERT(edit);
      RC_LOG() << edit.text << "\n";
      RC_ASSERT(Comments(edit.text) == Comments(text));
      RC_ASSERT(ChangedLines(text, edit.text) <= 1u);
      std::string plain(value.front() == '"' ? value.substr(1, value.size() - 2) : value);
      if (list) RC_ASSERT(Read(edit.text, path).find(plain) != std::string::npos);
      else RC_ASSERT(Read(edit.text, path) == plain);
      // What was added can be taken away again, and nothing else goes with it.
      EditResult removed = RemoveEntry(edit.text, path);
      RC_ASSERT(removed);
      RC_ASSERT(Read(removed.text, path) == "(none)");
      RC_ASSERT(Comments(removed.text).size() + 1 >= Comments(edit.text).size());
      text = edit.text;
    }
  }));
}

TEST_CASE("the canonical layout is reached in one step") {
  CHECK(rc::check("formatting is idempotent and keeps values", [](const std::vector<uint16_t>& numbers, const std::vector<uint16_t>& choices) {
    Tape tape(numbers);
    std::string text = Write(RandomModel(tape));
    // Odd layouts: some lines get trailing spaces, some empty lines, some a comment.
    std::vector<std::string> lines = Lines(text);
    for (uint16_t choice : choices) {
      std::string& line = lines[choice % lines.size()];
      if (choice / 256 % 3 == 0) line += "  ";
      if (choice / 256 % 3 == 1 && !line.empty()) line += "\n\n\n";
    }
    std::string odd;
    for (const std::string& line : lines) odd += line + "\n";
    FormatResult once = FormatModel(odd);
    RC_ASSERT(once.problem.empty());
    FormatResult twice = FormatModel(once.text);
    RC_ASSERT(twice.problem.empty());
    RC_ASSERT(once.text == twice.text);
    RC_ASSERT(Statuses(*Load(odd)) == Statuses(*Load(once.text)));
  }));
}
