#include "language/merge_model.h"

#include <algorithm>
#include <optional>

#include "base/string_map.h"
#include "base/strings.h"
#include "language/edit_model.h"
#include "text/edit.h"
#include "text/shape.h"

namespace merlon {
namespace {

// An entry of a block map with the whole lines that belong to it: from `lead`, where the entry before it ends, over comments and empty lines
// to its key at `begin`, up to `end`.
struct Piece {
  std::string_view key;
  MergeValue value;
  size_t lead = 0, begin = 0, end = 0;
  size_t column = 0;
};

size_t LineStart(std::string_view text, size_t at) {
  size_t start = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
  return start == 0 && text.substr(0, 3) == "\xEF\xBB\xBF" ? 3 : start;
}
size_t LineEnd(std::string_view text, size_t at) {
  size_t end = text.find('\n', at);
  return end == std::string_view::npos ? text.size() : end + 1;
}

// The entries of a block map, or nothing where they do not each start a line of their own. `lead` is where the first one's lines start.
struct Pieces {
  std::vector<Piece> all;
  StringMap index;
  bool good = false;

  const Piece* Find(std::string_view key) const {
    uint32_t found = index.Find(key);
    return found == kNone ? nullptr : &all[found];
  }
};

Pieces PiecesOf(MergeValue map, size_t lead) {
  Pieces pieces;
  if (!map) return pieces;
  const Document& document = map.text->document;
  if (!document.IsMapping(map.node) || document.style(map.node) != NodeStyle::block || document.IsAliased(map.node)) return pieces;
  std::string_view text = map.text->text();
  pieces.good = true;
  document.ForEachEntry(map.node, [&](NodeId key, NodeId value) {
    // An aliased value stands elsewhere.
    size_t last = document.span(key).end;
    if (!document.IsAliased(value)) last = std::max<size_t>(last, document.span(value).end);
    size_t key_at = document.span(key).begin, begin = LineStart(text, key_at);
    bool leads = text.substr(begin, key_at - begin).find_first_not_of(' ') == std::string_view::npos && begin >= lead;
    pieces.good = pieces.good && leads;
    size_t end = LineEnd(text, std::max<size_t>(last, 1) - 1);
    pieces.index.Insert(document.text(key), static_cast<uint32_t>(pieces.all.size()));
    pieces.all.push_back({document.text(key), {map.text, value}, lead, begin, end, key_at - begin});
    lead = end;
  });
  return pieces;
}

std::string_view Slice(const MergeText* text, size_t begin, size_t end) { return text->text().substr(begin, end - begin); }

class Merger {
 public:
  Merger(const MergeText& base, const MergeText& ours, const MergeText& theirs, const MergeOptions& options)
      : base_(base), ours_(ours), theirs_(theirs), options_(options), root_{{&base, base.root}, {&ours, ours.root}, {&theirs, theirs.root}}, break_(ours.text().find("\r\n") == std::string_view::npos ? "\n" : "\r\n") {}

  MergeResult Run() {
    if (theirs_.text() == base_.text() || ours_.text() == theirs_.text()) return {Original(ours_), {}};
    if (ours_.text() == base_.text()) return {Original(theirs_), {}};
    Pieces ours = PiecesOf(root_.ours, 0), theirs = PiecesOf(root_.theirs, 0), base = PiecesOf(root_.base, 0);
    if (ours.good && theirs.good) {
      Tail(base, ours, theirs);
      Level(root_, base, ours, theirs, {});
    } else {
      Unit(root_, {}, {0, ours_.text().size()}, Breaks(theirs_.text()));
    }
    return Finish();
  }

 private:
  struct Range {
    size_t begin, end;
  };
  // One key at a level: its values, and its lines where the version has it.
  struct Place {
    std::vector<std::string_view> path;
    MergeTriple triple;
    const Piece *base, *ours, *theirs;
  };

  static std::string Original(const MergeText& text) {
    std::string_view whole = text.text();
    size_t added = text.ended ? 0 : whole.size() >= 2 && whole.substr(whole.size() - 2) == "\r\n" ? 2 : 1;
    return std::string(whole.substr(0, whole.size() - added));
  }

