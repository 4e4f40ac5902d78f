#include "indexer/load.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <broadsheet/archive.hpp>
#include <broadsheet/upkeep.hpp>
#include <iomanip>
#include <map>
#include <numeric>
#include <set>
#include <sstream>

#include "archive/limits.hpp"
#include "archive/small_archive.hpp"
#include "temporary_folder.hpp"

namespace broadsheet {
namespace {

using Kind = Outcome::Kind;

/// An archive, and how the sources of its last load ended.
struct Loading {
  TemporaryFolder folder;
  std::filesystem::path archive = folder / "archive";
  IndexOptions options;
  std::vector<Outcome> outcomes;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> commits;

  IndexSummary load(const std::vector<std::string>& sources) {
    outcomes.clear();
    commits.clear();
    options.on_outcome = [this](const Outcome& outcome) { outcomes.push_back(outcome); };
    options.on_commit = [this](std::uint64_t revision, std::uint64_t articles) {
      commits.emplace_back(revision, articles);
    };
    const auto summary = index_sources(archive, sources, options);
    check_adds_up(summary);
    return summary;
  }
  IndexSummary load_text(const std::string& name, const std::string& text) {
    write_text(folder / name, text);
    return load({(folder / name).string()});
  }
  std::string path(const std::string& name) const { return folder / name; }

  /// Every source ends as exactly one kind.
  void check_adds_up(const IndexSummary& summary) const {
    std::map<Kind, std::uint64_t> counted;
    for (const auto& outcome : outcomes) ++counted[outcome.kind];
    CHECK(counted[Kind::added] == summary.added);
    CHECK(counted[Kind::updated] == summary.updated);
    CHECK(counted[Kind::unchanged] == summary.unchanged);
    CHECK(counted[Kind::duplicate] == summary.duplicate);
    CHECK(counted[Kind::rejected] == summary.rejected);
    CHECK(counted[Kind::removed] == summary.removed);
  }
  std::uint64_t count(const std::string& query) const { return Archive(archive).search(query).articles.value; }
  std::vector<std::string> ids() const { return all_ids(Archive(archive)); }
  std::size_t parts() const { return read_stub(archive).parts.size(); }
  std::uint64_t revision() const { return read_stub(archive).revision; }
  void check_well() const {
    for (const auto& problem : check_archive(archive)) FAIL_CHECK(problem);
  }
};

std::string line(const std::string& id, const std::string& body) {
  return "{\"id\":\"" + id + "\",\"lang\":\"en\",\"title\":\"Headline\",\"body\":\"" + body + "\"}\n";
}

/// An entry of a tar file (POSIX.1-1988, ustar): a header of 512 bytes, and the content in blocks of 512.
std::string tar_entry(const std::string& name, const std::string& content) {
  std::string header(512, '\0');
  const auto put = [&](std::size_t at, const std::string& text) { header.replace(at, text.size(), text); };
  const auto octal = [](std::size_t number) {
    std::ostringstream text;
    text << std::oct << std::setfill('0') << std::setw(7) << number;
    return text.str();
  };
  put(0, name);
  put(100, octal(0644));
  put(124, octal(content.size()));
  put(148, std::string(8, ' '));  // what the checksum counts in its own place
  put(156, "0");
  put(257, "ustar");
  put(263, "00");
  put(148, octal(std::accumulate(header.begin(), header.end(), std::size_t{0},
                                 [](std::size_t sum, char c) { return sum + static_cast<unsigned char>(c); })));
  return header + content + std::string((512 - content.size() % 512) % 512, '\0');
}

/// All answers but their scores and the order that follows from these.
std::multiset<std::string> answers_without_scores(const std::filesystem::path& archive) {
  std::multiset<std::string> out;
  std::istringstream lines(answers(archive, false));
  for (std::string text; std::getline(lines, text);) out.insert(text);
  return out;
}

/// Every byte of every file of an archive.
std::string all_bytes(const std::filesystem::path& archive) {
  std::string out;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(archive))
    if (entry.is_regular_file()) out += read_text(entry.path());
  return out;
}

/// Names, sizes and times of all files: what a run that writes nothing leaves alone.
std::string listing(const std::filesystem::path& folder) {
  std::set<std::string> lines;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    lines.insert(entry.path().string() + " " +
                 (entry.is_regular_file() ? std::to_string(entry.file_size()) : std::string("-")) + " " +
                 std::to_string(entry.last_write_time().time_since_epoch().count()));
  std::string out;
  for (const auto& text : lines) out += text + "\n";
  return out;
}

}  // namespace

