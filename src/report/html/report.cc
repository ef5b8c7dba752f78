// One HTML file that needs nothing else: no network, no second file.
#include "report/html/texts.h"
#include "report/kind.h"

namespace merlon {
namespace {

WrittenReport Write(const ReportRequest& request) {
  Value content = BuildContent(request.workspace, request.options);
  // Both are the program's own and mean nothing to a template of the user's.
  content.Set("style", Value::Picture(std::string(kHtmlStyle))).Set("script", Value::Picture(std::string(kHtmlScript)));
  return WriteFromTemplate(request.own_template.empty() ? kHtmlReport : request.own_template, content, Markup::html);
}

}  // namespace

const ReportKind& ReportHtml() {
  static const ReportKind kKind{"html", ".html", "one page for browsers and printers that needs nothing else", false, true, true, Write};
  return kKind;
}

}  // namespace merlon
