// What the tables keep packed against what it was made of: the database's posting lists, and the words of the articles.

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <numeric>
#include <set>

#include "archive/bigrams.hpp"
#include "archive/small_archive.hpp"
#include "archive/snapshot.hpp"
#include "searcher/postings.hpp"
#include "temporary_folder.hpp"

namespace broadsheet {
namespace {

struct Posted {
  std::uint32_t article;
  std::uint32_t impact;
  bool operator==(const Posted&) const = default;
};

std::vector<Posted> in_database(const Part& part, const std::string& term) {
  std::vector<Posted> out;
  for (auto it = part.database().postlist_begin(term); it != part.database().postlist_end(term); ++it)
    out.push_back({*it - 1, it.get_wdf()});
  return out;
}

/// The words of a part by number, and the forms that accept each.
struct Vocabulary {
  std::vector<Word> words;
  std::vector<std::vector<std::string>> accepted;
};

/// Whether one of the words that end where another begins is accepted as `first`, and the other as `second`, pairs with
/// a hyphen being one word too.
bool stand_together(const Vocabulary& words, const std::vector<StoredToken>& text, LanguageId language,
                    const std::string& first, const std::string& second, Analyzer& analyzer) {
  struct Place {
    std::size_t begin, end;
  };
  const auto places_of = [&](const std::string& form) {
    std::vector<Place> out;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (std::ranges::count(words.accepted[text[i].word], form)) out.push_back({i, i + 1});
      if (i == 0 || text[i].gap != Gap::hyphen) continue;
      const Word pair =
          analyzer.joined(words.words[text[i - 1].word], words.words[text[i].word], Gap::hyphen, language);
      if (std::ranges::count(accepted_exactly(pair), form)) out.push_back({i - 1, i + 1});
    }
    return out;
  };
  const auto lefts = places_of(first), rights = places_of(second);
  return std::ranges::any_of(lefts, [&](const Place& left) {
    return std::ranges::any_of(rights, [&](const Place& right) { return left.end == right.begin; });
  });
}

std::vector<Article> articles_with_pairs() {
  auto all = small_articles(0, 2200);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i % 3 == 0) all[i].title += " the e-mail said email of trade-war The";
    if (i % 5 == 0) all[i].body = "trade-war of the " + all[i].body + " war-trade the E-MAIL";
    if (i % 7 == 0) all[i].body += " tradewar of Tradewar the";
    if (i % 9 < 7) all[i].body += " tradewar. Tradewar ban tradewar exports tradewar";  // so frequent that it is chosen
  }
  return all;
}

}  // namespace

TEST_CASE("a posting list is the same from the tables and from the database") {
  const TemporaryFolder folder;
  index_sources(folder / "archive", {write_lines(folder / "a.jsonl", small_articles(0, 900))});
  const Snapshot snapshot(folder / "archive");
  REQUIRE(snapshot.parts().size() == 1);
  const Part& part = snapshot.parts().front();
  std::size_t from_tables = 0, with_impacts = 0;
  for (auto term = part.database().allterms_begin(); term != part.database().allterms_end(); ++term) {
    const std::string name = *term;
    CAPTURE(name);
    const auto list = part.tables().list(name);
    CHECK(list.has_value() == (term.get_termfreq() >= list_articles_least(part.articles())));
    from_tables += list ? 1 : 0;
    with_impacts += list && !list->impacts.empty() ? 1 : 0;
    std::vector<Posted> posted;
    each_posting(part, name, [&](std::uint32_t article, auto impact) { posted.push_back({article, impact()}); });
    CHECK((posted == in_database(part, name)));
    Bits set(part.articles());
    add_postings(part, name, set);
    std::vector<std::uint32_t> in_set, in_list;
    set.each([&](std::uint32_t article) { in_set.push_back(article); });
    for (const auto& one : posted) in_list.push_back(one.article);
    CHECK((in_set == in_list));
  }
  CHECK(from_tables > 30);
  CHECK(with_impacts > 20);
  CHECK(with_impacts < from_tables);
  CHECK_FALSE(part.tables().list("").has_value());
  CHECK_FALSE(part.tables().list("zzz").has_value());
}

