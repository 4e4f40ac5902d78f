// What wildcards, fuzzy words, like: and synonyms stand for in an archive, counted exactly.

#include <doctest/doctest.h>

#include <algorithm>
#include <broadsheet/archive.hpp>
#include <broadsheet/error.hpp>
#include <broadsheet/indexer.hpp>
#include <broadsheet/upkeep.hpp>
#include <fstream>

#include "temporary_folder.hpp"

namespace broadsheet {
namespace {

struct Line {
  const char *id, *title, *body;
};
const std::vector<Line> lines = {
    {"a", "Ferry e-mails", "The ferry company sent e-mails. An email, and E-MAIL again."},
    {"b", "Ferries", "Two ferries and one ferryman; email@example.com is not asked."},
    {"c", "Ferry", "A ferry that is gone with its e-mail and emails."},
};

void write_lines(const std::filesystem::path& path, const std::string& without) {
  std::ofstream out(path);
  for (const auto& line : lines)
    if (line.id != without)
      out << R"({"id":")" << line.id << R"(","lang":"en","title":")" << line.title << R"(","body":")" << line.body
          << "\"}\n";
}

std::string spelled(const Archive& archive, const std::string& query, const SearchOptions& options = {}) {
  std::string out;
  for (const auto& expansion : archive.search(query, options).expansions)
    for (const auto& word : expansion.to) out += word.text + " " + std::to_string(word.occurrences) + "; ";
  return out;
}

std::optional<std::string> refused(const Archive& archive, const std::string& query, const SearchOptions& options) {
  try {
    archive.search(query, options);
    return {};
  } catch (const Error& error) {
    return error.what();
  }
}

TEST_CASE("a wildcard stands for every spelling, pairs with a hyphen too, each with how often it stands there") {
  const TemporaryFolder folder;
  write_lines(folder / "all.jsonl", "");
  index_sources(folder / "archive", {(folder / "all.jsonl").string()});
  const Archive archive(folder / "archive");
  CHECK(spelled(archive, "ferr*") == "ferry 4; ferries 2; ferryman 1; ");
  CHECK(spelled(archive, "email*") == "email 4; emails 3; ");  // e-mails twice, emails; E-MAIL and e-mail, email twice
  CHECK(spelled(archive, "fery~1") == "ferry 4; ");
}

TEST_CASE("articles that have gone are in no spelling's count") {
  const TemporaryFolder folder;
  write_lines(folder / "all.jsonl", "");
  write_lines(folder / "rest.jsonl", "c");
  index_sources(folder / "archive", {(folder / "all.jsonl").string()});
  index_sources(folder / "rest", {(folder / "rest.jsonl").string()});
  REQUIRE(remove_articles(folder / "archive", {"c"}).empty());
  const Archive archive(folder / "archive"), rest(folder / "rest");
  for (const char* query : {"ferr*", "email*", "*mail*", "fery~1"}) {
    CAPTURE(query);
    CHECK(spelled(archive, query) == spelled(rest, query));
  }
}

TEST_CASE("beyond the cap a count is a lower bound, and beside a negation it is refused") {
  const TemporaryFolder folder;
  write_lines(folder / "all.jsonl", "");
  index_sources(folder / "archive", {(folder / "all.jsonl").string()});
  const Archive archive(folder / "archive");
  SearchOptions options;
  options.max_expansions = 1;
  const Results capped = archive.search("ferri* OR ferrym*", options);
  CHECK(capped.articles.relation == Count::Relation::eq);  // each stands for one
  const Results cut = archive.search("ferr*", options);
  CHECK(cut.articles.relation == Count::Relation::gte);
  CHECK(cut.articles.reason == "expansion_cap");
  CHECK(cut.articles.value == 2);  // those with `ferry`
  CHECK(spelled(archive, "ferr*", options) == "ferry 4; ");
  CHECK(std::ranges::any_of(cut.query.warnings, [](const Warning& w) { return w.code == "expansion_capped"; }));
  CHECK(refused(archive, "email -ferr*", options));
  CHECK(refused(archive, "email NOT NEAR/5 ferr*", options));
  CHECK_FALSE(refused(archive, "email -ferry", options));
}

TEST_CASE("like: finds what shares distinctive words, and the article itself") {
  const TemporaryFolder folder;
  write_lines(folder / "all.jsonl", "");
  index_sources(folder / "archive", {(folder / "all.jsonl").string()});
  const Archive archive(folder / "archive");
  const auto ids = archive.ids("like:a");
  REQUIRE_FALSE(ids.empty());
  CHECK(ids.front() == "a");
  CHECK(std::ranges::find(ids, "c") != ids.end());
  const auto others = archive.ids("like:a -id:a");
  CHECK(others.size() + 1 == ids.size());
  CHECK(archive.ids("like:nowhere").empty());
  CHECK_FALSE(archive.search("like:a").expansions.at(0).to.empty());
  CHECK(archive.show("c", "like:a")->body.spans.empty());
}

TEST_CASE("synonyms of an archive are searched where they are asked for, and marked") {
  const TemporaryFolder folder;
  write_lines(folder / "all.jsonl", "");
  index_sources(folder / "archive", {(folder / "all.jsonl").string()});
  write_synonyms(folder / "archive", {{"boat", "ferry", "ferry company"}});
  const Archive archive(folder / "archive");
  CHECK(archive.search("boat").articles.value == 0);
  CHECK(archive.search("~boats").articles.value == 3);
  CHECK(archive.search("~boat NEAR/3 sent").articles.value == 1);
  CHECK(archive.show("a", "~boat NEAR/3 sent")->body.spans.size() == 3);  // ferry, company, sent
  CHECK(check_archive(folder / "archive").empty());
  std::ofstream(folder / "archive" / "synonyms") << "not a table";
  CHECK(check_archive(folder / "archive").size() == 1);
}

}  // namespace
}  // namespace broadsheet
