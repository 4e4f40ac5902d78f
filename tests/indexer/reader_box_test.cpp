#include <doctest/doctest.h>

#include <utility>

#include "archive/limits.hpp"
#include "indexer/box.hpp"
#include "indexer/reader_mail.hpp"
#include "indexer/reader_markdown.hpp"
#include "indexer/reader_table.hpp"
#include "indexer/reader_warc.hpp"
#include "packing.hpp"
#include "reading.hpp"

using namespace broadsheet;

namespace {

std::string utf16(const std::string& text) {
  std::string out = "\xFF\xFE";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const unsigned unit = byte < 0x80 ? byte : (byte & 0x1Fu) << 6 | (static_cast<unsigned char>(text[++i]) & 0x3Fu);
    out += static_cast<char>(unit & 0xFF);
    out += static_cast<char>(unit >> 8);
  }
  return out;
}

std::string record(const std::string& type, const std::string& content, const std::string& date = "2025-01-27") {
  return "WARC/1.0\r\nWARC-Type: " + type + "\r\nWARC-Target-URI: https://s.example/quay\r\nWARC-Date: " + date +
         "T00:00:00Z\r\nContent-Length: " + std::to_string(content.size()) + "\r\n\r\n" + content + "\r\n\r\n";
}
const std::string text =
    "<html><body><h1>Quay</h1><p>The harbour board met on Tuesday and voted to repair the quay.</p><p>Work is to "
    "begin in March, and will take some weeks.</p></body></html>";
/// A page as a crawler stores it; `mark` tells one from another.
std::string capture(const std::string& mark = "quay", const std::string& fields = {},
                    const std::string& date = "2025-01-27") {
  auto page = text;
  page.replace(page.find("quay"), 4, mark);
  return record("response", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + fields + "\r\n" + page, date);
}

const std::string line = R"({"id": "a", "title": "Quay"})";

Reading read_file_of(const std::string& bytes, const std::string& name = "box") {
  const SampleFolder folder;
  return read_paths({folder.add(name, bytes)});
}

}  // namespace

TEST_CASE("entries of a zip or tar file are read by the reader that knows them, and named behind a !") {
  for (const bool zip : {true, false}) {
    const auto reading = read_file_of(boxed({{"a.jsonl", line},
                                             {"in/b.json", "[{\"id\": \"b\", \"title\": \"Pier\"}]"},
                                             {"c.css", "p{}"},
                                             {".hidden", "x"}},
                                            zip));
    REQUIRE(reading.articles.size() == 2);
    CHECK(reading.articles[0].file.ends_with("box!a.jsonl#1"));
    CHECK(reading.articles[1].file.ends_with("box!in/b.json#1"));
    REQUIRE(reading.rejected.size() == 2);
    for (const auto& outcome : reading.rejected) CHECK(outcome.kind == Outcome::Kind::passed_over);
  }
  CHECK(read_file_of(boxed({{"a.jsonl", line}}, false, true)).articles.size() == 1);
}

TEST_CASE("names that climb out of a box are only names; links in it are passed over") {
  const auto reading = read_file_of(boxed({{"../../etc/a.jsonl", line}, {"link", "-> /etc/passwd"}}, false));
  REQUIRE(reading.articles.size() == 1);
  CHECK(reading.articles[0].file.ends_with("box!../../etc/a.jsonl#1"));
  REQUIRE(reading.rejected.size() == 1);
  CHECK(reading.rejected[0].kind == Outcome::Kind::passed_over);
}

TEST_CASE("a box inside a box is rejected, and the rest of the outer one is read") {
  const auto reading = read_file_of(boxed({{"inner.zip", boxed({{"a.jsonl", line}}, true)}, {"b.jsonl", line}}, true));
  CHECK(reading.articles.size() == 1);
  REQUIRE(reading.rejected.size() == 1);
  CHECK(reading.rejected[0].reason.starts_with("a box inside a box"));
}

