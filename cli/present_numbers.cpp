#include "cli/present_numbers.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "cli/query_options.hpp"
#include "cli/terminal.hpp"
#include "output/amounts.hpp"
#include "output/terminal_text.hpp"

namespace broadsheet::cli {
namespace {

using Kind = NumberTable::Kind;
using Cell = NumberTable::Cell;

std::string shortest(double number, const char* format) {
  std::array<char, 64> text{};
  const int length = std::snprintf(text.data(), text.size(), format, number);
  return {text.data(), static_cast<std::size_t>(length)};
}

/// As people read it; safe.
std::string for_people(const Cell& cell, Kind kind) {
  if (cell.is_null()) return kind == Kind::text ? "" : "–";
  switch (kind) {
    case Kind::text:
      return terminal_text(cell.get<std::string>());
    case Kind::count:
      return grouped(cell.get<std::uint64_t>());
    case Kind::share:
      return decimals(100 * cell.get<double>(), 2) + " %";
    case Kind::number:
      return decimals(cell.get<double>(), 2);
    case Kind::probability:
      return shortest(cell.get<double>(), "%.2g");
  }
  return {};
}

void present_text(const NumberTable& table, const Terminal& terminal, std::ostream& out) {
  const std::size_t count = table.columns.size();
  std::vector<std::size_t> widths;
  std::vector<std::string> names;
  for (const auto& column : table.columns) {
    names.push_back(terminal_text(column.name));
    widths.push_back(columns_of(names.back()));
  }
  std::vector<std::vector<std::string>> rows;
  double whole = 0;
  for (const auto& row : table.rows) {
    rows.emplace_back();
    for (std::size_t i = 0; i < count; ++i) {
      rows.back().push_back(for_people(row[i], table.columns[i].kind));
      widths[i] = std::max(widths[i], columns_of(rows.back().back()));
    }
    if (table.bar && rows.size() + table.unbarred_rows <= table.rows.size() && !row[*table.bar].is_null())
      whole = std::max(whole, row[*table.bar].get<double>());
  }
  const auto line = [&](const auto& text_at) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
      const bool is_text = table.columns[i].kind == Kind::text;
      text += "  " + (is_text ? padded(text_at(i), widths[i]) : right_aligned(text_at(i), widths[i]));
    }
    return text;
  };
  const auto print = [&](std::string text) {
    text.erase(text.find_last_not_of(' ') + 1);
    out << text << '\n';
  };
  print(line([&](std::size_t i) { return names[i]; }));
  for (std::size_t at = 0; at < rows.size(); ++at) {
    std::string text = line([&](std::size_t i) { return rows[at][i]; });
    const bool barred = table.bar && terminal.interactive && at + table.unbarred_rows < rows.size();
    if (barred && !table.rows[at][*table.bar].is_null())
      text += "  " + bar(table.rows[at][*table.bar].get<double>(), whole);
    print(text);
  }
}

}  // namespace

OptionGroup table_options(const std::string& more) {
  OptionGroup output = offsets_options();
  const std::string formats = "text|json|csv|tsv|jsonl" + more;
  output.options.add_options()                                                            //
      ("format", one(formats), "default text")                                            //
      ("raw", flag(), "csv, tsv: leave alone what a spreadsheet may take for a formula")  //
      ("color", one("auto|always|never"), "auto: on a terminal, unless NO_COLOR is set");
  return output;
}

void present_number_table(const NumberTable& table, const Arguments& arguments, std::ostream& out) {
  const std::string format = arguments.text("format", "text");
  if (format == "text") return present_text(table, find_terminal(arguments), out);
  if (format == "jsonl") return write_jsonl(table, out);
  write_table(table, {format == "csv" ? ',' : '\t', arguments.has("raw")}, out);
}

}  // namespace broadsheet::cli
