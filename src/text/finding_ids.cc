#include "text/finding_ids.h"

#include <algorithm>
#include <string_view>

#include "base/fingerprint.h"

namespace merlon {
namespace {

struct Wanted {
  Span span;
  size_t index;
};

// One step of a path. A key may be as long as a file, and its name is written once for each diagnostic below it.
std::string Step(std::string_view key) {
  constexpr size_t kLongest = 120, kKept = 96;
  if (key.size() <= kLongest) return std::string(key);
  size_t end = kKept;
  while (end > 0 && (static_cast<unsigned char>(key[end]) & 0xC0) == 0x80) --end;
  return std::string(key.substr(0, end)) + "~" + Fingerprint(key);
}

// Walks the tree once, in the order of the text, beside the sorted positions.
class PathFinder {
 public:
  PathFinder(const Document& document, std::vector<std::string>& paths) : document_(document), paths_(paths) {}

  // `targets` lie in `node`, in the order of the text. The tree's depth is capped by its reader, so this recursion is too.
  void Visit(NodeId node, const std::string& path, std::span<const Wanted> targets) {
    for (const Wanted& wanted : targets) paths_[wanted.index] = path;
    size_t next = 0;
    if (document_.IsMapping(node)) {
      document_.ForEachEntry(node, [&](NodeId key, NodeId value) {
        Span whole{document_.span(key).begin, std::max(document_.span(key).end, document_.span(value).end)};
        std::vector<Wanted> inside = Inside(whole, targets, next);
        if (!inside.empty()) Visit(value, Join(path, document_.text(key)), inside);
      });
    } else if (document_.IsSequence(node)) {
      size_t number = 0;
      document_.ForEachItem(node, [&](NodeId item) {
        std::vector<Wanted> inside = Inside(document_.span(item), targets, next);
        std::string_view text = document_.text(item);
        if (!inside.empty()) Visit(item, Join(path, text.empty() ? std::to_string(number) : text), inside);
        ++number;
      });
    }
  }

 private:
  static std::string Join(const std::string& path, std::string_view key) { return path.empty() ? Step(key) : path + "/" + Step(key); }

  // The targets from `next` on that lie wholly in `whole`. One that reaches beyond is about what is around it.
  static std::vector<Wanted> Inside(Span whole, std::span<const Wanted> targets, size_t& next) {
    std::vector<Wanted> inside;
    for (; next < targets.size() && targets[next].span.begin < whole.end; ++next) {
      if (targets[next].span.begin >= whole.begin && targets[next].span.end <= whole.end) inside.push_back(targets[next]);
    }
    return inside;
  }

  const Document& document_;
  std::vector<std::string>& paths_;
};

}  // namespace

std::vector<std::string> FindingIds(const Document& document, std::span<const NodeId> roots, const std::vector<Diagnostic>& diagnostics) {
  std::vector<Wanted> targets;
  for (size_t i = 0; i < diagnostics.size(); ++i) {
    if (diagnostics[i].span && diagnostics[i].about.empty()) targets.push_back({diagnostics[i].span, i});
  }
  std::stable_sort(targets.begin(), targets.end(), [](const Wanted& a, const Wanted& b) { return a.span.begin < b.span.begin; });
  std::vector<std::string> paths(diagnostics.size());
  PathFinder finder(document, paths);
  for (NodeId root : roots) {
    Span whole = document.span(root);
    auto first = std::lower_bound(targets.begin(), targets.end(), whole.begin, [](const Wanted& wanted, uint32_t begin) { return wanted.span.begin < begin; });
    auto last = std::lower_bound(first, targets.end(), whole.end, [](const Wanted& wanted, uint32_t end) { return wanted.span.begin < end; });
    finder.Visit(root, {}, {first, last});
  }
  std::vector<std::string> ids;
  for (size_t i = 0; i < diagnostics.size(); ++i) {
    const Diagnostic& diagnostic = diagnostics[i];
    std::string what = !diagnostic.about.empty() ? diagnostic.about : paths[i];
    if (what.empty() && diagnostic.span && document.file_count()) what = document.path(document.FileOf(diagnostic.span.begin)), what = what.substr(what.rfind('/') + 1);
    ids.push_back(std::string(diagnostic.code->id) + "@" + what);
  }
  return ids;
}

}  // namespace merlon
