#pragma once

#include <broadsheet/article.hpp>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "archive/analyzer.hpp"
#include "archive/gone.hpp"
#include "archive/snapshot.hpp"
#include "archive/tables_builder.hpp"
#include "indexer/document_maker.hpp"

namespace broadsheet {

/// What one indexing thread keeps from batch to batch: its words and terms.
class BatchWorker {
 public:
  /// Words and terms remembered beyond `remembered_bytes` are forgotten between two batches.
  BatchWorker(double reference_length, std::size_t remembered_bytes)
      : remembered_bytes_(remembered_bytes), maker_(analyzer_, reference_length) {}

 private:
  friend class PartBuilder;
  std::size_t remembered_bytes_;
  Analyzer analyzer_;
  DocumentMaker maker_;
  std::vector<Token> title_, body_;
};

/// What is to be said of an article while it is written, by its number in the batch.
struct BatchNote {
  std::size_t article = 0;
  std::string text;
  bool refused = false;  ///< Xapian cannot hold it; there is an empty document in its place
};

/// Articles in order, to be written together by one thread.
struct ArticleBatch {
  std::size_t place = 0;  ///< 0, 1, … in the part
  std::vector<Article> articles;
};

/// Builds one sealed part in a work folder: batches become small fresh databases (Xapian's inverter is a map of
/// strings, which is fast only while it is small), these are merged by Xapian's compaction, the tables are made on the
/// way. Articles keep the order of places. Nothing here is durable before finish() returns.
class PartBuilder {
 public:
  /// `folder` is made, and must not exist.
  explicit PartBuilder(const std::filesystem::path& folder);

  /// Writes a batch. Any thread, each with its own worker; all places from 0 on must come before finish().
  std::vector<BatchNote> add(ArticleBatch&& batch, BatchWorker& worker);

  /// Adds a whole part as it is, gone articles included, from `place` on. Gives the next free place.
  std::size_t add(std::size_t place, const Part& part);

  std::uint64_t articles() const;
  std::size_t bytes() const;  ///< of memory held

  /// Compacts, writes tables, `gone` (if any), `stories` (what is made of the tables) and seal, syncs all of it. Gives
  /// the folder to be renamed.
  std::filesystem::path finish(std::uint64_t revision, const std::vector<Gone>& gone,
                               const std::function<std::string(const Tables&)>& stories);

  static constexpr std::size_t databases_a_run = 32;

 private:
  void write_batch(const ArticleBatch& batch, BatchWorker& worker, const std::filesystem::path& to, TablesBatch& tables,
                   bool one_by_one, std::vector<BatchNote>& notes);
  void compact_whole_run(std::size_t run);

  std::filesystem::path folder_;
  mutable std::mutex mutex_;
  TablesBuilder tables_;                                    // guarded by mutex_
  std::map<std::size_t, std::filesystem::path> databases_;  ///< by place of their first batch; guarded by mutex_
  std::map<std::size_t, std::size_t> in_run_;               ///< run → batches that are there; guarded by mutex_
  std::uint64_t articles_ = 0;                              // guarded by mutex_
};

}  // namespace broadsheet
