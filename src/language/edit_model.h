// Edits in place: every command that changes a model goes through these. Only the bytes concerned change; comments, order and layout stay.
//
// A path is the list of keys from the top: {"processes", "web", "controls"}. The text is read anew for each edit, so edits may follow each
// other in any order. An edit that cannot be made leaves the text as it is and says why.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace merlon {

struct EditResult {
  std::string text;     // the new text; the old one when the edit failed
  std::string problem;  // empty when it worked
  explicit operator bool() const { return problem.empty(); }
};

using KeyPath = std::span<const std::string_view>;

// Sets the value at `path` to `yaml` (one line of YAML: a scalar, `[a, b]`, `{ a: b }`). Entries on the way that do not exist are added; an
// entry that is a bare word (the short form) or nothing becomes a map. `short_key` names the field that a bare word meant.
EditResult SetValue(std::string_view text, KeyPath path, std::string_view yaml, std::string_view short_key = {});
// Adds `item` (a scalar as YAML) to the list at `path`, which is made if need be. A bare value there becomes the list's first item.
EditResult AddToList(std::string_view text, KeyPath path, std::string_view item, std::string_view short_key = {});
// Adds the entry `key` to a section of the top, which is made if need be. Each of `lines` (`name: value`, the value as YAML inside braces) stands on
// a line of its own below the key; in a section that is written with braces, the entry is too. Fails when the key is there already.
EditResult AddBlockEntry(std::string_view text, std::string_view section, std::string_view key, std::span<const std::string> lines);
// As AddToList, but a list that has to be made, or is empty, gets a line for each item, wherever the map around it has lines of its own.
EditResult AddBlockItem(std::string_view text, KeyPath path, std::string_view item, std::string_view short_key = {});
// Sets one entry of item `index` of the list at `path`. An item that is a bare word becomes a map; `short_key` names what it meant.
EditResult SetInItem(std::string_view text, KeyPath path, size_t index, std::string_view key, std::string_view yaml, std::string_view short_key);
// Removes the entry at `path` with its line and the comment behind it; an emptied flow map keeps its braces.
EditResult RemoveEntry(std::string_view text, KeyPath path);
// Replaces the key of the entry at `path`.
EditResult RenameKey(std::string_view text, KeyPath path, std::string_view new_key);

}  // namespace merlon