TEST_CASE("a document of a word processor is one rejection, not one for each of its parts") {
  const auto reading = read_file_of(boxed({{"[Content_Types].xml", "<Types/>"}, {"word/document.xml", "<w/>"}}, true));
  CHECK(reading.articles.empty());
  REQUIRE(reading.rejected.size() == 1);
  CHECK(reading.rejected[0].reason.starts_with("a document of a word processor or an e-book"));
}

TEST_CASE("a box that unpacks to more than a thousand times its size is left there") {
  const auto reading = read_file_of(
      boxed({{"a.jsonl", line}, {"b.jsonl", std::string(std::size_t{64} << 20, ' ')}, {"c.jsonl", line}}, true));
  CHECK(reading.articles.size() == 1);
  REQUIRE_FALSE(reading.rejected.empty());
  CHECK(reading.rejected.back().reason.find("1000 times its size") != std::string::npos);
}

TEST_CASE("a damaged box keeps what came before") {
  auto bytes = boxed({{"a.jsonl", line}, {"b.jsonl", line + std::string(4000, ' ')}}, false);
  bytes.resize(bytes.size() / 2);
  const auto reading = read_file_of(bytes);
  CHECK_FALSE(reading.articles.empty());
  CHECK_FALSE(reading.rejected.empty());
}

