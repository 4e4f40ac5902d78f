#include "archive/stories.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <broadsheet/archive.hpp>
#include <broadsheet/indexer.hpp>
#include <map>
#include <random>
#include <set>

#include "archive/sketch.hpp"
#include "reading.hpp"

using namespace broadsheet;

namespace {

/// Thirty-odd sentences, of which a text takes some.
std::string sentence(int number) {
  const std::vector<std::string> who{"The board", "A ferry", "One skipper", "The mayor", "Nobody", "A clerk"};
  const std::vector<std::string> what{"opened", "painted", "counted", "refused", "repaired", "forgot"};
  const std::vector<std::string> which{"the northern quay", "a small bridge", "the old pier", "forty lamps",
                                       "the winter timetable"};
  const auto n = static_cast<std::size_t>(number);
  return who[n % who.size()] + " " + what[(n * 7 + 1) % what.size()] + " " + which[(n * 3 + 2) % which.size()] +
         " on day " + std::to_string(n) + ". ";
}

std::string text(int from, int to) {
  std::string out;
  for (int i = from; i < to; ++i) out += sentence(i);
  return out;
}

std::string line(const std::string& id, const std::string& body, const std::string& date, const std::string& source) {
  return "{\"id\": \"" + id + "\", \"title\": \"T " + id + "\", \"body\": \"" + body + "\", \"date\": \"" + date +
         "\", \"source\": \"" + source + "\"}\n";
}

/// Articles of three stories and some alone.
std::vector<std::string> lines() {
  return {line("a1", text(0, 12), "2025-01-27", "One"),
          line("a2", text(0, 12) + "Edited at the end.", "2025-01-28", "Two"),
          line("a3", text(0, 9), "2025-01-27", "Three"),
          line("b1", text(20, 30), "2025-02-01", "One"),
          line("b2", text(20, 30), "2025-02-02", "Two"),
          line("c1", text(40, 50), "2025-03-01", "One"),
          line("d1", text(60, 70), "2025-03-01", "Two"),
          line("e1", text(80, 90), "2025-04-01", "Two"),
          line("e2", text(80, 90), "2025-06-01", "One")};
}

/// The ids of each story.
std::set<std::set<std::string>> stories_in(const std::string& folder) {
  const Archive archive{folder};
  SearchOptions options;
  options.limit = SearchOptions::no_limit;
  std::map<std::string, std::set<std::string>> by_story;
  for (const auto& hit : archive.search("*", options).hits)
    by_story[hit.story ? hit.story->id : hit.article.id].insert(hit.article.id);
  std::set<std::set<std::string>> out;
  for (const auto& [id, ids] : by_story) {
    CHECK(ids.contains(id));
    out.insert(ids);
  }
  return out;
}

const std::set<std::set<std::string>> expected{{"a1", "a2", "a3"}, {"b1", "b2"}, {"c1"}, {"d1"}, {"e1", "e2"}};

}  // namespace

TEST_CASE("two texts agree in as many bins of their sketches as they have shingles in common") {
  std::mt19937_64 random(1);
  std::vector<std::uint64_t> words(400);
  for (auto& word : words) word = random();
  auto half = words;
  for (std::size_t i = 200; i < half.size(); ++i) half[i] = random();
  CHECK(common_bins(sketch_of(words), sketch_of(words)) == 32);
  const auto common = common_bins(sketch_of(words), sketch_of(half));  // a third of all shingles
  CHECK(common >= 4);
  CHECK(common <= 19);
  CHECK(sketch_of(std::vector<std::uint64_t>(words.begin(), words.begin() + 10)) == no_sketch);
}

TEST_CASE("copies are of one story in whichever order they come, in one load or in many") {
  auto order = lines();
  std::mt19937 random(7);
  for (int round = 0; round < 6; ++round) {
    const SampleFolder folder;
    const auto archive = folder.path("news.archive");
    if (round % 2 == 0) {
      std::string all;
      for (const auto& one : order) all += one;
      index_sources(archive, {folder.add("all.jsonl", all)});
    } else {
      for (std::size_t i = 0; i < order.size(); ++i)
        index_sources(archive, {folder.add(std::to_string(i) + ".jsonl", order[i])});
    }
    CHECK(stories_in(archive) == expected);
    std::shuffle(order.begin(), order.end(), random);
  }
}

TEST_CASE("stories survive compaction, and who is removed leaves them") {
  const SampleFolder folder;
  const auto archive = folder.path("news.archive");
  for (std::size_t i = 0; i < lines().size(); ++i)
    index_sources(archive, {folder.add(std::to_string(i) + ".jsonl", lines()[i])});
  compact_archive(archive);
  CHECK(stories_in(archive) == expected);
  remove_articles(archive, {"b1", "a1"});
  const std::set<std::set<std::string>> left{{"a2", "a3"}, {"b2"}, {"c1"}, {"d1"}, {"e1", "e2"}};
  CHECK(stories_in(archive) == left);
  compact_archive(archive, {.purge = true});
  CHECK(stories_in(archive) == left);
}

