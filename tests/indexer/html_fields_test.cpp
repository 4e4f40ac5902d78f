#include "indexer/html_fields.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "indexer/byline.hpp"

using namespace broadsheet;

namespace {

using List = std::vector<std::string>;

PageFields fields_of(const std::string& html, PageExplanation* explain = nullptr) {
  std::string why;
  const auto tree = HtmlTree::parse(html, &why);
  REQUIRE(why == "");
  return find_fields(tree, {}, explain);
}

std::string page(const std::string& head, const std::string& body) {
  return "<html lang='de'><head>" + head + "</head><body>" + body + "</body></html>";
}

std::string date_of(const std::string& head, const std::string& body) {
  const auto fields = fields_of(page(head, body));
  return fields.date ? fields.date->value + " " + fields.date->origin : "none";
}

const std::string prose =
    "<p>The harbour was full of ships when the fog lifted, and the pilots had been waiting since the small hours.</p>";

}  // namespace

TEST_CASE("the title is the heading that the page shows and says") {
  struct Row {
    const char* head;
    const char* body;
    const char* title;
  };
  for (const auto& row : {
           Row{"<title>Harbour opens again - The Gull</title>", "<h1>The Gull</h1><h2>Harbour opens again</h2>",
               "Harbour opens again"},
           Row{"<meta property='og:title' content='Harbour opens again'>",
               "<h1><span class='kicker'>Ships</span> Harbour opens again</h1>", "Harbour opens again"},
           Row{"<meta property='og:title' content='Harbour opens again'>", "<h1><b>Ships</b> Harbour opens again</h1>",
               "Harbour opens again"},
           Row{"<title>Harbour: all you need</title>", "<h1>The harbour is open again</h1>",
               "The harbour is open again"},
           Row{"<title>Harbour opens | The Gull</title><meta property='og:site_name' content='The Gull'>",
               "<p>no heading</p>", "Harbour opens"},
           Row{"<title>Harbour opens</title>",
               "<h1>Harbour opens</h1><aside><h2>Harbour opens and much more of it</h2></aside>", "Harbour opens"},
       }) {
    CAPTURE(row.title);
    CHECK(fields_of(page(row.head, row.body)).title == row.title);
  }
}

TEST_CASE("the date is taken from the most reliable place") {
  const std::string title = "<title>Harbour opens again</title>", h1 = "<h1>Harbour opens again</h1>";
  CHECK(date_of(title + "<meta property='article:published_time' content='2025-01-27T09:12:00+01:00'>",
                h1 + "<p>27. Januar 2025</p>" + prose) == "2025-01-27T09:12:00+01:00 meta article:published_time");
  CHECK(date_of(title + "<link rel='canonical' href='https://gull.example/2025/01/26/harbour'>", h1) ==
        "2025-01-26 url");
  CHECK(date_of(title + "<link rel='canonical' href='https://gull.example/2025/01/3-questions'>", h1) == "none");
  CHECK(date_of(title, h1 + "<p>Von Ana Li, 27.01.2025, 09:12 Uhr</p>" + prose) == "2025-01-27T09:12 visible");
  CHECK(date_of(title, h1 + "<p>27.01.25 | 09:12</p>" + prose) == "2025-01-27T09:12 visible");
  CHECK(date_of(title, h1 + "<p>27.01.45</p>" + prose) == "none");
  CHECK(date_of(title, h1 + "<span class=itemPostDate>27.01.2025</span>" + prose).starts_with("2025-01-27 "));
  CHECK(date_of(title, h1 + prose +
                           "<p>In the text stands 27. Januar 2025, a day of no meaning at all for the date of "
                           "this article, since it is about what happened then and not about now. So be it, and "
                           "on it goes until the line is long enough.</p>") == "none");
  CHECK(date_of(title, h1 + prose + "<footer>© 27.01.2025 The Gull</footer>") == "none");
  CHECK(date_of(title, h1 + "<p>Anmeldeschluss: 27.01.2025</p>") == "none");
  CHECK(date_of(title, h1 + "<div class=comments><p>27.01.2025</p></div>") == "none");
}

TEST_CASE("a label makes a date the article's, wherever it stands but in comments") {
  const std::string head = "<title>Harbour opens</title>",
                    h1 = "<h1>Harbour opens</h1>" + prose + prose + prose + prose;
  CHECK(date_of(head, h1 + "<aside><dl><dt>Datum</dt><dd>27.01.2025</dd></dl></aside>") == "2025-01-27 label");
  CHECK(date_of(head, h1 + "<p class=info>Erschienen am <b>27. Januar 2025</b></p>") == "2025-01-27 label");
  CHECK(date_of(head, h1 + "<div>Von Ana Li am 27.01.2025, 11:51 | 2 Meinungen</div>") == "2025-01-27T11:51 label");
  CHECK(date_of(head, h1 + "<p>Veröffentlicht: 27.01.2025</p><p>Veröffentlicht: 28.01.2025</p>") == "none");
  CHECK(date_of(head, h1 + "<p>Veranstaltung am 27.01.2025</p>") == "none");
  CHECK(date_of(head, h1 + "<p class=date>27.01.2025, 13:15 Uhr - 19:00 Uhr</p>") == "none");
  CHECK(date_of(head, h1 + "<div id=comments><dl><dt>Datum</dt><dd>27.01.2025</dd></dl></div>") == "none");
  const auto changed = fields_of(page(head, h1 + "<p>Aktualisiert: 27.01.2025</p>"));
  CHECK(!changed.date);
  REQUIRE(changed.updated);
  CHECK(changed.updated->value == "2025-01-27");
}

