#include "archive/stories.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <broadsheet/archive.hpp>
#include <broadsheet/indexer.hpp>
#include <map>
#include <random>
#include <set>

#include "archive/hash.hpp"
#include "archive/sketch.hpp"
#include "archive/snapshot.hpp"
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

/// For messages: those of more than one article.
std::string listed(const std::set<std::set<std::string>>& stories) {
  std::string out;
  for (const auto& ids : stories) {
    if (ids.size() < 2) continue;
    for (const auto& id : ids) out += id + ' ';
    out += "| ";
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

TEST_CASE("whether two texts are copies hangs on what they share, their figures, and how far apart they came") {
  // Texts of the words `from` to `to` of one long text, and how many of 10 figures they have in common.
  const auto of = [](std::uint64_t from, std::uint64_t to, std::uint64_t own_figures) {
    std::vector<std::uint64_t> words, figures;
    for (auto word = from; word < to; ++word) words.push_back(word * 0x9E3779B97F4A7C15);
    for (std::uint64_t i = 0; i < 10; ++i) figures.push_back(i < own_figures ? from * 100 + i : 1'000'000 + i);
    std::ranges::sort(figures);
    return StoryText{shingles_of(words), figures};
  };
  struct Row {
    std::uint64_t from, to, own_figures;  // of the second; the first has words 1000 to 1404, so 400 shingles
    bool within_a_day, unknown, further;
  };
  for (const Row& row : {
           Row{1000, 1404, 0, true, true, true},  // the same
           {1000, 1404, 5, true, false, true},    // other figures, all else the same: a correction
           {1015, 1404, 0, true, true, true},     // cut by little
           {1050, 1454, 0, true, true, false},    // J 0.78
           {1050, 1454, 5, false, false, false},  // other figures
           {1100, 1504, 0, true, false, false},   // J 0.6
           {1170, 1574, 0, false, false, false},  // J 0.40
           {1000, 1080, 0, true, true, false},    // a fifth of it, cut
           {1000, 1080, 10, true, false, false},  // … without any of its figures
           {1324, 1444, 0, true, false, false},   // 76 of 116
           {1000, 1040, 0, false, true, false},   // all of it in one over eight times as long
           {1000, 1025, 0, false, false, false},  // too short to be told from others
           {2000, 2404, 0, false, false, false},  // nothing in common but figures
       }) {
    CAPTURE(row.from);
    CAPTURE(row.to);
    CAPTURE(row.own_figures);
    const StoryText one = of(1000, 1404, 0), other = of(row.from, row.to, row.own_figures);
    for (const auto& [apart, copies] : {std::pair{Apart::a_day_or_less, row.within_a_day},
                                        std::pair{Apart::unknown, row.unknown}, std::pair{Apart::more, row.further}}) {
      CHECK(are_copies(one, other, apart) == copies);
      CHECK(are_copies(other, one, apart) == copies);
    }
  }
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

namespace {

StoryText story_text(const Tables& tables, std::uint32_t article) {
  StoredTokens tokens;
  tables.tokens(article, tokens);
  std::vector<std::uint64_t> words;
  std::set<std::uint64_t> figures;
  for (const auto& token : tokens.body) {
    const std::string form(tables.word_form(token.word));
    words.push_back(hash64(form));
    if (std::ranges::any_of(form, [](char c) { return c >= '0' && c <= '9'; })) figures.insert(words.back());
  }
  return {shingles_of(words), {figures.begin(), figures.end()}};
}

/// Each article that can be found compared with each, and copies of copies joined: the law of stories.
std::set<std::set<std::string>> stories_by_all_pairs(const std::string& folder) {
  const Snapshot snapshot(folder);
  struct One {
    std::string id;
    ArticleDays days;
    Sketch sketch;
    StoryText text;
  };
  std::vector<One> all;
  for (const auto& part : snapshot.parts())
    for (std::uint32_t i = 0; i < part.articles(); ++i)
      if (const auto& tables = part.tables(); !part.is_gone(i))
        all.push_back({std::string(tables.id(i)), tables.days(i), tables.sketches()[i], story_text(tables, i)});
  std::vector<std::size_t> story(all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    story[i] = i;
    for (std::size_t j = 0; j < i; ++j) {
      const auto &a = all[i], &b = all[j];
      const bool dated = a.days.dated() && b.days.dated();
      const bool near = dated && a.days.first - b.days.last <= 1 && b.days.first - a.days.last <= 1;
      const Apart apart = !dated ? Apart::unknown : near ? Apart::a_day_or_less : Apart::more;
      if (a.sketch == no_sketch || b.sketch == no_sketch ||
          common_bins(a.sketch, b.sketch) < least_common_bins(apart) || !are_copies(a.text, b.text, apart))
        continue;
      std::ranges::replace(story, std::size_t{story[j]}, std::size_t{story[i]});
    }
  }
  std::map<std::size_t, std::set<std::string>> by_story;
  for (std::size_t i = 0; i < all.size(); ++i) by_story[story[i]].insert(all[i].id);
  std::set<std::set<std::string>> out;
  for (const auto& [number, ids] : by_story) out.insert(ids);
  return out;
}

}  // namespace

TEST_CASE("a story comes apart when the article that held it together goes or changes") {
  const std::string between = text(0, 8) + text(30, 38);
  const auto a = line("a", text(0, 8), "2025-01-01", "One"), b = line("b", between, "2025-01-01", "Two"),
             c = line("c", text(30, 38), "2025-01-01", "One");
  const auto changed = line("b", text(60, 70), "2025-01-01", "Two");
  const SampleFolder folder;
  for (const char* how : {"remove", "update", "merge"}) {
    CAPTURE(how);
    const auto archive = folder.path(how);
    for (const auto& one : {a, b, c}) index_sources(archive, {folder.add("one.jsonl", one)});
    CHECK(stories_in(archive) == std::set<std::set<std::string>>{{"a", "b", "c"}});
    if (std::string(how) == "merge") compact_archive(archive);
    std::set<std::set<std::string>> apart{{"a"}, {"c"}};
    if (std::string(how) == "update") {
      index_sources(archive, {folder.add("one.jsonl", changed)});
      apart.insert({"b"});
    } else {
      remove_articles(archive, {"b"});
    }
    CHECK(stories_in(archive) == apart);
    compact_archive(archive, {.purge = true});
    CHECK(stories_in(archive) == apart);
  }
}

TEST_CASE("the stories follow from the articles that are there, whatever happened before") {
  for (unsigned seed = 1; seed <= 6; ++seed) {
    CAPTURE(seed);
    std::mt19937 random(seed);
    const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    const SampleFolder folder;
    const auto archive = folder.path("grown");
    std::map<std::string, std::string> newest;  // by id
    for (int step = 0; step < 12; ++step) {
      if (step % 4 == 3) {
        std::vector<std::string> ids;
        for (const auto& [id, one] : newest)
          if (below(5) == 0) ids.push_back(id);
        remove_articles(archive, ids);
        for (const auto& id : ids) newest.erase(id);
        if (step == 7) compact_archive(archive, {.purge = seed % 2 == 0});
        continue;
      }
      std::string load;
      std::set<std::string> in_load;
      for (int i = 0; i < 12; ++i) {
        const auto id = std::to_string(below(40));
        if (!in_load.insert(id).second) continue;
        // Texts of one to three stretches of the same sentences, each from a source of its own.
        std::string body;
        for (int stretch = below(3); stretch >= 0; --stretch) {
          const int from = below(6) * 10;
          body += text(from, from + 4 + below(6));
        }
        const char* const dates[] = {"2025-01-01", "2025-01-02", "2025-03-01", ""};
        newest[id] = line(id, body, dates[below(4)], "S" + id);
        load += newest[id];
      }
      IndexOptions options;
      options.commit_articles = static_cast<std::uint64_t>(1 + below(8));
      index_sources(archive, {folder.add("load.jsonl", load)}, options);
      CHECK(listed(stories_in(archive)) == listed(stories_by_all_pairs(archive)));
    }
    std::vector<std::string> left;
    for (const auto& [id, one] : newest) left.push_back(one);
    std::ranges::shuffle(left, random);
    std::string all;
    for (const auto& one : left) all += one;
    index_sources(folder.path("fresh"), {folder.add("all.jsonl", all)});
    CHECK(stories_in(archive) == stories_in(folder.path("fresh")));
    CHECK(stories_in(archive).size() < newest.size());
  }
}

TEST_CASE("an earlier copy that comes later gives the story its id, and any copy's id still finds it") {
  const SampleFolder folder;
  const auto archive = folder.path("a");
  index_sources(archive, {folder.add("1.jsonl", line("late", text(0, 10), "2025-01-02", "One") +
                                                    line("later", text(0, 10), "2025-01-03", "Two"))});
  CHECK(Archive{archive}.search("story:later").hits.front().story->id == "late");
  index_sources(archive, {folder.add("2.jsonl", line("early", text(0, 10), "2025-01-01", "Three"))});
  for (const char* query : {"story:late", "story:later", "story:early"}) {
    const Results results = Archive{archive}.search(query);
    CHECK(results.articles.value == 3);
    CHECK(results.hits.front().story->id == "early");
    CHECK(results.hits.front().story->copies == 3);
  }
}

TEST_CASE("a form letter sent by the thousand costs each article no more than some hundred comparisons") {
  // All share most of the text, none the figures; the copies lie side by side in time.
  const SampleFolder folder;
  std::string all;
  const int letters = 1500;
  for (int i = 0; i < letters; ++i) {
    std::string body = text(0, 8),
                date = std::to_string(1900 + i / 12) + (i % 12 < 9 ? "-0" : "-") + std::to_string(i % 12 + 1) + "-01";
    for (int figure = 0; figure < 9; ++figure) body += "The rate of " + std::to_string(i * 9 + figure) + " stood. ";
    all += line("x" + std::to_string(i), body, date, "One") + line("y" + std::to_string(i), body, date, "Two");
  }
  index_sources(folder.path("a"), {folder.add("all.jsonl", all)});
  CHECK(Archive{folder.path("a")}.search("*").stories.value == letters);
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

TEST_CASE("a value of a facet and a period of a timeline count the stories that a query for them finds") {
  const SampleFolder folder;
  const auto archive_path = folder.path("news.archive");
  std::string all;
  for (const auto& one : lines()) all += one;
  // A copy of the same source and month, so that a row has fewer stories than articles; and a date without a day.
  all += line("a4", text(0, 12) + "Edited again.", "2025-01-28", "one") + line("m1", text(100, 110), "2025-05", "One") +
         line("m2", text(100, 110), "2025-05", "Two");
  index_sources(archive_path, {folder.add("all.jsonl", all)});
  index_sources(archive_path, {folder.add("more.jsonl", line("b3", text(20, 30), "2025-02-02", "Three"))});
  const Archive archive{archive_path};
  SearchOptions options;
  options.facets = {"source"};
  std::uint64_t fewer = 0;
  for (const std::string unit : {"day", "month"}) {
    options.timeline = unit;
    for (const std::string query : {"quay", "-edited"}) {
      CAPTURE(query);
      const Results results = archive.search(query, options);
      const auto stories = [&](const std::string& filter) {
        return archive.search("(" + query + ") " + filter).stories.value;
      };
      for (const auto& row : results.facets.front().rows) {
        CHECK(row.stories == stories("source:\"" + row.value + "\""));
        fewer += row.articles - row.stories;
      }
      for (const auto& bucket : results.timeline->buckets) {
        if (bucket.articles == 0) continue;
        const std::string filter = "date:" + bucket.from + (unit == "day" ? " -date:2025-05" : "");
        CHECK(bucket.stories == (bucket.articles == 1 ? 1 : stories(filter)));
        fewer += bucket.articles - bucket.stories;
      }
      for (const auto& one : results.timeline->unplaced) CHECK(one.stories == 1);
      CHECK(results.timeline->unplaced.size() == (unit == "day" ? 1 : 0));
    }
  }
  CHECK(fewer > 8);
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
