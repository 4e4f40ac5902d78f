#include "indexer/clean.hpp"

#include <doctest/doctest.h>

#include <string>

#include "archive/limits.hpp"

using namespace broadsheet;

namespace {
std::string repeat(std::string_view text, std::size_t times) {
  std::string out;
  for (; times > 0; --times) out += text;
  return out;
}
Article cleaned(Article article) {
  clean_article(article);
  Article again = article;
  clean_article(again);
  CHECK(again == article);
  return article;
}
bool warns(const Article& article, std::string_view begin) {
  for (const auto& warning : article.warnings) {
    if (warning.starts_with(begin)) return true;
  }
  return false;
}
}  // namespace

TEST_CASE("bytes that are not UTF-8 become U+FFFD, as many as Unicode says") {
  struct Row {
    std::string_view text;
    std::string_view cleaned;
    std::size_t replaced;
  };
  for (const auto& row : {
           Row{"plain é 漢 𝄞", "plain é 漢 𝄞", 0},
           Row{"\xFF", "\uFFFD", 1},
           Row{"a\x80z", "a\uFFFDz", 1},
           Row{"\xC3", "\uFFFD", 1},
           Row{"\xC3(", "\uFFFD(", 1},
           Row{"\xE6\xBC", "\uFFFD", 1},
           Row{"\xF0\x9D\x84z", "\uFFFDz", 1},
           Row{"\xC0\xAF", "\uFFFD\uFFFD", 2},
           Row{"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD", 3},
           Row{"\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD", 4},
       }) {
    std::size_t replaced = 0;
    CHECK(clean_utf8(row.text, &replaced) == row.cleaned);
    CHECK(replaced == row.replaced);
  }
}

TEST_CASE("running text keeps its paragraphs and loses what nobody reads") {
  struct Row {
    std::string_view text;
    std::string_view cleaned;
  };
  for (const auto& row : {
           Row{"one\r\ntwo\rthree\n", "one\ntwo\nthree"},
           Row{"  one\n\n    two\n\n\n", "one\n\n    two"},
           Row{"a\tb", "a\tb"},
           Row{"\u3000\u3000北京", "北京"},
           Row{"page\fpage\vline\u2028line\u2029end\u0085x", "page\npage\nline\nline\nend\nx"},
           Row{std::string_view("a\0b\x01\x1B[31m\x7F\u0080\u009F", 14), "ab[31m"},
           Row{"\uFEFFbegin\uFEFFend", "beginend"},
           Row{"\n \t \u00A0\n", ""},
       }) {
    const auto text = clean_text(row.text);
    CHECK(text == row.cleaned);
    CHECK(clean_text(text) == text);
  }
}

TEST_CASE("a letter keeps thirty marks and no more") {
  const auto zalgo = "e" + repeat("\u0301", 100) + "a" + repeat("\u0302", 2);
  CHECK(clean_text(zalgo) == "e" + repeat("\u0301", limit::combining_marks) + "a" + repeat("\u0302", 2));
}

TEST_CASE("a line has single blanks") {
  CHECK(clean_line("  A\n\n headline \u00A0 of\ttwo\u3000lines ") == "A headline of two lines");
  CHECK(clean_line("") == "");
}

TEST_CASE("a language is named by its tag") {
  struct Row {
    std::string_view text;
    std::string_view tag;
    bool warns = false;
  };
  for (const auto& row : {
           Row{"en", "en"},
           Row{"EN", "en"},
           Row{"en_GB", "en-GB"},
           Row{"EN-gb", "en-GB"},
           Row{"en_GB.UTF-8", "en-GB"},
           Row{"zh-hant-tw", "zh-Hant-TW"},
           Row{"english", "en"},
           Row{"Deutsch", "de"},
           Row{"eng", "en"},
           Row{"liv", "liv"},
           Row{"sah", "sah"},
           Row{"es-419", "es-419"},
           Row{"", ""},
           Row{"und", ""},
           Row{"Klingon!", "", true},
           Row{"e", "", true},
           Row{"en-", "", true},
           Row{"two words", "", true},
           Row{"12", "", true},
       }) {
    CAPTURE(row.text);
    std::string why;
    CHECK(clean_lang(row.text, &why) == row.tag);
    CHECK(!why.empty() == row.warns);
  }
}

