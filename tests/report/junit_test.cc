// JUnit XML: well-formed whatever the model says, and its counts are true.
#include <doctest/doctest.h>

#include <regex>

#include "../support.h"
#include "report/junit/junit.h"

using namespace merlon;

namespace {

// The names of elements that are open at the end, and what else is not well-formed. Knows as much of XML as the writer uses.
std::string XmlProblems(const std::string& xml) {
  static const std::regex kTag(R"(^<(/?)([a-z]+)((?: [a-z]+="[^"<>\n]*")*)(/?)>)");
  static const std::regex kReference(R"(^&(amp|lt|gt|quot|#9|#10|#13);)");
  std::vector<std::string> open;
  size_t at = xml.find("?>");
  if (at == std::string::npos) return "no declaration";
  for (at += 2; at < xml.size();) {
    std::smatch match;
    std::string rest = xml.substr(at, 100000);
    if (rest[0] == '<') {
      if (!std::regex_search(rest, match, kTag)) return "no tag: " + rest.substr(0, 80);
      if (match[1] == "/") {
        if (open.empty() || open.back() != match[2]) return "closes " + match[2].str();
        open.pop_back();
      } else if (match[4] != "/") {
        open.push_back(match[2]);
      }
      at += static_cast<size_t>(match.length());
    } else if (rest[0] == '&') {
      if (!std::regex_search(rest, match, kReference)) return "no reference: " + rest.substr(0, 20);
      at += static_cast<size_t>(match.length());
    } else {
      unsigned char c = static_cast<unsigned char>(rest[0]);
      if (c < 0x20 && c != '\n') return "a control character";
      if (rest[0] == '>') return "a bare >";
      if (open.empty() && c != '\n') return "text outside";
      ++at;
    }
  }
  return open.empty() ? "" : "open: " + open.back();
}

size_t Count(const std::string& text, std::string_view what) {
  size_t count = 0;
  for (size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++count;
  return count;
}

Finding Failure(std::string kind, std::string place, std::string message) {
  Finding finding;
  finding.id = kind + "@" + place;
  finding.kind = std::move(kind);
  finding.place = std::move(place);
  finding.message = std::move(message);
  finding.at = {"model.yaml", 3, 1, 3, 5};
  return finding;
}

}  // namespace

TEST_CASE("junit: names and messages cannot break out of their place") {
  auto workspace = Load("system: \"<a> & \\\"b\\\" ]]> '\\uFFFE'\"\nprocesses: [till]\n");
  std::vector<Finding> findings = {Failure("broken-invariant", "till", "</failure> & \"quoted\"\n<x>\t]]>\xEF\xBF\xBF\x7F"), Failure("hollow-why", "", "`<` & `>`")};
  findings[0].hint = "</testsuites>";
  findings[0].related.emplace_back("<note>", Region{"a<b>.yaml", 1, 1, 1, 1});
  std::string xml = WriteJunit(*workspace, findings);
  CHECK(XmlProblems(xml) == "");
  CHECK(xml.find("\xEF\xBF\xBF") == std::string::npos);
  CHECK(XmlProblems("<?xml?><a b=\"<\"/>") != "");
  CHECK(XmlProblems("<?xml?><a>&x;</a>") != "");
  CHECK(XmlProblems("<?xml?><a></b>") != "");
}

TEST_CASE("junit: one test case a place and a kind of finding, and true counts") {
  auto workspace = Load("system: Shop\nzones: [z]\nprocesses: [till, bar]\nstores: [books]\nflows: { till -> books: {} }\nassets: { orders: {} }\n");
  std::string clean = WriteJunit(*workspace, {});
  CHECK(Count(clean, "<failure") == 0);
  // Places: three elements, a flow, a zone, an asset, the system.
  CHECK(Count(clean, "classname=\"findings\"") + 7 == Count(clean, "<testcase"));
  std::vector<Finding> findings = {Failure("broken-invariant", "till", "one"), Failure("unproven-invariant", "till", "two"), Failure("hollow-why", "", "three"), Failure("expired", "", "four")};
  Finding warning = Failure("useless-mitigation", "", "only a warning");
  warning.level = Severity::warning;
  findings.push_back(warning);
  Finding threat = Failure("flooding", "books", "a threat");
  threat.severity = ThreatSeverity::low;
  findings.push_back(threat);
  findings.push_back(Failure("left-out", "", "7 more findings are not listed"));
  std::string xml = WriteJunit(*workspace, findings);
  CHECK(Count(xml, "<failure") == 5);
  CHECK(Count(xml, "failures=\"5\" errors=\"0\"") == 2);
  CHECK(Count(xml, "<testcase") == Count(clean, "<testcase") + 1);
  CHECK(xml.find("tests=\"" + std::to_string(Count(xml, "<testcase")) + "\"") != std::string::npos);
  CHECK(xml.find("message=\"2 findings\"") != std::string::npos);
  CHECK(xml.find("only a warning") == std::string::npos);
  CHECK(xml.find("low[flooding]: a threat") != std::string::npos);
}
