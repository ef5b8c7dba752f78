// What tests share: the built-in library, models from text, and threats as plain strings.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/workspace.h"

namespace merlon {

// 2026-11-23, the day on which all tests take place.
inline constexpr int32_t kTestDay = 20780;

// The library that is part of the program; it must be free of errors.
const Library& TestLibrary();

// Further files of a model, by path.
using TestFiles = std::map<std::string, std::string, std::less<>>;

// Reads a model from text and, when it is not malformed, analyses it. The first text is `model.yaml`.
std::unique_ptr<Workspace> Load(std::string text, const TestFiles& files = {});
// As `Load`, with the findings of `check`.
std::unique_ptr<Workspace> Check(std::string text, bool require_evidence = false);

// `id -> status`, where what is set aside reads `open, set aside`.
std::map<std::string, std::string> Statuses(const Workspace& workspace);
// The status of one threat; empty when there is none.
std::string StatusOf(const Workspace& workspace, std::string_view id);
// `line:column code` of every diagnostic, in order of position, one a line.
std::string Complaints(const Workspace& workspace);
// The first diagnostic of this code, or null.
const Diagnostic* Find(const Workspace& workspace, std::string_view code);
// The value of a property at a place, as people write it.
std::string ValueAt(const Workspace& workspace, std::string_view property, std::string_view place);
Reason ReasonAt(const Workspace& workspace, std::string_view property, std::string_view place);

// The text of a file of the repository, by its path from the root.
std::string RepositoryFile(std::string_view path);
// Non-empty lines of such a file.
std::vector<std::string> RepositoryLines(std::string_view path);

}  // namespace merlon
