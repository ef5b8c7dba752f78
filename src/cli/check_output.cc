#include "cli/check_output.h"

#include "base/strings.h"
#include "cli/steps_output.h"
#include "cli/threat_output.h"
#include "report/junit/junit.h"
#include "report/sarif/sarif.h"
#include "text/finding_ids.h"

namespace merlon::cli {
namespace {

std::vector<NodeId> AllRoots(const Workspace& workspace) {
  std::vector<NodeId> roots = workspace.roots();
  roots.insert(roots.end(), workspace.policy_roots().begin(), workspace.policy_roots().end());
  return roots;
}

// --- JSON ---

class CheckJsonWriter {
 public:
  CheckJsonWriter(const CheckAnswer& answer) : answer_(answer), workspace_(*answer.session.workspace), gate_(answer.gate), json_(out_) {}

  std::string Write() {
    json_.BeginObject().Key("schema").String("merlon/check/1").Key("ok").Bool(answer_.good);
    json_.Key("diagnostics").BeginArray().Inline(true);
    Diagnostics(workspace_.library().document(), workspace_.library_diagnostics().kept(), FindingIds(workspace_.library().document(), {}, workspace_.library_diagnostics().kept()), true);
    Diagnostics(workspace_.document(), workspace_.diagnostics().kept(), FindingIds(workspace_.document(), AllRoots(workspace_), workspace_.diagnostics().kept()), false);
    json_.Inline(false).EndArray();
    size_t left_out = workspace_.diagnostics().left_out() + workspace_.library_diagnostics().left_out();
    if (left_out) json_.Key("left_out").Number(static_cast<int64_t>(left_out));
    if (!answer_.baseline.empty()) {
      json_.Key("known").BeginArray().Inline(true);
      Diagnostics(workspace_.document(), gate_.known, gate_.known_ids, false);
      json_.Inline(false).EndArray();
    }
    WriteGate();
    if (!answer_.steps.empty()) {
      json_.Key("steps");
      WriteSteps(json_, answer_.steps);
    }
    json_.EndObject();
    return out_ + "\n";
  }

 private:
  void Diagnostics(const Document& document, const std::vector<Diagnostic>& list, const std::vector<std::string>& ids, bool library) {
    for (size_t i = 0; i < list.size(); ++i) {
      const Diagnostic& diagnostic = list[i];
      json_.BeginObject();
      json_.Key("code").String(diagnostic.code->id).Key("severity").String(Name(diagnostic.code->severity)).Key("message").String(diagnostic.message);
      bool somewhere = diagnostic.span && document.file_count();
      Position(document, somewhere ? diagnostic.span : Span(), library);
      if (somewhere) {
        Location to = document.Locate(std::max(diagnostic.span.begin, diagnostic.span.end));
        json_.Key("end_line").Number(to.line).Key("end_column").Number(to.column);
      } else {
        json_.Key("end_line").Null().Key("end_column").Null();
      }
      json_.Key("hint").StringOrNull(diagnostic.hint).Key("id").String(ids[i]);
      if (!diagnostic.related.empty()) {
        json_.Key("related").BeginArray();
        for (const Related& related : diagnostic.related) {
          json_.BeginObject().Key("message").String(related.message);
          Position(document, related.span, library);
          json_.EndObject();
        }
        json_.EndArray();
      }
      json_.EndObject();
    }
  }
  void Position(const Document& document, Span span, bool library) {
    if (!span) {
      json_.Key("file").Null().Key("line").Null().Key("column").Null();
      return;
    }
    Location from = document.Locate(span.begin);
    json_.Key("file").String(library ? document.path(from.file) : ShownPath(answer_.session, from.file)).Key("line").Number(from.line).Key("column").Number(from.column);
  }

  void WriteGate() {
    json_.Key("gate").BeginObject().Key("fail_on").StringOrNull(Name(gate_.fail_on)).Key("failing").BeginArray();
    for (const Threat* threat : gate_.failing) json_.String(threat->id);
    json_.EndArray().Key("open").BeginArray();
    for (const Threat& threat : workspace_.assessment().threats) {
      if (threat.status == Status::open && !threat.set_aside) json_.String(threat.id);
    }
    json_.EndArray().Key("max_age").StringOrNull(gate_.max_age).Key("policies").BeginArray().Inline(true);
    for (size_t i = 0; i < gate_.policies.size(); ++i) {
      const PolicyOutcome& outcome = gate_.policies[i];
      json_.BeginObject().Key("policy").String(workspace_.policies()[i].name.view());
      Count("invariants", workspace_.policies()[i].invariants.size()), Count("places", outcome.places), Count("broken", outcome.broken), Count("unproven", outcome.unproven);
      Count("exempt", outcome.exempt), Count("known", outcome.known);
      json_.EndObject();
    }
    json_.Inline(false).EndArray().Key("invariants").BeginArray().Inline(true);
    for (const Breach& breach : gate_.breaches) WriteBreach(breach);
    json_.Inline(false).EndArray().EndObject();
  }
  void Count(std::string_view key, size_t count) { json_.Key(key).Number(static_cast<int64_t>(count)); }

  void WriteBreach(const Breach& breach) {
    json_.BeginObject().Key("id").String(breach.id).Key("policy").String(breach.policy->name.view()).Key("state").String(breach.unknown ? "unproven" : "broken");
    json_.Key("severity").StringOrNull(Name(breach.invariant->severity)).Key("known").Bool(breach.known).Key("exempt");
    if (!breach.exemption) {
      json_.Null();
    } else {
      const Exemption& exemption = *breach.exemption;
      json_.BeginObject().Key("why").String(exemption.why.view()).Key("until").StringOrNull(exemption.until.text.view()).Key("by").StringOrNull(exemption.by.view()).EndObject();
    }
    json_.EndObject();
  }

