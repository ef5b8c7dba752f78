#include "cli/threat_output.h"

#include "cli/score_output.h"

namespace merlon::cli {

ThreatWriter::ThreatWriter(JsonWriter& json, const Session& session) : json_(json), workspace_(*session.workspace) {
  for (size_t file = 0; file < workspace_.document().file_count(); ++file) {
    std::string& quoted = paths_.emplace_back();
    JsonWriter(quoted).String(ShownPath(session, FileId(file)));
  }
}

// The keys of a fact from `file` to `reason`, for a fact of `place` that stands at `node`.
void ThreatWriter::AppendPosition(std::string& out, NodeId node, Place place) {
  if (node) {
    Location at = workspace_.document().Locate(workspace_.document().span(node).begin);
    out.append("\"file\": ").append(paths_[at.file.value]).append(", \"line\": ");
    AppendNumber(out, at.line);
    out.append(", \"column\": ");
    AppendNumber(out, at.column);
  } else {
    out.append("\"file\": null, \"line\": null, \"column\": null");
  }
  out.append(", \"place\": \"").append(workspace_.PlaceIdOf(place)).append("\", \"reason\": ");
}

// The same for a fact that stands at its place itself. Valid until the next call.
std::string_view ThreatWriter::PositionOf(Place place) {
  std::vector<Piece>& known = position_of_[static_cast<size_t>(place.domain)];
  if (known.empty()) known.resize(RowCount(workspace_.model(), place.domain));
  Piece& piece = known[place.row];
  if (piece.size == 0) {
    piece.begin = static_cast<uint32_t>(positions_.size());
    AppendPosition(positions_, PlaceNode(workspace_.model(), place), place);
    piece.size = static_cast<uint32_t>(positions_.size()) - piece.begin;
  }
  return std::string_view(positions_).substr(piece.begin, piece.size);
}

void ThreatWriter::Facts(const std::vector<DecidingFact>& facts) {
  json_.BeginArray().Inline(true);
  for (const DecidingFact& fact : facts) {
    json_.BeginObject();
    json_.Key("fact").Word(fact.fact).Key("value");
    if (fact.property) json_.Word(fact.value);
    else json_.String(fact.value);
    Reason reason = workspace_.ReasonOf(fact);
    if (reason.node) {
      scratch_.clear();
      AppendPosition(scratch_, reason.node, fact.place);
      json_.UpToKey(scratch_);
    } else {
      json_.UpToKey(PositionOf(fact.place));
    }
    if (reason.name.empty()) {
      json_.Word(ReasonWords(fact, reason));
    } else {
      scratch_.clear();
      workspace_.AppendReasonText(scratch_, fact, reason);
      json_.String(scratch_);
    }
    json_.EndObject();
  }
  json_.Inline(false).EndArray();
}

void ThreatWriter::Threat(const merlon::Threat& threat, bool responses) {
  json_.BeginObject();
  json_.Key("id").Word(threat.id);
  const RuleDeclaration* rule = workspace_.RuleOf(threat);
  if (rule) json_.Key("rule").Word(rule->id.view());
  else json_.Key("rule").Null();
  json_.Key("place").Word(workspace_.PlaceIdOf(threat.place));
  json_.Key("origin").StringOrNull(PlaceOrigin(workspace_.model(), threat.place));
  scratch_.clear();
  workspace_.AppendThreatTitle(scratch_, threat);
  json_.Key("title").String(scratch_);
  json_.Key("category").StringOrNull(threat.category);
  json_.Key("status").Word(Name(threat.status));
  json_.Key("set_aside");
  if (threat.set_aside) json_.Inline(true).BeginObject().Key("reason").String(threat.set_aside->reason).Key("by").String(threat.set_aside->by).EndObject().Inline(false);
  else json_.Null();
  if (!threat.reopened_by.empty()) json_.Key("reopened_by").Word(threat.reopened_by);
  json_.Key("severity").Word(Name(threat.severity));
  json_.Key("score").Number(threat.score);
  Scores(threat);
  workspace_.ExplainInto(threat, explanation_);
  json_.Key("because");
  Facts(explanation_.facts);
  json_.Key("asks").Inline(true).BeginArray();
  if (threat.status == Status::undetermined) {
    for (const OpenQuestion& ask : explanation_.asks) {
      scratch_.assign(ask.fact).append("@").append(workspace_.PlaceIdOf(ask.place));
      json_.Word(scratch_);
    }
  }
  json_.EndArray();
  Raised(threat);
  if (responses) Response(threat);
  Weaknesses(threat);
  json_.Inline(false).EndObject();
}

// Only where people put something in: most threats have the default score alone.
void ThreatWriter::Scores(const merlon::Threat& threat) {
  std::span<const ThreatScore> scores = workspace_.ScoresOf(threat);
  if (scores.empty()) return;
  json_.Key("scores").BeginArray().Inline(true);
  for (const ThreatScore& score : scores) WriteScore(json_, score);
  json_.Inline(false).EndArray();
}

// Of threats that somebody wrote down, where that is known.
void ThreatWriter::Raised(const merlon::Threat& threat) {
  if (threat.hand == kNone) return;
  const HandThreat& entry = workspace_.model().threats[threat.hand];
  const merlon::Raised& raised = entry.raised;
  if (raised.session.empty() && RaisedBy(entry).empty()) return;
  json_.Key("raised").Inline(true).BeginObject().Key("session").StringOrNull(raised.session.view()).Key("by").StringOrNull(RaisedBy(entry).view()).Key("card").StringOrNull(raised.card.view()).Key("note").StringOrNull(raised.note.view()).EndObject().Inline(false);
}

void ThreatWriter::Response(const merlon::Threat& threat) {
  json_.Key("decision");
  if (!workspace_.assessment().DecisionOn(threat)) {
    json_.Null();
    return;
  }
  const Decision& decision = *workspace_.assessment().DecisionOn(threat);
  json_.BeginObject().Key("key").String(decision.id.view()).Key("response").StringOrNull(ResponseName(decision)).Key("why").StringOrNull(decision.why.view());
  json_.Key("by").StringOrNull(decision.by.view()).Key("until").StringOrNull(decision.until.text.view()).Key("controls").BeginArray();
  for (const Ref& control : ControlsOf(decision)) json_.String(control.view());
  json_.EndArray();
  if (!decision.transfer.empty()) json_.Key("receiver").String(decision.transfer.view());
  if (!decision.note.empty()) json_.Key("note").String(decision.note.view());
  json_.EndObject();
}

void ThreatWriter::Weaknesses(const merlon::Threat& threat) {
  const RuleDeclaration* rule = workspace_.RuleOf(threat);
  const std::vector<Text>& cwe = rule ? rule->cwe : workspace_.model().threats[threat.hand].cwe;
  json_.Key("cwe").BeginArray();
  for (const Text& id : cwe) {
    if (IsDigits(id.view()) && id.size < 9) json_.Raw(id.view().find_first_not_of('0') == 0 ? id.view() : std::string_view("0"));
  }
  json_.EndArray();
}

Paint PaintFor(ThreatSeverity severity) {
  switch (severity) {
    case ThreatSeverity::critical: return Paint::magenta;
    case ThreatSeverity::high: return Paint::red;
    case ThreatSeverity::medium: return Paint::yellow;
    default: return Paint::cyan;
  }
}

}  // namespace merlon::cli
