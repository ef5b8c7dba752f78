#include "cli/versions.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <map>

#include "base/strings.h"
#include "cli/files.h"
#include "cli/program.h"

namespace merlon::cli {
namespace {

constexpr size_t kMostListing = size_t{64} << 20;
constexpr size_t kMostLibraryFiles = 20000;

struct TreeEntry {
  std::string mode, object;
  size_t size = 0;
  bool is_file() const { return mode == "100644" || mode == "100755" || mode == "100664"; }
};
using Tree = std::map<std::string, TreeEntry, std::less<>>;

// What `git` says in a folder, or the first line of its complaint.
struct Answer {
  bool good = false;
  bool no_git = false;
  std::string text;
};

Answer Git(const std::string& folder, std::vector<std::string> arguments, size_t most) {
  // Reading must neither fetch what a partial clone left out, nor ask for a password, nor write to the repository.
  arguments.insert(arguments.begin(), {"git", "-C", folder.empty() ? "." : folder, "--no-pager", "--literal-pathspecs", "--no-replace-objects"});
  ProgramResult result = RunProgram(arguments, {"GIT_NO_LAZY_FETCH=1", "GIT_ALLOW_PROTOCOL=none", "GIT_TERMINAL_PROMPT=0", "GIT_OPTIONAL_LOCKS=0", "LC_ALL=C"}, most);
  if (!result.started) return {false, true, {}};
  if (result.status == 0) return {true, false, std::move(result.output)};
  std::string line = result.error.substr(0, result.error.find('\n'));
  for (std::string_view lead : {"fatal: ", "error: "}) {
    if (line.compare(0, lead.size(), lead) == 0) line.erase(0, lead.size());
  }
  // How far it looked is no news.
  return {false, false, line.compare(0, 20, "not a git repository") == 0 ? line.substr(0, 20) : line};
}

// `MODE SP TYPE SP OBJECT SP+ SIZE TAB NAME NUL`, again and again.
Tree ReadListing(std::string_view listing) {
  Tree tree;
  while (!listing.empty()) {
    std::string_view record = listing.substr(0, listing.find('\0'));
    listing.remove_prefix(std::min(listing.size(), record.size() + 1));
    size_t tab = record.find('\t');
    if (tab == std::string_view::npos) continue;
    std::vector<std::string_view> words;
    for (size_t at = 0; at < tab;) {
      size_t end = std::min(record.find(' ', at), tab);
      if (end > at) words.push_back(record.substr(at, end - at));
      at = end + 1;
    }
    if (words.size() != 4) continue;
    TreeEntry entry{std::string(words[0]), std::string(words[2]), 0};
    std::from_chars(words[3].data(), words[3].data() + words[3].size(), entry.size);
    tree.emplace(std::string(record.substr(tab + 1)), std::move(entry));
  }
  return tree;
}

// The files of one commit.
class Revision {
 public:
  Revision(std::string here, std::string commit, std::string shown) : here_(std::move(here)), commit_(std::move(commit)), shown_(std::move(shown)) {}

