// SARIF 2.1.0 (OASIS), the format of static analysers. What counts as a test is a rule: it fails when a result of it is an error or a warning, and
// passes when the run lists it and found nothing.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "base/string_map.h"
#include "results/readers.h"

namespace merlon::results {
namespace {

using Json = nlohmann::json;

constexpr size_t kMostValues = 2'000'000;  // that are kept

// Of everything else in a file (messages, places, code flows, texts of source) nothing is kept while it is read.
constexpr std::string_view kKept[] = {"version", "runs", "tool", "driver", "extensions", "rules", "id", "name", "defaultConfiguration", "level", "enabled",
                                      "invocations", "executionSuccessful", "startTimeUtc", "endTimeUtc", "ruleConfigurationOverrides", "descriptor", "configuration",
                                      "results", "ruleId", "ruleIndex", "rule", "index", "toolComponent", "kind", "suppressions", "status", "baselineState"};

// Makes a tree of what is kept, and stops at a cap.
class TreeBuilder : public Json::json_sax_t {
 public:
  TreeBuilder(std::string_view bytes, Collector& collector) : bytes_(bytes), collector_(collector) {}
  Json Take() { return std::move(root_); }

  bool null() override { return Scalar(nullptr); }
  bool boolean(bool value) override { return Scalar(value); }
  bool number_integer(Json::number_integer_t value) override { return Scalar(value); }
  bool number_unsigned(Json::number_unsigned_t value) override { return Scalar(value); }
  bool number_float(Json::number_float_t, const std::string&) override { return Scalar(nullptr); }
  bool string(std::string& value) override { return Scalar(std::move(value)); }
  bool binary(Json::binary_t&) override { return false; }
  bool start_object(size_t) override { return Begin(Json::object()); }
  bool start_array(size_t) override { return Begin(Json::array()); }
  bool end_object() override { return End(); }
  bool end_array() override { return End(); }
  bool key(std::string& key) override {
    if (dropped_ > 0) return true;
    drop_next_ = std::find(std::begin(kKept), std::end(kKept), key) == std::end(kKept);
    key_ = std::move(key);
    return true;
  }
  bool parse_error(size_t position, const std::string&, const Json::exception&) override {
    uint32_t line = 0, column = 0;
    Locate(bytes_, std::min(bytes_.size(), position > 0 ? position - 1 : 0), line, column);
    collector_.Fail("it is not valid JSON", line, column);
    return false;
  }

 private:
  template <class Value>
  bool Scalar(Value value) {
    if (dropped_ > 0 || std::exchange(drop_next_, false)) return true;
    return Place(Json(std::move(value))) != nullptr;
  }
  bool Begin(Json container) {
    if (++depth_ > kDeepestResults) return collector_.Fail("values are nested more than 64 levels deep"), false;
    if (dropped_ > 0 || std::exchange(drop_next_, false)) return ++dropped_, true;
    Json* placed = Place(std::move(container));
    open_.push_back(placed);
    return placed != nullptr;
  }
  bool End() {
    --depth_;
    if (dropped_ > 0) --dropped_;
    else open_.pop_back();
    return true;
  }
  // Puts a value where the parser is. Null when there are too many.
  Json* Place(Json value) {
    if (++count_ > kMostValues) return collector_.Fail("it holds more than 2,000,000 values"), nullptr;
    if (open_.empty()) return &(root_ = std::move(value));
    if (open_.back()->is_array()) return &open_.back()->emplace_back(std::move(value));
    return &((*open_.back())[key_] = std::move(value));
  }

  std::string_view bytes_;
  Collector& collector_;
  Json root_;
  std::vector<Json*> open_;  // the containers around; nothing is added to one while a deeper one is open, so they stay where they are
  std::string key_;
  bool drop_next_ = false;
  size_t dropped_ = 0;  // how many containers are open from the one that is dropped
  size_t depth_ = 0, count_ = 0;
};

// A member of an object; null when there is none, or `value` is no object.
const Json* Member(const Json* value, const char* key) {
  if (!value || !value->is_object()) return nullptr;
  auto found = value->find(key);
  return found == value->end() ? nullptr : &*found;
}
const std::vector<Json>& ArrayAt(const Json* value, const char* key) {
  static const std::vector<Json> kNothing;
  const Json* member = Member(value, key);
  return member && member->is_array() ? member->get_ref<const Json::array_t&>() : kNothing;
}
std::string_view TextAt(const Json* value, const char* key) {
  const Json* member = Member(value, key);
  return member && member->is_string() ? std::string_view(member->get_ref<const std::string&>()) : std::string_view();
}
std::optional<bool> FlagAt(const Json* value, const char* key) {
  const Json* member = Member(value, key);
  return member && member->is_boolean() ? std::optional(member->get<bool>()) : std::nullopt;
}
// An index; kNone when there is none (SARIF writes -1 for that).
uint32_t IndexAt(const Json* value, const char* key) {
  const Json* member = Member(value, key);
  if (!member || !member->is_number_unsigned()) return kNone;
  return static_cast<uint32_t>(std::min<uint64_t>(member->get<uint64_t>(), kNone));
}

struct Rule {
  std::string_view id;
  std::string_view level = "warning";
  bool enabled = true;
  bool failed = false;
  bool unclear = false;  // somebody still has to look
};

class Run {
 public:
  Run(const Json& run, Collector& collector) : run_(run), collector_(collector) {}