TEST_CASE("every source ends as added, updated, unchanged, duplicate, rejected or removed") {
  Loading made;
  auto summary =
      made.load_text("a.jsonl", line("a", "alpha one") + line("b", "beta one") + "{broken\n" + line("c", "gamma one"));
  CHECK(summary.added == 3);
  CHECK(summary.rejected == 1);
  CHECK(summary.articles == 3);
  CHECK(summary.revision == 1);
  REQUIRE(made.outcomes.size() == 4);
  CHECK(made.outcomes[0].file == made.path("a.jsonl") + "#1");
  CHECK(made.outcomes[0].id == "a");
  CHECK(made.outcomes[2].kind == Kind::rejected);
  CHECK(made.outcomes[2].file == made.path("a.jsonl") + "#3");
  CHECK_FALSE(made.outcomes[2].reason.empty());
  CHECK(made.outcomes[3].file == made.path("a.jsonl") + "#4");

  made.options.prune = true;
  summary = made.load_text("a.jsonl", line("a", "alpha one") + line("b", "beta two") + line("d", "delta one") +
                                          line("d", "delta one") + line("d", "delta two"));
  CHECK(summary.unchanged == 1);
  CHECK(summary.updated == 1);
  CHECK(summary.added == 1);
  CHECK(summary.duplicate == 2);
  CHECK(summary.removed == 1);
  CHECK(summary.articles == 3);
  std::vector<Kind> kinds;
  for (const auto& outcome : made.outcomes) kinds.push_back(outcome.kind);
  CHECK(kinds == std::vector<Kind>{Kind::unchanged, Kind::updated, Kind::duplicate, Kind::duplicate, Kind::added,
                                   Kind::removed});
  CHECK(made.outcomes.back().id == "c");
  CHECK(made.count("\"delta two\"") == 1);
  CHECK(made.count("\"delta one\"") == 0);
  CHECK(made.count("gamma") == 0);
  made.check_well();
}

TEST_CASE("a load that brings nothing new makes no revision and writes no part") {
  Loading made;
  const auto lines = write_lines(made.folder / "a.jsonl", small_articles(0, 50));
  CHECK(made.load({lines}).added == 50);
  const std::string stub = read_text(made.archive / "XAPIANDB");
  const auto summary = made.load({lines});
  CHECK(summary.unchanged == 50);
  CHECK(summary.added + summary.updated + summary.removed == 0);
  CHECK(summary.revision == 1);
  CHECK(summary.articles == 50);
  CHECK(made.commits.empty());
  CHECK(read_text(made.archive / "XAPIANDB") == stub);
  // The same articles from another file are the same.
  std::filesystem::copy(lines, made.folder / "b.jsonl");
  CHECK(made.load({made.path("b.jsonl")}).unchanged == 50);
  CHECK(read_text(made.archive / "XAPIANDB") == stub);
  made.check_well();
}

TEST_CASE("nothing is committed of sources without an article") {
  Loading made;
  const auto summary = made.load_text("a.jsonl", "{broken\n");
  CHECK(summary.rejected == 1);
  CHECK(summary.revision == 0);
  CHECK(summary.articles == 0);
  CHECK(error_of([&] { const Archive opened(made.archive); }));
  CHECK(made.load_text("a.jsonl", line("a", "alpha")).added == 1);
  CHECK(made.revision() == 1);
}

TEST_CASE("a changed article replaces the old one in every answer") {
  Loading made;
  made.load({write_lines(made.folder / "a.jsonl", small_articles(0, 40))});
  const auto summary = made.load({write_lines(made.folder / "b.jsonl", small_articles(10, 5, 1))});
  CHECK(summary.updated == 5);
  CHECK(summary.articles == 40);
  CHECK(made.count("only12v0") == 0);
  CHECK(made.count("only12v1") == 1);
  CHECK(made.count("only9v0") == 1);
  CHECK(made.count("*") == 40);
  CHECK(made.count("id:a-12") == 1);
  const Archive archive(made.archive);
  CHECK(archive.show("a-12")->article.body.ends_with("only12v1"));
  SearchOptions options;
  options.facets = {"source"};
  std::uint64_t sum = 0;
  const Results found = archive.search("*", options);
  for (const auto& row : found.facets[0].rows) sum += row.articles;
  CHECK(sum == 40);
  // … and again, many times over, as its own text comes back.
  for (unsigned round = 2; round < 14; ++round) {
    CHECK(made.load({write_lines(made.folder / "b.jsonl", small_articles(10, 5, round % 3))}).updated == 5);
    CHECK(made.count("only12v" + std::to_string(round % 3)) == 1);
    CHECK(made.count("only12v" + std::to_string((round + 1) % 3)) == 0);
    CHECK(made.count("*") == 40);
  }
  made.check_well();
}

