# What is found instead of listed: commands, formats, and the library that becomes part of the program.
set(generated_dir ${CMAKE_BINARY_DIR}/generated)

# `src/cli/commands/diff.cc` defines `const Command& CommandDiff()`.
file(GLOB command_files CONFIGURE_DEPENDS src/cli/commands/*.cc)
list(SORT command_files)
set(declarations "")
set(entries "")
foreach(file ${command_files})
  get_filename_component(name ${file} NAME_WE)
  string(SUBSTRING ${name} 0 1 first)
  string(SUBSTRING ${name} 1 -1 rest)
  string(TOUPPER ${first} first)
  string(APPEND declarations "const Command& Command${first}${rest}();\n")
  string(APPEND entries "      &Command${first}${rest}(),\n")
endforeach()
set(generated_commands ${generated_dir}/commands.cc)
file(CONFIGURE OUTPUT ${generated_commands} CONTENT
"#include \"cli/command.h\"

namespace merlon::cli {

${declarations}
std::span<const Command* const> Commands() {
  static const Command* const kCommands[] = {
${entries}  };
  return kCommands;
}

}  // namespace merlon::cli
" @ONLY)

# `src/exchange/threat-dragon/` defines `const Format& FormatThreatDragon()`.
file(GLOB format_folders CONFIGURE_DEPENDS LIST_DIRECTORIES true src/exchange/*)
list(SORT format_folders)
set(declarations "")
set(entries "")
foreach(folder ${format_folders})
  if(IS_DIRECTORY ${folder})
    get_filename_component(name ${folder} NAME)
    string(REPLACE "-" ";" words ${name})
    set(symbol "")
    foreach(word ${words})
      string(SUBSTRING ${word} 0 1 first)
      string(SUBSTRING ${word} 1 -1 rest)
      string(TOUPPER ${first} first)
      string(APPEND symbol "${first}${rest}")
    endforeach()
    string(APPEND declarations "const Format& Format${symbol}();\n")
    string(APPEND entries "      &Format${symbol}(),\n")
  endif()
endforeach()
set(generated_formats ${generated_dir}/formats.cc)
file(CONFIGURE OUTPUT ${generated_formats} CONTENT
"#include \"exchange/format.h\"

namespace merlon {

${declarations}
std::span<const Format* const> Formats() {
  static const Format* const kFormats[] = {
${entries}  };
  return kFormats;
}

}  // namespace merlon
" @ONLY)

# `src/report/html/report.cc` defines `const ReportKind& ReportHtml()`. Other folders there hold what reports share.
file(GLOB report_files CONFIGURE_DEPENDS src/report/*/report.cc)
list(SORT report_files)
set(declarations "")
set(entries "")
foreach(file ${report_files})
  get_filename_component(folder ${file} DIRECTORY)
  get_filename_component(name ${folder} NAME)
  string(SUBSTRING ${name} 0 1 first)
  string(SUBSTRING ${name} 1 -1 rest)
  string(TOUPPER ${first} first)
  string(APPEND declarations "const ReportKind& Report${first}${rest}();\n")
  string(APPEND entries "      &Report${first}${rest}(),\n")
endforeach()
set(generated_reports ${generated_dir}/reports.cc)
file(CONFIGURE OUTPUT ${generated_reports} CONTENT
"#include \"report/kind.h\"

namespace merlon {

${declarations}
std::span<const ReportKind* const> ReportKinds() {
  static const ReportKind* const kKinds[] = {
${entries}  };
  return kKinds;
}

}  // namespace merlon
" @ONLY)

# The built-in pages as text in the program: `src/report/html/style.css` becomes `kHtmlStyle`.
set(generated_pages "")
file(GLOB page_files CONFIGURE_DEPENDS src/report/*/*.html src/report/*/*.css src/report/*/*.js src/report/*/*.mustache)
list(SORT page_files)
foreach(file ${page_files})
  get_filename_component(stem ${file} NAME_WE)
  get_filename_component(folder ${file} DIRECTORY)
  get_filename_component(name ${folder} NAME)
  set(symbol k)
  foreach(word ${name} ${stem})
    string(SUBSTRING ${word} 0 1 first)
    string(SUBSTRING ${word} 1 -1 rest)
    string(TOUPPER ${first} first)
    string(APPEND symbol "${first}${rest}")
  endforeach()
  set(output ${generated_dir}/pages/${name}-${stem}.cc)
  add_custom_command(OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -D INPUT=${file} -D OUTPUT=${output} -D SYMBOL=${symbol} -P ${CMAKE_SOURCE_DIR}/cmake/text.cmake
    DEPENDS ${file} ${CMAKE_SOURCE_DIR}/cmake/text.cmake VERBATIM)
  list(APPEND generated_pages ${output})
endforeach()

# The library's files and the templates of `merlon new`, as text in the program.
add_executable(merlon_embed cmake/embed.cc)
target_link_libraries(merlon_embed PRIVATE merlon_engine)
file(GLOB_RECURSE library_files CONFIGURE_DEPENDS library/*.md)
file(GLOB template_files CONFIGURE_DEPENDS src/cli/templates/*.yaml)
set(generated_library ${generated_dir}/builtin_library.cc)
add_custom_command(OUTPUT ${generated_library}
  COMMAND merlon_embed ${CMAKE_SOURCE_DIR}/library ${CMAKE_SOURCE_DIR}/src/cli/templates ${generated_library}
  DEPENDS merlon_embed ${library_files} ${template_files} VERBATIM)