TEST_CASE("text beyond its limit is cut at a sentence, else at a word, and flagged") {
  Article article;
  article.id = "x";
  article.title = repeat("word ", 1000);
  article.body = repeat("One sentence stands here. ", limit::body_bytes / 26 + 10);
  article.description = repeat("漢", 3000);
  const auto clean = cleaned(article);
  CHECK(clean.title.size() <= limit::title_bytes);
  CHECK(clean.title.ends_with("word"));
  CHECK(clean.body.size() <= limit::body_bytes);
  CHECK(clean.body.ends_with("here."));
  CHECK(clean.description.size() <= limit::description_bytes);
  CHECK(clean.description.size() % 3 == 0);
  CHECK(warns(clean, "truncated: title had 4999 bytes"));
  CHECK(warns(clean, "truncated: body"));
  CHECK(warns(clean, "truncated: description"));
}

TEST_CASE("values beyond their limits are dropped with a warning, and doubles without one") {
  Article article;
  article.id = "x";
  article.url = "https://example.org/" + repeat("a", limit::url_bytes);
  article.source = repeat("s", limit::value_bytes + 1);
  article.tags = {"b", "a", " b ", "", repeat("t", 300)};
  for (int i = 0; i < 300; ++i) article.tags.push_back("tag " + std::to_string(i));
  article.authors = {"Ana\nLi", "Ana Li"};
  article.lang = "gibberish";
  const auto clean = cleaned(article);
  CHECK(clean.url.empty());
  CHECK(clean.source.empty());
  CHECK(clean.tags.size() == limit::tags);
  CHECK(clean.tags[0] == "b");
  CHECK(clean.tags[2] == "tag 0");
  CHECK(clean.authors == std::vector<std::string>{"Ana Li"});
  CHECK(warns(clean, "url dropped"));
  CHECK(warns(clean, "source dropped"));
  CHECK(warns(clean, "tag dropped"));
  CHECK(warns(clean, "46 of the tags dropped"));
  CHECK(warns(clean, "lang 'gibberish' dropped"));
}

TEST_CASE("an id is made from the URL, else from the place, else from the text") {
  Article article;
  article.file = "a.jsonl#1";
  article.title = "T";
  const auto by_place = cleaned(article);
  CHECK(by_place.id.size() == 33);
  CHECK(by_place.id[0] == 's');
  article.title = "Another";
  CHECK(cleaned(article).id == by_place.id);

  article.url = "https://example.org/1";
  const auto by_url = cleaned(article);
  CHECK(by_url.id[0] == 'u');
  article.file = "b.jsonl#2";
  CHECK(cleaned(article).id == by_url.id);

  article.url.clear();
  article.file = "-#1";
  const auto by_text = cleaned(article);
  CHECK(by_text.id[0] == 't');
  article.title = "Not the same";
  CHECK(cleaned(article).id != by_text.id);
}

TEST_CASE("an id that cannot be one is replaced by its hash") {
  for (const auto& id :
       {repeat("x", limit::value_bytes + 1), std::string("a\nb"), std::string("a\x01z"), std::string("\xFF")}) {
    Article article;
    article.id = id;
    article.title = "T";
    const auto clean = cleaned(article);
    CHECK(clean.id[0] == 'i');
    CHECK(clean.id.size() == 33);
    CHECK(warns(clean, "id "));
  }
  Article article;
  article.id = "  tag:example.org,2025:/a b  ";
  CHECK(cleaned(article).id == "tag:example.org,2025:/a b");
}

TEST_CASE("a quotation in a message is one short line") {
  CHECK(quote("a\nb") == "'a b'");
  CHECK(quote(repeat("é", 100), 5) == "'éé…'");
  CHECK(quote("\xFF") == "'\uFFFD'");
}