  // Sections, and the entries of a section.
  void Level(const MergeTriple& triple, const Pieces& base, const Pieces& ours, const Pieces& theirs, const std::vector<std::string_view>& path) {
    MergeEntries base_entries = EntriesOf(triple.base, {});
    StringMap base_index;
    for (uint32_t i = 0; i < base_entries.size(); ++i) base_index.Insert(base_entries[i].first, i);
    auto place = [&](std::string_view key) {
      uint32_t known = base_index.Find(key);
      Place at{path, {known == kNone ? MergeValue{} : base_entries[known].second, {}, {}}, base.good ? base.Find(key) : nullptr, ours.Find(key), theirs.Find(key)};
      at.path.push_back(key);
      if (at.ours) at.triple.ours = at.ours->value;
      if (at.theirs) at.triple.theirs = at.theirs->value;
      if (!path.empty() || !IsSection(key)) return at;
      for (MergeValue* value : {&at.triple.base, &at.triple.ours, &at.triple.theirs}) {
        if (!*value) *value = EmptySection();
      }
      return at;
    };
    for (const Piece& piece : ours.all) Entry(place(piece.key));
    size_t column = ours.all.empty() ? 0 : ours.all.front().column;
    // What they added goes below the entry that it follows in their text.
    size_t anchor = path.empty() ? ours.all.back().end : ours.all.front().lead;
    for (const Piece& piece : theirs.all) {
      if (const Piece* known = ours.Find(piece.key)) {
        anchor = known->end;
        continue;
      }
      Place at = place(piece.key);
      if (SameValue(at.triple.theirs, at.triple.base)) continue;  // ours removed it
      bool is_new = base_index.Find(piece.key) == kNone;
      if (is_new) edits_.push_back({anchor, anchor, Moved(piece, piece.lead, column)});
      else if (std::optional<std::string> rest = path.empty() ? WithoutRemoved(at) : std::nullopt) edits_.push_back({anchor, anchor, std::move(*rest)});
      else Conflict(at.path, {ConflictAt(at.triple, at.path)}, {anchor, anchor}, Moved(piece, piece.begin, column));
    }
  }

  // A key that ours has.
  void Entry(const Place& at) {
    const auto& [base, ours, theirs] = at.triple;
    bool we_left_it = at.base && Text(&ours_, *at.ours) == Text(&base_, *at.base);
    bool they_changed_text = at.theirs && (!at.base || Text(&theirs_, *at.theirs) != Text(&base_, *at.base));
    if (SameValue(ours, theirs) || SameValue(theirs, base)) {
      // Only a comment or the layout may differ.
      if (we_left_it && they_changed_text && SameValue(ours, theirs)) Replace(at);
      return;
    }
    if (SameValue(ours, base)) {
      if (!at.theirs) return Remove(at);
      if (we_left_it) return Replace(at);
    }
    if (at.path.size() == 1 && DescendInto(at)) return;
    if (!theirs) return Conflict(at.path, {ConflictAt(at.triple, at.path)}, {at.ours->begin, at.ours->end}, {});
    Unit(at.triple, at.path, {at.ours->begin, at.ours->end}, at.theirs ? Moved(*at.theirs, at.theirs->begin, at.ours->column) : std::string());
  }
  static std::string_view Text(const MergeText* text, const Piece& piece) { return Slice(text, piece.lead, piece.end); }

  // A section that is a block on both sides: entry by entry.
  bool DescendInto(const Place& at) {
    auto pieces = [](const MergeText& text, const Piece* piece) {
      if (!piece) return Pieces{};
      // The entries start below the line of the section's key.
      return PiecesOf(piece->value, LineEnd(text.text(), piece->begin));
    };
    Pieces ours = pieces(ours_, at.ours), theirs = pieces(theirs_, at.theirs), base = pieces(base_, at.base);
    bool they_have_none = !at.theirs && at.triple.theirs;
    if (!ours.good || (!theirs.good && !they_have_none) || ours.all.empty()) return false;
    if (base.good && !theirs.all.empty() && !base.all.empty()) {
      std::string_view base_head = Slice(&base_, at.base->lead, base.all.front().lead), our_head = Slice(&ours_, at.ours->lead, ours.all.front().lead);
      std::string_view their_head = Slice(&theirs_, at.theirs->lead, theirs.all.front().lead);
      if (our_head == base_head && their_head != base_head) edits_.push_back({at.ours->lead, ours.all.front().lead, Breaks(their_head)});
    }
    Level(at.triple, base, ours, theirs, at.path);
    return true;
  }

