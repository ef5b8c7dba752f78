#include "results/xml.h"

#include <algorithm>

#include "base/strings.h"

namespace merlon::results {
namespace {

// The parser knows no limits, so they are checked before it runs. What is not well-formed is left for it to report.
class Limits {
 public:
  Limits(std::string_view bytes, Collector& collector) : bytes_(bytes), collector_(collector) {}

  bool Check() {
    for (size_t at = bytes_.find('<'); at != std::string_view::npos && !collector_.failed(); at = bytes_.find('<', at)) {
      if (Starts(at, "<!--")) at = After("-->", at + 4);
      else if (Starts(at, "<![CDATA[")) at = After("]]>", at + 9);
      else if (Starts(at, "<?")) at = After("?>", at + 2);
      else if (Starts(at, "<!")) Fail("document types and entities are not read", at);
      else if (Starts(at, "</")) --depth_, at += 2;
      else at = Tag(at);
    }
    return !collector_.failed();
  }

 private:
  bool Starts(size_t at, std::string_view what) const { return bytes_.substr(at, what.size()) == what; }
  size_t After(std::string_view end, size_t at) const {
    size_t found = bytes_.find(end, at);
    return found == std::string_view::npos ? bytes_.size() : found + end.size();
  }
  void Fail(std::string error, size_t at) {
    uint32_t line = 0, column = 0;
    Locate(bytes_, at, line, column);
    collector_.Fail(std::move(error), line, column);
  }

  // From the `<` of a tag to past its `>`.
  size_t Tag(size_t begin) {
    char quote = 0;
    size_t at = begin + 1;
    for (; at < bytes_.size(); ++at) {
      char c = bytes_[at];
      if (quote) {
        if (c == quote) quote = 0;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '=') {
        ++attributes_;
      } else if (c == '>') {
        break;
      }
    }
    if (bytes_[at - 1] != '/') ++depth_;
    if (++tags_ > kMostTags) Fail("it holds more than 500,000 elements", begin);
    if (attributes_ > kMostAttributes) Fail("it holds more than 1,000,000 attributes", begin);
    if (depth_ > static_cast<int64_t>(kDeepestResults)) Fail("elements are nested more than 64 levels deep", begin);
    return at;
  }

  std::string_view bytes_;
  Collector& collector_;
  int64_t depth_ = 0;
  size_t tags_ = 0, attributes_ = 0;
};

}  // namespace

pugi::xml_document ParseXml(std::string_view bytes, Collector& collector) {
  pugi::xml_document document;
  if (!Limits(bytes, collector).Check()) return document;
  constexpr unsigned kFlags = pugi::parse_cdata | pugi::parse_escapes | pugi::parse_wconv_attribute | pugi::parse_eol;
  pugi::xml_parse_result parsed = document.load_buffer(bytes.data(), bytes.size(), kFlags, pugi::encoding_utf8);
  if (parsed) return document;
  uint32_t line = 0, column = 0;
  Locate(bytes, static_cast<size_t>(std::clamp<ptrdiff_t>(parsed.offset, 0, static_cast<ptrdiff_t>(bytes.size()))), line, column);
  std::string what = parsed.description();
  if (!what.empty() && what.front() >= 'A' && what.front() <= 'Z') what.front() = static_cast<char>(what.front() - 'A' + 'a');
  collector.Fail("it is not valid XML: " + what, line, column);
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
