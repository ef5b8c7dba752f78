#include "text/shape.h"

#include <algorithm>
#include <charconv>

#include "base/strings.h"
#include "text/codes.h"

namespace merlon {
namespace {

constexpr std::string_view kTriWords[] = {"unknown", "no", "yes", "false", "true"};

std::string Listed(std::span<const std::string_view> names) {
  std::string list;
  for (std::string_view name : names) {
    if (name.empty()) continue;
    if (!list.empty()) list += ", ";
    list += "`" + std::string(name) + "`";
  }
  return list;
}

std::string DidYouMean(std::string_view word, std::span<const std::string_view> names, std::string_view otherwise) {
  std::string lower(word);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c == '_' ? '-' : c;
  std::string_view near = Nearest(lower, names);
  if (!near.empty()) return "did you mean `" + std::string(near) + "`?";
  return std::string(otherwise);
}

}  // namespace

void ShapeReader::WrongType(NodeId value, std::string_view expected, std::string hint) {
  std::string_view found = document.IsMapping(value)    ? "a map"
                           : document.IsSequence(value) ? "a list"
                           : document.IsNull(value)     ? "nothing"
                                                        : "a text";
  diagnostics.Add(codes::kWrongType, document.span(value), "expected " + std::string(expected) + ", found " + std::string(found),
                  std::move(hint));
}

Text ShapeReader::ReadText(NodeId value) {
  if (document.IsScalar(value)) return Text(document.text(value), value);
  if (document.IsNull(value)) return Text({}, value);
  bool list = document.IsSequence(value);
  WrongType(value, "a text", list ? "quote it if it starts with `[`" : "quote it if it contains `: ` or starts with `{`");
  return {};
}

Tri ShapeReader::ReadTri(NodeId value) {
  std::string_view text = document.text(value);
  if (document.IsNull(value)) return Tri::unknown;
  if (text == "yes" || text == "true" || text == "True" || text == "TRUE") return Tri::yes;
  if (text == "no" || text == "false" || text == "False" || text == "FALSE") return Tri::no;
  if (text == "unknown") return Tri::unknown;
  if (!document.IsScalar(value)) {
    WrongType(value, "`yes`, `no` or `unknown`");
  } else {
    diagnostics.Add(codes::kUnknownValue, document.span(value), "`" + std::string(text) + "` is not `yes`, `no` or `unknown`",
                    DidYouMean(text, kTriWords, "write `yes`, `no`, or leave it out if you do not know"));
  }
  return Tri::unknown;
}

uint32_t ShapeReader::ReadChoice(NodeId value, std::span<const std::string_view> names, std::string_view what) {
  if (!document.IsScalar(value)) {
    WrongType(value, "one of " + Listed(names));
    return kNone;
  }
  std::string_view text = document.text(value);
  for (size_t i = 0; i < names.size(); ++i) {
    if (names[i] == text && !text.empty()) return static_cast<uint32_t>(i);
  }
  diagnostics.Add(codes::kUnknownValue, document.span(value), "`" + std::string(text) + "` is not a value of `" + std::string(what) + "`",
                  DidYouMean(text, names, "one of " + Listed(names)));
  return kNone;
}

bool ShapeReader::CheckId(NodeId key) {
  Span span = document.span(key);
  if (!document.IsScalar(key)) {
    diagnostics.Add(codes::kNotAKey, span, "an id must be a plain name", "write a name like `order-db`");
    return false;
  }
  std::string_view text = document.text(key);
  if (document.style(key) == NodeStyle::plain && IsCoreNonString(text)) {
    diagnostics.Add(codes::kNotAKey, span, "`" + std::string(text) + "` is not a name: YAML reads it as a number or a truth value", "quote it: \"" + std::string(text) + "\", or give it a name");
    return false;
  }
  if (IsId(text) && text != "system" && text != "us") return true;
  bool reserved = text == "system" || text == "us";
  diagnostics.Add(codes::kBadId, span, reserved ? "`" + std::string(text) + "` is a reserved word and cannot be an id" : "`" + std::string(text) + "` cannot be an id",
                  reserved ? "choose another id" : "ids are `a-z 0-9 - _ .`, do not end in `-` and hold no `..`; try `" + Slug(text) + "` and put the full name in `title:`");
  return false;
}

void ShapeReader::CheckDuplicates(NodeId node) {
  // The tree's depth is capped by its reader, so this recursion is too.
  if (document.IsMapping(node)) {
    std::vector<std::pair<std::string_view, NodeId>> keys;
    document.ForEachEntry(node, [&](NodeId key, NodeId value) {
      if (!document.IsScalar(key)) {
        diagnostics.Add(codes::kNotAKey, document.span(key), "a key must be a plain name", "quote it if it is meant as text");
      } else {
        keys.emplace_back(document.text(key), key);
      }
      CheckDuplicates(value);
    });
    std::stable_sort(keys.begin(), keys.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (size_t i = 1; i < keys.size(); ++i) {
      if (keys[i].first != keys[i - 1].first) continue;
      diagnostics.Add(codes::kDuplicateKey, document.span(keys[i].second), "`" + std::string(keys[i].first) + "` stands twice in this map", "remove one of them")
          .related.push_back({"first here", document.span(keys[i - 1].second)});
    }
  } else if (document.IsSequence(node)) {
    document.ForEachItem(node, [&](NodeId item) { CheckDuplicates(item); });
  }
}

void ShapeReader::UnknownKey(const Shape& shape, NodeId mapping, NodeId key, NodeId value) {
  std::string_view name = document.text(key);
  if (diagnostics.Full()) {
    diagnostics.Add(codes::kUnknownKey, {}, {});
    return;
  }
  bool in_flow = document.style(mapping) == NodeStyle::flow;
  bool prose = in_flow && document.IsNull(value) && document.style(key) == NodeStyle::plain;
  if (prose) {
    diagnostics.Add(codes::kUnknownKey, document.span(key), "`" + std::string(name) + "` is read as a key, because inside `{…}` a comma starts a new one",
                    "quote the text before it, from its first word to `" + std::string(name.substr(name.rfind(' ') + 1)) + "\"`");
    return;
  }
  std::vector<std::string_view> names;
  std::vector<ExtraKey> extra;
  for (const Field& field : shape.fields) names.push_back(field.name);
  if (shape.others) {
    extra = shape.others(user);
    for (const ExtraKey& more : extra) names.push_back(more.name);
  }
  std::string all = names.size() <= 12 ? "the keys here are " + Listed(names) + "; your own start with `x-`" : "`merlon schema` lists the keys; your own start with `x-`";
  diagnostics.Add(codes::kUnknownKey, document.span(key), "`" + std::string(name) + "` is not a key of " + std::string(shape.name),
                  DidYouMean(name, names, all));
}

void ShapeReader::ReadMapping(const Shape& shape, void* object, NodeId value) {
  // Bit i stands for field i; keys that only `other` knows are checked for doubles by that reader.
  uint64_t seen = 0;
  MERLON_ASSERT(shape.fields.size() <= 64);
  document.ForEachEntry(value, [&](NodeId key, NodeId item) {
    if (!document.IsScalar(key)) {
      diagnostics.Add(codes::kNotAKey, document.span(key), "a key must be a plain name", "write `key: value`");
      return;
    }
    std::string_view name = document.text(key);
    for (size_t i = 0; i < shape.fields.size(); ++i) {
      const Field& field = shape.fields[i];
      if (field.name != name) continue;
      if (seen >> i & 1) {
        diagnostics.Add(codes::kDuplicateKey, document.span(key), "`" + std::string(name) + "` stands twice in this map", "remove one of them");
        return;
      }
      seen |= uint64_t{1} << i;
      ReadField(field, object, key, item);
      return;
    }
    if (name.substr(0, 2) == "x-") return CheckDuplicates(item);
    if (shape.other && shape.other(*this, object, key, item)) return;
    UnknownKey(shape, value, key, item);
  });
  for (size_t i = 0; i < shape.fields.size(); ++i) {
    const Field& field = shape.fields[i];
    if (!field.required || (seen >> i & 1)) continue;
    diagnostics.Add(codes::kMissingKey, document.span(value), std::string(shape.name) + " needs `" + std::string(field.name) + "`",
                    "add `" + std::string(field.name) + ": …`: " + std::string(field.doc));
  }
}

void ShapeReader::ReadShort(const Shape& shape, void* object, NodeId key, NodeId value) {
  for (const Field& field : shape.fields) {
    if (field.name == shape.main) return ReadField(field, object, key, value);
  }
  std::string hint = "write `" + std::string(document.text(key)) + ": { … }`";
  std::string_view text = document.text(value);
  bool glued = text.find(':') != std::string_view::npos && text.find(": ") == std::string_view::npos;
  WrongType(value, "a map: " + std::string(shape.name), glued ? "put a space after the colon" : hint);
}

void ShapeReader::ReadRecord(const Shape& shape, void* object, NodeId key, NodeId value) {
  if (document.IsMapping(value)) {
    ReadMapping(shape, object, value);
  } else if (!document.IsNull(value)) {
    ReadShort(shape, object, key, value);
  } else {
    for (const Field& field : shape.fields) {
      if (!field.required) continue;
      diagnostics.Add(codes::kMissingKey, document.span(key), std::string(shape.name) + " needs `" + std::string(field.name) + "`", "add `" + std::string(field.name) + ": …`: " + std::string(field.doc));
    }
  }
  if (shape.finish) shape.finish(*this, object, key, value);
}

void ShapeReader::ReadEntries(const Field& field, void* list, NodeId value) {
  const Shape& shape = field.shape();
  auto read = [&](NodeId key, NodeId item) {
    if (document.IsScalar(key) && document.text(key).substr(0, 2) == "x-" && shape.key == KeyKind::id) return CheckDuplicates(item);
    if (!document.IsScalar(key)) {
      diagnostics.Add(codes::kNotAKey, document.span(key), "a key must be a plain name", "write a name like `order-db`");
      return;
    }
    if (shape.key == KeyKind::id && !CheckId(key)) return;
    if (shape.key == KeyKind::date && !ParseDatedKey(document.text(key))) {
      diagnostics.Add(codes::kBadDate, document.span(key), "`" + std::string(document.text(key)) + "` is not a day", "write year-month-day, as in 2026-11-20");
      return;
    }
    void* entry = field.append(list);
    field.id(entry) = Text(document.text(key), key);
    ReadRecord(shape, entry, key, item);
  };
  if (document.IsNull(value)) return;
  if (document.IsMapping(value)) {
    size_t entries = 0;
    document.ForEachEntry(value, [&](NodeId, NodeId) { ++entries; });
    field.reserve(list, entries);
    return document.ForEachEntry(value, read);
  }
  if (document.IsSequence(value)) {
    // The shortest form: a list of names alone.
    document.ForEachItem(value, [&](NodeId item) {
      if (document.IsMapping(item) && document.HasChildren(item)) return document.ForEachEntry(item, read);
      if (!document.IsScalar(item)) return WrongType(item, "a name");
      if (shape.key == KeyKind::id && !CheckId(item)) return;
      void* entry = field.append(list);
      field.id(entry) = Text(document.text(item), item);
      for (const Field& inner : shape.fields) {
        if (!inner.required) continue;
        diagnostics.Add(codes::kMissingKey, document.span(item), std::string(shape.name) + " needs `" + std::string(inner.name) + "`", "write it as a map: `" + std::string(document.text(item)) + ": { " + std::string(inner.name) + ": … }`");
      }
      if (shape.finish) shape.finish(*this, entry, item, item);
    });
    return;
  }
  bool glued = document.text(value).find(':') != std::string_view::npos;
  WrongType(value, "a map from name to " + std::string(shape.name), glued ? "put a space after the colon" : "indent the entries below `" + std::string(field.name) + ":`, each as `name: { … }`");
}

void ShapeReader::MultiLineListHint(NodeId value) {
  std::string_view slice = document.Slice(document.span(value));
  if (slice.find('\n') == std::string_view::npos || document.style(value) != NodeStyle::plain) return;
  diagnostics.Add(codes::kWrongType, document.span(value), "these lines are read as one text, not as a list", "put `- ` before each line");
}

void ShapeReader::ReadField(const Field& field, void* object, NodeId key, NodeId value) {
  void* member = field.member(object);
  auto bad_amount = [&](std::string_view example) {
    diagnostics.Add(codes::kBadAmount, document.span(value), "`" + std::string(document.text(value)) + "` is not an amount that `" + std::string(field.name) + "` takes", "write it like `" + std::string(example) + "`");
  };
  switch (field.kind) {
    case FieldKind::text: *static_cast<Text*>(member) = ReadText(value); return;
    case FieldKind::why: static_cast<Text&>(*static_cast<Why*>(member)) = ReadText(value); return;
    case FieldKind::ref:
      if (!document.IsScalar(value)) return WrongType(value, "a name");
      static_cast<Text&>(*static_cast<Ref*>(member)) = ReadText(value);
      return;
    case FieldKind::number: {
      auto& number = *static_cast<Number*>(member);
      std::string_view text = document.text(value);
      constexpr size_t kMostDigits = 15;
      if (!IsDigits(text) || text.size() > kMostDigits) return bad_amount("3");
      number.text = Text(text, value);
      std::from_chars(text.data(), text.data() + text.size(), number.value);
      return;
    }
    case FieldKind::date: {
      auto& date = *static_cast<Date*>(member);
      std::optional<int32_t> day = ParseDay(document.text(value));
      if (!day) {
        diagnostics.Add(codes::kBadDate, document.span(value), "`" + std::string(document.text(value)) + "` is not a day", "write year-month-day, as in 2026-11-20");
        return;
      }
      date = {Text(document.text(value), value), *day};
      return;
    }
    case FieldKind::money:
      if (!ParseMoney(document.text(value), *static_cast<Money*>(member))) return bad_amount("20000 EUR");
      static_cast<Money*>(member)->text = Text(document.text(value), value);
      return;
    case FieldKind::effort:
      if (!ParseEffort(document.text(value), *static_cast<Effort*>(member))) return bad_amount("30 days");
      static_cast<Effort*>(member)->text = Text(document.text(value), value);
      return;
    case FieldKind::tri: *static_cast<Tri*>(member) = ReadTri(value); return;
    case FieldKind::choice: {
      uint32_t choice = ReadChoice(value, field.choices().names, field.name);
      if (choice != kNone) *static_cast<uint8_t*>(member) = static_cast<uint8_t>(choice);
      return;
    }
    case FieldKind::anything:
      static_cast<Anything*>(member)->node = value;
      return CheckDuplicates(value);
    case FieldKind::texts:
    case FieldKind::refs: {
      auto add = [&](NodeId item) {
        if (!document.IsScalar(item)) return WrongType(item, "a name");
        if (field.kind == FieldKind::texts) static_cast<std::vector<Text>*>(member)->push_back(ReadText(item));
        else static_cast<std::vector<Ref>*>(member)->emplace_back(document.text(item), item);
      };
      if (document.IsSequence(value)) return document.ForEachItem(value, add);
      if (document.IsNull(value)) return;
      if (document.IsMapping(value)) return WrongType(value, "a list", "write `[a, b]`, or `- ` before each item");
      if (field.kind == FieldKind::refs) {
        std::string_view slice = document.Slice(document.span(value));
        bool lines = slice.find('\n') != std::string_view::npos;
        if (lines && document.style(value) == NodeStyle::plain) return MultiLineListHint(value);
      }
      return add(value);
    }
    case FieldKind::record: return ReadRecord(field.shape(), member, key, value);
    case FieldKind::records:
      if (document.IsNull(value)) return;
      if (!document.IsSequence(value)) return ReadRecord(field.shape(), field.append(member), key, value);
      return document.ForEachItem(value, [&](NodeId item) { ReadRecord(field.shape(), field.append(member), item, item); });
    case FieldKind::entries: return ReadEntries(field, member, value);
  }
}

}  // namespace merlon
