// Input made to hurt: the program must end soon, in little memory, with the right status.
//
// Limits are several times what is needed, for slow and busy machines. A sanitizer multiplies both, so there only the statuses count.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include "../support.h"

using namespace merlon;
namespace fs = std::filesystem;

namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr double kMostSeconds = 300;
constexpr long kMostMegabytes = 20000;
#else
constexpr double kMostSeconds = 5;
constexpr long kMostMegabytes = 150;
#endif

struct Ending {
  int status = -1;  // -1: it did not end by itself
  double seconds = 0;
  long megabytes = 0;
};

// A folder that goes away with the test.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "merlon-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()));
    path_ = name;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path_); }
  fs::path Write(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
    return path_ / name;
  }

 private:
  fs::path path_;
};

double Seconds(const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; }

Ending RunProgram(const char* command, const fs::path& model) {
  std::string model_path = model.string();
  pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    int nowhere = open("/dev/null", O_RDWR);
    for (int descriptor : {0, 1, 2}) dup2(nowhere, descriptor);
    // A hang must not outlive the test.
    rlimit limit{static_cast<rlim_t>(kMostSeconds * 6), static_cast<rlim_t>(kMostSeconds * 6)};
    setrlimit(RLIMIT_CPU, &limit);
    execl(MERLON_PROGRAM, "merlon", command, model_path.c_str(), static_cast<char*>(nullptr));
    _exit(127);
  }
  int status = 0;
  rusage usage{};
  wait4(child, &status, 0, &usage);
  Ending ending;
  if (WIFEXITED(status)) ending.status = WEXITSTATUS(status);
  // Work, not waiting: the machine may be busy with something else.
  ending.seconds = Seconds(usage.ru_utime) + Seconds(usage.ru_stime);
  ending.megabytes = usage.ru_maxrss / 1024;
  return ending;
}

void Expect(const std::string& text, int status) {
  Folder folder;
  fs::path model = folder.Write("model.yaml", text);
  for (const char* command : {"check", "threats"}) {
    std::string what = command;
    CAPTURE(what);
    Ending ending = RunProgram(command, model);
    CHECK(ending.status == status);
    CHECK(ending.seconds < kMostSeconds);
    CHECK(ending.megabytes < kMostMegabytes);
  }
}

std::string Repeat(std::string_view text, size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (size_t i = 0; i < times; ++i) out += text;
  return out;
}

}  // namespace

TEST_CASE("hostile: a file of 65 MiB") { Expect(Repeat("# nothing but comments\n", (size_t{65} << 20) / 23 + 1), 2); }

TEST_CASE("hostile: brackets 100,000 deep") {
  Expect("x-a: " + std::string(100000, '['), 2);
  Expect("x-a: " + Repeat("{a: ", 100000), 2);
  Expect(Repeat("- ", 100000), 2);
  Expect(Repeat("? ", 100000), 2);
}

TEST_CASE("hostile: indentation 5,000 deep") {
  std::string text;
  for (size_t i = 0; i < 5000; ++i) text += std::string(i, ' ') + "a:\n";
  Expect(text, 2);
}

TEST_CASE("hostile: an alias bomb") {
  std::string text = "x-notes:\n  - &a0 [1, 2, 3, 4, 5, 6, 7, 8, 9, 0]\n";
  for (int i = 1; i < 30; ++i) {
    std::string before = "*a" + std::to_string(i - 1);
    text += "  - &a" + std::to_string(i) + " [" + before;
    for (int n = 1; n < 10; ++n) text += ", " + before;
    text += "]\n";
  }
  Expect(text, 2);
}

TEST_CASE("hostile: many anchors and many aliases") {
  std::string text = "x-notes:\n";
  for (int i = 0; i < 100000; ++i) text += "  - &a" + std::to_string(i) + " 1\n";
  text += Repeat("  - *a0\n", 90000);
  Expect(text, 0);
}

TEST_CASE("hostile: bytes that are no UTF-8") {
  Expect(Repeat("\xFF\xFE", 1000000), 2);
  Expect("system: shop\nabout: " + Repeat("\xC3(", 100000), 2);
}

TEST_CASE("hostile: a million unknown keys") {
  std::string text = "processes:\n  web:\n";
  for (int i = 0; i < 1000000; ++i) text += "    technolog" + std::to_string(i) + ": 1\n";
  Expect(text, 2);
}

TEST_CASE("hostile: a thousand misspelt names among 100,000") {
  std::string text = "zones: [inside]\nprocesses:\n";
  for (int i = 0; i < 100000; ++i) text += "  process-" + std::to_string(i) + ": inside\n";
  text += "flows:\n";
  for (int i = 0; i < 1000; ++i) text += "  process-" + std::to_string(i) + " -> proces-" + std::to_string(i) + "x: https\n";
  Expect(text, 2);
}

TEST_CASE("hostile: 100,000 zones in each other") {
  std::string text = "zones:\n  z0:\n";
  for (int i = 1; i < 100000; ++i) text += "  z" + std::to_string(i) + ": z" + std::to_string(i - 1) + "\n";
  Expect(text, 2);
  std::string circle = "zones:\n";
  for (int i = 0; i < 100000; ++i) circle += "  z" + std::to_string(i) + ": z" + std::to_string((i + 1) % 100000) + "\n";
  Expect(circle, 2);
}

TEST_CASE("hostile: one hub with 100,000 flows") {
  std::string text = "zones: { out: { trust: none }, in: { trust: high } }\nactors: { user: out }\nprocesses: { hub: in }\nflows:\n";
  for (int i = 0; i < 100000; ++i) text += "  user -> hub (" + std::to_string(i) + "): https\n";
  Folder folder;
  fs::path model = folder.Write("model.yaml", text);
  Ending check = RunProgram("check", model);
  CHECK(check.status == 0);
  CHECK(check.seconds < kMostSeconds);
  CHECK(check.megabytes < kMostMegabytes);
  // The model is well-formed and has a million threats; listing them takes its time, in proportion.
  Ending threats = RunProgram("threats", model);
  CHECK(threats.status == 0);
  CHECK(threats.seconds < 4 * kMostSeconds);
}

TEST_CASE("hostile: every place has a decision that fits nothing") {
  std::string text = "processes: [web]\ndecisions:\n";
  for (int i = 0; i < 50000; ++i) text += "  flooding@web" + std::to_string(i) + ": { accept: yes, why: A day offline costs us little. }\n";
  Folder folder;
  Ending ending = RunProgram("check", folder.Write("model.yaml", text));
  CHECK(ending.status == 1);
  CHECK(ending.seconds < kMostSeconds);
  CHECK(ending.megabytes < kMostMegabytes);
}
