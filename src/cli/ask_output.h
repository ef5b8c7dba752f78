// How the advice of `merlon ask` is shown: one page for people, or one object for programs.
#pragma once

#include <string>

#include "cli/terminal.h"
#include "engine/ask.h"

namespace merlon::cli {

// The page is plain lines from top to bottom, at most this wide, so that a screen reader and a printer can do with it.
inline constexpr size_t kPageWidth = 78;

// What has been chosen, as a page.
std::string AskPage(const Advice& advice, const Library& library, const LanguageDeclaration& language, const Terminal& terminal);
// The question back, where nobody or nothing was named.
std::string AskQuestionBack(const Answers& answers, const Advice& advice, const LanguageDeclaration& language);
// The object. `model`: where the model was written, or empty.
std::string AskJson(const Answers& answers, const Advice& advice, const Library& library, const LanguageDeclaration& language, std::string_view model);

}  // namespace merlon::cli
