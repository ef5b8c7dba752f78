#include "bench/model_text.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <span>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace merlon::bench {
namespace {

using Words = std::span<const std::string_view>;

// splitmix64. The distributions of <random> differ between standard libraries, so numbers are made here.
class Dice {
 public:
  explicit Dice(uint64_t seed) : state_(seed) {}
  uint64_t Next() {
    uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  uint32_t Below(uint32_t limit) { return static_cast<uint32_t>(Next() % limit); }
  bool Percent(uint32_t percent) { return Below(100) < percent; }
  std::string_view Of(Words words) { return words[Below(static_cast<uint32_t>(words.size()))]; }

 private:
  uint64_t state_;
};

// What the library has for each kind of place.
struct Kind {
  std::string_view section;
  Words names, technologies, properties, controls;
};

constexpr std::string_view kActorNames[] = {"customer", "clerk", "courier", "partner", "operator", "auditor", "supplier"};
constexpr std::string_view kActorTechnologies[] = {"employee", "administrator", "browser-user", "person", "partner-system", "cloud-service", "payment-provider"};
constexpr std::string_view kActorProperties[] = {"human", "provides-authentication", "second-factor", "individual-accounts"};
constexpr std::string_view kActorControls[] = {"one-time-codes", "passkeys", "personal-accounts"};

constexpr std::string_view kProcessNames[] = {"orders", "billing", "search", "catalogue", "login", "shipping", "reports", "mail", "prices", "returns", "gateway", "sync"};
constexpr std::string_view kProcessTechnologies[] = {"web-application", "rest-api", "microservice", "worker", "lambda", "grpc-service", "graphql-api", "api-gateway", "load-balancer", "container"};
constexpr std::string_view kProcessProperties[] = {"authenticates-callers", "authorizes-requests", "validates-input", "logs-actions", "rate-limited", "least-privilege", "encodes-output",
                                                   "handles-payments", "memory-safe", "privileged", "secrets-managed", "sandboxed"};
constexpr std::string_view kProcessControls[] = {"rate-limit", "audit-log", "input-schema", "central-authorization", "authentication-at-the-gate", "secret-store", "sandbox", "minimal-rights"};

constexpr std::string_view kStoreNames[] = {"order-db", "ledger", "sessions", "archive", "queue", "documents", "index"};
constexpr std::string_view kStoreTechnologies[] = {"postgresql", "mysql", "redis", "mongodb", "s3", "elasticsearch", "kafka", "cache", "file-system", "backup-store"};
constexpr std::string_view kStoreProperties[] = {"encrypted-at-rest", "access-controlled", "backed-up", "signed", "holds-credentials", "holds-logs", "credentials-protected"};
constexpr std::string_view kStoreControls[] = {"disk-encryption", "offline-backup", "accounts-per-client", "signed-records", "password-hashing"};

constexpr std::array<Kind, 3> kKinds = {{{"actors", kActorNames, kActorTechnologies, kActorProperties, kActorControls},
                                         {"processes", kProcessNames, kProcessTechnologies, kProcessProperties, kProcessControls},
                                         {"stores", kStoreNames, kStoreTechnologies, kStoreProperties, kStoreControls}}};

constexpr std::string_view kToProcess[] = {"https", "https", "grpc", "rest", "http", "amqp", "mqtts", "wss", "graphql", "soap"};
constexpr std::string_view kToStore[] = {"postgresql", "mysql", "mongodb", "redis", "kafka", "jdbc", "nfs", "tls"};
constexpr std::string_view kToActor[] = {"https", "smtp", "sms", "webhook", "wss"};
constexpr std::string_view kFlowProperties[] = {"encrypted", "integrity-protected", "source-authenticated", "target-authenticated", "replay-protected", "public-network", "local", "outage-tolerated"};
constexpr std::string_view kFlowControls[] = {"tls", "mutual-tls", "message-signing", "one-time-messages", "vpn-link", "service-tokens"};

constexpr std::string_view kZoneNames[] = {"office", "cloud", "backend", "plant", "branch", "partner-net", "data-centre"};
constexpr std::string_view kTrust[] = {"none", "low", "medium", "high", "full"};
constexpr std::string_view kAssetNames[] = {"card", "orders", "addresses", "recipes", "payroll", "contracts", "telemetry", "keys"};
constexpr std::string_view kAssetKinds[] = {"data", "data", "data", "data", "function", "money"};
constexpr std::string_view kAssetProperties[] = {"personal", "minimised", "owner-named"};
constexpr std::string_view kRatings[] = {"none", "low", "low", "medium", "medium", "high", "critical"};
constexpr std::string_view kTitleWords[] = {"Handling", "Regional", "Central", "Internal", "Nightly", "Shared", "Legacy", "Public", "European", "Retail"};

constexpr uint32_t kDeepestZone = 4;

std::string Id(std::string_view name, uint32_t number) { return std::string(name) + "-" + std::to_string(number); }

// `a, b, c` of up to `most` different words.
std::vector<std::string> Several(Dice& dice, Words words, uint32_t most) {
  std::vector<std::string> chosen;
  if (words.empty()) return chosen;
  for (uint32_t i = 0, count = dice.Below(most + 1); i < count; ++i) {
    std::string word(dice.Of(words));
    if (std::find(chosen.begin(), chosen.end(), word) == chosen.end()) chosen.push_back(std::move(word));
  }
  return chosen;
}

std::string List(const std::vector<std::string>& items) {
  std::string out = "[";
  for (const std::string& item : items) out += (out.size() == 1 ? "" : ", ") + item;
  return out + "]";
}

class Writer {
 public:
  Writer(uint32_t components, uint64_t seed) : dice_(seed), components_(components) {}

