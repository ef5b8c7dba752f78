// The verdicts of the two worked examples, what contradicts them, and what follows from them.
#include <doctest/doctest.h>

#include "../support.h"
#include "judge/responsibility.h"

using namespace merlon;

namespace {

std::map<std::string, std::string> Matrix(const Workspace& workspace) {
  std::map<std::string, std::string> matrix;
  for (const CategoryVerdict& verdict : workspace.Verdicts()) {
    std::string text(NamesOf(verdict.verdict).names[static_cast<size_t>(verdict.verdict)]);
    if (!verdict.handled_by.empty()) text += " by " + std::string(verdict.handled_by);
    matrix[std::string(verdict.category)] = text;
  }
  return matrix;
}

std::string Changed(std::string text, std::string_view from, std::string_view to) {
  size_t at = text.find(from);
  REQUIRE_MESSAGE(at != std::string::npos, "not in the example: ", from);
  return text.replace(at, from.size(), to);
}

size_t CountOf(const Workspace& workspace, std::string_view code) {
  size_t count = 0;
  for (const Diagnostic& diagnostic : workspace.diagnostics().kept()) count += diagnostic.code->id == code;
  return count;
}

const std::string& Fem() {
  static const std::string kText = RepositoryFile("examples/fem-server/merlon.yaml");
  return kText;
}
const std::string& Bank() {
  static const std::string kText = RepositoryFile("examples/banking-service/merlon.yaml");
  return kText;
}

}  // namespace

TEST_CASE("the analysis server defends what its environment does not") {
  auto workspace = Check(Fem());
  CHECK(Matrix(*workspace) == std::map<std::string, std::string>{{"spoofing", "not-expected by client"},
                                                                 {"tampering", "not-expected"},
                                                                 {"repudiation", "not-expected"},
                                                                 {"information-disclosure", "expected"},
                                                                 {"denial-of-service", "expected"},
                                                                 {"elevation-of-privilege", "not-expected by client"}});
  // What is not expected is there all the same, set aside and counted.
  size_t aside = 0;
  for (const Threat& threat : workspace->assessment().threats) {
    bool expected = threat.category == "information-disclosure" || threat.category == "denial-of-service";
    if (!expected) CHECK_MESSAGE(threat.set_aside, threat.id);
    aside += threat.set_aside != nullptr;
  }
  CHECK(aside > 10);
}

TEST_CASE("a verdict needs a reason, and because is none") {
  const std::string reason = "A broken mesh yields a broken analysis for whoever submitted it. There is nothing to win by it.";
  CHECK(CountOf(*Check(Changed(Fem(), "    why: " + reason + "\n", "")), "missing-why") == 1);
  CHECK(CountOf(*Check(Changed(Fem(), reason, "because")), "hollow-why") == 1);
}

TEST_CASE("who is trusted with one duty and not with its neighbour is asked why, once") {
  CHECK(CountOf(*Check(Fem()), "uneven-trust") == 0);
  size_t begin = Fem().find("    # Somebody doubted this");
  size_t end = Fem().find("# --- Against whom");
  REQUIRE(begin != std::string::npos);
  std::string without = Fem().substr(0, begin) + "\n" + Fem().substr(end);
  CHECK(CountOf(*Check(without), "uneven-trust") == 1);
  size_t answer = Fem().find("        answer:");
  std::string unanswered = Fem().substr(0, answer) + Fem().substr(Fem().find('\n', answer) + 1);
  auto workspace = Check(unanswered);
  CHECK(CountOf(*workspace, "unanswered-challenge") == 1);
  CHECK(CountOf(*workspace, "uneven-trust") == 0);
}

TEST_CASE("the bank defends nearly the opposite") {
  auto workspace = Check(Bank());
  CHECK(Matrix(*workspace) == std::map<std::string, std::string>{{"spoofing", "expected"},
                                                                 {"tampering", "expected"},
                                                                 {"repudiation", "expected"},
                                                                 {"information-disclosure", "complicated"},
                                                                 {"denial-of-service", "not-expected by provider"},
                                                                 {"elevation-of-privilege", "maybe"}});
  for (const CategoryVerdict& verdict : workspace->Verdicts()) {
    if (verdict.category == "elevation-of-privilege") CHECK(verdict.depends_on.size() == 2);
    if (verdict.category == "information-disclosure") CHECK(verdict.declared->between.size() >= 2);
  }
}

