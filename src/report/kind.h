// What a format of reports is: one folder each, found and listed when the program is built.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "report/content.h"
#include "report/template.h"

namespace merlon {

// What was written, or why nothing was.
struct WrittenReport {
  std::string bytes;
  std::string error, hint;   // of a message: what is wrong, what to do
  bool environment = false;  // the error is this program's or machine's, not the input's
  size_t line = 0;           // of the template that is wrong
  bool ok() const { return error.empty(); }
};

struct ReportRequest {
  const Workspace& workspace;
  const ReportOptions& options;
  std::string_view own_template;  // of the user; empty: the built-in one
  std::string_view table;         // of formats that hold tables: which one; empty: the format's first
};

struct ReportKind {
  std::string_view name;       // `html`
  std::string_view extension;  // `.html`
  std::string_view summary;    // completes "writes …"
  bool binary = false;         // not for a terminal
  bool templates = false;      // takes a template of the user's
  bool pictures = false;       // shows pictures
  WrittenReport (*write)(const ReportRequest&);
};

// All formats, by name. Generated from the folders of `report/` that have a `report.cc`.
std::span<const ReportKind* const> ReportKinds();

// Fills in a template and turns its problem into the report's.
WrittenReport WriteFromTemplate(std::string_view text, const Value& content, Markup markup);

}  // namespace merlon
