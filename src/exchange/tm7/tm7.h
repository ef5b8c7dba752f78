// Models of the Microsoft Threat Modeling Tool (`.tm7`): XML as .NET's DataContractSerializer writes it, with drawn diagrams, the whole
// template, and the threats that the tool's rules found, judged by people or not.
#pragma once

#include "exchange/format.h"

namespace merlon {

const Format& FormatTm7();

}  // namespace merlon
