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

TEST_CASE(
    "NITF: a release to come is an embargo, a form left empty no date; keys that count versions name the article") {
  const auto future = read_text(read_nitf, nitf("usable", "29990101T000000Z"));
  REQUIRE(future.rejected.size() == 1);
  CHECK(future.rejected[0].reason == "embargoed until '29990101T000000Z'");
  CHECK(read_text(read_nitf, nitf("usable", "YYYYMMDD")).articles.size() == 1);
  const auto reading = read_text(
      read_nitf,
      R"(<nitf baselang="nb-NO"><head><tobject><tobject.subject tobject.subject.refnum="04011002"/><tobject.subject tobject.subject.refnum="99"/></tobject><docdata><doc-id id-string="k_47"/><du-key key="k" version="48"/>
<date.release norm="YYYYMMDD"/><date.issue norm="20250127T091200+0100"/><key-list><keyword>Quay</keyword></key-list>
<identified-content><classifier value="Harbours"/><person>Bo Chen</person></identified-content><doc.copyright holder="All rights reserved."/></docdata></head>
<body><body.head><hedline><hl1>Quay</hl1></hedline><byline>By <person>Ana Li</person>, <person>Bo Chen</person></byline><distributor>Sample Wire</distributor>
<dateline><location>Sample</location></dateline></body.head><body.content><p>SAMPLE - The quay.</p><pre>one
two</pre></body.content></body></nitf>)");
  REQUIRE(reading.articles.size() == 1);
  const Article& article = reading.articles[0];
  CHECK(article.id == "k");
  CHECK(article.version == 48);
  CHECK(article.lang == "nb-NO");
  CHECK(article.tags == std::vector<std::string>{"economy, business and finance", "Quay", "Harbours", "Bo Chen"});
  CHECK(article.authors == std::vector<std::string>{"Ana Li", "Bo Chen"});
  CHECK(article.source == "Sample Wire");
  CHECK(article.body == "SAMPLE - The quay.\none\ntwo");
  REQUIRE(article.date);
  CHECK(article.date->value == "2025-01-27T09:12:00+01:00");
}

TEST_CASE("NewsML-G2: codes in full, names by assertion, the headline by its role, no page header in the body") {
  const auto item = [](const std::string& management) {
    return "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' "
           "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' guid='urn:s:1' version='20250127091200'>"
           "<itemMeta><itemClass uri='http://cv.iptc.org/newscodes/ninature/text'/><provider "
           "uri='http://x.example/wire'/>" +
           management +
           "</itemMeta>"
           R"(<contentMeta><headline role="hld:subHeadline">Under</headline><headline role="hld:main" xml:lang="de">Kai</headline><headline role="hld:main" xml:lang="en">Quay</headline><language tag="en"/><by>By Ana Li and Bo Chen</by>
<subject qcode="x:1"/><subject literal="Pier"/><subject qcode="x:2" literal="internal"/><subject qcode="medtop:15000000"/><subject qcode="x:15000000"/><dateline>SAMPLE, Jan 27 -</dateline><description>Short.</description></contentMeta>
<assert qcode="x:1"><name>Harbour</name></assert><contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title></head><body>
<header><ul><li>Harbour</li></ul><h1>Quay</h1></header><section><p>The quay.</p></section></body></html></inlineXML></contentSet></newsItem>)";
  };
  const auto reading = read_text(read_newsml_g2, item("<pubStatus qcode='stat:usable'/><embargoed/>"));
  REQUIRE(reading.articles.size() == 1);
  const Article& article = reading.articles[0];
  CHECK(article.title == "Quay");
  CHECK(article.version == 20250127091200);
  CHECK(article.body == "SAMPLE, Jan 27 -\nThe quay.");
  CHECK(article.tags == std::vector<std::string>{"Harbour", "Pier", "sport"});
  CHECK(article.authors == std::vector<std::string>{"Ana Li", "Bo Chen"});
  CHECK(article.source == "wire");
  CHECK(article.description == "Short.");
  for (const auto* management :
       {"<pubStatus uri='http://cv.iptc.org/newscodes/pubstatusg2/canceled'/>", "<pubStatus qcode='stat:withheld'/>",
        "<embargoed xsi:nil='true'/>", "<embargoed>2999-01-01T00:00:00Z</embargoed>", "<embargoed>soon</embargoed>"}) {
    CAPTURE(management);
    const auto kept_out = read_text(read_newsml_g2, item(management));
    REQUIRE(kept_out.rejected.size() == 1);
    CHECK(kept_out.rejected[0].kind == Outcome::Kind::not_searchable);
  }
}

TEST_CASE("NewsML-G2: a picture is passed over, a text that is but a description says so") {
  const auto item = [](const std::string& kind) {
    return "<newsItem guid='a'><itemMeta><itemClass qcode='ninat:" + kind +
           "'/></itemMeta><contentMeta><headline>T</headline>"
           "<description>Short.</description></contentMeta><contentSet><remoteContent "
           "href='x'/></contentSet></newsItem>";
  };
  CHECK(read_text(read_newsml_g2, item("picture")).reasons() == std::vector<std::string>{"here: no text: 'picture'"});
  const auto text = read_text(read_newsml_g2, item("text"));
  REQUIRE(text.articles.size() == 1);
  CHECK(text.articles[0].body == "Short.");
  CHECK(text.articles[0].warnings == std::vector<std::string>{"body: the item has only a summary"});
}

