#include "indexer/reader_feed.hpp"

#include <doctest/doctest.h>

#include "indexer/reader_json.hpp"
#include "indexer/reader_sitemap.hpp"
#include "indexer/reader_wxr.hpp"
#include "reading.hpp"

using namespace broadsheet;

TEST_CASE("an RSS item gives its whole content, author, tags, date, the feed its source and language") {
  const auto reading = read_text(read_feed, R"(<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Sample Paper</title><language>en-gb</language>
<item><title>Quay &amp; pier</title><link>https://sample.example/quay</link><guid isPermaLink="false">17</guid>
<description>Short.</description><dc:creator>Ana Li</dc:creator><category>Harbour</category><category>Ferries</category>
<pubDate>Mon, 27 Jan 2025 09:12:00 +0100</pubDate>
<content:encoded><![CDATA[<p>The quay is repaired.</p><p>The pier&nbsp;is not.</p>]]></content:encoded></item>
<item><title>Only a summary</title><link>https://sample.example/two</link><description>&lt;p&gt;The summary.&lt;/p&gt;</description></item>
</channel></rss>)");
  REQUIRE(reading.articles.size() == 2);
  const Article& first = reading.articles[0];
  CHECK(first.file == "here#1");
  CHECK(first.title == "Quay & pier");
  CHECK(first.body == "The quay is repaired.\nThe pier is not.");
  CHECK(first.description == "Short.");
  CHECK(first.authors == std::vector<std::string>{"Ana Li"});
  CHECK(first.tags == std::vector<std::string>{"Harbour", "Ferries"});
  CHECK(first.source == "The Sample Paper");
  CHECK(first.lang == "en-GB");
  REQUIRE(first.date);
  CHECK(first.date->value == "2025-01-27T09:12:00+01:00");
  CHECK(first.date->origin == "rss pubDate");
  CHECK(reading.articles[1].body == "The summary.");
  CHECK(reading.articles[1].warnings == std::vector<std::string>{"body: the feed has only a summary"});
}

TEST_CASE("an Atom entry gives its content of any type, published and updated") {
  const auto reading =
      read_text(read_feed, R"(<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Hafenblatt</title>
<author><name>Bo Chen</name></author>
<entry><title type="html">Der &amp;#x201E;Kai&amp;#x201C;</title><id>tag:1</id><link rel="alternate" href="https://h.example/1"/>
<published>2025-01-27T09:12:00Z</published><updated>2025-01-28T10:00:00Z</updated><category term="hafen" label="Hafen"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Erstens.</p><p>Zweitens.</p></div></content></entry></feed>)");
  REQUIRE(reading.articles.size() == 1);
  const Article& article = reading.articles[0];
  CHECK(article.title == "Der „Kai“");
  CHECK(article.body == "Erstens.\nZweitens.");
  CHECK(article.authors == std::vector<std::string>{"Bo Chen"});
  CHECK(article.tags == std::vector<std::string>{"Hafen"});
  CHECK(article.url == "https://h.example/1");
  CHECK(article.lang == "de");
  REQUIRE(article.updated);
  CHECK(article.updated->value == "2025-01-28T10:00:00Z");
}

