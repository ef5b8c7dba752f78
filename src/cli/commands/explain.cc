// Why a threat is there, which facts decided, what would clear it, how to test it.
#include <algorithm>

#include "cli/score_output.h"
#include "cli/threat_output.h"

namespace merlon::cli {
namespace {

std::vector<std::string> Terms(const Workspace& workspace, const Threat& threat, bool needs) {
  std::vector<std::string> terms;
  if (threat.rule == kNone) return terms;
  const CompiledRule& rule = workspace.rules().rules()[threat.rule];
  for (const Term& term : needs ? rule.needs : rule.gives) {
    std::string printed = workspace.PrintTerm(term, threat);
    bool nothing_there = printed.size() > 2 && printed.compare(printed.size() - 2, 2, "()") == 0;
    if (!nothing_there) terms.push_back(std::move(printed));
  }
  return terms;
}

// What shows that the decision on a threat holds, its own and that of its controls.
void WriteEvidence(JsonWriter& json, const Workspace& workspace, const Threat& threat) {
  json.Key("evidence").BeginArray().Inline(true);
  auto write = [&](const Evidence& evidence, std::string_view control) {
    for (const EvidencePart& part : PartsOf(evidence)) {
      json.BeginObject().Key("tier").Word(Name(TierOf(evidence))).Key("kind").Word(part.kind).Key("reference").String(part.reference.view());
      json.Key("date").StringOrNull(evidence.date.text.view()).Key("control").StringOrNull(control).EndObject();
    }
  };
  if (const Decision* decision = workspace.assessment().DecisionOn(threat)) {
    write(decision->evidence, {});
    for (const Ref& control : ControlsOf(*decision)) {
      if (const OwnControl* own = ControlOf(workspace.model(), control)) write(own->evidence, own->id.view());
    }
  }
  json.Inline(false).EndArray();
}

void PrintJson(const Session& session, const Threat& threat) {
  const Workspace& workspace = *session.workspace;
  const RuleDeclaration* rule = workspace.RuleOf(threat);
  std::string out;
  JsonWriter json(out);
  json.BeginObject().Key("schema").String("merlon/explain/1");
  json.Key("threat");
  ThreatWriter writer(json, session);
  writer.Threat(threat, true);
  json.Key("applies");
  writer.Facts(workspace.Explain(threat).facts);
  json.Key("clears").BeginArray().Inline(true);
  for (const Clearance& clearance : workspace.Clears(threat)) {
    json.BeginObject().Key("fact").String(clearance.fact).Key("set_to").String(clearance.set_to).Key("controls").BeginArray();
    for (std::string_view control : clearance.controls) json.String(control);
    json.EndArray().Key("raises").BeginArray();
    for (const std::string& raised : clearance.raises) json.String(raised);
    json.EndArray().EndObject();
  }
  json.Inline(false).EndArray();
  json.Key("steps").Inline(true).BeginObject();
  for (bool needs : {true, false}) {
    json.Key(needs ? "needs" : "gives").BeginArray();
    for (const std::string& term : Terms(workspace, threat, needs)) json.String(term);
    json.EndArray();
  }
  json.EndObject().Inline(false);
  json.Key("test").StringOrNull(rule ? workspace.library().Section(rule->prose, "How to test it") : std::string_view());
  json.Key("sources").BeginArray();
  if (rule) {
    for (const Text& source : rule->sources) json.String(source.view());
  }
  json.EndArray();
  WriteEvidence(json, workspace, threat);
  json.EndObject();
  Print(out + "\n");
}

class Page {
 public:
  explicit Page(const Session& session) : session_(session), workspace_(*session.workspace), terminal_(stdout) {}