TEST_CASE("phrases of two words are found where the words of the articles have them") {
  const TemporaryFolder folder;
  index_sources(folder / "archive", {write_lines(folder / "a.jsonl", articles_with_pairs())});
  const Archive archive(folder / "archive");
  const Snapshot snapshot(folder / "archive");
  REQUIRE(snapshot.parts().size() == 1);
  const Tables& tables = snapshot.parts().front().tables();
  Analyzer analyzer;
  Vocabulary words;
  for (std::uint32_t i = 0; i < tables.words().size(); ++i) {
    analyzer.word_of_key(tables.word_key(i), words.words.emplace_back());
    words.accepted.push_back(accepted_exactly(words.words.back()));
  }
  std::vector<StoredTokens> texts(tables.articles());
  for (std::uint32_t i = 0; i < tables.articles(); ++i) tables.tokens(i, texts[i]);
  REQUIRE(tables.bigram("tradewar", "of").has_value());
  std::size_t pairs = 0, found = 0, apart = 0, kept = 0;
  const std::vector<std::string> forms = {"the",      "of",    "said", "email", "e",
                                          "tradewar", "trade", "war",  "ban",   "river"};
  for (const auto& first : forms) {
    for (const auto& second : forms) {
      CAPTURE(first);
      CAPTURE(second);
      std::set<std::uint32_t> expected, listed;
      for (std::uint32_t i = 0; i < tables.articles(); ++i)
        for (const auto* text : {&texts[i].title, &texts[i].body})
          if (stand_together(words, *text, tables.languages()[i], first, second, analyzer)) expected.insert(i);
      SearchOptions options;
      options.limit = 0;
      const auto phrase = archive.search('"' + first + ' ' + second + '"', options);
      CHECK(phrase.articles.value == expected.size());
      const auto list = tables.bigram(first, second);
      if (!list) {
        std::vector<std::uint32_t> may(tables.articles());
        std::iota(may.begin(), may.end(), 0U);
        const std::array<std::uint64_t, 1> asked = {pair_hash(word_key_hash(first), word_key_hash(second))};
        tables.keep_with_pairs(asked, may);
        CHECK(std::ranges::includes(may, expected));
        apart += tables.articles() - expected.size();
        kept += may.size() - expected.size();
        continue;
      }
      ++pairs;
      found += expected.size();
      CHECK(list->each([&](std::uint32_t article) { listed.insert(article); }));
      CHECK((listed == expected));
    }
  }
  CHECK(pairs >= 25);  // the others are looked for in the articles whose bits have them
  CHECK(apart > 50'000);
  CHECK(kept < apart / 6);
  CHECK(pairs < forms.size() * forms.size());
  CHECK(found > 500);
}

TEST_CASE("damaged lists are refused or name articles that are there") {
  const TemporaryFolder folder;
  const auto archive = folder / "archive";
  index_sources(archive, {write_lines(folder / "a.jsonl", small_articles(0, 300))});
  const std::string whole = read_text(archive / "part.000001" / "tables");
  // Where lists and bigrams lie, by the directory in front.
  std::vector<std::pair<std::size_t, std::size_t>> sections;
  std::uint32_t count = 0;
  std::memcpy(&count, whole.data() + 12, 4);
  for (std::size_t at = 64; at < 64 + std::size_t{count} * 48; at += 48) {
    const std::string name(whole.c_str() + at);
    std::uint64_t offset = 0, bytes = 0;
    std::memcpy(&offset, whole.data() + at + 24, 8);
    std::memcpy(&bytes, whole.data() + at + 32, 8);
    if ((name.starts_with("lists") || name.starts_with("bigrams")) && bytes > 0) sections.emplace_back(offset, bytes);
  }
  REQUIRE(sections.size() == 7);
  Numbers random(11);
  std::size_t refused = 0, named = 0;
  for (int round = 0; round < 600; ++round) {
    std::string bytes = whole;
    for (auto edits = random.below(30) + 1; edits > 0; --edits) {
      const auto [offset, size] = sections[random.below(sections.size())];
      bytes[offset + random.below(size)] = static_cast<char>(random.below(256));
    }
    const Tables tables(bytes, "tables");
    bool inside = true;
    const auto look = [&](std::uint32_t article) {
      inside = inside && article < tables.articles();
      ++named;
    };
    for (const char* word : {"the", "of", "ban", "Knews", "XSOpaper 0"}) {
      try {
        if (const auto list = tables.list(word)) refused += list->articles.each(look) ? 0 : 1;
        if (const auto pair = tables.bigram("the", word)) refused += pair->each(look) ? 0 : 1;
      } catch (const Error&) {
        ++refused;
      }
    }
    REQUIRE(inside);
  }
  CHECK(refused > 100);
  CHECK(named > 10'000);
}

}  // namespace broadsheet
