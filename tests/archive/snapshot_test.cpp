#include "archive/snapshot.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <broadsheet/archive.hpp>
#include <broadsheet/upkeep.hpp>
#include <chrono>
#include <thread>

#include "archive/small_archive.hpp"
#include "temporary_folder.hpp"

namespace broadsheet {
namespace {

/// An archive of two parts, the second with a list of gone articles.
struct TwoParts {
  TemporaryFolder folder;
  std::filesystem::path archive = folder / "archive";
  std::filesystem::path first = archive / "part.000001", second = archive / "part.000002";
  TwoParts() {
    index_sources(archive, {write_lines(folder / "a.jsonl", small_articles(0, 30))});
    index_sources(archive, {write_lines(folder / "b.jsonl", small_articles(25, 30, 1))});
  }
  std::optional<std::string> refusal() const {
    return error_of([&] { const Archive opened(archive); });
  }
};

/// One sentence that names the archive or a file of it and says what to do.
void check_sentence(const std::optional<std::string>& message, const std::filesystem::path& names,
                    std::initializer_list<const char*> says) {
  REQUIRE(message);
  CAPTURE(*message);
  CHECK(message->find(names.string()) != std::string::npos);
  CHECK(message->find('\n') == std::string::npos);
  for (const char* words : says) CHECK(message->find(words) != std::string::npos);
}

std::vector<std::string> files_of(const std::filesystem::path& part) {
  std::vector<std::string> out;
  for (const auto& file : parse_seal(read_text(part / "seal"), "seal").files) out.push_back(file.name);
  return out;
}

}  // namespace

TEST_CASE("an archive that is not there, or is something else, is refused with what to do") {
  const TemporaryFolder folder;
  const auto archive = folder / "archive";
  const auto refusal = [&] { return error_of([&] { const Archive opened(archive); }); };
  SUBCASE("no such folder") { check_sentence(refusal(), archive, {"no such folder", "broadsheet index"}); }
  SUBCASE("a file") {
    write_text(archive, "x");
    check_sentence(refusal(), archive, {"no folder", "name the folder"});
  }
  SUBCASE("an empty folder") {
    std::filesystem::create_directory(archive);
    check_sentence(refusal(), archive, {"nothing has been committed", "broadsheet index"});
  }
  SUBCASE("somebody's folder") {
    std::filesystem::create_directory(archive);
    write_text(archive / "letter.txt", "x");
    check_sentence(refusal(), archive, {"no archive", "name the folder"});
  }
  SUBCASE("a plain Xapian database") {
    Xapian::WritableDatabase(archive.string(), Xapian::DB_CREATE_OR_OVERWRITE).commit();
    check_sentence(refusal(), archive, {"Xapian database that broadsheet did not make", "new archive"});
    check_sentence(error_of([&] { index_sources(archive, {}); }), archive, {"name a new folder"});
  }
  SUBCASE("a Xapian stub that could start a program") {
    std::filesystem::create_directory(archive);
    const auto proof = folder / "owned";
    write_text(archive / "XAPIANDB", "remote :touch " + proof.string() + "\n");
    check_sentence(refusal(), archive / "XAPIANDB", {"not made by broadsheet", "name another archive"});
    CHECK(error_of([&] { check_archive(archive); }));
    CHECK(error_of([&] { index_sources(archive, {}); }));
    CHECK_FALSE(std::filesystem::exists(proof));
  }
  SUBCASE("a first load that was killed before its first commit") {
    std::filesystem::create_directory(archive);
    write_text(archive / "lock", "process 1 since then");
    std::filesystem::create_directory(archive / "work.1.0");
    check_sentence(refusal(), archive, {"nothing has been committed", "broadsheet index"});
    check_sentence(error_of([&] { check_archive(archive); }), archive, {"nothing has been committed"});
  }
  SUBCASE("a load without an article") {
    write_text(folder / "a.jsonl", "{broken\n");
    index_sources(archive, {(folder / "a.jsonl").string()});
    check_sentence(refusal(), archive, {"nothing has been committed", "broadsheet index"});
    IndexOptions dry;
    dry.dry_run = true;
    CHECK(index_sources(archive, {(folder / "a.jsonl").string()}, dry).revision == 0);
    check_sentence(error_of([&] { remove_articles(archive, {"x"}); }), archive, {"nothing has been committed"});
    check_sentence(error_of([&] { compact_archive(archive); }), archive, {"nothing has been committed"});
  }
}

TEST_CASE("a damaged archive is refused by the name of what is damaged") {
  const TwoParts made;
  REQUIRE_FALSE(made.refusal());
  SUBCASE("the stub is empty") {
    write_text(made.archive / "XAPIANDB", "");
    check_sentence(made.refusal(), made.archive / "XAPIANDB", {"it is empty", "restore"});
  }
  SUBCASE("the stub is cut at a line, so that Xapian would silently see fewer parts") {
    std::string stub = read_text(made.archive / "XAPIANDB");
    stub.resize(stub.find("glass part.000002"));
    write_text(made.archive / "XAPIANDB", stub);
    CHECK(Xapian::Database(made.archive.string()).get_doccount() == 30);
    check_sentence(made.refusal(), made.archive / "XAPIANDB", {"damaged", "restore"});
  }
  SUBCASE("the stub is newer") {
    std::string stub = read_text(made.archive / "XAPIANDB");
    stub.replace(stub.find("format=1"), 8, "format=2");
    write_text(made.archive / "XAPIANDB", stub);
    check_sentence(made.refusal(), made.archive / "XAPIANDB", {"use a newer broadsheet"});
    check_sentence(error_of([&] { index_sources(made.archive, {}); }), made.archive / "XAPIANDB", {"newer"});
  }
  SUBCASE("the stub is gone though parts stand") {
    std::filesystem::remove(made.archive / "XAPIANDB");
    check_sentence(made.refusal(), made.archive, {"restore"});
    check_sentence(error_of([&] { check_archive(made.archive); }), made.archive, {"restore"});
    // Above all, nobody takes it for a new archive and clears it away.
    CHECK(error_of([&] { index_sources(made.archive, {(made.folder / "a.jsonl").string()}); }));
    CHECK(std::filesystem::exists(made.first));
    CHECK(std::filesystem::exists(made.second));
  }
  SUBCASE("a part is gone") {
    std::filesystem::remove_all(made.second);
    check_sentence(made.refusal(), made.second, {"restore"});
  }
  SUBCASE("a part is a file") {
    std::filesystem::remove_all(made.second);
    write_text(made.second, "x");
    check_sentence(made.refusal(), made.second, {"restore"});
  }
  SUBCASE("the stub says another number of articles") {
    Stamp stamp = read_stub(made.archive);
    ++stamp.articles;
    write_text(made.archive / "XAPIANDB", print_stub(stamp));
    check_sentence(made.refusal(), made.archive, {"damaged", "56", "55"});
  }
  SUBCASE("two parts stand in each other's place") {
    std::filesystem::rename(made.first, made.archive / "x");
    std::filesystem::rename(made.second, made.first);
    std::filesystem::rename(made.archive / "x", made.second);
    // 30 articles each, so that no number tells.
    check_sentence(made.refusal(), made.archive, {"not the part that XAPIANDB names", "restore"});
    CHECK(check_archive(made.archive, {true}).size() == 2);
  }
  SUBCASE("a part was restored from another archive") {
    const TwoParts other;
    std::filesystem::remove_all(made.first);
    std::filesystem::copy(other.second, made.first);
    check_sentence(made.refusal(), made.first, {"not the part that XAPIANDB names", "restore"});
    CHECK(check_archive(made.archive, {true}).size() == 1);
  }
  SUBCASE("an older stub is put back after its parts were merged") {
    const std::string stub = read_text(made.archive / "XAPIANDB");
    compact_archive(made.archive);
    write_text(made.archive / "XAPIANDB", stub);
    check_sentence(made.refusal(), made.first, {"restore"});
  }
}

TEST_CASE("any bit flipped in the root of a database is noticed when the archive is opened") {
  const TwoParts made;
  const auto root = made.second / "iamglass";
  const std::string whole = read_text(root);
  for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {  // with some of them Xapian would crash
    std::string bytes = whole;
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << bit % 8));
    write_text(root, bytes);
    CAPTURE(bit);
    check_sentence(made.refusal(), made.second, {"iamglass", "restore"});
  }
}

