#include "language/format_model.h"

#include <algorithm>
#include <vector>

#include "base/strings.h"
#include "text/document.h"
#include "text/edit.h"

namespace merlon {
namespace {

constexpr size_t kStep = 2;

struct Reading {
  Document document;
  Diagnostics diagnostics;
  NodeId root;
  explicit Reading(std::string_view text) {
    FileId file = document.AddFile("", std::string(text), diagnostics);
    root = document.Parse(file, diagnostics);
  }
  bool good() const { return !diagnostics.malformed(); }
};

size_t LineStart(std::string_view text, size_t at) { return at == 0 ? 0 : text.rfind('\n', at - 1) + 1; }
size_t LineEnd(std::string_view text, size_t at) { return std::min(text.find('\n', at), text.size()); }

// Bytes that belong to scalars: a `#` or a space there is content. Sorted, apart from each other.
std::vector<Span> ScalarSpans(const Document& document, NodeId root) {
  std::vector<Span> spans;
  if (!root) return spans;
  for (uint32_t i = root.value; i < document.node(root).next; ++i) {
    NodeId node{size_t{i}};
    bool scalar = document.IsScalar(node) || document.IsNull(node);
    if (scalar && !document.IsAliased(node) && document.span(node).end > document.span(node).begin) spans.push_back(document.span(node));
  }
  std::sort(spans.begin(), spans.end(), [](Span a, Span b) { return a.begin < b.begin; });
  return spans;
}

bool InSpans(const std::vector<Span>& spans, size_t at) {
  auto after = std::upper_bound(spans.begin(), spans.end(), at, [](size_t offset, Span span) { return offset < span.begin; });
  return after != spans.begin() && at < std::prev(after)->end;
}

// The start of the comment on the line [begin, end), or npos.
size_t CommentStart(std::string_view text, const std::vector<Span>& spans, size_t begin, size_t end) {
  for (size_t at = text.find('#', begin); at != std::string_view::npos && at < end; at = text.find('#', at + 1)) {
    bool separated = at == 0 || text[at - 1] == ' ' || text[at - 1] == '\n' || text[at - 1] == '\t';
    if (separated && !InSpans(spans, at)) return at;
  }
  return std::string_view::npos;
}

std::vector<std::string> Comments(std::string_view text, const Reading& reading) {
  std::vector<Span> spans = ScalarSpans(reading.document, reading.root);
  std::vector<std::string> comments;
  for (size_t begin = 0; begin < text.size();) {
    size_t end = LineEnd(text, begin);
    size_t comment = CommentStart(text, spans, begin, end);
    if (comment != std::string_view::npos) comments.emplace_back(Trim(text.substr(comment, end - comment)));
    begin = end + 1;
  }
  return comments;
}

bool SameValues(const Reading& a, const Reading& b) {
  if (!a.root || !b.root) return !a.root && !b.root;
  const Document& x = a.document;
  const Document& y = b.document;
  if (x.node(a.root).next != y.node(b.root).next) return false;
  for (uint32_t i = a.root.value; i < x.node(a.root).next; ++i) {
    NodeId node{size_t{i}};
    if (x.kind(node) != y.kind(node) || x.text(node) != y.text(node) || x.node(node).next != y.node(node).next) return false;
  }
  return true;
}

// Entries with a reason, written in braces in a block map, become blocks.
std::string ReasonsToBlocks(std::string_view text) {
  Reading reading(text);
  const Document& document = reading.document;
  std::vector<TextEdit> edits;
  if (!reading.root) return std::string(text);
  std::vector<Span> spans = ScalarSpans(document, reading.root);
  std::vector<NodeId> pending = {reading.root};
  while (!pending.empty()) {
    NodeId mapping = pending.back();
    pending.pop_back();
    if (!document.IsMapping(mapping) || document.style(mapping) != NodeStyle::block) continue;
    document.ForEachEntry(mapping, [&](NodeId key, NodeId value) {
      if (document.IsAliased(value)) return;
      if (document.IsMapping(value) && document.style(value) == NodeStyle::block) pending.push_back(value);
      if (!document.IsMapping(value) || document.style(value) != NodeStyle::flow || !document.Find(value, "why")) return;
      Span span = document.span(value);
      std::string_view slice = document.Slice(span);
      bool anchored = Trim(text.substr(document.span(key).end, span.begin - document.span(key).end)) != ":";
      bool plain = slice.find('\n') == std::string_view::npos && !anchored && CommentStart(text, spans, span.begin, span.end) == std::string_view::npos;
      if (!plain) return;
      size_t line_end = LineEnd(text, span.end);
      std::string indent(document.span(key).begin - LineStart(text, document.span(key).begin) + kStep, ' ');
      std::string lines;
      document.ForEachEntry(value, [&](NodeId inner_key, NodeId inner_value) {
        lines += "\n" + indent + std::string(document.Slice(document.span(inner_key))) + ":";
        if (!document.IsNull(inner_value) || document.span(inner_value).end > document.span(inner_value).begin) lines += " " + std::string(document.Slice(document.span(inner_value)));
      });
      size_t colon = text.find(':', document.span(key).end) + 1;
      edits.push_back({colon, span.end, ""});
      edits.push_back({line_end, line_end, lines});
    });
  }
  return ApplyEdits(text, std::move(edits));
}

// How far each line moves so that blocks stand two spaces a level.
class Indenter {
 public:
  explicit Indenter(std::string_view text) : text_(text), reading_(text), spans_(ScalarSpans(reading_.document, reading_.root)) {
    for (size_t at = 0; at <= text.size();) {
      starts_.push_back(at);
      at = LineEnd(text, at) + 1;
    }
    shift_.assign(starts_.size(), 0);
    content_.assign(starts_.size(), false);
  }