TEST_CASE("links are resolved by xml:base, else by the page of the feed; a service's link gives way to the original") {
  const auto atom =
      read_text(read_feed, R"(<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://h.example/blog/">
<entry xml:base="2025/"><title>A</title><link href="one.html"/></entry>
<entry><title>B</title><link rel="self" href="x"/><link rel="alternate" href="/two.html" xml:base="https://i.example/"/></entry></feed>)");
  REQUIRE(atom.articles.size() == 2);
  CHECK(atom.articles[0].url == "https://h.example/blog/2025/one.html");
  CHECK(atom.articles[1].url == "https://i.example/two.html");
  const auto rss = read_text(
      read_feed, R"(<rss xmlns:fb="http://rssnamespace.org/feedburner/ext/1.0"><channel><link>https://h.example/</link>
<item><title>A</title><link>/one</link></item>
<item><title>B</title><link>https://feeds.example/~r/2</link><fb:origLink>https://h.example/two</fb:origLink></item></channel></rss>)");
  REQUIRE(rss.articles.size() == 2);
  CHECK(rss.articles[0].url == "https://h.example/one");
  CHECK(rss.articles[1].url == "https://h.example/two");
}

TEST_CASE("an item without a link is named by its guid, so that it is the same when the feed moves on") {
  const auto reading =
      read_text(read_feed, R"(<rss><channel><item><title>A</title><guid isPermaLink="false">urn:x:1</guid></item>
<item><title>B</title><link>https://h.example/b</link><guid>2</guid></item></channel></rss>)");
  REQUIRE(reading.articles.size() == 2);
  CHECK(reading.articles[0].id == "urn:x:1");
  CHECK(reading.articles[1].id != "2");
}

TEST_CASE("dates of feeds: years of two digits as in RFC 2822, the update where nothing else is said") {
  const auto date_of = [](const std::string& elements) {
    const auto reading =
        read_text(read_feed, "<rss><channel><item><title>A</title>" + elements + "</item></channel></rss>");
    REQUIRE(reading.articles.size() == 1);
    return reading.articles[0].date ? reading.articles[0].date->value + ", " + reading.articles[0].date->origin
                                    : "none";
  };
  CHECK(date_of("<pubDate>Mon, 27 Jan 25 09:12:00 GMT</pubDate>") == "2025-01-27T09:12:00Z, rss pubDate");
  CHECK(date_of("<pubDate>02 Sep 98 09:12 +0100</pubDate>") == "1998-09-02T09:12+01:00, rss pubDate");
  CHECK(date_of("<pubDate>Mon, 27 Jan 2025 09:12:00 EST</pubDate>") == "2025-01-27T09:12:00-05:00, rss pubDate");
  CHECK(date_of("<pubDate>Mon Jan 27 09:12:00 CET 2025</pubDate>") == "2025-01-27T09:12:00+01:00, rss pubDate");
  CHECK(date_of("<updated>2025-01-27T09:12:00Z</updated>") == "2025-01-27T09:12:00Z, atom updated");
  CHECK(date_of("<pubDate>soon</pubDate>") == "none");
}

TEST_CASE("authors: persons of mails, of the feed that an entry was taken from, and never an address alone") {
  const auto authors_of = [](const std::string& elements) {
    const auto reading = read_text(
        read_feed, "<feed><author><name>Bo Chen</name></author><entry><title>A</title>" + elements + "</entry></feed>");
    REQUIRE(reading.articles.size() == 1);
    return reading.articles[0].authors;
  };
  using Names = std::vector<std::string>;
  CHECK(authors_of("<author>ana@example.com (Ana Li)</author>") == Names{"Ana Li"});
  CHECK(authors_of("<author>By Ana Li</author>") == Names{"Ana Li"});
  CHECK(authors_of("<author>ana@example.com</author><dc:creator>Ana Li</dc:creator>") == Names{"Ana Li"});
  CHECK(authors_of("<source><author><name>Ana Li</name></author></source>") == Names{"Ana Li"});
  CHECK(authors_of("<author>ana@example.com</author>") == Names{"Bo Chen"});
}

TEST_CASE("what was escaped once more is undone; what is no text or is elsewhere is said") {
  const auto reading = read_text(read_feed, R"(<rss><channel><item><title>Q&amp;amp;amp;A: it&amp;amp;#39;s</title>
<description>&amp;lt;p&amp;gt;First.&amp;lt;/p&amp;gt;&amp;lt;p&amp;gt;Second.&amp;lt;/p&amp;gt;</description><category>Arts &amp;amp; Letters</category></item>
<item><title>B</title><description>One<br/>two <b>three</b></description></item>
<item><title>C</title><content type="image/png">iVBORw0KGgo=</content></item><item><title>D</title><content src="https://h.example/d"/></item></channel></rss>)");
  REQUIRE(reading.articles.size() == 4);
  CHECK(reading.articles[0].title == "Q&A: it's");
  CHECK(reading.articles[0].body == "First.\nSecond.");
  CHECK(reading.articles[0].tags == std::vector<std::string>{"Arts & Letters"});
  CHECK(reading.articles[1].body == "One\ntwo three");
  CHECK(reading.articles[2].body.empty());
  CHECK(reading.articles[2].warnings == std::vector<std::string>{"body: the content is 'image/png'"});
  CHECK(reading.articles[3].warnings == std::vector<std::string>{"body: the content is elsewhere"});
}

TEST_CASE("a feed that breaks off keeps the items before, and says where") {
  const auto reading = read_text(read_feed, "<rss><channel><item><title>One</title></item>\n<item><title>Two</item>");
  CHECK(reading.articles.size() == 1);
  REQUIRE(reading.rejected.size() == 1);
  CHECK(reading.rejected[0].reason.starts_with("not well-formed XML: mismatched tag, line 2 column"));
  CHECK(reading.rejected[0].reason.ends_with("read up to there: 1 items"));
}

TEST_CASE("no entity of a document is expanded and nothing is fetched") {
  const auto bomb = read_text(
      read_feed,
      R"(<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><rss><channel><item><title>&b;</title></item></channel></rss>)");
  CHECK(bomb.articles.empty());
  REQUIRE(bomb.rejected.size() == 1);
  CHECK(bomb.rejected[0].reason.starts_with("its document type has an internal subset"));
  const auto outside = read_text(
      read_feed,
      R"(<!DOCTYPE rss SYSTEM "file:///etc/passwd"><rss><channel><item><title>A &secret; title</title></item></channel></rss>)");
  REQUIRE(outside.articles.size() == 1);
  CHECK(outside.articles[0].title.find("root:") == std::string::npos);
}

TEST_CASE("nesting beyond the limit ends a document with a place") {
  std::string deep = "<rss><channel><item>";
  for (int i = 0; i < 300; ++i) deep += "<x>";
  const auto reading = read_text(read_feed, deep);
  REQUIRE(reading.rejected.size() == 1);
  CHECK(reading.rejected[0].reason.starts_with("nested too deep: more than 256 elements are open, line 1"));
}

TEST_CASE("a prefix that is never declared means what it says; other charsets are converted") {
  const auto reading = read_text(read_feed,
                                 "<?xml version='1.0' "
                                 "encoding='iso-8859-1'?><rss><channel><item><title>Caf\xE9</title><itunes:author>x</"
                                 "itunes:author><dc:creator>Ana Li</dc:creator></item></channel></rss>");
  REQUIRE(reading.articles.size() == 1);
  CHECK(reading.articles[0].title == "Café");
  CHECK(reading.articles[0].authors == std::vector<std::string>{"Ana Li"});
}

TEST_CASE("a news sitemap gives titles without bodies, and says so") {
  const auto reading = read_text(
      read_sitemap,
      R"(<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://s.example/1</loc><news:news><news:publication><news:name>Sample</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2025-01-27</news:publication_date><news:title>Quay</news:title><news:keywords>harbour, ferries</news:keywords></news:news></url>
<url><loc>https://s.example/2</loc></url></urlset>)");
  REQUIRE(reading.articles.size() == 1);
  CHECK(reading.articles[0].title == "Quay");
  CHECK(reading.articles[0].tags == std::vector<std::string>{"harbour", "ferries"});
  CHECK(reading.articles[0].warnings == std::vector<std::string>{"body: a sitemap has none"});
  REQUIRE(reading.rejected.size() == 1);
  CHECK(reading.rejected[0].kind == Outcome::Kind::passed_over);
  const auto index =
      read_text(read_sitemap, "<sitemapindex><sitemap><loc>https://s.example/1.xml</loc></sitemap></sitemapindex>");
  REQUIRE(index.rejected.size() == 1);
  CHECK(index.rejected[0].reason == "an index of 1 sitemaps: fetch them and index these");
}

TEST_CASE("an export of WordPress gives published posts; drafts are kept out, pages passed over") {
  const auto item = [](const std::string& type, const std::string& status) {
    return "<item><title>T " + type + status + "</title><link>https://w.example/" + type + status +
           "</link><dc:creator><![CDATA[ana]]></dc:creator>"
           "<content:encoded><![CDATA[<!-- wp:paragraph -->First.\n\n[caption "
           "id=\"1\"]Second.[/caption]]]></content:encoded>"
           "<wp:post_date>2025-01-27 09:12:00</wp:post_date><wp:post_type>" +
           type + "</wp:post_type><wp:status>" + status +
           "</wp:status><category domain=\"post_tag\" nicename=\"q\"><![CDATA[Quay]]></category></item>";
  };
  const auto reading =
      read_text(read_wxr,
                "<rss xmlns:wp='http://wordpress.org/export/1.2/' xmlns:dc='http://purl.org/dc/elements/1.1/' "
                "xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>Blog</"
                "title><wp:author><wp:author_login>ana</wp:author_login>"
                "<wp:author_display_name>Ana Li</wp:author_display_name></wp:author>" +
                    item("post", "publish") + item("post", "draft") + item("page", "publish") + "</channel></rss>");
  REQUIRE(reading.articles.size() == 1);
  CHECK(reading.articles[0].body == "First.\nSecond.");
  CHECK(reading.articles[0].authors == std::vector<std::string>{"Ana Li"});
  CHECK(reading.articles[0].tags == std::vector<std::string>{"Quay"});
  REQUIRE(reading.articles[0].date);
  CHECK(reading.articles[0].date->value == "2025-01-27T09:12:00");
  REQUIRE(reading.rejected.size() == 2);
  CHECK(reading.rejected[0].kind == Outcome::Kind::not_searchable);
  CHECK(reading.rejected[1].kind == Outcome::Kind::passed_over);
}

TEST_CASE("a time of WordPress has the zone that its time in UTC tells; shortcodes are no text, what they hold is") {
  const auto post_of = [](const std::string& elements) {
    const auto reading =
        read_text(read_wxr, "<rss xmlns:wp='http://wordpress.org/export/1.2/'><channel><item><title>T</title>" +
                                elements + "</item></channel></rss>");
    REQUIRE(reading.articles.size() == 1);
    return reading.articles[0];
  };
  const auto date_of = [&](const std::string& local, const std::string& utc) {
    const auto post =
        post_of("<wp:post_date>" + local + "</wp:post_date><wp:post_date_gmt>" + utc + "</wp:post_date_gmt>");
    return post.date ? post.date->value : "none";
  };
  CHECK(date_of("2025-01-27 09:12:00", "2025-01-27 14:12:00") == "2025-01-27T09:12:00-05:00");
  CHECK(date_of("2025-01-27 19:57:00", "2025-01-27 14:12:00") == "2025-01-27T19:57:00+05:45");
  CHECK(date_of("2025-01-27 09:12:00", "0000-00-00 00:00:00") == "2025-01-27T09:12:00");
  CHECK(date_of("2025-01-27 09:12:00", "2025-03-27 14:13:00") == "2025-01-27T09:12:00");
  CHECK(date_of("0000-00-00 00:00:00", "0000-00-00 00:00:00") == "none");
  CHECK(post_of("<content:encoded>[dropcap]T[/dropcap]he quay [1] and [sic] the [audio https://h.example/a.mp3] "
                "pier</content:encoded>")
            .body == "The quay [1] and [sic] the pier");
  CHECK(post_of("<content:encoded>[caption id=\"1\" caption=\"A pier.\"]&lt;img&gt;[/caption]Text.</content:encoded>")
            .body == "A pier.\nText.");
  CHECK(post_of("<guid>https://h.example/?p=5</guid>").id == "https://h.example/?p=5");
}

TEST_CASE("a JSON list, a wrapped list, a JSON Feed and an export of Ghost are read") {
  const auto list =
      read_text(read_json, "[\n {\"title\": \"One [1]\"},\n {\"title\": \"Two\", \"body\": \"x, \\\"y\\\"\"}]");
  REQUIRE(list.articles.size() == 2);
  CHECK(list.articles[1].file == "here#2");
  CHECK(list.articles[1].body == "x, \"y\"");
  CHECK(read_text(read_json, "\xEF\xBB\xBF[{\"title\": \"One\"}, {\"title\": \"Two\"}]").articles.size() == 2);
  CHECK(read_text(read_json, "[ ]").reasons() == std::vector<std::string>{"here: an empty list"});
  CHECK(read_text(read_json, "{\n \"articles\": [{\"title\": \"One\"}, {\"title\": \"Two\"}]\n}").articles.size() == 2);
  CHECK(read_text(read_json, "{\n \"title\": \"One\"\n}").articles.size() == 1);
  const auto feed =
      read_text(read_json, R"({"version": "https://jsonfeed.org/version/1.1", "title": "F", "language": "en",
    "items": [{"id": "1", "url": "https://f.example/1", "title": "T", "content_html": "<p>A</p><p>B</p>", "date_published": "2025-01-27T00:00:00Z", "tags": ["x"]}]})");
  REQUIRE(feed.articles.size() == 1);
  CHECK(feed.articles[0].body == "A\nB");
  CHECK(feed.articles[0].source == "F");
  const auto ghost = read_text(
      read_json,
      R"({"db": [{"data": {"posts": [{"id": "p", "uuid": "u", "title": "T", "html": "<p>A</p>", "status": "published", "published_at": "2025-01-27T09:00:00Z"},
    {"id": "q", "uuid": "v", "title": "D", "status": "draft"}], "users": [{"id": "a", "name": "Ana Li"}], "posts_authors": [{"post_id": "p", "author_id": "a"}]}}]})");
  REQUIRE(ghost.articles.size() == 1);
  CHECK(ghost.articles[0].authors == std::vector<std::string>{"Ana Li"});
  REQUIRE(ghost.rejected.size() == 1);
  CHECK(ghost.rejected[0].kind == Outcome::Kind::not_searchable);
  const auto cut = read_text(read_json, "[{\"title\": \"One\"}, {\"title\":");
  CHECK(cut.articles.size() == 1);
  REQUIRE(cut.rejected.size() == 1);
  CHECK(cut.rejected[0].reason.starts_with("the list is not closed"));
}

