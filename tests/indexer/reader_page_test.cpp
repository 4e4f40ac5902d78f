#include "indexer/reader_page.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "reading.hpp"

using namespace broadsheet;

namespace {

using List = std::vector<std::string>;

Article page(std::string_view text) {
  auto reading = read_text(read_page, text);
  CAPTURE(text);
  REQUIRE(reading.articles.size() == 1);
  CHECK(reading.rejected.empty());
  return reading.articles[0];
}

std::string reason(std::string_view text) {
  const auto reading = read_text(read_page, text);
  CHECK(reading.articles.empty());
  REQUIRE(reading.rejected.size() == 1);
  return reading.rejected[0].reason;
}

constexpr const char* first =
    "The treaty that has governed fishing between the outer islands was renewed on Monday for another ten years, the "
    "council said.";
constexpr const char* second =
    "Both sides gave up something. The northern boats will stay out of the shallows in spring, and the southern ones "
    "will land half of "
    "their catch at Port Ellery, where the new cold store stands ready.";
constexpr const char* third =
    "The treaty has to be ratified by both assemblies. Few expect it to fail, since no one else has a better plan for "
    "the fish.";

std::string join(const List& blocks) {
  std::string text;
  for (const auto& block : blocks) text += (text.empty() ? "" : "\n\n") + block;
  return text;
}
const std::string body = join({first, second, third});

}  // namespace

TEST_CASE("a headline and paragraphs are an article") {
  const auto article = page("Fishing treaty is renewed\n\n" + body + "\n");
  CHECK(article.title == "Fishing treaty is renewed");
  CHECK(article.body == body);
  CHECK(article.file == "here");
  CHECK(article.authors.empty());
  CHECK(article.tags.empty());
  CHECK(!article.date);
  CHECK(article.warnings.empty());
}

TEST_CASE("a headline may be a word or two, a question, or an exclamation") {
  for (const auto* title : {"Coming soon", "Fish!", "Who owns the fish of the outer islands?", "“Ten more years”",
                            "Treaty renewed with the U.S."}) {
    const auto article = page(std::string(title) + "\n\n" + body);
    CHECK(article.title == title);
    CHECK(article.body == body);
  }
}

TEST_CASE("a text without headline is called by its first words") {
  const auto article = page(body);
  CHECK(article.title ==
        "The treaty that has governed fishing between the outer islands was renewed on Monday for another ten years, "
        "the council");
  CHECK(article.body == body);
}

TEST_CASE("navigation, notices, teasers and footer are left out") {
  const auto article = page(
      join({"Skip to content", "We use cookies to count our readers. Accept all or choose what you like.",
            "Home\nNews\nSport", "Sign in", "Hello, what would you like to read today?", "Region",
            "Fishing treaty is renewed for ten years", first, "Advertisement", second,
            "Read more: What the herring said", third, "You May Also Like", "Region",
            "Herring comes early this year and in large numbers, the fishermen of the northern isles say.", "Region",
            "A new light for the old tower at the harbour mouth is to be lit on Sunday by the mayor himself.",
            "© 2025 The Harbour Gazette · Part of Tarn Media · All rights reserved. Some pictures are drawn."}));
  CHECK(article.title == "Fishing treaty is renewed for ten years");
  CHECK(article.body == body);
  CHECK(article.tags == List{"Region"});
  CHECK(article.source == "The Harbour Gazette");
  CHECK(!article.date);
}

TEST_CASE("teasers without a line before them are known by their labels") {
  const auto article = page(
      join({"Region", "Fishing treaty is renewed for ten years", first, second, third, "Region",
            "Herring comes early this year and in large numbers, the fishermen of the northern isles say.", "Culture",
            "A new light for the old tower at the harbour mouth is to be lit on Sunday by the mayor himself."}));
  CHECK(article.body == body);
}

TEST_CASE("a subheading with its paragraphs stays in the body") {
  const auto article =
      page(join({"Fishing treaty is renewed", first, "What was given up", second, "What comes next", third}));
  CHECK(article.body == join({first, "What was given up", second, "What comes next", third}));
}

