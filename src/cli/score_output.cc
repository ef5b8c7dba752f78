#include "cli/score_output.h"

#include "judge/scoring/factors.h"

namespace merlon::cli {
namespace {

// The inputs of a scheme by factors, in the order of the scheme, as points.
template <class Visit>
void ForEachInput(const ThreatScore& score, Visit visit) {
  for (const Factor& factor : score.scheme->factors) {
    for (const WrittenInput& input : score.written->inputs) {
      if (input.id == factor.id && !input.value.empty()) visit(factor, PointsOf(factor, input.value.view()));
    }
  }
}

void WriteIds(JsonWriter& json, std::string_view key, const std::vector<std::string_view>& ids) {
  json.Key(key).BeginArray();
  for (std::string_view id : ids) json.String(id);
  json.EndArray();
}

std::string Listed(std::string_view what, const std::vector<std::string_view>& ids) {
  std::string list;
  for (std::string_view id : ids) list += (list.empty() ? std::string(what) + " " : ", ") + std::string(id);
  return list;
}

}  // namespace

void WriteScore(JsonWriter& json, const ThreatScore& score) {
  const Scheme& scheme = *score.scheme;
  const SchemeScore& result = score.result;
  json.BeginObject().Key("scheme").Word(scheme.id).Key("version").Word(scheme.version).Key("measures").Word(scheme.measures);
  json.Key("score");
  if (result.score.empty()) json.Null();
  else json.Raw(result.score);
  json.Key("label").Word(result.label).Key("severity");
  json.WordOrNull(Name(result.severity));
  json.Key("details").BeginObject();
  for (const ScoreDetail& detail : result.details) {
    json.Key(detail.name);
    if (detail.number) json.Raw(detail.value);
    else json.Word(detail.value);
  }
  json.EndObject().Key("inputs").BeginObject();
  if (scheme.form == InputForm::comparisons) {
    WriteIds(json, "worse_than", score.worse_than);
    WriteIds(json, "milder_than", score.milder_than);
  } else if (scheme.form == InputForm::vector) {
    json.Key("vector").String(score.written->vector.view());
  } else {
    ForEachInput(score, [&](const Factor& factor, int points) { json.Key(factor.id).Number(points); });
  }
  json.EndObject().EndObject();
}

std::string ScoreResult(const ThreatScore& score) {
  const Scheme& scheme = *score.scheme;
  std::string named = std::string(scheme.measures) + " " + score.result.label;
  bool number_apart = !score.result.score.empty() && scheme.form != InputForm::comparisons;
  return number_apart ? score.result.score + ", " + named : named;
}

// `x_level` and `x_kind` belong to the detail `x` before them, in brackets.
std::string ScoreDetails(const ThreatScore& score) {
  std::string text;
  for (const ScoreDetail& detail : score.result.details) {
    bool belongs = detail.name.ends_with("_level") || detail.name.ends_with("_kind");
    if (belongs && text.ends_with(')')) text.replace(text.size() - 1, 1, ", " + detail.value + ")");
    else if (belongs) text += " (" + detail.value + ")";
    else text += (text.empty() ? "" : ", ") + (detail.name == "name" ? "" : std::string(detail.name) + " ") + detail.value;
  }
  return text;
}

std::string ScoreInputs(const ThreatScore& score) {
  if (score.scheme->form == InputForm::vector) return std::string(score.written->vector.view());
  if (score.scheme->form == InputForm::comparisons) {
    std::string worse = Listed("worse than", score.worse_than), milder = Listed("milder than", score.milder_than);
    return worse + (worse.empty() || milder.empty() ? "" : "; ") + milder;
  }
  std::string text;
  ForEachInput(score, [&](const Factor& factor, int points) {
    std::string_view word = WordOf(factor, points);
    text += (text.empty() ? "" : ", ") + std::string(factor.id) + " " + std::to_string(points) + (word.empty() ? "" : " (" + std::string(word) + ")");
  });
  return text;
}

}  // namespace merlon::cli
