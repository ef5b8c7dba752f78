// Writes the files below two folders as C++ source: merlon_embed LIBRARY TEMPLATES OUTPUT.
// The metadata of library files is written as the tree that the engine's own reader makes of it, so that a program that starts reads no YAML
// of the library. A file with a mistake in it gets no tree: the program reads it when it starts, and tells.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "base/strings.h"
#include "library/library.h"

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

struct Tree {
  std::string nodes, escaped;
  size_t node_count = 0, escaped_count = 0;
  uint32_t prose = 0;
};

Tree ReadTree(const std::string& text) {
  Tree tree;
  merlon::Document document;
  merlon::Diagnostics diagnostics;
  merlon::FileId file = document.AddFile("file", text, diagnostics);
  merlon::NodeId root = merlon::ParseMetadata(document, file, tree.prose, diagnostics);
  if (!root || root.value != 0 || diagnostics.malformed() || document.has_aliases()) return tree;
  for (size_t i = 0; i < document.node_count(); ++i) {
    const merlon::Node& node = document.node(merlon::NodeId(i));
    for (uint32_t part : {node.begin, node.end, node.next, node.text, static_cast<uint32_t>(node.size), static_cast<uint32_t>(node.kind), static_cast<uint32_t>(node.style)}) tree.nodes += std::to_string(part) + ",";
    tree.nodes += "\n";
  }
  for (const std::string& value : document.escaped()) tree.escaped += Literal(value) + ",\n";
  tree.node_count = document.node_count();
  tree.escaped_count = document.escaped().size();
  return tree;
}

void WriteTable(std::ostream& out, const fs::path& root, const std::string& extension, const std::string& function) {
  bool library = extension == ".md";
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root)) {
    if (entry.is_regular_file() && entry.path().extension() == extension && entry.path().parent_path() != (library ? root : fs::path())) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::string table, nodes, escaped;
  size_t node_count = 0, escaped_count = 0;
  for (const fs::path& file : files) {
    std::string text = merlon::ReplaceAll(ReadAll(file), "\r\n", "\n");
    Tree tree = library ? ReadTree(text) : Tree();
    table += "{" + Literal(file.lexically_relative(root).generic_string()) + ",\n" + Literal(text) + ",";
    for (size_t number : {text.size(), node_count, tree.node_count, escaped_count, tree.escaped_count, static_cast<size_t>(tree.prose)}) table += std::to_string(number) + ",";
    table += "},\n";
    nodes += tree.nodes;
    escaped += tree.escaped;
    node_count += tree.node_count;
    escaped_count += tree.escaped_count;
  }
  // Plain numbers and pointers compile in no time; objects in an initialiser list take a minute.
  out << "std::span<const LibraryFile> " << function << "() {\n  static constexpr Node kNodes[] = {" << nodes << "0,0,0,0,0,0,0};\n"
      << "  static constexpr std::string_view kEscaped[] = {" << escaped << "\"\"};\n"
      << "  struct File {\n    const char* path;\n    const char* text;\n    uint32_t size, node, nodes, escaped_text, escaped_texts, prose;\n  };\n"
      << "  static constexpr File kTexts[] = {\n" << table << "{}};\n"
      << "  static const std::vector<LibraryFile> kFiles = [] {\n    std::vector<LibraryFile> files;\n    for (const File& file : kTexts) {\n"
         "      if (!file.path) continue;\n"
         "      files.push_back({file.path, {}, \"library/\", {{kNodes + file.node, file.nodes}, {kEscaped + file.escaped_text, file.escaped_texts}}, file.prose, {file.text, file.size}});\n"
         "    }\n    return files;\n  }();\n  return kFiles;\n}\n\n";
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
