// What marks mean in words.
#include "report/diagram/picture.h"

namespace merlon {
namespace {

std::string Count(size_t number, std::string_view noun) { return std::to_string(number) + " " + std::string(noun) + (number == 1 ? "" : "s"); }

// What nodes, edges and zones of a kind of picture are called.
struct Nouns {
  std::string_view node = "element", edge = "flow", zone = "zone";
};
Nouns NounsOf(DiagramKind kind) {
  switch (kind) {
    case DiagramKind::states: return {"state", "transition", "zone"};
    case DiagramKind::tree: return {"part", "line", "zone"};
    case DiagramKind::responsibility: return {"element", "flow", "region"};
    default: return {};
  }
}

}  // namespace

std::string_view SeverityLetter(ThreatSeverity severity) {
  switch (severity) {
    case ThreatSeverity::critical: return "C";
    case ThreatSeverity::high: return "H";
    case ThreatSeverity::medium: return "M";
    case ThreatSeverity::low: return "L";
    default: return "";
  }
}

std::string BadgeText(const Badge& badge) {
  if (badge.open == 0) return std::to_string(badge.undetermined) + " ?";
  std::string_view letter = SeverityLetter(badge.worst);
  return std::to_string(badge.open) + (letter.empty() ? "" : " ") + std::string(letter);
}

std::string BadgeWords(const Badge& badge) {
  std::string words;
  if (badge.open > 0) words = Count(badge.open, "open threat") + (badge.worst == ThreatSeverity::unknown ? "" : badge.open == 1 ? ", " + std::string(Name(badge.worst)) : ", the worst is " + std::string(Name(badge.worst)));
  if (badge.undetermined > 0) words += (words.empty() ? "" : "; ") + Count(badge.undetermined, "undetermined threat");
  return words;
}

std::string_view ProtectionWords(Protection protection) {
  switch (protection) {
    case Protection::encrypted: return "encrypted";
    case Protection::unencrypted: return "not encrypted";
    case Protection::unknown: return "encryption not stated";
    case Protection::none: return "";
  }
  return "";
}

std::string Describe(const Picture& picture) {
  Nouns nouns = NounsOf(picture.kind);
  std::string text = picture.subtitle + " of " + picture.title + ": " + Count(picture.nodes.size(), nouns.node);
  if (!picture.edges.empty()) text += ", " + Count(picture.edges.size(), nouns.edge);
  if (!picture.zones.empty()) text += ", " + Count(picture.zones.size(), nouns.zone);
  text += ".";
  if (picture.badge.shown()) text += " About it as a whole: " + BadgeWords(picture.badge) + ".";
  constexpr size_t kMostTold = 60;
  size_t told = 0;
  auto tell = [&](const std::string& about) {
    if (about.empty() || ++told > kMostTold) return;
    text += " " + about + ".";
  };
  if (picture.kind == DiagramKind::tree || picture.edges.empty()) {
    for (const PictureNode& node : picture.nodes) tell(node.about);
  } else {
    for (const PictureEdge& edge : picture.edges) tell(edge.about);
  }
  if (told > kMostTold) text += " And " + std::to_string(told - kMostTold) + " more.";
  return text;
}

}  // namespace merlon
