#include "report/kind.h"

namespace merlon {

WrittenReport WriteFromTemplate(std::string_view text, const Value& content, Markup markup) {
  WrittenReport report;
  TemplateProblem problem;
  report.bytes = FillTemplate(text, content, markup, problem);
  report.error = problem.message, report.hint = problem.hint, report.line = problem.line;
  return report;
}

}  // namespace merlon