TEST_CASE("the paragraphs end where pages begin to speak of other things") {
  for (const auto* marker :
       {"See also", "Related", "Related Articles", "RELATED STORIES:", "You may also like", "Read more",
        "More from Region", "Comments", "Leave a Reply", "Newsletter", "Recommended for you", "Most read",
        "Tags: Fish, Treaties", "Filed under: Fish", "About the author", "© 2025 Somebody", "Copyright © 2025 Somebody",
        "Lesen Sie auch", "相关阅读"}) {
    CAPTURE(marker);
    CHECK(page(join({"Fishing treaty is renewed", first, second, third, marker, first})).body == body);
  }
}

TEST_CASE("what stands between the paragraphs without belonging to them is left out") {
  for (const auto* marker : {"Advertisement", "ADVERTISEMENT", "Share this article", "Read more: Herring prices fall",
                             "Related: Herring prices fall", "Story continues below", "Sign up for our newsletter"}) {
    CAPTURE(marker);
    CHECK(page(join({"Fishing treaty is renewed", first, marker, second, third})).body == body);
  }
}

TEST_CASE("a sentence that begins like such a line stays") {
  for (const auto* sentence :
       {"Related to this, the herring has come early this year.",
        "Comments were not to be had from the northern isles on Monday.",
        "More from the sea than from the land, the islanders say, has always come to them in hard years."}) {
    CHECK(page(join({"Fishing treaty is renewed", first, sentence, second})).body == join({first, sentence, second}));
  }
}

TEST_CASE("by-lines give the authors") {
  struct Row {
    const char* line;
    List authors;
  };
  for (const auto& row : {
           Row{"By Ana Li", {"Ana Li"}},
           Row{"by Ana Li and Bo Chen", {"Ana Li", "Bo Chen"}},
           Row{"By ANA LI, BO CHEN and Cy van der Berg", {"ANA LI", "BO CHEN", "Cy van der Berg"}},
           Row{"By Ana Li, Science Editor", {"Ana Li"}},
           Row{"By Ana Li | January 27, 2025", {"Ana Li"}},
           Row{"Written by Ana Li", {"Ana Li"}},
           Row{"Von Ana Li", {"Ana Li"}},
           Row{"By Ana Li · 5 min read", {"Ana Li"}},
           Row{"Written by\nAna Li", {"Ana Li"}},
       }) {
    CAPTURE(row.line);
    const auto article = page(join({"Fishing treaty is renewed", row.line, first, second}));
    CHECK(article.title == "Fishing treaty is renewed");
    CHECK(article.authors == row.authors);
    CHECK(article.body == join({first, second}));
  }
}

TEST_CASE("a box below the article gives its author") {
  for (const auto* box : {"Staff\nWritten By", "Written by\nStaff", "Written by Staff", "Written by\n\nStaff"}) {
    CAPTURE(box);
    const auto article = page(join({"Fishing treaty is renewed", first, second, third, box,
                                    "The staff of the Gazette has brought you the news of the islands every day since "
                                    "the year of the great storm."}));
    CHECK(article.authors == List{"Staff"});
    CHECK(article.body == body);
  }
}

TEST_CASE("a headline that begins with By is a headline") {
  CHECK(page(join({"By boat to the outer islands in ten hours", first, second})).title ==
        "By boat to the outer islands in ten hours");
}

TEST_CASE("a line that is wholly a date beside the headline is the date") {
  struct Row {
    const char* line;
    const char* value;
  };
  for (const auto& row : {
           Row{"January 27, 2025", "2025-01-27"},
           Row{"Published January 27, 2025", "2025-01-27"},
           Row{"Published on: 27 January 2025", "2025-01-27"},
           Row{"Jan 27, 2025", "2025-01-27"},
           Row{"27 January 2025 09:12", "2025-01-27T09:12"},
           Row{"Monday, January 27, 2025", "2025-01-27"},
           Row{"Jan. 27, 2025, 9:12 a.m. ET", "2025-01-27T09:12"},
           Row{"By Ana Li, January 27, 2025", "2025-01-27"},
           Row{"27.01.2025 | 4 min read", "2025-01-27"},
           Row{"Published January 2025", "2025-01"},
       }) {
    CAPTURE(row.line);
    const auto article = page(join({"Fishing treaty is renewed", row.line, first, second}));
    REQUIRE(article.date);
    CHECK(article.date->value == row.value);
    CHECK(article.date->origin == "text");
    CHECK(article.body == join({first, second}));
  }
  const auto article = page(join({"Region", "January 27, 2025", "Fishing treaty is renewed", first, second}));
  REQUIRE(article.date);
  CHECK(article.date->value == "2025-01-27");
  const auto both =
      page(join({"Fishing treaty is renewed", "Published 27 January 2025 | Updated 28 January 2025", first, second}));
  REQUIRE(both.date);
  REQUIRE(both.updated);
  CHECK(both.date->value == "2025-01-27");
  CHECK(both.updated->value == "2025-01-28");
}

