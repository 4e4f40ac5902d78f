#include <doctest/doctest.h>

#include <algorithm>
#include <broadsheet/error.hpp>
#include <broadsheet/upkeep.hpp>
#include <cstring>
#include <set>
#include <string>
#include <vector>

#include "archive/small_archive.hpp"
#include "archive/snapshot.hpp"
#include "archive/tables_builder.hpp"
#include "temporary_folder.hpp"

namespace broadsheet {
namespace {

/// An article and its words as the analyzer made them.
struct Analyzed {
  Article article;
  std::vector<Token> title, body;
};

Analyzed analyzed(Article article, Analyzer& analyzer) {
  Analyzed out{std::move(article), {}, {}};
  analyze_article(out.article, analyzer, out.title, out.body);
  return out;
}

void add(TablesBatch& batch, const Analyzed& one, Analyzer& analyzer) {
  batch.add(one.article, one.title, one.body, analyzer);
}

std::string finished(TablesBuilder& builder) {
  std::string bytes;
  builder.finish([&](std::string_view more) { bytes += more; });
  return bytes;
}

std::string tables_of(const std::vector<Article>& articles) {
  Analyzer analyzer;
  TablesBuilder builder;
  TablesBatch batch;
  for (const auto& article : articles) add(batch, analyzed(article, analyzer), analyzer);
  builder.add(0, std::move(batch));
  return finished(builder);
}

/// Compares stored tokens with those of the analyzer: same word, same gap, but that "touching" is kept between runs
/// only.
void check_same_words(const Tables& tables, const std::vector<StoredToken>& stored, const std::vector<Token>& tokens,
                      Analyzer& analyzer) {
  REQUIRE(stored.size() == tokens.size());
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Word& word = analyzer.word(tokens[i].word);
    CAPTURE(i);
    CAPTURE(word.form);
    REQUIRE(tables.word_key(stored[i].word) == word.key());
    REQUIRE(tables.is_run(stored[i].word) == word.run);
    Gap gap = tokens[i].gap;
    if (gap == Gap::touching && !(word.run && analyzer.word(tokens[i - 1].word).run)) gap = Gap::other;
    REQUIRE(stored[i].gap == gap);
  }
}

void check_round_trip(const std::vector<Article>& articles) {
  Analyzer analyzer;
  TablesBuilder builder;
  TablesBatch batch;
  std::vector<Analyzed> all;
  for (const auto& article : articles) all.push_back(analyzed(article, analyzer));
  for (const auto& one : all) add(batch, one, analyzer);
  builder.add(0, std::move(batch));
  const Tables tables(finished(builder), "tables");
  REQUIRE(tables.complete());
  REQUIRE(tables.articles() == articles.size());
  StoredTokens stored;
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    CAPTURE(articles[i].body.substr(0, 200));
    tables.tokens(i, stored);
    check_same_words(tables, stored.title, all[i].title, analyzer);
    check_same_words(tables, stored.body, all[i].body, analyzer);
    CHECK(tables.body_words()[i] == all[i].body.size());
  }
}

Article article_of(std::string title, std::string body, std::string lang = "en") {
  Article article;
  article.id = "x";
  article.title = std::move(title);
  article.body = std::move(body);
  article.lang = std::move(lang);
  return article;
}

/// Where each section's entry stands in the directory of a tables file.
std::vector<std::pair<std::string, std::size_t>> directory(const std::string& bytes) {
  std::uint32_t count = 0;
  std::memcpy(&count, bytes.data() + 12, 4);
  std::vector<std::pair<std::string, std::size_t>> out;
  for (std::uint32_t i = 0; i < count; ++i)
    out.emplace_back(std::string(bytes.c_str() + 64 + i * 48), 64 + std::size_t{i} * 48);
  return out;
}

std::string without_section(std::string bytes, const std::string& name) {
  for (const auto& [section, at] : directory(bytes))
    if (section == name) bytes[at] = '?';
  return bytes;
}

}  // namespace

TEST_CASE("words come back from tables as the analyzer made them, with the gaps between them") {
  struct Row {
    const char* title;
    const char* body;
    const char* lang;
  };
  std::vector<Article> all;
  for (const Row& row : {
           Row{"", "", ""},
           Row{"only a title", "", "en"},
           Row{"", "only a body", "en"},
           Row{"well-known", "well-known AT&T R&D", "en"},
           Row{"a", "a-b a‐b a‑b a–b a - b a&b a & b a--b a&&b", "en"},
           Row{"state-of-the-art", "-a- &b& a-b-c-d a&b&c a-b&c", "en"},
           Row{"東京タワー", "東京タワー 東京 大阪 東京、大阪 東京-大阪 東京&大阪", "ja"},
           Row{"AI技術", "新しいAI技術を使う KBS가 보도 3月 3-月", "ja"},
           Row{"ภาษาไทย", "ภาษาไทยง่าย ก กำ", "th"},
           Row{"北京", "北京大学学习。我在 北京", "zh"},
           Row{"U.S.", "U.S. Ph.D. restrictions.The Amazon.com 1,000 3.5% $100 C++ #metoo @nyt", "en"},
           Row{"東", "京", "ja"},  // a run ends the title and another begins the body: they do not touch
           Row{"a", "-b", "en"},
           Row{"l'Élysée", "Kenya’s boys' O'Brien", "fr"},
       })
    all.push_back(article_of(row.title, row.body, row.lang));
  check_round_trip(all);
  for (const auto& article : all) check_round_trip({article});
}

