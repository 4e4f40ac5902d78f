#include <doctest/doctest.h>

#include "indexer/reader_json.hpp"
#include "indexer/reader_newsml.hpp"
#include "indexer/reader_nitf.hpp"
#include "indexer/reader_reuters.hpp"
#include "reading.hpp"

using namespace broadsheet;

namespace {

std::string nitf(const std::string& status, const std::string& release = "20250127T091200+0100") {
  return R"(<?xml version="1.0"?><nitf xml:lang="en"><head><title>fallback</title><docdata management-status=")" +
         status + R"("><doc-id id-string="S.1"/><date.release norm=")" + release +
         R"("/><key-list><keyword key="Harbour"/></key-list></docdata></head>
<body><body.head><hedline><hl1>Quay to be repaired</hl1></hedline><byline>By Ana Li and Bo Chen</byline><dateline>SAMPLE</dateline></body.head>
<body.content><p>First paragraph.</p><media><media-caption>A quay.</media-caption></media><p>Second paragraph.</p></body.content></body></nitf>)";
}

}  // namespace

TEST_CASE("NITF gives headline, by-line, date line, paragraphs, keywords and the release date") {
  const auto reading = read_text(read_nitf, nitf("usable"));
  REQUIRE(reading.articles.size() == 1);
  const Article& article = reading.articles[0];
  CHECK(article.id == "S.1");
  CHECK(article.title == "Quay to be repaired");
  CHECK(article.body == "SAMPLE\nFirst paragraph.\nSecond paragraph.");
  CHECK(article.authors == std::vector<std::string>{"Ana Li", "Bo Chen"});
  CHECK(article.tags == std::vector<std::string>{"Harbour"});
  REQUIRE(article.date);
  CHECK(article.date->value == "2025-01-27T09:12:00+01:00");
}

TEST_CASE("what an agency cancels, withholds or embargoes is not searchable; a past embargo is over") {
  for (const auto* status : {"canceled", "withheld"}) {
    const auto reading = read_text(read_nitf, nitf(status));
    CHECK(reading.articles.empty());
    REQUIRE(reading.rejected.size() == 1);
    CHECK(reading.rejected[0].kind == Outcome::Kind::not_searchable);
    CHECK(reading.rejected[0].id == "S.1");
  }
  CHECK(read_text(read_nitf, nitf("embargoed", "29990101T000000Z")).articles.empty());
  CHECK(read_text(read_nitf, nitf("embargoed")).articles.size() == 1);
}

TEST_CASE("NewsML-G2 gives the text items of a message; pictures and packages are passed over") {
  const auto item = [](const std::string& kind, const std::string& content) {
    return "<newsItem guid='urn:s:1' version='3'><itemMeta><itemClass qcode='ninat:" + kind +
           "'/><provider literal='Sample Wire'/>"
           "<versionCreated>2025-01-27T10:00:00Z</versionCreated><firstCreated>2025-01-27T09:00:00Z</"
           "firstCreated><pubStatus qcode='stat:usable'/></itemMeta>"
           "<contentMeta><headline>Quay</headline><by>By Ana Li</by><language tag='en'/><subject qcode='x:1'><name "
           "xml:lang='en'>Harbour</name><name xml:lang='de'>Hafen</name></subject></contentMeta>"
           "<contentSet>" +
           content + "</contentSet></newsItem>";
  };
  const auto reading = read_text(read_newsml_g2, "<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><itemSet>" +
                                                     item("text",
                                                          "<inlineXML><html "
                                                          "xmlns='http://www.w3.org/1999/xhtml'><body><h1>Quay</"
                                                          "h1><p>One.</p><p>Two.</p></body></html></inlineXML>") +
                                                     item("picture", "<remoteContent href='x.jpg'/>") +
                                                     "<packageItem/></itemSet></newsMessage>");
  REQUIRE(reading.articles.size() == 1);
  const Article& article = reading.articles[0];
  CHECK(article.version == 3);
  CHECK(article.body == "One.\nTwo.");
  CHECK(article.tags == std::vector<std::string>{"Harbour"});
  CHECK(article.authors == std::vector<std::string>{"Ana Li"});
  CHECK(article.source == "Sample Wire");
  REQUIRE(article.updated);
  CHECK(article.updated->value == "2025-01-27T10:00:00Z");
  REQUIRE(reading.rejected.size() == 2);
  CHECK(reading.rejected[0].reason == "no text: 'picture'");
  CHECK(reading.rejected[1].kind == Outcome::Kind::passed_over);
}