  std::string Write(const Threat& threat) {
    const RuleDeclaration* rule = workspace_.RuleOf(threat);
    out_ += terminal_.In(PaintFor(threat.severity), std::string(Name(threat.severity))) + "  " + terminal_.In(Paint::bold, workspace_.ThreatTitle(threat)) + "\n";
    out_ += terminal_.In(Paint::cyan, threat.id) + terminal_.In(Paint::dim, "  " + std::string(Name(threat.status)) + (threat.category.empty() ? "" : " · " + std::string(threat.category)) + " · score " + std::to_string(threat.score)) + "\n";
    if (!threat.reopened_by.empty()) Paragraph("Open again: once `" + std::string(threat.reopened_by) + "` is real, what handled this no longer stands.");
    if (threat.set_aside) Paragraph("Set aside by " + std::string(threat.set_aside->by) + ": " + std::string(threat.set_aside->reason));
    if (rule) Paragraph(workspace_.library().Section(rule->prose, {}));
    else if (!workspace_.model().threats[threat.hand].about.empty()) Paragraph(workspace_.model().threats[threat.hand].about.view());
    Facts(threat);
    if (!rule) ByHand(workspace_.model().threats[threat.hand]);
    Clearing(threat);
    if (rule) Section("Why it matters", workspace_.library().Section(rule->prose, "Why it matters"));
    if (rule) Section("How to fix it", workspace_.library().Section(rule->prose, "How to fix it"));
    if (rule) Section("When it is fine", workspace_.library().Section(rule->prose, "When it is fine"));
    if (rule) Section("How to test it", workspace_.library().Section(rule->prose, "How to test it"));
    Steps(threat);
    Scores(threat);
    Raised(threat);
    Decided(threat);
    if (rule) References(*rule);
    return std::move(out_);
  }

 private:
  void Heading(std::string_view title) { out_ += "\n" + terminal_.In(Paint::bold, title) + "\n"; }
  void Paragraph(std::string_view text) { out_ += "\n" + Wrap(Clean(text), terminal_.width(), 0) + "\n"; }
  void Section(std::string_view title, std::string_view text) {
    if (text.empty()) return;
    Heading(title);
    out_ += "  " + Wrap(Clean(text), terminal_.width(), 2) + "\n";
  }

  // `  file:line:column` of a node, dimmed; empty for none.
  std::string At(NodeId node) const {
    if (!node) return {};
    Location at = workspace_.document().Locate(workspace_.document().span(node).begin);
    return terminal_.In(Paint::dim, "  " + workspace_.document().path(at.file) + ":" + std::to_string(at.line) + ":" + std::to_string(at.column));
  }

  // What people wrote about a threat of their own.
  void ByHand(const HandThreat& threat) {
    Heading("Written by hand");
    out_ += "  " + std::string(threat.id.view()) + At(threat.id.node) + "\n";
    auto line = [&](std::string_view label, std::string_view text) {
      if (!text.empty()) out_ += "  " + Wrap(Clean(std::string(label) + std::string(text)), terminal_.width(), 2) + "\n";
    };
    std::string_view plausibility = threat.plausibility == Plausibility::none ? std::string_view() : NamesOf(threat.plausibility).names[static_cast<size_t>(threat.plausibility)];
    line("plausibility: ", plausibility.empty() || threat.why.empty() ? std::string(plausibility) : std::string(plausibility) + ", " + std::string(threat.why.view()));
    line("has happened: ", threat.precedent.view());
    if (threat.detectable != Tri::unknown) line("", threat.detectable == Tri::yes ? "somebody would notice" : "nobody would notice");
    Others("part: ", threat.legs);
    Others("once it is real, it undoes: ", threat.defeats);
  }
  // Threats that are named, with their status where they are there.
  void Others(std::string_view label, const std::vector<Text>& ids) {
    for (const Text& id : ids) {
      const Threat* other = workspace_.FindThreat(id.view());
      out_ += "  " + std::string(label) + Clean(id.view()) + terminal_.In(Paint::dim, other ? "  " + std::string(Name(other->status)) : std::string()) + "\n";
    }
  }

