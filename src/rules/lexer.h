// The words of the expression language.
#pragma once

#include <string_view>
#include <vector>

namespace merlon {

enum class TokenKind : unsigned char { end, word, number, string, symbol, bad };

struct Token {
  TokenKind kind = TokenKind::end;
  std::string_view text;
  size_t at = 0;  // offset in the expression
};

// Splits an expression. Words are `[a-z][a-z0-9-_]*`, so a minus needs spaces around it; strings stand in double quotes without escapes.
std::vector<Token> Lex(std::string_view text);

}  // namespace merlon