  // The entries of a folder (no slash at its end, empty: the root), or null. Links and submodules are entries that cannot be read.
  const Tree* Folder(const std::string& path) {
    auto [known, is_new] = folders_.try_emplace(path);
    if (is_new) {
      Answer answer = Git(here_, {"ls-tree", "--full-tree", "-z", "-l", commit_ + ":" + path}, kMostListing);
      if (answer.good) known->second = ReadListing(answer.text);
    }
    return known->second ? &*known->second : nullptr;
  }
  const TreeEntry* Find(const std::string& path) {
    size_t slash = path.rfind('/');
    const Tree* folder = Folder(slash == std::string::npos ? std::string() : path.substr(0, slash));
    if (!folder) return nullptr;
    auto found = folder->find(path.substr(slash == std::string::npos ? 0 : slash + 1));
    return found == folder->end() ? nullptr : &found->second;
  }
  std::optional<std::string> Read(const std::string& path) {
    const TreeEntry* entry = Find(path);
    return entry ? ReadBlob(*entry) : std::nullopt;
  }
  std::optional<std::vector<LibraryFile>> ReadLibrary(const std::string& folder, const std::string& shown_folder) {
    Answer answer = Git(here_, {"ls-tree", "--full-tree", "-r", "-z", "-l", commit_ + ":" + folder}, kMostListing);
    if (!answer.good) return std::nullopt;
    std::vector<LibraryFile> files;
    for (const auto& [path, entry] : ReadListing(answer.text)) {
      bool wanted = path.find('/') != std::string::npos && path.size() > 3 && path.compare(path.size() - 3, 3, ".md") == 0;
      if (!wanted || !entry.is_file() || files.size() >= kMostLibraryFiles) continue;
      std::optional<std::string> text = ReadBlob(entry);
      if (!text) return std::nullopt;
      files.push_back({path, std::move(*text), shown_folder + "/"});
    }
    return files;
  }
  // As messages name a file of this revision.
  std::string Shown(const std::string& path) const { return shown_ + ":" + (path.find('/') == std::string::npos ? "./" : "") + path; }

 private:
  std::optional<std::string> ReadBlob(const TreeEntry& entry) const {
    if (!entry.is_file() || entry.size > kMostFileBytes) return std::nullopt;
    Answer answer = Git(here_, {"cat-file", "blob", entry.object}, kMostFileBytes);
    return answer.good ? std::optional(std::move(answer.text)) : std::nullopt;
  }