TEST_CASE("story counts are those of the stories found, and collapsing shows each once") {
  const SampleFolder folder;
  std::string all;
  for (const auto& one : lines()) all += one;
  index_sources(folder.path("news.archive"), {folder.add("all.jsonl", all)});
  const Archive archive{folder.path("news.archive")};
  for (const char* query : {"*", "quay", "has:story", "-has:story", "story:a2", "edited", "source:one"}) {
    CAPTURE(query);
    SearchOptions options;
    options.limit = SearchOptions::no_limit;
    const auto every = archive.search(query, options);
    std::set<std::string> stories;
    for (const auto& hit : every.hits) stories.insert(hit.story ? hit.story->id : hit.article.id);
    CHECK(every.stories.value == stories.size());
    for (const auto sort : {SearchOptions::Sort::relevance, SearchOptions::Sort::newest, SearchOptions::Sort::oldest}) {
      options.sort = sort;
      const auto plain = archive.search(query, options);
      options.collapse_stories = true;
      const auto collapsed = archive.search(query, options);
      options.collapse_stories = false;
      CHECK(collapsed.articles.value == every.articles.value);
      CHECK(collapsed.hits.size() == stories.size());
      // Of each story the one that comes first in this order.
      std::set<std::string> seen;
      std::vector<std::string> firsts;
      for (const auto& hit : plain.hits)
        if (seen.insert(hit.story ? hit.story->id : hit.article.id).second) firsts.push_back(hit.article.id);
      std::vector<std::string> shown;
      for (const auto& hit : collapsed.hits) shown.push_back(hit.article.id);
      CHECK(shown == firsts);
    }
  }
}

TEST_CASE("an exact copy from the same source is a duplicate, from another it is a copy") {
  const SampleFolder folder;
  std::vector<Outcome> outcomes;
  IndexOptions options;
  options.on_outcome = [&](const Outcome& outcome) { outcomes.push_back(outcome); };
  const auto article = [](const std::string& id, const std::string& source) {
    return "{\"id\": \"" + id + "\", \"title\": \"T\", \"body\": \"" + text(0, 10) + "\", \"source\": \"" + source +
           "\"}\n";
  };
  const auto summary =
      index_sources(folder.path("a"),
                    {folder.add("1.jsonl", article("x", "One") + article("y", "one") + article("z", "Two"))}, options);
  CHECK(summary.added == 2);
  CHECK(summary.duplicate == 1);
  CHECK(outcomes[1].reason == "the same text from the same source as 'x'");
  CHECK(index_sources(folder.path("a"), {folder.add("2.jsonl", article("w", "Two"))}, options).duplicate == 1);
}

/// Ids and bodies of the articles of an archive.
std::map<std::string, std::string> bodies_in(const std::string& folder) {
  SearchOptions options;
  options.body = true;
  options.limit = SearchOptions::no_limit;
  std::map<std::string, std::string> out;
  for (const auto& hit : Archive{folder}.search("*", options).hits) out[hit.article.id] = hit.article.body;
  return out;
}

TEST_CASE("no text is called a duplicate of one that is no longer there") {
  const auto article = [](const std::string& id, const std::string& body) {
    return "{\"id\": \"" + id + "\", \"title\": \"T\", \"body\": \"" + body + "\", \"source\": \"One\"}\n";
  };
  const auto a = article("a", "old"), changed = article("a", "new"), b = article("b", "old"), c = article("c", "old");
  const std::map<std::string, std::string> both{{"a", "new"}, {"b", "old"}};
  const auto loaded = [](const std::vector<std::string>& loads, std::uint64_t commit_articles) {
    const SampleFolder folder;
    IndexOptions options;
    options.commit_articles = commit_articles;
    for (const auto& load : loads) index_sources(folder.path("a"), {folder.add("load.jsonl", load)}, options);
    return bodies_in(folder.path("a"));
  };
  for (const std::vector<std::string>& loads : std::vector<std::vector<std::string>>{{a + changed + b},
                                                                                     {b + a + changed},
                                                                                     {a + b + changed},
                                                                                     {a + b + c + changed},
                                                                                     {a, changed + b},
                                                                                     {a, changed, b},
                                                                                     {a, b + changed},
                                                                                     {a, b + changed, b},
                                                                                     {a + b, b + c, changed + b}}) {
    CAPTURE(loads.front());
    CAPTURE(loads.back());
    CHECK(loaded(loads, 100) == both);
    CHECK(loaded(loads, 1) == both);
  }
  CHECK(loaded({a + b, b + c}, 100) == std::map<std::string, std::string>{{"a", "old"}});
  // What a commit has told of a copy stays: it is read again by the next load.
  const auto d = article("d", "other");
  CHECK(loaded({a + b + d + changed}, 1) == std::map<std::string, std::string>{{"a", "new"}, {"d", "other"}});
  CHECK(loaded({a + b + d + changed, b}, 1).contains("b"));
}

