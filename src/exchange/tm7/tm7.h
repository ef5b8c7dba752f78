// Models of the Microsoft Threat Modeling Tool, 2014 and later (`.tm7`): XML as .NET's DataContractSerializer writes it, with drawn diagrams, the whole
// template, and the threats that the tool's rules found, judged by people or not.
#pragma once

#include "exchange/format.h"

namespace merlon {

const Format& FormatTm7();

}  // namespace merlon
