#include "server/message.hpp"

#include <doctest/doctest.h>

#include "server/negotiation.hpp"

using namespace broadsheet::server;

TEST_CASE("parameters are decoded, one by one and in order") {
  struct Row {
    std::string target;
    Parameters parameters;
  };
  const Row rows[] = {
      {"/search", {}},
      {"/search?", {}},
      {"/search?&&", {}},
      {"/search?q", {{"q", ""}}},
      {"/search?q=", {{"q", ""}}},
      {"/search?q=a+b%20c", {{"q", "a b c"}}},
      {"/search?q=a%2Bb", {{"q", "a+b"}}},
      {"/search?q=a=b&c", {{"q", "a=b"}, {"c", ""}}},
      {"/search?q=%", {{"q", "%"}}},
      {"/search?q=%4", {{"q", "%4"}}},
      {"/search?q=%zz", {{"q", "%zz"}}},
      {"/search?q=%C3%A9", {{"q", "é"}}},
      {"/search?q=%C3", {{"q", "\uFFFD", true}}},
      {"/search?q=%ED%A0%80", {{"q", "\uFFFD\uFFFD\uFFFD", true}}},
      {"/search?q=%C0%80", {{"q", "\uFFFD\uFFFD", true}}},
      {"/search?q=a%00b", {{"q", "a\uFFFDb", true}}},
      {"/search?tag=a&tag=b?c", {{"tag", "a"}, {"tag", "b?c"}}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.target);
    CHECK(read_parameters(row.target) == row.parameters);
  }
}

TEST_CASE("an address that is made is read as what it was made of") {
  std::string every;
  for (char32_t code = 1; code < 0x300; ++code) {
    if (code < 0x80)
      every += static_cast<char>(code);
    else
      every += {static_cast<char>(0xC0U | (code >> 6U)), static_cast<char>(0x80U | (code & 0x3FU))};
  }
  const Parameters parameters{{"q", every}, {"tag", "a&b=c#d"}, {every, ""}};
  CHECK(read_parameters(address("/search", parameters)) == parameters);
  CHECK(decoded_segment(percent_encoded(every)) == every);
}

TEST_CASE("the type is the one that is named with most weight") {
  static constexpr std::string_view types[] = {"application/json", "text/csv"};
  const auto chosen = [](std::string_view accept) { return choose_type(accept, types); };
  for (const char* accept :
       {"", "*/*", "text/html", "application/json", "text/csv;q=0", "text/csv;q=0.5, application/json",
        "text/html,application/xhtml+xml,*/*;q=0.8", "text/*", "application/json, text/csv", "text/csv;q=2"})
    CHECK(chosen(accept) == "application/json");
  for (const char* accept : {"text/csv", "TEXT/CSV", "text/csv, */*", "text/csv, application/json;q=0.9",
                             "text/csv;charset=utf-8", "text/csv;q=0.5, text/html"})
    CHECK(chosen(accept) == "text/csv");
}
