#include "rules/lexer.h"

namespace merlon {
namespace {

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

size_t WordEnd(std::string_view text, size_t at) {
  while (at < text.size() && (IsLetter(text[at]) || IsDigit(text[at]) || text[at] == '-' || text[at] == '_')) ++at;
  return at;
}

}  // namespace

std::vector<Token> Lex(std::string_view text) {
  std::vector<Token> tokens;
  size_t at = 0;
  auto add = [&](TokenKind kind, size_t end) {
    tokens.push_back({kind, text.substr(at, end - at), at});
    at = end;
  };
  while (at < text.size()) {
    char c = text[at];
    if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
      ++at;
    } else if (IsLetter(c)) {
      add(TokenKind::word, WordEnd(text, at));
    } else if (IsDigit(c)) {
      size_t end = at;
      while (end < text.size() && IsDigit(text[end])) ++end;
      add(TokenKind::number, end);
    } else if (c == '"') {
      size_t close = text.find('"', at + 1);
      if (close == std::string_view::npos) {
        add(TokenKind::bad, text.size());
      } else {
        add(TokenKind::string, close + 1);
      }
    } else {
      std::string_view two = text.substr(at, 2);
      bool pair = two == "!=" || two == "<=" || two == ">=";
      bool known = std::string_view("()=<>.,:{}+-").find(c) != std::string_view::npos;
      add(pair || known ? TokenKind::symbol : TokenKind::bad, at + (pair ? 2 : 1));
    }
  }
  tokens.push_back({TokenKind::end, text.substr(text.size()), text.size()});
  return tokens;
}

}  // namespace merlon
