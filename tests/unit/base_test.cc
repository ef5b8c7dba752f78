// Small things that everything else stands on.
#include <doctest/doctest.h>

#include <array>

#include "base/csr.h"
#include "base/string_map.h"
#include "base/strings.h"
#include "base/tri.h"
#include "text/values.h"

using namespace merlon;

namespace {

constexpr Tri kTris[] = {Tri::unknown, Tri::no, Tri::yes};

Tri AndByTable(Tri a, Tri b) {
  if (a == Tri::no || b == Tri::no) return Tri::no;
  if (a == Tri::unknown || b == Tri::unknown) return Tri::unknown;
  return Tri::yes;
}

}  // namespace

TEST_CASE("ids: what can be one") {
  for (const char* id : {"a", "7", "order-db", "v1.2", "a_b", "a-b-c", "0-day", "a.b_c-d", "x."}) CHECK_MESSAGE(IsId(id), id);
  for (const char* id : {"", "A", "-a", "_a", ".a", "a-", "a b", "a..b", "a#b", "a@b", "a/b", "ä", "a:b", "a\n", "a->b"}) CHECK_MESSAGE(!IsId(id), id);
}

TEST_CASE("ids: a slug is always one") {
  CHECK(Slug("Order DB") == "order-db");
  CHECK(Slug("  Two   words! ") == "two-words");
  CHECK(Slug("SQL injection (2nd)") == "sql-injection-2nd");
  CHECK(Slug("") == "unnamed");
  CHECK(Slug("---") == "unnamed");
  CHECK(Slug("日本") == "unnamed");
  CHECK(Slug("a..b") == "a-b");
  CHECK(Slug("Käse") == "k-se");
  for (const char* text : {"Order DB", "x", "-", "§", "A.B", "9 lives", "\t", "a_b"}) CHECK_MESSAGE(IsId(Slug(text)), text);
}

TEST_CASE("suggestions: near words only") {
  constexpr std::array<std::string_view, 5> kNames = {"technology", "title", "in", "encrypted-at-rest", "encrypted"};
  CHECK(Nearest("technolgy", kNames) == "technology");
  CHECK(Nearest("tilte", kNames) == "title");
  CHECK(Nearest("encypted", kNames) == "encrypted");
  CHECK(Nearest("im", kNames) == "in");
  CHECK(Nearest("colour", kNames).empty());
  CHECK(Nearest("", kNames).empty());
  CHECK(Nearest(std::string(65, 't'), kNames).empty());
  CHECK(Nearest("title", {}).empty());
}

TEST_CASE("words: lower case, split at what is neither letter nor digit") {
  CHECK(Words("It's 2 o'clock, Ämter!") == std::vector<std::string>{"it", "s", "2", "o", "clock", "\xC3\x84mter"});
  CHECK(Words("  --  ").empty());
  CHECK(ReplaceAll("a.b.c", ".", "..") == "a..b..c");
  CHECK(Trim(" \t x y \r\n") == "x y");
  CHECK(Trim("   ").empty());
}

TEST_CASE("dates: real days only") {
  CHECK(ParseDay("1970-01-01") == 0);
  CHECK(ParseDay("2026-11-23") == 20780);
  CHECK(ParseDay("2024-02-29").has_value());
  CHECK(ParseDay("1969-12-31") == -1);
  for (const char* text : {"2023-02-29", "2026-13-01", "2026-00-10", "2026-11-31", "2026-1-1", "26-11-23", "2026/11/23", "2026-11-23 ", "+026-11-23", "", "today", "2026-11-2x"}) CHECK_MESSAGE(!ParseDay(text), text);
}

TEST_CASE("money: a number, a space, a currency") {
  Money money;
  REQUIRE(ParseMoney("20000 EUR", money));
  CHECK(money.minor == 2000000);
  CHECK(money.currency == "EUR");
  REQUIRE(ParseMoney("0.05 USD", money));
  CHECK(money.minor == 5);
  REQUIRE(ParseMoney("999999999999999 CHF", money));
  CHECK(money.minor == 99999999999999900);
  for (const char* text : {"", "20000", "EUR 20000", "20000EUR", "20,000 EUR", "20.5 EUR", "20.555 EUR", "-5 EUR", "1e3 EUR", "5 eur", "5 EURO", "5 €", "1000000000000000 EUR", ". EUR", "5. EUR"}) CHECK_MESSAGE(!ParseMoney(text, money), text);
}

