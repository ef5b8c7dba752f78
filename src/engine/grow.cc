#include "engine/grow.h"

#include <algorithm>
#include <set>

#include "base/strings.h"
#include "language/edit_model.h"

namespace merlon {
namespace {

constexpr std::string_view kHeading = "Grown", kFence = "```yaml\n", kUsualSubject = "anything", kUsualAsset = "{asset}";

// The sketch of a subject with the asset's id put in; empty when it has none.
std::string SketchOf(const Library& library, const SubjectDeclaration& subject, std::string_view asset) {
  std::string_view section = library.Section(subject.prose, kHeading);
  size_t begin = section.find(kFence);
  if (begin == std::string_view::npos) return {};
  begin += kFence.size();
  size_t end = section.find("\n```", begin);
  return ReplaceAll(std::string(section.substr(begin, end == std::string_view::npos ? end : end + 1 - begin)), kUsualAsset, asset);
}

// Ids that elements, zones, assets and parties already have; they share one space of names.
std::set<std::string, std::less<>> TakenIds(const Model& model) {
  std::set<std::string, std::less<>> taken;
  auto take = [&taken](const auto& entries) {
    for (const auto& entry : entries) taken.emplace(entry.id.view());
  };
  take(model.assets), take(model.zones), take(model.parties), take(model.actors), take(model.processes), take(model.stores), take(model.flows);
  return taken;
}

class Grower {
 public:
  Grower(std::string_view text, const Model& model, const Library& library) : model_(model), library_(library), taken_(TakenIds(model)) { growth_.text = text; }

  Growth Run() {
    std::string_view before = growth_.text;
    std::string kept(before);
    for (const Asset& asset : model_.assets) {
      uint32_t subject = library_.FindSubject(asset.category.view());
      // Whoever wrote an asset without such a class and has drawn something needs no sketch.
      if (subject == kNone && model_.element_count() == 0) subject = library_.FindSubject(kUsualSubject);
      if (subject != kNone) Add(SketchOf(library_, library_.subjects()[subject], asset.id.view()));
    }
    if (!growth_.added.empty()) AddMethod();
    if (!growth_.problem.empty()) growth_.text = kept, growth_.added.clear();
    return std::move(growth_);
  }

 private:
  void Add(const std::string& sketch) {
    Document document;
    Diagnostics diagnostics;
    FileId file = document.AddFile("", sketch, diagnostics);
    NodeId root = document.Parse(file, diagnostics);
    if (diagnostics.malformed()) growth_.problem = "the sketch in the library is no model";
    if (!growth_.problem.empty() || !root || !document.IsMapping(root)) return;
    document.ForEachEntry(root, [&](NodeId section, NodeId entries) {
      if (!document.IsMapping(entries)) return;
      document.ForEachEntry(entries, [&](NodeId key, NodeId value) { AddEntry(document.text(section), document.text(key), document.Slice(document.span(value))); });
    });
  }

  void AddEntry(std::string_view section, std::string_view id, std::string_view value) {
    if (!growth_.problem.empty() || !taken_.emplace(id).second) return;
    std::string_view path[] = {section, id};
    Take(SetValue(growth_.text, path, value), std::string(section) + "." + std::string(id));
  }

  // Plain questions have no categories, so no rule speaks. STRIDE's speak of what is drawn now.
  void AddMethod() {
    bool plain = model_.methods.size() == 1 && model_.methods[0].view() == "eff";
    std::string_view path[] = {"methods"};
    if (plain) Take(SetValue(growth_.text, path, "[stride, eff]"), "methods.stride");
  }

  void Take(EditResult edit, std::string what) {
    if (!edit) growth_.problem = "`" + what + "` cannot be added: " + edit.problem;
    else growth_.text = std::move(edit.text), growth_.added.push_back(std::move(what));
  }

  const Model& model_;
  const Library& library_;
  std::set<std::string, std::less<>> taken_;
  Growth growth_;
};

}  // namespace

Growth Grow(std::string_view text, const Model& model, const Library& library) { return Grower(text, model, library).Run(); }

}  // namespace merlon
