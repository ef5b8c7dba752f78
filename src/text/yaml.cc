// Reads YAML into a document's tree, through libyaml's events.
#include <yaml.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <unordered_map>

#include "base/string_map.h"
#include "base/strings.h"
#include "text/codes.h"
#include "text/document.h"

namespace merlon {

// Turns one range of a file into nodes. On a syntax error the nodes of that range are taken back.
class TreeBuilder {
 public:
  TreeBuilder(Document& document, FileId file, size_t begin, size_t end, Diagnostics& diagnostics)
      : document_(document), file_(document.files_[file.value]), begin_(begin), end_(end), diagnostics_(diagnostics) {}

  enum class Outcome { read, empty, failed };
  // Appends the nodes of the range. `failed` means that a diagnostic was added and no nodes remain.
  Outcome Build(NodeId& root);

 private:
  using Nodes = std::vector<Node>;
  Nodes& nodes() { return document_.nodes_; }
  std::string_view text() const { return file_.text; }

  // libyaml counts characters; bytes are what everything else wants. Marks come nearly in order, so the last answer is a good start.
  uint32_t Offset(size_t character) {
    if (file_.ascii) return file_.base + static_cast<uint32_t>(begin_ + character);
    if (character < last_character_) last_character_ = 0, last_byte_ = begin_;
    while (last_character_ < character && last_byte_ < end_) {
      ++last_byte_;
      while (last_byte_ < end_ && (static_cast<unsigned char>(text()[last_byte_]) & 0xC0) == 0x80) ++last_byte_;
      ++last_character_;
    }
    return file_.base + static_cast<uint32_t>(last_byte_);
  }
  Span MarkSpan(const yaml_event_t& event) { return {Offset(event.start_mark.index), Offset(event.end_mark.index)}; }

  bool Take(const yaml_event_t& event);
  bool Scalar(const yaml_event_t& event);
  bool Open(const yaml_event_t& event, NodeKind kind, bool flow, const yaml_char_t* anchor, const yaml_char_t* tag);
  bool Close(const yaml_event_t& event);
  bool Alias(const yaml_event_t& event);
  bool Refuse(const Code& code, Span span, std::string message, std::string hint);
  void Anchor(const yaml_char_t* anchor);
  void SyntaxError(const yaml_parser_t& parser);
  std::string SyntaxHint(size_t at, std::string_view problem) const;

