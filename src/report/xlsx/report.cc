// All tables in one workbook. Without libxlsxwriter the program says so.
#include "report/kind.h"
#include "report/tables.h"

#ifdef MERLON_XLSXWRITER
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>

#include "report/shared_library.h"
#endif

namespace merlon {
namespace {

#ifdef MERLON_XLSXWRITER

// What is used of libxlsxwriter.
struct Xlsx {
  SharedLibrary library{MERLON_XLSXWRITER};
  MERLON_IMPORT(workbook_new);
  MERLON_IMPORT(workbook_set_properties);
  MERLON_IMPORT(workbook_add_format);
  MERLON_IMPORT(workbook_add_worksheet);
  MERLON_IMPORT(workbook_close);
  MERLON_IMPORT(worksheet_write_string);
  MERLON_IMPORT(worksheet_set_column);
  MERLON_IMPORT(worksheet_freeze_panes);
  MERLON_IMPORT(worksheet_autofilter);
  MERLON_IMPORT(format_set_bold);
  MERLON_IMPORT(format_set_text_wrap);
  MERLON_IMPORT(format_set_align);
  MERLON_IMPORT(lxw_strerror);
};

// What a sheet and a cell of the format can hold (ECMA-376).
constexpr size_t kMostRows = 1048576;
constexpr size_t kMostInCell = 32767;
constexpr size_t kMostInName = 31;

// At most `most` bytes, cut between characters.
std::string Cut(std::string_view text, size_t most) {
  if (text.size() <= most) return std::string(text);
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;
  return std::string(text.substr(0, most));
}

struct Formats {
  lxw_format* head;
  lxw_format* body;
};

// `name` must be one that no other sheet has.
void AddSheet(const Xlsx& xlsx, lxw_workbook* book, const Formats& formats, const std::string& name, const Table& table) {
  lxw_worksheet* sheet = xlsx.workbook_add_worksheet(book, name.c_str());
  if (!sheet) return;
  for (size_t column = 0; column < table.columns.size(); ++column) {
    xlsx.worksheet_write_string(sheet, 0, static_cast<lxw_col_t>(column), table.columns[column].c_str(), formats.head);
  }
  // Written as texts, so that nothing in them is a formula.
  size_t rows = std::min(table.rows.size(), kMostRows - 1);
  for (size_t row = 0; row < rows; ++row) {
    for (size_t column = 0; column < table.rows[row].size(); ++column) {
      const std::string& text = table.rows[row][column].text;
      if (!text.empty()) xlsx.worksheet_write_string(sheet, static_cast<lxw_row_t>(row + 1), static_cast<lxw_col_t>(column), Cut(text, kMostInCell).c_str(), formats.body);
    }
  }
  constexpr double kWidth = 26;
  if (table.columns.empty()) return;
  lxw_col_t last = static_cast<lxw_col_t>(table.columns.size() - 1);
  xlsx.worksheet_set_column(sheet, 0, last, kWidth, nullptr);
  xlsx.worksheet_freeze_panes(sheet, 1, 0);
  xlsx.worksheet_autofilter(sheet, 0, 0, static_cast<lxw_row_t>(rows), last);
}

std::string SheetName(std::string title, size_t number) {
  for (char& c : title) {
    if (std::string_view("[]:*?/\\'").find(c) != std::string_view::npos) c = ' ';
  }
  return Cut(std::to_string(number) + " " + title, kMostInName);
}

// A file in memory: the library of this age writes to names only, and a report leaves nothing behind on a disk.
class MemoryFile {
 public:
  MemoryFile() : descriptor_(memfd_create("report", MFD_CLOEXEC)) {}
  ~MemoryFile() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  bool good() const { return descriptor_ >= 0; }
  std::string name() const { return "/proc/self/fd/" + std::to_string(descriptor_); }
  std::string Read() const {
    off_t size = lseek(descriptor_, 0, SEEK_END);
    std::string bytes(static_cast<size_t>(std::max<off_t>(size, 0)), '\0');
    size_t done = 0;
    while (done < bytes.size()) {
      ssize_t got = pread(descriptor_, bytes.data() + done, bytes.size() - done, static_cast<off_t>(done));
      if (got <= 0) return {};
      done += static_cast<size_t>(got);
    }
    return bytes;
  }

 private:
  int descriptor_;
};

WrittenReport Write(const ReportRequest& request) {
  Xlsx xlsx;
  if (!xlsx.library.complete()) return {{}, "there is no `" MERLON_XLSXWRITER "` here, which writes workbooks", "install libxlsxwriter, or take `--format csv`", true};
  Edition edition(request.workspace, request.options);
  MemoryFile file;
  lxw_workbook* book = file.good() ? xlsx.workbook_new(file.name().c_str()) : nullptr;
  if (!book) return {{}, "the workbook cannot be made", "check that there is memory left", true};
  std::string title(request.workspace.model().system.title.view());
  lxw_doc_properties properties{};
  properties.title = title.data();
  // A fixed date: the same input gives the same bytes.
  properties.created = 1;
  xlsx.workbook_set_properties(book, &properties);
  Formats formats{xlsx.workbook_add_format(book), xlsx.workbook_add_format(book)};
  xlsx.format_set_bold(formats.head);
  xlsx.format_set_text_wrap(formats.body);
  xlsx.format_set_align(formats.body, LXW_ALIGN_VERTICAL_TOP);
  size_t number = 0;
  for (const TableKind& kind : TableKinds()) AddSheet(xlsx, book, formats, SheetName(std::string(kind.title), ++number), kind.make(edition));
  for (const Table& table : request.options.tables) AddSheet(xlsx, book, formats, SheetName(table.title, ++number), table);
  lxw_error error = xlsx.workbook_close(book);
  std::string bytes = error == LXW_NO_ERROR ? file.Read() : std::string();
  if (bytes.empty()) return {{}, std::string("the workbook cannot be made: ") + xlsx.lxw_strerror(error), "check that there is room for temporary files", true};
  return {std::move(bytes), {}, {}};
}

#else

WrittenReport Write(const ReportRequest&) { return {{}, "this program was built without libxlsxwriter", "install libxlsxwriter-dev and build again, or take `--format csv`", true}; }

#endif

}  // namespace

const ReportKind& ReportXlsx() {
  static const ReportKind kKind{"xlsx", ".xlsx", "all tables in one workbook", true, false, false, Write};
  return kKind;
}

}  // namespace merlon
