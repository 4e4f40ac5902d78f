#include "indexer/web_address.hpp"

#include <doctest/doctest.h>

using broadsheet::resolved_address;

TEST_CASE("links mean what RFC 3986, section 5.4, says") {
  struct Row {
    const char* link;
    const char* address;
  };
  for (const auto& [link, address] : {Row{"g:h", "g:h"},
                                      {"g", "http://a/b/c/g"},
                                      {"./g", "http://a/b/c/g"},
                                      {"g/", "http://a/b/c/g/"},
                                      {"/g", "http://a/g"},
                                      {"//g", "http://g"},
                                      {"?y", "http://a/b/c/d;p?y"},
                                      {"g?y/./x", "http://a/b/c/g?y/./x"},
                                      {"#s", "http://a/b/c/d;p?q#s"},
                                      {"g#s/../x", "http://a/b/c/g#s/../x"},
                                      {";x", "http://a/b/c/;x"},
                                      {".", "http://a/b/c/"},
                                      {"..", "http://a/b/"},
                                      {"../g", "http://a/b/g"},
                                      {"../..", "http://a/"},
                                      {"../../../g", "http://a/g"},
                                      {"/./g", "http://a/g"},
                                      {"g.", "http://a/b/c/g."},
                                      {"./../g", "http://a/b/g"}}) {
    const std::string written(link);
    CAPTURE(written);
    CHECK(resolved_address(written, "http://a/b/c/d;p?q") == address);
  }
  CHECK(resolved_address("news/1", "https://h.example") == "https://h.example/news/1");
  CHECK(resolved_address("1.html", "") == "1.html");
  CHECK(resolved_address("", "https://h.example/x") == "");
}
