// What proves which input a report was made from, and for whom.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/workspace.h"

namespace merlon {

// The parts that can be chosen. `responses` covers every word about what is done against threats.
enum class Part : uint8_t { threats, responses, diagrams, responsibilities, evidence, sessions };
inline constexpr std::array<std::string_view, 6> kPartNames = {"threats", "responses", "diagrams", "responsibilities", "evidence", "sessions"};
using Parts = uint8_t;
constexpr Parts Bit(Part part) { return static_cast<Parts>(1u << static_cast<unsigned>(part)); }
inline constexpr Parts kAllParts = 0x3F;

// For whom. The customer's edition holds nothing that is marked `internal`, and no positions in files.
enum class Audience : uint8_t { auditor, developer, owner, customer };
inline constexpr std::array<std::string_view, 4> kAudienceNames = {"auditor", "developer", "owner", "customer"};

// The same stamp, model, library and files give the same bytes.
struct Stamp {
  std::string version;        // of this program
  std::string day;            // for which it was made, as 2026-11-20
  std::string model_hash;     // SHA-256 over all files of the model, in the order of reading
  std::string library_hash;   // the same over the library
  std::string revision;       // of the repository; empty without one
  std::string format, table, use_case;
  std::string template_hash;  // of a template of the user's; empty: the built-in one
  std::string results_hash;   // of the files with results of tests; empty without
  Audience audience = Audience::auditor;
  Parts parts = kAllParts;
};

std::string HashOf(const Document& document);
// Of texts in their order; empty for none.
std::string HashOf(std::span<const std::string> texts);

// One line that begins with `merlon-stamp` and survives in HTML comments, Markdown and JSON strings.
std::string StampLine(const Stamp& stamp);
// The stamp in a report's bytes; nothing when there is none that can be read.
std::optional<Stamp> FindStamp(std::string_view report);
// How the parts are named on the command line, with commas between.
std::string PartList(Parts parts);

}  // namespace merlon