TEST_CASE("no date is made of a year, of the running text, or of the footer") {
  for (const auto& text : {join({"Fishing treaty is renewed", "2025", first, second}),
                           join({"Fishing treaty of 2025", first, second, "© 2025 The Gazette"}),
                           join({"Fishing treaty is renewed", first,
                                 "On 27 January 2025 the treaty was signed by both sides in the town hall.", second}),
                           join({"Fishing treaty is renewed", first, second, third, "27 January 2025", third}),
                           join({"Fishing treaty is renewed", "03/04/2025", first, second})}) {
    const auto article = page(text);
    CHECK(!article.date);
    CHECK(!article.updated);
  }
}

TEST_CASE("a standfirst is the description and the first paragraph") {
  const std::string standfirst = "The islands will share their herring for another decade.";
  const auto article = page(join({"Fishing treaty is renewed", standfirst, "By Ana Li", second, third}));
  CHECK(article.description == standfirst);
  CHECK(article.body == join({standfirst, second, third}));
  CHECK(article.authors == List{"Ana Li"});
  const auto without = page(join({"Fishing treaty is renewed", second, third}));
  CHECK(without.description.empty());
}

TEST_CASE("of two lines that could be the headline the upper is it") {
  const auto article = page(join({"The Gazette", "Fishing treaty is renewed for another ten years",
                                  "Both sides give up something, and the herring has not been asked", first, second}));
  CHECK(article.title == "Fishing treaty is renewed for another ten years");
  CHECK(article.body.starts_with("Both sides give up something"));
}

TEST_CASE("a label right above the headline is a tag, the last of a row of labels is not") {
  CHECK(page(join({"The Harbour Gazette", "World", "Fishing treaty is renewed", first, second})).tags == List{"World"});
  CHECK(page(join({"Politics", "Sport", "World", "Fishing treaty is renewed", first, second})).tags.empty());
  CHECK(page(join({"The Harbour Gazette", "Fishing treaty is renewed", first, second})).tags.empty());
}

TEST_CASE("a trail of categories gives the last") {
  CHECK(page(join({"Home > World > Islands", "Fishing treaty is renewed for ten years", first, second})).tags ==
        List{"Islands"});
}

TEST_CASE("a line of tags gives them") {
  CHECK(page(join({"Fishing treaty is renewed", first, second, "Tags: Fish, Outer Islands ,Treaties"})).tags ==
        List{"Fish", "Outer Islands", "Treaties"});
}

TEST_CASE("the name of the publication is taken from its own copyright line only") {
  struct Row {
    const char* line;
    const char* source;
  };
  for (const auto& row : {
           Row{"© 2025 The Harbour Gazette. All rights reserved.", "The Harbour Gazette"},
           Row{"Copyright © 2003–2025 Harbour Gazette Ltd. All rights reserved.", "Harbour Gazette"},
           Row{"(c) 2025, Harbour Gazette | Imprint", "Harbour Gazette"},
           Row{"Copyright 2025 Harbour Gazette. All rights reserved.", "Harbour Gazette"},
           Row{"© Reuters", ""},
           Row{"© 2025", ""},
           Row{"© 2025 All rights reserved", ""},
       }) {
    CAPTURE(row.line);
    CHECK(page(join({"Fishing treaty is renewed", first, second, row.line})).source == row.source);
  }
}

