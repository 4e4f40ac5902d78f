#include "indexer/reader_jsonl.hpp"

#include <doctest/doctest.h>

#include <broadsheet/article_line.hpp>
#include <broadsheet/error.hpp>
#include <string>

#include "archive/limits.hpp"
#include "reading.hpp"

using namespace broadsheet;

namespace {
Reading read(std::string_view text, const ReadOptions& options = {}) { return read_text(read_jsonl, text, options); }
Article one(std::string_view line, const ReadOptions& options = {}) {
  auto reading = read(line, options);
  CAPTURE(line);
  for (const auto& reason : reading.reasons()) MESSAGE(reason);
  REQUIRE(reading.articles.size() == 1);
  return reading.articles[0];
}
using List = std::vector<std::string>;
std::string repeat(std::string_view text, std::size_t times) {
  std::string out;
  for (; times > 0; --times) out += text;
  return out;
}
}  // namespace

TEST_CASE("each line becomes an article at its line") {
  const auto reading = read("\xEF\xBB\xBF{\"id\":\"a\",\"title\":\"One\"}\r\n\n  \n{\"id\":\"b\",\"body\":\"Two\"}");
  REQUIRE(reading.articles.size() == 2);
  CHECK(reading.rejected.empty());
  CHECK(reading.articles[0].file == "here#1");
  CHECK(reading.articles[0].title == "One");
  CHECK(reading.articles[1].file == "here#4");
  CHECK(reading.articles[1].id == "b");
}

TEST_CASE("parts are found by the names that publishers use, the first usable one") {
  struct Row {
    const char* line;
    const char* title;
    const char* body;
  };
  for (const auto& row : {
           Row{R"({"headline":"H","articleBody":"B"})", "H", "B"},
           Row{R"({"name":"N","title":"T","text":"X","body":""})", "T", "X"},
           Row{R"({"title":null,"headline":"H","body":"B"})", "H", "B"},
           Row{R"({"title":"  ","head":"H","content":["One.","","Two."]})", "H", "One.\n\nTwo."},
           Row{R"({"title":{"name":"N"},"maintext":{"value":"B"}})", "N", "B"},
           Row{R"({"title":1984,"body":2.5})", "1984", "2.5"},
       }) {
    const auto article = one(row.line);
    CAPTURE(row.line);
    CHECK(article.title == row.title);
    CHECK(article.body == row.body);
    CHECK(article.warnings.empty());
  }
}

TEST_CASE("values may be strings, numbers, lists, and objects with a name") {
  const auto article = one(
      R"({"_id":{"$oid":"5f"},"title":"T","author":[{"name":"Ana Li"},"Bo Chen",{"title":"Cy"},{"age":3},null],)"
      R"("keywords":"a, b; c ;","publisher":{"@type":"Organization","name":"The Gazette"},"web_url":"https://e.org/",)"
      R"("rubric":"Region","locale":"en_GB","teaser":"Short."})");
  CHECK(article.id == "5f");
  CHECK(article.authors == List{"Ana Li", "Bo Chen", "Cy"});
  CHECK(article.tags == List{"a, b", "c"});
  CHECK(article.source == "The Gazette");
  CHECK(article.url == "https://e.org/");
  CHECK(article.section == "Region");
  CHECK(article.lang == "en-GB");
  CHECK(article.description == "Short.");
}

TEST_CASE("a plain string is divided at semicolons, an element of a list is not") {
  CHECK(one(R"({"title":"T","authors":"Li, Ana; Chen, Bo"})").authors == List{"Li, Ana", "Chen, Bo"});
  CHECK(one(R"({"title":"T","authors":["Li, Ana; Chen, Bo"]})").authors == List{"Li, Ana; Chen, Bo"});
}

TEST_CASE("a part that cannot be used is named in a warning") {
  const auto article = one(R"({"title":"T","tags":{"a":1},"source":true,"authors":[]})");
  CHECK(article.warnings == List{"'tags' dropped: it is not text, nor an object with a name",
                                 "'source' dropped: it is not text, nor an object with a name"});
}