TEST_CASE("words beyond the 65,520 that have a short code come back too") {
  constexpr std::size_t words = 70'000;
  static_assert(words > code::first_sign);
  std::string many;
  for (std::size_t i = 0; i < words; ++i) many += "w" + std::to_string(i) + (i % 3 == 0 ? "-" : " ");
  // The second article repeats the last ones, so that they are the frequent ones, and then has rare ones.
  std::string few;
  for (std::size_t i = 0; i < 50; ++i) few += "w" + std::to_string(words - 1 - i % 10) + " ";
  few += many.substr(0, 2000);
  check_round_trip({article_of("w1 w2", many), article_of("w69999", few), article_of("", ""), article_of("w3", many)});
}

TEST_CASE("exactly at the first code of a sign") {
  for (const std::size_t words : {code::first_sign - 1U, code::first_sign + 0U, code::first_sign + 1U}) {
    std::string many;
    for (std::size_t i = 0; i < words; ++i) many += "w" + std::to_string(i) + " ";
    CAPTURE(words);
    check_round_trip({article_of("", many)});
  }
}

TEST_CASE("columns hold each article's values, sorted by spelling, and a value in two spellings once") {
  std::vector<Article> all = {article_of("t", "b"), article_of("", ""), article_of("t", "b"), article_of("t", "b")};
  all[0].tags = {"AI", "ai", "climate change", "Climate-Change", "climate_change"};
  all[0].authors = {"Zoë", "Ana Li"};
  all[0].source = "Herald";
  all[1].lang = "";
  all[2].tags = {"climate change", "AI"};
  all[2].section = "World";
  all[3].tags = {"---", "Ｘ"};  // the first has no key
  const Tables tables(tables_of(all), "tables");
  const auto values = [&](Column column, std::uint32_t article) {
    std::vector<std::string> out;
    for (const auto number : tables.values(column, article)) out.emplace_back(tables.value(column, number));
    return out;
  };
  using Values = std::vector<std::string>;
  CHECK(values(Column::tag, 0) == Values{"AI", "climate change"});
  CHECK(values(Column::tag, 1).empty());
  CHECK(values(Column::tag, 2) == Values{"climate change", "AI"});
  CHECK(values(Column::tag, 3) == Values{"Ｘ"});
  CHECK(values(Column::author, 0) == Values{"Zoë", "Ana Li"});
  CHECK(values(Column::source, 0) == Values{"Herald"});
  CHECK(values(Column::section, 2) == Values{"World"});
  CHECK(values(Column::lang, 0) == Values{"en"});
  CHECK(values(Column::lang, 1).empty());
  for (std::size_t c = 0; c < column_count; ++c) {
    const auto column = static_cast<Column>(c);
    for (std::uint32_t i = 1; i < tables.value_count(column); ++i)
      CHECK(tables.value(column, i - 1) < tables.value(column, i));
    CHECK(column_of(column_name(column)) == column);
  }
  const auto has = [&](std::uint32_t article, const char* field) {
    return (tables.has()[article] & static_cast<std::uint16_t>(*has_of(field))) != 0;
  };
  CHECK(has(0, "tag"));
  CHECK(has(0, "source"));
  CHECK_FALSE(has(0, "section"));
  CHECK_FALSE(has(1, "title"));
  CHECK_FALSE(has(1, "lang"));
  CHECK_FALSE(has(1, "date"));
  CHECK_FALSE(has_of("words"));
  CHECK_THROWS_AS(tables.value(Column::tag, 99), Error);
}

TEST_CASE("ids are found among equal ones and in the order of their bytes") {
  std::vector<Article> all;
  for (const char* id : {"b", "a", "b", "", "ä", "aa", "B", "b", "a\x01"}) {
    all.push_back(article_of("t", "b"));
    all.back().id = id;
  }
  const Tables tables(tables_of(all), "tables");
  const auto with = [&](std::string_view id) {
    const auto found = tables.with_id(id);
    return std::vector<std::uint32_t>(found.begin(), found.end());
  };
  CHECK(with("b") == std::vector<std::uint32_t>{0, 2, 7});
  CHECK(with("") == std::vector<std::uint32_t>{3});
  CHECK(with("aa") == std::vector<std::uint32_t>{5});
  CHECK(with("c").empty());
  std::vector<std::uint32_t> by_rank(all.size());
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    CHECK(tables.id(i) == all[i].id);
    by_rank[tables.id_rank(i)] = i;
  }
  CHECK(std::ranges::is_sorted(by_rank, [&](std::uint32_t a, std::uint32_t b) {
    return all[a].id != all[b].id ? all[a].id < all[b].id : a < b;
  }));
}

