// Rules about the source itself that nobody should have to remember.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <regex>
#include <sstream>

#include "../support.h"

using namespace merlon;
namespace fs = std::filesystem;

namespace {

// From the bottom up: a room may include itself and what stands before it.
constexpr std::array<std::string_view, 16> kRooms = {"base", "text", "model", "judge/scoring", "library", "language", "facts", "rules", "paths", "judge", "plan", "engine", "exchange", "results", "report", "cli"};
constexpr std::string_view kLastEngineRoom = "engine";

size_t Rank(std::string_view room) { return static_cast<size_t>(std::find(kRooms.begin(), kRooms.end(), room) - kRooms.begin()); }

// The room that a path below src/ lies in. A room inside another one's folder is a room of its own.
std::string RoomOf(const std::string& path) {
  for (std::string_view room : kRooms) {
    if (room.find('/') != std::string_view::npos && path.substr(0, room.size()) == room && path[room.size()] == '/') return std::string(room);
  }
  return path.substr(0, path.find('/'));
}

struct SourceFile {
  std::string path;  // below src/
  std::string room;
  std::vector<std::string> lines;
};

const std::vector<SourceFile>& Sources() {
  static const std::vector<SourceFile> kSources = [] {
    std::vector<SourceFile> sources;
    fs::path root = fs::path(MERLON_SOURCE_FOLDER) / "src";
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root)) {
      std::string extension = entry.path().extension().string();
      if (extension != ".h" && extension != ".cc") continue;
      std::string path = entry.path().lexically_relative(root).generic_string();
      std::istringstream text(RepositoryFile("src/" + path));
      SourceFile source{path, RoomOf(path), {}};
      for (std::string line; std::getline(text, line);) source.lines.push_back(line);
      sources.push_back(std::move(source));
    }
    return sources;
  }();
  return kSources;
}

// The line without strings, characters and the comment at its end.
std::string CodeOf(const std::string& line) {
  static const std::regex kStrings(R"re("(\\.|[^"\\])*"|'(\\.|[^'\\])*')re");
  std::string code = std::regex_replace(line, kStrings, "\"\"");
  size_t comment = code.find("//");
  return comment == std::string::npos ? code : code.substr(0, comment);
}

}  // namespace

TEST_CASE("structure: every room is known") {
  REQUIRE(Sources().size() > 50);
  for (const SourceFile& source : Sources()) {
    CAPTURE(source.path);
    CHECK(Rank(source.room) < kRooms.size());
  }
}

TEST_CASE("structure: a room includes only itself and the rooms before it") {
  static const std::regex kInclude(R"(^\s*#include\s+"([^"]+)\")");
  for (const SourceFile& source : Sources()) {
    for (size_t i = 0; i < source.lines.size(); ++i) {
      std::smatch match;
      if (!std::regex_search(source.lines[i], match, kInclude)) continue;
      std::string included = match[1], room = RoomOf(included);
      CAPTURE(source.path);
      CAPTURE(included);
      CHECK_MESSAGE(included.find('/') != std::string::npos, "includes are written from src/");
      CHECK_MESSAGE(Rank(room) < kRooms.size(), "no such room");
      CHECK_MESSAGE(Rank(room) <= Rank(source.room), "this room may not know that one");
      // Formats and reports are strangers to each other; what formats of drawings share knows none of them.
      bool shared = fs::path(included).parent_path() == "exchange/drawing";
      bool apart = !shared && (room == "exchange" || room == "report") && room == source.room && std::count(included.begin(), included.end(), '/') > 1;
      if (apart) CHECK(fs::path(included).parent_path() == fs::path(source.path).parent_path());
    }
  }
}

TEST_CASE("structure: no file is over 500 lines") {
  for (const SourceFile& source : Sources()) CHECK_MESSAGE(source.lines.size() <= 500, source.path, " has ", source.lines.size(), " lines");
}

TEST_CASE("structure: headers are guarded and say what they are") {
  for (const SourceFile& source : Sources()) {
    if (source.path.back() != 'h') continue;
    CAPTURE(source.path);
    CHECK(source.lines.front().substr(0, 3) == "// ");
    CHECK(std::find(source.lines.begin(), source.lines.end(), "#pragma once") != source.lines.end());
  }
}

TEST_CASE("structure: the engine touches no platform and throws nothing") {
  static const std::regex kPlatform(R"(#include\s*<(iostream|fstream|filesystem|thread|mutex|future|atomic|unistd\.h|sys/.*|fcntl\.h|ctime|random)>)");
  static const std::regex kWords(R"(\b(throw|try|catch|dynamic_cast|typeid|getenv|fopen|printf|system_clock|steady_clock|high_resolution_clock|std::cout|std::cerr|thread_local|rand)\b)");
  for (const SourceFile& source : Sources()) {
    if (Rank(source.room) > Rank(kLastEngineRoom)) continue;
    for (size_t i = 0; i < source.lines.size(); ++i) {
      std::string code = CodeOf(source.lines[i]);
      bool bad = std::regex_search(source.lines[i], kPlatform) || std::regex_search(code, kWords);
      CHECK_MESSAGE(!bad, source.path, ":", i + 1, ": ", source.lines[i]);
    }
  }
}

TEST_CASE("structure: no path of somebody's machine stands in the source") {
  static const std::regex kMachine(R"((/home/|/work/|/Users/|/tmp/|C:\\))");
  for (const SourceFile& source : Sources()) {
    for (size_t i = 0; i < source.lines.size(); ++i) CHECK_MESSAGE(!std::regex_search(source.lines[i], kMachine), source.path, ":", i + 1, ": ", source.lines[i]);
  }
}
