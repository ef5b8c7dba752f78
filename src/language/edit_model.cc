#include "language/edit_model.h"

#include <algorithm>

#include "text/document.h"
#include "text/edit.h"
#include "text/shape.h"

namespace merlon {
namespace {

// One reading of the text, and where the entries of a path stand in it.
class Editor {
 public:
  explicit Editor(std::string_view text) : text_(text) {
    FileId file = document_.AddFile("", std::string(text), diagnostics_);
    root_ = document_.Parse(file, diagnostics_);
  }
  bool readable() const { return !diagnostics_.malformed() && (!root_ || document_.IsMapping(root_) || document_.IsNull(root_)); }
  const Document& document() const { return document_; }
  NodeId root() const { return root_; }

  struct Found {
    NodeId key, value;
  };
  Found Entry(NodeId mapping, std::string_view name) const {
    Found found;
    if (!mapping || !document_.IsMapping(mapping)) return found;
    document_.ForEachEntry(mapping, [&](NodeId key, NodeId value) {
      if (!found.key && document_.text(key) == name) found = {key, value};
    });
    return found;
  }

  // The column of a position, counted in bytes from its line's start.
  size_t Indent(size_t at) const { return at - LineStart(at); }
  size_t LineStart(size_t at) const { return at == 0 ? 0 : text_.rfind('\n', at - 1) + 1; }
  // Past the line break that ends the line of `at`, or the end of the text.
  size_t LineEnd(size_t at) const {
    size_t end = text_.find('\n', at);
    return end == std::string_view::npos ? text_.size() : end + 1;
  }
  std::string_view text() const { return text_; }
  std::string_view Break() const { return text_.find("\r\n") == std::string_view::npos ? "\n" : "\r\n"; }

