#include "cli/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <filesystem>

namespace merlon::cli {
namespace fs = std::filesystem;

std::optional<std::string> ReadFile(const std::string& path) {
  bool standard_input = path == "-";
  std::error_code error;
  if (!standard_input && fs::is_directory(path, error)) return std::nullopt;
  std::FILE* file = standard_input ? stdin : std::fopen(path.c_str(), "rb");
  if (!file) return std::nullopt;
  std::string text;
  size_t size = 0;
  struct stat status {};
  constexpr size_t kStep = size_t{1} << 16;
  // With room for the read that finds the end: without it the text would be copied into twice the space.
  if (!standard_input && fstat(fileno(file), &status) == 0 && status.st_size > 0) text.reserve(std::min<size_t>(static_cast<size_t>(status.st_size), kMostFileBytes) + kStep + 1);
  while (size <= kMostFileBytes) {
    text.resize(std::max(text.capacity(), size + kStep));
    size_t got = std::fread(text.data() + size, 1, std::min(text.size() - size, kMostFileBytes + 1 - size), file);
    size += got;
    if (got == 0) break;
  }
  text.resize(size);
  bool bad = std::ferror(file) != 0;
  if (!standard_input) std::fclose(file);
  if (bad) return std::nullopt;
  return text;
}

bool WriteFile(const std::string& path, std::string_view text) {
  if (path == "-") return std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  std::error_code error;
  std::string target = fs::is_symlink(path, error) ? fs::canonical(path, error).string() : path;
  if (error || target.empty()) target = path;
  std::string temporary = target + ".XXXXXX";
  int descriptor = mkstemp(temporary.data());
  if (descriptor < 0) return false;
  struct stat status {};
  mode_t mask = umask(0);
  umask(mask);
  fchmod(descriptor, stat(target.c_str(), &status) == 0 ? status.st_mode & 07777 : 0666 & ~mask);
  bool good = true;
  for (size_t done = 0; good && done < text.size();) {
    ssize_t wrote = write(descriptor, text.data() + done, text.size() - done);
    good = wrote > 0;
    if (good) done += static_cast<size_t>(wrote);
  }
  good = fsync(descriptor) == 0 && good;
  good = close(descriptor) == 0 && good;
  good = good && std::rename(temporary.c_str(), target.c_str()) == 0;
  if (!good) unlink(temporary.c_str());
  return good;
}

std::optional<std::string> FindModel(const std::string& path, std::string& problem) {
  std::error_code error;
  if (path == "-") return path;
  if (!fs::exists(path, error)) {
    problem = "`" + path + "` does not exist";
    return std::nullopt;
  }
  if (!fs::is_directory(path, error)) return path;
  fs::path plain = fs::path(path) / "merlon.yaml";
  if (fs::exists(plain, error)) return plain.string();
  std::vector<std::string> found;
  for (const fs::directory_entry& entry : fs::directory_iterator(path, error)) {
    std::string name = entry.path().filename().string();
    constexpr std::string_view kEnding = ".merlon.yaml";
    if (name.size() > kEnding.size() && name.compare(name.size() - kEnding.size(), kEnding.size(), kEnding) == 0) found.push_back(entry.path().string());
  }
  if (found.size() == 1) return found.front();
  problem = found.empty() ? "`" + path + "` holds no `merlon.yaml` and no `*.merlon.yaml`" : "`" + path + "` holds several `*.merlon.yaml`; name one of them";
  return std::nullopt;
}

std::optional<std::vector<LibraryFile>> ReadLibraryFolder(const std::string& folder) {
  std::error_code error;
  if (!fs::is_directory(folder, error)) return std::nullopt;
  std::vector<LibraryFile> files;
  constexpr size_t kMostFiles = 20000;
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end && files.size() < kMostFiles; at.increment(error)) {
    if (!at->is_regular_file(error) || at->path().extension() != ".md") continue;
    std::string relative = at->path().lexically_relative(folder).generic_string();
    if (relative.find('/') == std::string::npos) continue;  // a readme of the library itself
    std::optional<std::string> text = ReadFile(at->path().string());
    if (!text) return std::nullopt;
    files.push_back({std::move(relative), std::move(*text), folder + (folder.empty() || folder.back() == '/' ? "" : "/")});
  }
  std::sort(files.begin(), files.end(), [](const LibraryFile& a, const LibraryFile& b) { return a.path < b.path; });
  return files;
}

std::string FolderOf(const std::string& path) {
  size_t slash = path.rfind('/');
  return slash == std::string::npos ? std::string() : path.substr(0, slash + 1);
}

Host HostFor(const std::string& model) {
  std::string folder = FolderOf(model);
  std::error_code error;
  fs::path root = fs::canonical(folder.empty() ? "." : folder, error);
  auto inside = [](const fs::path& folder_root, const fs::path& path) -> std::optional<fs::path> {
    std::error_code problem;
    fs::path real = fs::canonical(path, problem);
    if (problem) return std::nullopt;
    auto [at, rest] = std::mismatch(folder_root.begin(), folder_root.end(), real.begin(), real.end());
    if (at != folder_root.end()) return std::nullopt;
    return real;
  };
  Host host;
  host.load_file = [inside](std::string_view named, std::string_view path) -> std::optional<std::string> {
    std::error_code problem;
    fs::path base = fs::canonical(named.empty() ? "." : named, problem);
    std::optional<fs::path> real = inside(base, base / path);
    return real ? ReadFile(real->string()) : std::nullopt;
  };
  host.load_folder = [folder, root, inside](std::string_view path) -> std::optional<std::vector<LibraryFile>> {
    std::optional<fs::path> real = inside(root, root / path);
    if (!real) return std::nullopt;
    std::optional<std::vector<LibraryFile>> files = ReadLibraryFolder(real->string());
    if (!files) return files;
    for (LibraryFile& file : *files) file.folder = folder + std::string(path) + "/";
    return files;
  };
  return host;
}

int32_t Today() {
  std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  std::chrono::year_month_day day{std::chrono::year(local.tm_year + 1900), std::chrono::month(static_cast<unsigned>(local.tm_mon + 1)), std::chrono::day(static_cast<unsigned>(local.tm_mday))};
  return static_cast<int32_t>(std::chrono::sys_days(day).time_since_epoch().count());
}

}  // namespace merlon::cli
