// What a picture shows, before anybody knows where it goes: nodes, edges and nested zones in the order of the model.
//
// One file per kind makes a picture (`dataflow.cc` and its neighbours), `layout.cc` and `layout_sequence.cc` place it, and one file per format
// writes it. All texts are printable (`measure.h`); each format escapes them by its own rules.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/diagram/diagram.h"

namespace merlon {

enum class NodeShape : uint8_t {
  actor, process, store,  // DFD3: rectangle, rounded rectangle, drum
  state, final_state, start,
  party,                  // what somebody answers for: a sheet of paper
  goal, step, any, all,   // of attack trees
};

// Threats that are open or wait for an answer at a place.
struct Badge {
  uint32_t open = 0, undetermined = 0;
  ThreatSeverity worst = ThreatSeverity::unknown;  // of the open ones
  bool shown() const { return open + undetermined > 0; }
};

// What keeps others from reading what flows.
enum class Protection : uint8_t { none, encrypted, unencrypted, unknown };  // none: the question does not arise

struct PictureNode {
  std::string id;                    // unique in the picture
  std::string place;                 // the place's id; empty: no place of the model
  NodeShape shape = NodeShape::process;
  std::string title;
  std::vector<std::string> details;  // smaller lines below
  std::string about;                 // all that is known, for who points at it
  Badge badge;
  bool faded = false;                // out of scope, stopped or outside the view; a detail says which
  bool outside = false;              // outside the view
  bool marked = false;               // what the view is about
  uint32_t zone = kNone;
};

struct PictureEdge {
  uint32_t source = 0, target = 0;
  std::string place;
  std::string title;                 // its own words, where it has any
  std::string over;                  // protocol, or guard of a transition
  std::string carries;               // assets, or who triggers a transition
  std::string about;
  Protection protection = Protection::none;
  bool sender_known = false;         // the receiver checks who sends
  bool both_ways = false;
  bool plain = false;                // a line without a head: parts of a tree
  bool faded = false;                // out of scope, or a part of a tree that is stopped
  bool strong = false;               // what the view is about
  Badge badge;
};

struct PictureZone {
  std::string id, place;
  std::string title, detail;         // detail: trust, or whose it is
  std::string about;
  Badge badge;
  bool faded = false;
  bool party = false;                // drawn as a region of responsibility, not of trust
  uint32_t parent = kNone;           // always an earlier zone
};

// rightwards and downwards: laid out by graphviz. lanes: nodes are lifelines, edges messages in order.
enum class Arrangement : uint8_t { rightwards, downwards, lanes };

struct Picture {
  DiagramKind kind = DiagramKind::dataflow;
  Arrangement arrangement = Arrangement::rightwards;
  std::string title, subtitle;
  Badge badge;                       // of the whole system
  std::vector<PictureNode> nodes;
  std::vector<PictureEdge> edges;
  std::vector<PictureZone> zones;
};

// A picture, or why there is none.
struct Sketch {
  Picture picture;
  std::string error, hint;
};

Sketch SketchDataflow(const Workspace& workspace, const DiagramOptions& options);
Sketch SketchContext(const Workspace& workspace, const DiagramOptions& options);
Sketch SketchStates(const Workspace& workspace, const DiagramOptions& options);
Sketch SketchResponsibility(const Workspace& workspace, const DiagramOptions& options);
Sketch SketchSequence(const Workspace& workspace, const DiagramOptions& options);
Sketch SketchTree(const Workspace& workspace, const DiagramOptions& options);

// `H`, for a badge; and `3 open threats, the worst is high`.
std::string_view SeverityLetter(ThreatSeverity severity);
std::string BadgeText(const Badge& badge);
std::string BadgeWords(const Badge& badge);
std::string_view ProtectionWords(Protection protection);
// A few sentences that say what the picture shows, for who cannot see it.
std::string Describe(const Picture& picture);

}  // namespace merlon