  std::string here_, commit_, shown_;
  std::map<std::string, std::optional<Tree>> folders_;
};

// The model's file below a path at a revision: the path itself, or in a folder `merlon.yaml` or the only `*.merlon.yaml`. Empty: `problem` says why.
std::string FindModelAt(Revision& revision, const std::string& path, const std::string& shown, std::string& problem) {
  const TreeEntry* entry = path.empty() ? nullptr : revision.Find(path);
  if (entry && entry->is_file()) return path;
  const Tree* folder = !entry && !path.empty() ? nullptr : revision.Folder(path);
  if (!folder) {
    problem = entry ? "`" + shown + "` is a link or a submodule, which is not followed in a revision" : "`" + shown + "` does not exist in that revision";
    return {};
  }
  std::string lead = path.empty() ? std::string() : path + "/";
  if (auto plain = folder->find("merlon.yaml"); plain != folder->end()) return lead + "merlon.yaml";
  std::vector<std::string> found;
  constexpr std::string_view kEnding = ".merlon.yaml";
  for (const auto& [name, file] : *folder) {
    if (name.size() > kEnding.size() && name.compare(name.size() - kEnding.size(), kEnding.size(), kEnding) == 0) found.push_back(lead + name);
  }
  if (found.size() == 1) return found.front();
  problem = found.empty() ? "`" + shown + "` holds no `merlon.yaml` and no `*.merlon.yaml` in that revision" : "`" + shown + "` holds several `*.merlon.yaml`; name one of them";
  return {};
}

// The colon that ends the revision: not one within `^{/words: more}` or `@{10:00}`.
size_t RevisionEnd(std::string_view name) {
  size_t depth = 0;
  for (size_t i = 0; i < name.size(); ++i) {
    if (name[i] == '{') ++depth;
    if (name[i] == '}' && depth > 0) --depth;
    if (name[i] == ':' && depth == 0) return i;
  }
  return name.size();
}

// The path from the repository's root, without a slash at its end; the root is empty. Nothing when it leaves the repository.
std::optional<std::string> PathInRepository(std::string_view here, std::string_view path) {
  bool relative = path == "." || path == ".." || path.substr(0, 2) == "./" || path.substr(0, 3) == "../";
  // With a name behind it, the root is a path too.
  constexpr std::string_view kName = "x";
  std::optional<std::string> plain = PlainPath(relative ? here : std::string_view(), path.empty() ? std::string(kName) : std::string(path) + "/" + std::string(kName));
  if (!plain) return std::nullopt;
  size_t slash = plain->rfind('/');
  return slash == std::string::npos ? std::string() : plain->substr(0, slash);
}

Session Failed(std::string_view message, std::string_view hint) {
  Session session;
  session.exit = Complain(message, hint, kEnvironment);
  return session;
}

// The first number of a text, as days since 1970-01-01.
int32_t DayOf(std::string_view seconds) {
  constexpr int64_t kDay = 86400;
  int64_t value = 0;
  std::from_chars(seconds.data(), seconds.data() + seconds.size(), value);
  return static_cast<int32_t>(std::clamp<int64_t>(value / kDay, 0, INT32_MAX));
}

std::vector<std::string_view> LinesOf(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    lines.push_back(text.substr(0, text.find('\n')));
    text.remove_prefix(std::min(text.size(), lines.back().size() + 1));
  }
  return lines;
}

constexpr std::string_view kCommitFormat = "--format=%H %at %an";

Commit ReadCommit(std::string_view line) {
  size_t id = line.find(' '), time = line.find(' ', std::min(line.size(), id + 1));
  if (id == std::string_view::npos || time == std::string_view::npos) return {std::string(line), 0, {}};
  return {std::string(line.substr(0, id)), DayOf(line.substr(id + 1, time - id - 1)), std::string(line.substr(time + 1))};
}

bool MayBeRevision(std::string_view text) { return !text.empty() && text.front() != '-' && text.find_first_of("\n\r") == std::string_view::npos; }

// A model at a commit of the repository around `folder`. `path` as in `REV:PATH`; `asked` and `shown` are for messages.
Session OpenAt(const Invocation& invocation, const std::string& folder, const std::string& commit, const std::string& path, const std::string& asked, const std::string& shown, const SessionOptions& options) {
  Answer here = Git(folder, {"rev-parse", "--show-prefix"}, kMostListing);
  std::optional<std::string> inside = PathInRepository(here.text.substr(0, here.text.find('\n')), path);
  if (!inside) return Failed("`" + path + "` lies outside the repository", "name a path from the repository's root, or from here with `./`");
  auto revision = std::make_shared<Revision>(folder, commit, shown);
  std::string problem, file = FindModelAt(*revision, *inside, asked, problem);
  if (file.empty()) return Failed(problem, asked == shown ? "a revision alone means this folder; name the model with `" + asked + ":PATH`" : "a path in a revision counts from the repository's root; with `./` from here");
  std::optional<std::string> text = revision->Read(file);
  if (!text) return Failed("`" + revision->Shown(file) + "` cannot be read", "it must be a file, not a link, of at most 64 MiB");
  std::string around = FolderOf(file);
  Host host;
  host.load_file = [revision, around](std::string_view, std::string_view included) { return revision->Read(around + std::string(included)); };
  host.load_folder = [revision, around](std::string_view named) { return revision->ReadLibrary(around + std::string(named), revision->Shown(around + std::string(named))); };
  return OpenTexts(invocation, {{revision->Shown(file), std::move(*text)}}, host, options);
}

}  // namespace

Session OpenVersion(const Invocation& invocation, const std::string& name, const SessionOptions& options) {
  std::error_code error;
  if (name == "-" || std::filesystem::exists(name, error)) return OpenModel(invocation, {name}, options);
  size_t colon = RevisionEnd(name);
  std::string wanted = name.substr(0, colon), path = colon < name.size() ? name.substr(colon + 1) : std::string("./");
  constexpr std::string_view kHow = "name a file, a folder, or `REV:PATH` in a git repository, as in `HEAD~1:model`";
  if (!MayBeRevision(wanted)) return Failed("`" + name + "` does not exist", kHow);
  Answer here = Git({}, {"rev-parse", "--show-prefix"}, kMostListing);
  if (here.no_git) return Failed("`" + name + "` does not exist, and to look for it in a git repository the program `git` is needed", "check the path, or install git");
  if (!here.good) return Failed("`" + name + "` does not exist, and no revision can be read here: " + here.text, kHow);
  std::optional<Commit> commit = FindCommit({}, wanted);
  if (!commit) return Failed(colon < name.size() ? "`" + wanted + "` is no revision of this repository" : "`" + name + "` is no file, no folder and no revision", kHow);
  return OpenAt(invocation, {}, commit->id, path, name, wanted, options);
}

