#include "text/xml_limits.h"

namespace merlon {
namespace {

struct Tag {
  size_t end = 0;  // its `>`, or the end of the text
  size_t attributes = 0;
};

Tag ReadTag(std::string_view bytes, size_t begin) {
  Tag tag;
  char quote = 0;
  size_t at = begin + 1;
  for (; at < bytes.size(); ++at) {
    char c = bytes[at];
    if (quote) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '=') {
      ++tag.attributes;
    } else if (c == '>') {
      break;
    }
  }
  tag.end = at;
  return tag;
}

}  // namespace

XmlFinding CheckXml(std::string_view bytes, const XmlLimits& limits) {
  size_t tags = 0, attributes = 0;
  ptrdiff_t depth = 0;
  auto starts = [&](size_t at, std::string_view what) { return bytes.substr(at, what.size()) == what; };
  auto after = [&](std::string_view end, size_t at) {
    size_t found = bytes.find(end, at);
    return found == std::string_view::npos ? bytes.size() : found + end.size();
  };
  for (size_t at = bytes.find('<'); at != std::string_view::npos; at = bytes.find('<', at)) {
    if (starts(at, "<!--")) {
      at = after("-->", at + 4);
    } else if (starts(at, "<![CDATA[")) {
      at = after("]]>", at + 9);
    } else if (starts(at, "<?")) {
      at = after("?>", at + 2);
    } else if (starts(at, "<!")) {
      return {XmlExcess::declaration, at};
    } else if (starts(at, "</")) {
      --depth, at += 2;
    } else {
      Tag tag = ReadTag(bytes, at);
      if (bytes[tag.end - 1] != '/') ++depth;
      attributes += tag.attributes;
      if (++tags > limits.tags) return {XmlExcess::tags, at};
      if (attributes > limits.attributes) return {XmlExcess::attributes, at};
      if (depth > static_cast<ptrdiff_t>(limits.depth)) return {XmlExcess::depth, at};
      at = tag.end;
    }
  }
  return {};
}

}  // namespace merlon