TEST_CASE("any file of a part that is missing, cut or longer is noticed when the archive is opened") {
  const TwoParts made;
  const std::string whole = answers(made.archive);
  auto names = files_of(made.second);
  names.push_back("seal");
  CHECK(std::ranges::find(names, "gone") != names.end());
  CHECK(std::ranges::find(names, "docdata.glass") != names.end());
  for (const auto& name : names) {
    const auto path = made.second / name;
    const std::string bytes = read_text(path);
    CAPTURE(name);
    std::filesystem::remove(path);
    check_sentence(made.refusal(), made.second, {"restore"});
    CHECK_FALSE(check_archive(made.archive, {true}).empty());
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, bytes.size() / 2, bytes.size() - 1}) {
      write_text(path, bytes.substr(0, size));
      CAPTURE(size);
      check_sentence(made.refusal(), made.second, {"restore"});
    }
    write_text(path, bytes + "\n");
    check_sentence(made.refusal(), made.second, {"restore"});
    std::filesystem::remove(path);
    REQUIRE(::mkfifo(path.c_str(), 0666) == 0);
    check_sentence(made.refusal(), made.second, {});
    std::filesystem::remove(path);
    write_text(path, bytes);
  }
  CHECK((answers(made.archive) == whole));
  CHECK(check_archive(made.archive).empty());
}

