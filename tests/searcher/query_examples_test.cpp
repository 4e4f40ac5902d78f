// The table of what queries mean (query_examples.tsv), each row on an archive of one article.

#include <doctest/doctest.h>

#include <broadsheet/archive.hpp>
#include <broadsheet/article_line.hpp>
#include <broadsheet/indexer.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "temporary_folder.hpp"

namespace broadsheet {
namespace {

std::vector<std::string> divided(const std::string& text, char at) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, at);) out.push_back(part);
  if (!text.empty() && text.back() == at) out.emplace_back();
  return out;
}

std::string with_line_breaks(std::string text) {
  for (std::size_t at = 0; (at = text.find("\\n", at)) != std::string::npos; ++at) text.replace(at, 2, "\n");
  return text;
}

std::string article_json(const std::string& fields, const std::string& title, const std::string& body) {
  nlohmann::json line = {{"id", "a"}, {"lang", "en"}, {"title", title}, {"body", body}};
  for (const auto& field : divided(fields, '|')) {
    const auto name = field.substr(0, field.find('=')), value = field.substr(field.find('=') + 1);
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
  std::ifstream table(std::string(BROADSHEET_SOURCE_DIR) + "/tests/searcher/query_examples.tsv");
  REQUIRE(table);
  std::size_t rows = 0;
  SearchOptions options;
  options.query.now = "2026-11-24T12:00:00Z";
  options.query.tz = "UTC";
  for (std::string line; std::getline(table, line);) {
    if (line.empty() || line.starts_with("# ")) continue;
    auto columns = divided(line, '\t');
    columns.resize(6);
    const auto& query = columns[0];
    CAPTURE(line);
    const TemporaryFolder folder;
    std::ofstream(folder / "a.jsonl") << article_json(columns[1], with_line_breaks(columns[2]),
                                                      with_line_breaks(columns[3]))
                                      << '\n';
    REQUIRE(index_sources(folder / "archive", {(folder / "a.jsonl").string()}).added == 1);
    const Archive archive(folder / "archive");
    const Results results = archive.search(query, options);
    CHECK((results.articles.value == 1) == (columns[4] == "yes"));
    CHECK(results.hits.size() == results.articles.value);
    const std::string id = archive.ids("*").at(0);
    const auto reading = archive.show(id, query, options);
    REQUIRE(reading);
    CHECK(reading->matches == (columns[4] == "yes"));
    CHECK(marked_words(*reading) == columns[5]);
    // The canonical line means the same, and is its own canonical line.
    const Results again = archive.search(results.canonical, options);
    CHECK(again.canonical == results.canonical);
    CHECK(again.articles.value == results.articles.value);
    CHECK(marked_words(*archive.show(id, results.canonical, options)) == columns[5]);
    ++rows;
  }
  CHECK(rows > 150);
}

}  // namespace
}  // namespace broadsheet
