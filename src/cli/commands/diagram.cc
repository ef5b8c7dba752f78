// Pictures of a model.
#include <algorithm>
#include <charconv>

#include "base/strings.h"
#include "cli/files.h"
#include "cli/session.h"
#include "report/diagram/diagram.h"

namespace merlon::cli {
namespace {

// The row of `name` in a list of names, or of the first.
template <class List>
size_t RowOf(const List& list, std::string_view name) {
  auto found = std::find(std::begin(list), std::end(list), name);
  return found == std::end(list) ? 0 : static_cast<size_t>(found - std::begin(list));
}

// What the name of a file says about its format; empty when nothing.
std::string_view FormatOfName(std::string_view path) {
  constexpr std::pair<std::string_view, std::string_view> kEndings[] = {{".svg", "svg"}, {".png", "png"}, {".dot", "dot"}, {".gv", "dot"}, {".mmd", "mermaid"}, {".mermaid", "mermaid"}};
  for (auto [ending, format] : kEndings) {
    if (path.ends_with(ending)) return format;
  }
  return {};
}

// Pixels for a unit: `2`, `1.5`. Nothing when it is no number between the bounds.
std::optional<double> ReadScale(std::string_view text) {
  constexpr double kLeast = 0.1, kMost = 10;
  double scale = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), scale);
  if (error != std::errc() || end != text.data() + text.size() || !(scale >= kLeast && scale <= kMost)) return std::nullopt;
  return scale;
}

// An option that the kind of picture cannot use is a mistake of whoever wrote it.
struct Narrowing {
  std::string_view flag;
  std::vector<DiagramKind> kinds;
};

int Run(const Invocation& invocation) {
  std::string output = invocation.Get("--output", "-");
  std::string format = invocation.Get("--format", FormatOfName(output));
  if (format.empty()) {
    if (output != "-") return Complain("the name `" + output + "` does not say which format is wanted", "end it in `.svg`, `.png`, `.dot` or `.mmd`, or add `--format`", kBadInput);
    format = "svg";
  }
  if (format == "png" && output == "-") return Complain("a PNG is not for the terminal", "add `--output picture.png`", kBadInput);
  DiagramOptions options;
  std::string kind = invocation.Get("--kind", "dataflow");
  options.kind = static_cast<DiagramKind>(RowOf(kDiagramKinds, kind));
  const Narrowing kNarrowings[] = {{"--use-case", {DiagramKind::dataflow, DiagramKind::sequence}}, {"--zone", {DiagramKind::dataflow}}, {"--asset", {DiagramKind::dataflow}}, {"--machine", {DiagramKind::states}}, {"--tree", {DiagramKind::tree}}};
  for (const Narrowing& narrowing : kNarrowings) {
    if (!invocation.Has(narrowing.flag) || std::find(narrowing.kinds.begin(), narrowing.kinds.end(), options.kind) != narrowing.kinds.end()) continue;
    return Complain("`" + std::string(narrowing.flag) + "` has no meaning for `--kind " + kind + "`", "it narrows `--kind " + std::string(kDiagramKinds[static_cast<size_t>(narrowing.kinds[0])]) + "`", kBadInput);
  }
  options.use_case = invocation.Get("--use-case");
  options.zone = invocation.Get("--zone");
  options.asset = invocation.Get("--asset");
  options.machine = invocation.Get("--machine");
  options.tree = invocation.Get("--tree");
  options.badges = !invocation.Has("--no-badges");
  options.theme = static_cast<DiagramTheme>(RowOf(kDiagramThemes, invocation.Get("--theme", "auto")));
  std::optional<double> scale = ReadScale(invocation.Get("--scale", "2"));
  if (!scale) return Complain("`" + invocation.Get("--scale") + "` is no scale", "write a number between 0.1 and 10, as in `--scale 2`", kBadInput);
  options.scale = *scale;

  Session session = OpenModel(invocation, invocation.Arguments("MODEL"));
  if (!session.usable()) return session.exit;
  if (int exit = NarrowToUseCase(session, invocation); exit != kFine) return exit;
  Drawing drawing = Draw(*session.workspace, options, static_cast<DiagramFormat>(RowOf(kDiagramFormats, format)));
  if (!drawing.ok()) return Complain(drawing.error, drawing.hint, drawing.environment ? kEnvironment : kBadInput);
  if (!WriteFile(output, drawing.bytes)) return Complain("`" + output + "` cannot be written", "check the folder", kEnvironment);
  return kFine;
}

constexpr Argument kArguments[] = {kModelArgument};
constexpr Option kOptions[] = {
    {"--kind", "KIND", "what to draw; data flow when it is not given", kDiagramKinds},
    {"--format", "FORMAT", "of the picture; the output's name says it too", kDiagramFormats},
    {"--output", "FILE", "where to write it; standard output when it is not given"},
    {"--use-case", "ID", "draw only this use case; with `--kind sequence`, which one"},
    {"--zone", "ID", "draw only this zone and what it deals with"},
    {"--asset", "ID", "draw only where this asset goes and lies"},
    {"--machine", "ID", "which state machine, where there are several"},
    {"--tree", "ID", "which attack tree, where there are several"},
    {"--no-badges", "", "no numbers of threats"},
    {"--theme", "THEME", "colours of SVG and PNG; auto follows the reader's system", kDiagramThemes},
    {"--scale", "NUMBER", "pixels of PNG for each unit; 2 when it is not given"},
    kLibraryOption,
    kWithOption,
    kTodayOption,
};
constexpr std::string_view kExamples[] = {"merlon diagram --output shop.svg", "merlon diagram --asset card --output card.png", "merlon diagram --kind sequence --use-case checkout --format mermaid", "merlon diagram --kind tree --theme dark --output tree.svg"};

}  // namespace

const Command& CommandDiagram() {
  static const Command kCommand{"diagram", "draw the model: data flow, context, states, responsibility, sequence, attack tree", "what are we working on?", kArguments, kOptions, kExamples, Run};
  return kCommand;
}

}  // namespace merlon::cli