TEST_CASE("an address on a line of its own above the article is its URL") {
  CHECK(page(join({"URL: https://gazette.example/treaty", "Fishing treaty is renewed", first, second})).url ==
        "https://gazette.example/treaty");
}

TEST_CASE("marks of Markdown are taken off") {
  const auto article = page(
      "# Fishing *treaty*\n\nThe **outer** islands have [renewed](https://e.org/x) a treaty ![boat](b.png)that was "
      "**ten** years old and had few friends left in either town.\n");
  CHECK(article.title == "Fishing *treaty*");
  CHECK(article.body ==
        "The outer islands have renewed a treaty that was ten years old and had few friends left in either town.");
  CHECK(page("Fishing treaty\n==============\n\n" + body).title == "Fishing treaty");
}

TEST_CASE("paragraphs broken at a width are put together, lists are not") {
  const auto article = page(
      "Fishing treaty is renewed\n\nThe treaty that has governed fishing between the outer islands\nwas renewed on "
      "Monday for another ten years, as the council\n"
      "said.\n\nIt has these parts:\n- herring\n- mackerel\n\nThe treaty has to be ratified by both assemblies in the "
      "spring of the coming year.\n");
  CHECK(article.body ==
        "The treaty that has governed fishing between the outer islands was renewed on Monday for another ten years, "
        "as the council said.\n\n"
        "It has these parts:\n- herring\n- mackerel\n\nThe treaty has to be ratified by both assemblies in the spring "
        "of the coming year.");
}

TEST_CASE("languages without blanks are read as well") {
  const auto article = page(
      "市政府宣布新的地铁线路将于明年开通\n\n2025年1月27日\n\n市政府周一宣布，新的地铁线路将于明年春天开通，全长三十公"
      "里，共有十八个车站，预计每天运送乘客五十万人次。\n\n"
      "官员们表示，这条线路将大大缓解城市东部的交通压力，并将机场与市中心直接连接起来，为居民和游客提供方便。\n\n相关新"
      "闻\n");
  CHECK(article.title == "市政府宣布新的地铁线路将于明年开通");
  REQUIRE(article.date);
  CHECK(article.date->value == "2025-01-27");
  CHECK(article.body.ends_with("提供方便。"));
}

TEST_CASE("bytes that are not UTF-8 are mended if few, and refused if many") {
  const auto article = page("Fishing treaty is renewed\n\n" + body + " caf\xE9");
  CHECK(article.warnings == List{"text: 1 place not UTF-8 replaced by U+FFFD"});
  CHECK(reason("Titre \xE9\xE8\xE9 \xE0\n\n" + body).starts_with("not UTF-8 text; convert it first"));
  CHECK(reason(std::string("a\0b", 3)) == "not text: it has a zero byte");
}

TEST_CASE("a text without a paragraph is no article") {
  CHECK(reason("Home\n\nNews\n\nSport\n") == "no article found: it has no paragraph");
  CHECK(reason(" \n\n") == "an empty file");
  CHECK(!has_paragraph("Home\nNews\n"));
  CHECK(has_paragraph("x\n\n" + body));
}

TEST_CASE("the page that the first user gave is read as it stands") {
  const char* data = std::getenv("BROADSHEET_DATA");
  if (data == nullptr) {
    MESSAGE("BROADSHEET_DATA is not set: skipped");
    return;
  }
  const auto path = std::filesystem::path(data) / "seed" / "aipressa-chinese-ai-firms.txt";
  const auto reading = read_paths({path.string()});
  REQUIRE(reading.articles.size() == 1);
  const auto& article = reading.articles[0];
  CHECK(article.title == "Chinese AI Firms Defend Safety Practices Amid Global Criticism and Restrictions");
  CHECK(article.tags == List{"Top Stories"});
  CHECK(article.authors == List{"Staff"});
  CHECK(article.source == "AIPressa");
  CHECK(!article.date);
  CHECK(article.body.starts_with("Chinese AI firm DeepSeek faces global restrictions"));
  CHECK(article.body.ends_with("in this transformative field."));
  CHECK(article.description.starts_with("Chinese AI firm DeepSeek faces"));
  CHECK(article.body.find("**") == std::string::npos);
}