  void Facts(const Threat& threat) {
    Explanation explanation = workspace_.Explain(threat);
    if (!explanation.facts.empty()) Heading("What decided");
    for (const DecidingFact& fact : explanation.facts) {
      Reason reason = workspace_.ReasonOf(fact);
      NodeId node = workspace_.NodeOf(fact, reason);
      out_ += "  " + Clean(FactSentence(workspace_.model(), fact)) + terminal_.In(Paint::dim, "  " + workspace_.ReasonText(fact, reason)) + At(node) + "\n";
    }
    if (threat.status != Status::undetermined || explanation.asks.empty()) return;
    Heading("What is not known");
    for (const OpenQuestion& ask : explanation.asks) {
      out_ += "  " + Wrap(Clean(workspace_.FillIn(ask.ask, ask.place)), terminal_.width(), 2) + terminal_.In(Paint::dim, "  " + workspace_.QuestionId(ask)) + "\n";
    }
  }

  void Clearing(const Threat& threat) {
    std::vector<Clearance> clears = workspace_.Clears(threat);
    if (clears.empty() || threat.status == Status::handled) return;
    Heading("What would clear it");
    for (const Clearance& clearance : clears) {
      out_ += "  " + Clean(clearance.fact) + ": " + clearance.set_to;
      std::string controls;
      for (std::string_view control : clearance.controls) controls += (controls.empty() ? "" : ", ") + std::string(control);
      if (!controls.empty()) out_ += terminal_.In(Paint::dim, "  through ") + terminal_.In(Paint::green, controls);
      out_ += "\n";
      for (const std::string& raised : clearance.raises) out_ += "    " + terminal_.In(Paint::yellow, "but it raises " + raised) + ": the two are at odds, decide which weighs more\n";
    }
  }

  void Steps(const Threat& threat) {
    std::string text;
    for (bool needs : {true, false}) {
      std::string line;
      for (const std::string& term : Terms(workspace_, threat, needs)) line += (line.empty() ? "" : ", ") + term;
      if (!line.empty()) text += std::string(needs ? "needs " : text.empty() ? "gives " : ", gives ") + line;
    }
    Section("An attacker's step", text);
  }

  void Scores(const Threat& threat) {
    std::span<const ThreatScore> scores = workspace_.ScoresOf(threat);
    if (scores.empty()) return;
    Heading("Scores by other schemes");
    size_t widest = 0;
    for (const ThreatScore& score : scores) widest = std::max(widest, score.scheme->id.size());
    for (const ThreatScore& score : scores) {
      std::string details = ScoreDetails(score);
      size_t indent = widest + 4;
      out_ += "  " + terminal_.In(Paint::cyan, Pad(std::string(score.scheme->id), widest)) + "  " + terminal_.In(Paint::bold, ScoreResult(score)) + (details.empty() ? "" : "  " + details) + "\n";
      out_ += std::string(indent, ' ') + Wrap(Clean(ScoreInputs(score)), terminal_.width(), indent) + "\n";
    }
  }

  void Raised(const Threat& threat) {
    if (threat.hand == kNone) return;
    const HandThreat& entry = workspace_.model().threats[threat.hand];
    std::string text(RaisedBy(entry).view());
    auto add = [&](std::string_view lead, std::string_view what) {
      if (!what.empty()) text += (text.empty() ? "" : " ") + std::string(lead) + std::string(what);
    };
    add("in session ", entry.raised.session.view());
    add("with the card ", entry.raised.card.view());
    if (!entry.raised.note.empty()) text += (text.empty() ? "" : ", ") + ("from the note \"" + std::string(entry.raised.note.view()) + "\"");
    Section("Raised", text);
  }

  void Decided(const Threat& threat) {
    if (!workspace_.assessment().DecisionOn(threat)) return;
    const Decision& decision = *workspace_.assessment().DecisionOn(threat);
    std::string text(ResponseName(decision));
    for (const Ref& control : ControlsOf(decision)) text += " " + std::string(control.view());
    if (!decision.transfer.empty()) text += " to " + std::string(decision.transfer.view());
    if (!decision.why.empty()) text += ": " + std::string(decision.why.view());
    if (!decision.by.empty()) text += " (" + std::string(decision.by.view()) + ")";
    if (decision.until.given()) text += " until " + std::string(decision.until.text.view());
    if (decision.mitigate_given && decision.mitigate.empty()) text += " (no control is named and nothing shows it, so it stays open)";
    Section("Decision", text);
    out_ += "  written as `" + Clean(decision.id.view()) + "`" + At(decision.id.node) + "\n";
    ShownBy(decision);
  }

