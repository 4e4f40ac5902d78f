#pragma once

#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "output/csv.hpp"

namespace broadsheet {

/// Figures in rows and columns, made once and printed as text, CSV, TSV or JSON lines.
struct NumberTable {
  enum class Kind {
    text,         ///< by others: made harmless
    count,        ///< `1,204`
    share,        ///< of 1, shown as `12.50 %`
    number,       ///< `1.37`
    probability,  ///< `0.0012`, `3.1e-09`
  };
  struct Column {
    std::string name;  ///< also of the field in JSON lines
    Kind kind = Kind::text;
  };
  using Cell = nlohmann::ordered_json;  ///< null: there is none

  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;  ///< as many cells as columns
  std::optional<std::size_t> bar = {};  ///< the column that is drawn behind each row on a terminal
  std::size_t unbarred_rows = 0;        ///< so many at the end get no bar: totals
};

/// Which rows are shown as one: more than two side by side that are empty, each other alone. First and last, both
/// inside.
struct Stretch {
  std::size_t first = 0, last = 0;
};
std::vector<Stretch> stretches(std::size_t rows, const std::function<bool(std::size_t)>& is_empty);

/// A line of names, then the rows; what programs read.
void write_table(const NumberTable& table, const TableFormat& format, std::ostream& out);

/// A JSON object for each row, what is empty left out.
void write_jsonl(const NumberTable& table, std::ostream& out);

/// Articles by base; null where there is no base.
NumberTable::Cell share_cell(std::uint64_t articles, std::uint64_t base);

/// A bar of at most 20 columns in eighths; the least part above 0 is seen.
std::string bar(double part, double whole);

/// A character for each value, as high as it is beside the greatest; a blank for 0.
std::string sparkline(const std::vector<double>& values);

}  // namespace broadsheet
