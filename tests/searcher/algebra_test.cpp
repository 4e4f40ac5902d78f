// Laws that hold for any query, on random ones over the sample archive: sets, the canonical line, pages, facets,
// timelines.

#include <doctest/doctest.h>

#include <algorithm>
#include <broadsheet/archive.hpp>
#include <broadsheet/indexer.hpp>
#include <set>

#include "oracle/oracle.hpp"
#include "temporary_folder.hpp"

namespace broadsheet {
namespace {

using Ids = std::set<std::string>;

struct Sample {
  TemporaryFolder folder;
  std::vector<oracle::ReadDocument> documents;
  std::optional<Archive> archive;
  std::optional<oracle::Generator> generator;

  Sample() {
    IndexOptions options;
    options.commit_articles = 13;
    index_sources(folder / "archive", {std::string(BROADSHEET_SOURCE_DIR) + "/data/sample.jsonl"}, options);
    archive.emplace(folder / "archive");
    for (const auto& id : archive->ids("*", everything())) {
      const Article article = archive->show(id)->article;
      documents.push_back(
          oracle::read({article.id, article.title, article.body, article.url, article.date ? article.date->value : "",
                        article.source, article.section, article.lang, article.authors, article.tags}));
    }
    generator.emplace(7, documents, oracle::known_to_the_searcher);
  }