TEST_CASE("of two texts with one id in one load the later is kept, whether a commit lies between or not") {
  for (const std::uint64_t commit_articles : {1U, 2U, 100U}) {
    Loading made;
    made.options.commit_articles = commit_articles;
    CAPTURE(commit_articles);
    made.load_text("a.jsonl", line("x", "first") + line("y", "other") + line("x", "second") + line("x", "third") +
                                  line("x", "first"));
    CHECK(made.count("*") == 2);
    CHECK(made.count("first") == 1);
    CHECK(made.count("second") == 0);
    CHECK(made.count("third") == 0);
    made.check_well();
    // Back and forth against what is committed.
    auto summary = made.load_text("b.jsonl", line("x", "fourth") + line("x", "first"));
    CHECK(made.count("first") == 1);
    CHECK(made.count("fourth") == 0);
    CHECK(summary.articles == 2);
    summary =
        made.load_text("c.jsonl", line("x", "first") + line("x", "fifth") + line("x", "first") + line("x", "sixth"));
    CHECK(made.count("sixth") == 1);
    CHECK(made.count("*") == 2);
    made.check_well();
  }
}

TEST_CASE("prune removes what the named sources no longer hold, and nothing else") {
  Loading made;
  const auto dir = made.folder / "news";
  const auto fill = [&] {
    std::filesystem::remove_all(dir);
    std::filesystem::create_directories(dir / "below");
    write_text(dir / "a.jsonl", line("a1", "alpha") + line("a2", "alpha"));
    write_text(dir / "below" / "b.jsonl", line("b1", "beta") + line("b2", "beta"));
  };
  fill();
  write_text(made.folder / "newsletter.jsonl", line("n1", "letter"));
  write_text(made.folder / "elsewhere.jsonl", line("e1", "elsewhere"));
  made.load({dir.string(), made.path("newsletter.jsonl"), made.path("elsewhere.jsonl")});
  REQUIRE(made.ids().size() == 6);
  made.options.prune = true;

  SUBCASE("a line that is gone") {
    write_text(dir / "a.jsonl", line("a2", "alpha"));
    CHECK(made.load({dir.string()}).removed == 1);
    CHECK(made.count("id:a1") == 0);
    CHECK(made.count("*") == 5);
    CHECK(made.load({dir.string()}).removed == 0);
  }
  SUBCASE("a file that is gone, and the folder's name ends with a slash") {
    std::filesystem::remove(dir / "a.jsonl");
    CHECK(made.load({dir.string() + "/"}).removed == 2);
    CHECK(made.count("*") == 4);
  }
  SUBCASE("an article that now comes from another file stays") {
    std::filesystem::rename(dir / "a.jsonl", dir / "z.jsonl");
    const auto summary = made.load({dir.string()});
    CHECK(summary.removed == 0);
    CHECK(summary.unchanged == 4);
  }
  SUBCASE("other sources and names that begin alike are left alone") {
    write_text(dir / "a.jsonl", "");
    std::filesystem::remove_all(dir / "below");
    const auto summary = made.load({dir.string()});
    CHECK(made.count("id:n1") == 1);
    CHECK(made.count("id:e1") == 1);
    CHECK(made.count("id:b1") == 0);
    // An empty file was read in no part: it may have been cut off.
    CHECK(summary.rejected == 1);
  }
  SUBCASE("a file with a broken line keeps its articles") {
    write_text(dir / "a.jsonl", line("a2", "alpha") + "{broken\n");
    const auto summary = made.load({dir.string()});
    CHECK(summary.rejected == 1);
    CHECK(summary.removed == 0);
    CHECK(made.count("*") == 6);
  }
  SUBCASE("a source that is not there, as a disk that is not mounted, loses nothing") {
    std::filesystem::rename(dir, made.folder / "away");
    const auto summary = made.load({dir.string()});
    CHECK(summary.rejected == 1);
    CHECK(summary.removed == 0);
    CHECK(made.count("*") == 6);
  }
  SUBCASE("a folder that cannot be opened loses nothing") {
    if (::geteuid() == 0) {
      // Root opens any folder, so a link to nowhere stands in for it.
      std::filesystem::rename(dir / "below", made.folder / "away");
      std::filesystem::create_symlink("nowhere", dir / "below");
    } else {
      std::filesystem::permissions(dir / "below", std::filesystem::perms::none);
    }
    const auto summary = made.load({dir.string()});
    if (::geteuid() != 0) std::filesystem::permissions(dir / "below", std::filesystem::perms::owner_all);
    CHECK(summary.rejected == 1);
    CHECK(summary.removed == 0);
    CHECK(made.count("*") == 6);
  }
  SUBCASE("names with the signs of places") {
    const auto other = made.folder / "news!2024", third = made.folder / "news#2024";
    for (const auto& folder : {other, third}) {
      std::filesystem::create_directory(folder);
      write_text(folder / "o.jsonl", line("o" + folder.filename().string(), "other"));
    }
    made.options.prune = false;
    made.load({other.string(), third.string()});
    made.options.prune = true;
    CHECK(made.load({dir.string()}).removed == 0);
    CHECK(made.count("*") == 8);
    for (const auto& folder : {other, third}) {
      write_text(folder / "o.jsonl", line("p" + folder.filename().string(), "other"));
      CHECK(made.load({folder.string()}).removed == 1);
    }
    CHECK(made.count("*") == 8);
  }
  SUBCASE("a file with the signs of places") {
    write_text(made.folder / "a!b.jsonl", line("q1", "alpha") + line("q2", "alpha"));
    made.load({made.path("a!b.jsonl")});
    write_text(made.folder / "a!b.jsonl", line("q1", "alpha"));
    CHECK(made.load({made.path("a!b.jsonl")}).removed == 1);
  }
  SUBCASE("a box that lost an entry; what lies behind the place where it is cut off stays") {
    const std::string x = tar_entry("x.jsonl", line("x1", "alpha")), y = tar_entry("y.jsonl", line("y1", "beta")),
                      z = tar_entry("z.jsonl", line("z1", "gamma")), end(1024, '\0');
    const auto box = dir / "box.tar";
    write_text(box, x + y + z + end);
    made.load({box.string()});
    REQUIRE(made.count("*") == 9);
    write_text(box, x + z + end);
    CHECK(made.load({box.string()}).removed == 1);
    CHECK(made.count("id:y1") == 0);
    write_text(box, x.substr(0, 520));
    const auto summary = made.load({dir.string()});
    CHECK(summary.rejected > 0);
    CHECK(summary.removed == 0);
    CHECK(made.count("id:z1") == 1);
  }
  SUBCASE("a dry run says what would be removed and removes nothing") {
    std::filesystem::remove(dir / "a.jsonl");
    made.options.dry_run = true;
    const std::string before = listing(made.archive);
    CHECK(made.load({dir.string()}).removed == 2);
    CHECK(listing(made.archive) == before);
    CHECK(made.count("*") == 6);
  }
  made.check_well();
}

