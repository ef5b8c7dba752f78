// What a threat model is: plain values, each with the place in the text where it was written.
//
// Entries stand in the order of the file. Nothing here is derived: what follows from a model lives in facts/.
// `internal: yes`, which many entries can have, keeps an entry and whatever stands at it out of reports for people outside.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "model/place.h"
#include "model/session.h"
#include "text/shape.h"

namespace merlon {

// Where a name may be looked up. Elements, zones, assets and parties share one space of names.
namespace names {
inline constexpr NameSpaces kActor = 1, kProcess = 2, kStore = 4, kElement = 7;
inline constexpr NameSpaces kZone = 8, kAsset = 16, kParty = 32;
inline constexpr NameSpaces kControl = 64, kQuestion = 128, kAdversary = 256, kCategory = 512, kMethod = 1024;
inline constexpr NameSpaces kPlace = 2048;       // any place id, also of flows, states and transitions
inline constexpr NameSpaces kState = 4096;       // a state of the machine around it
inline constexpr NameSpaces kAssumption = 8192;
inline constexpr NameSpaces kProfile = 16384;    // an adversary of the library
}  // namespace names

enum class Stakes : uint8_t { unknown, trivial, modest, serious, severe, catastrophic };
enum class Verdict : uint8_t { none, expected, not_expected, maybe, complicated };
enum class Plausibility : uint8_t { none, expected, plausible, paranoid, academic, fad };
enum class ThreatSeverity : uint8_t { unknown, none, low, medium, high, critical };
enum class AssetKind : uint8_t { unknown, data, function, money, reputation, safety, other };
enum class HeldBy : uint8_t { unknown, ours, shared, theirs };
enum class ChannelKind : uint8_t { unknown, wire, private_, physical };
enum class ControlState : uint8_t { unknown, planned, in_place };
enum class Capability : uint8_t { unknown, low, medium, high, very_high };
// How strongly evidence shows something; each is stronger than the one before. `none`: not written.
enum class EvidenceTier : uint8_t { none, asserted, documented, configured, tested, audited };

// Whether somebody may do something: also only under a condition.
enum class HowOften : uint8_t { unknown, always, sometimes, never };
enum class Objective : uint8_t { unknown, confidentiality, integrity, availability };
// How bad a damage is in one respect, as ISO/SAE 21434 rates it.
enum class Harm : uint8_t { unknown, negligible, moderate, major, severe };

const EnumNames& NamesOf(Stakes);
const EnumNames& NamesOf(Verdict);
const EnumNames& NamesOf(Plausibility);
const EnumNames& NamesOf(ThreatSeverity);
const EnumNames& NamesOf(AssetKind);
const EnumNames& NamesOf(HeldBy);
const EnumNames& NamesOf(ChannelKind);
const EnumNames& NamesOf(ControlState);
const EnumNames& NamesOf(Capability);
const EnumNames& NamesOf(EvidenceTier);
const EnumNames& NamesOf(ActionState);
const EnumNames& NamesOf(HowOften);
const EnumNames& NamesOf(Objective);
const EnumNames& NamesOf(Harm);

// A doubt that somebody raised about a reason; open until it has an answer.
struct Challenge {
  Text who, what, answer;
};

// What shows that something is so.
struct Evidence {
  Text document, contract, configuration, scan, test, review, audit;
  EvidenceTier tier = EvidenceTier::none;  // as written; `TierOf` in judge/evidence.h says which one holds
  Date date;
  bool given() const { return !document.empty() || !contract.empty() || !configuration.empty() || !scan.empty() || !test.empty() || !review.empty() || !audit.empty(); }
};

// The properties that were written at one place: a range of Model::properties.
struct PropertyRange {
  uint32_t first = 0;
  uint32_t count = 0;
};

struct SystemEntry {
  Text title;
  std::vector<Ref> controls;
  PropertyRange properties;
};

struct Asset {
  Text id, title, about;
  AssetKind kind = AssetKind::unknown;
  Text category;  // `class`: an open word such as payment-card
  HeldBy held_by = HeldBy::unknown;
  Text owner;
  std::vector<Ref> shown_by;
  std::vector<Ref> controls;
  Text origin, was;
  std::vector<Challenge> challenges;
  Tri internal = Tri::unknown;
  PropertyRange properties;
};

// Security levels 0 to 4 for the seven foundational requirements of IEC 62443; `all` for those that are not named.
struct SecurityLevels {
  Number all, iac, uc, si, dc, rdf, tre, ra;
};

struct Zone {
  Text id, title, about;
  Ref parent;
  Ref party;
  SecurityLevels target, achieved;
  std::vector<Ref> controls;
  Why out_of_scope;
  Text origin, was;
  std::vector<Challenge> challenges;
  Tri internal = Tri::unknown;
  PropertyRange properties;
};

struct Element {
  Text id, title, about;
  Ref zone;
  Text technology;
  std::vector<Ref> holds;
  std::vector<Ref> controls;
  Ref party;
  Why out_of_scope;
  Text origin, was;
  std::vector<Challenge> challenges;
  Tri internal = Tri::unknown;
  PropertyRange properties;
};
// Empty on purpose: the three kinds differ by the section they stand in and by the properties they can have.
struct Actor : Element {};
struct Process : Element {};
struct Store : Element {};

struct Channel {
  ChannelKind kind = ChannelKind::unknown;
  Ref party;
};

// `id` is the key as it was written; source, target and label come from it. A key `a <-> b` makes two flows.
struct Flow {
  Text id;
  Ref source, target;
  Text label;
  Text title, about;
  Text over;
  std::vector<Ref> carries;
  std::vector<Ref> controls;
  Channel channel;
  Why out_of_scope;
  Text origin, was;
  std::vector<Challenge> challenges;
  Tri internal = Tri::unknown;
  PropertyRange properties;
};

// What may flow between two or more zones, under one name.
struct Conduit {
  Text id, title, about;
  std::vector<Ref> between;
  SecurityLevels target, achieved;
};

struct Party {
  Text id, title, about;
  Text kind, jurisdiction, contact;
  Tri internal = Tri::unknown;
};

struct Trust {
  Text id;
  Ref whom;
  std::vector<Ref> duties;  // `for`: categories
  std::vector<Ref> on;
  Why why;
  Evidence evidence;
  Date changed;
  Date since, until;
  std::vector<Challenge> challenges;
  Tri internal = Tri::unknown;
};

struct Adversary {
  Text id, title, about;
  Ref like;
  std::vector<Ref> wants;
  std::vector<Text> access, motive;
  Capability capability = Capability::unknown;
  Money money;
  Effort effort;
  Text evidence;
  Why why;
  Tri internal = Tri::unknown;
};

struct Budget {
  Money money;
  Effort effort;
  Text skill, patience, tools, allies;
};

// One possible answer to a question and the verdict that follows from it.
struct Outcome {
  Text id;
  Verdict verdict = Verdict::none;
};
struct Dependency {
  Text id;
  Entries<Outcome> outcomes;
};

// The verdict on a category, for the system or for a use case.
struct Expectation {
  Text id;
  Verdict verdict = Verdict::none;
  Why why;
  Text precedent;
  Entries<Dependency> depends_on;
  std::vector<Text> between;
  Text escalate;
  Ref handled_by;
  Text owner, by;
  Date until;
  std::vector<Challenge> challenges;
  Tri internal = Tri::unknown;
};

struct Question {
  Text id;
  Text ask, owner, answer, about;
  Tri internal = Tri::unknown;
};

// What was decided about the threats that the key names: an id or a pattern with `any`.
struct Decision {
  Text id;
  Tri eliminate = Tri::unknown;
  std::vector<Ref> mitigate;  // controls that take care of it, or limit the harm
  std::vector<Ref> defend;    // controls that prevent it
  bool mitigate_given = false;
  Ref transfer;
  Tri accept = Tri::unknown;
  Tri dismiss = Tri::unknown;
  Why why;
  Evidence evidence;
  Date changed;
  Text by, owner, ticket, note, agreement;
  Text session;  // in which it was decided
  Date since, until;
  Text was;
  std::vector<Challenge> challenges;
  Tri internal = Tri::unknown;
};

// Both kinds of answer by controls; a decision gives one of them.
inline const std::vector<Ref>& ControlsOf(const Decision& decision) { return decision.defend.empty() ? decision.mitigate : decision.defend; }
inline bool AnswersByControls(const Decision& decision) { return decision.mitigate_given || !decision.defend.empty(); }

// What was put in to score a threat by one scheme: a vector, values by name, or the threats that it is worse than. `id` is the scheme.
struct WrittenInput {
  Text id;
  Text value;
};
struct WrittenScore {
  Text id;
  Text vector;
  Entries<WrittenInput> inputs;
  std::vector<Text> worse_than;
};
// All that was put in for one threat; `id` is the threat.
struct WrittenScores {
  Text id;
  Entries<WrittenScore> schemes;
};

struct UseCase {
  Text id, title, about;
  std::vector<Text> flows;
  Stakes stakes = Stakes::unknown;
  Entries<Expectation> expects;
  Entries<Decision> decisions;
  Tri internal = Tri::unknown;
};

struct State {
  Text id, title, about;
  PropertyRange properties;
};
struct Transition {
  Text id;
  Text from, to;
  Text title, about, guard;
  std::vector<Ref> who;
  Tri forbidden = Tri::unknown;  // drawn to say that it must never happen: nothing is reached by it
  std::vector<Ref> controls;
  PropertyRange properties;
};
struct StateMachine {
  Text id;  // the process
  Text about, initial;
  std::vector<Text> final;
  Entries<State> states;
  Entries<Transition> transitions;
};

struct Claim {
  Text id;
  Text text;
  std::vector<Ref> under;
  Why why;
  Tri internal = Tri::unknown;
};

struct Requirement {
  Text id;
  Text text, source, owner;
  std::vector<Ref> categories;
  Tri internal = Tri::unknown;
};

struct GlossaryEntry {
  Text id;
  Text meaning;
};

// A control of the model's own, or what the model says of one of the library.
struct OwnControl {
  Text id, title, about;
  ControlState state = ControlState::unknown;
  std::vector<Ref> on;
  Money money;
  Effort effort, strength;
  Text owner, verify;
  Evidence evidence;
  Date changed;
  Date until;
  Tri internal = Tri::unknown;
  PropertyRange sets;
};

struct TreeNode {
  Text title;
  Text threat;
  Effort effort;
  Money money;
  std::vector<TreeNode> any, all;
};
struct Tree {
  Text id, title;
  Ref adversary;
  Text threat;
  Effort effort;
  Money money;
  std::vector<TreeNode> any, all;
  Tri internal = Tri::unknown;
};

// What would be hurt, and how badly, once the threats named here are real.
struct Damage {
  Text id, title, about;
  Ref asset;
  Objective lost = Objective::unknown;
  Harm safety = Harm::unknown, financial = Harm::unknown, operational = Harm::unknown, privacy = Harm::unknown;
  std::vector<Text> threats;
};

// What an actor is meant to do to an asset; `id` is `actor@asset`.
struct IntendedAction {
  Text id;
  Ref actor, asset;
  HowOften create = HowOften::unknown, read = HowOften::unknown, update = HowOften::unknown, remove = HowOften::unknown;
  Text when;
};

// A threat written by hand: `name@place`, or `name` with `at:`.
struct HandThreat {
  Text id, title, about;
  Ref at;
  Ref place;  // `at`, or what the key says, or the system
  Ref category;
  ThreatSeverity severity = ThreatSeverity::unknown;
  Plausibility plausibility = Plausibility::none;
  Why why;
  Text precedent;
  Tri detectable = Tri::unknown;
  std::vector<Text> legs, defeats;
  std::vector<Text> cwe;
  Text by;
  Raised raised;
  Text origin, was;
  std::vector<Challenge> challenges;
  Tri internal = Tri::unknown;
  bool derived = false;  // follows from something else in the model, see `language/intended_actions.h`; not written out
};

struct Model {
  Number version;  // `merlon: 1`
  SystemEntry system;
  Text about, owner;
  Stakes stakes = Stakes::unknown;
  std::vector<Ref> methods;
  Number tier;  // 1 to 3: how much is asked of scores and evidence, by methods that have tiers
  std::vector<Text> libraries, includes;
  Entries<Asset> assets;
  Entries<Zone> zones;
  Entries<Actor> actors;
  Entries<Process> processes;
  Entries<Store> stores;
  Entries<Flow> flows;
  Entries<StateMachine> states;
  Entries<Conduit> conduits;
  Entries<Party> parties;
  Entries<Trust> trust;
  Entries<Adversary> adversaries;
  Budget budget;
  Entries<Expectation> expects;
  Entries<Question> questions;
  Entries<OwnControl> controls;
  Entries<HandThreat> threats;
  Entries<Damage> damages;
  Entries<IntendedAction> actions;
  Entries<Decision> decisions;
  Entries<WrittenScores> scores;
  Entries<UseCase> use_cases;
  std::vector<Ref> assumes;
  Entries<Claim> claims;
  Entries<Requirement> requirements;
  Entries<GlossaryEntry> glossary;
  Entries<Tree> trees;
  Entries<Session> sessions;
  // The written properties of all places; each place names its range.
  std::vector<WrittenProperty> properties;
  // The texts of what was derived. Shared, so that a copy of the model stays whole.
  std::shared_ptr<std::deque<std::string>> derived_texts;
  // First row of each machine's states and transitions, made by `IndexMachines`.
  std::vector<uint32_t> state_starts, transition_starts;