TEST_CASE("NewsML 1 gives the text below its components, one id for all revisions") {
  const auto reading = read_text(
      read_newsml_1,
      R"(<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>s.example</ProviderId><DateId>20250127</DateId>
<NewsItemId>7</NewsItemId><RevisionId>2</RevisionId></NewsIdentifier></Identification><NewsManagement><FirstCreated>20250127T091200+0100</FirstCreated>
<Status FormalName="Usable"/></NewsManagement><NewsComponent><NewsComponent><NewsLines><HeadLine>Quay</HeadLine><ByLine>By Ana Li</ByLine></NewsLines>
<ContentItem><MediaType FormalName="Text"/><DataContent><p>One.</p><p>Two.</p></DataContent></ContentItem></NewsComponent></NewsComponent></NewsItem></NewsML>)");
  REQUIRE(reading.articles.size() == 1);
  CHECK(reading.articles[0].id == "s.example:20250127:7");
  CHECK(reading.articles[0].version == 2);
  CHECK(reading.articles[0].body == "One.\nTwo.");
}

TEST_CASE("ninjs is known by its fields, in a document, a list or lines") {
  const std::string text =
      R"({"uri": "urn:1", "type": "text", "versioncreated": "2025-01-27T09:12:00Z", "pubstatus": "PUBSTATUS", "headline": "Quay",
 "byline": "By Ana Li", "body_xhtml": "<p>One.</p><p>Two.</p>", "subject": [{"name": "Harbour"}], "language": "en", "version": "4"})";
  const auto with = [&](const std::string& status) {
    return std::string(text).replace(text.find("PUBSTATUS"), 9, status);
  };
  const auto reading = read_text(read_json, with("usable"));
  REQUIRE(reading.articles.size() == 1);
  CHECK(reading.articles[0].body == "One.\nTwo.");
  CHECK(reading.articles[0].version == 4);
  CHECK(reading.articles[0].tags == std::vector<std::string>{"Harbour"});
  const auto killed = read_text(read_json, "[" + with("canceled") + "]");
  CHECK(killed.articles.empty());
  REQUIRE(killed.rejected.size() == 1);
  CHECK(killed.rejected[0].kind == Outcome::Kind::not_searchable);
}

TEST_CASE("the Reuters collection is read item by item") {
  const auto reading =
      read_text(read_reuters,
                "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n<REUTERS TOPICS=\"YES\" NEWID=\"7\">\n<DATE>26-FEB-1987 "
                "15:01:01.79</DATE>\n"
                "<TOPICS><D>cocoa</D></TOPICS>\n<PLACES><D>usa</D></PLACES>\n<UNKNOWN>&#5;</"
                "UNKNOWN>\n<TEXT>&#2;\n<TITLE>QUAY &lt;Q> REPAIRED</TITLE>\n<AUTHOR>    By Ana Li, Reuters</AUTHOR>\n"
                "<DATELINE>    SAMPLE, Feb 26 - </DATELINE><BODY>The quay is\nrepaired.\n    The pier is not.\n "
                "Reuter\n&#3;</BODY></TEXT>\n</REUTERS>\n<REUTERS NEWID=\"8\"><TEXT>");
  REQUIRE(reading.articles.size() == 1);
  const Article& article = reading.articles[0];
  CHECK(article.id == "reuters-7");
  CHECK(article.title == "QUAY <Q> REPAIRED");
  CHECK(article.body == "SAMPLE, Feb 26 - The quay is\nrepaired.\n\nThe pier is not.");
  CHECK(article.authors == std::vector<std::string>{"Ana Li"});
  CHECK(article.tags == std::vector<std::string>{"cocoa", "usa"});
  REQUIRE(article.date);
  CHECK(article.date->value == "1987-02-26T15:01:01");
  REQUIRE(reading.rejected.size() == 1);
  CHECK(reading.rejected[0].reason == "the item is not closed");
}