TEST_CASE("what does not belong to an archive is named by check and changes no answer") {
  const TwoParts made;
  const std::string whole = answers(made.archive);
  write_text(made.second / "position.glass", "x");
  write_text(made.archive / "letter.txt", "x");
  std::filesystem::create_directory(made.archive / "work.old.part.000009");  // a killed writer's, and harmless
  const auto problems = check_archive(made.archive);
  REQUIRE(problems.size() == 2);
  CHECK(problems[0].find("position.glass' is no file of this part: remove it") != std::string::npos);
  CHECK(problems[1].find("letter.txt' does not belong to the archive: remove it") != std::string::npos);
  CHECK((answers(made.archive) == whole));
}

TEST_CASE("each damage to any file of a part is said by check with the file's name") {
  const TwoParts made;
  Numbers random(3);
  for (const auto& part : {made.first, made.second}) {
    auto names = files_of(part);
    names.push_back("seal");
    for (const auto& name : names) {
      const auto path = part / name;
      const std::string bytes = read_text(path);
      for (int round = 0; round < 5; ++round) {
        std::string damaged = bytes;
        const auto at = random.below(bytes.size());
        damaged[at] = static_cast<char>(damaged[at] ^ (1 << random.below(8)));
        write_text(path, damaged);
        const auto problems = check_archive(made.archive);
        CAPTURE(path.string());
        REQUIRE_FALSE(problems.empty());
        for (const auto& problem : problems) CHECK(problem.find("restore") != std::string::npos);
        // A damaged seal is also no longer the one that the stub names.
        CHECK(problems.back().starts_with("'" + path.string() + "' "));
        CHECK(problems.size() <= (name == "seal" ? 2 : 1));
      }
      write_text(path, bytes);
    }
  }
  CHECK(check_archive(made.archive).empty());
}

TEST_CASE("tables that were sealed but are not what the articles make are noticed by check") {
  const TwoParts made;
  std::string bytes = read_text(made.first / "tables");
  bytes[bytes.size() - 200] = static_cast<char>(bytes[bytes.size() - 200] ^ 1);
  write_text(made.first / "tables", bytes);
  reseal(made.first);
  const auto problems = check_archive(made.archive);
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].starts_with("'" + (made.first / "tables").string() + "' is not what its articles make"));
}