TEST_CASE("NewsML 1: topics by name, a date line, further texts are told of, the status that is to come") {
  const auto item = [](const std::string& status, const std::string& will_change) {
    return R"(<NewsML><NewsItem xml:lang="en"><Identification><NewsIdentifier><ProviderId>s.example</ProviderId><DateId>20250127</DateId><NewsItemId>7</NewsItemId></NewsIdentifier></Identification>
<NewsManagement><Status FormalName=")" +
           status + "\"/>" + will_change + R"(</NewsManagement><NewsComponent>
<TopicSet><Topic><Description xml:lang="de" Variant="Name">Hafen</Description><Description xml:lang="en" Variant="Name">Harbour</Description></Topic></TopicSet>
<NewsLines><HeadLine>Quay</HeadLine><DateLine>SAMPLE, Jan 27</DateLine></NewsLines><AdministrativeMetadata><Source><Party FormalName="Sample Wire"/></Source></AdministrativeMetadata>
<DescriptiveMetadata><Property FormalName="Keyword" Value="Pier"/></DescriptiveMetadata>
<NewsComponent><ContentItem><MediaType FormalName="Text"/><DataContent>The quay.
Twice.</DataContent></ContentItem></NewsComponent><NewsComponent><ContentItem><MediaType FormalName="Text"/><DataContent>A caption.</DataContent></ContentItem></NewsComponent></NewsComponent></NewsItem></NewsML>)";
  };
  const auto reading = read_text(read_newsml_1, item("Usable", ""));
  REQUIRE(reading.articles.size() == 1);
  const Article& article = reading.articles[0];
  CHECK(article.body == "SAMPLE, Jan 27\nThe quay.\nTwice.");
  CHECK(article.tags == std::vector<std::string>{"Harbour", "Pier"});
  CHECK(article.source == "Sample Wire");
  CHECK(article.warnings == std::vector<std::string>{"body: the first of 2 texts of the item"});
  std::string photo = item("Usable", "");
  for (auto at = photo.find("\"Text\""); at != photo.npos; at = photo.find("\"Text\"", at))
    photo.replace(at, 6, "\"Photo\"");
  CHECK(read_text(read_newsml_1, photo).reasons() == std::vector<std::string>{"here: no text: 'Photo'"});
  const auto change = [](const std::string& status, const std::string& when) {
    return "<StatusWillChange><FutureStatus FormalName=\"" + status + "\"/><DateAndTime>" + when +
           "</DateAndTime></StatusWillChange>";
  };
  CHECK(read_text(read_newsml_1, item("Embargoed", change("Usable", "20250127T120000Z"))).articles.size() == 1);
  CHECK(read_text(read_newsml_1, item("Usable", change("Canceled", "29990127T120000Z"))).articles.size() == 1);
  for (const auto& document : {item("Embargoed", change("Usable", "29990127T120000Z")), item("Embargoed", ""),
                               item("Usable", change("Canceled", "20250127T120000Z"))})
    CHECK(read_text(read_newsml_1, document).articles.empty());
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

TEST_CASE("Reuters: names of companies in angle brackets are no tags, the agency's sign at the end is no text") {
  const auto reading = read_text(read_reuters,
                                 "<REUTERS NEWID=\"9\"><TEXT>&#2;<TITLE>QUAY INC &lt;BRENQ> PAYS</TITLE><BODY>The "
                                 "quay\npays &lt;BRENQ>.\n REUTER\n&#3;</BODY></TEXT></REUTERS>");
  REQUIRE(reading.articles.size() == 1);
  CHECK(reading.articles[0].title == "QUAY INC <BRENQ> PAYS");
  CHECK(reading.articles[0].body == "The quay\npays <BRENQ>.");
}

TEST_CASE("ninjs: the best form of the body, guid for uri, a summary where there is no more") {
  const auto reading = read_text(
      read_json,
      R"([{"guid": "g", "versioncreated": "2025-01-27T09:12:00Z", "headline": "Quay", "body_html": "<p>The quay.</p>",
 "authors": [{"name": "Ana Li", "role": "writer"}], "source": "Sample Wire"},
{"uri": "u", "versionCreated": "2025-01-27T09:12:00Z", "headlines": [{"role": "main", "value": "Pier"}], "bodies": [{"contentType": "text/plain", "value": "Plain."},
 {"contentType": "text/vnd.IPTC.NITF", "value": "<nitf><body><body.content><p>One.</p><p>Two.</p></body.content></body></nitf>"}, {"contentType": "application/json", "value": "{}"}]},
{"uri": "v", "pubstatus": "usable", "headline": "Short", "description_text": "A summary."}, {"uri": "w", "pubstatus": "usable", "type": "picture", "headline": "Photo"}])");
  REQUIRE(reading.articles.size() == 3);
  CHECK(reading.articles[0].id == "g");
  CHECK(reading.articles[0].body == "The quay.");
  CHECK(reading.articles[0].authors == std::vector<std::string>{"Ana Li"});
  CHECK(reading.articles[0].source == "Sample Wire");
  CHECK(reading.articles[1].body == "One.\nTwo.");
  CHECK(reading.articles[2].body == "A summary.");
  CHECK(reading.reasons() == std::vector<std::string>{"here#4: no text: 'picture'"});
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
