// Pictures of a model: data flow, context, states, responsibility, sequence of a use case, attack trees.
//
// Draw makes a picture from an analysed workspace. Same model, same bytes: sizes of text come from a table of our own, never from the fonts
// of the machine. Not for several threads at once, because graphviz is not.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/workspace.h"

namespace merlon {

enum class DiagramKind : uint8_t { dataflow, context, states, responsibility, sequence, tree };
enum class DiagramFormat : uint8_t { svg, png, dot, mermaid };
enum class DiagramTheme : uint8_t { automatic, light, dark };  // automatic: what the reader's system prefers

inline constexpr std::string_view kDiagramKinds[] = {"dataflow", "context", "states", "responsibility", "sequence", "tree"};
inline constexpr std::string_view kDiagramFormats[] = {"svg", "png", "dot", "mermaid"};
inline constexpr std::string_view kDiagramThemes[] = {"auto", "light", "dark"};

struct DiagramOptions {
  DiagramKind kind = DiagramKind::dataflow;
  // Ids that narrow what is drawn. A data flow diagram takes the first three, also together; a sequence needs a use case. `machine` and `tree`
  // may be empty when the model has only one.
  std::string use_case, zone, asset, machine, tree;
  bool badges = true;         // numbers of threats
  bool for_outside = false;   // for people outside: nothing that is internal, and no numbers of threats
  bool links = false;         // each place becomes a link to its anchor in a report, see report/anchors.h
  // For a picture that stands in an HTML page: no XML header, no visible heading, colours from CSS variables (`--merlon-ink`, see
  // `style.cc`) where the page sets them, and every id starts with `id` so that several pictures may stand in one page.
  bool embedded = false;
  bool style = true;          // false: the page holds `DiagramStyle()` once, and the picture has no style element
  std::string id = "merlon";  // letters, digits and dashes; anything else is dropped
  DiagramTheme theme = DiagramTheme::automatic;
  double scale = 2;           // of PNG: pixels for each unit of the SVG
};

// A picture, or why there is none.
struct Drawing {
  std::string bytes;
  std::string error, hint;    // of a message: what is wrong, what to do
  bool environment = false;   // the error is this program's or machine's, not the input's
  bool ok() const { return error.empty(); }
};

Drawing Draw(const Workspace& workspace, const DiagramOptions& options, DiagramFormat format);

// The style sheet of all embedded pictures: for a page that lets no other styles in. The page's dark mode is the reader's preference, or `data-theme`
// (`light` or `dark`) at any element around the picture.
std::string DiagramStyle();

// A picture that a report should show, with its heading.
struct DiagramChoice {
  DiagramOptions options;
  std::string title;
};

// Those that tell something about this model, in the order in which to show them: context when it is simpler than the whole, data flow, the
// responsibility boundary when somebody else answers for something, a sequence for each use case, a view for each asset that is data and
// moves, each state machine, each tree. At most `most`; what is too large to be drawn is left out. People outside get no attack trees.
std::vector<DiagramChoice> DiagramsWorthDrawing(const Workspace& workspace, bool for_outside = false, size_t most = 60);

// Whether this program can write PNG.
bool CanDrawPng();

}  // namespace merlon