TEST_CASE("tables without an article are whole") {
  const Tables tables(tables_of({}), "tables");
  CHECK(tables.complete());
  CHECK(tables.articles() == 0);
  CHECK(tables.with_id("x").empty());
  CHECK(tables.in_date_order());
}

TEST_CASE("equal articles in equal order give equal bytes, however they are batched and merged") {
  const auto all = small_articles(0, 400);
  const std::string whole = tables_of(all);
  const auto batched = [&](std::size_t size, bool backwards, bool one_analyzer) {
    TablesBuilder builder;
    Analyzer analyzer;
    std::vector<std::pair<std::size_t, std::size_t>> places;
    for (std::size_t from = 0; from < all.size(); from += size) places.emplace_back(places.size(), from);
    if (backwards) std::ranges::reverse(places);
    for (const auto& [place, from] : places) {
      Analyzer fresh;
      Analyzer& with = one_analyzer ? analyzer : fresh;
      TablesBatch batch;
      for (std::size_t i = from; i < std::min(from + size, all.size()); ++i) add(batch, analyzed(all[i], with), with);
      builder.add(place, std::move(batch));
    }
    return finished(builder);
  };
  CHECK(batched(1, false, true) == whole);
  CHECK(batched(7, false, false) == whole);
  CHECK(batched(7, true, true) == whole);
  CHECK(batched(399, true, false) == whole);
  SUBCASE("an empty batch between changes nothing") {
    TablesBuilder builder;
    Analyzer analyzer;
    TablesBatch batch;
    for (const auto& article : all) add(batch, analyzed(article, analyzer), analyzer);
    builder.add(2, TablesBatch());
    builder.add(1, std::move(batch));
    builder.add(0, TablesBatch());
    CHECK(finished(builder) == whole);
  }
  SUBCASE("merged from other tables") {
    for (const std::size_t cut : {0U, 1U, 137U, 400U}) {
      const auto at = all.begin() + static_cast<std::ptrdiff_t>(cut);
      const Tables first(tables_of({all.begin(), at}), "first"), second(tables_of({at, all.end()}), "second");
      TablesBuilder builder;
      Analyzer analyzer;
      std::size_t place = 0;
      for (const auto* tables : {&first, &second}) {
        TablesBatch batch;
        for (std::uint32_t i = 0; i < tables->articles(); ++i) batch.add(*tables, i, analyzer);
        builder.add(place++, std::move(batch));
      }
      CAPTURE(cut);
      CHECK(finished(builder) == whole);
    }
  }
  SUBCASE("merged and analysed in one batch") {
    const Tables first(tables_of({all.begin(), all.begin() + 200}), "first");
    TablesBuilder builder;
    Analyzer analyzer;
    TablesBatch batch;
    for (std::uint32_t i = 0; i < 200; ++i) batch.add(first, i, analyzer);
    for (std::size_t i = 200; i < all.size(); ++i) add(batch, analyzed(all[i], analyzer), analyzer);
    builder.add(0, std::move(batch));
    CHECK(finished(builder) == whole);
  }
}

TEST_CASE("tables made again from the database are the file") {
  const TemporaryFolder folder;
  const auto lines = write_lines(folder / "a.jsonl", small_articles(0, 1300));
  IndexOptions options;
  options.commit_articles = 600;
  index_sources(folder / "archive", {lines}, options);
  const Snapshot snapshot(folder / "archive");
  CHECK(snapshot.parts().size() == 3);
  for (const auto& part : snapshot.parts()) CHECK(make_tables(part.database()) == read_text(part.folder() / "tables"));
}

TEST_CASE("tables that lack any one section say that they are not complete") {
  const std::string whole = tables_of(small_articles(0, 20));
  REQUIRE(directory(whole).size() >= 39);
  for (const auto& section : directory(whole)) {
    const std::string name(section.first);
    CAPTURE(name);
    CHECK_FALSE(Tables(without_section(whole, name), "tables").complete());
  }
  CHECK(Tables(whole, "tables").complete());
}

