// What goes on from a prefix, and that its counts are what asking for it finds.

#include <doctest/doctest.h>

#include <algorithm>
#include <broadsheet/archive.hpp>
#include <broadsheet/indexer.hpp>
#include <fstream>

#include "temporary_folder.hpp"

namespace broadsheet {
namespace {

class Suggesting {
 public:
  Suggesting() {
    std::ofstream(folder_ / "all.jsonl")
        << R"({"id":"1","lang":"en","title":"Ferry \"Aurora\" delayed","body":"The ferry waits. Ferries wait.","tags":["Transport"],"source":"Ferry News"})"
           "\n"
        << R"({"id":"2","lang":"en","title":"Two ferries","body":"A ferryman tells of ferries.","tags":["Ferry lines","Transport"],"authors":["Fern Ostrow"]})"
           "\n"
        << R"({"id":"3","lang":"fr","title":"Le bateau","body":"Un ferry et un bateau.","tags":["Ferry lines"]})"
           "\n"
        << R"({"id":"4","lang":"ja","title":"東京の海","body":"東京湾の海。"})"
           "\n";
    index_sources(folder_ / "archive", {(folder_ / "all.jsonl").string()});
  }
  Archive open() const { return Archive(folder_ / "archive"); }

 private:
  TemporaryFolder folder_;
};

std::string said(const std::vector<Suggestion>& suggestions) {
  std::string out;
  for (const auto& one : suggestions)
    out += one.kind + " " + one.text + " " + std::to_string(one.articles.value) + "; ";
  return out;
}

TEST_CASE("one word speaks for its inflections; values and titles stand beside it") {
  const Suggesting made;
  const Archive archive = made.open();
  const std::string all = said(archive.suggest("ferr"));
  CHECK(all.find("term ferry 3; ") != std::string::npos);
  CHECK(all.find("ferries 2") == std::string::npos);
  CHECK(all.find("term ferryman 1; ") != std::string::npos);
  CHECK(all.find("tag tag:\"Ferry lines\" 2; ") != std::string::npos);
  CHECK(all.find("source source:\"Ferry News\" 1; ") != std::string::npos);
  CHECK(all.find("title title:\"Ferry  Aurora  delayed\" 1; ") != std::string::npos);
  CHECK(said(archive.suggest("bateau fer")) == "term bateau ferry 1; ");
  CHECK(said(archive.suggest("東")).find("term 東") == 0);
  CHECK(archive.suggest("").empty());
  CHECK(archive.suggest("ferry ").empty());
}

TEST_CASE("an unfinished word that nothing begins with is corrected as a whole one") {
  const Suggesting made;
  const Archive archive = made.open();
  SearchOptions options;
  options.query.prefix = true;
  for (const char* text : {"ferrty", "two ferrty"}) {
    CAPTURE(text);
    const Results found = archive.search(text, options);
    CHECK(found.articles.value == 0);
    REQUIRE(found.help);
    REQUIRE_FALSE(found.help->spelling.empty());
    CHECK(found.help->spelling[0].to == "ferry");
  }
  CHECK_FALSE(archive.search("ferr", options).help);
}

TEST_CASE("a suggestion's count is what asking for it finds, filters included") {
  const Suggesting made;
  const Archive archive = made.open();
  SearchOptions options;
  for (const auto& [tag, lang] : std::vector<std::pair<std::string, std::string>>{
           {"", ""}, {"Transport", ""}, {"", "fr"}, {"Ferry lines", "en"}, {"nowhere", ""}}) {
    options.query = {};
    if (!tag.empty()) options.query.tags = {tag};
    if (!lang.empty()) options.query.langs = {lang};
    for (const char* prefix :
         {"fe", "ferr", "two fe", "-fe", "title:fe", "\"", "(", "tr", "le ba", "東", "fe) OR (fe"}) {
      CAPTURE(prefix);
      for (const auto& one : archive.suggest(prefix, options)) {
        CAPTURE(one.text);
        CHECK(one.articles.value > 0);
        CHECK(archive.search(one.text, options).articles.value == one.articles.value);
      }
    }
    if (tag == "nowhere") CHECK(archive.suggest("fe", options).empty());
  }
  options.query = {};
  for (const std::size_t limit : {0, 1, 2, 100}) {
    options.limit = limit;
    CHECK(archive.suggest("f", options).size() <= limit);
  }
  options.limit = SearchOptions::no_limit;
  CHECK(archive.suggest("f", options).size() == 5);
}

}  // namespace
}  // namespace broadsheet
