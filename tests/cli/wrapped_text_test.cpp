#include "cli/wrapped_text.hpp"

#include <doctest/doctest.h>

using namespace broadsheet;
using namespace broadsheet::cli;

TEST_CASE("text is set on lines that end at blanks or between Chinese characters") {
  struct Row {
    std::string text;
    std::size_t width;
    std::string lines;
  };
  const Row rows[] = {
      {"", 20, "\n"},
      {"one two three", 7, "one two\nthree\n"},
      {"one two three", 8, "one two\nthree\n"},
      {"one  two\n\tthree ", 80, "one two three\n"},
      {"see https://example.com/a/long/path now", 12, "see\nhttps://example.com/a/long/path\nnow\n"},
      {"我在北京大学学习", 10, "我在北京大\n学学习\n"},
      {"我在北京大，学习", 10, "我在北京\n大，学习\n"},   // no line begins with a comma
      {"我在北（京）大学", 7, "我在北\n（京）\n大学\n"},  // nor ends with an opening bracket
      {"é\u0301é\u0301 é\u0301é\u0301", 5, "é\u0301é\u0301 é\u0301é\u0301\n"},
      {"한국어 문장", 7, "한국어\n문장\n"},
      {"a\x1b[31mb c", 80, "a\\x1b[31mb c\n"},
  };
  for (const auto& row : rows) CHECK(wrapped(row.text, {row.width, "", ""}) == row.lines);
}

TEST_CASE("marks stand in brackets without colour, in colour without them") {
  const MarkedText text{"the safety ban ends", {{4, 10}, {11, 14}}};
  CHECK(wrapped(text, {80, "1  ", "   "}) == "1  the [safety] [ban] ends\n");
  CHECK(wrapped(text, {80, "", "", true}) == "the \x1b[1;31msafety\x1b[0m \x1b[1;31mban\x1b[0m ends\n");
  CHECK(wrapped(text, {80, "", "", true, true}) ==
        "\x1b[1mthe \x1b[1;31msafety\x1b[0m\x1b[1m \x1b[1;31mban\x1b[0m\x1b[1m ends\x1b[0m\n");
}

TEST_CASE("brackets count as columns and never stand alone") {
  const MarkedText text{"one two six", {{4, 7}}};
  CHECK(wrapped(text, {8, "", "  "}) == "one\n  [two]\n  six\n");
  CHECK(wrapped(text, {9, "", "  "}) == "one [two]\n  six\n");
}

TEST_CASE("marks that touch, lie over a blank, or lie on blanks only are all closed") {
  CHECK(wrapped(MarkedText{"北京大学", {{0, 6}, {6, 12}}}, {}) == "[北京][大学]\n");
  CHECK(wrapped(MarkedText{"one two six", {{0, 7}}}, {}) == "[one two] six\n");
  CHECK(wrapped(MarkedText{"one two six", {{3, 4}, {8, 11}}}, {}) == "one two [six]\n");
}