TEST_CASE("a part whose tables lack a section, or that has none, gives the same answers") {
  const TemporaryFolder folder;
  const auto archive = folder / "archive";
  index_sources(archive, {write_lines(folder / "a.jsonl", small_articles(0, 120))});
  index_sources(archive, {write_lines(folder / "b.jsonl", small_articles(110, 40, 1))});
  const std::string before = answers(archive);
  const auto part = archive / "part.000001";
  const std::string whole = read_text(part / "tables");
  SUBCASE("any one section") {
    const auto first_ids = [&] { return Archive(archive).ids("ban OR \"the river\" OR source:paper", {}); };
    const auto ids = first_ids();
    REQUIRE(ids.size() == 10);
    std::size_t number = 0;
    for (const auto& section : directory(whole)) {
      const std::string name(section.first);
      write_text(part / "tables", without_section(whole, name));
      reseal(part);
      CAPTURE(name);
      REQUIRE_FALSE(Tables(part / "tables").complete());
      CHECK(first_ids() == ids);
      if (number++ % 8 != 0) continue;  // all answers take long, and what is made again is always the whole
      const std::string after = answers(archive);
      CHECK_MESSAGE((after == before), first_difference(before, after));
    }
  }
  SUBCASE("no file at all") {
    std::filesystem::remove(part / "tables");
    reseal(part);
    const std::string after = answers(archive);
    CHECK_MESSAGE((after == before), first_difference(before, after));
  }
  SUBCASE("and is merged into whole tables again") {
    write_text(part / "tables", without_section(whole, "tokens"));
    reseal(part);
    compact_archive(archive);
    CHECK(check_archive(archive).empty());
    const std::string after = answers(archive);
    CHECK_MESSAGE((after == before), first_difference(before, after));
  }
}

TEST_CASE("a file that is no tables file is refused by name") {
  const std::string whole = tables_of(small_articles(0, 5));
  const auto refused = [](const std::string& bytes) {
    const auto message = error_of([&] { Tables(bytes, "part.000001/tables"); });
    return message && message->starts_with("'part.000001/tables' is damaged");
  };
  CHECK(refused(""));
  CHECK(refused("BSTABLES"));
  CHECK(refused(std::string(64, '\0')));
  CHECK(refused("X" + whole));
  std::string newer = whole;
  newer[8] = static_cast<char>(tables_format + 1);
  CHECK(refused(newer));
  std::string older = whole;
  older[8] = static_cast<char>(tables_format - 1);
  CHECK_FALSE(Tables(older, "part.000001/tables").complete());  // is made again
  std::string many = whole;
  many[15] = 1;
  CHECK(refused(many));
  for (std::size_t size = 0; size < whole.size(); size += size < 2200 ? 1 : 97) {
    CAPTURE(size);
    // What is cut off at the end may have been padding only.
    if (!refused(whole.substr(0, size))) CHECK(size + 64 > whole.size());
  }
}

TEST_CASE("damaged tables are refused or give something, and never read beyond their bytes") {
  const std::string whole = tables_of(small_articles(0, 12));
  Numbers random(7);
  std::size_t refused = 0;
  for (int round = 0; round < 4000; ++round) {
    std::string bytes = whole;
    for (auto edits = random.below(4) + 1; edits > 0; --edits) {
      // Half of them in the directory.
      const auto at = random.below(random.below(2) ? bytes.size() : 64 + directory(whole).size() * 48);
      bytes[at] = static_cast<char>(random.below(3) ? random.below(256) : 255);
    }
    CAPTURE(round);
    try {
      const Tables tables(bytes, "tables");
      if (!tables.complete()) continue;
      StoredTokens stored;
      for (std::uint32_t i = 0; i < tables.articles() && i < 100; ++i) {
        try {
          tables.tokens(i, stored);
          for (const auto& token : stored.body) tables.word_key(token.word);
          for (std::size_t c = 0; c < column_count; ++c)
            for (const auto number : tables.values(static_cast<Column>(c), i))
              tables.value(static_cast<Column>(c), number);
          tables.with_id(tables.id(i));
        } catch (const Error&) {
          ++refused;
        }
      }
      tables.in_date_order();
    } catch (const Error&) {
      ++refused;
    }
  }
  CHECK(refused > 100);
}

TEST_CASE("what an article says is one hash, wherever it came from") {
  Article one = small_article(1);
  Article other = one;
  other.file = "elsewhere.jsonl#7";
  other.warnings = {"something"};
  other.words = 99;
  CHECK(content_of(one) == content_of(other));
  for (auto change : {+[](Article& a) { a.title += "."; }, +[](Article& a) { a.body += "."; },
                      +[](Article& a) { a.tags.pop_back(); }, +[](Article& a) { a.lang = "fr"; },
                      +[](Article& a) { a.url.clear(); }, +[](Article& a) { std::swap(a.title, a.description); }}) {
    Article changed = one;
    change(changed);
    CHECK_FALSE(content_of(changed) == content_of(one));
  }
}

}  // namespace broadsheet
