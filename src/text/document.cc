#include "text/document.h"

#include <algorithm>
#include <cstring>

#include "base/utf8.h"
#include "text/codes.h"

namespace merlon {
namespace {

// True for bytes that need a closer look: outside ASCII, or control characters other than tab and line breaks.
// Without branches, so that many bytes can be looked at together.
constexpr unsigned char NeedsLook(unsigned char c) { return static_cast<unsigned char>((c > 0x7E) | ((c < 0x20) & (c != '\t') & (c != '\n') & (c != '\r'))); }

// The length of the acceptable UTF-8 sequence at the start of `text`, or 0. Refuses control characters, those after ASCII too except U+0085.
size_t SequenceLength(std::string_view text) {
  size_t length = CharacterLength(text);
  auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  if (length == 1) return NeedsLook(byte(0)) ? 0 : 1;
  bool control = length == 2 && byte(0) == 0xC2 && byte(1) < 0xA0 && byte(1) != 0x85;
  return control ? 0 : length;
}

// The offset of the first byte that is not acceptable UTF-8, or npos; sets `ascii` when only ASCII was found.
size_t FindInvalid(std::string_view text, bool& ascii) {
  ascii = true;
  size_t at = 0;
  constexpr size_t kBlock = 64;
  while (at < text.size()) {
    size_t end = std::min(text.size(), at + kBlock);
    if (end == at + kBlock) {
      unsigned char found = 0;
      for (size_t i = 0; i < kBlock; ++i) found |= NeedsLook(static_cast<unsigned char>(text[at + i]));
      if (!found) {
        at = end;
        continue;
      }
    }
    while (at < end) {
      size_t length = SequenceLength(text.substr(at));
      if (length == 0) return at;
      if (length > 1) ascii = false;
      at += length;
    }
  }
  return std::string_view::npos;
}

}  // namespace

FileId Document::AddFixedFile(std::string path, std::string_view text) {
  uint32_t base = files_.empty() ? 0 : files_.back().base + static_cast<uint32_t>(files_.back().text.size()) + 1;
  FileId id(files_.size());
  File& file = files_.emplace_back();
  file.path = std::move(path);
  file.text = text;
  file.base = base;
  file.ascii = false;  // nobody looked
  return id;
}

FileId Document::AddFile(std::string path, std::string text, Diagnostics& diagnostics) {
  FileId id = AddFixedFile(std::move(path), "");
  File& file = files_[id.value];
  uint32_t base = file.base;
  if (text.size() > kMostFileBytes || base + text.size() > kMostTotalBytes) {
    diagnostics.Add(codes::kFileTooLarge, {base, base}, "`" + file.path + "` is too large: at most 64 MiB a file and 256 MiB in all",
                    "split the system into several models");
    return id;
  }
  file.owned = std::move(text);
  file.text = file.owned;
  size_t invalid = FindInvalid(file.text, file.ascii);
  if (invalid == std::string_view::npos) return id;
  uint32_t at = base + static_cast<uint32_t>(invalid);
  bool control = static_cast<unsigned char>(file.text[invalid]) < 0x80;
  diagnostics.Add(codes::kInvalidUtf8, {at, at + 1},
                  control ? "a control character stands in the text" : "this is not UTF-8 text",
                  control ? "remove it" : "save the file as UTF-8");
  // Everything before the bad byte stays, so that the message can show its line; nothing of it is read.
  file.text = file.text.substr(0, invalid);
  file.ascii = false;
  return id;
}

NodeId Document::Adopt(FileId file, const ReadyTree& tree) {
  uint32_t first = static_cast<uint32_t>(nodes_.size()), first_escaped = static_cast<uint32_t>(escaped_.size()), base = files_[file.value].base;
  escaped_.insert(escaped_.end(), tree.escaped.begin(), tree.escaped.end());
  for (Node node : tree.nodes) {
    node.begin += base;
    node.end += base;
    node.next += first;
    node.text += node.size == kEscapedSize ? first_escaped : base;
    nodes_.push_back(node);
  }
  return tree.nodes.empty() ? NodeId() : NodeId(first);
}

std::string_view Document::text(NodeId id) const {
  const Node& node = nodes_[id.value];
  if (node.kind != static_cast<uint32_t>(NodeKind::scalar)) return {};
  if (node.size == kEscapedSize) return escaped_[node.text];
  const File& file = files_[FileOf(node.text).value];
  return file.text.substr(node.text - file.base, node.size);
}

bool Document::InAlias(uint32_t node) const {
  auto after = std::upper_bound(alias_ranges_.begin(), alias_ranges_.end(), std::make_pair(node, kNone));
  return after != alias_ranges_.begin() && node < std::prev(after)->second;
}

NodeId Document::Find(NodeId mapping, std::string_view key) const {
  NodeId found;
  if (!mapping || !IsMapping(mapping)) return found;
  ForEachEntry(mapping, [&](NodeId k, NodeId value) {
    if (!found && text(k) == key) found = value;
  });
  return found;
}

FileId Document::FileOf(uint32_t offset) const {
  // While files are read one after another, it is the last one.
  if (offset >= files_.back().base) return FileId(files_.size() - 1);
  auto after = std::upper_bound(files_.begin(), files_.end(), offset, [](uint32_t o, const File& file) { return o < file.base; });
  MERLON_ASSERT(after != files_.begin());
  return FileId(static_cast<size_t>(after - files_.begin()) - 1);
}

Location Document::Locate(uint32_t offset) const {
  if (offset == kNone || files_.empty()) return {};
  FileId id = FileOf(offset);
  const File& file = files_[id.value];
  if (file.lines.empty()) {
    // A byte order mark is no character of the first line.
    file.lines.push_back(file.text.compare(0, 3, "\xEF\xBB\xBF") == 0 ? 3 : 0);
    const char* text = file.text.data();
    const char* end = text + file.text.size();
    for (const char* at = text; (at = static_cast<const char*>(std::memchr(at, '\n', static_cast<size_t>(end - at))));) {
      file.lines.push_back(static_cast<uint32_t>(++at - text));
    }
  }
  uint32_t within = std::min<uint32_t>(offset - file.base, static_cast<uint32_t>(file.text.size()));
  within = std::max(within, file.lines.front());
  // Positions of one place are asked for one after another: the line found last is often the next one too.
  size_t last = file.last_line;
  bool same = file.lines[last] <= within && (last + 1 == file.lines.size() || within < file.lines[last + 1]);
  auto line = same ? file.lines.begin() + static_cast<ptrdiff_t>(last) : std::upper_bound(file.lines.begin(), file.lines.end(), within) - 1;
  file.last_line = static_cast<uint32_t>(line - file.lines.begin());
  uint32_t column = 1;
  if (file.ascii) column += within - *line;
  else for (uint32_t at = *line; at < within; ++at) column += (static_cast<unsigned char>(file.text[at]) & 0xC0) != 0x80;
  return {id, static_cast<uint32_t>(line - file.lines.begin()) + 1, column};
}

std::string_view Document::Slice(Span span) const {
  if (!span || files_.empty()) return {};
  const File& file = files_[FileOf(span.begin).value];
  size_t begin = std::min<size_t>(span.begin - file.base, file.text.size());
  size_t end = std::clamp<size_t>(span.end - file.base, begin, file.text.size());
  return file.text.substr(begin, end - begin);
}

}  // namespace merlon