TEST_CASE("days in addresses and datelines, and those of other articles") {
  const std::string head = "<title>Harbour opens</title>", h1 = "<h1>Harbour opens</h1>";
  const auto linked = [](const std::string& to) {
    return "<link rel='canonical' href='https://gull.example/" + to + "'>";
  };
  CHECK(date_of(linked("news/27-01-2025-harbour"), h1) == "2025-01-27 url");
  CHECK(date_of(linked("news/05-01-2025-harbour"), h1) == "none");  // the fifth, or May
  CHECK(date_of(head, h1 + "<p>Karlsruhe (27.01.2025). " + prose.substr(3)) == "2025-01-27 visible");
  CHECK(date_of(head, h1 + "<p>Karlsruhe, 27. Januar 2025 – " + prose.substr(3)) == "2025-01-27 visible");
  CHECK(date_of(head, "<h1>27.01.2025 - Harbour opens</h1>" + prose).starts_with("2025-01-27 "));
  CHECK(date_of(head,
                h1 + "<p>They sail on 27.01.2025 to the islands in the north, where the harbour has been closed</p>") ==
        "none");  // running text
  const std::string teasers =
      "<b itemprop=datePublished content=2025-01-25></b><b itemprop=datePublished content=2025-01-20></b>";
  CHECK(date_of(head, h1 + "<time datetime=2025-01-27></time>" + teasers) == "2025-01-27 time");
  // A time element in a link is of what it leads to: here the page itself, there another.
  CHECK(date_of(linked("harbour"), h1 + prose + prose + prose + prose +
                                       "<a href='/harbour#post-1'><time datetime=2025-01-27>x</time></a>") ==
        "2025-01-27 time");
  CHECK(date_of(linked("harbour"), h1 + prose + prose + prose + prose +
                                       "<a href='/ships'><time datetime=2025-01-27>x</time></a>") == "none");
  CHECK(date_of(linked("news/harbour"), h1 + prose + prose + prose + prose +
                                            "<a href='/harbour'><time datetime=2025-01-27>x</time></a>") == "none");
  CHECK(date_of(head, "<div class=page-comment-header>" + h1 + "<p class=date>27.01.2025</p></div>" + prose) ==
        "2025-01-27 visible");
}

TEST_CASE("the language of a page does not tell how its program writes") {
  const std::string h1 = "<h1>Harbour opens</h1>";
  CHECK(date_of("<meta name=date content='03/02/2025'>", h1) == "none");
  CHECK(date_of("<meta name=date content='03.02.2025'>", h1) == "2025-02-03 meta date");
  CHECK(date_of("", h1 + "<p>03/02/2025</p>") == "2025-02-03 visible");
}

TEST_CASE("the day that a page prints goes before an earlier stamp, unless it is one of change") {
  const std::string stamp = "<title>Harbour opens</title><meta property='article:published_time' content='2025-01-20'>";
  const std::string h1 = "<h1>Harbour opens</h1>";
  CHECK(date_of(stamp, h1 + "<p>27.01.2025</p>") == "2025-01-27 visible");
  CHECK(date_of(stamp, h1 + "<p>Aktualisiert: 27.01.2025</p>") == "2025-01-20 meta article:published_time");
  CHECK(fields_of(page(stamp, h1 + "<p>27.01.2025</p>")).warnings ==
        List{"date: the page prints 2025-01-27, its program says 2025-01-20"});
  CHECK(date_of(stamp, h1 + "<p>10.01.2025</p>") == "2025-01-20 meta article:published_time");
}

TEST_CASE("a stamp in UTC gives way to the day that is printed") {
  CHECK(date_of(
            "<title>Harbour opens again</title><meta property='article:published_time' content='2025-01-28T02:00:00Z'>",
            "<h1>Harbour opens again</h1><p>27. Januar 2025</p>") == "2025-01-27 visible");
}

TEST_CASE("the date of a change is another field") {
  const auto fields = fields_of(
      page("<title>Harbour opens again</title>",
           "<h1>Harbour opens again</h1><p>Veröffentlicht am 27.01.2025</p><p>Aktualisiert: 29.01.2025</p>" + prose));
  REQUIRE(fields.date);
  CHECK(fields.date->value == "2025-01-27");
  REQUIRE(fields.updated);
  CHECK(fields.updated->value == "2025-01-29");
}