 private:
  std::string_view text_;
  Document document_;
  Diagnostics diagnostics_;
  NodeId root_;
};

EditResult Failed(std::string_view text, std::string problem) { return {std::string(text), std::move(problem)}; }

std::string Joined(KeyPath path) {
  std::string joined;
  for (std::string_view key : path) joined += (joined.empty() ? "" : ".") + std::string(key);
  return joined;
}

// `{ a: { b: yaml } }` for the keys after the first.
std::string Nested(KeyPath keys, std::string_view yaml) {
  std::string out(yaml);
  for (size_t i = keys.size(); i-- > 0;) out = "{ " + QuoteYaml(keys[i], true) + ": " + out + " }";
  return out;
}

// The edit that adds `key: value` to a mapping node.
TextEdit AddEntry(const Editor& editor, NodeId mapping, std::string_view key, KeyPath rest, std::string_view yaml) {
  const Document& document = editor.document();
  Span span = document.span(mapping);
  bool flow = document.style(mapping) == NodeStyle::flow;
  std::string entry = QuoteYaml(key, flow) + ": " + Nested(rest, yaml);
  if (flow) {
    size_t close = span.end - 1;
    size_t last = close;
    while (last > span.begin + 1 && std::string_view(" \t\r\n").find(editor.text()[last - 1]) != std::string_view::npos) --last;
    if (!document.HasChildren(mapping)) return {span.begin, span.end, "{ " + entry + " }"};
    // Behind a comment the entry starts on a line of its own.
    NodeId end_of_last;
    document.ForEachEntry(mapping, [&](NodeId k, NodeId v) { end_of_last = document.IsNull(v) ? k : v; });
    size_t after = std::max<size_t>(document.span(end_of_last).end, span.begin + 1);
    bool comma = editor.text().substr(after, close - after).find(',') != std::string_view::npos;
    return {after, after, (comma ? "" : ", ") + entry + (comma ? "," : "")};
  }
  // Block: below the last line of the mapping, in the column of its first key.
  size_t indent = editor.Indent(span.begin);
  size_t after = editor.LineEnd(std::max<size_t>(span.end, span.begin + 1) - 1);
  bool unended = after == editor.text().size() && (after == 0 || editor.text()[after - 1] != '\n');
  std::string line = std::string(indent, ' ') + entry + std::string(editor.Break());
  if (unended) line = std::string(editor.Break()) + line;
  // A section that did not exist starts after an empty line.
  if (indent == 0 && !rest.empty() && !unended && after > 1) line = std::string(editor.Break()) + line;
  if (indent == 0 && !rest.empty()) {
    std::string key_line = (unended ? std::string(editor.Break()) : std::string()) + std::string(editor.Break()) + QuoteYaml(key, false) + ":" + std::string(editor.Break());
    line = key_line + "  " + QuoteYaml(rest[0], false) + ": " + Nested(rest.subspan(1), yaml) + std::string(editor.Break());
  }
  return {after, after, line};
}

// Where the value of a key whose value is nothing would stand: after its colon.
TextEdit FillEmpty(const Editor& editor, NodeId key, std::string_view value) {
  size_t at = editor.document().span(key).end;
  size_t colon = editor.text().find(':', at);
  return {colon + 1, colon + 1, " " + std::string(value)};
}

std::string Replaced(const Editor& editor, TextEdit edit) { return ApplyEdits(editor.text(), {std::move(edit)}); }

// The result, unless it can no longer be read: then the old text and a problem.
EditResult Checked(std::string_view before, std::string after) {
  if (Editor(after).readable()) return {std::move(after), {}};
  return Failed(before, "the change would make the file unreadable; write it by hand");
}

}  // namespace

EditResult SetValue(std::string_view text, KeyPath path, std::string_view yaml, std::string_view short_key) {
  Editor editor(text);
  if (!editor.readable() || path.empty()) return Failed(text, "the file is not well-formed YAML");
  const Document& document = editor.document();
  NodeId mapping = editor.root();
  if (!mapping || document.IsNull(mapping)) {
    std::string line = QuoteYaml(path[0], false) + ": " + Nested(path.subspan(1), yaml) + "\n";
    return Checked(text, std::string(text) + (text.empty() || text.back() == '\n' ? "" : "\n") + line);
  }
  for (size_t depth = 0;; ++depth) {
    if (document.IsAliased(mapping)) return Failed(text, "`" + Joined(path) + "` stands there through an alias");
    Editor::Found entry = editor.Entry(mapping, path[depth]);
    KeyPath rest = path.subspan(depth + 1);
    if (!entry.key) return Checked(text, Replaced(editor, AddEntry(editor, mapping, path[depth], rest, yaml)));
    if (document.IsAliased(entry.value)) return Failed(text, "`" + Joined(path) + "` stands there through an alias");
    Span span = document.span(entry.value);
    if (rest.empty()) {
      if (document.IsNull(entry.value) && span.begin == span.end) return Checked(text, Replaced(editor, FillEmpty(editor, entry.key, yaml)));
      bool block = document.style(entry.value) == NodeStyle::block || document.style(entry.value) == NodeStyle::literal || document.style(entry.value) == NodeStyle::folded;
      if (!block) return Checked(text, Replaced(editor, {span.begin, span.end, std::string(yaml)}));
      size_t colon = text.find(':', document.span(entry.key).end);
      return Checked(text, Replaced(editor, {colon + 1, span.end, " " + std::string(yaml)}));
    }
    if (document.IsMapping(entry.value)) {
      mapping = entry.value;
      continue;
    }
    std::string inside = QuoteYaml(rest[0], true) + ": " + Nested(rest.subspan(1), yaml);
    if (document.IsNull(entry.value)) {
      std::string whole = "{ " + inside + " }";
      if (span.begin == span.end) return Checked(text, Replaced(editor, FillEmpty(editor, entry.key, whole)));
      return Checked(text, Replaced(editor, {span.begin, span.end, whole}));
    }
    if (!document.IsScalar(entry.value) || short_key.empty()) return Failed(text, "`" + std::string(path[depth]) + "` is no map");
    std::string_view written = document.Slice(span);
    if (rest[0] == short_key) return Checked(text, Replaced(editor, {span.begin, span.end, std::string(yaml)}));
    return Checked(text, Replaced(editor, {span.begin, span.end, "{ " + std::string(short_key) + ": " + (written.find_first_of(",[]{}") == std::string_view::npos || written.front() == '"' ? std::string(written) : QuoteYaml(document.text(entry.value), true)) + ", " + inside + " }"}));
  }
}

EditResult AddToList(std::string_view text, KeyPath path, std::string_view item, std::string_view short_key) {
  Editor editor(text);
  if (!editor.readable() || path.empty()) return Failed(text, "the file is not well-formed YAML");
  const Document& document = editor.document();
  NodeId value = editor.root();
  for (std::string_view key : path) value = editor.Entry(value, key).value;
  if (!value || document.IsNull(value)) return SetValue(text, path, "[" + std::string(item) + "]", short_key);
  if (document.IsAliased(value)) return Failed(text, "`" + Joined(path) + "` stands there through an alias");
  Span span = document.span(value);
  if (document.IsScalar(value)) return Checked(text, Replaced(editor, {span.begin, span.end, "[" + std::string(document.Slice(span)) + ", " + std::string(item) + "]"}));
  if (!document.IsSequence(value)) return Failed(text, "`" + Joined(path) + "` is no list");
  if (!document.HasChildren(value)) return Checked(text, Replaced(editor, {span.begin, span.end, "[" + std::string(item) + "]"}));
  NodeId last;
  document.ForEachItem(value, [&](NodeId node) { last = node; });
  size_t after = document.span(last).end;
  if (document.style(value) == NodeStyle::flow) {
    bool comma = editor.text().substr(after, span.end - 1 - after).find(',') != std::string_view::npos;
    return Checked(text, Replaced(editor, {after, after, (comma ? "" : ", ") + std::string(item) + (comma ? "," : "")}));
  }
  size_t line = editor.LineEnd(std::max<size_t>(after, 1) - 1);
  bool unended = line == text.size() && text.back() != '\n';
  std::string added = std::string(editor.Indent(span.begin), ' ') + "- " + std::string(item) + std::string(editor.Break());
  return Checked(text, Replaced(editor, {line, line, (unended ? std::string(editor.Break()) : std::string()) + added}));
}

EditResult AddBlockEntry(std::string_view text, std::string_view section, std::string_view key, std::span<const std::string> lines) {
  Editor editor(text);
  if (!editor.readable()) return Failed(text, "the file is not well-formed YAML");
  const Document& document = editor.document();
  Editor::Found found = editor.root() ? editor.Entry(editor.root(), section) : Editor::Found{};
  if (found.key && editor.Entry(found.value, key).key) return Failed(text, "`" + std::string(section) + "." + std::string(key) + "` is there already");
  std::string_view end_of_line = editor.Break();
  auto block = [&](size_t indent) {
    std::string out = std::string(indent, ' ') + QuoteYaml(key, false) + (lines.empty() ? ": {}" : ":") + std::string(end_of_line);
    for (const std::string& line : lines) out += std::string(indent + 2, ' ') + line + std::string(end_of_line);
    return out;
  };
  bool in_braces = editor.root() && document.style(editor.root()) == NodeStyle::flow && document.IsMapping(editor.root());
  bool no_value = found.key && document.IsNull(found.value) && document.span(found.value).begin == document.span(found.value).end;
  bool is_block = found.key && document.IsMapping(found.value) && document.style(found.value) != NodeStyle::flow;
  bool empty = found.key && !in_braces && document.IsMapping(found.value) && !document.HasChildren(found.value) && !document.IsAliased(found.value);
  if (empty) {
    size_t colon = text.find(':', document.span(found.key).end);
    std::string entry = std::string(end_of_line) + block(2);
    entry.resize(entry.size() - end_of_line.size());
    return Checked(text, Replaced(editor, {colon + 1, document.span(found.value).end, entry}));
  }
  if (in_braces || (found.key && !no_value && !is_block)) {
    std::string value = "{";
    for (const std::string& line : lines) value += (value.size() > 1 ? ", " : " ") + line;
    std::string_view path[] = {section, key};
    return SetValue(text, path, value + (lines.empty() ? "}" : " }"));
  }
  if (found.key && (document.IsAliased(found.key) || document.IsAliased(found.value))) return Failed(text, "`" + std::string(section) + "` stands there through an alias");
  size_t at = text.size(), indent = 2;
  std::string lead;
  if (is_block) {
    Span span = document.span(found.value);
    indent = editor.Indent(span.begin);
    at = editor.LineEnd(std::max<size_t>(span.end, span.begin + 1) - 1);
  } else if (found.key) {
    at = editor.LineEnd(document.span(found.key).end);
  } else {
    lead = std::string(text.empty() ? std::string_view() : end_of_line) + QuoteYaml(section, false) + ":" + std::string(end_of_line);
  }
  bool unended = at == text.size() && !text.empty() && text.back() != '\n';
  return Checked(text, Replaced(editor, {at, at, (unended ? std::string(end_of_line) : std::string()) + lead + block(indent)}));
}

EditResult AddBlockItem(std::string_view text, KeyPath path, std::string_view item, std::string_view short_key) {
  Editor editor(text);
  if (!editor.readable() || path.empty()) return Failed(text, "the file is not well-formed YAML");
  const Document& document = editor.document();
  NodeId around = editor.root();
  for (std::string_view key : path.first(path.size() - 1)) around = editor.Entry(around, key).value;
  Editor::Found list = around ? editor.Entry(around, path.back()) : Editor::Found{};
  bool empty = list.key && ((document.IsSequence(list.value) && !document.HasChildren(list.value)) || document.IsNull(list.value));
  bool lines = around && document.IsMapping(around) && document.style(around) != NodeStyle::flow && document.HasChildren(around) && !document.IsAliased(around);
  if (!lines || (list.key && !empty)) return AddToList(text, path, item, short_key);
  size_t indent = editor.Indent(document.span(around).begin);
  std::string_view end_of_line = editor.Break();
  std::string below = std::string(indent + 2, ' ') + "- " + std::string(item);
  if (list.key) {
    size_t colon = text.find(':', document.span(list.key).end);
    return Checked(text, Replaced(editor, {colon + 1, std::max<size_t>(colon + 1, document.span(list.value).end), std::string(end_of_line) + below}));
  }
  Span span = document.span(around);
  size_t at = editor.LineEnd(std::max<size_t>(span.end, span.begin + 1) - 1);
  bool unended = at == text.size() && text.back() != '\n';
  std::string key_line = std::string(indent, ' ') + QuoteYaml(path.back(), false) + ":" + std::string(end_of_line);
  return Checked(text, Replaced(editor, {at, at, (unended ? std::string(end_of_line) : std::string()) + key_line + below + std::string(end_of_line)}));
}

EditResult SetInItem(std::string_view text, KeyPath path, size_t index, std::string_view key, std::string_view yaml, std::string_view short_key) {
  Editor editor(text);
  if (!editor.readable()) return Failed(text, "the file is not well-formed YAML");
  const Document& document = editor.document();
  NodeId list = editor.root();
  for (std::string_view step : path) list = list ? editor.Entry(list, step).value : list;
  NodeId item;
  size_t at = 0;
  if (list && document.IsSequence(list)) document.ForEachItem(list, [&](NodeId one) { if (at++ == index) item = one; });
  else if (list && index == 0) item = list;
  if (!item || document.IsNull(item)) return Failed(text, "`" + Joined(path) + "` has no such item");
  if (document.IsAliased(item)) return Failed(text, "`" + Joined(path) + "` stands there through an alias");
  Span span = document.span(item);
  if (document.IsMapping(item)) {
    Editor::Found found = editor.Entry(item, key);
    if (!found.key) return Checked(text, Replaced(editor, AddEntry(editor, item, key, {}, yaml)));
    Span old = document.span(found.value);
    if (old.begin == old.end) return Checked(text, Replaced(editor, FillEmpty(editor, found.key, yaml)));
    return Checked(text, Replaced(editor, {old.begin, old.end, std::string(yaml)}));
  }
  if (!document.IsScalar(item)) return Failed(text, "`" + Joined(path) + "` has no such item");
  std::string whole = "{ " + std::string(short_key) + ": " + QuoteYaml(document.text(item), true) + ", " + std::string(key) + ": " + std::string(yaml) + " }";
  bool lines = document.style(item) == NodeStyle::literal || document.style(item) == NodeStyle::folded;
  return Checked(text, Replaced(editor, {span.begin, span.end, whole + (lines ? std::string(editor.Break()) : std::string())}));
}

EditResult RemoveEntry(std::string_view text, KeyPath path) {
  Editor editor(text);
  if (!editor.readable() || path.empty()) return Failed(text, "the file is not well-formed YAML");
  const Document& document = editor.document();
  NodeId mapping = editor.root();
  for (size_t i = 0; i + 1 < path.size(); ++i) mapping = editor.Entry(mapping, path[i]).value;
  Editor::Found entry = editor.Entry(mapping, path.back());
  if (!entry.key) return Failed(text, "there is no `" + Joined(path) + "`");
  if (document.IsAliased(mapping)) return Failed(text, "`" + Joined(path) + "` stands there through an alias");
  size_t begin = document.span(entry.key).begin;
  size_t end = std::max<size_t>(document.span(entry.key).end, document.span(entry.value).end);
  if (document.IsNull(entry.value) && end == document.span(entry.key).end) end = text.find(':', end) + 1;
  if (document.style(mapping) == NodeStyle::flow) {
    NodeId next = document.Next(entry.value);
    bool is_last = next.value >= document.Next(mapping).value;
    if (!is_last) return Checked(text, Replaced(editor, {begin, document.span(next).begin, ""}));
    // The last entry goes with the comma before it.
    size_t comma = begin;
    while (comma > document.span(mapping).begin + 1 && std::string_view(" \t\r\n,").find(text[comma - 1]) != std::string_view::npos) --comma;
    return Checked(text, Replaced(editor, {comma, end, ""}));
  }
  size_t line = editor.LineStart(begin);
  bool own_line = text.substr(line, begin - line).find_first_not_of(' ') == std::string_view::npos;
  size_t entries = 0;
  document.ForEachEntry(mapping, [&](NodeId, NodeId) { ++entries; });
  // The only entry of a block leaves an empty map behind, which keeps the key above it valid.
  if (entries == 1 && path.size() > 1) return Checked(text, Replaced(editor, {begin, end, "{}"}));
  return Checked(text, Replaced(editor, {own_line ? line : begin, editor.LineEnd(end - 1), ""}));
}

EditResult RenameKey(std::string_view text, KeyPath path, std::string_view new_key) {
  Editor editor(text);
  if (!editor.readable() || path.empty()) return Failed(text, "the file is not well-formed YAML");
  NodeId mapping = editor.root();
  for (size_t i = 0; i + 1 < path.size(); ++i) mapping = editor.Entry(mapping, path[i]).value;
  Editor::Found entry = editor.Entry(mapping, path.back());
  if (!entry.key) return Failed(text, "there is no `" + Joined(path) + "`");
  if (editor.document().IsAliased(entry.key)) return Failed(text, "`" + Joined(path) + "` stands there through an alias");
  Span span = editor.document().span(entry.key);
  return Checked(text, Replaced(editor, {span.begin, span.end, QuoteYaml(new_key, editor.document().style(mapping) == NodeStyle::flow)}));
}

}  // namespace merlon
