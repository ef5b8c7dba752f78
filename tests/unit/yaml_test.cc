// The traps of YAML: what is found, where, and whether the hint says what to type.
#include <doctest/doctest.h>

#include "../support.h"

using namespace merlon;

namespace {

// `line:column code` of the first complaint about `text`, and its hint.
struct Complaint {
  std::string where;
  std::string hint;
};

Complaint First(const std::string& text) {
  std::unique_ptr<Workspace> workspace = Check(text);
  if (workspace->diagnostics().kept().empty()) return {};
  const Diagnostic& first = workspace->diagnostics().kept().front();
  Location at = workspace->document().Locate(first.span.begin);
  return {std::to_string(at.line) + ":" + std::to_string(at.column) + " " + std::string(first.code->id), first.hint};
}

bool Says(const Complaint& complaint, std::string_view words) { return complaint.hint.find(words) != std::string::npos; }

}  // namespace

TEST_CASE("yaml: a comma in prose inside braces starts a new key") {
  Complaint complaint = First("processes:\n  web: { title: Books, old and new }\n");
  CHECK(complaint.where == "2:24 unknown-key");
  CHECK(Says(complaint, "quote the text"));
  CHECK(Says(complaint, "new\""));
}

TEST_CASE("yaml: a star at the start") {
  Complaint alias = First("processes:\n  web:\n    title: *important\n");
  CHECK(alias.where == "3:12 undefined-alias");
  CHECK(Says(alias, "quote it: \"*important\""));
  Complaint star = First("processes:\n  web:\n    title: ** important\n");
  CHECK(star.where.find("syntax") != std::string::npos);
  CHECK(Says(star, "quote the text"));
}

TEST_CASE("yaml: characters that cannot start a value") {
  for (const char* start : {"@home", "`x`", "%d"}) {
    CAPTURE(start);
    Complaint complaint = First("processes:\n  web:\n    title: " + std::string(start) + "\n");
    CHECK(complaint.where == "3:12 syntax");
    CHECK(Says(complaint, "quote the text"));
  }
}

TEST_CASE("yaml: a brace or bracket at the start of a text") {
  Complaint brace = First("processes:\n  web:\n    title: {place} of the shop\n");
  CHECK(brace.where.find("3:") == 0);
  CHECK(Says(brace, "quote"));
  Complaint bracket = First("processes:\n  web:\n    title: [draft] shop\n");
  CHECK(bracket.where.find("3:") == 0);
  CHECK(Says(bracket, "quote"));
}

TEST_CASE("yaml: tabs") {
  Complaint complaint = First("processes:\n\tweb: {}\n");
  CHECK(complaint.where == "2:1 syntax");
  CHECK(Says(complaint, "spaces"));
}

TEST_CASE("yaml: a list without its dashes") {
  Complaint complaint = First("assets: [a, b]\nprocesses:\n  web:\n    holds:\n      a\n      b\n");
  CHECK(complaint.where == "5:7 wrong-type");
  CHECK(Says(complaint, "put `- ` before each line"));
}

TEST_CASE("yaml: no space after the colon") {
  Complaint complaint = First("system: Shop\nprocesses:\n  web:{}\n");
  CHECK(complaint.where.substr(0, 2) == "3:");
  CHECK(Says(complaint, "space after the colon"));
  Complaint value = First("system: Shop\nbudget:\n  money:5 EUR\n");
  CHECK(value.where.substr(0, 2) == "3:");
}

TEST_CASE("yaml: a colon in prose") {
  Complaint complaint = First("processes:\n  web:\n    title: Shop: front page\n");
  CHECK(complaint.where == "3:16 syntax");
  CHECK(Says(complaint, "quote the text"));
}

TEST_CASE("yaml: duplicate keys, wherever") {
  CHECK(First("system: A\nsystem: B\n").where == "2:1 duplicate-key");
  CHECK(First("processes:\n  web: { title: a, title: b }\n").where == "2:20 duplicate-key");
  CHECK(First("processes:\n  web: { privileged: no, privileged: yes }\n").where == "2:26 duplicate-key");
  CHECK(First("x-notes: { a: 1, a: 2 }\n").where == "1:18 duplicate-key");
  CHECK(First("processes:\n  web: {}\n  web: {}\n").where == "3:3 duplicate-id");
  CHECK(First("processes: [web, api]\nflows:\n  web -> api: {}\n  web -> api: {}\n").where == "4:3 duplicate-flow");
  CHECK(First("controls:\n  mine: { encrypted: yes, encrypted: no }\n").where == "2:27 duplicate-key");
  CHECK(First("questions: { q: Who? }\nexpects:\n  spoofing: { verdict: maybe, depends-on: { q: { us: expected, us: maybe } } }\n").where.find("duplicate") != std::string::npos);
}

TEST_CASE("yaml: tags have no meaning") {
  CHECK(First("system: !!str Shop\n").where == "1:9 tag");
  CHECK(First("processes: !list [web]\n").where == "1:12 tag");
  CHECK(First("processes: !!map { web: }\n").where == "1:12 tag");
}

