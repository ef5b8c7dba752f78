// What a report tells, as a tree of values: written as JSON, filled into templates, or both.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace merlon {

// A key stands in the order in which it was set. Keys are the program's own words and live as long as it does.
struct Value {
  // `text` is plain and escaped by whoever writes it down. `name` is an id, shown as code where the format can. `prose` is Markdown of the library or of a person. `picture` is SVG that the program drew.
  enum class Kind : uint8_t { null, boolean, number, text, name, prose, picture, list, object };
  Kind kind = Kind::null;
  int64_t number = 0;
  std::string text;
  std::vector<Value> items;
  std::vector<std::string_view> keys;  // of an object, beside `items`

  Value() = default;
  Value(bool value) : kind(Kind::boolean), number(value) {}
  Value(std::string_view value) : kind(value.empty() ? Kind::null : Kind::text), text(value) {}
  Value(const char* value) : Value(std::string_view(value)) {}
  Value(std::string value) : kind(value.empty() ? Kind::null : Kind::text), text(std::move(value)) {}
  static Value Number(size_t value) {
    Value out;
    out.kind = Kind::number;
    out.number = static_cast<int64_t>(value);
    return out;
  }
  static Value Name(std::string_view id) { return Of(id.empty() ? Kind::null : Kind::name, std::string(id)); }
  static Value Prose(std::string_view markdown) { return Of(markdown.empty() ? Kind::null : Kind::prose, std::string(markdown)); }
  static Value Picture(std::string svg) {
    Kind kind = svg.empty() ? Kind::null : Kind::picture;
    return Of(kind, std::move(svg));
  }
  static Value List() { return Of(Kind::list, {}); }
  static Value Object() { return Of(Kind::object, {}); }

  // Of an object; each key once.
  Value& Set(std::string_view key, Value value) {
    keys.push_back(key);
    items.push_back(std::move(value));
    return *this;
  }
  // Of a list; the new item.
  Value& Add(Value value) { return items.emplace_back(std::move(value)); }
  bool empty() const { return kind == Kind::null || ((kind == Kind::list || kind == Kind::object) && items.empty()) || (kind == Kind::boolean && !number); }

 private:
  static Value Of(Kind kind, std::string text) {
    Value out;
    out.kind = kind;
    out.text = std::move(text);
    return out;
  }
};

}  // namespace merlon