  size_t element_count() const { return actors.size() + processes.size() + stores.size(); }
  // The element in row `row` of the element domain: actors, then processes, then stores.
  const Element& element(size_t row) const;
  PlaceKind element_kind(size_t row) const;
  size_t FirstElementRow(PlaceKind kind) const;
};

// Who raised a threat: in a session, or as it stands at the threat.
inline const Text& RaisedBy(const HandThreat& threat) { return threat.raised.by.empty() ? threat.by : threat.raised.by; }

// Where a reference points after resolution: the kind of thing in the high bits, its index in the low ones.
// For elements the index is the row of the element domain.
enum class TargetKind : uint8_t { element, zone, asset, party, control, own_control, question, adversary, category, method, flow, state, transition, system, assumption };
struct Target {
  TargetKind kind;
  uint32_t index;
};
inline constexpr uint32_t kTargetShift = 27;
constexpr uint32_t Pack(TargetKind kind, size_t index) { return static_cast<uint32_t>(kind) << kTargetShift | static_cast<uint32_t>(index); }
constexpr Target Unpack(uint32_t packed) {
  return {static_cast<TargetKind>(packed >> kTargetShift), packed & ((1u << kTargetShift) - 1)};
}

// The place's id as threats, decisions and messages write it: `web`, `api..order-db#label`, `login/half`, `login/a..b`, `system`.
std::string PlaceId(const Model& model, Place place);
// Its title where it has one, else its id; flows read `source to target`.
std::string PlaceTitle(const Model& model, Place place);
void AppendPlaceTitle(std::string& out, const Model& model, Place place);
// The node of the entry's key; none for the system.
NodeId PlaceNode(const Model& model, Place place);
// Its id before a rename that was written down (`was:` at it, or at an end of a flow); empty when it has been called so always.
std::string FormerPlaceId(const Model& model, Place place);
// The foreign id that the place had where it was imported from.
std::string_view PlaceOrigin(const Model& model, Place place);
PlaceKind KindOf(const Model& model, Place place);
size_t RowCount(const Model& model, Domain domain);
// States and transitions of all machines are numbered machine by machine.
struct MachineRow {
  uint32_t machine;
  uint32_t index;
};
void IndexMachines(Model& model);
MachineRow StateAt(const Model& model, size_t row);
MachineRow TransitionAt(const Model& model, size_t row);
const PropertyRange& PropertiesAt(const Model& model, Place place);

// A label as it stands in ids: lower case, runs of anything else as one dash.
std::string LabelId(std::string_view label);

}  // namespace merlon
