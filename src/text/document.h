// Texts and the tree that was read from them: every node knows its exact bytes.
//
// All files of a model lie one after another in one space of 32-bit offsets, so a position is one number; `Locate` turns it back into
// file, line and column. Nodes lie in one array in document order (a node's children follow it), 20 bytes each. A document is a value: it
// reads nothing by itself and keeps what it was given.
#pragma once

#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "text/diagnostics.h"

namespace merlon {

using FileId = Id<struct FileTag>;
using NodeId = Id<struct NodeTag>;

enum class NodeKind : uint8_t { null, scalar, mapping, sequence };
enum class NodeStyle : uint8_t { plain, single_quoted, double_quoted, literal, folded, block, flow };

// `size` of a scalar whose value lies among the escaped texts.
inline constexpr uint32_t kEscapedSize = (1u << 27) - 1;

struct Node {
  uint32_t begin;  // offset of the first byte
  uint32_t end;    // offset past the last byte that belongs to it (no trailing space or comment)
  uint32_t next;   // the node after this one and all below it
  uint32_t text;   // scalar: offset of its value in the sources, or index of an unescaped text (see `escaped`)
  uint32_t size : 27;
  uint32_t kind : 2;
  uint32_t style : 3;
};

// The tree of a text that was read before: positions count from the start of the text, `next` from its first node.
struct ReadyTree {
  std::span<const Node> nodes;
  std::span<const std::string_view> escaped;  // values that differ from their bytes
};

// Line and column are 1-based; columns count characters (code points).
struct Location {
  FileId file;
  uint32_t line = 0;
  uint32_t column = 0;
};

// Limits on input. Chosen so that the largest accepted input is handled in about a second.
inline constexpr size_t kMostFileBytes = size_t{64} << 20;
inline constexpr size_t kMostTotalBytes = size_t{256} << 20;
inline constexpr size_t kDeepestNesting = 64;
inline constexpr size_t kMostAliasNodes = 100000;

class Document {
 public:
  Document() = default;
  Document(Document&&) = default;
  Document& operator=(Document&&) = default;
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;

  // Adds a file. A text that is too large or not valid UTF-8 is reported and replaced by an empty one.
  FileId AddFile(std::string path, std::string text, Diagnostics& diagnostics);
  // Adds a text that outlives the document and has been added to one before without a complaint: it is neither copied nor checked.
  FileId AddFixedFile(std::string path, std::string_view text);
  // Reads a whole file, or the bytes [begin, end) of it, as one YAML document. Returns its root; none when it is empty or cannot be read.
  // After a syntax error in a block mapping at the top, its other entries are read all the same, so that all errors are reported at once.
  NodeId Parse(FileId file, Diagnostics& diagnostics);
  NodeId ParsePart(FileId file, size_t begin, size_t end, Diagnostics& diagnostics);

  // Takes over what `ParsePart` made of the same text in a document of its own. Returns the root. O(nodes).
  NodeId Adopt(FileId file, const ReadyTree& tree);

  const Node& node(NodeId id) const { return nodes_[id.value]; }
  NodeKind kind(NodeId id) const { return static_cast<NodeKind>(nodes_[id.value].kind); }
  NodeStyle style(NodeId id) const { return static_cast<NodeStyle>(nodes_[id.value].style); }
  bool IsNull(NodeId id) const { return kind(id) == NodeKind::null; }
  bool IsScalar(NodeId id) const { return kind(id) == NodeKind::scalar; }
  bool IsMapping(NodeId id) const { return kind(id) == NodeKind::mapping; }
  bool IsSequence(NodeId id) const { return kind(id) == NodeKind::sequence; }
  // The value of a scalar; empty for everything else.
  std::string_view text(NodeId id) const;
  Span span(NodeId id) const { return {nodes_[id.value].begin, nodes_[id.value].end}; }
  // Whether the node stands in the text through an alias (`*name`): it cannot be edited there.
  bool IsAliased(NodeId id) const { return !alias_ranges_.empty() && InAlias(id.value); }

  // Children: of a sequence its items, of a mapping keys and values in turn.
  NodeId FirstChild(NodeId id) const { return NodeId(id.value + 1); }
  NodeId Next(NodeId id) const { return NodeId(nodes_[id.value].next); }
  bool HasChildren(NodeId id) const { return nodes_[id.value].next > id.value + 1; }
  // `visit(key, value)` for each entry of a mapping.
  template <class Visit>
  void ForEachEntry(NodeId mapping, Visit visit) const {
    uint32_t end = nodes_[mapping.value].next;
    for (NodeId key = FirstChild(mapping); key.value < end;) {
      NodeId value = Next(key);
      visit(key, value);
      key = Next(value);
    }
  }
  template <class Visit>
  void ForEachItem(NodeId sequence, Visit visit) const {
    uint32_t end = nodes_[sequence.value].next;
    for (NodeId item = FirstChild(sequence); item.value < end; item = Next(item)) visit(item);
  }
  // The value under `key`, or none. Linear in the number of entries.
  NodeId Find(NodeId mapping, std::string_view key) const;

  size_t file_count() const { return files_.size(); }
  const std::string& path(FileId file) const { return files_[file.value].path; }
  std::string_view source(FileId file) const { return files_[file.value].text; }
  uint32_t base(FileId file) const { return files_[file.value].base; }
  FileId FileOf(uint32_t offset) const;
  Location Locate(uint32_t offset) const;
  // The bytes of a span; empty for none.
  std::string_view Slice(Span span) const;
  size_t node_count() const { return nodes_.size(); }
  const std::deque<std::string>& escaped() const { return escaped_; }
  bool has_aliases() const { return !alias_ranges_.empty(); }

 private:
  friend class TreeBuilder;
  struct File {
    std::string path;
    std::string owned;      // empty where the text lies elsewhere
    std::string_view text;
    uint32_t base = 0;
    bool ascii = true;
    mutable std::vector<uint32_t> lines;  // offset of each line's start, made on first use
    mutable uint32_t last_line = 0;       // index of the line that was found last
  };
  bool InAlias(uint32_t node) const;

  std::deque<File> files_;  // texts and paths never move: values point into them
  std::vector<Node> nodes_;
  std::deque<std::string> escaped_;  // values that differ from their bytes
  std::vector<std::pair<uint32_t, uint32_t>> alias_ranges_;
};

}  // namespace merlon
