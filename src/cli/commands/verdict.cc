// What is reasonably expected, against whom, who answers for it, and why.
#include <algorithm>

#include "cli/threat_output.h"
#include "engine/use_cases.h"
#include "judge/responsibility.h"

namespace merlon::cli {
namespace {

std::string_view VerdictId(Verdict verdict) { return NamesOf(verdict).names[static_cast<size_t>(verdict)]; }

Paint PaintOf(Verdict verdict) {
  switch (verdict) {
    case Verdict::expected: return Paint::red;
    case Verdict::maybe: return Paint::yellow;
    case Verdict::complicated: return Paint::magenta;
    default: return Paint::green;
  }
}

void WriteVerdict(JsonWriter& json, const Model& model, const CategoryVerdict& verdict) {
  const Expectation* declared = verdict.declared;
  json.BeginObject().Key("category").Word(verdict.category).Key("verdict").Word(VerdictId(verdict.verdict)).Key("why").StringOrNull(verdict.why);
  json.Key("handled_by").StringOrNull(verdict.handled_by).Key("declared").Bool(declared != nullptr);
  json.Key("depends_on").Inline(true).BeginArray();
  for (std::string_view question : verdict.depends_on) json.String(question);
  json.EndArray().Key("between").BeginArray();
  if (declared) {
    for (const Text& demand : declared->between) json.String(demand.view());
  }
  json.EndArray().Inline(false).Key("escalate").StringOrNull(declared ? declared->escalate.view() : std::string_view()).Key("contested").StringOrNull(verdict.contested);
  json.Key("precedent").StringOrNull(declared ? declared->precedent.view() : std::string_view()).Key("meaning").StringOrNull(MeaningHere(model, verdict.category));
  json.Key("suggested").Word(VerdictId(verdict.suggested)).Key("suggested_why").StringOrNull(verdict.suggested_why);
  json.Key("threats").Number(static_cast<int64_t>(verdict.threats)).EndObject();
}

void WriteDuty(JsonWriter& json, const Duty& duty) {
  auto list = [&](const std::vector<std::string_view>& texts) {
    json.Inline(true).BeginArray();
    for (std::string_view text : texts) json.String(text);
    json.EndArray().Inline(false);
  };
  json.BeginObject().Key("receiver").String(duty.receiver).Key("for");
  list(duty.categories);
  json.Key("on");
  list(duty.on);
  json.Key("why").StringOrNull(duty.why).Key("agreement").StringOrNull(duty.agreement).Key("until").StringOrNull(duty.until).Key("expired").Bool(duty.expired);
  json.Key("source").Word(duty.source).Key("id").String(duty.id).EndObject();
}

// The verdicts of the use case that are not those of the system.
std::vector<const CategoryVerdict*> OwnVerdicts(const UseCaseSum& sum) {
  std::vector<const CategoryVerdict*> own;
  for (const CategoryVerdict& verdict : sum.verdicts) {
    bool said_here = std::any_of(sum.use_case->expects.begin(), sum.use_case->expects.end(), [&](const Expectation& expectation) { return expectation.id == verdict.category; });
    if (said_here) own.push_back(&verdict);
  }
  return own;
}

void WriteUseCases(JsonWriter& json, const std::vector<UseCaseSum>& sums) {
  json.Key("use_cases").BeginArray().Inline(true);
  for (const UseCaseSum& sum : sums) {
    json.BeginObject().Key("id").String(sum.use_case->id.view()).Key("title").StringOrNull(sum.use_case->title.view()).Key("verdict").Word(VerdictId(sum.verdict));
    auto count = [&](std::string_view key, size_t number) { json.Key(key).Number(static_cast<int64_t>(number)); };
    count("open", sum.open), count("undetermined", sum.undetermined), count("handled", sum.handled), count("decided", sum.decided), count("set_aside", sum.set_aside);
    json.Key("worst").StringOrNull(sum.worst == ThreatSeverity::unknown ? std::string_view() : Name(sum.worst)).Key("own").BeginArray();
    for (const CategoryVerdict* verdict : OwnVerdicts(sum)) json.BeginObject().Key("category").Word(verdict->category).Key("verdict").Word(VerdictId(verdict->verdict)).EndObject();
    json.EndArray().EndObject();
  }
  json.Inline(false).EndArray();
}

int PrintJson(const Workspace& workspace, const std::vector<CategoryVerdict>& verdicts, const std::vector<UseCaseSum>& sums, bool responsibility) {
  const Model& model = workspace.model();
  std::string out;
  JsonWriter json(out);
  json.BeginObject().Key("schema").String("merlon/verdict/1").Key("against").Inline(true).BeginArray();
  for (const Adversary& adversary : model.adversaries) json.String(adversary.id.view());
  json.EndArray().Inline(false);
  if (model.adversaries.empty()) json.Key("question").String(kQuestionBack);
  json.Key("verdicts").BeginArray();
  for (const CategoryVerdict& verdict : verdicts) WriteVerdict(json, model, verdict);
  json.EndArray();
  if (responsibility) {
    json.Key("responsibilities").BeginArray();
    for (const Duty& duty : workspace.Duties()) WriteDuty(json, duty);
    json.EndArray();
  }
  if (!sums.empty()) WriteUseCases(json, sums);
  json.EndObject();
  Print(out + "\n");
  return kFine;
}

class Page {
 public:
  explicit Page(const Workspace& workspace) : workspace_(workspace), model_(workspace.model()), terminal_(stdout) {}

