// Nothing that somebody named becomes markup: whatever the text, only harmless bytes come out.
#include "report/markdown_text.h"

#include <doctest/doctest.h>

#include <cctype>
#include <string>

using namespace merlon;

namespace {

// Whether `out` is a code element of words and character references only.
bool IsSealed(const std::string& out) {
  if (out.substr(0, 6) != "<code>" || out.substr(out.size() - 7) != "</code>") return false;
  for (char c : out.substr(6, out.size() - 13)) {
    bool harmless = std::isalnum(static_cast<unsigned char>(c)) || static_cast<unsigned char>(c) >= 0x80 || std::string_view(" &#;").find(c) != std::string_view::npos;
    if (!harmless) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("markdown: bytes that could be markup are sealed, alone and among words") {
  for (int byte = 1; byte < 0x7F; ++byte) {
    char c = static_cast<char>(byte);
    for (std::string text : {std::string(1, c), "a" + std::string(1, c) + "b", "a " + std::string(1, c) + " b", std::string(3, c) + "x" + std::string(2, c)}) {
      CAPTURE(text);
      std::string plain = MarkdownText(text), code = MarkdownCode(text);
      CHECK(plain.find('\n') == std::string::npos);
      CHECK(code.find('\n') == std::string::npos);
      bool markup = std::string_view("`|\\<*_[]#@~$!&\"{}/^%").find(c) != std::string_view::npos;
      if (markup) CHECK(IsSealed(plain));
      if (std::string_view("`|\\<").find(c) != std::string_view::npos) CHECK(IsSealed(code));
      if (!IsSealed(code)) CHECK(code.substr(1, code.size() - 2).find('`') == std::string::npos);
    }
  }
}

TEST_CASE("markdown: addresses, pictures by name and mentions are sealed") {
  for (std::string_view text : {"www.example.org", "see http://example.org", ":boom:", "@admin", "#12", "GH#1", "a:b"}) CHECK(IsSealed(MarkdownText(text)));
  CHECK(MarkdownText("technology: a -> b; carries: + card") == "technology: a -&gt; b; carries: + card");
  CHECK(MarkdownText("Traffic from Ä to B can't be read (yet)") == "Traffic from Ä to B can't be read (yet)");
  CHECK(MarkdownCode("sql-injection@api..order-db#nightly") == "`sql-injection@api..order-db#nightly`");
  CHECK(MarkdownCode("") == "<code></code>");
}

TEST_CASE("markdown: long texts are cut between characters, and a table beyond its share counts the rest") {
  std::string long_text;
  for (int i = 0; i < 500; ++i) long_text += "ä";
  std::string cut = MarkdownText(long_text);
  CHECK(cut.size() == 200 * 2 + std::string("…").size());
  std::string out;
  AppendMarkdownTable(out, {"a", "b"}, std::vector<std::vector<std::string>>(100, {"x", "y"}), 100);
  CHECK(out.size() < 140);
  CHECK(out.find("| … | and 9") != std::string::npos);
}
