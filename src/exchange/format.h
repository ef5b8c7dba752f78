// Other tools' formats. Each lives in a folder of its own, `exchange/<format>/`, and defines one function `Format<Name>()`; the registry is generated.
#pragma once

#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "library/library.h"
#include "model/model.h"

namespace merlon {

// Something of the foreign file that the model does not hold, or holds as a guess; both are told to the user.
struct ImportNote {
  std::string what;
  std::string why;
};

struct ImportResult {
  std::string error;      // not empty: the file cannot be imported, and why; then nothing else is set
  Model model;            // its texts point into `texts`
  std::deque<std::string> texts;
  std::vector<ImportNote> dropped;
  std::vector<ImportNote> guessed;

  // Keeps a text alive for the model.
  Text Keep(std::string text) { return Text(texts.emplace_back(std::move(text))); }
};

struct Format {
  std::string_view id;     // as in `--from`
  std::string_view title;
  // How sure it is that the bytes are of this format: 0 no, higher is surer.
  int (*recognise)(std::string_view path, std::string_view bytes) = nullptr;
  ImportResult (*import)(std::string_view bytes, const Library& library) = nullptr;
};

// All formats, in alphabetical order.
std::span<const Format* const> Formats();

}  // namespace merlon
