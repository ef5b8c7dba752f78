// The third and the fourth question: what are we going to do about it, and did we do a good job?
#include "engine/sessions.h"
#include "report/anchors.h"
#include "report/edition.h"

namespace merlon {
namespace {

Value EvidenceValue(const Evidence& evidence, std::string_view control) {
  Value list = Value::List();
  for (const EvidencePart& part : PartsOf(evidence)) {
    list.Add(Value::Object()).Set("tier", Name(TierOf(evidence))).Set("kind", part.kind).Set("reference", part.reference.view()).Set("date", evidence.date.text.view()).Set("control", control);
  }
  return list;
}

// What shows that a decision holds: its own evidence, and that of its controls.
Value EvidenceOfDecision(const Edition& edition, const Decision& decision) {
  Value list = EvidenceValue(decision.evidence, {});
  for (const Ref& control : ControlsOf(decision)) {
    const OwnControl* own = ControlOf(edition.model(), control);
    if (!own || !edition.Shows(*own)) continue;
    for (Value& part : EvidenceValue(own->evidence, own->id.view()).items) list.Add(std::move(part));
  }
  return list;
}

// The threats that each decision answers, by its index.
std::vector<Value> ThreatsByDecision(const Edition& edition) {
  const Assessment& assessment = edition.workspace().assessment();
  std::vector<Value> lists(assessment.decisions.size(), Value::List());
  for (const Threat& threat : assessment.threats) {
    if (threat.decision == kNone || !edition.Shows(threat)) continue;
    lists[threat.decision].Add(Value::Object()).Set("id", Value::Name(threat.id)).Set("anchor", ThreatAnchor(threat.id)).Set("title", edition.workspace().ThreatTitle(threat)).Set("status", Name(threat.status));
  }
  return lists;
}

Value Decisions(const Edition& edition) {
  Value list = Value::List();
  std::vector<Value> threats_by_decision = ThreatsByDecision(edition);
  for (size_t i = 0; i < threats_by_decision.size(); ++i) {
    const Decision* decision = edition.workspace().assessment().decisions[i];
    if (!edition.Shows(*decision)) continue;
    Value& threats = threats_by_decision[i];
    // What is decided about something that may not be told is not told either.
    if (edition.for_customer() && threats.items.empty()) continue;
    Value& value = list.Add(Value::Object());
    value.Set("key", Value::Name(decision->id.view())).Set("anchor", Anchor("d-", decision->id.view())).Set("response", ResponseName(*decision)).Set("why", decision->why.view());
    value.Set("controls", edition.Refs(ControlsOf(*decision))).Set("receiver", decision->transfer.view());
    bool ours = !edition.for_customer();
    value.Set("by", ours ? decision->by.view() : std::string_view()).Set("owner", ours ? decision->owner.view() : std::string_view()).Set("ticket", ours ? decision->ticket.view() : std::string_view());
    value.Set("note", ours ? decision->note.view() : std::string_view()).Set("since", decision->since.text.view()).Set("until", decision->until.text.view());
    value.Set("evidence", EvidenceOfDecision(edition, *decision)).Set("threats", std::move(threats));
    edition.SetPosition(value, decision->id.node);
  }
  return list;
}

Value Controls(const Edition& edition) {
  Value list = Value::List();
  for (const OwnControl& control : edition.model().controls) {
    if (!edition.Shows(control)) continue;
    Value& value = list.Add(Value::Object());
    value.Set("id", control.id.view()).Set("title", control.title.empty() ? control.id.view() : control.title.view()).Set("about", control.about.view());
    value.Set("planned", control.state == ControlState::planned).Set("owner", edition.for_customer() ? std::string_view() : control.owner.view()).Set("money", control.money.text.view()).Set("effort", control.effort.text.view());
    value.Set("verify", control.verify.view()).Set("until", control.until.text.view()).Set("evidence", EvidenceValue(control.evidence, control.id.view()));
  }
  return list;
}

// The controls that would clear most.
Value Next(const Edition& edition) {
  Value list = Value::List();
  if (edition.for_customer()) return list;
  constexpr size_t kMostControls = 10;
  for (const ControlEffect& effect : edition.workspace().ControlEffects()) {
    if (list.items.size() == kMostControls) break;
    Value place = edition.PlaceValue(effect.place);
    list.Add(Value::Object()).Set("control", Value::Name(effect.control)).Set("place", std::move(place)).Set("clears", Value::Number(effect.clears.size()));
  }
  return list;
}

}  // namespace

void AddResponses(const Edition& edition, Value& content) {
  bool told = edition.Has(Part::responses);
  content.Set("decisions", told ? Decisions(edition) : Value::List()).Set("controls", told ? Controls(edition) : Value::List()).Set("next_controls", told ? Next(edition) : Value::List());
}

void AddResponsibilities(const Edition& edition, Value& content) {
  Value list = Value::List();
  if (edition.Has(Part::responsibilities)) {
    std::string_view last;
    for (const Duty& duty : edition.workspace().Duties()) {
      if (!edition.ShowsReason(duty.receiver, duty.why)) continue;
      if (list.items.empty() || duty.receiver != last) list.Add(Value::Object()).Set("receiver", duty.receiver).Set("duties", Value::List());
      last = duty.receiver;
      Value& duties = list.items.back().items[1];
      duties.Add(Value::Object()).Set("what", DutyText(duty)).Set("tell", WhatToTell(duty)).Set("expired", duty.expired).Set("source", duty.source).Set("until", duty.until);
    }
  }
  content.Set("responsibilities", std::move(list));
}

void AddEvidence(const Edition& edition, Value& content) {
  Value list = Value::List(), steps = Value::List();
  if (edition.Has(Part::evidence)) {
    const Verification* verification = edition.options().verification;
    if (verification) {
      for (const VerifiedEvidence& evidence : verification->evidence) {
        Value& value = list.Add(Value::Object());
        value.Set("about", evidence.threat.empty() ? evidence.trust : evidence.threat).Set("kind", evidence.kind).Set("reference", evidence.reference.view());
        value.Set("tier", Name(evidence.tier)).Set("state", Name(evidence.state)).Set("detail", evidence.detail);
      }
    }
    for (const StepState& step : edition.workspace().Steps(edition.options().evidence_holds)) {
      Value missing = Value::List();
      for (const std::string& text : step.missing) missing.Add(text);
      steps.Add(Value::Object()).Set("method", step.method).Set("title", step.title).Set("done", step.done).Set("here", step.here).Set("missing", std::move(missing));
    }
  }
  content.Set("evidence", std::move(list)).Set("evidence_looked_up", edition.options().verification != nullptr);
  content.Set("steps", edition.for_customer() ? Value::List() : std::move(steps));
}

Value Notes(const std::vector<Note>& notes) {
  Value list = Value::List();
  for (const Note& note : notes) list.Add(Value::Object()).Set("text", note.text.view()).Set("by", note.by.view());
  return list;
}

void AddSessions(const Edition& edition, Value& content) {
  Value list = Value::List();
  // Who said what in a meeting is nobody's business outside.
  if (edition.Has(Part::sessions) && !edition.for_customer()) {
    for (const Session& session : edition.model().sessions) {
      Value& value = list.Add(Value::Object());
      Value present = Value::List();
      for (const Participant& participant : session.present) present.Add(Value::Object()).Set("name", participant.id.view()).Set("role", participant.role.view());
      value.Set("day", session.id.view()).Set("scope", session.scope.view()).Set("method", session.method.view()).Set("present", std::move(present));
      value.Set("notes", Notes(session.notes)).Set("parked", Notes(session.parked)).Set("next", session.next.text.view());
      Value actions = Value::List();
      for (const Action& action : session.actions) actions.Add(Value::Object()).Set("what", action.what.view()).Set("owner", action.owner.view()).Set("until", action.until.text.view()).Set("done", !IsOpen(action));
      value.Set("actions", std::move(actions));
    }
  }
  content.Set("sessions", std::move(list));
}

void AddReview(const Edition& edition, Value& content) {
  Value list = Value::List();
  bool told = edition.Has(Part::evidence) && !edition.for_customer();
  if (told) {
    const Workspace& workspace = edition.workspace();
    for (const Finding& finding : FindingsOf(workspace.document(), workspace.roots(), workspace.diagnostics(), edition.options().names)) {
      Value& value = list.Add(Value::Object());
      value.Set("code", finding.kind).Set("severity", Name(finding.level)).Set("message", finding.message).Set("hint", finding.hint);
      value.Set("file", finding.at.path).Set("line", finding.at ? Value::Number(finding.at.line) : Value());
    }
  }
  content.Set("findings", std::move(list));
}

}  // namespace merlon
