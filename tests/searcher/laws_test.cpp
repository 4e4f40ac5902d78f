// The searcher against the oracle: on random queries both must find the same articles and mark the same words.

#include <doctest/doctest.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "searcher/random_queries.hpp"

namespace broadsheet {
namespace {

using Marks = std::vector<oracle::ByteRange>;

Marks marks_of(const MarkedText& text) {
  Marks out;
  for (const auto& span : text.spans) out.emplace_back(span.begin, span.end);
  return out;
}

std::string shown(const Marks& marks, const std::string& text) {
  std::string out;
  for (const auto& [begin, end] : marks)
    out += "[" + text.substr(begin, end - begin) + "]@" + std::to_string(begin) + " ";
  return out;
}

/// What is wrong with one article for a query; empty if nothing.
std::string difference(const Corpus& corpus, const std::string& text, const oracle::Document& document,
                       const oracle::Verdict& expected) {
  const auto reading = corpus.archive->show(document.id, text, all_articles());
  if (reading->matches != expected.matches)
    return "verdict of show: " + std::to_string(reading->matches) + " instead of " + std::to_string(expected.matches);
  if (!expected.matches) return {};
  if (marks_of(reading->title) != expected.title_marks)
    return "title marks " + shown(marks_of(reading->title), document.title) + "instead of " +
           shown(expected.title_marks, document.title);
  if (marks_of(reading->body) != expected.body_marks)
    return "body marks " + shown(marks_of(reading->body), document.body) + "instead of " +
           shown(expected.body_marks, document.body);
  return {};
}

std::string difference(const Corpus& corpus, const oracle::Expr& query, std::size_t most_marks) {
  const std::string text = oracle::to_text(query);
  SearchOptions options = all_articles();
  const auto ids = corpus.archive->ids(text, options);
  options.limit = 0;
  const Results results = corpus.archive->search(text, options);
  const std::set<std::string> found(ids.begin(), ids.end());
  if (found.size() != ids.size()) return "an article twice";
  if (results.articles.value != ids.size())
    return "the total is " + std::to_string(results.articles.value) + " and the ids are " + std::to_string(ids.size());
  oracle::Question question(query);
  for (const auto& document : corpus.documents) {
    const auto expected = question.judge(document);
    const auto& id = document.document.id;
    if (expected.matches != found.contains(id))
      return "article " + id + (expected.matches ? " is missing" : " is too much") +
             " (canonical: " + results.canonical + ")";
    if (!expected.matches || most_marks == 0) continue;
    --most_marks;
    if (const auto what = difference(corpus, text, document.document, expected); !what.empty())
      return "article " + id + ": " + what;
  }
  return {};
}

/// The smallest query that still fails, and how.
std::string smallest_failure(const Corpus& corpus, oracle::Expr query) {
  for (bool smaller_fails = true; smaller_fails;) {
    smaller_fails = false;
    for (auto& smaller : oracle::smaller(query)) {
      if (difference(corpus, smaller, 1000).empty()) continue;
      query = smaller;
      smaller_fails = true;
      break;
    }
  }
  return oracle::to_text(query) + "\n  " + difference(corpus, query, 1000);
}

void check_queries(const Corpus& corpus, std::uint64_t seed, std::size_t count) {
  oracle::Generator generator(seed, corpus.documents, oracle::known_to_the_searcher);
  std::size_t failures = 0;
  for (std::size_t i = 0; i < count && failures < 3; ++i) {
    const auto query = generator.next();
    if (difference(corpus, query, 30).empty()) continue;
    ++failures;
    FAIL_CHECK("seed " << seed << ", query " << i << ": " << smallest_failure(corpus, query) << "\n  made smaller from "
                       << oracle::to_text(query));
  }
}

TEST_CASE("random queries over the sample archive find and mark what the oracle finds and marks") {
  const Corpus corpus({sample_articles()});
  check_queries(corpus, seed(), queries(500));
}

TEST_CASE("random queries find and mark the same where the archive has many parts") {
  const Corpus corpus({sample_articles()}, 9);
  CHECK(corpus.archive->stats().parts.size() > 3);
  check_queries(corpus, seed() + 1, queries(200));
}

std::size_t lines_of(const std::filesystem::path& file) {
  std::ifstream in(file);
  return static_cast<std::size_t>(std::count(std::istreambuf_iterator<char>(in), {}, '\n'));
}

TEST_CASE("random queries over articles in many languages find and mark what the oracle does") {
  const auto data = real_articles();
  if (data.empty()) return;
  const TemporaryFolder folder;
  for (const auto& entry : std::filesystem::directory_iterator(data / "lang")) {
    CAPTURE(entry.path().filename().string());
    const auto whole = index_sources(folder / ("whole." + entry.path().stem().string()), {entry.path().string()});
    CHECK(whole.added == lines_of(entry.path()));
    CHECK(whole.rejected == 0);
    const Corpus corpus({beginning_of(entry.path(), 60, folder).string()});
    check_queries(corpus, seed(), queries(20));
  }
}

TEST_CASE("random queries over all of Reuters find and mark what the oracle does") {
  const auto data = real_articles();
  if (data.empty()) return;
  const auto file = data / "news" / "reuters.jsonl";
  const Corpus corpus({file.string()}, 100'000, 10);
  CHECK(corpus.summary.sources() == lines_of(file));  // some are duplicates
  check_queries(corpus, seed(), std::min<std::size_t>(queries(20), 100));
}

}  // namespace
}  // namespace broadsheet
