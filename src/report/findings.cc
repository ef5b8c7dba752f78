#include "report/findings.h"

#include <algorithm>

#include "text/finding_ids.h"

namespace merlon {
namespace {

Region RegionOf(const Document& document, Span span, const PathNames& names) {
  Region region;
  if (!span || document.file_count() == 0) return region;
  Location from = document.Locate(span.begin), to = document.Locate(std::max(span.begin, span.end));
  return {names(document, from.file), from.line, from.column, to.line, to.column};
}

}  // namespace

std::vector<Finding> FindingsOf(const Document& document, std::span<const NodeId> roots, const Diagnostics& diagnostics, const PathNames& names) {
  std::vector<Finding> findings;
  std::vector<std::string> ids = FindingIds(document, roots, diagnostics.kept());
  for (size_t i = 0; i < ids.size(); ++i) {
    const Diagnostic& diagnostic = diagnostics.kept()[i];
    Finding& finding = findings.emplace_back();
    finding.id = std::move(ids[i]);
    finding.kind = std::string(diagnostic.code->id);
    finding.level = diagnostic.code->severity;
    finding.malformed = diagnostic.code->weight == Weight::malformed;
    finding.message = diagnostic.message;
    finding.hint = diagnostic.hint;
    finding.at = RegionOf(document, diagnostic.span, names);
    if (size_t at = diagnostic.about.find('@'); at != std::string::npos) finding.place = diagnostic.about.substr(at + 1);
    for (const Related& related : diagnostic.related) finding.related.emplace_back(related.message, RegionOf(document, related.span, names));
  }
  return findings;
}

Finding FindingOf(const Workspace& workspace, const Threat& threat, const PathNames& names) {
  const Model& model = workspace.model();
  Finding finding;
  finding.id = std::string(threat.id);
  finding.kind = finding.id.substr(0, finding.id.find('@'));
  finding.place = std::string(workspace.PlaceIdOf(threat.place));
  finding.severity = threat.severity;
  finding.message = workspace.ThreatTitle(threat);
  constexpr size_t kMostShown = 3;
  std::vector<DecidingFact> facts = workspace.Explain(threat).facts;
  for (size_t i = 0; i < facts.size() && i < kMostShown; ++i) finding.message += (i ? "; " : ": ") + FactSentence(model, facts[i]);
  finding.hint = "`merlon explain " + finding.id + "` says what decided and what would clear it";
  // A threat to the system as a whole stands where the system is named.
  NodeId node = PlaceNode(model, threat.place);
  if (!node && threat.hand != kNone) node = model.threats[threat.hand].id.node;
  if (!node) node = model.system.title.node;
  if (!node && !workspace.roots().empty()) node = workspace.roots().front();
  if (node) finding.at = RegionOf(workspace.document(), workspace.document().span(node), names);
  return finding;
}

}  // namespace merlon
