#include "cli/program.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>

extern char** environ;

namespace merlon::cli {
namespace {

constexpr size_t kMostError = 4096;

struct Pipe {
  int read = -1, write = -1;
  Pipe() = default;
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() {
    if (read >= 0) close(read);
    CloseWrite();
  }
  bool Open() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return false;
    read = ends[0];
    write = ends[1];
    return true;
  }
  void CloseWrite() {
    if (write >= 0) close(write);
    write = -1;
  }
};

// `settings`, then what the environment says of other names.
std::vector<char*> Environment(const std::vector<std::string>& settings) {
  std::vector<char*> all;
  for (const std::string& setting : settings) all.push_back(const_cast<char*>(setting.c_str()));
  for (char** at = environ; *at; ++at) {
    std::string_view name(*at);
    name = name.substr(0, name.find('=') + 1);
    bool set = std::any_of(settings.begin(), settings.end(), [&](const std::string& setting) { return setting.compare(0, name.size(), name) == 0; });
    if (!set) all.push_back(*at);
  }
  all.push_back(nullptr);
  return all;
}

// Takes what both pipes give until they are closed. False when there is too much output.
bool Collect(const Pipe& output, const Pipe& error, size_t most, ProgramResult& result) {
  std::array<pollfd, 2> ends = {pollfd{output.read, POLLIN, 0}, pollfd{error.read, POLLIN, 0}};
  std::array<char, 65536> buffer;
  while (ends[0].fd >= 0 || ends[1].fd >= 0) {
    if (poll(ends.data(), ends.size(), -1) < 0) {
      if (errno == EINTR) continue;
      return false;
    }
    for (size_t i = 0; i < ends.size(); ++i) {
      if (ends[i].fd < 0 || ends[i].revents == 0) continue;
      ssize_t got = read(ends[i].fd, buffer.data(), buffer.size());
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) {
        ends[i].fd = -1;
        continue;
      }
      size_t size = static_cast<size_t>(got);
      if (i == 1) {
        result.error.append(buffer.data(), std::min(size, kMostError - std::min(kMostError, result.error.size())));
        continue;
      }
      if (result.output.size() + size > most) return false;
      result.output.append(buffer.data(), size);
    }
  }
  return true;
}

}  // namespace

ProgramResult RunProgram(const std::vector<std::string>& arguments, const std::vector<std::string>& settings, size_t most) {
  ProgramResult result;
  Pipe output, error;
  if (!output.Open() || !error.Open()) return result;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, output.write, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, error.write, STDERR_FILENO);
  std::vector<char*> argv;
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  std::vector<char*> environment = Environment(settings);
  pid_t child = 0;
  result.started = posix_spawnp(&child, argv[0], &actions, nullptr, argv.data(), environment.data()) == 0;
  posix_spawn_file_actions_destroy(&actions);
  output.CloseWrite();
  error.CloseWrite();
  if (!result.started) return result;
  bool whole = Collect(output, error, most, result);
  if (!whole) kill(child, SIGKILL);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  result.status = whole && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return result;
}

}  // namespace merlon::cli
