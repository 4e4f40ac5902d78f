// The table of what queries mean (query_examples.tsv), each row on an archive of one article.

#include "searcher/query_examples.hpp"

#include <doctest/doctest.h>

#include <broadsheet/archive.hpp>
#include <broadsheet/article_line.hpp>
#include <broadsheet/indexer.hpp>
#include <fstream>
#include <nlohmann/json.hpp>

#include "temporary_folder.hpp"

namespace broadsheet {
namespace {

std::string article_json(const QueryExample& example) {
  nlohmann::json line = {{"id", "a"}, {"lang", "en"}, {"title", example.title}, {"body", example.body}};
  for (const auto& [name, value] : example.fields) {
    if (name == "authors" || name == "tags")
      line[name] = divided(value, ';');
    else
      line[name] = value;
  }
  return line.dump();
}

std::string marked_words(const Archive::Reading& reading) {
  std::string out;
  const auto add = [&](const MarkedText& text) {
    for (const auto& span : text.spans)
      out.append(out.empty() ? "" : "; ").append(text.text.substr(span.begin, span.end - span.begin));
  };
  add(reading.title);
  add(reading.body);
  return out;
}

TEST_CASE("each row of the table of examples finds and marks what it says") {
  SearchOptions options;
  options.query.now = "2026-11-24T12:00:00Z";
  options.query.tz = "UTC";
  const auto examples = query_examples();
  CHECK(examples.size() > 150);
  for (const auto& example : examples) {
    CAPTURE(example.line);
    const TemporaryFolder folder;
    std::ofstream(folder / "a.jsonl") << article_json(example) << '\n';
    REQUIRE(index_sources(folder / "archive", {(folder / "a.jsonl").string()}).added == 1);
    const Archive archive(folder / "archive");
    const Results results = archive.search(example.query, options);
    CHECK((results.articles.value == 1) == example.matches);
    CHECK(results.hits.size() == results.articles.value);
    const std::string id = archive.ids("*").at(0);
    const auto reading = archive.show(id, example.query, options);
    REQUIRE(reading);
    CHECK(reading->matches == example.matches);
    CHECK(marked_words(*reading) == example.marked);
    // The canonical line means the same, and is its own canonical line.
    const Results again = archive.search(results.canonical, options);
    CHECK(again.canonical == results.canonical);
    CHECK(again.articles.value == results.articles.value);
    CHECK(marked_words(*archive.show(id, results.canonical, options)) == example.marked);
  }
}

}  // namespace
}  // namespace broadsheet