  std::string Run() {
    if (!reading_.root) return std::string(text_);
    // Outer blocks first: an inner entry overrides what its parent said about its lines.
    std::vector<std::pair<NodeId, size_t>> pending = {{reading_.root, 0}};
    while (!pending.empty()) {
      auto [node, column] = pending.back();
      pending.pop_back();
      if (document().style(node) != NodeStyle::block || document().IsAliased(node)) continue;
      if (document().IsMapping(node)) {
        document().ForEachEntry(node, [&](NodeId key, NodeId value) {
          Place(document().span(key), std::max(document().span(key).end, document().span(value).end), column);
          pending.emplace_back(value, column + kStep);
        });
      } else if (document().IsSequence(node)) {
        document().ForEachItem(node, [&](NodeId item) {
          Span span = document().span(item);
          size_t dash = text_.rfind('-', span.begin == 0 ? 0 : span.begin - 1);
          if (dash == std::string_view::npos || LineOf(dash) != LineOf(span.begin)) return;
          Place({static_cast<uint32_t>(dash), span.end}, span.end, column);
          // A block inside an item starts on the dash's line and keeps its distance to the dash.
          pending.emplace_back(item, column + (span.begin - dash));
        });
      }
    }
    Comments();
    std::string out;
    for (size_t line = 0; line < starts_.size(); ++line) {
      size_t end = LineEnd(text_, starts_[line]);
      std::string_view content = text_.substr(starts_[line], end - starts_[line]);
      size_t spaces = std::min(content.find_first_not_of(' '), content.size());
      bool blank = spaces == content.size();
      size_t wanted = shift_[line] < 0 && static_cast<size_t>(-shift_[line]) > spaces ? 0 : static_cast<size_t>(static_cast<ptrdiff_t>(spaces) + shift_[line]);
      out.append(blank ? spaces : wanted, ' ').append(content.substr(spaces));
      if (end < text_.size()) out.push_back('\n');
    }
    return out;
  }

 private:
  const Document& document() const { return reading_.document; }
  size_t LineOf(size_t at) const { return static_cast<size_t>(std::upper_bound(starts_.begin(), starts_.end(), at) - starts_.begin()) - 1; }

  // The entry that starts at `first` goes to `column`; so do the lines that belong to it.
  void Place(Span first, size_t end, size_t column) {
    size_t line = LineOf(first.begin), last = LineOf(std::max<size_t>(end, 1) - 1);
    bool leads = text_.substr(starts_[line], first.begin - starts_[line]).find_first_not_of(' ') == std::string_view::npos;
    if (!leads) return;
    ptrdiff_t shift = static_cast<ptrdiff_t>(column) - static_cast<ptrdiff_t>(first.begin - starts_[line]);
    for (size_t at = line; at <= last; ++at) shift_[at] = shift, content_[at] = true;
  }

  // A line with nothing but a comment moves with the next line of content, or with the one before it when it stands deeper.
  void Comments() {
    for (size_t line = starts_.size(); line-- > 0;) {
      if (content_[line] && CommentStart(text_, spans_, starts_[line], LineEnd(text_, starts_[line])) == std::string_view::npos) continue;
      size_t comment = CommentStart(text_, spans_, starts_[line], LineEnd(text_, starts_[line]));
      if (comment == std::string_view::npos) continue;
      bool alone = text_.substr(starts_[line], comment - starts_[line]).find_first_not_of(' ') == std::string_view::npos;
      if (!alone) continue;
      size_t next = line + 1;
      while (next < starts_.size() && !HasContent(next)) ++next;
      size_t own = comment - starts_[line];
      if (next < starts_.size() && ColumnOf(next) <= own) {
        shift_[line] = shift_[next];
        continue;
      }
      size_t before = line;
      while (before > 0 && !HasContent(before)) --before;
      shift_[line] = HasContent(before) ? shift_[before] : 0;
    }
  }
  bool HasContent(size_t line) const {
    size_t end = LineEnd(text_, starts_[line]);
    std::string_view content = text_.substr(starts_[line], end - starts_[line]);
    size_t first = content.find_first_not_of(" \r");
    if (first == std::string_view::npos) return false;
    return CommentStart(text_, spans_, starts_[line], end) != starts_[line] + first;
  }
  size_t ColumnOf(size_t line) const { return std::min(text_.find_first_not_of(' ', starts_[line]), text_.size()) - starts_[line]; }

