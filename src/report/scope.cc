// The first question: what are we working on? Pictures, and everything that stands in them.
#include "report/anchors.h"
#include "report/edition.h"

namespace merlon {
namespace {

// How many threats of each place are still ours to answer, and the worst of them.
struct PlaceThreats {
  size_t open = 0, all = 0;
  ThreatSeverity worst = ThreatSeverity::unknown;
};
using ThreatsAt = std::array<std::vector<PlaceThreats>, kDomains>;

ThreatsAt CountAtPlaces(const Edition& edition) {
  ThreatsAt at;
  for (size_t domain = 0; domain < kDomains; ++domain) at[domain].resize(RowCount(edition.model(), static_cast<Domain>(domain)));
  for (const Threat& threat : edition.workspace().assessment().threats) {
    PlaceThreats& place = at[static_cast<size_t>(threat.place.domain)][threat.place.row];
    ++place.all;
    if (threat.set_aside || threat.status != Status::open) continue;
    ++place.open;
    place.worst = std::max(place.worst, threat.severity);
  }
  return at;
}

class Scope {
 public:
  explicit Scope(const Edition& edition) : edition_(edition), model_(edition.model()), facts_(edition.workspace().facts()), at_(CountAtPlaces(edition)) {}

  Value Elements() const {
    Value list = Value::List();
    for (uint32_t row = 0; row < model_.element_count(); ++row) {
      Place place{Domain::element, row};
      if (!edition_.Shows(place)) continue;
      const Element& element = model_.element(row);
      Value& value = Entry(list, place, element.about, element.out_of_scope);
      value.Set("kind", Name(model_.element_kind(row))).Set("technology", element.technology.view()).Set("zone", element.zone.view()).Set("party", element.party.view());
      value.Set("holds", edition_.Refs(element.holds)).Set("controls", Controls(element.controls));
    }
    return list;
  }

  Value Flows() const {
    Value list = Value::List();
    for (uint32_t row = 0; row < model_.flows.size(); ++row) {
      Place place{Domain::flow, row};
      if (!edition_.Shows(place)) continue;
      const Flow& flow = model_.flows[row];
      Value& value = Entry(list, place, flow.about, flow.out_of_scope);
      value.Set("from", flow.source.view()).Set("to", flow.target.view()).Set("over", flow.over.view()).Set("carries", edition_.Refs(flow.carries));
      value.Set("crosses", Value::Number(facts_.crosses.Row(row).size())).Set("controls", Controls(flow.controls));
    }
    return list;
  }

  Value Zones() const {
    Value list = Value::List();
    for (uint32_t row = 0; row < model_.zones.size(); ++row) {
      Place place{Domain::zone, row};
      if (!edition_.Shows(place)) continue;
      const Zone& zone = model_.zones[row];
      Value& value = Entry(list, place, zone.about, zone.out_of_scope);
      value.Set("trust", PropertyWord("trust", place)).Set("in", zone.parent.view()).Set("party", zone.party.view());
    }
    return list;
  }

  Value Assets() const {
    Value list = Value::List();
    for (uint32_t row = 0; row < model_.assets.size(); ++row) {
      Place place{Domain::asset, row};
      if (!edition_.Shows(place)) continue;
      const Asset& asset = model_.assets[row];
      Value& value = Entry(list, place, asset.about, {});
      value.Set("kind", asset.kind == AssetKind::unknown ? std::string_view() : NamesOf(asset.kind).names[static_cast<size_t>(asset.kind)]).Set("class", asset.category.view());
      for (std::string_view objective : kObjectiveNames) value.Set(objective, PropertyWord(objective, place));
      value.Set("held_by", asset.held_by == HeldBy::unknown ? std::string_view() : NamesOf(asset.held_by).names[static_cast<size_t>(asset.held_by)]);
      value.Set("owner", edition_.for_customer() ? std::string_view() : asset.owner.view()).Set("shown_by", edition_.Refs(asset.shown_by));
    }
    return list;
  }

  // States and transitions of all machines.
  Value Machines() const {
    Value list = Value::List();
    for (Domain domain : {Domain::state, Domain::transition}) {
      for (uint32_t row = 0; row < RowCount(model_, domain); ++row) {
        Place place{domain, row};
        if (!edition_.Shows(place)) continue;
        bool is_state = domain == Domain::state;
        MachineRow at = is_state ? StateAt(model_, row) : TransitionAt(model_, row);
        const StateMachine& machine = model_.states[at.machine];
        const Text& about = is_state ? machine.states[at.index].about : machine.transitions[at.index].about;
        Value& value = Entry(list, place, about, {});
        value.Set("kind", is_state ? "state" : "transition").Set("guard", is_state ? std::string_view() : machine.transitions[at.index].guard.view());
        value.Set("who", is_state ? Value::List() : edition_.Refs(machine.transitions[at.index].who));
      }
    }
    return list;
  }

