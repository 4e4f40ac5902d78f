#include <doctest/doctest.h>

#include <broadsheet/error.hpp>
#include <broadsheet/indexer.hpp>
#include <string>

#include "reading.hpp"

using namespace broadsheet;

namespace {
using List = std::vector<std::string>;
constexpr std::string_view sample_page =
    "Bridge opens after long repair\n\nThe old bridge over the river was opened again on Saturday, two years after the "
    "flood had "
    "taken away its middle arch.\n\nChildren were the first to walk over it, and the mayor came last with an "
    "umbrella.\n";
std::string reason_for(std::string_view name, std::string_view content) {
  const SampleFolder folder;
  const auto path = folder.add(name, content);
  const auto reading = read_paths({path});
  CHECK(reading.articles.empty());
  REQUIRE(reading.rejected.size() == 1);
  CHECK(reading.rejected[0].kind == Outcome::Kind::rejected);
  CHECK(reading.rejected[0].file == path);
  return reading.rejected[0].reason;
}
}  // namespace

TEST_CASE("the reader is chosen by what a file holds, not by its name") {
  const SampleFolder folder;
  const auto reading =
      read_paths({folder.add("a.txt", "{\"title\":\"One\"}\n"), folder.add("b", "\xEF\xBB\xBF{ \"title\":\"Two\"}\n"),
                  folder.add("c.dat", sample_page)});
  CHECK(reading.articles.size() == 3);
  CHECK(reading.rejected.empty());
}

TEST_CASE("what is in UTF-16 with a byte order mark is recognised and read as the same in UTF-8") {
  const SampleFolder folder;
  const std::string prose =
      "The harbour was full of ships when the fog lifted, and the pilots had been waiting since the "
      "small hours for their turn to sail.";
  for (const std::string& text : std::vector<std::string>{
           "Harbour opens\n\n" + prose + "\n", "{\"title\":\"Harbour opens\",\"body\":\"" + prose + "\"}\n",
           "<html><title>Harbour opens</title><h1>Harbour opens</h1><p>" + prose + "</p></html>",
           "<?xml version=\"1.0\" encoding=\"UTF-16\"?><nitf><body><body.head><hedline><hl1>Harbour "
           "opens</hl1></hedline>"
           "</body.head><body.content><p>" +
               prose + "</p></body.content></body></nitf>",
           "title,body\nHarbour opens,\"" + prose + "\"\n"}) {
    std::string little("\xFF\xFE"), big("\xFE\xFF");
    for (const char c : text) {
      little += {c, '\0'};
      big += {'\0', c};
    }
    for (const auto& bytes : {little, big}) {
      CAPTURE(text);
      const auto reading = read_paths({folder.add("a.txt", bytes)});
      REQUIRE(reading.articles.size() == 1);
      CHECK(reading.articles[0].title == "Harbour opens");
      CHECK(reading.articles[0].body == prose);
    }
  }
}

TEST_CASE("a page with a zero byte in it is a page") {
  const SampleFolder folder;
  const auto reading = read_paths({folder.add(
      "a.html", std::string("<html><h1>Harbour opens</h1><p>The harbour was full of ships when the fog lifted, and the "
                            "pilots had been wait\0ing since the small hours.</p>",
                            135))});
  REQUIRE(reading.articles.size() == 1);
  CHECK(reading.articles[0].body.find('\0') == std::string::npos);
}

TEST_CASE("a file named for JSON lines is read as such even if its first line is broken") {
  const SampleFolder folder;
  const auto reading =
      read_paths({folder.add("a.jsonl", "broken\n{\"title\":\"T\"}\n"), folder.add("b.jsonl.gz", sample_page)});
  CHECK(reading.articles.size() == 1);
  CHECK(reading.rejected.size() == 4);
}

TEST_CASE("what no reader takes is rejected by name: what it is and what can be read") {
  struct Row {
    const char* name;
    std::string_view content;
    const char* begin;
  };
  for (const auto& row : {
           Row{"a", "", "an empty file"},
           Row{"a.pdf", "%PDF-1.4\n", "looks like a PDF document; can be read: box, "},
           Row{"a", std::string_view("ab\0cd", 5), "looks like a binary file; can be read"},
           Row{"a.htm", "\n <p>text", "no article found: the page has no running text"},
           Row{"a.xml", "<?xml version=\"1.0\"?><rss></rss>", "a feed without items"},
           Row{"a.xml", "<?xml version=\"1.0\"?><unknown/>", "XML of no kind that can be read"},
           Row{"a.txt", "only a few words", "looks like text without a paragraph of 20 words; can be read"},
           Row{"a.txt", " \n\n", "nothing but white space"},
       }) {
    CAPTURE(row.begin);
    CHECK(reason_for(row.name, row.content).starts_with(row.begin));
  }
}

TEST_CASE("a format asked for by name is used, and a name that is none is a wrong option that lists them") {
  const SampleFolder folder;
  const auto path = folder.add("a.txt", "Short title\n\nOne line only.\n");
  ReadOptions options;
  CHECK(read_paths({path}, options).articles.empty());
  options.format = "page";
  CHECK(read_paths({path}, options).articles.size() == 1);
  options.format = "papyrus";
  std::string names;
  for (const auto& reader : readers()) names += (names.empty() ? "" : ", ") + reader.name;
  CHECK_THROWS_WITH_AS(read_paths({path}, options), ("'papyrus' is no format; there are: " + names).c_str(), Error);
}

TEST_CASE("a map that is wrong is a wrong option before anything is read") {
  ReadOptions options;
  options.map = {{"nothing", "/a"}};
  CHECK_THROWS_AS(read_paths({}, options), Error);
}

TEST_CASE("sources come in order and each ends by name") {
  const SampleFolder folder;
  folder.add("b.jsonl", "{\"title\":\"b1\"}\n{\"title\":\"b2\"}\nbroken\n");
  folder.add("a/z.txt", sample_page);
  folder.add("a.jsonl", "{\"title\":\"a\"}\n");
  List titles, rejected;
  read_sources(
      {folder.path(), folder.path("missing")}, {}, [&](Article&& article) { titles.push_back(article.title); },
      [&](const Outcome& outcome) { rejected.push_back(outcome.file + ": " + outcome.reason); });
  CHECK(titles == List{"Bridge opens after long repair", "a", "b1", "b2"});
  REQUIRE(rejected.size() == 2);
  CHECK(rejected[0].starts_with(folder.path("b.jsonl#3: broken JSON")));
  CHECK(rejected[1] == folder.path("missing: no such file or folder"));
}

TEST_CASE("progress counts the bytes on disk, to the total said before") {
  const SampleFolder folder;
  folder.add("a.jsonl", "{\"title\":\"b1\"}\n");
  folder.add("b.txt", sample_page);
  folder.add("c.pdf", "%PDF");
  const auto reading = read_paths({folder.path()});
  CHECK(reading.bytes == total_bytes({folder.path()}));
  CHECK(total_bytes({folder.path("missing")}) == 0);
}

TEST_CASE("a sink that has enough is given nothing more") {
  struct Impatient : Reading {
    bool stop() override { return articles.size() >= 2; }
  } sink;
  const SampleFolder folder;
  folder.add("a.jsonl", "{\"title\":\"1\"}\n{\"title\":\"2\"}\n{\"title\":\"3\"}\n");
  folder.add("b.jsonl", "{\"title\":\"4\"}\n");
  read_into({folder.path()}, {}, sink);
  CHECK(sink.articles.size() == 2);
  CHECK(sink.rejected.empty());
}