TEST_CASE("answers to its questions turn a maybe into a verdict") {
  auto answered = [&](std::string_view wire, std::string_view system) {
    std::string text = Changed(Bank(), "    owner: product owner\n", "    owner: product owner\n    answer: " + std::string(wire) + "\n");
    return Matrix(*Check(Changed(text, "    owner: architect\n", "    owner: architect\n    answer: " + std::string(system) + "\n")))["elevation-of-privilege"];
  };
  CHECK(answered("everything", "our-own-rights") == "expected");
  CHECK(answered("private-lines-only", "rights-of-the-client") == "not-expected");
}

TEST_CASE("a real threat takes the ground from under what it defeats") {
  auto workspace = Check(Bank());
  // One leg is only planned, so the parent is open, and with it everything that handles repudiation.
  CHECK(StatusOf(*workspace, "altered-booking@booking") == "open");
  CHECK(StatusOf(*workspace, "unlogged-actions@portal") == "open");
  auto closed = Check(Changed(Bank(), "state: planned", "state: in-place"));
  CHECK(StatusOf(*closed, "unlogged-actions@portal") == "handled");
}

TEST_CASE("without adversaries there is no verdict and nothing is implausible") {
  auto workspace = Load("system: x\nprocesses: { p: {} }\nexpects: { tampering: { verdict: expected } }\n");
  CHECK(workspace->Verdicts().empty());
}

TEST_CASE("what nobody who is named could and would do is set aside, but never what takes a day") {
  std::string model = R"(
system: x
zones: { internet: { trust: none }, inside: { trust: high } }
assets: { letters: { kind: data, confidentiality: high }, logo: { kind: data } }
actors: { visitor: { in: internet } }
processes: { web: { in: inside, memory-safe: no, sandboxed: no, validates-input: no } }
flows: { visitor -> web: { carries: [letters] } }
adversaries: { somebody: { like: LIKE, wants: [WANT] } }
)";
  auto with = [&](std::string_view like, std::string_view want) { return Load(Changed(Changed(model, "LIKE", like), "WANT", want)); };
  CHECK(StatusOf(*with("organised-crime", "letters"), "memory-corruption@web") == "open");
  CHECK(StatusOf(*with("organised-crime", "logo"), "memory-corruption@web") == "open, set aside");
  CHECK(StatusOf(*with("curious-relative", "letters"), "memory-corruption@web") == "open, set aside");
  // Whoever is not on the list has a day.
  CHECK(StatusOf(*with("curious-relative", "logo"), "unvalidated-input@web") == "open");
}

TEST_CASE("what a use case decides holds there and nowhere else") {
  std::string model = R"(
system: x
zones: { internet: { trust: none }, inside: { trust: high } }
actors: { visitor: { in: internet } }
processes: { web: { in: inside, validates-input: no } }
flows: { visitor -> web: {} }
adversaries: { somebody: { like: organised-crime } }
expects: { spoofing: { verdict: expected, why: Somebody tried it in spring. } }
use-cases:
  look:
    flows: [visitor -> web]
    expects: { spoofing: { verdict: not-expected, why: "Anybody may look, whatever they call themselves." } }
    decisions: { unvalidated-input@web: { accept: yes, why: "Only a search word comes in here, at most ten letters.", by: owner, until: 2027-01-01 } }
)";
  auto workspace = Load(model);
  CHECK(Matrix(*workspace)["spoofing"] == "expected");
  CHECK(StatusOf(*workspace, "unvalidated-input@web") == "open");
  workspace->Analyse(kTestDay, &*workspace->model().use_cases.begin());
  CHECK(Matrix(*workspace)["spoofing"] == "not-expected");
  CHECK(StatusOf(*workspace, "unvalidated-input@web") == "decided");
  CHECK(StatusOf(*workspace, "posing-party@visitor").find("set aside") != std::string::npos);
}

TEST_CASE("controls that prevent and controls that limit are both answers") {
  std::string model = R"(
system: x
zones: { internet: { trust: none }, inside: { trust: high } }
actors: { visitor: { in: internet } }
processes: { web: { in: inside, technology: rest-api } }
flows: { visitor -> web: {} }
decisions: { flooding@web: { VERB: [rate-limit], why: Each client has a quota. } }
)";
  for (std::string_view verb : {"defend", "mitigate"}) CHECK(StatusOf(*Load(Changed(model, "VERB", verb)), "flooding@web") == "handled");
}
