#include "output/terminal_text.hpp"

#include <doctest/doctest.h>

#include "output/character_width.hpp"

using namespace broadsheet;

TEST_CASE("foreign text reaches a terminal with its controls made visible") {
  struct Row {
    std::string text, printed;
  };
  using namespace std::string_literals;
  const Row rows[] = {
      {"plain", "plain"},
      {"Élysée 北京 🔥 ไทย", "Élysée 北京 🔥 ไทย"},
      {"\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"},
      {"a\nb\tc\rd", "a\\nb\\tc\\rd"},
      {"\0x\x7f"s, "\\x00x\\x7f"},
      {"\u009b31m", "\\u009b31m"},
      {"\x9b"
       "31m",
       "\\x9b31m"},
      {"\xff\xc3", "\\xff\\xc3"},
      {"\xc0\xaf", "\\xc0\\xaf"},                    // overlong
      {"\xed\xa0\x80", "\\xed\\xa0\\x80"},           // surrogate
      {"\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80"},  // above U+10FFFF
      {"\xe5\x8c", "\\xe5\\x8c"},                    // cut off
      {"a\u202Eb", "a\\u202eb"},
      {"a\u202Eb\u202Cc", "a\u202Eb\u202Cc"},  // in pairs they do no harm beyond their end
      {"\u2067x\u2069\u2069", "\u2067x\u2069\\u2069"},
      {"\u2067\u202Ax\u2069", "\u2067\\u202ax\u2069"},  // closed by the isolate around it, not by its own partner
      {"\u202A\u2067x\u202C\u2069", "\\u202a\u2067x\\u202c\u2069"},
      {"\u202Ea\nb\u202C", "\\u202ea\\nb\\u202c"},  // a line ends every pair
      {"\u200Eשלום", "\u200Eשלום"},
  };
  for (const auto& row : rows) CHECK(terminal_text(row.text) == row.printed);
}

TEST_CASE("the characters of a text lie end to end and cover it") {
  const std::string text = "a\xff\x1b\u202e北\u0301\n";
  std::size_t at = 0;
  for (const auto& glyph : glyphs(text)) {
    CHECK(glyph.begin == at);
    CHECK(glyph.end() > at);
    at = glyph.end();
  }
  CHECK(at == text.size());
}

TEST_CASE("JSON stays the same document when its controls are escaped") {
  CHECK(terminal_json("{\"a\":\"é北\"}") == "{\"a\":\"é北\"}");
  CHECK(terminal_json("[\"\u009b\x7f\u202e\u2066\u00a0\u2029\"]") == "[\"\\u009b\\u007f\\u202e\\u2066\u00a0\u2029\"]");
}

TEST_CASE("a character takes the columns that terminals give it") {
  CHECK(character_width(U'a') == 1);
  CHECK(character_width(U'é') == 1);
  CHECK(character_width(0x301) == 0);
  CHECK(character_width(U'京') == 2);
  CHECK(character_width(U'한') == 2);
  CHECK(character_width(U'，') == 2);
  CHECK(character_width(U'🔥') == 2);
  CHECK(character_width(U'…') == 1);
  CHECK(character_width(0x200B) == 0);
  CHECK(character_width(0x10FFFF) == 1);
}
