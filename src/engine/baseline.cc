#include "engine/baseline.h"

namespace merlon {
namespace {

class Reader {
 public:
  Reader(const Document& document, Baseline& baseline) : document_(document), baseline_(baseline) {}

  std::string Read(NodeId root) {
    std::string_view schema = TextAt(root, "schema");
    if (schema == "merlon/threats/1") Threats(root);
    else if (schema == "merlon/check/1") Check(root);
    else return schema.empty() ? "it has no `schema`" : "its `schema` is `" + std::string(schema) + "`";
    return problem_;
  }

 private:
  std::string_view TextAt(NodeId map, std::string_view key) const {
    NodeId value = document_.Find(map, key);
    return value ? document_.text(value) : std::string_view();
  }
  // The list under `key`; none after a problem, or where it may be missing and is.
  NodeId List(NodeId map, std::string_view key, bool required) {
    NodeId list = document_.Find(map, key);
    if (!list && !required) return {};
    if (list && document_.IsSequence(list)) return list;
    if (problem_.empty()) problem_ = "its `" + std::string(key) + "` is no list";
    return {};
  }
  // The ids in a list: of texts, or of maps that have an `id`.
  void Take(NodeId map, std::string_view key, bool required, Baseline::Ids& ids) {
    NodeId list = List(map, key, required);
    if (!list) return;
    document_.ForEachItem(list, [&](NodeId item) { TakeId(document_.IsMapping(item) ? document_.Find(item, "id") : item, key, ids); });
  }
  // A finding may be without an id: the contract of the schema does not ask for one.
  void TakeFindings(NodeId root, std::string_view key, bool required) {
    NodeId list = List(root, key, required);
    if (!list) return;
    document_.ForEachItem(list, [&](NodeId finding) {
      if (NodeId id = document_.Find(finding, "id")) TakeId(id, key, baseline_.findings);
    });
  }
  void TakeId(NodeId id, std::string_view key, Baseline::Ids& ids) {
    if (id && document_.IsScalar(id)) ids.emplace(document_.text(id));
    else if (problem_.empty()) problem_ = "an entry of its `" + std::string(key) + "` has no id";
  }

  void Threats(NodeId root) {
    NodeId list = List(root, "threats", true);
    if (!list) return;
    document_.ForEachItem(list, [&](NodeId threat) {
      // What was handled then, or nobody knew, and is open now is new.
      NodeId aside = document_.Find(threat, "set_aside");
      bool open = TextAt(threat, "status") == "open" && (!aside || document_.IsNull(aside));
      if (!document_.IsMapping(threat) || open) TakeId(document_.Find(threat, "id"), "threats", baseline_.threats);
    });
  }
  void Check(NodeId root) {
    NodeId gate = document_.Find(root, "gate");
    if (!gate || !document_.IsMapping(gate)) {
      problem_ = "it has no `gate`";
      return;
    }
    Take(gate, "failing", true, baseline_.threats);
    Take(gate, "open", false, baseline_.threats);
    Take(gate, "invariants", false, baseline_.invariants);
    TakeFindings(root, "diagnostics", true);
    TakeFindings(root, "known", false);
  }

  const Document& document_;
  Baseline& baseline_;
  std::string problem_;
};

}  // namespace

std::string ReadBaseline(Document& document, FileId file, Baseline& baseline, Diagnostics& diagnostics) {
  NodeId root = document.Parse(file, diagnostics);
  if (diagnostics.malformed()) return {};
  if (!root || document.IsNull(root)) return "it is empty";
  if (!document.IsMapping(root)) return "it is no JSON object";
  return Reader(document, baseline).Read(root);
}

}  // namespace merlon
