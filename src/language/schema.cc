#include "language/schema.h"

#include <deque>

#include "base/strings.h"
#include "language/codes.h"
#include "language/schema_methods.h"
#include "language/schema_scores.h"
#include "text/codes.h"

namespace merlon {
namespace {

using namespace names;

// --- Properties: keys that the library declares ---

bool DuplicateKey(ShapeReader& reader, NodeId key) {
  reader.diagnostics.Add(codes::kDuplicateKey, reader.document.span(key), "`" + std::string(reader.document.text(key)) + "` stands twice in this map", "remove one of them");
  return true;
}

// Takes `key: value` when a property of that name is declared.
bool ReadProperty(ShapeReader& reader, PlaceKind kind, PropertyRange& range, NodeId key, NodeId value) {
  auto& state = *static_cast<ReadState*>(reader.user);
  uint32_t index = state.library.FindProperty(reader.document.text(key));
  if (index == kNone) return false;
  const PropertyDeclaration& property = state.library.properties()[index];
  std::string name(property.id.view());
  if (!(property.kinds & KindBit(kind))) {
    std::string kinds;
    for (const Text& of : property.of) kinds += (kinds.empty() ? "" : ", ") + std::string(of.view());
    reader.diagnostics.Add(codes::kPropertyNotHere, reader.document.span(key), "`" + name + "` is no property of " + WithArticle(Name(kind)), "it belongs to: " + kinds);
    return true;
  }
  std::vector<WrittenProperty>& all = state.model.properties;
  if (range.count == 0) range.first = static_cast<uint32_t>(all.size());
  for (uint32_t i = range.first; i < range.first + range.count; ++i) {
    if (all[i].property.value == index) return DuplicateKey(reader, key);
  }
  all.push_back({PropertyId(index), ReadPropertyValue(reader, property, value), value.value});
  ++range.count;
  return true;
}

template <class T, PlaceKind kKind>
bool OtherProperty(ShapeReader& reader, void* object, NodeId key, NodeId value) {
  return ReadProperty(reader, kKind, static_cast<T*>(object)->properties, key, value);
}

// Properties of the system stand at the top of the file, beside `stakes`.
bool OtherSystemProperty(ShapeReader& reader, void* object, NodeId key, NodeId value) {
  return ReadProperty(reader, PlaceKind::system, static_cast<Model*>(object)->system.properties, key, value);
}

std::vector<ExtraKey> PropertyKeys(const void* user, KindSet kinds) {
  std::vector<ExtraKey> keys;
  for (const PropertyDeclaration& property : static_cast<const ReadState*>(user)->library.properties()) {
    if (!(property.kinds & kinds)) continue;
    std::string schema = R"({"enum": ["yes", "no", "unknown", true, false, null]})";
    if (!property.yes_no()) {
      schema = R"({"enum": [)";
      for (const Text& value : property.values) schema += "\"" + std::string(value.view()) + "\", ";
      schema += R"("unknown", null]})";
    }
    keys.push_back({property.id.view(), std::move(schema), property.title.view()});
  }
  return keys;
}
template <PlaceKind kKind>
std::vector<ExtraKey> KeysOf(const void* user) {
  return PropertyKeys(user, KindBit(kKind));
}

// A control of the model's own may set any property.
bool OtherControlSetting(ShapeReader& reader, void* object, NodeId key, NodeId value) {
  auto& range = static_cast<OwnControl*>(object)->sets;
  auto& state = *static_cast<ReadState*>(reader.user);
  uint32_t index = state.library.FindProperty(reader.document.text(key));
  if (index == kNone) return false;
  if (range.count == 0) range.first = static_cast<uint32_t>(state.model.properties.size());
  for (uint32_t i = range.first; i < range.first + range.count; ++i) {
    if (state.model.properties[i].property.value == index) return DuplicateKey(reader, key);
  }
  state.model.properties.push_back({PropertyId(index), ReadPropertyValue(reader, state.library.properties()[index], value), value.value});
  ++range.count;
  return true;
}
std::vector<ExtraKey> AllKeys(const void* user) { return PropertyKeys(user, 0xFFFF); }

// --- Entries whose keys say more than a name ---

void FinishFlow(ShapeReader& reader, void* object, NodeId key, NodeId) {
  Flow& flow = *static_cast<Flow*>(object);
  FlowKey parts;
  if (!ParseFlowKey(reader.document.text(key), parts)) {
    reader.diagnostics.Add(codes::kBadFlow, reader.document.span(key), "`" + std::string(reader.document.text(key)) + "` does not say from where to where", "write `source -> target`, `source -> target (label)`, `a <-> b` or `a <-(via)-> b [action]`");
    return;
  }
  flow.source = Ref(parts.source, key);
  flow.target = Ref(parts.target, key);
  flow.label = Text(parts.label, key);
  bool said_twice = !parts.via.empty() && !flow.over.empty() && flow.over != parts.via;
  if (said_twice) reader.diagnostics.Add(codes::kBadFlow, reader.document.span(flow.over.node), "the key says that this flow runs over `" + std::string(parts.via) + "`, and this says something else", "keep one of the two");
  if (!parts.via.empty() && flow.over.empty()) flow.over = Text(parts.via, key);
  if (!parts.both_ways) return;
  Flow back = flow;
  std::swap(back.source, back.target);
  static_cast<ReadState*>(reader.user)->model.flows.Add(std::move(back));
}

void FinishTransition(ShapeReader& reader, void* object, NodeId key, NodeId) {
  Transition& transition = *static_cast<Transition*>(object);
  FlowKey parts;
  bool good = ParseFlowKey(reader.document.text(key), parts) && !parts.both_ways && parts.label.empty() && parts.via.empty();
  if (!good) {
    reader.diagnostics.Add(codes::kBadFlow, reader.document.span(key), "`" + std::string(reader.document.text(key)) + "` does not say from which state to which", "write `state -> state`");
    return;
  }
  transition.from = Text(parts.source, key);
  transition.to = Text(parts.target, key);
}

void FinishDecision(ShapeReader& reader, void* object, NodeId key, NodeId value) {
  Decision& decision = *static_cast<Decision*>(object);
  decision.mitigate_given = static_cast<bool>(reader.document.Find(value, "mitigate"));
  int responses = decision.mitigate_given + !decision.defend.empty() + (decision.eliminate == Tri::yes) + !decision.transfer.empty() + (decision.accept == Tri::yes) + (decision.dismiss == Tri::yes);
  if (responses != 1) {
    reader.diagnostics.Add(codes::kManyResponses, reader.document.span(key), responses == 0 ? "this decision decides nothing" : "this decision gives more than one response",
                           "give exactly one of `eliminate: yes`, `defend: [control]`, `mitigate: [control]`, `transfer: party`, `accept: yes`, `dismiss: yes`");
  }
  std::string_view id = reader.document.text(key);
  size_t at = id.find('@');
  bool good = at != std::string_view::npos && at > 0 && at + 1 < id.size() && id.find('@', at + 1) == std::string_view::npos;
  if (good) return;
  reader.diagnostics.Add(codes::kBadPattern, reader.document.span(key), "`" + std::string(id) + "` names no threat", "write `rule@place`, as `merlon threats` prints it; `any` may stand for either side");
}

// `question: { answer: verdict, … }`: every key is an answer.
bool OtherOutcome(ShapeReader& reader, void* object, NodeId key, NodeId value) {
  for (const Outcome& known : static_cast<Dependency*>(object)->outcomes) {
    if (known.id == reader.document.text(key)) return DuplicateKey(reader, key);
  }
  Outcome outcome;
  outcome.id = Text(reader.document.text(key), key);
  uint32_t verdict = reader.ReadChoice(value, NamesOf(Verdict{}).names, "verdict");
  if (verdict != kNone) outcome.verdict = static_cast<Verdict>(verdict);
  static_cast<Dependency*>(object)->outcomes.Add(outcome);
  return true;
}
std::vector<ExtraKey> NoKeys(const void*) { return {}; }

// --- The tables ---

constexpr std::string_view kInternal = "kept out of reports for people outside";
constexpr Field kChallengeFields[] = {
    Is<&Challenge::what>("what", "the doubt"), Is<&Challenge::who>("who", "who raised it"), Is<&Challenge::answer>("answer", "the answer; until there is one, `check` reports it")};
constexpr Field kEvidenceFields[] = {
    Is<&Evidence::document>("document", "a document that says so"), Is<&Evidence::contract>("contract", "a contract"),
    Is<&Evidence::configuration>("configuration", "a check of the configuration, as `kind:pattern`"), Is<&Evidence::scan>("scan", "a scan, as `kind:pattern`"),
    Is<&Evidence::test>("test", "a test, as `kind:pattern`; `merlon verify` looks it up"), Is<&Evidence::review>("review", "a review by a third party"),
    Is<&Evidence::audit>("audit", "an audit by a third party"), Is<&Evidence::tier>("tier", "how strong it is, where that does not follow from its kind"),
    Is<&Evidence::date>("date", "the day it was made; results from before it are stale")};
constexpr Field kSystemFields[] = {Is<&SystemEntry::title>("title", "the system's name"), Is<&SystemEntry::controls>("controls", "controls of the system as a whole").In(kControl)};
constexpr Field kAssetFields[] = {
    Is<&Asset::kind>("kind", "what it is; reputation and the like need `shown-by`"), Is<&Asset::category>("class", "a word for its class, such as payment-card"),
    Is<&Asset::title>("title", "its name for people"), Is<&Asset::about>("about", "what it is"),
    Is<&Asset::held_by>("held-by", "who holds it"), Is<&Asset::owner>("owner", "who answers for it"),
    Is<&Asset::shown_by>("shown-by", "concrete assets that stand for a diffuse one").In(kAsset), Is<&Asset::controls>("controls", "measures applied to it").In(kControl),
    Is<&Asset::origin>("origin", "its id where it was imported from"), Is<&Asset::was>("was", "its id before a rename"), Is<&Asset::challenges>("challenges", "doubts and their answers"), Is<&Asset::internal>("internal", kInternal)};
constexpr Field kZoneFields[] = {
    Is<&Zone::parent>("in", "the zone around it").In(kZone), Is<&Zone::title>("title", "its name for people"), Is<&Zone::about>("about", "what it is"),
    Is<&Zone::party>("party", "who runs it").In(kParty), Is<&Zone::target>("sl-target", "the security levels that it must reach"),
    Is<&Zone::achieved>("sl-achieved", "the security levels that it reaches today"), Is<&Zone::controls>("controls", "measures applied to it").In(kControl),
    Is<&Zone::out_of_scope>("out-of-scope", "why it is not looked at"), Is<&Zone::origin>("origin", "its id where it was imported from"),
    Is<&Zone::was>("was", "its id before a rename"), Is<&Zone::challenges>("challenges", "doubts and their answers"), Is<&Zone::internal>("internal", kInternal)};
constexpr Field kElementFields[] = {
    Is<&Element::zone>("in", "the zone it lies in").In(kZone), Is<&Element::technology>("technology", "what it is made of; its defaults come from the library"),
    Is<&Element::title>("title", "its name for people"), Is<&Element::about>("about", "what it is"),
    Is<&Element::holds>("holds", "the assets it keeps").In(kAsset), Is<&Element::controls>("controls", "measures applied to it").In(kControl),
    Is<&Element::party>("party", "who runs it").In(kParty), Is<&Element::out_of_scope>("out-of-scope", "why it is not looked at"),
    Is<&Element::origin>("origin", "its id where it was imported from"), Is<&Element::was>("was", "its id before a rename"),
    Is<&Element::challenges>("challenges", "doubts and their answers"), Is<&Element::internal>("internal", kInternal)};
constexpr Field kChannelFields[] = {Is<&Channel::kind>("kind", "wire, private or physical"), Is<&Channel::party>("party", "who runs the channel").In(kParty)};
constexpr Field kFlowFields[] = {
    Is<&Flow::over>("over", "the protocol; its defaults come from the library"), Is<&Flow::carries>("carries", "the assets that move").In(kAsset),
    Is<&Flow::title>("title", "its name for people"), Is<&Flow::about>("about", "what it is"),
    Is<&Flow::controls>("controls", "measures applied to it").In(kControl), Is<&Flow::channel>("channel", "what it runs over, and who runs that"),
    Is<&Flow::out_of_scope>("out-of-scope", "why it is not looked at"), Is<&Flow::origin>("origin", "its id where it was imported from"),
    Is<&Flow::was>("was", "its key before a rename"), Is<&Flow::challenges>("challenges", "doubts and their answers"), Is<&Flow::internal>("internal", kInternal)};
constexpr Field kPartyFields[] = {
    Is<&Party::kind>("kind", "what it is, such as cloud-provider or client"), Is<&Party::title>("title", "its name for people"), Is<&Party::about>("about", "what it is"),
    Is<&Party::jurisdiction>("jurisdiction", "the law it is under"), Is<&Party::contact>("contact", "whom to ask"), Is<&Party::internal>("internal", kInternal)};
constexpr Field kTrustFields[] = {
    Is<&Trust::whom>("whom", "the party that answers for it").In(kParty).Required(), Is<&Trust::duties>("for", "the categories it answers for").In(kCategory).Required(),
    Is<&Trust::on>("on", "the places; without it, the whole system").In(kPlace), Is<&Trust::why>("why", "why we may rely on it"),
    Is<&Trust::evidence>("evidence", "what shows it"), Is<&Trust::changed>("changed", "the day what it is about last changed; evidence from before it is stale"), Is<&Trust::since>("since", "from when"), Is<&Trust::until>("until", "until when"),
    Is<&Trust::challenges>("challenges", "doubts and their answers"), Is<&Trust::internal>("internal", kInternal)};
constexpr Field kAdversaryFields[] = {
    Is<&Adversary::like>("like", "a profile of the library to start from").In(kProfile), Is<&Adversary::title>("title", "its name for people"), Is<&Adversary::about>("about", "capability, not biography"),
    Is<&Adversary::wants>("wants", "the assets it is after").In(kAsset), Is<&Adversary::access>("access", "where it starts from"),
    Is<&Adversary::motive>("motive", "what moves it"), Is<&Adversary::capability>("capability", "how able it is"),
    Is<&Adversary::money>("money", "what it can spend"), Is<&Adversary::effort>("effort", "what it can spend"),
    Is<&Adversary::evidence>("evidence", "documented, observed or assumed"), Is<&Adversary::why>("why", "why it is expected"), Is<&Adversary::internal>("internal", kInternal)};
constexpr Field kBudgetFields[] = {
    Is<&Budget::money>("money", "money for protection"), Is<&Budget::effort>("effort", "work for protection"), Is<&Budget::skill>("skill", "who there is to do it"),
    Is<&Budget::patience>("patience", "how much trouble users will bear"), Is<&Budget::tools>("tools", "what there is already"), Is<&Budget::allies>("allies", "who helps")};
constexpr Field kExpectationFields[] = {
    Is<&Expectation::verdict>("verdict", "is it reasonably expected?").Required(), Is<&Expectation::handled_by>("handled-by", "the party that answers for it").In(kParty),
    Is<&Expectation::why>("why", "the reason"), Is<&Expectation::precedent>("precedent", "where it has happened"),
    Is<&Expectation::depends_on>("depends-on", "the questions that decide a `maybe`"), Is<&Expectation::between>("between", "the demands that contradict each other"),
    Is<&Expectation::escalate>("escalate", "who must decide"), Is<&Expectation::owner>("owner", "who answers for the verdict"),
    Is<&Expectation::by>("by", "who gave it"), Is<&Expectation::until>("until", "until when it holds"), Is<&Expectation::challenges>("challenges", "doubts and their answers"), Is<&Expectation::internal>("internal", kInternal)};
constexpr Field kQuestionFields[] = {
    Is<&Question::ask>("ask", "the question").Required(), Is<&Question::owner>("owner", "who finds out"), Is<&Question::answer>("answer", "the answer"), Is<&Question::about>("about", "background"), Is<&Question::internal>("internal", kInternal)};
constexpr Field kDecisionFields[] = {
    Is<&Decision::eliminate>("eliminate", "the place goes away; fulfilled when it is gone"), Is<&Decision::defend>("defend", "controls that prevent it").In(kControl),
    Is<&Decision::mitigate>("mitigate", "controls that take care of it, or limit the harm").In(kControl),
    Is<&Decision::transfer>("transfer", "the party that takes it over").In(kParty), Is<&Decision::accept>("accept", "we live with it"),
    Is<&Decision::dismiss>("dismiss", "it does not apply here"), Is<&Decision::why>("why", "the reason"), Is<&Decision::evidence>("evidence", "what shows it"),
    Is<&Decision::changed>("changed", "the day what it is about last changed; evidence from before it is stale"),
    Is<&Decision::by>("by", "who decided"), Is<&Decision::owner>("owner", "who carries it out"), Is<&Decision::agreement>("agreement", "where the hand-over is agreed"),
    Is<&Decision::ticket>("ticket", "where the work is tracked"), Is<&Decision::note>("note", "anything else"), Is<&Decision::session>("session", "the session in which it was decided"), Is<&Decision::since>("since", "when it was decided"),
    Is<&Decision::until>("until", "when it runs out"), Is<&Decision::was>("was", "the key before a rename"), Is<&Decision::challenges>("challenges", "doubts and their answers"), Is<&Decision::internal>("internal", kInternal)};
constexpr Field kParticipantFields[] = {Is<&Participant::role>("role", "in which role")};
constexpr Field kNoteFields[] = {Is<&Note::text>("text", "what was said"), Is<&Note::by>("by", "who said it")};
constexpr Field kActionFields[] = {
    Is<&Action::what>("what", "what is to be done"), Is<&Action::owner>("owner", "by whom"), Is<&Action::until>("until", "until when"), Is<&Action::state>("state", "open, done or dropped; open when it is not said")};
constexpr Field kTimeBoxFields[] = {Is<&TimeBox::minutes>("minutes", "how long it may take")};
constexpr Field kPlayedCardFields[] = {
    Is<&PlayedCard::card>("card", "the card, such as tampering-7"), Is<&PlayedCard::by>("by", "who played it"), Is<&PlayedCard::threat>("threat", "the threat that it became; none where nobody could say how it works here")};
constexpr Field kCardGameFields[] = {
    Is<&CardGame::seed>("seed", "the number from which the cards were dealt"), Is<&CardGame::players>("players", "who plays, in order"), Is<&CardGame::deck>("deck", "the deck; elevation-of-privilege when it is not said"),
    Is<&CardGame::played>("played", "the cards in the order in which they were played")};
constexpr Field kSessionFields[] = {
    Is<&Session::present>("present", "who was there, and in which role"), Is<&Session::scope>("scope", "what was looked at"), Is<&Session::method>("method", "how"),
    Is<&Session::minutes>("minutes", "how long it may take, in minutes"), Is<&Session::agenda>("agenda", "its steps, each with the minutes that it may take"),
    Is<&Session::notes>("notes", "what was said"), Is<&Session::parked>("parked", "what was put off"), Is<&Session::cards>("cards", "a game of cards: what was dealt and played"),
    Is<&Session::actions>("actions", "what follows"), Is<&Session::retrospective>("retrospective", "what was learned"), Is<&Session::next>("next", "the next date"), Is<&Session::closed>("closed", "the day on which it ended"), Is<&Session::internal>("internal", kInternal)};
constexpr Field kRaisedFields[] = {
    Is<&Raised::session>("session", "the session in which it was raised"), Is<&Raised::by>("by", "who raised it"), Is<&Raised::card>("card", "the card that was played for it"), Is<&Raised::note>("note", "the note that it was before")};
constexpr Field kUseCaseFields[] = {
    Is<&UseCase::title>("title", "its name for people"), Is<&UseCase::about>("about", "what it is"), Is<&UseCase::flows>("flows", "the flows that it uses").In(kPlace),
    Is<&UseCase::stakes>("stakes", "what is at stake"), Is<&UseCase::expects>("expects", "verdicts of its own"), Is<&UseCase::decisions>("decisions", "decisions of its own"), Is<&UseCase::internal>("internal", kInternal)};
constexpr Field kStateFields[] = {Is<&State::title>("title", "its name for people"), Is<&State::about>("about", "what it is")};
constexpr Field kTransitionFields[] = {
    Is<&Transition::guard>("guard", "the condition under which it may happen"), Is<&Transition::who>("who", "who may trigger it").In(kElement),
    Is<&Transition::forbidden>("forbidden", "it must never happen, and is drawn to say so"), Is<&Transition::title>("title", "its name for people"), Is<&Transition::about>("about", "what it is"), Is<&Transition::controls>("controls", "measures applied to it").In(kControl)};
constexpr Field kStateMachineFields[] = {
    Is<&StateMachine::initial>("initial", "the state it starts in"), Is<&StateMachine::final>("final", "the states it ends in"), Is<&StateMachine::about>("about", "what it describes"),
    Is<&StateMachine::states>("states", "its states"), Is<&StateMachine::transitions>("transitions", "its transitions, `from -> to`")};
constexpr Field kClaimFields[] = {
    Is<&Claim::text>("text", "what is claimed"), Is<&Claim::under>("under", "the assumptions it needs").In(kAssumption), Is<&Claim::why>("why", "why it holds"), Is<&Claim::internal>("internal", kInternal)};
constexpr Field kRequirementFields[] = {
    Is<&Requirement::text>("text", "what must hold"), Is<&Requirement::source>("source", "who demands it"), Is<&Requirement::owner>("owner", "who answers for it"),
    Is<&Requirement::categories>("for", "the categories it is about").In(kCategory), Is<&Requirement::internal>("internal", kInternal)};
constexpr Field kGlossaryFields[] = {Is<&GlossaryEntry::meaning>("meaning", "what the word means here")};
constexpr Field kOwnControlFields[] = {
    Is<&OwnControl::state>("state", "planned or in-place; in-place when it is not said"), Is<&OwnControl::title>("title", "its name for people"), Is<&OwnControl::about>("about", "what it is"),
    Is<&OwnControl::on>("on", "places it is applied to").In(kPlace), Is<&OwnControl::money>("money", "its price"), Is<&OwnControl::effort>("effort", "the work to put it in place"),
    Is<&OwnControl::strength>("strength", "what it adds to a skilled attacker's effort"), Is<&OwnControl::owner>("owner", "who answers for it"),
    Is<&OwnControl::verify>("verify", "how to see that it works"), Is<&OwnControl::evidence>("evidence", "what shows that it works"),
    Is<&OwnControl::changed>("changed", "the day what it is about last changed; evidence from before it is stale"), Is<&OwnControl::until>("until", "when it will be in place"), Is<&OwnControl::internal>("internal", kInternal)};
constexpr Field kTreeNodeFields[] = {
    Is<&TreeNode::title>("title", "what the attacker achieves"), Is<&TreeNode::threat>("threat", "the threat that does it"), Is<&TreeNode::effort>("effort", "the work it costs"),
    Is<&TreeNode::money>("money", "the price"), Is<&TreeNode::any>("any", "ways, one of which is enough"), Is<&TreeNode::all>("all", "steps, all of which are needed")};
constexpr Field kTreeFields[] = {
    Is<&Tree::title>("title", "the attacker's goal"), Is<&Tree::adversary>("adversary", "whose goal it is").In(kAdversary), Is<&Tree::threat>("threat", "the threat that does it"),
    Is<&Tree::effort>("effort", "the work it costs"), Is<&Tree::money>("money", "the price"), Is<&Tree::any>("any", "ways, one of which is enough"), Is<&Tree::all>("all", "steps, all of which are needed"), Is<&Tree::internal>("internal", kInternal)};
constexpr Field kThreatFields[] = {
    Is<&HandThreat::at>("at", "the place, unless the key is `name@place`").In(kPlace), Is<&HandThreat::title>("title", "what can go wrong"),
    Is<&HandThreat::category>("category", "its category").In(kCategory), Is<&HandThreat::severity>("severity", "how bad it is"), Is<&HandThreat::about>("about", "how it happens"),
    Is<&HandThreat::plausibility>("plausibility", "how likely it is to be tried at all"), Is<&HandThreat::why>("why", "the reason for that"),
    Is<&HandThreat::precedent>("precedent", "where it has happened"), Is<&HandThreat::detectable>("detectable", "would anybody notice?"),
    Is<&HandThreat::legs>("legs", "threats that are its parts"), Is<&HandThreat::defeats>("defeats", "what it undoes once it is real"), Is<&HandThreat::cwe>("cwe", "numbers of CWE weaknesses"),
    Is<&HandThreat::by>("by", "who wrote it down, where no session says it"), Is<&HandThreat::raised>("raised", "where it came from"), Is<&HandThreat::origin>("origin", "its id where it was imported from"), Is<&HandThreat::was>("was", "its id before a rename"),
    Is<&HandThreat::challenges>("challenges", "doubts and their answers"), Is<&HandThreat::internal>("internal", kInternal)};
constexpr Field kModelFields[] = {
    Is<&Model::version>("merlon", "the version of the language: 1"), Is<&Model::system>("system", "what the model is about"), Is<&Model::about>("about", "in a sentence"),
    Is<&Model::stakes>("stakes", "what is at stake"), Is<&Model::owner>("owner", "who answers for the model"), Is<&Model::methods>("methods", "the methods in use").In(kMethod),
    Is<&Model::tier>("tier", "1 to 3: how much is asked of scores and evidence, by methods that have tiers"),
    Is<&Model::includes>("include", "files that belong to the model"), Is<&Model::libraries>("library", "folders with rules and more of your own"),
    Is<&Model::assets>("assets", "what is worth protecting"), Is<&Model::zones>("zones", "regions of equal trust"), Is<&Model::actors>("actors", "people and systems outside"),
    Is<&Model::processes>("processes", "what computes"), Is<&Model::stores>("stores", "what keeps data"), Is<&Model::flows>("flows", "data that moves, `source -> target`"),
    Is<&Model::states>("states", "state machines of processes"), Is<&Model::conduits>("conduits", "what may flow between zones, by name"), Is<&Model::parties>("parties", "who can be responsible"), Is<&Model::trust>("trust", "who answers for what, and why"),
    Is<&Model::adversaries>("adversaries", "against whom"), Is<&Model::budget>("budget", "with what resources"), Is<&Model::expects>("expects", "the verdict on each category"),
    Is<&Model::questions>("questions", "what must be found out"), Is<&Model::controls>("controls", "controls of your own, and the state of known ones"),
    Is<&Model::threats>("threats", "threats written by hand"), Is<&Model::damages>("damages", "what would be hurt, and how badly"),
    Is<&Model::actions>("actions", "what actors are meant to do to assets, `actor@asset`"), Is<&Model::decisions>("decisions", "what is done about threats, `rule@place`"),
    Is<&Model::scores>("scores", "scores of threats by other schemes, `rule@place`"), Is<&Model::use_cases>("use-cases", "sets of flows with verdicts of their own"), Is<&Model::assumes>("assumes", "named adversary models").In(kAssumption),
    Is<&Model::claims>("claims", "what holds under the assumptions"), Is<&Model::requirements>("requirements", "what must hold"), Is<&Model::glossary>("glossary", "what words mean here"),
    Is<&Model::trees>("trees", "attack trees"), Is<&Model::sessions>("sessions", "meetings in which the model was changed, by date")};

constexpr Shape kChallengeShape{"a challenge", "", kChallengeFields, "what"};
constexpr Shape kEvidenceShape{"evidence", "", kEvidenceFields, "document"};
constexpr Shape kSystemShape{"the system", "", kSystemFields, "title"};
constexpr Shape kAssetShape{"an asset", "", kAssetFields, "class", KeyKind::id, OtherProperty<Asset, PlaceKind::asset>, KeysOf<PlaceKind::asset>};
constexpr Shape kZoneShape{"a zone", "", kZoneFields, "in", KeyKind::id, OtherProperty<Zone, PlaceKind::zone>, KeysOf<PlaceKind::zone>};
constexpr Shape kActorShape{"an actor", "", kElementFields, "in", KeyKind::id, OtherProperty<Element, PlaceKind::actor>, KeysOf<PlaceKind::actor>};
constexpr Shape kProcessShape{"a process", "", kElementFields, "in", KeyKind::id, OtherProperty<Element, PlaceKind::process>, KeysOf<PlaceKind::process>};
constexpr Shape kStoreShape{"a store", "", kElementFields, "in", KeyKind::id, OtherProperty<Element, PlaceKind::store>, KeysOf<PlaceKind::store>};
constexpr Shape kChannelShape{"a channel", "", kChannelFields, "kind"};
constexpr Shape kFlowShape{"a flow", "", kFlowFields, "over", KeyKind::flow, OtherProperty<Flow, PlaceKind::flow>, KeysOf<PlaceKind::flow>, FinishFlow};
constexpr Shape kPartyShape{"a party", "", kPartyFields, "kind"};
constexpr Shape kTrustShape{"a trust statement", "", kTrustFields, ""};
constexpr Shape kAdversaryShape{"an adversary", "", kAdversaryFields, "like"};
constexpr Shape kBudgetShape{"the budget", "", kBudgetFields, "money"};
constexpr Shape kDependencyShape{"a dependency", "", {}, "", KeyKind::id, OtherOutcome, NoKeys, nullptr, "the answers to the question, each with the verdict that it leads to"};
constexpr Shape kExpectationShape{"an expectation", "", kExpectationFields, "verdict"};
constexpr Shape kQuestionShape{"a question", "", kQuestionFields, "ask"};
constexpr Shape kDecisionShape{"a decision", "", kDecisionFields, "", KeyKind::threat, nullptr, nullptr, FinishDecision};
constexpr Shape kParticipantShape{"a participant", "", kParticipantFields, "role", KeyKind::name};
constexpr Shape kNoteShape{"a note", "", kNoteFields, "text"};
constexpr Shape kActionShape{"an action", "", kActionFields, "what"};
constexpr Shape kTimeBoxShape{"a time box", "", kTimeBoxFields, "minutes"};
constexpr Shape kPlayedCardShape{"a played card", "", kPlayedCardFields, "card"};
constexpr Shape kCardGameShape{"a game of cards", "", kCardGameFields, "seed"};
constexpr Shape kRaisedShape{"where a threat came from", "", kRaisedFields, "session"};
constexpr Shape kSessionShape{"a session", "", kSessionFields, "scope", KeyKind::date};
constexpr Shape kUseCaseShape{"a use case", "", kUseCaseFields, "title"};
constexpr Shape kStateShape{"a state", "", kStateFields, "title", KeyKind::id, OtherProperty<State, PlaceKind::state>, KeysOf<PlaceKind::state>};
constexpr Shape kTransitionShape{"a transition", "", kTransitionFields, "guard", KeyKind::transition, OtherProperty<Transition, PlaceKind::transition>, KeysOf<PlaceKind::transition>, FinishTransition};
constexpr Shape kStateMachineShape{"a state machine", "", kStateMachineFields, ""};
constexpr Shape kClaimShape{"a claim", "", kClaimFields, "text", KeyKind::name};
constexpr Shape kRequirementShape{"a requirement", "", kRequirementFields, "text"};
constexpr Shape kGlossaryShape{"a glossary entry", "", kGlossaryFields, "meaning", KeyKind::name};
constexpr Shape kOwnControlShape{"a control", "", kOwnControlFields, "state", KeyKind::id, OtherControlSetting, AllKeys};
constexpr Shape kTreeNodeShape{"a step of an attack tree", "", kTreeNodeFields, "title"};
constexpr Shape kTreeShape{"an attack tree", "", kTreeFields, "title"};
constexpr Shape kThreatShape{"a threat", "", kThreatFields, "title", KeyKind::threat};
constexpr Shape kModelShape{"a model", "A threat model in the language of Merlon.", kModelFields, "", KeyKind::id, OtherSystemProperty, KeysOf<PlaceKind::system>};

}  // namespace

const Shape& ShapeOf(const Challenge*) { return kChallengeShape; }
const Shape& ShapeOf(const Evidence*) { return kEvidenceShape; }
const Shape& ShapeOf(const SystemEntry*) { return kSystemShape; }
const Shape& ShapeOf(const Asset*) { return kAssetShape; }
const Shape& ShapeOf(const Zone*) { return kZoneShape; }
const Shape& ShapeOf(const Actor*) { return kActorShape; }
const Shape& ShapeOf(const Process*) { return kProcessShape; }
const Shape& ShapeOf(const Store*) { return kStoreShape; }
const Shape& ShapeOf(const Channel*) { return kChannelShape; }
const Shape& ShapeOf(const Flow*) { return kFlowShape; }
const Shape& ShapeOf(const Party*) { return kPartyShape; }
const Shape& ShapeOf(const Trust*) { return kTrustShape; }
const Shape& ShapeOf(const Adversary*) { return kAdversaryShape; }
const Shape& ShapeOf(const Budget*) { return kBudgetShape; }
const Shape& ShapeOf(const Dependency*) { return kDependencyShape; }
const Shape& ShapeOf(const Expectation*) { return kExpectationShape; }
const Shape& ShapeOf(const Question*) { return kQuestionShape; }
const Shape& ShapeOf(const Decision*) { return kDecisionShape; }
const Shape& ShapeOf(const Participant*) { return kParticipantShape; }
const Shape& ShapeOf(const Note*) { return kNoteShape; }
const Shape& ShapeOf(const Action*) { return kActionShape; }
const Shape& ShapeOf(const TimeBox*) { return kTimeBoxShape; }
const Shape& ShapeOf(const PlayedCard*) { return kPlayedCardShape; }
const Shape& ShapeOf(const CardGame*) { return kCardGameShape; }
const Shape& ShapeOf(const Raised*) { return kRaisedShape; }
const Shape& ShapeOf(const Session*) { return kSessionShape; }
const Shape& ShapeOf(const UseCase*) { return kUseCaseShape; }
const Shape& ShapeOf(const State*) { return kStateShape; }
const Shape& ShapeOf(const Transition*) { return kTransitionShape; }
const Shape& ShapeOf(const StateMachine*) { return kStateMachineShape; }
const Shape& ShapeOf(const Claim*) { return kClaimShape; }
const Shape& ShapeOf(const Requirement*) { return kRequirementShape; }
const Shape& ShapeOf(const GlossaryEntry*) { return kGlossaryShape; }
const Shape& ShapeOf(const OwnControl*) { return kOwnControlShape; }
const Shape& ShapeOf(const TreeNode*) { return kTreeNodeShape; }
const Shape& ShapeOf(const Tree*) { return kTreeShape; }
const Shape& ShapeOf(const HandThreat*) { return kThreatShape; }
const Shape& ShapeOf(const Model*) { return kModelShape; }

bool ParseFlowKey(std::string_view key, FlowKey& flow) {
  size_t arrow = key.find("->");
  if (arrow == std::string_view::npos) return false;
  std::string_view before = Trim(key.substr(0, arrow));
  // `a <-(via)` or `a -(via)`: from here on the same as `a <` or `a`.
  if (size_t via = before.find("-("); via != std::string_view::npos) {
    if (before.back() != ')') return false;
    flow.via = Trim(before.substr(via + 2, before.size() - via - 3));
    if (flow.via.empty()) return false;
    before = Trim(before.substr(0, via));
  }
  flow.both_ways = !before.empty() && before.back() == '<';
  flow.source = Trim(before.substr(0, before.size() - flow.both_ways));
  std::string_view rest = Trim(key.substr(arrow + 2));
  // An action may hold brackets of the other kind, a label may not.
  size_t open = rest.find_first_of("([");
  if (open != std::string_view::npos) {
    if (rest.back() != (rest[open] == '(' ? ')' : ']')) return false;
    flow.label = Trim(rest.substr(open + 1, rest.size() - open - 2));
    rest = Trim(rest.substr(0, open));
    if (flow.label.empty()) return false;
  }
  flow.target = rest;
  return IsId(flow.source) && IsId(flow.target);
}

std::string ModelJsonSchema(const Library& library) {
  Model unused;
  ReadState state{unused, library};
  return JsonSchema(kModelShape, "merlon/model/1", "Merlon threat model", &state);
}

std::vector<OtherField> OtherFields(const Model& model, const Library& library, const Shape& shape, const void* object) {
  std::vector<OtherField> fields;
  auto properties = [&](const PropertyRange& range) {
    for (uint32_t i = range.first; i < range.first + range.count; ++i) {
      const PropertyDeclaration& property = library.property(model.properties[i].property);
      fields.push_back({property.id.view(), std::string(PropertyValueName(property, model.properties[i].value))});
    }
  };
  if (&shape == &kActorShape || &shape == &kProcessShape || &shape == &kStoreShape) properties(static_cast<const Element*>(object)->properties);
  if (&shape == &kFlowShape) properties(static_cast<const Flow*>(object)->properties);
  if (&shape == &kZoneShape) properties(static_cast<const Zone*>(object)->properties);
  if (&shape == &kAssetShape) properties(static_cast<const Asset*>(object)->properties);
  if (&shape == &kStateShape) properties(static_cast<const State*>(object)->properties);
  if (&shape == &kTransitionShape) properties(static_cast<const Transition*>(object)->properties);
  if (&shape == &kModelShape) properties(static_cast<const Model*>(object)->system.properties);
  if (&shape == &kOwnControlShape) properties(static_cast<const OwnControl*>(object)->sets);
  if (&shape == &kDecisionShape) {
    const auto& decision = *static_cast<const Decision*>(object);
    if (decision.mitigate_given && decision.mitigate.empty()) fields.push_back({"mitigate", "[]"});
  }
  if (&shape == &ShapeOf(static_cast<const WrittenScores*>(nullptr))) {
    const auto& scores = *static_cast<const WrittenScores*>(object);
    std::vector<std::string> inputs = ScoreInputs(scores);
    for (size_t i = 0; i < inputs.size(); ++i) fields.push_back({scores.schemes[i].id.view(), std::move(inputs[i])});
  }
  if (&shape == &kDependencyShape) {
    for (const Outcome& outcome : static_cast<const Dependency*>(object)->outcomes) fields.push_back({outcome.id.view(), std::string(NamesOf(Verdict{}).names[static_cast<size_t>(outcome.verdict)])});
  }
  return fields;
}

namespace {

std::vector<std::string> ExtraYaml(const void* user, const Shape& shape, const void* object) {
  const auto& state = *static_cast<const ReadState*>(user);
  std::vector<std::string> fields;
  for (const OtherField& field : OtherFields(state.model, state.library, shape, object)) fields.push_back(QuoteYaml(field.name, true) + ": " + field.value);
  return fields;
}

}  // namespace

std::string WriteModel(const Model& model, const Library& library) {
  // A flow both ways became two, which may differ by now: each is written by itself.
  Model copy = model;
  std::erase_if(copy.threats.items, [](const HandThreat& threat) { return threat.derived; });
  std::deque<std::string> keys;
  for (Flow& flow : copy.flows) {
    FlowKey key;
    if (!ParseFlowKey(flow.id.view(), key) || (!key.both_ways && key.via.empty())) continue;
    std::string label = flow.label.empty() ? std::string() : " (" + std::string(flow.label.view()) + ")";
    flow.id = Text(keys.emplace_back(std::string(flow.source.view()) + " -> " + std::string(flow.target.view()) + label));
  }
  ReadState state{copy, library};
  return WriteYaml(kModelShape, &copy, &state, ExtraYaml);
}

}  // namespace merlon
