// Tables that say what a record in a text file looks like. One table drives the reader, the JSON Schema, the writer and the documentation.
//
// A `Shape` lists the fields of a struct; `Is<&Struct::member>("name", "what it is")` makes a field whose kind follows from the member's type.
// A member that is itself a record needs `const Shape& ShapeOf(const Record*)`; an enumeration needs `const EnumNames& NamesOf(Enum)`.
#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/tri.h"
#include "text/diagnostics.h"
#include "text/document.h"
#include "text/values.h"

namespace merlon {

struct Shape;

// The names of an enumeration whose underlying type is uint8_t, in order of value. Index 0 may be empty: "not given".
struct EnumNames {
  std::span<const std::string_view> names;
};

enum class FieldKind : uint8_t { text, why, ref, number, date, money, effort, tri, choice, anything, texts, refs, record, records, entries };

// Where a reference may point: bits, given meaning by the room that owns the names.
using NameSpaces = uint32_t;

struct Field {
  std::string_view name;
  std::string_view doc;
  FieldKind kind = FieldKind::text;
  bool required = false;
  NameSpaces names = 0;
  void* (*member)(void* object) = nullptr;
  const Shape& (*shape)() = nullptr;                  // record, records, entries
  const EnumNames& (*choices)() = nullptr;            // choice
  void* (*append)(void* list) = nullptr;              // records, entries: adds an empty record and returns it
  void (*reserve)(void* list, size_t more) = nullptr; // records, entries: makes room for so many more
  size_t (*count)(const void* list) = nullptr;        // records, entries
  void* (*item)(const void* list, size_t i) = nullptr;
  Text& (*id)(void* item) = nullptr;                  // entries: the item's id

  constexpr Field Required() const {
    Field field = *this;
    field.required = true;
    return field;
  }
  constexpr Field In(NameSpaces spaces) const {
    Field field = *this;
    field.names = spaces;
    return field;
  }
  const void* Member(const void* object) const { return member(const_cast<void*>(object)); }
};

// What the key of an entry is.
enum class KeyKind : uint8_t { id, flow, threat, date, name, transition };

class ShapeReader;

struct ExtraKey {
  std::string_view name;
  std::string schema;  // JSON Schema of its value
  std::string_view doc;
};

struct Shape {
  std::string_view name;
  std::string_view doc;
  std::span<const Field> fields;
  std::string_view main;  // the field that a bare value means: the short form; empty when there is none
  KeyKind key = KeyKind::id;
  // Takes a key that is none of `fields`; returns false when it is unknown there too. May be null.
  bool (*other)(ShapeReader& reader, void* object, NodeId key, NodeId value) = nullptr;
  // The keys that `other` takes, for suggestions and the JSON Schema. May be null.
  std::vector<ExtraKey> (*others)(const void* user) = nullptr;
  // Told that an entry has been read, for symbol tables. May be null.
  void (*finish)(ShapeReader& reader, void* object, NodeId key, NodeId value) = nullptr;
  // What the keys of `others` are, for the documentation.
  std::string_view others_are = "the properties that the library declares for this kind of place";
};

// Reads records by their shapes. Every error is reported; what is wrong stays empty.
class ShapeReader {
 public:
  ShapeReader(const Document& document, Diagnostics& diagnostics, void* user = nullptr)
      : document(document), diagnostics(diagnostics), user(user) {}

  // Reads `value` (a mapping, or the short form) into `object`, which `shape` describes.
  void ReadRecord(const Shape& shape, void* object, NodeId key, NodeId value);
  void ReadField(const Field& field, void* object, NodeId key, NodeId value);
  // Reads yes/no/unknown/true/false.
  Tri ReadTri(NodeId value);
  // The index of the scalar in `names`, or kNone after an error.
  uint32_t ReadChoice(NodeId value, std::span<const std::string_view> names, std::string_view what);
  void WrongType(NodeId value, std::string_view expected, std::string hint = {});
  // Reports keys that stand twice, in the mapping and everything below it.
  void CheckDuplicates(NodeId node);
  // Whether a key may be an id; reports otherwise.
  bool CheckId(NodeId key);

  const Document& document;
  Diagnostics& diagnostics;
  void* user;  // the caller's state, for `Shape::other`

