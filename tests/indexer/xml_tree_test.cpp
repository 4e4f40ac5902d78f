#include "indexer/xml_tree.hpp"

#include <doctest/doctest.h>

#include "indexer/reader_feed.hpp"
#include "reading.hpp"

using namespace broadsheet;

namespace {

/// A feed of one item with that title, after `before`, as the bytes of its charset come from the caller.
std::string feed(const std::string& title, const std::string& before = "<?xml version='1.0'?>") {
  return before + "<rss><channel><item><title>" + title + "</title></item></channel></rss>";
}

std::string title_of(const std::string& document) {
  const auto reading = read_text(read_feed, document);
  return reading.articles.size() == 1 ? reading.articles[0].title
         : reading.rejected.empty()   ? "nothing"
                                      : reading.rejected[0].reason;
}

std::string utf16(std::u16string_view text, bool big) {
  std::string out = big ? "\xFE\xFF" : "\xFF\xFE";
  for (const char16_t unit : text) {
    const char high = static_cast<char>(unit >> 8), low = static_cast<char>(unit & 0xFF);
    out += big ? high : low;
    out += big ? low : high;
  }
  return out;
}

}  // namespace

TEST_CASE("a document in any charset is read, whatever it says of itself") {
  const auto said = [](const std::string& name) { return "<?xml version='1.0' encoding='" + name + "'?>"; };
  CHECK(title_of(feed("Caf\xE9", said("ISO-8859-1"))) == "Café");
  CHECK(title_of(feed("\x93Quay\x94", said("windows-1252"))) == "“Quay”");
  CHECK(title_of(feed("\xCD\xEE\xE2\xEE\xF1\xF2\xE8", said("windows-1251"))) == "Новости");
  CHECK(title_of(feed("\xD0\xC2\xCE\xC5", said("GB18030"))) == "新闻");
  CHECK(title_of(feed("\xD0\xC2\xCE\xC5", said("gb2312"))) == "新闻");
  CHECK(title_of(feed("\x93\xFA\x96\x7B", said("Shift_JIS"))) == "日本");
  CHECK(title_of(feed("Größe", said("utf-16"))) == "Größe");  // a program wrote it, another stored it
  CHECK(title_of(feed("Größe", said("iso-8859-1"))) == "Größe");
  CHECK(title_of(feed("Gr\xF6\xDF"
                      "e der neuen Caf\xE9s im Hafen")) == "Größe der neuen Cafés im Hafen");
  CHECK(title_of(feed("x\xE9", said("x-nonsense"))) == "its encoding 'x-nonsense' is not known");
  const std::u16string wide =
      u"<?xml version='1.0' encoding='UTF-16'?><rss><channel><item><title>Größe</title></item></channel></rss>";
  for (const bool big : {false, true}) {
    CHECK(title_of(utf16(wide, big)) == "Größe");
    const SampleFolder folder;
    CHECK(read_paths({folder.add("feed.xml", utf16(wide, big))}).articles.size() == 1);
    CHECK(read_paths({folder.add("list.json", utf16(u"[{\"title\": \"Größe\"}]", big))}).articles.size() == 1);
  }
}

TEST_CASE("entities of HTML need no declaration, in text and attributes, also where a document says it stands alone") {
  const auto reading = read_text(read_feed, R"(<?xml version="1.0" standalone="yes"?>
<rss><channel><item><title>A&nbsp;quay &mdash; &Aogon; &unheard; x</title><category domain="a">Caf&eacute;</category>
<media:group><media:category label="x"/></media:group></item></channel></rss>)");
  REQUIRE(reading.articles.size() == 1);
  CHECK(reading.articles[0].title == "A quay — Ą &unheard; x");
  CHECK(reading.articles[0].tags == std::vector<std::string>{"Café"});
  const auto entry =
      read_text(read_feed, R"(<feed><entry><title>T</title><category label="Caf&eacute;"/></entry></feed>)");
  REQUIRE(entry.articles.size() == 1);
  CHECK(entry.articles[0].tags == std::vector<std::string>{"Café"});
}

