#include "language/field_values.h"

#include <algorithm>

#include "language/schema.h"

namespace merlon {
namespace {

constexpr std::string_view kForReaders[] = {"title", "about", "note", "challenges", "origin", "was"};

bool ForReaders(std::string_view name) { return std::find(std::begin(kForReaders), std::end(kForReaders), name) != std::end(kForReaders); }

std::string WriteMoney(const Money& money) {
  std::string text = std::to_string(money.minor / 100);
  if (int64_t cents = money.minor % 100; cents != 0) text += (cents < 10 ? ".0" : ".") + std::to_string(cents);
  return text + " " + std::string(money.currency);
}

class FieldReader {
 public:
  FieldReader(const Model& model, const Library& library, const WriteName& write_name) : model_(model), library_(library), write_name_(write_name) {}

  // Records hold records only as deep as the tables and the reader of the text let them, so this recursion is bounded.
  std::vector<FieldValue> Read(const Shape& shape, const void* object) const {
    std::vector<FieldValue> values;
    for (const Field& field : shape.fields) {
      if (ForReaders(field.name)) continue;
      FieldValue value{field.name, {}, false};
      Items(field, field.Member(object), value);
      if (!value.items.empty()) values.push_back(std::move(value));
    }
    for (const OtherField& other : OtherFields(model_, library_, shape, object)) {
      if (other.value != "unknown") values.push_back({other.name, {other.value}, false});
    }
    std::sort(values.begin(), values.end(), [](const FieldValue& a, const FieldValue& b) { return a.name < b.name; });
    return values;
  }

 private:
  void Items(const Field& field, const void* member, FieldValue& value) const {
    auto take = [&](std::string text) {
      if (!text.empty()) value.items.push_back(std::move(text));
    };
    auto text_of = [member] { return static_cast<const Text*>(member)->view(); };
    switch (field.kind) {
      case FieldKind::text:
      case FieldKind::why: return take(std::string(text_of()));
      case FieldKind::ref:
        if (!text_of().empty()) take(write_name_(field, text_of()));
        return;
      case FieldKind::number: return take(std::string(static_cast<const Number*>(member)->text.view()));
      case FieldKind::date: return take(std::string(static_cast<const Date*>(member)->text.view()));
      case FieldKind::money:
        if (const auto& money = *static_cast<const Money*>(member); money.given()) take(WriteMoney(money));
        return;
      case FieldKind::effort:
        if (const auto& effort = *static_cast<const Effort*>(member); effort.given()) take(std::to_string(effort.hours) + " h");
        return;
      case FieldKind::tri:
        if (Tri tri = *static_cast<const Tri*>(member); tri != Tri::unknown) take(tri == Tri::yes ? "yes" : "no");
        return;
      case FieldKind::choice: return take(std::string(field.choices().names[*static_cast<const uint8_t*>(member)]));
      case FieldKind::anything: return;
      case FieldKind::record: return take(OnOneLine(field.shape(), member));
      default: break;
    }
    value.is_list = true;
    if (field.kind == FieldKind::texts) {
      for (const Text& text : *static_cast<const std::vector<Text>*>(member)) take(field.names ? write_name_(field, text.view()) : std::string(text.view()));
    } else if (field.kind == FieldKind::refs) {
      for (const Ref& ref : *static_cast<const std::vector<Ref>*>(member)) take(write_name_(field, ref.view()));
    } else {
      for (size_t i = 0; i < field.count(member); ++i) {
        void* item = field.item(member, i);
        std::string key = field.kind == FieldKind::entries ? std::string(field.id(item).view()) + ": " : std::string();
        std::string inner = OnOneLine(field.shape(), item);
        take(key + (inner.empty() ? "{}" : inner));
      }
    }
    std::sort(value.items.begin(), value.items.end());
    value.items.erase(std::unique(value.items.begin(), value.items.end()), value.items.end());
  }

  // A record inside an entry: `{ kind: wire, party: provider }`.
  std::string OnOneLine(const Shape& shape, const void* object) const {
    std::string out;
    for (const FieldValue& value : Read(shape, object)) {
      out += (out.empty() ? "{ " : ", ") + std::string(value.name) + ": " + (value.is_list ? "[" : "");
      for (size_t i = 0; i < value.items.size(); ++i) out += (i ? ", " : "") + QuoteNested(value.items[i]);
      if (value.is_list) out += "]";
    }
    return out.empty() ? out : out + " }";
  }
  // Records written on one line stay as they are; texts are quoted where they could be taken for something else.
  static std::string QuoteNested(const std::string& item) { return item.substr(0, 2) == "{ " || item.find(": {") != std::string::npos ? item : QuoteYaml(item, true); }

  const Model& model_;
  const Library& library_;
  const WriteName& write_name_;
};

}  // namespace

std::vector<FieldValue> FieldValues(const Model& model, const Library& library, const Shape& shape, const void* object, const WriteName& write_name) {
  return FieldReader(model, library, write_name).Read(shape, object);
}

}  // namespace merlon
