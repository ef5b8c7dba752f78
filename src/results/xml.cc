#include "results/xml.h"

#include <algorithm>

#include "base/strings.h"
#include "text/xml_limits.h"

namespace merlon::results {
namespace {

std::string_view WhyTooMuch(XmlExcess excess) {
  switch (excess) {
    case XmlExcess::none: break;
    case XmlExcess::declaration: return "document types and entities are not read";
    case XmlExcess::tags: return "it holds more than 500,000 elements";
    case XmlExcess::attributes: return "it holds more than 1,000,000 attributes";
    case XmlExcess::depth: return "elements are nested more than 64 levels deep";
  }
  return {};
}

void FailAt(std::string_view bytes, size_t at, std::string error, Collector& collector) {
  uint32_t line = 0, column = 0;
  Locate(bytes, at, line, column);
  collector.Fail(std::move(error), line, column);
}

}  // namespace

pugi::xml_document ParseXml(std::string_view bytes, Collector& collector) {
  pugi::xml_document document;
  XmlFinding found = CheckXml(bytes, {kMostTags, kMostAttributes, kDeepestResults});
  if (found.excess != XmlExcess::none) {
    FailAt(bytes, found.at, std::string(WhyTooMuch(found.excess)), collector);
    return document;
  }
  constexpr unsigned kFlags = pugi::parse_cdata | pugi::parse_escapes | pugi::parse_wconv_attribute | pugi::parse_eol;
  pugi::xml_parse_result parsed = document.load_buffer(bytes.data(), bytes.size(), kFlags, pugi::encoding_utf8);
  if (parsed) return document;
  std::string what = parsed.description();
  if (!what.empty() && what.front() >= 'A' && what.front() <= 'Z') what.front() = static_cast<char>(what.front() - 'A' + 'a');
  FailAt(bytes, static_cast<size_t>(std::clamp<ptrdiff_t>(parsed.offset, 0, static_cast<ptrdiff_t>(bytes.size()))), "it is not valid XML: " + what, collector);
  document.reset();
  return document;
}

void ReadXml(std::string_view bytes, Collector& collector) {
  pugi::xml_document document = ParseXml(bytes, collector);
  if (collector.failed()) return;
  pugi::xml_node root = document.document_element();
  std::string_view name = root.name();
  if (name == "testsuites" || name == "testsuite") return ReadJUnit(root, collector);
  if (name == "Site") return ReadCTest(root, collector);
  collector.Fail("its outermost element is `" + CleanName(name) + "`; JUnit XML has `testsuites` or `testsuite`, and CTest XML `Site`");
}

}  // namespace merlon::results
