// A document for wikis and pull requests.
#include "report/kind.h"
#include "report/markdown/texts.h"

namespace merlon {
namespace {

// Parts that are left out leave blank lines; one is enough.
std::string Squeezed(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (char c : text) {
    if (c != '\n' || !out.ends_with("\n\n")) out.push_back(c);
  }
  return out;
}

WrittenReport Write(const ReportRequest& request) {
  Value content = BuildContent(request.workspace, request.options);
  if (!request.own_template.empty()) return WriteFromTemplate(request.own_template, content, Markup::markdown);
  WrittenReport report = WriteFromTemplate(kMarkdownReport, content, Markup::markdown);
  report.bytes = Squeezed(report.bytes);
  return report;
}

}  // namespace

const ReportKind& ReportMarkdown() {
  static const ReportKind kKind{"md", ".md", "a document for wikis and pull requests", false, true, false, Write};
  return kKind;
}

}  // namespace merlon
