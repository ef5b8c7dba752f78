# Warnings, sanitizers and what makes building quick.
add_library(merlon_warnings INTERFACE)
target_compile_options(merlon_warnings INTERFACE -Wall -Wextra -Wno-missing-field-initializers)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(merlon_warnings INTERFACE -Wshadow=local -Wno-restrict)  # -Wrestrict: false alarms of g++ 12 in std::string
endif()

if(MERLON_SANITIZE)
  # Not `vptr`: it asks for run-time type information, which the engine does without.
  add_compile_options(-fsanitize=address,undefined -fno-sanitize=vptr -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()
find_program(MOLD mold)
if(MOLD AND NOT MERLON_SANITIZE AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_link_options(-fuse-ld=mold)
endif()