TEST_CASE("a dry run says it all and writes nothing") {
  Loading made;
  made.options.dry_run = true;
  const std::string first = line("a", "alpha") + line("b", "beta") + "{broken\n" + line("a", "alpha");
  auto summary = made.load_text("a.jsonl", first);
  CHECK(summary.added == 2);
  CHECK(summary.duplicate == 1);
  CHECK(summary.rejected == 1);
  CHECK(summary.revision == 0);
  CHECK_FALSE(std::filesystem::exists(made.archive));
  made.options.dry_run = false;
  made.load_text("a.jsonl", first);
  made.options.dry_run = true;
  const std::string before = listing(made.archive);
  summary = made.load_text("a.jsonl", line("a", "alpha") + line("b", "changed") + line("c", "gamma"));
  CHECK(summary.unchanged == 1);
  CHECK(summary.updated == 1);
  CHECK(summary.added == 1);
  CHECK(summary.revision == 1);
  CHECK(summary.articles == 2);
  CHECK(listing(made.archive) == before);
}

TEST_CASE("a load that is stopped ends at its last commit, and the next one brings the rest") {
  Loading made;
  const auto lines = write_lines(made.folder / "a.jsonl", small_articles(0, 100));
  made.options.commit_articles = 20;
  std::uint64_t committed = 0;
  made.options.stop = [&] { return made.commits.size() >= 3; };
  auto summary = made.load({lines});
  CHECK(summary.stopped);
  REQUIRE(made.commits.size() == 3);
  committed = made.commits.back().second;
  CHECK(committed == 60);
  CHECK(summary.added == 60);
  CHECK(summary.articles == 60);
  CHECK(made.outcomes.size() == 60);  // what was read and not committed is not said to have been
  CHECK(made.ids().size() == 60);
  CHECK(made.count("only59v0") == 1);
  CHECK(made.count("only60v0") == 0);
  made.check_well();
  made.options.stop = nullptr;
  summary = made.load({lines});
  CHECK(summary.unchanged == 60);
  CHECK(summary.added == 40);
  CHECK(made.count("*") == 100);
  made.check_well();
  made.options.stop = [] { return true; };
  CHECK(made.load({write_lines(made.folder / "b.jsonl", small_articles(200, 10))}).articles == 100);
}

