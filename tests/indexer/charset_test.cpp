#include "indexer/charset.hpp"

#include <doctest/doctest.h>

using namespace broadsheet;

TEST_CASE("the charset of a page: mark, valid UTF-8, nearly valid UTF-8, what is declared, what it looks like") {
  CHECK(decode_page("\xEF\xBB\xBF"
                    "caf\xC3\xA9",
                    {})
            .charset == "UTF-8 (byte order mark)");
  CHECK(decode_page(std::string_view("\xFF\xFE"
                                     "a\0b\0",
                                     6),
                    {})
            .text == "ab");
  CHECK(decode_page("caf\xC3\xA9", "windows-1252").charset == "UTF-8 (valid)");
  std::string nearly;
  for (int i = 0; i < 500; ++i) nearly += "caf\xC3\xA9 ";
  const auto mended = decode_page(nearly + "\xE9", {});
  CHECK(mended.charset == "UTF-8 (mended)");
  CHECK(mended.text.ends_with("\xEF\xBF\xBD"));
  CHECK(mended.warning == "text: 1 place not UTF-8 replaced by U+FFFD");
  CHECK(decode_page("<meta charset=\"iso-8859-1\"><p>caf\xE9 \x93x\x94", {}).text.find("café “x”") !=
        std::string::npos);
  CHECK(decode_page("<meta http-equiv='Content-Type' content='text/html; charset=windows-1251'>\xEC\xE8\xF0", {})
            .text.ends_with("мир"));
  CHECK(decode_page("caf\xE9", "windows-1252").charset == "windows-1252 (header)");
  CHECK(decode_page("<meta charset=utf-8>caf\xC3\xA9 caf\xC3\xA9 caf\xC3\xA9 caf\xC3\xA9 caf\xC3\xA9 \x93", {}).text ==
        "<meta charset=utf-8>café café café café café \xEF\xBF\xBD");
  CHECK(decode_page("<meta charset=utf-8>caf\xE9", {}).text.ends_with("café"));
  CHECK(decode_page("\xC4\xE3\xBA\xC3", "gb2312").text == "你好");
}

TEST_CASE("UTF-7 and charsets that are none are not decoded") {
  std::string text;
  CHECK_FALSE(decode("+AGE-", "utf-7", text));
  CHECK_FALSE(decode("a", "no-such-charset", text));
  CHECK_FALSE(decode("a", "", text));
}
