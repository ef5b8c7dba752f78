// What each step of an analysis costs, in process. `bench/run` measures whole processes.
#include <benchmark/benchmark.h>

#include <map>
#include <memory>
#include <string>

#include "bench/model_text.h"
#include "cli/session.h"

namespace merlon::bench {
namespace {

constexpr uint64_t kSeed = 1;
constexpr int32_t kToday = 20777;  // any day: nothing in these models runs out

const std::string& Text(int64_t components) {
  static std::map<int64_t, std::string> texts;
  std::string& text = texts[components];
  if (text.empty()) text = ModelText(static_cast<uint32_t>(components), kSeed);
  return text;
}

// What all models share: the library and its rules, ready.
struct Shelf {
  Library library;
  RuleSet rules;
  Shelf() {
    Diagnostics diagnostics;
    library.Add(cli::BuiltinLibrary(), diagnostics);
    rules.Compile(library, diagnostics);
  }
};
const Shelf& TheShelf() {
  static const Shelf kShelf;
  return kShelf;
}

// One model, as far as the step to be measured needs it. The parts point at each other, so it never moves.
struct Bench {
  Document document;
  std::vector<NodeId> roots;
  Model model;
  Names names;
  Facts facts;
  std::unique_ptr<Columns> columns;
  std::vector<Match> matches;
  Diagnostics diagnostics;

  void Parse(const std::string& text) {
    FileId file = document.AddFile("model.yaml", text, diagnostics);
    roots = {document.Parse(file, diagnostics)};
  }
  void Read() { ReadModel(document, roots, TheShelf().library, model, names, diagnostics); }
  void Derive() { facts = DeriveFacts(model, names, TheShelf().library, document, diagnostics); }
  void MatchAll() {
    columns = std::make_unique<Columns>(TheShelf().rules, facts);
    matches = MatchRules(TheShelf().rules, facts, names.methods(), *columns);
  }
  AssessInput Input() const { return {model, names, TheShelf().library, facts, TheShelf().rules, *columns, matches, kToday}; }
};

enum class Step { parse, read, facts, match, assess, review };

// Makes everything before the step outside the clock, then the step.
template <Step kStep>
void Measure(benchmark::State& state) {
  const std::string& text = Text(state.range(0));
  TheShelf();
  Bench bench;
  if (kStep > Step::parse) bench.Parse(text);
  if (kStep > Step::facts) {
    bench.Read();
    bench.Derive();
    bench.MatchAll();
  }
  Assessment assessment;
  if (kStep == Step::review) assessment = Assess(bench.Input());
  for (auto _ : state) {
    if constexpr (kStep == Step::parse) {
      Bench fresh;
      fresh.Parse(text);
      benchmark::DoNotOptimize(fresh.roots.data());
    } else if constexpr (kStep == Step::read) {
      bench.model = {};
      bench.names = {};
      bench.Read();
    } else if constexpr (kStep == Step::facts) {
      if (bench.model.flows.size() == 0) {
        state.PauseTiming();
        bench.Read();
        state.ResumeTiming();
      }
      bench.Derive();
    } else if constexpr (kStep == Step::match) {
      bench.MatchAll();
    } else if constexpr (kStep == Step::assess) {
      assessment = Assess(bench.Input());
    } else {
      Review(bench.Input(), assessment, bench.document, {kToday}, bench.diagnostics);
    }
    benchmark::ClobberMemory();
  }
  if (bench.diagnostics.malformed()) state.SkipWithError("the model is malformed");
  if (kStep == Step::parse) state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(text.size()));
  if (kStep == Step::assess) state.SetLabel(std::to_string(assessment.threats.size()) + " threats");
}

// The library's share of every run, whatever the model.
void ReadLibrary(benchmark::State& state) {
  for (auto _ : state) {
    Workspace workspace(cli::BuiltinLibrary());
    workspace.CompileRules();
    benchmark::DoNotOptimize(&workspace);
  }
}

// All that `merlon check` does, but for starting the program and printing: of a large model without decisions and without a gate, which needs no
// list of threats, and of every other one.
template <bool kList>
void Whole(benchmark::State& state) {
  const std::string& text = Text(state.range(0));
  for (auto _ : state) {
    Workspace workspace(cli::BuiltinLibrary());
    workspace.Load({{"model.yaml", text}}, {});
    workspace.MatchModel();
    if (kList) workspace.Analyse(kToday);
    workspace.ReviewModel({kToday});
    if (workspace.malformed()) state.SkipWithError("the model is malformed");
  }
}

void Sizes(benchmark::internal::Benchmark* benchmark) { benchmark->Arg(1000)->Arg(5000)->Arg(100000)->Unit(benchmark::kMillisecond); }

BENCHMARK(ReadLibrary)->Name("library")->Unit(benchmark::kMillisecond);
BENCHMARK(Measure<Step::parse>)->Name("parse")->Apply(Sizes);
BENCHMARK(Measure<Step::read>)->Name("read")->Apply(Sizes);
BENCHMARK(Measure<Step::facts>)->Name("facts")->Apply(Sizes);
BENCHMARK(Measure<Step::match>)->Name("match")->Apply(Sizes);
BENCHMARK(Measure<Step::assess>)->Name("assess")->Apply(Sizes);
BENCHMARK(Measure<Step::review>)->Name("review")->Apply(Sizes);
BENCHMARK(Whole<false>)->Name("check")->Apply(Sizes);
BENCHMARK(Whole<true>)->Name("gate")->Apply(Sizes);

}  // namespace
}  // namespace merlon::bench

BENCHMARK_MAIN();
