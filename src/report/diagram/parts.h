// What the kinds of picture share: places of the model as nodes, edges and zones.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/strings.h"
#include "report/diagram/measure.h"
#include "report/diagram/picture.h"

namespace merlon {

// A list of names, each once: `Card, Orders`. Ends in `…` after more than anybody reads.
class NameList {
 public:
  void Add(std::string_view name);
  const std::string& text() const { return text_; }

 private:
  static constexpr size_t kMost = 100;
  bool full_ = false;
  std::vector<std::string> names_;
  std::string text_;
};

class Parts {
 public:
  Parts(const Workspace& workspace, const DiagramOptions& options);
  // It keeps a reference.
  Parts(const Workspace&, DiagramOptions&&) = delete;

  // What is known of the threats at a place; nothing when badges are not wanted.
  Badge BadgeAt(Place place) const;
  PictureNode ElementNode(uint32_t row) const;
  // A flow without its ends.
  PictureEdge FlowEdge(uint32_t row) const;
  std::string ZoneTrust(uint32_t zone) const;
  // A picture with nothing in it but its name and the threats of the system.
  Picture Blank(std::string_view subtitle) const;
  // Whether the element, or a zone around it, is out of scope.
  bool OutOfScope(uint32_t element) const;
  // The row of the party that runs the element, or the zone nearest to it that has one. We ourselves are the row behind the last; kNone: nobody said.
  uint32_t RunBy(uint32_t element) const;
  uint32_t PartyRow(std::string_view id) const;
  std::string TitleOf(Place place) const { return Printable(PlaceTitle(model, place)); }
  std::string PartyTitle(uint32_t party) const;

  // Whether readers may see the place: for people outside, neither itself nor a zone around it nor an end of it is internal.
  bool Shows(Place place) const;
  template <class Entry>
  bool Shows(const Entry& entry) const { return !options.for_outside || entry.internal != Tri::yes; }

  // Puts the elements with `shown` set into the picture, in the zones that they lie in, apart from those that readers may not see; returns the node of each element, or kNone.
  std::vector<uint32_t> AddElements(Picture& picture, const std::vector<bool>& shown) const;
  // Puts the flows with `shown` set into the picture, apart from those that readers may not see. The two flows of `a <-> b` become one edge when they differ in nothing that is drawn.
  void AddFlows(Picture& picture, const std::vector<bool>& shown, const std::vector<uint32_t>& nodes) const;

  const Workspace& workspace;
  const DiagramOptions& options;
  const Model& model;
  const Facts& facts;

 private:
  std::string AssetNames(std::span<const uint32_t> assets) const;
  Protection ProtectionOf(uint32_t flow) const;
  std::array<std::vector<Badge>, kDomains> badges_;
  uint32_t encrypted_, sender_known_, trust_;
};

void Merge(Badge& badge, const Badge& other);

// The row of the entry with this id, or kNone.
template <class T>
uint32_t RowOfId(const Entries<T>& entries, std::string_view id) {
  for (uint32_t row = 0; row < entries.size(); ++row) {
    if (entries[row].id == id) return row;
  }
  return kNone;
}

// A sketch that says that there is no such entry, and which one may be meant.
template <class T>
Sketch Unknown(const Entries<T>& entries, std::string_view what, std::string_view id) {
  std::vector<std::string_view> ids;
  for (const T& entry : entries) ids.push_back(entry.id.view());
  Sketch sketch;
  sketch.error = "the model has no " + std::string(what) + " `" + std::string(id) + "`";
  std::string_view near = Nearest(id, ids);
  if (!near.empty()) sketch.hint = "did you mean `" + std::string(near) + "`?";
  else if (ids.empty()) sketch.hint = "it has none at all";
  constexpr size_t kFew = 8;
  if (!near.empty() || ids.empty()) return sketch;
  for (size_t i = 0; i < ids.size() && i < kFew; ++i) sketch.hint += (i == 0 ? "it has `" : "`, `") + std::string(ids[i]);
  sketch.hint += ids.size() > kFew ? "` and more" : "`";
  return sketch;
}

}  // namespace merlon
