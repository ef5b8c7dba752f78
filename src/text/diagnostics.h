// What is wrong with an input, where, and what to type instead.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"

namespace merlon {

enum class Severity : uint8_t { hint, warning, error };
std::string_view Name(Severity severity);

// Whether the input can be used at all. `malformed` ends every command with exit status 2; `finding` fails `check` only.
enum class Weight : uint8_t { finding, malformed };

// A kind of diagnostic. `id` is words in dashes and never changes; `meaning` is one sentence for the reference documentation.
// Codes are constants in the room that reports them; each room lists its own (see `codes.h` there).
struct Code {
  std::string_view id;
  Severity severity;
  Weight weight;
  std::string_view meaning;
};

// A range of bytes in the concatenation of all sources of a document; `end` is one past the last.
struct Span {
  uint32_t begin = kNone;
  uint32_t end = kNone;
  explicit operator bool() const { return begin != kNone; }
};

// A second place that a message speaks of ("first defined here").
struct Related {
  std::string message;
  Span span;
};

// Messages are lower case, without a full stop, with names in backticks: what was found and why it matters. The hint says what to do.
struct Diagnostic {
  const Code* code = nullptr;
  std::string message;
  Span span;
  std::string hint;
  std::vector<Related> related;
  std::string about;  // what it is about, where its position is that of something else too: `invariant@place`
};

// Collects diagnostics; keeps at most kMostKept and counts the rest, so that hostile input costs bounded memory.
class Diagnostics {
 public:
  static constexpr size_t kMostKept = 1000;

  // Adds a diagnostic and returns it for more detail. The reference is valid until the next call.
  Diagnostic& Add(const Code& code, Span span, std::string message, std::string hint = {});
  // Whether messages are still kept; a caller may then spare itself the work of wording one.
  bool Full() const { return kept_.size() >= kMostKept; }
  // Orders by position, errors of one place in the order of reporting. Call once at the end.
  void Sort();

  const std::vector<Diagnostic>& kept() const { return kept_; }
  size_t left_out() const { return left_out_; }
  bool malformed() const { return malformed_; }
  bool has_errors() const { return errors_ > 0; }
  void Append(const Diagnostics& others);
  // Takes out those kept ones for which `pick(index)` holds; they count no longer.
  template <class Pick>
  std::vector<Diagnostic> Extract(Pick pick) {
    std::vector<Diagnostic> taken, left;
    for (size_t i = 0; i < kept_.size(); ++i) {
      bool out = pick(i);
      if (out && kept_[i].code->severity == Severity::error) --errors_;
      (out ? taken : left).push_back(std::move(kept_[i]));
    }
    kept_ = std::move(left);
    return taken;
  }

 private:
  std::vector<Diagnostic> kept_;
  Diagnostic spare_;
  size_t left_out_ = 0;
  size_t errors_ = 0;
  bool malformed_ = false;
};

}  // namespace merlon
