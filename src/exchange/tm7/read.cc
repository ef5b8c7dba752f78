// The file as a whole.
#include "exchange/tm7/read.h"

#include "base/strings.h"
#include "exchange/drawing/text.h"
#include "exchange/tm7/xml.h"

namespace merlon::tm7 {
namespace {

using namespace drawing;

constexpr size_t kMostNotes = 5000;

// Why the root is no model of the tool, as well as it can be told; empty when it is one.
std::string WhyNotAModel(pugi::xml_node root) {
  if (LocalName(root) == "KnowledgeBase") return "this is a template of the Threat Modeling Tool (`.tb7`): it holds stencils and rules and no diagram; import the `.tm7` of a model that was drawn with it";
  if (LocalName(root) != "ThreatModel") return "its outermost element is `" + OneLine(CutText(LocalName(root), 60)) + "`, and that of a model of the Threat Modeling Tool is `ThreatModel`";
  if (NamespaceOf(root).find("ThreatModeling.Model") != std::string_view::npos) return {};
  return "it is a `ThreatModel`, but not as the Threat Modeling Tool writes it to a `.tm7`; a model of an older version (`.tms`, `.tm4`) must first be opened with a newer one and saved as `.tm7`";
}

// A title that the tool gives by itself says nothing.
bool IsDefaultTitle(const std::string& title) {
  std::string slug = Slug(title);
  return title.empty() || slug == "diagram" || (slug.substr(0, 8) == "diagram-" && IsDigits(slug.substr(8)));
}

void ReadMeta(pugi::xml_node meta, Drawing& drawing, Notes& notes) {
  drawing.title = LineAt(meta, "ThreatModelName");
  drawing.about = TextAt(meta, "HighLevelSystemDescription");
  drawing.owner = LineAt(meta, "Owner");
  auto drop = [&](const char* key, const std::string& what, const char* why) {
    std::string text = TextAt(meta, key);
    if (!text.empty() && Slug(text) != "none") notes.Drop(what + ": " + text, why);
  };
  drop("Contributors", "contributors", "a model has an owner, and its sessions say who took part");
  drop("Reviewer", "reviewer", "a review is a session or a piece of evidence, and the file does not say when and of what");
  drop("Assumptions", "assumptions", "as trust in somebody, or an assumption of the library, they would say what they hold for and until when; the text does not");
  drop("ExternalDependencies", "external dependencies", "they are elements of a model, and the text does not say which");
}

void ReadNotes(pugi::xml_node list, Notes& notes) {
  for (pugi::xml_node note : list.children()) {
    std::string text = TextAt(note, "Message");
    if (!text.empty()) notes.Drop("note: " + text, "a model has no place for notes of the whole");
  }
}

void TellTitles(const Drawing& drawing, Notes& notes) {
  std::string titles;
  size_t cells = 0;
  for (const Diagram& diagram : drawing.diagrams) {
    cells += diagram.cells.size();
    if (!IsDefaultTitle(diagram.title)) titles += (titles.empty() ? "`" : ", `") + diagram.title + "`";
  }
  if (!titles.empty()) notes.Drop("titles of diagrams: " + titles, "all diagrams become one model");
  if (cells > 0) notes.Drop("positions and line styles", "Merlon draws diagrams by itself");
}

}  // namespace

void Notes::Guess(std::string what, std::string why) {
  if (result_.guessed.size() < kMostNotes) result_.guessed.push_back({std::move(what), std::move(why)});
}

void Notes::Add(Counts& counts, std::string what) {
  bool full = counts.size() >= kMostNotes && !counts.contains(what);
  ++counts[full ? "more of the same kind" : std::move(what)];
}

void Notes::Count(std::string what, std::string why) { Add(counted_[std::move(why)], std::move(what)); }

void Notes::Gather(std::string what, std::string item, std::string why) { Add(gathered_[{std::move(what), std::move(why)}], std::move(item)); }

void Notes::Finish() {
  auto times = [](size_t count) { return count == 1 ? std::string() : " (" + std::to_string(count) + " times)"; };
  for (const auto& [why, counts] : counted_) {
    for (const auto& [what, count] : counts) Drop(what + times(count), why);
  }
  for (const auto& [note, counts] : gathered_) {
    std::string items;
    for (const auto& [item, count] : counts) items += (items.empty() ? "" : ", ") + item + times(count);
    Drop(note.first + ": " + items, note.second);
  }
}

Drawing ReadDrawing(std::string_view bytes, ImportResult& result) {
  Drawing drawing;
  pugi::xml_document document = ParseXml(bytes, drawing.error);
  pugi::xml_node root = document.document_element();
  if (drawing.error.empty()) drawing.error = WhyNotAModel(root);
  if (!drawing.error.empty()) return drawing;
  Notes notes(result);
  pugi::xml_node base = ChildOf(root, "KnowledgeBase");
  Knowledge knowledge = ReadKnowledge(base);
  ReadMeta(ChildOf(root, "MetaInformation"), drawing, notes);
  for (pugi::xml_node surface : ChildOf(root, "DrawingSurfaceList").children()) drawing.diagrams.push_back(ReadDiagram(surface, knowledge, notes));
  if (drawing.title.empty() && drawing.diagrams.size() == 1 && !IsDefaultTitle(drawing.diagrams[0].title)) {
    drawing.title = drawing.diagrams[0].title;
    notes.Guess("the system's name", "the file gives none; it is that of its only diagram");
  }
  ReadThreats(ChildOf(root, "ThreatInstances"), knowledge, drawing, notes);
  ReadNotes(ChildOf(root, "Notes"), notes);
  TellTitles(drawing, notes);
  if (ChildOf(root, "Validations").first_child()) notes.Drop("messages of the tool's own validation", "`merlon check` looks at the model afresh");
  if (base) notes.Drop("the template" + (knowledge.name.empty() ? "" : " `" + knowledge.name + "`") + " with its stencils, rules and explanations of categories", "Merlon has its own library");
  notes.Finish();
  return drawing;
}

}  // namespace merlon::tm7
