#include "output/csv.hpp"

#include <doctest/doctest.h>

#include <sstream>
#include <vector>

using namespace broadsheet;

TEST_CASE("a cell that a spreadsheet takes for a formula gets an apostrophe, a plain number does not") {
  struct Row {
    std::string cell, written;
  };
  const Row rows[] = {
      {"", ""},
      {"plain", "plain"},
      {"a=b", "a=b"},
      {"=1+1", "'=1+1"},
      {"+41 79", "'+41 79"},
      {"-Minus", "'-Minus"},
      {"@SUM(A1)", "'@SUM(A1)"},
      {"\t=1", "'\t=1"},
      {"\r=1", "'\r=1"},
      {"  =1", "'  =1"},
      {"\uFEFF=1", "'\uFEFF=1"},
      {"\u00A0\u3000 =1", "'\u00A0\u3000 =1"},
      {"＝1", "'＝1"},
      {"＋1", "'＋1"},
      {"－1", "'－1"},
      {"＠x", "'＠x"},
      {"-5", "-5"},
      {"+3.25", "+3.25"},
      {"-1.5e-3", "-1.5e-3"},
      {"-5-5", "'-5-5"},
      {"-1e", "'-1e"},
      {"-", "'-"},
      {"-.5", "'-.5"},
  };
  for (const auto& row : rows) CHECK(without_formula(row.cell) == row.written);
}

static std::string row(const std::vector<std::string>& cells, const TableFormat& format) {
  std::ostringstream out;
  write_row(out, cells, format);
  return out.str();
}

TEST_CASE("CSV cells are quoted where they must be") {
  CHECK(row({"a", "", "b c"}, {','}) == "a,,b c\n");
  CHECK(row({"a,b", "say \"no\"", "two\nlines"}, {','}) == "\"a,b\",\"say \"\"no\"\"\",\"two\nlines\"\n");
  CHECK(row({"=a,b"}, {','}) == "\"'=a,b\"\n");
  CHECK(row({"=a,b"}, {',', true}) == "\"=a,b\"\n");
}

TEST_CASE("TSV cells hold no tab and no line break") {
  CHECK(row({"a\tb", "c\r\nd", "say \"no\""}, {'\t'}) == "a b\tc  d\tsay \"no\"\n");
  CHECK(row({"\t=1"}, {'\t'}) == "' =1\n");
}

TEST_CASE("controls in cells become visible, unless raw") {
  CHECK(row({"\x1b[31m"}, {','}) == "\\x1b[31m\n");
  CHECK(row({"\x1b[31m"}, {',', true}) == "\x1b[31m\n");
}
