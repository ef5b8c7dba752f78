#include "text/values.h"

#include <charconv>
#include <chrono>

#include "base/strings.h"

namespace merlon {
namespace {

template <class T>
bool ParseWhole(std::string_view digits, T& value) {
  auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return error == std::errc() && end == digits.data() + digits.size();
}

// Splits `20000 EUR` into its number and its unit.
bool SplitUnit(std::string_view text, std::string_view& number, std::string_view& unit) {
  size_t space = text.find(' ');
  if (space == std::string_view::npos) return false;
  number = text.substr(0, space);
  unit = Trim(text.substr(space));
  return !unit.empty();
}

}  // namespace

std::optional<int32_t> ParseDay(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  int year = 0;
  unsigned month = 0, day = 0;
  if (!IsDigits(text.substr(0, 4)) || !IsDigits(text.substr(5, 2)) || !IsDigits(text.substr(8, 2))) return std::nullopt;
  ParseWhole(text.substr(0, 4), year);
  ParseWhole(text.substr(5, 2), month);
  ParseWhole(text.substr(8, 2), day);
  std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
  if (!date.ok()) return std::nullopt;
  return static_cast<int32_t>(std::chrono::sys_days(date).time_since_epoch().count());
}

std::optional<int32_t> ParseDatedKey(std::string_view text) {
  constexpr size_t kDay = 10, kMostDigits = 4;
  if (text.size() <= kDay) return ParseDay(text);
  std::string_view number = text.substr(kDay + 1);
  bool counts = text[kDay] == '-' && IsDigits(number) && number.size() <= kMostDigits && number.front() != '0' && number != "1";
  return counts ? ParseDay(text.substr(0, kDay)) : std::nullopt;
}

std::string DayText(int32_t day) {
  std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(day))};
  auto padded = [](int value, size_t width) {
    std::string text = std::to_string(value);
    return std::string(text.size() < width ? width - text.size() : 0, '0') + text;
  };
  return padded(static_cast<int>(date.year()), 4) + "-" + padded(static_cast<int>(static_cast<unsigned>(date.month())), 2) + "-" + padded(static_cast<int>(static_cast<unsigned>(date.day())), 2);
}

bool ParseMoney(std::string_view text, Money& money) {
  std::string_view number, unit;
  if (!SplitUnit(text, number, unit) || unit.size() != 3) return false;
  for (char c : unit) {
    if (c < 'A' || c > 'Z') return false;
  }
  size_t point = number.find('.');
  std::string_view whole = number.substr(0, point);
  std::string_view cents = point == std::string_view::npos ? "00" : number.substr(point + 1);
  int64_t units = 0, minor = 0;
  constexpr size_t kMostDigits = 15;
  if (!IsDigits(whole) || whole.size() > kMostDigits || !IsDigits(cents) || cents.size() != 2) return false;
  ParseWhole(whole, units);
  ParseWhole(cents, minor);
  money.minor = units * 100 + minor;
  money.currency = unit;
  return true;
}

bool ParseEffort(std::string_view text, Effort& effort) {
  std::string_view number, unit;
  if (!SplitUnit(text, number, unit)) return false;
  int64_t factor = 0;
  if (unit == "h" || unit == "hour" || unit == "hours") factor = 1;
  if (unit == "day" || unit == "days") factor = 8;
  if (unit == "week" || unit == "weeks") factor = 40;
  if (unit == "month" || unit == "months") factor = 160;
  constexpr size_t kMostDigits = 9;
  if (factor == 0 || !IsDigits(number) || number.size() > kMostDigits) return false;
  int64_t count = 0;
  ParseWhole(number, count);
  effort.hours = count * factor;
  return true;
}

bool IsCoreNonString(std::string_view plain) {
  if (plain.empty()) return true;
  for (std::string_view word : {"null", "Null", "NULL", "~", "true", "True", "TRUE", "false", "False", "FALSE", ".nan", ".NaN", ".NAN"}) {
    if (plain == word) return true;
  }
  std::string_view rest = plain;
  if (rest.front() == '+' || rest.front() == '-') rest.remove_prefix(1);
  if (rest == ".inf" || rest == ".Inf" || rest == ".INF") return true;
  if (rest.size() > 2 && rest[0] == '0' && (rest[1] == 'x' || rest[1] == 'o')) {
    return rest.find_first_not_of("0123456789abcdefABCDEF", 2) == std::string_view::npos;
  }
  size_t digits = 0, at = 0;
  while (at < rest.size() && rest[at] >= '0' && rest[at] <= '9') ++at, ++digits;
  if (at < rest.size() && rest[at] == '.') {
    ++at;
    while (at < rest.size() && rest[at] >= '0' && rest[at] <= '9') ++at, ++digits;
  }
  if (digits == 0) return false;
  if (at < rest.size() && (rest[at] == 'e' || rest[at] == 'E')) {
    ++at;
    if (at < rest.size() && (rest[at] == '+' || rest[at] == '-')) ++at;
    return IsDigits(rest.substr(std::min(at, rest.size())));
  }
  return at == rest.size();
}

}  // namespace merlon
