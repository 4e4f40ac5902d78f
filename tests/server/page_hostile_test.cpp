// Text by others in every field of an article and every parameter of a request: what a parser makes of the page has no
// element, attribute or address that is not ours.

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "server/page_archive.hpp"
#include "server/page_document.hpp"

namespace broadsheet::server {
namespace {

const std::set<std::string> elements = {"html",     "head",    "meta",   "title",      "link",    "script",
                                        "body",     "a",       "header", "nav",        "p",       "broadsheet-search",
                                        "form",     "label",   "input",  "button",     "div",     "main",
                                        "h1",       "h2",      "h3",     "strong",     "bdi",     "code",
                                        "ul",       "ol",      "li",     "span",       "mark",    "time",
                                        "table",    "caption", "thead",  "tbody",      "tfoot",   "tr",
                                        "th",       "td",      "figure", "figcaption", "svg",     "defs",
                                        "pattern",  "path",    "rect",   "text",       "details", "summary",
                                        "fieldset", "legend",  "footer", "section",    "article", "blockquote",
                                        "pre",      "dl",      "dt",     "dd"};
const std::set<std::string> attributes = {"lang",
                                          "charset",
                                          "name",
                                          "content",
                                          "rel",
                                          "href",
                                          "type",
                                          "title",
                                          "src",
                                          "class",
                                          "role",
                                          "action",
                                          "for",
                                          "id",
                                          "value",
                                          "dir",
                                          "autocapitalize",
                                          "spellcheck",
                                          "tabindex",
                                          "start",
                                          "aria-label",
                                          "aria-labelledby",
                                          "aria-hidden",
                                          "aria-current",
                                          "datetime",
                                          "scope",
                                          "placeholder",
                                          "autocomplete",
                                          "width",
                                          "height",
                                          "x",
                                          "y",
                                          "fill",
                                          "d",
                                          "patternunits",
                                          "text-anchor"};

bool is_ours(const std::string& address) {
  if (address.starts_with("https://") || address.starts_with("http://")) return true;
  if (address.starts_with("#") || address == "data:,") return true;
  return address.starts_with("/") && !address.starts_with("//") && !address.starts_with("/\\");
}

/// Nothing where the page is as we make pages, else what is not.
std::string intruder(const PageDocument& page) {
  for (const auto* element : page.all()) {
    if (!elements.contains(element->tag)) return "element " + element->tag;
    for (const auto& [name, value] : element->attributes) {
      std::string lower = name;
      std::ranges::transform(lower, lower.begin(),
                             [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
      if (!attributes.contains(lower)) return "attribute " + name + " of " + element->tag;
      if ((name == "href" || name == "src" || name == "action") && !is_ours(value)) return "address " + value;
    }
    if (element->tag == "script" && (element->attribute("src") != "/broadsheet-search.js" || !element->text.empty()))
      return "script " + element->text;
    if (element->tag == "link" && !element->attribute("href").starts_with("/") && element->attribute("rel") != "icon")
      return "link " + element->attribute("href");
  }
  return {};
}

const std::vector<std::string> payloads = {
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "\" autofocus onfocus=\"alert(1)",
    "</title></mark></h2></main></body></html><svg/onload=alert(1)>",
    "--><!-- <style>*{display:none}</style> ]]> <plaintext>",
    "<base href=//evil.example><meta http-equiv=refresh content=0;url=//evil.example>",
    "<a href=javascript:alert(1)>x</a>",
    "&lt;script&gt;alert(1)&lt;/script&gt; &#60;b&#62; &amp",
    "<broadsheet-search src=https://evil.example/></broadsheet-search><form action=//evil.example><button>x",
    "\xE2\x80\xAE<b>\xE2\x80\xA6\xEF\xBC\x9Cscript\xEF\xBC\x9E",
    "a\r\nSet-Cookie: x=1\r\n\r\n<b>",
    "{{constructor.constructor('alert(1)')()}}${alert(1)}`",
};
const std::vector<std::string> addresses = {"javascript:alert(1)",
                                            "JaVaScRiPt:alert(1)//https://",
                                            "data:text/html,<script>alert(1)</script>",
                                            "https://a.example/\"><script>alert(1)</script>",
                                            "//evil.example/",
                                            "https:evil",
                                            "vbscript:x",
                                            " javascript:alert(1)",
                                            "http://a.example/?x=' onclick='alert(1)"};

Article hostile_article(std::size_t number) {
  const std::string& payload = payloads[number % payloads.size()];
  Article article;
  article.id = "id" + std::to_string(number) + payload + "/../?#%00";
  article.title = "needle " + payload + " needle";
  article.body = "The needle says " + payload + " to the needle.\n\n" + payload + "\n\nneedle";
  article.url = addresses[number % addresses.size()];
  article.authors = {"A " + payload, payload};
  article.tags = {payload, "t " + payload};
  article.source = "S" + std::to_string(number) + ' ' + payload;
  article.section = payload;
  article.lang = "en";
  article.description = payload;
  Date date;
  date.value = "2025-01-" + std::to_string(10 + number);
  if (number % 3 != 0) article.date = date;
  return article;
}

const PageArchive& hostile() {
  static const PageArchive archive([] {
    std::vector<Article> all;
    for (std::size_t i = 0; i < payloads.size(); ++i) all.push_back(hostile_article(i));
    return all;
  }());
  return archive;
}

std::vector<std::string> ids() {
  SearchOptions options;
  options.limit = SearchOptions::no_limit;
  return hostile().archive().ids("*", options);
}

}  // namespace

TEST_CASE("the test of hostile text can fail") {
  CHECK(intruder(PageDocument("<!DOCTYPE html><p>x</p>")).empty());
  CHECK(intruder(PageDocument("<p><img src=x></p>")) == "element img");
  CHECK(intruder(PageDocument("<p onclick=x></p>")) == "attribute onclick of p");
  CHECK(intruder(PageDocument("<p style=x></p>")) == "attribute style of p");
  CHECK(intruder(PageDocument("<a href=javascript:x>y</a>")) == "address javascript:x");
  CHECK(intruder(PageDocument("<a href=//evil.example>y</a>")) == "address //evil.example");
  CHECK(intruder(PageDocument("<script>x</script>")) == "script x");
}

TEST_CASE("hostile articles are text on the search page, with marks where they belong") {
  REQUIRE(ids().size() == payloads.size());
  const PageDocument page(hostile().search({{"q", "needle"}, {"limit", "100"}}));
  CHECK(intruder(page) == "");
  CHECK(page.by_role(page.only("list", "Articles"), "heading").size() == payloads.size());
  for (const auto* mark : page.by_tag("mark")) CHECK(mark->text == "needle");
  CHECK(page.only("list", "Articles").text.find("<script>alert(1)</script>") != std::string::npos);
}

TEST_CASE("hostile articles are text on their own pages") {
  for (const auto& id : ids()) {
    INFO(id);
    CHECK(intruder(PageDocument(hostile().read(id, {{"q", "needle"}}))) == "");
    CHECK(intruder(PageDocument(hostile().read(id, {}))) == "");
  }
}

TEST_CASE("hostile parameters are text on every page") {
  for (const auto& payload : payloads) {
    INFO(payload);
    for (const auto* name :
         {"q", "tag", "source", "author", "lang", "since", "until", "now", "tz", "unheard\"><b>of"}) {
      auto request = hostile().request({{"q", "needle"}});
      request.parameters = {{"q", payload}, {name, payload}};
      request.text = payload;
      request.warnings = {{"unknown_parameter", name, "there is no '" + payload + "'"}};
      if (std::string_view(name) == "tag") request.options.query.tags = {payload};
      if (std::string_view(name) == "source") request.options.query.sources = {payload};
      const auto context = hostile().context();
      CHECK(intruder(PageDocument(search_page(request, hostile().results(request), context))) == "");
      const auto reading = hostile().archive().show(ids().front());
      CHECK(intruder(PageDocument(article_page(request, *reading, context))) == "");
      CHECK(intruder(PageDocument(story_page(request, payload, hostile().results(request), context))) == "");
      const auto cited = cite(hostile().archive(), request.text, request.options, false);
      CHECK(intruder(PageDocument(cite_page(request, cited, context))) == "");
      Problem problem;
      problem.code = problem.title = problem.detail = problem.parameter = payload;
      CHECK(intruder(PageDocument(problem_page(&request, problem, context))) == "");
      CHECK(intruder(PageDocument(problem_page(nullptr, problem, context))) == "");
    }
    PageContext context = hostile().context();
    context.name = context.public_url = context.archive.uuid = context.archive.built = payload;
    CHECK(intruder(PageDocument(start_page(context))) == "");
    CHECK(intruder(PageDocument(box_page(context))) == "");
  }
}

TEST_CASE("what was typed comes back as it was, in the field, the title and the heading") {
  for (const auto& payload : payloads) {
    if (payload.find('\r') != std::string::npos) continue;  // a parser reads a carriage return as a line feed
    const PageDocument page(hostile().search({{"q", payload}}));
    CHECK(page.only("searchbox", "Search the archive").attribute("value") == payload);
    std::string folded;
    for (const char c : payload) folded += c;
    CHECK(page.by_tag("h1").at(0)->text.find("“" + folded + "”") != std::string::npos);
    CHECK(page.by_tag("title").at(0)->text.starts_with(folded));
  }
}

TEST_CASE("spans that are wrong mark nothing and lose no text") {
  auto request = hostile().request({{"q", "needle"}});
  auto results = hostile().results(request);
  results.hits.resize(1);
  results.hits[0].title = {"Zürich <b>", {{2, 3}, {0, 0}, {9, 4}, {5, 100}, {0, 1}}};
  results.hits[0].passages.clear();
  const PageDocument page(search_page(request, results, hostile().context()));
  const auto& heading = *page.by_role(page.only("list", "Articles"), "heading").at(0);
  CHECK(heading.text == "Zürich <b>");
  CHECK(page.by_tag("mark").size() == 1);
}

}  // namespace broadsheet::server
