// A look back as tables, for whatever prints them.
#include "engine/retro.h"

namespace merlon {
namespace {

Cell Plain(std::string text) { return {std::move(text), {}, {}}; }
Cell Number(size_t number) { return Plain(std::to_string(number)); }

Table Items(std::string id, std::string title, std::string about, std::string_view what, const std::vector<RetroItem>& items, bool threats) {
  Table table{std::move(id), std::move(title), std::move(about), {std::string(what), "what", "owner"}, {}};
  for (const RetroItem& item : items) table.rows.push_back({{item.id, {}, threats ? item.id : std::string()}, Plain(item.detail), Plain(item.owner)});
  return table;
}

Table OpenActions(std::string id, std::string title, const std::vector<const Action*>& actions) {
  Table table{std::move(id), std::move(title), {}, {"what", "owner", "until"}, {}};
  for (const Action* action : actions) table.rows.push_back({Plain(std::string(action->what.view())), Plain(std::string(action->owner.view())), Plain(std::string(action->until.text.view()))});
  return table;
}

Table Coverage(const Retrospective& retro) {
  Table table{"coverage", "What was looked at", "Of how many places somebody has looked at, by kind and category. Looked at: something there was decided, handled, set aside or written by hand. A dash: not usual there.", {"places"}, {}};
  for (const CategoryDeclaration* category : retro.categories) table.columns.push_back(std::string(category->id.view()));
  for (const CoverageRow& row : retro.coverage) {
    std::vector<Cell> cells = {Plain(std::string(Name(row.kind)))};
    for (const CoverageCell& cell : row.cells) cells.push_back(Plain(cell.applies ? std::to_string(cell.looked) + " of " + std::to_string(cell.places()) : "–"));
    table.rows.push_back(std::move(cells));
  }
  return table;
}

Table Untouched(const Retrospective& retro) {
  Table table{"untouched", "Places that nobody has looked at", {}, {"place"}, {}};
  for (const std::string& place : retro.untouched) table.rows.push_back({{place, place, {}}});
  return table;
}

Table Noise(const Retrospective& retro) {
  Table table{"noise", "Noise and paranoia", {}, {"place", "wait", "threats"}, {}};
  auto share = [](size_t part, size_t whole, std::string_view what) { return std::to_string(part) + " of " + std::to_string(whole) + " " + std::string(what) + " (" + std::to_string(Percent(part, whole)) + " %)"; };
  table.about = share(retro.undetermined, retro.listed, "threats") + " wait for a fact.";
  if (retro.by_hand > 0) table.about += " " + share(retro.far_fetched, retro.by_hand, "threats written by hand") + " are called paranoid, academic or a fad.";
  for (const PlaceNoise& one : retro.noise) table.rows.push_back({{one.place, one.place, {}}, Number(one.undetermined), Number(one.threats)});
  return table;
}

Table Patterns(const Retrospective& retro) {
  Table table{"anti-patterns", "Anti-patterns", {}, {"which", "what was seen"}, {}};
  for (const AntiPattern& pattern : retro.patterns) table.rows.push_back({Plain(std::string(pattern.title)), Plain(pattern.detail)});
  return table;
}

Table Cost(const Retrospective& retro) {
  Table table{"cost", "Cost of the responses", {}, {"what", "responses", "budget"}, {}};
  const ResponseCost& cost = retro.cost;
  if (cost.controls == 0) return table;
  constexpr int64_t kHoursOfDay = 8;
  auto days = [](int64_t hours) { return std::to_string((hours + kHoursOfDay - 1) / kHoursOfDay) + " days"; };
  auto money = [&](int64_t minor) { return std::to_string(minor / 100) + (cost.currency.empty() ? "" : " " + cost.currency); };
  table.rows.push_back({Plain("work"), Plain(days(cost.hours)), Plain(cost.budget_hours ? days(cost.budget_hours) : "not stated")});
  table.rows.push_back({Plain("money"), Plain(money(cost.minor)), Plain(cost.budget_minor ? money(cost.budget_minor) : "not stated")});
  table.about = std::to_string(cost.controls) + (cost.controls == 1 ? " control is" : " controls are") + " named in decisions or described";
  if (cost.unpriced) table.about += ", " + std::to_string(cost.unpriced) + " of them without a price";
  if (cost.other_currency) table.about += ", " + std::to_string(cost.other_currency) + " in another currency, which is not counted";
  table.about += ".";
  for (const std::string& warning : cost.warnings) table.about += " Note that " + warning + ".";
  return table;
}

Table Trend(const Retrospective& retro) {
  Table table{"trend", "Trend", {}, {"version", "day", "open", "undetermined", "handled", "decided", "set aside"}, {}};
  if (retro.trend.size() < 2) return table;
  for (const RevisionCounts& at : retro.trend) {
    if (!at.readable) table.rows.push_back({Plain(at.revision), Plain(DayText(at.day)), Plain("malformed"), {}, {}, {}, {}});
    else table.rows.push_back({Plain(at.revision), Plain(DayText(at.day)), Number(at.open), Number(at.undetermined), Number(at.handled), Number(at.decided), Number(at.set_aside)});
  }
  return table;
}

Table Proposed(const Retrospective& retro) {
  Table table{"proposed", "Proposed actions", {}, {"what", "owner", "until"}, {}};
  for (const ProposedAction& action : retro.actions) table.rows.push_back({Plain(action.what), Plain(action.owner.empty() ? "nobody yet" : action.owner), Plain(DayText(action.until))});
  return table;
}

Table WentWell(const Retrospective& retro) {
  Table table{"went-well", "What went well", {}, {"what"}, {}};
  for (const std::string& text : retro.went_well) table.rows.push_back({Plain(text)});
  return table;
}

}  // namespace

std::vector<Table> RetroTables(const Retrospective& retro) {
  std::vector<Table> tables;
  auto add = [&](Table table) {
    if (!table.rows.empty() || table.id == "noise") tables.push_back(std::move(table));
  };
  add(OpenActions("overdue", "Overdue actions", retro.overdue));
  add(OpenActions("actions", "Open actions", retro.waiting));
  add(Coverage(retro));
  add(Untouched(retro));
  add(Items("undecided", "Open and undecided", {}, "threat", retro.undecided, true));
  add(Items("unproven", "Mitigations without evidence", {}, "decision", retro.unproven, true));
  add(Items("expired", "Run out", {}, "entry", retro.expired, false));
  add(Items("orphaned", "Decisions about nothing", {}, "decision", retro.orphaned, false));
  add(Items("stale", "Not touched for long", {}, "entry", retro.stale, false));
  add(Noise(retro));
  add(Cost(retro));
  add(Patterns(retro));
  add(Trend(retro));
  add(Proposed(retro));
  add(WentWell(retro));
  return tables;
}

}  // namespace merlon
