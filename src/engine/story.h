// A user story against a model: which parts it speaks of, what can go wrong there, what it may bring that the model does not know yet.
//
// Parts are found by words: ids, titles, technologies, classes of data; then come the flows between them, and the way in of the actors. No language is
// understood; each part says which word named it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/workspace.h"

namespace merlon {

struct StoryPart {
  std::string_view kind;           // `store`, `flow`, `use-case`
  std::string id, title;
  std::vector<std::string> words;  // of the story that named it
  std::string because;             // `named by order`, `between customer and web`, `where customer comes in`
};

// Words of a story that usually bring something new with them, and what to ask then.
struct StoryHint {
  std::string word, ask;
};

struct StoryReading {
  std::string story;
  std::vector<StoryPart> parts;        // elements, zones, assets, flows, use cases, each in the order of the model
  std::vector<std::string> unknown;    // words that name nothing in the model
  std::vector<std::string> crossings;  // the flows among the parts that cross a boundary
  std::vector<std::string> data;       // assets that are named, or carried or held by the parts
  std::vector<const Threat*> threats;  // open ones at the parts, most serious first, then undetermined ones
  std::vector<StoryHint> hints;
  bool nothing() const { return parts.empty(); }
};

inline constexpr size_t kMostStoryBytes = 4000;

// O(words x parts + threats). Of a longer story only the start is read.
StoryReading ReadStory(const Workspace& workspace, std::string_view story);
// The four questions, each with what it means for this story.
struct StoryQuestion {
  std::string question;
  std::vector<std::string> points;
};
std::vector<StoryQuestion> QuestionsFor(const Workspace& workspace, const StoryReading& reading);
// When the model must be looked at again because of this story.
std::vector<std::string> TriggersFor(const StoryReading& reading);
// What must be true before the story is done; threats are named by id.
std::vector<std::string> DoneWhen(const StoryReading& reading);

}  // namespace merlon
