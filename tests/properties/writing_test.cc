// What a model means must not depend on how it is written.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "language/format_model.h"
#include "language/schema.h"
#include "random_model.h"

using namespace merlon;

namespace {

template <class T>
void Shuffle(std::vector<T>& list, Tape& tape) {
  for (size_t i = list.size(); i > 1; --i) std::swap(list[i - 1], list[tape.Below(i)]);
}

}  // namespace

TEST_CASE("another title changes no threat") {
  CHECK(rc::check("another title changes no threat", []() {
    Tape tape(EnoughNumbers());
    WrittenModel model = RandomModel(tape);
    std::string before = Outcome(*LoadValid(Write(model)));
    for (WrittenField& field : model.head) {
      if (field.key == "system") field.value = "Another name: \"x\"";
    }
    for (WrittenSection& section : model.sections) {
      bool has_titles = section.name != "decisions" && section.name != "expects" && section.name != "states" && section.name != "trust" && section.name != "scores";
      for (WrittenEntry& entry : section.entries) {
        std::erase_if(entry.fields, [](const WrittenField& field) { return field.key == "title"; });
        if (has_titles) entry.fields.push_back({"title", "Something, else", {}, false});
      }
    }
    RC_ASSERT(Outcome(*LoadValid(Write(model))) == before);
  }));
}

TEST_CASE("another order of sections, entries and fields changes no threat") {
  CHECK(rc::check("another order changes no threat", [](const Numbers& order) {
    Tape tape(EnoughNumbers()), shuffle(order);
    WrittenModel model = RandomModel(tape);
    std::string before = Outcome(*LoadValid(Write(model)));
    Shuffle(model.sections, shuffle);
    for (WrittenSection& section : model.sections) {
      Shuffle(section.entries, shuffle);
      for (WrittenEntry& entry : section.entries) Shuffle(entry.fields, shuffle);
    }
    RC_ASSERT(Outcome(*LoadValid(Write(model))) == before);
  }));
}

TEST_CASE("splitting a model into included files changes no threat") {
  CHECK(rc::check("includes change no threat", [](const Numbers& where) {
    Tape tape(EnoughNumbers()), split(where);
    WrittenModel model = RandomModel(tape), root;
    std::string before = Outcome(*LoadValid(Write(model)));
    WrittenModel parts[2];
    root.head = model.head;
    for (const WrittenSection& section : model.sections) {
      WrittenSection pieces[3] = {{section.name, {}}, {section.name, {}}, {section.name, {}}};
      for (const WrittenEntry& entry : section.entries) pieces[split.Below(3)].entries.push_back(entry);
      root.sections.push_back(pieces[0]);
      parts[0].sections.push_back(pieces[1]);
      parts[1].sections.push_back(pieces[2]);
    }
    root.head.push_back({"include", {}, {"parts/one.yaml"}, true});
    parts[0].head.push_back({"include", {}, {"two.yaml"}, true});
    TestFiles files = {{"parts/one.yaml", Write(parts[0])}, {"parts/two.yaml", Write(parts[1])}};
    RC_ASSERT(Outcome(*LoadValid(Write(root), files)) == before);
  }));
}

TEST_CASE("another layout changes no threat") {
  CHECK(rc::check("another layout changes no threat", [](const Numbers& layout) {
    Tape tape(EnoughNumbers()), how(layout);
    WrittenModel model = RandomModel(tape);
    std::string before = Outcome(*LoadValid(Write(model)));
    RC_ASSERT(Outcome(*LoadValid(Write(model, how))) == before);
  }));
}

TEST_CASE("CRLF and a byte order mark change no threat") {
  CHECK(rc::check("CRLF and a byte order mark change no threat", [](const Numbers& layout) {
    Tape tape(EnoughNumbers()), how(layout);
    std::string text = Write(RandomModel(tape), how), windows = "\xEF\xBB\xBF";
    std::string before = Outcome(*LoadValid(text));
    for (char c : text) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
    RC_ASSERT(Outcome(*LoadValid(windows)) == before);
  }));
}

TEST_CASE("JSON instead of YAML changes no threat") {
  CHECK(rc::check("JSON changes no threat", [](const Numbers& layout) {
    Tape tape(EnoughNumbers()), how(layout);
    std::string text = Write(RandomModel(tape), how);
    std::string before = Outcome(*LoadValid(text));
    RC_ASSERT(Outcome(*LoadValid(ToJson(text))) == before);
  }));
}

TEST_CASE("a model that Merlon writes gives the same threats") {
  CHECK(rc::check("WriteModel, then read", []() {
    Tape tape(EnoughNumbers());
    std::unique_ptr<Workspace> workspace = LoadValid(Write(RandomModel(tape)));
    std::string written = WriteModel(workspace->model(), workspace->library());
    std::unique_ptr<Workspace> again = LoadValid(written);
    RC_ASSERT(Outcome(*again) == Outcome(*workspace));
    RC_ASSERT(WriteModel(again->model(), again->library()) == written);
  }));
}

TEST_CASE("the canonical layout changes no threat, and has a canonical layout") {
  CHECK(rc::check("fmt", [](const Numbers& layout) {
    Tape tape(EnoughNumbers()), how(layout);
    std::string text = Write(RandomModel(tape), how);
    std::string before = Outcome(*LoadValid(text));
    FormatResult once = FormatModel(text);
    RC_ASSERT(once.problem == "");
    RC_ASSERT(Outcome(*LoadValid(once.text)) == before);
    FormatResult twice = FormatModel(once.text);
    RC_ASSERT(twice.problem == "");
    RC_ASSERT(twice.text == once.text);
  }));
}
