// The reading page, the copies of a story, and how to cite a search.

#include <doctest/doctest.h>

#include "server/page_archive.hpp"
#include "server/page_document.hpp"
#include "server/page_words.hpp"

namespace broadsheet::server {
namespace {

const PageArchive& town() {
  static const PageArchive archive(town_articles());
  return archive;
}

std::vector<std::string> marks(const PageDocument& page) {
  std::vector<std::string> out;
  for (const auto* mark : page.by_tag("mark")) out.push_back(mark->text);
  return out;
}

}  // namespace

TEST_CASE("the reading page marks all hits and leads back to the same results") {
  const PageDocument page(town().read("harbour", {{"q", "\"safety rope\""}, {"since", "2025"}}));
  CHECK(page.by_tag("h1").at(0)->text == "A safety rope for the harbour");
  CHECK(marks(page) == std::vector<std::string>{"safety", "rope", "safety", "rope"});
  CHECK(page.only("main").text.find("4 hits marked.") != std::string::npos);
  CHECK(page.only("link", "Back to the results").attribute("href") == "/search?q=%22safety%20rope%22&since=2025");
  const PageDocument newest(town().read("harbour", {{"q", "rope"}, {"sort", "newest"}, {"offset", "10"}}));
  CHECK(newest.only("link", "Back to the results").attribute("href") == "/search?q=rope&sort=newest&offset=10");
  CHECK(page.only("link", "To the first hit").attribute("href") == "#first-hit");
  CHECK(page.by_tag("mark").at(2)->attribute("id") == "first-hit");
  CHECK(page.only("article").attribute("lang") == "en");
  std::size_t paragraphs = 0;
  for (const auto* p : page.by_tag("p"))
    if (p->parent->attribute("class") == "body") ++paragraphs;
  CHECK(paragraphs == 2);
  CHECK_FALSE(page.has("link", "On the publisher’s page"));  // its address is of ftp
}

TEST_CASE("without a query nothing is marked, and the way back is the search") {
  const PageDocument page(town().read("sundale", {}));
  CHECK(marks(page).empty());
  CHECK(page.only("link", "Back to the search").attribute("href") == "/");
  CHECK(page.only("link", "On the publisher’s page").attribute("href") == "https://valleycourier.example/sundale");
  CHECK(page.only("list", "Tags").text == "Drought Water");
}

TEST_CASE("an article that does not match is shown, and that is said") {
  const PageDocument page(town().read("sundale", {{"q", "rope"}}));
  CHECK(page.only("main").text.find("This article does not match the query.") != std::string::npos);
}

TEST_CASE("the page of a story lists its copies, the earliest first") {
  const PageDocument page(town().story("sundale-copy"));
  CHECK(page.by_tag("h1").at(0)->text == "2 copies of one story");
  const auto headings = page.by_role(page.only("list", "Copies"), "heading");
  REQUIRE(headings.size() == 2);
  CHECK(headings[0]->text == "Sundale counts the cost of the drought");
}

TEST_CASE("a story of many copies has pages") {
  auto request = town().request({{"q", "drought"}, {"offset", "100"}});
  request.options.limit = 100;
  auto copies = town().results(town().request({{"q", "drought"}}));
  copies.next_offset = 200;
  const PageDocument page(story_page(request, "a/b", copies, town().context()));
  CHECK(page.only("list", "Copies").attribute("start") == "101");
  CHECK(page.only("link", "Back to the results").attribute("href") == "/search?q=drought");
  CHECK(page.only("link", "Previous").attribute("href") == "/story/a%2Fb?q=drought");
  CHECK(page.only("link", "Next").attribute("href") == "/story/a%2Fb?q=drought&offset=200");
}

TEST_CASE("the page of a citation has the text, the address, and what the counts stand on") {
  const Parameters parameters = {{"q", "drought"}, {"tag", "Drought"}, {"sort", "newest"}};
  const PageDocument page(town().cited(parameters));
  const auto asked = town().request(parameters);
  const auto citation = cite(town().archive(), asked.text, asked.options, false);
  CHECK(page.by_tag("h1").at(0)->text == "Cite this search");
  CHECK(page.only("figure", "Citation").text.find("drought AND tag:drought") != std::string::npos);
  CHECK(page.only("link", "https://search.example/search?q=drought&tag=Drought").attribute("href") ==
        "/search?q=drought&tag=Drought");
  CHECK(page.by_tag("table").at(0)->text.find(citation.result_hash) != std::string::npos);
  CHECK(page.only("region", "BibTeX").text.starts_with("@"));
}

TEST_CASE("dates are told as precisely as they are known") {
  struct Row {
    const char* value;
    bool clock;
    const char* words;
  };
  for (const Row& row : {Row{"2025-11-03", false, "3 November 2025"},
                         {"2025-11", false, "November 2025"},
                         {"2025", false, "2025"},
                         {"1920s", false, "1920s"},
                         {"2025-01-27T09:12+01:00", false, "27 January 2025"},
                         {"2025-01-27T09:12:33+01:00", true, "27 January 2025, 09:12 (+01:00)"},
                         {"2025-01-27T09:12Z", true, "27 January 2025, 09:12 (UTC)"},
                         {"2025-13", false, "2025-13"},
                         {"<b>", false, "<b>"},
                         {"", false, ""}})
    CHECK(date_text(row.value, row.clock) == row.words);
}

}  // namespace broadsheet::server
