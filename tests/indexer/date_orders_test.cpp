#include "indexer/date_orders.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "archive/limits.hpp"
#include "tests/indexer/reading.hpp"

using namespace broadsheet;

namespace {

using Values = std::vector<std::string>;

std::string line(const std::string& title, const std::string& date, const std::string& lang = "en") {
  return R"({"title":")" + title + R"(","lang":")" + lang + R"(","date":")" + date + "\"}\n";
}

/// Title and date of each, in the order they came.
Values dates_of(const Reading& reading) {
  Values values;
  for (const auto& article : reading.articles)
    values.push_back(article.title + " " + (article.date ? article.date->value : article.warnings.at(0)));
  return values;
}

Values read_lines(const std::string& lines) {
  const SampleFolder folder;
  folder.add("a.jsonl", lines);
  return dates_of(read_paths({folder.path()}));
}

Article page(const std::string& title, const std::string& date, const std::string& host, ArticleSink& sink) {
  Article article;
  article.title = title;
  article.lang = "en";
  ArticleDates dates(host);
  article.date = dates.read(article, &Article::date, date, "time");
  dates.tell(sink);
  return article;
}

const std::string swapped = "date dropped: '02/03/2020': day and month could be swapped";

}  // namespace

TEST_CASE("a date that could be swapped waits for one of its file that could not") {
  CHECK(read_lines(line("A", "02/03/2020") + line("B", "2020-01-05") + line("C", "13/02/2020") +
                   line("D", "05/04/2020")) == Values{"A 2020-03-02", "B 2020-01-05", "C 2020-02-13", "D 2020-04-05"});
  CHECK(read_lines(line("A", "02/13/2020") + line("B", "02/03/2020")) == Values{"A 2020-02-13", "B 2020-02-03"});
}

TEST_CASE("a file that shows no order, or both, leaves the warning") {
  CHECK(read_lines(line("A", "02/03/2020") + line("B", "2020-01-05")) == Values{"A " + swapped, "B 2020-01-05"});
  CHECK(read_lines(line("A", "13/02/2020") + line("B", "02/13/2020") + line("C", "02/03/2020")) ==
        Values{"A 2020-02-13", "B 2020-02-13", "C " + swapped});
}

TEST_CASE("one file says nothing about another") {
  const SampleFolder folder;
  folder.add("a.jsonl", line("A", "13/02/2020"));
  folder.add("b.jsonl", line("B", "02/03/2020"));
  CHECK(dates_of(read_paths({folder.path()})) == Values{"A 2020-02-13", "B " + swapped});
}

TEST_CASE("a language that has one order needs no other dates") {
  CHECK(read_lines(line("A", "02/03/2020", "de") + line("B", "02/03/2020", "en-US")) ==
        Values{"A 2020-03-02", "B 2020-02-03"});
}

TEST_CASE("pages of a host decide together, whichever is read first") {
  for (const bool swap : {false, true}) {
    Reading reading;
    DateOrders sink(reading);
    for (const bool first : {true, false}) {
      const bool plain = first != swap;
      sink.article(page(plain ? "P" : "S", plain ? "13/02/2020" : "02/03/2020", "news.example", sink));
      sink.end_file();
      sink.article(page("O", "02/03/2020", "other.example", sink));
      sink.end_file();
    }
    sink.end_all();
    Values values = dates_of(reading);
    std::sort(values.begin(), values.end());
    CHECK(values == Values{"O " + swapped, "O " + swapped, "P 2020-02-13", "S 2020-03-02"});
  }
}

TEST_CASE("saved pages of one host decide together, from whichever folder they come") {
  const auto html = [](const std::string& name, const std::string& date) {
    return "<html lang=en><head><title>" + name + "</title><link rel=canonical href='https://news.example/" + name +
           "'></head><body><h1>" + name + "</h1><p>" + date +
           "</p><p>The harbour was full of ships when the fog lifted, and the pilots had been waiting for hours.</p>"
           "<p>Nobody could say in the morning when the first of them would be let in by the master.</p></body></html>";
  };
  for (const bool swap : {false, true}) {
    const SampleFolder folder;
    folder.add(swap ? "b.html" : "a.html", html("Harbour opens early", "02/03/2020"));
    folder.add(swap ? "a.html" : "b.html", html("Harbour closes late", "13/02/2020"));
    auto values = dates_of(read_paths({folder.path()}));
    std::sort(values.begin(), values.end());
    CHECK(values == Values{"Harbour closes late 2020-02-13", "Harbour opens early 2020-03-02"});
  }
}

TEST_CASE("a date that its order makes impossible is dropped with that reason") {
  CHECK(read_lines(line("A", "05/12/2026 10:00") + line("B", "01/13/2020")).at(0) == "A 2026-05-12T10:00");
  CHECK(read_lines(line("A", "05/12/2999") + line("B", "01/13/2020")).at(0) ==
        "A date dropped: '05/12/2999': it lies in the future");
}

TEST_CASE("what is withheld passes at once, with its version") {
  struct Withheld : Reading {
    std::uint64_t version = 0;
    void withhold(Outcome&&, std::uint64_t of) override { version = of; }
  } reading;
  DateOrders sink(reading);
  sink.withhold({Outcome::Kind::not_searchable, "a", "id", "embargoed", {}, {}}, 7);
  CHECK(reading.version == 7);
}

TEST_CASE("no more articles are held than the limit") {
  std::string lines;
  for (std::size_t i = 0; i < limit::held_articles + 10; ++i) lines += line(std::to_string(i), "02/03/2020");
  lines += line("last", "13/02/2020");
  const auto values = read_lines(lines);
  REQUIRE(values.size() == limit::held_articles + 11);
  CHECK(values.at(0) == "0 " + swapped);
  CHECK(values.back() == "last 2020-02-13");
}
