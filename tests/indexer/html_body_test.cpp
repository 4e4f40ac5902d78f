#include "indexer/html_body.hpp"

#include <doctest/doctest.h>

#include <string>

#include "indexer/html_tree.hpp"
#include "indexer/reader_html.hpp"
#include "reading.hpp"

// Pages of our own writing, one for each family of things that stand around or inside an article and are none of it.
using namespace broadsheet;

namespace {

const std::string one =
    "The harbour board met on Tuesday and voted to repair the northern quay before the winter storms. ";
const std::string two = "Work is to begin in March, and the ferries will land at the old pier for about eleven weeks. ";
const std::string three = "Shop owners on the quay had asked for a later date, because their best month is April. ";

std::string p(const std::string& text) { return "<p>" + text + "</p>\n"; }

Article article_of(const std::string& body) {
  const std::string page = "<!DOCTYPE html><html><head><title>Quay to be repaired - The Sample</title></head><body>" +
                           body + "</body></html>";
  Reading reading;
  read_html_bytes("here", page, {}, {}, reading);
  CAPTURE(body);
  REQUIRE(reading.reasons() == std::vector<std::string>{});
  REQUIRE(reading.articles.size() == 1);
  return reading.articles[0];
}

bool has(const Article& article, const std::string& text) { return article.body.find(text) != std::string::npos; }

const std::string headline = "<h1>Quay to be repaired</h1>";

}  // namespace

TEST_CASE("a body in several boxes is taken whole, the advert between them is not") {
  const auto article = article_of(
      "<div class='page'>" + headline + "<div class='chunk'>" + p(one) + p(two) +
      "</div><div class='ad-slot'>Buy a boat now, only this week, at Sample Boats.</div><div class='chunk'>" +
      p(three) + p(one + two) + "</div></div>");
  CHECK(has(article, "voted to repair"));
  CHECK(has(article, "best month is April"));
  CHECK_FALSE(has(article, "Buy a boat"));
}

TEST_CASE("a box around the whole article is kept, whatever it is called") {
  const auto article =
      article_of("<div class='banner widget promo'>" + headline + p(one) + p(two) + p(three) + "</div>");
  CHECK(has(article, "voted to repair"));
  CHECK(has(article, "best month is April"));
}

TEST_CASE("teasers between paragraphs are dropped by their label or their links") {
  const auto article = article_of(
      "<article>" + headline + p(one) + p("READ MORE: <a href='/x'>Ferry fares rise again this spring</a>") + p(two) +
      "<p><a href='/y'>Why the old pier was closed in the first place</a></p>" + p(three) + "</article>");
  CHECK_FALSE(has(article, "Ferry fares"));
  CHECK_FALSE(has(article, "Why the old pier"));
  CHECK(has(article, "best month is April"));
}

TEST_CASE("comments are not the article, even when they are longer") {
  const auto article = article_of(
      "<article>" + headline + p(one) + p(two) + p(three) + "</article><section id='comments'>" +
      p("I have lived on this quay for forty years and nobody ever asked me about anything at all.") +
      p("The same as last time, and the time before, and it will be the same in ten years again.") + "</section>");
  CHECK_FALSE(has(article, "forty years"));
  CHECK(has(article, "voted to repair"));
}

TEST_CASE("a table and a list that are the article stay, a row a line") {
  const auto article =
      article_of("<div class='entry-content'>" + headline + p(one) +
                 "<table><tr><td>Monday</td><td>North pier</td></tr><tr><td>Friday</td><td>Old pier</td></tr></table>"
                 "<ul><li>Bring your ticket</li><li>Come ten minutes early</li></ul>" +
                 p(two) + p(three) + "</div>");
  CHECK(has(article, "Monday North pier\nFriday Old pier"));
  CHECK(has(article, "Come ten minutes early"));
}

TEST_CASE("a post that is shown inside the article keeps its words") {
  const auto article = article_of(
      "<article>" + headline + p(one) +
      "<div class='social-embed'><blockquote>We will miss the morning boat, all of us on the hill.</blockquote></div>" +
      p(two) + p(three) + "</article>");
  CHECK(has(article, "miss the morning boat"));
}

TEST_CASE("by-line, captions, sharing, tags and sign-offs around the text are not in it") {
  const auto article =
      article_of("<article>" + headline +
                 "<div class='byline'>By Ana Li</div><div class='share'>Share on everything</div>"
                 "<figure><img src='x'><figcaption>The quay in autumn, seen from the hill.</figcaption></figure>" +
                 p(one) + p(two) + p(three) + "<div class='tags'>Harbour, Ferries</div>" +
                 p("Sign up for our newsletter and never miss a story about the harbour again.") + "</article>");
  CHECK_FALSE(has(article, "By Ana Li"));
  CHECK_FALSE(has(article, "seen from the hill"));
  CHECK_FALSE(has(article, "Share on"));
  CHECK_FALSE(has(article, "newsletter"));
  CHECK_FALSE(has(article, "Ferries"));
}

TEST_CASE("what follows a label at the end of the article is cut off") {
  const auto article =
      article_of("<article>" + headline + p(one) + p(two) + p(three) + "<h3>Related articles</h3><ul>" +
                 "<li><a href='/1'>A winter of storms behind the breakwater</a></li><li><a href='/2'>Ferries to get "
                 "new engines</a></li></ul></article>");
  CHECK_FALSE(has(article, "winter of storms"));
  CHECK_FALSE(has(article, "Related"));
}