  // Their section, of which we removed all entries, without those that they left alone. Nothing when they changed one of those.
  std::optional<std::string> WithoutRemoved(const Place& at) const {
    if (!IsSection(at.path[0])) return std::nullopt;
    MergeEntries known = EntriesOf(at.triple.base, {}), entries = EntriesOf(at.triple.theirs, {});
    StringMap index;
    for (uint32_t i = 0; i < known.size(); ++i) index.Insert(known[i].first, i);
    Pieces theirs = PiecesOf(at.triple.theirs, LineEnd(theirs_.text(), at.theirs->begin));
    std::string rest;
    for (size_t i = 0; i < entries.size(); ++i) {
      const auto& [key, value] = entries[i];
      uint32_t before = index.Find(key);
      if (before != kNone && !SameValue(value, known[before].second)) return std::nullopt;
      if (before != kNone) continue;
      if (theirs.good) rest += Breaks(Slice(&theirs_, theirs.all[i].lead, theirs.all[i].end));
      else rest += "  " + QuoteYaml(key, false) + ": " + OneLine(value) + std::string(break_);
    }
    if (rest.empty()) return rest;
    std::string head = theirs.good ? Breaks(Slice(&theirs_, at.theirs->lead, theirs.all.front().lead)) : std::string(at.path[0]) + ":" + std::string(break_);
    return head + rest;
  }

  // Comments below the last entry.
  void Tail(const Pieces& base, const Pieces& ours, const Pieces& theirs) {
    if (!base.good || base.all.empty() || ours.all.empty() || theirs.all.empty()) return;
    auto tail = [](const MergeText& text, const Pieces& pieces) { return text.text().substr(pieces.all.back().end); };
    if (tail(ours_, ours) == tail(base_, base) && tail(theirs_, theirs) != tail(base_, base)) edits_.push_back({ours.all.back().end, ours_.text().size(), Breaks(tail(theirs_, theirs))});
  }

  void Replace(const Place& at) { edits_.push_back({at.ours->lead, at.ours->end, Moved(*at.theirs, at.theirs->lead, at.ours->column)}); }

  // The entry goes, and with it the comment right above it when that is gone in their text too.
  void Remove(const Place& at) {
    size_t begin = at.ours->begin;
    while (begin > at.ours->lead) {
      size_t line = std::max(LineStart(ours_.text(), begin - 1), at.ours->lead);
      std::string_view above = CommentOn(Slice(&ours_, line, begin));
      if (above.empty() || TheyHaveComment(above)) break;
      begin = line;
    }
    // Empty lines above that set it apart from the entry before it go too.
    if (Trim(Slice(&ours_, at.ours->lead, begin)).empty()) begin = at.ours->lead;
    edits_.push_back({begin, at.ours->end, ""});
  }
  // The comment on a line that holds nothing else.
  static std::string_view CommentOn(std::string_view line) {
    std::string_view text = Trim(line);
    return !text.empty() && text.front() == '#' ? text : std::string_view();
  }
  bool TheyHaveComment(std::string_view comment) {
    std::string_view text = theirs_.text();
    for (size_t at = 0; !knows_their_comments_ && at < text.size(); at = LineEnd(text, at)) {
      if (std::string_view theirs = CommentOn(text.substr(at, LineEnd(text, at) - at)); !theirs.empty()) their_comments_.Insert(theirs, 0);
    }
    knows_their_comments_ = true;
    return their_comments_.Find(comment) != kNone;
  }

  // Lines of ours in which fields are merged one by one; they are read by themselves, so that a step costs only as much as they are long.
  void Unit(const MergeTriple& triple, const std::vector<std::string_view>& path, Range ours, const std::string& their_lines) {
    std::vector<MergeStep> steps;
    std::vector<MergeConflict> conflicts;
    if (CanDescend(triple, MainField(path))) MergeFields(triple, path, steps, conflicts);
    else conflicts.push_back(ConflictAt(triple, path));
    std::string text(Slice(&ours_, ours.begin, ours.end));
    constexpr size_t kMostWork = size_t{1} << 27;  // bytes read anew; some seconds
    bool possible = conflicts.empty() && steps.size() * text.size() < kMostWork;
    for (const MergeStep& step : steps) {
      if (!possible) break;
      // The lines start at this unit's own key, so the path does too.
      KeyPath inside = KeyPath(step.path).subspan(path.empty() ? 0 : path.size() - 1);
      std::string_view main = MainField({step.path.begin(), step.path.end() - 1});
      EditResult edit = step.remove ? RemoveEntry(text, inside) : step.append ? AddBlockItem(text, inside, step.yaml) : SetValue(text, inside, step.yaml, main);
      possible = static_cast<bool>(edit);
      text = std::move(edit.text);
    }
    if (possible) {
      edits_.push_back({ours.begin, ours.end, std::move(text)});
      return;
    }
    if (conflicts.empty()) conflicts.push_back({ConflictAt(triple, path).path, "both sides changed it, and its layout cannot be merged"});
    Conflict(path, std::move(conflicts), ours, their_lines);
  }