  std::string Matrix(const std::vector<CategoryVerdict>& verdicts, const std::vector<UseCaseSum>& sums) {
    std::string against;
    for (const Adversary& adversary : model_.adversaries) against += std::string(adversary.title.empty() ? adversary.id.view() : adversary.title.view()) + ", ";
    out_ += terminal_.In(Paint::bold, "Against") + " " + Wrap(Clean(against) + "and whoever is not on this list", terminal_.width(), 8) + "\n\n";
    for (const CategoryVerdict& verdict : verdicts) One(verdict);
    if (!sums.empty()) UseCases(sums);
    Summary(verdicts);
    return std::move(out_);
  }

  std::string Boundary(const std::vector<CategoryVerdict>& verdicts) {
    std::vector<Duty> duties = workspace_.Duties();
    out_ += terminal_.In(Paint::bold, "The boundary of responsibility") + "\n\n";
    Draw(verdicts, duties);
    for (size_t i = 0; i < duties.size();) i = Guide(duties, i);
    if (duties.empty()) out_ += "Everything is ours: no trust, no verdict and no decision hands anything over.\n";
    return std::move(out_);
  }

 private:
  static constexpr size_t kIndent = 4;

  void Line(std::string_view label, std::string_view text) {
    if (text.empty()) return;
    out_ += std::string(kIndent, ' ') + terminal_.In(Paint::dim, label) + Wrap(Clean(text), terminal_.width(), kIndent + DisplayWidth(label)) + "\n";
  }

  // One row for each use case, and the worst of them in the end.
  void UseCases(const std::vector<UseCaseSum>& sums) {
    size_t widest = 0, open = 0;
    ThreatSeverity worst = ThreatSeverity::unknown;
    auto title = [](const UseCaseSum& sum) { return Clean(sum.use_case->title.empty() ? sum.use_case->id.view() : sum.use_case->title.view()); };
    for (const UseCaseSum& sum : sums) widest = std::max(widest, DisplayWidth(title(sum))), open += sum.open, worst = std::max(worst, sum.worst);
    out_ += terminal_.In(Paint::bold, "By use case") + "\n";
    for (const UseCaseSum& sum : sums) {
      constexpr size_t kVerdict = 14;
      std::string threats = std::to_string(sum.open) + " open" + (sum.open ? ", up to " + std::string(Name(sum.worst)) : "") + ", " + std::to_string(sum.undetermined) + " undetermined";
      out_ += "  " + Pad(title(sum), widest) + "  " + terminal_.In(PaintOf(sum.verdict), Pad(std::string(VerdictWords(sum.verdict)), kVerdict)) + threats + "\n";
      std::string own;
      for (const CategoryVerdict* verdict : OwnVerdicts(sum)) own += (own.empty() ? "" : ", ") + std::string(verdict->category) + " " + std::string(VerdictWords(verdict->verdict));
      if (!own.empty()) out_ += std::string(widest + 4, ' ') + terminal_.In(Paint::dim, "here: ") + Wrap(own, terminal_.width(), widest + 10) + "\n";
    }
    out_ += "  In all: " + (open ? std::to_string(open) + " open, up to " + std::string(Name(worst)) + "; what stands in several counts in each" : std::string("nothing is open in any of them")) + "\n\n";
  }

