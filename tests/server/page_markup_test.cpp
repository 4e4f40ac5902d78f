// What the writer of pages lets through. That it has no way for `style`, handlers and foreign addresses is seen when it
// is compiled: element("style", …), attribute("onclick", …) and attribute("href", "…") are errors.

#include "server/page_markup.hpp"

#include <doctest/doctest.h>

#include "server/page_links.hpp"
#include "server/page_words.hpp"

namespace broadsheet::server {

TEST_CASE("text and values are escaped, and controls made visible") {
  CHECK(text("<b>\"&'").html() == "&lt;b&gt;&quot;&amp;&#39;");
  CHECK(element("p", {attribute("class", "\"><script>")}, {text("a")}).html() ==
        "<p class=\"&quot;&gt;&lt;script&gt;\">a</p>\n");
  CHECK(text(std::string_view("a\0b\x1B[1m", 7)).html() ==
        "a\xEF\xBF\xBD"
        "b\xEF\xBF\xBD[1m");
  CHECK(text("line\n\tline").html() == "line\n\tline");
}

TEST_CASE("only addresses of the web become links out of here") {
  struct Row {
    const char* url;
    const char* link;  ///< empty: none
  };
  for (const Row& row : {Row{"https://a.example/x?y#z", "https://a.example/x?y#z"},
                         {"HTTP://a.example", "HTTP://a.example"},
                         {"  https://a.example/\n", "https://a.example/"},
                         {"ht\ntp://a.example/", "http://a.example/"},  // as browsers read it
                         {"javascript:alert(1)", ""},
                         {"JaVaScRiPt:alert(1)", ""},
                         {"java\tscript:alert(1)", ""},
                         {"\x01javascript:alert(1)", ""},
                         {"data:text/html,<script>alert(1)</script>", ""},
                         {"vbscript:x", ""},
                         {"blob:https://a.example/1", ""},
                         {"//a.example/", ""},
                         {"/search", ""},
                         {"ftp://a.example/", ""},
                         {"https:a.example", ""},
                         {"https:///a.example", ""},
                         {"https://", ""},
                         {"http", ""},
                         {"", ""}}) {
    INFO(row.url);
    const auto address = Address::of_web(row.url);
    CHECK((address ? address->text() : "") == row.link);
  }
}

TEST_CASE("a language that is none is not known") {
  for (const char* known : {"en", "de-AT", "zh-Hant-TW", "gsw"})
    CHECK(element("p", {language(known)}).html() == "<p lang=\"" + std::string(known) + "\"></p>\n");
  for (const char* other : {"", "e", "english", "en_GB", "en--GB", "en-", "12", "\"><b>"})
    CHECK(element("p", {language(other)}).html() == "<p lang=\"\"></p>\n");
}

TEST_CASE("links are the same search with one thing changed, from its first page on") {
  const Parameters from = {{"q", "a b"}, {"tag", "x"}, {"tag", "y"}, {"sort", "newest"}, {"offset", "20"}};
  CHECK(search_address(adding(from, "tag", "&=")).text() == "/search?q=a%20b&tag=x&tag=y&sort=newest&tag=%26%3D");
  CHECK(search_address(without(from, Parameter{"tag", "x"})).text() == "/search?q=a%20b&tag=y&sort=newest");
  CHECK(search_address(with(from, "sort", "oldest")).text() == "/search?q=a%20b&tag=x&tag=y&sort=oldest");
  CHECK(search_address(of_the_set(from)).text() == "/search?q=a%20b&tag=x&tag=y");
  CHECK(search_address(without_filters(from)).text() == "/search?q=a%20b&sort=newest");
  CHECK(article_address("a/b?c#d", {{"q", "x"}}).text() == "/article/a%2Fb%3Fc%23d?q=x");
}

}  // namespace broadsheet::server