  void Conflict(const std::vector<std::string_view>& path, std::vector<MergeConflict> conflicts, Range ours, const std::string& theirs) {
    std::string text = Marker('<') + " " + std::string(options_.ours) + std::string(break_) + std::string(Slice(&ours_, ours.begin, ours.end)) + Marker('=') + std::string(break_);
    text += theirs + Marker('>') + " " + std::string(options_.theirs) + std::string(break_);
    undecided_edits_.push_back({ours.begin, ours.end, std::move(text)});
    undecided_.insert(path);
    std::move(conflicts.begin(), conflicts.end(), std::back_inserter(conflicts_));
  }
  std::string Marker(char mark) const { return std::string(options_.marker_size, mark); }

  // The lines of a piece of theirs from `from` on, with its key in this column and our line breaks.
  std::string Moved(const Piece& piece, size_t from, size_t column) const {
    std::string lines = Breaks(Slice(&theirs_, from, piece.end));
    if (piece.column == column) return lines;
    std::string out;
    for (size_t at = 0; at < lines.size();) {
      size_t end = LineEnd(lines, at);
      std::string_view line = std::string_view(lines).substr(at, end - at);
      size_t spaces = std::min(line.find_first_not_of(' '), line.size());
      bool blank = line.find_first_not_of(" \r\n") == std::string_view::npos;
      size_t wanted = spaces + column < piece.column ? 0 : spaces + column - piece.column;
      if (!blank) out.append(wanted, ' ').append(line.substr(spaces));
      else out.append(line);
      at = end;
    }
    return out;
  }
  std::string Breaks(std::string_view lines) const {
    std::string out;
    for (size_t i = 0; i < lines.size(); ++i) {
      if (lines[i] == '\n') out += break_;
      else if (lines[i] != '\r' || i + 1 == lines.size() || lines[i + 1] != '\n') out += lines[i];
    }
    return out;
  }

  MergeResult Finish() {
    // What is decided must hold, whatever is chosen where it is not.
    MergeText decided("", Applied(edits_));
    if (!decided.readable() || !IsMerge(root_, {&decided, decided.root}, undecided_)) return GiveUp();
    edits_.insert(edits_.end(), undecided_edits_.begin(), undecided_edits_.end());
    return {Applied(std::move(edits_)), std::move(conflicts_)};
  }

  std::string Applied(std::vector<TextEdit> edits) const {
    // What is put in stands before what is replaced at the same place.
    std::stable_sort(edits.begin(), edits.end(), [](const TextEdit& a, const TextEdit& b) { return a.begin != b.begin ? a.begin < b.begin : a.end < b.end; });
    bool end_touched = std::any_of(edits.begin(), edits.end(), [&](const TextEdit& edit) { return edit.end == ours_.text().size(); });
    std::string text = ApplyEdits(ours_.text(), std::move(edits));
    if (!ours_.ended && !end_touched) text.resize(text.size() - break_.size());
    return text;
  }

  // One conflict over the whole.
  MergeResult GiveUp() {
    conflicts_.clear();
    undecided_edits_.clear();
    Conflict({}, {{"", "the layout of the two texts cannot be merged"}}, {0, ours_.text().size()}, Breaks(theirs_.text()));
    return {std::move(undecided_edits_.front().text), std::move(conflicts_)};
  }

  const MergeText& base_;
  const MergeText& ours_;
  const MergeText& theirs_;
  const MergeOptions& options_;
  MergeTriple root_;
  std::string_view break_;
  std::vector<TextEdit> edits_, undecided_edits_;
  std::set<std::vector<std::string_view>> undecided_;  // paths of the entries that stand between markers
  std::vector<MergeConflict> conflicts_;
  StringMap their_comments_;
  bool knows_their_comments_ = false;
};

}  // namespace

MergeResult MergeModels(const MergeText& base, const MergeText& ours, const MergeText& theirs, const MergeOptions& options) { return Merger(base, ours, theirs, options).Run(); }

}  // namespace merlon
