# Writes a file as a text in the program: cmake -D INPUT=… -D OUTPUT=… -D SYMBOL=… -P text.cmake
file(READ ${INPUT} hex HEX)
string(REGEX REPLACE "(..)" "\\\\x\\1" escaped "${hex}")
# In pieces, since a longer escape would swallow what follows, and lines must end somewhere.
string(REGEX REPLACE "((\\\\x..)(\\\\x..)?(\\\\x..)?(\\\\x..)?(\\\\x..)?(\\\\x..)?(\\\\x..)?(\\\\x..)?)" "\"\\1\"\n" lines "${escaped}")
file(WRITE ${OUTPUT} "#include <string_view>

namespace merlon {

extern const std::string_view ${SYMBOL};
const std::string_view ${SYMBOL} =
${lines};

}  // namespace merlon
")
