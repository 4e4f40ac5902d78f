#pragma once

#include <ostream>
#include <span>
#include <string>
#include <string_view>

namespace broadsheet {

/// How a table is written: RFC 4180 with `\n` line ends, or values divided by tabs (then a tab or line break inside
/// a value becomes a blank).
struct TableFormat {
  char separator = ',';
  bool raw = false;  ///< leave the values as they are: no apostrophe before formulas, controls kept
};

/// A spreadsheet takes a cell that begins with = + - @ tab or a line break, or the full-width forms, for a formula,
/// also after blanks or a byte-order mark: such a cell gets an apostrophe in front. Plain numbers stay.
std::string without_formula(std::string_view cell);

/// One row, its line end with it.
void write_row(std::ostream& out, std::span<const std::string> cells, const TableFormat& format);

}  // namespace broadsheet
