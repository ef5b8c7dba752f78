// What can go wrong, ranked.
#include <algorithm>

#include "cli/score_output.h"
#include "cli/threat_output.h"
#include "engine/use_cases.h"

namespace merlon::cli {
namespace {

constexpr std::string_view kStatuses[] = {"open", "undetermined", "handled", "decided"};
constexpr std::string_view kSeverities[] = {"none", "low", "medium", "high", "critical"};
constexpr std::string_view kGroups[] = {"threat", "control"};

struct Filter {
  std::vector<std::string> statuses, categories, elements, sessions;
  ThreatSeverity least = ThreatSeverity::unknown;
  bool all = false;
  const UseCase* use_case = nullptr;
  const Scheme* order_by = nullptr;  // null: the default score
};

bool Contains(const std::vector<std::string>& list, std::string_view item) { return std::find(list.begin(), list.end(), item) != list.end(); }

// A threat belongs to a session that raised it or decided about it.
bool InSession(const Workspace& workspace, const Threat& threat, const std::vector<std::string>& sessions) {
  const Decision* decision = workspace.assessment().DecisionOn(threat);
  bool raised = threat.hand != kNone && Contains(sessions, workspace.model().threats[threat.hand].raised.session.view());
  return raised || (decision && Contains(sessions, decision->session.view()));
}

// A threat belongs to an element when it sits there or at one of its flows.
bool AtElement(const Workspace& workspace, const Threat& threat, const std::vector<std::string>& elements) {
  if (Contains(elements, PlaceId(workspace.model(), threat.place))) return true;
  if (threat.place.domain != Domain::flow) return false;
  const Flow& flow = workspace.model().flows[threat.place.row];
  return Contains(elements, flow.source.view()) || Contains(elements, flow.target.view());
}

// What has a score of the scheme stands first, the most serious before others; equals and the rest keep their order.
void OrderBy(const Workspace& workspace, const Scheme& scheme, std::vector<const Threat*>& threats) {
  std::stable_sort(threats.begin(), threats.end(), [&](const Threat* a, const Threat* b) {
    const ThreatScore* first = workspace.ScoreOf(*a, scheme);
    const ThreatScore* second = workspace.ScoreOf(*b, scheme);
    if (!first || !second) return first && !second;
    return first->result.weight > second->result.weight;
  });
}

std::vector<const Threat*> Select(const Workspace& workspace, const Filter& filter) {
  std::vector<const Threat*> chosen;
  for (const Threat& threat : workspace.assessment().threats) {
    if (!filter.statuses.empty()) {
      if (!Contains(filter.statuses, Name(threat.status)) || (threat.set_aside && !filter.all)) continue;
    } else if (!filter.all && (threat.set_aside || threat.status == Status::handled || threat.status == Status::decided)) {
      continue;
    }
    if (!filter.categories.empty() && !Contains(filter.categories, threat.category)) continue;
    if (threat.severity < filter.least) continue;
    if (!filter.elements.empty() && !AtElement(workspace, threat, filter.elements)) continue;
    if (!filter.sessions.empty() && !InSession(workspace, threat, filter.sessions)) continue;
    if (filter.use_case && !Touches(workspace, *filter.use_case, threat.place)) continue;
    chosen.push_back(&threat);
  }
  if (filter.order_by) OrderBy(workspace, *filter.order_by, chosen);
  return chosen;
}

// The scheme by which the model's methods score, once some threat has a score by it; null: the default score.
const Scheme* OrderOfMethods(const Workspace& workspace) {
  for (const Ref& method : workspace.model().methods) {
    uint32_t found = workspace.library().FindMethod(method.view());
    const Scheme* scheme = found == kNone ? nullptr : ScoringOf(workspace.model(), workspace.library().methods()[found]);
    if (!scheme) continue;
    const std::vector<Threat>& threats = workspace.assessment().threats;
    if (std::any_of(threats.begin(), threats.end(), [&](const Threat& threat) { return workspace.ScoreOf(threat, *scheme); })) return scheme;
  }
  return nullptr;
}

// Prints in pieces, so that a long list costs no memory and leaves the caches to what it is made of.
void Flush(std::string& out) {
  constexpr size_t kPiece = size_t{1} << 16;
  if (out.size() < kPiece) return;
  Print(out);
  out.clear();
}

void PrintJson(const Session& session, const std::vector<const Threat*>& threats, bool responses) {
  std::string out;
  JsonWriter json(out);
  ThreatCounts counts = CountThreats(session.workspace->assessment());
  json.BeginObject().Key("schema").String("merlon/threats/1");
  json.Key("system").StringOrNull(session.workspace->model().system.title.view());
  json.Key("counts").Inline(true).BeginObject().Key("open").Number(static_cast<int64_t>(counts.open)).Key("undetermined").Number(static_cast<int64_t>(counts.undetermined));
  json.Key("handled").Number(static_cast<int64_t>(counts.handled)).Key("decided").Number(static_cast<int64_t>(counts.decided)).Key("set_aside").Number(static_cast<int64_t>(counts.set_aside)).EndObject().Inline(false);
  json.Key("threats").BeginArray();
  ThreatWriter writer(json, session);
  for (const Threat* threat : threats) {
    writer.Threat(*threat, responses);
    Flush(out);
  }
  json.EndArray().EndObject();
  out.push_back('\n');
  Print(out);
}

std::string Reasons(const Workspace& workspace, const Threat& threat, bool responses) {
  std::string text;
  if (threat.hand != kNone) {
    const HandThreat& hand = workspace.model().threats[threat.hand];
    text = hand.about.empty() ? "written by hand" : std::string(hand.about.view().substr(0, 200));
  } else if (threat.status == Status::undetermined) {
    for (const OpenQuestion& ask : workspace.Explain(threat).asks) {
      if (text.size() > 200) break;
      text += (text.empty() ? "? " : "  ? ") + workspace.FillIn(ask.ask, ask.place);
    }
  } else {
    size_t shown = 0;
    for (const DecidingFact& fact : workspace.Explain(threat).facts) {
      constexpr size_t kMostShown = 4;
      if (++shown > kMostShown) break;
      text += (text.empty() ? "" : "; ") + FactSentence(workspace.model(), fact);
    }
  }
  if (!threat.reopened_by.empty()) text = "open again: once " + std::string(threat.reopened_by) + " is real, what handled this no longer stands";
  if (threat.set_aside) text = "set aside (" + std::string(threat.set_aside->by) + "): " + std::string(threat.set_aside->reason);
  if (responses && threat.decision != kNone && threat.status == Status::decided) {
    const Decision& decision = *workspace.assessment().DecisionOn(threat);
    text = std::string(ResponseName(decision)) + ": " + std::string(decision.why.view());
  }
  return text;
}

void PrintText(const Session& session, const std::vector<const Threat*>& threats, const Scheme* order_by, bool responses) {
  const Workspace& workspace = *session.workspace;
  Terminal terminal(stdout);
  std::string out;
  size_t scored = 0;
  for (const Threat* threat : threats) {
    std::string severity = Pad(std::string(Name(threat->severity)), 8);
    std::string status = threat->set_aside ? "set aside" : std::string(Name(threat->status));
    out += terminal.In(PaintFor(threat->severity), severity) + "  " + terminal.In(Paint::bold, workspace.ThreatTitle(*threat)) + "\n";
    out += "          " + terminal.In(Paint::cyan, threat->id) + terminal.In(Paint::dim, "  " + status + (threat->category.empty() ? "" : " · " + std::string(threat->category)) + " · score " + std::to_string(threat->score));
    const ThreatScore* ordered = order_by ? workspace.ScoreOf(*threat, *order_by) : nullptr;
    if (order_by) out += terminal.In(Paint::dim, " · " + std::string(order_by->id) + ": ") + (ordered ? terminal.In(Paint::bold, ScoreResult(*ordered)) : terminal.In(Paint::dim, "none"));
    scored += ordered != nullptr;
    out += "\n";
    std::string reasons = Reasons(workspace, *threat, responses);
    if (!reasons.empty()) out += "          " + Wrap(Clean(reasons), terminal.width(), 10) + "\n";
    out += "\n";
    Flush(out);
  }
  ThreatCounts counts = CountThreats(workspace.assessment());
  std::string total = std::to_string(counts.open) + " open, " + std::to_string(counts.undetermined) + " undetermined, " + std::to_string(counts.handled) + " handled";
  if (responses) total += ", " + std::to_string(counts.decided) + " decided";
  total += ", " + std::to_string(counts.set_aside) + " set aside";
  out += terminal.In(Paint::bold, total) + "\n";
  if (order_by && scored == 0) out += "No threat of this list has a score by " + std::string(order_by->id) + "; scores are written under `scores:` in the model.\n";
  else if (order_by && scored < threats.size()) out += std::to_string(scored) + " of these " + Plural(threats.size(), "threat") + (scored == 1 ? " has" : " have") + " a score by " + std::string(order_by->id) + "; the others stand last.\n";
  std::string model = session.path == "./merlon.yaml" ? "" : " " + session.path;
  std::vector<std::string> next;
  if (!threats.empty()) next.push_back("`merlon explain " + Clean(threats.front()->id) + model + "` says why, and what would clear it");
  if (counts.undetermined) next.push_back("`merlon questions" + model + "` lists the answers that would settle most");
  if (counts.set_aside) next.push_back("`--all` also lists what is handled, decided or set aside");
  for (size_t i = 0; i < next.size(); ++i) out += (i ? "      " : "Next: ") + next[i] + ".\n";
  if (workspace.model().adversaries.empty()) out += "Against whom? Nobody is named under `adversaries:`.\n";
  Print(out);
}

int ByControl(const Session& session, bool json_format) {
  const Workspace& workspace = *session.workspace;
  std::vector<ControlEffect> effects = workspace.ControlEffects();
  const std::vector<Threat>& threats = workspace.assessment().threats;
  if (json_format) {
    std::string out;
    JsonWriter json(out);
    json.BeginObject().Key("schema").String("merlon/threats-by-control/1").Key("controls").BeginArray().Inline(true);
    for (const ControlEffect& effect : effects) {
      json.BeginObject().Key("control").String(effect.control).Key("place").String(PlaceId(workspace.model(), effect.place)).Key("clears").BeginArray();
      for (uint32_t index : effect.clears) json.String(threats[index].id);
      json.EndArray().EndObject();
    }
    json.Inline(false).EndArray().EndObject();
    Print(out + "\n");
    return kFine;
  }
  Terminal terminal(stdout);
  std::string out;
  for (const ControlEffect& effect : effects) {
    std::string place = PlaceId(workspace.model(), effect.place);
    uint32_t known = workspace.library().FindControl(effect.control);
    std::string title = known == kNone ? std::string(effect.control) : std::string(workspace.library().controls()[known].title.view());
    out += terminal.In(Paint::green, Pad("clears " + std::to_string(effect.clears.size()), 10)) + "  " + terminal.In(Paint::bold, title + ", at " + PlaceTitle(workspace.model(), effect.place)) + "\n";
    std::string ids;
    for (uint32_t index : effect.clears) ids += (ids.empty() ? "" : ", ") + std::string(threats[index].id);
    out += "            " + Wrap(Clean(ids), terminal.width(), 12) + "\n            " + terminal.In(Paint::dim, "merlon apply " + std::string(effect.control) + " " + place + " " + session.path) + "\n";
  }
  if (effects.empty()) out = "No control of the library would clear an open threat by itself.\n";
  Print(out);
  return kFine;
}

// Complains of a name in `wanted` that is none of `known`.
int CheckNames(const std::vector<std::string>& wanted, const std::vector<std::string_view>& known, std::string_view kind) {
  for (const std::string& name : wanted) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    std::string_view near = Nearest(name, known);
    std::string all;
    for (std::string_view one : known) all += (all.empty() ? "there is `" : ", `") + std::string(one) + "`";
    return Complain("the model has no " + std::string(kind) + " `" + name + "`", near.empty() ? (all.empty() ? "leave the option out" : all) : "did you mean `" + std::string(near) + "`?", kBadInput);
  }
  return kFine;
}

// A filter by something that is not there would only show an empty list.
int CheckFilter(const Workspace& workspace, const Filter& filter) {
  std::vector<std::string_view> categories, sessions;
  for (const CategoryDeclaration* category : workspace.names().categories()) categories.push_back(category->id.view());
  for (const merlon::Session& held : workspace.model().sessions) sessions.push_back(held.id.view());
  if (int exit = CheckNames(filter.categories, categories, "category"); exit != kFine) return exit;
  if (int exit = CheckNames(filter.sessions, sessions, "session"); exit != kFine) return exit;
  for (const std::string& element : filter.elements) {
    if (workspace.names().FindPlace(element)) continue;
    std::string_view near = Nearest(element, workspace.names().All(names::kPlace | names::kElement | names::kZone | names::kAsset));
    return Complain("the model has no place `" + element + "`", near.empty() ? "name an element, flow, zone or asset" : "did you mean `" + std::string(near) + "`?", kBadInput);
  }
  return kFine;
}

int Run(const Invocation& invocation) {
  Session session = OpenModel(invocation, invocation.Arguments("MODEL"));
  if (!session.usable()) return session.exit;
  if (invocation.Get("--by") == "control") return ByControl(session, invocation.Json());
  Filter filter;
  filter.statuses = invocation.All("--status");
  filter.categories = invocation.All("--category");
  filter.elements = invocation.All("--element");
  filter.sessions = invocation.All("--session");
  filter.all = invocation.Has("--all");
  if (int exit = CheckFilter(*session.workspace, filter); exit != kFine) return exit;
  std::string least = invocation.Get("--severity");
  for (size_t i = 0; i < std::size(kSeverities); ++i) {
    if (kSeverities[i] == least) filter.least = static_cast<ThreatSeverity>(i + 1);
  }
  if (int exit = NarrowToUseCase(session, invocation); exit != kFine) return exit;
  filter.use_case = session.workspace->use_case();
  if (invocation.Has("--order-by")) filter.order_by = FindScheme(invocation.Get("--order-by"));
  else filter.order_by = OrderOfMethods(*session.workspace);
  std::vector<const Threat*> threats = Select(*session.workspace, filter);
  bool responses = !invocation.Has("--no-responses");
  if (invocation.Json()) PrintJson(session, threats, responses);
  else PrintText(session, threats, filter.order_by, responses);
  return kFine;
}

constexpr Argument kArguments[] = {kModelArgument};
constexpr Option kOptions[] = {
    kFormatOption,
    {"--all", "", "also what is handled, decided or set aside"},
    {"--status", "STATUS", "only threats of this status", kStatuses, true},
    {"--severity", "LEVEL", "only threats of this severity or worse", kSeverities},
    {"--category", "ID", "only threats of this category", {}, true},
    {"--element", "ID", "only threats at this place, or at flows of this element", {}, true},
    {"--session", "ID", "only threats that this session raised or decided about", {}, true},
    kUseCaseOption,
    {"--order-by", "SCHEME", "order by this scheme's scores instead of that of the model's methods; what has none stands last", kSchemeIds},
    {"--by", "WHAT", "list by threat, or by the control that would clear most", kGroups},
    {"--no-responses", "", "not a word about responses"},
    kLibraryOption,
    kWithOption,
    kTodayOption,
};
constexpr std::string_view kExamples[] = {"merlon threats shop.merlon.yaml", "merlon threats --severity high --element api", "merlon threats --by control", "merlon threats --format json --all"};

}  // namespace

const Command& CommandThreats() {
  static const Command kCommand{"threats", "what can go wrong, most serious first", "what can go wrong?", kArguments, kOptions, kExamples, Run};
  return kCommand;
}

}  // namespace merlon::cli