  Document& document_;
  Document::File& file_;
  size_t begin_, end_;
  Diagnostics& diagnostics_;
  size_t last_character_ = 0;
  size_t last_byte_ = 0;
  std::vector<uint32_t> open_;
  std::unordered_map<std::string, uint32_t> anchors_;
  size_t alias_nodes_ = 0;
  size_t documents_ = 0;
};

namespace {


std::string_view View(const yaml_char_t* text) { return text ? reinterpret_cast<const char*>(text) : std::string_view(); }

bool IsNullWord(std::string_view text) { return text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL"; }

}  // namespace

bool TreeBuilder::Refuse(const Code& code, Span span, std::string message, std::string hint) {
  diagnostics_.Add(code, span, std::move(message), std::move(hint));
  return false;
}

void TreeBuilder::Anchor(const yaml_char_t* anchor) {
  if (anchor) anchors_[std::string(View(anchor))] = static_cast<uint32_t>(nodes().size());
}

bool TreeBuilder::Scalar(const yaml_event_t& event) {
  const auto& scalar = event.data.scalar;
  if (scalar.tag) return Refuse(codes::kTag, MarkSpan(event), "the tag `" + std::string(View(scalar.tag)) + "` has no meaning here", "remove it; quote the text if it starts with `!`");
  Anchor(scalar.anchor);
  Node node{};
  node.begin = Offset(event.start_mark.index);
  node.end = Offset(event.end_mark.index);
  std::string_view value(reinterpret_cast<const char*>(scalar.value), scalar.length);
  NodeStyle style = NodeStyle::plain;
  switch (scalar.style) {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: style = NodeStyle::single_quoted; break;
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: style = NodeStyle::double_quoted; break;
    case YAML_LITERAL_SCALAR_STYLE: style = NodeStyle::literal; break;
    case YAML_FOLDED_SCALAR_STYLE: style = NodeStyle::folded; break;
    default: break;
  }
  bool null = style == NodeStyle::plain && IsNullWord(value);
  node.kind = static_cast<uint32_t>(null ? NodeKind::null : NodeKind::scalar);
  node.style = static_cast<uint32_t>(style);
  // An anchor or tag stands before the value; a block scalar's mark runs over the lines after it.
  bool quoted = style == NodeStyle::single_quoted || style == NodeStyle::double_quoted;
  uint32_t lead = quoted ? 1 : 0;
  if (scalar.anchor) {
    std::string_view slice = text().substr(node.begin - file_.base, node.end - node.begin);
    size_t after = slice.find_first_of(" \t\r\n");
    size_t start = after == std::string_view::npos ? slice.size() : std::min(slice.find_first_not_of(" \t\r\n", after), slice.size());
    node.begin += static_cast<uint32_t>(start);
  }
  if (style == NodeStyle::literal || style == NodeStyle::folded) {
    std::string_view slice = text().substr(node.begin - file_.base, node.end - node.begin);
    size_t last = slice.find_last_not_of(" \t\r\n");
    node.end = node.begin + static_cast<uint32_t>(last == std::string_view::npos ? 0 : last + 1);
  }
  bool verbatim = node.end - node.begin == value.size() + 2 * lead &&
                  text().compare(node.begin - file_.base + lead, value.size(), value) == 0;
  if (verbatim) {
    node.text = node.begin + lead;
    node.size = static_cast<uint32_t>(value.size());
  } else if (!null) {
    node.text = static_cast<uint32_t>(document_.escaped_.size());
    node.size = kEscapedSize;
    document_.escaped_.emplace_back(value);
  }
  nodes().push_back(node);
  nodes().back().next = static_cast<uint32_t>(nodes().size());
  return true;
}

bool TreeBuilder::Open(const yaml_event_t& event, NodeKind kind, bool flow, const yaml_char_t* anchor, const yaml_char_t* tag) {
  if (tag) return Refuse(codes::kTag, MarkSpan(event), "the tag `" + std::string(View(tag)) + "` has no meaning here", "remove it");
  if (open_.size() >= kDeepestNesting) {
    return Refuse(codes::kTooDeep, MarkSpan(event), "values are nested more than 64 levels deep", "no part of the language nests that deep; check the brackets and the indentation");
  }
  Anchor(anchor);
  Node node{};
  node.begin = Offset(event.start_mark.index);
  if (anchor) {
    size_t after = text().find_first_of(" \t\r\n", node.begin - file_.base);
    size_t start = text().find_first_not_of(" \t\r\n", std::min(after, text().size()));
    node.begin = file_.base + static_cast<uint32_t>(std::min(start, text().size()));
  }
  node.end = flow ? Offset(event.end_mark.index) : node.begin;
  node.kind = static_cast<uint32_t>(kind);
  node.style = static_cast<uint32_t>(flow ? NodeStyle::flow : NodeStyle::block);
  open_.push_back(static_cast<uint32_t>(nodes().size()));
  nodes().push_back(node);
  return true;
}

bool TreeBuilder::Close(const yaml_event_t& event) {
  uint32_t index = open_.back();
  open_.pop_back();
  Node& node = nodes()[index];
  node.next = static_cast<uint32_t>(nodes().size());
  if (node.style == static_cast<uint32_t>(NodeStyle::flow)) {
    node.end = Offset(event.end_mark.index);
  } else if (node.next > index + 1) {
    // libyaml ends a block where the next token starts; it really ends with its last child, which may be an empty value after its key.
    for (uint32_t child = index + 1; child < node.next; child = nodes()[child].next) node.end = std::max(node.end, nodes()[child].end);
  }
  return true;
}

bool TreeBuilder::Alias(const yaml_event_t& event) {
  std::string_view name = View(event.data.alias.anchor);
  auto anchor = anchors_.find(std::string(name));
  Span span = MarkSpan(event);
  if (anchor == anchors_.end()) {
    return Refuse(codes::kUndefinedAlias, span, "`*" + std::string(name) + "` refers to an anchor that is not defined", "if this is meant as text, quote it: \"*" + std::string(name) + "\"");
  }
  uint32_t from = anchor->second;
  bool open = std::find(open_.begin(), open_.end(), from) != open_.end();
  if (open) return Refuse(codes::kUndefinedAlias, span, "`*" + std::string(name) + "` would contain itself", "name another anchor");
  uint32_t count = nodes()[from].next - from;
  alias_nodes_ += count;
  if (alias_nodes_ > kMostAliasNodes) {
    return Refuse(codes::kAliasExpansion, span, "aliases expand to more than 100,000 values", "write the repeated part out, or model it once");
  }
  uint32_t to = static_cast<uint32_t>(nodes().size());
  for (uint32_t i = 0; i < count; ++i) {
    Node copy = nodes()[from + i];
    copy.next = copy.next - from + to;
    nodes().push_back(copy);
  }
  document_.alias_ranges_.emplace_back(to, to + count);
  return true;
}

bool TreeBuilder::Take(const yaml_event_t& event) {
  switch (event.type) {
    case YAML_DOCUMENT_START_EVENT:
      if (++documents_ > 1) return Refuse(codes::kSecondDocument, MarkSpan(event), "a second document starts here", "one file holds one model; use `include:` for several files");
      return true;
    case YAML_SCALAR_EVENT: return Scalar(event);
    case YAML_SEQUENCE_START_EVENT:
      return Open(event, NodeKind::sequence, event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE,
                  event.data.sequence_start.anchor, event.data.sequence_start.tag);
    case YAML_MAPPING_START_EVENT:
      return Open(event, NodeKind::mapping, event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE,
                  event.data.mapping_start.anchor, event.data.mapping_start.tag);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT: return Close(event);
    case YAML_ALIAS_EVENT: return Alias(event);
    default: return true;
  }
}

// What to type instead, for the traps that people fall into.
std::string TreeBuilder::SyntaxHint(size_t at, std::string_view problem) const {
  std::string_view rest = text().substr(std::min(at, text().size()));
  char c = rest.empty() ? '\0' : rest.front();
  size_t line_start = at == 0 ? 0 : text().rfind('\n', at - 1) + 1;
  std::string_view before = text().substr(line_start, at - std::min(at, line_start));
  if (c == '\t' || before.find('\t') != std::string_view::npos) return "indent with spaces: a tab is not allowed here";
  if (c == '@' || c == '`' || c == '%') return std::string("quote the text: `") + c + "` cannot start a plain value";
  if (c == '*' || c == '&') return std::string("quote the text: `") + c + "` at the start has a meaning of its own in YAML";
  size_t value = before.find(": ");
  size_t first = value == std::string_view::npos ? value : before.find_first_not_of(' ', value + 2);
  if (first != std::string_view::npos && (before[first] == '{' || before[first] == '[') && c != ',' && problem.find("expected ','") == std::string_view::npos) {
    return std::string("quote the text: `") + before[first] + "` at the start opens a " + (before[first] == '{' ? "map" : "list");
  }
  if (problem.find("mapping values are not allowed") != std::string_view::npos) return "quote the text: it contains `: `, which starts a new key; or check the indentation";
  if (problem.find("alias") != std::string_view::npos) return "quote the text: `*` at the start has a meaning of its own in YAML";
  if (problem.find("did not find expected ',' or '}'") != std::string_view::npos) return "separate the entries with commas and close the brace; quote text that contains `: `, `{` or `}`";
  if (problem.find("did not find expected ',' or ']'") != std::string_view::npos) return "separate the items with commas and close the bracket";
  if (problem.find("unexpected end of stream") != std::string_view::npos) return "a quote or bracket that was opened is not closed";
  if (problem.find("could not find expected ':'") != std::string_view::npos) return "write `key: value`, with a space after the colon; for a list put `- ` before each item";
  if (problem.find("expected <block end>") != std::string_view::npos || problem.find("did not find expected key") != std::string_view::npos ||
      problem.find("did not find expected '-' indicator") != std::string_view::npos) {
    return "check the indentation: entries of one map or list start in the same column, and each list item with `- `";
  }
  return "check the quotes, brackets and indentation before this place";
}

void TreeBuilder::SyntaxError(const yaml_parser_t& parser) {
  size_t at = Offset(parser.problem_mark.index) - file_.base;
  at = std::min(at, text().size());
  std::string_view problem = parser.problem ? parser.problem : "the text is not YAML";
  std::string message(problem);
  if (parser.context && std::strncmp(parser.context, "while", 5) == 0) message += std::string(" ") + parser.context;
  uint32_t offset = file_.base + static_cast<uint32_t>(at);
  bool nesting = problem.find("nesting") != std::string_view::npos || problem.find("recursion") != std::string_view::npos;
  if (nesting) {
    diagnostics_.Add(codes::kTooDeep, {offset, offset + 1}, "values are nested too deep", "no part of the language nests that deep");
    return;
  }
  diagnostics_.Add(codes::kSyntax, {offset, offset + 1}, std::move(message), SyntaxHint(at, problem));
}

TreeBuilder::Outcome TreeBuilder::Build(NodeId& root) {
  size_t nodes_before = nodes().size();
  size_t aliases_before = document_.alias_ranges_.size();
  last_byte_ = begin_;
  yaml_parser_t parser;
  MERLON_ASSERT(yaml_parser_initialize(&parser));
  yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&parser, reinterpret_cast<const unsigned char*>(text().data()) + begin_, end_ - begin_);
  bool good = true;
  for (bool done = false; good && !done;) {
    yaml_event_t event;
    if (!yaml_parser_parse(&parser, &event)) {
      SyntaxError(parser);
      good = false;
      break;
    }
    done = event.type == YAML_STREAM_END_EVENT;
    good = Take(event);
    yaml_event_delete(&event);
  }
  yaml_parser_delete(&parser);
  if (!good) {
    nodes().resize(nodes_before);
    document_.alias_ranges_.resize(aliases_before);
    return Outcome::failed;
  }
  if (nodes().size() == nodes_before) return Outcome::empty;
  root = NodeId(nodes_before);
  return Outcome::read;
}

NodeId Document::ParsePart(FileId file, size_t begin, size_t end, Diagnostics& diagnostics) {
  NodeId root;
  TreeBuilder(*this, file, begin, end, diagnostics).Build(root);
  return root;
}

NodeId Document::Parse(FileId file, Diagnostics& diagnostics) {
  std::string_view text = files_[file.value].text;
  size_t begin = text.compare(0, 3, "\xEF\xBB\xBF") == 0 ? 3 : 0;
  // More than any text that people write needs, so that the array is not copied into a larger one; what is not used is never touched.
  nodes_.reserve(nodes_.size() + text.size() / 8);
  NodeId root;
  Diagnostics first;
  if (TreeBuilder(*this, file, begin, text.size(), first).Build(root) != TreeBuilder::Outcome::failed) {
    diagnostics.Append(first);
    return root;
  }
  // Recovery: each entry at column 1 is read by itself, so that one bad section does not hide the errors of the others.
  std::vector<size_t> starts;
  for (size_t at = begin; at < text.size();) {
    char c = text[at];
    bool starts_entry = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '"' || c == '\'';
    if (starts_entry) starts.push_back(at);
    size_t line_end = text.find('\n', at);
    at = line_end == std::string::npos ? text.size() : line_end + 1;
  }
  constexpr size_t kMostParts = 200;
  // Only bad syntax is recovered from: a refusal (an alias, a second document) would read as something else in the parts.
  bool syntax = first.kept().front().code == &codes::kSyntax;
  if (!syntax || starts.size() < 2 || starts.size() > kMostParts || text.compare(begin, 1, "{") == 0) {
    diagnostics.Append(first);
    return {};
  }
  size_t mapping = nodes_.size();
  Node top{};
  top.kind = static_cast<uint32_t>(NodeKind::mapping);
  top.style = static_cast<uint32_t>(NodeStyle::block);
  nodes_.push_back(top);
  Diagnostics parts;
  for (size_t i = 0; i < starts.size(); ++i) {
    NodeId part;
    size_t end = i + 1 < starts.size() ? starts[i + 1] : text.size();
    uint32_t before = static_cast<uint32_t>(nodes_.size());
    Diagnostics found;
    TreeBuilder::Outcome outcome = TreeBuilder(*this, file, starts[i], end, found).Build(part);
    // An anchor in another part is out of sight here, and is no error.
    bool anchor_elsewhere = outcome == TreeBuilder::Outcome::failed && text.find('&') != std::string::npos && found.kept().front().code == &codes::kUndefinedAlias;
    if (!anchor_elsewhere) parts.Append(found);
    if (outcome != TreeBuilder::Outcome::read) continue;
    if (!IsMapping(part)) {
      nodes_.resize(before);
      continue;
    }
    // The part's own mapping node is dropped: its entries become entries of the whole.
    nodes_.erase(nodes_.begin() + before);
    for (size_t n = before; n < nodes_.size(); ++n) --nodes_[n].next;
    for (auto& range : alias_ranges_) {
      if (range.first > before) --range.first, --range.second;
    }
  }
  nodes_[mapping].next = static_cast<uint32_t>(nodes_.size());
  nodes_[mapping].begin = files_[file.value].base + static_cast<uint32_t>(starts.front());
  nodes_[mapping].end = files_[file.value].base + static_cast<uint32_t>(text.size());
  // Cut apart, a text may parse that as a whole does not; then the first error is the one to tell.
  diagnostics.Append(parts.kept().empty() ? first : parts);
  return NodeId(mapping);
}

}  // namespace merlon