TEST_CASE("a load that is stopped before its first commit leaves no archive, and its folder can be used") {
  Loading made;
  const auto lines = write_lines(made.folder / "a.jsonl", small_articles(0, 100));
  int asked = 0;
  made.options.stop = [&] { return ++asked > 10; };
  const auto summary = made.load({lines});
  CHECK(summary.stopped);
  CHECK(summary.revision == 0);
  CHECK(made.outcomes.empty());
  made.options.stop = nullptr;
  CHECK(made.load({lines}).added == 100);
}

TEST_CASE("each commit is reported once it can be read") {
  Loading made;
  made.options.commit_articles = 30;
  const auto lines = write_lines(made.folder / "a.jsonl", small_articles(0, 100));
  std::vector<std::uint64_t> found;
  made.options.on_outcome = {};
  IndexOptions options = made.options;
  options.on_commit = [&](std::uint64_t revision, std::uint64_t articles) {
    const Archive archive(made.archive);
    CHECK(archive.info().revision == revision);
    CHECK(archive.info().documents == articles);
    found.push_back(articles);
  };
  index_sources(made.archive, {lines}, options);
  CHECK(found == std::vector<std::uint64_t>{30, 60, 90, 100});
}

TEST_CASE("loaded in one run or in ten, with few or many parts, an archive gives the same answers and scores") {
  Loading one, ten, many;
  constexpr unsigned articles = 400;
  one.load({write_lines(one.folder / "a.jsonl", small_articles(0, articles))});
  for (unsigned i = 0; i < 10; ++i)
    ten.load({write_lines(ten.folder / "a.jsonl", small_articles(i * articles / 10, articles / 10))});
  many.options.commit_articles = 23;
  many.load({write_lines(many.folder / "a.jsonl", small_articles(0, articles))});
  CHECK(one.parts() == 1);
  CHECK(ten.parts() <= limit::parts);
  const std::string expected = answers(one.archive);
  for (const auto* other : {&ten, &many}) {
    const std::string found = answers(other->archive);
    CHECK_MESSAGE((found == expected), first_difference(expected, found));
    other->check_well();
  }
  // Merged into one part they are the same to the last byte of their tables.
  compact_archive(ten.archive);
  CHECK(ten.parts() == 1);
  CHECK((answers(ten.archive) == expected));
}

TEST_CASE("any number of jobs and any size of batches write the same tables, and the same articles in the same order") {
  std::string tables, answered;
  struct Row {
    unsigned jobs;
    std::size_t memory_bytes;
  };
  for (const Row& row : {Row{1, 512 << 20}, Row{4, 512 << 20}, Row{2, 1 << 20}, Row{3, 64 << 20}}) {
    Loading made;
    made.options.jobs = row.jobs;
    made.options.memory_bytes = row.memory_bytes;
    made.options.commit_articles = 1'000'000;
    // Enough for many batches, so that threads finish them out of order.
    std::vector<Article> articles;
    for (unsigned i = 0; i < 1600; ++i) {
      articles.push_back(small_article(i));
      if (i % 400 == 0)
        for (int times = 0; times < 50; ++times) articles.back().body += "\n\n" + small_article(i).body;
    }
    made.load({write_lines(made.folder / "a.jsonl", articles)});
    CAPTURE(row.jobs);
    CAPTURE(row.memory_bytes);
    if (made.parts() > 1) compact_archive(made.archive);  // held to so little memory it commits earlier
    const auto part = part_folders(made.archive).at(0);
    const std::string bytes = read_text(part / "tables");
    if (tables.empty()) tables = bytes;
    CHECK((bytes == tables));
    const std::string found = answers(made.archive);
    if (answered.empty()) answered = found;
    CHECK_MESSAGE((found == answered), first_difference(answered, found));
  }
}

