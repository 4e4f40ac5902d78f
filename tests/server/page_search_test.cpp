// What the search page promises, found by role and name.

#include <doctest/doctest.h>

#include <algorithm>

#include "server/page_archive.hpp"
#include "server/page_document.hpp"

namespace broadsheet::server {
namespace {

const PageArchive& town() {
  static const PageArchive archive(town_articles());
  return archive;
}

PageDocument page_for(const Parameters& parameters) { return PageDocument(town().search(parameters)); }

std::vector<std::string> names(const PageDocument::Elements& elements) {
  std::vector<std::string> out;
  for (const auto* element : elements) out.push_back(element->name);
  return out;
}

using Names = std::vector<std::string>;

/// Where an element stands in the source.
std::size_t place(const PageDocument& page, const PageDocument::Element& element) {
  const auto all = page.all();
  return static_cast<std::size_t>(std::ranges::find(all, &element) - all.begin());
}

}  // namespace

TEST_CASE("the search page has its landmarks, in the order of the screen") {
  const auto page = page_for({{"q", "drought"}});
  const std::size_t places[] = {
      place(page, page.only("banner")), place(page, page.only("search")), place(page, page.only("main")),
      place(page, page.only("navigation", "Narrow the results")), place(page, page.only("contentinfo"))};
  CHECK(std::ranges::is_sorted(places));
  CHECK(page.by_tag("html").front()->attribute("lang") == "en");
  const auto& skip = *page.by_role("link").front();
  CHECK(skip.name == "Skip to the content");
  CHECK(skip.attribute("href") == "#" + page.only("main").attribute("id"));
}

TEST_CASE("the one h1 counts articles, also where copies stand together") {
  const auto page = page_for({{"q", "drought"}});
  REQUIRE(page.by_tag("h1").size() == 1);
  CHECK(page.by_tag("h1").front()->text == "5 articles for “drought”");
  CHECK(page.only("main").text.find("in 4 stories from 2 sources · exact count") != std::string::npos);
  CHECK(page.by_tag("title").front()->text == "drought – 5 articles – Broadsheet");
  CHECK(page.by_role(page.only("list", "Articles"), "heading").size() == 4);
  CHECK(PageDocument(town().search({{"q", "harbour rope"}})).by_tag("h1").front()->text ==
        "1 article for “harbour rope”");
  CHECK(PageDocument(town().search({})).by_tag("h1").front()->text == "17 articles");
}

TEST_CASE("a count that is a lower bound says so, and why") {
  const auto request = town().request({{"q", "drought"}});
  auto results = town().results(request);
  results.articles = {1204, Count::Relation::gte, "expansion_cap"};
  results.stories = {1100, Count::Relation::gte, "expansion_cap"};
  const PageDocument page(search_page(request, results, town().context()));
  CHECK(page.by_tag("h1").front()->text == "At least 1,204 articles for “drought”");
  const auto& main = page.only("main").text;
  CHECK(main.find("in at least 1,100 stories") != std::string::npos);
  CHECK(main.find("a wildcard stands for more words than are looked at") != std::string::npos);
  CHECK(main.find("exact") == std::string::npos);
}

TEST_CASE("the form keeps filters and order, and lets go of the page") {
  const auto page = page_for({{"q", "drought"}, {"tag", "Drought"}, {"sort", "newest"}, {"offset", "10"}});
  const auto& form = page.only("search");
  CHECK(form.tag == "form");
  CHECK(form.parent->tag == "broadsheet-search");
  CHECK(form.attribute("action") == "/search");
  const auto& box = *page.by_role(form, "searchbox", "Search the archive").at(0);
  CHECK(box.attribute("value") == "drought");
  CHECK(page.by_role(form, "button", "Search").size() == 1);
  Names hidden;
  for (const auto* input : page.by_tag("input"))
    if (input->inside(form) && input->attribute("type") == "hidden")
      hidden.push_back(input->attribute("name") + "=" + input->attribute("value"));
  CHECK(hidden == Names{"tag=Drought", "sort=newest"});
}

TEST_CASE("what was understood, noted and filtered is told") {
  const auto page = page_for({{"q", "drought AND ("}, {"tag", "Drought"}, {"since", "2025"}});
  CHECK(page.only("main").text.find("Understood as drought AND tag:drought AND date:2025-01-01..") !=
        std::string::npos);
  CHECK_FALSE(page.by_role(page.only("list", "Notes on the query"), "listitem").empty());
  const auto links = page.by_role(page.only("list", "Filters in force"), "link");
  REQUIRE(names(links) == Names{"Remove the filter Tag: Drought", "Remove the filter From: 2025"});
  CHECK(links[0]->attribute("href") == "/search?q=drought%20AND%20%28&since=2025");
  CHECK_FALSE(page_for({{"q", "drought"}}).has("list", "Filters in force"));
  CHECK_FALSE(page_for({{"q", "drought"}}).has("list", "Notes on the query"));
}

TEST_CASE("warnings on parameters are notes too") {
  auto request = town().request({{"q", "drought"}});
  request.warnings.push_back({"unknown_parameter", "colour", "there is no parameter 'colour'"});
  const PageDocument page(search_page(request, town().results(request), town().context()));
  CHECK(page.only("list", "Notes on the query").text == "there is no parameter 'colour'");
}

TEST_CASE("an article of the list has a headline with one link, its facts, passages and ways to read") {
  const auto page = page_for({{"q", "drought"}});
  const auto& list = page.only("list", "Articles");
  CHECK(list.tag == "ol");
  CHECK(list.attribute("start") == "1");
  const auto find = [&](const std::string& title) -> const PageDocument::Element& {
    for (const auto* item : page.by_role(list, "listitem"))
      if (item->text.starts_with(title)) return *item;
    FAIL("no article '", title, "'");
    return list;
  };
  const auto& sundale = find("Sundale counts the cost of the drought");
  const auto& heading = *page.by_role(sundale, "heading").at(0);
  CHECK(heading.tag == "h2");
  CHECK(heading.attribute("lang") == "en");
  CHECK(heading.attribute("dir") == "auto");
  REQUIRE(page.by_role(heading, "link").size() == 1);
  CHECK(page.by_role(heading, "link")[0]->attribute("href") == "https://valleycourier.example/sundale");
  for (const auto* mark : page.by_tag("mark"))
    if (mark->inside(heading)) CHECK(mark->text == "drought");
  CHECK(page.by_role(sundale, "time")[0]->attribute("datetime") == "2025-03-03");
  CHECK(page.by_role(sundale, "time")[0]->text == "3 March 2025");
  CHECK(sundale.text.find("Valley Courier 3 March 2025 Ilse Marwood Ravi Sen") != std::string::npos);
  CHECK(page.by_role(sundale, "link", "1 more copy")[0]->attribute("href") == "/story/sundale?q=drought");
  CHECK(page.by_role(sundale, "link", "Read with hits marked")[0]->attribute("href") == "/article/sundale?q=drought");
  const auto newest = page_for({{"q", "drought"}, {"sort", "newest"}, {"offset", "1"}});  // for the way back
  CHECK(newest.by_role("link", "Read with hits marked")
            .at(0)
            ->attribute("href")
            .ends_with("?q=drought&sort=newest&offset=1"));
  const auto passage = page.by_role(sundale, "link", "At this passage on the publisher’s page");
  REQUIRE(passage.size() == 1);
  CHECK(passage[0]->attribute("href").starts_with("https://valleycourier.example/sundale#:~:text="));

  const auto& harbour = find("A safety rope");
  CHECK(page.by_role(harbour, "time")[0]->text == "May 2025");
  CHECK(page.by_role(*page.by_role(harbour, "heading")[0], "link")[0]->attribute("href") ==
        "/article/harbour?q=drought");
  CHECK_FALSE(std::ranges::count(names(page.by_role(harbour, "link")), "At this passage on the publisher’s page"));
  CHECK(page.by_role(find("Die Dürre"), "heading")[0]->attribute("lang") == "de");
}

TEST_CASE("order and pages are links that say where one is") {
  const auto page = page_for({{"q", "rain"}, {"sort", "newest"}, {"limit", "5"}, {"offset", "5"}});
  const auto& order = page.only("navigation", "Order");
  CHECK(names(page.by_role(order, "link")) == Names{"Best match", "Newest", "Oldest"});
  for (const auto* link : page.by_role(order, "link")) CHECK(link->has("aria-current") == (link->name == "Newest"));
  CHECK(page.by_role(order, "link")[0]->attribute("href") == "/search?q=rain&limit=5");
  CHECK(page.only("list", "Articles").attribute("start") == "6");
  const auto& pages = page.only("navigation", "Pages of results");
  REQUIRE(names(page.by_role(pages, "link")) == Names{"Previous", "Next"});
  CHECK(page.by_role(pages, "link")[0]->attribute("href") == "/search?q=rain&sort=newest&limit=5");
  CHECK(page.by_role(pages, "link")[1]->attribute("href") == "/search?q=rain&sort=newest&limit=5&offset=10");
  CHECK_FALSE(page_for({{"q", "drought"}}).has("navigation", "Pages of results"));
}

TEST_CASE("a page behind the end leads back, and the list is turned no further than the limit") {
  const auto behind = page_for({{"q", "drought"}, {"offset", "50"}});
  CHECK(behind.has("link", "To the first page"));
  auto request = town().request({{"q", "drought"}, {"offset", "9990"}});
  auto results = town().results(town().request({{"q", "drought"}}));
  results.next_offset = 10'010;
  const PageDocument deep(search_page(request, results, town().context()));
  CHECK_FALSE(deep.has("link", "Next"));
  CHECK(deep.only("main").text.find("can be turned no further") != std::string::npos);
}

TEST_CASE("values narrow and widen, with the count that they lead to") {
  const Parameters all = {{"q", "drought"}};
  const auto page = page_for(all);
  const auto& narrow = page.only("navigation", "Narrow the results");
  CHECK(names(page.by_role(narrow, "list")) == Names{"Tag", "Source", "Author", "Language"});
  CHECK(names(page.by_role(page.only("list", "Tag"), "link")) == Names{"Drought 2", "Water 1"});
  CHECK(page.by_role(page.only("list", "Tag"), "link")[1]->attribute("href") == "/search?q=drought&tag=Water");
  CHECK(names(page.by_role(narrow, "textbox")) == Names{"From", "Until"});
  CHECK(page.by_role(narrow, "button", "Apply").size() == 1);

  const auto chosen = page_for({{"q", "drought"}, {"tag", "water"}});
  const auto& water = *chosen.by_role(chosen.only("list", "Tag"), "link", "Water 1").at(0);
  CHECK(water.attribute("aria-current") == "true");
  CHECK(water.attribute("href") == "/search?q=drought");
  CHECK_FALSE(chosen.by_role(chosen.only("list", "Tag"), "link", "Drought 1").at(0)->has("aria-current"));
  CHECK(chosen.by_tag("h1").front()->text == "1 article for “drought”");
}

TEST_CASE("ten values of a field are shown, and those that are chosen; the others unfold") {
  const auto request = town().request({{"q", "drought"}, {"tag", "t30"}});
  auto results = town().results(town().request({{"q", "drought"}}));
  results.facets = {{"tag", {}, 0, 0}};
  for (int i = 1; i <= 70; ++i) results.facets[0].rows.push_back({"t" + std::to_string(i), 1, 1, 0});
  const PageDocument page(search_page(request, results, town().context()));
  const auto links = page.by_role(page.only("list", "Tag"), "link");
  REQUIRE(links.size() == 11);
  CHECK(links.back()->name == "t30 1");
  const auto others = page.by_role(page.only("list", "and 59 more values"), "link");
  REQUIRE(others.size() == 50);
  CHECK(others.front()->attribute("href") == "/search?q=drought&tag=t30&tag=t11");
  CHECK(page.only("navigation", "Narrow the results").text.find("and 9 more values") != std::string::npos);
}

TEST_CASE("the fields of publication keep all but themselves") {
  const auto page = page_for({{"q", "drought"}, {"tag", "Drought"}, {"since", "2025"}});
  const auto& from = *page.by_role("textbox", "From").at(0);
  CHECK(from.attribute("value") == "2025");
  Names hidden;
  for (const auto* input : page.by_tag("input"))
    if (input->attribute("type") == "hidden" && !input->inside(page.only("search")))
      hidden.push_back(input->attribute("name") + "=" + input->attribute("value"));
  CHECK(hidden == Names{"q=drought", "tag=Drought"});
}

TEST_CASE("where nothing is found, each part, spelling and filter leads on") {
  const auto page = page_for({{"q", "drougth reservoir"}, {"source", "Northern Wire"}, {"since", "2025"}});
  CHECK(page.by_tag("h1").front()->text == "No articles for “drougth reservoir”");
  const auto& parts = page.only("list", "Each part alone");
  CHECK(parts.text.find("reservoir 2 articles") != std::string::npos);
  const auto reservoir = page.by_role(parts, "link", "reservoir");
  REQUIRE(reservoir.size() == 1);
  CHECK(reservoir[0]->attribute("href") == "/search?q=reservoir");
  CHECK(page.only("list", "Spelled otherwise").text.find("drought AND reservoir") != std::string::npos);
  CHECK(page.only("link", "Search without the filters").attribute("href") == "/search?q=drougth%20reservoir");
  CHECK_FALSE(page_for({{"q", "drougth"}}).has("link", "Search without the filters"));
}

TEST_CASE("articles that lack some of the words stand below, in no other number") {
  const auto page = page_for({{"q", "rope reservoir"}});
  CHECK(page.by_tag("h1").front()->text == "No articles for “rope reservoir”");
  const auto& list = page.only("list", "Articles that lack some of the words");
  CHECK_FALSE(page.by_role(list, "heading").empty());
  CHECK(page.by_role(list, "heading")[0]->tag == "h3");
  const auto& region = page.only("region", "Articles that lack some of the words");
  CHECK(region.text.find(" articles; they are in no other number on this page.") != std::string::npos);
  CHECK_FALSE(page.has("list", "Articles"));
}

TEST_CASE("the foot leads on with the same query and filters, and says where the numbers come from") {
  const auto page = page_for({{"q", "drought"}, {"tag", "Drought"}, {"sort", "newest"}, {"offset", "1"}});
  const auto& foot = page.only("contentinfo");
  const auto links = page.by_role(foot, "link");
  REQUIRE(names(links) == Names{"Explore this query", "Feed", "CSV", "Cite"});
  CHECK(links[0]->attribute("href") == "/explore?q=drought&tag=Drought");
  CHECK(links[1]->attribute("href") == "/search.atom?q=drought&tag=Drought");
  CHECK(links[2]->attribute("href") == "/v1/export?q=drought&tag=Drought&format=csv");
  CHECK(links[3]->attribute("href") == "/cite?q=drought&tag=Drought");
  CHECK(foot.text.find("Archive The Tarn Valley papers · revision 1 · 17 articles · ") != std::string::npos);
  CHECK(foot.text.ends_with(" ms"));
}

TEST_CASE("the head asks for one style sheet and one script, and keeps search engines away") {
  const auto page = page_for({{"q", "drought"}});
  Names links;
  for (const auto* link : page.by_tag("link"))
    links.push_back(link->attribute("rel") + " " + link->attribute("type") + " " + link->attribute("href"));
  CHECK(links == Names{"icon  data:,", "stylesheet  /page.css",
                       "search application/opensearchdescription+xml /opensearch.xml",
                       "alternate application/atom+xml /search.atom?q=drought"});
  REQUIRE(page.by_tag("script").size() == 1);
  CHECK(page.by_tag("script")[0]->attribute("src") == "/broadsheet-search.js");
  CHECK(page.by_tag("script")[0]->text.empty());
  Names metas;
  for (const auto* meta : page.by_tag("meta"))
    metas.push_back(meta->attribute("name") + "=" + meta->attribute("content"));
  CHECK(std::ranges::count(metas, "robots=noindex") == 1);
}

TEST_CASE("the first page says how many articles there are and how to ask") {
  const PageDocument page(start_page(town().context()));
  CHECK(page.by_tag("h1").front()->text == "The Tarn Valley papers");
  CHECK(page.only("main").text.find("The archive has 17 articles") != std::string::npos);
  for (const auto* landmark : {"banner", "search", "main", "contentinfo"}) CHECK(page.has(landmark));
  CHECK(page.only("link", "drought OR flood").attribute("href") == "/search?q=drought%20OR%20flood");
}

}  // namespace broadsheet::server
