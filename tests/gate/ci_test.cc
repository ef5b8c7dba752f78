// The examples for build servers cannot rot: their lines that call the program are run, on an example model, as they stand there.
#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "../support.h"

using namespace merlon;
namespace fs = std::filesystem;

namespace {

// A repository as the examples expect it, in a folder that goes away with the test. `merlon` on its path takes the day of all tests as today.
class Repository {
 public:
  Repository() {
    std::string name = (fs::temp_directory_path() / "merlon-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()));
    path_ = name;
    fs::create_directories(path_ / "threat-model");
    fs::create_directories(path_ / "bin");
    fs::copy_file(MERLON_SOURCE_FOLDER "/examples/corner-shop/merlon.yaml", path_ / "threat-model" / "merlon.yaml");
    fs::copy_file(MERLON_SOURCE_FOLDER "/examples/ci/policy.yaml", path_ / "threat-model" / "policy.yaml");
    Write("bin/merlon", "#!/bin/sh\nexec \"" MERLON_PROGRAM "\" \"$@\" --today 2026-11-23\n");
    fs::permissions(path_ / "bin" / "merlon", fs::perms::owner_all);
  }
  Repository(const Repository&) = delete;
  Repository& operator=(const Repository&) = delete;
  ~Repository() { fs::remove_all(path_); }

  void Write(const std::string& name, const std::string& text) const { std::ofstream(path_ / name, std::ios::binary) << text; }
  std::string Read(const std::string& name) const {
    std::ifstream stream(path_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  // The status of a line of shell that is run in the repository.
  int Run(const std::string& line) const {
    std::string command = "cd '" + path_.string() + "' && PATH=\"$PWD/bin:$PATH\" && { " + line + "; } >log 2>&1";
    int status = std::system(command.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }
  void Edit(const std::string& from, const std::string& to) const {
    std::string text = Read("threat-model/merlon.yaml");
    size_t at = text.find(from);
    REQUIRE_MESSAGE(at != std::string::npos, from);
    Write("threat-model/merlon.yaml", text.replace(at, from.size(), to));
  }

 private:
  fs::path path_;
};

struct Lines {
  std::vector<std::string> prepare;  // in comments: what somebody types once
  std::vector<std::string> run;      // in steps
};

Lines LinesOf(const std::string& file) {
  Lines lines;
  std::istringstream stream(RepositoryFile("examples/ci/" + file));
  for (std::string line; std::getline(stream, line);) {
    size_t at = line.find_first_not_of(" -");
    bool comment = at != std::string::npos && line[at] == '#';
    if (comment) at = line.find_first_not_of("# ", at);
    if (at == std::string::npos || line.compare(at, 7, "merlon ") != 0) continue;
    (comment ? lines.prepare : lines.run).push_back(line.substr(at));
  }
  return lines;
}

// The texts of all scalars of a YAML file, line by line: what a build server runs is among them.
std::vector<std::string> ScalarLines(const std::string& file) {
  Document document;
  Diagnostics diagnostics;
  NodeId root = document.Parse(document.AddFile(file, RepositoryFile("examples/ci/" + file), diagnostics), diagnostics);
  REQUIRE(root);
  REQUIRE_FALSE(diagnostics.malformed());
  std::vector<std::string> lines;
  for (uint32_t i = 0; i < document.node_count(); ++i) {
    std::istringstream stream{std::string(document.text(NodeId(i)))};
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
  }
  return lines;
}

}  // namespace

TEST_CASE("examples/ci: every line runs as it stands, and finds only what is new") {
  for (const std::string& file : {std::string("github-actions.yml"), std::string("gitlab-ci.yml")}) {
    CAPTURE(file);
    Lines lines = LinesOf(file);
    REQUIRE(lines.prepare.size() == 1);
    REQUIRE(!lines.run.empty());
    std::vector<std::string> scalars = ScalarLines(file);
    for (const std::string& line : lines.run) CHECK_MESSAGE(std::find(scalars.begin(), scalars.end(), line) != scalars.end(), line);

    Repository repository;
    // The shop has an open threat over the threshold: that is what the baseline is for.
    CHECK(repository.Run(lines.prepare.front()) == 1);
    for (const std::string& line : lines.run) {
      int status = repository.Run(line);
      CHECK_MESSAGE(status == 0, line, "\n", repository.Read("log"));
    }
    // Without the lines that call the checks the example would be no gate.
    repository.Edit("encrypted: yes, source-authenticated: yes", "encrypted: no, source-authenticated: yes");
    CHECK(repository.Run(lines.run.front()) == 1);
    CHECK(repository.Read("log").find("encrypted-across-boundaries") != std::string::npos);
    repository.Edit("system: Corner shop", "systm: Corner shop");
    CHECK(repository.Run(lines.run.front()) == 2);
    repository.Run("rm -r threat-model");
    CHECK(repository.Run(lines.run.front()) == 3);
  }
}

TEST_CASE("examples/ci: the reports are what the servers read") {
  Repository repository;
  Lines github = LinesOf("github-actions.yml"), gitlab = LinesOf("gitlab-ci.yml");
  CHECK(repository.Run(github.prepare.front()) == 1);
  repository.Edit("encrypted: yes, source-authenticated: yes", "encrypted: no, source-authenticated: yes");
  CHECK(repository.Run(github.run.front()) == 1);
  nlohmann::json log = nlohmann::json::parse(repository.Read("merlon.sarif"));
  const nlohmann::json& results = log["runs"][0]["results"];
  REQUIRE(!results.empty());
  for (const nlohmann::json& result : results) CHECK(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "threat-model/merlon.yaml");
  CHECK(repository.Run(gitlab.run.front()) == 1);
  CHECK(repository.Read("merlon.xml").find("<testcase classname=\"flow\" name=\"web..api\"") != std::string::npos);
}

TEST_CASE("examples/ci: the baseline that a comment tells to make is asked by the lines that are run") {
  for (const std::string& file : {std::string("github-actions.yml"), std::string("gitlab-ci.yml")}) {
    Lines lines = LinesOf(file);
    CHECK(lines.prepare.front().find("--output threat-model/known.json") != std::string::npos);
    CHECK(lines.run.front().find("--baseline threat-model/known.json") != std::string::npos);
  }
}

TEST_CASE("examples/ci: the hook lets a good model pass, and stops a commit that breaks one") {
  Repository repository;
  std::string git = "git -c user.name=a -c user.email=a@b -c core.hooksPath=.git/hooks ";
  std::string begin = "unset GIT_DIR GIT_INDEX_FILE GIT_WORK_TREE; export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null; ";
  auto run = [&](const std::string& line) { return repository.Run(begin + line); };
  REQUIRE(run("git init -q . && cp '" MERLON_SOURCE_FOLDER "/examples/ci/pre-commit' .git/hooks/pre-commit && git add threat-model") == 0);
  CHECK_MESSAGE(run(git + "commit -qm one") == 0, repository.Read("log"));
  // What has nothing to do with a model is not held up, and a mistake that is not staged is not looked at.
  repository.Edit("system: Corner shop", "systm: Corner shop");
  repository.Write("notes.txt", "x");
  CHECK_MESSAGE(run("git add notes.txt && " + git + "commit -qm two") == 0, repository.Read("log"));
  CHECK(run("git add threat-model && " + git + "commit -qm three") != 0);
  CHECK(repository.Read("log").find("unknown-key") != std::string::npos);
  // Staged is what counts, whatever the working tree says by now.
  repository.Edit("systm: Corner shop", "system: Corner shop");
  CHECK(run(git + "commit -qm three") != 0);
  CHECK_MESSAGE(run("git add threat-model && " + git + "commit -q --allow-empty -m three") == 0, repository.Read("log"));
  // The same file with the names of the files, as pre-commit calls it, and with a threshold.
  std::string hook = "sh '" MERLON_SOURCE_FOLDER "/examples/ci/pre-commit' threat-model/merlon.yaml";
  CHECK_MESSAGE(run(hook) == 0, repository.Read("log"));
  CHECK(run("MERLON_CHECK='--fail-on high' " + hook) == 1);
}

TEST_CASE(".pre-commit-hooks.yaml: what it starts is there") {
  Document document;
  Diagnostics diagnostics;
  NodeId root = document.Parse(document.AddFile("hooks", RepositoryFile(".pre-commit-hooks.yaml"), diagnostics), diagnostics);
  REQUIRE(root);
  REQUIRE_FALSE(diagnostics.malformed());
  size_t hooks = 0;
  document.ForEachItem(root, [&](NodeId hook) {
    std::string entry(document.text(document.Find(hook, "entry")));
    fs::path program = fs::path(MERLON_SOURCE_FOLDER) / entry.substr(0, entry.find(' '));
    CAPTURE(entry);
    CHECK((fs::status(program).permissions() & fs::perms::owner_exec) != fs::perms::none);
    CHECK(document.text(document.Find(hook, "language")) == "script");
    ++hooks;
  });
  CHECK(hooks == 2);
}