  static SearchOptions everything() {
    SearchOptions options;
    options.limit = SearchOptions::no_limit;
    options.relaxed = false;
    return options;
  }
  std::string next() { return oracle::to_text(generator->next()); }
  Ids found(const std::string& query) const {
    const auto ids = archive->ids(query, everything());
    return {ids.begin(), ids.end()};
  }
};

Ids without(const Ids& all, const Ids& some) {
  Ids out;
  std::set_difference(all.begin(), all.end(), some.begin(), some.end(), std::inserter(out, out.end()));
  return out;
}
Ids both(const Ids& a, const Ids& b) {
  Ids out;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::inserter(out, out.end()));
  return out;
}
Ids either(Ids a, const Ids& b) {
  a.insert(b.begin(), b.end());
  return a;
}
std::string in_brackets(const std::string& query) { return "(" + query + ")"; }

TEST_CASE("negation, AND and OR are those of sets") {
  Sample sample;
  const Ids all = sample.found("*");
  REQUIRE(all.size() == 60);
  for (int i = 0; i < 150; ++i) {
    const std::string a = in_brackets(sample.next()), b = in_brackets(sample.next());
    CAPTURE(a);
    CAPTURE(b);
    const Ids in_a = sample.found(a), in_b = sample.found(b);
    CHECK(sample.found("-" + a) == without(all, in_a));
    CHECK(sample.found("-(-" + a + ")") == in_a);
    CHECK(sample.found(a + " AND " + b) == both(in_a, in_b));
    CHECK(sample.found(a + " " + b) == both(in_a, in_b));
    CHECK(sample.found(b + " OR " + a) == either(in_a, in_b));
    CHECK(sample.found("-(" + a + " OR " + b + ")") == sample.found("-" + a + " AND -" + b));
    CHECK(sample.found(a + " AND " + a) == in_a);
  }
}

TEST_CASE("a filter given as an option is the filter written in the query") {
  Sample sample;
  for (int i = 0; i < 50; ++i) {
    const std::string query = sample.next();
    CAPTURE(query);
    SearchOptions options = Sample::everything();
    options.query.tags = {"AI"};
    options.query.langs = {"en"};
    options.query.since = "2025";
    const auto ids = sample.archive->ids(query, options);
    CHECK(Ids(ids.begin(), ids.end()) == sample.found(in_brackets(query) + " AND tag:ai AND lang:en AND date:2025.."));
  }
}

TEST_CASE("the canonical line is its own canonical line and finds the same, under any too") {
  Sample sample;
  for (int i = 0; i < 200; ++i) {
    std::string query = sample.next();
    if (i % 3 == 0) query += " " + sample.next() + " -" + in_brackets(sample.next());
    CAPTURE(query);
    for (const auto match : {QueryOptions::Match::all, QueryOptions::Match::any}) {
      SearchOptions options = Sample::everything();
      options.query.match = match;
      const std::string line = canonical(parse_query(query, options.query).root);
      if (line.size() > 4096) continue;
      CHECK(canonical(parse_query(line, options.query).root) == line);
      options.query.now = "1999-12-31T12:00:00Z";
      CHECK(sample.archive->ids(line, options) == [&] {
        options.query.now.clear();
        return sample.archive->ids(query, options);
      }());
    }
  }
}

TEST_CASE("pages laid end to end are the one long page, and the total is their length") {
  Sample sample;
  for (int i = 0; i < 40; ++i) {
    const std::string query = sample.next();
    CAPTURE(query);
    for (const auto sort : {SearchOptions::Sort::relevance, SearchOptions::Sort::newest, SearchOptions::Sort::oldest}) {
      SearchOptions options = Sample::everything();
      options.sort = sort;
      const auto whole = sample.archive->ids(query, options);
      options.limit = 7;
      std::vector<std::string> pages;
      for (options.offset = 0;; options.offset += options.limit) {
        const Results page = sample.archive->search(query, options);
        CHECK(page.articles.value == whole.size());
        for (const auto& hit : page.hits) pages.push_back(hit.article.id);
        CHECK(page.next_offset.has_value() == (options.offset + options.limit < whole.size()));
        if (!page.next_offset) break;
      }
      CHECK(pages == whole);
    }
  }
}

TEST_CASE("facet rows and those without add up, and a row counts what its query counts") {
  Sample sample;
  for (int i = 0; i < 25; ++i) {
    const std::string query = sample.next();
    CAPTURE(query);
    SearchOptions options = Sample::everything();
    options.limit = 0;
    options.facets = {"tag", "author", "source", "section", "lang"};
    const Results results = sample.archive->search(query, options);
    for (const auto& facet : results.facets) {
      std::uint64_t sum = facet.without;
      for (const auto& row : facet.rows) {
        sum += row.articles;
        CHECK(row.articles <= results.articles.value);
        if (facet.field == "author" || facet.field == "lang") continue;  // words of names; `en` finds en-GB too
        CHECK(sample.found(in_brackets(query) + " AND " + facet.field + ":\"" + row.value + "\"").size() ==
              row.articles);
      }
      if (facet.field == "source" || facet.field == "section" || facet.field == "lang")
        CHECK(sum == results.articles.value);
    }
  }
}

TEST_CASE("a timeline adds up to the total in every unit") {
  Sample sample;
  for (int i = 0; i < 25; ++i) {
    const std::string query = sample.next();
    for (const char* unit : {"day", "week", "month", "year"}) {
      SearchOptions options = Sample::everything();
      options.limit = 0;
      options.timeline = unit;
      const Results results = sample.archive->search(query, options);
      std::uint64_t sum = results.timeline->undated;
      for (const auto& bucket : results.timeline->buckets) sum += bucket.articles;
      for (const auto& one : results.timeline->unplaced) sum += one.articles;
      CHECK(sum == results.articles.value);
    }
  }
}

TEST_CASE("a trend has the timeline of the query and that of everything, and both add up") {
  Sample sample;
  for (int i = 0; i < 25; ++i) {
    SearchOptions options = Sample::everything();
    options.limit = 0;
    options.timeline = "month";
    const std::string query = sample.next();
    const Results plain = sample.archive->search(query, options);
    const Results all = sample.archive->search("*", options);
    options.shares = true;
    const Results trend = sample.archive->search(query, options);
    REQUIRE(trend.base);
    CHECK(trend.base->value == all.articles.value);
    std::uint64_t found = trend.timeline->undated, base = trend.timeline->undated_base;
    for (const auto& bucket : trend.timeline->buckets) {
      CHECK(bucket.articles <= bucket.base);
      found += bucket.articles;
      base += bucket.base;
    }
    for (const auto& one : trend.timeline->unplaced) {
      found += one.articles;
      base += one.base;
    }
    CHECK(found == plain.articles.value);
    CHECK(base == all.articles.value);
    CHECK(trend.timeline->buckets.size() == all.timeline->buckets.size());
  }
}

TEST_CASE("every shown hit of a query that needs text is marked, and each mark is in the text") {
  Sample sample;
  for (const char* query : {"DeepSeek safety restrictions", "\"e-mail\" OR covid-19", "drought OR Dürre OR sécheresse",
                            "北京大学 OR 東京タワー"}) {
    CAPTURE(query);
    const Results results = sample.archive->search(query, Sample::everything());
    CHECK(results.articles.value > 0);
    for (const auto& hit : results.hits) {
      std::size_t marks = hit.title.spans.size();
      const auto body = sample.archive->show(hit.article.id)->article.body;
      for (const auto& passage : hit.passages) {
        CHECK(body.substr(passage.start, passage.text.size()) == passage.text);
        marks += passage.spans.size();
        for (const auto& span : passage.spans) CHECK((span.begin < span.end && span.end <= passage.text.size()));
      }
      CHECK(marks > 0);
    }
  }
}

TEST_CASE("a second list has what lacks some of the words, and stands in no other number") {
  Sample sample;
  SearchOptions options;
  const Results results = sample.archive->search("DeepSeek safety restrictions", options);
  REQUIRE(results.relaxed);
  options.query.match = QueryOptions::Match::any;
  options.limit = SearchOptions::no_limit;
  const auto any = sample.archive->ids("DeepSeek safety restrictions", options);
  CHECK(results.articles.value + results.relaxed->articles.value == any.size());
  CHECK(results.hits.size() + results.relaxed->hits.size() == 10);
}

}  // namespace
}  // namespace broadsheet
