// Reading a graph for graphviz so that the same text gives the same layout, wherever its parts happen to lie in memory.
#pragma once

#include <graphviz/cgraph.h>

#include <string>

#include "report/shared_library.h"

namespace merlon {

// The graph of a text in DOT, read by `graphviz`; null when it cannot be read. Close it with agclose.
//
// graphviz names nodes by the addresses of their names unless it is told otherwise, keeps them in that order, and so lays the same graph out in
// different ways from run to run. Here a name is a number, in the order of the text.
Agraph_t* ReadGraph(SharedLibrary& graphviz, const std::string& text);

}  // namespace merlon