  const CheckAnswer& answer_;
  const Workspace& workspace_;
  const Gate& gate_;
  std::string out_;
  JsonWriter json_;
};

// --- Reports for other programs ---

std::vector<Finding> AllFindings(const CheckAnswer& answer) {
  const Workspace& workspace = *answer.session.workspace;
  PathNames names = [&](const Document& document, FileId file) { return RepositoryPath(answer.session, document, file); };
  std::vector<Finding> findings = FindingsOf(workspace.library().document(), {}, workspace.library_diagnostics(), names);
  std::vector<NodeId> roots = AllRoots(workspace);
  std::vector<Finding> of_model = FindingsOf(workspace.document(), roots, workspace.diagnostics(), names);
  findings.insert(findings.end(), std::make_move_iterator(of_model.begin()), std::make_move_iterator(of_model.end()));
  if (size_t left_out = workspace.diagnostics().left_out() + workspace.library_diagnostics().left_out()) {
    Finding& rest = findings.emplace_back();
    rest.id = rest.kind = "left-out";
    rest.message = Plural(left_out, "more finding") + " are not listed";
    rest.hint = "mend what is listed, and ask again";
    if (!roots.empty()) rest.at = {names(workspace.document(), workspace.document().FileOf(workspace.document().span(roots.front()).begin)), 1, 1, 1, 1};
  }
  for (const Threat* threat : answer.gate.failing) findings.push_back(FindingOf(workspace, *threat, names));
  return findings;
}

// --- Text ---

// "3 broken, 1 not known": what there is none of is left out.
std::string Listed(std::initializer_list<std::pair<size_t, std::string_view>> counts) {
  std::string out;
  for (auto [count, what] : counts) {
    if (count) out += (out.empty() ? "" : ", ") + std::to_string(count) + " " + std::string(what);
  }
  return out;
}

std::string PolicyLine(const Policy& policy, const PolicyOutcome& outcome) {
  std::string out = "policy " + Clean(policy.name.view()) + ": ";
  if (policy.invariants.empty()) return out + "no invariants\n";
  out += Plural(policy.invariants.size(), "invariant") + ", held against " + Plural(outcome.places, "place");
  std::string wrong = Listed({{outcome.broken, "broken"}, {outcome.unproven, "not known"}, {outcome.exempt, "exempt"}, {outcome.known, "known from the baseline"}});
  return out + "; " + (wrong.empty() ? "all kept" : wrong) + "\n";
}

std::string BaselineLine(const CheckAnswer& answer) {
  if (answer.baseline.empty()) return {};
  std::string known;
  auto add = [&](size_t count, std::string_view noun) {
    if (count) known += (known.empty() ? "" : ", ") + Plural(count, noun);
  };
  add(answer.gate.known_threats, "threat"), add(answer.gate.known.size(), "finding");
  size_t places = 0;
  for (const PolicyOutcome& outcome : answer.gate.policies) places += outcome.known;
  add(places, "place");
  return "baseline " + Clean(answer.baseline) + ": " + (known.empty() ? "nothing of it is found any more" : known + " known from it") + "\n";
}

}  // namespace

void PrintCheckText(const CheckAnswer& answer) {
  const Workspace& workspace = *answer.session.workspace;
  const Gate& gate = answer.gate;
  if (workspace.library_diagnostics().malformed()) Tell(workspace.library().document(), workspace.library_diagnostics());
  Tell(workspace.document(), workspace.diagnostics());
  if (workspace.malformed()) return;
  Terminal terminal(stdout);
  const Model& model = workspace.model();
  std::string out;
  for (const Threat* threat : gate.failing) {
    out += terminal.In(PaintFor(threat->severity), Pad(std::string(Name(threat->severity)), 8)) + "  " + workspace.ThreatTitle(*threat) + "\n          " + terminal.In(Paint::cyan, threat->id) + "\n";
  }
  if (!gate.failing.empty()) out += Plural(gate.failing.size(), "open threat") + " at or over `" + std::string(Name(gate.fail_on)) + "`\n\n";
  for (size_t i = 0; i < gate.policies.size(); ++i) out += PolicyLine(workspace.policies()[i], gate.policies[i]);
  out += BaselineLine(answer);
  if (!answer.steps.empty()) out += StepsText(answer.steps, terminal) + "\n";
  out += answer.good ? terminal.In(Paint::green, "ok") : terminal.In(Paint::red, "not ok");
  out += ": " + Clean(model.system.title.empty() ? "the model" : model.system.title.view()) + " has " + Plural(model.element_count(), "element") + ", " + Plural(model.flows.size(), "flow") + ", " + Plural(model.zones.size(), "zone");
  if (workspace.assessment().threats.empty()) {
    out += "\n";
  } else {
    ThreatCounts counts = CountThreats(workspace.assessment());
    out += "; " + std::to_string(counts.open) + " open, " + std::to_string(counts.undetermined) + " undetermined, " + std::to_string(counts.handled) + " handled, " + std::to_string(counts.decided) + " decided, " + std::to_string(counts.set_aside) + " set aside\n";
  }
  Print(out);
}

std::string CheckJson(const CheckAnswer& answer) { return CheckJsonWriter(answer).Write(); }

std::string CheckSarif(const CheckAnswer& answer) {
  return WriteSarif(*answer.session.workspace, AllFindings(answer), {kVersion, !answer.session.workspace->malformed()});
}

std::string CheckJunit(const CheckAnswer& answer) { return WriteJunit(*answer.session.workspace, AllFindings(answer)); }

}  // namespace merlon::cli
