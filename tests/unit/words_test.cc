// What the program says: no verdict without "against whom".
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "../support.h"
#include "base/strings.h"

using namespace merlon;

namespace {

namespace fs = std::filesystem;

// Names of things, which are no verdicts: attributes of cookies, `Secure Shell`, ids with dashes, and the list of words that are no reason.
bool IsName(std::string_view before, std::string_view after) {
  bool dashed = (!after.empty() && after.front() == '-') || (!before.empty() && (before.back() == '-' || before.back() == '"'));
  bool cookie = before.size() >= 18 && before.substr(before.size() - 18) == "cookie attributes ";
  return dashed || cookie;
}

// Where `text` says "secure" in a sentence that does not say against whom. Empty: nowhere.
std::string VerdictWithoutWhom(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  constexpr std::string_view kWord = "secure";
  for (size_t at = lower.find(kWord); at != std::string::npos; at = lower.find(kWord, at + 1)) {
    auto letter = [&](size_t i) { return i < lower.size() && lower[i] >= 'a' && lower[i] <= 'z'; };
    if ((at > 0 && letter(at - 1)) || letter(at + kWord.size())) continue;
    std::string_view whole(lower);
    if (IsName(whole.substr(0, at), whole.substr(at + kWord.size()))) continue;
    size_t begin = lower.find_last_of(".\n", at), end = lower.find_first_of(".\n", at);
    begin = begin == std::string::npos ? 0 : begin;
    std::string sentence = lower.substr(begin, end == std::string::npos ? end : end - begin);
    if (sentence.find("against") == std::string::npos) return sentence;
  }
  return {};
}

}  // namespace

TEST_CASE("the check for verdicts without whom can fail") {
  CHECK(VerdictWithoutWhom("Your system is secure.") != "");
  CHECK(VerdictWithoutWhom("It is Secure now") != "");
  CHECK(VerdictWithoutWhom("Secure against burglars.") == "");
  CHECK(VerdictWithoutWhom("insecure, security, secure-shell") == "");
}

TEST_CASE("nothing that the program says calls anything secure without saying against whom") {
  size_t files = 0;
  for (std::string_view root : {"/src", "/library", "/examples", "/docs"}) {
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(std::string(MERLON_SOURCE_FOLDER) + std::string(root))) {
      if (!entry.is_regular_file() || entry.path().string().find("/library/references/") != std::string::npos) continue;
      std::string path = entry.path().string();
      CAPTURE(path);
      CHECK(VerdictWithoutWhom(RepositoryFile(path.substr(std::string(MERLON_SOURCE_FOLDER).size() + 1))) == "");
      ++files;
    }
  }
  CHECK(files > 500);
}