TEST_CASE(
    "a namespace counts and not its prefix; of one that is not known, the default and usual prefixes are trusted") {
  const auto reading =
      read_text(read_feed, R"(<rss xmlns="https://feeds.example/rss" xmlns:c="http://purl.org/rss/1.0/modules/content"
 xmlns:d="http://purl.org/dc/elements/1.1/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/" xmlns:media="http://m.example/media" xmlns:x="http://x.example/">
<channel><item><slash:title>No</slash:title><x:title>No</x:title><title>Quay</title><c:encoded>&lt;p&gt;Body.&lt;/p&gt;</c:encoded>
<d:creator>Ana Li</d:creator><media:keywords>harbour, ferries</media:keywords></item></channel></rss>)");
  REQUIRE(reading.articles.size() == 1);
  const Article& article = reading.articles[0];
  CHECK(article.title == "Quay");
  CHECK(article.body == "Body.");
  CHECK(article.authors == std::vector<std::string>{"Ana Li"});
  CHECK(article.tags == std::vector<std::string>{"harbour", "ferries"});
}

TEST_CASE(
    "an ampersand that begins no reference is one, in text and links, and stays itself in CDATA, wherever a piece "
    "ends") {
  CHECK(title_of(feed("Q&A, R & B, AT&T; &#65; &amp;amp;")) == "Q&A, R & B, AT&T; A &");
  CHECK(title_of(feed("<![CDATA[Q&A &#65;]] &amp; ]]>, R&B")) == "Q&A A]] & , R&B");
  CHECK(title_of(feed("<![CDATA[one ]]> two ]]> three [x] ]] y")) == "one two ]]> three [x] ]] y");
  CHECK(title_of(feed("x&#11;y&#xFFFF;z")) == "x\uFFFDy\uFFFDz");
  const auto links = read_text(
      read_feed, "<feed><entry><title>T</title><link href='https://h.example/?a=1&b=2&amp;c=3'/></entry></feed>");
  REQUIRE(links.articles.size() == 1);
  CHECK(links.articles[0].url == "https://h.example/?a=1&b=2&c=3");
  // 64 KiB at a time are read.
  for (std::size_t before = 65430; before < 65560; ++before)
    REQUIRE(title_of(feed("<![CDATA[" + std::string(20, 'c') + "&]]>]] R&B &lt;", std::string(before, ' '))) ==
            std::string(20, 'c') + "&]] R&B <");
}

TEST_CASE("hostile documents end with a reason and a place") {
  const std::string long_text(std::size_t{3} << 20, 'x');
  struct Row {
    std::string document;
    const char* reason;
  };
  for (const auto& [document, reason] :
       {Row{"<rss><channel><!-- " + long_text + " --></channel></rss>",
            "a tag or comment is longer than 1 MiB, line 1"},
        {"<rss a='" + long_text, "a tag or comment is longer than 1 MiB, line 1"},
        {"<rss><channel><item><title>T</title></item></channel></rss><rss/>",
         "not well-formed XML: junk after document element, line 1 column 60; read up to there: 1 items"},
        {"<rss><channel><item></rss>", "not well-formed XML: mismatched tag, line 1"},
        {"<rss><channel>", "not well-formed XML: no element found, line 1"}}) {
    const auto reading = read_text(read_feed, document);
    REQUIRE(reading.rejected.size() == 1);
    CHECK(reading.rejected[0].reason.starts_with(reason));
  }
  // Recognised for what it is, so that the reason says it.
  const SampleFolder folder;
  for (const std::string declaration : {"", "<?xml version='1.0'?>"}) {
    const auto reading = read_paths({folder.add(
        "bomb.xml",
        declaration +
            R"(<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY % x SYSTEM "file:///x"> %x;]><rss><channel/></rss>)")});
    REQUIRE(reading.rejected.size() == 1);
    CHECK(reading.rejected[0].reason.starts_with("its document type has an internal subset"));
  }
}

TEST_CASE("items and what stands between them may be many without being held") {
  std::string document = "<rss><channel>";
  for (int i = 0; i < 1000; ++i) document += "<item><title>T</title></item>\n" + std::string(1000, ' ');
  CHECK(read_text(read_feed, document + "</channel></rss>").articles.size() == 1000);
}
