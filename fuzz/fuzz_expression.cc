// Any bytes as the condition of a rule, about a place of a kind that the first byte chooses. What compiles is also matched and explained at a
// small model, since the evaluator walks whatever the compiler lets through.
#include <cstddef>
#include <cstdint>
#include <string>

#include "engine/workspace.h"
#include "fuzz/small_library.h"

namespace {

constexpr std::string_view kKinds[] = {"actor", "process", "store", "flow", "zone", "asset", "system", "state", "transition", "element"};

constexpr char kModel[] =
    "zones: { internet: { trust: none }, dmz: { trust: low }, lan: { trust: high, in: dmz }, odd: {} }\n"
    "assets: { card: { kind: data, confidentiality: high }, name: { kind: reputation, shown-by: [card] } }\n"
    "actors: { user: { in: internet, human: yes } }\n"
    "processes: { web: { in: dmz, validates-input: no }, api: { in: lan }, loose: {} }\n"
    "stores: { db: { in: lan, holds: [card], encrypted-at-rest: no } }\n"
    "flows: { user -> web: { carries: [card] }, web -> api: { encrypted: yes }, api -> db: { carries: [card] }, loose -> db: {}, api -> web: {} }\n"
    "states: { web: { initial: a, final: [c], states: { a: {}, b: {}, c: {} }, transitions: { a -> b: { who: [user] }, b -> c: { guard: paid }, c -> a: {} } } }\n";

// As a double-quoted scalar of YAML. Bytes over 127 are left alone: text that is no UTF-8 is the reader's business.
std::string Quote(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    bool control = static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
    static constexpr char kHex[] = "0123456789abcdef";
    if (control) out += {'\\', 'x', kHex[c >> 4], kHex[c & 15]};
    else if (c == '"' || c == '\\') out += {'\\', c};
    else out += c;
  }
  return out + "\"";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace merlon;
  if (size < 2) return 0;
  std::string_view kind = kKinds[data[0] % std::size(kKinds)];
  std::string condition = Quote({reinterpret_cast<const char*>(data) + 1, size - 1});
  std::vector<LibraryFile> files = PropertiesAndMethods();
  files.push_back({"rules/tampering/x.md", "---\ntitle: T\ncategories: { stride: tampering }\nof: " + std::string(kind) + "\nwhen: " + condition +
                                               "\nhandled: " + condition + "\neffort: 1 h\nsources: [\"CWE-1\"]\n---\nText.\n"});
  Workspace workspace(files);
  workspace.Load({{"model.yaml", kModel}}, {});
  if (workspace.diagnostics().malformed()) __builtin_trap();
  workspace.Analyse(0);
  for (const Threat& threat : workspace.assessment().threats) {
    workspace.Explain(threat);
    workspace.Clears(threat);
  }
  workspace.Questions();
  return 0;
}
