// A table that answers something: what a chapter of a report, a worksheet of a method or a look back shows, in whatever format.
#pragma once

#include <string>
#include <vector>

namespace merlon {

// Plain text, and what it speaks of: ids that a reader can go to. Empty: nothing.
struct Cell {
  std::string text;
  std::string place;
  std::string threat;
};

struct Table {
  std::string id;     // stable, in dashes: `intended-actions`
  std::string title;
  std::string about;  // one or two sentences above the table
  std::vector<std::string> columns;
  std::vector<std::vector<Cell>> rows;  // each as long as `columns`
};

}  // namespace merlon
