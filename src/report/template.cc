#include "report/template.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "base/strings.h"
#include "report/markdown_text.h"

// Our own small reader instead of a library: the one that Debian has keeps a whole line of output in memory before it hands it on, so that a line
// of nested sections cannot be stopped, and takes texts of the model for templates in partials.
namespace merlon {
namespace {

struct Node {
  enum class Kind : uint8_t { text, variable, section, inverted };
  Kind kind = Kind::text;
  std::string_view text;  // of a text; of the others the name
  size_t offset = 0;      // in the template
  size_t end = 0;         // of a section: the node after its last
};

struct Tag {
  char sigil = 0;  // `#`, `^`, `/`, `!`, or 0 for a variable
  std::string_view name;
  size_t begin = 0, end = 0;
};

size_t LineAt(std::string_view text, size_t offset) { return 1 + static_cast<size_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(std::min(offset, text.size())), '\n')); }

class TemplateReader {
 public:
  TemplateReader(std::string_view text, TemplateProblem& problem) : text_(text), problem_(problem) {}

  std::vector<Node> Read() {
    for (size_t at = 0; at < text_.size() && !problem_;) {
      size_t begin = std::min(text_.find("{{", at), text_.size());
      std::optional<Tag> tag = begin < text_.size() ? ReadTag(begin) : std::nullopt;
      if (problem_) break;
      size_t next = tag ? tag->end : begin;
      if (tag && tag->sigil && AloneOnLine(*tag)) {
        begin = LineStart(begin);
        next = std::min(text_.find('\n', next), text_.size() - 1) + 1;
      }
      if (begin > at) nodes_.push_back({Node::Kind::text, text_.substr(at, begin - at), at, 0});
      if (tag) Add(*tag);
      at = std::max(next, begin);
    }
    if (!problem_ && !open_.empty()) Wrong("`{{" + std::string(nodes_[open_.back()].kind == Node::Kind::section ? "#" : "^") + std::string(nodes_[open_.back()].text) + "}}` has no end", "write its `{{/" + std::string(nodes_[open_.back()].text) + "}}`", nodes_[open_.back()].offset);
    return std::move(nodes_);
  }

 private:
  void Wrong(std::string message, std::string hint, size_t offset) { problem_ = {std::move(message), std::move(hint), LineAt(text_, offset)}; }

  std::optional<Tag> ReadTag(size_t begin) {
    bool triple = text_.substr(begin, 3) == "{{{";
    size_t inner = begin + (triple ? 3 : 2);
    size_t close = text_.find(triple ? "}}}" : "}}", inner);
    if (close == std::string_view::npos) {
      Wrong("a tag is not closed", "every `{{` needs its `}}`", begin);
      return std::nullopt;
    }
    Tag tag{0, Trim(text_.substr(inner, close - inner)), begin, close + (triple ? 3 : 2)};
    if (tag.name.empty() || triple) return tag;
    char first = tag.name.front();
    if (first == '>') Wrong("partials (`{{> name}}`) are not available", "write the text of the partial here", begin);
    if (first == '=') Wrong("other delimiters than `{{` and `}}` are not available", "write `{{` and `}}`", begin);
    if (std::string_view("#^/!&").find(first) == std::string_view::npos) return tag;
    tag.sigil = first == '&' ? '\0' : first;
    tag.name = Trim(tag.name.substr(1));
    return tag;
  }

  size_t LineStart(size_t at) const {
    size_t before = at == 0 ? std::string_view::npos : text_.rfind('\n', at - 1);
    return before == std::string_view::npos ? 0 : before + 1;
  }
  // Whether nothing but tags that print nothing stands on the tag's line: then the line is not printed either.
  bool AloneOnLine(const Tag& tag) const {
    size_t start = LineStart(tag.begin);
    size_t stop = std::min(text_.find('\n', tag.end), text_.size());
    return Trim(text_.substr(start, tag.begin - start)).empty() && Trim(text_.substr(tag.end, stop - tag.end)).empty();
  }

