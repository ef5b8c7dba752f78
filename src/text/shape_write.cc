// Writes records as YAML, by the same tables that read them.
#include <algorithm>

#include "base/strings.h"
#include "text/shape.h"

namespace merlon {
namespace {

constexpr size_t kLongestFlowLine = 140;

// Whether the text holds something that only a double-quoted scalar can: control characters, and what YAML takes for line breaks.
bool NeedsEscape(std::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    unsigned char c = static_cast<unsigned char>(text[i]);
    unsigned char next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0;
    if ((c < 0x20 && c != '\n') || c == 0x7F || (c == 0xC2 && next < 0xA0)) return true;
    if (text.substr(i, 3) == "\xE2\x80\xA8" || text.substr(i, 3) == "\xE2\x80\xA9" || text.substr(i, 3) == "\xEF\xBB\xBF") return true;
  }
  return false;
}

bool IsTriOrTextEmpty(const Field& field, const void* member) {
  switch (field.kind) {
    case FieldKind::text:
    case FieldKind::why:
    case FieldKind::ref: return static_cast<const Text*>(member)->empty();
    case FieldKind::number: return !static_cast<const Number*>(member)->given();
    case FieldKind::date: return !static_cast<const Date*>(member)->given();
    case FieldKind::money: return !static_cast<const Money*>(member)->given();
    case FieldKind::effort: return !static_cast<const Effort*>(member)->given();
    case FieldKind::tri: return *static_cast<const Tri*>(member) == Tri::unknown;
    case FieldKind::choice: return field.choices().names[*static_cast<const uint8_t*>(member)].empty();
    case FieldKind::anything: return true;
    case FieldKind::texts: return static_cast<const std::vector<Text>*>(member)->empty();
    case FieldKind::refs: return static_cast<const std::vector<Ref>*>(member)->empty();
    case FieldKind::records:
    case FieldKind::entries: return field.count(member) == 0;
    case FieldKind::record: return false;
  }
  return true;
}

class YamlWriter {
 public:
  YamlWriter(const void* user, ExtraFields extra) : user_(user), extra_(extra) {}

  // `key: value` of every given field, one an item; nested values in flow style.
  std::vector<std::string> FlowFields(const Shape& shape, const void* object) {
    std::vector<std::string> fields;
    for (const Field& field : shape.fields) {
      const void* member = field.Member(object);
      if (IsTriOrTextEmpty(field, member)) continue;
      std::string value = FlowValue(field, member);
      if (!value.empty()) fields.push_back(std::string(field.name) + ": " + value);
    }
    if (extra_) {
      for (std::string& more : extra_(user_, shape, object)) fields.push_back(std::move(more));
    }
    return fields;
  }

  static std::string Braced(const std::vector<std::string>& fields) {
    if (fields.empty()) return "{}";
    std::string out = "{ ";
    for (size_t i = 0; i < fields.size(); ++i) out += (i ? ", " : "") + fields[i];
    return out + " }";
  }

  std::string FlowValue(const Field& field, const void* member) {
    switch (field.kind) {
      case FieldKind::text:
      case FieldKind::why:
      case FieldKind::ref: return QuoteYaml(static_cast<const Text*>(member)->view(), true);
      case FieldKind::number: return std::string(static_cast<const Number*>(member)->text.view());
      case FieldKind::date: return std::string(static_cast<const Date*>(member)->text.view());
      case FieldKind::money: return std::string(static_cast<const Money*>(member)->text.view());
      case FieldKind::effort: return std::string(static_cast<const Effort*>(member)->text.view());
      case FieldKind::tri: return *static_cast<const Tri*>(member) == Tri::yes ? "yes" : "no";
      case FieldKind::choice: return std::string(field.choices().names[*static_cast<const uint8_t*>(member)]);
      case FieldKind::anything: return {};
      case FieldKind::texts: return List(*static_cast<const std::vector<Text>*>(member));
      case FieldKind::refs: return List(*static_cast<const std::vector<Ref>*>(member));
      case FieldKind::record: {
        std::vector<std::string> inner = FlowFields(field.shape(), member);
        return inner.empty() ? std::string() : Braced(inner);
      }
      case FieldKind::records: {
        std::string out;
        for (size_t i = 0; i < field.count(member); ++i) out += (i ? ", " : "") + Braced(FlowFields(field.shape(), field.item(member, i)));
        return "[" + out + "]";
      }
      case FieldKind::entries: {
        std::vector<std::string> inner;
        for (size_t i = 0; i < field.count(member); ++i) {
          void* item = field.item(member, i);
          inner.push_back(QuoteYaml(field.id(item).view(), true) + ": " + Braced(FlowFields(field.shape(), item)));
        }
        return Braced(inner);
      }
    }
    return {};
  }

