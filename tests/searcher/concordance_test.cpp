#include <doctest/doctest.h>

#include <broadsheet/article_line.hpp>
#include <broadsheet/concordance.hpp>
#include <broadsheet/indexer.hpp>
#include <fstream>
#include <set>

#include "temporary_folder.hpp"

using namespace broadsheet;

namespace {

struct Sample {
  TemporaryFolder folder;

  Archive of_articles(const std::vector<Article>& articles) {
    std::ofstream lines(folder / "lines.jsonl");
    for (const auto& article : articles) lines << to_article_line(article) << '\n';
    lines.close();
    index_sources(folder / "archive", {(folder / "lines.jsonl").string()});
    return Archive(folder / "archive");
  }
  Archive of(const std::string& body, const std::string& lang = "en") {
    Article article;
    article.id = "a";
    article.body = body;
    article.lang = lang;
    return of_articles({article});
  }
};

std::vector<std::string> lines_of(const Archive& archive, const std::string& query,
                                  const ConcordanceOptions& options = {}) {
  Concordance concordance(archive, query, options);
  std::vector<std::string> lines;
  while (const auto line = concordance.next()) lines.push_back(line->left + '[' + line->match + ']' + line->right);
  return lines;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("each word, each phrase as a whole, and each place in writing without blanks is a line") {
  struct Row {
    const char *body, *lang, *query;
    Lines lines;
  };
  for (const Row& row :
       {Row{"A ban on chips; no other ban.",
            "en",
            "ban",
            {"A [ban] on chips; no other ban.", "A ban on chips; no other [ban]."}},
        Row{"A safety ban and a ban.", "en", "\"safety ban\"", {"A [safety ban] and a ban."}},
        Row{"One\n\n  two\tthree", "en", "two", {"One [two] three"}},
        Row{"我在北京大学学习。北京", "zh", "北京", {"我在[北京]大学学习。北京", "我在北京大学学习。[北京]"}},
        Row{"北京北京人", "zh", "北京", {"[北京]北京人", "北京[北京]人"}},
        Row{"the #MeToo movement", "en", "#metoo", {"the [#MeToo] movement"}}, Row{"other words", "en", "ban", {}}}) {
    CAPTURE(row.query);
    Sample sample;
    CHECK(lines_of(sample.of(row.body, row.lang), row.query) == row.lines);
  }
}

TEST_CASE("a window cuts no character as it is seen, and is as wide as asked where there is text") {
  struct Row {
    const char* body;
    std::size_t width;
    const char* line;
  };
  for (const Row& row : {Row{"abc ban def", 3, "bc [ban] de"}, Row{"abc ban def", 0, "[ban]"},
                         Row{"e\u0301e\u0301 ban e\u0301e\u0301", 2, "e\u0301 [ban] e\u0301"},
                         Row{"👩‍👩‍👧👩‍👩‍👧 ban 👩‍👩‍👧👩‍👩‍👧", 2,
                             "👩‍👩‍👧 [ban] 👩‍👩‍👧"},
                         Row{"🇫🇷🇩🇪 ban 🇫🇷🇩🇪", 2, "🇩🇪 [ban] 🇫🇷"}}) {
    Sample sample;
    ConcordanceOptions options;
    options.width = row.width;
    CHECK(lines_of(sample.of(row.body), "ban", options) == Lines{row.line});
  }
  // So many marks on one letter that the stretch first looked at ends inside it.
  std::string letter = "a";
  for (int i = 0; i < 30; ++i) letter += "\u0301";
  Sample sample;
  ConcordanceOptions options;
  options.width = 3;
  const std::string two = letter + letter;
  CHECK(lines_of(sample.of("x" + two + " ban " + two + "x"), "ban", options) == Lines{two + " [ban] " + two});
}

TEST_CASE("lines are ordered by the words around, the nearest first, whatever their capitals") {
  Sample sample;
  const Archive archive = sample.of("x b ban one. y a ban Two. Z B ban three. ban");
  ConcordanceOptions options;
  options.width = 6;
  options.sort = {ConcordanceOptions::Key::left};
  CHECK(lines_of(archive, "ban", options) ==
        Lines{". y a [ban] Two. ", "x b [ban] one. ", ". Z B [ban] three", "hree. [ban]"});
  options.sort = {ConcordanceOptions::Key::right};
  CHECK(lines_of(archive, "ban", options).front() == "hree. [ban]");
  options.sort = {ConcordanceOptions::Key::match, ConcordanceOptions::Key::left};
  CHECK(lines_of(archive, "ban", options)[1] == "x b [ban] one. ");
}

TEST_CASE("pages are parts of one list, and a sample is the same however the archive is cut") {
  std::vector<Article> articles(40);
  for (std::size_t i = 0; i < articles.size(); ++i) {
    articles[i].id = "a-" + std::to_string(i);
    articles[i].body = "ban " + std::to_string(i) + " and a ban of " + articles[i].id + " one ban";
    articles[i].lang = "en";
  }
  Sample whole;
  const Archive archive = whole.of_articles(articles);
  ConcordanceOptions options;
  options.limit = SearchOptions::no_limit;
  CHECK(Concordance(archive, "ban", options).lines().value == 120);
  const auto all = lines_of(archive, "ban", options);
  CHECK(all.size() == 120);
  Lines pages;
  for (options.limit = 50, options.offset = 0; options.offset < 120; options.offset += 50)
    for (auto& line : lines_of(archive, "ban", options)) pages.push_back(line);
  CHECK(pages == all);

  Sample halves;
  halves.of_articles({articles.begin(), articles.begin() + 15});
  const Archive cut = halves.of_articles({articles.begin() + 15, articles.end()});
  options = {};
  options.limit = SearchOptions::no_limit;
  options.sample = 10;
  options.sort = {ConcordanceOptions::Key::right};
  const auto drawn = lines_of(archive, "ban", options);
  CHECK(drawn.size() == 10);
  CHECK(std::set(drawn.begin(), drawn.end()).size() == 10);
  CHECK(lines_of(cut, "ban", options) == drawn);
  options.seed = 2;
  CHECK(lines_of(archive, "ban", options) != drawn);
}
