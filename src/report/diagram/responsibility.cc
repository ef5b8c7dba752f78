// The boundary of responsibility: who runs what, who answers for what, and which flows pass from one to the other.
#include <algorithm>

#include "report/diagram/parts.h"

namespace merlon {
namespace {

std::string CategoryTitle(const Workspace& workspace, std::string_view id) {
  for (const CategoryDeclaration* category : workspace.names().categories()) {
    if (category->id == id) return Printable(category->title.view());
  }
  return Printable(id);
}

// `denial of service of web, until 2027-03-01`; empty for what the picture shows anyway.
std::string DutyWords(const Parts& parts, const Duty& duty) {
  if (duty.source == "runs") return {};
  NameList what, on;
  for (std::string_view category : duty.categories) what.Add(CategoryTitle(parts.workspace, category));
  for (std::string_view place : duty.on) on.Add(Printable(place));
  std::string words = what.text();
  if (!on.text().empty()) words += (words.empty() ? (duty.source == "channel" ? "the line " : "") : " at ") + on.text();
  if (!duty.until.empty()) words += (duty.expired ? ", ran out " : ", until ") + Printable(duty.until);
  return words;
}

PictureZone PartyZone(const Parts& parts, uint32_t row, bool ours) {
  PictureZone zone;
  zone.party = true;
  zone.id = ours ? "us" : "party " + std::string(parts.model.parties[row].id.view());
  zone.title = ours ? "Ours" : parts.PartyTitle(row);
  NameList detail;
  if (ours) {
    detail.Add(Printable(parts.model.owner.view()));
  } else {
    detail.Add(Printable(parts.model.parties[row].kind.view()));
    detail.Add(Printable(parts.model.parties[row].jurisdiction.view()));
  }
  zone.detail = detail.text();
  zone.about = zone.title + (zone.detail.empty() ? "" : ", " + zone.detail);
  return zone;
}

// Whether readers may see what the statement behind a duty says.
bool Shows(const Parts& parts, const Duty& duty) {
  if (!parts.options.for_outside) return true;
  const Model& model = parts.model;
  auto shows = [&](const auto& entries) {
    uint32_t row = RowOfId(entries, duty.id);
    return row == kNone || parts.Shows(entries[row]);
  };
  if (duty.source == "trust" && !shows(model.trust)) return false;
  if (duty.source == "verdict" && !shows(model.expects)) return false;
  if (duty.source == "decision" && !shows(model.decisions)) return false;
  for (std::string_view on : duty.on) {
    size_t at = on.find('@');
    std::optional<Place> place = parts.workspace.names().FindPlace(at == std::string_view::npos ? on : on.substr(at + 1));
    if (place && !parts.Shows(*place)) return false;
  }
  uint32_t party = parts.PartyRow(duty.receiver);
  return party >= model.parties.size() || parts.Shows(model.parties[party]);
}

// What is handed over to a party, as a sheet inside its region.
void AddSheet(Picture& picture, const Parts& parts, const std::vector<Duty>& duties, std::string_view receiver, uint32_t zone) {
  PictureNode sheet;
  sheet.id = "duties " + std::string(receiver);
  sheet.shape = NodeShape::party;
  sheet.title = "answers for";
  sheet.zone = zone;
  for (const Duty& duty : duties) {
    if (duty.receiver != receiver) continue;
    std::string words = DutyWords(parts, duty);
    if (words.empty()) continue;
    sheet.about += (sheet.about.empty() ? "Answers for " : "; ") + words + (duty.why.empty() ? "" : ": " + Printable(duty.why));
    sheet.details.push_back("• " + words);
  }
  constexpr size_t kMostLines = 8;
  if (sheet.details.size() > kMostLines) {
    size_t more = sheet.details.size() - kMostLines + 1;
    sheet.details.resize(kMostLines - 1);
    sheet.details.push_back("and " + std::to_string(more) + " more");
  }
  if (!sheet.details.empty()) picture.nodes.push_back(std::move(sheet));
}

}  // namespace

Sketch SketchResponsibility(const Workspace& workspace, const DiagramOptions& options) {
  Parts parts(workspace, options);
  const Model& model = parts.model;
  Sketch sketch{parts.Blank("Who answers for what"), {}, {}};
  Picture& picture = sketch.picture;
  picture.badge = {};
  std::vector<Duty> duties = workspace.Duties();
  std::erase_if(duties, [&](const Duty& duty) { return !Shows(parts, duty); });
  uint32_t others = static_cast<uint32_t>(model.parties.size());  // stands for us
  std::vector<uint32_t> zone_of(others + 1, kNone);
  std::vector<uint32_t> runner(model.element_count());
  std::vector<bool> shown(others + 1);
  for (uint32_t row = 0; row < runner.size(); ++row) {
    if (!parts.Shows(Place{Domain::element, row})) {
      runner[row] = kNone;
      continue;
    }
    // An actor of whom nobody said who runs it is its own, not ours.
    runner[row] = parts.RunBy(row);
    if (runner[row] < others && !parts.Shows(model.parties[runner[row]])) runner[row] = kNone;
    if (runner[row] == kNone && model.element_kind(row) != PlaceKind::actor) runner[row] = others;
    if (runner[row] != kNone) shown[runner[row]] = true;
  }
  for (const Duty& duty : duties) {
    if (uint32_t row = parts.PartyRow(duty.receiver); row < others) shown[row] = true;
  }
  if (std::find(shown.begin(), shown.end() - 1, true) == shown.end() - 1) {
    sketch.error = "there is nothing to draw: nobody but us runs or answers for anything";
    sketch.hint = "write `parties:`, who runs a zone or an element (`party:`), and `trust:`";
    return sketch;
  }
  auto add_zone = [&](uint32_t row) {
    if (!shown[row]) return;
    zone_of[row] = static_cast<uint32_t>(picture.zones.size());
    picture.zones.push_back(PartyZone(parts, row, row == others));
  };
  add_zone(others);
  for (uint32_t row = 0; row < others; ++row) add_zone(row);
  std::vector<uint32_t> nodes;
  for (uint32_t row = 0; row < runner.size(); ++row) {
    nodes.push_back(static_cast<uint32_t>(picture.nodes.size()));
    if (!parts.Shows(Place{Domain::element, row})) continue;
    picture.nodes.push_back(parts.ElementNode(row));
    picture.nodes.back().zone = runner[row] == kNone ? kNone : zone_of[runner[row]];
    picture.nodes.back().badge = {};
  }
  for (uint32_t row = 0; row < others; ++row) {
    if (shown[row]) AddSheet(picture, parts, duties, model.parties[row].id.view(), zone_of[row]);
  }
  parts.AddFlows(picture, std::vector<bool>(model.flows.size(), true), nodes);
  for (PictureEdge& edge : picture.edges) {
    edge.strong = picture.nodes[edge.source].zone != picture.nodes[edge.target].zone;
    edge.title.clear(), edge.over.clear();
    if (!edge.strong) edge.carries.clear();
    edge.protection = Protection::none, edge.sender_known = false, edge.badge = {};
  }
  // A region without anything in it would not be drawn.
  std::vector<bool> filled(picture.zones.size());
  for (const PictureNode& node : picture.nodes) {
    if (node.zone != kNone) filled[node.zone] = true;
  }
  for (uint32_t zone = 0; zone < filled.size(); ++zone) {
    if (filled[zone]) continue;
    PictureNode sheet;
    sheet.id = "nothing " + picture.zones[zone].id;
    sheet.shape = NodeShape::party;
    sheet.title = "runs nothing here";
    sheet.about = sheet.title;
    sheet.zone = zone;
    picture.nodes.push_back(std::move(sheet));
  }
  return sketch;
}

}  // namespace merlon