TEST_CASE("what an agency takes back makes room for its exact copy") {
  const auto item = [](const std::string& id, const std::string& status) {
    return "[{\"uri\": \"" + id +
           "\", \"version\": \"2\", \"headline\": \"H\", \"body_text\": \"x\", \"source\": \"One\", \"pubstatus\": \"" +
           status + "\"}]";
  };
  const SampleFolder folder;
  const std::vector sources{folder.add("1.json", item("urn:1", "usable")),
                            folder.add("2.json", item("urn:2", "usable")),
                            folder.add("3.json", item("urn:1", "canceled"))};
  const auto summary = index_sources(folder.path("a"), sources);
  CHECK(summary.added == 1);
  CHECK(summary.not_searchable == 2);
  CHECK(bodies_in(folder.path("a")).contains("urn:2"));
}

TEST_CASE("an exact copy is known after parts were merged in the same load") {
  const SampleFolder folder;
  IndexOptions options;
  options.commit_articles = 1;
  std::string all;
  for (int i = 0; i < 12; ++i) all += line("n" + std::to_string(i), text(i * 10, i * 10 + 2), "2025-01-01", "One");
  all += "{\"id\": \"again\", \"title\": \"T n0\", \"body\": \"" + text(0, 2) + "\", \"source\": \"One\"}\n";
  CHECK(index_sources(folder.path("a"), {folder.add("1.jsonl", all)}, options).duplicate == 1);
}

TEST_CASE("a copy that was turned away hides no later version of what it is a copy of") {
  const auto item = [](const std::string& id, const std::string& version, const std::string& headline) {
    return "[{\"uri\": \"" + id + "\", \"version\": \"" + version + "\", \"headline\": \"" + headline +
           "\", \"body_text\": \"x\", \"pubstatus\": \"usable\", \"source\": \"One\"}]";
  };
  const SampleFolder folder;
  const auto archive = folder.path("a");
  index_sources(archive, {folder.add("1.json", item("urn:1", "3", "Third"))});
  // The copy comes first; then, in the same load, an earlier version of the article.
  const auto copy = folder.add("2.json", item("urn:2", "1", "Third")),
             earlier = folder.add("3.json", item("urn:1", "2", "Second")),
             still_earlier = folder.add("4.json", item("urn:1", "1", "First"));
  CHECK(index_sources(archive, {copy, earlier, still_earlier}).duplicate == 3);
  CHECK(Archive{archive}.search("*").hits.front().title.text == "Third");
}

TEST_CASE("an agency's later version replaces an earlier one, whichever comes first; what it takes back goes") {
  const auto item = [](const std::string& version, const std::string& status, const std::string& headline) {
    return "[{\"uri\": \"urn:1\", \"version\": \"" + version + "\", \"pubstatus\": \"" + status +
           "\", \"headline\": \"" + headline + "\", \"body_text\": \"x\"}]";
  };
  const auto found = [](const std::string& archive) {
    const Results results = Archive{archive}.search("*");
    return results.hits.empty() ? std::string() : results.hits[0].title.text;
  };
  for (const bool later_first : {false, true}) {
    const SampleFolder folder;
    const auto one = folder.add("1.json", item("1", "usable", "First")),
               two = folder.add("2.json", item("2", "usable", "Second"));
    index_sources(folder.path("a"), later_first ? std::vector{two, one} : std::vector{one, two});
    CHECK(found(folder.path("a")) == "Second");
    // In a load of its own an earlier one changes nothing either.
    CHECK(index_sources(folder.path("a"), {one}).duplicate == 1);
    CHECK(found(folder.path("a")) == "Second");
    const auto summary = index_sources(folder.path("a"), {folder.add("3.json", item("3", "canceled", ""))});
    CHECK(summary.not_searchable == 1);
    CHECK(found(folder.path("a")).empty());
  }
  const SampleFolder folder;
  const auto usable = folder.add("1.json", item("1", "usable", "First")),
             killed = folder.add("2.json", item("2", "canceled", ""));
  const auto other = folder.add("3.jsonl", "{\"id\": \"o\", \"title\": \"Other\"}");
  for (const auto& order : {std::vector{usable, killed, other}, std::vector{killed, usable, other}}) {
    const SampleFolder archive;
    const auto summary = index_sources(archive.path("a"), order);
    CHECK(summary.articles == 1);
    CHECK(summary.not_searchable == 2);
    CHECK(found(archive.path("a")) == "Other");
  }
}
