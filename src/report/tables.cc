#include "report/tables.h"

#include <algorithm>
#include <array>

#include "base/strings.h"

namespace merlon {
namespace {

std::string Joined(const std::vector<Text>& texts, std::string_view prefix = {}) {
  std::string out;
  for (const Text& text : texts) out += (out.empty() ? "" : ", ") + std::string(prefix) + std::string(text.view());
  return out;
}
std::string Joined(const Edition& edition, const std::vector<Ref>& refs) {
  std::string out;
  for (const Ref& ref : refs) {
    if (edition.Shows(ref)) out += (out.empty() ? "" : ", ") + std::string(ref.view());
  }
  return out;
}

Cell PlaceCell(const Edition& edition, Place place) {
  std::string id(edition.workspace().PlaceIdOf(place));
  return {PlaceTitle(edition.model(), place), id, {}};
}

std::string Facts(const Edition& edition, const Explanation& explanation) {
  std::string out;
  for (const DecidingFact& fact : explanation.facts) {
    if (edition.Shows(fact.place)) out += (out.empty() ? "" : "; ") + FactSentence(edition.model(), fact);
  }
  return out;
}

bool ToDo(const Threat& threat) { return !threat.set_aside && (threat.status == Status::open || threat.status == Status::undetermined); }

// What a tracker shows below the title: what goes wrong, what decided, what to do, how to test it.
std::string Description(const Edition& edition, const Threat& threat, const Explanation& explanation) {
  const Workspace& workspace = edition.workspace();
  const RuleDeclaration* rule = workspace.RuleOf(threat);
  std::string out;
  auto add = [&](std::string_view heading, std::string_view text) {
    if (!text.empty()) out += (out.empty() ? "" : "\n\n") + (heading.empty() ? std::string() : std::string(heading) + ":\n") + std::string(text);
  };
  add("", rule ? workspace.library().Section(rule->prose, {}) : edition.model().threats[threat.hand].about.view());
  add("What decided", Facts(edition, explanation));
  std::string asks;
  if (threat.status == Status::undetermined) {
    for (const OpenQuestion& ask : explanation.asks) asks += (asks.empty() ? "" : "\n") + workspace.FillIn(ask.ask, ask.place);
  }
  add("To be answered first", asks);
  if (rule && edition.Has(Part::responses)) {
    add("How to fix it", workspace.library().Section(rule->prose, "How to fix it"));
    add("How to test it", workspace.library().Section(rule->prose, "How to test it"));
  }
  add("", "`merlon explain " + std::string(threat.id) + "`");
  return out;
}

// GitLab reads `title`, `description` and `due_date` by these names; Jira asks which column is which.
Table Backlog(const Edition& edition) {
  Table table{"backlog", "Backlog", "Open and undetermined threats, one issue each", {"title", "description", "priority", "labels", "due_date", "threat", "place", "status"}, {}};
  const Workspace& workspace = edition.workspace();
  Explanation explanation;
  for (const Threat& threat : workspace.assessment().threats) {
    if (!ToDo(threat) || !edition.Shows(threat)) continue;
    workspace.ExplainInto(threat, explanation);
    static constexpr std::array<std::string_view, 6> kPriorities = {"Medium", "Lowest", "Low", "Medium", "High", "Highest"};
    std::string labels = "threat," + std::string(threat.category);
    std::string id(threat.id);
    table.rows.push_back({{workspace.ThreatTitle(threat), {}, id}, {Description(edition, threat, explanation), {}, {}}, {std::string(kPriorities[static_cast<size_t>(threat.severity)]), {}, {}}, {labels, {}, {}}, {}, {id, {}, id},
                          {std::string(workspace.PlaceIdOf(threat.place)), std::string(workspace.PlaceIdOf(threat.place)), {}}, {std::string(Name(threat.status)), {}, {}}});
  }
  return table;
}

Table Threats(const Edition& edition) {
  Table table{"threats", "Threats", "Every threat with what decided", {"threat", "title", "category", "severity", "score", "status", "set aside by", "place", "what decided", "response", "why", "cwe"}, {}};
  const Workspace& workspace = edition.workspace();
  Explanation explanation;
  bool responses = edition.Has(Part::responses);
  for (const Threat& threat : workspace.assessment().threats) {
    if (!edition.Shows(threat)) continue;
    workspace.ExplainInto(threat, explanation);
    const Decision* decision = responses ? workspace.assessment().DecisionOn(threat) : nullptr;
    if (decision && !edition.Shows(*decision)) decision = nullptr;
    const RuleDeclaration* rule = workspace.RuleOf(threat);
    std::string id(threat.id);
    table.rows.push_back({{id, {}, id}, {workspace.ThreatTitle(threat), {}, id}, {std::string(threat.category), {}, {}}, {std::string(Name(threat.severity)), {}, {}}, {std::to_string(threat.score), {}, {}}, {std::string(Name(threat.status)), {}, {}},
                          {std::string(threat.set_aside && edition.ShowsReason(threat.set_aside->by, threat.set_aside->reason) ? threat.set_aside->by : std::string_view()), {}, {}}, PlaceCell(edition, threat.place), {Facts(edition, explanation), {}, {}},
                          {decision ? std::string(ResponseName(*decision)) : std::string(), {}, {}}, {decision ? std::string(decision->why.view()) : std::string(), {}, {}}, {Joined(rule ? rule->cwe : edition.model().threats[threat.hand].cwe, "CWE-"), {}, {}}});
  }
  return table;
}

Table Decisions(const Edition& edition) {
  Table table{"decisions", "Decisions", "What was decided, by whom and until when", {"threats", "response", "controls", "receiver", "why", "by", "owner", "ticket", "since", "until"}, {}};
  if (!edition.Has(Part::responses)) return table;
  for (const Decision* decision : edition.workspace().assessment().decisions) {
    if (!edition.Shows(*decision)) continue;
    std::vector<Cell> row;
    auto add = [&](std::string_view text) { row.push_back({std::string(text), {}, {}}); };
    add(decision->id.view()), add(ResponseName(*decision)), add(Joined(edition, ControlsOf(*decision))), add(decision->transfer.view()), add(decision->why.view());
    bool ours = !edition.for_customer();
    add(ours ? decision->by.view() : ""), add(ours ? decision->owner.view() : ""), add(ours ? decision->ticket.view() : ""), add(decision->since.text.view()), add(decision->until.text.view());
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table Questions(const Edition& edition) {
  Table table{"questions", "Questions", "Unknown facts, those that settle most first", {"question", "ask", "settles", "touches", "place"}, {}};
  for (const RankedQuestion& question : edition.workspace().Questions()) {
    if (!edition.Shows(question.place)) continue;
    table.rows.push_back({{question.id, {}, {}}, {question.ask, {}, {}}, {std::to_string(question.settles.size()), {}, {}}, {std::to_string(question.touches.size()), {}, {}}, PlaceCell(edition, question.place)});
  }
  return table;
}

Table Elements(const Edition& edition) {
  Table table{"elements", "Elements", "Actors, processes and stores", {"element", "title", "kind", "zone", "technology", "holds", "party", "out of scope"}, {}};
  const Model& model = edition.model();
  for (uint32_t row = 0; row < model.element_count(); ++row) {
    Place place{Domain::element, row};
    if (!edition.Shows(place)) continue;
    const Element& element = model.element(row);
    std::string id(element.id.view());
    table.rows.push_back({{id, id, {}}, PlaceCell(edition, place), {std::string(Name(model.element_kind(row))), {}, {}}, {std::string(element.zone.view()), {}, {}}, {std::string(element.technology.view()), {}, {}},
                          {Joined(edition, element.holds), {}, {}}, {std::string(element.party.view()), {}, {}}, {std::string(element.out_of_scope.view()), {}, {}}});
  }
  return table;
}

Table Flows(const Edition& edition) {
  Table table{"flows", "Flows", "Data that moves", {"flow", "title", "from", "to", "over", "carries", "boundaries crossed", "out of scope"}, {}};
  const Model& model = edition.model();
  for (uint32_t row = 0; row < model.flows.size(); ++row) {
    Place place{Domain::flow, row};
    if (!edition.Shows(place)) continue;
    const Flow& flow = model.flows[row];
    std::string id(edition.workspace().PlaceIdOf(place));
    table.rows.push_back({{id, id, {}}, PlaceCell(edition, place), {std::string(flow.source.view()), {}, {}}, {std::string(flow.target.view()), {}, {}}, {std::string(flow.over.view()), {}, {}}, {Joined(edition, flow.carries), {}, {}},
                          {std::to_string(edition.workspace().facts().crosses.Row(row).size()), {}, {}}, {std::string(flow.out_of_scope.view()), {}, {}}});
  }
  return table;
}

Table Assets(const Edition& edition) {
  Table table{"assets", "Assets", "What is worth protecting", {"asset", "title", "kind", "class", "owner", "shown by"}, {}};
  const Model& model = edition.model();
  for (uint32_t row = 0; row < model.assets.size(); ++row) {
    const Asset& asset = model.assets[row];
    if (!edition.Shows(asset)) continue;
    std::string id(asset.id.view());
    std::string kind(asset.kind == AssetKind::unknown ? std::string_view() : NamesOf(asset.kind).names[static_cast<size_t>(asset.kind)]);
    table.rows.push_back({{id, id, {}}, PlaceCell(edition, {Domain::asset, row}), {kind, {}, {}}, {std::string(asset.category.view()), {}, {}}, {edition.for_customer() ? std::string() : std::string(asset.owner.view()), {}, {}}, {Joined(edition, asset.shown_by), {}, {}}});
  }
  return table;
}

}  // namespace

std::span<const TableKind> TableKinds() {
  static constexpr TableKind kKinds[] = {{"backlog", "Backlog", Backlog}, {"threats", "Threats", Threats}, {"decisions", "Decisions", Decisions}, {"questions", "Questions", Questions},
                                         {"elements", "Elements", Elements}, {"flows", "Flows", Flows}, {"assets", "Assets", Assets}};
  return kKinds;
}

}  // namespace merlon
