#include "language/schema_scores.h"

#include <algorithm>

#include "base/strings.h"
#include "judge/scoring/codes.h"
#include "judge/scoring/scheme.h"
#include "text/codes.h"

namespace merlon {
namespace {

constexpr std::string_view kWorseThan = "worse-than";

std::string Quoted(std::string_view text) { return "`" + std::string(text) + "`"; }

// The bytes of a text, or of the part of a scalar that it is. A scalar with escapes is pointed at as a whole.
Span SpanOf(const Document& document, const Text& text) {
  Span span = document.span(text.node);
  std::string_view slice = document.Slice(span);
  bool inside = std::less_equal<>()(slice.data(), text.data) && std::less_equal<>()(text.data + text.size, slice.data() + slice.size());
  if (!inside || text.empty()) return span;
  uint32_t begin = span.begin + static_cast<uint32_t>(text.data - slice.data());
  return {begin, begin + text.size};
}

void Lacks(ShapeReader& reader, NodeId at, std::string what, std::string hint) { reader.diagnostics.Add(codes::kIncompleteScore, reader.document.span(at), std::move(what), std::move(hint)); }

bool ReadVectorText(ShapeReader& reader, const Scheme& scheme, NodeId key, NodeId value, WrittenScore& written) {
  const Document& document = reader.document;
  std::string example = Quoted(std::string(scheme.prefix) + "AV:N/AC:L/…");
  if (document.IsNull(value)) return Lacks(reader, key, Quoted(scheme.id) + " lacks its vector", "write a vector, " + example), false;
  if (!document.IsScalar(value)) return reader.WrongType(value, "a vector", "write it as one text, " + example), false;
  written.vector = Text(document.text(value), value);
  return true;
}

bool ReadInputs(ShapeReader& reader, const Scheme& scheme, NodeId value, WrittenScore& written) {
  const Document& document = reader.document;
  if (document.IsNull(value)) return true;  // complete it is not, and the scheme says what it lacks
  if (!document.IsMapping(value)) {
    reader.WrongType(value, "a map of inputs", "write " + Quoted(std::string(scheme.id) + ": { " + std::string(scheme.factors[0].id) + ": …, … }"));
    return false;
  }
  reader.CheckDuplicates(value);
  bool good = true;
  document.ForEachEntry(value, [&](NodeId name, NodeId input) {
    if (!document.IsScalar(name) || document.text(name).substr(0, 2) == "x-") return;
    bool one_value = document.IsScalar(input) || document.IsNull(input);
    if (!one_value) reader.WrongType(input, "a number or a word"), good = false;
    written.inputs.Add({Text(document.text(name), name), Text(document.text(input), input)});
  });
  return good;
}

bool ReadComparisons(ShapeReader& reader, const Scheme& scheme, NodeId key, NodeId value, WrittenScore& written) {
  const Document& document = reader.document;
  std::string example = Quoted(std::string(scheme.id) + ": { " + std::string(kWorseThan) + ": [rule@place] }");
  if (!document.IsMapping(value) && !document.IsNull(value)) return reader.WrongType(value, "a map with " + Quoted(kWorseThan), "write " + example), false;
  reader.CheckDuplicates(value);
  bool good = true;
  auto take = [&](NodeId item) {
    if (document.IsScalar(item)) written.worse_than.emplace_back(document.text(item), item);
    else reader.WrongType(item, "a threat, " + Quoted("rule@place")), good = false;
  };
  if (document.IsMapping(value)) {
    document.ForEachEntry(value, [&](NodeId name, NodeId list) {
      std::string_view text = document.text(name);
      if (text.substr(0, 2) == "x-") return;
      if (text != kWorseThan) {
        good = false;
        reader.diagnostics.Add(codes::kUnknownKey, document.span(name), Quoted(text) + " is no input of " + Quoted(scheme.id), "its input is " + Quoted(kWorseThan) + ": write the comparison at the worse threat");
      } else if (document.IsSequence(list)) {
        document.ForEachItem(list, take);
      } else if (!document.IsNull(list)) {
        take(list);
      }
    });
  }
  if (good && written.worse_than.empty()) return Lacks(reader, key, Quoted(scheme.id) + " lacks " + Quoted(kWorseThan), "name at least one threat that this one is worse than, " + example), false;
  return good;
}

// Takes `scheme: inputs`. What is incomplete or wrong is reported where it stands.
bool OtherScheme(ShapeReader& reader, void* object, NodeId key, NodeId value) {
  const Scheme* scheme = FindScheme(reader.document.text(key));
  if (!scheme) return false;
  Entries<WrittenScore>& schemes = static_cast<WrittenScores*>(object)->schemes;
  for (const WrittenScore& known : schemes) {
    if (known.id != scheme->id) continue;
    reader.diagnostics.Add(codes::kDuplicateKey, reader.document.span(key), Quoted(scheme->id) + " stands twice in this map", "remove one of them");
    return true;
  }
  WrittenScore& written = schemes.Add({Text(scheme->id, key), {}, {}, {}});
  bool readable = scheme->form == InputForm::vector    ? ReadVectorText(reader, *scheme, key, value, written)
                  : scheme->form == InputForm::factors ? ReadInputs(reader, *scheme, value, written)
                                                       : ReadComparisons(reader, *scheme, key, value, written);
  if (!readable || !scheme->score) return true;
  // The model is lost already, and what is wrong has been told a thousand times.
  if (reader.diagnostics.Full() && reader.diagnostics.malformed()) return true;
  std::vector<ScoreProblem> problems;
  scheme->score(written, problems);
  for (ScoreProblem& problem : problems) reader.diagnostics.Add(*problem.code, SpanOf(reader.document, problem.at), std::move(problem.message), std::move(problem.hint));
  return true;
}

std::string FactorSchema(const Factor& factor) {
  std::string words, points;
  for (const FactorAnswer& answer : factor.answers) {
    words += ", \"" + std::string(answer.word) + "\"";
    std::string number = std::to_string(answer.points);
    if (points.empty() || points.substr(points.rfind(' ') + 1) != number) points += (points.empty() ? "" : ", ") + number;
  }
  if (!factor.any_number) return "{\"enum\": [" + points + words + "]}";
  return "{\"anyOf\": [{\"type\": \"integer\", \"minimum\": " + std::to_string(factor.least) + ", \"maximum\": " + std::to_string(factor.most) + "}, {\"enum\": [" + words.substr(2) + "]}]}";
}

std::string InputSchema(const Scheme& scheme) {
  if (scheme.form == InputForm::vector) return "{\"type\": \"string\", \"pattern\": \"^" + ReplaceAll(std::string(scheme.prefix), ".", "\\\\.") + "\"}";
  if (scheme.form == InputForm::comparisons) return R"({"type": "object", "additionalProperties": false, "required": ["worse-than"], "properties": {"worse-than": {"type": ["array", "string"], "items": {"type": "string"}}}})";
  std::string properties, required;
  for (const Factor& factor : scheme.factors) {
    properties += (properties.empty() ? "\"" : ", \"") + std::string(factor.id) + "\": " + FactorSchema(factor);
    if (factor.group == 0) required += (required.empty() ? "\"" : ", \"") + std::string(factor.id) + "\"";
  }
  return "{\"type\": \"object\", \"additionalProperties\": false, \"patternProperties\": {\"^x-\": {}}, \"required\": [" + required + "], \"properties\": {" + properties + "}}";
}

std::vector<ExtraKey> SchemeKeys(const void*) {
  std::vector<ExtraKey> keys;
  for (const Scheme* scheme : Schemes()) keys.push_back({scheme->id, InputSchema(*scheme), scheme->title});
  return keys;
}

// A threat in a list of names stands for itself, as key and as value.
void FinishScores(ShapeReader& reader, void*, NodeId key, NodeId value) {
  const Document& document = reader.document;
  bool nothing = document.IsNull(value) || key == value || (document.IsMapping(value) && !document.HasChildren(value));
  if (nothing) Lacks(reader, key, "no scheme scores this threat", "name one and its inputs, " + Quoted("five-by-five: { likelihood: 3, consequence: 4 }"));
}

constexpr Shape kScoresShape{"scores of a threat", "", {}, "", KeyKind::threat, OtherScheme, SchemeKeys, FinishScores, "the ids of the schemes of scoring (see below), each with its inputs"};

}  // namespace

const Shape& ShapeOf(const WrittenScores*) { return kScoresShape; }

std::vector<std::string> ScoreInputs(const WrittenScores& scores) {
  std::vector<std::string> fields;
  for (const WrittenScore& written : scores.schemes) {
    std::string inputs;
    auto add = [&](std::string_view name, std::string value) { inputs += (inputs.empty() ? "{ " : ", ") + std::string(name) + ": " + value; };
    for (const WrittenInput& input : written.inputs) add(QuoteYaml(input.id.view(), true), IsDigits(input.value.view()) ? std::string(input.value.view()) : QuoteYaml(input.value.view(), true));
    std::string list;
    for (const Text& milder : written.worse_than) list += (list.empty() ? "[" : ", ") + QuoteYaml(milder.view(), true);
    if (!list.empty()) add(kWorseThan, list + "]");
    fields.push_back(written.vector.empty() ? inputs + " }" : QuoteYaml(written.vector.view(), true));
  }
  return fields;
}

}  // namespace merlon
