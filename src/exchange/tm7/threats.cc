// The threats that the tool's rules found, and what people decided on them.
#include <algorithm>
#include <unordered_map>

#include "base/strings.h"
#include "exchange/drawing/text.h"
#include "exchange/tm7/read.h"
#include "exchange/tm7/xml.h"

namespace merlon::tm7 {
namespace {

using namespace drawing;

// The tool escapes the links in what templates add, once more each time it saves.
std::string Unescape(std::string text) {
  constexpr int kMostTimes = 16;
  for (int i = 0; i < kMostTimes && text.find("&amp;") != std::string::npos; ++i) text = ReplaceAll(std::move(text), "&amp;", "&");
  constexpr std::pair<std::string_view, std::string_view> kEntities[] = {{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}};
  for (const auto& [entity, character] : kEntities) text = ReplaceAll(std::move(text), entity, character);
  return text;
}

// Templates write links as `<a href="where">text</a>`; here they stand as text.
std::string PlainLinks(std::string_view text) {
  constexpr std::string_view kStart = "<a ", kWhere = "href=\"", kEnd = "</a>";
  std::string plain;
  for (size_t at = text.find(kStart); at != std::string_view::npos; at = text.find(kStart)) {
    size_t close = text.find('>', at), end = text.find(kEnd, at), where = text.find(kWhere, at);
    if (end == std::string_view::npos || close > end || where > close) break;
    where += kWhere.size();
    std::string_view target = text.substr(where, std::min(text.find('"', where), close) - where), label = text.substr(close + 1, end - close - 1);
    plain.append(text.substr(0, at)).append(label);
    if (label != target) plain.append(" (").append(target).append(")");
    text.remove_prefix(end + kEnd.size());
  }
  return plain.append(text);
}

// What a threat says, by key; the tool writes the same partly at the threat itself and partly into a table of it, which newer versions prefer.
class Values {
 public:
  explicit Values(pugi::xml_node threat) {
    for (pugi::xml_node pair : ChildOf(threat, "Properties").children()) {
      std::string text = TextAt(pair, "Value");
      if (!text.empty()) values_.emplace(LineAt(pair, "Key"), std::move(text));
    }
    for (const char* key : {"Title", "UserThreatCategory", "UserThreatDescription", "StateInformation", "InteractionString", "Priority"}) {
      std::string text = TextAt(threat, key);
      if (!text.empty()) values_.emplace(key, std::move(text));
    }
  }

  // Takes the value away.
  std::string Take(std::string_view key) {
    auto found = values_.find(std::string(key));
    if (found == values_.end()) return {};
    std::string text = std::move(found->second);
    values_.erase(found);
    return text;
  }
  const std::map<std::string, std::string>& rest() const { return values_; }

 private:
  std::map<std::string, std::string> values_;
};

class ThreatReader {
 public:
  ThreatReader(const Knowledge& knowledge, Drawing& drawing, Notes& notes) : knowledge_(knowledge), drawing_(drawing), notes_(notes) {
    for (Diagram& diagram : drawing.diagrams) {
      for (Cell& cell : diagram.cells) {
        by_id_.emplace(cell.id, &cell);
        if (cell.kind != CellKind::flow || cell.name.empty()) continue;
        auto [entry, first] = by_name_.emplace(cell.name, &cell);
        if (!first) entry->second = nullptr;
      }
    }
  }

  void Read(pugi::xml_node node) {
    Values values(node);
    ForeignThreat threat;
    threat.id = LineAt(node, "Id");
    threat.title = OneLine(values.Take("Title"));
    threat.type = OneLine(values.Take("UserThreatCategory"));
    auto type = knowledge_.threat_types.find(LineAt(node, "TypeId"));
    if (type != knowledge_.threat_types.end()) {
      if (threat.title.empty()) threat.title = type->second.title;
      if (threat.type.empty()) threat.type = type->second.category;
    }
    if (threat.title.empty()) threat.title = threat.type;
    threat.severity = OneLine(values.Take("Priority"));
    threat.description = PlainLinks(values.Take("UserThreatDescription"));
    ReadState(node, values.Take("StateInformation"), threat);
    if (StrideCategory(threat.type).empty() && !threat.type.empty()) {
      Append(threat, "Category", threat.type);
      threat.type.clear();
    }
    Append(threat, "Possible mitigations", values.Take("PossibleMitigations"));
    std::string interaction = OneLine(values.Take("InteractionString"));
    ReadRest(values, threat);
    if (Cell* cell = Find(node, interaction, threat)) cell->threats.push_back(std::move(threat));
    else drawing_.threats.push_back(std::move(threat));
    changed_ = changed_ || !LineAt(node, "ChangedBy").empty();
  }