TEST_CASE("effort: hours, days, weeks, months") {
  Effort effort;
  auto hours = [&](const char* text) { return ParseEffort(text, effort) ? effort.hours : -1; };
  CHECK(hours("8 h") == 8);
  CHECK(hours("1 hour") == 1);
  CHECK(hours("3 days") == 24);
  CHECK(hours("2 weeks") == 80);
  CHECK(hours("1 month") == 160);
  CHECK(hours("0 h") == 0);
  CHECK(hours("999999999 months") == 159999999840);
  for (const char* text : {"", "8", "8h", "h 8", "-1 h", "1.5 days", "3 years", "1000000000 h", "3 Days", "a few days"}) CHECK_MESSAGE(hours(text) == -1, text);
}

TEST_CASE("core schema: what YAML does not take for text") {
  for (const char* text : {"", "~", "null", "true", "False", "12", "-3", "+4", "0x1F", "0o17", "1.5", ".5", "5.", "1e3", "-1.2E-3", ".inf", "-.Inf", ".nan"}) CHECK_MESSAGE(IsCoreNonString(text), text);
  for (const char* text : {"no", "yes", "on", "off", "nUll", "1.2.3", "12a", "0x", "0b1", "-", ".", "e3", "1_000", "2026-11-23", "in", "TruE", "1e"}) CHECK_MESSAGE(!IsCoreNonString(text), text);
}

TEST_CASE("three-valued logic: the tables") {
  for (Tri a : kTris) {
    CHECK(Not(Not(a)) == a);
    for (Tri b : kTris) {
      CHECK(And(a, b) == AndByTable(a, b));
      CHECK(Or(a, b) == Not(AndByTable(Not(a), Not(b))));
      CHECK(And(a, b) == And(b, a));
    }
  }
  CHECK(FromBool(true) == Tri::yes);
  CHECK(FromBool(false) == Tri::no);
}

TEST_CASE("columns hold what was set, whatever their length") {
  for (size_t rows : {0, 1, 63, 64, 65, 128, 200}) {
    CAPTURE(rows);
    TriColumn column(rows);
    for (size_t row = 0; row < rows; ++row) column.Set(row, kTris[row * 7 % 3]);
    for (size_t row = 0; row < rows; row += 5) column.Set(row, Tri::no);
    size_t yes = 0, visited = 0;
    for (size_t row = 0; row < rows; ++row) {
      Tri expected = row % 5 == 0 ? Tri::no : kTris[row * 7 % 3];
      CHECK(column.Get(row) == expected);
      CHECK(!(column.yes.Get(row) && column.no.Get(row)));
      yes += expected == Tri::yes;
    }
    column.yes.ForEach([&](size_t row) { visited += column.Get(row) == Tri::yes; });
    CHECK(column.yes.CountOnes() == yes);
    CHECK(visited == yes);
    column.Fill(Tri::yes);
    CHECK(column.yes.CountOnes() == rows);
    CHECK(column.no.CountOnes() == 0);
    column.Fill(Tri::unknown);
    CHECK(column.yes.CountOnes() == 0);
  }
}

TEST_CASE("lists per row keep their order") {
  std::vector<std::pair<uint32_t, uint32_t>> pairs = {{2, 9}, {0, 5}, {2, 3}, {0, 5}, {2, 1}};
  Csr csr = Csr::FromPairs(4, pairs);
  auto row = [&](size_t i) { return std::vector<uint32_t>(csr.Row(i).begin(), csr.Row(i).end()); };
  CHECK(row(0) == std::vector<uint32_t>{5, 5});
  CHECK(row(1).empty());
  CHECK(row(2) == std::vector<uint32_t>{9, 3, 1});
  CHECK(row(3).empty());
  CHECK(csr.rows() == 4);
  CHECK(Csr().rows() == 0);
}

TEST_CASE("the map keeps the first value of a key, through growth") {
  StringMap map;
  std::vector<std::string> keys;
  for (int i = 0; i < 5000; ++i) keys.push_back("key-" + std::to_string(i));
  for (uint32_t i = 0; i < keys.size(); ++i) CHECK(map.Insert(keys[i], i) == i);
  CHECK(map.Insert(keys[7], 99) == 7);
  CHECK(map.size() == keys.size());
  for (uint32_t i = 0; i < keys.size(); ++i) CHECK(map.Find(keys[i]) == i);
  CHECK(map.Find("key-5000") == kNone);
  CHECK(StringMap().Find("") == kNone);
}
