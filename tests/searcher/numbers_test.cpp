// Figures against other ways to the same: sums, queries that must count the same, and texts counted by hand.

#include <doctest/doctest.h>

#include <algorithm>
#include <broadsheet/archive.hpp>
#include <broadsheet/indexer.hpp>
#include <broadsheet/numbers.hpp>
#include <cmath>

#include "archive/small_archive.hpp"
#include "temporary_folder.hpp"

namespace broadsheet {
namespace {

/// An archive of JSON lines, in several parts.
struct Small {
  TemporaryFolder folder;
  std::optional<Archive> archive;

  explicit Small(const std::string& lines) {
    write_text(folder / "lines.jsonl", lines);
    IndexOptions options;
    options.commit_articles = 7;
    index_sources(folder / "archive", {(folder / "lines.jsonl").string()}, options);
    archive.emplace(folder / "archive");
  }
};

std::string sample_lines() { return read_text(std::string(BROADSHEET_SOURCE_DIR) + "/data/sample.jsonl"); }

std::uint64_t count(const Archive& archive, const std::string& query, SearchOptions options = {}) {
  options.limit = 0;
  return archive.search(query, options).articles.value;
}

std::string line(const std::string& id, const std::string& body, const std::string& more = {}) {
  return R"({"id":")" + id + R"(","lang":"en","body":")" + body + "\"" + more + "}\n";
}

const Collocates::Row* find(const std::vector<Collocates::Row>& rows, const std::string& text) {
  const auto row = std::ranges::find(rows, text, &Collocates::Row::text);
  return row == rows.end() ? nullptr : &*row;
}

TEST_CASE("a trend by values adds up, down and across, and each cell counts what its query counts") {
  const Small sample(sample_lines());
  const Archive& archive = *sample.archive;
  for (const std::string query : {"safety OR harbour", "*", "-safety", "nowherefound"})
    for (const std::string field : {"source", "section", "lang"})
      for (const std::string unit : {"month", "year"}) {
        CAPTURE(query);
        CAPTURE(field);
        const Trend trend = trend_by_value(archive, query, {}, unit, field, 2);
        Tally all;
        for (std::size_t i = 0; i < trend.rows.size(); ++i) {
          Tally across;
          for (const auto& series : trend.series) {
            across.articles += series.cells.at(i).articles;
            across.base += series.cells.at(i).base;
            if (!series.note.empty() || !trend.rows[i].note.empty()) continue;
            const std::string cell = " AND " + field + ":\"" + series.value + "\" AND date:" + trend.rows[i].from;
            CHECK(series.cells[i].articles == count(archive, "(" + query + ")" + cell));
            CHECK(series.cells[i].base == count(archive, "*" + cell));
          }
          CHECK(across.articles == trend.rows[i].all.articles);
          CHECK(across.base == trend.rows[i].all.base);
          all.articles += across.articles;
          all.base += across.base;
        }
        CHECK(all.articles == trend.found.articles.value);
        CHECK(all.base == trend.found.base->value);
      }
}

TEST_CASE("a comparison counts the articles of both, and a period has its own base") {
  const Small sample(sample_lines());
  const Archive& archive = *sample.archive;
  const Comparison two = compare_queries(archive, "safety", "harbour OR safety", {});
  CHECK(two.both == count(archive, "safety"));
  CHECK(two.both_base == count(archive, "*"));
  SearchOptions options;
  options.query.langs = {"en"};
  const Comparison periods = compare_periods(archive, "safety OR (harbour", "2025", "2025-01..2025-06", options);
  CHECK(periods.first.found.base->value == count(archive, "lang:en date:2025"));
  CHECK(periods.first.found.articles.value == count(archive, "lang:en date:2025 (safety OR harbour)"));
  CHECK(periods.second.found.base->value == count(archive, "lang:en date:2025-01..2025-06"));
  CHECK(periods.both_base == periods.second.found.base->value);
  CHECK(periods.first.period == "date:2025-01-01..2025-12-31");
  CHECK_THROWS_AS(compare_periods(archive, "safety", "2025", "soon", {}), Error);
}

TEST_CASE("words and tags of a query are counted as exact queries count them") {
  const Small sample(sample_lines());
  const Archive& archive = *sample.archive;
  SearchOptions options;
  options.query.langs = {"en"};
  TermsOptions what;
  what.limit = 40;
  what.minimum = 2;
  const std::string query = "safety OR harbour";
  const Terms terms = distinctive_terms(archive, query, options, what);
  REQUIRE(terms.words.size() > 10);
  const auto check = [&](const Terms::Row& row, const std::string& alone) {
    CAPTURE(row.text);
    CHECK(row.articles == count(archive, "(" + query + ") AND " + alone, options));
    CHECK(row.others == count(archive, "-(" + query + ") AND " + alone, options));
    CHECK(row.log_ratio > 0);
  };
  for (const auto& row : terms.words) {
    CHECK(row.text != "safety");
    CHECK(row.text != "harbour");
    check(row, "\"" + row.text + "\"");
  }
  for (const auto& row : terms.tags) check(row, "tag:\"" + row.text + "\"");
  const auto falls = [](const Terms::Row& a, const Terms::Row& b) { return a.log_likelihood > b.log_likelihood; };
  CHECK(std::ranges::is_sorted(terms.words, falls));
}

TEST_CASE("a word of the query is left out, also if the first article has it where it proves nothing") {
  const Small small(line("a", "price of milk, and then of much else, oil prices") +
                    line("b", "the oil price fell on talk") + line("c", "milk and bread"));
  TermsOptions what;
  what.minimum = 1;
  what.names = what.tags = false;
  for (const auto& row : distinctive_terms(*small.archive, "oil NEAR/1 price", {}, what).words) {
    CHECK(row.text != "price");
    CHECK(row.text != "prices");
  }
}

TEST_CASE("names are rows of capitals within sentences, the whole before its part") {
  std::string lines;
  for (int i = 0; i < 4; ++i)
    lines += line("f" + std::to_string(i),
                  "On Monday the dam of Ada Stone broke. Water rose, said Ada Stone's clerk. Mayor Finn Oak, Ada Stone "
                  "and others met. Houses fell.");
  for (int i = 0; i < 6; ++i)
    lines += line("o" + std::to_string(i), "Water is wet, and houses stand on Monday. The mayor slept.");
  const Small small(lines);
  TermsOptions what;
  what.words = what.tags = false;
  const Terms terms = distinctive_terms(*small.archive, "dam", {}, what);
  std::vector<std::string> names;
  for (const auto& row : terms.names) names.push_back(row.text);
  // Water, Houses begin sentences; Monday is as frequent in the others; Mayor Finn Oak begins one too, Finn Oak not.
  CHECK(names == std::vector<std::string>{"Ada Stone", "Finn Oak"});
  CHECK(terms.names.at(0).articles == 4);
  CHECK(terms.names.at(0).others == 0);
}

TEST_CASE("collocates are counted as by hand") {
  // Span 2. Node: trade war, three times; the windows of the second and third overlap at `of`.
  const Small small(line("a", "one two Trade war three four five two") + line("b", "trade war of trade wars") +
                    line("c", "two trade two war"));
  CollocatesOptions how;
  how.span = 2;
  how.minimum = 1;
  how.limit = 100;
  const Collocates found = find_collocates(*small.archive, "\"trade war\" OR \"trade wars\"", {}, how);
  CHECK(found.node == 3);
  CHECK(found.window_words == 5);       // one two three four, of
  CHECK(found.words == 8 - 2 + 1 + 4);  // all but the matches
  CHECK(found.rows.size() == 5);
  const auto* two = find(found.rows, "two");
  REQUIRE(two);
  CHECK(two->joint == 1);
  CHECK(two->frequency == 4);
  CHECK(two->log_dice == doctest::Approx(14 + std::log2(2.0 / 7)));
  CHECK(two->mutual_information == doctest::Approx(std::log2(1.0 * 11 / (5 * 4))));
  CHECK_FALSE(find(found.rows, "trade"));
  CHECK_FALSE(find(found.rows, "war"));
  CHECK(find_collocates(*small.archive, "has:body", {}, how).rows.empty());
  how.span = 0;
  CHECK_THROWS_AS(find_collocates(*small.archive, "war", {}, how), Error);
}

TEST_CASE("dispersion has all articles in its parts or says how many are in none") {
  const Small sample(sample_lines());
  const Dispersion spread =
      measure_dispersion(*sample.archive, "safety OR harbour", {}, {"source", "lang", "month", "year"});
  for (const auto& parts : spread.parts) {
    CAPTURE(parts.by);
    CHECK(parts.placed.articles + parts.unplaced.articles == spread.found.articles.value);
    CHECK(parts.placed.base + parts.unplaced.base == spread.found.base->value);
    CHECK(parts.dp >= 0);
    CHECK(parts.dp_norm <= 1 + 1e-9);
  }
  CHECK_THROWS_AS(measure_dispersion(*sample.archive, "safety", {}, {"tag"}), Error);
}

TEST_CASE("a publication that is silent while others write is found, and what has no place is said") {
  std::string lines;
  const auto add = [&](const std::string& source, const std::string& date, int articles, int floods) {
    for (int i = 0; i < articles; ++i)
      lines += line(source + date + std::to_string(i),
                    (i < floods ? "flood number " : "item number ") + source + date + std::to_string(i),
                    R"(,"source":")" + source + R"(","date":")" + date + "\"");
  };
  for (const std::string loud : {"Lamp", "Post"})
    for (const std::string date : {"2025-01-05", "2025-02-05"}) add(loud, date, 30, 15);
  add("Hush", "2025-01-07", 30, 15);
  add("Hush", "2025-02-07", 30, 0);
  add("Hush", "2025", 3, 3);
  add("Tiny", "2025-01-09", 2, 0);
  const Small small(lines);
  SilenceOptions how;
  const Silence silence = find_silences(*small.archive, "flood", {}, how);
  CHECK(silence.tested == 6);
  CHECK(silence.too_small == 1);
  CHECK(silence.without_period.articles == 3);
  CHECK(silence.without_value.base == 0);
  REQUIRE(silence.rows.size() == 1);
  const auto& row = silence.rows[0];
  CHECK(row.value == "Hush");
  CHECK(row.period == "2025-02");
  CHECK(row.direction == "low");
  CHECK(row.counts.articles == 0);
  CHECK(row.expected == doctest::Approx(10));  // 30 of the 90 articles, with 30 found
  CHECK(row.p == doctest::Approx(2 * std::pow(2.0 / 3, 30)));
  CHECK(row.corrected == doctest::Approx(6 * row.p));
  std::uint64_t cells = 0;
  how.level = 1;
  how.minimum = 0;
  for (const auto& cell : find_silences(*small.archive, "flood", {}, how).rows) cells += cell.counts.articles;
  CHECK(cells + silence.without_period.articles + silence.without_value.articles == silence.found.articles.value);
}

}  // namespace
}  // namespace broadsheet