TEST_CASE("a snapshot stays as it was while others commit, merge and remove its parts") {
  const TwoParts made;
  const Archive before(made.archive);
  const auto ids = all_ids(before);
  CHECK_FALSE(before.outdated());
  index_sources(made.archive, {write_lines(made.folder / "c.jsonl", small_articles(0, 80, 2))});
  compact_archive(made.archive, {true, 0, 1});
  CHECK(before.outdated());
  CHECK(all_ids(before) == ids);
  CHECK(before.search("only26v1").articles.value == 1);
  CHECK(before.search("only26v2").articles.value == 0);
  CHECK(before.show("a-26")->article.body.ends_with("only26v1"));
  const Archive after(made.archive);
  CHECK(after.search("only26v1").articles.value == 0);
  CHECK(after.search("only26v2").articles.value == 1);
}

TEST_CASE("readers that open while a writer commits and merges 50 times always get one whole revision") {
  const TemporaryFolder folder;
  const auto archive = folder / "archive";
  // Three articles that each commit replaces by a new generation of all three.
  const auto commit = [&](int generation) {
    std::string lines;
    for (const char* id : {"x", "y", "z"})
      lines += std::string("{\"id\":\"") + id + "\",\"lang\":\"en\",\"title\":\"Generation g" +
               std::to_string(generation) + "\",\"body\":\"whole\"}\n";
    write_text(folder / "generation.jsonl", lines);
    return index_sources(archive, {(folder / "generation.jsonl").string()}).updated;
  };
  commit(0);
  std::atomic<bool> done{false};
  std::atomic<int> opened{0}, changed_too_often{0}, wrong{0};
  std::string what;
  std::mutex mutex;
  const auto say = [&](const std::string& text) {
    const std::lock_guard lock(mutex);
    ++wrong;
    what = text;
  };
  const auto read = [&] {
    int last = 0;
    std::uint64_t last_revision = 0;
    do {
      try {
        const Archive reader(archive);
        SearchOptions options;
        options.body = true;
        const auto found = reader.search("whole", options);
        const auto info = reader.info();
        if (found.hits.size() != 3 || found.articles.value != 3 || info.documents != 3)
          say("found " + std::to_string(found.hits.size()) + " of " + std::to_string(info.documents));
        for (const auto& hit : found.hits)
          if (hit.article.title != found.hits[0].article.title) say("two generations in one revision");
        if (!found.hits.empty()) {
          const int generation = std::stoi(found.hits[0].article.title.substr(12));
          if (generation < last || info.revision < last_revision) say("went back in time");
          last = generation;
          last_revision = info.revision;
        }
        ++opened;
      } catch (const Error& error) {
        // What a reader may be told when a writer is faster than it can open five times over.
        if (std::string(error.what()).find("while it was opened: try again") == std::string::npos) say(error.what());
        ++changed_too_often;
      } catch (const std::exception& error) {
        say(std::string("not an Error of ours: ") + error.what());
      }
    } while (!done);
  };
  std::vector<std::thread> readers;
  for (int i = 0; i < 2; ++i) readers.emplace_back(read);
  std::uint64_t updated = 0;
  std::size_t most_parts = 0;
  std::optional<std::string> failed;
  for (int generation = 1; generation <= 50 && !failed; ++generation) {
    failed = error_of([&] { updated += commit(generation); });
    most_parts = std::max(most_parts, read_stub(archive).parts.size());
  }
  done = true;
  for (auto& reader : readers) reader.join();
  CHECK_MESSAGE(!failed, failed.value_or(""));
  CHECK(updated == 150);
  CHECK(most_parts <= 8);
  CHECK_MESSAGE(wrong == 0, what);
  CHECK(opened > 50);
  CHECK(changed_too_often * 10 <= opened);
  CHECK(check_archive(archive).empty());
  CHECK(Archive(archive).search("g50").articles.value == 3);
}

}  // namespace broadsheet
