#include <doctest/doctest.h>

#include <broadsheet/article_line.hpp>
#include <broadsheet/error.hpp>
#include <random>
#include <string>

#include "archive/calendar.hpp"

using namespace broadsheet;

namespace {

Article full_article() {
  Article article;
  article.file = "news/\"odd\" \\name.jsonl#17";
  article.id = "bs-1";
  article.title = "A “title” with \"quotes\" and ünïcode 漢字 𝄞";
  article.body = "First line.\n\n\tSecond\\ line / with \x7F? no \u2028 yes.\n";
  article.url = "https://gazette.example/a?b=c&d=\"e\"";
  article.date = parse_date("2025-01-27T09:12+01:00", "json");
  article.updated = parse_date("1920s", "");
  article.authors = {"Ana Li", "Bo Chen"};
  article.tags = {"One; two", ""};
  article.source = "The Gazette";
  article.section = "Region";
  article.lang = "en-GB";
  article.description = "Short.";
  article.words = 4294967295U;
  article.warnings = {"date 'x' is no date: it is not written as a date"};
  return article;
}

void check_same(const Article& article) {
  const auto line = to_article_line(article);
  CAPTURE(line);
  CHECK(line.find('\n') == std::string::npos);
  CHECK(from_article_line(line) == article);
}

}  // namespace

TEST_CASE("an article survives its line") {
  check_same(full_article());
  Article least;
  least.id = "x";
  check_same(least);
}

TEST_CASE("every date survives its line") {
  for (const auto* text : {"1920s", "0001", "1963-05", "2025-01-27", "2025-01-27Z", "2025-01-27T09:12",
                           "2025-01-27T09:12:00+05:30", "2016-12-31T23:59:60Z", "Mon, 27 Jan 2025 09:12:00 EST"}) {
    CAPTURE(text);
    Article article;
    article.id = "x";
    article.date = parse_date(text, "meta");
    REQUIRE(article.date);
    check_same(article);
  }
}

TEST_CASE("an article of random characters survives its line") {
  std::mt19937 random(20250127);
  const std::string pieces[] = {
      "a", "\"", "\\", "\n", "\t", " ", "é", "漢", "𝄞", "\\u0041", "\x7F", "\x01", "/", "\u2029", std::string(1, '\0')};
  const auto text = [&] {
    std::string out;
    for (auto n = random() % 40; n > 0; --n) out += pieces[random() % std::size(pieces)];
    return out;
  };
  for (int i = 0; i < 500; ++i) {
    Article article;
    article.id = "i" + text();
    article.title = text();
    article.body = text();
    article.authors = {text(), text()};
    article.words = static_cast<std::uint32_t>(random());
    check_same(article);
  }
}

TEST_CASE("the keys of a line stand in their order and absent parts are left out") {
  Article article;
  article.id = "x";
  article.title = "T";
  article.date = parse_date("1963", "json");
  article.tags = {"a", "b"};
  article.words = 3;
  CHECK(
      to_article_line(article) ==
      R"({"id":"x","title":"T","date":{"value":"1963","precision":"year","origin":"json"},"tags":["a","b"],"words":3})");
}

TEST_CASE("what is no article line is refused as damage of the archive") {
  for (const auto* line : {"",
                           "{",
                           "[]",
                           "null",
                           "{}",
                           R"({"title":"no id"})",
                           R"({"id":""})",
                           R"({"id":1})",
                           R"({"id":"x","extra":1})",
                           R"({"id":"x","id":"y"})",
                           R"({"title":"t","id":"x"})",
                           R"({"id":"x","title":null})",
                           R"({"id":"x","tags":"a"})",
                           R"({"id":"x","tags":[1]})",
                           R"({"id":"x","words":-1})",
                           R"({"id":"x","words":4294967296})",
                           R"({"id":"x","date":"1963"})",
                           R"({"id":"x","date":{"value":"2025-02-31","precision":"day"}})",
                           R"({"id":"x","date":{"value":"1963","precision":"day"}})",
                           R"({"id":"x","date":{"value":"January 1963","precision":"month"}})",
                           R"({"id":"x","date":{"value":"1963","precision":"year","more":""}})",
                           R"({"id":"x"} trailing)",
                           "{\"id\":\"\xFF\"}"}) {
    CAPTURE(line);
    try {
      static_cast<void>(from_article_line(line));
      FAIL_CHECK("it was taken");
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::archive);
    }
  }
}
