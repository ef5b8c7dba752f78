// JUnit XML: what build servers show as tests. There is no official schema; this is what Jenkins, GitLab and GitHub actions read.
#pragma once

#include <string>

#include "report/findings.h"

namespace merlon {

// One suite with a test case for each place of the model, which fails when a finding is at it, and one for each kind of finding about the text.
// Only errors and threats fail. What cannot be understood is an error instead of a failure, and a model that is malformed has no places.
std::string WriteJunit(const Workspace& workspace, std::span<const Finding> findings);

}  // namespace merlon