  void Add(const Tag& tag) {
    switch (tag.sigil) {
      case '!': return;
      case '#':
      case '^':
        if (open_.size() == kMostDepth) return Wrong("sections stand more than 64 deep in each other", "take some of them apart", tag.begin);
        open_.push_back(nodes_.size());
        nodes_.push_back({tag.sigil == '#' ? Node::Kind::section : Node::Kind::inverted, tag.name, tag.begin, 0});
        return;
      case '/':
        if (open_.empty() || nodes_[open_.back()].text != tag.name) return Wrong("`{{/" + std::string(tag.name) + "}}` ends nothing that was begun", open_.empty() ? "remove it" : "end `" + std::string(nodes_[open_.back()].text) + "` first", tag.begin);
        nodes_[open_.back()].end = nodes_.size();
        open_.pop_back();
        return;
      default: nodes_.push_back({Node::Kind::variable, tag.name, tag.begin, 0});
    }
  }

  static constexpr size_t kMostDepth = 64;
  std::string_view text_;
  TemplateProblem& problem_;
  std::vector<Node> nodes_;
  std::vector<size_t> open_;
};

std::string Written(const Value& value, Markup markup) {
  switch (value.kind) {
    case Value::Kind::null:
    case Value::Kind::boolean:
    case Value::Kind::list:
    case Value::Kind::object: return {};
    case Value::Kind::number: return std::to_string(value.number);
    case Value::Kind::picture: return markup == Markup::html ? value.text : std::string();
    case Value::Kind::prose: return markup == Markup::html ? ProseToHtml(value.text) : value.text;
    case Value::Kind::name: return markup == Markup::html ? EscapeHtml(value.text) : MarkdownCode(value.text);
    default: return markup == Markup::html ? EscapeHtml(value.text) : EscapeMarkdown(value.text);
  }
}

class TemplateWriter {
 public:
  TemplateWriter(const std::vector<Node>& nodes, Markup markup, TemplateProblem& problem) : nodes_(nodes), markup_(markup), problem_(problem) {}

  std::string Write(const Value& content) {
    contexts_.push_back(&content);
    Range(0, nodes_.size());
    return std::move(out_);
  }

 private:
  // What a name means: a value, or what follows from the list beside it.
  struct Meaning {
    const Value* value = nullptr;
    bool is_flag = false;   // `has_x`
    bool is_joined = false;  // `x_list`
    bool truthy() const { return value && !(is_flag || is_joined ? value->items.empty() : value->empty()); }
  };

  static const Value* Key(const Value& object, std::string_view key) {
    if (object.kind != Value::Kind::object) return nullptr;
    for (size_t i = 0; i < object.keys.size(); ++i) {
      if (object.keys[i] == key) return &object.items[i];
    }
    return nullptr;
  }
  static Meaning In(const Value& object, std::string_view name) {
    if (const Value* value = Key(object, name)) return {value};
    constexpr std::string_view kFlag = "has_", kJoined = "_list";
    auto list = [&](std::string_view key) {
      const Value* value = Key(object, key);
      return value && value->kind == Value::Kind::list ? value : nullptr;
    };
    if (name.starts_with(kFlag)) {
      if (const Value* value = list(name.substr(kFlag.size()))) return {value, true, false};
    }
    if (name.ends_with(kJoined)) {
      if (const Value* value = list(name.substr(0, name.size() - kJoined.size()))) return {value, false, true};
    }
    return {};
  }
  // The innermost object that has the first part of the name decides.
  Meaning Find(std::string_view name) const {
    if (name == ".") return {contexts_.back()};
    std::string_view first = name.substr(0, name.find('.'));
    for (size_t i = contexts_.size(); i-- > 0;) {
      Meaning meaning = In(*contexts_[i], first);
      if (!meaning.value) continue;
      for (size_t at = first.size(); at < name.size();) {
        std::string_view part = name.substr(at + 1, name.find('.', at + 1) - at - 1);
        meaning = In(*meaning.value, part);
        if (!meaning.value) return {};
        at += 1 + part.size();
      }
      return meaning;
    }
    return {};
  }

