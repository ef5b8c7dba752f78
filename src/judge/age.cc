#include "judge/age.h"

#include <chrono>

#include "base/strings.h"
#include "judge/codes.h"

namespace merlon {
namespace {

// A word for one thing and for several.
std::string Count(size_t count, std::string_view noun) { return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s"); }

class AgeReviewer {
 public:
  AgeReviewer(const Model& model, const Document& document, const AgeLimit& limit, Diagnostics& diagnostics) : model_(model), document_(document), limit_(limit), diagnostics_(diagnostics) {
    for (const Session& session : model.sessions) {
      std::optional<int32_t> day = ParseDatedKey(session.id.view());
      // A session to come says nothing about when the model was looked at.
      if (day && *day <= limit.today && (!last_ || *day > last_day_)) last_ = &session, last_day_ = *day;
    }
  }

  void Run(NodeId whole) {
    for (const Decision& decision : model_.decisions) Item(decision.id, "decision", decision.since, decision.evidence.date, undated_decisions_);
    for (const UseCase& use_case : model_.use_cases) {
      for (const Decision& decision : use_case.decisions) Item(decision.id, "decision", decision.since, decision.evidence.date, undated_decisions_);
    }
    for (const Trust& trust : model_.trust) Item(trust.id, "trust statement", trust.since, trust.evidence.date, undated_trust_);
    if (last_) return LastSession();
    if (undated_decisions_ + undated_trust_ > 0 || !dated_) Undated(whole);
  }

 private:
  void Add(const Code& code, NodeId at, std::string message, std::string hint) { diagnostics_.Add(code, document_.span(at), std::move(message), std::move(hint)); }
  bool Old(int32_t day) const { return day < limit_.earliest; }

  void Item(const Text& id, std::string_view what, const Date& since, const Date& shown, size_t& undated) {
    const Date& own = shown.given() && (!since.given() || shown.day > since.day) ? shown : since;
    dated_ |= own.given();
    if (own.given()) {
      if (Old(own.day)) Add(codes::kTooOld, own.text.node, "this " + std::string(what) + " is from " + std::string(own.text.view()) + ", older than " + std::string(limit_.text), "look at it again, and write the day of that as `since: …`");
      return;
    }
    ++undated;
    if (!first_undated_) first_undated_ = id.node;
    if (!last_ || !Old(last_day_)) return;
    Add(codes::kTooOld, id.node, "this " + std::string(what) + " has no date of its own, and the last session was on " + std::string(last_->id.view()) + ", longer ago than " + std::string(limit_.text), "look at it again, and write the day of that as `since: …`, or hold a session");
  }

  void LastSession() {
    if (Old(last_day_)) Add(codes::kTooOld, last_->id.node, "the last session was on " + std::string(last_->id.view()) + ", longer ago than " + std::string(limit_.text), "look at the model again, and write that down under `sessions:`");
  }

  void Undated(NodeId whole) {
    std::string what;
    if (undated_decisions_) what = Count(undated_decisions_, "decision");
    if (undated_trust_) what += (what.empty() ? "" : " and ") + Count(undated_trust_, "trust statement");
    bool one = undated_decisions_ + undated_trust_ == 1;
    std::string message = what.empty() ? "nothing says when this model was last looked at" : what + (one ? " has" : " have") + " no date, and no session says when the model was last looked at";
    NodeId at = first_undated_ ? first_undated_ : model_.system.title.node ? model_.system.title.node : whole;
    if (at) Add(codes::kUndated, at, std::move(message), "write the day of the last look under `sessions:`, or `since: …` where it was decided");
  }

  const Model& model_;
  const Document& document_;
  const AgeLimit& limit_;
  Diagnostics& diagnostics_;
  const Session* last_ = nullptr;
  int32_t last_day_ = 0;
  bool dated_ = false;
  size_t undated_decisions_ = 0, undated_trust_ = 0;
  NodeId first_undated_;
};

}  // namespace

std::optional<Age> ParseAge(std::string_view text) {
  constexpr std::string_view kUnits = "dwmy";
  // A hundred years in each unit.
  constexpr int32_t kMost[] = {36525, 5217, 1200, 100};
  constexpr size_t kMostDigits = 5;
  if (text.size() < 2 || text.size() > kMostDigits + 1) return std::nullopt;
  size_t unit = kUnits.find(text.back());
  std::string_view digits = text.substr(0, text.size() - 1);
  if (unit == std::string_view::npos || !IsDigits(digits)) return std::nullopt;
  Age age{0, static_cast<AgeUnit>(unit)};
  std::from_chars(digits.data(), digits.data() + digits.size(), age.count);
  if (age.count < 1 || age.count > kMost[unit]) return std::nullopt;
  return age;
}

int32_t EarliestDay(Age age, int32_t today) {
  using namespace std::chrono;
  if (age.unit == AgeUnit::days) return today - age.count;
  if (age.unit == AgeUnit::weeks) return today - age.count * 7;
  year_month_day now{sys_days(days(today))};
  year_month_day then = now - months(age.unit == AgeUnit::months ? age.count : age.count * 12);
  if (!then.ok()) then = then.year() / then.month() / last;
  return static_cast<int32_t>(sys_days(then).time_since_epoch().count());
}

void ReviewAges(const Model& model, const Document& document, NodeId whole, const AgeLimit& limit, Diagnostics& diagnostics) {
  AgeReviewer(model, document, limit, diagnostics).Run(whole);
}

}  // namespace merlon