TEST_CASE("documents of JSON on one line are read like others; what a line holds is its articles") {
  const SampleFolder folder;
  const auto read = [&](const std::string& text) { return read_paths({folder.add("x.json", text)}); };
  const auto feed =
      read(R"({"version": "https://jsonfeed.org/version/1", "title": "F", "home_page_url": "https://f.example/",
"items": [{"id": "1", "url": "one", "title": "T", "summary": "S", "date_modified": "2025-01-27T00:00:00Z"}, {"id": "i2", "content_text": "Text"}]})");
  REQUIRE(feed.articles.size() == 2);
  CHECK(feed.articles[0].url == "https://f.example/one");
  CHECK(feed.articles[0].body == "S");
  CHECK(feed.articles[0].date.has_value());
  CHECK(feed.articles[1].id == "i2");
  CHECK(read(R"({"status": "ok", "response": {"docs": [{"headline": {"main": "T"}, "body": "B"}]}})").articles.size() ==
        1);
  CHECK(read(R"({"total": 1, "item": [{"uri": "u", "pubstatus": "usable", "headline": "T", "body_text": "B"}]})")
            .articles.size() == 1);
  const auto lines = read(
      "{\"_id\": \"1\", \"_source\": {\"title\": \"One\", \"body\": \"B\"}}\n{\"title\": \"Two\", \"body\": "
      "\"<p>A</p><p>B</p>\", \"data\": [{\"name\": \"x\"}]}\n");
  REQUIRE(lines.articles.size() == 2);
  CHECK(lines.articles[0].title == "One");
  CHECK(lines.articles[1].body == "A\nB");
  const auto rendered = read(R"([{"id": 5, "title": {"rendered": "T"}, "content": {"rendered": "<p>A</p>"}}])");
  REQUIRE(rendered.articles.size() == 1);
  CHECK(rendered.articles[0].body == "A");
}

