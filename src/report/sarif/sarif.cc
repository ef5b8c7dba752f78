#include "report/sarif/sarif.h"

#include <algorithm>
#include <map>

#include "base/fingerprint.h"
#include "base/strings.h"
#include "engine/codes.h"
#include "text/json.h"

namespace merlon {
namespace {

std::string_view LevelName(Severity severity) {
  switch (severity) {
    case Severity::hint: return "note";
    case Severity::warning: return "warning";
    case Severity::error: return "error";
  }
  return {};
}
std::string_view LevelName(ThreatSeverity severity) {
  return severity >= ThreatSeverity::high ? "error" : severity == ThreatSeverity::medium ? "warning" : "note";
}
std::string_view LevelOf(const Finding& finding) { return finding.is_threat() ? LevelName(finding.severity) : LevelName(finding.level); }

// Code hosts sort security findings by a number from 0 to 10. These lie in the middle of their bands: over 9 critical, from 7 high, from 4 medium.
std::string_view SecuritySeverity(ThreatSeverity severity) {
  switch (severity) {
    case ThreatSeverity::critical: return "9.5";
    case ThreatSeverity::high: return "8.0";
    case ThreatSeverity::medium: return "5.5";
    case ThreatSeverity::low: return "2.0";
    default: return "0.0";
  }
}

// A path as a relative reference of RFC 3986: everything but unreserved characters and `/` is escaped.
std::string Uri(std::string_view path) {
  std::string uri;
  for (char c : path) {
    bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || std::string_view("-._~/").find(c) != std::string_view::npos;
    if (plain) {
      uri += c;
      continue;
    }
    static constexpr char kHex[] = "0123456789ABCDEF";
    unsigned char byte = static_cast<unsigned char>(c);
    uri += {'%', kHex[byte >> 4], kHex[byte & 15]};
  }
  return uri;
}

// A title of the library outside any place: `{source}` becomes `source`.
std::string General(std::string_view title) {
  std::string out;
  std::copy_if(title.begin(), title.end(), std::back_inserter(out), [](char c) { return c != '{' && c != '}'; });
  return out;
}

// What the log says of a kind of finding.
struct RuleText {
  std::string title, full, help;
  std::vector<std::string> tags;
  std::string_view level;
  ThreatSeverity severity = ThreatSeverity::unknown;  // the worst in this run
};

class SarifWriter {
 public:
  SarifWriter(const Workspace& workspace, std::span<const Finding> findings, const SarifRun& run) : workspace_(workspace), findings_(findings), run_(run), json_(out_) {
    for (const Finding& finding : findings) {
      auto [entry, added] = rules_.try_emplace(finding.kind);
      if (added) entry->second = Describe(finding);
      if (finding.severity > entry->second.severity) entry->second.severity = finding.severity;
    }
    size_t index = 0;
    for (const auto& [id, rule] : rules_) indices_[id] = index++;
  }

  std::string Write() {
    json_.BeginObject();
    json_.Key("$schema").String("https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json").Key("version").String("2.1.0");
    json_.Key("runs").BeginArray().BeginObject();
    json_.Key("tool").BeginObject().Key("driver").BeginObject().Key("name").String("Merlon").Key("version").String(run_.version).Key("semanticVersion").String(run_.version);
    json_.Key("rules").BeginArray();
    for (const auto& [id, rule] : rules_) Rule(id, rule);
    json_.EndArray().EndObject().EndObject();
    json_.Key("invocations").Inline(true).BeginArray().BeginObject().Key("executionSuccessful").Bool(run_.successful).EndObject().EndArray().Inline(false);
    json_.Key("columnKind").String("unicodeCodePoints");
    json_.Key("results").BeginArray();
    for (const Finding& finding : findings_) Result(finding);
    json_.EndArray();
    if (!run_.stamp.empty()) json_.Key("properties").BeginObject().Key("stamp").String(run_.stamp).EndObject();
    json_.EndObject().EndArray().EndObject();
    return out_ + "\n";
  }