  std::string_view text_;
  Reading reading_;
  std::vector<Span> spans_;
  std::vector<size_t> starts_;
  std::vector<ptrdiff_t> shift_;
  std::vector<bool> content_;
};

// `{ a: b }`, `[a, b]`: the gaps between the parts of flow collections, where they hold nothing but spaces and punctuation on one line.
std::string SpaceFlows(std::string_view text) {
  Reading reading(text);
  const Document& document = reading.document;
  std::vector<TextEdit> edits;
  if (!reading.root) return std::string(text);
  auto gap = [&](size_t begin, size_t end, std::string_view wanted) {
    if (end < begin) return;
    std::string_view now = text.substr(begin, end - begin);
    std::string_view marks = Trim(now);
    bool simple = now.find_first_not_of(" ,:{}[]") == std::string_view::npos && marks == Trim(wanted);
    if (simple && now != wanted) edits.push_back({begin, end, std::string(wanted)});
  };
  for (uint32_t i = reading.root.value; i < document.node(reading.root).next; ++i) {
    NodeId node{size_t{i}};
    bool flow = (document.IsMapping(node) || document.IsSequence(node)) && document.style(node) == NodeStyle::flow && !document.IsAliased(node);
    if (!flow) continue;
    Span span = document.span(node);
    bool map = document.IsMapping(node);
    size_t at = span.begin + 1;
    bool first = true;
    auto part = [&](NodeId child) {
      Span inner = document.span(child);
      gap(first ? at : at, inner.begin, first ? (map ? " " : "") : ", ");
      first = false;
      at = inner.end;
    };
    if (!document.HasChildren(node)) {
      gap(at, span.end - 1, "");
      continue;
    }
    if (map) {
      document.ForEachEntry(node, [&](NodeId key, NodeId value) {
        part(key);
        Span inner = document.span(value);
        if (document.IsNull(value) && inner.end <= inner.begin) return;
        gap(at, inner.begin, ": ");
        at = inner.end;
      });
    } else {
      document.ForEachItem(node, part);
    }
    gap(at, span.end - 1, map ? " " : "");
  }
  return ApplyEdits(text, std::move(edits));
}

// Trailing spaces, doubled empty lines, the end of the file; what lies inside scalars stays.
std::string TidyLines(std::string_view text) {
  Reading reading(text);
  std::vector<Span> spans = ScalarSpans(reading.document, reading.root);
  std::string out;
  size_t empty = 0;
  for (size_t begin = 0; begin < text.size();) {
    size_t end = LineEnd(text, begin);
    bool inside = end < text.size() && InSpans(spans, end);
    std::string_view line = text.substr(begin, end - begin);
    if (!inside) {
      bool carriage = !line.empty() && line.back() == '\r';
      line = line.substr(0, line.find_last_not_of(" \t\r") + 1);
      empty = line.empty() ? empty + 1 : 0;
      if (!(line.empty() && (empty > 1 || out.empty()))) out.append(line).append(carriage ? "\r\n" : "\n");
    } else {
      empty = 0;
      out.append(line).push_back('\n');
    }
    begin = end + 1;
  }
  while (out.size() > 1 && out.back() == '\n' && (out[out.size() - 2] == '\n' || (out.size() > 2 && out[out.size() - 2] == '\r' && out[out.size() - 3] == '\n'))) out.pop_back();
  return out;
}

}  // namespace

FormatResult FormatModel(std::string_view text) {
  Reading before(text);
  if (!before.good()) return {std::string(text), "the file is not well-formed YAML"};
  std::string formatted = TidyLines(SpaceFlows(Indenter(ReasonsToBlocks(text)).Run()));
  Reading after(formatted);
  std::vector<std::string> comments_before = Comments(text, before), comments_after = Comments(formatted, after);
  std::sort(comments_before.begin(), comments_before.end());
  std::sort(comments_after.begin(), comments_after.end());
  if (!after.good() || !SameValues(before, after) || comments_before != comments_after) return {std::string(text), "this layout cannot be formatted without changing its meaning"};
  return {std::move(formatted), {}};
}

}  // namespace merlon
