#include "output/csv.hpp"

#include <algorithm>
#include <array>

#include "output/terminal_text.hpp"

namespace broadsheet {
namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

// [+-] digits [. digits] [e [+-] digits]
bool is_plain_number(std::string_view cell) {
  std::size_t at = 0;
  const auto sign = [&] { at += at < cell.size() && (cell[at] == '+' || cell[at] == '-') ? 1 : 0; };
  const auto digits = [&] {
    const auto begin = at;
    while (at < cell.size() && is_digit(cell[at])) ++at;
    return at > begin;
  };
  sign();
  if (!digits()) return false;
  if (at < cell.size() && cell[at] == '.' && !(++at, digits())) return false;
  if (at < cell.size() && (cell[at] == 'e' || cell[at] == 'E') && !(++at, sign(), digits())) return false;
  return at == cell.size();
}

// What a spreadsheet passes over: blanks, the no-break and the ideographic one, zero-width space, byte-order mark.
std::string_view without_blanks(std::string_view cell) {
  static constexpr std::array<std::string_view, 5> blanks{" ", "\u00A0", "\u3000", "\u200B", "\uFEFF"};
  for (bool found = true; found;) {
    found = false;
    for (const auto blank : blanks)
      if (cell.starts_with(blank)) {
        cell.remove_prefix(blank.size());
        found = true;
      }
  }
  return cell;
}

// Controls become visible marks, as on a terminal; line breaks and tabs are text.
std::string without_controls(std::string_view cell) {
  std::string safe;
  for (const auto& glyph : glyphs(cell)) {
    const bool white_space = glyph.code == '\n' || glyph.code == '\r' || glyph.code == '\t';
    safe += white_space ? std::string(cell.substr(glyph.begin, glyph.length)) : glyph.printed(cell);
  }
  return safe;
}

std::string quoted(const std::string& cell) {
  std::string text = "\"";
  for (const char c : cell) text += c == '"' ? std::string("\"\"") : std::string(1, c);
  return text + '"';
}

}  // namespace

std::string without_formula(std::string_view cell) {
  static constexpr std::array<std::string_view, 11> signs{"=",  "+",      "-",      "@",      "\t",    "\r",
                                                          "\n", "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20"};
  const auto rest = without_blanks(cell);
  const bool formula =
      std::any_of(signs.begin(), signs.end(), [&](std::string_view sign) { return rest.starts_with(sign); });
  return (formula && !is_plain_number(rest) ? "'" : "") + std::string(cell);
}

void write_row(std::ostream& out, std::span<const std::string> cells, const TableFormat& format) {
  std::string row;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    std::string cell = format.raw ? cells[i] : without_formula(without_controls(cells[i]));
    if (format.separator == '\t')
      std::replace_if(
          cell.begin(), cell.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
    else if (cell.find_first_of(",\"\r\n") != std::string::npos)
      cell = quoted(cell);
    if (i > 0) row += format.separator;
    row += cell;
  }
  out << row << '\n';
}

}  // namespace broadsheet