 private:
  void ReadMapping(const Shape& shape, void* object, NodeId value);
  void ReadEntries(const Field& field, void* list, NodeId value);
  void ReadShort(const Shape& shape, void* object, NodeId key, NodeId value);
  void UnknownKey(const Shape& shape, NodeId mapping, NodeId key, NodeId value);
  void MultiLineListHint(NodeId value);
  Text ReadText(NodeId value);
};

// The JSON Schema (2020-12) of a record; nested shapes become `$defs`. `user` is passed to `Shape::others`.
std::string JsonSchema(const Shape& shape, std::string_view id, std::string_view title, const void* user);

// Writes `object` as YAML: `indent` spaces deep, one field a line; records inside entries in flow style unless they hold a reason.
// Extra lines for what `Shape::other` reads come from `extra(object)` as ready `key: value` texts.
using ExtraFields = std::vector<std::string> (*)(const void* user, const Shape& shape, const void* object);
std::string WriteYaml(const Shape& shape, const void* object, const void* user, ExtraFields extra);
// A scalar in the plainest style that reads back as the same text.
std::string QuoteYaml(std::string_view text, bool in_flow);

// --- How a member's type becomes a field kind ---

namespace shape_detail {

template <class T>
struct IsVector : std::false_type {};
template <class T>
struct IsVector<std::vector<T>> : std::true_type {};
template <class T>
struct IsEntries : std::false_type {};
template <class T>
struct IsEntries<Entries<T>> : std::true_type {};

template <auto M>
struct MemberOf;
template <class C, class T, T C::*M>
struct MemberOf<M> {
  using Class = C;
  using Type = T;
  static void* At(void* object) { return &(static_cast<Class*>(object)->*M); }
};

template <class T>
constexpr FieldKind KindOf() {
  if constexpr (std::is_same_v<T, Text>) return FieldKind::text;
  else if constexpr (std::is_same_v<T, Why>) return FieldKind::why;
  else if constexpr (std::is_same_v<T, Ref>) return FieldKind::ref;
  else if constexpr (std::is_same_v<T, Number>) return FieldKind::number;
  else if constexpr (std::is_same_v<T, Date>) return FieldKind::date;
  else if constexpr (std::is_same_v<T, Money>) return FieldKind::money;
  else if constexpr (std::is_same_v<T, Effort>) return FieldKind::effort;
  else if constexpr (std::is_same_v<T, Tri>) return FieldKind::tri;
  else if constexpr (std::is_same_v<T, Anything>) return FieldKind::anything;
  else if constexpr (std::is_same_v<T, std::vector<Text>>) return FieldKind::texts;
  else if constexpr (std::is_same_v<T, std::vector<Ref>>) return FieldKind::refs;
  else if constexpr (std::is_enum_v<T>) return FieldKind::choice;
  else if constexpr (IsVector<T>::value) return FieldKind::records;
  else if constexpr (IsEntries<T>::value) return FieldKind::entries;
  else return FieldKind::record;
}

template <class T>
const Shape& ShapeFor() {
  return ShapeOf(static_cast<const T*>(nullptr));
}
template <class T>
const EnumNames& ChoicesFor() {
  return NamesOf(T{});
}

template <class List, class Item>
constexpr void SetListFunctions(Field& field) {
  field.shape = &ShapeFor<Item>;
  field.append = [](void* list) -> void* {
    if constexpr (IsEntries<List>::value) return &static_cast<List*>(list)->items.emplace_back();
    else return &static_cast<List*>(list)->emplace_back();
  };
  field.reserve = [](void* list, size_t more) {
    auto& items = [list]() -> auto& {
      if constexpr (IsEntries<List>::value) return static_cast<List*>(list)->items;
      else return *static_cast<List*>(list);
    }();
    // Several files may each add to one list: growing by the exact number each time would copy it as often.
    if (items.size() + more > items.capacity()) items.reserve(items.empty() ? more : std::max(items.size() + more, 2 * items.size()));
  };
  field.count = [](const void* list) { return static_cast<const List*>(list)->size(); };
  if constexpr (IsEntries<List>::value) field.id = [](void* item) -> Text& { return static_cast<Item*>(item)->id; };
  field.item = [](const void* list, size_t i) -> void* { return &(*const_cast<List*>(static_cast<const List*>(list)))[i]; };
}

template <class T>
struct ItemOf;
template <class T>
struct ItemOf<std::vector<T>> {
  using type = T;
};
template <class T>
struct ItemOf<Entries<T>> {
  using type = T;
};

}  // namespace shape_detail

template <auto M>
constexpr Field Is(std::string_view name, std::string_view doc) {
  using T = typename shape_detail::MemberOf<M>::Type;
  Field field;
  field.name = name;
  field.doc = doc;
  field.kind = shape_detail::KindOf<T>();
  field.member = &shape_detail::MemberOf<M>::At;
  if constexpr (shape_detail::KindOf<T>() == FieldKind::choice) {
    static_assert(sizeof(T) == 1);
    field.choices = &shape_detail::ChoicesFor<T>;
  } else if constexpr (shape_detail::KindOf<T>() == FieldKind::record) {
    field.shape = &shape_detail::ShapeFor<T>;
  } else if constexpr (shape_detail::KindOf<T>() == FieldKind::records || shape_detail::KindOf<T>() == FieldKind::entries) {
    shape_detail::SetListFunctions<T, typename shape_detail::ItemOf<T>::type>(field);
  }
  return field;
}

}  // namespace merlon
