// Mustache templates over the tree of a report: https://mustache.github.io/mustache.5.html without partials, lambdas and other delimiters.
#pragma once

#include <string>
#include <string_view>

#include "report/value.h"

namespace merlon {

enum class Markup : uint8_t { html, markdown };

// Why a template cannot be used.
struct TemplateProblem {
  std::string message, hint;
  size_t line = 0;  // of the template, from 1; 0: nowhere
  explicit operator bool() const { return !message.empty(); }
};

// Fills in the template. Texts are escaped for the markup before the template sees them, so `{{{name}}}` lets nothing through that `{{name}}` would
// not. Prose becomes HTML without raw HTML and without dangerous links, or stays Markdown; pictures stand in HTML only. What is empty is false in a section.
// Beside a list `x` stand `has_x` and, where it holds texts, `x_list`: all of them with commas between. Output over kMostOutput is an error.
std::string FillTemplate(std::string_view text, const Value& content, Markup markup, TemplateProblem& problem);
inline constexpr size_t kMostTemplate = size_t{1} << 20;
inline constexpr size_t kMostOutput = size_t{256} << 20;

// Between backticks stands code, where each has its second; everything else that HTML would read as markup is escaped.
std::string EscapeHtml(std::string_view text);
// Plain text for a paragraph or a cell of a table: what Markdown or HTML would read as markup gets a backslash, a line break becomes a space.
std::string EscapeMarkdown(std::string_view text);
// Markdown as HTML, with tables; raw HTML and links to scripts are left out.
std::string ProseToHtml(std::string_view markdown);

}  // namespace merlon
