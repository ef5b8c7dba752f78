#include "cli/threat_output.h"

namespace merlon::cli {

Counts CountThreats(const Workspace& workspace) {
  Counts counts;
  for (const Threat& threat : workspace.assessment().threats) {
    if (threat.set_aside) ++counts.set_aside;
    else if (threat.status == Status::open) ++counts.open;
    else if (threat.status == Status::undetermined) ++counts.undetermined;
    else if (threat.status == Status::handled) ++counts.handled;
    else ++counts.decided;
  }
  return counts;
}

std::string_view DecisionName(const Decision& decision) {
  if (decision.eliminate == Tri::yes) return "eliminate";
  if (decision.mitigate_given) return "mitigate";
  if (!decision.transfer.empty()) return "transfer";
  if (decision.accept == Tri::yes) return "accept";
  if (decision.dismiss == Tri::yes) return "dismiss";
  return {};
}

void WriteFacts(JsonWriter& json, const Session& session, const std::vector<DecidingFact>& facts) {
  const Workspace& workspace = *session.workspace;
  json.BeginArray().Inline(true);
  for (const DecidingFact& fact : facts) {
    json.BeginObject();
    json.Key("fact").String(fact.fact).Key("value").String(fact.value);
    Reason reason = workspace.ReasonOf(fact);
    NodeId node = workspace.NodeOf(fact, reason);
    if (node) {
      Location at = workspace.document().Locate(workspace.document().span(node).begin);
      json.Key("file").String(ShownPath(session, at.file)).Key("line").Number(at.line).Key("column").Number(at.column);
    } else {
      json.Key("file").Null().Key("line").Null().Key("column").Null();
    }
    json.Key("place").String(PlaceId(workspace.model(), fact.place)).Key("reason").String(workspace.ReasonText(fact, reason));
    json.EndObject();
  }
  json.Inline(false).EndArray();
}

void WriteThreat(JsonWriter& json, const Session& session, const Threat& threat, bool responses) {
  const Workspace& workspace = *session.workspace;
  const Model& model = workspace.model();
  json.BeginObject();
  json.Key("id").String(threat.id);
  const RuleDeclaration* rule = threat.rule == kNone ? nullptr : &workspace.library().rules()[workspace.rules().rules()[threat.rule].declaration];
  json.Key("rule").StringOrNull(rule ? rule->id.view() : std::string_view());
  json.Key("place").String(PlaceId(model, threat.place));
  json.Key("origin").StringOrNull(PlaceOrigin(model, threat.place));
  json.Key("title").String(workspace.ThreatTitle(threat));
  json.Key("category").StringOrNull(threat.category);
  json.Key("status").String(Name(threat.status));
  json.Key("set_aside");
  if (threat.set_aside) json.Inline(true).BeginObject().Key("reason").String(threat.set_aside->reason).Key("by").String(threat.set_aside->by).EndObject().Inline(false);
  else json.Null();
  json.Key("severity").String(Name(threat.severity));
  json.Key("score").Number(threat.score);
  ThreatExplanation explanation = workspace.Explain(threat);
  json.Key("because");
  WriteFacts(json, session, explanation.facts);
  json.Key("asks").Inline(true).BeginArray();
  if (threat.status == Status::undetermined) {
    for (const OpenQuestion& ask : explanation.asks) json.String(workspace.QuestionId(ask));
  }
  json.EndArray();
  if (responses) {
    json.Key("decision");
    if (threat.decision == kNone) {
      json.Null();
    } else {
      const Decision& decision = model.decisions[threat.decision];
      json.BeginObject().Key("key").String(decision.id.view()).Key("response").StringOrNull(DecisionName(decision)).Key("why").StringOrNull(decision.why.view());
      json.Key("by").StringOrNull(decision.by.view()).Key("until").StringOrNull(decision.until.text.view()).Key("controls").BeginArray();
      for (const Ref& control : decision.mitigate) json.String(control.view());
      json.EndArray();
      if (!decision.transfer.empty()) json.Key("receiver").String(decision.transfer.view());
      if (!decision.note.empty()) json.Key("note").String(decision.note.view());
      json.EndObject();
    }
  }
  json.Key("cwe").BeginArray();
  auto number = [&](const Text& id) {
    if (IsDigits(id.view()) && id.size < 9) json.Raw(id.view().find_first_not_of('0') == 0 ? id.view() : std::string_view("0"));
  };
  if (rule) {
    for (const Text& id : rule->cwe) number(id);
  } else {
    for (const Text& id : model.threats[threat.hand].cwe) number(id);
  }
  json.EndArray().Inline(false);
  json.EndObject();
}

Paint PaintFor(ThreatSeverity severity) {
  switch (severity) {
    case ThreatSeverity::critical: return Paint::magenta;
    case ThreatSeverity::high: return Paint::red;
    case ThreatSeverity::medium: return Paint::yellow;
    default: return Paint::cyan;
  }
}

std::string FactSentence(const Workspace& workspace, const DecidingFact& fact) {
  return std::string(fact.fact) + " of " + PlaceId(workspace.model(), fact.place) + " is " + fact.value;
}

}  // namespace merlon::cli
