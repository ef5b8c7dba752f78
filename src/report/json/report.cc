// The whole tree as JSON, with the keys that templates use.
#include "report/kind.h"
#include "report/write_json.h"

namespace merlon {
namespace {

WrittenReport Write(const ReportRequest& request) { return {WriteJson(BuildContent(request.workspace, request.options)), {}, {}}; }

}  // namespace

const ReportKind& ReportJson() {
  static const ReportKind kKind{"json", ".json", "everything that a report tells, for programs", false, false, false, Write};
  return kKind;
}

}  // namespace merlon