  std::string Write() {
    out_.reserve(size_t{components_} * 400);
    out_ = "# A generated model, for measuring.\nmerlon: 1\nsystem: " + std::to_string(components_) + " components\nabout: Looks like a model that people wrote.\n"
           "stakes: serious\nowner: bench\nmethods: [stride]\n";
    WriteAssets();
    WriteZones();
    WriteElements();
    WriteFlows();
    return std::move(out_);
  }

 private:
  struct Place {
    std::string id;
    uint32_t kind = 0;
  };

  // One entry: most on one line, some over several, as people write them.
  void Entry(const std::string& key, const std::vector<std::string>& fields) {
    out_ += "  " + key + ":";
    bool block = !fields.empty() && dice_.Percent(30);
    if (!block) out_ += " { ";
    for (size_t i = 0; i < fields.size(); ++i) out_ += (block ? "\n    " : i ? ", " : "") + fields[i];
    out_ += block ? "\n" : " }\n";
  }

  std::string Title(std::string_view name, uint32_t number) { return "title: \"" + std::string(dice_.Of(kTitleWords)) + " " + std::string(name) + ", no. " + std::to_string(number) + "\""; }

  // Controls and written properties. Where there are controls nothing is denied, so that the text does not contradict itself.
  void AddFacts(std::vector<std::string>& fields, Words properties, Words controls) {
    std::vector<std::string> chosen;
    if (dice_.Percent(15)) chosen = Several(dice_, controls, 2);
    if (!chosen.empty()) fields.push_back("controls: " + List(chosen));
    for (std::string& property : Several(dice_, properties, 3)) fields.push_back(std::move(property) + (!chosen.empty() || dice_.Percent(55) ? ": yes" : ": no"));
  }

  std::vector<std::string> SomeAssets() {
    std::vector<std::string> chosen = {assets_[dice_.Below(static_cast<uint32_t>(assets_.size()))]};
    const std::string& second = assets_[dice_.Below(static_cast<uint32_t>(assets_.size()))];
    if (dice_.Percent(40) && second != chosen[0]) chosen.push_back(second);
    return chosen;
  }

  void WriteAssets() {
    out_ += "\nassets:\n";
    for (uint32_t i = 0; i < components_ / 10; ++i) {
      std::string_view name = dice_.Of(kAssetNames);
      assets_.push_back(Id(name, i));
      std::vector<std::string> fields = {"kind: " + std::string(dice_.Of(kAssetKinds))};
      for (std::string_view objective : {"confidentiality", "integrity", "availability"}) {
        if (dice_.Percent(85)) fields.push_back(std::string(objective) + ": " + std::string(dice_.Of(kRatings)));
      }
      if (dice_.Percent(30)) fields.push_back(Title(name, i));
      AddFacts(fields, kAssetProperties, {});
      Entry(assets_.back(), fields);
    }
  }

