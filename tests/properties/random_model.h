// Random models for properties: small, valid, and written in as many ways as the language has.
#pragma once

#include <cstdint>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "../support.h"

namespace merlon {

using Numbers = std::vector<uint16_t>;

// As many random numbers as a model of some size needs; only inside a property.
Numbers EnoughNumbers();

// Numbers that a property test was given, taken one by one as decisions; past the end every decision is 0. Fewer and smaller numbers make
// simpler models, so rapidcheck shrinks a model by shrinking the list.
class Tape {
 public:
  explicit Tape(std::vector<uint16_t> numbers) : numbers_(std::move(numbers)) {}
  // A number in [0, most).
  size_t Below(size_t most) { return most <= 1 || at_ >= numbers_.size() ? 0 : numbers_[at_++] % most; }
  bool Flip() { return Below(2) == 1; }
  template <class List>
  const auto& Pick(const List& list) {
    return list[Below(std::size(list))];
  }

 private:
  std::vector<uint16_t> numbers_;
  size_t at_ = 0;
};

// A model as its author thinks of it, before it is written down.
struct WrittenField {
  std::string key;
  std::string value;               // of a plain field
  std::vector<std::string> items;  // of a list
  bool is_list = false;
  bool is_yaml = false;            // `value` is written as it is
};
struct WrittenEntry {
  std::string key;
  std::vector<WrittenField> fields;
};
struct WrittenSection {
  std::string name;
  std::vector<WrittenEntry> entries;
};
struct WrittenModel {
  std::vector<WrittenField> head;  // `system:`, `stakes:` and the like
  std::vector<WrittenSection> sections;
  WrittenSection* Section(std::string_view name);
};

// Zones, elements, flows, assets, their properties, technologies and controls, adversaries and a few decisions. Valid, but
// for one thing: two controls may set one property in two ways.
WrittenModel RandomModel(Tape& tape);

// The model as YAML. `layout` chooses spacing, block or flow style, quotes and comments; an empty one is the plainest way.
std::string Write(const WrittenModel& model, Tape& layout);
std::string Write(const WrittenModel& model);

// A YAML text as JSON.
std::string ToJson(const std::string& yaml);

// Statuses, severities and scores by threat, of all schemes: what must not depend on how a model is written.
std::string Outcome(const Workspace& workspace);

// Loads the model; discards the case when a property contradicts a control, and fails it when anything else is wrong.
std::unique_ptr<Workspace> LoadValid(const std::string& text, const TestFiles& files = {});

}  // namespace merlon
