// What belongs to an edition of a report, and the small pieces that its chapters share.
#pragma once

#include <vector>

#include "report/content.h"

namespace merlon {

class Edition {
 public:
  Edition(const Workspace& workspace, const ReportOptions& options);

  const Workspace& workspace() const { return workspace_; }
  const Model& model() const { return workspace_.model(); }
  const ReportOptions& options() const { return options_; }
  bool Has(Part part) const { return options_.Has(part); }
  bool for_customer() const { return options_.stamp.audience == Audience::customer; }

  // Whether an entry may be told: it is not marked internal, or the readers are our own people.
  template <class Entry>
  bool Shows(const Entry& entry) const { return !for_customer() || entry.internal != Tri::yes; }
  // Whether a place may be told: neither itself nor a zone around it nor an end of it is internal.
  bool Shows(Place place) const;
  // Also its decision and what was written for it by hand.
  bool Shows(const Threat& threat) const;
  // Whether the party of this id may be told; an id that no party has is harmless.
  bool ShowsParty(std::string_view id) const;
  // Whether the reason for which somebody answers for something may be told.
  bool ShowsReason(std::string_view party, std::string_view why) const;
  // Whether what a reference names may be told; a name that nothing has is harmless.
  bool Shows(const Ref& ref) const;

  // A list of texts; of references only those that may be told.
  Value Texts(const std::vector<Text>& texts) const;
  Value Refs(const std::vector<Ref>& refs) const;
  // `{id, title, anchor}` of a place.
  Value PlaceValue(Place place) const;
  // Adds `file` and `line`, or null where nothing is known or the readers do not get positions.
  void SetPosition(Value& value, NodeId node) const;

 private:
  bool ElementShown(size_t row) const;

  const Workspace& workspace_;
  const ReportOptions& options_;
  std::vector<bool> zone_shown_;
};

// The chapters; each adds its keys to the tree.
void AddSummary(const Edition& edition, Value& content);
void AddScope(const Edition& edition, Value& content);
void AddThreats(const Edition& edition, Value& content);
void AddResponses(const Edition& edition, Value& content);
void AddResponsibilities(const Edition& edition, Value& content);
void AddEvidence(const Edition& edition, Value& content);
void AddSessions(const Edition& edition, Value& content);
void AddReview(const Edition& edition, Value& content);

}  // namespace merlon