TEST_CASE("small commits make several parts, and more than eight are merged") {
  Loading made;
  made.options.commit_articles = 10;
  const auto lines = write_lines(made.folder / "a.jsonl", small_articles(0, 70));
  made.load({lines});
  CHECK(made.parts() == 7);
  CHECK(made.commits.size() == 7);
  made.load({write_lines(made.folder / "b.jsonl", small_articles(70, 10))});
  CHECK(made.parts() == 8);
  made.load({write_lines(made.folder / "c.jsonl", small_articles(80, 10))});
  CHECK(made.parts() <= 8);
  CHECK(made.ids().size() == 90);
  // Nothing but what the stub names is left.
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(made.archive)) names.insert(entry.path().filename());
  std::set<std::string> expected = {"XAPIANDB", "lock"};
  for (const auto& part : part_folders(made.archive)) expected.insert(part.filename());
  CHECK(names == expected);
  made.check_well();
}

TEST_CASE("a large part is not written again each time a small one comes") {
  Loading made;
  made.load({write_lines(made.folder / "a.jsonl", small_articles(0, 6000))});
  const auto large = read_stub(made.archive).parts.at(0);
  for (unsigned i = 0; i < 20; ++i) made.load({write_lines(made.folder / "b.jsonl", small_articles(6000 + i * 2, 2))});
  const auto parts = read_stub(made.archive).parts;
  CHECK(std::ranges::find(parts, large) != parts.end());
  CHECK(parts.size() <= limit::parts);
  CHECK(made.count("*") == 6040);
}

TEST_CASE("articles that are gone stay gone through merges") {
  Loading made;
  made.load({write_lines(made.folder / "a.jsonl", small_articles(0, 300))});
  std::set<std::string> left;
  for (unsigned i = 0; i < 300; ++i) left.insert("a-" + std::to_string(i));
  Numbers random(11);
  for (unsigned round = 1; round <= 30; ++round) {
    // One removed, two replaced, one new, each time; merges come in between.
    const std::string victim = "a-" + std::to_string(random.below(300 + round - 1));
    const auto missing = remove_articles(made.archive, {victim});
    CHECK(missing.empty() == (left.erase(victim) == 1));
    auto articles = small_articles(round * 7, 2, round);
    articles.push_back(small_article(300 + round - 1));
    made.load({write_lines(made.folder / "b.jsonl", articles)});
    for (const auto& article : articles) left.insert(article.id);
    const auto ids = made.ids();
    CAPTURE(round);
    REQUIRE(std::set<std::string>(ids.begin(), ids.end()) == left);
    REQUIRE(ids.size() == left.size());
    REQUIRE(made.count("only" + std::to_string(round * 7) + "v0") == 0);
    REQUIRE(made.count("only" + std::to_string(round * 7) + "v" + std::to_string(round)) == 1);
    REQUIRE(read_stub(made.archive).articles == left.size());
    REQUIRE(made.parts() <= limit::parts);
  }
  made.check_well();
  const std::string before = answers(made.archive);
  compact_archive(made.archive);
  CHECK(made.parts() == 1);
  const std::string after = answers(made.archive);
  CHECK_MESSAGE((before == after), first_difference(before, after));
  // What is gone counts in the rarity of a word until it is purged, and in nothing else: then an archive of the
  // articles that are left gives the same answers.
  std::vector<Article> same;
  const Archive archive(made.archive);
  Loading fresh;
  std::string lines;
  for (const auto& id : all_ids(archive)) lines += to_article_line(archive.show(id)->article) + "\n";
  fresh.load_text("a.jsonl", lines);
  CHECK(answers_without_scores(made.archive) == answers_without_scores(fresh.archive));
  compact_archive(made.archive, {true, 0, 1});
  const std::string purged = answers(made.archive), anew = answers(fresh.archive);
  CHECK_MESSAGE((purged == anew), first_difference(purged, anew));
}