TEST_CASE("posts of Ghost: relations in their order, no internal tags, text as its editors keep it, old dates") {
  const auto reading = read_text(read_json, R"({"db": [{"data": {
"posts": [{"id": "p", "uuid": "u", "title": "T", "lexical": "{\"root\":{\"children\":[{\"type\":\"paragraph\",\"children\":[{\"type\":\"extended-text\",\"text\":\"One \"},{\"type\":\"link\",\"children\":[{\"type\":\"text\",\"text\":\"two\"}]}]},{\"type\":\"html\",\"html\":\"<p>Three.</p>\"}]}}", "status": "published", "published_at": 1737969120000},
{"id": "q", "uuid": "v", "title": "M", "mobiledoc": "{\"version\":\"0.3.1\",\"cards\":[[\"markdown\",{\"markdown\":\"Card.\"}]],\"sections\":[[1,\"p\",[[0,[],0,\"One \"],[0,[0],1,\"two\"]]],[10,0],[3,\"ul\",[[[0,[],0,\"Entry\"]]]]]}", "status": "published"},
{"id": "r", "uuid": "w", "title": "P", "type": "page", "status": "published"}],
"users": [{"id": 1, "name": "Ana Li"}, {"id": 2, "name": "Bo Chen"}], "posts_authors": [{"post_id": "p", "author_id": 2, "sort_order": 1}, {"post_id": "p", "author_id": 1, "sort_order": 0}],
"tags": [{"id": 1, "name": "Quay"}, {"id": 2, "name": "#inside", "visibility": "internal"}], "posts_tags": [{"post_id": "p", "tag_id": 2, "sort_order": 0}, {"post_id": "p", "tag_id": 1, "sort_order": 1}]}}]})");
  REQUIRE(reading.articles.size() == 2);
  const Article& article = reading.articles[0];
  CHECK(article.body == "One two\nThree.");
  CHECK(article.authors == std::vector<std::string>{"Ana Li", "Bo Chen"});
  CHECK(article.tags == std::vector<std::string>{"Quay"});
  REQUIRE(article.date);
  CHECK(article.date->value.starts_with("2025-01-27T09:12"));
  CHECK(reading.articles[1].body == "One two\nCard.\nEntry");
  REQUIRE(reading.rejected.size() == 1);
  CHECK(reading.rejected[0].kind == Outcome::Kind::passed_over);
  const auto api = read_text(
      read_json,
      R"({"posts": [{"uuid": "u", "comment_id": "c", "title": "T", "html": "<p>A</p>", "url": "https://g.example/t/",
"authors": [{"name": "Ana Li"}], "tags": [{"name": "Quay"}]}], "meta": {}})");
  REQUIRE(api.articles.size() == 1);
  CHECK(api.articles[0].authors == std::vector<std::string>{"Ana Li"});
  CHECK(api.articles[0].tags == std::vector<std::string>{"Quay"});
}