TEST_CASE("pages are read out of a web archive, with their addresses; the rest is counted") {
  const auto hex = [](std::size_t n) {
    std::string s;
    for (; n; n /= 16) s.insert(s.begin(), "0123456789abcdef"[n % 16]);
    return s;
  };
  const std::string chunked =
      "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n" +
      hex(text.size()) + "\r\n" + text + "\r\n0\r\n\r\n";
  const auto reading = read_text(
      read_warc, record("warcinfo", "x: y") + record("request", "GET / HTTP/1.1") + record("response", chunked) +
                     record("response", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\nno") + "garbage\r\n" +
                     record("response", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + text) +
                     "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999\r\n\r\ncut");
  REQUIRE(reading.articles.size() == 2);
  CHECK(reading.articles[0].url == "https://s.example/quay");
  CHECK(reading.articles[0].body.find("voted to repair") != std::string::npos);
  CHECK_FALSE(reading.articles[0].date);  // the day of the fetch is none
  std::size_t passed = 0, rejected = 0;
  for (const auto& outcome : reading.rejected) (outcome.kind == Outcome::Kind::passed_over ? passed : rejected)++;
  CHECK(passed == 3);
  CHECK(rejected == 2);  // the garbage, and the record that is cut off
}

TEST_CASE("a record that is cut off or damaged is lost alone, and said with its place") {
  const auto one = capture("one"), two = capture("two"), three = capture("three");
  const auto request = record("request", "GET / HTTP/1.1\r\nHost: s.example\r\n\r\n");
  auto flipped = gzip(one);
  flipped[flipped.size() - 6] = static_cast<char>(flipped[flipped.size() - 6] ^ 1);
  const auto at = [](std::size_t offset) { return "here#" + std::to_string(offset); };
  struct Row {
    const char* name;
    std::string bytes;
    std::size_t articles;
    std::string place, reason;
  };
  for (const auto& row : {
           Row{"the last page", one + two.substr(0, two.size() - 60), 1, at(one.size()), "the record is cut off"},
           Row{"the last request", one + request.substr(0, request.size() - 10), 1, at(one.size()),
               "the record is cut off"},
           Row{"a page in the middle", one.substr(0, one.size() - 60) + two + three, 2, at(0), "the record is cut off"},
           Row{"a request in the middle", request.substr(0, request.size() - 10) + two + three, 2, at(0),
               "the record is cut off"},
           Row{"a packed file", gzip(one) + gzip(two).substr(0, 100), 1, at(one.size()),
               "the record is cut off: the gzip data ends in the middle (the file is cut off)"},
           Row{"a member in the middle", gzip(one) + gzip(two).substr(0, 100) + gzip(three), 2, at(one.size()),
               "the record is cut off: the gzip data is damaged"},
           Row{"a member whose checksum is wrong", flipped + gzip(two) + gzip(three), 2, at(0),
               "the record may be damaged: the gzip data is damaged: its checksum is wrong"},
           Row{"zstd", zstd(one) + zstd(two).substr(0, 100) + zstd(three), 2, at(one.size()),
               "the zstd data is damaged"},
           Row{"no length", "WARC/1.0\r\nWARC-Type: response\r\n\r\nx\r\n" + two + three, 2, at(0),
               "the record does not say how long it is"},
       }) {
    CAPTURE(std::string(row.name));
    const auto reading = read_text(read_warc, row.bytes);
    CHECK(reading.articles.size() == row.articles);
    std::vector<Outcome> rejected;
    for (const auto& outcome : reading.rejected)
      if (outcome.kind == Outcome::Kind::rejected) rejected.push_back(outcome);
    REQUIRE(rejected.size() == 1);
    CHECK(rejected[0].file == row.place);
    CAPTURE(rejected[0].reason);
    CHECK(rejected[0].reason.starts_with(row.reason));
  }
  // A page that speaks of records is one page.
  CHECK(read_text(read_warc, capture("\r\n\r\nWARC/1.0\r\n") + two).articles.size() == 2);
}

TEST_CASE("contents packed on the wire are unpacked, and what cannot be is rejected and not taken for text") {
  const auto page = [&](const std::string& coding, const std::string& content) {
    return read_text(read_warc, record("response", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: " +
                                                       coding + "\r\n\r\n" + content));
  };
  struct Row {
    std::string coding, content, reason;
  };
  const auto wrapped = gzip(text, 15), bare = gzip(text, -15);
  for (const auto& row : {
           Row{"gzip", gzip(text), ""},
           Row{"deflate", wrapped, ""},
           Row{"deflate", bare, ""},
           Row{"zstd", zstd(text), ""},
           Row{"deflate", text, ""},  // the crawler had undone it
           Row{"br", text, ""},
           Row{"utf-8", text, ""},
           Row{"deflate", wrapped.substr(0, wrapped.size() / 2),
               "the deflated data ends in the middle (the file is cut off)"},
           Row{"deflate", "\x01\x02\x03 no deflate", "the deflated data is damaged: invalid stored block lengths"},
           Row{"gzip", gzip(text).substr(0, 60), "the gzip data ends in the middle (the file is cut off)"},
           Row{"br", "\x1B\x02", "packed with Brotli, which is not read"},
           Row{"gzip, br", "\x1B\x02", "packed as 'gzip, br', which is not read"},
       }) {
    CAPTURE(row.coding);
    CAPTURE(row.reason);
    const auto reading = page(row.coding, row.content);
    CHECK(reading.articles.size() == (row.reason.empty() ? 1 : 0));
    CHECK(reading.reasons() ==
          (row.reason.empty() ? std::vector<std::string>{} : std::vector{"here#0: " + row.reason}));
  }
}

TEST_CASE("the capture of a page tells its version") {
  const auto reading = read_text(read_warc, capture("new", {}, "2025-02-01") + capture("old", {}, "2024-12-31"));
  REQUIRE(reading.articles.size() == 2);
  CHECK(reading.articles[0].version == 20250201000000);
  CHECK(reading.articles[1].version == 20241231000000);
}

TEST_CASE("a mail is an article: fields in any charset, the text of its best part") {
  const auto reading =
      read_text(read_mail,
                "From: =?iso-8859-1?Q?Ana_L=ED?= <ana@example.com>\r\nSubject: =?utf-8?B?Q2Fmw6k=?= "
                "=?utf-8?Q?_opens?=\r\nDate: Mon, 27 Jan 2025 09:12:00 +0100\r\n"
                "Message-ID: <1@example.com>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; "
                "boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nplain\r\n--b\r\n"
                "Content-Type: text/html; charset=iso-8859-1\r\nContent-Transfer-Encoding: "
                "quoted-printable\r\n\r\n<p>The caf=E9 ope=\r\nned.</p>\r\n--b--\r\n");
  REQUIRE(reading.articles.size() == 1);
  CHECK(reading.articles[0].title == "Café opens");
  CHECK(reading.articles[0].authors == std::vector<std::string>{"Ana Lí"});
  CHECK(reading.articles[0].body == "The café opened.");
  CHECK(reading.articles[0].id == "1@example.com");
  REQUIRE(reading.articles[0].date);
  CHECK(reading.articles[0].date->value == "2025-01-27T09:12:00+01:00");
}

TEST_CASE("a mailbox is read message by message; a sentence that begins with From is none") {
  const auto message = [](const std::string& subject, const std::string& body) {
    return "From ana@example.com Mon Jan 27 09:12:00 2025\nFrom: Ana Li <ana@example.com>\nDate: Mon, 27 Jan 2025 "
           "09:12:00 +0100\nSubject: " +
           subject + "\n\n" + body + "\n\n";
  };
  const auto box = message("Quay", "One.\n\nFrom the quay: a view.\n>From here on.") + message("Pier", "Two.") +
                   message("Long", std::string(limit::page_bytes, 'x')) + message("Mole", "Four.");
  const auto reading = read_text(read_mail, box);
  REQUIRE(reading.articles.size() == 3);
  CHECK(reading.articles[0].file == "here#1");
  CHECK(reading.articles[0].body == "One.\n\nFrom the quay: a view.\nFrom here on.");
  CHECK(reading.articles[1].title == "Pier");
  CHECK(reading.articles[2].file == "here#4");
  CHECK(reading.reasons() == std::vector<std::string>{"here#3: larger than 32 MiB, the limit for one page"});
  const auto cut = read_text(read_mail, gzip(message("Quay", "One.")) + gzip(message("Pier", "Two.")).substr(0, 60));
  CHECK(cut.articles.size() == 1);
  CHECK(cut.reasons() == std::vector<std::string>{"here#2: the gzip data ends in the middle (the file is cut off)"});
}

TEST_CASE("the parts of a mail end where their own boundary stands alone on a line") {
  const auto reading = read_text(
      read_mail,
      "From: Ana Li <ana@example.com>\nDate: Mon, 27 Jan 2025 09:12:00 +0100\nSubject: =?utf-8?Q?Caf=C3?= "
      "=?UTF-8?Q?=A9_du?=\n =?utf-8*fr?B?IHBvcnQ=?= now\nMIME-Version: 1.0\nContent-Type: multipart/mixed; "
      "boundary*0*=us-ascii'en'ou%74; boundary*1=er\n\n--outer  \nContent-Type: multipart/mixed; boundary=outer1\n\n"
      "--outer1\nContent-Type: text/plain; charset*=iso-8859-1''iso-8859-1\nContent-Transfer-Encoding: "
      "quoted-printable\n\nThe caf=E9 ope=  \nned.\n--outer is a word.\n--outer1--\n--outer\nContent-Type: "
      "text/plain\n\nlater\n--outer--\n");
  REQUIRE(reading.articles.size() == 1);
  CHECK(reading.articles[0].title == "Café du port now");
  CHECK(reading.articles[0].body == "The café opened.\n--outer is a word.");
}

TEST_CASE("a page saved as MHTML is read as the page it is") {
  const auto reading =
      read_text(read_mail,
                "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://s.example/quay\r\nSubject: "
                "Quay\r\nMIME-Version: 1.0\r\n"
                "Content-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: "
                "text/html\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://s.example/quay\r\n\r\n"
                "PGh0bWw+PGJvZHk+"
                "PGgxPlF1YXk8L2gxPjxwPlRoZSBoYXJib3VyIGJvYXJkIHZvdGVkIG9uIFR1ZXNkYXkgdG8gcmVwYWlyIHRoZSBxdWF5LjwvcD48L2"
                "JvZHk+PC9odG1sPg==\r\n--b--\r\n");
  REQUIRE(reading.articles.size() == 1);
  CHECK(reading.articles[0].url == "https://s.example/quay");
  CHECK(reading.articles[0].body == "The harbour board voted on Tuesday to repair the quay.");
}

TEST_CASE("Markdown gives the fields of its front matter and its text without signs") {
  const auto reading = read_text(read_markdown,
                                 "---\ntitle: \"Quay: repaired\"  # now\ndate: 2025-01-27\ntags: [harbour, \"old "
                                 "pier\"]\nauthors:\n  - Ana Li\n  - name: Bo Chen\n---\n"
                                 "## Work\n\nThe **quay** is [repaired](https://s.example).\n\n* one\n* two\n");
  REQUIRE(reading.articles.size() == 1);
  CHECK(reading.articles[0].title == "Quay: repaired");
  CHECK(reading.articles[0].tags == std::vector<std::string>{"harbour", "old pier"});
  CHECK(reading.articles[0].authors == std::vector<std::string>{"Ana Li", "Bo Chen"});
  CHECK(reading.articles[0].body == "Work\nThe quay is repaired.\none\ntwo");
  const auto nested =
      read_text(read_markdown,
                "---\nauthor: {name: Ana Li, url: 'https://a.example'}\ndescription: >-\n  Two\n  "
                "lines\ntags:\n- name: pier\n  weight: 3\n- mole\nmenu:\n  title: not this\n  main: {name: "
                "nor this}\nslug: quay\ntitle: &t \"The \\\"quay\\\"\"\nsubject: *t\n---\nText ![a "
                "picture](a.png) &amp; more.\n");
  REQUIRE(nested.articles.size() == 1);
  CHECK(nested.articles[0].authors == std::vector<std::string>{"Ana Li"});
  CHECK(nested.articles[0].description == "Two lines");
  CHECK(nested.articles[0].tags == std::vector<std::string>{"pier", "mole"});
  CHECK(nested.articles[0].title == "The \"quay\"");
  CHECK(nested.articles[0].body == "Text & more.");
  const auto tables =
      read_text(read_markdown,
                "+++\ntitle = \"\"\"The\nquay\"\"\"\ndate = 2025-01-27T09:12:00+01:00\ntags = [\n 'pier', "
                "\"mole\"\n]\nauthor = {name = 'Ana Li'}\n[params]\ntitle = 'not this'\n+++\nText.\n");
  REQUIRE(tables.articles.size() == 1);
  CHECK(tables.articles[0].title == "The quay");
  CHECK(tables.articles[0].date->value == "2025-01-27T09:12:00+01:00");
  CHECK(tables.articles[0].tags == std::vector<std::string>{"pier", "mole"});
  CHECK(tables.articles[0].authors == std::vector<std::string>{"Ana Li"});
  for (const auto& [bad, reason] : {
           std::pair<std::string, std::string>{
               "---\ntitle: Quay: repaired\n---\nText.\n",
               "here: its front matter is no YAML: line 2: mapping values are not allowed"},
           {"+++\ntitle = Quay\n+++\nText.\n", "here: its front matter is no TOML: "},
           {"+++\na = " + std::string(30000, '[') + "\n+++\nText.\n",
            "here: its front matter is no TOML: more than 500"},
           {"---\na: " + std::string(30000, '[') + "\n---\nText.\n", "here: its front matter is no YAML: "},
       }) {
    CHECK(has_front_matter(bad));
    const auto rejected = read_text(read_markdown, bad).reasons();
    REQUIRE(rejected.size() == 1);
    CHECK(rejected[0].starts_with(reason));
  }
  CHECK(read_text(read_markdown, "# Quay\n\nNo *front matter*.\n").articles.size() == 1);  // as --format says
  CHECK(read_text(read_markdown, "---\n---\nText.\n").articles.size() == 1);
  CHECK_FALSE(has_front_matter("---\nA text between two lines.\n---\n"));
  const auto toml = read_text(read_markdown, "+++\ntitle = 'Quay'\ndraft = true\n+++\nText.\n");
  CHECK(toml.articles.empty());
  REQUIRE(toml.rejected.size() == 1);
  CHECK(toml.rejected[0].kind == Outcome::Kind::not_searchable);
}

TEST_CASE("a table gives an article a row: quotes, line breaks in values, ragged rows by line") {
  CHECK(is_table_header("Title;Text;Date\n"));
  CHECK_FALSE(is_table_header("just, a, sentence\n"));
  const auto reading = read_text(
      read_table,
      "\xEF\xBB\xBFTitle,Text,Author\n\"The \"\"quay\"\"\",\"One\nTwo, three\",Ana Li\nshort,row\nPier,Text,\n");
  REQUIRE(reading.articles.size() == 2);
  CHECK(reading.articles[0].title == "The \"quay\"");
  CHECK(reading.articles[0].body == "One\nTwo, three");
  CHECK(reading.articles[0].file == "here#2");
  CHECK(reading.articles[1].file == "here#5");
  CHECK(reading.reasons() == std::vector<std::string>{"here#4: has 2 values where the header names 3"});
}

TEST_CASE("a quote too much costs the line that it stands in, and not the rows that follow") {
  struct Row {
    std::string table;
    std::string reason;
  };
  for (const auto& row : {
           Row{"title,body\nA,a\n\"B,b\nC,c\nD,d\n",
               "here#3: the quote opened in line 3 is never closed; only this line is left out"},
           Row{"title,body\nA,a\n\"B,b\nC,c\nD,\"d\"\n",
               "here#3: has 1 value where the header names 2; only this line is left out"},
       }) {
    const auto reading = read_text(read_table, row.table);
    CAPTURE(row.table);
    CHECK(reading.reasons() == std::vector<std::string>{row.reason});
    CHECK(reading.articles.size() == 3);
  }
  // Where much of a long table would be read again for each of its lines, it ends all the same.
  std::string lines = "title,body\n";
  while (lines.size() < (std::size_t{4} << 20)) lines += "z\"x,\"y\n";
  CHECK(read_text(read_table, lines).rejected.size() > 1);
}

TEST_CASE("a table may be in UTF-16 or an old charset") {
  CHECK(is_table_header(utf16("Title\tText\n")));
  const auto wide = read_text(read_table, utf16("Title\tText\nThe qu\u00E9y\tOne\n"));
  REQUIRE(wide.articles.size() == 1);
  CHECK(wide.articles[0].title == "The qu\u00E9y");
  const std::string old =
      "title,body\nCaf\xE9,Le caf\xE9 du port \x93ouvre\x94 d\xE8s l'\xE9t\xE9 a d\xE9"
      "clar\xE9 la mairie\n";
  const auto told = read_text(read_table, old);
  REQUIRE(told.articles.size() == 1);
  CHECK(told.articles[0].body ==
        "Le caf\u00E9 du port \u201Couvre\u201D d\u00E8s l'\u00E9t\u00E9 a d\u00E9"
        "clar\u00E9 la mairie");
  CHECK(told.articles[0].warnings.empty());
  // The first MiB says nothing.
  std::string late = "title,body\n";
  while (late.size() < (std::size_t{1} << 20) + 100) late += "A,a\n";
  const auto last = read_text(read_table, late + old.substr(old.find('\n') + 1));
  CHECK(last.articles.back().title == "Caf\u00E9");
}
