// Writes the files below two folders as C++ source: merlon_embed LIBRARY TEMPLATES OUTPUT.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace {

std::string ReadAll(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// Octal escapes for everything but plain characters; a new string literal now and then keeps lines short.
std::string Literal(const std::string& text) {
  std::string out = "\"";
  size_t column = 0;
  for (unsigned char c : text) {
    if (c == '\n') {
      out += "\\n\"\n\"";
      column = 0;
    } else if (c == '"' || c == '\\') {
      out += '\\';
      out += static_cast<char>(c);
    } else if (c >= 0x20 && c < 0x7F && c != '?') {
      out += static_cast<char>(c);
    } else {
      static constexpr char kOctal[] = "01234567";
      out += {'\\', kOctal[c >> 6], kOctal[c >> 3 & 7], kOctal[c & 7]};
    }
    if (++column > 4000) out += "\"\n\"", column = 0;
  }
  return out + "\"";
}

void WriteTable(std::ostream& out, const fs::path& root, const std::string& extension, const std::string& function) {
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root)) {
    if (entry.is_regular_file() && entry.path().extension() == extension && entry.path().parent_path() != (extension == ".md" ? root : fs::path())) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  // Plain pointers compile in no time; strings in an initialiser list take a minute.
  out << "std::span<const LibraryFile> " << function << "() {\n  static constexpr std::pair<const char*, const char*> kTexts[] = {\n";
  for (const fs::path& file : files) {
    out << "{" << Literal(file.lexically_relative(root).generic_string()) << ",\n" << Literal(ReadAll(file)) << "},\n";
  }
  out << "{nullptr, nullptr}};\n  static const std::vector<LibraryFile> kFiles = [] {\n    std::vector<LibraryFile> files;\n"
         "    for (const auto& [path, text] : kTexts) {\n      if (path) files.push_back({path, text, \"library/\"});\n    }\n    return files;\n  }();\n  return kFiles;\n}\n\n";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  std::ofstream out(argv[3], std::ios::binary);
  out << "#include <span>\n#include <utility>\n#include <vector>\n\n#include \"library/library.h\"\n\nnamespace merlon::cli {\n\n";
  WriteTable(out, argv[1], ".md", "BuiltinLibrary");
  WriteTable(out, argv[2], ".yaml", "Templates");
  out << "}  // namespace merlon::cli\n";
  return out.good() ? 0 : 1;
}