TEST_CASE("dates come as text, as numbers, and as objects") {
  struct Row {
    const char* date;
    const char* value;
  };
  for (const auto& row : {
           Row{R"("2025-01-27T09:12:00+01:00")", "2025-01-27T09:12:00+01:00"},
           Row{R"("Mon, 27 Jan 2025 09:12:00 +0100")", "2025-01-27T09:12:00+01:00"},
           Row{"1963", "1963"},
           Row{"19630504", "1963-05-04"},
           Row{"1737965520", "2025-01-27T08:12:00Z"},
           Row{"1737965520000", "2025-01-27T08:12:00Z"},
           Row{"1737965520.75", "2025-01-27T08:12:00Z"},
           Row{"-631152000", "1950-01-01T00:00:00Z"},
           Row{R"({"value":"2025-01-27"})", "2025-01-27"},
           Row{R"({"iso":"2025-01-27"})", "2025-01-27"},
           Row{R"({"$date":{"$numberLong":"1737965520000"}})", "2025-01-27T08:12:00Z"},
           Row{R"({"value":"2025-01-27T09:12:30Z","precision":"minute"})", "2025-01-27T09:12Z"},
           Row{R"({"value":"2025-01-01","precision":"month"})", "2025-01"},
           Row{R"({"value":"1925-01-01","precision":"decade"})", "1920s"},
           Row{R"({"value":"2025-01-27T09:12","zone":"+01:00"})", "2025-01-27T09:12+01:00"},
           Row{R"(["","2025-01-27"])", "2025-01-27"},
       }) {
    CAPTURE(row.date);
    const auto article = one(std::string(R"({"title":"T","date":)") + row.date + "}");
    REQUIRE(article.date);
    CHECK(article.date->value == row.value);
    CHECK(article.date->origin == "json");
    CHECK(article.warnings.empty());
  }
  CHECK(one(R"({"title":"T","date":{"value":"2025","origin":"meta"}})").date->origin == "meta");
}

TEST_CASE("a bad date is dropped with the reason and the article stays") {
  struct Row {
    const char* date;
    const char* warning;
  };
  for (const auto& row : {
           Row{R"("2025-02-31")", "date dropped: '2025-02-31': February 2025 has no day 31"},
           Row{R"("03/04/2025")", "date dropped: '03/04/2025': day and month could be swapped"},
           Row{"12345",
               "date dropped: '12345': a number of 9 to 13 digits would be seconds or milliseconds since 1970"},
           Row{"202501270912",
               "date dropped: '202501270912': milliseconds since 1970 and YYYYMMDDhhmm cannot be told apart"},
           Row{"true", "date dropped: 'true': it is not text"},
           Row{R"({"day":3})", R"(date dropped: '{"day":3}': an object without value)"},
       }) {
    CAPTURE(row.date);
    const auto article = one(std::string(R"({"title":"T","date":)") + row.date + "}");
    CHECK(!article.date);
    CHECK(article.warnings == List{row.warning});
  }
}

TEST_CASE("a day survives a time or zone that is none") {
  const auto article = one(R"({"title":"T","date":"2020-09-14 17:00:00+17:00"})");
  REQUIRE(article.date);
  CHECK(article.date->value == "2020-09-14T17:00:00");
  CHECK(article.warnings ==
        List{"date '2020-09-14 17:00:00+17:00': its zone is left out: there is no time zone +17:00"});
}

TEST_CASE("after a bad date the next name is tried") {
  const auto article = one(R"({"title":"T","date":"soon","published":"2025-01-27"})");
  REQUIRE(article.date);
  CHECK(article.date->value == "2025-01-27");
  CHECK(article.warnings.size() == 1);
}

TEST_CASE("an article line is read back as the same article, at its new place") {
  auto first = one(
      R"({"title":"T \u0001 \"x\"","body":"B\r\n\r\nC","date":"2025-01-27 9:12 -5","updated":"1963","tags":"a;b","lang":"EN",)"
      R"("byline":"Ana Li","publication":"G","section":"S","summary":"D","url":"https://e.org/?a&b","created":"x"})");
  first.file = "elsewhere.txt";
  first.warnings.push_back("date dropped: 'soon': it is not written as a date");
  auto again = one(to_article_line(first));
  CHECK(again.file == "here#1");
  again.file = first.file;
  CHECK(again == first);
}