  void Block(const Shape& shape, const void* object, size_t indent, std::string& out) {
    bool first = true;
    for (const Field& field : shape.fields) {
      const void* member = field.Member(object);
      if (IsTriOrTextEmpty(field, member)) continue;
      bool section = field.kind == FieldKind::entries;
      if (section && indent == 0 && !first) out += "\n";
      first = false;
      if (section) {
        out.append(indent, ' ').append(field.name).append(":\n");
        WriteEntries(field, member, indent + 2, out);
        continue;
      }
      if (field.kind == FieldKind::text || field.kind == FieldKind::why) {
        out.append(indent, ' ').append(field.name).append(": ").append(BlockText(static_cast<const Text*>(member)->view(), indent + 2)).append("\n");
        continue;
      }
      std::string value = FlowValue(field, member);
      if (!value.empty()) out.append(indent, ' ').append(field.name).append(": ").append(value).append("\n");
    }
    if (!extra_) return;
    for (const std::string& more : extra_(user_, shape, object)) out.append(indent, ' ').append(more).append("\n");
  }

 private:
  template <class T>
  static std::string List(const std::vector<T>& texts) {
    std::string out = "[";
    for (size_t i = 0; i < texts.size(); ++i) out += (i ? ", " : "") + QuoteYaml(texts[i].view(), true);
    return out + "]";
  }

  // Entries that fit on a line and give no reason stay on one line, with their values in one column.
  void WriteEntries(const Field& field, const void* list, size_t indent, std::string& out) {
    const Shape& shape = field.shape();
    constexpr size_t kWidestKey = 24;
    size_t widest = 0;
    size_t count = field.count(list);
    for (size_t i = 0; i < count; ++i) {
      size_t width = QuoteYaml(field.id(field.item(list, i)).view(), false).size();
      if (width <= kWidestKey) widest = std::max(widest, width);
    }
    for (size_t i = 0; i < count; ++i) {
      void* item = field.item(list, i);
      std::string key = QuoteYaml(field.id(item).view(), false);
      bool reasons = false;
      for (const Field& inner : shape.fields) {
        const Text* text = inner.kind == FieldKind::why || inner.kind == FieldKind::text ? static_cast<const Text*>(inner.Member(item)) : nullptr;
        reasons |= text && (text->view().find('\n') != std::string_view::npos || (inner.kind == FieldKind::why && !text->empty()));
      }
      std::string line = Braced(FlowFields(shape, item));
      out.append(indent, ' ').append(key).append(":");
      if (!reasons && line.size() + key.size() + indent <= kLongestFlowLine) {
        out.append(widest > key.size() ? widest - key.size() : 0, ' ').append(" ").append(line).append("\n");
      } else {
        out.append("\n");
        Block(shape, item, indent + 2, out);
      }
    }
  }

  static std::string BlockText(std::string_view text, size_t indent) {
    bool lines = text.find('\n') != std::string_view::npos;
    bool odd = NeedsEscape(text) || text.front() == ' ' || text.front() == '\n' || text.back() == ' ';
    bool plain_lines = lines && !odd && text.find(" \n") == std::string_view::npos && text.find("\n\n\n") == std::string_view::npos && text.substr(text.size() - 1) != "\n";
    if (!plain_lines) return QuoteYaml(text, false);
    std::string out = "|-\n";
    for (size_t at = 0; at <= text.size();) {
      size_t end = std::min(text.find('\n', at), text.size());
      if (end > at) out.append(indent, ' ').append(text.substr(at, end - at));
      if (end < text.size()) out.push_back('\n');
      at = end + 1;
    }
    return out;
  }

  const void* user_;
  ExtraFields extra_;
};

}  // namespace

std::string QuoteYaml(std::string_view text, bool in_flow) {
  bool plain = !text.empty() && !IsCoreNonString(text);
  plain = plain && std::string_view("-?:,[]{}#&*!|>'\"%@` \t<=").find(text.front()) == std::string_view::npos;
  plain = plain && text.back() != ' ' && text.back() != ':' && text.find(": ") == std::string_view::npos && text.find(" #") == std::string_view::npos;
  plain = plain && !NeedsEscape(text) && text.find('\n') == std::string_view::npos;
  plain = plain && !(in_flow && text.find_first_of(",[]{}") != std::string_view::npos);
  if (plain) return std::string(text);
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out = "\"";
  for (size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    unsigned char byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') out += '\\', out += c;
    else if (c == '\n') out += "\\n";
    else if (c == '\t') out += "\\t";
    else if (c == '\r') out += "\\r";
    else if (byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) {
      unsigned char control = static_cast<unsigned char>(text[++i]);
      out += "\\x", out += kHex[control >> 4], out += kHex[control & 15];
    }
    else if (text.substr(i, 3) == "\xE2\x80\xA8") out += "\\L", i += 2;
    else if (text.substr(i, 3) == "\xE2\x80\xA9") out += "\\P", i += 2;
    else if (text.substr(i, 3) == "\xEF\xBB\xBF") out += "\\uFEFF", i += 2;
    else if (byte < 0x20 || byte == 0x7F) out += "\\x", out += kHex[byte >> 4], out += kHex[byte & 15];
    else out += c;
  }
  return out + "\"";
}

std::string WriteYaml(const Shape& shape, const void* object, const void* user, ExtraFields extra) {
  std::string out;
  YamlWriter(user, extra).Block(shape, object, 0, out);
  return out;
}

}  // namespace merlon