TEST_CASE("words are counted in every script") {
  const std::string chinese =
      "港口委员会星期二开会，决定在冬季风暴到来之前修复北码头。工程将于三月开始，渡轮将在旧码头停靠约十一个星期。";
  const auto article =
      article_of("<div class='nav'><a href='/'>首页</a><a href='/n'>新闻</a></div><div id='c'><h1>修复码头</h1><p>" +
                 chinese + "</p><p>" + chinese + "</p></div>");
  CHECK(has(article, "修复北码头"));
  CHECK_FALSE(has(article, "首页"));
}

TEST_CASE("the reading of Chinese characters is not read twice") {
  const auto article =
      article_of("<article>" + headline + p(one) +
                 p("The name is <ruby>港<rt>みなと</rt></ruby> and it means harbour, as every child here knows.") +
                 p(two) + "</article>");
  CHECK(has(article, "The name is 港 and it means"));
}

TEST_CASE("an explanation says of each block whether it is kept and by which rule") {
  std::vector<PageExplanation> explained;
  ReadOptions options;
  options.explain = [&](const PageExplanation& page) { explained.push_back(page); };
  Reading reading;
  read_html_bytes("here",
                  "<html><body><nav>Home News</nav><article>" + headline + p(one) + p(two) + "</article></body></html>",
                  {}, options, reading);
  REQUIRE(explained.size() == 1);
  CHECK(explained[0].charset == "UTF-8 (valid)");
  bool kept = false, dropped = false;
  for (const auto& block : explained[0].blocks) {
    CHECK_FALSE(block.why.empty());
    kept = kept || (block.kept && block.text.starts_with("The harbour board"));
    dropped = dropped || (!block.kept && block.text == "Home News");
  }
  CHECK(kept);
  CHECK(dropped);
}

TEST_CASE("a page without running text is rejected") {
  Reading reading;
  read_html_bytes("here",
                  "<html><body><ul><li><a href='/a'>One</a></li><li><a href='/b'>Two</a></li></ul></body></html>", {},
                  {}, reading);
  CHECK(reading.articles.empty());
  REQUIRE(reading.rejected.size() == 1);
  CHECK(reading.rejected[0].reason.starts_with("no article found"));
}

TEST_CASE("what makes the parser slow is rejected with its place, before it is parsed") {
  const auto reason = [](const std::string& page) {
    Reading reading;
    read_html_bytes("here", page, {}, {}, reading);
    return reading.rejected.empty() ? std::string() : reading.rejected[0].reason;
  };
  const auto many = [](const std::string& what, int count) {
    std::string out;
    for (int i = 0; i < count; ++i) out += what;
    return out;
  };
  CHECK(reason(many("<div>", 513)).starts_with("nested too deep: more than 512 elements are open, at byte 2560"));
  CHECK(reason(many("<div>", 100'000)).starts_with("nested too deep"));
  CHECK(reason(many("<b>", 65)).starts_with("more than 64 formatting elements are open, at byte 192"));
  CHECK(reason("<p " + many("a ", 257) + ">").starts_with("a tag has more than 256 attributes, at byte 0"));
  CHECK(reason(many("<i></i>", 1'000'001)).starts_with("the page has more than 1000000 tags"));
  // As many as ordinary pages have: closed ones do not count, nor what closes itself.
  CHECK(reason(many("<p>word<br>", 5000)).find("nested") == std::string::npos);
  CHECK(reason(many("<b>x</b>", 5000)).find("formatting") == std::string::npos);
}

TEST_CASE("a page cannot hide from the guard how deep it is") {
  std::string boxes;
  for (int i = 0; i < 4000; ++i) boxes += "<div>";
  const std::string li_dd = [] {
    std::string out;
    for (int i = 0; i < 4000; ++i) out += "<li><dd>";
    return out;
  }();
  const std::string closed = [] {
    std::string out = "<svg>";
    for (int i = 0; i < 4000; ++i) out += "<div/>";
    return out;
  }();
  for (const auto& [page, reason] :
       {std::pair<std::string, std::string>{closed, "more than 512 elements are open"},
        {"<svg><style>" + boxes, "more than 512 elements are open"},
        {"<!-- --!>" + boxes, "more than 512 elements are open"},
        {"<!-->" + boxes + "-->", "more than 512 elements are open"},
        {"<!x <b a='>" + boxes, "more than 512 elements are open"},
        {"<?x <b a='>" + boxes, "more than 512 elements are open"},
        {"<div ='>" + boxes, "more than 512 elements are open"},
        {"<div a/='>" + boxes, "more than 512 elements are open"},
        {"</div a='><!--'>" + boxes, "more than 512 elements are open"},
        {"<select><title></select>" + boxes, "more than 1024 elements"},
        {"<script><!--<script></script><b a='--></script>" + boxes, "more than 1024 elements"},
        {li_dd, "more than 1024 elements"}}) {
    std::string why;
    CHECK(HtmlTree::parse(page, &why).empty());
    const std::string front = page.substr(0, 20);
    CHECK_MESSAGE(why.find(reason) != std::string::npos, front, ": ", why);
  }
}

TEST_CASE("a page that got past the guard is given up after a time, and its memory with it") {
  std::string page = "<select><title></select>";
  for (int i = 0; i < 300'000; ++i) page += "<div>";
  std::string why;
  CHECK(HtmlTree::parse(page, &why).empty());
  CHECK(why == "it takes too long to parse");
}

TEST_CASE("text of a piece of HTML is its paragraphs, whatever stands in it") {
  std::string deep;
  for (int i = 0; i < 600; ++i) deep += "<div>";
  CHECK(text_of_html("before" + deep + "<p>One &amp; two</p><p>three, 1 < 2") == "before\nOne & two\nthree, 1 < 2");
  CHECK(text_of_html("<p>One &amp; two</p><script>no()</script><div>three<br><br>four</div>") ==
        "One & two\nthree\nfour");
  CHECK(text_of_html("plain") == "plain");
  CHECK(text_of_html("") == "");
}
