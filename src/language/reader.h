// Text -> model: files, tables, names.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "language/names.h"
#include "library/library.h"
#include "model/model.h"

namespace merlon {

// How the engine asks its host for a file: the folder of the file that was named, as it was named, and a path in it with `/` and without `..`.
// Nothing: it cannot be read.
using LoadFile = std::function<std::optional<std::string>(std::string_view folder, std::string_view path)>;

// Parses the file and, breadth first, everything it includes. Included files must lie in the folder of the first one or below it.
// Returns the roots of the trees, the first file's first.
std::vector<NodeId> ParseWithIncludes(Document& document, FileId first, const LoadFile& load, Diagnostics& diagnostics);

// The folders named under `library:`, relative to the model's folder, with the node that names each.
std::vector<Text> LibraryFolders(const Document& document, const std::vector<NodeId>& roots, Diagnostics& diagnostics);

// Reads the trees as one model and resolves every name. Everything wrong is reported; what is wrong stays empty.
void ReadModel(const Document& document, const std::vector<NodeId>& roots, const Library& library, Model& model, Names& names, Diagnostics& diagnostics);

// `visit(field, reference)` for every reference in the model, in the order of the table.
void ForEachReference(Model& model, const std::function<void(const Field&, Ref&)>& visit);

// `folder/../x` made plain; nothing when it leaves the folder it starts from or is absolute.
std::optional<std::string> PlainPath(std::string_view folder, std::string_view path);

}  // namespace merlon
