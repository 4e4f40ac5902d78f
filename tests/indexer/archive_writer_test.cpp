#include "indexer/archive_writer.hpp"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <broadsheet/upkeep.hpp>

#include "archive/small_archive.hpp"
#include "indexer/batch_queue.hpp"
#include "temporary_folder.hpp"

namespace broadsheet {
namespace {

/// A part of these articles, ready to be committed.
std::unique_ptr<PartBuilder> part_of(ArchiveWriter& writer, const std::vector<Article>& articles) {
  auto part = writer.new_part();
  BatchQueue queue(*part, writer.reference_length(), 2);
  for (auto article : articles) queue.add(std::move(article));
  CHECK(queue.finish().empty());
  return part;
}

std::size_t entries(const std::filesystem::path& folder) {
  return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

}  // namespace

TEST_CASE("a second writer is refused by the name of the first, in this process and in others") {
  const TemporaryFolder folder;
  const auto archive = folder / "archive";
  write_lines(folder / "a.jsonl", small_articles(0, 3));
  std::optional<ArchiveWriter> first(std::in_place, archive, 0);
  first->commit(part_of(*first, small_articles(0, 3)), {});
  const auto refused = [&](const std::function<void()>& act) {
    const auto message = error_of(act);
    REQUIRE(message);
    CAPTURE(*message);
    CHECK(message->find("is being written by process " + std::to_string(::getpid()) + " since 20") !=
          std::string::npos);
    CHECK(message->find("wait for it or end it") != std::string::npos);
  };
  refused([&] { ArchiveWriter(archive, 0); });
  refused([&] { index_sources(archive, {(folder / "a.jsonl").string()}); });
  refused([&] { remove_articles(archive, {"a-1"}); });
  refused([&] { compact_archive(archive); });
  // Readers, checks and dry runs need no lock.
  CHECK(all_ids(Archive(archive)).size() == 3);
  CHECK(check_archive(archive).empty());
  IndexOptions dry;
  dry.dry_run = true;
  CHECK(index_sources(archive, {(folder / "a.jsonl").string()}, dry).revision == 1);

  const pid_t child = ::fork();
  if (child == 0) ::_exit(error_of([&] { ArchiveWriter(archive, 0); }) ? 0 : 1);
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK((WIFEXITED(status) && WEXITSTATUS(status) == 0));

  first.reset();
  CHECK_FALSE(error_of([&] { ArchiveWriter(archive, 0); }));
}

TEST_CASE("the lock is free when its holder was killed") {
  const TemporaryFolder folder;
  const auto archive = folder / "archive";
  std::filesystem::create_directory(archive);
  std::array<int, 2> pipe{};
  REQUIRE(::pipe(pipe.data()) == 0);
  const pid_t child = ::fork();
  if (child == 0) {
    const ArchiveLock lock(archive);
    [[maybe_unused]] const auto said = ::write(pipe[1], "x", 1);
    ::pause();
    ::_exit(0);
  }
  char byte = 0;
  REQUIRE(::read(pipe[0], &byte, 1) == 1);
  const auto message = error_of([&] { const ArchiveLock lock(archive); });
  REQUIRE(message);
  CHECK(message->find("process " + std::to_string(child)) != std::string::npos);
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  CHECK_FALSE(error_of([&] { const ArchiveLock lock(archive); }));
}

TEST_CASE("what is not committed leaves nothing behind") {
  const TemporaryFolder folder;
  const auto archive = folder / "archive";
  {
    ArchiveWriter writer(archive, 0);
    writer.commit(part_of(writer, small_articles(0, 5)), {});
  }
  const auto before = entries(archive);
  {
    ArchiveWriter writer(archive, 0);
    auto part = part_of(writer, small_articles(5, 5));
    CHECK(entries(archive) == before + 1);
  }
  CHECK(entries(archive) == before);
  CHECK(all_ids(Archive(archive)).size() == 5);
}

TEST_CASE("whatever a killed writer leaves, the next one clears away and goes on") {
  struct Row {
    std::string what;
    std::function<void(const std::filesystem::path&)> leave;
  };
  const std::vector<Row> rows = {
      {"a work folder with half a batch",
       [](const auto& archive) {
         std::filesystem::create_directories(archive / "work.77.0" / "batch.0");
         write_text(archive / "work.77.0" / "batch.0" / "postlist.glass", "half");
       }},
      {"a sealed part that no stub names, of the next number",
       [](const auto& archive) {
         std::filesystem::create_directory(archive / "part.000002");
         write_text(archive / "part.000002" / "seal", "half");
       }},
      {"half a stub", [](const auto& archive) { write_text(archive / "XAPIANDB.new", "# broadsheet format=1 sch"); }},
      {"old parts on their way out",
       [](const auto& archive) {
         std::filesystem::create_directory(archive / "work.old.part.000009");
         write_text(archive / "work.old.part.000009" / "tables", "x");
       }},
      {"all of it",
       [](const auto& archive) {
         std::filesystem::create_directory(archive / "work.old.part.000009");
         std::filesystem::create_directory(archive / "work.78.3");
         std::filesystem::create_directory(archive / "part.000002");
         write_text(archive / "XAPIANDB.new", "");
       }},
  };
  for (const auto& row : rows) {
    const TemporaryFolder folder;
    const auto archive = folder / "archive";
    CAPTURE(row.what);
    index_sources(archive, {write_lines(folder / "a.jsonl", small_articles(0, 5))});
    row.leave(archive);
    CHECK(all_ids(Archive(archive)).size() == 5);
    CHECK(check_archive(archive).empty());
    CHECK(index_sources(archive, {write_lines(folder / "b.jsonl", small_articles(5, 5))}).articles == 10);
    CHECK(entries(archive) == 4);  // XAPIANDB, lock, two parts
    CHECK(check_archive(archive).empty());
  }
}

TEST_CASE("a first load that was killed at any step can be run again") {
  struct Row {
    std::string what;
    std::vector<std::string> left;
  };
  for (const Row& row : {
           Row{"before the lock", {}},
           Row{"after the lock", {"lock"}},
           Row{"while the stub without parts was written", {"lock", "XAPIANDB.new"}},
           Row{"before the first part", {"lock", "XAPIANDB"}},
           Row{"while building", {"lock", "XAPIANDB", "work.7.0/"}},
           Row{"after the part was renamed", {"lock", "XAPIANDB", "work.7.0/", "part.000001/"}},
           Row{"while the stub was written", {"lock", "XAPIANDB", "part.000001/", "XAPIANDB.new"}},
       }) {
    const TemporaryFolder folder;
    const auto archive = folder / "archive";
    std::filesystem::create_directory(archive);
    { const ArchiveWriter writer(folder / "empty", 0); }
    for (const auto& name : row.left) {
      if (name == "XAPIANDB")
        std::filesystem::copy(folder / "empty" / name, archive / name);
      else if (name.ends_with('/'))
        std::filesystem::create_directory(archive / name.substr(0, name.size() - 1));
      else
        write_text(archive / name, "");
    }
    CAPTURE(row.what);
    const auto opened = error_of([&] { const Archive reader(archive); });
    REQUIRE(opened);
    CHECK_MESSAGE(opened->find("nothing has been committed") != std::string::npos, *opened);
    const auto failed = error_of([&] {
      CHECK(index_sources(archive, {write_lines(folder / "a.jsonl", small_articles(0, 5))}).added == 5);
      CHECK(check_archive(archive).empty());
    });
    CHECK_MESSAGE(!failed, failed.value_or(""));
  }
}

TEST_CASE("gone articles of older parts and of the part itself are marked by one commit") {
  const TemporaryFolder folder;
  const auto archive = folder / "archive";
  ArchiveWriter writer(archive, 0);
  writer.commit(part_of(writer, small_articles(0, 5)), {});
  CHECK(writer.revision() == 1);
  CHECK(writer.articles() == 5);
  const auto next = writer.next_part();
  auto articles = small_articles(1, 2, 1);
  articles.push_back(small_article(7));
  writer.commit(part_of(writer, articles), {{1, 1}, {1, 2}, {next, 2}});
  CHECK(writer.articles() == 5);
  CHECK(writer.snapshot()->parts()[0].gone_count() == 2);
  CHECK(writer.snapshot()->parts()[1].gone_count() == 1);
  CHECK(writer.snapshot()->parts()[0].find("a-1") == std::nullopt);
  CHECK(writer.snapshot()->parts()[1].find("a-1") == 0);
  CHECK(writer.snapshot()->parts()[1].find("a-7") == std::nullopt);
  CHECK(Archive(archive).search("only7v0").articles.value == 0);
  // Merged with what one of them says of another part that stays.
  writer.merge_all({});
  CHECK(writer.articles() == 5);
  CHECK(writer.snapshot()->parts().size() == 1);
  CHECK(check_archive(archive).empty());
}

TEST_CASE("parts get numbers that were never used before") {
  const TemporaryFolder folder;
  const auto archive = folder / "archive";
  std::uint32_t last = 0;
  for (unsigned i = 0; i < 12; ++i) {
    ArchiveWriter writer(archive, 0);
    CHECK(writer.next_part() > last);
    last = writer.next_part();
    writer.commit(part_of(writer, small_articles(i, 1)), {});
    writer.merge_small_parts();
  }
  Stamp stamp = read_stub(archive);
  CHECK(stamp.next_part > stamp.parts.back().number);
  CHECK(stamp.id.size() == 36);
  CHECK(stamp.built.size() == 20);
  CHECK(stamp.built.ends_with('Z'));
}

TEST_CASE("the stamp keeps its id, and names the languages in use") {
  const TemporaryFolder folder;
  const auto archive = folder / "archive";
  std::string id;
  for (unsigned i = 0; i < 3; ++i) {
    index_sources(archive, {write_lines(folder / "a.jsonl", small_articles(i, 1))});
    const Stamp stamp = read_stub(archive);
    if (id.empty()) id = stamp.id;
    CHECK(stamp.id == id);
    CHECK(stamp.languages == (i == 0 ? "en" : i == 1 ? "de,en" : "de,en,fr"));
    CHECK(stamp.revision == i + 1);
  }
}

TEST_CASE("impacts are the same before and after a commit, whatever reference length was asked for") {
  const TemporaryFolder folder;
  const auto archive = folder / "archive";
  ArchiveWriter writer(archive, 123.456789);
  const double asked = writer.reference_length();
  writer.commit(part_of(writer, small_articles(0, 2)), {});
  CHECK(writer.reference_length() == asked);
  CHECK(Archive(archive).stats().reference_length == asked);
}

}  // namespace broadsheet