TEST_CASE("a bad line is rejected with its number and reason, and the next is read") {
  struct Row {
    std::string line;
    const char* reason;
  };
  for (const auto& row : {
           Row{R"({"title":"cut)", "broken JSON: a string without end (is the line cut off?)"},
           Row{R"({"title":"T",})", "broken JSON: a comma, colon or bracket is missing or too many"},
           Row{R"({"title":"T"} {"title":"U"})", "broken JSON: a comma, colon or bracket is missing or too many"},
           Row{R"({"title":nul})", "broken JSON: a word that is not true, false or null"},
           Row{R"({"title":"\x"})", "broken JSON: a string with a wrong escape"},
           Row{"{\"title\":\"a\tb\"}", "broken JSON: a control character inside a string"},
           Row{R"({"title":01})", "broken JSON: a number that is none"},
           Row{"[1]", "a list; each line has to be a JSON object"},
           Row{"\"text\"", "not a JSON object"},
           Row{"plain words", "broken JSON: a comma, colon or bracket is missing or too many"},
           Row{R"({"title":"x","a":)" + repeat("[", 64) + repeat("]", 64) + "}", "JSON nested deeper than 64"},
           Row{R"({"a":)" + repeat("[", 1000000) + repeat("]", 1000000) + "}", "JSON nested deeper than 64"},
           Row{R"({"a":)" + repeat("[", 1000000), "broken JSON: a comma, colon or bracket is missing or too many"},
           Row{"{}",
               "has neither title nor body (looked for: title, headline, head, name, webTitle; body, text, content, "
               "articleBody, "
               "article_body, "
               "maintext, full_text, body_text, content_text, body_html, content_html, html)"},
           Row{"{\"title\":\"" + std::string(limit::record_bytes, 'a') + "\"}", "longer than 32 MiB"},
       }) {
    const auto reading = read("{\"title\":\"before\"}\n" + row.line + "\n{\"title\":\"after\"}\n");
    REQUIRE(reading.rejected.size() == 1);
    CHECK(reading.rejected[0].file == "here#2");
    CHECK(reading.rejected[0].reason == row.reason);
    REQUIRE(reading.articles.size() == 2);
    CHECK(reading.articles[1].file == "here#3");
  }
}

TEST_CASE("a depth of 64 is read") {
  CHECK(one(R"({"title":"x","a":)" + repeat("[", 63) + repeat("]", 63) + "}").title == "x");
}

TEST_CASE("bytes that are not UTF-8 are mended with a warning") {
  const auto article = one("{\"title\":\"caf\xE9 cr\xC3\xA8me\"}");
  CHECK(article.title == "caf\uFFFD crème");
  CHECK(article.warnings == List{"text: 1 place not UTF-8 replaced by U+FFFD"});
}

TEST_CASE("half of a surrogate pair is mended with a warning, a whole one is a letter") {
  CHECK(one(R"({"title":"a \ud834\udd1e b"})").title == "a 𝄞 b");
  const auto article = one(R"({"title":"a \ud83d","body":"\\ud83d \udd1e"})");
  CHECK(article.title == "a \uFFFD");
  CHECK(article.body == "\\ud83d \uFFFD");
  CHECK(article.warnings == List{"text: 2 lone surrogates replaced by U+FFFD"});
}

TEST_CASE("a map leads to parts under names of one's own") {
  ReadOptions options;
  options.map = {{"title", "/data/0/ti~1tle"},
                 {"authors", "/people/name"},
                 {"tags", "/a"},
                 {"tags", "/b"},
                 {"body", "/paragraphs/*/p"}};
  const auto article = one(
      R"({"data":[{"ti/tle":"T"},{"ti/tle":"U"}],"title":"not this","people":[{"name":"Ana Li"},{"name":"Bo Chen"}],)"
      R"("a":["x"],"b":"y","paragraphs":[{"p":"One."},{"p":"Two."}]})",
      options);
  CHECK(article.title == "T");
  CHECK(article.authors == List{"Ana Li", "Bo Chen"});
  CHECK(article.tags == List{"x", "y"});
  CHECK(article.body == "One.\n\nTwo.");

  const auto reading = read(R"({"title":"not mapped"})", options);
  CHECK(reading.reasons() == List{"here#1: has neither title nor body (looked for: /data/0/ti/tle; /paragraphs/*/p)"});
}

TEST_CASE("a map of no field or without pointer is a wrong option") {
  for (const auto& map : {std::pair<std::string, std::string>{"titel", "/a"}, {"title", "a"}}) {
    ReadOptions options;
    options.map = {map};
    CHECK_THROWS_AS(read("{}", options), Error);
  }
}

TEST_CASE("a file of nothing is rejected") {
  CHECK(read("").reasons() == List{"here: an empty file"});
  CHECK(read("\n \n").reasons() == List{"here: an empty file"});
}

TEST_CASE("lines of every length around the buffer's size come through") {
  std::string text;
  std::size_t count = 0;
  for (std::size_t size = 1; size < 3'000'000; size = size * 3 / 2 + 1) {
    text += "{\"title\":\"" + std::string(size, 'x') + "\"}\n";
    ++count;
  }
  const auto reading = read(text);
  CHECK(reading.articles.size() == count);
  CHECK(reading.rejected.empty());
}
