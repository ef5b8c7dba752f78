// The part of `check` about judgement: verdicts that the model contradicts, uneven trust, reasons used twice, adversaries left out.
#pragma once

#include "judge/assess.h"

namespace merlon {

void ReviewVerdicts(const AssessInput& input, const Assessment& assessment, const Document& document, Diagnostics& diagnostics);

}  // namespace merlon
