#include "judge/scoring/factors.h"

#include <algorithm>

#include "base/strings.h"
#include "judge/scoring/codes.h"
#include "text/codes.h"

namespace merlon {
namespace {

constexpr size_t kMostGroups = 3;

std::string Quoted(std::string_view text) { return "`" + std::string(text) + "`"; }

void Append(std::string& list, std::string_view id) { list += (list.empty() ? "" : ", ") + Quoted(id); }

std::string Allowed(const Factor& factor) {
  std::string words, numbers;
  for (const FactorAnswer& answer : factor.answers) {
    words += (words.empty() ? "" : ", ") + std::string(answer.word) + " (" + std::to_string(answer.points) + ")";
  }
  if (factor.any_number) numbers = "a whole number from " + std::to_string(factor.least) + " to " + std::to_string(factor.most) + ", or ";
  return numbers + "one of " + words;
}

// Returns the name that was probably meant, if any.
std::string_view UnknownFactor(const Scheme& scheme, const Text& id, std::vector<ScoreProblem>& problems) {
  std::vector<std::string_view> names;
  std::string all;
  for (const Factor& factor : scheme.factors) names.push_back(factor.id), Append(all, factor.id);
  std::string_view near = Nearest(id.view(), names);
  problems.push_back({&codes::kUnknownKey, id, Quoted(id.view()) + " is no input of " + Quoted(scheme.id), near.empty() ? "its inputs are " + all : "did you mean " + Quoted(near) + "?"});
  return near;
}

void UnknownAnswer(const Factor& factor, const Text& value, std::vector<ScoreProblem>& problems) {
  std::vector<std::string_view> words;
  for (const FactorAnswer& answer : factor.answers) words.push_back(answer.word);
  std::string_view near = Nearest(value.view(), words);
  problems.push_back({&codes::kUnknownValue, value, Quoted(value.view()) + " is not a value of " + Quoted(factor.id), near.empty() ? Allowed(factor) : "did you mean " + Quoted(near) + "?"});
}

// Whatever is needed and not given: of group 0, and of a group that was begun; where no group was begun, of each.
void Missing(const Scheme& scheme, const WrittenScore& written, const std::vector<int>& points, std::vector<ScoreProblem>& problems) {
  std::string missing[kMostGroups];
  bool begun[kMostGroups] = {true, false, false};
  bool any_begun = false;
  uint8_t last_group = 0;
  for (size_t i = 0; i < points.size(); ++i) {
    uint8_t group = scheme.factors[i].group;
    last_group = std::max(last_group, group);
    if (points[i] == kNoPoints) Append(missing[group], scheme.factors[i].id);
    else begun[group] = true, any_begun |= group != 0;
  }
  std::string lacks = missing[0];
  for (size_t group = 1; group <= last_group; ++group) {
    if (!begun[group] || missing[group].empty()) continue;
    lacks += (lacks.empty() ? "" : ", ") + missing[group];
  }
  if (last_group > 0 && !any_begun) {
    std::string choice = missing[1];
    for (size_t group = 2; group <= last_group; ++group) choice += ", or " + missing[group];
    lacks += (lacks.empty() ? "" : "; and ") + choice;
  }
  if (lacks.empty()) return;
  problems.push_back({&codes::kIncompleteScore, written.id, Quoted(scheme.id) + " lacks " + lacks, "a score needs all its inputs: add them, or take the score away until they are known"});
}

}  // namespace

int PointsOf(const Factor& factor, std::string_view written) {
  constexpr size_t kMostDigits = 3;
  for (const FactorAnswer& answer : factor.answers) {
    if (answer.word == written) return answer.points;
  }
  if (!IsDigits(written) || written.size() > kMostDigits) return kNoPoints;
  int number = 0;
  for (char c : written) number = number * 10 + (c - '0');
  if (factor.any_number) return number >= factor.least && number <= factor.most ? number : kNoPoints;
  bool known = std::any_of(factor.answers.begin(), factor.answers.end(), [&](const FactorAnswer& answer) { return answer.points == number; });
  return known ? number : kNoPoints;
}

std::string_view WordOf(const Factor& factor, int points) {
  std::string_view word;
  for (const FactorAnswer& answer : factor.answers) {
    if (answer.points != points) continue;
    if (!word.empty()) return {};
    word = answer.word;
  }
  return word;
}

std::vector<int> ReadFactors(const Scheme& scheme, const WrittenScore& written, std::vector<ScoreProblem>& problems) {
  size_t before = problems.size();
  std::vector<int> points(scheme.factors.size(), kNoPoints);
  auto find = [&](std::string_view id) { return std::find_if(scheme.factors.begin(), scheme.factors.end(), [&](const Factor& factor) { return factor.id == id; }); };
  // More wrong inputs than a scheme has are not worth a line each.
  constexpr size_t kMostProblems = 20;
  for (const WrittenInput& input : written.inputs) {
    if (problems.size() - before > kMostProblems) break;
    auto factor = find(input.id.view());
    // What is misspelt is there all the same: it is not reported once more as missing.
    constexpr int kMisspelt = 0;
    if (factor == scheme.factors.end()) {
      auto meant = find(UnknownFactor(scheme, input.id, problems));
      if (meant != scheme.factors.end()) points[static_cast<size_t>(meant - scheme.factors.begin())] = kMisspelt;
      continue;
    }
    if (input.value.empty()) continue;
    int& read = points[static_cast<size_t>(factor - scheme.factors.begin())];
    read = PointsOf(*factor, input.value.view());
    if (read != kNoPoints) continue;
    UnknownAnswer(*factor, input.value, problems);
    read = kMisspelt;
  }
  Missing(scheme, written, points, problems);
  if (problems.size() > before) points.clear();
  return points;
}

}  // namespace merlon