  bool Read() {
    const Json* tool = Member(&run_, "tool");
    AddRules(Member(tool, "driver"));
    for (const Json& extension : ArrayAt(tool, "extensions")) AddRules(&extension);
    for (const Json& invocation : ArrayAt(&run_, "invocations")) ReadInvocation(invocation);
    for (const Json& result : ArrayAt(&run_, "results")) ReadResult(result);
    std::string_view name = TextAt(Member(tool, "driver"), "name");
    for (const Rule& rule : rules_) {
      TestResult test;
      test.kinds = result_kinds::kSarif;
      bool looked = rule.enabled && !rule.unclear && successful_;
      test.outcome = rule.failed ? TestOutcome::failed : looked ? TestOutcome::passed : TestOutcome::skipped;
      test.day = day_;
      if (!collector_.Add(std::move(test), rule.id, {name})) return false;
    }
    return true;
  }

 private:
  // The rules of the tool itself come first, then those of each extension.
  void AddRules(const Json* component) {
    starts_.push_back(static_cast<uint32_t>(rules_.size()));
    for (const Json& declared : ArrayAt(component, "rules")) {
      Rule rule;
      rule.id = TextAt(&declared, "id");
      Configure(rule, Member(&declared, "defaultConfiguration"));
      by_id_.Insert(rule.id, static_cast<uint32_t>(rules_.size()));
      rules_.push_back(rule);
    }
    ends_.push_back(static_cast<uint32_t>(rules_.size()));
  }
  static void Configure(Rule& rule, const Json* configuration) {
    if (std::string_view level = TextAt(configuration, "level"); !level.empty()) rule.level = level;
    rule.enabled = FlagAt(configuration, "enabled").value_or(rule.enabled);
  }

  // A run that took long is as old as its oldest part.
  void ReadInvocation(const Json& invocation) {
    successful_ &= FlagAt(&invocation, "executionSuccessful").value_or(true);
    std::optional<int32_t> day = DayOfTime(TextAt(&invocation, "endTimeUtc"));
    if (!day) day = DayOfTime(TextAt(&invocation, "startTimeUtc"));
    if (day && (!day_ || *day < *day_)) day_ = day;
    for (const Json& override : ArrayAt(&invocation, "ruleConfigurationOverrides")) {
      const Json* descriptor = Member(&override, "descriptor");
      uint32_t rule = Find(TextAt(descriptor, "id"), descriptor, "index");
      if (rule != kNone) Configure(rules_[rule], Member(&override, "configuration"));
    }
  }

  void ReadResult(const Json& result) {
    if (TextAt(&result, "baselineState") == "absent" || IsSuppressed(result)) return;
    const Json* reference = Member(&result, "rule");
    std::string_view id = TextAt(&result, "ruleId");
    if (id.empty()) id = TextAt(reference, "id");
    bool in_reference = IndexAt(reference, "index") != kNone;
    uint32_t index = Find(id, in_reference ? reference : &result, in_reference ? "index" : "ruleIndex");
    if (index == kNone) {
      if (id.empty()) return;
      index = static_cast<uint32_t>(rules_.size());
      by_id_.Insert(id, index);
      rules_.push_back({id});
    }
    Rule& rule = rules_[index];
    std::string_view kind = TextAt(&result, "kind"), level = TextAt(&result, "level");
    if (kind.empty()) kind = "fail";
    if (level.empty()) level = rule.level;
    rule.failed |= kind == "fail" && (level == "error" || level == "warning");
    rule.unclear |= kind == "open" || kind == "review";
  }

  // Accepted by somebody who looked at it. One that is being discussed, or was refused, does not count.
  static bool IsSuppressed(const Json& result) {
    const std::vector<Json>& all = ArrayAt(&result, "suppressions");
    return !all.empty() && std::all_of(all.begin(), all.end(), [](const Json& one) {
      std::string_view status = TextAt(&one, "status");
      return one.is_object() && (status.empty() || status == "accepted");
    });
  }

  // A rule by its index within its component, else by its id. An id may name a part of a rule: `CA1000/1`.
  uint32_t Find(std::string_view id, const Json* holder, const char* index_key) const {
    uint32_t component = IndexAt(Member(holder, "toolComponent"), "index"), index = IndexAt(holder, index_key);
    size_t part = component == kNone ? 0 : size_t{component} + 1;
    if (index != kNone && part < starts_.size() && index < ends_[part] - starts_[part]) return starts_[part] + index;
    for (std::string_view name = id; !name.empty(); name = name.substr(0, std::min(name.rfind('/'), name.size()))) {
      if (uint32_t found = by_id_.Find(name); found != kNone) return found;
      if (name.find('/') == std::string_view::npos) break;
    }
    return kNone;
  }

  const Json& run_;
  Collector& collector_;
  std::vector<Rule> rules_;
  std::vector<uint32_t> starts_, ends_;  // of each component's rules
  StringMap by_id_;
  std::optional<int32_t> day_;
  bool successful_ = true;
};

}  // namespace

void ReadSarif(std::string_view bytes, Collector& collector) {
  TreeBuilder builder(bytes, collector);
  Json::sax_parse(bytes.begin(), bytes.end(), &builder);
  Json root = builder.Take();
  if (collector.failed()) return;
  const Json* runs = Member(&root, "runs");
  if (!runs || !runs->is_array()) return collector.Fail("it is JSON, but not SARIF: it has no `runs`");
  std::string_view version = TextAt(&root, "version");
  if (version.substr(0, 3) != "2.1") return collector.Fail("it is SARIF of version `" + CleanName(version) + "`; only 2.1.0 is read");
  collector.file().format = "SARIF";
  for (const Json& run : *runs) {
    if (!Run(run, collector).Read()) return;
  }
}

}  // namespace merlon::results
