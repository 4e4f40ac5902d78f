#include "indexer/part_builder.hpp"

#include <algorithm>
#include <broadsheet/article_line.hpp>
#include <broadsheet/error.hpp>
#include <exception>
#include <future>
#include <thread>

#include "archive/durable_file.hpp"
#include "archive/limits.hpp"

namespace broadsheet {
namespace {

[[noreturn]] void rethrow_writing(const Xapian::Error& error, const std::filesystem::path& folder) {
  throw Error(ErrorKind::archive, "cannot write in '" + folder.string() + "': " + error.get_description() +
                                      "; nothing committed is lost, make room and run again");
}

/// A term or a record that Xapian cannot hold; anything else (a full disk) is no article's fault.
bool is_fault_of_article(const Xapian::Error& error) {
  const std::string type = error.get_type();
  return type == "InvalidArgumentError" || type == "UnimplementedError";
}

/// Xapian 1.4 may end the process where it cleans up after a write to a full disk, so that is looked at before.
void require_room(const std::filesystem::path& folder, std::uint64_t bytes) {
  std::error_code unknown;
  const auto space = std::filesystem::space(folder, unknown);
  if (unknown || space.available >= bytes + (std::uint64_t{1} << 20)) return;
  throw Error(ErrorKind::archive, "cannot write in '" + folder.string() + "': No space left on device (" +
                                      std::to_string(space.available >> 10) +
                                      " KiB are free); nothing committed is lost, make room and run again");
}

/// Merges glass databases, document ids following each other. Block size 8 KiB, Xapian's default.
void compact_databases(const std::vector<std::filesystem::path>& from, const std::filesystem::path& to) {
  try {
    Xapian::Database all;
    for (const auto& path : from) all.add_database(Xapian::Database(path.string(), Xapian::DB_BACKEND_GLASS));
    all.compact(to.string());
  } catch (const Xapian::Error& error) {
    rethrow_writing(error, to);
  }
}

std::uint64_t folder_bytes(const std::map<std::size_t, std::filesystem::path>& folders) {
  std::uint64_t bytes = 0;
  for (const auto& [place, folder] : folders)
    for (const auto& entry : std::filesystem::directory_iterator(folder)) bytes += entry.file_size();
  return bytes;
}

/// A database without an article, for a part that only says what is gone.
void make_empty_database(const std::filesystem::path& to) {
  try {
    Xapian::WritableDatabase(to.string(), Xapian::DB_CREATE | Xapian::DB_NO_TERMLIST | Xapian::DB_BACKEND_GLASS)
        .commit();
  } catch (const Xapian::Error& error) {
    rethrow_writing(error, to);
  }
}

}  // namespace

PartBuilder::PartBuilder(const std::filesystem::path& folder)
    : folder_(folder), tables_((std::filesystem::create_directory(folder), folder)) {}

std::uint64_t PartBuilder::articles() const {
  const std::lock_guard lock(mutex_);
  return articles_;
}

std::size_t PartBuilder::bytes() const {
  const std::lock_guard lock(mutex_);
  return tables_.bytes();
}

void PartBuilder::write_batch(const ArticleBatch& batch, BatchWorker& worker, const std::filesystem::path& to,
                              TablesBatch& tables, bool one_by_one, std::vector<BatchNote>& notes) {
  std::filesystem::remove_all(to);
  Xapian::WritableDatabase database(
      to.string(), Xapian::DB_CREATE | Xapian::DB_NO_TERMLIST | Xapian::DB_NO_SYNC | Xapian::DB_BACKEND_GLASS);
  for (std::size_t i = 0; i < batch.articles.size(); ++i) {
    const Article& article = batch.articles[i];
    Article counted = article;
    if (!analyze_article(article, worker.analyzer_, worker.title_, worker.body_)) {
      counted.warnings.push_back("only its first " + std::to_string(limit::tokens) + " words can be found");
      notes.push_back({i, counted.warnings.back(), false});
    }
    counted.words = static_cast<std::uint32_t>(worker.body_.size());
    try {
      database.add_document(worker.maker_.document(counted, worker.title_, worker.body_, to_article_line(counted)));
      if (one_by_one) database.commit();
      tables.add(counted, worker.title_, worker.body_, worker.analyzer_);
    } catch (const Xapian::Error& error) {
      if (!one_by_one || !is_fault_of_article(error)) throw;
      notes.push_back({i, error.get_description(), true});
      Article empty;
      empty.id = article.id;
      empty.file = article.file;
      database.add_document(worker.maker_.document(empty, {}, {}, to_article_line(empty)));
      database.commit();
      tables.add(empty, {}, {}, worker.analyzer_);
    }
  }
  database.commit();
}

std::vector<BatchNote> PartBuilder::add(ArticleBatch&& batch, BatchWorker& worker) {
  std::vector<BatchNote> notes;
  if (worker.analyzer_.bytes() + worker.maker_.bytes() > worker.remembered_bytes_) {
    worker.analyzer_.forget();
    worker.maker_.forget();
  }
  std::uint64_t text_bytes = 0;
  for (const auto& article : batch.articles) text_bytes += article.title.size() + article.body.size() + 1024;
  require_room(folder_, text_bytes * 4);  // the batch, its share of the tables, and both again while they are merged
  const auto path = folder_ / ("batch." + std::to_string(batch.place));
  TablesBatch tables;
  try {
    try {
      write_batch(batch, worker, path, tables, false, notes);
    } catch (const Xapian::Error& error) {
      if (!is_fault_of_article(error)) throw;
      // An exception drops all that was not committed: again, one article at a time, to find the culprit.
      tables = TablesBatch();
      notes.clear();
      write_batch(batch, worker, path, tables, true, notes);
    }
  } catch (const Xapian::Error& error) {
    rethrow_writing(error, path);
  }
  const std::size_t run = batch.place / databases_a_run;
  bool whole = false;
  {
    const std::lock_guard lock(mutex_);
    articles_ += batch.articles.size();
    tables_.add(batch.place, std::move(tables));
    databases_[batch.place] = path;
    whole = ++in_run_[run] == databases_a_run;
  }
  if (whole) compact_whole_run(run);
  return notes;
}

/// A run of batches becomes one database early, by the thread that finished it: compaction opens all its sources at
/// once, and there are limits on open files.
void PartBuilder::compact_whole_run(std::size_t run) {
  std::vector<std::filesystem::path> batches;
  {
    const std::lock_guard lock(mutex_);
    for (std::size_t place = run * databases_a_run; place < (run + 1) * databases_a_run; ++place)
      batches.push_back(databases_.at(place));
  }
  const auto to = folder_ / ("run." + std::to_string(run));
  compact_databases(batches, to);
  for (const auto& path : batches) std::filesystem::remove_all(path);
  const std::lock_guard lock(mutex_);
  for (std::size_t place = run * databases_a_run; place < (run + 1) * databases_a_run; ++place) databases_.erase(place);
  databases_[run * databases_a_run] = to;
}

std::size_t PartBuilder::add(std::size_t place, const Part& part) {
  constexpr std::uint32_t articles_a_batch = 2000;  // what is held of them in memory is a few megabytes
  const std::lock_guard lock(mutex_);
  if (part.articles() > 0) databases_[place] = part.folder();
  Analyzer analyzer;
  for (std::uint32_t from = 0; from < part.articles(); from += articles_a_batch) {
    TablesBatch batch;
    for (std::uint32_t article = from; article < std::min(part.articles(), from + articles_a_batch); ++article)
      batch.add(part.tables(), article, analyzer);
    tables_.add(place++, std::move(batch));
  }
  articles_ += part.articles();
  return place;
}

std::filesystem::path PartBuilder::finish(std::uint64_t revision, const std::vector<Gone>& gone,
                                          const std::function<std::string(const Tables&)>& stories) {
  const std::lock_guard lock(mutex_);
  const auto out = folder_ / "out";
  require_room(folder_, folder_bytes(databases_));
  std::exception_ptr tables_failed;
  std::promise<void> compacted;
  std::filesystem::create_directory(folder_ / "made");
  std::thread tables([&] {
    try {
      DurableFile file(folder_ / "made" / "tables");
      tables_.finish([&](std::string_view bytes) { file.write(bytes); },
                     [&](const TakeList& take) {
                       compacted.get_future().get();
                       each_long_list(Xapian::Database(out.string(), Xapian::DB_BACKEND_GLASS), take);
                     });
      file.close();
    } catch (...) {
      tables_failed = std::current_exception();
    }
  });
  std::exception_ptr compaction_failed;
  try {
    std::vector<std::filesystem::path> from;
    for (const auto& [place, path] : databases_) from.push_back(path);
    from.empty() ? make_empty_database(out) : compact_databases(from, out);
    compacted.set_value();
  } catch (...) {
    compaction_failed = std::current_exception();
    compacted.set_exception(compaction_failed);
  }
  tables.join();
  for (const auto& failed : {compaction_failed, tables_failed})
    if (failed) std::rethrow_exception(failed);
  std::filesystem::rename(folder_ / "made" / "tables", out / "tables");
  if (!gone.empty()) write_durable_file(out / "gone", print_gone(gone));
  write_durable_file(out / "stories", stories(Tables(out / "tables")));

  // Compaction ignores what its syncs say, so each file is synced again, and read back for its hash.
  Seal seal;
  seal.revision = revision;
  seal.articles = articles_;
  for (const auto& entry : std::filesystem::directory_iterator(out)) {
    const auto name = entry.path().filename().string();
    if (name == "flintlock") continue;  // Xapian's lock file, empty, made again at will
    sync_file(entry.path());
    const FileHash hash = hash_file(entry.path());
    seal.files.push_back({name, hash.bytes, hash.xxh3});
  }
  std::ranges::sort(seal.files, {}, &Seal::File::name);
  try {
    const Xapian::Database made(out.string(), Xapian::DB_BACKEND_GLASS);
    if (made.get_doccount() != articles_)
      throw Error(ErrorKind::archive, "cannot commit '" + out.string() + "': its database has " +
                                          std::to_string(made.get_doccount()) + " articles instead of " +
                                          std::to_string(articles_) + "; nothing committed is lost, run again");
  } catch (const Xapian::Error& error) {
    rethrow_writing(error, out);
  }
  write_durable_file(out / "seal", print_seal(seal));
  sync_folder(out);
  return out;
}

}  // namespace broadsheet