 private:
  RuleText Describe(const Finding& finding) const {
    if (!finding.is_threat()) return DescribeCode(finding);
    uint32_t index = workspace_.library().FindRule(finding.kind);
    if (index == kNone) return DescribeHandWritten(finding);
    const RuleDeclaration& rule = workspace_.library().rules()[index];
    RuleText text;
    text.title = General(rule.title.view());
    text.full = std::string(Trim(workspace_.library().Section(rule.prose, {})));
    for (std::string_view heading : {"Why it matters", "How to fix it", "When it is fine", "How to test it"}) {
      std::string_view prose = Trim(workspace_.library().Section(rule.prose, heading));
      if (!prose.empty()) text.help += (text.help.empty() ? "## " : "\n\n## ") + std::string(heading) + "\n\n" + std::string(prose);
    }
    text.tags = {"security"};
    for (const Text& cwe : rule.cwe) text.tags.push_back("external/cwe/cwe-" + std::string(cwe.view()));
    return text;
  }
  RuleText DescribeHandWritten(const Finding& finding) const {
    RuleText text;
    for (const HandThreat& threat : workspace_.model().threats) {
      if (threat.id.view().substr(0, threat.id.view().find('@')) != finding.kind) continue;
      text.title = std::string(threat.title.view());
      text.full = std::string(threat.about.view());
      break;
    }
    text.tags = {"security"};
    return text;
  }
  static RuleText DescribeCode(const Finding& finding) {
    RuleText text;
    text.level = LevelName(finding.level);
    for (const Code* code : AllCodes()) {
      if (code->id != finding.kind) continue;
      text.title = std::string(code->meaning);
      text.help = std::string(code->meaning) + ". " + (code->weight == Weight::malformed ? "The model cannot be used until that is mended." : "`merlon help --reference codes` lists all codes.");
    }
    return text;
  }

  void Message(std::string_view key, std::string_view text) { json_.Key(key).BeginObject().Key("text").String(text).EndObject(); }

  void Rule(const std::string& id, const RuleText& rule) {
    std::string_view title = rule.title.empty() ? std::string_view(id) : std::string_view(rule.title);
    std::string_view full = rule.full.empty() ? title : std::string_view(rule.full);
    std::string_view help = rule.help.empty() ? full : std::string_view(rule.help);
    json_.BeginObject().Key("id").String(id);
    Message("shortDescription", title);
    Message("fullDescription", full);
    json_.Key("help").BeginObject().Key("text").String(help).Key("markdown").String(help).EndObject();
    json_.Key("defaultConfiguration").BeginObject().Key("level").String(rule.level.empty() ? LevelName(rule.severity) : rule.level).EndObject();
    if (!rule.tags.empty()) {
      json_.Key("properties").BeginObject().Key("tags").Inline(true).BeginArray();
      for (const std::string& tag : rule.tags) json_.String(tag);
      json_.EndArray().Inline(false).Key("security-severity").String(SecuritySeverity(rule.severity)).EndObject();
    }
    json_.EndObject();
  }

  void Physical(const Region& region) {
    json_.Key("physicalLocation").BeginObject();
    json_.Key("artifactLocation").Inline(true).BeginObject().Key("uri").String(Uri(region.path)).Key("uriBaseId").String("%SRCROOT%").EndObject().Inline(false);
    json_.Key("region").Inline(true).BeginObject().Key("startLine").Number(region.line).Key("startColumn").Number(region.column);
    json_.Key("endLine").Number(region.end_line).Key("endColumn").Number(region.end_column).EndObject().Inline(false);
    json_.EndObject();
  }

  void Result(const Finding& finding) {
    json_.BeginObject().Key("ruleId").String(finding.kind).Key("ruleIndex").Number(static_cast<int64_t>(indices_[finding.kind])).Key("level").String(LevelOf(finding));
    Message("message", finding.hint.empty() ? finding.message : finding.message + "\n" + finding.hint);
    if (finding.at || !finding.place.empty()) {
      json_.Key("locations").BeginArray().BeginObject();
      if (finding.at) Physical(finding.at);
      if (!finding.place.empty()) json_.Key("logicalLocations").Inline(true).BeginArray().BeginObject().Key("fullyQualifiedName").String(finding.place).EndObject().EndArray().Inline(false);
      json_.EndObject().EndArray();
    }
    if (!finding.related.empty()) {
      json_.Key("relatedLocations").BeginArray();
      for (const auto& [message, region] : finding.related) {
        json_.BeginObject();
        if (region) Physical(region);
        Message("message", message);
        json_.EndObject();
      }
      json_.EndArray();
    }
    // The second name is the one that a code host compares; otherwise it would make one up from the text of the line.
    std::string number = std::to_string(++seen_[finding.id]);
    json_.Key("partialFingerprints").BeginObject().Key("merlon/1").String(finding.id + ":" + number);
    json_.Key("primaryLocationLineHash").String(Fingerprint(finding.id) + ":" + number).EndObject();
    if (finding.is_threat()) json_.Key("properties").Inline(true).BeginObject().Key("severity").String(Name(finding.severity)).EndObject().Inline(false);
    json_.EndObject();
  }

  const Workspace& workspace_;
  std::span<const Finding> findings_;
  const SarifRun& run_;
  std::string out_;
  JsonWriter json_;
  std::map<std::string, RuleText> rules_;
  std::map<std::string, size_t> indices_;
  std::map<std::string, int> seen_;
};

}  // namespace

std::string WriteSarif(const Workspace& workspace, std::span<const Finding> findings, const SarifRun& run) { return SarifWriter(workspace, findings, run).Write(); }

}  // namespace merlon
