#include "text/diagnostics.h"

#include <algorithm>

namespace merlon {

std::string_view Name(Severity severity) {
  switch (severity) {
    case Severity::hint: return "hint";
    case Severity::warning: return "warning";
    case Severity::error: return "error";
  }
  return {};
}

Diagnostic& Diagnostics::Add(const Code& code, Span span, std::string message, std::string hint) {
  if (code.severity == Severity::error) ++errors_;
  if (code.weight == Weight::malformed) malformed_ = true;
  Diagnostic diagnostic{&code, std::move(message), span, std::move(hint), {}, {}};
  if (Full()) {
    ++left_out_;
    spare_ = std::move(diagnostic);
    return spare_;
  }
  kept_.push_back(std::move(diagnostic));
  return kept_.back();
}

void Diagnostics::Sort() {
  std::stable_sort(kept_.begin(), kept_.end(),
                   [](const Diagnostic& a, const Diagnostic& b) { return a.span.begin < b.span.begin; });
}

void Diagnostics::Append(const Diagnostics& others) {
  for (const Diagnostic& diagnostic : others.kept_) {
    Diagnostic& added = Add(*diagnostic.code, diagnostic.span, diagnostic.message, diagnostic.hint);
    added.related = diagnostic.related;
    added.about = diagnostic.about;
  }
  left_out_ += others.left_out_;
  malformed_ = malformed_ || others.malformed_;
}

}  // namespace merlon
