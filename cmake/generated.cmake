# What is found instead of listed: commands, formats, and the library that becomes part of the program.
set(generated_dir ${CMAKE_BINARY_DIR}/generated)

# The words of a file's or folder's name as one: `threat-dragon` becomes `ThreatDragon`.
function(merlon_symbol name symbol)
  string(REPLACE "-" ";" words ${name})
  set(joined "")
  foreach(word ${words})
    string(SUBSTRING ${word} 0 1 first)
    string(SUBSTRING ${word} 1 -1 rest)
    string(TOUPPER ${first} first)
    string(APPEND joined "${first}${rest}")
  endforeach()
  set(${symbol} ${joined} PARENT_SCOPE)
endfunction()

# Writes `OUTPUT`, which defines `std::span<const TYPE* const> FUNCTION()` over what `const TYPE& TYPE<Name>()` of each name gives.
function(merlon_registry output header space type prefix function)
  set(declarations "")
  set(entries "")
  foreach(name ${ARGN})
    merlon_symbol(${name} symbol)
    string(APPEND declarations "const ${type}& ${prefix}${symbol}();\n")
    string(APPEND entries "      &${prefix}${symbol}(),\n")
  endforeach()
  file(CONFIGURE OUTPUT ${output} CONTENT
"#include \"${header}\"

namespace ${space} {

${declarations}
std::span<const ${type}* const> ${function}() {
  static const ${type}* const kAll[] = {
${entries}  };
  return kAll;
}

}  // namespace ${space}
" @ONLY)
endfunction()

# `src/cli/commands/diff.cc` defines `const Command& CommandDiff()`.
file(GLOB command_files CONFIGURE_DEPENDS src/cli/commands/*.cc)
list(SORT command_files)
list(TRANSFORM command_files REPLACE ".*/(.*)\\.cc$" "\\1" OUTPUT_VARIABLE command_names)
set(generated_commands ${generated_dir}/commands.cc)
merlon_registry(${generated_commands} cli/command.h merlon::cli Command Command Commands ${command_names})

# `src/exchange/threat-dragon/format.cc` defines `const Format& FormatThreatDragon()`. Other folders there hold what formats share.
file(GLOB format_files CONFIGURE_DEPENDS src/exchange/*/format.cc)
list(SORT format_files)
list(TRANSFORM format_files REPLACE ".*/(.*)/format\\.cc$" "\\1" OUTPUT_VARIABLE format_names)
set(generated_formats ${generated_dir}/formats.cc)
merlon_registry(${generated_formats} exchange/format.h merlon Format Format Formats ${format_names})

# `src/report/html/report.cc` defines `const ReportKind& ReportHtml()`. Other folders there hold what reports share.
file(GLOB report_files CONFIGURE_DEPENDS src/report/*/report.cc)
list(SORT report_files)
list(TRANSFORM report_files REPLACE ".*/(.*)/report\\.cc$" "\\1" OUTPUT_VARIABLE report_names)
set(generated_reports ${generated_dir}/reports.cc)
merlon_registry(${generated_reports} report/kind.h merlon ReportKind Report ReportKinds ${report_names})

# The built-in pages as text in the program: `src/report/html/style.css` becomes `kHtmlStyle`.
set(generated_pages "")
file(GLOB page_files CONFIGURE_DEPENDS src/report/*/*.html src/report/*/*.css src/report/*/*.js src/report/*/*.mustache)
list(SORT page_files)
foreach(file ${page_files})
  get_filename_component(stem ${file} NAME_WE)
  get_filename_component(folder ${file} DIRECTORY)
  get_filename_component(name ${folder} NAME)
  merlon_symbol(${name}-${stem} symbol)
  set(output ${generated_dir}/pages/${name}-${stem}.cc)
  add_custom_command(OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -D INPUT=${file} -D OUTPUT=${output} -D SYMBOL=k${symbol} -P ${CMAKE_SOURCE_DIR}/cmake/text.cmake
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
