#include "report/diagram/svg_pen.h"

#include <cmath>

#include "base/strings.h"

namespace merlon {

std::string_view ClassOf(NodeShape shape) {
  switch (shape) {
    case NodeShape::actor: return "actor";
    case NodeShape::process: return "process";
    case NodeShape::store: return "store";
    case NodeShape::state: case NodeShape::final_state: return "state";
    case NodeShape::start: return "start";
    case NodeShape::party: return "party";
    case NodeShape::goal: return "goal";
    case NodeShape::step: return "step";
    case NodeShape::any: case NodeShape::all: return "gate";
  }
  return "";
}

std::string_view ClassOf(Protection protection) {
  switch (protection) {
    case Protection::encrypted: return "encrypted";
    case Protection::unencrypted: return "unencrypted";
    case Protection::unknown: return "unstated";
    case Protection::none: return "";
  }
  return "";
}

double Baseline(TextStyle style) { return SizeOf(style) * (kLineHeight - 0.3); }

SvgPen& SvgPen::Raw(std::string_view svg) {
  out_ += svg;
  return *this;
}

SvgPen& SvgPen::Number(double value) {
  int64_t tenths = std::llround(value * 10);
  if (tenths < 0) out_ += '-', tenths = -tenths;
  AppendNumber(out_, tenths / 10);
  if (tenths % 10) out_ += '.', AppendNumber(out_, tenths % 10);
  return *this;
}

SvgPen& SvgPen::Escaped(std::string_view text) {
  for (char c : text) {
    switch (c) {
      case '&': out_ += "&amp;"; break;
      case '<': out_ += "&lt;"; break;
      case '>': out_ += "&gt;"; break;
      case '"': out_ += "&quot;"; break;
      case '\'': out_ += "&#39;"; break;
      default: out_ += c;
    }
  }
  return *this;
}

SvgPen& SvgPen::Title(std::string_view text) {
  if (text.empty()) return *this;
  return Raw("<title>").Escaped(text).Raw("</title>");
}

SvgPen& SvgPen::Text(Point at, std::string_view classes, std::string_view text) {
  if (text.empty()) return *this;
  Raw("<text x=\"").Number(at.x).Raw("\" y=\"").Number(at.y);
  if (!classes.empty()) Raw("\" class=\"").Raw(classes);
  return Raw("\">").Escaped(text).Raw("</text>");
}

SvgPen& SvgPen::Rect(const Box& box, double radius, std::string_view classes) {
  Raw("<rect x=\"").Number(box.x).Raw("\" y=\"").Number(box.y).Raw("\" width=\"").Number(box.width).Raw("\" height=\"").Number(box.height);
  if (radius > 0) Raw("\" rx=\"").Number(radius);
  if (!classes.empty()) Raw("\" class=\"").Raw(classes);
  return Raw("\"/>");
}

SvgPen& SvgPen::Line(Point from, Point to, std::string_view classes) {
  Raw("<line x1=\"").Number(from.x).Raw("\" y1=\"").Number(from.y).Raw("\" x2=\"").Number(to.x).Raw("\" y2=\"").Number(to.y);
  return Raw("\" class=\"").Raw(classes).Raw("\"/>");
}

SvgPen& SvgPen::Path(const std::vector<Point>& curve) {
  Raw("<path class=\"line\" d=\"");
  for (size_t i = 0; i < curve.size(); ++i) {
    Raw(i == 0 ? "M" : i == 1 ? "C" : " ").Number(curve[i].x).Raw(",").Number(curve[i].y);
  }
  return Raw("\"/>");
}

SvgPen& SvgPen::Tip(Point from, Point to) {
  double dx = to.x - from.x, dy = to.y - from.y, length = std::hypot(dx, dy);
  if (length < 0.1) return *this;
  constexpr double kLength = 9, kHalf = 4;
  dx /= length, dy /= length;
  Point base{to.x - dx * kLength, to.y - dy * kLength};
  Raw("<path class=\"tip\" d=\"M").Number(to.x).Raw(",").Number(to.y);
  Raw("L").Number(base.x - dy * kHalf).Raw(",").Number(base.y + dx * kHalf);
  Raw("L").Number(base.x + dy * kHalf).Raw(",").Number(base.y - dx * kHalf);
  return Raw("Z\"/>");
}

SvgPen& SvgPen::Lines(const std::vector<TextLine>& lines, double x, double top, bool middle) {
  for (const TextLine& line : lines) {
    std::string classes = line.style == TextStyle::title ? "t" : line.style == TextStyle::detail ? "d" : "l";
    if (middle) classes += " middle";
    Text({x, top + Baseline(line.style)}, classes, line.text);
    top += SizeOf(line.style) * kLineHeight;
  }
  return *this;
}

SvgPen& SvgPen::Outline(NodeShape shape, const Box& box) {
  switch (shape) {
    case NodeShape::start: {
      Point middle = box.middle();
      return Raw("<circle class=\"dot\" cx=\"").Number(middle.x).Raw("\" cy=\"").Number(middle.y).Raw("\" r=\"").Number(box.width / 2).Raw("\"/>");
    }
    case NodeShape::store: {
      double cap = std::min(7.0, box.height / 5), half = box.width / 2;
      auto arc = [&](int sweep) { Raw("a").Number(half).Raw(",").Number(cap).Raw(sweep ? " 0 0 1 " : " 0 0 0 "); };
      Raw("<path class=\"shape\" d=\"M").Number(box.x).Raw(",").Number(box.y + cap);
      arc(1), Number(box.width).Raw(",0V").Number(box.bottom() - cap);
      arc(1), Number(-box.width).Raw(",0Z\"/><path class=\"shape\" d=\"M").Number(box.x).Raw(",").Number(box.y + cap);
      arc(0), Number(box.width).Raw(",0\" fill-opacity=\"0\"/>");
      return *this;
    }
    case NodeShape::party: {
      double fold = std::min(12.0, box.height / 3);
      Raw("<path class=\"shape\" d=\"M").Number(box.x).Raw(",").Number(box.y).Raw("H").Number(box.right() - fold).Raw("L").Number(box.right()).Raw(",").Number(box.y + fold);
      Raw("V").Number(box.bottom()).Raw("H").Number(box.x).Raw("ZM").Number(box.right() - fold).Raw(",").Number(box.y).Raw("v").Number(fold).Raw("h").Number(fold);
      return Raw("\"/>");
    }
    case NodeShape::final_state: case NodeShape::goal: {
      double radius = shape == NodeShape::goal ? 0 : box.height / 3;
      Rect(box, radius, "shape");
      return Rect({box.x + 3, box.y + 3, box.width - 6, box.height - 6}, radius > 3 ? radius - 3 : 0, "shape");
    }
    case NodeShape::process: return Rect(box, std::min(14.0, box.height / 3), "shape");
    case NodeShape::state: return Rect(box, box.height / 3, "shape");
    case NodeShape::any: case NodeShape::all: return Rect(box, box.height / 2, "shape");
    case NodeShape::actor: case NodeShape::step: return Rect(box, 0, "shape");
  }
  return *this;
}

SvgPen& SvgPen::ProtectionMark(Protection protection, Point at) {
  if (protection == Protection::none) return *this;
  Raw("<g transform=\"translate(").Number(at.x).Raw(",").Number(at.y).Raw(")\">");
  switch (protection) {
    case Protection::encrypted: Raw("<path class=\"lock\" d=\"M2,5.5h8v5.5h-8Z\"/><path class=\"lock arc\" d=\"M3.8,5.5V3.7a2.2,2.2 0 0 1 4.4,0V5.5\" fill-opacity=\"0\"/>"); break;
    case Protection::unencrypted: Raw("<path class=\"open-lock\" d=\"M2,5.5h8v5.5h-8ZM3.8,5.5V3.7a2.2,2.2 0 0 1 4.4,0V5.5M1,11.8L11,1\"/>"); break;
    default: Raw("<path class=\"ask\" d=\"M3.8,4.2a2.2,2.2 0 1 1 3.2,2c-.8,.4-1,.8-1,1.8M6,10.4v.2\"/>"); break;
  }
  return Raw("</g>");
}

SvgPen& SvgPen::SenderMark(Point at) {
  Raw("<g transform=\"translate(").Number(at.x).Raw(",").Number(at.y);
  return Raw(")\"><path class=\"check\" d=\"M1,6a5,5 0 1 0 10,0a5,5 0 1 0 -10,0M3.6,6.2L5.4,8L8.6,4.2\"/></g>");
}

SvgPen& SvgPen::BadgeMark(const Badge& badge, Point at) {
  if (!badge.shown()) return *this;
  double width = BadgeWidth(badge), height = kBadgeHeight;
  bool open = badge.open > 0;
  std::string_view kind = !open ? "waiting" : badge.worst == ThreatSeverity::critical ? "critical" : badge.worst == ThreatSeverity::high ? "high" : badge.worst == ThreatSeverity::medium ? "medium" : "low";
  Raw("<g class=\"badge ").Raw(kind).Raw("\">").Title(BadgeWords(badge)).Raw("<path d=\"M");
  if (open && badge.worst == ThreatSeverity::critical) {  // pointed at both ends
    Number(at.x).Raw(",").Number(at.y + height / 2).Raw("l5,").Number(-height / 2).Raw("h").Number(width - 10).Raw("l5,").Number(height / 2).Raw("l-5,").Number(height / 2).Raw("h").Number(10 - width).Raw("Z");
  } else if (open && badge.worst == ThreatSeverity::high) {  // a rectangle
    Number(at.x).Raw(",").Number(at.y).Raw("h").Number(width).Raw("v").Number(height).Raw("h").Number(-width).Raw("Z");
  } else {  // round at both ends
    double radius = height / 2;
    Number(at.x + radius).Raw(",").Number(at.y).Raw("h").Number(width - height).Raw("a").Number(radius).Raw(",").Number(radius).Raw(" 0 0 1 0,").Number(height).Raw("h").Number(height - width).Raw("a").Number(radius).Raw(",").Number(radius).Raw(" 0 0 1 0,").Number(-height).Raw("Z");
  }
  return Raw("\"/>").Text({at.x + width / 2, at.y + height / 2 + 3.5}, "", BadgeText(badge)).Raw("</g>");
}

}  // namespace merlon