  void One(const CategoryVerdict& verdict) {
    constexpr size_t kTitleWidth = 26;
    std::string title = Pad(std::string(CategoryTitle(workspace_.names(), verdict.category)), kTitleWidth);
    out_ += terminal_.In(Paint::bold, title) + terminal_.In(PaintOf(verdict.verdict), VerdictWords(verdict.verdict));
    if (!verdict.handled_by.empty()) out_ += terminal_.In(Paint::dim, ", " + std::string(verdict.handled_by) + " answers for it");
    if (!verdict.declared) out_ += terminal_.In(Paint::dim, "  suggested by the model; nobody has declared it");
    out_ += "\n";
    Line("", verdict.why);
    Line("means here: ", MeaningHere(model_, verdict.category));
    if (verdict.declared) Declared(*verdict.declared, verdict);
    if (!verdict.contested.empty()) out_ += std::string(kIndent, ' ') + terminal_.In(Paint::red, "contested: ") + Wrap(Clean(verdict.contested), terminal_.width(), kIndent + 11) + "\n";
    out_ += "\n";
  }

  void Declared(const Expectation& declared, const CategoryVerdict& verdict) {
    Line("has happened: ", declared.precedent.view());
    for (std::string_view id : verdict.depends_on) {
      uint32_t found = workspace_.names().Find(id, names::kQuestion);
      if (found == kNone) continue;
      const Question& question = model_.questions[Unpack(found).index];
      Line("depends on: ", std::string(question.ask.view()) + (question.owner.empty() ? "" : "  (" + std::string(question.owner.view()) + " finds out)"));
    }
    for (const Text& demand : declared.between) Line("between: ", demand.view());
    Line("to be decided by: ", declared.escalate.view());
    if (!verdict.contested.empty() || verdict.suggested == verdict.verdict) return;
    Line("the model suggests: ", std::string(VerdictWords(verdict.suggested)) + ", as " + verdict.suggested_why);
  }

  // One sentence: what we defend, what we do not and whose duty that is, what is undecided.
  void Summary(const std::vector<CategoryVerdict>& verdicts) {
    std::string ours, theirs, nobodys, undecided;
    auto add = [](std::string& list, std::string_view item) { list += (list.empty() ? "" : ", ") + std::string(item); };
    for (const CategoryVerdict& verdict : verdicts) {
      if (verdict.verdict == Verdict::expected) add(ours, verdict.category);
      else if (verdict.verdict != Verdict::not_expected) add(undecided, verdict.category);
      else if (verdict.handled_by.empty()) add(nobodys, verdict.category);
      else add(theirs, std::string(verdict.category) + " (" + std::string(verdict.handled_by) + ")");
    }
    std::string text;
    if (!ours.empty()) text += "We defend against " + ours + ". ";
    if (!theirs.empty()) text += "Others answer for " + theirs + ". ";
    if (!nobodys.empty()) text += "We do not expect " + nobodys + ". ";
    if (!undecided.empty()) text += "Undecided: " + undecided + ".";
    out_ += terminal_.In(Paint::bold, "In short") + " " + Wrap(Clean(text), terminal_.width(), 9) + "\n";
    if (std::any_of(verdicts.begin(), verdicts.end(), [](const CategoryVerdict& verdict) { return !verdict.contested.empty(); })) out_ += "Contested verdicts fail `merlon check`: change the verdict, or the model where it is wrong.\n";
    out_ += "Next: `merlon verdict --responsibility` draws who answers for what; `merlon threats` lists what is left for us.\n";
  }