TEST_CASE("a date that is refused is said, and may wait for other pages") {
  std::string why;
  const auto tree = HtmlTree::parse(
      "<html lang=en><title>Harbour opens</title><h1>Harbour opens</h1><p class=date>02/03/2025</p>", &why);
  const auto fields = find_fields(tree, {"https://gull.example/x", {}}, nullptr);
  CHECK(!fields.date);
  CHECK(fields.warnings == List{"date dropped: '02/03/2025': day and month could be swapped"});
  REQUIRE(fields.numeric_dates.size() == 1);
  CHECK(fields.numeric_dates[0].source == "gull.example");
}

TEST_CASE("a by-line gives its persons and nothing else") {
  struct Row {
    const char* byline;
    List names;
  };
  for (const auto& row : {
           Row{"By Ana Li and Bo Chen", {"Ana Li", "Bo Chen"}},
           Row{"Von Ana Li und Bo Chen, 27. Januar 2025", {"Ana Li", "Bo Chen"}},
           Row{"Par Ana Li et Bo Chen", {"Ana Li", "Bo Chen"}},
           Row{"Por Ana Li y Bo Chen", {"Ana Li", "Bo Chen"}},
           Row{"Written by: Ana Li, Staff Reporter | 3 May 2020", {"Ana Li"}},
           Row{"Ana Li (Reuters)", {"Ana Li"}},
           Row{"Li, Ana", {"Ana Li"}},
           Row{"Ana Li, Bo Chen & Cy Dee", {"Ana Li", "Bo Chen", "Cy Dee"}},
           Row{"Michael von Holm", {"Michael von Holm"}},
           Row{"Essay Von Ana Li", {"Ana Li"}},
           Row{"Автор: Анна Ли", {"Анна Ли"}},
           Row{"作者：王小明", {"王小明"}},
           Row{"كتبت: آنا لي، الاثنين ٢٧ يناير ٢٠٢٥", {"آنا لي"}},
           Row{"ana@gull.example", {}},
           Row{"https://social.example/ana", {}},
           Row{"admin", {}},
           Row{"Share this", {}},
           Row{"", {}},
       }) {
    CAPTURE(row.byline);
    CHECK(names_in_byline(row.byline) == row.names);
  }
}

TEST_CASE("authors are persons of the article, not of its comments, and a desk only where there are none") {
  const std::string h1 = "<title>Harbour opens</title><h1>Harbour opens</h1>";
  CHECK(fields_of(page("", h1 + "<p class=byline>Von Ana Li</p>" + prose)).authors == List{"Ana Li"});
  CHECK(fields_of(page("", h1 + "<a rel=author href=/a>Ana Li</a>" + prose)).authors == List{"Ana Li"});
  CHECK(fields_of(page("", h1 + "<p>von <a href=/x>Ana Li</a></p>" + prose)).authors == List{"Ana Li"});
  CHECK(fields_of(page("", h1 + prose + "<div class=comments><span class=author>Bo Chen</span></div>")).authors ==
        List{});
  CHECK(fields_of(page("<meta name=author content=dpa>", h1 + "<p class=byline>Redaktion</p>")).authors.size() == 2);
  CHECK(fields_of(page("<meta name=author content='Ana Li'>", h1 + "<p class=byline>Redaktion</p>")).authors ==
        List{"Ana Li"});
}

TEST_CASE("tags come from where sites mark them, keywords for search engines are none") {
  CHECK(fields_of(
            page("<meta name=keywords content='a,b'>", "<a rel=tag href=/t>Ships</a> <a rel='tag' href=/f>#Fog</a>"))
            .tags == List{"Ships", "Fog"});
  CHECK(fields_of(page("<meta property='article:tag' content='Ships'><meta property='article:tag' content='Fog'>", ""))
            .tags == List{"Ships", "Fog"});
  CHECK(fields_of(page("<meta name=keywords content='a,b'>", "")).tags == List{});
}

TEST_CASE("the smaller fields are those the page declares") {
  const auto fields = fields_of(
      page("<link rel=canonical href='https://gull.example/harbour'><meta property='og:site_name' content='The Gull'>"
           "<meta property='article:section' content='Local'><meta name=description content='All about &amp;c.'>",
           "<h1>x</h1>"));
  CHECK(fields.url == "https://gull.example/harbour");
  CHECK(fields.source == "The Gull");
  CHECK(fields.section == "Local");
  CHECK(fields.description == "All about &c.");
  CHECK(fields.lang == "de");
}

TEST_CASE("an explanation has every candidate and the winner of each field") {
  PageExplanation explain;
  fields_of(page("<title>Harbour opens</title><meta property='og:title' content='Harbour!'>", "<h1>Harbour opens</h1>"),
            &explain);
  const auto won = std::find_if(explain.candidates.begin(), explain.candidates.end(),
                                [](const auto& one) { return one.field == "title" && one.won; });
  REQUIRE(won != explain.candidates.end());
  CHECK(won->origin == "h1");
  CHECK(std::count_if(explain.candidates.begin(), explain.candidates.end(),
                      [](const auto& one) { return one.field == "title"; }) == 3);
}
