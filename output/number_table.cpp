#include "output/number_table.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "output/amounts.hpp"
#include "output/terminal_text.hpp"

namespace broadsheet {
namespace {

using Kind = NumberTable::Kind;
using Cell = NumberTable::Cell;

constexpr std::size_t bar_columns = 20;

std::string shortest(double number, const char* format) {
  std::array<char, 64> text{};
  const int length = std::snprintf(text.data(), text.size(), format, number);
  return {text.data(), static_cast<std::size_t>(length)};
}

/// As programs read it.
std::string for_tables(const Cell& cell, Kind kind) {
  if (cell.is_null()) return {};
  if (kind == Kind::text) return cell.get<std::string>();
  if (kind == Kind::count) return std::to_string(cell.get<std::uint64_t>());
  return kind == Kind::probability ? shortest(cell.get<double>(), "%.6g") : decimals(cell.get<double>(), 6);
}

}  // namespace

std::vector<Stretch> stretches(std::size_t rows, const std::function<bool(std::size_t)>& is_empty) {
  std::vector<Stretch> out;
  for (std::size_t first = 0; first < rows; first = out.back().last + 1) {
    std::size_t last = first;
    while (is_empty(first) && last + 1 < rows && is_empty(last + 1)) ++last;
    out.push_back({first, last < first + 2 ? first : last});
  }
  return out;
}

std::string bar(double part, double whole) {
  std::string drawn;
  const auto eighths = whole > 0 ? static_cast<std::size_t>(std::floor(part * bar_columns * 8 / whole)) : 0;
  for (std::size_t i = 0; i < eighths / 8; ++i) drawn += "█";
  static constexpr const char* partial[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  return drawn + (eighths == 0 && part > 0 ? "▏" : partial[eighths % 8]);
}

std::string sparkline(const std::vector<double>& values) {
  static constexpr const char* steps[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  const double most = values.empty() ? 0 : *std::ranges::max_element(values);
  std::string drawn;
  for (const double value : values)
    drawn += value > 0 ? steps[std::min<std::size_t>(7, static_cast<std::size_t>(value / most * 8))] : " ";
  return drawn;
}

void write_table(const NumberTable& table, const TableFormat& format, std::ostream& out) {
  std::vector<std::string> cells;
  for (const auto& column : table.columns) cells.push_back(column.name);
  write_row(out, cells, format);
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) cells[i] = for_tables(row[i], table.columns[i].kind);
    write_row(out, cells, format);
  }
}

void write_jsonl(const NumberTable& table, std::ostream& out) {
  for (const auto& row : table.rows) {
    auto line = Cell::object();
    for (std::size_t i = 0; i < row.size(); ++i)
      if (const bool nothing = row[i].is_null() || (row[i].is_string() && row[i].get_ref<const std::string&>().empty());
          !nothing)
        line[table.columns[i].name] = row[i];
    out << terminal_json(line.dump(-1, ' ', false, Cell::error_handler_t::replace)) << '\n';
  }
}

NumberTable::Cell share_cell(std::uint64_t articles, std::uint64_t base) {
  if (base == 0) return nullptr;
  return static_cast<double>(articles) / static_cast<double>(base);
}

}  // namespace broadsheet