  void WriteZones() {
    out_ += "\nzones:\n";
    std::vector<uint32_t> depths, trusts;
    for (uint32_t i = 0; i < std::max(2u, components_ / 20); ++i) {
      std::string_view name = i == 0 ? "internet" : dice_.Of(kZoneNames);
      zones_.push_back(i == 0 ? std::string(name) : Id(name, i));
      uint32_t depth = 1, trust = i == 0 ? 0 : 1 + dice_.Below(3);
      std::vector<std::string> fields;
      uint32_t parent = i > 1 ? 1 + dice_.Below(i - 1) : 0;
      if (parent && depths[parent] < kDeepestZone && dice_.Percent(75)) {
        depth = depths[parent] + 1;
        trust = std::min(4u, trusts[parent] + dice_.Below(2));
        fields.push_back("in: " + zones_[parent]);
      }
      fields.insert(fields.begin(), "trust: " + std::string(kTrust[trust]));
      if (dice_.Percent(20)) fields.push_back(dice_.Percent(50) ? "segmented: yes" : "segmented: no");
      if (dice_.Percent(30)) fields.push_back(Title(name, i));
      depths.push_back(depth);
      trusts.push_back(trust);
      Entry(zones_.back(), fields);
    }
    by_zone_.resize(zones_.size());
  }

  void WriteElements() {
    const uint32_t counts[] = {components_ * 15 / 100, components_ - components_ * 15 / 100 - components_ * 25 / 100, components_ * 25 / 100};
    for (uint32_t k = 0; k < kKinds.size(); ++k) {
      const Kind& kind = kKinds[k];
      out_ += "\n" + std::string(kind.section) + ":\n";
      for (uint32_t i = 0; i < counts[k]; ++i) {
        std::string_view name = dice_.Of(kind.names);
        // Most actors are in the internet; the rest of the system is spread.
        uint32_t zone = k == 0 && dice_.Percent(60) ? 0 : dice_.Below(static_cast<uint32_t>(zones_.size()));
        by_zone_[zone].push_back(static_cast<uint32_t>(elements_.size()));
        elements_.push_back({Id(name, static_cast<uint32_t>(elements_.size())), k});
        element_zone_.push_back(zone);
        std::vector<std::string> fields;
        if (dice_.Percent(97)) fields.push_back("in: " + zones_[zone]);
        if (dice_.Percent(75)) fields.push_back("technology: " + std::string(dice_.Of(kind.technologies)));
        if (dice_.Percent(40)) fields.push_back(Title(name, i));
        if (k == 2 ? dice_.Percent(80) : k == 1 && dice_.Percent(10)) fields.push_back("holds: " + List(SomeAssets()));
        AddFacts(fields, kind.properties, kind.controls);
        Entry(elements_.back().id, fields);
      }
    }
  }

  // Half of the flows stay in a zone. They go from anything to a process, or from a process to anything.
  void WriteFlows() {
    out_ += "\nflows:\n";
    std::unordered_set<uint64_t> known;
    for (uint32_t count = 0; count < components_ * 2;) {
      uint32_t source = dice_.Below(components_), target = dice_.Below(components_);
      const std::vector<uint32_t>& near = by_zone_[element_zone_[source]];
      if (dice_.Percent(50)) target = near[dice_.Below(static_cast<uint32_t>(near.size()))];
      uint32_t from = elements_[source].kind, to = elements_[target].kind;
      bool sensible = source != target && (from == 1 || to == 1) && !(to == 0 && dice_.Percent(80));
      if (!sensible || !known.insert(uint64_t{source} << 32 | target).second) continue;
      ++count;
      std::vector<std::string> fields;
      if (dice_.Percent(85)) fields.push_back("over: " + std::string(dice_.Of(to == 2 ? Words(kToStore) : to == 1 ? Words(kToProcess) : Words(kToActor))));
      if (dice_.Percent(60)) fields.push_back("carries: " + List(SomeAssets()));
      if (dice_.Percent(10)) fields.push_back(Title("traffic", count));
      AddFacts(fields, kFlowProperties, kFlowControls);
      Entry(elements_[source].id + " -> " + elements_[target].id, fields);
    }
  }

  Dice dice_;
  uint32_t components_;
  std::string out_;
  std::vector<std::string> assets_, zones_;
  std::vector<Place> elements_;
  std::vector<uint32_t> element_zone_;
  std::vector<std::vector<uint32_t>> by_zone_;
};

}  // namespace

std::string ModelText(uint32_t components, uint64_t seed) { return Writer(components, seed).Write(); }

}  // namespace merlon::bench
