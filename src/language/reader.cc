#include "language/reader.h"

#include <algorithm>
#include <set>

#include "base/strings.h"
#include "language/codes.h"
#include "language/intended_actions.h"
#include "language/schema.h"
#include "text/codes.h"

namespace merlon {
namespace {

constexpr size_t kMostFiles = 1000;

// Visits references field by field: all entries of a list for one field before the next, so that fields without references cost nothing.
template <class Visit>
void VisitReferences(const Shape& shape, std::span<void* const> objects, const Visit& visit) {
  for (const Field& field : shape.fields) {
    switch (field.kind) {
      case FieldKind::ref:
        for (void* object : objects) {
          Ref& ref = *static_cast<Ref*>(field.member(object));
          if (!ref.empty()) visit(field, ref);
        }
        break;
      case FieldKind::refs:
        for (void* object : objects) {
          for (Ref& ref : *static_cast<std::vector<Ref>*>(field.member(object))) visit(field, ref);
        }
        break;
      case FieldKind::record:
      case FieldKind::records:
      case FieldKind::entries: {
        std::vector<void*> inner;
        for (void* object : objects) {
          void* member = field.member(object);
          if (field.kind == FieldKind::record) {
            inner.push_back(member);
            continue;
          }
          size_t count = field.count(member);
          for (size_t i = 0; i < count; ++i) inner.push_back(field.item(member, i));
        }
        if (!inner.empty()) VisitReferences(field.shape(), std::span<void* const>(inner), visit);
        break;
      }
      default: break;
    }
  }
}

std::string KindsOf(NameSpaces spaces) {
  using namespace names;
  std::string kinds;
  auto add = [&](NameSpaces space, std::string_view name) {
    if (spaces & space) kinds += (kinds.empty() ? "" : " or ") + std::string(name);
  };
  add(kElement, "element"), add(kZone, "zone"), add(kAsset, "asset"), add(kParty, "party"), add(kControl, "control"), add(kQuestion, "question"), add(kAdversary, "adversary");
  add(kCategory, "category"), add(kMethod, "method"), add(kPlace, "place"), add(kAssumption, "assumption"), add(kProfile, "adversary profile of the library");
  return kinds;
}

class Resolver {
 public:
  Resolver(const Document& document, const Names& names, Diagnostics& diagnostics) : document_(document), names_(names), diagnostics_(diagnostics) {}

  void Resolve(Ref& ref, NameSpaces spaces) {
    ref.target = names_.Find(ref.view(), spaces);
    if (ref.target != kNone) return;
    if (diagnostics_.Full()) {
      diagnostics_.Add(codes::kUnknownName, {}, {});  // counted, not worded
      return;
    }
    std::string name(ref.view());
    using namespace names;
    constexpr NameSpaces kShared = kElement | kZone | kAsset | kParty;
    uint32_t elsewhere = names_.Find(ref.view(), kShared);
    if (elsewhere != kNone && (spaces & kShared)) {
      diagnostics_.Add(codes::kWrongKind, document_.span(ref.node), "`" + name + "` is no " + KindsOf(spaces), "name " + WithArticle(KindsOf(spaces)) + " here");
      return;
    }
    std::string_view near = Suggest(ref.view(), spaces);
    std::string hint = !near.empty() ? "did you mean `" + std::string(near) + "`?" : "define it, or name one that is there";
    diagnostics_.Add(codes::kUnknownName, document_.span(ref.node), "there is no " + KindsOf(spaces) + " `" + name + "`", hint);
  }

 private:
  // The nearest name, as long as comparing costs little: a thousand misspelt names among many would take minutes.
  std::string_view Suggest(std::string_view name, NameSpaces spaces) {
    constexpr size_t kMostComparisons = 400000;
    if (comparisons_ > kMostComparisons) return {};
    std::vector<std::string_view> all = names_.All(spaces);
    comparisons_ += all.size();
    return Nearest(name, all);
  }