TEST_CASE("removed articles are not found, and ids that are not there are named") {
  Loading made;
  made.load({write_lines(made.folder / "a.jsonl", small_articles(0, 20))});
  CHECK(remove_articles(made.archive, {"a-3", "nobody", "a-4", "a-3"}) == std::vector<std::string>{"nobody"});
  CHECK(made.count("*") == 18);
  CHECK(made.count("id:a-3") == 0);
  CHECK_FALSE(Archive(made.archive).show("a-3"));
  CHECK(made.revision() == 2);
  CHECK(remove_articles(made.archive, {"a-3", ""}) == std::vector<std::string>{"a-3", ""});
  CHECK(remove_articles(made.archive, {}).empty());
  CHECK(made.revision() == 2);
  // It comes back as new.
  CHECK(made.load({made.path("a.jsonl")}).added == 2);
  CHECK(made.count("*") == 20);
  // All of them.
  std::vector<std::string> all;
  for (unsigned i = 0; i < 20; ++i) all.push_back("a-" + std::to_string(i));
  CHECK(remove_articles(made.archive, all).empty());
  CHECK(made.count("*") == 0);
  made.check_well();
  compact_archive(made.archive, {true, 0, 1});
  CHECK(made.count("*") == 0);
  made.check_well();
  CHECK(made.load({made.path("a.jsonl")}).added == 20);
  made.check_well();
  CHECK(error_of([&] { remove_articles(made.folder / "nowhere", {"x"}); }));
  CHECK_FALSE(std::filesystem::exists(made.folder / "nowhere"));
}

TEST_CASE("what was removed or replaced is in no file after compact --purge") {
  Loading made;
  // Words that are in no other text, in each place that text may be kept in. Document data is compressed when it is
  // long, so the bodies are short.
  made.load_text("a.jsonl",
                 "{\"id\":\"idsecret\",\"title\":\"titlesecret\",\"body\":\"bodysecret\",\"tags\":[\"tagsecret\"],"
                 "\"author\":\"authorsecret\",\"source\":\"sourcesecret\",\"url\":\"https://urlsecret.com/\"}\n" +
                     line("changed", "oldsecret") + line("stays", "open"));
  CHECK(all_bytes(made.archive).find("bodysecret") != std::string::npos);
  CHECK(all_bytes(made.archive).find("oldsecret") != std::string::npos);
  made.load_text("b.jsonl", line("changed", "newtext"));
  remove_articles(made.archive, {"idsecret"});
  compact_archive(made.archive, {true, 0, 1});
  const std::string bytes = all_bytes(made.archive);
  for (const char* word : {"idsecret", "titlesecret", "bodysecret", "tagsecret", "authorsecret", "sourcesecret",
                           "urlsecret", "oldsecret"}) {
    CAPTURE(word);
    CHECK(bytes.find(word) == std::string::npos);
  }
  CHECK(bytes.find("newtext") != std::string::npos);
  CHECK(made.count("*") == 2);
  CHECK(made.parts() == 1);
  made.check_well();
  // Nothing more to do: no new revision.
  const auto revision = made.revision();
  compact_archive(made.archive, {true, 0, 1});
  CHECK(made.revision() == revision);
}

TEST_CASE("compact with another reference length gives the scores of an archive made with it") {
  Loading short_ones, long_ones;
  short_ones.options.reference_length = 50;
  long_ones.options.reference_length = 600;
  for (auto* made : {&short_ones, &long_ones})
    made->load({write_lines(made->folder / "a.jsonl", small_articles(0, 150))});
  const std::string before = answers(short_ones.archive), wanted = answers(long_ones.archive);
  CHECK(before != wanted);
  CHECK(Archive(short_ones.archive).stats().reference_length == 50);
  // Of an archive that is there already the option changes nothing.
  short_ones.options.reference_length = 600;
  short_ones.load({write_lines(short_ones.folder / "b.jsonl", small_articles(0, 150))});
  CHECK((answers(short_ones.archive) == before));
  compact_archive(short_ones.archive, {false, 600, 1});
  const std::string after = answers(short_ones.archive);
  CHECK_MESSAGE((after == wanted), first_difference(after, wanted));
  CHECK(Archive(short_ones.archive).stats().reference_length == 600);
  short_ones.check_well();
}

TEST_CASE("compact of an archive in one part changes nothing") {
  Loading made;
  made.load({write_lines(made.folder / "a.jsonl", small_articles(0, 20))});
  const std::string stub = read_text(made.archive / "XAPIANDB");
  compact_archive(made.archive);
  compact_archive(made.archive, {true, 0, 1});
  CHECK(read_text(made.archive / "XAPIANDB") == stub);
  CHECK(error_of([&] { compact_archive(made.folder / "nowhere"); }));
  CHECK_FALSE(std::filesystem::exists(made.folder / "nowhere"));
}