  void Draw(const std::vector<CategoryVerdict>& verdicts, const std::vector<Duty>& duties) {
    std::vector<std::string> left, right;
    for (const CategoryVerdict& verdict : verdicts) {
      if (verdict.handled_by.empty()) left.push_back(std::string(verdict.category) + (verdict.verdict == Verdict::expected ? "" : " (" + std::string(VerdictWords(verdict.verdict)) + ")"));
    }
    std::string_view last;
    for (const Duty& duty : duties) {
      if (duty.receiver != last) right.push_back(std::string(duty.receiver));
      last = duty.receiver;
      right.push_back("  " + DutyText(duty) + (duty.expired ? ", which has run out" : ""));
    }
    size_t width = 4;
    for (const std::string& line : left) width = std::max(width, DisplayWidth(line));
    out_ += "  " + Pad("ours", width) + "  ┆  theirs\n  " + std::string(width, '-') + "  ┆  ------\n";
    for (size_t i = 0; i < std::max(left.size(), right.size()); ++i) {
      out_ += "  " + Pad(i < left.size() ? Clean(left[i]) : std::string(), width) + "  ┆" + (i < right.size() ? "  " + Clean(right[i]) : std::string()) + "\n";
    }
    out_ += "\n";
  }

  // What one receiver must be told; returns the index of the next receiver's first duty.
  size_t Guide(const std::vector<Duty>& duties, size_t first) {
    size_t last = first;
    while (last < duties.size() && duties[last].receiver == duties[first].receiver) ++last;
    out_ += terminal_.In(Paint::bold, "What " + std::string(duties[first].receiver) + " must be told") + "\n";
    for (size_t i = first; i < last; ++i) {
      out_ += "  - " + Wrap(Clean(WhatToTell(duties[i])), terminal_.width(), 4) + "\n";
    }
    out_ += "\n";
    return last;
  }

  const Workspace& workspace_;
  const Model& model_;
  Terminal terminal_;
  std::string out_;
};

int Run(const Invocation& invocation) {
  Session session = OpenModel(invocation, invocation.Arguments("MODEL"));
  if (!session.usable()) return session.exit;
  if (int exit = NarrowToUseCase(session, invocation); exit != kFine) return exit;
  bool responsibility = invocation.Has("--responsibility"), whole = !session.workspace->use_case();
  // Without anybody against whom there is no verdict to roll up.
  std::vector<UseCaseSum> sums;
  if (whole && !session.workspace->model().adversaries.empty()) sums = SumUpUseCases(*session.workspace, session.today);
  const Workspace& workspace = *session.workspace;
  std::vector<CategoryVerdict> verdicts = workspace.Verdicts();
  if (invocation.Json()) return PrintJson(workspace, verdicts, sums, responsibility);
  if (responsibility) {
    Print(Page(workspace).Boundary(verdicts));
  } else if (workspace.model().adversaries.empty()) {
    Print(std::string(kQuestionBack) + "\nName them under `adversaries:`; `merlon library` lists profiles from a curious relative to a state.\n");
  } else {
    Print(Page(workspace).Matrix(verdicts, sums));
  }
  return kFine;
}

constexpr Argument kArguments[] = {kModelArgument};
constexpr Option kOptions[] = {
    kFormatOption,
    {"--responsibility", "", "who answers for what, and what each must be told"},
    kUseCaseOption,
    kLibraryOption,
    kWithOption,
    kTodayOption,
};
constexpr std::string_view kExamples[] = {"merlon verdict shop.merlon.yaml", "merlon verdict --responsibility", "merlon verdict --use-case checkout --format json"};

}  // namespace

const Command& CommandVerdict() {
  static const Command kCommand{"verdict", "what is expected, what is not, who answers for it, and why", "what can go wrong?", kArguments, kOptions, kExamples, Run};
  return kCommand;
}

}  // namespace merlon::cli