  const Document& document_;
  const Names& names_;
  Diagnostics& diagnostics_;
  size_t comparisons_ = 0;
};

void CheckZones(const Document& document, Model& model, Diagnostics& diagnostics) {
  // 0 unseen, 1 on the way, 2 done. A zone's chain is followed until a zone that is done; each zone is entered once.
  std::vector<uint8_t> seen(model.zones.size(), 0);
  for (size_t start = 0; start < model.zones.size(); ++start) {
    size_t at = start;
    std::vector<size_t> way;
    while (seen[at] == 0) {
      seen[at] = 1;
      way.push_back(at);
      uint32_t parent = model.zones[at].parent.target;
      if (parent == kNone) break;
      at = Unpack(parent).index;
      if (seen[at] == 1) {
        diagnostics.Add(codes::kZoneCycle, document.span(model.zones[at].parent.node), "zone `" + std::string(model.zones[at].id.view()) + "` lies inside itself", "take one of the `in:` away");
        model.zones[at].parent.target = kNone;
      }
    }
    for (size_t zone : way) seen[zone] = 2;
  }
  // Crossings are walked zone by zone, so nesting is capped; a zone that is too deep is treated as if it lay outside.
  std::vector<uint16_t> depth(model.zones.size(), 0);
  for (size_t start = 0; start < model.zones.size(); ++start) {
    std::vector<size_t> way;
    size_t at = start;
    while (depth[at] == 0) {
      way.push_back(at);
      uint32_t parent = model.zones[at].parent.target;
      if (parent == kNone) break;
      at = Unpack(parent).index;
    }
    uint16_t above = way.empty() || depth[at] == 0 ? 0 : depth[at];
    for (size_t i = way.size(); i-- > 0;) {
      if (above >= kDeepestNesting) {
        diagnostics.Add(codes::kZoneTooDeep, document.span(model.zones[way[i]].id.node), "zone `" + std::string(model.zones[way[i]].id.view()) + "` is nested more than 64 levels deep", "a boundary that matters is rarely inside more than five others");
        model.zones[way[i]].parent.target = kNone;
        above = 0;
      }
      depth[way[i]] = ++above;
    }
  }
}

void CheckMachines(const Document& document, const Model& model, const Names& names, Diagnostics& diagnostics) {
  for (const StateMachine& machine : model.states) {
    uint32_t process = names.Find(machine.id.view(), names::kElement);
    if (process == kNone || model.element_kind(Unpack(process).index) != PlaceKind::process) {
      diagnostics.Add(codes::kUnknownName, document.span(machine.id.node), "there is no process `" + std::string(machine.id.view()) + "`", "name the process whose states these are");
    }
    std::vector<std::string_view> states;
    for (const State& state : machine.states) states.push_back(state.id.view());
    std::sort(states.begin(), states.end());
    auto check = [&](const Text& state) {
      if (state.empty() || std::binary_search(states.begin(), states.end(), state.view())) return;
      std::string_view near = Nearest(state.view(), states);
      diagnostics.Add(codes::kUnknownMember, document.span(state.node), "there is no state `" + std::string(state.view()) + "` here", near.empty() ? "define it under `states:`" : "did you mean `" + std::string(near) + "`?");
    };
    check(machine.initial);
    for (const Text& state : machine.final) check(state);
    for (const Transition& transition : machine.transitions) check(transition.from), check(transition.to);
  }
}

void CheckTechnologies(const Document& document, const Model& model, const Library& library, Diagnostics& diagnostics) {
  std::vector<std::string_view> known[kPlaceKinds];
  auto check = [&](const Text& name, PlaceKind kind) {
    if (name.empty()) return;
    uint32_t index = library.FindTechnology(name.view());
    if (index != kNone && (library.technologies()[index].kinds & KindBit(kind))) return;
    if (diagnostics.Full()) return;
    std::vector<std::string_view>& names = known[static_cast<size_t>(kind)];
    if (names.empty()) {
      for (const TechnologyDeclaration& technology : library.technologies()) {
        if (!(technology.kinds & KindBit(kind))) continue;
        names.push_back(technology.id.view());
        for (const Text& alias : technology.aliases) names.push_back(alias.view());
      }
    }
    std::string lower(name.view());
    for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c == ' ' ? '-' : c;
    std::string_view near = Nearest(lower, names);
    std::string what = kind == PlaceKind::flow ? "a protocol" : WithArticle(Name(kind));
    diagnostics.Add(codes::kUnknownTechnology, document.span(name.node), "the library has no technology `" + std::string(name.view()) + "` for " + what + ", so there are no defaults for it",
                    near.empty() ? "state its properties yourself, or add it to a library of your own" : "did you mean `" + std::string(near) + "`?");
  };
  for (const Actor& actor : model.actors) check(actor.technology, PlaceKind::actor);
  for (const Process& process : model.processes) check(process.technology, PlaceKind::process);
  for (const Store& store : model.stores) check(store.technology, PlaceKind::store);
  for (const Flow& flow : model.flows) check(flow.over, PlaceKind::flow);
}

// Keys that are names of something else: categories under `expects`, questions under `depends-on`, assets behind a hand-written key.
void CheckKeys(const Document& document, Model& model, const Names& names, Diagnostics& diagnostics) {
  Resolver resolver(document, names, diagnostics);
  auto expectations = [&](Entries<Expectation>& expects) {
    for (Expectation& expectation : expects) {
      Ref category(expectation.id.view(), expectation.id.node);
      resolver.Resolve(category, names::kCategory);
      for (Dependency& dependency : expectation.depends_on) {
        Ref question(dependency.id.view(), dependency.id.node);
        resolver.Resolve(question, names::kQuestion);
      }
    }
  };
  expectations(model.expects);
  for (UseCase& use_case : model.use_cases) expectations(use_case.expects);
  for (HandThreat& threat : model.threats) {
    size_t at = threat.id.view().find('@');
    std::string_view name = threat.id.view().substr(0, at);
    bool said = !threat.at.empty();
    threat.place = said ? threat.at : Ref(at == std::string_view::npos ? "system" : threat.id.view().substr(at + 1), threat.id.node);
    if (!IsId(name)) diagnostics.Add(codes::kBadId, document.span(threat.id.node), "`" + std::string(name) + "` cannot be the name of a threat", "write a name like `" + Slug(name) + "`, or `name@place`");
    if (!said) resolver.Resolve(threat.place, names::kPlace);
  }
  for (UseCase& use_case : model.use_cases) {
    for (const Text& flow : use_case.flows) {
      Ref place(flow.view(), flow.node);
      resolver.Resolve(place, names::kPlace);
    }
  }
}

}  // namespace

std::optional<std::string> PlainPath(std::string_view folder, std::string_view path) {
  if (path.empty() || path.front() == '/' || path.find('\\') != std::string_view::npos || path.find(':') != std::string_view::npos || path.find('\0') != std::string_view::npos) return std::nullopt;
  std::string joined = folder.empty() ? std::string(path) : std::string(folder) + "/" + std::string(path);
  std::vector<std::string_view> parts;
  for (size_t at = 0; at <= joined.size();) {
    size_t end = std::min(joined.find('/', at), joined.size());
    std::string_view part = std::string_view(joined).substr(at, end - at);
    at = end + 1;
    if (part.empty() || part == ".") continue;
    if (part != "..") {
      parts.push_back(part);
    } else if (parts.empty()) {
      return std::nullopt;
    } else {
      parts.pop_back();
    }
  }
  std::string plain;
  for (std::string_view part : parts) plain += (plain.empty() ? "" : "/") + std::string(part);
  if (plain.empty()) return std::nullopt;
  return plain;
}

std::vector<NodeId> ParseWithIncludes(Document& document, FileId first, const LoadFile& load, Diagnostics& diagnostics) {
  std::string root_path = document.path(first);
  size_t slash = root_path.rfind('/');
  std::string root_folder = slash == std::string::npos ? "" : root_path.substr(0, slash + 1);
  struct Pending {
    FileId file;
    std::string relative;  // within the model's folder
    size_t includer;       // index into `files`, kNone for the first
  };
  std::vector<Pending> files = {{first, root_path.substr(root_folder.size()), kNone}};
  std::vector<NodeId> roots;
  for (size_t i = 0; i < files.size(); ++i) {
    NodeId root = document.Parse(files[i].file, diagnostics);
    if (!root) continue;
    roots.push_back(root);
    NodeId list = document.Find(root, "include");
    if (!list) continue;
    std::string here = files[i].relative;
    std::string folder = here.rfind('/') == std::string::npos ? "" : here.substr(0, here.rfind('/'));
    auto include = [&](NodeId item) {
      if (!document.IsScalar(item)) return;
      std::string name(document.text(item));
      auto refuse = [&](std::string message, std::string hint) { diagnostics.Add(codes::kInclude, document.span(item), std::move(message), std::move(hint)); };
      std::optional<std::string> path = PlainPath(folder, name);
      if (!path) return refuse("`" + name + "` lies outside the model's folder", "include files below the folder of the first file only; name others on the command line with `--with`");
      for (size_t up = i; up != kNone; up = files[up].includer) {
        if (files[up].relative == *path) return refuse("`" + name + "` includes itself, directly or through others", "take one of the `include:` away");
      }
      for (const Pending& known : files) {
        if (known.relative == *path) return;
      }
      if (files.size() >= kMostFiles) return refuse("more than 1,000 files are included", "use fewer, larger files");
      std::optional<std::string> text = load(root_folder, *path);
      if (!text) return refuse("`" + name + "` cannot be read", "check the path; it is relative to this file");
      files.push_back({document.AddFile(root_folder + *path, std::move(*text), diagnostics), *path, i});
    };
    if (document.IsSequence(list)) document.ForEachItem(list, include);
    else include(list);
  }
  return roots;
}

std::vector<Text> LibraryFolders(const Document& document, const std::vector<NodeId>& roots, Diagnostics& diagnostics) {
  std::vector<Text> folders;
  for (NodeId root : roots) {
    NodeId list = document.Find(root, "library");
    if (!list) continue;
    auto take = [&](NodeId item) {
      if (!document.IsScalar(item)) return;
      if (PlainPath("", document.text(item))) {
        folders.emplace_back(document.text(item), item);
        return;
      }
      diagnostics.Add(codes::kLibraryFolder, document.span(item), "`" + std::string(document.text(item)) + "` lies outside the model's folder", "put it below, or name it on the command line with `--library`");
    };
    if (document.IsSequence(list)) document.ForEachItem(list, take);
    else take(list);
  }
  return folders;
}

void ReadModel(const Document& document, const std::vector<NodeId>& roots, const Library& library, Model& model, Names& names, Diagnostics& diagnostics) {
  ReadState state{model, library};
  ShapeReader reader(document, diagnostics, &state);
  const Shape& shape = ShapeOf(static_cast<const Model*>(nullptr));
  for (NodeId root : roots) {
    if (document.IsNull(root)) continue;
    if (!document.IsMapping(root)) {
      reader.WrongType(root, "a model: a map with `merlon: 1`, `system:` and so on", "start with `merlon new`");
      continue;
    }
    reader.ReadRecord(shape, &model, root, root);
  }
  if (model.version.given() && model.version.value != 1) {
    diagnostics.Add(codes::kUnknownVersion, document.span(model.version.text.node), "this program reads version 1 of the language, not `" + std::string(model.version.text.view()) + "`", "write `merlon: 1`, or use a newer program");
  }
  if (model.tier.given() && (model.tier.value < 1 || model.tier.value > 3)) {
    diagnostics.Add(codes::kBadTier, document.span(model.tier.text.node), "there is no tier `" + std::string(model.tier.text.view()) + "`", "write 1, 2 or 3");
  }
  IndexMachines(model);
  names.Build(model, library, document, diagnostics);
  Resolver resolver(document, names, diagnostics);
  void* whole = &model;
  VisitReferences(shape, std::span<void* const>(&whole, 1), [&](const Field& field, Ref& ref) { resolver.Resolve(ref, field.names); });
  for (Flow& flow : model.flows) {
    if (flow.source.empty()) continue;
    resolver.Resolve(flow.source, names::kElement);
    resolver.Resolve(flow.target, names::kElement);
  }
  for (IntendedAction& action : model.actions) {
    if (action.actor.empty()) continue;
    resolver.Resolve(action.actor, names::kElement);
    resolver.Resolve(action.asset, names::kAsset);
  }
  CheckKeys(document, model, names, diagnostics);
  DeriveFromActions(library, model);
  CheckZones(document, model, diagnostics);
  CheckMachines(document, model, names, diagnostics);
  CheckTechnologies(document, model, library, diagnostics);
}

void ForEachReference(Model& model, const std::function<void(const Field&, Ref&)>& visit) {
  void* whole = &model;
  VisitReferences(ShapeOf(static_cast<const Model*>(nullptr)), std::span<void* const>(&whole, 1), visit);
}

}  // namespace merlon