  // One line for each thing that shows that the decision holds: its own evidence, and that of its controls.
  void ShownBy(const Decision& decision) {
    std::string lines;
    auto add = [&](const Evidence& evidence, std::string_view control) {
      for (const EvidencePart& part : PartsOf(evidence)) {
        constexpr size_t kLongestTier = 10;
        lines += "  " + Pad(std::string(Name(TierOf(evidence))), kLongestTier) + "  " + std::string(part.kind) + ": " + Clean(part.reference.view());
        std::string more = control.empty() ? "" : " for control `" + std::string(control) + "`";
        if (evidence.date.given()) more += " of " + std::string(evidence.date.text.view());
        lines += terminal_.In(Paint::dim, more) + "\n";
      }
    };
    add(decision.evidence, {});
    for (const Ref& control : ControlsOf(decision)) {
      if (const OwnControl* own = ControlOf(workspace_.model(), control)) add(own->evidence, own->id.view());
    }
    if (lines.empty() && !AnswersByControls(decision)) return;
    Heading("Evidence");
    out_ += lines.empty() ? "  asserted    nothing shows yet that this works\n" : lines;
  }

  void References(const RuleDeclaration& rule) {
    std::vector<std::string> references;
    // A source that only names an id again is no second reference.
    auto add = [&](std::string_view prefix, const std::vector<Text>& ids) {
      for (const Text& id : ids) {
        std::string reference = std::string(prefix) + std::string(id.view());
        if (std::find(references.begin(), references.end(), ReplaceAll(reference, "MITRE ATT&CK", "ATT&CK")) == references.end()) references.push_back(std::move(reference));
      }
    };
    add("CWE-", rule.cwe), add("CAPEC-", rule.capec), add("ATT&CK ", rule.attack), add("ASVS ", rule.asvs), add("", rule.sources);
    std::string text;
    for (const std::string& reference : references) text += (text.empty() ? "" : ", ") + reference;
    Section("References", text);
  }

  const Session& session_;
  const Workspace& workspace_;
  Terminal terminal_;
  std::string out_;
};

int Run(const Invocation& invocation) {
  Session session = OpenModel(invocation, invocation.Arguments("MODEL"));
  if (!session.usable()) return session.exit;
  if (int exit = NarrowToUseCase(session, invocation); exit != kFine) return exit;
  std::string id = invocation.Argument("ID");
  const Threat* threat = session.workspace->FindThreat(id);
  if (!threat) {
    std::vector<std::string_view> ids;
    for (const Threat& candidate : session.workspace->assessment().threats) ids.push_back(candidate.id);
    std::string_view near = Nearest(id, ids);
    return Complain("the model has no threat `" + id + "`", near.empty() ? "`merlon threats --all` lists them" : "did you mean `" + std::string(near) + "`?", kBadInput);
  }
  if (invocation.Json()) PrintJson(session, *threat);
  else Print(Page(session).Write(*threat));
  return kFine;
}

constexpr Argument kArguments[] = {{"ID", "the threat, as `merlon threats` prints it", false, false, false}, kModelArgument};
constexpr Option kOptions[] = {kFormatOption, kUseCaseOption, kLibraryOption, kWithOption, kTodayOption};
constexpr std::string_view kExamples[] = {"merlon explain sql-injection@api..order-db shop.merlon.yaml", "merlon explain \"flooding@web\" --format json"};

}  // namespace

const Command& CommandExplain() {
  static const Command kCommand{"explain", "why a threat is there, what decided, what would clear it, how to test it", "what can go wrong? what are we going to do about it?", kArguments, kOptions, kExamples, Run};
  return kCommand;
}

}  // namespace merlon::cli
