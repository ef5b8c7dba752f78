#include "language/merge_values.h"

#include <algorithm>

#include "base/string_map.h"
#include "language/schema.h"
#include "text/shape.h"

namespace merlon {
namespace {

// Finds entries by key; the first one counts.
class EntryIndex {
 public:
  explicit EntryIndex(const MergeEntries& entries) : entries_(entries) {
    for (uint32_t i = 0; i < entries.size(); ++i) index_.Insert(entries[i].first, i);
  }
  MergeValue Find(std::string_view key) const {
    uint32_t found = index_.Find(key);
    return found == kNone ? MergeValue{} : entries_[found].second;
  }

 private:
  const MergeEntries& entries_;
  StringMap index_;
};

bool IsMap(MergeValue value) { return value && value.text->document.IsMapping(value.node); }
bool IsNothing(MergeValue value) { return value && value.text->document.IsNull(value.node); }
bool IsBare(MergeValue value) { return value && value.text->document.IsScalar(value.node); }

MergeValue OrEmptySection(MergeValue value, std::string_view key, const std::vector<std::string_view>& path) { return value || !path.empty() || !IsSection(key) ? value : EmptySection(); }

// `visit(key, triple)` for each key of any of the three maps at `path`, in the order of ours, then theirs, then base.
template <class Visit>
void ForEachKey(const MergeTriple& triple, const std::vector<std::string_view>& path, Visit visit) {
  std::string_view main = MainField(path);
  MergeEntries base = EntriesOf(triple.base, main), ours = EntriesOf(triple.ours, main), theirs = EntriesOf(triple.theirs, main);
  EntryIndex in_base(base), in_ours(ours), in_theirs(theirs);
  auto show = [&](std::string_view key) {
    auto find = [&](const EntryIndex& index) { return OrEmptySection(index.Find(key), key, path); };
    visit(key, MergeTriple{find(in_base), find(in_ours), find(in_theirs)});
  };
  for (const auto& [key, value] : ours) show(key);
  for (const auto& [key, value] : theirs) {
    if (!in_ours.Find(key)) show(key);
  }
  for (const auto& [key, value] : base) {
    if (!in_ours.Find(key) && !in_theirs.Find(key)) show(key);
  }
}

// The lists in which a session is written down: nothing that was said may be lost.
bool IsLog(const std::vector<std::string_view>& path) {
  constexpr std::string_view kLogs[] = {"notes", "parked", "actions", "retrospective"};
  return path.size() == 3 && path[0] == "sessions" && std::find(std::begin(kLogs), std::end(kLogs), path[2]) != std::end(kLogs);
}

// The items of a list; nothing is an empty one. False where it is no list.
bool ItemsOf(MergeValue value, std::vector<MergeValue>& items) {
  if (!value || IsNothing(value)) return true;
  if (!value.text->document.IsSequence(value.node)) return false;
  value.text->document.ForEachItem(value.node, [&](NodeId item) { items.push_back({value.text, item}); });
  return true;
}

// Where both sides only added to a list: the items of ours, and those that theirs adds to them.
struct BothAdded {
  std::vector<MergeValue> ours, added;
  bool good = false;
};
BothAdded AddedTo(const MergeTriple& triple) {
  BothAdded result;
  std::vector<MergeValue> base, theirs;
  if (!ItemsOf(triple.base, base) || !ItemsOf(triple.ours, result.ours) || !ItemsOf(triple.theirs, theirs)) return result;
  auto begins_with_base = [&](const std::vector<MergeValue>& items) { return items.size() >= base.size() && std::equal(base.begin(), base.end(), items.begin(), SameValue); };
  constexpr size_t kMostComparisons = 10000000;
  bool small = result.ours.size() * (theirs.size() + 1) <= kMostComparisons;
  if (!small || !begins_with_base(result.ours) || !begins_with_base(theirs)) return result;
  result.good = true;
  for (size_t i = base.size(); i < theirs.size(); ++i) {
    bool known = std::any_of(result.ours.begin() + static_cast<std::ptrdiff_t>(base.size()), result.ours.end(), [&](MergeValue item) { return SameValue(item, theirs[i]); });
    if (!known) result.added.push_back(theirs[i]);
  }
  return result;
}

std::vector<std::string_view> Below(const std::vector<std::string_view>& path, std::string_view key) {
  std::vector<std::string_view> longer = path;
  longer.push_back(key);
  return longer;
}

}  // namespace

MergeText::MergeText(std::string path, std::string_view text) {
  ended = text.empty() || text.back() == '\n';
  std::string whole(text);
  if (!ended) whole += text.find("\r\n") == std::string_view::npos ? "\n" : "\r\n";
  FileId file = document.AddFile(std::move(path), std::move(whole), diagnostics);
  if (diagnostics.malformed()) return;
  root = document.Parse(file, diagnostics);
  if (root) ShapeReader(document, diagnostics).CheckDuplicates(root);
}

// The tree's depth is capped by its reader, so recursion over it is too, here and below.
bool SameValue(MergeValue a, MergeValue b) {
  if (!a || !b) return !a && !b;
  const Document &x = a.text->document, &y = b.text->document;
  // Nothing after a key, and an empty map, say the same.
  auto empty = [](const Document& document, NodeId node) { return document.IsNull(node) || (document.IsMapping(node) && !document.HasChildren(node)); };
  if (empty(x, a.node) || empty(y, b.node)) return empty(x, a.node) && empty(y, b.node);
  if (x.kind(a.node) != y.kind(b.node)) return false;
  if (x.IsScalar(a.node)) return x.text(a.node) == y.text(b.node);
  if (x.IsSequence(a.node)) {
    uint32_t end = x.Next(a.node).value, other_end = y.Next(b.node).value;
    NodeId i = x.FirstChild(a.node), j = y.FirstChild(b.node);
    for (; i.value < end && j.value < other_end; i = x.Next(i), j = y.Next(j)) {
      if (!SameValue({a.text, i}, {b.text, j})) return false;
    }
    return i.value >= end && j.value >= other_end;
  }
  MergeEntries ours = EntriesOf(a, {}), theirs = EntriesOf(b, {});
  if (ours.size() != theirs.size()) return false;
  bool same_order = std::equal(ours.begin(), ours.end(), theirs.begin(), [](const auto& one, const auto& other) { return one.first == other.first; });
  if (same_order) return std::equal(ours.begin(), ours.end(), theirs.begin(), [](const auto& one, const auto& other) { return SameValue(one.second, other.second); });
  EntryIndex index(theirs);
  return std::all_of(ours.begin(), ours.end(), [&](const auto& entry) {
    MergeValue other = index.Find(entry.first);
    return other && SameValue(entry.second, other);
  });
}

MergeEntries EntriesOf(MergeValue value, std::string_view main) {
  MergeEntries entries;
  if (IsMap(value)) value.text->document.ForEachEntry(value.node, [&](NodeId key, NodeId inner) { entries.emplace_back(value.text->document.text(key), MergeValue{value.text, inner}); });
  else if (IsBare(value) && !main.empty()) entries.emplace_back(main, value);
  return entries;
}

std::string_view MainField(const std::vector<std::string_view>& path) {
  if (path.empty() || path.size() > 2) return {};
  for (const Field& field : ShapeOf(static_cast<const Model*>(nullptr)).fields) {
    FieldKind wanted = path.size() == 1 ? FieldKind::record : FieldKind::entries;
    if (field.name == path[0] && field.kind == wanted) return field.shape().main;
  }
  return {};
}

bool IsSection(std::string_view key) {
  std::span<const Field> fields = ShapeOf(static_cast<const Model*>(nullptr)).fields;
  return std::any_of(fields.begin(), fields.end(), [&](const Field& field) { return field.kind == FieldKind::entries && field.name == key; });
}

MergeValue EmptySection() {
  static const MergeText kNoEntries("", "{}");
  return {&kNoEntries, kNoEntries.root};
}

bool CanDescend(const MergeTriple& triple, std::string_view main) {
  auto fits = [&](MergeValue value) { return IsMap(value) || IsNothing(value) || (IsBare(value) && !main.empty()); };
  bool some_map = IsMap(triple.ours) || IsMap(triple.theirs);
  return some_map && fits(triple.ours) && fits(triple.theirs) && (!triple.base || fits(triple.base));
}

MergeConflict ConflictAt(const MergeTriple& triple, const std::vector<std::string_view>& path) {
  MergeConflict conflict;
  for (std::string_view key : path) conflict.path += (conflict.path.empty() ? "" : ".") + std::string(key);
  auto there = [](MergeValue value) { return value && value.text != EmptySection().text; };
  if (!there(triple.ours)) conflict.what = "ours removed it, theirs changed it";
  else if (!there(triple.theirs)) conflict.what = "ours changed it, theirs removed it";
  else conflict.what = there(triple.base) ? "both sides changed it" : "both sides added it, each in its own way";
  return conflict;
}

void MergeFields(const MergeTriple& triple, const std::vector<std::string_view>& path, std::vector<MergeStep>& steps, std::vector<MergeConflict>& conflicts) {
  ForEachKey(triple, path, [&](std::string_view key, const MergeTriple& inner) {
    if (SameValue(inner.ours, inner.theirs) || SameValue(inner.theirs, inner.base)) return;
    std::vector<std::string_view> deeper = Below(path, key);
    bool descend = inner.ours && inner.theirs && CanDescend(inner, MainField(deeper));
    BothAdded log = IsLog(deeper) && !SameValue(inner.ours, inner.base) ? AddedTo(inner) : BothAdded{};
    if (descend) MergeFields(inner, deeper, steps, conflicts);
    else if (log.good) {
      for (MergeValue item : log.added) steps.push_back({deeper, false, OneLine(item), true});
    }
    else if (!SameValue(inner.ours, inner.base)) conflicts.push_back(ConflictAt(inner, deeper));
    else steps.push_back({std::move(deeper), !inner.theirs, inner.theirs ? OneLine(inner.theirs) : std::string()});
  });
}

bool IsMerge(const MergeTriple& triple, MergeValue result, const std::set<std::vector<std::string_view>>& undecided, const std::vector<std::string_view>& path) {
  if (undecided.contains(path)) return SameValue(result, triple.ours);
  if (SameValue(triple.ours, triple.theirs) || SameValue(triple.theirs, triple.base)) return SameValue(result, triple.ours);
  if (SameValue(triple.ours, triple.base)) return SameValue(result, triple.theirs);
  if (BothAdded log = IsLog(path) ? AddedTo(triple) : BothAdded{}; log.good) {
    std::vector<MergeValue> items;
    log.ours.insert(log.ours.end(), log.added.begin(), log.added.end());
    return ItemsOf(result, items) && std::equal(items.begin(), items.end(), log.ours.begin(), log.ours.end(), SameValue);
  }
  std::string_view main = MainField(path);
  if (!result || !triple.ours || !triple.theirs || !CanDescend(triple, main)) return false;
  MergeEntries entries = EntriesOf(result, main);
  EntryIndex index(entries);
  bool good = true;
  size_t expected = 0;
  ForEachKey(triple, path, [&](std::string_view key, const MergeTriple& inner) {
    MergeValue found = index.Find(key);
    expected += static_cast<bool>(found);
    good = good && IsMerge(inner, OrEmptySection(found, key, path), undecided, Below(path, key));
  });
  return good && expected == entries.size();
}

std::string OneLine(MergeValue value) {
  const Document& document = value.text->document;
  if (document.IsNull(value.node)) return "null";
  if (document.IsScalar(value.node)) {
    NodeStyle style = document.style(value.node);
    std::string_view slice = document.Slice(document.span(value.node));
    bool quoted = style == NodeStyle::single_quoted || style == NodeStyle::double_quoted;
    bool one_line = (quoted || style == NodeStyle::plain) && slice.find_first_of("\r\n") == std::string_view::npos;
    if (one_line && (quoted || slice.find_first_of(",[]{}") == std::string_view::npos)) return std::string(slice);
    return QuoteYaml(document.text(value.node), true);
  }
  std::string out;
  if (document.IsSequence(value.node)) {
    document.ForEachItem(value.node, [&](NodeId item) { out += (out.empty() ? "[" : ", ") + OneLine({value.text, item}); });
    return out.empty() ? "[]" : out + "]";
  }
  document.ForEachEntry(value.node, [&](NodeId key, NodeId inner) { out += (out.empty() ? "{ " : ", ") + OneLine({value.text, key}) + ": " + OneLine({value.text, inner}); });
  return out.empty() ? "{}" : out + " }";
}

}  // namespace merlon
