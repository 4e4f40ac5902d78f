// The pages as the service gives them: every link of every page leads somewhere and, opened again, to the same page.

#include <doctest/doctest.h>

#include <broadsheet/article_line.hpp>
#include <broadsheet/indexer.hpp>
#include <fstream>
#include <set>

#include "server/page_archive.hpp"
#include "server/page_document.hpp"
#include "server/service.hpp"
#include "temporary_folder.hpp"

namespace broadsheet::server {
namespace {

Service& town_service() {
  static const TemporaryFolder folder;
  static Service service([] {
    const auto path = folder / "articles.jsonl";
    std::ofstream lines(path, std::ios::binary);
    for (const auto& article : town_articles()) lines << to_article_line(article) << '\n';
    lines.close();
    index_sources(folder / "archive", {path.string()});
    ServiceOptions options;
    options.archive = folder / "archive";
    options.rate = 0;
    return options;
  }());
  return service;
}

Response get(const std::string& address) {
  Request request;

  request.path = address.substr(0, address.find('?'));
  request.parameters = read_parameters(address);
  request.accept = "text/html";
  request.host = "search.example";
  return town_service().answer(request);
}

/// Addresses of ours in a page that lead to pages.
std::set<std::string> pages_linked(const PageDocument& page) {
  std::set<std::string> out;
  for (const auto* link : page.by_tag("a")) {
    const std::string address = link->attribute("href");
    for (const char* path : {"/search?", "/article/", "/story/", "/cite?", "/problems/"})
      if (address.starts_with(path)) out.insert(address);
  }
  return out;
}

const PageDocument::Element& order_now(const PageDocument& page) {
  for (const auto* link : page.by_role(page.only("navigation", "Order"), "link"))
    if (link->has("aria-current")) return *link;
  FAIL("no order is the one in force");
  return page.only("main");
}

}  // namespace

TEST_CASE("every link of the pages leads to a page") {
  std::set<std::string> seen = {"/"}, next = {"/",
                                              "/search?q=drought",
                                              "/search?q=drougth+reservoir&source=Northern+Wire",
                                              "/search?q=rain&limit=5&sort=newest",
                                              "/search?q=rope+reservoir",
                                              "/search?q=x&since=2025-13"};
  for (int turns = 0; turns < 3 && seen.size() < 400; ++turns) {
    std::set<std::string> found;
    for (const auto& address : next) {
      const Response response = get(address);
      INFO(address);
      CHECK(response.status == (address.ends_with("2025-13") ? 400 : 200));
      CHECK(response.type == "text/html; charset=utf-8");
      CHECK(header(response, "Content-Security-Policy").find("default-src 'none'") != std::string_view::npos);
      for (const auto& link : pages_linked(PageDocument(response.body)))
        if (seen.insert(link).second) found.insert(link);
    }
    next = found;
  }
  CHECK(seen.size() > 100);
}

TEST_CASE("the order in force links to the page it stands on") {
  for (const char* address :
       {"/search?q=drought", "/search?q=drought&tag=Drought&tag=Water&since=2025&sort=newest&collapse=none",
        "/search?q=%22safety%20rope%22%20OR%20%26%3C%3E&match=any", "/search?q=rain&limit=5&sort=oldest"}) {
    INFO(address);
    const std::string body = get(address).body;
    const std::string again = order_now(PageDocument(body)).attribute("href");
    const auto without_time = [](const std::string& html) { return html.substr(0, html.find("<footer>")); };
    CHECK(without_time(get(again).body) == without_time(body));
  }
}

TEST_CASE("a link's count is what the page behind it counts") {
  const PageDocument page(get("/search?q=drought").body);
  std::size_t links = 0;
  for (const char* list : {"Tag", "Source", "Author", "Language"})
    for (const auto* link : page.by_role(page.only("list", list), "link")) {
      const std::string count = link->text.substr(link->text.rfind(' ') + 1);
      const std::string heading = PageDocument(get(link->attribute("href")).body).by_tag("h1").at(0)->text;
      INFO(link->text);
      CHECK(heading.substr(0, heading.find(' ')) == count);
      ++links;
    }
  CHECK(links == 8);
  for (const auto* row : page.by_tag("tr")) {
    const auto link = page.by_role(*row, "link");
    if (link.empty()) continue;
    const PageDocument month(get(link[0]->attribute("href")).body);
    INFO(row->text);
    const std::string heading = month.by_tag("h1").at(0)->text;
    CHECK((heading.starts_with("No") ? "0" : heading.substr(0, heading.find(' '))) ==
          row->text.substr(link[0]->text.size()));
  }
}

TEST_CASE("a page of a problem keeps what was typed, without the parameter that is at fault") {
  const std::string long_query(5000, 'a');
  struct Row {
    std::string address, text, hidden;
    int status;
  };
  for (const Row& row : {Row{"/search?q=drought&since=2025-13&tag=Water", "drought", "tag=Water", 400},
                         {"/search?tag=Water&q=" + long_query, long_query, "tag=Water", 400},
                         {"/search?q=drought&limit=1000", "drought", "", 400},
                         {"/article/nobody?q=drought", "drought", "", 404}}) {
    INFO(row.address.substr(0, 60));
    const Response response = get(row.address);
    CHECK(response.status == row.status);
    const PageDocument page(response.body);
    CHECK(page.by_tag("h1").size() == 1);
    CHECK(page.only("searchbox", "Search the archive").attribute("value") == row.text);
    std::string hidden;
    for (const auto* input : page.by_tag("input"))
      if (input->attribute("type") == "hidden") hidden += input->attribute("name") + "=" + input->attribute("value");
    CHECK(hidden == row.hidden);
    CHECK(get(page.only("link", "What this means").attribute("href")).status == 200);
  }
}

TEST_CASE("empty fields of a form change nothing") {
  const PageDocument page(get("/search?q=drought&since=&until=&tag=").body);
  CHECK_FALSE(page.has("list", "Filters in force"));
  CHECK_FALSE(page.has("list", "Notes on the query"));
  CHECK(page.by_tag("h1").at(0)->text == "5 articles for “drought”");
}

}  // namespace broadsheet::server