std::vector<Commit> CommitsOf(const std::string& folder, const std::vector<std::string>& names, size_t most, const std::string& since) {
  std::vector<std::string> arguments = {"log", "-n", std::to_string(most), std::string(kCommitFormat)};
  if (!since.empty()) arguments.push_back(since + "..HEAD");
  arguments.push_back("--");
  for (const std::string& name : names) arguments.push_back(name);
  Answer answer = Git(folder, arguments, kMostListing);
  std::vector<Commit> commits;
  if (!answer.good) return commits;
  for (std::string_view line : LinesOf(answer.text)) commits.push_back(ReadCommit(line));
  return commits;
}

std::optional<Commit> FindCommit(const std::string& folder, const std::string& revision) {
  if (!MayBeRevision(revision)) return std::nullopt;
  Answer commit = Git(folder, {"rev-parse", "--verify", "--quiet", revision + "^{commit}"}, kMostListing);
  if (!commit.good) return std::nullopt;
  std::string id = commit.text.substr(0, commit.text.find('\n'));
  Answer shown = Git(folder, {"log", "-n", "1", std::string(kCommitFormat), id, "--"}, kMostListing);
  return shown.good ? ReadCommit(std::string_view(shown.text).substr(0, shown.text.find('\n'))) : Commit{id, 0, {}};
}

std::vector<int32_t> LineDays(const std::string& folder, const std::string& name, int32_t today) {
  std::vector<int32_t> days;
  Answer answer = Git(folder, {"blame", "--porcelain", "--", name}, kMostListing);
  if (!answer.good) return days;
  // `ID OLD-LINE NEW-LINE [COUNT]`, then what is known of a commit where it comes first, then the line behind a tab.
  std::map<std::string, int32_t, std::less<>> known;
  std::string id;
  for (std::string_view line : LinesOf(answer.text)) {
    constexpr std::string_view kTime = "author-time ";
    if (line.empty()) continue;
    if (line.front() == '\t') {
      bool committed = id.find_first_not_of('0') != std::string::npos;
      days.push_back(committed ? known[id] : today);
    } else if (line.substr(0, kTime.size()) == kTime) {
      known[id] = DayOf(line.substr(kTime.size()));
    } else if (size_t space = line.find(' '); space >= 40 && space != std::string_view::npos && line.find_first_not_of("0123456789abcdef") == space) {
      id = line.substr(0, space);
    }
  }
  return days;
}

Session OpenCommit(const Invocation& invocation, const std::string& folder, const std::string& name, const std::string& commit, const SessionOptions& options) {
  return OpenAt(invocation, folder, commit, "./" + name, commit + ":./" + name, commit.substr(0, 12), options);
}

std::string RevisionOf(const std::vector<std::string>& files) {
  if (files.empty()) return {};
  std::string folder = FolderOf(files.front());
  Answer commit = Git(folder, {"rev-parse", "--verify", "--quiet", "HEAD^{commit}"}, kMostListing);
  if (!commit.good) return {};
  std::vector<std::string> arguments = {"status", "--porcelain", "--no-renames", "--ignored", "--"};
  for (const std::string& file : files) arguments.push_back(std::filesystem::absolute(file).string());
  Answer status = Git(folder, std::move(arguments), kMostListing);
  if (!status.good) return {};
  return commit.text.substr(0, commit.text.find('\n')) + (status.text.empty() ? "" : "+changes");
}

}  // namespace merlon::cli
