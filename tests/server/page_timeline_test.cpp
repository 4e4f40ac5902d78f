// The figure "When they were published": its sums, its links, and what it says of dates that are not known well.

#include "server/page_timeline.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "server/page_document.hpp"

namespace broadsheet::server {
namespace {

PageDocument figure(const Timeline& timeline, const Parameters& parameters = {{"q", "rain"}}) {
  return PageDocument(document(element("html", {}, {element("body", {}, {timeline_figure(timeline, parameters)})})));
}

std::uint64_t digits(const std::string& text) {
  std::uint64_t number = 0;
  for (const char c : text)
    if (c != ',') number = number * 10 + static_cast<std::uint64_t>(c - '0');
  return number;
}

/// Of the rows above the last: their sum; and the last, which says how many there are in all.
std::pair<std::uint64_t, std::uint64_t> sums(const PageDocument& page) {
  std::uint64_t sum = 0;
  const auto cells = page.by_tag("td");
  for (std::size_t i = 0; i + 1 < cells.size(); ++i) sum += digits(cells[i]->text);
  return {sum, digits(cells.back()->text)};
}

Timeline months() {
  Timeline timeline;
  timeline.unit = "month";
  timeline.buckets = {{"2024-11", 7, 0, 0}, {"2024-12", 0, 0, 0}, {"2025-01", 1200, 0, 0}};
  timeline.unplaced = {{"2024", Precision::year, 6, 0, 0}, {"1980s", Precision::decade, 2, 0, 0}};
  timeline.undated = 3;
  return timeline;
}

std::vector<const PageDocument::Element*> bars(const PageDocument& page, const std::string& kind) {
  std::vector<const PageDocument::Element*> out;
  for (const auto* rect : page.by_tag("rect"))
    if (rect->attribute("class") == kind || rect->attribute("fill") == kind) out.push_back(rect);
  return out;
}

}  // namespace

TEST_CASE("the table of a timeline adds up, whatever the unit and the dates") {
  CHECK(sums(figure(months())) == std::pair<std::uint64_t, std::uint64_t>{1218, 1218});
  Timeline long_time;
  long_time.unit = "month";
  std::uint64_t total = 0;
  for (int year = 1900; year < 1930; ++year)
    for (int month = 1; month <= 12; ++month) {
      const auto articles = static_cast<std::uint64_t>((year * 7 + month * 13) % 11);
      long_time.buckets.push_back(
          {std::to_string(year) + (month < 10 ? "-0" : "-") + std::to_string(month), articles, 0, 0});
      total += articles;
    }
  long_time.unplaced = {
      {"1890s", Precision::decade, 4, 0, 0}, {"1899", Precision::year, 5, 0, 0}, {"1929", Precision::year, 9, 0, 0}};
  long_time.undated = 1;
  total += 4 + 5 + 9 + 1;
  const auto page = figure(long_time);
  CHECK(sums(page) == std::pair{total, total});
  // More months than can be told apart are drawn as years; a year's date has its place then.
  CHECK(page.by_role("link").size() == 31);
  CHECK(page.by_role("link")[0]->attribute("href") == "/search?q=rain&since=1899&until=1899");
  CHECK(page.by_tag("table")[0]->text.find("1890s (year not known)4") != std::string::npos);
}

TEST_CASE("each period of the table is a link that narrows") {
  const auto page = figure(months(), {{"q", "rain"}, {"since", "2020"}, {"offset", "20"}});
  std::vector<std::string> links;
  for (const auto* link : page.by_role("link")) links.push_back(link->text + " " + link->attribute("href"));
  CHECK(links == std::vector<std::string>{"November 2024 /search?q=rain&since=2024-11&until=2024-11",
                                          "December 2024 /search?q=rain&since=2024-12&until=2024-12",
                                          "January 2025 /search?q=rain&since=2025-01&until=2025-01"});
  Timeline weeks;
  weeks.unit = "week";
  weeks.buckets = {{"2024-02-26", 1, 0, 0}};
  CHECK(figure(weeks).only("link", "Week of 26 February 2024").attribute("href") ==
        "/search?q=rain&since=2024-02-26&until=2024-03-03");
}

TEST_CASE("uncertain dates are hatched, spread over their period, and counted in a sentence") {
  const auto page = figure(months());
  const auto& whole = page.only("figure", "When they were published");
  CHECK(whole.text.find(
            "Hatched: 6 articles whose month is not known, spread over their year. "
            "Not drawn: 2 articles dated too coarsely for this chart. Not drawn: 3 articles without a date.") !=
        std::string::npos);
  CHECK(bars(page, "bar").size() == 2);            // December has none that are certain
  CHECK(bars(page, "url(#hatched)").size() == 2);  // the months of 2024 that are drawn
  const auto& svg = *page.by_tag("svg").at(0);
  CHECK(svg.attribute("aria-hidden") == "true");
  CHECK_FALSE(svg.has("viewbox"));
  CHECK_FALSE(svg.has("viewBox"));
  for (const auto* rect : page.by_tag("rect"))
    if (rect->attribute("class") == "bar") CHECK(rect->attribute("width").ends_with("%"));
  CHECK(page.by_tag("summary").at(0)->text == "Timeline as a table");
}

TEST_CASE("heights are to scale: a bar of half the articles is half as high") {
  Timeline two;
  two.unit = "year";
  two.buckets = {{"2024", 10, 0, 0}, {"2025", 5, 0, 0}};
  const auto page = figure(two);
  const auto drawn = bars(page, "bar");
  REQUIRE(drawn.size() == 2);
  CHECK(std::stod(drawn[0]->attribute("height")) == doctest::Approx(2 * std::stod(drawn[1]->attribute("height"))));
  CHECK(std::stod(drawn[0]->attribute("y")) + std::stod(drawn[0]->attribute("height")) ==
        doctest::Approx(std::stod(drawn[1]->attribute("y")) + std::stod(drawn[1]->attribute("height"))));
}

TEST_CASE("ticks stand at months, years or round years, as there is room") {
  const auto labels = [](const char* unit, std::vector<std::string> periods) {
    Timeline timeline;
    timeline.unit = unit;
    for (const auto& period : periods) timeline.buckets.push_back({period, 1, 0, 0});
    std::vector<std::string> out;
    const auto drawn = figure(timeline);
    for (const auto* text : drawn.by_tag("text")) out.push_back(text->text);
    out.erase(out.begin());  // the greatest number
    return out;
  };
  using Labels = std::vector<std::string>;
  CHECK(labels("month", {"2025-03", "2025-04"}) == Labels{"March 2025", "April 2025"});
  Labels months, years, days;
  for (int i = 0; i < 30; ++i)
    months.push_back(std::to_string(2023 + i / 12) + "-" + std::to_string(101 + i % 12).substr(1));
  CHECK(labels("month", months) == Labels{"2023", "2024", "2025"});
  for (int i = 1926; i <= 2025; ++i) years.push_back(std::to_string(i));
  CHECK(labels("year", years) == Labels{"1926", "1940", "1960", "1980", "2000", "2020"});
  for (int i = 10; i < 40; ++i)
    days.push_back(i <= 31 ? "2024-12-" + std::to_string(i) : "2025-01-0" + std::to_string(i - 31));
  CHECK(labels("day", days) == Labels{"December 2024", "January 2025"});
}

TEST_CASE("a month or two are counted by days") {
  const auto unit = [](const char* since, const char* until) {
    SearchRequest request;
    request.options.query.since = since;
    request.options.query.until = until;
    return timeline_unit(request);
  };
  CHECK(unit("2025-01", "2025-01") == "day");
  CHECK(unit("2025-01-20", "2025-02") == "day");
  CHECK(unit("2025", "2025") == "month");
  CHECK(unit("2025-01", "") == "month");
  CHECK(unit("2025", "1990") == "month");  // the ends are swapped: thirty years
  for (const char* other : {"7d", "20250127", "2025-1", "2025-13", "2025-02-30", "1920s"})
    CHECK(unit(other, other) == "month");
}

TEST_CASE("where no article has a date there is no figure") {
  Timeline none;
  none.unit = "month";
  none.undated = 4;
  CHECK(timeline_figure(none, {}).empty());
}

}  // namespace broadsheet::server