  void Finish() {
    if (untouched_ > 0) {
      notes_.Guess(std::to_string(untouched_) + (untouched_ == 1 ? " threat" : " threats") + " in the state Not Started",
                   "the tool proposed them and nobody has judged them yet; they were taken like threats that people wrote, beside those that Merlon finds itself");
    }
    if (changed_) notes_.Drop("who changed threats, and when", "a decision names who answers for it, and the file only tells who last saved it");
  }

 private:
  static void Append(ForeignThreat& threat, const std::string& label, const std::string& text) {
    if (!text.empty()) threat.description += (threat.description.empty() ? "" : "\n\n") + label + ": " + PlainLinks(text);
  }

  void ReadState(pugi::xml_node node, const std::string& reason, ForeignThreat& threat) {
    threat.status = LineAt(node, "State");
    std::string state = Slug(threat.status);
    if (state == "mitigated") {
      threat.state = ThreatState::mitigated;
    } else if (state == "notapplicable" || state == "not-applicable") {
      threat.state = ThreatState::dismissed;
    } else if (state == "needsinvestigation" || state == "needs-investigation") {
      notes_.Count("the state Needs Investigation of threats", "threats without a decision are open");
    } else if (state == "autogenerated" || state == "notstarted" || state == "not-started" || threat.status.empty()) {
      ++untouched_;
    } else if (state != "open") {
      threat.state = ThreatState::unknown;
    }
    bool decided = threat.state == ThreatState::mitigated || threat.state == ThreatState::dismissed;
    if (decided) threat.mitigation = reason;
    else Append(threat, "Justification", reason);
    if (threat.state == ThreatState::dismissed) CheckReason(reason, threat);
  }

  // A decision without a reason, or with that of another, is kept as it is; the user is told what comes next.
  void CheckReason(const std::string& reason, const ForeignThreat& threat) {
    if (reason.empty()) {
      notes_.Count("a reason why threats are not applicable", "the file gives none; `merlon check` asks for it");
      return;
    }
    auto [first, added] = reasons_.emplace(reason, threat.title);
    if (!added && first->second != threat.title) notes_.Count("reasons of their own why threats are not applicable", "the file repeats that of another threat; `merlon check` asks what makes it so at each");
  }

  // What the template adds to each threat; the rest of the tool's own fields says nothing of this model.
  void ReadRest(const Values& values, ForeignThreat& threat) {
    for (const auto& [key, text] : values.rest()) {
      if (key == "UserThreatShortDescription" || text == "None") continue;
      auto label = knowledge_.labels.find(key);
      if (key == "SDLPhase") notes_.Count("`SDL Phase` of threats", "nothing in a model says when a threat is to be looked at");
      else Append(threat, label == knowledge_.labels.end() ? key : label->second, Unescape(text));
    }
  }

  // The flow that the threat is at, or else an end of it; null when nothing of that is drawn.
  Cell* Find(pugi::xml_node node, const std::string& interaction, const ForeignThreat& threat) {
    auto cell = [&](std::string_view key) -> Cell* {
      auto found = by_id_.find(LineAt(node, key));
      return found == by_id_.end() ? nullptr : found->second;
    };
    if (Cell* flow = cell("FlowGuid")) return flow;
    if (auto named = by_name_.find(interaction); named != by_name_.end() && named->second) {
      notes_.Guess("threat `" + threat.title + "`", "its flow is not drawn; it was taken to be at the one that has the same name, `" + interaction + "`");
      return named->second;
    }
    Cell* target = cell("TargetGuid");
    return target ? target : cell("SourceGuid");
  }

  const Knowledge& knowledge_;
  Drawing& drawing_;
  Notes& notes_;
  std::unordered_map<std::string, Cell*> by_id_, by_name_;
  std::unordered_map<std::string, std::string> reasons_;  // with the title of the first threat that has it
  size_t untouched_ = 0;
  bool changed_ = false;
};

}  // namespace

void ReadThreats(pugi::xml_node instances, const Knowledge& knowledge, Drawing& drawing, Notes& notes) {
  ThreatReader reader(knowledge, drawing, notes);
  for (pugi::xml_node entry : instances.children()) {
    if (pugi::xml_node value = ChildOf(entry, "Value"); value.first_child()) reader.Read(value);
  }
  reader.Finish();
}

}  // namespace merlon::tm7