  void Print(std::string_view text) {
    if (out_.size() + text.size() > kMostOutput) problem_ = {"the template makes more than 256 MiB of this model", "look for a section inside itself", 0};
    else out_ += text;
  }
  void Variable(const Node& node) {
    Meaning meaning = Find(node.text);
    if (!meaning.value || meaning.is_flag) return;
    if (!meaning.is_joined) return Print(Written(*meaning.value, markup_));
    for (size_t i = 0; i < meaning.value->items.size(); ++i) Print((i ? ", " : "") + Written(meaning.value->items[i], markup_));
  }
  void Section(size_t index) {
    const Node& node = nodes_[index];
    Meaning meaning = Find(node.text);
    bool inverted = node.kind == Node::Kind::inverted;
    if (meaning.truthy() == inverted) return;
    bool repeats = !inverted && meaning.value->kind == Value::Kind::list && !meaning.is_flag && !meaning.is_joined;
    if (!repeats) return inverted || meaning.is_flag ? Range(index + 1, node.end) : Within(*meaning.value, index);
    for (const Value& item : meaning.value->items) {
      Within(item, index);
      if (problem_) return;
    }
  }
  void Within(const Value& value, size_t index) {
    contexts_.push_back(&value);
    Range(index + 1, nodes_[index].end);
    contexts_.pop_back();
  }
  // As deep as sections stand in each other; the reader caps that.
  void Range(size_t begin, size_t end) {
    for (size_t i = begin; i < end && !problem_; ++i) {
      if (++steps_ > kMostSteps) problem_ = {"the template takes too long for this model", "look for a section inside itself", 0};
      const Node& node = nodes_[i];
      if (node.kind == Node::Kind::text) Print(node.text);
      else if (node.kind == Node::Kind::variable) Variable(node);
      else Section(i), i = node.end - 1;
    }
  }
  static constexpr size_t kMostSteps = 100'000'000;
  const std::vector<Node>& nodes_;
  Markup markup_;
  TemplateProblem& problem_;
  std::vector<const Value*> contexts_;
  size_t steps_ = 0;
  std::string out_;
};

}  // namespace

std::string FillTemplate(std::string_view text, const Value& content, Markup markup, TemplateProblem& problem) {
  problem = {};
  if (text.size() > kMostTemplate) problem = {"the template is larger than 1 MiB", "keep what is the same for all reports elsewhere", 0};
  if (problem) return {};
  std::vector<Node> nodes = TemplateReader(text, problem).Read();
  std::string out = problem ? std::string() : TemplateWriter(nodes, markup, problem).Write(content);
  return problem ? std::string() : out;
}

std::string EscapeHtml(std::string_view text) {
  std::string out, clean = Clean(text);
  bool code = std::count(clean.begin(), clean.end(), '`') % 2 == 0, inside = false;
  for (char c : clean) {
    switch (c) {
      case '`':
        out += !code ? "&#96;" : inside ? "</code>" : "<code>";
        inside = !inside;
        break;
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
  return out;
}

std::string EscapeMarkdown(std::string_view text) {
  constexpr size_t kLongest = 4000;
  if (std::count(text.begin(), text.end(), '`') % 2 != 0) return MarkdownProse(text);
  // Between backticks stands code; each piece is made harmless by itself.
  std::string out;
  for (bool code = false; !text.empty(); code = !code) {
    size_t end = std::min(text.find('`'), text.size());
    std::string_view piece = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (piece.empty()) continue;
    std::string_view inner = Trim(piece);
    size_t lead = inner.empty() ? 0 : static_cast<size_t>(inner.data() - piece.data());
    out += lead ? " " : "";
    out += code ? MarkdownCode(inner, kLongest) : MarkdownProse(inner);
    out += lead + inner.size() < piece.size() ? " " : "";
  }
  return out;
}

std::string ProseToHtml(std::string_view markdown) {
  cmark_gfm_core_extensions_ensure_registered();
  cmark_parser* parser = cmark_parser_new(CMARK_OPT_VALIDATE_UTF8);
  if (cmark_syntax_extension* tables = cmark_find_syntax_extension("table")) cmark_parser_attach_syntax_extension(parser, tables);
  cmark_parser_feed(parser, markdown.data(), markdown.size());
  cmark_node* document = cmark_parser_finish(parser);
  // Without CMARK_OPT_UNSAFE raw HTML and links to scripts are left out.
  char* html = cmark_render_html(document, CMARK_OPT_DEFAULT, cmark_parser_get_syntax_extensions(parser));
  std::string out(html);
  free(html);
  cmark_node_free(document);
  cmark_parser_free(parser);
  return out;
}

}  // namespace merlon
