#include "indexer/json_ld.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace broadsheet;

namespace {
LinkedData read(const std::string& block, std::string_view title = {}) { return read_json_ld({block}, title); }
using List = std::vector<std::string>;
}  // namespace

TEST_CASE("the article of a page is read out of its linked data") {
  const auto data = read(R"({"@context":"https://schema.org","@type":"NewsArticle","headline":"Harbour opens",
    "datePublished":"2025-01-27T09:12:00Z","dateModified":"2025-01-28","articleSection":"Local","inLanguage":"en",
    "author":[{"@type":"Person","name":"Ana Li"},"Bo Chen"],"publisher":{"name":"The Gull"},
    "keywords":"harbour, ships","description":"In brief","url":"https://gull.example/harbour"})");
  CHECK(data.is_article);
  CHECK(data.headline == "Harbour opens");
  CHECK(data.published == "2025-01-27T09:12:00Z");
  CHECK(data.modified == "2025-01-28");
  CHECK(data.authors == List{"Ana Li", "Bo Chen"});
  CHECK(data.tags == List{"harbour", "ships"});
  CHECK(data.section == "Local");
  CHECK(data.publisher == "The Gull");
  CHECK(data.language == "en");
  CHECK(data.url == "https://gull.example/harbour");
}

TEST_CASE("linked data is read in whatever it is wrapped, and mended where it is nearly JSON") {
  for (const char* block : {
           R"(<!-- {"@type":"Article","headline":"Tide"} -->)",
           "//<![CDATA[\n{\"@type\":\"Article\",\"headline\":\"Tide\"}\n//]]>",
           R"(<![CDATA[[{"@type":"Article","headline":"Tide"}]]]>)",
           R"({"@type":"Article","headline":"Tide"};)",
           R"({"@type":"Article","headline":"Tide","author":[{"name":"A B"},],})",
           "{\"@type\":\"Article\",\"description\":\"two\nlines\t\",\"headline\":\"Tide\"}",
           R"({"@type":"Article","description":"it\'s","headline":"Tide"})",
           R"({"@type":"Article","description":"the "Gull" of "it"","headline":"Tide"})",
           "{\"@type\":\"Article\", // its kind\n /* none: */ \"headline\":\"Tide\"}",
           R"({"@type":"Article","headline":"Tide"}}})",
           R"({"@type":["Thing","https://schema.org/Article"],"headline":"Tide"})",
           R"([{"@type":"WebSite","name":"X"},{"@type":"Article","headline":"Tide"}])",
           R"({"@graph":[{"@type":"Organization","name":"X"},{"@type":"Article","headline":"Tide"}]})",
           R"({"@type":"WebPage","mainEntity":{"@type":"BlogPosting","headline":"Tide"}})",
       }) {
    CAPTURE(block);
    CHECK(read(block).headline == "Tide");
  }
}

TEST_CASE("a reference stands for the node it names") {
  const auto data = read(R"({"@graph":[{"@type":"Article","headline":"Tide","author":{"@id":"#p"}},
    {"@type":"Person","@id":"#p","name":"Ana Li"}]})");
  CHECK(data.authors == List{"Ana Li"});
}

TEST_CASE("of several articles the one counts that the page is about") {
  const auto two =
      R"([{"@type":"NewsArticle","headline":"Other news"},{"@type":"NewsArticle","headline":"Tide comes in"}])";
  CHECK(read(two, "Tide comes in | The Gull").headline == "Tide comes in");
  CHECK(read(two).headline == "Other news");
}

TEST_CASE("the stamp of a page is told from that of its article") {
  const auto data =
      read(R"([{"@type":"WebPage","datePublished":"2025-01-01"},{"@type":"Article","datePublished":"2025-01-02"}])");
  CHECK(data.page_published == "2025-01-01");
  CHECK(data.published == "2025-01-02");
}

TEST_CASE("what is no linked data gives nothing") {
  for (const char* block :
       {"", "{", "not json", "[1,2,3]", "{\"@type\":5}", R"({"@type":"Article","headline":{}})", "]]>", "<![CDATA["}) {
    CAPTURE(block);
    CHECK(read(block).headline.empty());
  }
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "[";
  CHECK(!read(deep).is_article);
}
