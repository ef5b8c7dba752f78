#include "cli/diff_rows.h"

#include <algorithm>
#include <iterator>

namespace merlon::cli {
namespace {

// Names of entries in sections that are no places; what is not listed is its section without the `s`.
struct Noun {
  std::string_view section, noun;
};
constexpr Noun kNouns[] = {{"parties", "party"}, {"adversaries", "adversary"}, {"trust", "trust"}, {"use-cases", "use case"}};

std::string NounOf(std::string_view section) {
  for (const Noun& known : kNouns) {
    if (known.section == section) return std::string(known.noun);
  }
  return std::string(section.substr(0, section.size() - (section.back() == 's')));
}

std::string Shortened(const std::string& text) {
  constexpr size_t kLongest = 60;
  if (text.size() <= kLongest) return text;
  size_t end = kLongest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "…";
}

std::string Listed(const std::vector<std::string>& items, std::string_view sign) {
  std::string list;
  for (const std::string& item : items) list += (list.empty() ? "" : ", ") + std::string(sign) + " " + Shortened(item);
  return list;
}

std::string Words(const FieldChange& change) {
  if (change.is_list) {
    std::vector<std::string> more, fewer;
    std::set_difference(change.to.begin(), change.to.end(), change.from.begin(), change.from.end(), std::back_inserter(more));
    std::set_difference(change.from.begin(), change.from.end(), change.to.begin(), change.to.end(), std::back_inserter(fewer));
    return change.name + ": " + Listed(more, "+") + (more.empty() || fewer.empty() ? "" : ", ") + Listed(fewer, "-");
  }
  auto value = [](const std::vector<std::string>& items) { return items.empty() ? std::string("not said") : Shortened(items.front()); };
  return change.name + ": " + value(change.from) + " -> " + value(change.to);
}

std::string Words(const std::vector<FieldChange>& changes) {
  std::string text;
  for (const FieldChange& change : changes) text += (text.empty() ? "" : "; ") + Words(change);
  return text;
}

template <class NounAt>
void Append(std::vector<ChangeRow>& rows, const SectionDiff& section, NounAt noun) {
  for (const std::string& id : section.added) rows.push_back({'+', noun(id, true), id, {}});
  for (const std::string& id : section.removed) rows.push_back({'-', noun(id, false), id, {}});
  for (const EntryChange& change : section.changed) rows.push_back({'~', noun(change.id, true), change.id, Words(change.fields)});
  for (const RenamedEntry& entry : section.renamed) rows.push_back({'=', noun(entry.to, true), entry.to, "was " + entry.from});
}

}  // namespace

std::string Headline(const ModelDiff& diff) {
  if (!diff.remodel()) {
    if (diff.empty()) return "no re-model needed: nothing changed";
    bool same = !diff.ChangesThreats();
    return std::string("no re-model needed: neither architecture nor flows nor data changed") + (same ? ", and no threat" : "");
  }
  std::vector<std::pair<std::string_view, size_t>> counts;
  for (const Cause& cause : diff.causes) {
    auto known = std::find_if(counts.begin(), counts.end(), [&](const auto& count) { return count.first == cause.what; });
    if (known == counts.end()) counts.emplace_back(cause.what, 1);
    else ++known->second;
  }
  std::string line = "re-model needed: ";
  for (size_t i = 0; i < counts.size(); ++i) {
    line += (i ? ", " : "") + std::string(counts[i].first);
    if (counts[i].second > 1) line += " (" + std::to_string(counts[i].second) + ")";
  }
  return line;
}

std::vector<ChangeRow> ChangeRows(const Comparison& comparison) {
  const ModelDiff& diff = comparison.diff;
  std::vector<ChangeRow> rows;
  auto kind = [&](const std::string& id, bool later) {
    const Workspace& side = later ? comparison.after : comparison.before;
    std::optional<Place> place = side.names().FindPlace(id);
    return place ? std::string(Name(KindOf(side.model(), *place))) : std::string("place");
  };
  if (!diff.system.empty()) rows.push_back({'~', "system", "system", Words(diff.system)});
  for (const SectionDiff* section : {&diff.elements, &diff.zones, &diff.flows, &diff.assets}) Append(rows, *section, kind);
  Append(rows, diff.states, [](const std::string& id, bool) { return std::string(IsTransition(id) ? "transition" : "state"); });
  Append(rows, diff.verdicts, [](const std::string&, bool) { return std::string("verdict"); });
  for (const NamedSection& section : diff.others) Append(rows, section.diff, [&](const std::string&, bool) { return NounOf(section.name); });
  Append(rows, diff.decisions.entries, [](const std::string&, bool) { return std::string("decision"); });
  return rows;
}

std::vector<ThreatRow> ThreatRows(const Comparison& comparison) {
  const std::vector<Threat>& before = comparison.before.assessment().threats;
  const std::vector<Threat>& after = comparison.after.assessment().threats;
  std::vector<ThreatRow> rows;
  auto one_side = [&](char sign, const Workspace& side, const Threat& threat) {
    rows.push_back({sign, threat.severity, std::string(Name(threat.severity)), std::string(StatusWord(threat)), threat.id, &side, &threat, NeedsAnswer(threat)});
  };
  for (const ThreatPair& pair : comparison.diff.threats.added) one_side('+', comparison.after, after[pair.after]);
  for (const ThreatPair& pair : comparison.diff.threats.removed) one_side('-', comparison.before, before[pair.before]);
  for (const ThreatPair& pair : comparison.diff.threats.changed) {
    const Threat &was = before[pair.before], &is = after[pair.after];
    rows.push_back({'~', is.severity, std::string(Name(is.severity)), std::string(StatusWord(was)) + " -> " + std::string(StatusWord(is)), is.id, &comparison.after, &is, NeedsAnswer(was) || NeedsAnswer(is)});
  }
  for (const ThreatPair& pair : comparison.diff.threats.severity) {
    const Threat &was = before[pair.before], &is = after[pair.after];
    rows.push_back({'~', is.severity, std::string(Name(was.severity)) + " -> " + std::string(Name(is.severity)), std::string(StatusWord(is)), is.id, &comparison.after, &is, true});
  }
  return rows;
}

std::string RenameHint(const RenamedEntry& alike, std::string_view quote) {
  std::string from = std::string(quote) + alike.from + std::string(quote), to = std::string(quote) + alike.to + std::string(quote);
  return to + " says what " + from + " said. If that is a rename, add " + std::string(quote) + "was: " + alike.from + std::string(quote) + " to " + to + ", and its decisions go with it";
}

std::string ThreatTotals(const ModelDiff& diff) {
  std::string text;
  auto add = [&](size_t count, std::string_view word) {
    if (count) text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + std::string(word);
  };
  add(diff.threats.added.size(), "new"), add(diff.threats.removed.size(), "gone"), add(diff.threats.changed.size(), "of another status"), add(diff.threats.severity.size(), "of another severity");
  return text;
}

std::string DecisionTotals(const DecisionsDiff& decisions) {
  std::string text = std::to_string(decisions.carried) + " of " + std::to_string(decisions.standing) + " carried over";
  if (!decisions.orphaned.empty()) text += ", " + std::to_string(decisions.orphaned.size()) + " decide" + std::string(decisions.orphaned.size() == 1 ? "s" : "") + " nothing";
  return text;
}

}  // namespace merlon::cli
