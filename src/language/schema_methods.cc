#include "language/schema_methods.h"

#include "base/strings.h"
#include "language/codes.h"
#include "text/codes.h"

namespace merlon {
namespace {

using namespace names;

constexpr int64_t kHighestLevel = 4;

void FinishLevels(ShapeReader& reader, void* object, NodeId, NodeId) {
  SecurityLevels& levels = *static_cast<SecurityLevels*>(object);
  for (Number* number : {&levels.all, &levels.iac, &levels.uc, &levels.si, &levels.dc, &levels.rdf, &levels.tre, &levels.ra}) {
    if (!number->given() || (number->value >= 0 && number->value <= kHighestLevel)) continue;
    reader.diagnostics.Add(codes::kUnknownValue, reader.document.span(number->text.node), "`" + std::string(number->text.view()) + "` is no security level", "write a number from 0 to 4");
    number->value = 0;
  }
}

void FinishAction(ShapeReader& reader, void* object, NodeId key, NodeId) {
  IntendedAction& action = *static_cast<IntendedAction*>(object);
  std::string_view id = reader.document.text(key);
  size_t at = id.find('@');
  if (at == std::string_view::npos || !IsId(id.substr(0, at)) || !IsId(id.substr(at + 1))) {
    reader.diagnostics.Add(codes::kBadAction, reader.document.span(key), "`" + std::string(id) + "` does not say who acts on what", "write `actor@asset`");
    return;
  }
  action.actor = Ref(id.substr(0, at), key);
  action.asset = Ref(id.substr(at + 1), key);
}

constexpr Field kLevelFields[] = {
    Is<&SecurityLevels::all>("all", "the level of all that are not named"), Is<&SecurityLevels::iac>("iac", "identification and authentication control"),
    Is<&SecurityLevels::uc>("uc", "use control"), Is<&SecurityLevels::si>("si", "system integrity"), Is<&SecurityLevels::dc>("dc", "data confidentiality"),
    Is<&SecurityLevels::rdf>("rdf", "restricted data flow"), Is<&SecurityLevels::tre>("tre", "timely response to events"), Is<&SecurityLevels::ra>("ra", "resource availability")};
constexpr Field kConduitFields[] = {
    Is<&Conduit::between>("between", "the zones that it joins").In(kZone).Required(), Is<&Conduit::title>("title", "its name for people"), Is<&Conduit::about>("about", "what it is"),
    Is<&Conduit::target>("sl-target", "the security levels that it must reach"), Is<&Conduit::achieved>("sl-achieved", "the security levels that it reaches today")};
constexpr Field kDamageFields[] = {
    Is<&Damage::title>("title", "what happens, and to whom"), Is<&Damage::about>("about", "how it comes about"), Is<&Damage::asset>("asset", "the asset that is hurt").In(kAsset).Required(),
    Is<&Damage::lost>("lost", "what of the asset is lost").Required(), Is<&Damage::safety>("safety", "how badly people are hurt"),
    Is<&Damage::financial>("financial", "how much it costs them"), Is<&Damage::operational>("operational", "how much no longer works"),
    Is<&Damage::privacy>("privacy", "how much becomes known of them"), Is<&Damage::threats>("threats", "the threats that lead to it, `rule@place`")};
constexpr Field kActionFields[] = {
    Is<&IntendedAction::create>("create", "may the actor make one?"), Is<&IntendedAction::read>("read", "may the actor read it?"), Is<&IntendedAction::update>("update", "may the actor change it?"),
    Is<&IntendedAction::remove>("delete", "may the actor delete it?"), Is<&IntendedAction::when>("when", "the condition for what is allowed sometimes")};

constexpr Shape kLevelsShape{"security levels", "", kLevelFields, "all", KeyKind::id, nullptr, nullptr, FinishLevels};
constexpr Shape kConduitShape{"a conduit", "", kConduitFields, "between"};
constexpr Shape kDamageShape{"a damage", "", kDamageFields, ""};
constexpr Shape kActionShape{"an intended action", "", kActionFields, "", KeyKind::threat, nullptr, nullptr, FinishAction};

}  // namespace

const Shape& ShapeOf(const SecurityLevels*) { return kLevelsShape; }
const Shape& ShapeOf(const Conduit*) { return kConduitShape; }
const Shape& ShapeOf(const Damage*) { return kDamageShape; }
const Shape& ShapeOf(const IntendedAction*) { return kActionShape; }

}  // namespace merlon
