// Threats with their decisions, from what people wrote at the cells.
#include "base/strings.h"
#include "exchange/drawing/build.h"
#include "exchange/drawing/text.h"

namespace merlon::drawing {
namespace {

constexpr size_t kLongestName = 60;

class ThreatAdder {
 public:
  explicit ThreatAdder(Build& build) : build_(build), result_(build.result) {
    uint32_t stride = build.library.FindMethod("stride");
    if (stride == kNone) return;
    for (const CategoryDeclaration& category : build.library.methods()[stride].categories) categories_.insert(std::string(category.id.view()));
  }

  void Add(const Cell& cell, const PlacedCell& placed) {
    for (const ForeignThreat& threat : cell.threats) {
      std::string key = AddThreat("at the " + Describe(cell), placed.place, threat);
      if (placed.place.empty() || placed.moved) build_.Guess("threat `" + key + "`", "it stood at the " + Describe(cell) + ", which is not in the model");
    }
  }
  void AddToSystem(const ForeignThreat& threat) {
    std::string key = AddThreat("of the system", "", threat);
    build_.Guess("threat `" + key + "`", "the file says of no place in the model that it is there");
  }

 private:
  // Returns its key.
  std::string AddThreat(const std::string& where, const std::string& place, const ForeignThreat& from) {
    std::string key = Key(from, place.empty() ? "system" : place);
    HandThreat threat;
    threat.id = result_.Keep(key);
    threat.title = result_.Keep(from.title);
    threat.category = Ref(result_.Keep(Category(from)).view());
    threat.severity = Severity(from);
    threat.origin = result_.Keep(from.id);
    std::string about = from.description;
    bool decided = Decide(where, from, threat.id);
    auto append = [&](std::string_view label, const std::string& text) {
      if (!text.empty()) about += (about.empty() ? "" : "\n\n") + std::string(label) + text;
    };
    if (!decided) append("Planned response: ", from.mitigation);
    append("Score: ", from.score);
    threat.about = result_.Keep(std::move(about));
    result_.model.threats.Add(std::move(threat));
    return key;
  }

  // A name that a rule of the library has, or the word `any`, would make decisions ambiguous.
  std::string Key(const ForeignThreat& from, const std::string& place) {
    std::string name = CutId(Slug(from.title), kLongestName);
    std::string key = name + "@" + place;
    bool ambiguous = name == "any" || build_.library.FindRule(name) != kNone;
    if (!ambiguous && keys_.Reserve(key)) return key;
    for (size_t& n = next_.emplace(key, 2).first->second;; ++n) {
      std::string numbered = name + "-" + std::to_string(n) + "@" + place;
      if (keys_.Reserve(numbered)) return numbered;
    }
  }

  std::string Category(const ForeignThreat& from) {
    std::string_view category = StrideCategory(from.type);
    if (!category.empty() && categories_.contains(std::string(category))) return std::string(category);
    if (!from.type.empty()) build_.Count("category `" + from.type + "` of threats", "it is no category of STRIDE by its English name; the threats are kept without one");
    return {};
  }

  ThreatSeverity Severity(const ForeignThreat& from) {
    std::string word = Slug(from.severity);
    if (word == "low") return ThreatSeverity::low;
    if (word == "medium") return ThreatSeverity::medium;
    if (word == "high") return ThreatSeverity::high;
    if (word == "critical") return ThreatSeverity::critical;
    bool undecided = from.severity.empty() || word == "tbd" || word == "tba";
    if (!undecided) build_.Count("severity `" + from.severity + "` of threats", "it is none of low, medium, high and critical");
    return ThreatSeverity::unknown;
  }

  // Adds the decision that the status stands for; false when the threat stays open.
  bool Decide(const std::string& where, const ForeignThreat& from, const Text& id) {
    Decision decision;
    decision.id = id;
    switch (from.state) {
      case ThreatState::open: return false;
      case ThreatState::mitigated:
        decision.mitigate_given = true;
        decision.note = result_.Keep(from.mitigation);
        break;
      case ThreatState::accepted:
        decision.accept = Tri::yes;
        decision.why = Why(result_.Keep(from.mitigation).view());
        break;
      case ThreatState::dismissed:
        decision.dismiss = Tri::yes;
        decision.why = Why(result_.Keep(from.mitigation).view());
        break;
      case ThreatState::transferred:
        build_.Drop("status Transferred of threat `" + std::string(id.view()) + "` " + where, "status Transferred: no receiver is named");
        return false;
      case ThreatState::unknown:
        build_.Count("status `" + from.status + "` of threats", "it is not known; the threats are open");
        return false;
    }
    result_.model.decisions.Add(std::move(decision));
    return true;
  }

  Build& build_;
  ImportResult& result_;
  std::unordered_set<std::string> categories_;
  UniqueIds keys_;
  std::unordered_map<std::string, size_t> next_;
};

}  // namespace

std::string_view StrideCategory(std::string_view name) {
  constexpr std::pair<std::string_view, std::string_view> kNames[] = {{"spoofing", "spoofing"}, {"tampering", "tampering"}, {"repudiation", "repudiation"},
                                                                      {"information-disclosure", "information-disclosure"}, {"denial-of-service", "denial-of-service"},
                                                                      {"elevation-of-privilege", "elevation-of-privilege"}, {"elevation-of-privileges", "elevation-of-privilege"}};
  std::string word = Slug(name);
  for (const auto& [known, category] : kNames) {
    if (word == known) return category;
  }
  return {};
}

void AddThreats(Build& build) {
  ThreatAdder adder(build);
  for (size_t d = 0; d < build.placed.size(); ++d) {
    for (size_t c = 0; c < build.placed[d].size(); ++c) adder.Add(build.drawing.diagrams[d].cells[c], build.placed[d][c]);
  }
  for (const ForeignThreat& threat : build.drawing.threats) adder.AddToSystem(threat);
}

}  // namespace merlon::drawing