TEST_CASE("a folder that is not ours is refused and left alone") {
  Loading made;
  write_text(made.folder / "a.jsonl", line("a", "alpha"));
  std::filesystem::create_directory(made.archive);
  write_text(made.archive / "letter.txt", "dear");
  const std::string before = listing(made.archive);
  const auto message = error_of([&] { made.load({made.path("a.jsonl")}); });
  REQUIRE(message);
  CHECK(message->find("is no archive and not empty (it holds 'letter.txt')") != std::string::npos);
  CHECK(listing(made.archive) == before);
  std::filesystem::remove_all(made.archive);
  write_text(made.archive, "a file");
  CHECK(error_of([&] { made.load({made.path("a.jsonl")}); }));
  CHECK(read_text(made.archive) == "a file");
}

TEST_CASE("a folder that may not be written is refused with the reason, and read all the same") {
  Loading made;
  write_text(made.folder / "a.jsonl", line("a", "alpha"));
  made.load({made.path("a.jsonl")});
  write_text(made.folder / "a.jsonl", line("b", "beta"));
  using std::filesystem::perms;
  const auto readable = perms::owner_read | perms::owner_exec | perms::group_read | perms::group_exec |
                        perms::others_read | perms::others_exec;
  std::filesystem::permissions(made.folder.path(), readable | perms::owner_write);
  std::filesystem::permissions(made.archive, readable);
  const bool root = ::geteuid() == 0;
  if (root) REQUIRE(::seteuid(65534) == 0);
  const auto message = error_of([&] { made.load({made.path("a.jsonl")}); });
  const auto fresh = root ? error_of([&] { index_sources(made.folder / "new", {made.path("a.jsonl")}); })
                          : std::optional<std::string>("cannot make");
  const auto read = error_of([&] { CHECK(made.count("*") == 1); });
  if (root) REQUIRE(::seteuid(0) == 0);
  std::filesystem::permissions(made.archive, perms::none);
  if (root) REQUIRE(::seteuid(65534) == 0);
  const auto hidden = error_of([&] { const Archive opened(made.archive); });
  if (root) REQUIRE(::seteuid(0) == 0);
  std::filesystem::permissions(made.archive, perms::owner_all);
  REQUIRE(hidden);
  CHECK_MESSAGE(hidden->find("Permission denied") != std::string::npos, *hidden);
  REQUIRE(message);
  CHECK(message->find(made.archive.string()) != std::string::npos);
  CHECK(message->find("Permission denied") != std::string::npos);
  REQUIRE(fresh);
  CHECK(fresh->find("cannot make") != std::string::npos);
  CHECK_FALSE(read);
}

TEST_CASE("of several captures of a page the latest is kept, whichever is read first") {
  const auto capture = [](const std::string& day, const std::string& word) {
    const std::string content =
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><h1>Quay</h1><p>The harbour "
        "board met on Tuesday and voted to " +
        word + " the quay before the winter.</p></body></html>";
    return "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://s.example/quay\r\nWARC-Date: 2025-01-" + day +
           "T08:00:00Z\r\nContent-Length: " + std::to_string(content.size()) + "\r\n\r\n" + content + "\r\n\r\n";
  };
  const auto early = capture("02", "repair"), late = capture("20", "replace");
  for (const auto& both : {early + late, late + early}) {
    Loading one;
    one.load_text("a.warc", both);
    CHECK(one.count("replace") == 1);
    CHECK(one.count("repair") == 0);
  }
  Loading archive;
  CHECK(archive.load_text("a.warc", late).added == 1);
  CHECK(archive.load_text("b.warc", early).duplicate == 1);
  CHECK(archive.load_text("c.warc", late).unchanged == 1);
  CHECK(archive.load_text("d.warc", capture("25", "replace")).updated == 1);  // the same text, seen later
  CHECK(archive.count("replace") == 1);
}

TEST_CASE("what only another version understands is refused before anything is written") {
  Loading made;
  made.load({write_lines(made.folder / "a.jsonl", small_articles(0, 3))});
  Stamp stamp = read_stub(made.archive);
  stamp.icu = "99.1";
  write_text(made.archive / "XAPIANDB", print_stub(stamp));
  const std::string stub = read_text(made.archive / "XAPIANDB");
  CHECK(error_of([&] { made.load({write_lines(made.folder / "b.jsonl", small_articles(3, 3))}); }));
  CHECK(error_of([&] { remove_articles(made.archive, {"a-1"}); }));
  CHECK(error_of([&] { compact_archive(made.archive); }));
  CHECK(read_text(made.archive / "XAPIANDB") == stub);
  CHECK(std::filesystem::exists(made.archive / "part.000001"));
}

}  // namespace broadsheet
