// What XML from strangers may hold: checked before a parser runs that knows no limits. What is not well-formed is left for the parser to report.
#pragma once

#include <cstddef>
#include <string_view>

namespace merlon {

struct XmlLimits {
  size_t tags = 0, attributes = 0, depth = 0;  // the most of each
};

enum class XmlExcess { none, declaration, tags, attributes, depth };

// The first that is too much; `declaration` is a document type or an entity, which may expand without end.
struct XmlFinding {
  XmlExcess excess = XmlExcess::none;
  size_t at = 0;  // offset of the tag
};

// O(length), without allocating.
XmlFinding CheckXml(std::string_view bytes, const XmlLimits& limits);

}  // namespace merlon
