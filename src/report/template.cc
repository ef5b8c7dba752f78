#include "report/template.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <algorithm>
#include <kainjow/mustache.hpp>

#include "base/strings.h"
#include "report/markdown_text.h"

namespace merlon {
namespace {

namespace mustache = kainjow::mustache;

std::string Written(const Value& value, Markup markup) {
  switch (value.kind) {
    case Value::Kind::picture: return markup == Markup::html ? value.text : std::string();
    case Value::Kind::prose: return markup == Markup::html ? ProseToHtml(value.text) : value.text;
    case Value::Kind::name: return markup == Markup::html ? EscapeHtml(value.text) : MarkdownCode(value.text);
    default: return markup == Markup::html ? EscapeHtml(value.text) : EscapeMarkdown(value.text);
  }
}

bool IsListOfTexts(const Value& value) {
  return value.kind == Value::Kind::list && std::all_of(value.items.begin(), value.items.end(), [](const Value& item) { return item.kind == Value::Kind::text || item.kind == Value::Kind::name; });
}

std::string Joined(const Value& list, Markup markup) {
  std::string out;
  for (const Value& item : list.items) out += (out.empty() ? "" : ", ") + Written(item, markup);
  return out;
}

mustache::data DataOf(const Value& value, Markup markup);

// Beside each list `x` stand `has_x`, and for a list of texts `x_list`: all of them with commas between. A template cannot find that out by itself.
void AddCompanions(mustache::object& object, std::string_view key, const Value& list, Markup markup) {
  std::string name(key);
  object.emplace("has_" + name, mustache::data(!list.items.empty()));
  if (!IsListOfTexts(list)) return;
  if (list.items.empty()) object.emplace(name + "_list", mustache::data(false));
  else object.emplace(name + "_list", mustache::data(Joined(list, markup)));
}

mustache::data DataOf(const Value& value, Markup markup) {
  if (value.empty()) return mustache::data(false);
  switch (value.kind) {
    case Value::Kind::boolean: return mustache::data(true);
    case Value::Kind::number: return mustache::data(std::to_string(value.number));
    case Value::Kind::list: {
      mustache::list list;
      list.reserve(value.items.size());
      for (const Value& item : value.items) list.push_back(DataOf(item, markup));
      return mustache::data(std::move(list));
    }
    case Value::Kind::object: {
      mustache::object object;
      for (size_t i = 0; i < value.items.size(); ++i) {
        object.emplace(value.keys[i], DataOf(value.items[i], markup));
        if (value.items[i].kind == Value::Kind::list) AddCompanions(object, value.keys[i], value.items[i], markup);
      }
      return mustache::data(std::move(object));
    }
    default: return mustache::data(Written(value, markup));
  }
}

size_t LineAt(std::string_view text, size_t offset) { return 1 + static_cast<size_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(std::min(offset, text.size())), '\n')); }

// A partial would take a text of the model for a template.
TemplateProblem Refused(std::string_view text) {
  if (text.size() > kMostTemplate) return {"the template is larger than 1 MiB", "keep what is the same for all reports elsewhere", 0};
  for (size_t at = text.find("{{"); at != std::string_view::npos; at = text.find("{{", at + 2)) {
    size_t first = text.find_first_not_of("{ \t\r\n", at);
    if (first == std::string_view::npos) break;
    if (text[first] == '>') return {"partials (`{{> name}}`) are not available", "write the text of the partial here", LineAt(text, at)};
    if (text[first] == '=') return {"other delimiters than `{{` and `}}` are not available", "write `{{` and `}}`", LineAt(text, at)};
  }
  return {};
}

struct OutputTooLarge {};

}  // namespace

std::string FillTemplate(std::string_view text, const Value& content, Markup markup, TemplateProblem& problem) {
  problem = Refused(text);
  if (problem) return {};
  mustache::mustache page{std::string(text)};
  page.set_custom_escape([](const std::string& escaped) { return escaped; });
  std::string out;
  if (page.is_valid()) {
    try {
      page.render(DataOf(content, markup), [&](const std::string& piece) {
        if (out.size() + piece.size() > kMostOutput) throw OutputTooLarge();
        out += piece;
      });
    } catch (const OutputTooLarge&) {
      problem = {"the template makes more than 256 MiB of this model", "look for a section inside itself", 0};
      return {};
    }
  }
  if (page.is_valid()) return out;
  // The library's messages end in an offset: `Unclosed section "threats" at 1234`.
  const std::string& message = page.error_message();
  size_t at = message.rfind(" at ");
  bool placed = at != std::string::npos && IsDigits(message.substr(at + 4)) && message.size() - at < 12;
  problem.message = "the template cannot be read: " + message.substr(0, placed ? at : std::string::npos);
  problem.hint = "every `{{#name}}` needs its `{{/name}}`, every `{{` its `}}`";
  problem.line = placed ? LineAt(text, std::stoul(message.substr(at + 4))) : 0;
  return {};
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
  if (std::count(text.begin(), text.end(), '`') % 2 != 0) return MarkdownText(text, kLongest);
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
    out += code ? MarkdownCode(inner, kLongest) : MarkdownText(inner, kLongest);
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
