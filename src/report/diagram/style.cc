// Hues are those of Okabe and Ito (2008), which people with any kind of colour vision can tell apart, darkened or lightened until text has a contrast
// of 4.5 and lines one of 3 against what lies behind them (WCAG 2.2, AA).
#include "report/diagram/style.h"

namespace merlon {
namespace {

struct Colour {
  std::string_view name, light, dark;
};

constexpr Colour kColours[] = {
    {"paper", "#ffffff", "#15191e"},        {"ink", "#1c2024", "#e8edf2"},          {"muted", "#555d66", "#a9b3bd"},
    {"actor", "#fdf3d8", "#352a0c"},        {"actor-line", "#8a6200", "#e69f00"},   {"process", "#e4f1fb", "#0e2a40"},
    {"process-line", "#0068a4", "#56b4e9"}, {"store", "#def3ec", "#0b3026"},        {"store-line", "#00704f", "#3fc79a"},
    {"zone", "#6a5560", "#cc79a7"},         {"zone-line", "#94507a", "#d48fb5"},    {"guarded", "#00704f", "#3fc79a"},
    {"bare", "#b84c00", "#ff9152"},         {"unstated", "#555d66", "#a9b3bd"},     {"critical", "#7a0030", "#ff9ec4"},
    {"high", "#a83c00", "#ff9152"},         {"medium", "#fbe6a8", "#4a3a08"},       {"medium-text", "#4a3500", "#ffe08a"},
    {"badge-text", "#ffffff", "#15191e"},
};

// `$name` in the rules is a colour.
constexpr std::string_view kRules = R"(text{font-family:"Helvetica Neue",Helvetica,Arial,"Liberation Sans","DejaVu Sans",sans-serif;fill:$ink}
.paper{fill:$paper}
.heading{font-size:17px;font-weight:bold}
.t{font-size:13px;font-weight:bold}
.d{font-size:11px;fill:$muted}
.l{font-size:11px}
.middle{text-anchor:middle}
.shape{stroke-width:1.6}
.actor .shape{fill:$actor;stroke:$actor-line}
.process .shape,.state .shape{fill:$process;stroke:$process-line}
.store .shape{fill:$store;stroke:$store-line}
.party .shape,.step .shape{fill:$paper;stroke:$muted}
.goal .shape{fill:$actor;stroke:$bare}
.gate .shape{fill:$muted;stroke:$muted}
.gate text{fill:$paper}
.dot{fill:$ink}
.marked .shape{stroke-width:3.4}
.faded .shape{fill:$paper;stroke:$muted;stroke-width:1.1;stroke-dasharray:2 3}
.faded text{fill:$muted}
.zone>rect{fill:$zone;fill-opacity:.05;stroke:$zone-line;stroke-width:1.5;stroke-dasharray:7 5}
.zone .t{fill:$zone-line}
.region>rect{stroke-dasharray:14 4 3 4}
.line{fill:none;stroke:$ink;stroke-width:1.3}
.tip{fill:$ink}
.encrypted .line{stroke:$guarded;stroke-width:1.8}
.encrypted .tip{fill:$guarded}
.unencrypted .line{stroke:$bare;stroke-width:1.8;stroke-dasharray:8 4}
.unencrypted .tip{fill:$bare}
.unstated .line{stroke:$unstated;stroke-width:1.8;stroke-dasharray:.1 4.2;stroke-linecap:round}
.unstated .tip{fill:$unstated}
.strong .line{stroke-width:3}
.flow.faded .line{stroke:$muted;stroke-width:1}
.flow.faded .tip{fill:$muted}
.flow text,.zone text{paint-order:stroke;stroke:$paper;stroke-width:3px;stroke-linejoin:round}
.flow .badge text,.zone .badge text{stroke:none}
.lane{stroke:$muted;stroke-width:1;stroke-dasharray:3 4}
.lock{fill:$guarded;stroke:$guarded}
.open-lock{fill:none;stroke:$bare}
.ask{fill:none;stroke:$unstated}
.check{fill:none;stroke:$process-line}
.arc{fill:none}
.lock,.open-lock,.ask,.check,.arc{stroke-width:1.3;stroke-linecap:round;stroke-linejoin:round}
.badge text{font-size:10px;font-weight:bold;text-anchor:middle}
.critical path{fill:$critical;stroke:$critical}
.high path{fill:$high;stroke:$high}
.critical text,.high text{fill:$badge-text}
.medium path{fill:$medium;stroke:$medium-text}
.medium text{fill:$medium-text}
.low path{fill:$paper;stroke:$ink}
.waiting path{fill:$paper;stroke:$muted;stroke-dasharray:2 2}
.waiting text{fill:$muted}
)";

std::string_view Value(const Colour& colour, bool dark) { return dark ? colour.dark : colour.light; }

// The rules, with `paint(colour)` for each colour and `scope` before each selector.
template <class Paint>
std::string Rules(std::string_view scope, Paint paint) {
  std::string out;
  bool line_begins = true, in_selector = true;
  for (size_t at = 0; at < kRules.size(); ++at) {
    char c = kRules[at];
    if (line_begins) out += scope, out += scope.empty() ? "" : " ", line_begins = false, in_selector = true;
    if (c == '{') in_selector = false;
    if (c == '$') {
      size_t end = kRules.find_first_not_of("abcdefghijklmnopqrstuvwxyz-", at + 1);
      std::string_view name = kRules.substr(at + 1, end - at - 1);
      for (const Colour& colour : kColours) {
        if (colour.name == name) out += paint(colour);
      }
      at = end - 1;
      continue;
    }
    out += c;
    if (c == ',' && in_selector && !scope.empty()) out += scope, out += ' ';
    line_begins = c == '\n';
  }
  return out;
}

std::string Variables(bool dark) {
  std::string out;
  for (const Colour& colour : kColours) out += "--own-" + std::string(colour.name) + ":" + std::string(Value(colour, dark)) + ";";
  return out;
}

}  // namespace

std::string StyleRules(bool embedded, DiagramTheme theme) {
  bool dark = theme == DiagramTheme::dark;
  if (!embedded) {
    std::string out = Rules("", [&](const Colour& colour) { return std::string(Value(colour, dark)); });
    if (theme == DiagramTheme::automatic) out += "@media (prefers-color-scheme:dark){\n" + Rules("", [](const Colour& colour) { return std::string(colour.dark); }) + "}\n";
    return out;
  }
  constexpr std::string_view kScope = ".merlon-picture";
  std::string out = ".merlon-picture{max-width:100%;height:auto;" + Variables(dark) + "}\n";
  if (theme == DiagramTheme::automatic) {
    out += "@media screen and (prefers-color-scheme:dark){.merlon-picture{" + Variables(true) + "}}\n";
    out += "[data-theme=light] .merlon-picture{" + Variables(false) + "}\n[data-theme=dark] .merlon-picture{" + Variables(true) + "}\n";
  }
  return out + Rules(kScope, [](const Colour& colour) { return "var(--merlon-" + std::string(colour.name) + ",var(--own-" + std::string(colour.name) + "))"; });
}

}  // namespace merlon
