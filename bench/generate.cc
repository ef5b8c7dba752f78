// Writes a model for measuring: merlon_generate COMPONENTS [SEED] > model.yaml
#include <charconv>
#include <cstdio>
#include <cstring>
#include <string>

#include "bench/model_text.h"

namespace {

template <class Number>
bool Read(const char* text, Number& number) {
  const char* end = text + std::strlen(text);
  auto [stop, error] = std::from_chars(text, end, number);
  return error == std::errc() && stop == end;
}

}  // namespace

int main(int argc, char** argv) {
  uint32_t components = 0;
  uint64_t seed = 1;
  bool good = (argc == 2 || argc == 3) && Read(argv[1], components) && (argc == 2 || Read(argv[2], seed));
  if (!good || components < merlon::bench::kFewestComponents || components > merlon::bench::kMostComponents) {
    std::fprintf(stderr, "usage: merlon_generate COMPONENTS [SEED] > model.yaml\nCOMPONENTS lies between %u and %u.\n", merlon::bench::kFewestComponents, merlon::bench::kMostComponents);
    return 2;
  }
  std::string text = merlon::bench::ModelText(components, seed);
  bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  return written ? 0 : 3;
}
