#include "report/junit/junit.h"

#include <algorithm>
#include <map>

#include "engine/codes.h"
#include "judge/codes.h"

namespace merlon {
namespace {

// XML 1.0 has no way to write most control characters and the two non-characters at the end of the first plane. In an attribute line breaks would
// become spaces.
std::string Escaped(std::string_view text, bool attribute = true) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    unsigned char c = static_cast<unsigned char>(text[i]);
    std::string_view three = text.substr(i, 3);
    switch (c) {
      case '&': out += "&amp;"; continue;
      case '<': out += "&lt;"; continue;
      case '>': out += "&gt;"; continue;
      case '"': out += "&quot;"; continue;
      case '\n': out += attribute ? "&#10;" : "\n"; continue;
      case '\t': out += "&#9;"; continue;
      case '\r': out += "&#13;"; continue;
      default: break;
    }
    if (three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF") out += "?", i += 2;
    else out += c < 0x20 || c == 0x7F ? '?' : text[i];
  }
  return out;
}

std::string Where(const Region& region) { return region ? region.path + ":" + std::to_string(region.line) + ":" + std::to_string(region.column) + ": " : std::string(); }

// What went wrong in one test case.
struct CaseFindings {
  std::vector<const Finding*> findings;
  bool malformed = false;
  void Add(const Finding& finding) {
    findings.push_back(&finding);
    malformed |= finding.malformed;
  }
};

class JunitWriter {
 public:
  JunitWriter(const Workspace& workspace, std::span<const Finding> findings) : workspace_(workspace) {
    for (const Finding& finding : findings) {
      if (finding.level != Severity::error && !finding.is_threat()) continue;
      (finding.place.empty() ? kinds_[finding.kind] : places_[finding.place]).Add(finding);
    }
  }

  std::string Write() {
    if (!workspace_.malformed()) Places();
    std::vector<const Code*> all = AllCodes();
    for (const Code* code : all) {
      auto found = kinds_.find(code->id);
      bool at_places = code == &codes::kBrokenInvariant || code == &codes::kUnprovenInvariant;
      bool always = !workspace_.malformed() && !at_places && code->weight == Weight::finding && code->severity == Severity::error;
      if (found != kinds_.end() || always) Case("findings", code->id, found == kinds_.end() ? nullptr : &found->second);
    }
    // What is no code: that there is more than is listed.
    for (const auto& [kind, found] : kinds_) {
      bool code = std::any_of(all.begin(), all.end(), [&kind = kind](const Code* known) { return known->id == kind; });
      if (!code) Case("findings", kind, &found);
    }
    const Text& title = workspace_.model().system.title;
    std::string counts = " tests=\"" + std::to_string(tests_) + "\" failures=\"" + std::to_string(failures_) + "\" errors=\"" + std::to_string(errors_) + "\"";
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"merlon check\"" + counts + ">\n  <testsuite name=\"" + Escaped(title.empty() ? "merlon check" : title.view()) + "\"" + counts + " skipped=\"0\" time=\"0\">\n" + cases_ + "  </testsuite>\n</testsuites>\n";
  }

 private:
  void Places() {
    const Model& model = workspace_.model();
    for (size_t d = 0; d < kDomains; ++d) {
      Domain domain = static_cast<Domain>(d);
      for (uint32_t row = 0; row < RowCount(model, domain); ++row) {
        std::string id = PlaceId(model, {domain, row});
        auto found = places_.find(id);
        Case(Name(KindOf(model, {domain, row})), id, found == places_.end() ? nullptr : &found->second);
      }
    }
  }

  void Case(std::string_view group, std::string_view name, const CaseFindings* here) {
    ++tests_;
    std::string attributes = " classname=\"" + Escaped(group) + "\" name=\"" + Escaped(name) + "\" time=\"0\"";
    if (!here) {
      cases_ += "    <testcase" + attributes + "/>\n";
      return;
    }
    ++(here->malformed ? errors_ : failures_);
    const Finding& first = *here->findings.front();
    if (first.at) attributes += " file=\"" + Escaped(first.at.path) + "\" line=\"" + std::to_string(first.at.line) + "\"";
    std::string message = here->findings.size() == 1 ? first.message : std::to_string(here->findings.size()) + " findings";
    std::string_view element = here->malformed ? "error" : "failure";
    cases_ += "    <testcase" + attributes + ">\n      <" + std::string(element) + " type=\"" + Escaped(first.kind) + "\" message=\"" + Escaped(message) + "\">";
    std::string body;
    for (const Finding* finding : here->findings) body += Described(*finding);
    cases_ += Escaped(body, false) + "</" + std::string(element) + ">\n    </testcase>\n";
  }

  static std::string Described(const Finding& finding) {
    std::string_view level = finding.is_threat() ? Name(finding.severity) : Name(finding.level);
    std::string text = Where(finding.at) + std::string(level) + "[" + finding.kind + "]: " + finding.message + "\n";
    if (!finding.hint.empty()) text += "  help: " + finding.hint + "\n";
    for (const auto& [message, region] : finding.related) text += "  note: " + Where(region) + message + "\n";
    return text;
  }

  const Workspace& workspace_;
  std::map<std::string, CaseFindings, std::less<>> kinds_, places_;
  std::string cases_;
  size_t tests_ = 0, failures_ = 0, errors_ = 0;
};

}  // namespace

std::string WriteJunit(const Workspace& workspace, std::span<const Finding> findings) { return JunitWriter(workspace, findings).Write(); }

}  // namespace merlon
