// Open threats as SARIF, at the lines of their places: what code hosts show beside the model.
#include "report/edition.h"
#include "report/kind.h"
#include "report/sarif/sarif.h"

namespace merlon {
namespace {

WrittenReport Write(const ReportRequest& request) {
  const Workspace& workspace = request.workspace;
  std::vector<Finding> findings;
  Edition edition(workspace, request.options);
  for (const Threat& threat : workspace.assessment().threats) {
    if (threat.status == Status::open && !threat.set_aside && edition.Shows(threat)) findings.push_back(FindingOf(workspace, threat, request.options.names));
  }
  return {WriteSarif(workspace, findings, {request.options.stamp.version, true, StampLine(request.options.stamp)}), {}, {}};
}

}  // namespace

const ReportKind& ReportSarif() {
  static const ReportKind kKind{"sarif", ".sarif", "open threats at their lines, for code hosts", false, false, false, Write};
  return kKind;
}

}  // namespace merlon