  Value UseCases() const {
    Value list = Value::List();
    for (const UseCase& use_case : model_.use_cases) {
      if (!edition_.Shows(use_case)) continue;
      list.Add(Value::Object()).Set("id", use_case.id.view()).Set("title", use_case.title.empty() ? use_case.id.view() : use_case.title.view()).Set("about", use_case.about.view()).Set("flows", edition_.Texts(use_case.flows));
    }
    return list;
  }

 private:
  Value& Entry(Value& list, Place place, const Text& about, const Text& out_of_scope) const {
    Value value = edition_.PlaceValue(place);
    value.Set("about", about.view()).Set("out_of_scope", out_of_scope.view());
    const PlaceThreats& threats = at_[static_cast<size_t>(place.domain)][place.row];
    bool told = edition_.Has(Part::threats);
    value.Set("open", told && threats.open ? Value::Number(threats.open) : Value()).Set("worst", told && threats.open ? Name(threats.worst) : std::string_view());
    value.Set("threats", told && threats.all ? Value::Number(threats.all) : Value());
    edition_.SetPosition(value, PlaceNode(model_, place));
    return list.Add(std::move(value));
  }
  Value Controls(const std::vector<Ref>& controls) const { return edition_.Has(Part::responses) ? edition_.Refs(controls) : Value::List(); }
  std::string_view PropertyWord(std::string_view name, Place place) const {
    const Library& library = edition_.workspace().library();
    uint32_t property = library.FindProperty(name);
    if (property == kNone) return {};
    uint8_t value = facts_.Value(place, PropertyId(property));
    return value == 0 || value == kNotApplicable ? std::string_view() : PropertyValueName(library.properties()[property], value);
  }

  const Edition& edition_;
  const Model& model_;
  const Facts& facts_;
  ThreatsAt at_;
};

Value Assumptions(const Edition& edition) {
  Value list = Value::List();
  for (const Claim& claim : edition.model().claims) {
    if (edition.Shows(claim)) list.Add(Value::Object()).Set("id", claim.id.view()).Set("text", claim.text.view()).Set("under", edition.Refs(claim.under)).Set("why", claim.why.view());
  }
  return list;
}

Value Requirements(const Edition& edition) {
  Value list = Value::List();
  for (const Requirement& requirement : edition.model().requirements) {
    if (edition.Shows(requirement)) list.Add(Value::Object()).Set("id", requirement.id.view()).Set("text", requirement.text.view()).Set("source", requirement.source.view()).Set("owner", requirement.owner.view());
  }
  return list;
}

}  // namespace

void AddScope(const Edition& edition, Value& content) {
  Scope scope(edition);
  bool drawn = edition.Has(Part::diagrams) || edition.Has(Part::threats);
  Value pictures = Value::List();
  if (edition.Has(Part::diagrams)) {
    for (const ReportPicture& picture : edition.options().pictures) {
      pictures.Add(Value::Object()).Set("id", picture.id).Set("title", picture.title).Set("about", picture.about).Set("svg", Value::Picture(picture.svg));
    }
  }
  size_t left_out = edition.Has(Part::diagrams) ? edition.options().pictures_left_out : 0;
  content.Set("pictures", std::move(pictures)).Set("pictures_left_out", left_out ? Value::Number(left_out) : Value());
  content.Set("assets", scope.Assets()).Set("zones", scope.Zones());
  content.Set("elements", drawn ? scope.Elements() : Value::List()).Set("flows", drawn ? scope.Flows() : Value::List()).Set("machines", drawn ? scope.Machines() : Value::List()).Set("use_cases", scope.UseCases());
  content.Set("assumptions", edition.Refs(edition.model().assumes)).Set("claims", Assumptions(edition)).Set("requirements", Requirements(edition));
  Value glossary = Value::List();
  for (const GlossaryEntry& entry : edition.model().glossary) glossary.Add(Value::Object()).Set("id", entry.id.view()).Set("meaning", entry.meaning.view());
  content.Set("glossary", std::move(glossary));
}

}  // namespace merlon
