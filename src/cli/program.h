// Other programs: started with a list of arguments, never through a shell.
#pragma once

#include <string>
#include <vector>

namespace merlon::cli {

struct ProgramResult {
  bool started = false;  // false: there is no such program
  int status = -1;       // its exit status; -1 when it was ended by a signal or wrote too much
  std::string output;
  std::string error;     // the start of its error output
};

// Runs `arguments[0]`, looked for in PATH, in the current folder with nothing to read, and waits for it. `settings` are `NAME=value` and go
// before the environment. Of its output at most `most` bytes are taken; a program that writes more is stopped.
ProgramResult RunProgram(const std::vector<std::string>& arguments, const std::vector<std::string>& settings, size_t most);

}  // namespace merlon::cli
