#include "report/diagram/graph_reading.h"

#include <algorithm>
#include <cstring>
#include <deque>
#include <map>
#include <string_view>

namespace merlon {
namespace {

// --- Names ---

// Named things have even numbers, the others odd ones.
struct GraphNames {
  std::deque<std::string> names;  // stay where they are: graphviz keeps pointers
  std::map<std::string_view, IDTYPE> numbers;
  IDTYPE next_unnamed = 1;
};

void* OpenNames(Agraph_t*, Agdisc_t*) { return new GraphNames; }
void CloseNames(void* state) { delete static_cast<GraphNames*>(state); }

long NumberOf(void* state, int, char* name, IDTYPE* number, int create) {
  GraphNames& names = *static_cast<GraphNames*>(state);
  if (!name) {
    *number = names.next_unnamed;
    names.next_unnamed += 2;
    return 1;
  }
  auto found = names.numbers.find(name);
  if (found == names.numbers.end() && !create) return 0;
  if (found == names.numbers.end()) {
    names.names.emplace_back(name);
    found = names.numbers.emplace(names.names.back(), 2 * names.names.size()).first;
  }
  *number = found->second;
  return 1;
}

long Reserve(void*, int, IDTYPE) { return 0; }
void Release(void*, int, IDTYPE) {}
void Register(void*, int, void*) {}

char* NameOf(void* state, int, IDTYPE number) {
  GraphNames& names = *static_cast<GraphNames*>(state);
  bool named = number % 2 == 0 && number > 0 && number / 2 <= names.names.size();
  return named ? names.names[number / 2 - 1].data() : nullptr;
}

// --- Text ---

struct GraphText {
  const char* at;
  size_t left;
};

int ReadSome(void* channel, char* buffer, int size) {
  GraphText& text = *static_cast<GraphText*>(channel);
  size_t taken = std::min(text.left, static_cast<size_t>(std::max(size, 0)));
  std::memcpy(buffer, text.at, taken);
  text.at += taken, text.left -= taken;
  return static_cast<int>(taken);
}

}  // namespace

Agraph_t* ReadGraph(SharedLibrary& graphviz, const std::string& text) {
  auto* read = graphviz.Find<decltype(::agread)>("agread");
  auto* memory = graphviz.Find<decltype(::AgMemDisc)>("AgMemDisc");
  auto* files = graphviz.Find<decltype(::AgIoDisc)>("AgIoDisc");
  if (!graphviz.complete()) return nullptr;
  // Both must outlive the graph.
  static Agiddisc_t names{OpenNames, NumberOf, Reserve, Release, NameOf, CloseNames, Register};
  static Agiodisc_t reading{ReadSome, files->putstr, files->flush};
  static Agdisc_t disciplines{memory, &names, &reading};
  GraphText channel{text.data(), text.size()};
  return read(&channel, &disciplines);
}

}  // namespace merlon