TEST_CASE("yaml: aliases work, and are bounded") {
  std::unique_ptr<Workspace> workspace = Load("processes:\n  web: &web { technology: web-application }\n  shop: *web\n");
  CHECK(Complaints(*workspace) == "");
  CHECK(workspace->model().processes[1].technology == "web-application");
  CHECK(workspace->document().IsAliased(workspace->model().processes[1].technology.node));
  CHECK(First("processes: &p\n  web: { title: *p }\n").where == "2:17 undefined-alias");
  std::string bomb = "x-a: &a [1, 2, 3, 4, 5, 6, 7, 8, 9, 0]\n";
  for (char c = 'b'; c <= 'h'; ++c) {
    bomb += std::string("x-") + c + ": &" + c + " [";
    for (int i = 0; i < 10; ++i) bomb += std::string(i ? ", *" : "*") + static_cast<char>(c - 1);
    bomb += "]\n";
  }
  CHECK(First(bomb).where.find("alias-expansion") != std::string::npos);
}

TEST_CASE("yaml: an alias into another section is no second error beside a first") {
  std::unique_ptr<Workspace> workspace = Check("x-base: &base { title: Shop }\nprocesses:\n  web: *base\nstores:\n  db: { title: a: b }\n");
  CHECK(Complaints(*workspace) == "5:17 syntax");
}

TEST_CASE("yaml: deep nesting") {
  CHECK(First("x-a: " + std::string(63, '[') + std::string(63, ']') + "\n").where.empty());
  CHECK(First("x-a: " + std::string(64, '[') + std::string(64, ']') + "\n").where == "1:69 too-deep");
}

TEST_CASE("yaml: a second document is one error") {
  CHECK(Complaints(*Check("system: A\n---\nsystem: B\n")) == "2:1 second-document");
  CHECK(Complaints(*Check("---\nsystem: A\n...\n")) == "");
}

TEST_CASE("yaml: all errors are told, not only the first") {
  CHECK(Complaints(*Check("stakes: huge\nprocesses:\n  web: { titel: x }\nstores:\n  db: { title: [a }\nzones:\n  a: { in: b }\n")) == "1:9 unknown-value\n3:10 unknown-key\n5:19 syntax\n7:12 unknown-name");
}

TEST_CASE("yaml: columns count characters, not bytes") {
  CHECK(First("x-ä: { b: \"€😀\", b: 2 }\n").where == "1:17 duplicate-key");
  CHECK(First("about: Größe 日本\nprocesses:\n  web: { title: \"äöü\", titel: x }\n").where == "3:24 unknown-key");
}

TEST_CASE("yaml: CRLF and a byte order mark") {
  CHECK(First("\xEF\xBB\xBFstakes: huge\r\n").where == "1:9 unknown-value");
  CHECK(First("system: A\r\nprocesses:\r\n  web: { titel: x }\r\n").where == "3:10 unknown-key");
  std::unique_ptr<Workspace> workspace = Load("\xEF\xBB\xBFsystem: A\r\nabout: |\r\n  two\r\n  lines\r\n");
  CHECK(Complaints(*workspace) == "");
  CHECK(workspace->model().about == "two\nlines\n");
}

TEST_CASE("yaml: bytes that are no text") {
  CHECK(First("system: a\xFF").where == "1:10 invalid-utf8");
  CHECK(First("system: a\xC0\x80").where == "1:10 invalid-utf8");
  CHECK(First("system: a\xED\xA0\x80").where == "1:10 invalid-utf8");
  CHECK(First("system: a\xE2\x82").where == "1:10 invalid-utf8");
  CHECK(First(std::string("system: a\0b\n", 12)).where == "1:10 invalid-utf8");
  CHECK(First("system: a\x1B[31m\n").where == "1:10 invalid-utf8");
}

TEST_CASE("yaml: no is a word, and so are a country and a switch") {
  std::unique_ptr<Workspace> workspace = Load("processes:\n  no: { title: on }\n  yes:\n");
  CHECK(Complaints(*workspace) == "");
  CHECK(workspace->model().processes[0].id == "no");
  CHECK(workspace->model().processes[0].title == "on");
  CHECK(First("processes:\n  true: {}\n").where == "2:3 not-a-key");
  CHECK(First("processes:\n  \"404\": {}\n").where.empty());
}

TEST_CASE("yaml: the short forms mean the long ones") {
  std::unique_ptr<Workspace> workspace = Load("system: Shop\nzones: [inside]\nprocesses:\n  web: inside\n  api:\nflows:\n  web -> api: https\nassets: { card: payment-card }\n");
  CHECK(Complaints(*workspace) == "");
  CHECK(workspace->model().processes[0].zone == "inside");
  CHECK(workspace->model().flows[0].over == "https");
  CHECK(workspace->model().assets[0].category == "payment-card");
}
